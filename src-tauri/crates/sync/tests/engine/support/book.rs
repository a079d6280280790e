//! The desk's part: what is in the book, written as the desk writes it.

use jiff::{SignedDuration, Timestamp, civil::Weekday, tz::TimeZone};
use salon::{
    AppointmentId, Gap, Part, Performer, PhaseId, PhaseKind, PlannedPhase, Segment, SegmentKey,
    Service, ServiceId, Span, StaffId, Stretch, customer::fold,
};
use store::{
    Store, StoreError, Topic, Tx,
    appointments::{self, NewAppointment, Origin, Status, When},
    blocked::{self, BlockReason, BlockedTime, NewBlockedTime},
    customers::{self, NewCustomer},
    history::{self, Action},
    hours,
    phases::{self, NewPhase},
    services, settings,
    staff::{self, NewStaffMember, Role},
    sync::{Priority, want},
};
use uuid::Uuid;

use super::Salon;

const ZONE: &str = "Europe/Berlin";

/// Two stylists, a colour service with a gap and a simple one.
pub fn furnish(store: &Store, now: Timestamp) -> (StaffId, StaffId, ServiceId, ServiceId) {
    let furnished: Result<_, StoreError> = store.write(|tx| {
        let anna = staff::insert(tx, &stylist("Anna Albrecht", 1))?;
        let mehmet = staff::insert(tx, &stylist("Mehmet Yilmaz", 2))?;
        let both = [anna, mehmet];
        let colour = vec![
            segment("A", 30, &both),
            Part::Gap(Gap {
                minutes: 30,
                bookable: true,
            }),
            segment("B", 20, &both),
            segment("C", 40, &both),
            segment("D", 40, &both),
        ];
        let colour = services::insert(tx, &service(Some(440), "Ansatzfärbung", colour), 1)?;
        let cut = vec![segment("A", 30, &both)];
        let cut = services::insert(tx, &service(Some(10), "Herrenschnitt", cut), 2)?;
        for staff in both {
            hours::set_weekly(tx, staff, &tuesday_to_saturday(None))?;
        }
        settings::set(tx, &settings::ZONE, &ZONE.to_owned())?;
        tx.changed(Topic::Services, None, now)?;
        Ok((anna, mehmet, colour, cut))
    });
    furnished.unwrap()
}

/// Nine to half past six, on Saturdays to three, as in Cal.com; perhaps with a break.
fn tuesday_to_saturday(pause: Option<(u16, u16)>) -> Vec<(Weekday, Stretch)> {
    let (from, to) = pause.unwrap_or((9 * 60, 9 * 60));
    let all = Weekday::Tuesday.cycle_forward().take(5);
    let of_day = |weekday| {
        let end = match weekday == Weekday::Saturday {
            true => 15 * 60,
            false => 18 * 60 + 30,
        };
        let stretches = [Stretch::new(9 * 60, from), Stretch::new(to, end)];
        stretches.into_iter().flatten().map(move |s| (weekday, s))
    };
    all.flat_map(of_day).collect()
}

fn stylist(name: &str, position: i64) -> NewStaffMember {
    NewStaffMember {
        name: name.to_owned(),
        role: Role::Stylist,
        position,
        colour: "slate".to_owned(),
        calcom_user_id: None,
    }
}

fn segment(key: &str, minutes: u16, staff: &[StaffId]) -> Part {
    let performer = |staff: &StaffId| Performer {
        staff: *staff,
        minutes: None,
    };
    Part::Segment(Segment {
        key: SegmentKey::parse(key).unwrap(),
        name: format!("Schritt {key}"),
        minutes,
        performers: staff.iter().map(performer).collect(),
        hand_over: false,
    })
}

fn service(number: Option<u32>, name: &str, parts: Vec<Part>) -> Service {
    Service {
        id: ServiceId(0),
        number,
        name: name.to_owned(),
        category: String::new(),
        colour: "plum".to_owned(),
        price_cents: None,
        public: true,
        parts,
    }
}

pub fn phase_uid(store: &Store, phase: PhaseId) -> String {
    let found: Result<_, StoreError> = store.read(|read| phases::find(read, phase));
    found.unwrap().unwrap().uid.to_string()
}

impl Salon {
    /// Books as the desk does: facts and the wish to have them in Cal.com in one transaction.
    pub fn book(&self, service: ServiceId, staff: StaffId, start: &str) -> AppointmentId {
        self.book_at(service, staff, start.parse().unwrap())
    }

    pub fn book_at(&self, service: ServiceId, staff: StaffId, start: Timestamp) -> AppointmentId {
        let now = self.now();
        let booked: Result<_, StoreError> = self.store.write(|tx| {
            let comb = comb(tx, service, staff, start)?;
            let customer = customers::insert(tx, &customer(), now)?;
            let span = Span::new(start, comb.last().unwrap().span.end).unwrap();
            let appointment = NewAppointment {
                uid: Uuid::now_v7(),
                customer,
                service,
                when: when(staff, span),
                origin: Origin::Desk,
                note: String::new(),
                request_key: None,
            };
            let id = appointments::insert(tx, &appointment, now)?;
            let placed: Vec<_> = (0..)
                .zip(comb)
                .map(|(n, planned)| new_phase(n, planned))
                .collect();
            phases::insert(tx, id, &placed)?;
            note(tx, id, Action::Booked, now)?;
            tx.changed(Topic::Appointments, Some(id.0), now)?;
            want(tx, id, Priority::Interactive, now)?;
            Ok(id)
        });
        booked.unwrap()
    }

    /// Moves an appointment, perhaps to somebody else.
    pub fn shift(&self, id: AppointmentId, staff: StaffId, start: &str) {
        let now = self.now();
        let start: Timestamp = start.parse().unwrap();
        let moved: Result<_, StoreError> = self.store.write(|tx| {
            let known = appointments::find(tx, id)?.unwrap();
            let comb = comb(tx, known.service, staff, start)?;
            let span = Span::new(start, comb.last().unwrap().span.end).unwrap();
            appointments::reschedule(tx, id, &when(staff, span), now)?;
            phases::vacate(tx, id)?;
            for (phase, planned) in phases::of_appointment(tx, id)?.iter().zip(&comb) {
                phases::place(tx, phase.id, planned, true)?;
            }
            note(tx, id, Action::Moved, now)?;
            tx.changed(Topic::Appointments, Some(id.0), now)?;
            want(tx, id, Priority::Interactive, now)
        });
        moved.unwrap();
    }

    /// Moves an appointment as it is.
    pub fn shift_by(&self, id: AppointmentId, time: SignedDuration) {
        let now = self.now();
        let shifted: Result<_, StoreError> = self.store.write(|tx| {
            let known = appointments::find(tx, id)?.unwrap().when;
            let span = moved(known.span, time);
            appointments::reschedule(tx, id, &when(known.staff, span), now)?;
            phases::vacate(tx, id)?;
            for phase in phases::of_appointment(tx, id)? {
                let mut planned = phase.planned;
                planned.span = moved(planned.span, time);
                phases::place(tx, phase.id, &planned, true)?;
            }
            note(tx, id, Action::Moved, now)?;
            tx.changed(Topic::Appointments, Some(id.0), now)?;
            want(tx, id, Priority::Interactive, now)
        });
        shifted.unwrap();
    }

    /// Gives a part of an appointment another length; what follows moves along.
    pub fn stretch(&self, id: AppointmentId, key: &str, minutes: u16) {
        let now = self.now();
        let stretched: Result<_, StoreError> = self.store.write(|tx| {
            let known = appointments::find(tx, id)?.unwrap();
            let mut end = known.when.span.start;
            phases::vacate(tx, id)?;
            for phase in phases::of_appointment(tx, id)? {
                let mut planned = phase.planned;
                let length = match planned.key == key {
                    true => i64::from(minutes),
                    false => planned.span.minutes(),
                };
                planned.span = Span::new(end, later(end, length)).unwrap();
                end = planned.span.end;
                phases::place(tx, phase.id, &planned, true)?;
            }
            let span = Span::new(known.when.span.start, end).unwrap();
            appointments::reschedule(tx, id, &when(known.when.staff, span), now)?;
            note(tx, id, Action::Moved, now)?;
            tx.changed(Topic::Appointments, Some(id.0), now)?;
            want(tx, id, Priority::Interactive, now)
        });
        stretched.unwrap();
    }

    /// Gives a segment to somebody else, at the same time.
    pub fn hand_over(&self, id: AppointmentId, key: &str, staff: StaffId) {
        let now = self.now();
        let handed: Result<_, StoreError> = self.store.write(|tx| {
            phases::vacate(tx, id)?;
            for phase in phases::of_appointment(tx, id)? {
                let mut planned = phase.planned;
                if planned.key == key {
                    planned.kind = PhaseKind::Staff { staff };
                }
                phases::place(tx, phase.id, &planned, true)?;
            }
            note(tx, id, Action::Moved, now)?;
            tx.changed(Topic::Appointments, Some(id.0), now)?;
            want(tx, id, Priority::Interactive, now)
        });
        handed.unwrap();
    }

    pub fn cancel(&self, id: AppointmentId) {
        let now = self.now();
        let cancelled: Result<_, StoreError> = self.store.write(|tx| {
            appointments::set_status(tx, id, Status::Cancelled, Some("Kundin krank"), now)?;
            phases::vacate(tx, id)?;
            tx.changed(Topic::Appointments, Some(id.0), now)?;
            want(tx, id, Priority::Interactive, now)
        });
        cancelled.unwrap();
    }

    /// Takes time off, as the owner does it.
    pub fn take_off(&self, staff: StaffId, from: &str, to: &str) -> i64 {
        let now = self.now();
        let span = Span::new(from.parse().unwrap(), to.parse().unwrap()).unwrap();
        let taken: Result<_, StoreError> = self.store.write(|tx| {
            let new = NewBlockedTime {
                staff,
                span,
                reason: BlockReason::TimeOff,
                note: String::new(),
                booking_uid: None,
            };
            let id = blocked::insert(tx, &new)?;
            tx.changed(Topic::Staff, Some(staff.0), now)?;
            Ok(id)
        });
        taken.unwrap()
    }

    /// Sells it again.
    pub fn give_back(&self, off: i64) {
        let now = self.now();
        let given: Result<_, StoreError> = self.store.write(|tx| {
            blocked::remove(tx, off)?;
            tx.changed(Topic::Staff, None, now)
        });
        given.unwrap();
    }

    /// Somebody has a break every day, in minutes since midnight, or none.
    pub fn has_break(&self, staff: StaffId, pause: Option<(u16, u16)>) {
        let now = self.now();
        let week = tuesday_to_saturday(pause);
        let set: Result<_, StoreError> = self.store.write(|tx| {
            hours::set_weekly(tx, staff, &week)?;
            tx.changed(Topic::Staff, Some(staff.0), now)
        });
        set.unwrap();
    }

    /// What somebody has taken off, as it stands in the book.
    pub fn off(&self, staff: StaffId) -> Vec<BlockedTime> {
        let all = Span::new(
            Timestamp::UNIX_EPOCH,
            "2030-01-01T00:00:00Z".parse().unwrap(),
        );
        let found: Result<_, StoreError> = self
            .store
            .read(|read| blocked::during(read, &[staff], all.unwrap()));
        found.unwrap()
    }

    /// Takes a cancellation back.
    pub fn take_back(&self, id: AppointmentId) {
        let now = self.now();
        let taken: Result<_, StoreError> = self.store.write(|tx| {
            appointments::set_status(tx, id, Status::Booked, None, now)?;
            for phase in phases::of_appointment(tx, id)? {
                phases::place(tx, phase.id, &phase.planned, true)?;
            }
            note(tx, id, Action::Reinstated, now)?;
            tx.changed(Topic::Appointments, Some(id.0), now)?;
            want(tx, id, Priority::Interactive, now)
        });
        taken.unwrap();
    }

    /// The first gap takes longer; what follows comes later.
    pub fn lengthen_gap(&self, id: AppointmentId, minutes: i64) {
        let now = self.now();
        let done: Result<_, StoreError> = self.store.write(|tx| {
            let known = appointments::find(tx, id)?.unwrap();
            let comb = phases::of_appointment(tx, id)?;
            let end = later(known.when.span.end, minutes);
            let span = Span::new(known.when.span.start, end).unwrap();
            appointments::reschedule(tx, id, &when(known.when.staff, span), now)?;
            phases::vacate(tx, id)?;
            let mut longer = false;
            for phase in comb {
                let old = phase.planned.span;
                let gap = !longer && matches!(phase.planned.kind, PhaseKind::Gap { .. });
                let start = if longer {
                    later(old.start, minutes)
                } else {
                    old.start
                };
                longer |= gap;
                let end = if longer {
                    later(old.end, minutes)
                } else {
                    old.end
                };
                let span = Span::new(start, end).unwrap();
                let planned = PlannedPhase {
                    span,
                    ..phase.planned
                };
                phases::place(tx, phase.id, &planned, true)?;
            }
            note(tx, id, Action::Moved, now)?;
            tx.changed(Topic::Appointments, Some(id.0), now)?;
            want(tx, id, Priority::Interactive, now)
        });
        done.unwrap();
    }

    pub fn retry(&self, id: AppointmentId) {
        let now = self.now();
        let asked: Result<_, StoreError> = self
            .store
            .write(|tx| want(tx, id, Priority::Interactive, now));
        asked.unwrap();
    }

    /// From now on nobody is to be booked into the gaps of the colour.
    pub fn close_gaps(&self) {
        let closed: Result<_, StoreError> = self.store.write(|tx| {
            let mut colour = services::find(tx, self.colour)?.unwrap();
            for part in &mut colour.parts {
                if let Part::Gap(gap) = part {
                    gap.bookable = false;
                }
            }
            services::update(tx, &colour)
        });
        closed.unwrap();
    }

    /// The first gap of an appointment.
    pub fn gap(&self, id: AppointmentId) -> phases::Phase {
        let found: Result<_, StoreError> = self.store.read(|read| phases::of_appointment(read, id));
        let is_gap = |phase: &phases::Phase| matches!(phase.planned.kind, PhaseKind::Gap { .. });
        found.unwrap().into_iter().find(is_gap).unwrap()
    }

    /// The staff phases of an appointment, in their order.
    pub fn phases(&self, id: AppointmentId) -> Vec<phases::Phase> {
        let found: Result<_, StoreError> = self.store.read(|read| phases::of_appointment(read, id));
        let is_staff =
            |phase: &phases::Phase| matches!(phase.planned.kind, PhaseKind::Staff { .. });
        found.unwrap().into_iter().filter(is_staff).collect()
    }

    pub fn appointment(&self, id: AppointmentId) -> appointments::Appointment {
        let found: Result<_, StoreError> = self.store.read(|read| appointments::find(read, id));
        found.unwrap().unwrap()
    }
}

fn comb(
    tx: &Tx<'_>,
    service: ServiceId,
    staff: StaffId,
    start: Timestamp,
) -> Result<Vec<PlannedPhase>, StoreError> {
    let service = services::find(tx, service)?.unwrap();
    let mut from = start;
    let mut last_key = String::new();
    let mut comb = Vec::new();
    for part in &service.parts {
        let (key, name, kind, minutes) = match part {
            Part::Segment(segment) => {
                last_key = segment.key.to_string();
                let kind = PhaseKind::Staff { staff };
                (
                    last_key.clone(),
                    segment.name.clone(),
                    kind,
                    segment.minutes,
                )
            }
            Part::Gap(gap) => {
                let kind = PhaseKind::Gap {
                    staff,
                    bookable: gap.bookable,
                };
                (format!("GAP_{last_key}"), String::new(), kind, gap.minutes)
            }
        };
        let span = Span::from_minutes(from, minutes).unwrap();
        from = span.end;
        comb.push(PlannedPhase {
            key,
            name,
            kind,
            span,
        });
    }
    Ok(comb)
}

fn new_phase(sequence: u16, planned: PlannedPhase) -> NewPhase {
    NewPhase {
        uid: Uuid::now_v7(),
        sequence,
        planned,
        takes_time: true,
    }
}

fn customer() -> NewCustomer {
    let uid = Uuid::now_v7();
    let name = "Erika Muster".to_owned();
    NewCustomer {
        folded: fold(&name),
        email: Some(format!("erika.{}@kundin.example", uid.simple())),
        phone: Some("+491711234567".to_owned()),
        note: String::new(),
        name,
        uid,
    }
}

fn when(staff: StaffId, span: Span) -> When {
    let zone = TimeZone::get(ZONE).unwrap();
    When {
        staff,
        span,
        civil_start: span.start.to_zoned(zone).datetime(),
        zone: ZONE.to_owned(),
    }
}

fn moved(span: Span, time: SignedDuration) -> Span {
    let later = |at: Timestamp| at.checked_add(time).unwrap();
    Span::new(later(span.start), later(span.end)).unwrap()
}

/// `minutes` after the start of a span.
pub fn later(at: Timestamp, minutes: i64) -> Timestamp {
    at.checked_add(SignedDuration::from_mins(minutes)).unwrap()
}

/// As the desk does with every change.
fn note(tx: &Tx<'_>, id: AppointmentId, action: Action, now: Timestamp) -> Result<(), StoreError> {
    history::add(tx, id, Origin::Desk, action, &serde_json::json!({}), now)
}
