//! Keeping Cal.com in step with the book.
//!
//! The book says what shall be; [`plan`] says what has to be done; the worker writes each call down before it is sent and
//! what came of it afterwards; [`policy`] says what follows. The desk never waits for any of this. See `docs/SYNC.md`.

pub mod attendee;
pub mod clock;
pub mod code;
pub mod metadata;
pub mod plan;
pub mod policy;
pub mod view;

#[cfg(test)]
mod fixture;

pub use clock::{Clock, SetClock, WallClock};
pub use code::Code;
