//! What the journal says about the synchronisation.

use jiff::SignedDuration;
use salon::AppointmentId;
use store::{
    appointments::Origin,
    sync::{
        OperationKind, OperationState, Priority,
        health::{self, MinuteTally, Spread, Stretch, Tally},
        operation::{self, Answer, NewOperation},
        phase, task, want,
    },
};

use crate::fixture::{Salon, at, read, span, write};

/// An appointment of one segment, wanted in that minute.
fn wanted(salon: &Salon, from: i64, minute: i64) -> AppointmentId {
    let id = salon.book(&[(salon.works(), from, from + 30)]).unwrap();
    write(&salon.store, |tx| {
        want(tx, id, Priority::Interactive, at(minute))
    });
    id
}

/// A call sent at `sent` seconds and settled at `settled` seconds after minute 0.
fn call(
    salon: &Salon,
    of: AppointmentId,
    sent: i64,
    settled: i64,
    state: OperationState,
    answer: Answer<'_>,
) {
    let second = |n| at(0) + SignedDuration::from_secs(n);
    write(&salon.store, |tx| {
        let create = NewOperation {
            task: task::find(tx, of)?.unwrap().id,
            phase: phase::of(tx, of)?[0].phase,
            kind: OperationKind::Create,
            event_type_id: Some(1),
            booking_uid: None,
            span: Some(span(0, 30)),
            attempt: 0,
            boot: "a run",
        };
        let id = operation::journal(tx, &create, second(sent))?;
        operation::note(tx, id, state, answer, second(settled))
    });
}

fn code(code: &str) -> Answer<'_> {
    Answer {
        code: Some(code),
        ..Answer::default()
    }
}

#[test]
fn what_was_never_sent_is_neither_success_nor_failure() {
    let salon = Salon::new();
    let id = wanted(&salon, 60, 0);
    let none = Answer::default;
    call(&salon, id, 1, 2, OperationState::NotSent, code("dns"));
    call(
        &salon,
        id,
        10,
        11,
        OperationState::Refused,
        code("slot_taken"),
    );
    call(&salon, id, 20, 31, OperationState::Absent, none());
    call(
        &salon,
        id,
        40,
        41,
        OperationState::Refused,
        code("slot_taken"),
    );
    call(&salon, id, 50, 51, OperationState::Done, none());
    let tally = read(&salon.store, |read| health::tally(read, at(0)));
    let wanted = Tally {
        done: 1,
        failed: 3,
        not_sent: 1,
    };
    assert_eq!(tally, wanted);
    let codes = read(&salon.store, |read| health::codes(read, at(0)));
    let wanted = [("slot_taken".to_owned(), 2), ("server_error".to_owned(), 1)];
    assert_eq!(codes, wanted);
    let later = read(&salon.store, |read| health::tally(read, at(1)));
    assert_eq!(later, Tally::default(), "all that was before");
}

#[test]
fn a_wish_is_as_old_as_its_first_trace() {
    let salon = Salon::new();
    let (done, absent) = (OperationState::Done, OperationState::Absent);
    let none = Answer::default;
    // Wanted in minute 0, tried in vain, confirmed after 90 s.
    let slow = wanted(&salon, 60, 0);
    call(&salon, slow, 30, 50, absent, none());
    call(&salon, slow, 60, 90, done, none());
    // Wanted anew after its first call: that call is what is left of the first wish.
    let renewed = wanted(&salon, 120, 3);
    call(&salon, renewed, 60, 70, absent, none());
    call(&salon, renewed, 190, 200, done, none());
    // Nothing has been confirmed.
    let open = wanted(&salon, 180, 0);
    call(&salon, open, 10, 20, absent, none());
    let seen = read(&salon.store, |read| health::confirmation(read, at(0)));
    let wanted = Spread {
        count: 2,
        mean_ms: 115_000,
        p50_ms: 90_000,
        p95_ms: 140_000,
        max_ms: 140_000,
    };
    assert_eq!(seen, wanted);
    let lately = read(&salon.store, |read| health::confirmation(read, at(2)));
    assert_eq!(
        (lately.count, lately.max_ms),
        (1, 140_000),
        "confirmed lately, though it began earlier"
    );
}

#[test]
fn half_and_nineteen_of_twenty_are_no_slower_than_said() {
    let salon = Salon::new();
    let id = wanted(&salon, 60, 0);
    for n in 1..=20 {
        let took = Answer {
            latency_ms: Some(n * 100),
            ..Answer::default()
        };
        call(&salon, id, n, n, OperationState::Done, took);
    }
    let seen = read(&salon.store, |read| health::answer(read, at(0)));
    let wanted = Spread {
        count: 20,
        mean_ms: 1_050,
        p50_ms: 1_000,
        p95_ms: 1_900,
        max_ms: 2_000,
    };
    assert_eq!(seen, wanted);
    let nothing = read(&salon.store, |read| health::answer(read, at(1)));
    assert_eq!(nothing, Spread::default());
}

#[test]
fn a_call_counts_in_the_minute_in_which_its_answer_was_missed() {
    let salon = Salon::new();
    let (id, other) = (wanted(&salon, 60, 0), wanted(&salon, 120, 0));
    let none = Answer::default;
    call(&salon, id, 1, 2, OperationState::Done, none());
    call(&salon, id, 130, 131, OperationState::Refused, none());
    call(&salon, id, 140, 141, OperationState::NotSent, none());
    call(&salon, other, 135, 140, OperationState::Uncertain, none());
    let minutes = |from, to| read(&salon.store, |read| health::minutes(read, at(from), at(to)));
    let tally = |minute, calls, failed| MinuteTally {
        minute,
        calls,
        failed,
    };
    assert_eq!(minutes(0, 10), [tally(0, 1, 0), tally(2, 2, 2)]);
    assert_eq!(minutes(2, 10), [tally(0, 2, 2)]);
    assert_eq!(minutes(3, 10), []);
    assert_eq!(minutes(0, 2), [tally(0, 1, 0)]);
}

#[test]
fn origins_are_those_of_what_came_into_the_book_lately() {
    let salon = Salon::new();
    salon.book(&[(salon.works(), 60, 90)]).unwrap();
    for start in [120, 180] {
        write(&salon.store, |tx| {
            let mut online = salon.appointment(span(start, start + 30));
            online.origin = Origin::Calcom;
            store::appointments::insert(tx, &online, at(5))
        });
    }
    let origins = |since| read(&salon.store, |read| health::origins(read, at(since)));
    assert_eq!(origins(0), [(Origin::Calcom, 2), (Origin::Desk, 1)]);
    assert_eq!(origins(1), [(Origin::Calcom, 2)]);
    assert_eq!(origins(6), []);
}

#[test]
fn the_course_tells_stretch_by_stretch_how_calls_went_and_how_long_they_took() {
    let salon = Salon::new();
    let id = wanted(&salon, 60, 0);
    let took = |ms| Answer {
        latency_ms: Some(ms),
        ..Answer::default()
    };
    call(&salon, id, 1, 10, OperationState::Done, took(100));
    call(&salon, id, 20, 59, OperationState::Refused, took(300));
    call(&salon, id, 61, 61, OperationState::NotSent, took(9_000));
    call(&salon, id, 121, 125, OperationState::Done, took(50));
    call(&salon, id, 180, 180, OperationState::Done, took(70));
    let minute = SignedDuration::from_secs(60);
    let seen = read(&salon.store, |read| {
        health::course(read, at(0), at(3), minute)
    });
    let stretch = |number, done, failed, mean_ms, max_ms| Stretch {
        number,
        done,
        failed,
        mean_ms,
        max_ms,
    };
    assert_eq!(seen, [stretch(0, 1, 1, 200, 300), stretch(2, 1, 0, 50, 50)]);
}
