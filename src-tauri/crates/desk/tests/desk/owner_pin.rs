//! The owner's PIN: never in the book, and nothing to be guessed.

use desk::{Desk, DeskError};
use jiff::{SignedDuration, Timestamp};

use crate::reception::{Reception, now};

fn with_pin() -> Reception {
    let r = Reception::open();
    r.desk.set_pin("", Some("2718"), now()).unwrap();
    r
}

fn after(seconds: i64) -> Timestamp {
    now() + SignedDuration::from_secs(seconds)
}

fn code(outcome: Result<(), DeskError>) -> &'static str {
    outcome.unwrap_err().code()
}

/// How long the next try has to wait, as the refusal says.
fn wait(outcome: Result<(), DeskError>) -> u64 {
    outcome.unwrap_err().details().unwrap()["wait_seconds"]
        .as_u64()
        .unwrap()
}

#[test]
fn without_a_pin_nothing_is_asked() {
    let r = Reception::open();
    assert!(!r.desk.pin(now()).unwrap().set);
    r.desk.enter_pin("", now()).unwrap();
}

#[test]
fn a_pin_opens_and_another_one_does_not() {
    let r = with_pin();
    assert!(r.desk.pin(now()).unwrap().set);
    assert_eq!(code(r.desk.enter_pin("2719", now())), "pin_wrong");
    assert_eq!(code(r.desk.enter_pin("", now())), "pin_wrong");
    r.desk.enter_pin("2718", now()).unwrap();
}

#[test]
fn a_pin_is_changed_or_taken_away_by_whoever_knows_it() {
    let r = with_pin();
    let change = |current, new| r.desk.set_pin(current, new, now());
    assert_eq!(code(change("0000", Some("3141"))), "pin_wrong");
    assert_eq!(code(change("0000", None)), "pin_wrong");
    change("2718", Some("3141")).unwrap();
    assert_eq!(code(r.desk.enter_pin("2718", now())), "pin_wrong");
    change("3141", None).unwrap();
    assert!(!r.desk.pin(now()).unwrap().set);
}

#[test]
fn a_pin_is_4_to_12_digits() {
    let r = Reception::open();
    for odd in ["", "123", "1234567890123", "12 34", "abcd", "１２３４"] {
        assert_eq!(
            code(r.desk.set_pin("", Some(odd), now())),
            "invalid_pin",
            "{odd}"
        );
    }
}

#[test]
fn the_book_holds_an_argon2id_hash_and_never_the_pin() {
    let r = Reception::open();
    r.desk.set_pin("", Some("271828182845"), now()).unwrap();
    let book = std::fs::read(r.file()).unwrap();
    let log = std::fs::read(r.file().with_extension("db-wal")).unwrap();
    let text = String::from_utf8_lossy(&[book, log].concat()).into_owned();
    assert!(text.contains("$argon2id$v=19$"));
    assert!(!text.contains("271828182845"));
}

#[test]
fn wrong_tries_have_to_wait_ever_longer_and_then_not_even_the_right_one_is_looked_at() {
    let r = with_pin();
    let wrong = |at| r.desk.enter_pin("0000", at);
    let waits = [0; 5].map(|at| wait(wrong(after(at))));
    assert_eq!(waits, [0, 0, 0, 0, 30]);
    assert_eq!(code(r.desk.enter_pin("2718", after(29))), "pin_closed");
    assert_eq!(wait(r.desk.enter_pin("2718", after(10))), 20);
    assert_eq!(wait(wrong(after(30))), 60, "the wait grows");
    r.desk.enter_pin("2718", after(90)).unwrap();
    assert_eq!(wait(wrong(after(91))), 0, "a right one begins anew");
}

#[test]
fn the_wait_survives_a_restart_and_a_clock_that_was_set_back() {
    let r = with_pin();
    for _ in 0..5 {
        r.desk.enter_pin("0000", now()).unwrap_err();
    }
    let restarted = Desk::new(r.store.clone());
    assert_eq!(restarted.pin(after(12)).unwrap().wait_seconds, 18);
    assert_eq!(restarted.pin(after(-86_400)).unwrap().wait_seconds, 30);
}

#[test]
fn a_forgotten_pin_is_taken_away_with_its_wait() {
    let r = with_pin();
    for _ in 0..5 {
        r.desk.enter_pin("0000", now()).unwrap_err();
    }
    r.desk.forget_pin(now()).unwrap();
    r.desk.enter_pin("", now()).unwrap();
}
