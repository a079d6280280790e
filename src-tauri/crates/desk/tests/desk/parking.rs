use desk::request::{AlongWish, MoveRequest};

use crate::reception::{Reception, cancelled, now};

fn place(id: i64, start: &str) -> MoveRequest {
    MoveRequest {
        along: Vec::new(),
        appointment_id: id,
        start: start.to_owned(),
        staff_id: None,
        lengths: Vec::new(),
        despite_warnings: false,
    }
}

#[test]
fn what_is_parked_gives_its_time_up_and_keeps_everything_else() {
    let r = Reception::open();
    let mine = r.book(r.colour, r.anna, "2026-11-27T09:00");
    r.desk.park(&[mine.id], now()).unwrap();
    let parked = r.desk.appointment(mine.id, now()).unwrap();
    assert!(parked.parked);
    assert_eq!(parked.history.last().unwrap().action, "parked");
    let tray = r.desk.tray(now()).unwrap();
    assert_eq!(tray[0].appointment.id, mine.id);
    assert_eq!(tray[0].appointment.phases.len(), mine.phases.len());
    r.book(r.cut, r.anna, "2026-11-27T09:00");
    r.desk.park(&[mine.id], now()).unwrap();
    let again = r.desk.appointment(mine.id, now()).unwrap();
    assert_eq!(again.history.len(), 2, "twice is once");
}

#[test]
fn a_move_puts_it_back_under_its_own_number() {
    let r = Reception::open();
    let mine = r.book(r.colour, r.anna, "2026-11-27T09:00");
    r.desk.park(&[mine.id], now()).unwrap();
    r.book(r.cut, r.anna, "2026-11-27T09:00");
    let taken = r
        .desk
        .move_appointment(&place(mine.id, "2026-11-27T09:00"), now());
    assert_eq!(taken.unwrap_err().code(), "refused");
    assert_eq!(r.desk.tray(now()).unwrap().len(), 1);

    let back = r
        .desk
        .move_appointment(&place(mine.id, "2026-11-27T12:00"), now());
    let back = back.unwrap();
    assert_eq!((back.appointment.id, back.parked), (mine.id, false));
    assert_eq!(back.appointment.status, "booked");
    assert_eq!(back.history.last().unwrap().action, "placed");
    assert_eq!(r.desk.tray(now()).unwrap(), []);
    let over = r
        .desk
        .book(&r.wish(r.cut, r.anna, "2026-11-27T12:00"), now());
    assert_eq!(
        over.unwrap_err().code(),
        "refused",
        "its time is taken again"
    );
}

#[test]
fn to_where_it_was_it_can_go_back_too() {
    let r = Reception::open();
    let mine = r.book(r.cut, r.anna, "2026-11-27T09:00");
    for back in [true, false] {
        r.desk.park(&[mine.id], now()).unwrap();
        let detail = match back {
            true => r.desk.reinstate(mine.id, now()),
            false => r
                .desk
                .move_appointment(&place(mine.id, "2026-11-27T09:00"), now()),
        };
        let detail = detail.unwrap();
        assert_eq!(
            (detail.appointment.status.as_str(), detail.parked),
            ("booked", false)
        );
        assert_eq!(r.desk.tray(now()).unwrap(), []);
    }
}

#[test]
fn what_is_given_up_leaves_the_tray() {
    let r = Reception::open();
    let mine = r.book(r.cut, r.anna, "2026-11-27T09:00");
    r.desk.park(&[mine.id], now()).unwrap();
    let gone = r.desk.cancel(&cancelled(mine.id), now()).unwrap();
    assert!(!gone.parked);
    assert_eq!(r.desk.tray(now()).unwrap(), []);
    let moved = r
        .desk
        .move_appointment(&place(mine.id, "2026-11-27T12:00"), now());
    assert_eq!(moved.unwrap_err().code(), "not_booked");
    assert_eq!(
        r.desk.park(&[mine.id], now()).unwrap_err().code(),
        "not_booked"
    );
}

#[test]
fn a_visit_is_parked_and_placed_as_one() {
    let r = Reception::open();
    let (first, second) = r.visit(r.anna);
    r.desk.park(&[first, second], now()).unwrap();
    let tray = r.desk.tray(now()).unwrap();
    let [together] = tray.as_slice() else {
        panic!("one place for both: {tray:?}");
    };
    assert_eq!(together.appointment.id, first);
    let along: Vec<_> = together.visit.iter().map(|part| part.id).collect();
    assert_eq!(along, [second]);

    // One directly behind the other, as it was.
    let mut place = place(first, "2026-11-27T12:00");
    place.along = vec![AlongWish {
        appointment_id: second,
        staff_id: None,
    }];
    r.desk.move_appointment(&place, now()).unwrap();
    assert_eq!(r.desk.tray(now()).unwrap(), []);
    let back = r.desk.appointment(second, now()).unwrap();
    assert_eq!(
        (
            back.appointment.status.as_str(),
            back.appointment.start.as_str()
        ),
        ("booked", "2026-11-27T14:40:00+01:00")
    );
}

#[test]
fn what_lies_in_the_tray_and_what_stands_on_the_sheet_do_not_move_as_one() {
    let r = Reception::open();
    let (first, second) = r.visit(r.anna);
    r.desk.park(&[first], now()).unwrap();
    let tray = r.desk.tray(now()).unwrap();
    assert_eq!(tray[0].visit, []);
    let mut place = place(first, "2026-11-27T12:00");
    place.along = vec![AlongWish {
        appointment_id: second,
        staff_id: None,
    }];
    let mixed = r.desk.move_appointment(&place, now());
    assert_eq!(mixed.unwrap_err().code(), "not_booked");
}

#[test]
fn several_are_parked_all_or_none() {
    let r = Reception::open();
    let (first, second) = r.visit(r.anna);
    r.desk.cancel(&cancelled(second), now()).unwrap();
    let before = r.dump();
    let parked = r.desk.park(&[first, second], now());
    assert_eq!(parked.unwrap_err().code(), "not_booked");
    assert_eq!(r.dump(), before);
}
