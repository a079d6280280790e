use desk::{Caller, DeskError, request::HoldRequest, view::AppointmentView};
use salon::AppointmentId;
use store::{
    appointments,
    blocked::BlockReason,
    sync::{TaskState, task},
};

use crate::reception::{
    Reception, at, cancelled, history, named, now, refused, said, span, taking,
};

const NINE_THIRTY: &str = "2026-11-27T09:30";

/// A colour at half past nine with Anna, called off.
fn called_off(r: &Reception) -> AppointmentView {
    let booked = r.book(r.colour, r.anna, NINE_THIRTY);
    r.desk.cancel(&cancelled(booked.id), now()).unwrap();
    booked
}

fn somebody_else(r: &Reception, service: i64, start: &str) -> i64 {
    let mut wish = r.wish(service, r.anna, start);
    wish.customer = named("Max Muster");
    r.desk.book(&wish, now()).unwrap().appointment.id
}

#[test]
fn it_comes_back_as_the_same_appointment() {
    let r = Reception::open();
    let booked = called_off(&r);
    let detail = r.desk.reinstate(booked.id, now()).unwrap();
    let ids = |a: &AppointmentView| a.phases.iter().map(|p| p.id).collect::<Vec<_>>();
    let back = &detail.appointment;
    assert_eq!((back.id, ids(back)), (booked.id, ids(&booked)));
    assert_eq!(said(back), said(&booked));
    assert_eq!(back.status, "booked");
    assert_eq!(history(&detail), ["booked", "cancelled", "reinstated"]);
    assert_eq!(detail.history[2].to.as_ref(), Some(&booked.start));
    let day = r.desk.day("2026-11-27", now()).unwrap();
    assert_eq!(day.appointments.len(), 1);
}

#[test]
fn its_time_is_taken_again() {
    let r = Reception::open();
    let booked = called_off(&r);
    r.desk.reinstate(booked.id, now()).unwrap();
    for phase in booked.phases.iter().filter(|p| p.kind == "staff") {
        let mut wish = r.wish(r.cut, r.anna, &phase.start);
        wish.customer = named("Max Muster");
        let (_, reasons, _) = refused(r.desk.book(&wish, now()));
        assert!(reasons.contains(&"staff_busy".to_owned()), "{reasons:?}");
    }
    // The gap is open to others, as it was.
    somebody_else(&r, r.cut, "2026-11-27T10:00");
}

#[test]
fn cal_com_is_to_follow_the_new_generation() {
    let r = Reception::open();
    let booked = called_off(&r);
    let id = AppointmentId(booked.id);
    let generation = || {
        let found = r.store.read(|read| appointments::find(read, id));
        found.unwrap().unwrap().generation
    };
    let before = generation();
    let task = r.store.read(|read| task::find(read, id)).unwrap().unwrap();
    let done = task::Move::Done { generation: before };
    r.store
        .write(|tx| task::advance(tx, &task, &done, now()))
        .unwrap();

    r.desk.reinstate(booked.id, now()).unwrap();
    assert_eq!(generation(), before + 1);
    let task = r.store.read(|read| task::find(read, id)).unwrap().unwrap();
    assert_eq!((task.state, task.due_at), (TaskState::Waiting, Some(now())));
}

#[test]
fn the_lengths_and_people_of_this_one_appointment_come_back() {
    let r = Reception::open();
    let mut wish = r.wish(r.balayage, r.anna, "2026-11-27T09:00");
    wish.lengths = vec![taking("GAP_A", 55), taking("GAP_B", 0)];
    let booked = r.desk.book(&wish, now()).unwrap().appointment;
    assert!(said(&booked).iter().any(|phase| phase.ends_with("Lena")));
    r.desk.cancel(&cancelled(booked.id), now()).unwrap();
    let back = r.desk.reinstate(booked.id, now()).unwrap().appointment;
    assert_eq!(said(&back), said(&booked));
}

#[test]
fn somebody_in_its_gap_is_not_in_the_way() {
    let r = Reception::open();
    let booked = called_off(&r);
    somebody_else(&r, r.cut, "2026-11-27T10:00");
    r.desk.reinstate(booked.id, now()).unwrap();
}

#[test]
fn a_time_that_was_taken_meanwhile_is_refused_with_the_reason_and_another_time() {
    let r = Reception::open();
    let booked = called_off(&r);
    somebody_else(&r, r.cut, "2026-11-27T11:30");
    let before = r.dump();
    let DeskError::Refused(why) = r.desk.reinstate(booked.id, now()).unwrap_err() else {
        panic!("its last segment has no place")
    };
    let reason = &why.refusals[0];
    assert_eq!(
        (reason.code.as_str(), reason.phase_key.as_deref()),
        ("staff_busy", Some("D"))
    );
    assert_eq!(reason.customer_name.as_deref(), Some("Max Muster"));
    assert!(why.nearest.is_some());
    assert_eq!(r.dump(), before);
}

#[test]
fn a_time_that_somebody_is_being_asked_about_or_that_cal_com_took_is_refused() {
    let r = Reception::open();
    let booked = called_off(&r);
    let asking = HoldRequest {
        then: Vec::new(),
        service_id: r.cut,
        staff_id: Some(r.anna),
        start: NINE_THIRTY.to_owned(),
        lengths: Vec::new(),
        token: None,
    };
    let hold = r.desk.hold(&asking, now()).unwrap();
    assert_eq!(refused(r.desk.reinstate(booked.id, now())).1, ["held"]);

    r.desk.release_hold(&hold.token).unwrap();
    r.block(
        r.anna,
        BlockReason::Calcom,
        span(NINE_THIRTY, "2026-11-27T09:45"),
    );
    assert_eq!(
        refused(r.desk.reinstate(booked.id, now())).1,
        ["busy_in_calcom"]
    );
}

#[test]
fn what_was_doubtful_before_is_not_asked_about_again_except_by_the_phone() {
    let r = Reception::open();
    let mut late = r.wish(r.cut, r.anna, "2026-11-27T20:15");
    late.despite_warnings = true;
    let late = r.desk.book(&late, now()).unwrap().appointment.id;
    r.desk.cancel(&cancelled(late), now()).unwrap();
    let phone = r.desk.clone().asked_by(Caller::Phone);
    assert_eq!(refused(phone.reinstate(late, now())).1, ["outside_hours"]);
    assert_eq!(
        r.desk.reinstate(late, now()).unwrap().appointment.status,
        "booked"
    );
}

#[test]
fn what_was_not_called_off_stays_as_it_is() {
    let r = Reception::open();
    let booked = called_off(&r);
    let once = r.desk.reinstate(booked.id, now()).unwrap();
    let before = r.dump();
    assert_eq!(r.desk.reinstate(booked.id, now()).unwrap(), once);
    assert_eq!(r.dump(), before);

    let unknown = r.desk.reinstate(4711, now()).unwrap_err();
    assert_eq!(unknown.code(), "unknown_appointment");
    assert_eq!(r.dump(), before);
}

#[test]
fn who_came_after_all_has_their_time_and_a_clean_card() {
    let r = Reception::open();
    let booked = r.book(r.cut, r.anna, "2026-11-27T09:30");
    let later = at("2026-11-27T09:45");
    r.desk.mark_no_show(booked.id, later).unwrap();

    let there = r.desk.reinstate(booked.id, later).unwrap();
    assert_eq!(
        (there.appointment.status.as_str(), history(&there)),
        ("booked", vec!["booked", "no_show", "came"])
    );
    assert_eq!(there.appointment.customer.no_shows, 0);
    let again = r.desk.mark_no_show(booked.id, later).unwrap();
    assert_eq!(again.appointment.customer.no_shows, 1);
}

#[test]
fn a_visit_comes_back_as_a_whole_or_not_at_all() {
    let r = Reception::open();
    let (first, second) = r.visit(r.anna);
    let mut request = cancelled(first);
    request.whole_visit = true;
    r.desk.cancel(&request, now()).unwrap();
    let theirs = somebody_else(&r, r.cut, "2026-11-27T11:40");
    let before = r.dump();
    let DeskError::Refused(why) = r.desk.reinstate_many(&[first, second], now()).unwrap_err()
    else {
        panic!("the second has no place")
    };
    assert_eq!(why.refusals[0].code, "staff_busy");
    assert_eq!(r.dump(), before, "the first waits for the second");

    r.desk.cancel(&cancelled(theirs), now()).unwrap();
    r.desk.reinstate_many(&[first, second], now()).unwrap();
    let day = r.desk.day("2026-11-27", now()).unwrap();
    let there: Vec<_> = day.appointments.iter().map(|one| one.id).collect();
    assert_eq!(there, [first, second]);
}

#[test]
fn a_visit_that_was_parked_comes_back_as_a_whole() {
    let r = Reception::open();
    let (first, second) = r.visit(r.anna);
    r.desk.park(&[first, second], now()).unwrap();
    r.desk.reinstate_many(&[first, second], now()).unwrap();
    assert_eq!(r.desk.tray(now()).unwrap(), []);
    assert_eq!(
        r.desk.day("2026-11-27", now()).unwrap().appointments.len(),
        2
    );
}
