//! Booking.

use jiff::Timestamp;
use salon::{
    AppointmentId, CustomerError, Placement, PlanError, PlannedPhase, ServiceId, civil,
    customer::{LONGEST_NOTE, note},
};
use serde_json::{Value, json};
use store::{
    Topic, Tx,
    appointments::{self, NewAppointment, When},
    history::{self, Action},
    holds,
    sync::want,
    visits,
};

use crate::{
    Desk, DeskError,
    candidates::ways_of_visit,
    comb,
    customers::Guest,
    facts::Floor,
    order::{Order, Outcome},
    request::BookRequest,
    view::AppointmentDetail,
    visit::Moved,
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
        let wanted = Wanted::read(request)?;
        let outcome = self.store.write(|tx| self.try_book(tx, wanted, now))?;
        self.answer(outcome, now)
    }

    pub(crate) fn try_book(
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
        let order = Order {
            ways: ways_of_visit(tx, &floor, &request.first(), &request.then)?,
            start: civil::parse_start(&request.start, &floor.zone)?,
            // Any number of people who gave no name may be here at once.
            customer: customer.filter(|_| wanted.guest.is_somebody()),
            moved: Moved::default(),
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
            (None, Guest::WalkIn) => self.write_down_walk_in(tx, now)?,
        };
        let services = std::iter::once(request.service_id)
            .chain(request.then.iter().map(|wish| wish.service_id));
        let mut made = Vec::new();
        for (service, link) in services.zip(order.links(&placement)) {
            let placement = order.placed(link)?;
            let first = made.is_empty();
            let new = NewAppointment {
                uid: self.ids.next(now)?,
                customer,
                service: ServiceId(service),
                when: when(&placement, &floor),
                origin: self.caller.origin(),
                note: wanted.note.clone(),
                // A key finds the appointment that it made: the first, which knows the others.
                request_key: request_key(request).filter(|_| first).map(str::to_owned),
            };
            made.push(self.enter(tx, &new, &placement.phases, now)?);
        }
        if made.len() > 1 {
            visits::join(tx, self.ids.next(now)?, &made)?;
        }
        if let Some(token) = &order.hold {
            holds::release(tx, token)?;
        }
        // Of an order that was placed there is at least one comb.
        let first = made.first().copied().ok_or(PlanError::NobodyCan)?;
        Ok(Outcome::Done(first))
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
pub(crate) struct Wanted<'a> {
    guest: Guest,
    note: String,
    request: &'a BookRequest,
}

impl<'a> Wanted<'a> {
    /// # Errors
    /// `invalid_*`, `note_too_long`.
    pub(crate) fn read(request: &'a BookRequest) -> Result<Self, CustomerError> {
        Ok(Self {
            guest: Guest::read(&request.customer)?,
            note: note(&request.note, LONGEST_NOTE)?,
            request,
        })
    }
}

fn request_key(request: &BookRequest) -> Option<&str> {
    let key = request.idempotency_key.as_deref();
    key.filter(|key| !key.is_empty())
}

pub(crate) fn when(placement: &Placement, floor: &Floor) -> When {
    let span = placement.span();
    When {
        staff: placement.comb.lead(),
        span,
        civil_start: floor.zone.to_datetime(span.start),
        zone: floor.zone_name.clone(),
    }
}
