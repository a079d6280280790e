//! The book made anew from Cal.com.

use jiff::Timestamp;
use sync::rebuild::{self, Rebuild};

use super::Account;
use crate::problem::Problem;

impl Account {
    /// Whether the book can be made anew from Cal.com.
    ///
    /// # Errors
    /// The book cannot be read.
    pub async fn may_rebuild(&self) -> Result<bool, Problem> {
        Ok(rebuild::is_possible(&self.book.store).await?)
    }

    /// What a rebuild of the empty book would make. Changes nothing.
    ///
    /// # Errors
    /// `not_connected`, `book_not_empty`; what the server says.
    pub async fn preview_rebuild(&self) -> Result<Rebuild, Problem> {
        let lines = self.lines().await?;
        Ok(rebuild::preview(&self.book.store, &lines, Timestamp::now()).await?)
    }

    /// Makes the empty book anew from Cal.com; goes on where one broke off. `progress` hears how many bookings of how many.
    ///
    /// # Errors
    /// As for the preview.
    pub async fn rebuild(
        &self,
        progress: impl Fn(usize, usize) + Send,
    ) -> Result<Rebuild, Problem> {
        let lines = self.lines().await?;
        Ok(rebuild::rebuild(&self.book.store, &lines, Timestamp::now(), progress).await?)
    }
}
