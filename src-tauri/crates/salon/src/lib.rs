//! The rules of a hair salon, as values and pure functions.
//!
//! Nothing here reads a clock, a file or the network: the moment, the catalogue and the book are passed in, a decision
//! comes out. Instants are UTC ([`jiff::Timestamp`]); civil time always travels with the salon's time zone.
//!
//! The way through: a [`Service`] and who does it become a [`Comb`] ([`plan`]); a comb put at an instant becomes
//! [`PlannedPhase`]s; [`conflict`] says what stands against them; [`search`] finds every instant where nothing does, and
//! [`rank`] picks the few worth saying aloud.

pub mod adjust;
pub mod catalogue;
pub mod chain;
pub mod civil;
pub mod closing;
pub mod colour;
pub mod conflict;
pub mod customer;
pub mod diary;
pub mod draft;
pub mod habit;
pub mod id;
pub mod named;
pub mod phase;
pub mod place;
pub mod plan;
pub mod rank;
pub mod rebook;
pub mod search;
pub mod span;
pub mod spans;
pub mod team;
pub mod validate;
pub mod week;
pub mod wish;
pub mod working_time;

pub use catalogue::{Gap, Part, Performer, Segment, SegmentKey, Service};
pub use chain::{Chains, Link};
pub use civil::CivilError;
pub use conflict::{Around, Channel, Reason, Verdict};
pub use customer::{CustomerError, Email, Name, Phone};
pub use diary::{Diary, OpenGap, StaffDiary};
pub use draft::{PartDraft, ServiceDraft};
pub use id::{AppointmentId, CustomerId, PhaseId, ServiceId, StaffDayId, StaffId};
pub use named::Named;
pub use phase::{PhaseKind, PlannedPhase};
pub use place::Placement;
pub use plan::{Comb, Lengths, PlanError};
pub use rank::{Proposal, Why};
pub use search::{Search, Slot};
pub use span::Span;
pub use spans::SpanSet;
pub use validate::CatalogueError;
pub use week::HoursError;
pub use working_time::{Stretch, WorkingTime};
