use desk::{
    Caller, DeskError, Ids,
    request::CustomerChoice,
    view::{AppointmentSync, PhaseSyncState},
};
use salon::AppointmentId;
use store::{
    Topic,
    blocked::BlockReason,
    sync::{Priority, TaskState, task},
};

use crate::reception::{Reception, history, named, now, refused, said, span, taking};

#[test]
fn a_colour_is_booked_as_its_segments_and_waits_for_calcom() {
    let r = Reception::open();
    let before = r.store.revision();
    let mut wish = r.wish(r.colour, r.anna, "2026-11-27T09:30");
    wish.note = "  Allergie: PPD\n".to_owned();
    let detail = r.desk.book(&wish, now()).unwrap();

    let booked = &detail.appointment;
    assert_eq!(
        said(booked),
        [
            "A 09:30-10:00 Anna",
            "GAP_A 10:00-10:30 Anna",
            "B 10:30-10:50 Anna",
            "C 10:50-11:30 Anna",
            "D 11:30-12:10 Anna"
        ]
    );
    assert_eq!(
        (booked.start.as_str(), booked.end.as_str()),
        ("2026-11-27T09:30:00+01:00", "2026-11-27T12:10:00+01:00")
    );
    assert_eq!(
        (
            booked.status.as_str(),
            booked.origin.as_str(),
            booked.note.as_str()
        ),
        ("booked", "desk", "Allergie: PPD")
    );
    assert_eq!((booked.composite, booked.segments), (true, 4));
    assert_eq!(booked.customer.name, "Erika Muster");

    // No account is connected: nothing is going to happen to it by itself, and the screen says so.
    assert_eq!(booked.sync, AppointmentSync::Local);
    let states: Vec<_> = booked
        .phases
        .iter()
        .map(|p| p.sync.as_ref().map(|s| s.state))
        .collect();
    let local = Some(PhaseSyncState::Local);
    assert_eq!(states, [local, None, local, local, local]);

    assert_eq!(history(&detail), ["booked"]);
    assert_eq!(
        detail.history[0].to.as_deref(),
        Some("2026-11-27T09:30:00+01:00")
    );
    let changes = r.store.changes_since(before).unwrap();
    assert!(changes.entities.contains(&(Topic::Appointments, booked.id)));
    assert!(changes.topics.contains(&Topic::Customers));
}

#[test]
fn every_booking_leaves_a_task_of_its_callers_priority() {
    let r = Reception::open();
    let by_hand = r.book(r.cut, r.anna, "2026-11-27T09:30");
    let by_phone = r.desk.clone().asked_by(Caller::Phone);
    let by_phone = by_phone
        .book(&r.wish(r.cut, r.anna, "2026-11-27T10:00"), now())
        .unwrap()
        .appointment;
    assert_eq!(by_phone.origin, "phone");

    for (booked, priority) in [
        (by_hand, Priority::Interactive),
        (by_phone, Priority::Phone),
    ] {
        let task = r
            .store
            .read(|read| task::find(read, AppointmentId(booked.id)))
            .unwrap()
            .unwrap();
        assert_eq!(
            (task.state, task.priority, task.seen_generation),
            (TaskState::Waiting, priority, 0)
        );
        assert_eq!(task.due_at, Some(now()));
    }
}

#[test]
fn an_overlap_is_refused_with_its_reason_and_the_nearest_time() {
    let r = Reception::open();
    r.book(r.colour, r.anna, "2026-11-27T09:30");
    let error = r
        .desk
        .book(&r.wish(r.cut, r.anna, "2026-11-27T10:40"), now())
        .unwrap_err();
    assert_eq!(error.code(), "refused");
    let details = error.details().unwrap();
    let reason = &details["refusals"][0];
    assert_eq!(reason["code"], "staff_busy");
    assert_eq!(
        (&reason["phase_key"], &reason["staff_name"]),
        (&"A".into(), &"Anna".into())
    );
    assert_eq!(
        (&reason["what"], &reason["customer_name"]),
        (&"Schritt B".into(), &"Erika Muster".into())
    );
    assert_eq!(
        (&reason["from"], &reason["to"]),
        (&"10:30".into(), &"10:50".into())
    );
    assert_eq!(details["nearest"]["start"], "2026-11-27T10:00:00+01:00");
    assert_eq!(details["nearest"]["reason"], "fills_gap");

    let printed = format!("{error} {error:?}");
    assert!(
        !printed.contains("Erika"),
        "names stay out of logs: {printed}"
    );
}

#[test]
fn a_gap_is_booked_into_and_around() {
    let r = Reception::open();
    r.book(r.colour, r.anna, "2026-11-27T09:30");
    r.book(r.cut, r.anna, "2026-11-27T10:00");

    r.book(r.cut, r.fabian, "2026-11-27T10:00");
    r.book(r.colour, r.fabian, "2026-11-27T09:30");
}

#[test]
fn whoever_can_is_found_at_the_time_that_is_asked_for() {
    let r = Reception::open();
    let mut wish = r.wish(r.cut, r.anna, "2026-11-27T09:30");
    wish.staff_id = None;
    let mut who = Vec::new();
    for customer in ["Eins", "Zwei", "Drei"] {
        wish.customer = named(customer);
        who.push(r.desk.book(&wish, now()).unwrap().appointment.staff_name);
    }
    assert_eq!(who, ["Fabian", "Anna", "Mehmet"]);
    wish.customer = named("Vier");
    assert_eq!(refused(r.desk.book(&wish, now())).1, ["staff_busy"]);
}

#[test]
fn the_assistant_washes() {
    let r = Reception::open();
    let booked = r.book(r.balayage, r.anna, "2026-11-27T09:00");
    assert_eq!(
        said(&booked)[2..4],
        ["B 11:10-11:30 Lena", "GAP_B 11:30-11:45 Lena"]
    );
    assert_eq!(booked.staff_name, "Anna");

    // Twice at once she cannot: the next in order does.
    let second = r.book(r.balayage, r.mehmet, "2026-11-27T09:00");
    assert_eq!(said(&second)[2], "B 11:10-11:30 Fabian");
}

#[test]
fn warnings_are_asked_about_at_the_desk_and_final_on_the_phone() {
    let r = Reception::open();
    r.block(
        r.anna,
        BlockReason::Break,
        span("2026-11-27T12:00", "2026-11-27T13:00"),
    );
    for (start, code) in [
        ("2026-11-27T18:15", "outside_hours"),
        ("2026-11-30T10:00", "closed_day"),
        ("2026-11-20T09:30", "in_the_past"),
        ("2026-11-27T12:30", "time_off"),
    ] {
        let mut wish = r.wish(r.cut, r.anna, start);
        let expected = vec![code.to_owned()];
        assert_eq!(
            refused(r.desk.book(&wish, now())),
            ("warnings", vec![], expected.clone()),
            "{start}"
        );
        wish.despite_warnings = true;
        let phone = r.desk.clone().asked_by(Caller::Phone);
        assert_eq!(
            refused(phone.book(&wish, now())),
            ("refused", expected, vec![]),
            "{start}"
        );
        r.desk.book(&wish, now()).unwrap();
    }
}

#[test]
fn what_only_calcom_knows_is_never_booked_over() {
    let r = Reception::open();
    r.block(
        r.anna,
        BlockReason::Calcom,
        span("2026-11-27T12:00", "2026-11-27T13:00"),
    );
    let mut wish = r.wish(r.cut, r.anna, "2026-11-27T12:30");
    wish.despite_warnings = true;
    assert_eq!(
        refused(r.desk.book(&wish, now())),
        ("refused", vec!["busy_in_calcom".to_owned()], vec![])
    );
}

#[test]
fn one_customer_in_two_chairs_is_asked_about() {
    let r = Reception::open();
    let first = r.book(r.colour, r.anna, "2026-11-27T09:30");
    let mut wish = r.wish(r.cut, r.fabian, "2026-11-27T10:00");
    wish.customer = CustomerChoice::Known {
        id: first.customer.id,
    };
    let error = r.desk.book(&wish, now()).unwrap_err();
    let DeskError::Warnings(why) = &error else {
        panic!("{error:?}")
    };
    assert_eq!(
        (
            why.warnings[0].code.as_str(),
            why.warnings[0].what.as_deref()
        ),
        ("customer_busy", Some("Ansatzfärbung"))
    );
    wish.despite_warnings = true;
    r.desk.book(&wish, now()).unwrap();
}

#[test]
fn a_repeated_request_books_once_whatever_it_says_the_second_time() {
    let r = Reception::open();
    let mut wish = r.wish(r.cut, r.anna, "2026-11-27T09:30");
    wish.idempotency_key = Some("form-17".to_owned());
    let first = r.desk.book(&wish, now()).unwrap();
    let before = r.dump();
    wish.start = "2026-11-27T15:00".to_owned();
    assert_eq!(r.desk.book(&wish, now()).unwrap(), first);
    assert_eq!(r.dump(), before);

    wish.idempotency_key = Some("form-18".to_owned());
    assert_ne!(
        r.desk.book(&wish, now()).unwrap().appointment.id,
        first.appointment.id
    );
}

#[test]
fn lengths_may_differ_for_one_appointment() {
    let r = Reception::open();
    let mut wish = r.wish(r.colour, r.anna, "2026-11-27T09:30");
    wish.lengths = vec![taking("GAP_A", 0)];
    let without = r.desk.book(&wish, now()).unwrap().appointment;
    assert_eq!(
        said(&without)[..2],
        ["A 09:30-10:00 Anna", "B 10:00-10:20 Anna"]
    );
    wish.staff_id = Some(r.fabian);
    wish.lengths = vec![taking("GAP_A", 45), taking("B", 35)];
    wish.customer = named("Max Muster");
    let longer = r.desk.book(&wish, now()).unwrap().appointment;
    assert_eq!(
        said(&longer)[1..3],
        ["GAP_A 10:00-10:45 Fabian", "B 10:45-11:20 Fabian"]
    );
}

#[test]
fn the_same_randomness_and_time_make_the_same_book() {
    let dump = || {
        let mut r = Reception::open();
        r.desk = r.desk.with_ids(Ids::from_source(counter()));
        r.book(r.colour, r.anna, "2026-11-27T09:30");
        r.dump()
    };
    assert_eq!(dump(), dump());
}

fn counter() -> impl Fn(&mut [u8; 10]) + Send + Sync {
    let next = std::sync::atomic::AtomicU8::new(0);
    move |bytes| *bytes = [next.fetch_add(1, std::sync::atomic::Ordering::Relaxed); 10]
}
