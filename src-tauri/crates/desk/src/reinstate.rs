//! A cancellation taken back: the same appointment, as it was.

use jiff::Timestamp;
use salon::Chains;
use serde_json::json;
use store::{
    Tx,
    appointments::{self, Status},
    history::Action,
    parked,
};

use crate::{
    Desk, DeskError,
    candidates::Booked,
    comb,
    facts::Floor,
    order::{Order, Outcome},
    view::AppointmentDetail,
    visit::Moved,
};

impl Desk {
    /// Puts a cancelled appointment back under its own number, if nobody took its time meanwhile. Warnings do not stand against
    /// it: it had that time before. Twice is once.
    ///
    /// # Errors
    /// `Refused` with reasons and the nearest time that fits; `unknown_appointment`; `not_booked` if the customer was noted as
    /// missing; the store's.
    pub fn reinstate(&self, id: i64, now: Timestamp) -> Result<AppointmentDetail, DeskError> {
        let outcome = self.store.write(|tx| self.try_reinstate(tx, id, now))?;
        self.answer(outcome, now)
    }

    fn try_reinstate(&self, tx: &Tx<'_>, id: i64, now: Timestamp) -> Result<Outcome, DeskError> {
        let booked = Booked::whatever_became_of_it(tx, id)?;
        let (id, start) = (booked.appointment.id, booked.appointment.when.span.start);
        match booked.appointment.status {
            Status::Cancelled => {}
            Status::Booked => return Ok(Outcome::Done(id)),
            Status::NoShow => return Err(DeskError::NotBooked(Status::NoShow)),
        }
        let order = Order {
            ways: Ok(Chains::single(vec![booked.comb()?])),
            start,
            customer: Some(booked.appointment.customer),
            moved: Moved::only(id),
            hold: None,
        };
        let judgement = self.judge(tx, &Floor::load(tx)?, &order, now)?;
        if let Err(verdict) = judgement.accept(true) {
            return Ok(Outcome::Declined(Box::new((order, verdict))));
        }
        appointments::set_status(tx, id, Status::Booked, None, now)?;
        parked::take(tx, id)?;
        comb::occupy(tx, &booked.phases)?;
        let detail = json!({ "to": start.to_string() });
        self.follow_up(tx, id, Action::Reinstated, &detail, now)?;
        tracing::info!(appointment = %id, "reinstated");
        Ok(Outcome::Done(id))
    }
}
