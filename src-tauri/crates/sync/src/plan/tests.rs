//! The plan as a table: what is wanted × what is known × what time it is.

use super::*;

pub(super) const ANNA: StaffId = StaffId(1);
pub(super) const MEHMET: StaffId = StaffId(2);
pub(super) const TYPE: EventTypeId = EventTypeId::new(100);
pub(super) const OTHER_TYPE: EventTypeId = EventTypeId::new(200);

pub(super) fn at(clock: &str) -> Timestamp {
    format!("2026-11-27T{clock}:00Z").parse().unwrap()
}

pub(super) fn span(from: &str, to: &str) -> Span {
    Span::new(at(from), at(to)).unwrap()
}

pub(super) fn image(uid: &str, event_type: EventTypeId, staff: StaffId, span: Span) -> Image {
    Image {
        uid: BookingUid::new(uid),
        event_type: Some(event_type),
        staff: Some(staff),
        span,
    }
}

fn wanted(staff: StaffId, event_type: EventTypeId, span: Span) -> Wish {
    Wish::Booking {
        staff,
        span,
        target: Ok(usual(event_type)),
    }
}

fn usual(event_type: EventTypeId) -> Target {
    Target {
        event_type,
        unusual: false,
        silent: false,
    }
}

fn tooth(phase: i64, wish: Wish, live: Option<Image>) -> Tooth {
    Tooth {
        phase: PhaseId(phase),
        wish,
        live,
        surplus: Vec::new(),
        open: None,
        open_place: None,
        blocked: None,
    }
}

/// The step for one phase alone, seen at 08:00.
fn step_at_eight(tooth: Tooth) -> Step {
    let steps = plan(&[tooth], &[], at("08:00"));
    let [(_, step)] = steps.as_slice() else {
        panic!("one phase, one step")
    };
    step.clone()
}

fn create(event_type: EventTypeId, staff: StaffId, span: Span) -> Step {
    Step::Send(Operation::Create {
        target: usual(event_type),
        staff,
        span,
    })
}

fn reschedule(uid: &str, span: Span) -> Step {
    Step::Send(Operation::Reschedule {
        booking: BookingUid::new(uid),
        event_type: TYPE,
        staff: ANNA,
        span,
    })
}

fn cancel(uid: &str, because: CancelBecause) -> Step {
    Step::Send(Operation::Cancel {
        booking: BookingUid::new(uid),
        because,
    })
}

#[test]
fn what_is_wanted_and_not_there_is_created() {
    let nine = span("09:00", "09:30");
    let step = step_at_eight(tooth(1, wanted(ANNA, TYPE, nine), None));
    assert_eq!(step, create(TYPE, ANNA, nine));
}

#[test]
fn what_is_there_as_wanted_is_left_alone() {
    let nine = span("09:00", "09:30");
    let live = Some(image("u", TYPE, ANNA, nine));
    assert_eq!(
        step_at_eight(tooth(1, wanted(ANNA, TYPE, nine), live.clone())),
        Step::InLine
    );
    let no_longer_mapped = Wish::Booking {
        staff: ANNA,
        span: nine,
        target: Err(Code::EventTypeMissing),
    };
    assert_eq!(
        step_at_eight(tooth(1, no_longer_mapped, live)),
        Step::InLine
    );
}

#[test]
fn another_time_is_a_reschedule() {
    let ten = span("10:00", "10:30");
    let live = image("u", TYPE, ANNA, span("09:00", "09:30"));
    let step = step_at_eight(tooth(1, wanted(ANNA, TYPE, ten), Some(live)));
    assert_eq!(step, reschedule("u", ten));
}

#[test]
fn what_a_reschedule_cannot_change_is_taken_back_first() {
    let live = || Some(image("u", TYPE, ANNA, span("09:00", "09:30")));
    let replaced = cancel("u", CancelBecause::Replaced);
    for (what, wish) in [
        ("length", wanted(ANNA, TYPE, span("09:00", "09:45"))),
        (
            "event type",
            wanted(ANNA, OTHER_TYPE, span("10:00", "10:30")),
        ),
        (
            "stylist",
            wanted(MEHMET, OTHER_TYPE, span("09:00", "09:30")),
        ),
    ] {
        assert_eq!(step_at_eight(tooth(1, wish, live())), replaced, "{what}");
    }
}

#[test]
fn what_takes_longer_than_usual_is_never_rescheduled_which_would_make_it_usual_again() {
    let longer = Target {
        event_type: TYPE,
        unusual: true,
        silent: false,
    };
    let wish = |span| Wish::Booking {
        staff: ANNA,
        span,
        target: Ok(longer),
    };
    let live = image("u", TYPE, ANNA, span("09:00", "09:55"));
    let stays = tooth(1, wish(live.span), Some(live.clone()));
    assert_eq!(step_at_eight(stays), Step::InLine);

    let moved = tooth(1, wish(span("10:00", "10:55")), Some(live));
    assert_eq!(step_at_eight(moved), cancel("u", CancelBecause::Replaced));
    let gone = tooth(1, wish(span("10:00", "10:55")), None);
    let again = Operation::Create {
        target: longer,
        staff: ANNA,
        span: span("10:00", "10:55"),
    };
    assert_eq!(step_at_eight(gone), Step::Send(again));
}

#[test]
fn a_booking_of_a_deleted_event_type_is_taken_back_before_it_is_made_anew() {
    let mut live = image("u", TYPE, ANNA, span("09:00", "09:30"));
    live.event_type = None;
    let step = step_at_eight(tooth(
        1,
        wanted(ANNA, TYPE, span("10:00", "10:30")),
        Some(live),
    ));
    assert_eq!(step, cancel("u", CancelBecause::Replaced));
}

#[test]
fn what_is_not_wanted_any_more_is_taken_back_once() {
    let live = image("u", TYPE, ANNA, span("09:00", "09:30"));
    let step = step_at_eight(tooth(1, Wish::Nothing, Some(live)));
    assert_eq!(step, cancel("u", CancelBecause::NotWanted));
    assert_eq!(step_at_eight(tooth(1, Wish::Nothing, None)), Step::Absent);
}

#[test]
fn the_past_is_neither_made_nor_unmade() {
    let seven = span("07:00", "07:30");
    let step = step_at_eight(tooth(1, wanted(ANNA, TYPE, seven), None));
    assert_eq!(step, Step::Blocked(Code::InThePast), "cannot be created");
    let begun = step_at_eight(tooth(1, wanted(ANNA, TYPE, span("08:00", "08:30")), None));
    assert_eq!(begun, Step::Blocked(Code::InThePast), "without tolerance");
    let live = || Some(image("u", TYPE, ANNA, seven));
    assert_eq!(
        step_at_eight(tooth(1, Wish::Nothing, live())),
        Step::Absent,
        "is history"
    );
    let ten = span("10:00", "10:30");
    let step = step_at_eight(tooth(1, wanted(ANNA, TYPE, ten), live()));
    assert_eq!(
        step,
        create(TYPE, ANNA, ten),
        "the new time is a booking of its own"
    );
    let moved_back = tooth(
        1,
        wanted(ANNA, TYPE, seven),
        Some(image("u", TYPE, ANNA, span("09:00", "09:30"))),
    );
    assert_eq!(step_at_eight(moved_back), Step::Blocked(Code::InThePast));
}

#[test]
fn what_is_running_can_still_be_taken_back() {
    let live = image("u", TYPE, ANNA, span("07:45", "08:15"));
    let step = step_at_eight(tooth(1, Wish::Nothing, Some(live)));
    assert_eq!(step, cancel("u", CancelBecause::NotWanted));
}

#[test]
fn without_a_usable_event_type_the_reason_is_told() {
    for code in [
        Code::EventTypeMissing,
        Code::ManagedParent,
        Code::LengthDiffers,
    ] {
        let wish = || Wish::Booking {
            staff: ANNA,
            span: span("09:00", "09:30"),
            target: Err(code),
        };
        assert_eq!(step_at_eight(tooth(1, wish(), None)), Step::Blocked(code));
        let elsewhere = image("u", TYPE, ANNA, span("10:00", "10:30"));
        assert_eq!(
            step_at_eight(tooth(1, wish(), Some(elsewhere))),
            Step::Blocked(code)
        );
    }
}

#[test]
fn nothing_is_written_while_an_earlier_write_is_open() {
    let wishes = [wanted(ANNA, TYPE, span("09:00", "09:30")), Wish::Nothing];
    let lives = [None, Some(image("u", TYPE, ANNA, span("10:00", "10:30")))];
    for wish in &wishes {
        for live in &lives {
            let mut tooth = tooth(1, wish.clone(), live.clone());
            tooth.surplus = vec![image("s", TYPE, ANNA, span("09:00", "09:30"))];
            tooth.blocked = Some(Code::SlotTaken);
            tooth.open = Some(OpenOperation::Sending);
            assert_eq!(step_at_eight(tooth.clone()), Step::InTheAir);
            tooth.open = Some(OpenOperation::Uncertain { operation: 7 });
            assert_eq!(step_at_eight(tooth), Step::LookUp { operation: 7 });
        }
    }
}

#[test]
fn a_verdict_holds_until_somebody_asks_again() {
    let mut tooth = tooth(1, wanted(ANNA, TYPE, span("09:00", "09:30")), None);
    tooth.blocked = Some(Code::SlotTaken);
    assert_eq!(step_at_eight(tooth), Step::Blocked(Code::SlotTaken));
}

#[test]
fn a_second_booking_goes_before_anything_else_is_done() {
    let nine = span("09:00", "09:30");
    let mut tooth = tooth(
        1,
        wanted(ANNA, TYPE, nine),
        Some(image("u", TYPE, ANNA, nine)),
    );
    tooth.surplus = vec![image("s", TYPE, ANNA, nine)];
    assert_eq!(
        step_at_eight(tooth.clone()),
        cancel("s", CancelBecause::Surplus)
    );
    tooth.surplus = vec![image("s", TYPE, ANNA, span("07:00", "07:30"))];
    assert_eq!(
        step_at_eight(tooth),
        Step::InLine,
        "one that is over is history"
    );
}

#[test]
fn all_segments_of_a_new_appointment_are_created_at_once() {
    let teeth = [
        tooth(1, wanted(ANNA, TYPE, span("09:00", "09:30")), None),
        tooth(2, wanted(ANNA, TYPE, span("10:00", "10:20")), None),
        tooth(3, wanted(ANNA, TYPE, span("10:20", "11:00")), None),
    ];
    let creates = plan(&teeth, &[], at("08:00"))
        .into_iter()
        .filter(|(_, step)| matches!(step, Step::Send(Operation::Create { .. })))
        .count();
    assert_eq!(creates, 3);
}

#[test]
fn a_segment_waits_for_its_neighbour_to_leave() {
    let teeth = [
        tooth(
            1,
            wanted(ANNA, TYPE, span("09:30", "10:00")),
            Some(image("a", TYPE, ANNA, span("09:00", "09:30"))),
        ),
        tooth(
            2,
            wanted(ANNA, TYPE, span("10:00", "10:30")),
            Some(image("b", TYPE, ANNA, span("09:30", "10:00"))),
        ),
    ];
    let steps = plan(&teeth, &[], at("08:00"));
    let expected = [
        (PhaseId(1), Step::Wait),
        (PhaseId(2), reschedule("b", span("10:00", "10:30"))),
    ];
    assert_eq!(steps, expected);
}

#[test]
fn a_neighbour_that_stays_is_not_waited_for() {
    let mut stuck = tooth(
        2,
        wanted(ANNA, TYPE, span("10:00", "10:30")),
        Some(image("b", TYPE, ANNA, span("09:30", "10:00"))),
    );
    stuck.blocked = Some(Code::SlotTaken);
    let mover = tooth(1, wanted(ANNA, TYPE, span("09:30", "10:00")), None);
    let steps = plan(&[mover, stuck], &[], at("08:00"));
    assert_eq!(steps[0].1, create(TYPE, ANNA, span("09:30", "10:00")));
}

#[test]
fn segments_that_change_places_do_not_wait_for_ever() {
    let (early, late) = (span("09:00", "09:30"), span("09:30", "10:00"));
    let teeth = [
        tooth(
            1,
            wanted(ANNA, TYPE, late),
            Some(image("a", TYPE, ANNA, early)),
        ),
        tooth(
            2,
            wanted(ANNA, TYPE, early),
            Some(image("b", TYPE, ANNA, late)),
        ),
    ];
    let steps = plan(&teeth, &[], at("08:00"));
    let expected = [
        (PhaseId(1), cancel("a", CancelBecause::Replaced)),
        (PhaseId(2), Step::Wait),
    ];
    assert_eq!(steps, expected);
}

#[test]
fn an_appointment_waits_for_the_one_that_goes_first_and_makes_room_for_the_other() {
    let nine = span("09:00", "09:30");
    let obstacle = |staff, goes_first| Obstacle {
        staff,
        span: span("09:15", "09:45"),
        goes_first,
    };
    let fresh = tooth(1, wanted(ANNA, TYPE, nine), None);
    let moved = tooth(
        1,
        wanted(ANNA, TYPE, nine),
        Some(image("u", TYPE, ANNA, span("11:00", "11:30"))),
    );
    let made_room = cancel("u", CancelBecause::Replaced);
    for (tooth, goes_first, expected) in [
        (&fresh, true, Step::Wait),
        (&fresh, false, Step::Wait),
        (&moved, true, Step::Wait),
        (&moved, false, made_room),
    ] {
        let steps = plan(
            std::slice::from_ref(tooth),
            &[obstacle(ANNA, goes_first)],
            at("08:00"),
        );
        assert_eq!(steps[0].1, expected);
    }
    let steps = plan(&[fresh], &[obstacle(MEHMET, true)], at("08:00"));
    assert_eq!(
        steps[0].1,
        create(TYPE, ANNA, nine),
        "somebody else's time is no obstacle"
    );
}

#[test]
fn nothing_is_sent_to_where_a_sibling_s_unsettled_write_may_have_put_a_booking() {
    let unsettled = [
        (OpenOperation::Sending, Step::InTheAir),
        (
            OpenOperation::Uncertain { operation: 7 },
            Step::LookUp { operation: 7 },
        ),
    ];
    for (open, its_step) in unsettled {
        let moved = tooth(
            1,
            wanted(ANNA, TYPE, span("09:15", "09:35")),
            Some(image("u", TYPE, ANNA, span("09:00", "09:20"))),
        );
        let mut lost = tooth(2, wanted(ANNA, OTHER_TYPE, span("09:35", "10:15")), None);
        lost.open = Some(open);
        lost.open_place = Some((ANNA, span("09:20", "10:00")));
        let steps: Vec<Step> = plan(&[moved.clone(), lost.clone()], &[], at("08:00"))
            .into_iter()
            .map(|(_, step)| step)
            .collect();
        assert_eq!(steps, [Step::Wait, its_step.clone()]);

        // Somebody else's time is not in the way.
        lost.open_place = Some((MEHMET, span("09:20", "10:00")));
        let steps = plan(&[moved, lost], &[], at("08:00"));
        assert_eq!(steps[0].1, reschedule("u", span("09:15", "09:35")));
    }
}
