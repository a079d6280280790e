//! What a receptionist types.

use jiff::{
    SignedDuration, Timestamp,
    civil::Date,
    tz::{Dst, TimeZone},
};
use serde_json::json;

use crate::common::{
    Salon,
    calendar::{at, tuesday},
};

#[test]
fn an_appointment_moves_and_goes_with_all_its_segments() {
    let salon = Salon::connected();
    let id = salon.book("440", &at("10:00"), "Monika Beispiel");
    salon.terminal.done(&["sync", "now", "--wait"]);

    salon
        .terminal
        .done(&["move", &id.to_string(), &at("13:00")]);
    salon.terminal.done(&["sync", "now", "--wait"]);
    assert_eq!(salon.show(id)["from_minute"], 13 * 60);
    salon.assert_in_step(&[id]);

    let day = salon.terminal.json(&["day", &tuesday().to_string()]);
    assert_eq!(day["appointments"][0]["id"], id);
    assert_eq!(day["appointments"][0]["sync"], "synced");

    salon
        .terminal
        .done(&["cancel", &id.to_string(), "--reason", "krank"]);
    salon.terminal.done(&["sync", "now", "--wait"]);
    assert_eq!(salon.show(id)["status"], "cancelled");
    assert!(salon.stand_in.live_bookings().is_empty());
    let day = salon.terminal.json(&["day", &tuesday().to_string()]);
    assert_eq!(day["appointments"], json!([]));
}

#[test]
fn a_cancellation_is_taken_back_under_the_same_number_unless_the_time_is_gone() {
    let salon = Salon::connected();
    let terminal = &salon.terminal;
    let id = salon.book("440", &at("10:00"), "Monika Beispiel");
    let number = id.to_string();
    terminal.done(&["sync", "now", "--wait"]);
    terminal.done(&["cancel", &number]);
    terminal.done(&["sync", "now", "--wait"]);

    terminal.done(&["reinstate", &number]);
    terminal.done(&["sync", "now", "--wait"]);
    assert_eq!(salon.show(id)["status"], "booked");
    salon.assert_in_step(&[id]);

    terminal.done(&["cancel", &number]);
    salon.book("440", &at("10:00"), "Max Muster");
    let refused = terminal.say(&["reinstate", &number]);
    assert_eq!(refused.exit, 1, "{refused:?}");
    assert!(refused.err.contains("Max Muster"), "{refused:?}");
    assert_eq!(salon.show(id)["status"], "cancelled");
}

#[test]
fn the_same_key_of_a_script_books_once() {
    let salon = Salon::open();
    let time = at("10:00");
    let words = [
        "book",
        "440",
        &time,
        "--customer",
        "Monika Beispiel",
        "--staff",
        "Anna",
        "--once",
        "anruf-17",
    ];
    let (first, second) = (salon.terminal.json(&words), salon.terminal.json(&words));
    assert_eq!(first["appointment"]["id"], second["appointment"]["id"]);
}

#[test]
fn calcom_is_asked_before_the_promise_and_decides_nothing() {
    let salon = Salon::connected();
    let terminal = &salon.terminal;
    let book = |time: &str, more: &[&str]| {
        let start = at(time);
        let order = ["book", "Beratung", &start, "--staff", "Anna", "--customer"];
        terminal.json(&[&order, &["Monika Beispiel"][..], more].concat())
    };
    assert_eq!(book("09:30", &[])["asked"], json!(null), "nobody asked");
    let first = book("10:30", &["--ask"]);
    assert_eq!(first["asked"][0]["state"], "free");
    terminal.done(&["sync", "now", "--wait"]);

    // Its own booking is not in the way of an appointment that is moved.
    let id = first["appointment"]["id"].to_string();
    let shifted = terminal.json(&["move", &id, &at("10:35"), "--ask"]);
    assert_eq!(shifted["asked"][0]["state"], "free");
    terminal.done(&["sync", "now", "--wait"]);

    // Somebody moves it in Cal.com, and nobody here has heard of it.
    let live = salon.stand_in.live_bookings();
    let booking = live.iter().max_by_key(|booking| booking.start).unwrap();
    let later = booking.start + SignedDuration::from_hours(3);
    salon.stand_in.reschedule(&booking.uid, later).unwrap();
    let second = book("13:35", &["--ask"]);
    assert_eq!(second["asked"][0]["state"], "taken");
    assert_eq!(second["appointment"]["status"], "booked");

    salon.stand_in.cut();
    let start = at("15:30");
    let order = [
        "book",
        "Beratung",
        &start,
        "--staff",
        "Anna",
        "--ask",
        "--customer",
    ];
    let said = terminal
        .done(&[&order, &["Monika Beispiel"][..]].concat())
        .out;
    assert!(
        said.starts_with("Cal.com: nicht gefragt (offline)\n"),
        "{said}"
    );
}

#[test]
fn in_the_hour_that_is_there_twice_the_two_are_told_apart() {
    let salon = Salon::open();
    let night = autumn_night();
    let book = |start: &str, customer: &str| {
        let who = ["--customer", customer, "--staff", "Anna"];
        let words = [&["book", "Beratung", start, "--despite-warnings"], &who[..]].concat();
        salon.terminal.say(&words)
    };
    let unclear = book(&format!("{night}T02:30"), "Monika Beispiel");
    assert_eq!(unclear.exit, 1, "{unclear:?}");
    let summer = book(&format!("{night}T02:30:00+02:00"), "Monika Beispiel");
    assert!(summer.out.contains("02:30 A–02:45 A"), "{summer:?}");
    let winter = book(&format!("{night}T02:30:00+01:00"), "Max Muster");
    assert!(winter.out.contains("02:30 B–02:45 B"), "{winter:?}");
    let day = salon.terminal.done(&["day", &night.to_string()]).out;
    for line in ["02:30 A–02:45 A  Anna", "02:30 B–02:45 B  Anna"] {
        assert!(day.contains(line), "{day}");
    }
}

/// On which the clocks in Berlin are put back next.
fn autumn_night() -> Date {
    let zone = TimeZone::get("Europe/Berlin").unwrap();
    let changes = zone.following(Timestamp::now());
    let back = changes.filter(|change| change.dst() == Dst::No);
    let at = back.map(|change| change.timestamp()).next().unwrap();
    zone.to_datetime(at).date()
}
