//! A thousand composite bookings in bad weather: none doubled, none lost, all in Cal.com at the end.

use std::collections::HashMap;

use crate::support::Salon;
use calcom_sim::{FaultKind, FaultPlan, FaultRule};
use jiff::{SignedDuration, Timestamp, ToSpan, civil::Weekday, tz::TimeZone};
use store::sync::{PhaseState, Priority, task};

const APPOINTMENTS: usize = 1_000;
const WAVES: usize = 4;

/// 10 % answers lost, 5 % server errors, 5 % connections reset before anything is read; look-ups suffer as well.
fn weather(seed: u64) -> FaultPlan {
    FaultPlan::rules(
        seed,
        [
            FaultRule::any(0.10, FaultKind::DropAfterCommit),
            FaultRule::any(0.025, FaultKind::ErrorBeforeCommit(502)),
            FaultRule::any(0.025, FaultKind::ErrorAfterCommit(500)),
            FaultRule::any(0.05, FaultKind::Refuse),
        ],
    )
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_composites_in_bad_weather() {
    let salon = Salon::open().await;
    let seed = std::env::var("KAMM_SEED")
        .ok()
        .and_then(|seed| seed.parse().ok())
        .unwrap_or(7);
    println!("KAMM_SEED={seed}");
    salon.sim.set_faults(weather(seed));
    let mut places = places(&salon);
    let mut booked = Vec::new();
    for _ in 0..WAVES {
        for _ in 0..APPOINTMENTS / WAVES {
            let (staff, start) = places.next().unwrap();
            booked.push(salon.book_at(salon.colour, staff, start));
        }
        most_done(&salon).await;
        // The network goes away in the middle of it.
        salon.sim.cut();
        salon.rest().await;
        salon.sim.restore().unwrap();
        salon.engine().sync_now().await;
    }
    heal(&salon).await;
    assert_eq!(left(&salon), 0);

    let mut live: HashMap<String, usize> = HashMap::new();
    for booking in salon.sim.live_bookings() {
        *live
            .entry(booking.metadata["crm_phase_id"].clone())
            .or_default() += 1;
    }
    assert_eq!(live.len(), APPOINTMENTS * 4, "every segment has a booking");
    assert!(live.values().all(|count| *count == 1), "and none has two");
    for id in &booked {
        assert_eq!(salon.marks(*id), [PhaseState::Synced; 4]);
    }
    assert!(salon.review().is_empty());
}

/// Two stylists, three times a day, on the days when the salon is open that long.
fn places(salon: &Salon) -> impl Iterator<Item = (salon::StaffId, Timestamp)> + use<> {
    let zone = TimeZone::get("Europe/Berlin").unwrap();
    let first: jiff::civil::Date = "2026-12-08".parse().unwrap();
    let staff = [salon.anna, salon.mehmet];
    let days = (0..).map(move |n: i64| first.checked_add(n.days()).unwrap());
    let open = days.filter(|day| {
        matches!(
            day.weekday(),
            Weekday::Tuesday | Weekday::Wednesday | Weekday::Thursday | Weekday::Friday
        )
    });
    open.flat_map(move |day| {
        let zone = zone.clone();
        let starts = [(9, 0), (11, 40), (14, 20)];
        starts.into_iter().flat_map(move |(hour, minute)| {
            let start = day
                .at(hour, minute, 0, 0)
                .to_zoned(zone.clone())
                .unwrap()
                .timestamp();
            staff.map(|staff| (staff, start))
        })
    })
}

/// Tasks that are not done yet.
fn left(salon: &Salon) -> u32 {
    let counts = salon
        .store
        .read(|read| task::counts(read, Priority::Maintenance))
        .unwrap();
    counts.waiting + counts.sending + counts.uncertain + counts.blocked
}

/// Lets time pass until most of a wave is done.
async fn most_done(salon: &Salon) {
    while left(salon) > 100 {
        let rest = salon.engine().wait_until_resting().await;
        salon.pass_until(rest.next.unwrap());
    }
}

/// Lets time pass, through the slow retries too, until nothing is due any more; at most a day.
async fn heal(salon: &Salon) {
    let end = salon
        .now()
        .checked_add(SignedDuration::from_hours(24))
        .unwrap();
    loop {
        let rest = salon.engine().wait_until_resting().await;
        match rest.next {
            Some(next) if next <= end => salon.pass_until(next),
            _ => return,
        }
    }
}
