//! How well everything works, in one answer: the synchronisation and the backups.

use jiff::Timestamp;
use serde::Serialize;
use sync::view::{BackupView, HealthState, HealthView};
use ts_rs::TS;

use super::Book;
use crate::problem::Problem;

/// For the owner's screen and `kamm health`.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct HealthReport {
    /// The synchronisation.
    #[serde(flatten)]
    pub sync: HealthView,
    /// The backups.
    pub backup: BackupView,
}

impl HealthReport {
    /// Whether a person has to act.
    #[must_use]
    pub fn needs_person(&self) -> bool {
        self.sync.state == HealthState::Alert || !self.backup.fresh
    }
}

/// The figures of the last `hours`. Blocks.
///
/// # Errors
/// The book or the folder of its backups cannot be read.
pub fn health(book: &Book, hours: u16, now: Timestamp) -> Result<HealthReport, Problem> {
    Ok(HealthReport {
        sync: book.store.read(|read| sync::health::of(read, hours, now))?,
        backup: sync::backup::state(&book.store, now)?,
    })
}
