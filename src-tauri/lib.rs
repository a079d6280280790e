//! Kamm, the reception desk of a hair salon: the window, the terminal and what joins the rooms.
//!
//! This package is thin. Rules live in `salon`, use cases in `desk`, the book in `store`, Cal.com in `sync` and `calcom`; see
//! docs/ARCHITECTURE.md.

pub mod app;
pub mod cli;
pub mod demo;
pub mod problem;
pub mod reception;
pub mod sample;
