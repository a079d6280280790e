//! What the owner edits, in one shape both ways: read, changed, given back. What comes back is not yet believed.
//!
//! `version` says which state somebody looked at; a sheet that was changed meanwhile is not overwritten. Fields that only the program
//! knows are ignored on the way in, so that a sheet that was read can be given back as it is.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::view::{MinuteSpan, ReasonView};

/// Everything the owner sets up.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct CatalogueSheets {
    /// What is or was sold, in the order of the price list.
    pub services: Vec<ServiceSheet>,
    /// Who works or worked here, in the order of their columns.
    pub staff: Vec<StaffSheet>,
    /// Names of the colours that services and staff can have.
    pub palette: Vec<String>,
}

/// A service with its comb and who does it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ServiceSheet {
    /// Row; `None` for a new one.
    #[serde(default)]
    pub id: Option<i64>,
    /// State that somebody looked at; 0 for a new one.
    #[serde(default)]
    pub version: u32,
    /// No longer sold. Only read.
    #[serde(default)]
    pub archived: bool,
    /// Number in the price list.
    #[serde(default)]
    pub number: Option<u32>,
    /// "Ansatzfärbung".
    pub name: String,
    /// Heading in the catalogue.
    #[serde(default)]
    pub category: String,
    /// Palette entry.
    #[serde(default = "usual_colour")]
    pub colour: String,
    /// In cents.
    #[serde(default)]
    pub price_cents: Option<u32>,
    /// Whether customers may book it themselves.
    #[serde(default = "yes")]
    pub public: bool,
    /// Segments and gaps in their order.
    pub parts: Vec<PartSheet>,
}

/// A tooth of the comb or the space after it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[ts(export)]
pub enum PartSheet {
    /// Needs a staff member.
    Segment {
        /// `A`, `B`…; `None` for a new one.
        #[serde(default)]
        key: Option<String>,
        /// "Auftragen"; may be empty.
        #[serde(default)]
        name: String,
        /// Usual length.
        minutes: u16,
        /// Whether somebody else takes over here when they can.
        #[serde(default)]
        hand_over: bool,
        /// Who may do it, the preferred first.
        #[serde(default)]
        performers: Vec<PerformerSheet>,
    },
    /// Needs nobody.
    Gap {
        /// Length.
        minutes: u16,
        /// Whether others may be booked into it.
        #[serde(default = "yes")]
        bookable: bool,
    },
}

/// Somebody who may do a segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PerformerSheet {
    /// Who.
    pub staff_id: i64,
    /// Their own length where it differs.
    #[serde(default)]
    pub minutes: Option<u16>,
}

/// A staff member with their usual week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct StaffSheet {
    /// Row; `None` for somebody new.
    #[serde(default)]
    pub id: Option<i64>,
    /// State that somebody looked at; 0 for somebody new.
    #[serde(default)]
    pub version: u32,
    /// Works here no more. Only read.
    #[serde(default)]
    pub archived: bool,
    /// Full name.
    pub name: String,
    /// `stylist` or `assistant`.
    #[serde(default = "usual_role")]
    pub role: String,
    /// Palette entry.
    #[serde(default = "usual_colour")]
    pub colour: String,
    /// Their user in Cal.com, once mapped. Only read.
    #[serde(default)]
    pub calcom_user_id: Option<i64>,
    /// Days on which they usually work.
    #[serde(default)]
    pub week: Vec<WeekdayHours>,
    /// Days from today on that differ. Only read: they are changed one by one.
    #[serde(default)]
    pub exceptions: Vec<DateHours>,
    /// Time off and breaks that are not over. Only read: they are entered one by one.
    #[serde(default)]
    pub time_off: Vec<TimeOff>,
}

/// A weekday of the usual week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct WeekdayHours {
    /// 1 = Monday … 7 = Sunday.
    pub weekday: i8,
    /// Several leave a break between them; none is a day off.
    pub stretches: Vec<MinuteSpan>,
}

/// A date that differs from the usual week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DateHours {
    /// `2026-11-27`.
    pub date: String,
    /// These replace the usual hours; none is a day off.
    pub stretches: Vec<MinuteSpan>,
}

/// Time of a staff member that is not for sale.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct TimeOff {
    /// Row.
    pub id: i64,
    /// First instant.
    pub start: String,
    /// First instant after.
    pub end: String,
    /// `time_off`, `break` or `calcom`.
    pub reason: String,
    /// What somebody wrote about it.
    pub note: String,
}

/// "They are away then."
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[ts(export)]
pub struct TimeOffRequest {
    /// Who.
    pub staff_id: i64,
    /// A date (`2026-12-21`: from its midnight) or a civil date and time.
    pub from: String,
    /// A date (`2026-12-23`: to the end of that day) or a civil date and time.
    pub to: String,
    /// A rest within a working day, not an absence.
    #[serde(default)]
    pub pause: bool,
    /// Up to 500 characters.
    #[serde(default)]
    pub note: String,
}

/// "On that day they work like this." No hours at all is a day off; `usual` goes back to the usual week.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[ts(export)]
pub struct DateHoursRequest {
    /// Who.
    pub staff_id: i64,
    /// `2026-11-27`.
    pub date: String,
    /// In place of the usual hours.
    #[serde(default)]
    pub stretches: Vec<MinuteSpan>,
    /// Forget what differed.
    #[serde(default)]
    pub usual: bool,
}

/// "Take it off the list" or "put it back".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[ts(export)]
pub struct ArchiveRequest {
    /// Row of the service or the staff member.
    pub id: i64,
    /// State that somebody looked at.
    pub version: u32,
    /// Off the list, or back.
    pub archived: bool,
}

/// A service as the price list has it, and where customers book it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ListedService {
    /// As it stands now.
    #[serde(flatten)]
    pub service: ServiceSheet,
    /// Where customers book it themselves.
    pub online: OnlineSheet,
}

/// A service that was saved, and what of the book does not look like it.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct ServiceSaved {
    /// As it stands now.
    pub service: ServiceSheet,
    /// Booked appointments to come that keep another shape until somebody adjusts them, by start.
    pub differing: Vec<DifferingAppointment>,
    /// Where customers book it themselves.
    pub online: OnlineSheet,
}

/// Where customers book a service in Cal.com, and how carrying it over there went. Only read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct OnlineSheet {
    /// The team's one, or one of each stylist where each has an account of their own; empty: nowhere.
    pub event_types: Vec<PublicEventType>,
    /// When carrying it over succeeded for the last time.
    pub succeeded_at: Option<String>,
    /// The last try, if it failed.
    pub failure: Option<FailedPublication>,
}

/// An event type that customers book a service on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct PublicEventType {
    /// Row in Cal.com.
    pub event_type_id: i64,
    /// Whose it is; `None`: the team's.
    pub staff_name: Option<String>,
}

/// A try to carry a service over that failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct FailedPublication {
    /// When.
    pub tried_at: String,
    /// Calls since the last success.
    pub attempts: u32,
    /// Why; as for an error.
    pub code: String,
    /// For a log.
    pub message: String,
}

/// A staff member who was saved, and what of the book now lies where they do not work.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct StaffSaved {
    /// As they stand now.
    pub staff: StaffSheet,
    /// Appointments of theirs to come that lie in time that is no longer theirs to work, by start. They stay booked.
    pub in_the_way: Vec<AppointmentInTheWay>,
}

/// A booked appointment that has another shape than its service.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct DifferingAppointment {
    /// Its number.
    pub id: i64,
    /// First instant.
    pub start: String,
    /// For whom.
    pub customer_name: String,
    /// With whom.
    pub staff_name: String,
    /// How long it is.
    pub minutes: u32,
    /// How long it would be; `None` if nobody could do it any more.
    pub minutes_today: Option<u32>,
    /// `segments`, `lengths`, `gaps`, `staff`.
    pub differences: Vec<String>,
    /// It can only be adjusted by cancelling it and booking it anew, under another number.
    pub booked_anew: bool,
    /// What stands against adjusting it where it is.
    pub refusals: Vec<ReasonView>,
    /// What to know before adjusting it.
    pub warnings: Vec<ReasonView>,
}

/// An appointment in time that is no longer for sale.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct AppointmentInTheWay {
    /// Its number.
    pub id: i64,
    /// First instant.
    pub start: String,
    /// For whom.
    pub customer_name: String,
    /// What.
    pub service_name: String,
}

fn usual_colour() -> String {
    "slate".to_owned()
}

fn usual_role() -> String {
    "stylist".to_owned()
}

fn yes() -> bool {
    true
}
