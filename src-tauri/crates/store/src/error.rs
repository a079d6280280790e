//! What can go wrong with the book, each with a stable code. Nothing here carries what a row contains.

use std::{error::Error, fmt, io};

use rusqlite::{ErrorCode, ffi};
use salon::CatalogueError;

/// Why the book could not be opened, read or written.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Another process has the book, or a foreign tool keeps it locked.
    #[error("the book is in use by another program")]
    Busy,
    /// A file of somebody else; it is left as it is.
    #[error("the file is not a book of this program")]
    NotOurs,
    /// Written by a newer version of this program; it is left as it is.
    #[error("the book has schema {file}, this program knows {ours}")]
    Newer {
        /// Schema of the file.
        file: i64,
        /// Newest schema that this program knows.
        ours: i64,
    },
    /// There is no book yet.
    #[error("there is no book here")]
    NoBook,
    /// Written by an older version, and only to be read: whoever owns it brings it up to date.
    #[error("the book has to be opened for writing once to be brought up to date")]
    Older,
    /// The book was opened only to look into it.
    #[error("the book was opened for reading only")]
    OnlyReading,
    /// The file is damaged. It is never deleted: what is in it may be rescued.
    #[error("the book is damaged")]
    Corrupt,
    /// The file is damaged and there is no backup that could take its place.
    #[error("the book is damaged and there is no good backup of it")]
    NoBackup,
    /// The disk is full; nothing was written.
    #[error("the disk is full")]
    Full,
    /// The file or its directory refuses to be used: rights, a missing disk.
    #[error("the book's file cannot be used ({doing})")]
    Inaccessible {
        /// What was being done.
        doing: &'static str,
        /// What the operating system said.
        source: Box<dyn Error + Send + Sync>,
    },
    /// A staff member would work on two customers at once.
    #[error("the time is taken")]
    Overlap,
    /// Another form holds the time.
    #[error("the time is held")]
    HoldOverlap,
    /// A service that makes no sense.
    #[error(transparent)]
    Catalogue(#[from] CatalogueError),
    /// A rule of the schema forbids the row.
    #[error("the book refuses the row: {kind} {rule}")]
    Constraint {
        /// Which kind of rule.
        kind: Constraint,
        /// Columns, table or text of the rule, never a value: `customers.uid`.
        rule: String,
    },
    /// The row that was to be changed is not there.
    #[error("no such row in {0}")]
    Missing(&'static str),
    /// A stored value is outside of what this program knows.
    #[error("a value in the book is not understood: {0}")]
    Malformed(String),
    /// Anything else that SQLite says.
    #[error("the book could not be used")]
    Sqlite(#[source] SqliteError),
}

/// Kinds of rules of the schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Constraint {
    /// There is such a row already.
    Unique,
    /// A value that makes no sense.
    Check,
    /// Points to a row that is not there, or is pointed to.
    ForeignKey,
    /// A value is missing.
    NotNull,
    /// Refused by a trigger, a type or something else.
    Other,
}

/// An error of the database, opaque so that no other crate depends on which one it is.
#[derive(Debug)]
pub struct SqliteError(rusqlite::Error);

impl StoreError {
    /// Stable name for the window, `--json` and the phone.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Busy => "store_busy",
            Self::NotOurs => "store_not_ours",
            Self::Newer { .. } => "store_newer",
            Self::NoBook => "store_missing",
            Self::Older => "store_older",
            Self::OnlyReading => "store_busy",
            Self::Corrupt => "store_corrupt",
            Self::NoBackup => "store_no_backup",
            Self::Full => "store_full",
            Self::Inaccessible { .. } => "store_inaccessible",
            Self::Overlap => "overlap",
            Self::HoldOverlap => "held",
            Self::Catalogue(error) => error.code(),
            Self::Constraint { .. } | Self::Missing(_) | Self::Malformed(_) | Self::Sqlite(_) => {
                "internal"
            }
        }
    }

    /// Whether a row with the same value of `column` (`appointments.request_key`) is there already.
    #[must_use]
    pub fn is_duplicate_of(&self, column: &str) -> bool {
        matches!(self, Self::Constraint { kind: Constraint::Unique, rule } if rule == column)
    }

    pub(crate) fn file(doing: &'static str) -> impl FnOnce(io::Error) -> Self {
        move |source| {
            if source.kind() == io::ErrorKind::StorageFull {
                return Self::Full;
            }
            Self::Inaccessible {
                doing,
                source: Box::new(source),
            }
        }
    }
}

impl From<rusqlite::Error> for StoreError {
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "SQLite's list is long and grows; what is not named here is passed on"
    )]
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::Error as E;
        match error {
            E::SqliteFailure(failure, message) => failed(failure, message),
            E::FromSqlConversionFailure(column, _, _)
            | E::IntegralValueOutOfRange(column, _)
            | E::InvalidColumnType(column, _, _) => Self::Malformed(format!("column {column}")),
            other => Self::Sqlite(SqliteError(other)),
        }
    }
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "SQLite's list is long and grows; what is not named here is passed on"
)]
fn failed(failure: ffi::Error, message: Option<String>) -> StoreError {
    match failure.code {
        ErrorCode::ConstraintViolation => {
            constraint(failure.extended_code, message.as_deref().unwrap_or(""))
        }
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => StoreError::Busy,
        ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => StoreError::Corrupt,
        ErrorCode::DiskFull => StoreError::Full,
        // No room for the few pages of the index into the log, without which nothing can be read either.
        ErrorCode::SystemIoFailure if failure.extended_code == ffi::SQLITE_IOERR_SHMSIZE => {
            StoreError::Full
        }
        ErrorCode::ReadOnly
        | ErrorCode::CannotOpen
        | ErrorCode::PermissionDenied
        | ErrorCode::SystemIoFailure => StoreError::Inaccessible {
            doing: "by the database",
            source: Box::new(failure),
        },
        _ => StoreError::Sqlite(SqliteError(rusqlite::Error::SqliteFailure(
            failure, message,
        ))),
    }
}

fn constraint(extended_code: i32, message: &str) -> StoreError {
    let kind = match extended_code {
        ffi::SQLITE_CONSTRAINT_TRIGGER if message == "phases overlap" => {
            return StoreError::Overlap;
        }
        ffi::SQLITE_CONSTRAINT_TRIGGER if message == "holds overlap" => {
            return StoreError::HoldOverlap;
        }
        ffi::SQLITE_CONSTRAINT_UNIQUE
        | ffi::SQLITE_CONSTRAINT_PRIMARYKEY
        | ffi::SQLITE_CONSTRAINT_ROWID => Constraint::Unique,
        ffi::SQLITE_CONSTRAINT_CHECK => Constraint::Check,
        ffi::SQLITE_CONSTRAINT_FOREIGNKEY => Constraint::ForeignKey,
        ffi::SQLITE_CONSTRAINT_NOTNULL => Constraint::NotNull,
        _ => Constraint::Other,
    };
    // SQLite's sentence names the rule after the colon: "UNIQUE constraint failed: customers.uid".
    let rule = message.rsplit(": ").next().unwrap_or(message).to_owned();
    StoreError::Constraint { kind, rule }
}

impl fmt::Display for Constraint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Unique => "unique",
            Self::Check => "check",
            Self::ForeignKey => "foreign key",
            Self::NotNull => "not null",
            Self::Other => "rule",
        })
    }
}

impl fmt::Display for SqliteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Error for SqliteError {}
