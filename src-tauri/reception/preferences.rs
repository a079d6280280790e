//! How the salon wants its bookings in Cal.com to be.

use jiff::Timestamp;
use store::sync::account;
use sync::Preferences;

use super::Book;
use crate::problem::Problem;

impl Book {
    /// As decided. Blocks.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn preferences(&self) -> Result<Preferences, Problem> {
        Ok(self.store.read(Preferences::load)?)
    }

    /// Whether Cal.com's mails can be switched off: the account's team is part of an organization. Blocks.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn can_silence(&self) -> Result<bool, Problem> {
        let account = self.store.read(account::find)?;
        Ok(account.is_some_and(|account| account.organization_id.is_some()))
    }

    /// Decides; holds for every booking that is sent from now on. Blocks.
    ///
    /// # Errors
    /// The book cannot be written.
    pub fn prefer(&self, preferences: Preferences, now: Timestamp) -> Result<(), Problem> {
        Ok(self.store.write(|tx| preferences.save(tx, now))?)
    }
}
