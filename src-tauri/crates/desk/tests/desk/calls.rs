use desk::request::CustomerChoice;
use salon::{AppointmentId, CustomerId};
use store::{
    StoreError,
    calls::{self, Deed, Direction, Outcome, Told},
};

use crate::reception::{Reception, at, cancelled, now};

fn told(remote_id: &str, started: &str) -> Told {
    Told {
        remote_id: remote_id.to_owned(),
        direction: Direction::Inbound,
        phone: Some("+491717654321".to_owned()),
        customer: None,
        started_at: at(started),
        ended_at: None,
        outcome: None,
        summary: None,
    }
}

/// What the phone intake writes down of one call that did `deeds`.
fn call(r: &Reception, told: &Told, deeds: &[(i64, Deed)]) -> i64 {
    let write = |tx: &store::Tx<'_>| -> Result<i64, StoreError> {
        let call = calls::tell(tx, told, now())?;
        for &(appointment, deed) in deeds {
            calls::link(tx, call, AppointmentId(appointment), deed, now())?;
        }
        Ok(call)
    };
    r.store.write(write).unwrap()
}

#[test]
fn a_call_shows_which_segments_it_booked_from_when_to_when() {
    let r = Reception::open();
    let booked = r.book(r.colour, r.anna, "2026-11-27T09:00");
    let mut told = told("call-1", "2026-11-20T09:50");
    told.customer = Some(CustomerId(booked.customer.id));
    told.ended_at = Some(at("2026-11-20T09:53"));
    told.outcome = Some(Outcome::Successful);
    call(&r, &told, &[(booked.id, Deed::Booked)]);

    let list = r.desk.calls(None, now()).unwrap();
    assert_eq!((list.total, list.calls.len(), list.next), (1, 1, None));
    let shown = &list.calls[0];
    assert_eq!(shown.started, "2026-11-20T09:50:00+01:00");
    assert_eq!(shown.ended.as_deref(), Some("2026-11-20T09:53:00+01:00"));
    assert_eq!(shown.phone.as_deref(), Some("0171 7654321"));
    assert_eq!(shown.outcome, "successful");
    let caller = shown.customer.as_ref().map(|customer| &customer.name);
    assert_eq!(caller, Some(&booked.customer.name));
    let [deed] = shown.deeds.as_slice() else {
        panic!("{} deeds", shown.deeds.len());
    };
    assert_eq!(deed.deed, "booked");
    let segments: Vec<(&str, u16, u16)> = deed
        .appointment
        .phases
        .iter()
        .filter(|phase| phase.kind == "staff")
        .map(|phase| (phase.key.as_str(), phase.from_minute, phase.to_minute))
        .collect();
    assert_eq!(
        segments,
        [
            ("A", 540, 570),
            ("B", 600, 620),
            ("C", 620, 660),
            ("D", 660, 700)
        ]
    );
    r.desk.cancel(&cancelled(booked.id), now()).unwrap();
    let later = r.desk.calls(None, now()).unwrap();
    assert_eq!(later.calls[0].deeds[0].appointment.status, "cancelled");
}

#[test]
fn the_next_page_begins_where_this_one_ends() {
    let r = Reception::open();
    for one in 0..51 {
        let minute = format!("2026-11-20T08:{one:02}");
        call(&r, &told(&format!("call-{one}"), &minute), &[]);
    }
    let first = r.desk.calls(None, now()).unwrap();
    assert_eq!((first.total, first.calls.len()), (51, 50));
    let second = r.desk.calls(first.next, now()).unwrap();
    assert_eq!((second.calls.len(), second.next), (1, None));
    assert_eq!(second.calls[0].started, "2026-11-20T08:00:00+01:00");
}

#[test]
fn a_call_is_found_by_who_called_whom_it_was_for_and_the_number() {
    let r = Reception::open();
    let wish_for = |name: &str, phone: &str, start: &str| {
        let mut wish = r.wish(r.cut, r.anna, start);
        wish.customer = CustomerChoice::New {
            name: name.to_owned(),
            phone: Some(phone.to_owned()),
            email: None,
        };
        r.desk.book(&wish, now()).unwrap().appointment
    };
    let mother = wish_for("Öznur Yıldız", "0171 7654321", "2026-11-27T09:00");
    let child = wish_for("Deniz Klein", "030 901820", "2026-11-27T10:00");
    let mut early = told("early", "2026-11-20T09:00");
    early.customer = Some(CustomerId(mother.customer.id));
    let early = call(&r, &early, &[(child.id, Deed::Booked)]);
    let mut late = told("late", "2026-11-20T09:30");
    late.phone = None;
    let late = call(&r, &late, &[(child.id, Deed::Moved)]);
    let mut others = told("others", "2026-11-20T09:40");
    others.phone = Some("+4915199999".to_owned());
    call(&r, &others, &[]);

    let found = |typed: &str| -> Vec<i64> {
        let calls = r.desk.find_calls(typed, now()).unwrap();
        calls.iter().map(|call| call.id).collect()
    };
    assert_eq!(found("oeznur"), [early]);
    assert_eq!(found("klein"), [late, early], "the latest first");
    assert_eq!(found("0171 765"), [early], "also of who is not known");
    assert!(found("").is_empty() && found("niemand").is_empty());
}

#[test]
fn whoever_is_erased_is_erased_from_the_calls_too() {
    let r = Reception::open();
    let mut wish = r.wish(r.cut, r.anna, "2026-11-27T09:00");
    wish.customer = CustomerChoice::New {
        name: "Zacharias Unvergleichlich".to_owned(),
        phone: Some("0171 7654321".to_owned()),
        email: None,
    };
    let booked = r.desk.book(&wish, now()).unwrap().appointment;
    let summary = |text: &str| Some(text.to_owned());
    let mut theirs = told("theirs", "2026-11-20T09:00");
    theirs.customer = Some(CustomerId(booked.customer.id));
    theirs.summary = summary("Unvergleichlich will einen Schnitt");
    let mut unknown = told("from-their-number", "2026-11-20T09:10");
    unknown.summary = summary("Zacharias fragt nach dem Preis");
    let mut about = told("about-them", "2026-11-20T09:20");
    about.phone = None;
    about.summary = summary("Termin für Unvergleichlich");
    let mut others = told("others", "2026-11-20T09:30");
    others.phone = Some("+4930901820".to_owned());
    others.summary = summary("Jemand anders");
    call(&r, &theirs, &[]);
    call(&r, &unknown, &[]);
    call(&r, &about, &[(booked.id, Deed::Booked)]);
    call(&r, &others, &[]);

    let after = at("2026-11-28T09:00");
    r.desk.erase_customer(booked.customer.id, after).unwrap();
    let dump = String::from_utf8_lossy(&r.dump()).to_lowercase();
    for trace in ["zacharias", "unvergleichlich", "7654321"] {
        assert!(!dump.contains(trace), "{trace}");
    }
    let left = r.desk.calls(None, after).unwrap();
    assert_eq!(left.calls.len(), 4);
    assert_eq!(left.calls[0].summary, "Jemand anders");
}

#[test]
fn calls_of_two_cards_that_become_one_are_one_persons() {
    let r = Reception::open();
    let kept = r.book(r.cut, r.anna, "2026-11-27T09:00").customer.id;
    let mut wish = r.wish(r.cut, r.anna, "2026-11-27T10:00");
    wish.customer = CustomerChoice::New {
        name: "Dieselbe Person".to_owned(),
        phone: None,
        email: None,
    };
    let double = r.desk.book(&wish, now()).unwrap().appointment.customer.id;
    let mut told = told("call-1", "2026-11-20T09:00");
    told.customer = Some(CustomerId(double));
    call(&r, &told, &[]);
    r.desk.merge_customers(kept, double, now()).unwrap();
    let list = r.desk.calls(None, now()).unwrap();
    let caller = list.calls[0].customer.as_ref();
    assert_eq!(caller.map(|customer| customer.id), Some(kept));
}
