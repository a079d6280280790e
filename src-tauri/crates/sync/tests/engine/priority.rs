//! Who goes first when a great deal waits and Cal.com takes 120 calls a minute.
//!
//! Nothing here waits for time: the clock stands still from the new booking on, so what has gone out then went out at once.

use std::time::Duration;

use crate::support::Salon;
use calcom_sim::{FaultKind, FaultPlan, FaultRule};
use jiff::{SignedDuration, Timestamp};
use salon::AppointmentId;
use store::sync::PhaseState;

/// Composites of four segments: 2 000 calls.
const COMPOSITES: usize = 500;
/// As measured.
const CALLS_A_MINUTE: u32 = 120;
/// What work that piled up may use of a minute; the rest is the desk's.
const FOR_THE_BACKLOG: usize = 96;
/// Free at the desk and in Cal.com: the backlog begins the week after.
const THIS_WEEK: &str = "2026-11-25T08:00:00Z";

/// No answer comes before the test is over.
const LONGER_THAN_THE_TEST: Duration = Duration::from_secs(120);

/// Morning and afternoon with both stylists, Wednesday to Friday, from the second week on.
fn places() -> impl Iterator<Item = (usize, Timestamp)> {
    let first: Timestamp = "2026-12-02T08:00:00Z".parse().unwrap();
    let starts = (0..).flat_map(move |week: i64| {
        (0..3).flat_map(move |day| [0, 4].map(|hours| (week * 7 + day) * 24 + hours))
    });
    starts.flat_map(move |hours| {
        let hours = SignedDuration::from_hours(hours);
        let start = first.checked_add(hours).unwrap();
        [0, 1].map(|stylist| (stylist, start))
    })
}

/// Books while nothing gets through, then lets the line come back an hour later.
async fn after_an_hour_offline() -> Salon {
    let salon = Salon::open().await;
    salon.sim.cut();
    salon.rest().await;
    for (stylist, start) in places().take(COMPOSITES) {
        let staff = [salon.anna, salon.mehmet][stylist];
        salon.book_at(salon.colour, staff, start);
    }
    salon.rest().await;
    salon.pass(SignedDuration::from_hours(1));
    salon.sim.set_rate_limit(Some(CALLS_A_MINUTE));
    salon.sim.forget_calls();
    salon.sim.restore().unwrap();
    salon.engine().sync_now().await;
    salon
}

fn is_synced(salon: &Salon, id: AppointmentId) -> bool {
    salon
        .marks(id)
        .iter()
        .all(|mark| *mark == PhaseState::Synced)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_new_booking_goes_out_at_once_while_two_thousand_calls_wait() {
    let salon = after_an_hour_offline().await;
    salon.rest().await;
    let sent_of_the_backlog = salon.creates();
    assert!(
        sent_of_the_backlog <= FOR_THE_BACKLOG,
        "{sent_of_the_backlog}"
    );
    assert!(
        sent_of_the_backlog > FOR_THE_BACKLOG / 2,
        "{sent_of_the_backlog}"
    );

    let now = salon.now();
    let new = salon.book(salon.colour, salon.anna, THIS_WEEK);
    salon.rest().await;
    assert_eq!(salon.now(), now);
    assert!(is_synced(&salon, new), "{:?}", salon.marks(new));
    assert_eq!(
        salon.creates(),
        sent_of_the_backlog + 4,
        "nobody else was let in"
    );
    assert_eq!(salon.review(), []);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_new_booking_does_not_wait_for_a_server_that_is_slow_with_the_backlog() {
    let mut salon = Salon::open().await;
    let places: Vec<_> = places()
        .filter(|(stylist, _)| *stylist == 0)
        .take(24)
        .collect();
    let (before, after) = places.split_at(12);
    let moved: Vec<_> = before
        .iter()
        .map(|(_, start)| salon.book_at(salon.cut, salon.anna, *start))
        .collect();
    salon.settle().await;
    salon.stop().await;
    salon.key.patience_is(LONGER_THAN_THE_TEST);
    salon.sim.cut();
    salon.start();
    for (id, (_, start)) in moved.iter().zip(after) {
        salon.shift(*id, salon.anna, &start.to_string());
    }
    salon.rest().await;
    salon.pass(SignedDuration::from_hours(1));
    let slow = FaultKind::AnswerLate(LONGER_THAN_THE_TEST);
    let rule = FaultRule::on("POST", "/v2/bookings/{uid}/reschedule", 1.0, slow);
    salon.sim.set_faults(FaultPlan::rules(1, [rule]));
    salon.sim.restore().unwrap();
    salon.engine().sync_now().await;

    let mut book = salon.store.watch();
    let new = salon.book(salon.cut, salon.mehmet, THIS_WEEK);
    while !is_synced(&salon, new) {
        book.changed().await.unwrap();
    }
    for id in moved {
        let mark = salon.marks(id)[0];
        assert!(
            matches!(mark, PhaseState::Sending | PhaseState::Waiting),
            "no answer yet, and none given up: {mark:?}"
        );
    }
    salon.kill().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_look_up_along_a_chain_of_moves_makes_no_call_that_the_budget_does_not_have() {
    let mut salon = Salon::closed().await.provisioned().await;
    salon.sim.set_rate_limit(Some(4));
    salon.sim.forget_calls();
    salon.start();
    let id = salon.book(salon.cut, salon.anna, THIS_WEEK);
    salon.settle().await;
    for start in ["2026-11-26T09:00:00Z", "2026-11-26T10:00:00Z"] {
        let uid = salon.live()[0].uid.clone();
        salon.sim.reschedule(&uid, start.parse().unwrap()).unwrap();
    }
    // Made, refused because it was moved already; two looks are left, and three are needed.
    salon.shift(id, salon.anna, "2026-11-27T09:00:00Z");
    salon.rest().await;
    let calls = salon.sim.calls();
    assert_eq!(calls.len(), 4, "{calls:?}");
    assert!(
        calls.iter().all(|call| call.status != Some(429)),
        "{calls:?}"
    );
    assert_eq!(salon.marks(id), [PhaseState::Uncertain]);
}
