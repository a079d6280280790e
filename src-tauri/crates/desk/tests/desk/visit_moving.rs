use desk::{
    DeskError,
    request::{AlongWish, CheckRequest, MoveRequest},
    view::AppointmentDetail,
};

use crate::reception::{Reception, cancelled, check, history, moved, now, propose, said};

fn along(id: i64) -> Vec<AlongWish> {
    vec![AlongWish {
        appointment_id: id,
        staff_id: None,
    }]
}

fn together(id: i64, start: &str, other: i64) -> MoveRequest {
    MoveRequest {
        along: along(other),
        ..moved(id, start)
    }
}

fn show(r: &Reception, id: i64) -> AppointmentDetail {
    r.desk.appointment(id, now()).unwrap()
}

/// Where both are: `09:00 Anna, 11:40 Anna`.
fn places(r: &Reception, ids: (i64, i64)) -> String {
    let one = |id| {
        let view = show(r, id).appointment;
        format!("{} {}", &view.start[..16], view.staff_name)
    };
    format!("{}, {}", one(ids.0), one(ids.1))
}

#[test]
fn a_visit_moves_as_one_whichever_of_it_is_taken_hold_of() {
    let r = Reception::open();
    let ids = r.visit(r.fabian);
    r.desk
        .move_appointment(&together(ids.0, "2026-11-28T10:00", ids.1), now())
        .unwrap();
    assert_eq!(
        places(&r, ids),
        "2026-11-28T10:00 Anna, 2026-11-28T12:40 Fabian"
    );
    // By its second part, over its own place.
    r.desk
        .move_appointment(&together(ids.1, "2026-11-28T12:45", ids.0), now())
        .unwrap();
    assert_eq!(
        places(&r, ids),
        "2026-11-28T10:05 Anna, 2026-11-28T12:45 Fabian"
    );
    for id in [ids.0, ids.1] {
        assert_eq!(history(&show(&r, id)), ["booked", "moved", "moved"]);
    }
}

#[test]
fn what_was_set_apart_keeps_its_distance() {
    let r = Reception::open();
    let ids = r.visit(r.anna);
    r.desk
        .move_appointment(&moved(ids.1, "2026-11-27T13:00"), now())
        .unwrap();
    r.desk
        .move_appointment(&together(ids.0, "2026-11-28T09:30", ids.1), now())
        .unwrap();
    assert_eq!(
        places(&r, ids),
        "2026-11-28T09:30 Anna, 2026-11-28T13:30 Anna"
    );
}

#[test]
fn all_of_a_visit_moves_or_nothing_and_the_nearest_time_is_one_for_all() {
    let r = Reception::open();
    let ids = r.visit(r.fabian);
    r.book(r.cut, r.fabian, "2026-11-28T12:40");
    let before = r.dump();
    let refused = r
        .desk
        .move_appointment(&together(ids.0, "2026-11-28T10:00", ids.1), now())
        .unwrap_err();
    let DeskError::Refused(refusal) = refused else {
        panic!("{refused}");
    };
    assert_eq!(refusal.refusals[0].code, "staff_busy");
    let nearest = refusal.nearest.unwrap();
    assert_eq!(nearest.then[0].appointment_id, Some(ids.1));
    assert!(before == r.dump());
    r.desk
        .move_appointment(&together(ids.0, &nearest.start, ids.1), now())
        .unwrap();
}

#[test]
fn a_check_answers_for_all_that_goes_along_seen_from_what_is_held() {
    let r = Reception::open();
    let ids = r.visit(r.fabian);
    let wish = CheckRequest {
        appointment_id: Some(ids.1),
        service_id: None,
        staff_id: None,
        along: along(ids.0),
        ..check(r.cut, r.fabian, "2026-11-28T13:00")
    };
    let view = r.desk.check(&wish, now()).unwrap();
    assert!(view.fits);
    assert_eq!(view.phases[0].from_minute, 13 * 60);
    assert_eq!(view.then[0].appointment_id, Some(ids.0));
    assert_eq!(view.then[0].from_minute, 10 * 60 + 20);
    assert_eq!(
        said_keys(&view.then[0].phases),
        ["A", "GAP_A", "B", "C", "D"]
    );
}

fn said_keys(phases: &[desk::view::PhaseView]) -> Vec<&str> {
    phases.iter().map(|phase| phase.key.as_str()).collect()
}

#[test]
fn who_leaves_one_stylist_goes_to_the_same_and_comes_back_exactly() {
    let r = Reception::open();
    let ids = r.visit(r.anna);
    r.desk
        .move_appointment(
            &MoveRequest {
                staff_id: Some(r.fabian),
                ..together(ids.0, "2026-11-28T09:00", ids.1)
            },
            now(),
        )
        .unwrap();
    assert_eq!(
        places(&r, ids),
        "2026-11-28T09:00 Fabian, 2026-11-28T11:40 Fabian"
    );
    // Who was with somebody else from the beginning is put back to them by name.
    let back = MoveRequest {
        staff_id: Some(r.anna),
        along: vec![AlongWish {
            appointment_id: ids.1,
            staff_id: Some(r.fabian),
        }],
        ..moved(ids.0, "2026-11-27T09:00")
    };
    r.desk.move_appointment(&back, now()).unwrap();
    assert_eq!(
        places(&r, ids),
        "2026-11-27T09:00 Anna, 2026-11-27T11:40 Fabian"
    );
}

#[test]
fn who_cannot_have_the_new_stylist_stays_with_the_old_one() {
    let r = Reception::open();
    let ids = r.visit(r.anna);
    r.book(r.cut, r.fabian, "2026-11-28T11:40");
    r.desk
        .move_appointment(
            &MoveRequest {
                staff_id: Some(r.fabian),
                ..together(ids.0, "2026-11-28T09:00", ids.1)
            },
            now(),
        )
        .unwrap();
    assert_eq!(
        places(&r, ids),
        "2026-11-28T09:00 Fabian, 2026-11-28T11:40 Anna"
    );
}

#[test]
fn only_times_are_proposed_at_which_all_of_it_fits() {
    let r = Reception::open();
    let ids = r.visit(r.anna);
    let mut wish = propose(r.cut, None, "2026-11-28T09:00");
    wish.appointment_id = Some(ids.1);
    wish.along = along(ids.0);
    let proposals = r.desk.propose(&wish, now()).unwrap();
    assert_eq!(proposals.len(), 5);
    for proposal in &proposals {
        assert_eq!(proposal.then[0].appointment_id, Some(ids.0));
        let to = together(ids.1, &proposal.start, ids.0);
        r.desk.move_appointment(&to, now()).unwrap();
        let there = show(&r, ids.1).appointment;
        assert_eq!(there.start, proposal.start);
    }
    wish.from = Some(proposals[4].start.clone());
    let others = r.desk.propose(&wish, now()).unwrap();
    assert!(others.iter().all(|one| one.start != proposals[4].start));
}

#[test]
fn strangers_and_what_is_called_off_do_not_go_along() {
    let r = Reception::open();
    let ids = r.visit(r.anna);
    let stranger = r.book(r.cut, r.fabian, "2026-11-27T15:00").id;
    let code = |other| {
        let request = together(ids.0, "2026-11-28T10:00", other);
        r.desk.move_appointment(&request, now()).unwrap_err().code()
    };
    assert_eq!(code(stranger), "unknown_appointment");
    assert_eq!(code(ids.0), "unknown_appointment");
    let offers = |id| show(&r, id).visit[0].goes_along;
    assert!(offers(ids.0));
    r.desk
        .move_appointment(&moved(ids.1, "2026-11-28T13:00"), now())
        .unwrap();
    assert!(!offers(ids.0), "on another day it has a life of its own");
    r.desk.cancel(&cancelled(ids.1), now()).unwrap();
    assert_eq!(code(ids.1), "not_booked");
    assert!(!offers(ids.0));
    let kept = show(&r, ids.0).appointment;
    assert_eq!(said(&kept)[0], "A 09:00-09:30 Anna");
}
