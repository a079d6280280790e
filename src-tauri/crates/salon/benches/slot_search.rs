//! How long the search takes in a book that has grown for years: 100 000 stored phases, 10 stylists, 60 days ahead.
//!
//! `cargo bench -p salon --bench slot_search`

// Criterion's macros make an undocumented function; a bench that cannot set itself up has nothing to measure.
#![allow(missing_docs, clippy::expect_used)]

use criterion::{Criterion, criterion_group, criterion_main};
use jiff::{SignedDuration, Timestamp, civil::Weekday, tz::TimeZone};
use salon::{
    Comb, Diary, Gap, Lengths, Part, Performer, Search, Segment, SegmentKey, Service, ServiceId,
    Span, SpanSet, StaffDiary, StaffId, Stretch, WorkingTime, rank, search::slots, team,
};

const STYLISTS: i64 = 10;
const PHASES_EACH: i64 = 10_000;
/// Twelve segments a day leave room between them and fill about 800 working days.
const PHASES_A_DAY: i64 = 12;

fn week() -> WorkingTime {
    let mut hours = WorkingTime::default();
    let day = Stretch::new(9 * 60, 18 * 60 + 30).expect("a day");
    for offset in 2..=6 {
        let weekday = Weekday::from_monday_one_offset(offset).expect("a weekday");
        hours.add_weekly(weekday, day);
    }
    hours
}

/// Segments of 20 to 40 minutes with 5 to 20 free minutes after them, different for everybody.
fn booked(staff: i64, first_day: Timestamp) -> Vec<Span> {
    (0..PHASES_EACH)
        .map(|n| {
            let (day, slot) = (n / PHASES_A_DAY, n % PHASES_A_DAY);
            let jitter = (n * 7 + staff * 13) % 4 * 5;
            let minutes = day * 1440 + 8 * 60 + slot * 45 + jitter;
            let start = first_day + SignedDuration::from_mins(minutes);
            Span::from_minutes(start, 20 + u16::try_from(n % 3).unwrap_or(0) * 5).expect("a span")
        })
        .collect()
}

fn segment(key: &str, minutes: u16, hand_over: bool) -> Part {
    let all = (1..=STYLISTS).map(|staff| Performer {
        staff: StaffId(staff),
        minutes: None,
    });
    Part::Segment(Segment {
        key: SegmentKey::parse(key).expect("a key"),
        name: key.to_owned(),
        minutes,
        performers: all.collect(),
        hand_over,
    })
}

fn service(parts: Vec<Part>) -> Service {
    Service {
        id: ServiceId(440),
        number: Some(440),
        name: "Ansatzfärbung".to_owned(),
        category: String::new(),
        colour: "copper".to_owned(),
        price_cents: None,
        public: true,
        parts,
    }
}

/// 15 |30| 20, the second segment by whoever of ten is free: 100 teams.
fn colour(hand_over: bool) -> Vec<Comb> {
    let gap = Part::Gap(Gap {
        minutes: 30,
        bookable: true,
    });
    let service = service(vec![
        segment("A", 15, false),
        gap,
        segment("B", 20, hand_over),
    ]);
    team::combs_of_any(&service, &Lengths::new()).expect("combs")
}

fn slot_search(c: &mut Criterion) {
    let zone = TimeZone::get("Europe/Berlin").expect("the zone");
    let first_day: Timestamp = "2025-01-01T00:00:00Z".parse().expect("a time");
    let phases: Vec<_> = (1..=STYLISTS)
        .map(|staff| booked(staff, first_day))
        .collect();
    let staff = (1..=STYLISTS).zip(&phases).map(|(staff, spans)| {
        let taken: SpanSet = spans.iter().copied().collect();
        let hours = week();
        let diary = StaffDiary {
            hours,
            taken,
            gaps: Vec::new(),
        };
        (StaffId(staff), diary)
    });
    let diary = Diary {
        staff: staff.collect(),
    };
    let now = first_day + SignedDuration::from_hours(24 * 400);
    let range = Span::new(now, now + SignedDuration::from_hours(24 * 60)).expect("60 days");
    let (plain, handed_over) = (colour(false), colour(true));
    let search = |combs| Search {
        combs,
        range,
        now,
        zone: &zone,
    };

    let mut group = c.benchmark_group("slot_search");
    group.bench_function("any of 10 stylists, 60 days, 100 000 phases", |b| {
        b.iter(|| slots(&search(&plain), &diary));
    });
    group.bench_function("the same with hand-over, 100 teams", |b| {
        b.iter(|| slots(&search(&handed_over), &diary));
    });
    group.bench_function("five proposals of what was found", |b| {
        let found = slots(&search(&handed_over), &diary);
        b.iter(|| rank::best(&found, &diary, &zone, 5));
    });
    group.bench_function("sorting 100 000 phases into a diary", |b| {
        b.iter(|| {
            let sets = phases
                .iter()
                .map(|spans| spans.iter().copied().collect::<SpanSet>());
            sets.collect::<Vec<_>>()
        });
    });
    group.finish();
}

criterion_group!(benches, slot_search);
criterion_main!(benches);
