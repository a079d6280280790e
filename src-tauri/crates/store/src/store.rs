//! The open book.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
    time::Duration,
};

use rusqlite::{Connection, Transaction, TransactionBehavior};
use tokio::sync::watch;

use crate::{
    Changes, Read, Revision, StoreError, Tx, backups, change,
    copy::{copy, copy_if},
    file::{self, Lock},
    pool::{self, Readers},
    schema,
};

/// What rarely needs to differ.
#[derive(Debug, Clone)]
pub struct Options {
    /// Reading connections that are kept open.
    pub readers: usize,
    /// How long to wait for a foreign tool that has the file locked.
    pub patience: Duration,
    /// Changes that the feed remembers.
    pub keep_changes: u32,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            readers: 4,
            patience: Duration::from_secs(5),
            keep_changes: 10_000,
        }
    }
}

/// The book, open and held by this process. Cheap to clone; the last clone closes it.
///
/// All methods block: from async code they belong on a blocking thread.
#[derive(Debug, Clone)]
pub struct Store(Arc<Inner>);

// Dropped in this order: the writer goes last of the connections and leaves one tidy file, then the lock is given up.
#[derive(Debug)]
struct Inner {
    path: PathBuf,
    readers: Readers,
    /// `None` where the book belongs to another process.
    writer: Option<Mutex<Connection>>,
    revision: watch::Sender<Revision>,
    keep_changes: u32,
    _lock: Option<Lock>,
}

impl Store {
    /// Opens the book at `path` or makes it, with its directory. An older book is brought up to date after a copy of it was
    /// put beside it (`<name>.before-<version>.db`).
    ///
    /// # Errors
    /// `Busy` if another process has it; `NotOurs` and `Newer`, which leave the file as it is; `Corrupt`, `Full`,
    /// `Inaccessible`.
    pub fn open(path: impl AsRef<Path>, options: Options) -> Result<Self, StoreError> {
        let path = path.as_ref();
        file::make_home(path)?;
        let lock = file::lock(path)?;
        Self::open_locked(path, options, lock)
    }

    /// The same with the right to use it.
    pub(crate) fn open_locked(
        path: &Path,
        options: Options,
        lock: Lock,
    ) -> Result<Self, StoreError> {
        file::make(path)?;
        let mut writer = pool::connect(path, options.patience)?;
        let version = file::recognise(&writer)?;
        if (1..schema::latest()).contains(&version) {
            copy(&writer, &file::before(path, schema::latest()))?;
        }
        file::claim(&writer, path)?;
        pool::prepare_writer(&writer)?;
        schema::upgrade(&mut writer)?;
        let revision = change::revision(&Read::new(&writer))?;
        Ok(Self(Arc::new(Inner {
            path: path.to_owned(),
            readers: Readers::new(path.to_owned(), options.patience, options.readers),
            writer: Some(Mutex::new(writer)),
            revision: watch::Sender::new(revision),
            keep_changes: options.keep_changes,
            _lock: Some(lock),
        })))
    }

    /// Opens the book only to look into it, beside the process that owns it. Every write is refused, and its watchers are
    /// told nothing: they would have to ask the owner.
    ///
    /// # Errors
    /// `NoBook` if there is none; `Older` if its owner has to bring it up to date first; else as [`Store::open`].
    pub fn open_reading(path: impl AsRef<Path>, options: Options) -> Result<Self, StoreError> {
        let path = path.as_ref();
        if !path.exists() {
            return Err(StoreError::NoBook);
        }
        file::make(path)?;
        let reader = pool::connect(path, options.patience)?;
        if file::recognise(&reader)? < schema::latest() {
            return Err(StoreError::Older);
        }
        reader.pragma_update(None, "query_only", true)?;
        let revision = change::revision(&Read::new(&reader))?;
        Ok(Self(Arc::new(Inner {
            path: path.to_owned(),
            readers: Readers::new(path.to_owned(), options.patience, options.readers),
            writer: None,
            revision: watch::Sender::new(revision),
            keep_changes: options.keep_changes,
            _lock: None,
        })))
    }

    /// Runs `work` as one IMMEDIATE transaction: all of it is on the disk afterwards, or, if it answers an error, none.
    /// Writers queue; a write inside a write would wait for itself.
    ///
    /// # Errors
    /// Whatever `work` answers, or that the transaction could not be begun or committed.
    pub fn write<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&Tx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let writer = self.0.writer.as_ref().ok_or(StoreError::OnlyReading)?;
        let writer = pool::lock(writer);
        let transaction = Transaction::new_unchecked(&writer, TransactionBehavior::Immediate)
            .map_err(StoreError::from)?;
        let tx = Tx::new(&transaction, self.0.keep_changes);
        let worked = work(&tx);
        self.heed(&tx);
        let answer = worked?;
        let recorded = tx.recorded();
        transaction.commit().map_err(StoreError::from)?;
        if let Some(revision) = recorded {
            // Still holding the writer, so that revisions are told in their order.
            self.0.revision.send_replace(revision);
        }
        Ok(answer)
    }

    /// Shows `look` the book as it is at one moment, beside any writer.
    ///
    /// # Errors
    /// Whatever `look` answers, or that the book could not be read.
    pub fn read<T, E: From<StoreError>>(
        &self,
        look: impl FnOnce(&Read<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let reader = self.0.readers.take()?;
        let snapshot = Transaction::new_unchecked(&reader, TransactionBehavior::Deferred)
            .map_err(StoreError::from)?;
        let read = Read::new(&snapshot);
        let answer = look(&read);
        self.heed(&read);
        snapshot.finish().map_err(StoreError::from)?;
        self.0.readers.give_back(reader);
        answer
    }

    /// The last committed revision.
    #[must_use]
    pub fn revision(&self) -> Revision {
        *self.0.revision.borrow()
    }

    /// Tells of every commit that recorded a change, after it is on the disk. Only the newest revision is kept, so a slow
    /// watcher misses none: it asks [`Store::changes_since`] for what came between.
    #[must_use]
    pub fn watch(&self) -> watch::Receiver<Revision> {
        self.0.revision.subscribe()
    }

    /// What was committed after `revision`.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn changes_since(&self, revision: Revision) -> Result<Changes, StoreError> {
        self.read(|read| change::since(read, revision))
    }

    /// Writes a copy of this moment to `to`, a new file, while the desk goes on working.
    ///
    /// # Errors
    /// `Inaccessible` if there is such a file or it cannot be written; `Full`; `Corrupt` if the book is damaged.
    pub fn backup(&self, to: &Path) -> Result<(), StoreError> {
        if to.exists() {
            return Err(StoreError::file("writing a copy")(
                std::io::ErrorKind::AlreadyExists.into(),
            ));
        }
        copy_if(&self.fresh()?, to, backups::check)
    }

    /// Reads the whole file and compares everything in it with everything else.
    ///
    /// # Errors
    /// `Corrupt` if something does not fit; the next start looks again then.
    pub fn integrity_check(&self) -> Result<(), StoreError> {
        let checked = self.read(pool::read_through);
        if let Err(StoreError::Corrupt) = checked {
            file::note_damage(&self.0.path);
        }
        checked
    }

    /// The file.
    pub(crate) fn path(&self) -> &Path {
        &self.0.path
    }

    /// A connection of its own, for copies.
    pub(crate) fn fresh(&self) -> Result<Connection, StoreError> {
        self.0.readers.fresh()
    }

    /// What is found damaged is remembered: whoever opens the book next reads it through.
    fn heed(&self, read: &Read<'_>) {
        if read.saw_damage() {
            file::note_damage(&self.0.path);
        }
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        // Refreshes what the planner knows about the tables; without it the next run is slower, not wrong.
        let Some(writer) = &self.writer else { return };
        if let Err(error) = pool::lock(writer).execute_batch("PRAGMA optimize") {
            tracing::debug!(%error, "the book was closed without refreshing its statistics");
        }
    }
}
