//! What every part of the engine is given.

use std::{sync::Arc, time::Instant};

use jiff::Timestamp;
use store::{Read, Store, StoreError, Tx};

use crate::{
    clock::Clock, contact::Contact, error::SyncError, hold::Reserved, line::InUse, silence::Silence,
};

/// The book and the clock. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Context {
    pub(crate) store: Store,
    pub(crate) clock: Arc<dyn Clock>,
    /// Which run of the program this is.
    pub(crate) boot: Arc<str>,
    /// When the server last answered.
    pub(crate) contact: Arc<Contact>,
    /// How the server is reached.
    pub(crate) lines: Arc<InUse>,
    /// How long there has been no answer to a write.
    pub(crate) silence: Arc<Silence>,
    /// What open forms have reserved there.
    pub(crate) reserved: Arc<Reserved>,
}

impl Context {
    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    pub(crate) fn steady(&self) -> Instant {
        self.clock.steady()
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
