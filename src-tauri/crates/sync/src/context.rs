//! What every part of the engine is given.

use std::sync::Arc;

use jiff::Timestamp;
use store::{Read, Store, StoreError, Tx};

use crate::{attendee::CustomerMails, clock::Clock, error::SyncError};

/// How the salon wants its bookings to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preferences {
    /// Which bookings carry the customer's own address.
    pub customer_mails: CustomerMails,
    /// Two letters: the language that Cal.com writes to customers in.
    pub language: String,
    /// Appointments on the wire at the same time.
    pub lanes: usize,
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            customer_mails: CustomerMails::default(),
            language: "de".to_owned(),
            lanes: 8,
        }
    }
}

/// The book, the clock and the preferences. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Context {
    pub(crate) store: Store,
    pub(crate) clock: Arc<dyn Clock>,
    /// Which run of the program this is.
    pub(crate) boot: Arc<str>,
    pub(crate) preferences: Arc<Preferences>,
}

impl Context {
    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// One write transaction, off the async threads.
    pub(crate) async fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Tx<'_>, &Self) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, SyncError> {
        let context = self.clone();
        let done =
            tokio::task::spawn_blocking(move || context.store.write(|tx| work(tx, &context)));
        Ok(done.await.map_err(|_| SyncError::BrokenOff)??)
    }

    /// One consistent look at the book, off the async threads.
    pub(crate) async fn read<T: Send + 'static>(
        &self,
        look: impl FnOnce(&Read<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, SyncError> {
        let store = self.store.clone();
        let done = tokio::task::spawn_blocking(move || store.read(look));
        Ok(done.await.map_err(|_| SyncError::BrokenOff)??)
    }
}
