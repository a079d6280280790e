//! What the book promises, told against real files.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "tests, and the parts they share"
)]

mod account;
mod appointments;
mod backups;
mod calls;
mod catalogue;
mod child;
mod contention;
mod crash;
mod customers;
mod feed;
mod file;
mod fixture;
mod health;
mod overlap;
mod placements;
mod schema;
mod sheet;
mod upgrade;
