//! What the desk shows: read models, the same for the window and for `--json`.
//!
//! Instants are RFC 3339 in the salon's zone (`2026-11-27T09:30:00+01:00`), dates ISO. `minute` counts what has passed since
//! the day began, for drawing: 09:30 is 570, but 630 where the clock was put back that night. Text that a person typed is passed
//! on as it is; everything else is a code that the window and the terminal translate.

mod call;
mod catalogue;
mod customer;
mod time;

use std::ops::Not;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use call::{CallDeed, CallListView, CallView, CallerRef};
pub use catalogue::{CatalogueView, PartView, ServiceView, StaffView};
pub use customer::{
    CustomerDetail, CustomerExport, CustomerGlance, CustomerListView, CustomerRef, CustomerView,
    ErasedView, PastVisit, UnusualLength,
};
pub use time::{
    CheckView, HoldView, LinkView, ProposalReason, ProposalView, ReasonView, WaitingView,
};

use crate::request::PageMark;

/// One day of the salon: the timeline, with appointments as whoever asks needs them.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export, concrete(Appointment = SheetAppointment))]
pub struct DayView<Appointment> {
    /// Revision of the book that this was read at.
    pub revision: i64,
    /// `2026-11-27`.
    pub date: String,
    /// Name of the salon's zone.
    pub zone: String,
    /// First minute worth drawing: the earliest opening or appointment.
    pub from_minute: u16,
    /// Last minute worth drawing.
    pub to_minute: u16,
    /// Columns in their order.
    pub staff: Vec<StaffDay>,
    /// Everything booked on that day, cancelled appointments left out, by start.
    pub appointments: Vec<Appointment>,
}

/// An appointment as the sheet of its day draws it: there may be thousands. The rest is told of the one that is opened, and what
/// most have none of is left out.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct SheetAppointment {
    /// Number on the screen: #750.
    pub id: i64,
    /// Who it is for.
    pub customer: SheetCustomer,
    /// What.
    pub service: ServiceRef,
    /// The appointment's stylist.
    pub staff_id: i64,
    /// `booked` or `no_show`.
    pub status: &'static str,
    /// Minute of the first instant.
    pub from_minute: u16,
    /// Minute of the last.
    pub to_minute: u16,
    /// What the desk wrote about it.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[ts(as = "Option<String>", optional)]
    pub note: String,
    /// Several parts.
    #[serde(skip_serializing_if = "Not::not")]
    #[ts(as = "Option<bool>", optional)]
    pub composite: bool,
    /// How the whole stands with Cal.com.
    pub sync: AppointmentSync,
    /// Segments and gaps in time order.
    pub phases: Vec<SheetPhase>,
}

/// Whom a sheet names.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct SheetCustomer {
    /// Row.
    pub id: i64,
    /// As typed.
    pub name: String,
}

/// A segment or gap on a sheet.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct SheetPhase {
    /// `A`, `GAP_A`, `B`…
    pub key: String,
    /// "Auftragen"; empty for gaps.
    pub name: String,
    /// `staff` or `gap`.
    pub kind: &'static str,
    /// For gaps: whether others may be booked into it.
    #[serde(skip_serializing_if = "Not::not")]
    #[ts(as = "Option<bool>", optional)]
    pub bookable: bool,
    /// In whose column.
    pub staff_id: i64,
    /// Minute of the first instant.
    pub from_minute: u16,
    /// Minute of the first instant after.
    pub to_minute: u16,
    /// Length.
    pub minutes: u16,
    /// `None` for gaps and proposals.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional = nullable)]
    pub sync: Option<SheetSync>,
}

/// What the mark of a segment says.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct SheetSync {
    /// How the segment stands with Cal.com.
    pub state: PhaseSyncState,
    /// Since when.
    pub since: String,
    /// Stable code of what went wrong, if something did.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional = nullable)]
    pub code: Option<String>,
    /// The server's own words, shortened, without personal data.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional = nullable)]
    pub message: Option<String>,
}

/// A column: one person's day.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct StaffDay {
    /// Who.
    pub id: i64,
    /// "Anna Albrecht".
    pub name: String,
    /// `stylist` or `assistant`.
    pub role: String,
    /// When this person works.
    pub hours: Vec<MinuteSpan>,
    /// Time not for sale within.
    pub blocked: Vec<BlockedView>,
    /// Booked share of the working time in percent; 0 on a day off.
    pub load_percent: u8,
}

/// A stretch of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MinuteSpan {
    /// First minute inside.
    pub from_minute: u16,
    /// First minute after.
    pub to_minute: u16,
}

/// Time off, a break, or a booking that only Cal.com knows.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct BlockedView {
    /// First minute inside.
    pub from_minute: u16,
    /// First minute after.
    pub to_minute: u16,
    /// `time_off`, `break` or `calcom`.
    pub reason: String,
    /// What somebody wrote about it.
    pub note: String,
    /// How the blocks stand that hold it in Cal.com, taken together; `None` where Cal.com does not have to hold it.
    pub sync: Option<AppointmentSync>,
    /// Each of those blocks.
    pub held: Vec<HeldView>,
}

/// A block that holds time in Cal.com, or is going to.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct HeldView {
    /// First minute inside.
    pub from_minute: u16,
    /// First minute after.
    pub to_minute: u16,
    /// Where it stands.
    pub state: PhaseSyncState,
    /// Since when.
    pub since: String,
    /// Stable code of what went wrong, if something did.
    pub code: Option<String>,
    /// The server's own words, shortened, without personal data.
    pub message: Option<String>,
}

/// An appointment with its phases.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct AppointmentView {
    /// Number on the screen: #750.
    pub id: i64,
    /// Who it is for.
    pub customer: CustomerView,
    /// What.
    pub service: ServiceRef,
    /// The appointment's stylist.
    pub staff_id: i64,
    /// Their name.
    pub staff_name: String,
    /// `booked`, `cancelled` or `no_show`.
    pub status: String,
    /// `desk`, `phone`, `calcom`, `api` or `system`.
    pub origin: String,
    /// First instant.
    pub start: String,
    /// Last instant.
    pub end: String,
    /// Minute of the first instant.
    pub from_minute: u16,
    /// Minute of the last.
    pub to_minute: u16,
    /// What the desk wrote about it.
    pub note: String,
    /// Several parts.
    pub composite: bool,
    /// Segments that need staff.
    pub segments: u16,
    /// How the whole stands with Cal.com.
    pub sync: AppointmentSync,
    /// Segments and gaps in time order.
    pub phases: Vec<PhaseView>,
}

/// A page of the appointment list.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct ListView {
    /// How many appointments the filters leave, on all pages.
    pub total: u32,
    /// Those of this page; minutes are counted on the day each begins.
    pub appointments: Vec<AppointmentView>,
    /// Where the next page goes on, if there is one.
    pub next: Option<PageMark>,
}

/// What of a service an appointment shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ServiceRef {
    /// Row.
    pub id: i64,
    /// 440.
    pub number: Option<u32>,
    /// "Ansatzfärbung".
    pub name: String,
    /// Palette entry.
    pub colour: String,
}

/// The aggregate of an appointment's segments: the first in this order that any segment is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum AppointmentSync {
    /// Some segments are in Cal.com, at least one needs a person.
    Partial,
    /// A person has to decide.
    Blocked,
    /// An answer was lost; it is being looked up.
    Uncertain,
    /// On the wire.
    Sending,
    /// Not sent yet.
    Waiting,
    /// Every segment is in Cal.com.
    Synced,
    /// Kept out of Cal.com by decision, or no account is connected.
    Local,
}

/// A segment or gap in time.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct PhaseView {
    /// Row; 0 in a proposal that is not booked yet.
    pub id: i64,
    /// `A`, `GAP_A`, `B`…
    pub key: String,
    /// "Auftragen"; empty for gaps.
    pub name: String,
    /// `staff` or `gap`.
    pub kind: String,
    /// For gaps: whether others may be booked into it.
    pub bookable: bool,
    /// In whose column.
    pub staff_id: i64,
    /// Their name.
    pub staff_name: String,
    /// First instant.
    pub start: String,
    /// First instant after.
    pub end: String,
    /// Minute of the first instant.
    pub from_minute: u16,
    /// Minute of the first instant after.
    pub to_minute: u16,
    /// Length.
    pub minutes: u16,
    /// `None` for gaps and proposals.
    pub sync: Option<PhaseSyncView>,
}

/// How a segment stands with Cal.com.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct PhaseSyncView {
    /// Where it stands.
    pub state: PhaseSyncState,
    /// Since when.
    pub since: String,
    /// Stable code of what went wrong, if something did.
    pub code: Option<String>,
    /// The server's own words, shortened, without personal data.
    pub message: Option<String>,
    /// Cal.com's number of the booking.
    pub booking_id: Option<i64>,
    /// Cal.com's uid of the booking; a capability, shown to staff only.
    pub booking_uid: Option<String>,
    /// The event type it is booked on.
    pub event_type_id: Option<i64>,
}

/// State of a segment's mirror image in Cal.com.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum PhaseSyncState {
    /// Not sent yet.
    Waiting,
    /// On the wire.
    Sending,
    /// Booked and confirmed.
    Synced,
    /// The answer was lost.
    Uncertain,
    /// A person has to decide.
    Blocked,
    /// Kept out of Cal.com by decision.
    Local,
}

/// An appointment with what happened to it.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct AppointmentDetail {
    /// As in the timeline.
    pub appointment: AppointmentView,
    /// Booked online as a whole: Cal.com holds its gaps too, until it is split into segments.
    pub whole: bool,
    /// It lies in the tray and waits for another place.
    pub parked: bool,
    /// The other appointments of the same visit.
    pub visit: Vec<VisitPart>,
    /// In order.
    pub history: Vec<HistoryView>,
}

/// Another appointment of the same visit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct VisitPart {
    /// Number on the screen.
    pub id: i64,
    /// What.
    pub service: ServiceRef,
    /// The appointment's stylist.
    pub staff_id: i64,
    /// Their name.
    pub staff_name: String,
    /// `booked`, `cancelled` or `no_show`.
    pub status: String,
    /// First instant.
    pub start: String,
    /// Last instant.
    pub end: String,
    /// It can move along: both are still booked or both lie in the tray, for the same day.
    pub goes_along: bool,
}

/// What lies in the tray.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct ParkedView {
    /// As it was; of a visit the first.
    pub appointment: AppointmentView,
    /// What lies there with it and goes along.
    pub visit: Vec<VisitPart>,
    /// Since when it waits for another place.
    pub since: String,
}

/// Something that happened to an appointment.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct HistoryView {
    /// When.
    pub at: String,
    /// By whom: an origin.
    pub origin: String,
    /// `booked`, `moved`, `handed_over`, `adjusted`, `cancelled`, `parked`, `reinstated`, `placed`, `no_show`, `came`,
    /// `kept_local`, `retried`.
    pub action: String,
    /// Start before, for a move.
    pub from: Option<String>,
    /// Start after, for a booking or a move.
    pub to: Option<String>,
    /// Why, for a cancellation; what to whom (`B: Lea`), for a segment that was handed over.
    pub reason: Option<String>,
}

/// How the owner's PIN stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct PinState {
    /// Whether there is one.
    pub set: bool,
    /// For how long no try is looked at.
    pub wait_seconds: u64,
}
