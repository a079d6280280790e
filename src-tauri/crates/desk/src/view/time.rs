//! Times that are proposed, checked and held, and who waits for one.

use serde::Serialize;
use ts_rs::TS;

use super::{CustomerView, PhaseView, ServiceRef};

/// A time at which an appointment would fit.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct ProposalView {
    /// First instant.
    pub start: String,
    /// First instant after.
    pub end: String,
    /// `2026-11-27`.
    pub date: String,
    /// Minute of the start.
    pub from_minute: u16,
    /// The appointment's stylist.
    pub staff_id: i64,
    /// Their name.
    pub staff_name: String,
    /// Why this one is good.
    pub reason: ProposalReason,
    /// Whose gap it fills, for `fills_gap`; the stylist who takes over, for `hand_over`.
    pub reason_name: Option<String>,
    /// What would be booked.
    pub phases: Vec<PhaseView>,
    /// The services that follow in the same visit, or go along with one that is moved.
    pub then: Vec<LinkView>,
}

/// Another service of the same visit.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct LinkView {
    /// The appointment that goes along; `None` for one that is not booked yet.
    pub appointment_id: Option<i64>,
    /// Its stylist.
    pub staff_id: i64,
    /// Their name.
    pub staff_name: String,
    /// First instant.
    pub start: String,
    /// Minute of the start.
    pub from_minute: u16,
    /// What would be booked.
    pub phases: Vec<PhaseView>,
}

/// Why a time is proposed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum ProposalReason {
    /// Nothing is earlier.
    Earliest,
    /// It uses another appointment's processing time.
    FillsGap,
    /// It joins what is booked already and leaves no crumbs.
    Adjoins,
    /// Somebody takes a segment over.
    HandOver,
    /// It simply fits.
    Fits,
}

/// Whether an appointment would fit at a given time, before anything is written.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct CheckView {
    /// Nothing stands against it; warnings may.
    pub fits: bool,
    /// What would be booked; empty if the service cannot be placed at all.
    pub phases: Vec<PhaseView>,
    /// The services that follow in the same visit, or go along with one that is moved.
    pub then: Vec<LinkView>,
    /// Why not.
    pub refusals: Vec<ReasonView>,
    /// What to know before confirming.
    pub warnings: Vec<ReasonView>,
    /// The nearest time that fits, if this one does not.
    pub nearest: Option<ProposalView>,
}

/// A reason a time is refused or doubtful, as a code with the facts for its sentence.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct ReasonView {
    /// `staff_busy`, `gap_blocked`, `outside_hours`, `time_off`, `held`, `customer_busy`, `cannot_do`, `in_the_past`, …
    pub code: String,
    /// The phase it concerns.
    pub phase_key: Option<String>,
    /// Who is in the way of it.
    pub staff_name: Option<String>,
    /// What they do then: "Formschnitt".
    pub what: Option<String>,
    /// For which customer.
    pub customer_name: Option<String>,
    /// `10:50`.
    pub from: Option<String>,
    /// `11:30`.
    pub to: Option<String>,
}

/// A time held for an open form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct HoldView {
    /// Passed back when booking or giving it up.
    pub token: String,
    /// When it lapses.
    pub expires: String,
}

/// Somebody on the waiting list.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct WaitingView {
    /// Row.
    pub id: i64,
    /// Who.
    pub customer: CustomerView,
    /// For what.
    pub service: ServiceRef,
    /// With whom; `None`: whoever can.
    pub staff_id: Option<i64>,
    /// Their name.
    pub staff_name: Option<String>,
    /// Not before this date.
    pub from: Option<String>,
    /// Not after this date.
    pub to: Option<String>,
    /// Days of the week, 1 for Monday to 7 for Sunday.
    pub weekdays: Vec<u8>,
    /// Not before this minute of the day.
    pub from_minute: u16,
    /// Over by this minute of the day.
    pub to_minute: u16,
    /// What the desk wrote about it.
    pub note: String,
    /// Since when they wait.
    pub since: String,
    /// The last day that suits has gone by.
    pub over: bool,
    /// The first place that suits and is free now.
    pub place: Option<ProposalView>,
}
