use crate::reception::{Reception, at, cancelled, history, named, now};

#[test]
fn a_cancelled_time_is_free_and_the_record_stays() {
    let r = Reception::open();
    let booked = r.book(r.colour, r.anna, "2026-11-27T09:30");
    let detail = r.desk.cancel(&cancelled(booked.id), now()).unwrap();
    assert_eq!(detail.appointment.status, "cancelled");
    assert_eq!(detail.appointment.phases.len(), 5);
    assert_eq!(detail.history[1].reason.as_deref(), Some("krank"));
    assert!(
        r.desk
            .day("2026-11-27", now())
            .unwrap()
            .appointments
            .is_empty()
    );
    r.book(r.colour, r.anna, "2026-11-27T09:30");
}

#[test]
fn cancelled_twice_is_cancelled_once() {
    let r = Reception::open();
    let booked = r.book(r.colour, r.anna, "2026-11-27T09:30");
    let once = r.desk.cancel(&cancelled(booked.id), now()).unwrap();
    let before = r.dump();
    assert_eq!(r.desk.cancel(&cancelled(booked.id), now()).unwrap(), once);
    assert_eq!(r.dump(), before);
}

#[test]
fn who_did_not_come_keeps_their_time() {
    let r = Reception::open();
    let booked = r.book(r.cut, r.anna, "2026-11-27T09:30");
    let early = r
        .desk
        .mark_no_show(booked.id, at("2026-11-27T09:29"))
        .unwrap_err();
    assert_eq!(early.code(), "not_begun");

    let detail = r
        .desk
        .mark_no_show(booked.id, at("2026-11-27T09:45"))
        .unwrap();
    assert_eq!(
        (detail.appointment.status.as_str(), history(&detail)),
        ("no_show", vec!["booked", "no_show"])
    );
    assert_eq!(
        r.desk.day("2026-11-27", now()).unwrap().appointments.len(),
        1
    );
    let mut wish = r.wish(r.cut, r.anna, "2026-11-27T09:30");
    wish.customer = named("Max Muster");
    assert_eq!(r.desk.book(&wish, now()).unwrap_err().code(), "refused");

    let before = r.dump();
    r.desk
        .mark_no_show(booked.id, at("2026-11-27T10:00"))
        .unwrap();
    assert_eq!(
        r.desk
            .cancel(&cancelled(booked.id), now())
            .unwrap_err()
            .code(),
        "not_booked"
    );
    assert_eq!(r.dump(), before);
}

#[test]
fn who_is_not_there_cannot_be_called_off() {
    let r = Reception::open();
    let booked = r.book(r.cut, r.anna, "2026-11-27T09:30");
    r.desk.cancel(&cancelled(booked.id), now()).unwrap();
    assert_eq!(
        r.desk
            .mark_no_show(booked.id, at("2026-11-27T10:00"))
            .unwrap_err()
            .code(),
        "not_booked"
    );
    assert_eq!(
        r.desk.cancel(&cancelled(99), now()).unwrap_err().code(),
        "unknown_appointment"
    );
    assert_eq!(
        r.desk.mark_no_show(99, now()).unwrap_err().code(),
        "unknown_appointment"
    );
}
