//! How long somebody waits for the sheet of a day that is fuller than any, 30 stylists with 150 appointments of five minutes each, in a
//! book that was opened just now: what the program needs the processor for while its window is being made. The median of many; beside it
//! what a week takes in which one of them has such a day.
//!
//! `cargo bench -p desk --bench crowded`

#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a benchmark that cannot set itself up has nothing to measure, and its numbers are its output"
)]

mod stopwatch;

use std::path::Path;

use desk::Desk;
use jiff::{
    SignedDuration, Timestamp,
    civil::{Date, Weekday, date},
    tz::TimeZone,
};
use salon::{Part, Performer, Segment, SegmentKey, Service, ServiceId, Span, StaffId, Stretch};
use store::{
    Options, Store, StoreError, Tx,
    appointments::{self, NewAppointment, Origin, When},
    customers::{self, NewCustomer},
    hours,
    phases::{self, NewPhase},
    services,
    staff::{self, NewStaffMember, Role},
};
use uuid::Uuid;

use crate::stopwatch::{median, timed};

const DAY: Date = date(2026, 11, 28);
const ZONE: &str = "Europe/Berlin";
const STYLISTS: i64 = 30;
const EACH: i32 = 150;
const MINUTES: u16 = 5;
const OPENED: usize = 25;

fn main() {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder on the disk");
    for (whose, phones) in [("without a number", false), ("with a number", true)] {
        let book = folder.path().join(format!("{phones}.db"));
        fill(&open(&book), phones).expect("a full day");
        let (mut read, mut written, mut week) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..OPENED {
            let desk = Desk::new(open(&book));
            let mut sheet = None;
            read.push(timed(|| {
                sheet = Some(desk.sheet(&DAY.to_string()).expect("a sheet"));
            }));
            written.push(timed(|| {
                drop(serde_json::value::to_raw_value(&sheet).expect("JSON"));
            }));
            let first = sheet.and_then(|sheet| Some(sheet.staff.first()?.id));
            week.push(timed(|| {
                let days = desk.week(first.expect("somebody"), &DAY.to_string());
                drop(serde_json::value::to_raw_value(&days.expect("a week")).expect("JSON"));
            }));
        }
        println!("customers {whose}: the sheet {:>10.1?}", median(read));
        println!("customers {whose}: as JSON   {:>10.1?}", median(written));
        println!("customers {whose}: a week    {:>10.1?}", median(week));
    }
}

fn open(book: &Path) -> Store {
    Store::open(book, Options::default()).expect("a book")
}

/// Straight into the tables, past the desk: only what is stored matters here.
fn fill(store: &Store, phones: bool) -> Result<(), StoreError> {
    store.write(|tx| {
        let team = team(tx)?;
        let service = services::insert(tx, &fringe(&team), 0)?;
        let sold = services::find(tx, service)?.expect("on sale");
        let rounds = (0..EACH).flat_map(|round| team.iter().map(move |staff| (round, *staff)));
        (0..).zip(rounds).try_for_each(|(number, (round, staff))| {
            let phone = phones.then(|| format!("+4915112{number:06}"));
            let guest = guest(number, phone);
            let customer = customers::insert(tx, &guest, opening())?;
            let start = opening() + length() * round;
            book(tx, &sold, customer, staff, start, number)
        })
    })
}

fn team(tx: &Tx<'_>) -> Result<Vec<StaffId>, StoreError> {
    let open = Stretch::new(8 * 60, 21 * 60).expect("a day");
    let week = (1..=7).map(|n| (Weekday::from_monday_one_offset(n).expect("a weekday"), open));
    let week: Vec<_> = week.collect();
    (0..STYLISTS)
        .map(|position| {
            let member = NewStaffMember {
                name: format!("Stilistin {position}"),
                role: Role::Stylist,
                position,
                colour: "slate".to_owned(),
                calcom_user_id: None,
            };
            let id = staff::insert(tx, &member)?;
            hours::set_weekly(tx, id, &week)?;
            Ok(id)
        })
        .collect()
}

fn fringe(team: &[StaffId]) -> Service {
    let performers = team.iter().map(|staff| Performer {
        staff: *staff,
        minutes: None,
    });
    let cut = Segment {
        key: SegmentKey::parse("A").expect("a key"),
        name: "Pony".to_owned(),
        minutes: MINUTES,
        performers: performers.collect(),
        hand_over: false,
    };
    Service {
        id: ServiceId(0),
        number: Some(405),
        name: "Pony nachschneiden".to_owned(),
        category: String::new(),
        colour: "teal".to_owned(),
        price_cents: None,
        public: true,
        parts: vec![Part::Segment(cut)],
    }
}

fn guest(number: u128, phone: Option<String>) -> NewCustomer {
    NewCustomer {
        uid: Uuid::from_u128(number),
        name: format!("Kundin {number}"),
        folded: format!("kundin {number}"),
        phone,
        email: None,
        note: String::new(),
    }
}

fn book(
    tx: &Tx<'_>,
    sold: &Service,
    customer: salon::CustomerId,
    staff: StaffId,
    start: Timestamp,
    number: u128,
) -> Result<(), StoreError> {
    let new = NewAppointment {
        uid: Uuid::from_u128(number),
        customer,
        service: sold.id,
        when: When {
            staff,
            span: Span::from_minutes(start, MINUTES).expect("a span"),
            civil_start: zone().to_datetime(start),
            zone: ZONE.to_owned(),
        },
        origin: Origin::System,
        note: String::new(),
        request_key: None,
    };
    let (gaps, performers) = (Default::default(), Default::default());
    let planned = salon::plan::plan(sold, staff, start, &gaps, &performers).expect("a plan");
    let id = appointments::insert(tx, &new, opening())?;
    let rows = (0..).zip(planned).map(|(sequence, planned)| NewPhase {
        uid: Uuid::from_u128(number),
        sequence,
        planned,
        takes_time: true,
    });
    phases::insert(tx, id, &rows.collect::<Vec<_>>()).map(drop)
}

fn opening() -> Timestamp {
    let morning = DAY.at(8, 0, 0, 0).to_zoned(zone());
    morning.expect("a morning").timestamp()
}

fn length() -> SignedDuration {
    SignedDuration::from_mins(MINUTES.into())
}

fn zone() -> TimeZone {
    TimeZone::get(ZONE).expect("a zone")
}
