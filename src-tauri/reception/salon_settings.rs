//! What the salon calls itself, and whose clock it lives by.

use jiff::tz::TimeZone;
use store::{
    Read, StoreError, Topic, Tx,
    settings::{self, SALON_NAME, ZONE},
    sync::closing,
};

use crate::problem::Problem;

/// Name and zone of the salon.
#[derive(Debug, Clone)]
pub struct SalonSettings {
    /// "Friseur 1"; empty in a book that was never set up.
    pub name: String,
    /// Where "half past nine" is.
    pub zone: TimeZone,
}

impl SalonSettings {
    /// Takes a name and the IANA name of a zone.
    ///
    /// # Errors
    /// `invalid_name`, `unknown_zone`.
    pub fn new(name: &str, zone: &str) -> Result<Self, Problem> {
        let name = name.trim();
        if name.is_empty() || name.chars().count() > 100 || name.chars().any(char::is_control) {
            return Err(Problem::new(
                "invalid_name",
                "a salon's name has 1 to 100 characters",
            ));
        }
        Ok(Self {
            name: name.to_owned(),
            zone: Self::known_zone(zone)?,
        })
    }

    /// The zone of an IANA name.
    ///
    /// # Errors
    /// `unknown_zone`.
    pub fn known_zone(zone: &str) -> Result<TimeZone, Problem> {
        let unknown = |_| Problem::new("unknown_zone", "no time zone of that name is known");
        TimeZone::get(zone).map_err(unknown)
    }

    /// As written in the book.
    ///
    /// # Errors
    /// The book cannot be read, or its zone is not known on this machine.
    pub fn load(read: &Read<'_>) -> Result<Self, Problem> {
        let name = settings::find(read, &SALON_NAME)?.unwrap_or_default();
        let zone = TimeZone::get(&settings::zone(read)?).map_err(|_| {
            Problem::new(
                "unknown_zone",
                "the book's time zone is not known on this machine",
            )
        })?;
        Ok(Self { name, zone })
    }

    /// Writes them down.
    ///
    /// # Errors
    /// The book cannot be written.
    pub fn save(&self, tx: &Tx<'_>, now: jiff::Timestamp) -> Result<(), StoreError> {
        settings::set(tx, &SALON_NAME, &self.name)?;
        if let Some(zone) = self.zone.iana_name() {
            settings::set(tx, &ZONE, &zone.to_owned())?;
            // Hours are the same on the wall, and at other moments: what is kept free in Cal.com has to follow.
            closing::mark_all(tx)?;
        }
        tx.changed(Topic::Settings, None, now)
    }
}
