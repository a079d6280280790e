//! The process is killed while bookings are in the air: started again, the book and Cal.com agree, and no segment was ever
//! booked twice.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout
)]

mod common;

use std::{
    collections::{BTreeMap, BTreeSet},
    thread::sleep,
    time::{Duration, Instant},
};

use calcom_sim::{FaultKind, FaultPlan, FaultRule};
use common::{Running, Salon, calendar::tuesday, dice::Dice};
use jiff::ToSpan as _;

/// Kills in one run.
const KILLS: u64 = 10;
/// Between the server's check and its writing.
const RACE: Duration = Duration::from_millis(30);
/// Between the server's writing and its answer.
const LATE: Duration = Duration::from_millis(300);

/// Answers about bookings come late, some never; some calls are lost on the way there.
fn bad_weather(seed: u64) -> FaultPlan {
    let booking = |probability, kind| FaultRule::on("POST", "/v2/bookings", probability, kind);
    let moving = "/v2/bookings/{uid}/reschedule";
    let rules = [
        booking(0.2, FaultKind::DropAfterCommit),
        booking(0.1, FaultKind::Refuse),
        booking(1.0, FaultKind::AnswerLate(LATE)),
        FaultRule::on("POST", moving, 0.2, FaultKind::DropAfterCommit),
        FaultRule::on("POST", moving, 1.0, FaultKind::AnswerLate(LATE)),
    ];
    FaultPlan::rules(seed, rules)
}

/// Three times a day from Tuesday on, this many minutes later.
fn start(nth: u64, minutes: u64) -> String {
    let day = tuesday()
        .checked_add(i64::try_from(nth / 3).unwrap().days())
        .unwrap();
    format!("{day}T{:02}:{minutes:02}", 9 + 3 * (nth % 3))
}

fn until(what: &str, happened: impl Fn() -> bool) {
    let deadline = Instant::now() + Duration::from_secs(30);
    while !happened() {
        assert!(Instant::now() < deadline, "waited in vain until {what}");
        sleep(Duration::from_millis(1));
    }
}

/// Starts what sends – the agent or `sync now`, in turns – and kills it at a random point of a booking's way: before it is
/// written, before it is answered, before the answer is recorded, after. The first time, surely before the answer.
fn send_and_kill(salon: &Salon, nth: u64, dice: &mut Dice) {
    let before = salon.stand_in.bookings().len();
    let words: &[&str] = if nth.is_multiple_of(2) {
        &["agent"]
    } else {
        &["sync", "now", "--wait"]
    };
    let sending = Running::start(salon.terminal.command(words));
    if nth == 0 {
        until("a segment is booked", || {
            salon.stand_in.bookings().len() > before
        });
    } else {
        until("a booking is in the air", || salon.stand_in.racing() > 0);
        let way = RACE + LATE + LATE / 2;
        sleep(Duration::from_millis(
            dice.below(u64::try_from(way.as_millis()).unwrap()),
        ));
    }
    sending.kill();
}

/// Live bookings that the book has not heard of.
fn unrecorded(salon: &Salon, appointments: &[i64]) -> usize {
    let segments = appointments.iter().flat_map(|id| salon.segments(*id));
    let known: BTreeSet<String> = segments
        .filter_map(|one| one["sync"]["booking_uid"].as_str().map(str::to_owned))
        .collect();
    salon
        .stand_in
        .live_bookings()
        .iter()
        .filter(|one| !known.contains(&one.uid))
        .count()
}

/// How often each segment was booked anew, by the segment's own name in the bookings' metadata. A moved booking is not new.
fn times_booked(salon: &Salon) -> BTreeMap<String, usize> {
    let mut times = BTreeMap::new();
    let all = salon.stand_in.bookings();
    for booking in all.iter().filter(|one| one.rescheduled_from.is_none()) {
        *times
            .entry(booking.metadata["crm_phase_id"].clone())
            .or_default() += 1;
    }
    times
}

#[test]
fn killed_ten_times_between_sending_and_recording_it_books_every_segment_once() {
    let mut dice = Dice::new();
    let salon = Salon::connected();
    salon.stand_in.set_race_window(Some(RACE));
    salon
        .stand_in
        .set_faults(bad_weather(dice.below(u64::from(u32::MAX))));
    let mut appointments = Vec::new();
    let mut caught = 0;
    for nth in 0..KILLS {
        appointments.push(salon.book("440", &start(nth, 0), "Monika Beispiel"));
        // The one before is moved, whatever its bookings have come to.
        if let Some(earlier) = nth.checked_sub(1) {
            let id = appointments[usize::try_from(earlier).unwrap()].to_string();
            salon.terminal.done(&["move", &id, &start(earlier, 15)]);
        }
        send_and_kill(&salon, nth, &mut dice);
        caught += usize::from(unrecorded(&salon, &appointments) > 0);
    }
    println!("killed {caught} of {KILLS} times while Cal.com knew more than the book");
    assert!(caught > 0);

    salon.stand_in.set_race_window(None);
    salon.stand_in.set_faults(FaultPlan::default());
    let sync = salon.terminal.say(&["sync", "now", "--wait"]);
    let review = salon.terminal.say(&["review", "--json"]).out;
    assert_eq!(sync.exit, 0, "{sync:?} {review}");
    salon.assert_in_step(&appointments);
    let twice: Vec<_> = times_booked(&salon)
        .into_iter()
        .filter(|(_, times)| *times > 1)
        .collect();
    assert!(twice.is_empty(), "{twice:?}");
}
