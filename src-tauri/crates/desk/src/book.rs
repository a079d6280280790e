//! Booking.

use jiff::Timestamp;
use salon::{
    AppointmentId, Placement, PlannedPhase, ServiceId, Span, civil,
    customer::{LONGEST_NOTE, note},
};
use serde_json::{Value, json};
use store::{
    Topic, Tx,
    appointments::{self, NewAppointment, When},
    history::{self, Action},
    holds,
    sync::want,
};

use crate::{
    Desk, DeskError,
    candidates::{lengths, ways_of_service},
    comb,
    customers::Guest,
    facts::Floor,
    order::{Order, Outcome},
    request::BookRequest,
    view::AppointmentDetail,
};

impl Desk {
    /// Books: customer, appointment, phases, history and the wish for Cal.com, or nothing of it. A known idempotency key
    /// answers with the appointment that it made, whatever became of that.
    ///
    /// # Errors
    /// `Refused` or `Warnings` with reasons and the nearest time that fits; `invalid_*`, `note_too_long`, `unknown_*`, codes
    /// of times that are none, faults of the plan; the store's.
    pub fn book(
        &self,
        request: &BookRequest,
        now: Timestamp,
    ) -> Result<AppointmentDetail, DeskError> {
        let wanted = Wanted {
            guest: Guest::read(&request.customer)?,
            note: note(&request.note, LONGEST_NOTE)?,
            request,
        };
        let outcome = self.store.write(|tx| self.try_book(tx, wanted, now))?;
        self.answer(outcome, now)
    }

    fn try_book(
        &self,
        tx: &Tx<'_>,
        wanted: Wanted<'_>,
        now: Timestamp,
    ) -> Result<Outcome, DeskError> {
        let request = wanted.request;
        if let Some(key) = request_key(request)
            && let Some(made) = appointments::find_by_request(tx, key)?
        {
            return Ok(Outcome::Done(made.id));
        }
        let floor = Floor::load(tx)?;
        let customer = wanted.guest.find(tx)?;
        let lengths = lengths(&request.lengths);
        let (service, staff) = (request.service_id, request.staff_id);
        let order = Order {
            ways: ways_of_service(tx, &floor, service, staff, &lengths)?,
            start: civil::parse_start(&request.start, &floor.zone)?,
            customer,
            except: None,
            hold: request.hold.clone(),
        };
        let judgement = self.judge(tx, &floor, &order, now)?;
        let placement = match judgement.accept(request.despite_warnings) {
            Ok(placement) => placement,
            Err(verdict) => return Ok(Outcome::Declined(Box::new((order, verdict)))),
        };
        let customer = match (customer, wanted.guest) {
            (Some(id), _) => id,
            (None, Guest::Known(id)) => return Err(DeskError::UnknownCustomer(id)),
            (None, Guest::New(guest)) => self.write_down(tx, guest, now)?,
        };
        let new = NewAppointment {
            uid: self.ids.next(now)?,
            customer,
            service: ServiceId(request.service_id),
            when: when(&placement, &floor),
            origin: self.caller.origin(),
            note: wanted.note,
            request_key: request_key(request).map(str::to_owned),
        };
        let id = self.enter(tx, &new, &placement.phases, now)?;
        if let Some(token) = &order.hold {
            holds::release(tx, token)?;
        }
        Ok(Outcome::Done(id))
    }

    pub(crate) fn enter(
        &self,
        tx: &Tx<'_>,
        new: &NewAppointment,
        phases: &[PlannedPhase],
        now: Timestamp,
    ) -> Result<AppointmentId, DeskError> {
        let id = appointments::insert(tx, new, now)?;
        comb::insert(tx, id, phases, &self.ids, now)?;
        let detail = json!({ "to": new.when.span.start.to_string() });
        self.follow_up(tx, id, Action::Booked, &detail, now)?;
        tracing::info!(appointment = %id, phases = phases.len(), "booked");
        Ok(id)
    }

    /// What every change of an appointment leaves behind.
    pub(crate) fn follow_up(
        &self,
        tx: &Tx<'_>,
        id: AppointmentId,
        action: Action,
        detail: &Value,
        now: Timestamp,
    ) -> Result<(), DeskError> {
        history::add(tx, id, self.caller.origin(), action, detail, now)?;
        tx.changed(Topic::Appointments, Some(id.0), now)?;
        Ok(want(tx, id, self.caller.priority(), now)?)
    }
}

/// A booking request with everything checked that needs no book.
struct Wanted<'a> {
    guest: Guest,
    note: String,
    request: &'a BookRequest,
}

fn request_key(request: &BookRequest) -> Option<&str> {
    let key = request.idempotency_key.as_deref();
    key.filter(|key| !key.is_empty())
}

pub(crate) fn when(placement: &Placement, floor: &Floor) -> When {
    let spans = placement.phases.iter().map(|phase| phase.span);
    let start = spans.clone().map(|s| s.start).min().unwrap_or_default();
    let end = spans.map(|s| s.end).max().unwrap_or_default();
    When {
        staff: placement.comb.lead(),
        span: Span { start, end },
        civil_start: floor.zone.to_datetime(start),
        zone: floor.zone_name.clone(),
    }
}
