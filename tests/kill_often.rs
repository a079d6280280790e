//! The process is killed again and again, anywhere, while it syncs with a stand-in that is a process of its own: afterwards
//! book and Cal.com agree, and no segment was ever booked twice.
//!
//! A few rounds each time; `KAMM_KILLS=200` for as many as docs/RELIABILITY.md reports.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout
)]

mod common;

use std::{
    collections::BTreeMap,
    thread::sleep,
    time::{Duration, Instant},
};

use calcom_sim::{FaultKind, FaultPlan, FaultRule};
use common::{
    KEY, Running, Terminal,
    apart::{self, StandInApart},
    calendar::tuesday,
    dice::Dice,
};
use jiff::ToSpan as _;
use serde_json::Value;
use tempfile::TempDir;

/// Rounds without being asked for more.
const A_FEW: u64 = 6;
/// After so many rounds the line is mended and everything compared.
const LOOK_EVERY: u64 = 20;
/// Between the server's check and its writing.
const RACE: Duration = Duration::from_millis(20);
/// Between the server's writing and its answer.
const LATE: Duration = Duration::from_millis(150);

#[test]
#[ignore = "the stand-in of the other test"]
fn stands_in_for_calcom() {
    apart::serve(|sim| sim.set_race_window(Some(RACE)));
}

fn bad_weather(seed: u64) -> FaultPlan {
    let booking = |probability, kind| FaultRule::on("POST", "/v2/bookings", probability, kind);
    let rules = [
        booking(0.15, FaultKind::DropAfterCommit),
        booking(0.1, FaultKind::Refuse),
        booking(1.0, FaultKind::AnswerLate(LATE)),
        FaultRule::on(
            "POST",
            "/v2/bookings/{uid}/reschedule",
            0.2,
            FaultKind::DropAfterCommit,
        ),
        FaultRule::on(
            "POST",
            "/v2/bookings/{uid}/cancel",
            0.2,
            FaultKind::DropAfterCommit,
        ),
    ];
    FaultPlan::rules(seed, rules)
}

/// Three times a day, on days when the salon is open.
fn start(nth: u64, minutes: u64) -> String {
    let (week, day, hour) = (nth / 12, nth / 3 % 4, 9 + 3 * (nth % 3));
    let days = i64::try_from(week * 7 + day).unwrap();
    let date = tuesday().checked_add(days.days()).unwrap();
    format!("{date}T{hour:02}:{minutes:02}")
}

struct Desk {
    terminal: Terminal,
    stand_in: StandInApart,
    dice: Dice,
    booked: Vec<i64>,
    _home: TempDir,
}

impl Desk {
    fn open() -> Self {
        let home = TempDir::new().unwrap();
        let mut terminal = Terminal::at(home.path());
        let stand_in = StandInApart::start("stands_in_for_calcom");
        terminal.done(&["init", "--salon", "Friseur 1", "--sample"]);
        terminal.set("KAMM_CALCOM_KEY", KEY);
        terminal.done(&["connect", "--host", &stand_in.base_url()]);
        terminal.done(&["event-types", "apply"]);
        Self {
            terminal,
            stand_in,
            dice: Dice::new(),
            booked: Vec::new(),
            _home: home,
        }
    }

    /// What a receptionist does meanwhile: books one, and moves or calls off an earlier one.
    fn work(&mut self, nth: u64) {
        let start_at = start(nth, 0);
        let words = [
            "book",
            "440",
            &start_at,
            "--customer",
            "Monika Beispiel",
            "--staff",
            "Anna",
        ];
        let id = self.terminal.json(&words)["appointment"]["id"]
            .as_i64()
            .unwrap();
        if let Some(earlier) = self.booked.last().map(ToString::to_string) {
            match self.dice.below(4) {
                0 => {
                    self.terminal.done(&["cancel", &earlier]);
                }
                1 => {}
                _ => {
                    self.terminal.done(&["move", &earlier, &start(nth - 1, 15)]);
                }
            }
        }
        self.booked.push(id);
    }

    /// Lets it send and kills it: at any moment of its life, or just after the next write has gone out.
    fn send_and_kill(&mut self, nth: u64) {
        let words: &[&str] = match nth.is_multiple_of(2) {
            true => &["agent"],
            false => &["sync", "now", "--wait"],
        };
        let before = self.stand_in.writes();
        let sending = Running::start(self.terminal.command(words));
        let way = match self.dice.below(3) {
            0 => Duration::from_millis(800),
            _ => {
                until_a_write(&self.stand_in, before);
                RACE + LATE * 2
            }
        };
        let pause = self.dice.below(u64::try_from(way.as_millis()).unwrap());
        sleep(Duration::from_millis(pause));
        sending.kill();
    }

    /// With a good line: every segment has one live booking at its time, and nothing else is live.
    fn compare(&self) {
        self.stand_in.set_faults(&FaultPlan::default());
        let sync = self.terminal.say(&["sync", "now", "--wait"]);
        let review = self.terminal.say(&["review", "--json"]).out;
        assert_eq!(sync.exit, 0, "{sync:?} {review}");
        let mut wanted = BTreeMap::new();
        for id in &self.booked {
            let shown = self.terminal.json(&["show", &id.to_string()])["appointment"].clone();
            if shown["status"] == "cancelled" {
                continue;
            }
            for phase in shown["phases"].as_array().unwrap() {
                if phase["kind"] == "staff" {
                    assert_eq!(phase["sync"]["state"], "synced", "appointment {id}");
                    let start: jiff::Timestamp = phase["start"].as_str().unwrap().parse().unwrap();
                    wanted.insert(text(&phase["sync"]["booking_uid"]), start);
                }
            }
        }
        let all = self.stand_in.bookings();
        let live = all.iter().filter(|one| one["status"] == "accepted");
        let there: BTreeMap<String, jiff::Timestamp> = live
            .map(|one| (text(&one["uid"]), text(&one["start"]).parse().unwrap()))
            .collect();
        assert_eq!(wanted, there, "the book on the left, Cal.com on the right");
        let mut times: BTreeMap<String, usize> = BTreeMap::new();
        for booking in all.iter().filter(|one| one["rescheduled_from"].is_null()) {
            *times
                .entry(text(&booking["metadata"]["crm_phase_id"]))
                .or_default() += 1;
        }
        let twice: Vec<_> = times.iter().filter(|(_, times)| **times > 1).collect();
        assert!(twice.is_empty(), "{twice:?}");
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

/// A round without anything to send ends by itself; then there is nothing to wait for.
fn until_a_write(stand_in: &StandInApart, before: usize) {
    let deadline = Instant::now() + Duration::from_secs(20);
    while stand_in.writes() == before && Instant::now() < deadline {
        sleep(Duration::from_millis(2));
    }
}

#[test]
fn killed_at_any_moment_it_books_every_segment_once() {
    let rounds = std::env::var("KAMM_KILLS").map_or(A_FEW, |text| text.parse().expect("a number"));
    let mut desk = Desk::open();
    for nth in 0..rounds {
        let seed = desk.dice.below(u64::from(u32::MAX));
        desk.stand_in.set_faults(&bad_weather(seed));
        desk.work(nth);
        desk.send_and_kill(nth);
        if (nth + 1).is_multiple_of(LOOK_EVERY) {
            desk.compare();
        }
    }
    desk.compare();
    let sound = desk.terminal.json(&["doctor"]);
    println!(
        "killed {rounds} times; {} bookings in all; {sound}",
        desk.stand_in.bookings().len()
    );
}
