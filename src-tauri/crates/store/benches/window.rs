//! How long it takes to see who is busy, in a book of 100 000 phases: more than a year of a salon of ten.

#![allow(
    clippy::unwrap_used,
    missing_docs,
    reason = "a benchmark may, and its macro does not"
)]

use std::{hint::black_box, path::Path};

use criterion::{Criterion, criterion_group, criterion_main};
use jiff::{SignedDuration, Timestamp};
use salon::{
    AppointmentId, Part, Performer, PhaseKind, PlannedPhase, Segment, SegmentKey, Service,
    ServiceId, Span, StaffId,
};
use store::{
    Options, Store, StoreError, Topic,
    appointments::{self, NewAppointment, Origin, When},
    customers::{self, NewCustomer},
    day,
    phases::{self, NewPhase},
    services,
    staff::{self, NewStaffMember, Role},
};
use uuid::Uuid;

const STYLISTS: i64 = 10;
/// Each of two segments and a free gap of 25 minutes: 100 002 phases.
const APPOINTMENTS: i64 = 33_334;
const EACH_DAY: i64 = 8;

fn minutes(count: i64) -> SignedDuration {
    SignedDuration::from_mins(count)
}

fn first() -> Timestamp {
    "2026-01-05T08:00Z".parse().unwrap()
}

fn fill(store: &Store) -> Vec<StaffId> {
    store
        .write(|tx| {
            let team: Vec<StaffId> = (0..STYLISTS)
                .map(|number| staff::insert(tx, &stylist(number)))
                .collect::<Result<_, _>>()?;
            let service = services::insert(tx, &cut(&team), 0)?;
            let customer = customers::insert(tx, &somebody(), first())?;
            for (number, &who) in (0..APPOINTMENTS).zip(team.iter().cycle()) {
                let slot = number / STYLISTS;
                let start = first() + minutes(slot / EACH_DAY * 1440 + slot % EACH_DAY * 75);
                let new = NewAppointment {
                    uid: Uuid::from_u64_pair(1, number.unsigned_abs()),
                    customer,
                    service,
                    when: when(who, start),
                    origin: Origin::Desk,
                    note: String::new(),
                    request_key: None,
                };
                let id = appointments::insert(tx, &new, first())?;
                phases::insert(tx, id, &comb(id, who, start))?;
            }
            tx.changed(Topic::Appointments, None, first())?;
            Ok::<_, StoreError>(team)
        })
        .unwrap()
}

fn when(staff: StaffId, start: Timestamp) -> When {
    When {
        staff,
        span: Span::new(start, start + minutes(75)).unwrap(),
        civil_start: start.in_tz("UTC").unwrap().datetime(),
        zone: "UTC".into(),
    }
}

fn comb(id: AppointmentId, staff: StaffId, start: Timestamp) -> Vec<NewPhase> {
    let works = PhaseKind::Staff { staff };
    let gap = PhaseKind::Gap {
        staff,
        bookable: true,
    };
    let phase = |((key, kind), sequence): ((&str, PhaseKind), u16)| NewPhase {
        uid: Uuid::from_u64_pair(2 + u64::from(sequence), id.0.unsigned_abs()),
        sequence,
        planned: PlannedPhase {
            key: key.into(),
            name: String::new(),
            kind,
            span: Span::from_minutes(start + minutes(i64::from(sequence) * 25), 25).unwrap(),
        },
        takes_time: true,
    };
    let kinds = [("A", works), ("GAP_A", gap), ("B", works)];
    kinds.into_iter().zip(0..).map(phase).collect()
}

fn stylist(number: i64) -> NewStaffMember {
    NewStaffMember {
        name: format!("Stylist {number}"),
        role: Role::Stylist,
        position: number,
        colour: "slate".to_owned(),
        calcom_user_id: None,
    }
}

fn cut(team: &[StaffId]) -> Service {
    Service {
        id: ServiceId(0),
        number: None,
        name: "Schnitt".into(),
        category: String::new(),
        colour: "blue".into(),
        price_cents: None,
        public: true,
        parts: vec![Part::Segment(Segment {
            key: SegmentKey::parse("A").unwrap(),
            name: String::new(),
            minutes: 25,
            performers: team.iter().map(performer).collect(),
            hand_over: false,
        })],
    }
}

fn performer(staff: &StaffId) -> Performer {
    Performer {
        staff: *staff,
        minutes: None,
    }
}

fn somebody() -> NewCustomer {
    NewCustomer {
        uid: Uuid::from_u64_pair(0, 0),
        name: "Mia Weber".into(),
        folded: "mia weber".into(),
        phone: None,
        email: None,
        note: String::new(),
    }
}

fn windows(c: &mut Criterion) {
    let home = tempfile::tempdir().unwrap();
    let file: &Path = &home.path().join("salon.db");
    let store = Store::open(file, Options::default()).unwrap();
    let team = fill(&store);
    let days = |count: i64| {
        let from = first() + minutes(200 * 1440);
        Span::new(from, from + minutes(count * 1440)).unwrap()
    };
    let mut read = |name: &str, look: &dyn Fn(&store::Read<'_>) -> Result<usize, StoreError>| {
        c.bench_function(name, |b| b.iter(|| store.read(|r| look(r)).unwrap()));
    };

    read("busy, one day, everybody", &|r| {
        phases::busy(r, black_box(&team), days(1), &[]).map(|all| all.len())
    });
    read("busy, 60 days, everybody", &|r| {
        phases::busy(r, black_box(&team), days(60), &[]).map(|all| all.len())
    });
    read("taken with names, one day, everybody", &|r| {
        phases::taken(r, black_box(&team), days(1), &[]).map(|all| all.len())
    });
    read("open gaps, 60 days, everybody", &|r| {
        phases::open_gaps(r, black_box(&team), days(60), &[]).map(|all| all.len())
    });
    read("the day on the screen", &|r| {
        day::during(r, days(1), days(1).start).map(|all| all.len())
    });
}

criterion_group!(benches, windows);
criterion_main!(benches);
