//! The salon's book in SQLite.
//!
//! One process owns the file. One connection writes, others only read; a write is one IMMEDIATE transaction that is on the
//! disk when [`Store::write`] returns. Every write names what it changed ([`Tx::changed`]), so that a window knows what to
//! read again. Rows come and go through the modules below: functions that take a [`Read`] or a [`Tx`] and speak in the
//! salon's own types. No SQL leaves this crate.

mod change;
mod copy;
mod error;
#[cfg(test)]
mod explain;
mod file;
mod pool;
mod restore;
mod row;
mod schema;
mod store;
mod time;
mod tx;

pub mod appointments;
pub mod backups;
pub mod blocked;
pub mod calls;
pub mod customer_list;
pub mod customers;
pub mod day;
pub mod erased;
pub mod history;
pub mod holds;
pub mod hours;
pub mod imported;
pub mod list;
pub mod parked;
pub mod phases;
pub mod services;
pub mod settings;
pub mod staff;
pub mod sync;
pub mod visits;
pub mod waiting;

pub use change::{Changes, Revision, Topic};
pub use error::{Constraint, SqliteError, StoreError};
pub use restore::{Loss, Missing, Note, Restored};
pub use store::{Options, Store};
pub use tx::{Read, Tx};
