//! Two bookings for one segment: the second is taken back, wherever it went meanwhile.

use crate::support::{Salon, book::later, times::NINE};
use crate::trouble::{assert_mirrored, on_booking, only};
use calcom_sim::{FaultKind, NewBooking as Act, SimBooking};
use salon::AppointmentId;
use store::sync::event_map;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_bookings_for_one_segment_one_is_taken_back() {
    let salon = Salon::open().await;
    salon
        .sim
        .set_faults(only(on_booking(1.0, FaultKind::DropAfterCommit).at_most(1)));
    let id = salon.book(salon.cut, salon.anna, NINE);
    salon.rest().await;
    let phase = &salon.phases(id)[0];
    let twin = &salon.live_of(phase.id)[0];
    let mehmets = salon.store.read(event_map::all).unwrap();
    let mehmets = mehmets
        .iter()
        .find(|m| m.service == salon.cut && m.staff == salon.mehmet)
        .unwrap();
    let second = Act {
        event_type_id: mehmets.event_type_id,
        start: twin.start,
        minutes: None,
        name: "Erika Muster".to_owned(),
        email: "erika@kundin.example".to_owned(),
        metadata: twin.metadata.clone(),
    };
    salon.sim.book(second).unwrap();
    assert_eq!(salon.live_of(phase.id).len(), 2);
    salon.settle().await;
    assert_mirrored(&salon, id);
}

/// A cut with Anna, and what a desk that knows of an older state made of the same segment: a booking with Mehmet.
async fn twins(salon: &Salon) -> (AppointmentId, SimBooking, SimBooking) {
    let id = salon.book(salon.cut, salon.anna, NINE);
    salon.settle().await;
    let ours = salon.live_of(salon.phases(id)[0].id).remove(0);
    let map = salon.store.read(event_map::all).unwrap();
    let mehmets = map
        .iter()
        .find(|m| m.service == salon.cut && m.staff == salon.mehmet)
        .unwrap();
    let twin = Act {
        event_type_id: mehmets.event_type_id,
        start: ours.start,
        minutes: None,
        name: "Erika Muster".to_owned(),
        email: "erika@kundin.example".to_owned(),
        metadata: ours.metadata.clone(),
    };
    let twin = salon.sim.book(twin).unwrap();
    (id, ours, twin)
}

async fn assert_the_known_one_stays(salon: &Salon, id: AppointmentId, ours: &SimBooking) {
    salon.engine().sync_now().await;
    salon.settle().await;
    assert_mirrored(salon, id);
    let live = salon.live_of(salon.phases(id)[0].id);
    assert_eq!(live[0].uid, ours.uid, "the one that we know stays");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_booking_of_a_segment_is_found_when_everything_is_compared() {
    let salon = Salon::open().await;
    let (id, ours, _) = twins(&salon).await;
    salon.engine().compare().await;
    assert_the_known_one_stays(&salon, id, &ours).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_booking_that_was_moved_before_anybody_looked_is_not_taken_for_the_first_one() {
    let salon = Salon::open().await;
    let (id, ours, twin) = twins(&salon).await;
    salon
        .sim
        .reschedule(&twin.uid, later(twin.start, 120))
        .unwrap();
    assert_the_known_one_stays(&salon, id, &ours).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_booking_that_was_moved_and_called_off_before_anybody_looked_calls_off_nothing() {
    let salon = Salon::open().await;
    let (id, ours, twin) = twins(&salon).await;
    let moved = salon
        .sim
        .reschedule(&twin.uid, later(twin.start, 120))
        .unwrap();
    salon.sim.cancel(&moved.uid, "Kundin krank").unwrap();
    assert_the_known_one_stays(&salon, id, &ours).await;
}
