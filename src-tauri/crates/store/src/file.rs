//! The file: created for its owner only, held by one process, recognised before anything in it is changed.

use std::{
    fs::{self, DirBuilder, File, OpenOptions, TryLockError},
    io::{self, Read as _},
    path::{Path, PathBuf},
};

use jiff::Timestamp;
use rusqlite::Connection;

use crate::{StoreError, schema};

/// "Kamm" in SQLite's field for whose file it is.
const APPLICATION_ID: i64 = 0x4B61_6D6D;

const SQLITE_MAGIC: &[u8; 16] = b"SQLite format 3\0";

/// The right to use the book, held until dropped.
#[derive(Debug)]
pub(crate) struct Lock(File);

impl Drop for Lock {
    fn drop(&mut self) {
        // Closing alone would not do: a program that is being started at this moment has the file open too. If unlocking
        // fails, closing is all there is.
        let _ = self.0.unlock();
    }
}

/// The book's directory, made for its owner only if it is not there.
pub(crate) fn make_home(book: &Path) -> Result<(), StoreError> {
    let Some(home) = book.parent().filter(|p| !p.as_os_str().is_empty()) else {
        return Ok(());
    };
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
        .create(home)
        .map_err(StoreError::file("creating its directory"))
}

/// Takes the book for this process. The lock file stays behind: deleting it would let two processes lock two files of the
/// same name.
pub(crate) fn lock(book: &Path) -> Result<Lock, StoreError> {
    let file = owner_only()
        .create(true)
        .truncate(false)
        .open(book.with_extension("lock"))
        .map_err(StoreError::file("opening its lock file"))?;
    match file.try_lock() {
        Ok(()) => Ok(Lock(file)),
        Err(TryLockError::WouldBlock) => Err(StoreError::Busy),
        Err(TryLockError::Error(e)) => Err(StoreError::file("locking it")(e)),
    }
}

/// Makes the file if there is none and refuses one that SQLite did not write.
///
/// Only with the lock held: closing the file would take away the locks that SQLite has on it in this process.
pub(crate) fn make(book: &Path) -> Result<(), StoreError> {
    let mut file = owner_only()
        .create(true)
        .truncate(false)
        .open(book)
        .map_err(StoreError::file("opening it"))?;
    let mut head = Vec::with_capacity(SQLITE_MAGIC.len());
    file.by_ref()
        .take(SQLITE_MAGIC.len() as u64)
        .read_to_end(&mut head)
        .map_err(StoreError::file("reading it"))?;
    if head.is_empty() || head == SQLITE_MAGIC {
        Ok(())
    } else {
        Err(StoreError::NotOurs)
    }
}

/// Whose database it is and how old. Reads only, so that a file that is refused stays as it was.
///
/// Answers the schema's version, 0 for a new file.
pub(crate) fn recognise(conn: &Connection) -> Result<i64, StoreError> {
    let owner: i64 = pragma(conn, "application_id")?;
    let version: i64 = pragma(conn, "user_version")?;
    let empty: bool = conn.query_row("SELECT count(*) = 0 FROM sqlite_schema", (), |r| r.get(0))?;
    let new = owner == 0 && version == 0 && empty;
    if !new && owner != APPLICATION_ID {
        return Err(StoreError::NotOurs);
    }
    let ours = schema::latest();
    if version > ours {
        return Err(StoreError::Newer {
            file: version,
            ours,
        });
    }
    Ok(version)
}

/// Writes down whose file it is, and closes it to other users of the machine.
pub(crate) fn claim(conn: &Connection, book: &Path) -> Result<(), StoreError> {
    if pragma::<i64>(conn, "application_id")? != APPLICATION_ID {
        conn.pragma_update(None, "application_id", APPLICATION_ID)?;
    }
    close_to_others(book)
}

/// Where the copy is kept that is made before the schema becomes `version`.
pub(crate) fn before(book: &Path, version: i64) -> PathBuf {
    book.with_extension(format!("before-{version}.db"))
}

/// A file that belongs to `file`: its write-ahead log ends in `-wal`.
pub(crate) fn beside(file: &Path, end: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(end);
    name.into()
}

/// Whether the last program that had the book did not come to close it, or saw damage in it.
pub(crate) fn left_in_disorder(book: &Path) -> bool {
    let unfinished = |end| fs::metadata(beside(book, end)).is_ok_and(|log| log.len() > 0);
    unfinished("-wal") || unfinished("-journal") || damage_mark(book).exists()
}

/// Remembers beyond this run that the book is damaged: in it there may be no room for that.
pub(crate) fn note_damage(book: &Path) {
    // Without the mark the book is looked through after the next crash only.
    if let Err(error) = fs::write(damage_mark(book), "") {
        tracing::error!(%error, "that the book is damaged could not be noted");
    }
}

/// The book is sound, or another one is in its place.
pub(crate) fn damage_seen_to(book: &Path) {
    // A mark that stays costs another look at the next start.
    let _ = fs::remove_file(damage_mark(book));
}

fn damage_mark(book: &Path) -> PathBuf {
    book.with_extension("damaged")
}

/// When the book was last written to; `None` if it is not there.
pub(crate) fn last_written(book: &Path) -> Option<Timestamp> {
    let written = |end| fs::metadata(beside(book, end))?.modified();
    let last = written("")
        .ok()?
        .max(written("-wal").unwrap_or(std::time::UNIX_EPOCH));
    Timestamp::try_from(last).ok()
}

/// Makes a rename last: names live in the directory, which is flushed by itself.
pub(crate) fn keep_names(file: &Path) -> io::Result<()> {
    match file.parent().filter(|_| cfg!(unix)) {
        Some(home) => File::open(home)?.sync_all(),
        None => Ok(()),
    }
}

/// Opening a file for reading and writing, for its owner only if it is created by that.
pub(crate) fn owner_only() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.read(true).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

#[cfg(unix)]
fn close_to_others(book: &Path) -> Result<(), StoreError> {
    use std::os::unix::fs::PermissionsExt as _;
    let doing = "closing it to other users";
    let rights = fs::metadata(book)
        .map_err(StoreError::file(doing))?
        .permissions();
    if rights.mode() & 0o077 == 0 {
        return Ok(());
    }
    fs::set_permissions(book, fs::Permissions::from_mode(0o600)).map_err(StoreError::file(doing))
}

/// Other systems keep a user's application data to that user by themselves.
#[cfg(not(unix))]
fn close_to_others(_book: &Path) -> Result<(), StoreError> {
    Ok(())
}

fn pragma<T: rusqlite::types::FromSql>(conn: &Connection, name: &str) -> rusqlite::Result<T> {
    conn.pragma_query_value(None, name, |row| row.get(0))
}
