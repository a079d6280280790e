//! A typed client of the Cal.com API v2.
//!
//! It knows the API as it behaves, not only as it is described: four error shapes, refusals told apart by their words, lists with odd
//! elements, managed event types that answer in arrays. It knows nothing of a salon.
//!
//! ```no_run
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! use calcom::{ApiKey, BaseUrl, Client, Config};
//!
//! let config = Config::new(BaseUrl::parse(calcom::CAL_EU)?);
//! let client = Client::new(config, ApiKey::new(std::env::var("CAL_API_KEY")?)?)?;
//! let me = client.me().await.into_result()?;
//! println!("{}", me.id);
//! # Ok(())
//! # }
//! ```
//!
//! # Promises
//! - **Each call is sent at most once.** No retries, no redirects. Every call comes back as a [`Reply`]: its outcome and its circumstances.
//! - **[`Failure`] answers "may it have happened?"** – and only an answer in the API's own shape counts as a refusal.
//! - **Unknown is not failure.** Unknown fields are ignored, unknown words carried along, unreadable list elements handed on raw.
//! - **Nothing leaks.** The key cannot print; uids, names and addresses are masked in `Debug`, in messages and in errors.
//! - **The rate limit is counted, not discovered.** [`Client::budget`] is asked before a call; the client itself never waits.

mod account;
mod auth;
mod bookings;
mod budget;
mod client;
mod config;
mod decode;
mod error_body;
mod event_types;
mod headers;
mod ids;
mod key;
mod outcome;
mod personal;
mod redact;
mod refusal;
mod reply;
mod slots;
mod tolerant;
mod transport;
mod versions;

pub use account::{DayOverride, Me, Member, Membership, Role, Schedule, Team, WeeklyHours};
pub use auth::AuthProblem;
pub use bookings::{
    Absence, Attendee, AttendeeAbsence, Booking, BookingHost, BookingQuery, BookingStatus,
    METADATA_LONGEST_KEY, METADATA_LONGEST_VALUE, METADATA_MOST_KEYS, MetadataError, NewAttendee,
    NewBooking, Order, Reschedule, StatusFilter, check_metadata,
};
pub use budget::{Admission, Budget, SharedBudget, Urgency};
pub use client::{Client, ClientError};
pub use config::{BaseUrl, BaseUrlError, CAL_COM, CAL_EU, Config};
pub use decode::{Page, Undecodable};
pub use event_types::{
    EmailSettings, EventType, EventTypePatch, Host, HostAssignment, Location, NewEventType, Off,
    SavedEventType, SchedulingType,
};
pub use headers::RateWindow;
pub use ids::{
    BookingId, BookingUid, EventTypeId, MembershipId, ReservationUid, ScheduleId, TeamId, UserId,
};
pub use key::{ApiKey, ApiKeyError};
pub use outcome::{Failure, NotSentReason, UnknownReason};
pub use personal::Personal;
pub use refusal::{Refusal, RefusalCode};
pub use reply::{CallMeta, Reply};
pub use slots::{NewReservation, Reservation, Slot, SlotQuery};
pub use versions::{ApiVersion, ApiVersionError, Versions};
