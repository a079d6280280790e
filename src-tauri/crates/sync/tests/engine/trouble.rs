//! When the wire, the server or the key is in trouble: nothing is lost, nothing is doubled, and a person is told.

use std::time::Duration;

use crate::support::{
    Salon,
    times::{NINE, TEN},
};
use calcom_sim::{FaultKind, FaultPlan, FaultRule};
use jiff::SignedDuration;
use salon::AppointmentId;
use store::{
    Topic,
    sync::{PhaseState, TaskState},
};
use sync::{setup, view::ConnectionState};
pub(crate) const BOOK: &str = "/v2/bookings";

pub(crate) fn on_booking(probability: f64, kind: FaultKind) -> FaultRule {
    FaultRule::on("POST", BOOK, probability, kind)
}

pub(crate) fn only(rule: FaultRule) -> FaultPlan {
    FaultPlan::rules(1, [rule])
}

/// Every staff phase has exactly one live booking, where the book has it.
pub(crate) fn assert_mirrored(salon: &Salon, id: AppointmentId) {
    for phase in salon.phases(id) {
        let live = salon.live_of(phase.id);
        assert_eq!(live.len(), 1, "segment {}", phase.planned.key);
        assert_eq!(live[0].start, phase.planned.span.start);
    }
    let synced = vec![PhaseState::Synced; salon.phases(id).len()];
    assert_eq!(salon.marks(id), synced);
    assert_eq!(salon.task(id).state, TaskState::Done);
}

/// Ready when the calls for an appointment are on the wire.
pub(crate) async fn on_the_wire(salon: &Salon, id: AppointmentId) {
    let mut book = salon.store.watch();
    while salon.task(id).state != TaskState::Sending {
        book.changed().await.unwrap();
    }
    let changes = salon.store.changes_since(store::Revision(0)).unwrap();
    assert!(changes.topics.contains(&Topic::Sync));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_day_offline_costs_nothing_but_its_outcome() {
    let salon = Salon::open().await;
    salon.sim.cut();
    let called_off = salon.book(salon.colour, salon.anna, NINE);
    salon.rest().await;
    assert_eq!(salon.connection().await, ConnectionState::Offline);
    salon.shift(called_off, salon.anna, TEN);
    salon.cancel(called_off);
    let moved = salon.book(salon.cut, salon.anna, NINE);
    for hour in ["10", "11", "12"] {
        salon.pass(SignedDuration::from_mins(20));
        salon.rest().await;
        salon.shift(moved, salon.anna, &format!("2026-11-25T{hour}:00:00Z"));
    }
    assert_eq!(
        salon.task(moved).attempt,
        0,
        "being offline is no failed attempt"
    );

    salon.sim.restore().unwrap();
    salon.engine().sync_now().await;
    salon.settle().await;
    assert_eq!(salon.connection().await, ConnectionState::Online);
    assert_eq!(
        salon.writes(),
        1,
        "book, move and cancel cost nothing, three moves one call"
    );
    assert_mirrored(&salon, moved);
    assert_eq!(salon.task(called_off).state, TaskState::Done);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_line_that_comes_back_is_noticed_without_anybody_asking() {
    let salon = Salon::open().await;
    salon.sim.cut();
    let id = salon.book(salon.cut, salon.anna, NINE);
    salon.rest().await;
    salon.pass(SignedDuration::from_mins(10));
    salon.rest().await;
    assert_eq!(salon.connection().await, ConnectionState::Offline);
    salon.sim.restore().unwrap();
    salon.pass(SignedDuration::from_secs(30));
    salon.settle().await;
    assert_eq!(salon.connection().await, ConnectionState::Online);
    assert_mirrored(&salon, id);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_refused_key_closes_the_gate_and_a_good_one_opens_it() {
    let mut salon = Salon::closed().await.provisioned().await;
    salon.key.is(Some("cal_withdrawn_0123456789"));
    salon.start();
    let id = salon.book(salon.colour, salon.anna, NINE);
    salon.settle().await;
    assert_eq!(salon.connection().await, ConnectionState::Credentials);
    assert_eq!(salon.task(id).state, TaskState::Waiting, "nothing is lost");
    assert_eq!(salon.task(id).attempt, 0, "and the task is not to blame");
    let calls = salon.sim.calls().len();
    salon.pass(SignedDuration::from_mins(5));
    salon.book(salon.cut, salon.mehmet, NINE);
    salon.rest().await;
    assert_eq!(salon.sim.calls().len(), calls, "nothing goes out meanwhile");

    salon.key.is(Some(calcom_sim::DEMO_KEY));
    let client = salon.client();
    setup::connect(&salon.store, &client, 1, salon.now())
        .await
        .unwrap();
    salon.settle().await;
    assert_mirrored(&salon, id);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_missing_key_is_said_plainly() {
    let mut salon = Salon::closed().await.provisioned().await;
    salon.key.is(None);
    salon.start();
    salon.book(salon.cut, salon.anna, NINE);
    salon.settle().await;
    assert_eq!(salon.connection().await, ConnectionState::Credentials);
    let account = salon
        .store
        .read(store::sync::account::find)
        .unwrap()
        .unwrap();
    assert_eq!(account.gate_detail, "key_missing");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn too_many_calls_are_waited_for_and_cost_no_attempt() {
    let salon = Salon::open().await;
    salon.sim.set_faults(only(
        on_booking(1.0, FaultKind::TooManyRequests(1)).at_most(1),
    ));
    let id = salon.book(salon.cut, salon.anna, NINE);
    salon.rest().await;
    assert_eq!(salon.connection().await, ConnectionState::Limited);
    assert_eq!(salon.task(id).attempt, 0);
    // The client counts in real time.
    tokio::time::sleep(Duration::from_millis(1_100)).await;
    salon.pass(SignedDuration::from_secs(2));
    salon.settle().await;
    assert_eq!(salon.connection().await, ConnectionState::Online);
    assert_mirrored(&salon, id);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_fails_for_long_is_left_alone_until_it_recovers() {
    let salon = Salon::open().await;
    salon
        .sim
        .set_faults(only(on_booking(1.0, FaultKind::ErrorBeforeCommit(500))));
    let began = salon.now();
    let id = salon.book(salon.cut, salon.anna, NINE);
    let mut rest = salon.engine().wait_until_resting().await;
    while salon.task(id).state != TaskState::Blocked {
        salon.pass_until(rest.next.unwrap());
        rest = salon.engine().wait_until_resting().await;
    }
    assert_eq!(salon.creates(), 4, "1 s, 5 s and 30 s after the first");
    assert_eq!(salon.codes(), ["server_error"]);
    assert!(salon.now().duration_since(began) < SignedDuration::from_mins(3));

    salon.sim.set_faults(FaultPlan::default());
    salon.pass(SignedDuration::from_mins(5));
    salon.settle().await;
    assert_mirrored(&salon, id);
    assert!(salon.review().is_empty(), "it healed by itself");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_appointment_that_changes_while_it_is_on_the_wire_ends_as_it_was_left() {
    let salon = Salon::open().await;
    salon
        .sim
        .set_faults(FaultPlan::latency(Duration::from_millis(150)));
    let id = salon.book(salon.colour, salon.anna, NINE);
    on_the_wire(&salon, id).await;
    salon.shift(id, salon.anna, "2026-11-26T12:00:00Z");
    salon.settle().await;
    assert_mirrored(&salon, id);

    salon.retry(id);
    salon.shift(id, salon.anna, "2026-11-27T12:00:00Z");
    on_the_wire(&salon, id).await;
    salon.cancel(id);
    salon.settle().await;
    assert_eq!(salon.live(), []);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn before_an_account_is_connected_nothing_is_sent_and_afterwards_everything() {
    let mut salon = Salon::closed().await;
    salon.start();
    let id = salon.book(salon.colour, salon.anna, NINE);
    salon.rest().await;
    assert_eq!(salon.sim.calls(), []);
    assert_eq!(salon.connection().await, ConnectionState::NotConnected);
    assert_eq!(salon.marks(id), [PhaseState::Local; 4]);
    let salon = salon.provisioned().await;
    salon.settle().await;
    assert_mirrored(&salon, id);
}
