use salon::{
    AppointmentId, Diary, Lengths, Proposal, Search, Service, StaffId, Why, civil, plan::plan,
    rank, search::slots, team,
};

use crate::salon_of_the_tests::{
    ANNA, LENA, at, balayage, berlin, cut, diary, enter, open_salon, root_colour, span,
};

/// Tuesday 24 November to the Saturday after.
fn week(service: &Service, who: Option<StaffId>, diary: &Diary, limit: usize) -> Vec<Proposal> {
    let combs = match who {
        Some(staff) => team::combs(service, staff, &Lengths::new()).unwrap(),
        None => team::combs_of_any(service, &Lengths::new()).unwrap(),
    };
    let zone = berlin();
    let range = span("2026-11-24T00:00", "2026-11-29T00:00");
    let found = slots(
        &Search {
            combs: &combs,
            range,
            now: at("2026-11-23T10:00"),
            zone: &zone,
        },
        diary,
    );
    rank::best(&found, diary, &zone, limit)
}

fn said(proposals: &[Proposal]) -> Vec<String> {
    let zone = berlin();
    let say = |p: &Proposal| {
        zone.to_datetime(p.slot.start)
            .strftime("%a %H:%M")
            .to_string()
    };
    proposals.iter().map(say).collect()
}

#[test]
fn five_proposals_are_five_different_options() {
    let empty = diary(&open_salon(), &[]);
    let five = week(&root_colour(), Some(ANNA), &empty, 5);
    assert_eq!(
        said(&five),
        [
            "Tue 09:00",
            "Tue 10:00",
            "Tue 13:00",
            "Wed 09:00",
            "Wed 13:00"
        ]
    );
    assert_eq!(five[0].why, Why::Earliest);
    assert!(five[1..].iter().all(|p| p.why == Why::Fits));
}

#[test]
fn a_gap_is_filled_before_anything_else_of_that_half_day() {
    let mut salon = open_salon();
    let colour = plan(
        &root_colour(),
        ANNA,
        at("2026-11-25T09:30"),
        &Lengths::new(),
        &Default::default(),
    )
    .unwrap();
    enter(&mut salon, 1, &colour);
    let five = week(&cut(30), Some(ANNA), &diary(&salon, &colour), 5);
    let in_gap = five
        .iter()
        .find(|p| p.slot.start == at("2026-11-25T10:00"))
        .expect("proposed");
    assert_eq!(
        in_gap.why,
        Why::FillsGap {
            of: AppointmentId(1)
        }
    );
}

#[test]
fn what_adjoins_leaves_no_crumbs() {
    let mut salon = open_salon();
    let early = plan(
        &cut(40),
        ANNA,
        at("2026-11-25T09:20"),
        &Lengths::new(),
        &Default::default(),
    )
    .unwrap();
    enter(&mut salon, 1, &early);
    let five = week(&cut(30), Some(ANNA), &diary(&salon, &[]), 5);
    let adjoining = five
        .iter()
        .find(|p| p.slot.start == at("2026-11-25T10:00"))
        .expect("proposed");
    assert_eq!(adjoining.why, Why::Adjoins);
}

#[test]
fn a_hand_over_is_said() {
    let empty = diary(&open_salon(), &[]);
    let two = week(&balayage(), Some(ANNA), &empty, 2);
    assert_eq!(two[1].why, Why::HandOver { to: LENA });
}

#[test]
fn many_fill_up_but_stay_an_hour_apart() {
    let empty = diary(&open_salon(), &[]);
    let many = week(&cut(30), None, &empty, 50);
    assert!(many.len() > 30);
    for pair in many.windows(2) {
        assert!(
            pair[1]
                .slot
                .start
                .duration_since(pair[0].slot.start)
                .as_mins()
                >= 60
        );
    }
    assert!(week(&cut(30), None, &empty, 0).is_empty());
    assert!(week(&cut(30), None, &Diary::default(), 5).is_empty());
}

#[test]
fn the_nearest_to_a_wish_is_near_in_either_direction() {
    let mut salon = open_salon();
    let busy = plan(
        &cut(120),
        ANNA,
        at("2026-11-25T10:00"),
        &Lengths::new(),
        &Default::default(),
    )
    .unwrap();
    enter(&mut salon, 1, &busy);
    let diary = diary(&salon, &[]);
    let combs = team::combs(&cut(30), ANNA, &Lengths::new()).unwrap();
    let zone = berlin();
    let range = span("2026-11-25T00:00", "2026-11-26T00:00");
    let found = slots(
        &Search {
            combs: &combs,
            range,
            now: at("2026-11-23T10:00"),
            zone: &zone,
        },
        &diary,
    );
    let near = |wish| {
        let proposal = rank::nearest(&found, at(wish), &diary).unwrap();
        civil::clock(proposal.slot.start, &zone)
    };
    assert_eq!(near("2026-11-25T10:15"), "09:30");
    assert_eq!(near("2026-11-25T11:30"), "12:00");
    assert_eq!(near("2026-11-25T15:00"), "15:00");
    assert_eq!(near("2026-11-25T03:00"), "09:00");
}
