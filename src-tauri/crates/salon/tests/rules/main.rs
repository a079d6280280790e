//! The rules of the salon, as a contract.

// Helpers of tests are tests: a broken assumption has to stop them.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

mod catalogue;
mod civil_time;
mod closing;
mod conflicts;
mod customers;
mod planning;
mod properties;
mod ranking;
mod rebooking;
mod salon_of_the_tests;
mod searching;
mod working_hours;
