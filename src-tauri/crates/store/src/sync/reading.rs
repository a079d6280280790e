//! How far reading from Cal.com has come with each key: the cursor, and readings that were cut short.
//!
//! Invariant: the cursor moves only when a reading is through; until then its place is kept here, so that whatever breaks it
//! off, nothing is passed over and nothing is begun again from the start.

use jiff::Timestamp;
use rusqlite::{ToSql, types::ToSqlOutput};
use salon::StaffId;

use super::KeyOf;
use crate::{
    Read, StoreError, Tx,
    row::{At, Civil, Row, words},
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

/// The salon's own key bears no stylist's row.
impl ToSql for KeyOf {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Self::Salon => 0,
            Self::Staff(staff) => staff.0,
        }
        .into())
    }
}

/// Up to where changes have been read with a key, by the server's clock.
///
/// # Errors
/// The book cannot be read.
pub fn cursor(read: &Read<'_>, key: KeyOf) -> Result<Option<Timestamp>, StoreError> {
    let kept: Option<Option<String>> = match key {
        KeyOf::Salon => read.one("SELECT poll_cursor FROM account", (), |row| row.get(0))?,
        KeyOf::Staff(staff) => read.one(
            "SELECT poll_cursor FROM staff_keys WHERE staff_id = ?1",
            [staff.0],
            |row| row.get(0),
        )?,
    };
    Ok(kept.flatten().and_then(|cursor| cursor.parse().ok()))
}

/// Where a reading was cut short; `None`: the last one came through.
///
/// # Errors
/// The book cannot be read.
pub fn find_place(
    read: &Read<'_>,
    key: KeyOf,
    reading: Reading,
) -> Result<Option<Place>, StoreError> {
    let sql = "SELECT * FROM readings WHERE key_of = ?1 AND what = ?2";
    read.one(sql, (key, reading), |row| {
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
pub fn keep_place(
    tx: &Tx<'_>,
    key: KeyOf,
    reading: Reading,
    place: Place,
) -> Result<(), StoreError> {
    tx.run(
        "INSERT INTO readings (key_of, what, from_at, passed, mark) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (key_of, what) DO UPDATE SET from_at = excluded.from_at, passed = excluded.passed, mark = excluded.mark",
        (
            key,
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
    key: KeyOf,
    reading: Reading,
    cursor: Option<Timestamp>,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.run(
        "DELETE FROM readings WHERE key_of = ?1 AND what = ?2",
        (key, reading),
    )?;
    let Some(cursor) = cursor else {
        return Ok(());
    };
    let cursor = cursor.to_string();
    match key {
        KeyOf::Salon => tx.run("UPDATE account SET poll_cursor = ?1", [cursor])?,
        KeyOf::Staff(staff) => tx.run(
            "UPDATE staff_keys SET poll_cursor = ?1 WHERE staff_id = ?2",
            (cursor, staff.0),
        )?,
    };
    tx.run("UPDATE account SET last_poll_at = ?1", [At(now)])?;
    Ok(())
}

/// A stylist has no key any more.
pub(super) fn forget_of(tx: &Tx<'_>, staff: StaffId) -> Result<(), StoreError> {
    let key = KeyOf::Staff(staff);
    tx.run("DELETE FROM readings WHERE key_of = ?1", [key])?;
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

fn instant(row: &Row<'_>, column: &'static str) -> rusqlite::Result<Timestamp> {
    row.get::<_, Civil<Timestamp>>(column).map(|at| at.0)
}
