//! Changed on both sides before either heard of the other, and one segment of several called off.

use jiff::SignedDuration;
use salon::AppointmentId;
use store::{
    StoreError,
    appointments::{Origin, Status},
    history::{self, Action, HistoryEntry},
    sync::PhaseState,
};
use sync::{Preferences, SegmentCancelled};

use super::first_booking;
use crate::support::{
    Salon,
    times::{NINE, NOON, THREE, at},
};

fn told(salon: &Salon, id: AppointmentId, action: Action) -> Vec<HistoryEntry> {
    let all: Result<Vec<_>, StoreError> =
        salon.store.read(|read| history::of_appointment(read, id));
    let mut all = all.unwrap();
    all.retain(|entry| entry.action == action);
    all
}

/// The one entry about a change that did not stand: whose it was, and where to.
fn overruled(salon: &Salon, id: AppointmentId) -> (Origin, String) {
    let entries = told(salon, id, Action::Overruled);
    assert_eq!(entries.len(), 1, "{entries:?}");
    let to = entries[0].detail["to"].as_str().unwrap();
    (entries[0].origin, to.to_owned())
}

/// The desk moves it to three o'clock and the customer to noon, while nothing gets through.
async fn moved_on_both_sides(customer_is_later: bool) -> (Salon, AppointmentId) {
    let salon = Salon::open().await;
    let id = salon.book(salon.colour, salon.anna, NINE);
    salon.settle().await;
    salon.pass(SignedDuration::from_mins(1));
    let booking = first_booking(&salon, id);
    salon.sim.cut();
    let there = || salon.sim.reschedule(&booking.uid, at(NOON)).unwrap();
    let here = || salon.shift(id, salon.anna, THREE);
    if customer_is_later {
        here();
        salon.pass(SignedDuration::from_mins(1));
        there();
    } else {
        there();
        salon.pass(SignedDuration::from_mins(1));
        here();
    }
    salon.rest().await;
    salon.sim.restore().unwrap();
    salon.pass(SignedDuration::from_mins(1));
    salon.poll().await;
    salon.poll().await;
    (salon, id)
}

fn stands_at(salon: &Salon, id: AppointmentId, start: &str) {
    assert_eq!(salon.appointment(id).when.span.start, at(start));
    for phase in salon.phases(id) {
        let live = salon.live_of(phase.id);
        assert_eq!(live.len(), 1);
        assert_eq!(live[0].start, phase.planned.span.start);
    }
    assert_eq!(salon.marks(id), [PhaseState::Synced; 4]);
    assert!(salon.review().is_empty(), "{:?}", salon.codes());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_moves_the_customers_stands_if_it_was_the_later_one() {
    let (salon, id) = moved_on_both_sides(true).await;
    stands_at(&salon, id, NOON);
    assert_eq!(overruled(&salon, id), (Origin::Desk, THREE.to_owned()));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_moves_the_desks_stands_if_it_was_the_later_one() {
    let (salon, id) = moved_on_both_sides(false).await;
    stands_at(&salon, id, THREE);
    assert_eq!(overruled(&salon, id), (Origin::Calcom, NOON.to_owned()));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_move_that_a_cancellation_overtook_is_in_the_history() {
    let salon = Salon::open().await;
    let id = salon.book(salon.cut, salon.anna, NINE);
    let other = salon.book(salon.cut, salon.mehmet, NINE);
    salon.settle().await;
    salon.sim.cut();
    let (called_off, moved) = (first_booking(&salon, id), first_booking(&salon, other));
    salon.sim.cancel(&called_off.uid, "Keine Zeit").unwrap();
    salon.sim.reschedule(&moved.uid, at(NOON)).unwrap();
    salon.pass(SignedDuration::from_secs(5));
    salon.shift(id, salon.anna, THREE);
    salon.cancel(other);
    salon.rest().await;
    salon.sim.restore().unwrap();
    salon.poll().await;
    salon.poll().await;
    for appointment in [id, other] {
        assert_eq!(salon.appointment(appointment).status, Status::Cancelled);
    }
    assert_eq!(salon.live(), []);
    assert_eq!(overruled(&salon, id), (Origin::Desk, THREE.to_owned()));
    assert_eq!(overruled(&salon, other), (Origin::Calcom, NOON.to_owned()));
}

/// The salon wants to be asked when a single segment is called off.
fn asks(salon: &Salon) {
    let wanted = Preferences {
        segment_cancelled: SegmentCancelled::Ask,
        ..Preferences::default()
    };
    salon
        .store
        .write(|tx| wanted.save(tx, salon.now()))
        .unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_salon_that_wants_to_be_asked_keeps_the_other_segments() {
    let salon = Salon::open().await;
    asks(&salon);
    let id = salon.book(salon.colour, salon.anna, NINE);
    salon.settle().await;
    salon
        .sim
        .cancel(&first_booking(&salon, id).uid, "Ohne Farbe")
        .unwrap();
    salon.poll().await;
    assert_eq!(salon.codes(), ["segment_cancelled"]);
    assert_eq!(salon.appointment(id).status, Status::Booked);
    assert_eq!(salon.live().len(), 3);
    assert_eq!(salon.marks(id)[0], PhaseState::Blocked);
    let entry = &told(&salon, id, Action::SegmentCancelled)[0];
    assert_eq!(entry.detail["reason"], "Ohne Farbe");
    // It was a mistake: the segment is booked anew.
    salon.retry(id);
    salon.settle().await;
    assert_eq!(salon.live().len(), 4);
    assert!(salon.review().is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_calls_off_every_segment_calls_off_the_appointment() {
    let salon = Salon::open().await;
    asks(&salon);
    let id = salon.book(salon.colour, salon.anna, NINE);
    salon.settle().await;
    for booking in salon.live() {
        salon.sim.cancel(&booking.uid, "").unwrap();
    }
    salon.poll().await;
    assert_eq!(salon.appointment(id).status, Status::Cancelled);
    assert!(salon.review().is_empty(), "{:?}", salon.codes());
}
