//! Connections: one that writes, and some that cannot.

use std::{
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use rusqlite::{Connection, OpenFlags};

use crate::{Read, StoreError};

/// More statements than the row modules have.
const STATEMENTS: usize = 256;

/// After a burst of writes the log is cut back to this many bytes.
const JOURNAL_BYTES: i64 = 8 * 1024 * 1024;

/// So much of the file each reader keeps, in KiB. The system has what it read last in memory anyway, once for all of them.
const KEPT_BY_READER: i64 = 512;

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
    // What somebody wanted erased is not left in the free pages of the file.
    conn.pragma_update(None, "secure_delete", true)?;
    conn.pragma_update(None, "foreign_keys", true)?;
    conn.pragma_update(None, "journal_size_limit", JOURNAL_BYTES)?;
    Ok(())
}

/// Reads the whole file and compares everything in it with everything else.
///
/// # Errors
/// `Corrupt` if something does not fit.
pub(crate) fn read_through(read: &Read<'_>) -> Result<(), StoreError> {
    let verdict: Option<String> = read.one("PRAGMA integrity_check(1)", (), |row| row.get(0))?;
    let orphan = read.one("PRAGMA foreign_key_check", (), |_| Ok(()))?;
    match verdict.as_deref() == Some("ok") && orphan.is_none() {
        true => Ok(()),
        false => Err(StoreError::Corrupt),
    }
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
        // Negative: KiB, not pages.
        conn.pragma_update(None, "cache_size", -KEPT_BY_READER)?;
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

#[cfg(test)]
mod tests {
    use super::*;

    fn value(conn: &Connection, pragma: &str) -> i64 {
        conn.pragma_query_value(None, pragma, |row| row.get(0))
            .unwrap()
    }

    #[test]
    fn a_commit_is_flushed_and_points_to_rows_that_exist() {
        const FULL: i64 = 2;
        let home = tempfile::tempdir().unwrap();
        let file = home.path().join("salon.db");
        std::fs::write(&file, "").unwrap();

        let writer = connect(&file, Duration::ZERO).unwrap();
        prepare_writer(&writer).unwrap();

        assert_eq!(value(&writer, "synchronous"), FULL);
        assert_eq!(value(&writer, "foreign_keys"), 1);
        assert_eq!(value(&writer, "trusted_schema"), 0);
        assert_eq!(value(&writer, "journal_size_limit"), JOURNAL_BYTES);
    }

    #[test]
    fn a_reader_cannot_write_keeps_little_and_is_used_again() {
        let home = tempfile::tempdir().unwrap();
        let file = home.path().join("salon.db");
        std::fs::write(&file, "").unwrap();
        let readers = Readers::new(file, Duration::ZERO, 1);

        let (first, second) = (readers.take().unwrap(), readers.take().unwrap());
        assert_eq!(value(&first, "cache_size"), -KEPT_BY_READER);
        let written = first.execute_batch("CREATE TABLE notes (id INTEGER)");
        assert!(written.unwrap_err().to_string().contains("readonly"));
        readers.give_back(first);
        readers.give_back(second);
        assert_eq!(lock(&readers.idle).len(), 1);
    }
}
