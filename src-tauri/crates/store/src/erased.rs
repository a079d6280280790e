//! Who was erased, as marks from which nobody can be read: a file of another program that still has them brings nobody back.

use jiff::Timestamp;
use uuid::Uuid;

use crate::{
    Read, StoreError, Tx,
    row::{At, Uid},
    settings::{self, Setting},
};

/// A text that only this book has. Without it the marks of two books could be held against each other, or against a telephone book.
const SALT: Setting<String> = Setting::new("erased_salt");

/// What the marks of this book are made with; `None` as long as nobody was erased.
///
/// # Errors
/// The book cannot be read.
pub fn salt(read: &Read<'_>) -> Result<Option<Uuid>, StoreError> {
    let text = settings::find(read, &SALT)?;
    text.map(|text| {
        Uuid::parse_str(&text).map_err(|_| StoreError::Malformed("setting erased_salt".to_owned()))
    })
    .transpose()
}

/// The same; `new` is it from now on where there was none.
///
/// # Errors
/// The book cannot be written.
pub fn salted(tx: &Tx<'_>, new: Uuid) -> Result<Uuid, StoreError> {
    match salt(tx)? {
        Some(salt) => Ok(salt),
        None => {
            settings::set(tx, &SALT, &new.to_string())?;
            Ok(new)
        }
    }
}

/// Notes a mark; once.
///
/// # Errors
/// The book cannot be written.
pub fn mark(tx: &Tx<'_>, mark: Uuid, now: Timestamp) -> Result<(), StoreError> {
    tx.run(
        "INSERT INTO erased (mark, at) VALUES (?1, ?2) ON CONFLICT (mark) DO NOTHING",
        (Uid(mark), At(now)),
    )?;
    Ok(())
}

/// Whether somebody with this mark was erased.
///
/// # Errors
/// The book cannot be read.
pub fn is_marked(read: &Read<'_>, mark: Uuid) -> Result<bool, StoreError> {
    let found = read.one("SELECT 1 FROM erased WHERE mark = ?1", [Uid(mark)], |row| {
        row.get::<_, i64>(0)
    })?;
    Ok(found.is_some())
}
