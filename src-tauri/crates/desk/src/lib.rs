//! What a receptionist does, each as one transaction.
//!
//! A use case reads the facts, asks the rules of [`salon`] and, if nothing stands against it, writes the facts, the history
//! entry and the wish to bring Cal.com in line in the same transaction. The rules are asked inside of it, so that nothing
//! can happen between the question and the write; the network is never waited for. `now` is always the caller's.
//!
//! All methods of [`Desk`] block: from async code they belong on a blocking thread.

mod appointment;
mod book;
mod call_off;
mod caller;
mod calls;
mod candidates;
mod catalogue;
mod check;
mod comb;
mod customer_list;
mod customers;
mod day;
mod desk;
mod erase;
mod erased;
mod error;
mod export;
mod facts;
mod files;
mod glance;
mod hand_over;
mod hold;
mod ids;
mod list;
mod movement;
mod order;
mod owner;
mod parking;
mod propose;
mod reinstate;
mod show;
mod typed;
mod visit;
mod waiting;
mod walk_in;

pub mod request;
pub mod sheets;
pub mod view;

pub use caller::Caller;
pub use desk::Desk;
pub use error::{DeskError, Refusal};
pub use files::{FileHow, Heard, ImportFault, ImportReport};
pub use hold::HOLD_SECONDS;
pub use ids::Ids;
