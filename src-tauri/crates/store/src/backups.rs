//! Backups: whole copies of the book in a folder beside it, the newest of each of the last days.
//!
//! A copy takes its place among them only after it was opened and read through, and none is taken of a book that is damaged: a
//! good backup is never pushed out by a bad one. Old ones go by how many days have a younger one, not by the clock.

use std::{
    collections::BTreeSet,
    fs::{self, DirBuilder},
    io,
    path::{Path, PathBuf},
};

use jiff::{Timestamp, civil::DateTime, tz::TimeZone};
use rusqlite::{Connection, OpenFlags};

use crate::{Read, Revision, Store, StoreError, change, copy::copy_if, file, pool};

/// Days of which a backup is kept.
pub const DAYS_KEPT: usize = 14;

/// How the moment is written in a name: `book-20261127T020000Z.db`.
const STAMP: &str = "%Y%m%dT%H%M%SZ";

/// A backup that lies beside the book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backup {
    /// The file: a whole book.
    pub path: PathBuf,
    /// Which moment it holds.
    pub taken_at: Timestamp,
    /// How large it is.
    pub bytes: u64,
}

/// The backups of the book at `book`, the newest first. Files with other names are not looked at.
///
/// # Errors
/// `Inaccessible` if the folder cannot be read.
pub fn list(book: &Path) -> Result<Vec<Backup>, StoreError> {
    let doing = "listing its backups";
    let entries = match fs::read_dir(folder(book)) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(StoreError::file(doing)(error)),
    };
    let mut found = Vec::new();
    for entry in entries {
        let path = entry.map_err(StoreError::file(doing))?.path();
        if let Some(taken_at) = taken_at(book, &path) {
            let bytes = fs::metadata(&path).map_err(StoreError::file(doing))?.len();
            found.push(Backup {
                path,
                taken_at,
                bytes,
            });
        }
    }
    found.sort_by_key(|backup| std::cmp::Reverse(backup.taken_at));
    Ok(found)
}

impl Store {
    /// Takes a backup of this moment, while the desk goes on working, and lets go of those that are no longer needed.
    ///
    /// # Errors
    /// `Corrupt` if the book is damaged; `Full`; `Inaccessible`. The older backups are all there then.
    pub fn back_up(&self, now: Timestamp) -> Result<Backup, StoreError> {
        self.integrity_check()?;
        let path = folder(self.path()).join(name(self.path(), now));
        make(&folder(self.path()))?;
        copy_if(&self.fresh()?, &path, check)?;
        let bytes = fs::metadata(&path).map_err(StoreError::file("looking at a backup"))?;
        prune(self.path())?;
        Ok(Backup {
            path,
            taken_at: now,
            bytes: bytes.len(),
        })
    }

    /// The backups that there are, the newest first.
    ///
    /// # Errors
    /// `Inaccessible` if the folder cannot be read.
    pub fn backups(&self) -> Result<Vec<Backup>, StoreError> {
        list(self.path())
    }
}

/// Opens a copy as it will be opened on the day it is needed, and reads all of it.
///
/// # Errors
/// `Corrupt`, `NotOurs`, `Newer`.
pub(crate) fn check(copy: &Path) -> Result<(), StoreError> {
    pool::read_through(&Read::new(&open(copy)?))
}

/// How far the book in a file has come.
///
/// # Errors
/// As for [`check`].
pub(crate) fn reach(copy: &Path) -> Result<Revision, StoreError> {
    let conn = open(copy)?;
    change::revision(&Read::new(&conn))
}

/// A copy, to be read; with what stands in its log, if it has one.
///
/// # Errors
/// As for [`check`].
pub(crate) fn open(copy: &Path) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(copy, flags)?;
    match file::recognise(&conn)? {
        0 => Err(StoreError::NotOurs),
        _ => Ok(conn),
    }
}

/// When a backup was taken, by its name; `None` for any other file.
pub(crate) fn taken_at(book: &Path, backup: &Path) -> Option<Timestamp> {
    let stem = book.file_stem()?.to_str()?;
    let name = backup.file_name()?.to_str()?;
    let stamp = name
        .strip_prefix(stem)?
        .strip_prefix('-')?
        .strip_suffix(".db")?;
    let utc = DateTime::strptime(STAMP, stamp).ok()?;
    Some(utc.to_zoned(TimeZone::UTC).ok()?.timestamp())
}

/// The moment as it stands in names of files.
pub(crate) fn stamp(at: Timestamp) -> String {
    at.strftime(STAMP).to_string()
}

fn folder(book: &Path) -> PathBuf {
    book.with_file_name("backups")
}

fn name(book: &Path, at: Timestamp) -> String {
    let stem = book.file_stem().unwrap_or_default().to_string_lossy();
    format!("{stem}-{}.db", stamp(at))
}

fn make(folder: &Path) -> Result<(), StoreError> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
        .create(folder)
        .map_err(StoreError::file("making the folder of the backups"))
}

fn prune(book: &Path) -> Result<(), StoreError> {
    let mut days = BTreeSet::new();
    for backup in list(book)? {
        let first_of_its_day = days.insert(backup.taken_at.to_zoned(TimeZone::UTC).date());
        if !first_of_its_day || days.len() > DAYS_KEPT {
            fs::remove_file(&backup.path).map_err(StoreError::file("removing an old backup"))?;
        }
    }
    Ok(())
}
