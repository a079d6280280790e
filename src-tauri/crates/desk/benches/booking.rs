//! What a confirmed booking costs beside the least that a disk can do: the median of booking a composite of five phases
//! with all its rules, against one plain insert in one transaction of the same book, and against one page appended to a file
//! and synced. The three take turns, so that a slow moment of the disk hits all of them; ratios travel between machines,
//! milliseconds do not.
//!
//! `cargo bench -p desk --bench booking`

#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a benchmark that cannot set itself up has nothing to measure, and its numbers are its output"
)]

mod salon_of_ten;
mod stopwatch;

use std::{fs::File, io::Write, path::Path, time::Duration};

use desk::{
    Desk,
    request::{BookRequest, CustomerChoice},
};
use jiff::{SignedDuration, Timestamp};
use salon::{ServiceId, Span, StaffId};
use store::{
    Options, Store, StoreError,
    blocked::{self, BlockReason, NewBlockedTime},
};

use crate::{
    salon_of_ten::open_salon,
    stopwatch::{median, timed},
};

/// In the book before anything is measured: 25 000 phases.
const BEFORE: usize = 5_000;
const MEASURED: usize = 500;
const PAGE: [u8; 4096] = [7; 4096];

fn now() -> Timestamp {
    "2026-01-05T00:00:00Z".parse().expect("a time")
}

fn main() {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder on the disk");
    let store = Store::open(folder.path().join("book.db"), Options::default()).expect("a book");
    let (team, service) = open_salon(&store).expect("a salon");
    let desk = Desk::new(store.clone());
    let mut bookings = wishes(&team, service);
    for wish in bookings.by_ref().take(BEFORE) {
        desk.book(&wish, now()).expect("booked");
    }
    let mut file = File::create(folder.path().join("raw")).expect("a file");
    let (mut booked, mut inserted, mut synced) = (Vec::new(), Vec::new(), Vec::new());
    for (number, wish) in (0..).zip(bookings.take(MEASURED)) {
        booked.push(timed(|| drop(desk.book(&wish, now()).expect("booked"))));
        inserted.push(timed(|| insert_one(&store, number).expect("inserted")));
        synced.push(timed(|| append_one(&mut file).expect("synced")));
    }
    report(
        folder.path(),
        median(booked),
        median(inserted),
        median(synced),
    );
}

fn report(folder: &Path, booked: Duration, inserted: Duration, synced: Duration) {
    let ratio = |to: Duration| booked.as_secs_f64() / to.as_secs_f64();
    println!(
        "median of {MEASURED}, with {BEFORE} appointments in the book, in {}",
        folder.display()
    );
    println!("booking a composite       {booked:>10.1?}");
    println!(
        "one insert, one commit    {inserted:>10.1?}   booking is {:.2} ×",
        ratio(inserted)
    );
    println!(
        "one page, one fdatasync   {synced:>10.1?}   booking is {:.2} ×",
        ratio(synced)
    );
}

/// One row, one transaction, through the same writer.
fn insert_one(store: &Store, number: i64) -> Result<(), StoreError> {
    // Long ago, so that it stands in nobody's way.
    let start = "1990-01-01T00:00:00Z".parse::<Timestamp>().expect("a time");
    let start = start + SignedDuration::from_mins(number * 10);
    let new = NewBlockedTime {
        staff: StaffId(1),
        span: Span::from_minutes(start, 10).expect("a span"),
        reason: BlockReason::Break,
        note: String::new(),
        booking_uid: None,
    };
    store.write(|tx| blocked::insert(tx, &new)).map(drop)
}

fn append_one(file: &mut File) -> std::io::Result<()> {
    file.write_all(&PAGE)?;
    file.sync_data()
}

/// Three root colours a day for everybody, every day.
fn wishes(team: &[StaffId], service: ServiceId) -> impl Iterator<Item = BookRequest> {
    let first: jiff::civil::Date = "2026-01-06".parse().expect("a date");
    let days = first.series(jiff::Span::new().days(1));
    days.flat_map(move |date| ["09:00", "12:00", "15:00"].map(move |time| format!("{date}T{time}")))
        .flat_map(move |start| team.iter().map(move |staff| wish(service, *staff, &start)))
        .enumerate()
        .map(|(number, wish)| BookRequest {
            customer: CustomerChoice::New {
                name: format!("Gast {number}"),
                phone: None,
                email: None,
            },
            ..wish
        })
}

fn wish(service: ServiceId, staff: StaffId, start: &str) -> BookRequest {
    BookRequest {
        then: Vec::new(),
        customer: CustomerChoice::Known { id: 0 },
        service_id: service.0,
        staff_id: Some(staff.0),
        start: start.to_owned(),
        note: String::new(),
        lengths: Vec::new(),
        hold: None,
        despite_warnings: false,
        idempotency_key: None,
    }
}
