//! The whole program from outside: the real binary as processes of its own, its book in a folder of the test's own, and a
//! stand-in Cal.com that the test holds in its hands.
#![allow(
    dead_code,
    unused_imports,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may end at the first surprise, and each file uses its own part of this"
)]

pub mod apart;
pub mod calendar;
pub mod dice;
pub mod disk;
pub mod dump;
pub mod running;
pub mod stand_in;
pub mod terminal;

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde_json::Value;
use tempfile::TempDir;

pub use running::Running;
pub use stand_in::StandIn;
pub use terminal::{Said, Terminal};

/// The owner's key in the stand-in.
pub const KEY: &str = calcom_sim::DEMO_KEY;

/// A salon with the sample services, its terminal and its Cal.com.
pub struct Salon {
    pub stand_in: StandIn,
    pub terminal: Terminal,
    _home: TempDir,
}

impl Salon {
    /// A new book with the sample salon in it; no account.
    pub fn open() -> Self {
        Self::open_in(TempDir::new().unwrap())
    }

    /// The same in a folder that was made ready for it.
    pub fn open_in(home: TempDir) -> Self {
        let terminal = Terminal::at(home.path());
        terminal.done(&["init", "--salon", "Friseur 1", "--sample"]);
        Self {
            stand_in: StandIn::start(),
            terminal,
            _home: home,
        }
    }

    /// Connected as on a machine without a keychain, with an event type for every segment, and no calls counted yet.
    pub fn connected() -> Self {
        Self::open().with_account()
    }

    /// The same for a salon that is open already.
    pub fn with_account(mut self) -> Self {
        let salon = &mut self;
        salon.terminal.set("KAMM_CALCOM_KEY", KEY);
        salon
            .terminal
            .done(&["connect", "--host", &salon.stand_in.base_url()]);
        salon.terminal.done(&["event-types", "apply"]);
        salon.stand_in.forget_calls();
        self
    }

    /// Books service 440 (four segments and a gap) or another one with Anna; answers the appointment's number.
    pub fn book(&self, service: &str, start: &str, customer: &str) -> i64 {
        let words = [
            "book",
            service,
            start,
            "--customer",
            customer,
            "--staff",
            "Anna",
        ];
        self.terminal.json(&words)["appointment"]["id"]
            .as_i64()
            .unwrap()
    }

    /// The appointment as `kamm show` has it.
    pub fn show(&self, id: i64) -> Value {
        self.terminal.json(&["show", &id.to_string()])["appointment"].clone()
    }

    /// Its segments, without gaps.
    pub fn segments(&self, id: i64) -> Vec<Value> {
        let appointment = self.show(id);
        let phases = appointment["phases"].as_array().unwrap().iter();
        phases
            .filter(|phase| phase["kind"] == "staff")
            .cloned()
            .collect()
    }

    /// Every segment of these appointments is marked as synced and has one live booking, at its time; nothing else is live.
    pub fn assert_in_step(&self, appointments: &[i64]) {
        let segments: Vec<Value> = appointments
            .iter()
            .flat_map(|id| self.segments(*id))
            .collect();
        let states: Vec<&str> = segments
            .iter()
            .map(|one| one["sync"]["state"].as_str().unwrap())
            .collect();
        assert!(states.iter().all(|state| *state == "synced"), "{states:?}");
        let in_book: BTreeMap<String, Timestamp> = segments
            .iter()
            .map(|one| {
                let uid = one["sync"]["booking_uid"].as_str().unwrap().to_owned();
                (uid, one["start"].as_str().unwrap().parse().unwrap())
            })
            .collect();
        let live = self.stand_in.live_bookings();
        let there: BTreeMap<String, Timestamp> =
            live.into_iter().map(|one| (one.uid, one.start)).collect();
        assert_eq!(
            in_book.len(),
            segments.len(),
            "two segments share a booking"
        );
        assert_eq!(in_book, there, "the book on the left, Cal.com on the right");
    }
}
