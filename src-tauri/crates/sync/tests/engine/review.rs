//! What a person can do about an entry of the review list.

use crate::support::{Salon, times::NINE};
use calcom_sim::{FaultKind, FaultPlan, FaultRule, NewBooking as Act};
use store::{
    StoreError, history,
    sync::{PhaseState, Priority, ReviewSubject, TaskState, event_map, phase, review as rows},
};
use sync::{
    link,
    review::{self, ReviewError},
    view::{Remedy, ReviewEntry},
};

fn entries(salon: &Salon) -> Vec<ReviewEntry> {
    salon.store.read(review::list).unwrap()
}

fn resolve(salon: &Salon, remedy: Remedy) -> Result<(), ReviewError> {
    let id = entries(salon)[0].id;
    salon
        .store
        .write(|tx| review::resolve(tx, id, remedy, Priority::Interactive, salon.now()))
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
            Remedy::OtherStaff,
            Remedy::Link,
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
    for remedy in [
        Remedy::OtherTime,
        Remedy::OtherStaff,
        Remedy::CancelAll,
        Remedy::Dismiss,
    ] {
        assert!(matches!(
            resolve(&salon, remedy),
            Err(ReviewError::NotARemedy)
        ));
    }
    assert_eq!(entries(&salon).len(), 1);
    let gone = salon
        .store
        .write(|tx| review::resolve(tx, 999, Remedy::Retry, Priority::Interactive, salon.now()));
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

/// The time is taken by a booking that somebody made by hand over there, on an event type that is none of ours.
async fn made_by_hand(salon: &Salon) -> (salon::AppointmentId, String) {
    let (id, uid) = taken(salon).await;
    let by_hand = salon.sim.find_booking(&uid).unwrap().event_type_id.unwrap();
    salon
        .store
        .write(|tx| event_map::remove(tx, by_hand, salon.now()))
        .unwrap();
    salon.engine().sync_now().await;
    salon.rest().await;
    (id, uid)
}

fn refused(salon: &Salon) -> i64 {
    let refused = |entry: &&ReviewEntry| entry.code == "slot_taken";
    entries(salon).iter().find(refused).unwrap().id
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_segment_is_linked_to_the_booking_that_is_there_already() {
    let salon = Salon::open().await;
    let (id, uid) = made_by_hand(&salon).await;
    assert_eq!(
        salon.codes(),
        ["slot_taken", "unmapped_booking", "overlap"],
        "refused, not known here, and two in one chair"
    );
    let entry = refused(&salon);
    let choices = salon.store.read(|read| link::choices(read, entry)).unwrap();
    assert_eq!(choices.len(), 1);
    assert_eq!(choices[0].staff_name, "Anna Albrecht");
    assert_eq!(choices[0].start, NINE);
    salon.sim.forget_calls();

    link::link(
        &salon.store,
        &salon.client(),
        entry,
        choices[0].id,
        salon.now(),
    )
    .await
    .unwrap();
    salon.settle().await;
    salon.engine().sync_now().await;
    salon.settle().await;
    assert_eq!(salon.marks(id), [PhaseState::Synced]);
    assert_eq!(
        salon.standings(id)[0].booking_uid.as_deref(),
        Some(uid.as_str())
    );
    assert_eq!(salon.writes(), 0, "it is right as it is");
    assert_eq!(entries(&salon), []);

    salon.cancel(id);
    salon.settle().await;
    assert_eq!(salon.live(), [], "from now on it is the segment's own");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_gone_from_cal_com_cannot_be_linked() {
    let salon = Salon::open().await;
    let (id, uid) = made_by_hand(&salon).await;
    let entry = refused(&salon);
    let choices = salon.store.read(|read| link::choices(read, entry)).unwrap();
    salon.sim.cancel(&uid, "").unwrap();
    let linked = link::link(
        &salon.store,
        &salon.client(),
        entry,
        choices[0].id,
        salon.now(),
    )
    .await;
    assert!(matches!(linked, Err(ReviewError::NoBooking)));
    let unknown = link::link(&salon.store, &salon.client(), entry, 4711, salon.now()).await;
    assert!(matches!(unknown, Err(ReviewError::NoBooking)));
    assert_eq!(salon.marks(id), [PhaseState::Blocked]);
    assert_eq!(refused(&salon), entry);
}

/// A segment that stands in Cal.com and was refused a change there.
async fn booked_but_blocked(salon: &Salon) -> salon::AppointmentId {
    let id = salon.book(salon.cut, salon.anna, NINE);
    salon.settle().await;
    let phase_id = salon.phases(id)[0].id;
    let about = ReviewSubject {
        appointment: Some(id),
        phase: Some(phase_id),
        booking_uid: None,
    };
    let blocked: Result<_, StoreError> = salon.store.write(|tx| {
        let code = "length_differs";
        phase::set(
            tx,
            phase_id,
            PhaseState::Blocked,
            Some(code),
            None,
            salon.now(),
        )?;
        rows::open(tx, code, about, "{}", salon.now())
    });
    blocked.unwrap();
    id
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_segment_kept_local_is_taken_back_once_and_not_booked_again() {
    let salon = Salon::open().await;
    let id = booked_but_blocked(&salon).await;
    salon.sim.forget_calls();
    resolve(&salon, Remedy::KeepLocal).unwrap();
    salon.settle().await;
    assert_eq!(salon.live(), []);
    assert_eq!(salon.marks(id), [PhaseState::Local]);
    assert_eq!(salon.writes(), 1, "taken back, and that is all");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_segment_kept_local_stays_local_when_the_answer_is_lost_or_the_program_killed() {
    for fault in [
        FaultKind::DropAfterCommit,
        FaultKind::Refuse,
        FaultKind::ErrorBeforeCommit(500),
    ] {
        let mut salon = Salon::open().await;
        let id = booked_but_blocked(&salon).await;
        let rule =
            FaultRule::on("POST", "/v2/bookings/{uid}/cancel", 1.0, fault.clone()).at_most(1);
        salon.sim.set_faults(FaultPlan::rules(1, [rule]));
        resolve(&salon, Remedy::KeepLocal).unwrap();
        salon.rest().await;
        salon.kill().await;
        salon.start();
        salon.settle().await;
        assert_eq!(salon.live(), [], "{fault:?}");
        assert_eq!(salon.marks(id), [PhaseState::Local], "{fault:?}");
        assert_eq!(salon.creates(), 1, "{fault:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_was_first_is_named_once_the_book_knows() {
    let salon = Salon::open().await;
    taken(&salon).await;
    assert_eq!(
        entries(&salon)[0].taken_by,
        None,
        "nobody here has heard of it"
    );
    salon.engine().sync_now().await;
    let all = entries(&salon);
    let told = all.iter().find(|entry| entry.code == "slot_taken").unwrap();
    let first = told.taken_by.clone().unwrap();
    assert_eq!((first.from.as_str(), first.to.as_str()), ("09:00", "09:30"));
    assert_eq!(first.staff_name, "Anna Albrecht");
    assert!(first.made_online);
}
