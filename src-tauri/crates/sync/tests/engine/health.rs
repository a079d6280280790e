//! What the journal says about the synchronisation, and what the server's clock says about ours.

use crate::support::{
    Salon,
    times::{NINE, NOON},
};
use calcom_sim::{FaultKind, FaultPlan, FaultRule};
use jiff::SignedDuration;
use serde_json::Value;
use store::{StoreError, sync::Priority};
use sync::{
    health,
    view::{HealthState, HealthView, Remedy, StretchView},
};

const BOOK: &str = "/v2/bookings";

fn health_of(salon: &Salon) -> HealthView {
    let now = salon.now();
    let view: Result<_, StoreError> = salon.store.read(|read| health::of(read, 24, now));
    view.unwrap()
}

fn server_fails(salon: &Salon) {
    let rule = FaultRule::on("POST", BOOK, 1.0, FaultKind::ErrorBeforeCommit(500));
    salon.sim.set_faults(FaultPlan::rules(1, [rule]));
}

/// Lets time pass, through the slow retries too, until nothing is due any more.
async fn heal(salon: &Salon) {
    while let Some(next) = salon.engine().wait_until_resting().await.next {
        salon.pass_until(next);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_good_day_reaches_every_target() {
    let salon = Salon::open().await;
    salon.book(salon.colour, salon.anna, NINE);
    salon.book(salon.cut, salon.mehmet, NINE);
    salon.settle().await;
    let health = health_of(&salon);
    assert_eq!(health.state, HealthState::Ok);
    assert_eq!((health.done, health.failed), (5, 0));
    assert_eq!(health.success_percent, Some(100.0));
    assert_eq!((health.confirmation.count, health.answer.count), (5, 5));
    assert_eq!(health.targets.success_over_98, Some(true));
    assert_eq!(health.targets.max_under_30_s, Some(true));
    assert_eq!(health.codes, []);
    let calls = |stretch: &StretchView| (stretch.done, stretch.failed);
    let (last, before) = health.course.split_last().unwrap();
    assert_eq!((before.len(), calls(last)), (23, (5, 0)));
    assert!(before.iter().all(|hour| calls(hour) == (0, 0)));
    assert!(last.from.ends_with(":00:00Z"), "a full hour: {}", last.from);
    assert_eq!(
        (health.origins[0].origin.as_str(), health.origins[0].count),
        ("desk", 2)
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_fails_for_ten_minutes_is_alarming_until_it_does_not() {
    let salon = Salon::open().await;
    server_fails(&salon);
    salon.book(salon.colour, salon.anna, NINE);
    salon.settle().await;
    let stormy = health_of(&salon);
    assert!(stormy.failed > 0 && stormy.done == 0, "{stormy:?}");
    assert_eq!(stormy.codes[0].code, "server_error");
    assert_eq!(stormy.review, 4, "one for each segment");
    assert_eq!(stormy.state, HealthState::Watch, "an hour has gone by");

    salon.book(salon.colour, salon.mehmet, NINE);
    salon.rest().await;
    salon.pass(SignedDuration::from_mins(6));
    salon.book(salon.colour, salon.mehmet, NOON);
    salon.rest().await;
    salon.pass(SignedDuration::from_secs(1));
    assert_eq!(health_of(&salon).state, HealthState::Alert);

    salon.sim.set_faults(FaultPlan::default());
    heal(&salon).await;
    let healed = health_of(&salon);
    assert_eq!((healed.done, healed.review), (12, 0));
    assert_ne!(healed.state, HealthState::Alert);
    assert!(
        healed.confirmation.max_ms >= 1_800_000,
        "the wish counts from when it was made: {:?}",
        healed.confirmation
    );
    assert_eq!(healed.targets.max_under_30_s, Some(false));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_cut_line_is_nobodys_failure() {
    let salon = Salon::open().await;
    salon.sim.cut();
    salon.book(salon.cut, salon.anna, NINE);
    salon.rest().await;
    let offline = health_of(&salon);
    assert_eq!((offline.failed, offline.success_percent), (0, None));
    assert_eq!((offline.not_sent, offline.waiting), (1, 1));
    assert_eq!(offline.state, HealthState::Ok);
}

/// The server's clock runs ahead of ours by so many seconds.
async fn poll_with_server_ahead(salon: &Salon, seconds: i64) {
    let ahead = SignedDuration::from_secs(seconds);
    salon.sim.set_now(salon.now().checked_add(ahead).unwrap());
    salon.engine().sync_now().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_clock_that_is_off_is_said_once_and_taken_back_when_right() {
    let salon = Salon::open().await;
    poll_with_server_ahead(&salon, 60).await;
    assert!(salon.review().is_empty(), "a minute is not too far");
    for _ in 0..3 {
        poll_with_server_ahead(&salon, 90).await;
    }
    assert_eq!(salon.codes(), ["clock_off"]);
    let detail: Value = serde_json::from_str(&salon.review()[0].detail).unwrap();
    assert_eq!(detail["offset_seconds"], -90, "we are behind");

    poll_with_server_ahead(&salon, 45).await;
    assert_eq!(salon.codes(), ["clock_off"], "not right yet");
    poll_with_server_ahead(&salon, 0).await;
    assert!(salon.review().is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_clock_that_was_put_aside_is_left_alone_for_a_day() {
    let salon = Salon::open().await;
    poll_with_server_ahead(&salon, -90).await;
    let entry = salon.review()[0].id;
    let now = salon.now();
    let dismiss = |tx: &store::Tx<'_>| {
        sync::review::resolve(tx, entry, Remedy::Dismiss, Priority::Interactive, now)
    };
    salon.store.write(dismiss).unwrap();
    poll_with_server_ahead(&salon, -90).await;
    assert!(salon.review().is_empty());
    salon.clock.set(
        salon
            .now()
            .checked_add(SignedDuration::from_hours(25))
            .unwrap(),
    );
    poll_with_server_ahead(&salon, -90).await;
    assert_eq!(salon.codes(), ["clock_off"]);
}
