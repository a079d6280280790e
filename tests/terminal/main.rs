//! The whole program as people and scripts type it: documents, sentences, exit codes.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may end at the first surprise"
)]

#[path = "../common/mod.rs"]
mod common;

mod at_desk;
mod event_types;
mod newcomer;
mod owner;
mod review;
mod scripts;
