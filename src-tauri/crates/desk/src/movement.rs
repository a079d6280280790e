//! Moving: the whole comb or nothing.

use jiff::Timestamp;
use salon::civil;
use serde_json::json;
use store::{Tx, appointments, history::Action};

use crate::{
    Desk, DeskError,
    book::when,
    candidates::{Booked, lengths},
    comb,
    facts::Floor,
    order::{Order, Outcome},
    parking,
    request::MoveRequest,
    view::AppointmentDetail,
};

impl Desk {
    /// Moves an appointment as it is booked, to another start, stylist or gap lengths. To where it is already changes nothing, unless
    /// it lies in the tray: then it is back on the sheet.
    ///
    /// # Errors
    /// As [`Desk::book`]; `unknown_appointment`, `not_booked`.
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
        let booked = Booked::load(tx, request.appointment_id)?;
        let lengths = lengths(&request.lengths);
        let order = Order {
            ways: booked.ways(tx, &floor, request.staff_id, &lengths)?,
            start: civil::parse_start(&request.start, &floor.zone)?,
            customer: Some(booked.appointment.customer),
            except: Some(booked.appointment.id),
            hold: None,
        };
        let judgement = self.judge(tx, &floor, &order, now)?;
        let placement = match judgement.accept(request.despite_warnings) {
            Ok(placement) => placement,
            Err(verdict) => return Ok(Outcome::Declined(Box::new((order, verdict)))),
        };
        let (id, before) = (booked.appointment.id, &booked.appointment.when);
        let after = when(&placement, &floor);
        if !booked.parked && booked.is_placed_as(&placement.phases) && before.staff == after.staff {
            return Ok(Outcome::Done(id));
        }
        comb::rearrange(tx, id, &booked.phases, &placement.phases, &self.ids, now)?;
        appointments::reschedule(tx, id, &after, now)?;
        let (from, to) = (before.span.start.to_string(), after.span.start.to_string());
        let (action, detail) = match booked.parked {
            true => (Action::Reinstated, json!({ "to": to, "tray": true })),
            false => (Action::Moved, json!({ "from": from, "to": to })),
        };
        if booked.parked {
            parking::take_out(tx, id, now)?;
        }
        self.follow_up(tx, id, action, &detail, now)?;
        tracing::info!(appointment = %id, "moved");
        Ok(Outcome::Done(id))
    }
}
