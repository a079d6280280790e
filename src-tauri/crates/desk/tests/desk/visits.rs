use desk::{DeskError, request::ServiceWish};
use store::appointments;

use crate::reception::{Reception, at, cancelled, now, propose};

fn then(service: i64, staff: Option<i64>) -> Vec<ServiceWish> {
    vec![ServiceWish {
        service_id: service,
        staff_id: staff,
        lengths: Vec::new(),
    }]
}

#[test]
fn two_services_are_two_appointments_one_directly_after_the_other() {
    let r = Reception::open();
    let mut wish = r.wish(r.colour, r.anna, "2026-11-27T09:00");
    wish.then = then(r.cut, Some(r.fabian));
    let first = r.desk.book(&wish, now()).unwrap();
    assert_eq!(first.appointment.service.id, r.colour);
    assert_eq!(first.appointment.end, "2026-11-27T11:40:00+01:00");
    let [second] = first.visit.as_slice() else {
        panic!("one more appointment of the visit");
    };
    assert_eq!(second.service.id, r.cut);
    assert_eq!(second.staff_name, "Fabian");
    assert_eq!(
        (second.start.as_str(), second.end.as_str()),
        ("2026-11-27T11:40:00+01:00", "2026-11-27T12:10:00+01:00")
    );
    let second = r.desk.appointment(second.id, now()).unwrap();
    assert_eq!(second.visit[0].id, first.appointment.id);
    assert_eq!(second.appointment.customer, first.appointment.customer);
}

#[test]
fn all_of_a_visit_is_booked_or_nothing() {
    let r = Reception::open();
    r.book(r.cut, r.fabian, "2026-11-27T11:40");
    let before = r.dump();
    let mut wish = r.wish(r.colour, r.anna, "2026-11-27T09:00");
    wish.then = then(r.cut, Some(r.fabian));
    let refused = r.desk.book(&wish, now()).unwrap_err();
    let DeskError::Refused(refusal) = refused else {
        panic!("{refused}");
    };
    assert_eq!(refusal.refusals[0].code, "staff_busy");
    let nearest = refusal.nearest.unwrap();
    assert_eq!(nearest.then.len(), 1, "the whole visit fits there");
    assert!(before == r.dump());
}

#[test]
fn a_visit_is_proposed_as_a_whole_by_one_stylist_where_one_can() {
    let r = Reception::open();
    let mut wish = propose(r.colour, None, "2026-11-27T09:00");
    wish.then = then(r.cut, None);
    let proposals = r.desk.propose(&wish, now()).unwrap();
    assert_eq!(proposals.len(), 5);
    for proposal in &proposals {
        assert_eq!(proposal.then[0].staff_id, proposal.staff_id);
        let mut booking = r.wish(r.colour, proposal.staff_id, &proposal.start);
        booking.then = then(r.cut, Some(proposal.then[0].staff_id));
        let other = Reception::open();
        assert!(
            other.desk.book(&booking, now()).is_ok(),
            "{}",
            proposal.start
        );
    }
    // Nobody works on until half past six: the visit ends in time, not only its first service.
    wish.from = Some("2026-11-27T15:30".to_owned());
    let late = r.desk.propose(&wish, now()).unwrap();
    assert_ne!(late[0].date, "2026-11-27");
}

#[test]
fn another_stylist_takes_what_the_first_cannot() {
    let r = Reception::open();
    r.book(r.cut, r.anna, "2026-11-27T11:40");
    let mut wish = r.wish(r.colour, r.anna, "2026-11-27T09:00");
    wish.then = then(r.cut, None);
    let booked = r.desk.book(&wish, now()).unwrap();
    assert_ne!(booked.visit[0].staff_name, "Anna");
}

#[test]
fn a_visit_is_called_off_together_or_in_part() {
    let r = Reception::open();
    let (first, second) = r.visit(r.anna);
    let mut cancel = cancelled(second);
    let left = r.desk.cancel(&cancel, now()).unwrap();
    assert_eq!(left.visit[0].status, "booked");
    r.desk.reinstate(second, now()).unwrap();
    cancel.whole_visit = true;
    let gone = r.desk.cancel(&cancel, now()).unwrap();
    assert_eq!(gone.visit[0].status, "cancelled");
    assert_eq!(gone.visit[0].id, first);
}

#[test]
fn a_visit_asked_for_twice_is_booked_once() {
    let r = Reception::open();
    let mut wish = r.wish(r.colour, r.anna, "2026-11-27T09:00");
    wish.then = then(r.cut, None);
    wish.idempotency_key = Some("once".to_owned());
    let first = r.desk.book(&wish, now()).unwrap();
    let again = r.desk.book(&wish, now()).unwrap();
    assert_eq!(again.appointment.id, first.appointment.id);
    let day = salon::Span::new(at("2026-11-27T00:00"), at("2026-11-28T00:00")).unwrap();
    let all = r
        .store
        .read(|read| appointments::during(read, day))
        .unwrap();
    assert_eq!(all.len(), 2);
}

#[test]
fn a_hold_keeps_all_of_a_visit_free() {
    let r = Reception::open();
    let hold = desk::request::HoldRequest {
        service_id: r.colour,
        staff_id: Some(r.anna),
        start: "2026-11-27T09:00".to_owned(),
        lengths: Vec::new(),
        then: then(r.cut, Some(r.fabian)),
        token: None,
    };
    r.desk.hold(&hold, now()).unwrap();
    let wish = r.wish(r.cut, r.fabian, "2026-11-27T11:40");
    let refused = r.desk.book(&wish, now()).unwrap_err();
    assert_eq!(refused.code(), "refused");
}
