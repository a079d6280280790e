//! Facts turned into what the window and the terminal show.

mod appointment;
mod customer;
mod phase;
mod proposal;
mod reason;
mod sync;

pub(crate) use appointment::{appointment, blocked, by_itself, history, on_sheet, service};
pub(crate) use customer::{customer, spelled};
pub(crate) use phase::{booked, drawn};
pub(crate) use proposal::{links, proposal};
pub(crate) use reason::reasons;
pub(crate) use sync::{Standings, by_phase};
