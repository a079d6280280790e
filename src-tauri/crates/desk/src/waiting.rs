//! The waiting list: who would come if there were a place, and for whom there is one.
//!
//! Whether a place suits is asked of the book as it is, every time: a cancellation, a move, new hours or a hold that lapsed need not
//! tell anybody, and nothing is promised that is taken again.

use jiff::{SignedDuration, Timestamp};
use salon::{
    CivilError, CustomerId, ServiceId, Span, civil,
    customer::{LONGEST_NOTE, note},
    rank,
    wish::TimeWish,
};
use store::{
    Read, Topic, Tx, customers, services,
    waiting::{self, NewWaiting, Waiting},
};

use crate::{
    Desk, DeskError,
    book::Wanted,
    candidates::ways_of_visit,
    customers::Guest,
    facts::Floor,
    order::Outcome,
    propose::Hunt,
    request::{BookRequest, BookWaitingRequest, CustomerChoice, ServiceWish, WaitRequest},
    show,
    view::{AppointmentDetail, ProposalView, ServiceRef, WaitingView},
    visit::Moved,
};

/// How far ahead a place is looked for.
const AHEAD: SignedDuration = SignedDuration::from_hours(24 * 60);

impl Desk {
    /// Everybody who waits, who waits longest first, with the first place that suits each.
    ///
    /// # Errors
    /// The store's.
    pub fn waiting(&self, now: Timestamp) -> Result<Vec<WaitingView>, DeskError> {
        self.store.read(|read| {
            let floor = Floor::load(read)?;
            let open = waiting::open(read)?;
            let shown = open.iter().map(|one| told(read, &floor, one, now));
            shown.collect()
        })
    }

    /// Puts somebody on the list.
    ///
    /// # Errors
    /// `invalid_*`, `note_too_long`, `never_suits`, `unknown_*`; the store's.
    pub fn wait(&self, request: &WaitRequest, now: Timestamp) -> Result<WaitingView, DeskError> {
        let guest = Guest::read(&request.customer)?;
        let text = note(&request.note, LONGEST_NOTE)?;
        let wish = wish(request)?.checked()?;
        let id = self.store.write(|tx| {
            let floor = Floor::load(tx)?;
            let service = ServiceId(request.service_id);
            if !services::all(tx)?.iter().any(|one| one.id == service) {
                return Err(DeskError::UnknownService(request.service_id));
            }
            let staff = request.staff_id.map(|id| floor.somebody(id)).transpose()?;
            let new = NewWaiting {
                customer: self.somebody(tx, guest, now)?,
                service,
                staff,
                wish,
                note: text,
            };
            let id = waiting::insert(tx, &new, now)?;
            tx.changed(Topic::Waiting, Some(id), now)?;
            Ok(id)
        })?;
        self.store.read(|read| {
            let entry = waiting::find(read, id)?;
            let entry = entry.ok_or(DeskError::UnknownWaiting(id))?;
            told(read, &Floor::load(read)?, &entry, now)
        })
    }

    /// Takes somebody off the list.
    ///
    /// # Errors
    /// `unknown_waiting`; the store's.
    pub fn stop_waiting(&self, id: i64, now: Timestamp) -> Result<(), DeskError> {
        self.store.write(|tx| {
            waiting::find(tx, id)?.ok_or(DeskError::UnknownWaiting(id))?;
            waiting::close(tx, id, None, now)?;
            tx.changed(Topic::Waiting, Some(id), now)?;
            Ok(())
        })
    }

    /// Books the place and takes the entry off the list, or neither.
    ///
    /// # Errors
    /// `unknown_waiting`, `nothing_suits`; otherwise as [`Desk::book`].
    pub fn book_waiting(
        &self,
        request: &BookWaitingRequest,
        now: Timestamp,
    ) -> Result<AppointmentDetail, DeskError> {
        let outcome = self.store.write(|tx| {
            let entry = waiting::find(tx, request.id)?;
            let entry = entry.ok_or(DeskError::UnknownWaiting(request.id))?;
            let booking = self.booking_of(tx, &entry, request, now)?;
            let outcome = self.try_book(tx, Wanted::read(&booking)?, now)?;
            if let Outcome::Done(appointment) = &outcome {
                waiting::close(tx, entry.id, Some(*appointment), now)?;
                tx.changed(Topic::Waiting, Some(entry.id), now)?;
            }
            Ok::<_, DeskError>(outcome)
        })?;
        self.answer(outcome, now)
    }

    fn booking_of(
        &self,
        tx: &Tx<'_>,
        entry: &Waiting,
        request: &BookWaitingRequest,
        now: Timestamp,
    ) -> Result<BookRequest, DeskError> {
        let (start, staff_id) = match &request.start {
            Some(start) => (start.clone(), request.staff_id),
            None => {
                let place = place(tx, &Floor::load(tx)?, entry, now)?;
                let place = place.ok_or(DeskError::NothingSuits)?;
                (place.start, Some(place.staff_id))
            }
        };
        Ok(BookRequest {
            customer: CustomerChoice::Known {
                id: entry.what.customer.0,
            },
            service_id: entry.what.service.0,
            staff_id: staff_id.or(entry.what.staff.map(|staff| staff.0)),
            start,
            note: entry.what.note.clone(),
            lengths: Vec::new(),
            then: Vec::new(),
            hold: None,
            despite_warnings: request.despite_warnings,
            idempotency_key: None,
        })
    }

    fn somebody(&self, tx: &Tx<'_>, guest: Guest, now: Timestamp) -> Result<CustomerId, DeskError> {
        match (guest.find(tx)?, guest) {
            (Some(id), _) => Ok(id),
            (None, Guest::Known(id)) => Err(DeskError::UnknownCustomer(id)),
            (None, Guest::New(guest)) => self.write_down(tx, guest, now),
            (None, Guest::WalkIn) => self.write_down_walk_in(tx, now),
        }
    }
}

fn wish(request: &WaitRequest) -> Result<TimeWish, CivilError> {
    let date = |text: &Option<String>| {
        let text = text.as_ref();
        text.map(|text| civil::parse_date(text)).transpose()
    };
    let usual = TimeWish::default();
    let chosen = request.weekdays.iter().filter(|day| (1..=7).contains(*day));
    let mask = chosen.fold(0_u8, |mask, day| mask | 1 << (day - 1));
    Ok(TimeWish {
        from: date(&request.from)?,
        to: date(&request.to)?,
        weekdays: if mask == 0 { usual.weekdays } else { mask },
        from_minute: request.from_minute.unwrap_or(usual.from_minute),
        to_minute: request.to_minute.unwrap_or(usual.to_minute),
    })
}

/// The first place that suits, the stylist's own order deciding between those at one time.
fn place(
    read: &Read<'_>,
    floor: &Floor,
    entry: &Waiting,
    now: Timestamp,
) -> Result<Option<ProposalView>, DeskError> {
    let what = &entry.what;
    let service = ServiceWish {
        service_id: what.service.0,
        // Who left the salon is not waited for.
        staff_id: what.staff.filter(|id| floor.works_here(*id)).map(|id| id.0),
        lengths: Vec::new(),
    };
    // What is sold no more, or done by nobody, finds no place.
    let chains = match ways_of_visit(read, floor, &service, &[]) {
        Ok(Ok(chains)) => chains,
        Ok(Err(_)) | Err(DeskError::UnknownService(_)) => return Ok(None),
        Err(error) => return Err(error),
    };
    let opens = |date| Some(civil::day(date, &floor.zone)?.start);
    let ends = |date| Some(civil::day(date, &floor.zone)?.end);
    let start = what.wish.from.and_then(opens).unwrap_or(now).max(now);
    let latest = start.checked_add(AHEAD).unwrap_or(Timestamp::MAX);
    let end = what.wish.to.and_then(ends).unwrap_or(latest).min(latest);
    let Some(range) = Span::new(start, end) else {
        return Ok(None);
    };
    let hunt = Hunt {
        combs: chains.wholes(),
        range,
        except: &[],
        hold: None,
    };
    let mut found = hunt.run(read, floor, now)?;
    found.slots.retain(|slot| {
        let over = slot.start.checked_add(slot.comb.length());
        let span = over.ok().and_then(|over| Span::new(slot.start, over));
        span.is_some_and(|span| what.wish.suits(&span, &floor.zone))
    });
    let first = rank::further(&found.slots, &found.diary, &floor.zone, 1);
    let shown = |one| show::proposal(one, &chains, &Moved::default(), floor, &found.owners);
    Ok(first.first().and_then(shown))
}

pub(crate) fn told(
    read: &Read<'_>,
    floor: &Floor,
    entry: &Waiting,
    now: Timestamp,
) -> Result<WaitingView, DeskError> {
    let what = &entry.what;
    let card = customers::find_card(read, what.customer, now)?;
    // Foreign keys see to both.
    let card = card.ok_or(DeskError::UnknownCustomer(what.customer.0))?;
    let service = services::find(read, what.service)?;
    let service = service.ok_or(DeskError::UnknownService(what.service.0))?;
    Ok(WaitingView {
        id: entry.id,
        customer: show::customer(&card, floor),
        service: ServiceRef {
            id: service.id.0,
            number: service.number,
            name: service.name,
            colour: service.colour,
        },
        staff_id: what.staff.map(|staff| staff.0),
        staff_name: what.staff.map(|staff| floor.name(staff)),
        from: what.wish.from.map(|date| date.to_string()),
        to: what.wish.to.map(|date| date.to_string()),
        weekdays: (1..=7)
            .filter(|day| what.wish.weekdays & (1 << (day - 1)) != 0)
            .collect(),
        from_minute: what.wish.from_minute,
        to_minute: what.wish.to_minute,
        note: what.note.clone(),
        since: civil::rfc3339(entry.since, &floor.zone),
        over: what.wish.is_over(now, &floor.zone),
        place: place(read, floor, entry, now)?,
    })
}
