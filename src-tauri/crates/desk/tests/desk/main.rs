//! The desk, on a real book in a file.

// Helpers of tests are tests: a broken assumption has to stop them.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

mod bad_input;
mod booking;
mod calling_off;
mod calls;
mod changing_clocks;
mod customer_card;
mod customers;
mod erasing;
mod glancing;
mod handing_over;
mod holding;
mod importing;
mod listing;
mod moving;
mod owner_pin;
mod owner_services;
mod owner_staff;
mod parking;
mod proposing;
mod racing;
mod reception;
mod reinstating;
mod showing;
mod visit_moving;
mod visits;
mod waiting_list;
