//! The review list, where desk and synchronisation meet: a decision about Cal.com is the engine's, one about the appointment
//! itself is the desk's.

use std::collections::BTreeSet;

use desk::{
    DeskError,
    request::{CancelRequest, CheckRequest, MoveRequest, ProposeRequest},
    view::{AppointmentDetail, ProposalView, StaffView},
};
use jiff::Timestamp;
use salon::AppointmentId;
use serde::Serialize;
use store::sync::Priority;
use sync::{
    review,
    view::{Remedy, ReviewEntry},
    whole,
};
use ts_rs::TS;

use super::Book;
use crate::problem::Problem;

/// Decisions about more entries than this at once go to Cal.com behind whatever the desk does meanwhile.
const A_FEW: usize = 5;
/// How many times are proposed instead of the one that does not do.
const PROPOSALS: u8 = 5;

/// What became of a decision about one entry.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct Decided {
    /// Which entry.
    pub id: i64,
    /// Why it stands as before; `None`: it is settled.
    pub problem: Option<Problem>,
}

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

    /// Carries out one decision about all these entries; one that cannot be carried out does not keep the others back. Blocks.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn resolve(
        &self,
        ids: &[i64],
        remedy: Remedy,
        now: Timestamp,
    ) -> Result<Vec<Decided>, Problem> {
        let open: BTreeSet<i64> = self.review()?.iter().map(|entry| entry.id).collect();
        let priority = match ids.len() {
            0..=A_FEW => Priority::Interactive,
            _ => Priority::Backlog,
        };
        let decide = |id: &i64| {
            let problem = self.resolve_one(*id, remedy, priority, now).err();
            // The decision about another segment of the appointment settled this one too.
            let settled = |problem: &Problem| problem.code == "unknown_entry" && open.contains(id);
            Decided {
                id: *id,
                problem: problem.filter(|problem| !settled(problem)),
            }
        };
        Ok(ids.iter().map(decide).collect())
    }

    fn resolve_one(
        &self,
        id: i64,
        remedy: Remedy,
        priority: Priority,
        now: Timestamp,
    ) -> Result<(), Problem> {
        match remedy {
            Remedy::CancelAll => {
                let appointment_id = self.under_review(id, remedy)?;
                let reason = String::new();
                let request = CancelRequest {
                    whole_visit: false,
                    appointment_id,
                    reason,
                };
                self.desk.cancel(&request, now)?;
                Ok(())
            }
            Remedy::Retry
            | Remedy::KeepLocal
            | Remedy::KeepBoth
            | Remedy::Split
            | Remedy::Dismiss => Ok(self
                .store
                .write(|tx| review::resolve(tx, id, remedy, priority, now))?),
            Remedy::OtherTime | Remedy::OtherStaff | Remedy::Link => Err(Problem::new(
                "one_at_a_time",
                "this remedy needs to be told where to, entry by entry",
            )),
        }
    }

    /// Times at which the appointment of an entry would fit instead. Blocks.
    ///
    /// # Errors
    /// `unknown_entry`, `not_a_remedy`; those of the desk.
    pub fn other_times(&self, id: i64, now: Timestamp) -> Result<Vec<ProposalView>, Problem> {
        let appointment_id = self.under_review(id, Remedy::OtherTime)?;
        let request = ProposeRequest {
            along: Vec::new(),
            then: Vec::new(),
            appointment_id: Some(appointment_id),
            service_id: 0,
            staff_id: None,
            from: None,
            before: None,
            after: None,
            limit: PROPOSALS,
            lengths: Vec::new(),
            hold: None,
        };
        Ok(self.desk.propose(&request, now)?)
    }

    /// Moves the appointment of an entry to another time, with the same people. Blocks.
    ///
    /// # Errors
    /// `unknown_entry`, `not_a_remedy`; those of the desk.
    pub fn at_other_time(
        &self,
        id: i64,
        start: String,
        now: Timestamp,
    ) -> Result<AppointmentDetail, Problem> {
        let appointment_id = self.under_review(id, Remedy::OtherTime)?;
        self.move_to(appointment_id, start, None, now)
    }

    /// Gives the appointment of an entry to somebody else, at the same time. Blocks.
    ///
    /// # Errors
    /// `unknown_entry`, `not_a_remedy`; those of the desk.
    pub fn with_other_staff(
        &self,
        id: i64,
        staff: i64,
        now: Timestamp,
    ) -> Result<AppointmentDetail, Problem> {
        let appointment_id = self.under_review(id, Remedy::OtherStaff)?;
        let start = self
            .desk
            .appointment(appointment_id, now)?
            .appointment
            .start;
        self.move_to(appointment_id, start, Some(staff), now)
    }

    /// Who could take the appointment of an entry over, at the same time. Blocks.
    ///
    /// # Errors
    /// `unknown_entry`, `not_a_remedy`; those of the desk.
    pub fn others_free(&self, id: i64, now: Timestamp) -> Result<Vec<StaffView>, Problem> {
        let appointment_id = self.under_review(id, Remedy::OtherStaff)?;
        let known = self.desk.appointment(appointment_id, now)?.appointment;
        let others = self.desk.catalogue()?.staff.into_iter();
        let others = others.filter(|member| member.id != known.staff_id);
        let mut free = Vec::new();
        for member in others {
            let request = CheckRequest {
                along: Vec::new(),
                then: Vec::new(),
                appointment_id: Some(appointment_id),
                service_id: None,
                staff_id: Some(member.id),
                start: known.start.clone(),
                customer_id: None,
                lengths: Vec::new(),
                hold: None,
            };
            match self.desk.check(&request, now) {
                // A warning would have to be asked about, and a remedy is applied without a question.
                Ok(check) if check.fits && check.warnings.is_empty() => free.push(member),
                Err(DeskError::Store(error)) => return Err(error.into()),
                // Whoever cannot do it at all is an error of the desk's.
                Ok(_) | Err(_) => {}
            }
        }
        Ok(free)
    }

    fn move_to(
        &self,
        appointment_id: i64,
        start: String,
        staff_id: Option<i64>,
        now: Timestamp,
    ) -> Result<AppointmentDetail, Problem> {
        let request = MoveRequest {
            along: Vec::new(),
            appointment_id,
            start,
            staff_id,
            lengths: Vec::new(),
            despite_warnings: false,
        };
        Ok(self.desk.move_appointment(&request, now)?)
    }

    /// The appointment of an open entry that offers this remedy.
    fn under_review(&self, id: i64, remedy: Remedy) -> Result<i64, Problem> {
        let appointment = self
            .store
            .read(|read| review::appointment(read, id, remedy))?;
        Ok(appointment.0)
    }
}

#[cfg(test)]
mod tests;
