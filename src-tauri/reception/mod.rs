//! Opens a salon's book and puts the rooms together: desk, sync engine and keychain around one store.
//!
//! The window, the terminal and the demo all start here. This is where the program's clock is read: everything below is
//! told what time it is.

mod account;
mod ask;
mod autostart;
mod export;
#[cfg(test)]
mod fixture;
mod found;
mod health;
mod hold;
mod key;
mod log;
mod machine;
mod place;
mod preferences;
mod review;
mod salon_settings;
mod set_up;
mod stop;

use std::{
    path::Path,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use desk::{Desk, DeskError};
use jiff::Timestamp;
use store::{Loss, Options, Restored, Store, Tx};
use sync::{Engine, Parts, Schedule};
use vault::Vault;

pub use account::Account;
pub use autostart::Autostart;
pub use export::{ExportForm, write_export, write_left};
pub use found::{FoundSheet, PROPOSED_GAP};
pub use health::{HealthReport, health};
pub use key::{SERVICE, vault_of};
pub use log::start as start_log;
pub use machine::Machine;
pub use place::{InvalidProfile, Place, Profile};
pub use review::Decided;
pub use salon_settings::SalonSettings;
pub use stop::told_to_stop;

use crate::problem::Problem;

/// An open book and the desk in front of it.
#[derive(Debug, Clone)]
pub struct Book {
    /// Where it lies.
    pub place: Place,
    /// The book itself.
    pub store: Store,
    /// Who works with it.
    pub desk: Desk,
}

impl Book {
    /// Opens the book for reading and writing; this process owns it from now on.
    ///
    /// # Errors
    /// `store_busy` and the other codes of the store.
    pub fn own(place: Place) -> Result<Self, Problem> {
        let store = Store::open(place.book(), Options::default())?;
        Ok(Self::around(place, store))
    }

    /// The same for a program that stays: a book that is damaged or gone is restored from its last good backup, and what that
    /// loses is in the review list. Says whether it was.
    ///
    /// # Errors
    /// `store_no_backup` if it cannot be restored; else as [`Book::own`].
    pub fn own_or_restore(
        place: Place,
        now: Timestamp,
    ) -> Result<(Self, Option<Restored>), Problem> {
        let note = |tx: &Tx<'_>, loss: &Loss| sync::backup::note_loss(tx, loss, now);
        let (store, restored) =
            Store::open_or_restore(place.book(), Options::default(), now, &note)?;
        if let Some(restored) = &restored {
            let since = restored.loss.since;
            tracing::error!(%since, "the book was damaged; a backup took its place");
        }
        Ok((Self::around(place, store), restored))
    }

    /// Puts a backup in the place of the book: the newest good one, unless a file is given. Nobody may have the book open.
    ///
    /// # Errors
    /// `store_busy`, `store_no_backup`; those of the file that was given.
    pub fn restore(
        place: &Place,
        from: Option<&Path>,
        now: Timestamp,
    ) -> Result<Restored, Problem> {
        let note = |tx: &Tx<'_>, loss: &Loss| sync::backup::note_loss(tx, loss, now);
        Ok(Store::restore(place.book(), from, now, &note)?)
    }

    /// Opens the book for reading only, beside whoever owns it.
    ///
    /// # Errors
    /// `store_missing` if there is no book yet, and the other codes of the store.
    pub fn read(place: Place) -> Result<Self, Problem> {
        let store = Store::open_reading(place.book(), Options::default())?;
        Ok(Self::around(place, store))
    }

    fn around(place: Place, store: Store) -> Self {
        let desk = Desk::new(store.clone());
        Self { place, store, desk }
    }

    /// Name and zone of the salon.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn salon(&self) -> Result<SalonSettings, Problem> {
        self.store.read(SalonSettings::load)
    }

    /// Asks the desk off the async threads, with the time of the question.
    ///
    /// # Errors
    /// The desk's own.
    pub async fn at_desk<T: Send + 'static>(
        &self,
        ask: impl FnOnce(&Desk, Timestamp) -> Result<T, DeskError> + Send + 'static,
    ) -> Result<T, Problem> {
        let desk = self.desk.clone();
        Ok(blocking(move || ask(&desk, Timestamp::now())).await??)
    }
}

/// Runs something that blocks where that does no harm.
///
/// # Errors
/// `internal` if it broke off.
pub async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Problem> {
    tokio::task::spawn_blocking(work).await.map_err(|error| {
        // What a panic says may name somebody: that there was one has to do.
        tracing::error!(panicked = error.is_panic(), "a piece of work broke off");
        Problem::new("internal", "a piece of work broke off")
    })
}

/// An open book with a running engine that keeps Cal.com in step.
pub struct Reception {
    /// The book.
    pub book: Book,
    /// Its account with Cal.com.
    pub account: Account,
    /// What talks to Cal.com.
    pub engine: Arc<Engine>,
    schedule: Mutex<Option<Schedule>>,
}

impl Reception {
    /// Starts the engine for a book. Must be called within a tokio runtime.
    #[must_use]
    pub fn start(book: Book, vault: Vault) -> Self {
        let connector = key::connector(vault.clone(), book.place.profile().clone());
        let engine = Arc::new(Engine::start(Parts::new(book.store.clone(), connector)));
        let account = Account::new(book.clone(), vault);
        Self {
            book,
            account,
            engine,
            schedule: Mutex::default(),
        }
    }

    /// From now on also does what the clock asks for: reading what changed in Cal.com, tidying. For programs that stay.
    pub async fn keep_in_step(&self) {
        match Schedule::start(Arc::clone(&self.engine), self.book.store.clone()).await {
            Ok(schedule) => *self.schedule() = Some(schedule),
            // Bookings still go out; what changes over there is seen at the next start or by hand.
            Err(error) => {
                tracing::error!(%error, "no schedule: changes in Cal.com are not read by themselves")
            }
        }
    }

    /// Does nothing new from now on, and lets what is on the wire come to its end.
    pub async fn stop(&self) {
        let schedule = self.schedule().take();
        if let Some(schedule) = schedule {
            schedule.stop().await;
        }
        self.engine.stop().await;
    }

    fn schedule(&self) -> MutexGuard<'_, Option<Schedule>> {
        self.schedule.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
