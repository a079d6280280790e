//! A call is written once, however often and in whatever order its events come.

use store::{
    StoreError, Topic,
    calls::{self, Deed, Direction, Outcome, Told},
};

use crate::fixture::{Salon, at, read, write};

fn began(remote_id: &str, minute: i64) -> Told {
    Told {
        remote_id: remote_id.to_owned(),
        direction: Direction::Inbound,
        phone: Some("+4930901820".to_owned()),
        customer: None,
        started_at: at(minute),
        ended_at: None,
        outcome: None,
        summary: None,
    }
}

#[test]
fn what_later_events_tell_is_added_and_what_they_do_not_know_stays() {
    let salon = Salon::new();
    let mut over = began("call-1", 0);
    over.phone = None;
    over.ended_at = Some(at(3));
    let mut analysed = over.clone();
    analysed.outcome = Some(Outcome::Successful);
    analysed.summary = Some("Ansatzfarbe für Freitag".to_owned());
    let tell = |told: &Told| write(&salon.store, |tx| calls::tell(tx, told, at(5)));

    let id = tell(&began("call-1", 0));
    assert_eq!(
        [tell(&analysed), tell(&over), tell(&began("call-1", 0))],
        [id; 3]
    );
    let known = read(&salon.store, |r| calls::latest(r, None, 9));
    let [call] = known.as_slice() else {
        panic!("{} calls", known.len());
    };
    assert_eq!(call.phone.as_deref(), Some("+4930901820"));
    assert_eq!((call.started_at, call.ended_at), (at(0), Some(at(3))));
    assert_eq!(call.outcome, Outcome::Successful);
    assert_eq!(call.summary, "Ansatzfarbe für Freitag");
}

#[test]
fn a_deed_is_noted_once_and_both_are_told_to_the_windows() {
    let salon = Salon::new();
    let appointment = salon.book(&[(salon.works(), 0, 30)]).unwrap();
    let before = read(&salon.store, |r| r.revision());
    let call = write(&salon.store, |tx| {
        calls::tell(tx, &began("call-1", 0), at(1))
    });
    for (deed, minute) in [(Deed::Booked, 1), (Deed::Moved, 2), (Deed::Booked, 3)] {
        write(&salon.store, |tx| {
            calls::link(tx, call, appointment, deed, at(minute))
        });
    }
    let deeds = read(&salon.store, |r| calls::deeds(r, call));
    assert_eq!(
        deeds,
        [(appointment, Deed::Booked), (appointment, Deed::Moved)]
    );
    let changes = salon.store.changes_since(before).unwrap();
    assert!(changes.entities.contains(&(Topic::Calls, call)));
}

#[test]
fn pages_follow_each_other_from_the_latest_on() {
    let salon = Salon::new();
    // Two begin in the same second.
    for (name, minute) in [("b", 5), ("a", 0), ("d", 9), ("c", 5)] {
        write(&salon.store, |tx| {
            calls::tell(tx, &began(name, minute), at(10))
        });
    }
    let mut seen = Vec::new();
    let mut before = None;
    loop {
        let page = read(&salon.store, |r| calls::latest(r, before, 1));
        let Some(call) = page.first() else { break };
        before = Some(call.id);
        seen.push(call.remote_id.clone());
    }
    assert_eq!(seen, ["d", "c", "b", "a"]);
    assert_eq!(read(&salon.store, calls::count), 4);
}

#[test]
fn a_call_does_not_end_before_it_began() {
    let salon = Salon::new();
    let mut backwards = began("call-1", 5);
    backwards.ended_at = Some(at(4));
    let refused = salon.store.write(|tx| calls::tell(tx, &backwards, at(5)));
    assert!(matches!(refused, Err(StoreError::Constraint { .. })));
    assert_eq!(read(&salon.store, calls::count), 0);
}
