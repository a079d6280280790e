use desk::request::HandOverRequest;

use crate::reception::{Reception, now};

fn to(id: i64, key: &str, staff: i64) -> HandOverRequest {
    HandOverRequest {
        appointment_id: id,
        key: key.to_owned(),
        staff_id: staff,
        despite_warnings: false,
    }
}

#[test]
fn one_segment_goes_to_a_colleague_and_the_rest_stays() {
    let r = Reception::open();
    let mine = r.book(r.colour, r.anna, "2026-11-27T09:00");
    let over = r
        .desk
        .hand_over(&to(mine.id, "C", r.fabian), now())
        .unwrap();
    let staff: Vec<_> = over
        .appointment
        .phases
        .iter()
        .map(|phase| (phase.key.as_str(), phase.staff_name.as_str()))
        .collect();
    assert_eq!(
        staff,
        [
            ("A", "Anna"),
            ("GAP_A", "Anna"),
            ("B", "Anna"),
            ("C", "Fabian"),
            ("D", "Anna")
        ]
    );
    assert_eq!(over.appointment.start, mine.start);
    let last = over.history.last().unwrap();
    assert_eq!(
        (last.action.as_str(), last.reason.as_deref()),
        ("handed_over", Some("C: Fabian"))
    );
    r.book(r.cut, r.anna, "2026-11-27T10:20");
}

#[test]
fn who_is_busy_or_may_not_do_it_takes_nothing_over() {
    let r = Reception::open();
    let mine = r.book(r.colour, r.anna, "2026-11-27T09:00");
    r.book(r.cut, r.fabian, "2026-11-27T10:20");
    for staff in [r.fabian, r.lena] {
        let refused = r
            .desk
            .hand_over(&to(mine.id, "C", staff), now())
            .unwrap_err();
        assert_eq!(refused.code(), "refused");
    }
    let unknown = r
        .desk
        .hand_over(&to(mine.id, "Z", r.mehmet), now())
        .unwrap_err();
    assert_eq!(unknown.code(), "unknown_segment");
}
