//! A cancellation that was taken back: Cal.com shows the appointment again, each segment once, and what it remembers of the
//! cancelled bookings is no news.

use std::time::Duration;

use crate::support::{Salon, times::NINE};
use calcom_sim::FaultPlan;
use salon::AppointmentId;
use store::{
    StoreError, Topic,
    appointments::{self, Status},
    phases,
    sync::{PhaseState, Priority, TaskState, want},
};

const CANCEL: &str = "/v2/bookings/{uid}/cancel";

/// As the desk does it: booked again, its time taken again, and the wish for Cal.com.
fn reinstate(salon: &Salon, id: AppointmentId) {
    let now = salon.now();
    let back: Result<_, StoreError> = salon.store.write(|tx| {
        appointments::set_status(tx, id, Status::Booked, None, now)?;
        for phase in phases::of_appointment(tx, id)? {
            phases::place(tx, phase.id, &phase.planned, true)?;
        }
        tx.changed(Topic::Appointments, Some(id.0), now)?;
        want(tx, id, Priority::Interactive, now)
    });
    back.unwrap();
}

/// Booked in the book and, segment by segment, in Cal.com.
fn assert_in_step(salon: &Salon, id: AppointmentId) {
    assert_eq!(salon.appointment(id).status, Status::Booked);
    assert_eq!(salon.task(id).state, TaskState::Done);
    assert_eq!(salon.marks(id), [PhaseState::Synced; 4]);
    assert_eq!(salon.live().len(), 4);
    for (phase, standing) in salon.phases(id).iter().zip(salon.standings(id)) {
        let live = salon.live_of(phase.id);
        assert_eq!(live.len(), 1);
        assert_eq!(live[0].start, phase.planned.span.start);
        assert_eq!(standing.booking_id, Some(live[0].id));
    }
    assert!(salon.review().is_empty(), "{:?}", salon.codes());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_segment_is_booked_anew() {
    let salon = Salon::open().await;
    let id = salon.book(salon.colour, salon.anna, NINE);
    salon.settle().await;
    salon.cancel(id);
    salon.settle().await;
    assert_eq!(salon.live(), []);
    salon.sim.forget_calls();

    reinstate(&salon, id);
    salon.settle().await;
    assert_eq!((salon.creates(), salon.writes()), (4, 4));
    assert_in_step(&salon, id);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_cancelled_bookings_do_not_cancel_it_once_more() {
    let salon = Salon::open().await;
    let id = salon.book(salon.colour, salon.anna, NINE);
    salon.settle().await;
    salon.cancel(id);
    salon.settle().await;
    reinstate(&salon, id);
    salon.settle().await;
    salon.sim.forget_calls();
    salon.poll().await;
    assert_eq!(salon.writes(), 0);
    assert_in_step(&salon, id);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_customer_called_off_in_cal_com_can_be_taken_back_at_the_desk() {
    let salon = Salon::open().await;
    let id = salon.book(salon.colour, salon.anna, NINE);
    salon.settle().await;
    let first = salon.live()[0].uid.clone();
    salon.sim.cancel(&first, "Bin krank").unwrap();
    salon.poll().await;
    assert_eq!(salon.appointment(id).status, Status::Cancelled);

    reinstate(&salon, id);
    salon.settle().await;
    salon.poll().await;
    assert_in_step(&salon, id);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_moved_and_called_off_in_one_go_is_not_cancelled_once_more_every_night() {
    let salon = Salon::open().await;
    let id = salon.book(salon.colour, salon.anna, NINE);
    salon.settle().await;
    let first = salon.live()[0].uid.clone();
    let later = "2026-11-25T13:00:00Z".parse().unwrap();
    let moved = salon.sim.reschedule(&first, later).unwrap();
    salon.sim.cancel(&moved.uid, "Doch nicht").unwrap();
    salon.poll().await;
    assert_eq!(salon.appointment(id).status, Status::Cancelled);

    reinstate(&salon, id);
    salon.settle().await;
    salon.engine().compare().await;
    salon.poll().await;
    assert_in_step(&salon, id);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn offline_there_and_back_costs_no_call() {
    let salon = Salon::open().await;
    let id = salon.book(salon.colour, salon.anna, NINE);
    salon.settle().await;
    salon.sim.cut();
    salon.cancel(id);
    reinstate(&salon, id);
    salon.rest().await;
    salon.sim.forget_calls();
    salon.sim.restore().unwrap();
    salon.engine().sync_now().await;
    salon.settle().await;
    assert_eq!(salon.writes(), 0);
    assert_in_step(&salon, id);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn taken_back_while_the_cancellation_is_on_the_wire() {
    let salon = Salon::open().await;
    let id = salon.book(salon.colour, salon.anna, NINE);
    salon.settle().await;
    salon
        .sim
        .set_faults(FaultPlan::latency(Duration::from_millis(300)));
    let mut changes = salon.store.watch();
    salon.cancel(id);
    while salon.task(id).state != TaskState::Sending {
        changes.changed().await.unwrap();
    }
    reinstate(&salon, id);
    salon.settle().await;
    assert_eq!(salon.calls("POST", CANCEL), 4);
    assert_in_step(&salon, id);
}
