//! A segment given to a colleague: the appointment stays where it is.

use jiff::Timestamp;
use salon::{Chains, PlanError, SegmentKey, rebook};
use serde_json::json;
use store::{StoreError, Tx, appointments, history::Action, services};

use crate::{
    Desk, DeskError,
    book::when,
    candidates::{Booked, by_those_here},
    comb,
    facts::Floor,
    order::{Order, Outcome},
    request::HandOverRequest,
    view::AppointmentDetail,
    visit::Moved,
};

impl Desk {
    /// Gives one segment to somebody else, with their own length. To whom has it already changes nothing.
    ///
    /// # Errors
    /// As [`Desk::move_appointment`]; `unknown_segment`.
    pub fn hand_over(
        &self,
        request: &HandOverRequest,
        now: Timestamp,
    ) -> Result<AppointmentDetail, DeskError> {
        let outcome = self
            .store
            .write(|tx| self.try_hand_over(tx, request, now))?;
        self.answer(outcome, now)
    }

    fn try_hand_over(
        &self,
        tx: &Tx<'_>,
        request: &HandOverRequest,
        now: Timestamp,
    ) -> Result<Outcome, DeskError> {
        let floor = Floor::load(tx)?;
        let booked = Booked::load(tx, request.appointment_id)?;
        if booked.parked {
            return Err(DeskError::NotBooked(booked.appointment.status));
        }
        let key = SegmentKey::parse(&request.key).ok_or_else(|| PlanError::UnknownPart {
            key: request.key.clone(),
        })?;
        let to = floor.somebody(request.staff_id)?;
        let service = services::find(tx, booked.appointment.service)?;
        // A foreign key sees to it.
        let service = by_those_here(service.ok_or(StoreError::Missing("services"))?, &floor);
        let comb = rebook::handed_over(&service, &booked.comb()?, &key, to);
        let (id, before) = (booked.appointment.id, &booked.appointment.when);
        let order = Order {
            ways: comb.map(|comb| Chains::single(vec![comb])),
            start: before.span.start,
            customer: Some(booked.appointment.customer),
            moved: Moved::only(id),
            hold: None,
        };
        let judgement = self.judge(tx, &floor, &order, now)?;
        let placement = match judgement.accept(request.despite_warnings) {
            Ok(placement) => placement,
            Err(verdict) => return Ok(Outcome::Declined(Box::new((order, verdict)))),
        };
        if booked.is_placed_as(&placement.phases) {
            return Ok(Outcome::Done(id));
        }
        comb::rearrange(tx, id, &booked.phases, &placement.phases, &self.ids, now)?;
        appointments::reschedule(tx, id, &when(&placement, &floor), now)?;
        let detail = json!({ "handed_over": key.as_str(), "staff": to.0 });
        self.follow_up(tx, id, Action::Moved, &detail, now)?;
        tracing::info!(appointment = %id, "handed over");
        Ok(Outcome::Done(id))
    }
}
