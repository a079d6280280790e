//! Small random worlds: what the search offers is exactly what the rules allow, and what the rules allow never collides.

use jiff::{
    SignedDuration, Timestamp,
    civil::{Weekday, date},
};
use proptest::prelude::*;
use salon::{
    Channel, Lengths, Part, Performer, Search, Service, Span, SpanSet, StaffId, Stretch,
    WorkingTime,
    civil::{self, Page},
    conflict::{Around, Blocked, Held, WhyBlocked},
    place::place,
    search::slots,
    team,
};

use crate::salon_of_the_tests::{berlin, diary, enter, gap, segment, service};

const STAFF: i64 = 3;

/// Days worth trying: an ordinary one and both changes of the clocks.
fn days() -> impl Strategy<Value = jiff::civil::Date> {
    prop::sample::select(vec![
        date(2026, 11, 27),
        date(2026, 10, 25),
        date(2027, 3, 28),
    ])
}

fn staff() -> impl Strategy<Value = StaffId> {
    (1..=STAFF).prop_map(StaffId)
}

fn quarter(range: std::ops::Range<u16>) -> impl Strategy<Value = u16> {
    range.prop_map(|n| n * 15)
}

/// One or two stretches a day, early enough that the changed hours are among them.
fn hours() -> impl Strategy<Value = WorkingTime> {
    (
        quarter(0..12),
        quarter(1..20),
        quarter(0..5),
        quarter(1..12),
    )
        .prop_map(|(from, first, pause, second)| {
            let mut hours = WorkingTime::default();
            for offset in 1..=7 {
                let weekday = Weekday::from_monday_one_offset(offset).unwrap();
                hours.add_weekly(weekday, Stretch::new(from, from + first).unwrap());
                let again = from + first + pause;
                hours.add_weekly(weekday, Stretch::new(again, again + second).unwrap());
            }
            hours
        })
}

fn performers() -> impl Strategy<Value = Vec<Performer>> {
    let lengths = prop::option::weighted(0.3, (1..=6_u16).prop_map(|n| n * 10));
    prop::collection::vec((staff(), lengths), 1..=3).prop_map(|some| {
        let mut list: Vec<Performer> = Vec::new();
        for (staff, minutes) in some {
            if list.iter().all(|p| p.staff != staff) {
                list.push(Performer { staff, minutes });
            }
        }
        list
    })
}

fn any_service() -> impl Strategy<Value = Service> {
    let tooth = (1..=9_u16, performers(), any::<bool>());
    let space = prop::option::of((1..=9_u16, any::<bool>()));
    prop::collection::vec((tooth, space), 1..=4).prop_map(|list| {
        let mut parts = Vec::new();
        let last = list.len() - 1;
        for (index, (((tens, performers, hand_over), space), letter)) in
            list.into_iter().zip("ABCD".chars()).enumerate()
        {
            let mut tooth = segment(&letter.to_string(), tens * 7, &[]);
            tooth.performers = performers;
            tooth.hand_over = hand_over;
            parts.push(Part::Segment(tooth));
            if let Some((tens, bookable)) = space.filter(|_| index < last) {
                parts.push(gap(tens * 10, bookable));
            }
        }
        service(1, "Leistung", parts)
    })
}

#[derive(Debug, Clone)]
struct World {
    around: Around,
    service: Service,
    range: Span,
    now: Timestamp,
    who: Option<StaffId>,
}

fn stretch_of(day: Span, from: i64, minutes: i64) -> Span {
    let start = day.start + SignedDuration::from_mins(from);
    Span::new(start, start + SignedDuration::from_mins(minutes)).unwrap()
}

fn worlds() -> impl Strategy<Value = World> {
    let busy = prop::collection::vec((staff(), 0..600_i64, 5..90_i64, 0..4_u8), 0..12);
    let hours = prop::collection::btree_map(staff(), hours(), 0..=3);
    let who = prop::option::of(staff());
    (days(), hours, busy, any_service(), -60..500_i64, who).prop_map(
        |(date, hours, busy, service, now, who)| {
            let day = civil::day(date, &berlin()).unwrap();
            let mut around = Around {
                hours,
                ..Around::default()
            };
            for (staff, from, minutes, kind) in busy {
                let span = stretch_of(day, from, minutes);
                let blocked = |why| Blocked {
                    staff,
                    span,
                    why,
                    note: String::new(),
                };
                match kind {
                    0 => around.held.push(Held { staff, span }),
                    1 => around.blocked.push(blocked(WhyBlocked::Calcom)),
                    2 => around.blocked.push(blocked(WhyBlocked::TimeOff)),
                    _ => enter(
                        &mut around,
                        1,
                        &[salon::PlannedPhase {
                            key: "A".to_owned(),
                            name: String::new(),
                            kind: salon::PhaseKind::Staff { staff },
                            span,
                        }],
                    ),
                }
            }
            World {
                around,
                service,
                range: stretch_of(day, -30, 800),
                now: day.start + SignedDuration::from_mins(now),
                who,
            }
        },
    )
}

fn combs(world: &World) -> Option<Vec<salon::Comb>> {
    let none = Lengths::new();
    match world.who {
        Some(staff) => team::combs(&world.service, staff, &none).ok(),
        None => team::combs_of_any(&world.service, &none).ok(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn the_search_finds_exactly_what_the_rules_allow(world in worlds()) {
        let Some(combs) = combs(&world) else { return Ok(()) };
        let zone = berlin();
        let found = slots(
            &Search { combs: &combs, range: world.range, now: world.now, zone: &zone },
            &diary(&world.around, &[]),
        );
        let found: Vec<_> = found.iter().map(|s| (s.start, s.comb.lead(), s.comb.taking_over())).collect();

        let mut allowed = Vec::new();
        let mut leads: Vec<StaffId> = Vec::new();
        for comb in &combs {
            if !leads.contains(&comb.lead()) {
                leads.push(comb.lead());
            }
        }
        let last = world.range.end - SignedDuration::from_nanos(1);
        for start in civil::grid(world.range.start, last, &zone) {
            for lead in &leads {
                let theirs: Vec<_> = combs.iter().filter(|c| c.lead() == *lead).cloned().collect();
                let placed = place(&theirs, start, &world.around, Channel::Phone, &zone, world.now).unwrap();
                if placed.verdict.is_clear() {
                    allowed.push((start, *lead, placed.comb.taking_over()));
                }
            }
        }
        prop_assert_eq!(found, allowed);
    }

    #[test]
    fn accepted_bookings_never_put_one_person_in_two_places(
        world in worlds(),
        wishes in prop::collection::vec((any_service(), 0..120_i64), 1..25),
    ) {
        let zone = berlin();
        let mut around = Around { hours: world.around.hours.clone(), ..Around::default() };
        let mut number = 0;
        for (service, fives) in wishes {
            let Ok(combs) = team::combs_of_any(&service, &Lengths::new()) else { continue };
            let start = world.range.start + SignedDuration::from_mins(fives * 5);
            let placed = place(&combs, start, &around, Channel::Desk, &zone, world.now).unwrap();
            if placed.verdict.refusals.is_empty() {
                number += 1;
                enter(&mut around, number, &placed.phases);
            }
        }
        for (index, one) in around.taken.iter().enumerate() {
            for other in &around.taken[index + 1..] {
                prop_assert!(one.staff != other.staff || !one.span.overlaps(&other.span), "{one:?} {other:?}");
            }
        }
    }

    #[test]
    fn a_plan_keeps_every_minute_on_every_day(service in any_service(), date in days(), from in 0..1500_i64) {
        let Ok(combs) = team::combs_of_any(&service, &Lengths::new()) else { return Ok(()) };
        let start = civil::day(date, &berlin()).unwrap().start + SignedDuration::from_mins(from);
        for comb in combs {
            let phases = comb.at(start).unwrap();
            prop_assert_eq!(phases.len(), service.parts.len());
            prop_assert_eq!(phases[0].span.start, start);
            for pair in phases.windows(2) {
                prop_assert_eq!(pair[0].span.end, pair[1].span.start);
            }
            let sum: i64 = phases.iter().map(|p| p.span.minutes()).sum();
            prop_assert_eq!(sum, comb.length().as_mins());
        }
    }

    #[test]
    fn a_page_is_as_long_as_its_day_and_counts_every_minute_of_it_once(date in days(), from in -90..1600_i64) {
        let (zone, minutes) = (berlin(), |m| SignedDuration::from_mins(m));
        let (day, page) = (civil::day(date, &zone).unwrap(), Page::of(date, &zone));
        let at = day.start + minutes(from);
        prop_assert_eq!(i64::from(page.minute(at)), from.clamp(0, day.minutes()));
        if (0..day.minutes()).contains(&from) {
            prop_assert_eq!(civil::date_of(at, &zone), date);
            // Its name on the wall leads back to it, or asks which of two.
            let other = civil::clock(at + minutes(60), &zone);
            prop_assert_ne!(civil::clock(at, &zone), other);
        }
    }

    #[test]
    fn span_sets_behave_like_sets_of_minutes(
        ours in prop::collection::vec((0..200_i64, 0..40_i64), 0..12),
        theirs in prop::collection::vec((0..200_i64, 0..40_i64), 0..12),
    ) {
        let minute = |m: i64| Timestamp::from_second(m * 60).unwrap();
        let set = |list: &[(i64, i64)]| {
            list.iter().map(|(from, n)| Span::new(minute(*from), minute(from + n)).unwrap()).collect::<SpanSet>()
        };
        let inside = |list: &[(i64, i64)], m: i64| list.iter().any(|(from, n)| (*from..from + n).contains(&m));
        let (a, b) = (set(&ours), set(&theirs));
        for m in 0..240 {
            let at = Span::from_minutes(minute(m), 1).unwrap();
            let (in_a, in_b) = (inside(&ours, m), inside(&theirs, m));
            prop_assert_eq!(a.covers(&at), in_a);
            prop_assert_eq!(a.and(&b).covers(&at), in_a && in_b);
            prop_assert_eq!(a.minus(&b).covers(&at), in_a && !in_b);
        }
        prop_assert_eq!(a.and(&b), b.and(&a));
        let both: SpanSet = a.minus(&b).iter().chain(a.and(&b).iter()).copied().collect();
        prop_assert_eq!(both, a);
    }
}
