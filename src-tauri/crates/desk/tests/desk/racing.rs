use std::sync::Barrier;

use desk::{DeskError, request::HoldRequest};

use crate::reception::{Reception, named, now, refused};

#[test]
fn of_two_who_want_one_time_exactly_one_gets_it_and_the_other_the_reason() {
    let r = Reception::open();
    for round in 0..20 {
        let start = format!("2026-11-27T{:02}:{:02}", 9 + round / 4, round % 4 * 15);
        let together = Barrier::new(2);
        let book = |name: &str, service| {
            let mut wish = r.wish(service, r.anna, &start);
            wish.customer = named(name);
            let desk = r.desk.clone();
            together.wait();
            desk.book(&wish, now())
        };
        // Shorter than the steps between rounds, so that only the two stand in each other's way.
        let (one, other) = std::thread::scope(|threads| {
            let one = threads.spawn(|| book("Eins", r.cut));
            let other = threads.spawn(|| book("Zwei", r.cut));
            (one.join().unwrap(), other.join().unwrap())
        });
        if round % 2 == 1 {
            // Every second quarter lies in the half hour before.
            assert!(one.is_err() && other.is_err());
            continue;
        }
        let (won, lost) = match (one, other) {
            (Ok(won), Err(lost)) | (Err(lost), Ok(won)) => (won, lost),
            both => panic!("round {round}: {both:?}"),
        };
        let DeskError::Refused(why) = lost else {
            panic!("{lost:?}")
        };
        assert_eq!(why.refusals.len(), 1);
        assert_eq!(why.refusals[0].code, "staff_busy");
        assert_eq!(
            why.refusals[0].customer_name.as_ref(),
            Some(&won.appointment.customer.name)
        );
    }
    assert_eq!(
        r.desk.day("2026-11-27", now()).unwrap().appointments.len(),
        10
    );
}

#[test]
fn of_two_forms_one_holds_and_the_other_is_told_at_once() {
    let r = Reception::open();
    let together = Barrier::new(2);
    let hold = || {
        let request = HoldRequest {
            then: Vec::new(),
            service_id: r.colour,
            staff_id: Some(r.anna),
            start: "2026-11-27T09:30".to_owned(),
            lengths: Vec::new(),
            token: None,
        };
        let desk = r.desk.clone();
        together.wait();
        desk.hold(&request, now())
    };
    let answers = std::thread::scope(|threads| {
        let (one, other) = (threads.spawn(hold), threads.spawn(hold));
        [one.join().unwrap(), other.join().unwrap()]
    });
    let (held, told): (Vec<_>, Vec<_>) = answers.into_iter().partition(Result::is_ok);
    assert_eq!((held.len(), told.len()), (1, 1));
    let (code, reasons, _) = refused(told.into_iter().next().unwrap());
    assert_eq!(code, "held");
    assert!(reasons.iter().all(|reason| reason == "held"), "{reasons:?}");
}

#[test]
fn one_form_sent_twice_at_once_books_once() {
    let r = Reception::open();
    let together = Barrier::new(2);
    let book = || {
        let mut wish = r.wish(r.cut, r.anna, "2026-11-27T09:30");
        wish.idempotency_key = Some("form-17".to_owned());
        let desk = r.desk.clone();
        together.wait();
        desk.book(&wish, now()).unwrap().appointment.id
    };
    let (one, other) = std::thread::scope(|threads| {
        let (one, other) = (threads.spawn(book), threads.spawn(book));
        (one.join().unwrap(), other.join().unwrap())
    });
    assert_eq!(one, other);
    assert_eq!(
        r.desk.day("2026-11-27", now()).unwrap().appointments.len(),
        1
    );
}
