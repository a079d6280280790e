//! What others do in Cal.com reaches the desk; what we did ourselves is no news.

mod both;
mod chains;
mod clock;
mod moved;
mod named;
mod reading;
mod strangers;
mod trouble;

use std::collections::BTreeMap;

use crate::support::{
    Salon,
    book::later,
    times::{NINE, NOON, THREE, at},
};
use calcom_sim::{NewBooking as Act, SimBooking};
use jiff::{SignedDuration, Timestamp};
use salon::{AppointmentId, Span, StaffId};
use store::{
    StoreError,
    appointments::{self, Appointment, Origin, Status},
    blocked,
    sync::{PhaseState, event_map, task},
};

fn writes(salon: &Salon) -> usize {
    salon.writes()
}

/// The booking of the first segment.
fn first_booking(salon: &Salon, id: AppointmentId) -> SimBooking {
    salon.live_of(salon.phases(id)[0].id).remove(0)
}

fn all(salon: &Salon) -> Vec<Appointment> {
    let window = Span::new(
        "2026-11-01T00:00:00Z".parse().unwrap(),
        "2026-12-31T00:00:00Z".parse().unwrap(),
    );
    let found: Result<_, StoreError> = salon
        .store
        .read(|read| appointments::during(read, window.unwrap()));
    found.unwrap()
}

fn event_type(salon: &Salon, service: salon::ServiceId, staff: StaffId) -> i64 {
    let map = salon.store.read(event_map::all).unwrap();
    let pair = map
        .iter()
        .find(|m| m.service == service && m.staff == staff);
    pair.unwrap().event_type_id
}

/// Somebody books online.
fn online(salon: &Salon, staff: StaffId, start: &str, email: &str) -> SimBooking {
    try_online(salon, staff, at(start), email).unwrap()
}

fn try_online(
    salon: &Salon,
    staff: StaffId,
    start: Timestamp,
    email: &str,
) -> Result<SimBooking, calcom_sim::ActError> {
    let event_type_id = event_type(salon, salon.cut, staff);
    salon.sim.book(act(event_type_id, start, email))
}

fn act(event_type_id: i64, start: Timestamp, email: &str) -> Act {
    Act {
        event_type_id,
        start,
        minutes: None,
        name: "Otto Online".to_owned(),
        email: email.to_owned(),
        metadata: BTreeMap::new(),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_we_did_ourselves_is_no_news() {
    let salon = Salon::open().await;
    let kept = salon.book(salon.colour, salon.anna, NINE);
    let moved = salon.book(salon.cut, salon.mehmet, NINE);
    salon.settle().await;
    salon.poll().await;
    salon.shift(moved, salon.mehmet, NOON);
    salon.settle().await;
    salon.poll().await;
    salon.cancel(moved);
    salon.settle().await;
    let before = writes(&salon);
    salon.poll().await;

    assert_eq!(writes(&salon), before, "nothing is sent back");
    let known: Vec<_> = all(&salon)
        .iter()
        .map(|a| (a.id, a.status, a.origin))
        .collect();
    assert_eq!(
        known,
        [
            (kept, Status::Booked, Origin::Desk),
            (moved, Status::Cancelled, Origin::Desk)
        ]
    );
    assert!(salon.review().is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_customer_who_cancels_one_segment_cancels_the_appointment() {
    let salon = Salon::open().await;
    let id = salon.book(salon.colour, salon.anna, NINE);
    salon.settle().await;
    salon.sim.forget_calls();
    salon
        .sim
        .cancel(&first_booking(&salon, id).uid, "Bin krank")
        .unwrap();
    salon.poll().await;

    let appointment = salon.appointment(id);
    assert_eq!(appointment.status, Status::Cancelled);
    assert_eq!(appointment.cancel_reason.as_deref(), Some("Bin krank"));
    assert_eq!(salon.live(), [], "the siblings are taken back");
    assert_eq!(
        salon.calls("POST", "/v2/bookings/{uid}/cancel"),
        3,
        "but not the one that is gone"
    );
    let again = salon.book(salon.colour, salon.anna, NINE);
    salon.settle().await;
    assert_eq!(
        salon.marks(again),
        [PhaseState::Synced; 4],
        "the time is free here too"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_simple_appointment_moved_over_there_is_moved_here_and_nothing_is_sent_back() {
    let salon = Salon::open().await;
    let id = salon.book(salon.cut, salon.anna, NINE);
    salon.settle().await;
    let booking = first_booking(&salon, id);
    salon.sim.reschedule(&booking.uid, at(NOON)).unwrap();
    let before = writes(&salon);
    salon.poll().await;

    assert_eq!(salon.appointment(id).when.span.start, at(NOON));
    assert_eq!(salon.phases(id)[0].planned.span.start, at(NOON));
    assert_eq!(
        salon.appointment(id).when.civil_start.to_string(),
        "2026-11-25T12:00:00"
    );
    assert_eq!(writes(&salon), before);
    assert_eq!(salon.marks(id), [PhaseState::Synced]);
    // And it is the new booking that we move from now on.
    salon.shift(id, salon.anna, NINE);
    salon.settle().await;
    assert_eq!(first_booking(&salon, id).start, at(NINE));
    assert_eq!(salon.live().len(), 1);
}

/// A customer moves the appointment over there twice before anybody looks; answers the last booking.
fn moved_twice(salon: &Salon, id: AppointmentId) -> SimBooking {
    let first = first_booking(salon, id);
    let once = salon.sim.reschedule(&first.uid, NOON.parse().unwrap());
    salon.pass(SignedDuration::from_secs(10));
    let twice = salon
        .sim
        .reschedule(&once.unwrap().uid, THREE.parse().unwrap());
    twice.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn moved_twice_between_two_readings_it_is_where_it_was_moved_last() {
    let salon = Salon::open().await;
    let id = salon.book(salon.cut, salon.anna, NINE);
    salon.settle().await;
    let before = writes(&salon);
    let last = moved_twice(&salon, id);
    salon.poll().await;
    assert_eq!(first_booking(&salon, id).uid, last.uid);
    assert_eq!(
        salon.live().len(),
        1,
        "the customer's booking is left alone"
    );
    assert_eq!(
        salon.appointment(id).when.span.start,
        THREE.parse::<Timestamp>().unwrap()
    );
    assert_eq!(writes(&salon), before);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn moved_and_then_called_off_between_two_readings_it_is_called_off() {
    let salon = Salon::open().await;
    let id = salon.book(salon.cut, salon.anna, NINE);
    salon.settle().await;
    let last = moved_twice(&salon, id);
    salon.sim.cancel(&last.uid, "krank").unwrap();
    salon.poll().await;
    assert_eq!(salon.live().len(), 0);
    assert_eq!(salon.appointment(id).status, Status::Cancelled);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_segment_moved_over_there_takes_the_whole_composite_along() {
    let salon = Salon::open().await;
    let id = salon.book(salon.colour, salon.anna, NINE);
    salon.settle().await;
    let booking = first_booking(&salon, id);
    salon
        .sim
        .reschedule(&booking.uid, at("2026-11-26T12:00:00Z"))
        .unwrap();
    salon.poll().await;

    assert_eq!(
        salon.appointment(id).when.span.start,
        at("2026-11-26T12:00:00Z")
    );
    for phase in salon.phases(id) {
        let live = salon.live_of(phase.id);
        assert_eq!(live.len(), 1);
        assert_eq!(live[0].start, phase.planned.span.start);
    }
    assert_eq!(salon.marks(id), [PhaseState::Synced; 4]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_move_that_does_not_fit_as_a_whole_is_for_a_person_to_decide() {
    let salon = Salon::open().await;
    let id = salon.book(salon.colour, salon.anna, NINE);
    // Where segment B would come to lie, Anna has somebody else.
    salon.book(salon.cut, salon.anna, "2026-11-26T13:00:00Z");
    salon.settle().await;
    let booking = first_booking(&salon, id);
    salon
        .sim
        .reschedule(&booking.uid, at("2026-11-26T12:00:00Z"))
        .unwrap();
    let before = writes(&salon);
    salon.poll().await;

    assert_eq!(salon.codes(), ["moved_remotely"]);
    assert_eq!(
        salon.appointment(id).when.span.start,
        at(NINE),
        "the promise stands for now"
    );
    assert_eq!(writes(&salon), before, "and nobody is overruled");
    assert_eq!(salon.marks(id)[0], PhaseState::Blocked);
    // The person decides for the book: the segment is moved back.
    salon.retry(id);
    salon.settle().await;
    assert_eq!(first_booking(&salon, id).start, at(NINE));
    assert!(salon.review().is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_changes_at_once_the_later_one_wins_but_a_cancellation_always() {
    let salon = Salon::open().await;
    let moved = salon.book(salon.cut, salon.anna, NINE);
    let called_off = salon.book(salon.cut, salon.mehmet, NINE);
    salon.settle().await;
    let (one, other) = (
        first_booking(&salon, moved),
        first_booking(&salon, called_off),
    );
    salon.sim.reschedule(&one.uid, at(NOON)).unwrap();
    salon.sim.cancel(&other.uid, "Keine Zeit").unwrap();
    // The desk has not heard of it and moves both.
    salon.pass(SignedDuration::from_secs(5));
    salon.shift(moved, salon.anna, "2026-11-25T14:00:00Z");
    salon.shift(called_off, salon.mehmet, "2026-11-25T14:00:00Z");
    salon.settle().await;
    salon.poll().await;

    assert_eq!(
        first_booking(&salon, moved).start,
        at("2026-11-25T14:00:00Z")
    );
    assert_eq!(salon.appointment(called_off).status, Status::Cancelled);
    assert_eq!(salon.live().len(), 1);
    assert!(salon.review().is_empty(), "{:?}", salon.codes());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_booking_made_online_becomes_an_appointment_and_nothing_is_sent() {
    let salon = Salon::open().await;
    let booking = online(&salon, salon.anna, NINE, "otto@kunde.example");
    let before = writes(&salon);
    salon.poll().await;
    salon.poll().await;

    let appointments = all(&salon);
    assert_eq!(appointments.len(), 1, "once, however often it is read");
    let appointment = &appointments[0];
    assert_eq!(
        (appointment.origin, appointment.service),
        (Origin::Calcom, salon.cut)
    );
    assert_eq!(appointment.when.staff, salon.anna);
    assert_eq!(writes(&salon), before);
    assert_eq!(
        salon.standings(appointment.id)[0].booking_uid.as_deref(),
        Some(booking.uid.as_str())
    );
    let task = salon
        .store
        .read(|read| task::find(read, appointment.id))
        .unwrap();
    assert_eq!(task, None);
    // The same customer again is the same customer.
    online(&salon, salon.anna, NOON, "Otto@Kunde.example");
    salon.poll().await;
    let customers: Vec<_> = all(&salon).iter().map(|a| a.customer).collect();
    assert_eq!(customers.len(), 2);
    assert_eq!(customers[0], customers[1]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_appointment_made_online_can_be_moved_and_cancelled_at_the_desk() {
    let salon = Salon::open().await;
    online(&salon, salon.anna, NINE, "otto@kunde.example");
    salon.poll().await;
    let id = all(&salon)[0].id;
    salon.shift(id, salon.anna, NOON);
    salon.settle().await;
    assert_eq!(salon.live()[0].start, at(NOON));
    salon.poll().await;
    salon.cancel(id);
    salon.settle().await;
    assert_eq!(salon.live(), []);
    salon.poll().await;
    assert_eq!(all(&salon).len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_booking_made_online_into_taken_time_is_shown_and_told() {
    let salon = Salon::open().await;
    salon.sim.cut();
    let ours = salon.book(salon.cut, salon.anna, NINE);
    salon.rest().await;
    online(&salon, salon.anna, NINE, "otto@kunde.example");
    salon.sim.restore().unwrap();
    salon.poll().await;

    assert_eq!(all(&salon).len(), 2);
    let mut codes = salon.codes();
    codes.sort();
    assert_eq!(codes, ["overlap", "slot_taken"]);
    assert_eq!(
        salon.phases(ours)[0].occupies,
        Some(salon.anna),
        "whoever was here first stays"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_booking_that_belongs_to_no_service_blocks_the_time_until_it_is_gone() {
    let salon = Salon::open().await;
    let mapped = event_type(&salon, salon.cut, salon.anna);
    let booking = online(&salon, salon.anna, NINE, "otto@kunde.example");
    salon
        .store
        .write(|tx| event_map::remove(tx, mapped, salon.now()))
        .unwrap();
    salon.poll().await;

    assert_eq!(all(&salon), []);
    assert_eq!(salon.codes(), ["unmapped_booking"]);
    assert_eq!(
        annas_blocks(&salon),
        [Span::new(at(NINE), later(at(NINE), 30)).unwrap()]
    );

    salon.sim.reschedule(&booking.uid, at(NOON)).unwrap();
    salon.poll().await;
    assert_eq!(
        annas_blocks(&salon),
        [Span::new(at(NOON), later(at(NOON), 30)).unwrap()]
    );
    assert_eq!(salon.codes(), ["unmapped_booking"]);

    let there = salon.live()[0].uid.clone();
    salon.sim.cancel(&there, "").unwrap();
    salon.poll().await;
    assert_eq!(annas_blocks(&salon), []);
    assert!(salon.review().is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_booked_before_kamm_came_is_read_at_the_first_poll() {
    let mut salon = Salon::closed().await.provisioned().await;
    for (minutes, staff) in [(0, salon.anna), (60, salon.mehmet), (120, salon.anna)] {
        let start = later(at(NINE), minutes).to_string();
        online(&salon, staff, &start, "otto@kunde.example");
    }
    salon.start();
    salon.poll().await;
    assert_eq!(all(&salon).len(), 3);
}

fn annas_blocks(salon: &Salon) -> Vec<Span> {
    let day = Span::new(at("2026-11-25T00:00:00Z"), at("2026-11-26T00:00:00Z")).unwrap();
    let found: Result<_, StoreError> = salon
        .store
        .read(|read| blocked::during(read, &[salon.anna], day));
    found.unwrap().into_iter().map(|block| block.span).collect()
}
