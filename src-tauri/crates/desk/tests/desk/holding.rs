use desk::{HOLD_SECONDS, request::HoldRequest};
use jiff::{SignedDuration, Timestamp};

use crate::reception::{Reception, check, named, now, propose, refused};

fn hold(r: &Reception, start: &str, token: Option<&str>) -> HoldRequest {
    HoldRequest {
        then: Vec::new(),
        service_id: r.colour,
        staff_id: Some(r.anna),
        start: start.to_owned(),
        lengths: Vec::new(),
        token: token.map(str::to_owned),
    }
}

fn after(seconds: i64) -> Timestamp {
    now() + SignedDuration::from_secs(seconds)
}

#[test]
fn a_held_time_is_refused_to_others_for_five_minutes() {
    let r = Reception::open();
    let held = r
        .desk
        .hold(&hold(&r, "2026-11-27T09:30", None), now())
        .unwrap();
    assert_eq!(HOLD_SECONDS, 300);
    assert_eq!(held.expires, "2026-11-20T10:05:00+01:00");

    let wish = r.wish(r.cut, r.anna, "2026-11-27T09:30");
    assert_eq!(
        refused(r.desk.book(&wish, after(299))),
        ("refused", vec!["held".to_owned()], vec![])
    );
    let (code, ..) = refused(r.desk.hold(&hold(&r, "2026-11-27T09:40", None), after(299)));
    assert_eq!(code, "held");
    r.desk.book(&wish, after(300)).unwrap();
}

#[test]
fn the_gap_of_a_held_time_is_free() {
    let r = Reception::open();
    r.desk
        .hold(&hold(&r, "2026-11-27T09:30", None), now())
        .unwrap();
    r.book(r.cut, r.anna, "2026-11-27T10:00");
}

#[test]
fn the_form_that_holds_books_and_gives_its_hold_up() {
    let r = Reception::open();
    let held = r
        .desk
        .hold(&hold(&r, "2026-11-27T09:30", None), now())
        .unwrap();
    let mut wish = r.wish(r.colour, r.anna, "2026-11-27T09:30");
    wish.hold = Some(held.token.clone());
    let booked = r.desk.book(&wish, now()).unwrap().appointment;

    // Elsewhere by now, the time is free again: nothing holds it.
    let elsewhere = crate::reception::moved(booked.id, "2026-11-27T14:00");
    r.desk.move_appointment(&elsewhere, now()).unwrap();
    let mut other = r.wish(r.colour, r.anna, "2026-11-27T09:30");
    other.customer = named("Max Muster");
    r.desk.book(&other, now()).unwrap();
}

#[test]
fn the_own_hold_does_not_stand_in_the_way_of_looking() {
    let r = Reception::open();
    let held = r
        .desk
        .hold(&hold(&r, "2026-11-27T09:00", None), now())
        .unwrap();

    let mut looking = check(r.colour, r.anna, "2026-11-27T09:00");
    assert!(!r.desk.check(&looking, now()).unwrap().fits);
    looking.hold = Some(held.token.clone());
    assert!(r.desk.check(&looking, now()).unwrap().fits);

    let mut wish = propose(r.colour, Some(r.anna), "2026-11-27");
    let first =
        |wish: &desk::request::ProposeRequest| r.desk.propose(wish, now()).unwrap().remove(0).start;
    assert_eq!(first(&wish), "2026-11-27T11:40:00+01:00");
    wish.hold = Some(held.token);
    assert_eq!(first(&wish), "2026-11-27T09:00:00+01:00");
}

#[test]
fn a_form_that_changes_its_mind_holds_only_the_new_time() {
    let r = Reception::open();
    let first = r
        .desk
        .hold(&hold(&r, "2026-11-27T09:30", None), now())
        .unwrap();
    let second = r
        .desk
        .hold(&hold(&r, "2026-11-27T09:40", Some(&first.token)), after(60))
        .unwrap();
    assert_eq!(second.token, first.token);
    assert_eq!(second.expires, "2026-11-20T10:06:00+01:00");
    r.desk
        .hold(
            &hold(&r, "2026-11-27T13:00", Some(&second.token)),
            after(60),
        )
        .unwrap();
    r.book(r.colour, r.anna, "2026-11-27T09:30");
}

#[test]
fn nobody_chooses_their_own_token() {
    let r = Reception::open();
    let held = r
        .desk
        .hold(&hold(&r, "2026-11-27T09:30", Some("mine")), now())
        .unwrap();
    assert_ne!(held.token, "mine");
}

#[test]
fn a_hold_is_given_up_twice_without_harm() {
    let r = Reception::open();
    let held = r
        .desk
        .hold(&hold(&r, "2026-11-27T09:30", None), now())
        .unwrap();
    for _ in 0..2 {
        r.desk.release_hold(&held.token).unwrap();
    }
    r.book(r.colour, r.anna, "2026-11-27T09:30");
}

#[test]
fn what_is_booked_cannot_be_held() {
    let r = Reception::open();
    r.book(r.cut, r.anna, "2026-11-27T09:30");
    let before = r.dump();
    let (code, reasons, _) = refused(r.desk.hold(&hold(&r, "2026-11-27T09:30", None), now()));
    assert_eq!((code, reasons), ("refused", vec!["staff_busy".to_owned()]));
    assert_eq!(r.dump(), before);
}
