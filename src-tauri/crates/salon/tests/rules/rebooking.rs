use std::collections::BTreeMap;

use salon::{
    Comb, Lengths, Part, PlanError, PlannedPhase, Service, StaffId, civil, plan::plan, rebook,
};

use crate::salon_of_the_tests::{
    ANNA, FABIAN, LENA, MEHMET, at, balayage, berlin, key, root_colour,
};

fn overrides(lengths: &[(&str, u16)]) -> Lengths {
    lengths.iter().map(|(k, m)| ((*k).to_owned(), *m)).collect()
}

fn booked(service: &Service, lengths: &[(&str, u16)]) -> Comb {
    let start = at("2026-11-27T09:30");
    let phases = plan(service, ANNA, start, &overrides(lengths), &BTreeMap::new()).unwrap();
    Comb::booked(ANNA, &phases).unwrap()
}

fn moved(
    service: &Service,
    booked: &Comb,
    lead: StaffId,
    lengths: &[(&str, u16)],
) -> Result<Vec<PlannedPhase>, PlanError> {
    let combs = rebook::combs(service, booked, lead, &overrides(lengths))?;
    Ok(combs[0].at(at("2026-11-27T14:00")).unwrap())
}

/// `A 14:00-14:30`, as the receptionist would say it.
fn said(phases: &[PlannedPhase]) -> Vec<String> {
    let zone = berlin();
    let clock = |at| civil::clock(at, &zone);
    let say = |p: &PlannedPhase| format!("{} {}-{}", p.key, clock(p.span.start), clock(p.span.end));
    phases.iter().map(say).collect()
}

#[test]
fn what_is_booked_moves_as_it_is_though_the_catalogue_changed() {
    let comb = booked(&root_colour(), &[("GAP_A", 40)]);
    let mut today = root_colour();
    let Some(Part::Segment(apply)) = today.parts.first_mut() else {
        panic!("opens with a segment")
    };
    apply.minutes = 60;
    apply.performers.clear();
    today.parts.truncate(3);

    let there = moved(&today, &comb, ANNA, &[]).unwrap();
    assert_eq!(
        said(&there),
        [
            "A 14:00-14:30",
            "GAP_A 14:30-15:10",
            "B 15:10-15:30",
            "C 15:30-16:10",
            "D 16:10-16:50"
        ]
    );
}

#[test]
fn a_gap_stretches_closes_and_opens_again() {
    let comb = booked(&root_colour(), &[]);
    let stretched = moved(&root_colour(), &comb, ANNA, &[("GAP_A", 60)]).unwrap();
    assert_eq!(
        said(&stretched)[1..3],
        ["GAP_A 14:30-15:30", "B 15:30-15:50"]
    );

    let closed = moved(&root_colour(), &comb, ANNA, &[("GAP_A", 0)]).unwrap();
    assert_eq!(said(&closed)[..2], ["A 14:00-14:30", "B 14:30-14:50"]);

    let without = booked(&root_colour(), &[("GAP_A", 0)]);
    assert_eq!(
        moved(&root_colour(), &without, ANNA, &[("GAP_A", 0)]).unwrap(),
        closed
    );
    assert_eq!(
        moved(&root_colour(), &without, ANNA, &[("GAP_A", 60)]).unwrap(),
        stretched
    );
}

#[test]
fn a_segment_takes_another_time_and_what_follows_moves_along() {
    let comb = booked(&root_colour(), &[]);
    let longer = moved(&root_colour(), &comb, ANNA, &[("A", 55)]).unwrap();
    assert_eq!(
        said(&longer)[..3],
        ["A 14:00-14:55", "GAP_A 14:55-15:25", "B 15:25-15:45"]
    );

    let kept = booked(&root_colour(), &[("A", 55)]);
    assert_eq!(moved(&root_colour(), &kept, ANNA, &[]).unwrap(), longer);

    let left_out = moved(&root_colour(), &comb, ANNA, &[("A", 0)]);
    assert_eq!(left_out.unwrap_err().code(), "segment_without_time");
}

#[test]
fn parts_that_are_not_there_stay_unknown() {
    let comb = booked(&root_colour(), &[]);
    for nonsense in ["GAP_B", "Z", "", "GAP_"] {
        let refused = moved(&root_colour(), &comb, ANNA, &[(nonsense, 10)]);
        assert_eq!(
            refused,
            Err(PlanError::UnknownPart {
                key: nonsense.to_owned()
            })
        );
    }
    let endless = moved(&root_colour(), &comb, ANNA, &[("GAP_A", 721)]);
    assert_eq!(endless.unwrap_err().code(), "part_too_long");
}

#[test]
fn another_stylist_takes_over_what_the_first_did_in_their_own_time() {
    let mut service = root_colour();
    let Some(Part::Segment(apply)) = service.parts.first_mut() else {
        panic!("opens with a segment")
    };
    apply.performers[2].minutes = Some(45);
    assert_eq!(apply.performers[2].staff, MEHMET);

    let comb = booked(&service, &[]);
    let with_mehmet = moved(&service, &comb, MEHMET, &[]).unwrap();
    assert_eq!(
        said(&with_mehmet)[..2],
        ["A 14:00-14:45", "GAP_A 14:45-15:15"]
    );
    assert!(with_mehmet.iter().all(|p| p.kind.staff() == MEHMET));
}

#[test]
fn who_cannot_do_it_does_not_get_it() {
    let comb = booked(&root_colour(), &[]);
    let refused = moved(&root_colour(), &comb, LENA, &[]);
    assert_eq!(
        refused,
        Err(PlanError::CannotDo {
            segment: key("A"),
            staff: LENA
        })
    );
}

#[test]
fn whoever_took_a_segment_over_keeps_it_and_others_come_after() {
    let lena_washes = BTreeMap::from([(key("B"), LENA)]);
    let start = at("2026-11-27T09:00");
    let phases = plan(&balayage(), ANNA, start, &Lengths::new(), &lena_washes).unwrap();
    let comb = Comb::booked(ANNA, &phases).unwrap();

    let teams = rebook::combs(&balayage(), &comb, FABIAN, &Lengths::new()).unwrap();
    let washes: Vec<_> = teams.iter().map(|c| c.taking_over()).collect();
    assert_eq!(washes, [vec![LENA], vec![ANNA], vec![MEHMET], vec![]]);
    assert!(teams.iter().all(|c| c.lead() == FABIAN));
}

#[test]
fn an_appointment_ends_within_a_day() {
    let comb = booked(&balayage(), &[]);
    let refused = moved(&balayage(), &comb, ANNA, &[("GAP_A", 720), ("GAP_B", 720)]);
    assert_eq!(refused, Err(PlanError::TooLong));
}
