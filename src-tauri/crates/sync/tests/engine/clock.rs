//! A clock that was ahead and is put right: what was noted meanwhile is not waited for. And one that is put forward: what has to be
//! waited for still is.

use std::time::Duration;

use crate::support::Salon;
use calcom_sim::{FaultKind, FaultPlan, FaultRule};
use jiff::SignedDuration;
use salon::AppointmentId;
use store::{
    StoreError,
    appointments::{self, Status},
    phases,
    sync::{PhaseState, Priority, want},
};

const FRIDAY: &str = "2026-11-27T08:00:00Z";
const TOMORROW: &str = "2026-11-25T08:00:00Z";
const A_DAY: SignedDuration = SignedDuration::from_hours(26);

/// Our clock is a day ahead; the server's is right.
fn ahead(salon: &Salon) {
    salon.clock.put(salon.now().checked_add(A_DAY).unwrap());
}

fn put_right(salon: &Salon) {
    salon.clock.put(salon.sim.now());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_could_not_be_sent_goes_out_as_soon_as_the_line_is_back() {
    let salon = Salon::open().await;
    ahead(&salon);
    salon.sim.cut();
    let id = salon.book(salon.colour, salon.anna, FRIDAY);
    salon.rest().await;
    put_right(&salon);
    salon.sim.restore().unwrap();
    salon.settle().await;
    salon.pass(SignedDuration::from_mins(1));
    salon.settle().await;
    assert_eq!(salon.marks(id), [PhaseState::Synced; 4]);
    assert_eq!(salon.live().len(), 4);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_became_of_a_lost_answer_is_looked_up_within_seconds() {
    let salon = Salon::open().await;
    ahead(&salon);
    let lost = FaultRule::on("POST", "/v2/bookings", 1.0, FaultKind::DropAfterCommit);
    salon.sim.set_faults(FaultPlan::rules(1, [lost]));
    let id = salon.book(salon.colour, salon.anna, FRIDAY);
    salon.rest().await;
    assert_eq!(salon.marks(id), [PhaseState::Uncertain; 4]);
    put_right(&salon);
    salon.settle().await;
    assert_eq!(salon.marks(id), [PhaseState::Synced; 4]);
    assert_eq!((salon.live().len(), salon.creates()), (4, 4));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn put_right_between_two_answers_the_lost_one_is_looked_up_within_seconds() {
    let salon = Salon::open().await;
    ahead(&salon);
    let on_booking = |kind| FaultRule::on("POST", "/v2/bookings", 1.0, kind);
    let lost = on_booking(FaultKind::ErrorAfterCommit(500)).at_most(1);
    let late = on_booking(FaultKind::AnswerLate(Duration::from_secs(1)));
    salon.sim.set_faults(FaultPlan::rules(1, [lost, late]));
    let id = salon.book(salon.colour, salon.anna, FRIDAY);
    while !salon.marks(id).contains(&PhaseState::Uncertain) {
        tokio::task::yield_now().await;
    }
    put_right(&salon);
    salon.settle().await;
    assert_eq!(salon.marks(id), [PhaseState::Synced; 4]);
    assert_eq!((salon.live().len(), salon.creates()), (4, 4));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_pause_that_the_server_asked_for_does_not_last_a_day() {
    let salon = Salon::open().await;
    ahead(&salon);
    let busy = FaultRule::any(1.0, FaultKind::TooManyRequests(30)).at_most(4);
    salon.sim.set_faults(FaultPlan::rules(1, [busy]));
    let id = salon.book(salon.cut, salon.anna, FRIDAY);
    salon.rest().await;
    salon.sim.set_faults(FaultPlan::default());
    put_right(&salon);
    // The client's own budget counts the pause in real time.
    salon.rest().await;
    let standing = &salon.standings(id)[0];
    assert_eq!(standing.state, PhaseState::Waiting);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nor_by_a_program_that_is_started_when_the_clock_is_right_again() {
    let mut salon = Salon::open().await;
    ahead(&salon);
    salon.sim.cut();
    let id = salon.book(salon.colour, salon.anna, FRIDAY);
    salon.rest().await;
    salon.kill().await;
    put_right(&salon);
    salon.sim.restore().unwrap();
    salon.start();
    salon.engine().sync_now().await;
    salon.settle().await;
    assert_eq!(salon.marks(id), [PhaseState::Synced; 4]);
    assert_eq!(salon.live().len(), 4);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_called_off_while_it_seemed_to_be_over_is_taken_back_in_cal_com() {
    let salon = Salon::open().await;
    let id = salon.book(salon.cut, salon.anna, TOMORROW);
    salon.settle().await;
    ahead(&salon);
    salon.cancel(id);
    salon.rest().await;
    assert_eq!(salon.live().len(), 1, "over, as it seems");
    put_right(&salon);
    salon.settle().await;
    assert_eq!(salon.live(), []);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_desk_noted_by_a_clock_that_was_ahead_only_for_a_moment_is_done_now() {
    let salon = Salon::open().await;
    let id = salon.book(salon.cut, salon.anna, FRIDAY);
    salon.settle().await;
    // Set wrong and right again before the engine looked at it.
    let ahead = salon.now().checked_add(A_DAY).unwrap();
    let cancelled: Result<_, StoreError> = salon.store.write(|tx| {
        appointments::set_status(tx, id, Status::Cancelled, None, ahead)?;
        phases::vacate(tx, id)?;
        want(tx, id, Priority::Interactive, ahead)
    });
    cancelled.unwrap();
    salon.settle().await;
    assert_eq!(salon.live(), []);
}

const AN_HOUR: SignedDuration = SignedDuration::from_hours(1);

/// Somebody puts our clock an hour forward; no time goes by.
fn jumps(salon: &Salon) {
    salon.clock.put(salon.now().checked_add(AN_HOUR).unwrap());
}

/// Seconds go by, one after the other, and whatever can be done is done.
async fn seconds(salon: &Salon, number: u32) {
    for _ in 0..number {
        let second = SignedDuration::from_secs(1);
        salon
            .sim
            .set_now(salon.sim.now().checked_add(second).unwrap());
        salon.clock.set(salon.now().checked_add(second).unwrap());
        salon.rest().await;
    }
}

/// The line breaks before anything is done, but nobody here knows that.
async fn with_a_lost_answer(salon: &Salon) -> AppointmentId {
    let lost = FaultRule::on("POST", "/v2/bookings", 1.0, FaultKind::Refuse).at_most(1);
    salon.sim.set_faults(FaultPlan::rules(1, [lost]));
    let id = salon.book(salon.cut, salon.anna, FRIDAY);
    salon.rest().await;
    assert_eq!(salon.marks(id), [PhaseState::Uncertain]);
    id
}

async fn only_after_ten_seconds(salon: &Salon, id: AppointmentId) {
    seconds(salon, 9).await;
    assert!(salon.calls("GET", "/v2/bookings") > 0, "looked");
    assert_eq!(salon.creates(), 1, "nothing is proven yet");
    assert_eq!(salon.marks(id), [PhaseState::Uncertain]);
    salon.settle().await;
    assert_eq!(salon.marks(id), [PhaseState::Synced]);
    assert_eq!((salon.live().len(), salon.creates()), (1, 2));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_clock_put_forward_proves_no_absence() {
    let salon = Salon::open().await;
    let id = with_a_lost_answer(&salon).await;
    jumps(&salon);
    only_after_ten_seconds(&salon, id).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nor_does_one_that_was_put_forward_while_the_program_did_not_run() {
    let mut salon = Salon::open().await;
    let id = with_a_lost_answer(&salon).await;
    salon.kill().await;
    jumps(&salon);
    salon.start();
    salon.rest().await;
    only_after_ten_seconds(&salon, id).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_server_is_still_at_when_the_clock_jumps_is_booked_once() {
    let salon = Salon::impatient().await;
    let slow = FaultKind::Delay(Duration::from_secs(2));
    let slow = FaultRule::on("POST", "/v2/bookings", 1.0, slow).at_most(1);
    salon.sim.set_faults(FaultPlan::rules(1, [slow]));
    let id = salon.book(salon.cut, salon.anna, FRIDAY);
    salon.rest().await;
    jumps(&salon);
    seconds(&salon, 3).await;
    // The stand-in has no signal for a call whose client is gone; it counts what it has carried out.
    while salon.creates() == 0 || salon.sim.is_waiting_for_time() {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    salon.settle().await;
    assert_eq!(salon.marks(id), [PhaseState::Synced]);
    assert_eq!((salon.live().len(), salon.creates()), (1, 1));
}
