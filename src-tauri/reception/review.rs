//! The review list, where desk and synchronisation meet: a decision about Cal.com is the engine's, one about the appointment
//! itself is the desk's.

use desk::request::CancelRequest;
use jiff::Timestamp;
use salon::AppointmentId;
use sync::{
    review::{self, ReviewError},
    view::{Remedy, ReviewEntry},
    whole,
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

    /// Asks for a booking per segment of an appointment that was booked online as a whole. Blocks.
    ///
    /// # Errors
    /// `unknown_appointment`, `not_booked`, `not_a_whole`, `split_too_late`, `split_unprepared`.
    pub fn split(&self, appointment: i64, now: Timestamp) -> Result<(), Problem> {
        let id = AppointmentId(appointment);
        Ok(self.store.write(|tx| whole::split(tx, id, now))?)
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
