//! An answer that never came, a server that is still at it, a program that was killed on the way: it is found out what became of the call.

use std::time::Duration;

use crate::support::{
    Salon,
    times::{NINE, TEN},
};
use crate::trouble::{BOOK, assert_mirrored, on_booking, on_the_wire, only};
use calcom_sim::{FaultKind, FaultPlan, FaultRule};
use jiff::{SignedDuration, Timestamp};
use salon::AppointmentId;
use store::{
    appointments::Status,
    sync::{PhaseState, TaskState},
};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lost_answer_never_makes_a_second_booking() {
    let salon = Salon::open().await;
    salon
        .sim
        .set_faults(only(on_booking(1.0, FaultKind::DropAfterCommit).at_most(4)));
    let id = salon.book(salon.colour, salon.anna, NINE);
    salon.settle().await;
    assert_mirrored(&salon, id);
    assert_eq!(salon.creates(), 4, "looked up, not sent again");
    assert_eq!(salon.sim.bookings().len(), 4);
}

/// A booking whose answer is lost, before anybody has looked for it.
async fn made_unknown(salon: &Salon) -> (AppointmentId, String) {
    salon
        .sim
        .set_faults(only(on_booking(1.0, FaultKind::DropAfterCommit).at_most(1)));
    let id = salon.book(salon.cut, salon.anna, NINE);
    salon.rest().await;
    assert_eq!(salon.task(id).state, TaskState::Uncertain);
    (id, salon.sim.live_bookings().remove(0).uid)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_lost_answer_made_and_the_customer_moved_is_followed() {
    let salon = Salon::open().await;
    let (id, uid) = made_unknown(&salon).await;
    let elsewhere: Timestamp = "2026-11-26T13:00:00Z".parse().unwrap();
    salon.sim.reschedule(&uid, elsewhere).unwrap();
    salon.settle().await;
    assert_eq!(salon.appointment(id).when.span.start, elsewhere);
    assert_mirrored(&salon, id);
    assert_eq!(salon.creates(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_lost_answer_made_and_the_customer_called_off_is_not_booked_again() {
    let salon = Salon::open().await;
    let (id, uid) = made_unknown(&salon).await;
    salon.sim.cancel(&uid, "krank").unwrap();
    salon.settle().await;
    assert_eq!(salon.appointment(id).status, Status::Cancelled);
    assert_eq!(salon.live().len(), 0);
    assert_eq!(salon.creates(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_lost_on_the_way_is_sent_again_only_when_it_is_certain_not_to_come() {
    for kind in [
        FaultKind::ErrorBeforeCommit(502),
        FaultKind::Refuse,
        FaultKind::Garbage,
    ] {
        let salon = Salon::open().await;
        salon
            .sim
            .set_faults(only(on_booking(1.0, kind.clone()).at_most(1)));
        let began = salon.now();
        let id = salon.book(salon.cut, salon.anna, NINE);
        salon.rest().await;
        assert_eq!(salon.task(id).state, TaskState::Uncertain, "{kind:?}");
        assert_eq!(salon.marks(id), [PhaseState::Uncertain]);
        salon.settle().await;
        assert_mirrored(&salon, id);
        assert_eq!(salon.creates(), 2, "{kind:?}");
        let waited = salon.now().duration_since(began);
        assert!(
            waited >= SignedDuration::from_secs(10),
            "{kind:?}: {waited}"
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_error_after_the_deed_is_found_out() {
    let salon = Salon::open().await;
    salon.sim.set_faults(only(
        on_booking(1.0, FaultKind::ErrorAfterCommit(500)).at_most(4),
    ));
    let id = salon.book(salon.colour, salon.anna, NINE);
    salon.settle().await;
    assert_mirrored(&salon, id);
    assert_eq!(salon.creates(), 4);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_is_still_at_it_when_we_look_does_not_get_a_second_call() {
    let salon = Salon::impatient().await;
    let slow = FaultKind::Delay(Duration::from_secs(2));
    salon.sim.set_faults(only(on_booking(1.0, slow).at_most(1)));
    let id = salon.book(salon.cut, salon.anna, NINE);
    salon.rest().await;
    salon.pass(SignedDuration::from_secs(1));
    salon.rest().await;
    assert_eq!(salon.calls("GET", BOOK), 1, "looked");
    assert_eq!(salon.live(), [], "too early to see anything");
    // The stand-in has no signal for a call whose client is gone.
    while salon.live().is_empty() {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    salon.settle().await;
    assert_mirrored(&salon, id);
    assert_eq!(salon.creates(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lost_answer_to_a_move_is_followed_to_where_the_booking_is_now() {
    let salon = Salon::open().await;
    let id = salon.book(salon.colour, salon.anna, NINE);
    salon.settle().await;
    let moves = FaultRule::on(
        "POST",
        "/v2/bookings/{uid}/reschedule",
        1.0,
        FaultKind::DropAfterCommit,
    );
    salon.sim.set_faults(only(moves.at_most(4)));
    salon.sim.forget_calls();
    salon.shift(id, salon.anna, "2026-11-26T12:00:00Z");
    salon.settle().await;
    assert_mirrored(&salon, id);
    assert_eq!(salon.writes(), 4);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_move_that_did_not_happen_is_sent_again() {
    let salon = Salon::open().await;
    let id = salon.book(salon.cut, salon.anna, NINE);
    salon.settle().await;
    let moves = FaultRule::on(
        "POST",
        "/v2/bookings/{uid}/reschedule",
        1.0,
        FaultKind::ErrorBeforeCommit(503),
    );
    salon.sim.set_faults(only(moves.at_most(2)));
    salon.shift(id, salon.anna, TEN);
    salon.settle().await;
    assert_mirrored(&salon, id);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_cancellation_is_repeated_until_it_is_certain() {
    for kind in [
        FaultKind::DropAfterCommit,
        FaultKind::ErrorBeforeCommit(500),
        FaultKind::Garbage,
    ] {
        let salon = Salon::open().await;
        let id = salon.book(salon.cut, salon.anna, NINE);
        salon.settle().await;
        let cancels = FaultRule::on("POST", "/v2/bookings/{uid}/cancel", 1.0, kind.clone());
        salon.sim.set_faults(only(cancels.at_most(2)));
        salon.cancel(id);
        salon.settle().await;
        assert_eq!(salon.live(), [], "{kind:?}");
        assert_eq!(salon.task(id).state, TaskState::Done, "{kind:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_program_killed_with_calls_on_the_wire_finds_out_what_became_of_them() {
    let mut salon = Salon::open().await;
    salon
        .sim
        .set_faults(FaultPlan::latency(Duration::from_millis(150)));
    let id = salon.book(salon.colour, salon.anna, NINE);
    on_the_wire(&salon, id).await;
    salon.kill().await;
    salon.start();
    salon.settle().await;
    assert_mirrored(&salon, id);
    assert_eq!(salon.live().len(), 4);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_again_and_again_at_any_moment_it_never_books_twice_and_forgets_nothing() {
    let mut salon = Salon::open().await;
    salon
        .sim
        .set_faults(FaultPlan::latency(Duration::from_millis(20)));
    let mut booked = Vec::new();
    for run in 0..10_usize {
        let day = 25 + run / 3;
        let hour = 8 + 3 * (run % 3);
        let start = format!("2026-11-{day}T{hour:02}:00:00Z");
        booked.push(salon.book(salon.colour, [salon.anna, salon.mehmet][run % 2], &start));
        // Killed after so many commits: between journal and call, between answers, before the end.
        let mut book = salon.store.watch();
        salon.committed(&mut book, run + 1).await;
        salon.kill().await;
        salon.start();
    }
    salon.settle().await;
    for id in booked {
        assert_mirrored(&salon, id);
    }
    assert_eq!(salon.live().len(), 40);
}
