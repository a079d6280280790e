//! The review list, where desk and synchronisation meet: a decision about Cal.com is the engine's, one about the appointment
//! itself is the desk's.

use desk::request::CancelRequest;
use jiff::Timestamp;
use sync::{
    review::{self, ReviewError},
    view::{Remedy, ReviewEntry},
};

use super::Book;
use crate::problem::Problem;

impl Book {
    /// Everything that needs a person, the oldest first. Blocks.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn review(&self) -> Result<Vec<ReviewEntry>, Problem> {
        Ok(self.store.read(review::list)?)
    }

    /// Carries out a decision. Blocks.
    ///
    /// # Errors
    /// `unknown_entry`, `not_a_remedy`; those of the desk.
    pub fn resolve(&self, id: i64, remedy: Remedy, now: Timestamp) -> Result<(), Problem> {
        if remedy != Remedy::CancelAll {
            return Ok(self
                .store
                .write(|tx| review::resolve(tx, id, remedy, now))?);
        }
        let entry = self.review()?.into_iter().find(|entry| entry.id == id);
        let entry = entry.ok_or(ReviewError::Unknown)?;
        let offered = entry.remedies.contains(&remedy);
        let appointment_id = entry.appointment_id.filter(|_| offered);
        let appointment_id = appointment_id.ok_or(ReviewError::NotARemedy)?;
        let request = CancelRequest {
            appointment_id,
            reason: String::new(),
        };
        self.desk.cancel(&request, now)?;
        Ok(())
    }
}
