//! The engine, on a real book in a file and against the stand-in over real HTTP.

#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may fail"
)]

mod ask;
mod blocks;
mod bring_in_line;
mod children;
mod clean;
mod clock;
mod days;
mod days_of_each;
mod desks;
mod found;
mod health;
mod hold;
mod individual;
mod left;
mod lengths;
mod lifted;
mod lost_answers;
mod mails;
mod map_watch;
mod overlap;
mod priority;
mod provision;
mod publish;
mod pull;
mod rebuild;
mod refused;
mod reinstate;
mod review;
mod setup;
mod storm;
mod support;
mod trouble;
mod twins;
mod verify;
mod whole;
mod zones;
