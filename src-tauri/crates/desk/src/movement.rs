//! Moving: the whole comb or nothing, and of a visit all that goes along or nothing.

use jiff::Timestamp;
use salon::{Placement, civil};
use serde_json::json;
use store::{
    Tx,
    appointments::{self, Status},
    history::Action,
    phases,
};

use crate::{
    Desk, DeskError,
    book::when,
    candidates::{Booked, lengths},
    comb,
    facts::Floor,
    order::{Order, Outcome},
    request::MoveRequest,
    view::AppointmentDetail,
    visit::{Plan, Visit},
};

impl Desk {
    /// Moves an appointment as it is booked, to another start, stylist or gap lengths, and those of its visit that go along. To where
    /// it is already changes nothing, unless it lies in the tray: then it is back on the sheet.
    ///
    /// # Errors
    /// As [`Desk::book`]; `unknown_appointment`, `not_booked`, also for one that shall go along.
    pub fn move_appointment(
        &self,
        request: &MoveRequest,
        now: Timestamp,
    ) -> Result<AppointmentDetail, DeskError> {
        let outcome = self.store.write(|tx| self.try_move(tx, request, now))?;
        self.answer(outcome, now)
    }

    fn try_move(
        &self,
        tx: &Tx<'_>,
        request: &MoveRequest,
        now: Timestamp,
    ) -> Result<Outcome, DeskError> {
        let floor = Floor::load(tx)?;
        let visit = Visit::load(tx, request.appointment_id, &request.along)?;
        let start = civil::parse_start(&request.start, &floor.zone)?;
        let lengths = lengths(&request.lengths);
        let Plan { ways, start } = visit.plan(tx, &floor, request.staff_id, &lengths, start)?;
        let named = &visit.named()?.appointment;
        let order = Order {
            ways,
            start,
            customer: Some(named.customer),
            moved: visit.moved(),
            hold: None,
        };
        let judgement = self.judge(tx, &floor, &order, now)?;
        let placement = match judgement.accept(request.despite_warnings) {
            Ok(placement) => placement,
            Err(verdict) => return Ok(Outcome::Declined(Box::new((order, verdict)))),
        };
        let mut changes = Vec::new();
        for (booked, link) in visit.appointments().zip(order.links(&placement)) {
            let placement = order.placed(link)?;
            if !booked.stands_as(placement.comb.lead(), &placement.phases) {
                changes.push((booked, placement));
            }
        }
        // None of them stands in the way of another.
        for (booked, _) in &changes {
            phases::vacate(tx, booked.appointment.id)?;
        }
        for (booked, placement) in &changes {
            self.put(tx, booked, placement, &floor, now)?;
        }
        Ok(Outcome::Done(named.id))
    }

    fn put(
        &self,
        tx: &Tx<'_>,
        booked: &Booked,
        placement: &Placement,
        floor: &Floor,
        now: Timestamp,
    ) -> Result<(), DeskError> {
        let (id, before) = (booked.appointment.id, &booked.appointment.when);
        let after = when(placement, floor);
        comb::rearrange(tx, id, &booked.phases, &placement.phases, &self.ids, now)?;
        appointments::reschedule(tx, id, &after, now)?;
        let (from, to) = (before.span.start.to_string(), after.span.start.to_string());
        let (action, detail) = match booked.parked {
            true => (Action::Reinstated, json!({ "to": to, "tray": true })),
            false => (Action::Moved, json!({ "from": from, "to": to })),
        };
        if booked.parked {
            appointments::set_status(tx, id, Status::Booked, None, now)?;
        }
        self.follow_up(tx, id, action, &detail, now)?;
        tracing::info!(appointment = %id, "moved");
        Ok(())
    }
}
