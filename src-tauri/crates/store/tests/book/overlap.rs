//! Nobody works on two customers at once, whoever writes: these tests go around the crate with a connection of their own.

use rusqlite::{Connection, ErrorCode};
use store::{
    StoreError,
    appointments::{self, Status},
    phases,
};

use crate::fixture::{Salon, at, read, span, write};

const INSERT: &str = "INSERT INTO phases
    (uid, appointment_id, sequence, key, kind, bookable, staff_id, occupies_staff_id, start_at, end_at)
    SELECT 'raw-' || ?1, 1, 100 + ?1, 'R' || ?1, 'staff', NULL, 1, 1, ?2, ?3";

fn raw(conn: &Connection, sql: &str, number: i64, from: i64, to: i64) -> rusqlite::Result<usize> {
    conn.execute(sql, (number, at(from).as_second(), at(to).as_second()))
}

fn refused_as(result: rusqlite::Result<usize>, words: &str) {
    let error = result.expect_err("the database let it in");
    assert_eq!(
        error.sqlite_error_code(),
        Some(ErrorCode::ConstraintViolation)
    );
    assert!(error.to_string().contains(words), "{error}");
}

#[test]
fn a_second_appointment_at_the_same_time_is_refused_with_its_own_error() {
    let salon = Salon::new();
    salon.book(&[(salon.works(), 0, 30)]).unwrap();

    for (from, to) in [(0, 30), (-10, 1), (29, 60), (10, 20), (-10, 60)] {
        let second = salon.book(&[(salon.works(), from, to)]);
        assert!(matches!(second, Err(StoreError::Overlap)), "{from}–{to}");
    }
    let day = read(&salon.store, |r| appointments::during(r, span(-60, 90)));
    assert_eq!(day.len(), 1, "a refused appointment leaves nothing behind");
}

#[test]
fn every_kind_of_insert_is_refused() {
    let salon = Salon::new();
    salon.book(&[(salon.works(), 0, 30)]).unwrap();
    let conn = salon.foreign();

    let kinds = [
        INSERT.to_owned(),
        INSERT.replacen("INSERT", "INSERT OR REPLACE", 1),
        INSERT.replacen("INSERT", "INSERT OR IGNORE", 1),
        INSERT.replacen("INSERT", "INSERT OR ROLLBACK", 1),
        format!("{INSERT} WHERE true ON CONFLICT DO UPDATE SET name = 'x'"),
    ];
    for insert in kinds {
        refused_as(raw(&conn, &insert, 1, 29, 40), "phases overlap");
    }
}

#[test]
fn every_kind_of_update_is_refused() {
    let salon = Salon::new();
    salon.book(&[(salon.works(), 0, 30)]).unwrap();
    salon.book(&[(salon.works(), 30, 60)]).unwrap();
    let conn = salon.foreign();

    for update in [
        "UPDATE phases SET start_at = start_at - 60 WHERE id = 2",
        "UPDATE phases SET end_at = end_at + 60 WHERE id = 1",
        "UPDATE OR REPLACE phases SET start_at = start_at - 60 WHERE id = 2",
        "UPDATE OR IGNORE phases SET start_at = start_at - 60 WHERE id = 2",
        "UPDATE phases SET id = 9, start_at = start_at - 60 WHERE id = 2",
        "UPDATE phases SET start_at = 1772438400, end_at = 1772440200",
    ] {
        refused_as(conn.execute(update, ()), "phases overlap");
    }
}

#[test]
fn a_vacated_place_cannot_be_taken_back_once_it_is_somebody_elses() {
    let salon = Salon::new();
    let first = salon.book(&[(salon.works(), 0, 30)]).unwrap();
    write(&salon.store, |tx| phases::vacate(tx, first));
    salon.book(&[(salon.works(), 15, 45)]).unwrap();

    let back = salon.foreign().execute(
        "UPDATE phases SET occupies_staff_id = staff_id WHERE appointment_id = 1",
        (),
    );
    refused_as(back, "phases overlap");
}

#[test]
fn phases_that_touch_are_fine() {
    let salon = Salon::new();
    salon.book(&[(salon.works(), 0, 30)]).unwrap();
    salon.book(&[(salon.works(), 30, 60)]).unwrap();
    salon.book(&[(salon.works(), -30, 0)]).unwrap();
    assert_eq!(raw(&salon.foreign(), INSERT, 1, 60, 61), Ok(1));
}

#[test]
fn two_people_work_at_the_same_time() {
    let salon = Salon::new();
    let cems = salon::PhaseKind::Staff { staff: salon.cem };
    salon.book(&[(salon.works(), 0, 30)]).unwrap();
    salon.book(&[(cems, 0, 30)]).unwrap();
}

#[test]
fn a_bookable_gap_is_free_for_others_and_a_blocked_one_is_not() {
    let salon = Salon::new();
    let comb = |gap| {
        [
            (salon.works(), 0, 30),
            (gap, 30, 60),
            (salon.works(), 60, 90),
        ]
    };
    salon.book(&comb(salon.free_gap())).unwrap();
    salon.book(&[(salon.works(), 30, 60)]).unwrap();

    let later = |kinds: [_; 3]| kinds.map(|(kind, from, to)| (kind, from + 100, to + 100));
    salon.book(&later(comb(salon.blocked_gap()))).unwrap();
    let inside = salon.book(&[(salon.works(), 140, 150)]);
    assert!(matches!(inside, Err(StoreError::Overlap)));
}

#[test]
fn a_comb_moves_over_its_own_old_place() {
    let salon = Salon::new();
    let kinds = [(salon.works(), 0, 30), (salon.works(), 30, 60)];
    let id = salon.book(&kinds).unwrap();
    let stored = read(&salon.store, |r| phases::of_appointment(r, id));

    write(&salon.store, |tx| {
        phases::vacate(tx, id)?;
        for phase in &stored {
            let mut planned = phase.planned.clone();
            planned.span.start += jiff::SignedDuration::from_mins(20);
            planned.span.end += jiff::SignedDuration::from_mins(20);
            phases::place(tx, phase.id, &planned, true)?;
        }
        Ok(())
    });

    let busy = read(&salon.store, |r| {
        phases::busy(r, &[salon.anna], span(0, 90), &[])
    });
    let spans: Vec<_> = busy.into_iter().map(|(_, span)| span).collect();
    assert_eq!(spans, [span(20, 50), span(50, 80)]);
}

#[test]
fn a_refused_move_leaves_the_comb_where_it_was() {
    let salon = Salon::new();
    let id = salon.book(&[(salon.works(), 0, 30)]).unwrap();
    salon.book(&[(salon.works(), 60, 90)]).unwrap();
    let before = read(&salon.store, |r| phases::of_appointment(r, id));

    let moved: Result<(), StoreError> = salon.store.write(|tx| {
        phases::vacate(tx, id)?;
        let mut planned = before[0].planned.clone();
        planned.span = span(50, 80);
        phases::place(tx, before[0].id, &planned, true)
    });

    assert!(matches!(moved, Err(StoreError::Overlap)));
    let after = read(&salon.store, |r| phases::of_appointment(r, id));
    assert_eq!(after, before);
}

#[test]
fn the_time_of_a_cancelled_appointment_is_free() {
    let salon = Salon::new();
    let id = salon.book(&[(salon.works(), 0, 30)]).unwrap();
    write(&salon.store, |tx| {
        phases::vacate(tx, id)?;
        appointments::set_status(tx, id, Status::Cancelled, None, at(0))
    });
    salon.book(&[(salon.works(), 0, 30)]).unwrap();
}

#[test]
fn a_booking_that_collides_is_shown_but_takes_no_time() {
    let salon = Salon::new();
    salon.book(&[(salon.works(), 0, 30)]).unwrap();
    let mut comb = crate::fixture::comb(&[(salon.works(), 15, 45)]);
    comb[0].takes_time = false;

    let id = write(&salon.store, |tx| {
        let id = appointments::insert(tx, &salon.appointment(span(15, 45)), at(0))?;
        phases::insert(tx, id, &comb)?;
        Ok(id)
    });

    let shown = read(&salon.store, |r| phases::of_appointment(r, id));
    assert_eq!(shown[0].occupies, None);
    salon.book(&[(salon.works(), 30, 45)]).unwrap();
}

#[test]
fn the_rule_reaches_as_far_back_as_the_longest_phase() {
    let salon = Salon::new();
    salon.book(&[(salon.works(), 0, 720)]).unwrap();
    let conn = salon.foreign();

    refused_as(raw(&conn, INSERT, 1, 719, 730), "phases overlap");
    refused_as(raw(&conn, INSERT, 2, 1000, 1721), "CHECK");
    assert_eq!(raw(&conn, INSERT, 3, 720, 730), Ok(1));
}

#[test]
fn a_phase_takes_the_time_of_its_own_staff_member_and_a_bookable_gap_nobodys() {
    let salon = Salon::new();
    let gap = [(salon.works(), 0, 30), (salon.free_gap(), 30, 60)];
    salon.book(&gap).unwrap();
    let conn = salon.foreign();

    for update in [
        "UPDATE phases SET occupies_staff_id = 2 WHERE id = 1",
        "UPDATE phases SET occupies_staff_id = 1 WHERE id = 2",
    ] {
        refused_as(conn.execute(update, ()), "CHECK");
    }
}

#[test]
fn a_hold_cannot_be_changed_around_the_rule() {
    let salon = Salon::new();
    write(&salon.store, |tx| {
        let times = [(salon.anna, span(0, 30))];
        store::holds::take(tx, "form", &times, at(0), at(5))
    });
    let later = salon
        .foreign()
        .execute("UPDATE holds SET expires_at = expires_at + 60", ());
    refused_as(later, "holds do not change");
}

#[test]
fn an_event_type_is_never_stored_as_its_own_child() {
    let salon = Salon::new();
    let conn = salon.foreign();
    let map = |event_type: i64, child: Option<i64>| {
        conn.execute(
            "INSERT INTO event_map (service_id, segment_key, staff_id, event_type_id, managed, child_event_type_id,
                                    slug, minutes, resolved_at)
             VALUES (1, 'A', 1, ?1, 1, ?2, 'farbe-a', 30, 0)",
            (event_type, child),
        )
    };

    refused_as(map(41, Some(41)), "CHECK");
    assert_eq!(map(41, None), Ok(1));
    let poison = conn.execute(
        "UPDATE event_map SET child_event_type_id = event_type_id",
        (),
    );
    refused_as(poison, "CHECK");
    let child = conn.execute("UPDATE event_map SET child_event_type_id = 42", ());
    assert_eq!(child, Ok(1));
}
