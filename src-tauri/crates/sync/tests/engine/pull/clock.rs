//! Clocks that jump: nothing waits for a time that was a mistake, and nothing is done twice.

use calcom_sim::{FaultKind, FaultPlan, FaultRule};
use jiff::SignedDuration;
use store::sync::PhaseState;

use super::{all, online};
use crate::support::{Salon, book::later, times::NINE};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_clock_put_back_by_hours_lets_nothing_wait_for_hours() {
    let salon = Salon::open().await;
    let fails = FaultRule::on(
        "POST",
        "/v2/bookings",
        1.0,
        FaultKind::ErrorBeforeCommit(500),
    );
    salon.sim.set_faults(FaultPlan::rules(1, [fails]));
    let id = salon.book(salon.cut, salon.anna, NINE);
    salon.pass(SignedDuration::from_mins(1));
    salon.rest().await;
    let then = salon.now();
    salon.sim.set_faults(FaultPlan::default());

    salon.clock.put(later(then, -3 * 60));
    salon.engine().sync_now().await;
    salon.settle().await;
    assert_eq!(salon.marks(id), [PhaseState::Synced]);
    assert_eq!(salon.live().len(), 1);
    assert!(salon.now() < then, "long before the old clock's time");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_machine_that_slept_reads_what_happened_meanwhile_once() {
    let salon = Salon::open().await;
    let id = salon.book(salon.colour, salon.anna, NINE);
    salon.settle().await;
    salon.poll().await;
    let before = salon.writes();
    salon.pass(SignedDuration::from_hours(8));
    online(&salon, salon.mehmet, NINE, "otto@kunde.example");
    salon.pass(SignedDuration::from_hours(8));
    salon.poll().await;
    salon.poll().await;
    assert_eq!(all(&salon).len(), 2);
    assert_eq!(salon.marks(id), [PhaseState::Synced; 4]);
    assert_eq!(salon.writes(), before);
}
