//! Bad input gets its code and changes nothing.

use desk::{
    DeskError,
    request::{BookRequest, CustomerChoice, HoldRequest},
};

use crate::reception::{Reception, cancelled, check, moved, named, now, propose, taking};

fn spoilt(r: &Reception, spoil: impl FnOnce(&mut BookRequest)) -> Result<(), DeskError> {
    let mut wish = r.wish(r.colour, r.anna, "2026-11-27T14:00");
    spoil(&mut wish);
    r.desk.book(&wish, now()).map(drop)
}

fn contact(phone: &str, email: &str) -> CustomerChoice {
    CustomerChoice::New {
        name: "Erika Muster".to_owned(),
        phone: Some(phone.to_owned()),
        email: Some(email.to_owned()),
    }
}

#[test]
fn a_booking_that_cannot_be_changes_nothing() {
    let r = Reception::open();
    r.book(r.colour, r.anna, "2026-11-27T09:30");
    let before = r.dump();

    let cases: Vec<(&str, Result<(), DeskError>)> = vec![
        (
            "invalid_name",
            spoilt(&r, |w| w.customer = named(" \u{200d} ")),
        ),
        (
            "invalid_name",
            spoilt(&r, |w| w.customer = named(&"x".repeat(101))),
        ),
        (
            "invalid_phone",
            spoilt(&r, |w| w.customer = contact("0151", "")),
        ),
        (
            "invalid_email",
            spoilt(&r, |w| w.customer = contact("", "jürgen@kundin.example")),
        ),
        (
            "unknown_customer",
            spoilt(&r, |w| w.customer = CustomerChoice::Known { id: 99 }),
        ),
        ("note_too_long", spoilt(&r, |w| w.note = "x".repeat(10_000))),
        ("unknown_service", spoilt(&r, |w| w.service_id = 99)),
        ("unknown_staff", spoilt(&r, |w| w.staff_id = Some(99))),
        (
            "invalid_time",
            spoilt(&r, |w| w.start = "morgen um zehn".to_owned()),
        ),
        (
            "invalid_time",
            spoilt(&r, |w| w.start = "2026-11-27T14:00:30".to_owned()),
        ),
        (
            "refused",
            spoilt(&r, |w| w.start = "2026-11-27T09:00".to_owned()),
        ),
        ("refused", spoilt(&r, |w| w.staff_id = Some(r.lena))),
        (
            "warnings",
            spoilt(&r, |w| w.start = "2020-01-03T10:00".to_owned()),
        ),
        (
            "warnings",
            spoilt(&r, |w| w.start = "2026-11-30T10:00".to_owned()),
        ),
        (
            "unknown_part",
            spoilt(&r, |w| w.lengths = vec![taking("GAP_Z", 10)]),
        ),
        (
            "part_too_long",
            spoilt(&r, |w| w.lengths = vec![taking("GAP_A", 60_000)]),
        ),
        (
            "segment_without_time",
            spoilt(&r, |w| w.lengths = vec![taking("A", 0)]),
        ),
    ];
    for (code, answer) in cases {
        assert_eq!(answer.unwrap_err().code(), code);
        assert_eq!(r.dump(), before, "{code}");
    }
    assert!(spoilt(&r, |_| {}).is_ok(), "nothing else was wrong with it");
    assert_ne!(r.dump(), before, "and the comparison sees a booking");
}

#[test]
fn other_requests_that_cannot_be_change_nothing() {
    let r = Reception::open();
    let booked = r.book(r.colour, r.anna, "2026-11-27T09:30").id;
    let before = r.dump();
    let desk = &r.desk;

    let mut endless = cancelled(booked);
    endless.reason = "x".repeat(501);
    let mut strange_move = moved(booked, "2026-11-27T14:00");
    strange_move.lengths = vec![taking("Z", 5)];
    let mut unknown_move = check(0, 99, "2026-11-27T14:00");
    unknown_move.appointment_id = Some(99);
    let hold = HoldRequest {
        then: Vec::new(),
        service_id: 99,
        staff_id: None,
        start: "2026-11-27T14:00".to_owned(),
        lengths: Vec::new(),
        token: None,
    };

    let cases = [
        ("note_too_long", desk.cancel(&endless, now()).map(drop)),
        (
            "unknown_part",
            desk.move_appointment(&strange_move, now()).map(drop),
        ),
        (
            "invalid_time",
            desk.move_appointment(&moved(booked, ""), now()).map(drop),
        ),
        (
            "warnings",
            desk.move_appointment(&moved(booked, "2026-11-27T17:00"), now())
                .map(drop),
        ),
        ("unknown_service", desk.hold(&hold, now()).map(drop)),
        (
            "unknown_service",
            desk.check(&check(0, r.anna, "2026-11-27T14:00"), now())
                .map(drop),
        ),
        (
            "unknown_appointment",
            desk.check(&unknown_move, now()).map(drop),
        ),
        (
            "unknown_service",
            desk.propose(&propose(99, None, "2026-11-27"), now())
                .map(drop),
        ),
        (
            "invalid_time",
            desk.propose(&propose(r.cut, None, "27.11.2026"), now())
                .map(drop),
        ),
        (
            "refused",
            desk.propose(&propose(r.cut, Some(r.lena), "2026-11-27"), now())
                .map(drop),
        ),
        ("unknown_appointment", desk.appointment(99, now()).map(drop)),
        ("invalid_time", desk.day("heute", now()).map(drop)),
        ("invalid_time", desk.day("9999-12-31", now()).map(drop)),
    ];
    for (code, answer) in cases {
        assert_eq!(answer.unwrap_err().code(), code);
        assert_eq!(r.dump(), before, "{code}");
    }
}

#[test]
fn the_length_of_a_note_is_said() {
    let r = Reception::open();
    let error = spoilt(&r, |w| w.note = "x".repeat(10_000)).unwrap_err();
    assert_eq!(
        error.details(),
        Some(serde_json::json!({ "length": 10_000, "limit": 2_000 }))
    );
}

#[test]
fn names_of_all_the_world_come_back_as_they_were_given() {
    let r = Reception::open();
    let mut wish = r.wish(r.cut, r.anna, "2026-11-27T14:00");
    wish.note = "😀\n\u{645}\u{631}\u{62d}\u{628}\u{627}".to_owned();
    wish.customer = named("שרה 💇🏽\u{200d}♀️ O'Brien");
    let booked = r.desk.book(&wish, now()).unwrap().appointment;
    assert_eq!(booked.customer.name, "שרה 💇🏽\u{200d}♀️ O'Brien");
    assert_eq!(booked.note, wish.note);
}
