//! What a person can do about an entry of the review list.

use crate::support::Salon;
use calcom_sim::{FaultKind, FaultPlan, FaultRule, NewBooking as Act};
use store::{
    history,
    sync::{PhaseState, TaskState, event_map},
};
use sync::{
    review::{self, ReviewError},
    view::{Remedy, ReviewEntry},
};

const NINE: &str = "2026-11-25T08:00:00Z";

fn entries(salon: &Salon) -> Vec<ReviewEntry> {
    salon.store.read(review::list).unwrap()
}

fn resolve(salon: &Salon, remedy: Remedy) -> Result<(), ReviewError> {
    let id = entries(salon)[0].id;
    salon
        .store
        .write(|tx| review::resolve(tx, id, remedy, salon.now()))
}

/// A men's cut with Anna at nine, which somebody in Cal.com has taken; answers the other booking's uid.
async fn taken(salon: &Salon) -> (salon::AppointmentId, String) {
    let map = salon.store.read(event_map::all).unwrap();
    let other = map
        .iter()
        .find(|m| m.service == salon.colour && m.staff == salon.anna)
        .unwrap();
    let act = Act {
        event_type_id: other.event_type_id,
        start: NINE.parse().unwrap(),
        minutes: None,
        name: "Otto Online".to_owned(),
        email: "otto@kunde.example".to_owned(),
        metadata: std::collections::BTreeMap::new(),
    };
    let uid = salon.sim.book(act).unwrap().uid;
    let id = salon.book(salon.cut, salon.anna, NINE);
    salon.settle().await;
    (id, uid)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_entry_says_who_what_when_and_in_whose_words() {
    let salon = Salon::open().await;
    taken(&salon).await;
    let entry = entries(&salon).remove(0);
    assert_eq!(entry.code, "slot_taken");
    assert_eq!(entry.customer_name.as_deref(), Some("Erika Muster"));
    assert_eq!(entry.service_name.as_deref(), Some("Herrenschnitt"));
    assert_eq!(entry.start.as_deref(), Some(NINE));
    assert!(entry.message.unwrap().contains("already has booking"));
    assert_eq!(
        entry.remedies,
        [
            Remedy::OtherTime,
            Remedy::Retry,
            Remedy::KeepLocal,
            Remedy::CancelAll
        ]
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn retry_takes_effect_at_once() {
    let salon = Salon::open().await;
    let (id, other) = taken(&salon).await;
    salon.sim.cancel(&other, "").unwrap();
    resolve(&salon, Remedy::Retry).unwrap();
    salon.settle().await;
    assert_eq!(salon.marks(id), [PhaseState::Synced]);
    assert_eq!(entries(&salon), []);
    let told = salon
        .store
        .read(|read| history::of_appointment(read, id))
        .unwrap();
    assert_eq!(told.last().unwrap().action, history::Action::Retried);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_kept_local_is_not_tried_again() {
    let salon = Salon::open().await;
    let (id, other) = taken(&salon).await;
    resolve(&salon, Remedy::KeepLocal).unwrap();
    salon.settle().await;
    assert_eq!(salon.marks(id), [PhaseState::Local]);
    assert_eq!(salon.task(id).state, TaskState::Done);
    salon.sim.cancel(&other, "").unwrap();
    salon.retry(id);
    salon.settle().await;
    assert_eq!(salon.live(), []);
    assert_eq!(entries(&salon), []);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_changes_the_appointment_goes_through_the_desk() {
    let salon = Salon::open().await;
    taken(&salon).await;
    for remedy in [Remedy::OtherTime, Remedy::CancelAll, Remedy::Dismiss] {
        assert!(matches!(
            resolve(&salon, remedy),
            Err(ReviewError::NotARemedy)
        ));
    }
    assert_eq!(entries(&salon).len(), 1);
    let gone = salon
        .store
        .write(|tx| review::resolve(tx, 999, Remedy::Retry, salon.now()));
    assert!(matches!(gone, Err(ReviewError::Unknown)));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_retry_while_the_server_is_down_does_not_wait_for_the_pause() {
    let salon = Salon::open().await;
    let down = FaultRule::on(
        "POST",
        "/v2/bookings",
        1.0,
        FaultKind::ErrorBeforeCommit(500),
    );
    salon.sim.set_faults(FaultPlan::rules(1, [down]));
    let id = salon.book(salon.cut, salon.anna, NINE);
    salon.settle().await;
    assert_eq!(salon.task(id).state, TaskState::Blocked);
    salon.sim.set_faults(FaultPlan::default());
    let before = salon.now();
    resolve(&salon, Remedy::Retry).unwrap();
    salon.rest().await;
    assert_eq!(salon.now(), before);
    assert_eq!(salon.marks(id), [PhaseState::Synced]);
}
