//! Every combination of what can be wanted, known, under way and blocked, seen at eight: 5 904 for one segment, and each pair out
//! of a choice of them for two. The rules are those of docs/SYNC.md, row by row.

use super::tests::{ANNA, MEHMET, OTHER_TYPE, TYPE, at, image, span};
use super::*;

const NOW: &str = "08:00";

/// Before, running, and after eight; the last is longer.
fn spans() -> Vec<Span> {
    [
        ("06:00", "06:30"),
        ("07:45", "08:15"),
        ("08:00", "08:30"),
        ("09:00", "09:30"),
        ("09:00", "10:00"),
    ]
    .map(|(from, to)| span(from, to))
    .to_vec()
}

fn wishes() -> Vec<Wish> {
    let target = |event_type, unusual| Target {
        event_type,
        unusual,
        silent: false,
    };
    let targets = [
        Ok(target(TYPE, false)),
        Ok(target(TYPE, true)),
        Ok(target(OTHER_TYPE, false)),
        Err(Code::EventTypeMissing),
    ];
    let mut wishes = vec![Wish::Nothing];
    for span in spans() {
        for staff in [ANNA, MEHMET] {
            for target in targets {
                wishes.push(Wish::Booking {
                    staff,
                    span,
                    target,
                });
            }
        }
    }
    wishes
}

fn images() -> Vec<Option<Image>> {
    let mut images = vec![None];
    for span in spans() {
        images.push(Some(image("u", TYPE, ANNA, span)));
    }
    let nine = span("09:00", "09:30");
    let of_nobody = Image {
        staff: None,
        ..image("u", TYPE, ANNA, nine)
    };
    let of_no_type = Image {
        event_type: None,
        ..image("u", TYPE, ANNA, nine)
    };
    images.extend([Some(of_nobody), Some(of_no_type)]);
    images
}

fn surpluses() -> Vec<Vec<Image>> {
    let over = image("over", TYPE, ANNA, span("06:00", "06:30"));
    let coming = image("extra", TYPE, ANNA, span("09:00", "09:30"));
    vec![vec![], vec![over.clone()], vec![over, coming]]
}

fn opens() -> [Option<OpenOperation>; 3] {
    [
        None,
        Some(OpenOperation::Sending),
        Some(OpenOperation::Uncertain { operation: 7 }),
    ]
}

fn all() -> impl Iterator<Item = Tooth> {
    wishes().into_iter().flat_map(|wish| {
        images().into_iter().flat_map(move |live| {
            let wish = wish.clone();
            surpluses().into_iter().flat_map(move |surplus| {
                let (wish, live) = (wish.clone(), live.clone());
                opens().into_iter().flat_map(move |open| {
                    let (wish, live, surplus) = (wish.clone(), live.clone(), surplus.clone());
                    [None, Some(Code::SlotTaken)]
                        .into_iter()
                        .map(move |blocked| Tooth {
                            phase: PhaseId(1),
                            wish: wish.clone(),
                            live: live.clone(),
                            surplus: surplus.clone(),
                            open,
                            open_place: None,
                            blocked,
                        })
                })
            })
        })
    })
}

/// The table of docs/SYNC.md: the first row that applies.
fn by_the_page(tooth: &Tooth, now: Timestamp) -> Step {
    let alive = |image: &&Image| image.span.end > now;
    let cancel = |image: &Image, because| {
        Step::Send(Operation::Cancel {
            booking: image.uid.clone(),
            because,
        })
    };
    let live = tooth.live.as_ref();
    let extra = tooth.surplus.iter().find(alive);
    match (tooth.open, tooth.blocked, extra, &tooth.wish) {
        (Some(OpenOperation::Sending), ..) => Step::InTheAir,
        (Some(OpenOperation::Uncertain { operation }), ..) => Step::LookUp { operation },
        (None, _, Some(extra), _) => cancel(extra, CancelBecause::Surplus),
        (None, Some(code), None, _) => Step::Blocked(code),
        (None, None, None, Wish::Nothing) => match live.filter(alive) {
            Some(live) => cancel(live, CancelBecause::NotWanted),
            None => Step::Absent,
        },
        (
            None,
            None,
            None,
            Wish::Booking {
                staff,
                span,
                target,
            },
        ) => {
            let in_line = |image: &&Image| image.staff == Some(*staff) && image.span == *span;
            if live.filter(in_line).is_some() {
                return Step::InLine;
            }
            if span.start <= now {
                return Step::Blocked(Code::InThePast);
            }
            let target = match target {
                Ok(target) => *target,
                Err(code) => return Step::Blocked(*code),
            };
            let Some(live) = live.filter(alive) else {
                return Step::Send(Operation::Create {
                    target,
                    staff: *staff,
                    span: *span,
                });
            };
            let same_length = live.span.minutes() == span.minutes();
            let movable =
                live.event_type == Some(target.event_type) && same_length && !target.unusual;
            if movable {
                Step::Send(Operation::Reschedule {
                    booking: live.uid.clone(),
                    event_type: target.event_type,
                    staff: *staff,
                    span: *span,
                })
            } else {
                cancel(live, CancelBecause::Replaced)
            }
        }
    }
}

#[test]
fn every_combination_follows_the_page() {
    let now = at(NOW);
    let mut seen = 0;
    for tooth in all() {
        let steps = plan(std::slice::from_ref(&tooth), &[], now);
        assert_eq!(
            steps,
            [(tooth.phase, by_the_page(&tooth, now))],
            "{tooth:?}"
        );
        seen += 1;
    }
    assert_eq!(seen, 41 * 8 * 3 * 3 * 2);
}

fn writes(step: &Step) -> bool {
    matches!(step, Step::Send(_))
}

/// Whatever the combination, and independently of the page.
#[test]
fn no_combination_breaks_a_promise() {
    let now = at(NOW);
    for tooth in all() {
        let steps = plan(std::slice::from_ref(&tooth), &[], now);
        let (_, step) = &steps[0];
        let alive = |image: &Image| image.span.end > now;
        let one_too_many = tooth.surplus.iter().any(alive);
        if tooth.open.is_some() || (tooth.blocked.is_some() && !one_too_many) {
            assert!(
                !writes(step),
                "a write before the last one is settled: {tooth:?}"
            );
        }
        if let Step::Send(Operation::Create { span, .. }) = step {
            let another = tooth.live.iter().chain(&tooth.surplus).any(alive);
            assert!(!another, "two at once: {tooth:?}");
            assert!(span.start > now, "created in the past: {tooth:?}");
        }
        if let Step::Send(Operation::Reschedule { span, .. }) = step {
            assert!(span.start > now, "moved into the past: {tooth:?}");
        }
        if let Step::Send(Operation::Cancel { booking, .. }) = step {
            let its = |image: &&Image| image.uid == *booking;
            let gone = tooth.live.iter().chain(&tooth.surplus).find(its);
            assert!(
                gone.is_some_and(alive),
                "over, and yet cancelled: {tooth:?}"
            );
        }
    }
}

/// What one of two segments may be at.
fn some(phase: i64) -> Vec<Tooth> {
    let (nine, ten) = (span("09:00", "09:30"), span("10:00", "10:30"));
    let uid = format!("u{phase}");
    let places = [(ANNA, nine), (ANNA, ten), (MEHMET, nine)];
    let mut some = Vec::new();
    for (by, wanted) in places {
        for live in [None, Some(places[0]), Some(places[1]), Some(places[2])] {
            for open in opens() {
                let event_type = |staff| if staff == ANNA { TYPE } else { OTHER_TYPE };
                some.push(Tooth {
                    phase: PhaseId(phase),
                    wish: Wish::Booking {
                        staff: by,
                        span: wanted,
                        target: Ok(Target {
                            event_type: event_type(by),
                            unusual: false,
                            silent: false,
                        }),
                    },
                    live: live.map(|(staff, span)| image(&uid, event_type(staff), staff, span)),
                    surplus: Vec::new(),
                    open,
                    open_place: open.map(|_| (by, wanted)),
                    blocked: None,
                });
            }
        }
    }
    some
}

#[test]
fn of_two_segments_none_is_sent_into_the_other_s_place_and_they_never_wait_for_each_other() {
    let now = at(NOW);
    for one in some(1) {
        for other in some(2) {
            let steps = plan(&[one.clone(), other.clone()], &[], now);
            let what = format!("{one:?} {other:?} {steps:?}");
            let [(_, first), (_, second)] = steps.as_slice() else {
                panic!("{what}")
            };
            assert!(
                *first != Step::Wait || *second != Step::Wait,
                "both wait: {what}"
            );
            for (step, neighbour, its) in [(first, &other, second), (second, &one, first)] {
                let Some((staff, span)) = place_of(step) else {
                    continue;
                };
                let there =
                    |image: &Image| image.staff == Some(staff) && image.span.overlaps(&span);
                let leaving = !matches!(its, Step::InLine | Step::Wait | Step::Blocked(_));
                let in_the_way = neighbour.live.as_ref().is_some_and(there) && leaving;
                assert!(!in_the_way, "sent to where the other still is: {what}");
            }
        }
    }
}
