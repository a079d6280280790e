//! Appointments, their combs and what surrounds them are read back as they were written.

use serde_json::json;
use store::{
    StoreError,
    appointments::{self, Origin, Status},
    day,
    history::{self, Action},
    holds, parked, phases,
};

use crate::fixture::{Salon, at, comb, read, span, when, write};

#[test]
fn an_appointment_is_found_by_row_uid_and_request() {
    let salon = Salon::new();
    let mut new = salon.appointment(span(0, 30));
    new.request_key = Some("form-1".into());
    let id = write(&salon.store, |tx| appointments::insert(tx, &new, at(-5)));

    let found = read(&salon.store, |r| appointments::find(r, id)).unwrap();
    assert_eq!(found.when, new.when);
    assert_eq!((found.status, found.generation), (Status::Booked, 1));
    assert_eq!((found.created_at, found.updated_at), (at(-5), at(-5)));
    let by_uid = read(&salon.store, |r| appointments::find_by_uid(r, new.uid));
    assert_eq!(by_uid.as_ref(), Some(&found));
    let by_request = read(&salon.store, |r| appointments::find_by_request(r, "form-1"));
    assert_eq!(by_request.as_ref(), Some(&found));

    let mut again = salon.appointment(span(60, 90));
    again.request_key = Some("form-1".into());
    let twice = salon
        .store
        .write(|tx| appointments::insert(tx, &again, at(0)));
    assert!(
        twice
            .unwrap_err()
            .is_duplicate_of("appointments.request_key")
    );
}

#[test]
fn every_change_that_cal_com_follows_raises_the_generation() {
    let salon = Salon::new();
    let id = salon.book(&[(salon.works(), 0, 30)]).unwrap();
    let to = when(salon.cem, span(60, 90));
    write(&salon.store, |tx| {
        appointments::reschedule(tx, id, &to, at(1))?;
        appointments::set_status(tx, id, Status::Cancelled, Some("ill"), at(2))
    });

    let found = read(&salon.store, |r| appointments::find(r, id)).unwrap();
    assert_eq!(found.when, to);
    assert_eq!((found.generation, found.updated_at), (3, at(2)));
    assert_eq!(found.cancel_reason.as_deref(), Some("ill"));

    write(&salon.store, |tx| {
        appointments::set_status(tx, id, Status::Booked, Some("left over"), at(3))
    });
    let found = read(&salon.store, |r| appointments::find(r, id)).unwrap();
    assert_eq!((found.status, found.cancel_reason), (Status::Booked, None));
}

#[test]
fn what_stands_on_the_sheet_again_lies_in_the_tray_no_more() {
    let salon = Salon::new();
    let id = salon.book(&[(salon.works(), 0, 30)]).unwrap();
    for back in [Status::Booked, Status::NoShow] {
        write(&salon.store, |tx| {
            parked::put(tx, id, at(1))?;
            appointments::set_status(tx, id, Status::Cancelled, None, at(1))
        });
        assert!(read(&salon.store, |r| parked::is_in(r, id)));
        write(&salon.store, |tx| {
            appointments::set_status(tx, id, back, None, at(2))
        });
        assert!(!read(&salon.store, |r| parked::is_in(r, id)));
    }
}

#[test]
fn changing_what_is_not_there_is_an_error() {
    let salon = Salon::new();
    let nobody = salon::AppointmentId(99);
    let missing = salon
        .store
        .write(|tx| appointments::set_status(tx, nobody, Status::NoShow, None, at(0)));
    assert!(matches!(
        missing.unwrap_err(),
        StoreError::Missing("appointments")
    ));
}

#[test]
fn a_window_holds_what_touches_it_and_not_what_only_adjoins() {
    let salon = Salon::new();
    let long = salon.book(&[(salon.works(), -600, 10)]).unwrap();
    let inside = salon.book(&[(salon.works(), 20, 30)]).unwrap();
    salon.book(&[(salon.works(), 60, 90)]).unwrap();
    salon.book(&[(salon.works(), -700, -600)]).unwrap();

    let found = read(&salon.store, |r| appointments::during(r, span(0, 60)));
    let ids: Vec<_> = found.iter().map(|a| a.id).collect();
    assert_eq!(ids, [long, inside]);
    let own = read(&salon.store, |r| {
        appointments::of_customer(r, salon.customer, span(0, 60))
    });
    assert_eq!(own, found);
}

#[test]
fn a_day_shows_appointments_with_customer_service_and_comb_but_no_cancelled_ones() {
    let salon = Salon::new();
    let kinds = [
        (salon.works(), 0, 30),
        (salon.free_gap(), 30, 60),
        (salon.works(), 60, 90),
    ];
    let id = salon.book(&kinds).unwrap();
    let inside = salon.book(&[(salon.works(), 30, 60)]).unwrap();
    let cancelled = salon.book(&[(salon.works(), 120, 150)]).unwrap();
    write(&salon.store, |tx| {
        phases::vacate(tx, cancelled)?;
        appointments::set_status(tx, cancelled, Status::Cancelled, None, at(1))
    });

    let day = read(&salon.store, |r| day::during(r, span(-540, 900), at(45)));
    let ids: Vec<_> = day.iter().map(|e| e.appointment.id).collect();
    assert_eq!(ids, [id, inside]);
    let entry = day.first().unwrap();
    assert_eq!(entry.customer.customer.name, "Mia Weber");
    assert_eq!(entry.customer.last_visit, Some(at(30)));
    assert_eq!(entry.service.number, Some(440));
    let placed: Vec<_> = entry.phases.iter().map(|p| p.planned.clone()).collect();
    let planned: Vec<_> = comb(&kinds).into_iter().map(|p| p.planned).collect();
    assert_eq!(placed, planned);

    let alone = read(&salon.store, |r| day::find(r, id, at(45))).unwrap();
    assert_eq!(&alone, entry);
    let gone = read(&salon.store, |r| day::find(r, cancelled, at(45))).unwrap();
    assert!(gone.phases.iter().all(|phase| phase.occupies.is_none()));
}

#[test]
fn taken_time_says_by_whom_and_for_what() {
    let salon = Salon::new();
    let id = salon
        .book(&[
            (salon.works(), 0, 30),
            (salon.blocked_gap(), 30, 40),
            (salon.free_gap(), 40, 60),
            (salon.works(), 60, 90),
        ])
        .unwrap();

    let everybody = [salon.anna, salon.cem];
    let taken = read(&salon.store, |r| {
        phases::taken(r, &everybody, span(20, 60), &[])
    });
    let spans: Vec<_> = taken.iter().map(|t| (t.span, t.gap)).collect();
    assert_eq!(spans, [(span(0, 30), false), (span(30, 40), true)]);
    assert_eq!(taken[0].customer_name, "Mia Weber");
    assert_eq!(taken[0].what, "Ansatzfärbung");
    let busy = read(&salon.store, |r| {
        phases::busy(r, &everybody, span(20, 60), &[])
    });
    assert_eq!(
        busy,
        [(salon.anna, span(0, 30)), (salon.anna, span(30, 40))]
    );

    let moving = read(&salon.store, |r| {
        phases::busy(r, &everybody, span(20, 60), &[id])
    });
    assert!(moving.is_empty());
    let nobody = read(&salon.store, |r| phases::busy(r, &[], span(20, 60), &[]));
    assert!(nobody.is_empty());
}

#[test]
fn open_gaps_are_those_of_living_appointments() {
    let salon = Salon::new();
    let id = salon
        .book(&[
            (salon.works(), 0, 30),
            (salon.free_gap(), 30, 60),
            (salon.works(), 60, 90),
        ])
        .unwrap();
    let gaps = || {
        read(&salon.store, |r| {
            phases::open_gaps(r, &[salon.anna], span(0, 90), &[])
        })
    };

    assert_eq!(gaps()[0].span, span(30, 60));
    assert_eq!(gaps()[0].customer_name, "Mia Weber");
    write(&salon.store, |tx| {
        appointments::set_status(tx, id, Status::Cancelled, None, at(0))
    });
    assert!(gaps().is_empty());
}

#[test]
fn a_hold_keeps_others_off_until_it_lapses_or_is_given_up() {
    let salon = Salon::new();
    let take = |token: &str, from, now: i64| {
        salon.store.write(|tx| {
            holds::take(
                tx,
                token,
                &[(salon.anna, span(from, from + 30))],
                at(now),
                at(now + 5),
            )
        })
    };
    take("first", 0, 0).unwrap();

    assert!(matches!(
        take("second", 15, 1),
        Err(StoreError::HoldOverlap)
    ));
    take("second", 30, 1).unwrap();
    take("second", 15, 5).unwrap();
    take("first", 60, 6).unwrap();

    let active = |except, now| {
        let held = read(&salon.store, |r| {
            holds::active(r, &[salon.anna], span(0, 90), except, at(now))
        });
        held.into_iter().map(|h| h.token).collect::<Vec<_>>()
    };
    assert_eq!(active(None, 7), ["second", "first"]);
    assert_eq!(active(Some("first"), 7), ["second"]);
    assert_eq!(active(None, 10), ["first"]);
    assert!(!read(&salon.store, |r| holds::is_held(r, "second", at(10))));
    assert!(read(&salon.store, |r| holds::is_held(r, "first", at(10))));

    assert_eq!(write(&salon.store, |tx| holds::prune(tx, at(10))), 1);
    write(&salon.store, |tx| holds::release(tx, "first"));
    assert!(active(None, 10).is_empty());
}

#[test]
fn a_hold_of_a_clock_that_was_ahead_lapses_when_it_is_put_back() {
    let salon = Salon::new();
    let take = |token: &str, now: i64| {
        let times = [(salon.anna, span(0, 30))];
        let later = at(now + 5);
        salon
            .store
            .write(|tx| holds::take(tx, token, &times, at(now), later))
    };
    take("ahead", 120).unwrap();
    // Set right by a minute is not put back.
    assert!(read(&salon.store, |r| holds::is_held(r, "ahead", at(119))));
    assert!(!read(&salon.store, |r| holds::is_held(r, "ahead", at(0))));
    let held = read(&salon.store, |r| {
        holds::active(r, &[salon.anna], span(0, 90), None, at(0))
    });
    assert_eq!(held, []);
    assert_eq!(write(&salon.store, |tx| holds::prune(tx, at(0))), 1);
    take("right", 0).unwrap();
}

#[test]
fn history_is_told_in_order() {
    let salon = Salon::new();
    let id = salon.book(&[(salon.works(), 0, 30)]).unwrap();
    write(&salon.store, |tx| {
        let detail = json!({ "to": "2026-03-02T09:00:00+01:00" });
        history::add(tx, id, Origin::Desk, Action::Booked, &detail, at(0))?;
        history::add(tx, id, Origin::Calcom, Action::Moved, &json!({}), at(1))
    });

    let told = read(&salon.store, |r| history::of_appointment(r, id));
    assert_eq!(told[0].detail["to"], "2026-03-02T09:00:00+01:00");
    assert_eq!(
        (told[1].origin, told[1].action, told[1].at),
        (Origin::Calcom, Action::Moved, at(1))
    );
}
