//! What the desk shows: read models, the same for the window and for `--json`.
//!
//! Instants are RFC 3339 in the salon's zone (`2026-11-27T09:30:00+01:00`), dates ISO, `minute` counts civil minutes from
//! midnight (09:30 is 570) for drawing. Text that a person typed is passed on as it is; everything else is a code that the
//! window and the terminal translate.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::request::{CustomerMark, PageMark};

/// One day of the salon: the timeline.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct DayView {
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
    pub appointments: Vec<AppointmentView>,
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
    /// Civil minutes of the first instant.
    pub from_minute: u16,
    /// Civil minutes of the last.
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
    /// Civil minutes of the first instant.
    pub from_minute: u16,
    /// Civil minutes of the first instant after.
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
}

/// What can be booked, and by whom it is done.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct CatalogueView {
    /// Services in their order.
    pub services: Vec<ServiceView>,
    /// Staff in their order.
    pub staff: Vec<StaffView>,
}

/// A service with its comb.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct ServiceView {
    /// Row.
    pub id: i64,
    /// 440.
    pub number: Option<u32>,
    /// "Ansatzfärbung".
    pub name: String,
    /// Heading.
    pub category: String,
    /// Palette entry.
    pub colour: String,
    /// In cents.
    pub price_cents: Option<u32>,
    /// From first to last minute.
    pub minutes: u32,
    /// Several parts.
    pub composite: bool,
    /// Teeth and gaps.
    pub parts: Vec<PartView>,
    /// Who can lead it.
    pub staff_ids: Vec<i64>,
}

/// A tooth or a gap of a service.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct PartView {
    /// `A`, `GAP_A`, …
    pub key: String,
    /// Empty for gaps.
    pub name: String,
    /// `segment` or `gap`.
    pub kind: String,
    /// Usual length.
    pub minutes: u16,
    /// For gaps.
    pub bookable: bool,
}

/// A staff member.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct StaffView {
    /// Row.
    pub id: i64,
    /// Full name.
    pub name: String,
    /// `stylist` or `assistant`.
    pub role: String,
    /// Their user in Cal.com, once mapped.
    pub calcom_user_id: Option<i64>,
}

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
    /// Civil minutes of the start.
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
    /// The services that follow in the same visit.
    pub then: Vec<LinkView>,
}

/// A service that follows in the same visit.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct LinkView {
    /// Its stylist.
    pub staff_id: i64,
    /// Their name.
    pub staff_name: String,
    /// First instant.
    pub start: String,
    /// Civil minutes of the start.
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
    /// The services that follow in the same visit.
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
    pub staff_name: String,
    /// `booked`, `cancelled` or `no_show`.
    pub status: String,
    /// First instant.
    pub start: String,
    /// Civil minutes of the first instant.
    pub from_minute: u16,
    /// Civil minutes of the last.
    pub to_minute: u16,
}

/// What lies in the tray.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct ParkedView {
    /// As it was.
    pub appointment: AppointmentView,
    /// Since when it waits for another place.
    pub since: String,
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

/// What is left of somebody after their card was erased.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ErasedView {
    /// Appointments that stay as figures.
    pub appointments: u32,
    /// Bookings that Cal.com still has under their name and address.
    pub in_calcom: u32,
}

/// Something that happened to an appointment.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct HistoryView {
    /// When.
    pub at: String,
    /// By whom: an origin.
    pub origin: String,
    /// `booked`, `moved`, `handed_over`, `adjusted`, `cancelled`, `parked`, `reinstated`, `placed`, `no_show`, `kept_local`,
    /// `retried`.
    pub action: String,
    /// Start before, for a move.
    pub from: Option<String>,
    /// Start after, for a booking or a move.
    pub to: Option<String>,
    /// Why, for a cancellation; what to whom (`B: Lea`), for a segment that was handed over.
    pub reason: Option<String>,
}

/// How the owner's PIN stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct PinState {
    /// Whether there is one.
    pub set: bool,
    /// For how long no try is looked at.
    #[ts(type = "number")]
    pub wait_seconds: u64,
}
