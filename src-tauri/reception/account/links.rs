//! Segments linked to bookings that somebody made in Cal.com by hand.

use jiff::Timestamp;
use sync::{link, view::LinkChoice};

use super::Account;
use crate::{problem::Problem, reception::blocking};

impl Account {
    /// The bookings in Cal.com that an entry of the review list may be linked to.
    ///
    /// # Errors
    /// `unknown_entry`, `not_a_remedy`.
    pub async fn link_choices(&self, entry: i64) -> Result<Vec<LinkChoice>, Problem> {
        let store = self.book.store.clone();
        Ok(blocking(move || store.read(|read| link::choices(read, entry))).await??)
    }

    /// Links an entry's segment to one of them.
    ///
    /// # Errors
    /// `no_booking`, `unknown_entry`, `not_a_remedy`; what the server says.
    pub async fn link(&self, entry: i64, choice: i64) -> Result<(), Problem> {
        let client = self.client().await?;
        Ok(link::link(&self.book.store, &client, entry, choice, Timestamp::now()).await?)
    }
}
