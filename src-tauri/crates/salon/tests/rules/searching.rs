use salon::{
    Diary, Lengths, Search, Slot, StaffId, civil,
    conflict::{Around, Blocked, Held, WhyBlocked},
    plan::plan,
    search::slots,
    team,
};

use crate::salon_of_the_tests::{
    ANNA, FABIAN, LENA, MEHMET, at, balayage, berlin, comb, cut, diary, enter, open_salon,
    root_colour, span,
};

fn search(
    service: &salon::Service,
    who: Option<StaffId>,
    from: &str,
    to: &str,
    diary: &Diary,
) -> Vec<Slot> {
    let none = Lengths::new();
    let combs = match who {
        Some(staff) => team::combs(service, staff, &none).unwrap(),
        None => team::combs_of_any(service, &none).unwrap(),
    };
    let zone = berlin();
    let search = Search {
        combs: &combs,
        range: span(from, to),
        now: at("2026-11-20T10:00"),
        zone: &zone,
    };
    slots(&search, diary)
}

fn clocks(slots: &[Slot]) -> Vec<String> {
    slots
        .iter()
        .map(|s| civil::clock(s.start, &berlin()))
        .collect()
}

fn friday(service: &salon::Service, who: Option<StaffId>, around: &Around) -> Vec<Slot> {
    search(
        service,
        who,
        "2026-11-27T00:00",
        "2026-11-28T00:00",
        &diary(around, &[]),
    )
}

#[test]
fn an_empty_day_offers_every_five_minutes_from_opening_to_the_last_that_fits() {
    let slots = clocks(&friday(&root_colour(), Some(ANNA), &open_salon()));
    assert_eq!(slots.first().unwrap(), "09:00");
    assert_eq!(slots.last().unwrap(), "15:50"); // 160 minutes before 18:30
    assert_eq!(slots.len(), (15 * 60 + 50 - 9 * 60) / 5 + 1);
}

#[test]
fn a_cut_of_the_length_of_a_gap_finds_exactly_the_gap() {
    let mut salon = open_salon();
    let none = Default::default();
    let colour = plan(
        &root_colour(),
        ANNA,
        at("2026-11-27T09:30"),
        &Lengths::new(),
        &none,
    )
    .unwrap();
    enter(&mut salon, 1, &colour);
    salon.held.push(Held {
        staff: ANNA,
        span: span("2026-11-27T12:10", "2026-11-27T18:30"),
    });
    // Before the colour 9:00, in its gap 10:00.
    assert_eq!(
        clocks(&friday(&cut(30), Some(ANNA), &salon)),
        ["09:00", "10:00"]
    );
    assert_eq!(
        clocks(&friday(&cut(25), Some(ANNA), &salon)),
        ["09:00", "09:05", "10:00", "10:05"]
    );
}

#[test]
fn the_own_gap_goes_around_somebody_else() {
    let mut salon = open_salon();
    let only_cut = plan(
        &cut(30),
        ANNA,
        at("2026-11-27T10:00"),
        &Lengths::new(),
        &Default::default(),
    )
    .unwrap();
    enter(&mut salon, 1, &only_cut);
    let starts = clocks(&friday(&root_colour(), Some(ANNA), &salon));
    // 30 minutes of work, then a gap of exactly the cut; the next start is after it.
    assert_eq!(starts[..2], ["09:30", "10:30"]);
}

#[test]
fn with_anybody_each_start_comes_once_per_stylist_in_their_order() {
    let slots = friday(&cut(30), None, &open_salon());
    let at_nine: Vec<_> = slots
        .iter()
        .take(3)
        .map(|s| (s.start, s.comb.lead()))
        .collect();
    let nine = at("2026-11-27T09:00");
    assert_eq!(at_nine, [(nine, FABIAN), (nine, ANNA), (nine, MEHMET)]);
}

#[test]
fn the_assistant_washes_when_she_can_and_others_step_in_when_not() {
    let mut salon = open_salon();
    salon.held.push(Held {
        staff: LENA,
        span: span("2026-11-27T11:00", "2026-11-27T12:00"),
    });
    let slots = friday(&balayage(), Some(ANNA), &salon);
    let washer = |clock: &str| {
        let slot = slots
            .iter()
            .find(|s| civil::clock(s.start, &berlin()) == clock)
            .unwrap();
        slot.comb.taking_over()
    };
    assert_eq!(washer("09:00"), [FABIAN], "the wash would be 11:10");
    assert_eq!(washer("10:00"), [LENA], "the wash is 12:10");
}

#[test]
fn nothing_before_now_and_nothing_outside_the_range() {
    let salon = diary(&open_salon(), &[]);
    let combs = team::combs(&cut(30), ANNA, &Lengths::new()).unwrap();
    let zone = berlin();
    let range = span("2026-11-27T00:00", "2026-11-27T10:30");
    let now = at("2026-11-27T10:07");
    let found = slots(
        &Search {
            combs: &combs,
            range,
            now,
            zone: &zone,
        },
        &salon,
    );
    assert_eq!(clocks(&found), ["10:10", "10:15", "10:20", "10:25"]);

    let over = Search {
        combs: &combs,
        range,
        now: at("2026-11-27T11:00"),
        zone: &zone,
    };
    assert!(slots(&over, &salon).is_empty());
}

#[test]
fn breaks_and_foreign_bookings_are_left_out() {
    let mut salon = open_salon();
    for (from, to, why) in [
        ("2026-11-27T09:00", "2026-11-27T12:00", WhyBlocked::Break),
        ("2026-11-27T12:30", "2026-11-27T18:30", WhyBlocked::Calcom),
    ] {
        salon.blocked.push(Blocked {
            staff: ANNA,
            span: span(from, to),
            why,
            note: String::new(),
        });
    }
    assert_eq!(clocks(&friday(&cut(30), Some(ANNA), &salon)), ["12:00"]);
}

#[test]
fn on_the_days_the_clocks_change_a_segment_lasts_its_minutes() {
    let mut night = Around::default();
    let mut hours = salon::WorkingTime::default();
    hours.add_weekly(
        jiff::civil::Weekday::Sunday,
        salon::Stretch::new(60, 240).unwrap(),
    );
    night.hours.insert(ANNA, hours);
    let service = comb(1, "Nachtschicht", &[60]);
    let diary = diary(&night, &[]);
    let with = |from, to| {
        let combs = team::combs(&service, ANNA, &Lengths::new()).unwrap();
        let zone = berlin();
        let search = Search {
            combs: &combs,
            range: span(from, to),
            now: at("2026-01-01T00:00"),
            zone: &zone,
        };
        slots(&search, &diary)
    };
    // 1:00 to 4:00 is two hours in spring, three usually, four in autumn.
    assert_eq!(with("2027-03-28T00:00", "2027-03-29T00:00").len(), 13);
    assert_eq!(with("2026-11-29T00:00", "2026-11-30T00:00").len(), 25);
    assert_eq!(with("2026-10-25T00:00", "2026-10-26T00:00").len(), 37);
}
