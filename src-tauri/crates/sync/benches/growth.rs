//! What an ever longer book costs the synchronisation: opening it, starting the engine, one poll with nothing new, one with one
//! new booking, and one appointment from the desk's commit until Cal.com has confirmed it. Real files, real HTTP, the stand-in in
//! the same process. Only the ratios to the first size mean anything elsewhere.
//!
//! `cargo bench -p sync --bench growth`; `KAMM_GROWTH=1000,1000000` for other sizes than 1 000, 10 000 and 100 000 appointments.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::unwrap_used,
    unreachable_pub,
    reason = "a benchmark that cannot set itself up has nothing to measure, and its numbers are its output"
)]

#[path = "../tests/engine/support/mod.rs"]
mod support;

use std::{
    collections::BTreeMap,
    future::Future,
    path::Path,
    time::{Duration, Instant},
};

use calcom_sim::NewBooking;
use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use salon::{PhaseKind, PlannedPhase, Span, StaffId};
use store::{
    Options, Store, StoreError, Tx,
    appointments::{self, NewAppointment, Origin, When},
    customers::{self, NewCustomer},
    phases::{self, NewPhase},
    sync::{
        BookingRow, BookingState, PhaseState, Priority, booking, event_map, phase,
        task::{self, Move},
    },
};
use support::Salon;
use uuid::Uuid;

const SIZES: &str = "1000,10000,100000";
/// Appointments written in one transaction.
const AT_ONCE: usize = 5_000;
const CUSTOMERS: usize = 500;
/// How often each thing is measured; the median counts.
const TURNS: usize = 15;
const ZONE: &str = "Europe/Berlin";

fn main() {
    let sizes = std::env::var("KAMM_GROWTH").unwrap_or_else(|_| SIZES.to_owned());
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let mut first = None;
    println!("{:>12}  {}", "appointments", NAMES.join("  "));
    for size in sizes
        .split(',')
        .map(|size| size.trim().parse().expect("a size"))
    {
        let cost = runtime.block_on(measure(size));
        let base = first.get_or_insert(cost);
        let columns: Vec<String> = (0..NAMES.len())
            .map(|n| told(cost[n], base[n], NAMES[n].len()))
            .collect();
        println!("{size:>12}  {}", columns.join("  "));
    }
}

const NAMES: [&str; 5] = [
    "open the book       ",
    "start the engine    ",
    "poll, nothing new   ",
    "poll, one booking   ",
    "book until confirmed",
];
type Cost = [Duration; 5];

fn told(cost: Duration, base: Duration, width: usize) -> String {
    let ratio = cost.as_secs_f64() / base.as_secs_f64();
    format!("{:>10.2} ms {ratio:>6.2}", cost.as_secs_f64() * 1_000.0)
        .chars()
        .chain(std::iter::repeat(' '))
        .take(width)
        .collect()
}

async fn measure(size: usize) -> Cost {
    let mut salon = Salon::closed().await.provisioned().await;
    fill(&salon, size);
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder on the disk");
    let copy = folder.path().join("book.db");
    salon.store.backup(&copy).expect("a copy");

    let mut cost = [const { Vec::new() }; 5];
    for turn in 0..TURNS {
        cost[0].push(opened(&copy));
        cost[1].push(started(&mut salon).await);
        cost[2].push(timed(salon.engine().sync_now()).await);
        somebody_books(&salon, turn);
        cost[3].push(timed(salon.engine().sync_now()).await);
        cost[4].push(confirmed(&salon, turn).await);
        salon.stop().await;
    }
    cost.map(median)
}

fn opened(book: &Path) -> Duration {
    let began = Instant::now();
    let store = Store::open(book, Options::default()).expect("a book");
    let took = began.elapsed();
    drop(store);
    took
}

async fn started(salon: &mut Salon) -> Duration {
    let began = Instant::now();
    salon.start();
    salon.rest().await;
    began.elapsed()
}

async fn confirmed(salon: &Salon, turn: usize) -> Duration {
    let began = Instant::now();
    let id = salon.book_at(salon.cut, salon.anna, coming(salon, turn));
    salon.rest().await;
    let took = began.elapsed();
    assert_eq!(salon.marks(id), [PhaseState::Synced]);
    took
}

/// A customer books online.
fn somebody_books(salon: &Salon, turn: usize) {
    // What changed in the same second as the last look is read a second time anyway.
    salon.pass(SignedDuration::from_mins(5));
    let map = salon
        .store
        .read(|read| event_map::of_service(read, salon.cut));
    let map = map.expect("a map");
    let pair = map.iter().find(|pair| pair.staff == salon.mehmet);
    let online = NewBooking {
        event_type_id: pair.expect("an event type").event_type_id,
        start: coming(salon, turn),
        minutes: None,
        name: format!("Online {turn}"),
        email: format!("online.{turn}@kundin.example"),
        metadata: BTreeMap::new(),
    };
    salon.sim.book(online).expect("booked");
}

/// Days on which the salon is open and nobody has come yet.
fn coming(salon: &Salon, turn: usize) -> Timestamp {
    let wednesday: Timestamp = "2026-12-02T08:00:00Z".parse().unwrap();
    let turn = i64::try_from(turn).expect("few");
    let day = SignedDuration::from_hours(24 * 7 * (turn / 15));
    let start = wednesday
        .checked_add(day + SignedDuration::from_mins(30 * (turn % 15)))
        .unwrap();
    assert!(start > salon.now());
    start
}

async fn timed(work: impl Future<Output = ()>) -> Duration {
    let began = Instant::now();
    work.await;
    began.elapsed()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

/// A book that has been in use for long: men's cuts back to back with both stylists until yesterday, all of them booked in Cal.com.
fn fill(salon: &Salon, size: usize) {
    let customers: Result<Vec<_>, StoreError> = salon.store.write(|tx| {
        (0..CUSTOMERS)
            .map(|n| customers::insert(tx, &customer(n), salon.now()))
            .collect()
    });
    let customers = customers.expect("customers");
    let staff = [salon.anna, salon.mehmet];
    let numbers: Vec<usize> = (0..size).collect();
    for some in numbers.chunks(AT_ONCE) {
        let written: Result<(), StoreError> = salon.store.write(|tx| {
            some.iter().try_for_each(|n| {
                let customer = customers[n % CUSTOMERS];
                one(tx, salon, staff[n % 2], customer, (size - 1 - n) / 2)
            })
        });
        written.expect("written");
    }
}

fn customer(n: usize) -> NewCustomer {
    NewCustomer {
        uid: Uuid::now_v7(),
        name: format!("Kundin {n}"),
        folded: format!("kundin {n}"),
        phone: None,
        email: Some(format!("kundin.{n}@kundin.example")),
        note: String::new(),
    }
}

/// The `back`-th half hour before yesterday.
fn one(
    tx: &Tx<'_>,
    salon: &Salon,
    staff: StaffId,
    customer: salon::CustomerId,
    back: usize,
) -> Result<(), StoreError> {
    let before = i64::try_from(back).expect("a number") * 30 + 24 * 60;
    let start = salon.now().checked_sub(SignedDuration::from_mins(before));
    let start = start.expect("long ago");
    let span = Span::new(
        start,
        start.checked_add(SignedDuration::from_mins(30)).unwrap(),
    )
    .unwrap();
    let made = start.checked_sub(SignedDuration::from_hours(48)).unwrap();
    let appointment = NewAppointment {
        uid: Uuid::now_v7(),
        customer,
        service: salon.cut,
        when: When {
            staff,
            span,
            civil_start: start.to_zoned(TimeZone::get(ZONE).unwrap()).datetime(),
            zone: ZONE.to_owned(),
        },
        origin: Origin::Desk,
        note: String::new(),
        request_key: None,
    };
    let id = appointments::insert(tx, &appointment, made)?;
    let tooth = NewPhase {
        uid: Uuid::now_v7(),
        sequence: 0,
        planned: PlannedPhase {
            key: "A".to_owned(),
            name: "Schritt A".to_owned(),
            kind: PhaseKind::Staff { staff },
            span,
        },
        takes_time: true,
    };
    let phase = phases::insert(tx, id, &[tooth])?[0];
    task::want(tx, id, Priority::Backlog, made)?;
    phase::set(tx, phase, PhaseState::Synced, None, None, made)?;
    let known = BookingRow {
        uid: format!("grown-{}", id.0),
        booking_id: 1_000_000 + id.0,
        phase,
        staff: Some(staff),
        event_type_id: None,
        span,
        state: BookingState::Live,
        made_at: Some(made),
        remote_updated: None,
    };
    booking::remember(tx, &known, made)?;
    let task = task::find(tx, id)?.expect("just wanted");
    task::advance(tx, &task, &Move::Done { generation: 1 }, made).map(drop)
}
