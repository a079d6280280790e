//! Connections: one that writes, and some that cannot.

use std::{
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use rusqlite::{Connection, OpenFlags};

use crate::StoreError;

/// More statements than the row modules have.
const STATEMENTS: usize = 256;

/// After a burst of writes the log is cut back to this many bytes.
const JOURNAL_BYTES: i64 = 8 * 1024 * 1024;

/// A connection to an existing file, with nothing changed in it yet.
pub(crate) fn connect(book: &Path, patience: Duration) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(book, flags)?;
    conn.busy_timeout(patience)?;
    conn.set_prepared_statement_cache_capacity(STATEMENTS);
    conn.pragma_update(None, "trusted_schema", false)?;
    // Sorting customers must not leave their names in a temporary file.
    conn.pragma_update(None, "temp_store", "MEMORY")?;
    Ok(conn)
}

/// Turns a connection into the one that writes: what it commits survives a power cut.
pub(crate) fn prepare_writer(conn: &Connection) -> Result<(), StoreError> {
    let mode: String =
        conn.pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get(0))?;
    if mode != "wal" {
        // A file system without shared memory; readers would block the writer there.
        return Err(StoreError::file("switching it to a write-ahead log")(
            std::io::ErrorKind::Unsupported.into(),
        ));
    }
    conn.pragma_update(None, "synchronous", "FULL")?;
    conn.pragma_update(None, "foreign_keys", true)?;
    conn.pragma_update(None, "journal_size_limit", JOURNAL_BYTES)?;
    Ok(())
}

/// Connections that refuse to write. Readers beyond `keep` get one of their own for once, so that nobody ever waits.
#[derive(Debug)]
pub(crate) struct Readers {
    book: PathBuf,
    patience: Duration,
    keep: usize,
    idle: Mutex<Vec<Connection>>,
}

impl Readers {
    pub(crate) fn new(book: PathBuf, patience: Duration, keep: usize) -> Self {
        Self {
            book,
            patience,
            keep,
            idle: Mutex::new(Vec::new()),
        }
    }

    pub(crate) fn take(&self) -> Result<Connection, StoreError> {
        if let Some(conn) = lock(&self.idle).pop() {
            return Ok(conn);
        }
        let conn = self.fresh()?;
        conn.pragma_update(None, "query_only", true)?;
        Ok(conn)
    }

    /// A connection of its own, for copies: SQLite counts writing another file as writing.
    pub(crate) fn fresh(&self) -> Result<Connection, StoreError> {
        connect(&self.book, self.patience)
    }

    pub(crate) fn give_back(&self, conn: Connection) {
        let mut idle = lock(&self.idle);
        if idle.len() < self.keep {
            idle.push(conn);
        }
    }
}

/// A panic while holding a connection rolled its transaction back; the connection itself is sound.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
