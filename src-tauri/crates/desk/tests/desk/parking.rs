use desk::request::MoveRequest;

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
    let parked = r.desk.park(mine.id, now()).unwrap();
    assert!(parked.parked);
    assert_eq!(parked.history.last().unwrap().action, "parked");
    let tray = r.desk.tray(now()).unwrap();
    assert_eq!(tray[0].appointment.id, mine.id);
    assert_eq!(tray[0].appointment.phases.len(), mine.phases.len());
    r.book(r.cut, r.anna, "2026-11-27T09:00");
    assert_eq!(
        r.desk.park(mine.id, now()).unwrap().history.len(),
        2,
        "twice is once"
    );
}

#[test]
fn a_move_puts_it_back_under_its_own_number() {
    let r = Reception::open();
    let mine = r.book(r.colour, r.anna, "2026-11-27T09:00");
    r.desk.park(mine.id, now()).unwrap();
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
        r.desk.park(mine.id, now()).unwrap();
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
    r.desk.park(mine.id, now()).unwrap();
    let gone = r.desk.cancel(&cancelled(mine.id), now()).unwrap();
    assert!(!gone.parked);
    assert_eq!(r.desk.tray(now()).unwrap(), []);
    let moved = r
        .desk
        .move_appointment(&place(mine.id, "2026-11-27T12:00"), now());
    assert_eq!(moved.unwrap_err().code(), "not_booked");
    assert_eq!(
        r.desk.park(mine.id, now()).unwrap_err().code(),
        "not_booked"
    );
}
