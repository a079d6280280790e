//! Setting up a salon: the key, the people, the event types.

use crate::support::Salon;
use calcom::{ApiKey, BaseUrl, Client, Config, EventTypeId, EventTypePatch, TeamId};
use store::sync::{PhaseState, TaskState, account, event_map};
use sync::{
    setup::{self, SetupError},
    view::ProvisionAction,
};

fn with_key(salon: &Salon, key: &str) -> Client {
    let config = Config::new(BaseUrl::parse(&salon.sim.base_url()).unwrap());
    Client::new(config, ApiKey::new(key.to_owned()).unwrap()).unwrap()
}

async fn actions(salon: &Salon) -> Vec<ProvisionAction> {
    let steps = setup::plan_event_types(&salon.store, &salon.client())
        .await
        .unwrap();
    steps.into_iter().map(|step| step.action).collect()
}

#[tokio::test]
async fn a_good_key_tells_whose_it_is_and_stores_nothing() {
    let salon = Salon::closed().await;
    let test = setup::test_connection(&salon.client()).await.unwrap();
    assert_eq!(test.user_name, "Petra Inhaberin");
    assert_eq!(test.teams.len(), 1);
    assert!(test.teams[0].may_manage);
    assert_eq!(salon.store.read(account::find).unwrap(), None);
}

#[tokio::test]
async fn what_is_wrong_with_a_connection_is_said_precisely() {
    let salon = Salon::closed().await;
    let wrong = with_key(&salon, "cal_nobody_0123456789");
    let refused = setup::test_connection(&wrong).await.unwrap_err();
    assert_eq!(refused.code(), "key_refused");
    let now = salon.now();
    let foreign = setup::connect(&salon.store, &salon.client(), 99, now)
        .await
        .unwrap_err();
    assert_eq!(foreign.code(), "team_not_found");
    let client = salon.client();
    salon.sim.cut();
    let unreachable = setup::test_connection(&client).await.unwrap_err();
    assert_eq!(unreachable.code(), "host_unreachable");
    assert_eq!(
        salon.store.read(account::find).unwrap(),
        None,
        "nothing was stored"
    );
}

#[tokio::test]
async fn without_an_account_there_is_nothing_to_set_up() {
    let salon = Salon::closed().await;
    let early = setup::plan_event_types(&salon.store, &salon.client())
        .await
        .unwrap_err();
    assert!(matches!(early, SetupError::NotConnected));
}

#[tokio::test]
async fn event_types_are_made_once_and_a_second_run_writes_nothing() {
    let salon = Salon::closed().await.provisioned().await;
    // Four segments and one, each with Anna and with Mehmet.
    let map = salon.store.read(event_map::all).unwrap();
    assert_eq!(map.len(), 10);
    assert!(
        map.iter()
            .any(|m| m.slug == format!("kamm-440-a-s{}", salon.anna))
    );
    let view = setup::account_view(&salon.store, "keychain")
        .await
        .unwrap()
        .unwrap();
    assert_eq!((view.mapped, view.pairs), (10, 10));

    salon.sim.forget_calls();
    setup::apply_event_types(&salon.store, &salon.client(), salon.now())
        .await
        .unwrap();
    assert_eq!(salon.writes(), 0);
    assert_eq!(actions(&salon).await, [ProvisionAction::Keep; 10]);
}

#[tokio::test]
async fn another_desk_adopts_what_is_there_by_its_slug() {
    let first = Salon::closed().await.provisioned().await;
    first
        .store
        .write(|tx| {
            for mapping in event_map::all(tx)? {
                event_map::remove(tx, mapping.event_type_id, first.now())?;
            }
            Ok::<_, store::StoreError>(())
        })
        .unwrap();
    assert_eq!(actions(&first).await, [ProvisionAction::Adopt; 10]);
    first.sim.forget_calls();
    setup::apply_event_types(&first.store, &first.client(), first.now())
        .await
        .unwrap();
    assert_eq!(first.writes(), 0);
    assert_eq!(first.store.read(event_map::all).unwrap().len(), 10);
}

#[tokio::test]
async fn a_length_that_somebody_changed_is_put_right() {
    let salon = Salon::closed().await.provisioned().await;
    let mapping = salon.store.read(event_map::all).unwrap().remove(0);
    let id = EventTypeId::new(mapping.event_type_id);
    let patch = EventTypePatch {
        length_in_minutes: Some(55),
        ..EventTypePatch::default()
    };
    let team = TeamId::new(1);
    let client = salon.client();
    client
        .update_team_event_type(team, id, &patch)
        .await
        .into_result()
        .unwrap();
    let differing = actions(&salon)
        .await
        .into_iter()
        .filter(|a| *a == ProvisionAction::Update)
        .count();
    assert_eq!(differing, 1);
    setup::apply_event_types(&salon.store, &client, salon.now())
        .await
        .unwrap();
    let there = client
        .team_event_type(team, id)
        .await
        .into_result()
        .unwrap();
    assert_eq!(there.length_in_minutes, u32::from(mapping.minutes));
}

#[tokio::test]
async fn people_are_matched_by_name_and_a_user_cannot_be_two_people() {
    let salon = Salon::closed().await;
    let client = salon.client();
    let now = salon.now();
    setup::connect(&salon.store, &client, 1, now).await.unwrap();
    let matches = setup::match_certain_staff(&salon.store, &client, now)
        .await
        .unwrap();
    let users: Vec<_> = matches.iter().map(|m| m.user_id).collect();
    assert_eq!(users, [Some(3), Some(4)], "Anna and Mehmet");
    let twice = setup::match_staff(&salon.store, salon.mehmet, 3, now)
        .await
        .unwrap_err();
    assert_eq!(twice.code(), "no_match");
}

#[tokio::test]
async fn what_was_over_before_the_salon_had_an_account_is_left_alone() {
    let mut salon = Salon::closed().await;
    let over = salon.book(salon.colour, salon.anna, "2026-11-23T08:00:00Z");
    let coming = salon.book(salon.cut, salon.anna, "2026-11-25T08:00:00Z");
    let mut salon = {
        salon.start();
        salon.provisioned().await
    };
    salon.settle().await;
    assert_eq!(salon.creates(), 1);
    assert_eq!(salon.marks(over), [PhaseState::Local; 4]);
    assert_eq!(salon.marks(coming), [PhaseState::Synced]);
    assert!(salon.review().is_empty());
    salon.stop().await;
}

#[tokio::test]
async fn another_team_knows_nothing_of_what_was_booked_in_the_old_one() {
    let mut salon = Salon::open().await;
    let id = salon.book(salon.cut, salon.anna, "2026-11-25T08:00:00Z");
    salon.settle().await;
    salon.stop().await;
    let now = salon.now();
    salon
        .store
        .write(|tx| {
            let other = account::NewAccount {
                base_url: "https://cal.other.example/v2",
                team_id: 7,
                team_name: "Friseur 2",
                user_id: 1,
                user_name: "Petra Inhaberin",
                key_last_four: "abcd",
            };
            account::connect(tx, &other, now)
        })
        .unwrap();
    assert!(salon.standings(id)[0].booking_uid.is_none());
    assert_eq!(
        salon.marks(id),
        [PhaseState::Waiting],
        "it is asked for anew"
    );
    assert_eq!(salon.task(id).state, TaskState::Waiting);
    assert_eq!(salon.store.read(event_map::all).unwrap(), []);
}
