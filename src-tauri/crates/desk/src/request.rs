//! What the desk is asked, as it comes from the window, the terminal or the phone: plain values, not yet believed.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::view::AppointmentSync;

/// Which customer: one we know, or a new one.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[ts(export)]
pub enum CustomerChoice {
    /// Known already.
    Known {
        /// Row.
        id: i64,
    },
    /// Written down now. Name required; phone in any national or international form; e-mail optional.
    New {
        /// As spoken.
        name: String,
        /// As spoken.
        phone: Option<String>,
        /// As spoken.
        email: Option<String>,
    },
    /// Somebody who stands at the desk and does not give a name.
    WalkIn,
}

/// A different length for one part of this appointment.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[ts(export)]
pub struct LengthOverride {
    /// `B` for a segment, `GAP_A` for a gap.
    pub key: String,
    /// Minutes; 0 removes a gap.
    pub minutes: u16,
}

/// One more service of the same visit.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[ts(export)]
pub struct ServiceWish {
    /// What.
    pub service_id: i64,
    /// With whom; `None`: whoever can, preferably who does the one before.
    pub staff_id: Option<i64>,
    /// Lengths that differ.
    #[serde(default)]
    pub lengths: Vec<LengthOverride>,
}

/// Another appointment of the same visit that moves along; it keeps its distance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[ts(export)]
pub struct AlongWish {
    /// Which.
    pub appointment_id: i64,
    /// With whom; `None`: with whom it is, but with whoever gets the moved appointment, if it leaves the same stylist as that and
    /// they can.
    pub staff_id: Option<i64>,
}

/// "When could …?" For a new appointment or, with `appointment_id`, for a move.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[ts(export)]
pub struct ProposeRequest {
    /// The appointment to be moved, if it is a move: then service, lengths and people are those booked.
    #[serde(default)]
    pub appointment_id: Option<i64>,
    /// What; ignored for a move.
    pub service_id: i64,
    /// With whom; `None` for a move keeps who it is, for a new one means whoever can.
    pub staff_id: Option<i64>,
    /// Not before: a date (`2026-11-27`) or a civil date and time (`2026-11-27T13:00`); `None`: now.
    pub from: Option<String>,
    /// Only what starts before this instant, the last of it: the page before.
    #[serde(default)]
    pub before: Option<String>,
    /// Only what starts after this instant: the page behind; instead of `from`.
    #[serde(default)]
    pub after: Option<String>,
    /// How many; 1 to 50, usually 5.
    pub limit: u8,
    /// Lengths that differ.
    #[serde(default)]
    pub lengths: Vec<LengthOverride>,
    /// What follows directly, for the same customer; not for a move.
    #[serde(default)]
    pub then: Vec<ServiceWish>,
    /// What of the same visit moves along; for a move only.
    #[serde(default)]
    pub along: Vec<AlongWish>,
    /// The hold of the asking form, which must not stand in its own way.
    #[serde(default)]
    pub hold: Option<String>,
}

/// "Would it fit here?" For a new appointment or, with `appointment_id`, for a move.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[ts(export)]
pub struct CheckRequest {
    /// The appointment to be moved, if it is a move.
    pub appointment_id: Option<i64>,
    /// What; ignored for a move.
    pub service_id: Option<i64>,
    /// With whom; `None` for a move keeps who it is, for a new one means whoever can.
    pub staff_id: Option<i64>,
    /// Civil date and time in the salon's zone: `2026-11-27T09:30`.
    pub start: String,
    /// For whom, to see whether they sit elsewhere then.
    pub customer_id: Option<i64>,
    /// Lengths that differ.
    #[serde(default)]
    pub lengths: Vec<LengthOverride>,
    /// What follows directly, for the same customer; not for a move.
    #[serde(default)]
    pub then: Vec<ServiceWish>,
    /// What of the same visit moves along; for a move only.
    #[serde(default)]
    pub along: Vec<AlongWish>,
    /// The hold of the asking form.
    #[serde(default)]
    pub hold: Option<String>,
}

/// "Keep this free while I ask."
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[ts(export)]
pub struct HoldRequest {
    /// What.
    pub service_id: i64,
    /// With whom; `None`: whoever can.
    pub staff_id: Option<i64>,
    /// Civil date and time.
    pub start: String,
    /// Lengths that differ.
    #[serde(default)]
    pub lengths: Vec<LengthOverride>,
    /// What follows directly, for the same customer; not for a move.
    #[serde(default)]
    pub then: Vec<ServiceWish>,
    /// A hold that this one replaces.
    #[serde(default)]
    pub token: Option<String>,
}

/// "Book it."
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[ts(export)]
pub struct BookRequest {
    /// For whom.
    pub customer: CustomerChoice,
    /// What.
    pub service_id: i64,
    /// With whom; `None`: whoever can.
    pub staff_id: Option<i64>,
    /// Civil date and time in the salon's zone: `2026-11-27T09:30`.
    pub start: String,
    /// Up to 2 000 characters.
    #[serde(default)]
    pub note: String,
    /// Lengths that differ.
    #[serde(default)]
    pub lengths: Vec<LengthOverride>,
    /// What follows directly, for the same customer; not for a move.
    #[serde(default)]
    pub then: Vec<ServiceWish>,
    /// The hold of the form, given up by the booking.
    #[serde(default)]
    pub hold: Option<String>,
    /// Book in spite of warnings (outside hours, customer elsewhere, in the past). Refusals stay refusals.
    #[serde(default)]
    pub despite_warnings: bool,
    /// Makes a repeat harmless: the same key books once and answers with the same appointment.
    #[serde(default)]
    pub idempotency_key: Option<String>,
}

/// "Move it." The whole comb moves, with all that goes along; all or nothing.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[ts(export)]
pub struct MoveRequest {
    /// Which.
    pub appointment_id: i64,
    /// Civil date and time.
    pub start: String,
    /// To whom; `None` keeps who it is.
    pub staff_id: Option<i64>,
    /// Lengths that differ; empty keeps today's.
    #[serde(default)]
    pub lengths: Vec<LengthOverride>,
    /// What of the same visit moves along.
    #[serde(default)]
    pub along: Vec<AlongWish>,
    /// As in [`BookRequest`].
    #[serde(default)]
    pub despite_warnings: bool,
}

/// "Which appointments …?" What is left out, filters nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, TS)]
#[serde(default)]
#[ts(export)]
pub struct ListRequest {
    /// A customer's name or phone number, or an appointment's number (`750`, `#750`); empty: everybody's.
    pub typed: String,
    /// First day on which they begin (`2026-11-27`).
    pub from: Option<String>,
    /// Last day on which they begin.
    pub to: Option<String>,
    /// Where they stand.
    pub status: Option<StatusChoice>,
    /// Who does at least one of the segments.
    pub staff_id: Option<i64>,
    /// What.
    pub service_id: Option<i64>,
    /// For whom.
    pub customer_id: Option<i64>,
    /// How they stand with Cal.com.
    pub sync: Option<AppointmentSync>,
    /// The latest start first; else the earliest.
    pub latest_first: bool,
    /// Where the page before ended; `None`: the first page.
    pub after: Option<PageMark>,
    /// How many on a page; 1 to 100.
    pub limit: u8,
}

/// "Whom do we know …?"
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, TS)]
#[serde(default)]
#[ts(export)]
pub struct CustomerListRequest {
    /// A name or phone number; empty: everybody.
    pub typed: String,
    /// Where the page before ended; `None`: the first page.
    pub after: Option<CustomerMark>,
    /// How many on a page; 1 to 100.
    pub limit: u8,
}

/// The last customer of a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CustomerMark {
    /// Their name as it is sorted.
    pub name: String,
    /// Row.
    pub id: i64,
}

/// "Her number is another now." Replaces all that is known.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[ts(export)]
pub struct EditCustomerRequest {
    /// Who.
    pub id: i64,
    /// As spoken.
    pub name: String,
    /// As spoken; blank for none.
    pub phone: Option<String>,
    /// As spoken; blank for none.
    pub email: Option<String>,
    /// Up to 2 000 characters.
    #[serde(default)]
    pub note: String,
}

/// Where an appointment stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum StatusChoice {
    /// It is going to happen, or has.
    Booked,
    /// It was called off.
    Cancelled,
    /// The customer did not come.
    NoShow,
}

/// The last appointment of a page: the next one goes on behind it, whatever is booked or cancelled in between.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PageMark {
    /// Its start.
    pub start: String,
    /// Its number.
    pub id: i64,
}

/// "None of these are coming."
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[ts(export)]
pub struct CancelManyRequest {
    /// Which; all of them or none.
    pub appointment_ids: Vec<i64>,
    /// Why; up to 500 characters.
    #[serde(default)]
    pub reason: String,
}

/// "Give it the shape that its service has today."
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[ts(export)]
pub struct AdjustRequest {
    /// Which.
    pub appointment_id: i64,
    /// As in [`BookRequest`].
    #[serde(default)]
    pub despite_warnings: bool,
}

/// "They are not coming."
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[ts(export)]
pub struct CancelRequest {
    /// Which.
    pub appointment_id: i64,
    /// With all that is still booked of the same visit.
    #[serde(default)]
    pub whole_visit: bool,
    /// Why; up to 500 characters.
    #[serde(default)]
    pub reason: String,
}

// What a form asks about first, in the form in which it asks about what follows.
macro_rules! first_of {
    ($($request:ty),+) => {$(
        impl $request {
            pub(crate) fn first(&self) -> ServiceWish {
                ServiceWish {
                    service_id: self.service_id,
                    staff_id: self.staff_id,
                    lengths: self.lengths.clone(),
                }
            }
        }
    )+};
}
first_of!(ProposeRequest, HoldRequest, BookRequest);

impl CheckRequest {
    pub(crate) fn first(&self) -> ServiceWish {
        ServiceWish {
            service_id: self.service_id.unwrap_or_default(),
            staff_id: self.staff_id,
            lengths: self.lengths.clone(),
        }
    }
}

/// "Somebody else does that part."
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[ts(export)]
pub struct HandOverRequest {
    /// Which.
    pub appointment_id: i64,
    /// `B`.
    pub key: String,
    /// To whom.
    pub staff_id: i64,
    /// As in [`BookRequest`].
    #[serde(default)]
    pub despite_warnings: bool,
}

/// "They would come if there were a place."
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[ts(export)]
pub struct WaitRequest {
    /// Who.
    pub customer: CustomerChoice,
    /// For what.
    pub service_id: i64,
    /// With whom; `None`: whoever can.
    pub staff_id: Option<i64>,
    /// Not before this date (`2026-11-27`).
    pub from: Option<String>,
    /// Not after this date.
    pub to: Option<String>,
    /// Days of the week, 1 for Monday to 7 for Sunday; empty: any.
    #[serde(default)]
    pub weekdays: Vec<u8>,
    /// Not before this minute of the day.
    pub from_minute: Option<u16>,
    /// Over by this minute of the day.
    pub to_minute: Option<u16>,
    /// Up to 2 000 characters.
    #[serde(default)]
    pub note: String,
}

/// "That suits them."
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[ts(export)]
pub struct BookWaitingRequest {
    /// Which entry.
    pub id: i64,
    /// The place that was shown; `None`: the first that suits now.
    pub start: Option<String>,
    /// With whom it was shown.
    pub staff_id: Option<i64>,
    /// As in [`BookRequest`].
    #[serde(default)]
    pub despite_warnings: bool,
}
