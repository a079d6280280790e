//! What Cal.com does not take: the time is somebody else's, has begun, or nothing can be booked there. A person is told.

use crate::support::{Salon, book::later, times::NINE};
use crate::trouble::assert_mirrored;
use calcom::{BookingUid, EventTypeId, NewBooking};
use calcom_sim::NewBooking as Act;
use store::sync::{PhaseState, TaskState, event_map, picture};
use sync::{CustomerMails, attendee, setup};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_taken_time_leaves_the_appointment_partial_and_tells_a_person() {
    let salon = Salon::open().await;
    let elsewhere = other_event_type(&salon, "A");
    // Anna is taken in Cal.com for ten minutes of the last segment.
    take_annas_time(&salon, elsewhere, "2026-11-25T10:20:00Z");
    let id = salon.book(salon.colour, salon.anna, NINE);
    salon.settle().await;

    let blocked = PhaseState::Blocked;
    assert_eq!(
        salon.marks(id),
        [
            PhaseState::Synced,
            PhaseState::Synced,
            PhaseState::Synced,
            blocked
        ]
    );
    assert_eq!(salon.codes(), ["slot_taken"]);
    assert_eq!(salon.task(id).state, TaskState::Blocked);
    let entry = &salon.review()[0];
    assert_eq!(entry.phase_key.as_deref(), Some("D"));
    assert_eq!(entry.customer_name.as_deref(), Some("Erika Muster"));
    assert_eq!(salon.creates(), 4, "one look-up, no second try");

    salon.shift(id, salon.anna, "2026-11-26T08:00:00Z");
    salon.settle().await;
    assert_mirrored(&salon, id);
    assert!(salon.review().is_empty(), "another time solves it");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_taken_time_that_is_free_again_can_be_tried_again() {
    let salon = Salon::open().await;
    let uid = take_annas_time(&salon, other_event_type(&salon, "A"), NINE);
    let id = salon.book(salon.cut, salon.anna, NINE);
    salon.settle().await;
    assert_eq!(salon.codes(), ["slot_taken"]);
    salon.sim.cancel(&uid, "doch nicht").unwrap();
    salon.retry(id);
    salon.settle().await;
    assert_mirrored(&salon, id);
    assert!(salon.review().is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_booking_of_somebody_else_is_not_taken_for_ours() {
    let salon = Salon::open().await;
    salon.sim.cut();
    let id = salon.book(salon.cut, salon.anna, NINE);
    salon.rest().await;
    salon.sim.restore().unwrap();
    // The same customer at the same time on the same event type, but not by us: Cal.com answers our create with this one.
    let picture = salon
        .store
        .read(|read| picture::find(read, id))
        .unwrap()
        .unwrap();
    let attendee = attendee::of_phase(
        &picture,
        &picture.phases[0],
        CustomerMails::First,
        false,
        "de",
    );
    let theirs = NewBooking {
        event_type_id: EventTypeId::new(own_event_type(&salon)),
        start: NINE.parse().unwrap(),
        attendee,
        metadata: std::collections::BTreeMap::new(),
        length_in_minutes: None,
        notes: None,
    };
    salon
        .client()
        .create_booking(&theirs)
        .await
        .into_result()
        .unwrap();
    salon.engine().sync_now().await;
    salon.settle().await;

    let mut codes = salon.codes();
    codes.sort();
    assert_eq!(
        codes,
        ["not_ours", "overlap"],
        "theirs is shown beside ours"
    );
    assert_eq!(salon.marks(id), [PhaseState::Blocked]);
    assert!(salon.standings(id)[0].booking_uid.is_none());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_has_begun_can_no_longer_be_mirrored() {
    let salon = Salon::open().await;
    salon.sim.cut();
    let id = salon.book(salon.colour, salon.anna, "2026-11-24T08:00:00Z");
    salon.rest().await;
    salon.pass_until(later(salon.now(), 60));
    salon.sim.restore().unwrap();
    salon.engine().sync_now().await;
    salon.settle().await;
    let marks = salon.marks(id);
    assert_eq!(marks[0], PhaseState::Blocked, "begun at nine");
    assert_eq!(marks[1..], [PhaseState::Synced; 3], "the rest can");
    assert_eq!(salon.codes(), ["in_the_past"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_has_no_event_type_waits_for_one() {
    let mut salon = Salon::closed().await;
    let client = salon.client();
    setup::connect(&salon.store, &client, 1, salon.now())
        .await
        .unwrap();
    salon.start();
    let id = salon.book(salon.colour, salon.anna, NINE);
    salon.settle().await;
    assert_eq!(salon.codes(), ["event_type_missing"; 4]);
    let salon = salon.provisioned().await;
    salon.settle().await;
    assert_mirrored(&salon, id);
    assert!(salon.review().is_empty());
}

fn own_event_type(salon: &Salon) -> i64 {
    let map = salon.store.read(event_map::all).unwrap();
    let own = map
        .iter()
        .find(|m| m.service == salon.cut && m.staff == salon.anna);
    own.unwrap().event_type_id
}

/// An event type of Anna's that the appointment in the test does not use.
fn other_event_type(salon: &Salon, key: &str) -> i64 {
    let map = salon.store.read(event_map::all).unwrap();
    let annas = |m: &&store::sync::Mapping| m.staff == salon.anna && m.segment_key == key;
    map.iter().rfind(annas).unwrap().event_type_id
}

fn take_annas_time(salon: &Salon, event_type_id: i64, start: &str) -> String {
    let act = Act {
        event_type_id,
        start: start.parse().unwrap(),
        minutes: Some(10),
        name: "Otto Online".to_owned(),
        email: "otto@kunde.example".to_owned(),
        metadata: std::collections::BTreeMap::new(),
    };
    let uid = salon.sim.book(act).unwrap().uid;
    BookingUid::new(uid).as_str().to_owned()
}
