//! How long there has been no answer to a write, by a hand that nobody can set.
//!
//! The journal notes by the clock when an answer was lost, and a clock that is put forward would make that look long ago. What is
//! concluded from it – that nothing can be under way any more – would be a second booking. So each run of the program measures
//! for itself; a write that an earlier run lost counts as lost when this one first comes upon it.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Instant,
};

/// Since when this run of the program knows of each lost answer, by the row of its write.
#[derive(Debug, Default)]
pub(crate) struct Silence(Mutex<HashMap<i64, Instant>>);

impl Silence {
    /// The answer was lost just now.
    pub(crate) fn begins(&self, operation: i64, now: Instant) {
        self.all().insert(operation, now);
    }

    /// Since when there is no answer; from now on if this run did not know of it.
    pub(crate) fn since(&self, operation: i64, now: Instant) -> Instant {
        *self.all().entry(operation).or_insert(now)
    }

    /// Nothing is waited for: the write is settled, or has only just been written down.
    pub(crate) fn is_over(&self, operation: i64) {
        self.all().remove(&operation);
    }

    fn all(&self) -> MutexGuard<'_, HashMap<i64, Instant>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
