//! The rows of the server's tables and how the API shows them.

mod booking;
mod event_type;
mod person;

pub use booking::BookingStatus;
pub(crate) use booking::{Attendee, Booking, Reservation};
pub(crate) use event_type::{EventType, Host, Scheduling};
pub use person::Role;
pub(crate) use person::{ApiKey, Hours, Membership, Schedule, Team, User};
