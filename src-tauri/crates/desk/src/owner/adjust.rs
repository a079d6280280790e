//! Bringing one booked appointment to today's shape of its service.

use jiff::Timestamp;
use serde_json::json;
use store::{
    StoreError, Tx,
    appointments::{self, NewAppointment, Status},
    history::Action,
    phases, services,
};

use super::differing::Apart;
use crate::{
    Desk, DeskError,
    book::when,
    candidates::{Booked, by_those_here},
    comb,
    facts::Floor,
    order::Outcome,
    request::AdjustRequest,
    view::AppointmentDetail,
};

impl Desk {
    /// Gives an appointment the segments, lengths and gaps that its service has today, at its start and with its people. Where it is
    /// made of other segments it is cancelled and booked anew in one go, and the answer is the new one. One that has today's shape
    /// already stays untouched.
    ///
    /// # Errors
    /// As [`Desk::move_appointment`].
    pub fn adjust(
        &self,
        request: &AdjustRequest,
        now: Timestamp,
    ) -> Result<AppointmentDetail, DeskError> {
        let outcome = self.store.write(|tx| self.try_adjust(tx, request, now))?;
        self.answer(outcome, now)
    }

    fn try_adjust(
        &self,
        tx: &Tx<'_>,
        request: &AdjustRequest,
        now: Timestamp,
    ) -> Result<Outcome, DeskError> {
        let floor = Floor::load(tx)?;
        let booked = Booked::load(tx, request.appointment_id)?;
        let id = booked.appointment.id;
        if booked.parked {
            return Err(DeskError::NotBooked(Status::Cancelled));
        }
        let service = services::find(tx, booked.appointment.service)?;
        // A foreign key sees to it.
        let service = service.ok_or(StoreError::Missing("services"))?;
        let Some(apart) = booked.told_apart(&by_those_here(service, &floor))? else {
            return Ok(Outcome::Done(id));
        };
        let order = apart.order();
        let judgement = self.judge(tx, &floor, &order, now)?;
        let placement = match judgement.accept(request.despite_warnings) {
            Ok(placement) => placement,
            Err(verdict) => return Ok(Outcome::Declined(Box::new((order, verdict)))),
        };
        let after = when(&placement, &floor);
        if apart.booked_anew() {
            return self.book_anew(tx, &apart, after, &placement.phases, now);
        }
        comb::rearrange(
            tx,
            id,
            &apart.booked.phases,
            &placement.phases,
            &self.ids,
            now,
        )?;
        appointments::reschedule(tx, id, &after, now)?;
        self.follow_up(tx, id, Action::Adjusted, &json!({}), now)?;
        tracing::info!(appointment = %id, "adjusted");
        Ok(Outcome::Done(id))
    }

    fn book_anew(
        &self,
        tx: &Tx<'_>,
        apart: &Apart,
        after: appointments::When,
        planned: &[salon::PlannedPhase],
        now: Timestamp,
    ) -> Result<Outcome, DeskError> {
        let old = &apart.booked.appointment;
        appointments::set_status(tx, old.id, Status::Cancelled, None, now)?;
        phases::vacate(tx, old.id)?;
        let new = NewAppointment {
            uid: self.ids.next(now)?,
            customer: old.customer,
            service: old.service,
            when: after,
            origin: self.caller.origin(),
            note: old.note.clone(),
            request_key: None,
        };
        let id = self.enter(tx, &new, planned, now)?;
        let detail = json!({ "booked_anew": id.0 });
        self.follow_up(tx, old.id, Action::Adjusted, &detail, now)?;
        tracing::info!(appointment = %old.id, anew = %id, "adjusted by booking anew");
        Ok(Outcome::Done(id))
    }
}
