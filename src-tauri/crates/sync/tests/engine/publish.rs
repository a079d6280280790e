//! A service is carried over to the event type that customers book it on.

use calcom::{EventType, EventTypeId, NewEventType, TeamId, UserId};
use calcom_sim::{FaultKind, FaultPlan, FaultRule};
use store::{
    StoreError, services,
    sync::{Published, publication, whole},
};
use sync::{
    setup::{self, SetupError},
    view::{Publication, PublishedHow},
};

use crate::support::Salon;

const TEAM: TeamId = TeamId::new(1);
const SLUG: &str = "ansatzfaerbung";
const CREATE: &str = "/v2/teams/{team}/event-types";
const CHANGE: &str = "/v2/teams/{team}/event-types/{id}";

async fn publish(salon: &Salon, adopt: bool) -> Result<Publication, SetupError> {
    let lines = salon.lines();
    let told = setup::publish_service(&salon.store, &lines, salon.colour, adopt, salon.now());
    let mut done = told.await?.done;
    assert_eq!(done.len(), 1, "a team has one");
    Ok(done.remove(0))
}

/// All event types at the service's address.
async fn at_its_address(salon: &Salon) -> Vec<EventType> {
    let all = salon.client().team_event_types(TEAM).await;
    let mut all = all.into_result().unwrap().items;
    all.retain(|event_type| event_type.slug == SLUG);
    all
}

fn known(salon: &Salon) -> Option<i64> {
    let found: Result<_, StoreError> = salon
        .store
        .read(|read| whole::public_of(read, salon.colour));
    match found.unwrap().as_slice() {
        [] => None,
        [only] => Some(only.event_type_id),
        several => panic!("{several:?}"),
    }
}

fn noted(salon: &Salon) -> publication::Publication {
    let found: Result<_, StoreError> = salon
        .store
        .read(|read| publication::find(read, salon.colour));
    found.unwrap().unwrap()
}

#[tokio::test]
async fn the_first_time_it_is_made_and_then_kept_as_the_service_is() {
    let salon = Salon::closed().await.provisioned().await;
    let first = publish(&salon, false).await.unwrap();
    assert_eq!(first.what, PublishedHow::Created);
    let [made] = &at_its_address(&salon).await[..] else {
        panic!("one")
    };
    assert_eq!((made.length_in_minutes, made.hidden), (160, false));
    assert_eq!(made.hosts.len(), 2, "everybody who can lead it");
    assert!(!made.booking_requires_authentication, "customers book it");
    assert_eq!(known(&salon), Some(made.id.get()));

    salon.sim.forget_calls();
    let again = publish(&salon, false).await.unwrap();
    assert_eq!(again.what, PublishedHow::Updated);
    assert_eq!(again.event_type_id, first.event_type_id);
    assert_eq!((salon.calls("PATCH", CHANGE), salon.writes()), (1, 1));
}

#[tokio::test]
async fn what_is_sold_no_more_is_hidden_where_it_stands_and_made_nowhere() {
    let salon = Salon::closed().await.provisioned().await;
    let retire = |archived: bool| {
        let done: Result<(), StoreError> = salon.store.write(|tx| match archived {
            true => services::archive(tx, salon.colour, salon.now()),
            false => services::restore(tx, salon.colour),
        });
        done.unwrap();
    };
    retire(true);
    let nowhere = publish(&salon, false).await.unwrap_err();
    assert_eq!(nowhere.code(), "unknown_service");
    retire(false);
    publish(&salon, false).await.unwrap();
    retire(true);
    assert_eq!(
        publish(&salon, false).await.unwrap().what,
        PublishedHow::Updated
    );
    assert!(at_its_address(&salon).await[0].hidden);
    retire(false);
    publish(&salon, false).await.unwrap();
    assert!(!at_its_address(&salon).await[0].hidden, "sold again");
}

#[tokio::test]
async fn one_that_was_deleted_over_there_is_made_anew() {
    let salon = Salon::closed().await.provisioned().await;
    let lost = publish(&salon, false).await.unwrap().event_type_id;
    let gone = salon
        .client()
        .delete_team_event_type(TEAM, EventTypeId::new(lost))
        .await;
    gone.into_result().unwrap();

    let anew = publish(&salon, false).await.unwrap();
    assert_eq!(anew.what, PublishedHow::CreatedAnew);
    assert_ne!(anew.event_type_id, lost);
    assert_eq!(known(&salon), Some(anew.event_type_id));
}

#[tokio::test]
async fn what_stands_at_its_address_is_shown_before_it_is_taken_over() {
    let salon = Salon::closed().await.provisioned().await;
    let somebody = UserId::new(2);
    let other = NewEventType::for_one_host("Farbe alt", SLUG, 90, somebody);
    let other = salon.client().create_team_event_type(TEAM, &other).await;
    let other = other.into_result().unwrap().event_type;

    let refused = publish(&salon, false).await.unwrap_err();
    assert_eq!(refused.code(), "slug_in_use");
    let details = refused.details().unwrap().to_string();
    assert!(details.contains("Farbe alt · 90 min"), "{details}");
    assert_eq!(at_its_address(&salon).await[0], other, "untouched");
    assert_eq!(known(&salon), None);

    let taken_over = publish(&salon, true).await.unwrap();
    assert_eq!(taken_over.what, PublishedHow::Adopted);
    assert_eq!(taken_over.event_type_id, other.id.get());
    assert_eq!(at_its_address(&salon).await[0].title, "Ansatzfärbung");
}

#[tokio::test]
async fn a_lost_answer_makes_no_second_one() {
    let salon = Salon::closed().await.provisioned().await;
    let lost = FaultRule::on("POST", CREATE, 1.0, FaultKind::DropAfterCommit).at_most(1);
    salon.sim.set_faults(FaultPlan::rules(1, [lost]));
    let made = publish(&salon, false).await.unwrap();
    assert_eq!((made.what, made.attempts), (PublishedHow::Created, 2));
    assert_eq!(at_its_address(&salon).await.len(), 1);
}

#[tokio::test]
async fn after_three_failures_it_is_given_up_and_what_succeeded_is_kept() {
    let salon = Salon::closed().await.provisioned().await;
    publish(&salon, false).await.unwrap();
    let failing = FaultRule::on("PATCH", CHANGE, 1.0, FaultKind::ErrorBeforeCommit(500));
    salon.sim.set_faults(FaultPlan::rules(1, [failing]));
    salon.sim.forget_calls();
    let error = publish(&salon, false).await.unwrap_err();

    assert_eq!(error.code(), "server_failed");
    assert_eq!(salon.calls("PATCH", CHANGE), 3);
    let noted = noted(&salon);
    assert_eq!(noted.attempts, 3);
    assert_eq!(noted.failure.unwrap().0, "server_failed");
    assert_eq!(noted.success.unwrap().0, Published::Created);
}

#[tokio::test]
async fn attempts_add_up_until_one_succeeds() {
    let salon = Salon::closed().await.provisioned().await;
    publish(&salon, false).await.unwrap();
    let failing = FaultRule::on("PATCH", CHANGE, 1.0, FaultKind::ErrorBeforeCommit(500));
    salon.sim.set_faults(FaultPlan::rules(1, [failing]));
    for attempts in [3, 6] {
        publish(&salon, false).await.unwrap_err();
        assert_eq!(noted(&salon).attempts, attempts);
    }
    salon.sim.set_faults(FaultPlan::default());
    publish(&salon, false).await.unwrap();
    assert_eq!(noted(&salon).attempts, 7, "with the one that succeeded");
    publish(&salon, false).await.unwrap();
    assert_eq!(noted(&salon).attempts, 1);
}

#[tokio::test]
async fn a_service_that_nobody_in_calcom_can_do_is_refused_and_nothing_is_sent() {
    let salon = Salon::closed().await;
    let client = salon.client();
    setup::connect(&salon.store, &client, 1, salon.now())
        .await
        .unwrap();
    salon.sim.forget_calls();
    let refused = publish(&salon, false).await.unwrap_err();
    assert_eq!(refused.code(), "service_without_hosts");
    assert_eq!(salon.writes(), 0);
}
