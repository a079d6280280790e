//! A new PC, from outside: an empty folder, the salon's key, and `kamm rebuild`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

mod common;

use common::{
    KEY, Running, Salon, Terminal,
    calendar::{at, tuesday},
};
use jiff::{ToSpan as _, civil::Date};
use serde_json::{Value, json};
use tempfile::TempDir;

/// Another machine of the salon: connected, with nothing in its book.
fn new_pc(salon: &Salon, home: &TempDir) -> Terminal {
    let mut terminal = Terminal::at(home.path());
    terminal.set("KAMM_CALCOM_KEY", KEY);
    terminal.done(&["init", "--salon", "Friseur 1"]);
    terminal.done(&["connect", "--host", &salon.stand_in.base_url()]);
    salon.stand_in.forget_calls();
    terminal
}

/// What somebody at the desk sees of a day; rows have numbers of their own in each book, and colours are not in Cal.com.
fn day(terminal: &Terminal, date: Date) -> Vec<Value> {
    let day = terminal.json(&["day", &date.to_string()]);
    let phase = |one: &Value| {
        let booking = &one["sync"]["booking_uid"];
        json!([
            one["key"],
            one["name"],
            one["staff_name"],
            one["start"],
            one["end"],
            one["bookable"],
            booking
        ])
    };
    let appointment = |one: &Value| {
        let phases: Vec<Value> = one["phases"]
            .as_array()
            .unwrap()
            .iter()
            .map(phase)
            .collect();
        let who = [
            &one["customer"]["name"],
            &one["customer"]["phone"],
            &one["staff_name"],
        ];
        let what = [
            &one["service"]["number"],
            &one["service"]["name"],
            &one["origin"],
            &one["sync"],
        ];
        json!([who, what, one["start"], one["end"], phases])
    };
    let all = day["appointments"].as_array().unwrap().iter();
    all.map(appointment).collect()
}

#[test]
fn an_empty_book_becomes_the_salons_book_and_no_other_book_does() {
    let salon = Salon::connected();
    let old = &salon.terminal;
    salon.book("440", &at("10:00"), "Monika Beispiel");
    // In her gap or after her, moved to another day, gone: as they are now, not as they were.
    let moved = salon
        .book("Beratung", &at("14:00"), "Max Muster")
        .to_string();
    let gone = salon
        .book("Beratung", &at("16:00"), "Erika Muster")
        .to_string();
    old.done(&["sync", "now", "--wait"]);
    let next_day = tuesday().checked_add(1.days()).unwrap();
    old.done(&["move", &moved, &format!("{next_day}T11:00")]);
    old.done(&["cancel", &gone]);
    old.done(&["sync", "now", "--wait"]);

    let home = TempDir::new().unwrap();
    let new = new_pc(&salon, &home);
    let preview = new.say(&["rebuild", "--dry-run", "--json"]);
    assert_eq!(
        preview.exit, 3,
        "services nobody booked need a person: {preview:?}"
    );
    let preview = preview.document();
    assert_eq!(
        (&preview["appointments"], &preview["bookings"]),
        (&json!(2), &json!(5))
    );
    assert_eq!(
        day(&new, tuesday()),
        [json!(null); 0],
        "a preview only looks"
    );

    let told = new.say(&["rebuild", "--json"]);
    assert_eq!((told.exit, told.document()), (3, preview));
    for date in [tuesday(), next_day] {
        assert_eq!(day(&new, date), day(old, date));
    }
    assert_eq!(day(&new, tuesday()).len(), 1);
    new.done(&["sync", "now", "--wait"]);
    assert_eq!(salon.stand_in.writes(), 0, "nothing is written in Cal.com");

    for full in [&new, old] {
        let refused = full.say(&["rebuild"]);
        assert_eq!(refused.exit, 1, "{refused:?}");
        assert!(refused.err.contains("Nur ein leeres Buch"), "{refused:?}");
        assert_eq!(full.say(&["rebuild", "--json"]).code(), "book_not_empty");
    }
}

#[test]
fn killed_in_the_middle_a_rebuild_goes_on_to_the_same_book() {
    // Enough for several batches, from Tuesdays to Fridays.
    const APPOINTMENTS: i64 = 60;
    let date = |nth: i64| {
        tuesday()
            .checked_add((nth / 12 * 7 + nth % 12 / 3).days())
            .unwrap()
    };
    let salon = Salon::connected();
    for nth in 0..APPOINTMENTS {
        let start = format!("{}T{:02}:00", date(nth), 9 + 3 * (nth % 3));
        salon.book("440", &start, "Monika Beispiel");
    }
    salon.terminal.done(&["sync", "now", "--wait"]);
    let home = TempDir::new().unwrap();
    let new = new_pc(&salon, &home);

    let mut rebuilding = Running::start(new.command(&["rebuild"]));
    assert_eq!(rebuilding.line(), "100 / 240 Buchungen");
    rebuilding.kill();
    // Refused if it had come to its end.
    let again = new.say(&["rebuild", "--json"]);

    assert_eq!(again.document()["appointments"], APPOINTMENTS, "{again:?}");
    for nth in (0..APPOINTMENTS).step_by(3) {
        let there = day(&new, date(nth));
        assert_eq!(there.len(), 3);
        assert_eq!(there, day(&salon.terminal, date(nth)));
    }
    new.done(&["sync", "now", "--wait"]);
    assert_eq!(salon.stand_in.writes(), 0);
}
