use desk::{DeskError, view::AppointmentView};
use salon::AppointmentId;
use store::{appointments, services, staff, sync::task};

use crate::reception::{Reception, cancelled, history, moved, named, now, refused, said, taking};

fn ids(appointment: &AppointmentView) -> Vec<(i64, &str)> {
    appointment
        .phases
        .iter()
        .map(|p| (p.id, p.key.as_str()))
        .collect()
}

fn generation(r: &Reception, id: i64) -> i64 {
    let found = r
        .store
        .read(|read| appointments::find(read, AppointmentId(id)));
    found.unwrap().unwrap().generation
}

#[test]
fn the_whole_comb_moves_and_every_segment_keeps_its_row() {
    let r = Reception::open();
    let before = r.book(r.colour, r.anna, "2026-11-27T09:30");
    let detail = r
        .desk
        .move_appointment(&moved(before.id, "2026-11-28T10:00"), now())
        .unwrap();
    let after = &detail.appointment;
    assert_eq!(
        said(after),
        [
            "A 10:00-10:30 Anna",
            "GAP_A 10:30-11:00 Anna",
            "B 11:00-11:20 Anna",
            "C 11:20-12:00 Anna",
            "D 12:00-12:40 Anna"
        ]
    );
    assert_eq!(ids(after), ids(&before));
    assert_eq!(history(&detail), ["booked", "moved"]);
    let entry = &detail.history[1];
    assert_eq!(entry.from.as_deref(), Some("2026-11-27T09:30:00+01:00"));
    assert_eq!(entry.to.as_deref(), Some("2026-11-28T10:00:00+01:00"));
    assert!(
        r.desk
            .day("2026-11-27", now())
            .unwrap()
            .appointments
            .is_empty()
    );
}

#[test]
fn a_comb_slides_over_its_own_place() {
    let r = Reception::open();
    let booked = r.book(r.colour, r.anna, "2026-11-27T09:30");
    for start in ["2026-11-27T09:35", "2026-11-27T10:30", "2026-11-27T09:00"] {
        r.desk
            .move_appointment(&moved(booked.id, start), now())
            .unwrap();
    }
}

#[test]
fn every_change_is_one_generation_and_all_are_one_task() {
    let r = Reception::open();
    let booked = r.book(r.colour, r.anna, "2026-11-27T09:30");
    assert_eq!(generation(&r, booked.id), 1);
    r.desk
        .move_appointment(&moved(booked.id, "2026-11-27T14:00"), now())
        .unwrap();
    assert_eq!(generation(&r, booked.id), 2);
    let detail = r.desk.cancel(&cancelled(booked.id), now()).unwrap();
    assert_eq!(generation(&r, booked.id), 3);
    assert_eq!(history(&detail), ["booked", "moved", "cancelled"]);

    let due = r.store.read(|read| task::due(read, now(), 10)).unwrap();
    let of: Vec<_> = due
        .iter()
        .map(|task| (task.subject, task.seen_generation))
        .collect();
    assert_eq!(of, [(AppointmentId(booked.id).into(), 0)]);
}

#[test]
fn to_where_it_is_already_changes_nothing() {
    let r = Reception::open();
    let booked = r.book(r.colour, r.anna, "2026-11-27T09:30");
    let before = r.dump();
    r.desk
        .move_appointment(&moved(booked.id, "2026-11-27T09:30"), now())
        .unwrap();
    assert_eq!(r.dump(), before);
}

#[test]
fn all_or_nothing() {
    let r = Reception::open();
    let booked = r.book(r.colour, r.anna, "2026-11-27T09:30");
    let mut other = r.wish(r.cut, r.anna, "2026-11-27T16:00");
    other.customer = named("Max Muster");
    r.desk.book(&other, now()).unwrap();
    let before = r.dump();
    // The last segment would run into the other one.
    let error = r
        .desk
        .move_appointment(&moved(booked.id, "2026-11-27T13:40"), now())
        .unwrap_err();
    let DeskError::Refused(why) = &error else {
        panic!("{error:?}")
    };
    assert_eq!(
        (
            why.refusals[0].phase_key.as_deref(),
            why.refusals[0].code.as_str()
        ),
        (Some("D"), "staff_busy")
    );
    assert_eq!(
        why.nearest.as_ref().unwrap().start,
        "2026-11-27T13:20:00+01:00"
    );
    assert_eq!(r.dump(), before);
}

#[test]
fn another_stylist_takes_over() {
    let r = Reception::open();
    let booked = r.book(r.balayage, r.anna, "2026-11-27T09:00");
    let mut request = moved(booked.id, "2026-11-27T09:00");
    request.staff_id = Some(r.mehmet);
    let after = r
        .desk
        .move_appointment(&request, now())
        .unwrap()
        .appointment;
    assert_eq!(
        said(&after)[..3],
        [
            "A 09:00-10:30 Mehmet",
            "GAP_A 10:30-11:10 Mehmet",
            "B 11:10-11:30 Lena"
        ]
    );
    assert_eq!(
        (after.staff_name.as_str(), ids(&after)),
        ("Mehmet", ids(&booked))
    );

    request.staff_id = Some(r.lena);
    assert_eq!(
        refused(r.desk.move_appointment(&request, now())).1,
        ["cannot_do"]
    );
}

#[test]
fn a_gap_stretches_goes_and_comes_back() {
    let r = Reception::open();
    let booked = r.book(r.colour, r.anna, "2026-11-27T09:30");
    let with_gap = |minutes| {
        let mut request = moved(booked.id, "2026-11-27T09:30");
        request.lengths = vec![taking("GAP_A", minutes)];
        r.desk
            .move_appointment(&request, now())
            .unwrap()
            .appointment
    };
    assert_eq!(
        said(&with_gap(60))[1..3],
        ["GAP_A 10:00-11:00 Anna", "B 11:00-11:20 Anna"]
    );

    let without = with_gap(0);
    assert_eq!(
        said(&without)[..2],
        ["A 09:30-10:00 Anna", "B 10:00-10:20 Anna"]
    );
    // What is gone stays gone when the appointment is only moved.
    let elsewhere = r
        .desk
        .move_appointment(&moved(booked.id, "2026-11-27T10:00"), now())
        .unwrap();
    assert_eq!(elsewhere.appointment.phases.len(), 4);

    let again = with_gap(30);
    let same_rows = |a: &AppointmentView| {
        ids(a)
            .into_iter()
            .filter(|(_, key)| *key != "GAP_A")
            .map(|(id, _)| id)
            .collect::<Vec<_>>()
    };
    assert_eq!(said(&again), said(&booked));
    assert_eq!(same_rows(&again), same_rows(&booked));
}

#[test]
fn what_is_booked_outlives_the_catalogue_and_the_staff() {
    let r = Reception::open();
    let booked = r.book(r.colour, r.anna, "2026-11-27T09:30");
    r.store
        .write(|tx| services::archive(tx, salon::ServiceId(r.colour), now()))
        .unwrap();
    r.desk
        .move_appointment(&moved(booked.id, "2026-11-27T14:00"), now())
        .unwrap();

    r.store
        .write(|tx| {
            let mut anna = staff::find(tx, salon::StaffId(r.anna))?.unwrap();
            anna.archived_at = Some(now());
            staff::update(tx, &anna)
        })
        .unwrap();
    // Still shown in a column of its own, and movable to somebody who is there.
    let day = r.desk.day("2026-11-27", now()).unwrap();
    assert!(day.staff.iter().any(|column| column.name == "Anna"));
    let mut request = moved(booked.id, "2026-11-27T14:00");
    request.staff_id = Some(r.fabian);
    let after = r
        .desk
        .move_appointment(&request, now())
        .unwrap()
        .appointment;
    assert_eq!(after.staff_name, "Fabian");
}

#[test]
fn what_does_not_take_place_is_not_moved() {
    let r = Reception::open();
    let booked = r.book(r.colour, r.anna, "2026-11-27T09:30");
    r.desk.cancel(&cancelled(booked.id), now()).unwrap();
    let before = r.dump();
    let error = r
        .desk
        .move_appointment(&moved(booked.id, "2026-11-27T14:00"), now())
        .unwrap_err();
    assert_eq!(
        (error.code(), error.details()),
        (
            "not_booked",
            Some(serde_json::json!({ "status": "cancelled" }))
        )
    );
    let error = r
        .desk
        .move_appointment(&moved(4711, "2026-11-27T14:00"), now())
        .unwrap_err();
    assert_eq!(error.code(), "unknown_appointment");
    assert_eq!(r.dump(), before);
}
