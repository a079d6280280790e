//! Keeping Cal.com in step with the book.
//!
//! The book says what shall be; [`plan`] says what has to be done; the worker writes each call down before it is sent and
//! what came of it afterwards; [`policy`] says what follows. The desk never waits for any of this. See `docs/SYNC.md`.

mod ask;
pub mod attendee;
pub mod backup;
mod block;
pub mod clock;
mod closing;
pub mod code;
mod contact;
mod context;
mod desk;
mod drift;
mod engine;
mod error;
pub mod health;
mod hold;
mod holder;
mod hours;
mod line;
mod lines;
pub mod link;
mod map_watch;
pub mod metadata;
mod overlap;
pub mod plan;
pub mod policy;
mod preferences;
mod pull;
mod reason;
pub mod rebuild;
mod remote;
pub mod review;
mod schedule;
pub mod setup;
mod silence;
mod staff_keys;
pub mod status;
pub mod view;
pub mod whole;
mod worker;

#[cfg(test)]
mod fixture;

pub use ask::{Question, Tooth, ask_once, not_asked};
pub use attendee::CustomerMails;
pub use clock::{Clock, SetClock, WallClock};
pub use code::Code;
pub use engine::{Engine, Parts, Rest};
pub use error::SyncError;
pub use line::{Connecting, Connector, Keyed, NoLine};
pub use lines::Lines;
pub use preferences::{Preferences, SegmentCancelled};
pub use schedule::Schedule;
