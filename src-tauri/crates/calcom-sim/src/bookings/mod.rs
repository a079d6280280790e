//! The booking core: who is free, what may be booked, and the writing of it.
//!
//! Every write is prepared ([`Pending`]) and then written. In between others may come if the race window is open; that is how the real server
//! gets to double bookings.

pub(crate) mod availability;
pub(crate) mod email;
mod limits;
mod plan;
mod write;

pub(crate) use availability::Span;
pub(crate) use limits::within_window;
pub(crate) use plan::{Plan, Wish, plan};
pub(crate) use write::{Moved, Pending, cancel};
