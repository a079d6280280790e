//! Managed event types: whose child is booked, how long that holds, and when it is looked for again.

use calcom::{
    EventTypeId, EventTypePatch, HostAssignment, NewEventType, SchedulingType, TeamId, UserId,
};
use jiff::{SignedDuration, Timestamp};
use store::{
    StoreError,
    sync::{Mapping, PhaseState, event_map},
};
use sync::{setup, view::PairRequest};

use crate::support::Salon;

const TEAM: TeamId = TeamId::new(1);
const FAMILY: &str = "/v2/teams/{team}/event-types/{id}";
const A_DAY: SignedDuration = SignedDuration::from_hours(25);

fn pair(salon: &Salon) -> Mapping {
    let found: Result<_, StoreError> = salon
        .store
        .read(|read| event_map::find(read, salon.cut, "A", salon.anna));
    found.unwrap().unwrap()
}

fn put(salon: &Salon, mapping: &Mapping) {
    let now = salon.now();
    let put: Result<(), StoreError> = salon.store.write(|tx| event_map::put(tx, mapping, now));
    put.unwrap();
}

fn hosts(users: &[i64]) -> EventTypePatch {
    let host = |user: &i64| HostAssignment {
        user_id: UserId::new(*user),
        mandatory: true,
    };
    EventTypePatch {
        hosts: Some(users.iter().map(host).collect()),
        ..EventTypePatch::default()
    }
}

async fn change(salon: &Salon, parent: i64, patch: &EventTypePatch) {
    let parent = EventTypeId::new(parent);
    let changed = salon
        .client()
        .update_team_event_type(TEAM, parent, patch)
        .await;
    changed.into_result().unwrap();
}

/// Anna's cut stands on a managed event type of hers, with the child that the plan found.
async fn managed(salon: &Salon) -> Mapping {
    let template = NewEventType {
        scheduling_type: Some(SchedulingType::Managed),
        ..NewEventType::for_one_host("Vorlage", "vorlage", 30, UserId::new(3))
    };
    let made = salon.client().create_team_event_type(TEAM, &template).await;
    let parent = made.into_result().unwrap().event_type.id.get();
    put(
        salon,
        &Mapping {
            event_type_id: parent,
            managed: true,
            ..pair(salon)
        },
    );
    resolve(salon, Timestamp::MAX).await;
    let found = pair(salon);
    assert!(found.child_event_type_id.is_some());
    found
}

async fn resolve(salon: &Salon, since: Timestamp) -> usize {
    let found = setup::resolve_children(&salon.store, &salon.client(), since, salon.now()).await;
    found.unwrap().len()
}

/// The host leaves and comes back: the child is another one.
async fn another_child(salon: &Salon, parent: i64) {
    change(salon, parent, &hosts(&[])).await;
    change(salon, parent, &hosts(&[3])).await;
}

#[tokio::test]
async fn what_was_found_holds_for_a_day_and_is_then_looked_for_once_for_all() {
    let salon = Salon::closed().await.provisioned().await;
    managed(&salon).await;
    salon.sim.forget_calls();
    let a_day_ago = |now: Timestamp| now.checked_sub(setup::CHILDREN_HOLD).unwrap();
    assert_eq!(resolve(&salon, a_day_ago(salon.now())).await, 0);
    assert_eq!(salon.sim.calls().len(), 0, "it is still warm");

    salon.pass(A_DAY);
    assert_eq!(resolve(&salon, a_day_ago(salon.now())).await, 1);
    assert_eq!(
        salon.sim.calls().len(),
        2,
        "the list, and one call for the family"
    );
    assert_eq!(pair(&salon).resolved_at, salon.now());
}

#[tokio::test]
async fn one_pair_can_be_looked_for_at_once() {
    let salon = Salon::closed().await.provisioned().await;
    let before = managed(&salon).await;
    another_child(&salon, before.event_type_id).await;
    let asked = PairRequest {
        service_id: salon.cut.0,
        segment_key: "A".to_owned(),
        staff_id: salon.anna.0,
    };
    let found = setup::resolve_pair(&salon.store, &salon.client(), asked, salon.now()).await;
    let [found] = &found.unwrap()[..] else {
        panic!("one")
    };
    assert!(found.changed && found.bookable);
    assert_ne!(found.child_event_type_id, before.child_event_type_id);
    assert_eq!(pair(&salon).child_event_type_id, found.child_event_type_id);
}

#[tokio::test]
async fn a_child_that_the_parent_does_not_tell_is_found_in_the_list_of_its_owner() {
    let salon = Salon::closed().await.provisioned().await;
    let before = managed(&salon).await;
    another_child(&salon, before.event_type_id).await;
    salon.sim.hide_families();
    salon.sim.forget_calls();
    assert_eq!(resolve(&salon, Timestamp::MAX).await, 1);
    let after = pair(&salon);
    assert!(after.bookable().is_some());
    assert_ne!(after.bookable(), before.bookable());
    // The team's list, the family, the members and Anna's own list.
    assert_eq!(salon.sim.calls().len(), 4);
}

#[tokio::test]
async fn where_there_is_no_child_none_is_stored_and_it_is_told() {
    let salon = Salon::closed().await.provisioned().await;
    let before = managed(&salon).await;
    change(&salon, before.event_type_id, &hosts(&[4])).await;
    let (client, now) = (salon.client(), salon.now());
    let found = setup::resolve_children(&salon.store, &client, Timestamp::MAX, now);
    assert!(!found.await.unwrap()[0].bookable);
    let after = pair(&salon);
    assert_eq!((after.managed, after.child_event_type_id), (true, None));
    assert_eq!(after.bookable(), None, "never the parent");
    assert_eq!(salon.codes(), ["event_map_broken"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_booking_refused_for_a_child_that_was_made_anew_is_made_on_the_new_one() {
    let mut salon = Salon::open().await;
    let before = managed(&salon).await;
    another_child(&salon, before.event_type_id).await;
    let id = salon.book(salon.cut, salon.anna, "2026-11-25T08:00:00Z");
    salon.settle().await;
    assert_eq!(salon.marks(id), [PhaseState::Synced]);
    assert_eq!(
        salon.live()[0].event_type_id,
        pair(&salon).child_event_type_id
    );
    assert!(salon.review().is_empty());
    salon.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_that_became_managed_is_noticed_when_it_is_booked() {
    let mut salon = Salon::open().await;
    let template = managed(&salon).await;
    // The book takes the parent for something to book, as one that was made before it was a template.
    put(
        &salon,
        &Mapping {
            managed: false,
            child_event_type_id: None,
            ..template.clone()
        },
    );
    let id = salon.book(salon.cut, salon.anna, "2026-11-25T08:00:00Z");
    salon.settle().await;
    assert_eq!(salon.marks(id), [PhaseState::Synced]);
    assert_eq!(
        pair(&salon).child_event_type_id,
        template.child_event_type_id
    );
    salon.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_child_that_cannot_be_found_is_not_looked_for_without_end() {
    let mut salon = Salon::open().await;
    let before = managed(&salon).await;
    change(&salon, before.event_type_id, &hosts(&[4])).await;
    salon.sim.forget_calls();
    let id = salon.book(salon.cut, salon.anna, "2026-11-25T08:00:00Z");
    salon.settle().await;
    assert_eq!(salon.marks(id), [PhaseState::Blocked]);
    assert_eq!(salon.calls("PATCH", FAMILY), 1, "one look");
    salon.stop().await;
}
