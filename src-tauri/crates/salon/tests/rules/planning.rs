use std::collections::BTreeMap;

use salon::{Lengths, Part, PhaseKind, PlanError, PlannedPhase, Service, civil, plan::plan, team};

use crate::salon_of_the_tests::{
    ANNA, FABIAN, LENA, MEHMET, STYLISTS, at, balayage, berlin, comb, key, root_colour,
};

fn with_anna(
    service: &Service,
    start: &str,
    lengths: &[(&str, u16)],
) -> Result<Vec<PlannedPhase>, PlanError> {
    plan(
        service,
        ANNA,
        at(start),
        &overrides(lengths),
        &BTreeMap::new(),
    )
}

fn overrides(lengths: &[(&str, u16)]) -> Lengths {
    lengths.iter().map(|(k, m)| ((*k).to_owned(), *m)).collect()
}

/// `A 09:30-10:00`, as the receptionist would say it.
fn said(phases: &[PlannedPhase]) -> Vec<String> {
    let zone = berlin();
    let say = |p: &PlannedPhase| {
        let (from, to) = (
            civil::clock(p.span.start, &zone),
            civil::clock(p.span.end, &zone),
        );
        format!("{} {from}-{to}", p.key)
    };
    phases.iter().map(say).collect()
}

#[test]
fn root_colour_is_four_segments_around_a_gap() {
    let phases = with_anna(&root_colour(), "2026-11-27T09:30", &[]).unwrap();
    assert_eq!(
        said(&phases),
        [
            "A 09:30-10:00",
            "GAP_A 10:00-10:30",
            "B 10:30-10:50",
            "C 10:50-11:30",
            "D 11:30-12:10"
        ]
    );
    assert_eq!(
        phases[1].kind,
        PhaseKind::Gap {
            staff: ANNA,
            bookable: true
        }
    );
    assert_eq!(phases[2].name, "Schritt B");
}

#[test]
fn every_colour_of_the_price_list_has_its_length() {
    let total = |minutes: &[i32]| comb(1, "x", minutes).minutes();
    assert_eq!(root_colour().minutes(), 160);
    assert_eq!(total(&[30, -35, 30, 45, 40]), 180); // 442
    assert_eq!(total(&[35, -45, 35, 50, 40]), 205); // 444
    assert_eq!(total(&[45, -15, 10, -10, 15, 30]), 125); // perm
    assert_eq!(balayage().minutes(), 230);
}

#[test]
fn several_gaps_take_their_key_from_the_segment_before() {
    let perm = comb(446, "Dauerwelle", &[45, -15, 10, -10, 15, 30]);
    let phases = with_anna(&perm, "2026-11-27T13:00", &[]).unwrap();
    assert_eq!(
        said(&phases),
        [
            "A 13:00-13:45",
            "GAP_A 13:45-14:00",
            "B 14:00-14:10",
            "GAP_B 14:10-14:20",
            "C 14:20-14:35",
            "D 14:35-15:05",
        ]
    );
}

#[test]
fn a_gap_may_last_longer_or_be_left_out() {
    let longer = with_anna(&root_colour(), "2026-11-27T09:30", &[("GAP_A", 45)]).unwrap();
    assert_eq!(said(&longer)[1..3], ["GAP_A 10:00-10:45", "B 10:45-11:05"]);

    let without = with_anna(&root_colour(), "2026-11-27T09:30", &[("GAP_A", 0)]).unwrap();
    assert_eq!(said(&without)[..2], ["A 09:30-10:00", "B 10:00-10:20"]);
    assert_eq!(without.len(), 4);
}

#[test]
fn a_segment_may_take_longer_for_one_customer() {
    let thick_hair = [("A", 55), ("GAP_A", 45)];
    let longer = with_anna(&root_colour(), "2026-11-27T09:30", &thick_hair).unwrap();
    assert_eq!(
        said(&longer)[..3],
        ["A 09:30-10:25", "GAP_A 10:25-11:10", "B 11:10-11:30"]
    );

    let left_out = with_anna(&root_colour(), "2026-11-27T09:30", &[("A", 0)]);
    assert_eq!(left_out.unwrap_err().code(), "segment_without_time");
}

#[test]
fn a_part_that_is_not_there_or_too_long_is_said() {
    for nonsense in ["GAP_B", "Z", "a", "", "GAP_"] {
        let unknown = with_anna(&root_colour(), "2026-11-27T09:30", &[(nonsense, 10)]);
        assert_eq!(
            unknown,
            Err(PlanError::UnknownPart {
                key: nonsense.to_owned()
            })
        );
    }
    for part in ["GAP_A", "A"] {
        let endless = with_anna(&root_colour(), "2026-11-27T09:30", &[(part, 721)]);
        assert_eq!(endless.unwrap_err().code(), "part_too_long");
    }
}

#[test]
fn everybody_takes_their_own_time() {
    let mut service = root_colour();
    let Some(Part::Segment(apply)) = service.parts.first_mut() else {
        panic!("opens with a segment")
    };
    apply.performers[1].minutes = Some(40);
    assert_eq!(apply.performers[1].staff, ANNA);

    let anna = with_anna(&service, "2026-11-27T09:30", &[]).unwrap();
    assert_eq!(said(&anna)[..2], ["A 09:30-10:10", "GAP_A 10:10-10:40"]);
}

#[test]
fn a_segment_can_be_handed_over_and_its_gap_goes_with_it() {
    let lena_washes = BTreeMap::from([(key("B"), LENA)]);
    let phases = plan(
        &balayage(),
        ANNA,
        at("2026-11-27T09:00"),
        &Lengths::new(),
        &lena_washes,
    )
    .unwrap();
    let who: Vec<_> = phases
        .iter()
        .map(|p| (p.key.as_str(), p.kind.staff()))
        .collect();
    assert_eq!(
        who,
        [
            ("A", ANNA),
            ("GAP_A", ANNA),
            ("B", LENA),
            ("GAP_B", LENA),
            ("C", ANNA),
            ("D", ANNA)
        ]
    );
}

#[test]
fn who_may_not_do_a_segment_is_named() {
    let refused = plan(
        &root_colour(),
        LENA,
        at("2026-11-27T09:00"),
        &Lengths::new(),
        &BTreeMap::new(),
    );
    let expected = PlanError::CannotDo {
        segment: key("A"),
        staff: LENA,
    };
    assert_eq!(expected.code(), "cannot_do");
    assert_eq!(refused, Err(expected));

    let unknown = BTreeMap::from([(key("Z"), LENA)]);
    let refused = plan(
        &root_colour(),
        ANNA,
        at("2026-11-27T09:00"),
        &Lengths::new(),
        &unknown,
    );
    assert_eq!(refused, Err(PlanError::UnknownSegment { key: key("Z") }));
}

#[test]
fn the_assistant_is_asked_before_the_stylist_and_others_in_their_order() {
    let combs = team::combs(&balayage(), ANNA, &Lengths::new()).unwrap();
    let washes: Vec<_> = combs
        .iter()
        .map(|c| c.taking_over().first().copied())
        .collect();
    assert_eq!(washes, [Some(LENA), Some(FABIAN), Some(MEHMET), None]);
}

#[test]
fn only_who_can_do_the_rest_leads() {
    assert_eq!(team::leads(&balayage()), STYLISTS);

    let mut nobody = root_colour();
    let Some(Part::Segment(apply)) = nobody.parts.first_mut() else {
        panic!("opens with a segment")
    };
    apply.performers.clear();
    assert_eq!(
        team::combs_of_any(&nobody, &Lengths::new()),
        Err(PlanError::NobodyCan)
    );
}

#[test]
fn a_start_beyond_the_calendar_is_an_error_not_a_crash() {
    let refused = plan(
        &root_colour(),
        ANNA,
        jiff::Timestamp::MAX,
        &Lengths::new(),
        &BTreeMap::new(),
    );
    assert_eq!(refused, Err(PlanError::OutOfTime));
}
