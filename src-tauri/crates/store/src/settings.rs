//! What the salon has decided: one JSON value per name, its type fixed where the name is.

use std::marker::PhantomData;

use serde::{Serialize, de::DeserializeOwned};

use crate::{Read, StoreError, Tx};

/// What the salon calls itself.
pub const SALON_NAME: Setting<String> = Setting::new("salon_name");

/// Where customers come to: a street address in one line.
pub const SALON_ADDRESS: Setting<String> = Setting::new("salon_address");

/// IANA name of the zone that the salon lives by.
pub const ZONE: Setting<String> = Setting::new("zone");

/// The name of this desk among all desks of the salon, unique in the world. Each book has its own; a copy keeps it.
pub const DESK: Setting<String> = Setting::new("desk");

/// The name of a setting and what it holds. A name keeps its type for ever.
///
/// ```
/// const DAYS_KEPT: store::settings::Setting<u16> = store::settings::Setting::new("days_kept");
/// ```
#[derive(Debug)]
pub struct Setting<T> {
    name: &'static str,
    holds: PhantomData<fn() -> T>,
}

impl<T> Setting<T> {
    /// The setting called `name`.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self {
            name,
            holds: PhantomData,
        }
    }
}

/// Where a book has no zone of its own yet.
const USUAL_ZONE: &str = "Europe/Berlin";

/// IANA name of the zone that the salon lives by.
///
/// # Errors
/// The book cannot be read.
pub fn zone(read: &Read<'_>) -> Result<String, StoreError> {
    Ok(find(read, &ZONE)?.unwrap_or_else(|| USUAL_ZONE.to_owned()))
}

/// What was decided, if anything was.
///
/// # Errors
/// `Malformed` if the stored value is of another type; the book cannot be read.
pub fn find<T: DeserializeOwned>(
    read: &Read<'_>,
    setting: &Setting<T>,
) -> Result<Option<T>, StoreError> {
    let json: Option<String> = read.one(
        "SELECT value FROM settings WHERE key = ?1",
        [setting.name],
        |row| row.get(0),
    )?;
    json.map(|json| serde_json::from_str(&json).map_err(|_| malformed(setting)))
        .transpose()
}

/// Decides.
///
/// # Errors
/// `Malformed` if `value` has no JSON form; the book cannot be written.
pub fn set<T: Serialize>(tx: &Tx<'_>, setting: &Setting<T>, value: &T) -> Result<(), StoreError> {
    let json = serde_json::to_string(value).map_err(|_| malformed(setting))?;
    tx.run(
        "INSERT INTO settings (key, value) VALUES (?1, ?2)
         ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (setting.name, json),
    )?;
    Ok(())
}

// Without serde's own words: they may quote the value.
fn malformed<T>(setting: &Setting<T>) -> StoreError {
    StoreError::Malformed(format!("setting {}", setting.name))
}
