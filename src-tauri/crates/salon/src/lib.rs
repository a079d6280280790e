//! The rules of a hair salon, as values and pure functions.
//!
//! Nothing here reads a clock, a file or the network: the moment, the catalogue and the book are passed in, a decision
//! comes out. Instants are UTC ([`jiff::Timestamp`]); civil time always travels with the salon's time zone.

pub mod catalogue;
pub mod id;
pub mod phase;
pub mod span;

pub use catalogue::{Gap, Part, Performer, Segment, SegmentKey, Service};
pub use id::{AppointmentId, CustomerId, PhaseId, ServiceId, StaffId};
pub use phase::{PhaseKind, PlannedPhase};
pub use span::Span;
