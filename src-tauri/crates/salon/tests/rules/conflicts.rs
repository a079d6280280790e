use std::collections::BTreeMap;

use jiff::civil::date;
use salon::{
    AppointmentId, Channel, Lengths, Part, PlannedPhase, Reason, Service, StaffId, Verdict,
    conflict::{Around, Blocked, Elsewhere, Held, WhyBlocked, judge},
    place::place,
    plan::plan,
    team,
};

use crate::salon_of_the_tests::{
    ANNA, FABIAN, LENA, MEHMET, at, balayage, berlin, cut, enter, open_salon, root_colour, span,
};

const NOW: &str = "2026-11-20T10:00";

fn planned(service: &Service, staff: StaffId, start: &str) -> Vec<PlannedPhase> {
    plan(service, staff, at(start), &Lengths::new(), &BTreeMap::new()).unwrap()
}

fn verdict(phases: &[PlannedPhase], around: &Around, channel: Channel) -> Verdict {
    judge(phases, around, channel, &berlin(), at(NOW))
}

fn codes(reasons: &[Reason]) -> Vec<&'static str> {
    reasons.iter().map(Reason::code).collect()
}

#[test]
fn an_empty_friday_has_nothing_against_anybody() {
    let phases = planned(&root_colour(), ANNA, "2026-11-27T09:30");
    for channel in [Channel::Desk, Channel::Phone] {
        assert!(verdict(&phases, &open_salon(), channel).is_clear());
    }
}

#[test]
fn a_busy_stylist_is_refused_with_who_what_whom_and_when() {
    let mut salon = open_salon();
    enter(&mut salon, 7, &planned(&cut(30), ANNA, "2026-11-27T11:00"));
    let colour = planned(&root_colour(), ANNA, "2026-11-27T09:30"); // C is 10:50–11:30

    let verdict = verdict(&colour, &salon, Channel::Desk);
    let [Reason::StaffBusy { phase, with }] = &verdict.refusals[..] else {
        panic!("one refusal: {:?}", codes(&verdict.refusals))
    };
    assert_eq!(phase, "C");
    assert_eq!((with.staff, with.appointment), (ANNA, AppointmentId(7)));
    assert_eq!(with.span, span("2026-11-27T11:00", "2026-11-27T11:30"));
    assert_eq!(
        (with.customer_name.as_str(), with.what.as_str()),
        ("Frau Weber", "Schritt A")
    );
}

#[test]
fn somebody_fits_into_the_gap_of_another_and_the_other_around_somebody() {
    let colour = planned(&root_colour(), ANNA, "2026-11-27T09:30"); // gap 10:00–10:30
    let short_cut = planned(&cut(30), ANNA, "2026-11-27T10:00");

    let mut with_colour = open_salon();
    enter(&mut with_colour, 1, &colour);
    assert!(verdict(&short_cut, &with_colour, Channel::Phone).is_clear());

    let mut with_cut = open_salon();
    enter(&mut with_cut, 1, &short_cut);
    assert!(verdict(&colour, &with_cut, Channel::Phone).is_clear());

    let five_too_long = planned(&cut(35), ANNA, "2026-11-27T10:00");
    let refused = verdict(&five_too_long, &with_colour, Channel::Desk).refusals;
    assert_eq!(codes(&refused), ["staff_busy"]);
}

#[test]
fn a_gap_that_is_not_bookable_keeps_its_stylist() {
    let mut service = root_colour();
    let Some(Part::Gap(gap)) = service.parts.get_mut(1) else {
        panic!("a gap after A")
    };
    gap.bookable = false;
    let colour = planned(&service, ANNA, "2026-11-27T09:30");
    let short_cut = planned(&cut(30), ANNA, "2026-11-27T10:00");

    let mut with_colour = open_salon();
    enter(&mut with_colour, 1, &colour);
    let refused = verdict(&short_cut, &with_colour, Channel::Desk).refusals;
    assert_eq!(codes(&refused), ["gap_blocked"]);

    let mut with_cut = open_salon();
    enter(&mut with_cut, 1, &short_cut);
    let refused = verdict(&colour, &with_cut, Channel::Desk).refusals;
    let [Reason::StaffBusy { phase, .. }] = &refused[..] else {
        panic!("one refusal")
    };
    assert_eq!(phase, "GAP_A");
}

#[test]
fn a_held_time_and_a_foreign_booking_are_refused_to_everybody() {
    let phases = planned(&cut(30), ANNA, "2026-11-27T10:00");
    let ten_to_eleven = span("2026-11-27T10:00", "2026-11-27T11:00");
    let mut salon = open_salon();
    salon.held.push(Held {
        staff: ANNA,
        span: ten_to_eleven,
    });
    salon.blocked.push(Blocked {
        staff: ANNA,
        span: ten_to_eleven,
        why: WhyBlocked::Calcom,
        note: String::new(),
    });
    for channel in [Channel::Desk, Channel::Phone] {
        let refused = verdict(&phases, &salon, channel).refusals;
        assert_eq!(codes(&refused), ["held", "busy_in_calcom"]);
    }
    let other_chair = planned(&cut(30), FABIAN, "2026-11-27T10:00");
    assert!(verdict(&other_chair, &salon, Channel::Phone).is_clear());
}

#[test]
fn what_warns_the_desk_refuses_the_phone() {
    let mut away = open_salon();
    away.blocked.push(Blocked {
        staff: ANNA,
        span: span("2026-11-27T12:00", "2026-11-27T13:00"),
        why: WhyBlocked::Break,
        note: "Mittag".to_owned(),
    });
    let mut holiday = open_salon();
    holiday
        .hours
        .get_mut(&ANNA)
        .unwrap()
        .add_exception(date(2026, 11, 27), None);

    let cases = [
        (open_salon(), "2026-11-27T18:15", "outside_hours"),
        (open_salon(), "2026-11-27T08:45", "outside_hours"),
        (open_salon(), "2026-11-30T10:00", "closed_day"),
        (open_salon(), "2026-11-19T10:00", "in_the_past"),
        (away, "2026-11-27T12:45", "time_off"),
        (holiday, "2026-11-27T10:00", "day_off"),
    ];
    for (salon, start, code) in cases {
        let phases = planned(&cut(30), ANNA, start);
        let desk = verdict(&phases, &salon, Channel::Desk);
        assert_eq!(
            (codes(&desk.refusals), codes(&desk.warnings)),
            (vec![], vec![code]),
            "{start}"
        );
        let phone = verdict(&phases, &salon, Channel::Phone);
        assert_eq!(
            (codes(&phone.refusals), codes(&phone.warnings)),
            (vec![code], vec![]),
            "{start}"
        );
    }
}

#[test]
fn outside_hours_says_the_hours_and_says_it_once() {
    let late = planned(&root_colour(), ANNA, "2026-11-27T16:30"); // C and D end after 18:30
    let warnings = verdict(&late, &open_salon(), Channel::Desk).warnings;
    let [Reason::OutsideHours { phase, hours, .. }] = &warnings[..] else {
        panic!("{warnings:?}")
    };
    assert_eq!(phase, "D");
    assert_eq!(*hours, span("2026-11-27T09:00", "2026-11-27T18:30"));

    let night = planned(&root_colour(), ANNA, "2026-11-27T20:00");
    assert_eq!(
        codes(&verdict(&night, &open_salon(), Channel::Desk).warnings),
        ["outside_hours"]
    );
    let monday = planned(&root_colour(), ANNA, "2026-11-30T10:00");
    assert_eq!(
        codes(&verdict(&monday, &open_salon(), Channel::Desk).warnings),
        ["closed_day"]
    );
}

#[test]
fn this_very_minute_is_not_the_past() {
    let now = at("2026-11-27T10:00");
    let phases = planned(&cut(30), ANNA, "2026-11-27T10:00");
    assert!(judge(&phases, &open_salon(), Channel::Phone, &berlin(), now).is_clear());
}

#[test]
fn one_customer_in_two_chairs_is_always_only_a_warning() {
    let mut salon = open_salon();
    salon.elsewhere.push(Elsewhere {
        appointment: AppointmentId(9),
        span: span("2026-11-27T10:00", "2026-11-27T11:00"),
        staff: FABIAN,
        what: "Herrenschnitt".to_owned(),
    });
    // The customer sits through the gap as well.
    let around_it = planned(&root_colour(), ANNA, "2026-11-27T09:30");
    let after_it = planned(&root_colour(), ANNA, "2026-11-27T11:00");
    for channel in [Channel::Desk, Channel::Phone] {
        let doubtful = verdict(&around_it, &salon, channel);
        assert_eq!(
            (codes(&doubtful.refusals), codes(&doubtful.warnings)),
            (vec![], vec!["customer_busy"])
        );
        assert!(verdict(&after_it, &salon, channel).is_clear());
    }
}

#[test]
fn when_the_assistant_is_busy_the_next_in_order_washes() {
    let combs = team::combs(&balayage(), ANNA, &Lengths::new()).unwrap();
    let start = at("2026-11-27T09:00"); // wash 11:10–11:30
    let at_nine =
        |salon: &Around| place(&combs, start, salon, Channel::Desk, &berlin(), at(NOW)).unwrap();

    let mut salon = open_salon();
    assert_eq!(at_nine(&salon).comb.taking_over(), [LENA]);

    enter(
        &mut salon,
        1,
        &planned(&cut(30), FABIAN, "2026-11-27T11:00"),
    );
    salon.held.push(Held {
        staff: LENA,
        span: span("2026-11-27T11:00", "2026-11-27T12:00"),
    });
    let placed = at_nine(&salon);
    assert!(placed.verdict.is_clear());
    assert_eq!(placed.comb.taking_over(), [MEHMET]);
}

#[test]
fn when_nothing_fits_the_least_refused_team_explains_why() {
    let combs = team::combs(&balayage(), ANNA, &Lengths::new()).unwrap();
    let mut salon = open_salon();
    salon.held.push(Held {
        staff: LENA,
        span: span("2026-11-27T11:00", "2026-11-27T12:00"),
    });
    enter(&mut salon, 1, &planned(&cut(30), ANNA, "2026-11-27T09:00"));

    let placed = place(
        &combs,
        at("2026-11-27T09:00"),
        &salon,
        Channel::Desk,
        &berlin(),
        at(NOW),
    )
    .unwrap();
    assert_eq!(
        codes(&placed.verdict.refusals),
        ["staff_busy"],
        "Lena's hold is no longer in the way"
    );
    assert_ne!(placed.comb.taking_over(), [LENA]);
}
