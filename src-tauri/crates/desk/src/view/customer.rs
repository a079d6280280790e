//! Customers: the list, the card, and what is seen at a glance.

use serde::Serialize;
use ts_rs::TS;

use super::{AppointmentDetail, CallView, ServiceRef, WaitingView};
use crate::request::CustomerMark;

/// A customer as the booking panel shows them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct CustomerView {
    /// Row.
    pub id: i64,
    /// As typed.
    pub name: String,
    /// As a person in the salon's country writes it.
    pub phone: Option<String>,
    /// If known.
    pub email: Option<String>,
    /// What the desk noted.
    pub note: String,
    /// Start of the last appointment before now.
    pub last_visit: Option<String>,
    /// How often they did not come.
    pub no_shows: u32,
}

/// A page of the customer list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct CustomerListView {
    /// How many are meant, on all pages.
    pub total: u32,
    /// Those of this page, by name.
    pub customers: Vec<CustomerView>,
    /// Where the next page goes on, if there is one.
    pub next: Option<CustomerMark>,
}

/// A customer's card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct CustomerDetail {
    /// Who.
    pub customer: CustomerView,
    /// When they were written down.
    pub known_since: String,
    /// Appointments that they came to.
    pub visits: u32,
    /// Appointments that were cancelled.
    pub cancelled: u32,
    /// Start of the next appointment.
    pub next_visit: Option<String>,
    /// Who may be the same person, written down twice.
    pub alike: Vec<CustomerRef>,
}

/// What somebody at the desk wants to know at a glance about the customer before them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct CustomerGlance {
    /// Who, with how often they did not come.
    pub customer: CustomerView,
    /// The last times they were booked, the latest first; at most five.
    pub visits: Vec<PastVisit>,
    /// Start of the next appointment.
    pub next_visit: Option<String>,
    /// What they have most often, as long as it is sold.
    pub usual_service_id: Option<i64>,
    /// Who does it most often, as long as they work here.
    pub usual_staff_id: Option<i64>,
}

/// An appointment that has been.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct PastVisit {
    /// Number on the screen.
    pub appointment_id: i64,
    /// First instant.
    pub start: String,
    /// What.
    pub service: ServiceRef,
    /// The appointment's stylist.
    pub staff_id: i64,
    /// Their name.
    pub staff_name: String,
    /// From the first minute to the last.
    pub minutes: u32,
    /// They did not come.
    pub missed: bool,
    /// What the desk wrote about it.
    pub note: String,
    /// Parts that took another time than today's catalogue gives them.
    pub unusual: Vec<UnusualLength>,
}

/// A part that took another time for this customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct UnusualLength {
    /// `B` for a segment, `GAP_A` for a gap.
    pub key: String,
    /// "Auftragen"; empty for gaps.
    pub name: String,
    /// What it took.
    pub minutes: u16,
    /// What it takes otherwise.
    pub usual: u16,
}

/// Somebody who may be the same person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct CustomerRef {
    /// Row.
    pub id: i64,
    /// As typed.
    pub name: String,
    /// Reached at the same number; else called the same.
    pub same_phone: bool,
}

/// Everything that the book knows about one customer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CustomerExport {
    /// When this was written.
    pub exported_at: String,
    /// Who they are.
    pub card: CustomerDetail,
    /// What they booked, with what happened to it, the earliest first.
    pub appointments: Vec<AppointmentDetail>,
    /// What they wait for.
    pub waiting: Vec<WaitingView>,
    /// Their calls, with what each of them did to their own appointments, the first first.
    pub calls: Vec<CallView>,
}

/// What is left of somebody after their card was erased.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ErasedView {
    /// Appointments that stay as figures.
    pub appointments: u32,
    /// Bookings that Cal.com still has under their name and address.
    pub in_calcom: u32,
}
