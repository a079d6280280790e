//! Segments that take another time than usual: Cal.com knows only the lengths that its event types list.

use calcom_sim::SimBooking;
use jiff::{SignedDuration, Timestamp};
use salon::AppointmentId;
use store::sync::PhaseState;

use crate::support::{
    Salon,
    times::{NINE, NOON},
};

fn the_live_one(salon: &Salon, id: AppointmentId) -> SimBooking {
    let phase = salon.phases(id)[0].id;
    let [booking] = &salon.live_of(phase)[..] else {
        panic!("exactly one booking is live")
    };
    booking.clone()
}

fn minutes(booking: &SimBooking) -> i64 {
    booking.end.duration_since(booking.start).as_mins()
}

/// Somebody who takes longer, booked before the engine sees it.
async fn booked(minutes: u16) -> (Salon, AppointmentId) {
    let mut salon = Salon::closed().await.provisioned().await;
    let id = salon.book(salon.cut, salon.anna, NINE);
    salon.stretch(id, "A", minutes);
    salon.sim.forget_calls();
    salon.start();
    salon.settle().await;
    (salon, id)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_customer_who_takes_longer_has_a_booking_of_that_length() {
    let (salon, id) = booked(55).await;

    assert_eq!(salon.marks(id), [PhaseState::Synced]);
    assert_eq!(minutes(&the_live_one(&salon, id)), 55);
    assert!(salon.review().is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_segment_that_gets_longer_later_is_booked_anew_and_its_followers_move() {
    let salon = Salon::open().await;
    let id = salon.book(salon.colour, salon.anna, NINE);
    salon.settle().await;
    salon.sim.forget_calls();
    salon.stretch(id, "A", 45);
    salon.settle().await;

    assert_eq!(salon.marks(id), [PhaseState::Synced; 4]);
    for phase in salon.phases(id) {
        let live = salon.live_of(phase.id);
        assert_eq!(live.len(), 1);
        let planned = phase.planned.span;
        assert_eq!((live[0].start, live[0].end), (planned.start, planned.end));
    }
    assert_eq!(salon.creates(), 1, "the one that is longer");
    assert_eq!(salon.calls("POST", "/v2/bookings/{uid}/cancel"), 1);
    assert_eq!(salon.calls("POST", "/v2/bookings/{uid}/reschedule"), 3);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_longer_one_that_moves_stays_longer() {
    let (salon, id) = booked(55).await;
    salon.shift_by(id, SignedDuration::from_hours(3));
    salon.settle().await;

    let booking = the_live_one(&salon, id);
    let noon: Timestamp = NOON.parse().unwrap();
    assert_eq!((booking.start, minutes(&booking)), (noon, 55));
    assert_eq!(
        salon.calls("POST", "/v2/bookings/{uid}/reschedule"),
        0,
        "a reschedule would make it usual again"
    );
    assert_eq!(salon.marks(id), [PhaseState::Synced]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_length_that_no_event_type_lists_is_said_and_nothing_is_booked() {
    let (salon, id) = booked(33).await;

    assert_eq!(salon.marks(id), [PhaseState::Blocked]);
    assert_eq!(salon.codes(), ["length_differs"]);
    assert_eq!(salon.creates(), 0);
}
