use desk::request::{BookWaitingRequest, CustomerChoice, WaitRequest};

use crate::reception::{Reception, cancelled, named, now};

fn wait(r: &Reception) -> WaitRequest {
    WaitRequest {
        customer: named("Paula Platz"),
        service_id: r.cut,
        staff_id: Some(r.anna),
        from: Some("2026-11-27".to_owned()),
        to: Some("2026-11-27".to_owned()),
        weekdays: Vec::new(),
        from_minute: Some(540),
        to_minute: Some(600),
        note: "nach der Schule".to_owned(),
    }
}

#[test]
fn a_cancellation_that_frees_a_place_is_said_and_booked_with_one_word() {
    let r = Reception::open();
    let first = r.book(r.cut, r.anna, "2026-11-27T09:00");
    r.book(r.cut, r.anna, "2026-11-27T09:30");
    let entry = r.desk.wait(&wait(&r), now()).unwrap();
    assert_eq!(entry.place, None);

    r.desk.cancel(&cancelled(first.id), now()).unwrap();
    let waiting = r.desk.waiting(now()).unwrap();
    let place = waiting[0].place.clone().unwrap();
    assert_eq!(place.start, "2026-11-27T09:00:00+01:00");
    let booked = BookWaitingRequest {
        id: entry.id,
        start: None,
        staff_id: None,
        despite_warnings: false,
    };
    let booked = r.desk.book_waiting(&booked, now()).unwrap();
    assert_eq!(booked.appointment.customer.name, "Paula Platz");
    assert_eq!(booked.appointment.note, "nach der Schule");
    assert_eq!(booked.appointment.start, place.start);
    assert_eq!(r.desk.waiting(now()).unwrap(), []);
}

#[test]
fn only_a_place_that_suits_is_offered() {
    let r = Reception::open();
    let place = |change: &dyn Fn(&mut WaitRequest)| {
        let mut request = wait(&r);
        change(&mut request);
        let entry = r.desk.wait(&request, now()).unwrap();
        r.desk.stop_waiting(entry.id, now()).unwrap();
        entry.place.map(|place| place.start)
    };
    let at = |time: &str| Some(format!("{time}:00+01:00"));
    assert_eq!(place(&|_| {}), at("2026-11-27T09:00"));
    assert_eq!(
        place(&|wish| {
            wish.from_minute = Some(720);
            wish.to_minute = None;
        }),
        at("2026-11-27T12:00")
    );
    assert_eq!(
        place(&|wish| {
            wish.to = None;
            wish.weekdays = vec![6];
        }),
        at("2026-11-28T09:00")
    );
    assert_eq!(place(&|wish| wish.weekdays = vec![6]), None);
    assert_eq!(
        place(&|wish| wish.to_minute = Some(565)),
        None,
        "it would not be over in time"
    );
}

#[test]
fn a_wish_that_never_comes_is_refused() {
    let r = Reception::open();
    let mut backwards = wait(&r);
    backwards.to = Some("2026-11-26".to_owned());
    let mut no_time = wait(&r);
    no_time.to_minute = Some(540);
    for wish in [backwards, no_time] {
        assert_eq!(r.desk.wait(&wish, now()).unwrap_err().code(), "never_suits");
    }
    let mut nobody = wait(&r);
    nobody.customer = CustomerChoice::Known { id: 99 };
    assert_eq!(
        r.desk.wait(&nobody, now()).unwrap_err().code(),
        "unknown_customer"
    );
}

#[test]
fn who_is_off_the_list_is_not_booked() {
    let r = Reception::open();
    let entry = r.desk.wait(&wait(&r), now()).unwrap();
    r.desk.stop_waiting(entry.id, now()).unwrap();
    let book = BookWaitingRequest {
        id: entry.id,
        start: None,
        staff_id: None,
        despite_warnings: false,
    };
    let refused = r.desk.book_waiting(&book, now()).unwrap_err();
    assert_eq!(refused.code(), "unknown_waiting");
}

#[test]
fn a_place_that_was_taken_meanwhile_leaves_the_entry_on_the_list() {
    let r = Reception::open();
    let entry = r.desk.wait(&wait(&r), now()).unwrap();
    r.book(r.cut, r.anna, "2026-11-27T09:00");
    let book = BookWaitingRequest {
        id: entry.id,
        start: Some("2026-11-27T09:00".to_owned()),
        staff_id: Some(r.anna),
        despite_warnings: false,
    };
    assert_eq!(
        r.desk.book_waiting(&book, now()).unwrap_err().code(),
        "refused"
    );
    assert_eq!(r.desk.waiting(now()).unwrap().len(), 1);
}

#[test]
fn a_doubtful_place_is_asked_about_and_booked_in_spite_of_the_doubts() {
    let r = Reception::open();
    let entry = r.desk.wait(&wait(&r), now()).unwrap();
    let mut book = BookWaitingRequest {
        id: entry.id,
        start: Some("2026-11-27T18:15".to_owned()),
        staff_id: Some(r.anna),
        despite_warnings: false,
    };
    let asked = r.desk.book_waiting(&book, now()).unwrap_err();
    assert_eq!(asked.code(), "warnings");
    assert_eq!(r.desk.waiting(now()).unwrap().len(), 1);
    book.despite_warnings = true;
    let booked = r.desk.book_waiting(&book, now()).unwrap();
    assert_eq!(booked.appointment.start, "2026-11-27T18:15:00+01:00");
    assert_eq!(r.desk.waiting(now()).unwrap(), []);
}

#[test]
fn who_comes_in_is_told_who_can_take_them_and_needs_no_name() {
    let r = Reception::open();
    r.book(r.colour, r.anna, "2026-11-20T10:00");
    let first = r.desk.walk_in(r.cut, now()).unwrap();
    let soonest: Vec<_> = first
        .iter()
        .map(|one| (one.staff_name.as_str(), one.from_minute))
        .collect();
    assert_eq!(soonest, [("Fabian", 600), ("Mehmet", 600), ("Anna", 630)]);
    for staff in [r.fabian, r.mehmet] {
        let mut wish = r.wish(r.cut, staff, "2026-11-20T10:00");
        wish.customer = CustomerChoice::WalkIn;
        let booked = r.desk.book(&wish, now()).unwrap();
        assert_eq!(booked.appointment.customer.name, "Laufkundschaft");
    }
    let cards = r.desk.find_customers("lauf", now()).unwrap();
    assert_eq!(cards.len(), 1, "one card for all of them");
}
