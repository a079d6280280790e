//! How far reading from Cal.com has come: the cursor, and readings that were cut short.
//!
//! Invariant: the cursor moves only when a reading is through; until then its place is kept here, so that whatever breaks it
//! off, nothing is passed over and nothing is begun again from the start.

use jiff::Timestamp;
use rusqlite::{Row, types::Type};

use crate::{
    Read, StoreError, Tx,
    row::{At, words},
};

words! {
    /// What is read.
    pub enum Reading {
        /// What changed, by time of change.
        News = "news",
        /// Everything, by start.
        Everything = "everything",
    }
}

/// Where a reading goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The sort key to go on from, as exact as the server says it.
    pub from: Timestamp,
    /// Rows of exactly that key that were read already.
    pub passed: u32,
    /// The server's time when a first reading began.
    pub mark: Option<Timestamp>,
}

/// Where a reading was cut short; `None`: the last one came through.
///
/// # Errors
/// The book cannot be read.
pub fn find_place(read: &Read<'_>, reading: Reading) -> Result<Option<Place>, StoreError> {
    read.one("SELECT * FROM readings WHERE what = ?1", [reading], |row| {
        Ok(Place {
            from: instant(row, "from_at")?,
            passed: row.get("passed")?,
            mark: match row.get::<_, Option<String>>("mark")? {
                Some(_) => Some(instant(row, "mark")?),
                None => None,
            },
        })
    })
}

/// A reading has come as far as this.
///
/// # Errors
/// The book cannot be written.
pub fn keep_place(tx: &Tx<'_>, reading: Reading, place: Place) -> Result<(), StoreError> {
    tx.run(
        "INSERT INTO readings (what, from_at, passed, mark) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (what) DO UPDATE SET from_at = excluded.from_at, passed = excluded.passed, mark = excluded.mark",
        (
            reading,
            place.from.to_string(),
            place.passed,
            place.mark.map(|mark| mark.to_string()),
        ),
    )?;
    Ok(())
}

/// A reading is through. The cursor becomes `cursor`, if that is given.
///
/// # Errors
/// The book cannot be written.
pub fn through(
    tx: &Tx<'_>,
    reading: Reading,
    cursor: Option<Timestamp>,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.run("DELETE FROM readings WHERE what = ?1", [reading])?;
    if let Some(cursor) = cursor {
        tx.run(
            "UPDATE account SET poll_cursor = ?1, last_poll_at = ?2",
            (cursor.to_string(), At(now)),
        )?;
    }
    Ok(())
}

/// Another server: everything is to be read anew.
pub(super) fn forget(tx: &Tx<'_>) -> Result<(), StoreError> {
    tx.run("DELETE FROM readings", ())?;
    tx.run(
        "UPDATE account SET poll_cursor = NULL, last_poll_at = NULL",
        (),
    )?;
    Ok(())
}

fn instant(row: &Row<'_>, column: &str) -> rusqlite::Result<Timestamp> {
    let text: String = row.get(column)?;
    let index = row.as_ref().column_index(column)?;
    text.parse().map_err(|error: jiff::Error| {
        rusqlite::Error::FromSqlConversionFailure(index, Type::Text, error.into())
    })
}
