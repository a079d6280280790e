//! Setting up a salon: the key, the people, the event types.

use crate::support::Salon;
use calcom::{
    ApiKey, BaseUrl, Client, Config, EventTypeId, EventTypePatch, NewEventType, TeamId, UserId,
};
use calcom_sim::{DEMO_KEY, Role, World};
use store::sync::{PhaseState, TaskState, account, event_map};
use sync::{
    setup::{self, SetupError},
    view::{AccountShape, GridState, LinkRequest, PairRequest, ProvisionAction},
};

fn with_key(salon: &Salon, key: &str) -> Client {
    let config = Config::new(BaseUrl::parse(&salon.sim.base_url()).unwrap());
    Client::new(config, ApiKey::new(key.to_owned()).unwrap()).unwrap()
}

async fn actions(salon: &Salon) -> Vec<ProvisionAction> {
    let steps = setup::plan_event_types(&salon.store, &salon.lines())
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
async fn a_server_without_teams_is_told_from_one_that_is_no_calcom() {
    let community = calcom_sim::Sim::start(calcom_sim::World::demo().community())
        .await
        .unwrap();
    let config = Config::new(BaseUrl::parse(&community.base_url()).unwrap());
    let key = ApiKey::new(calcom_sim::DEMO_KEY.to_owned()).unwrap();
    let client = Client::new(config, key).unwrap();
    let test = setup::test_connection(&client).await.unwrap();
    assert_eq!(test.shape, Some(AccountShape::Individual));
    assert_eq!(test.teams, []);

    let salon = Salon::closed().await;
    let refused = setup::connect(&salon.store, &client, 1, salon.now()).await;
    assert_eq!(refused.unwrap_err().code(), "no_teams");
    assert_eq!(salon.store.read(account::find).unwrap(), None);
    let with_a_team = setup::test_connection(&salon.client()).await.unwrap();
    assert_eq!(with_a_team.shape, Some(AccountShape::Team));
}

#[tokio::test]
async fn a_team_that_was_deleted_is_said_to_be_gone_and_nothing_is_written() {
    let salon = Salon::closed().await.provisioned().await;
    salon.sim.delete_team(1);
    salon.sim.forget_calls();
    let (store, client) = (&salon.store, salon.client());
    let planned = setup::plan_event_types(store, &client.clone().into())
        .await
        .unwrap_err();
    assert_eq!(planned.code(), "team_not_found");
    let halt = setup::Halt::default();
    let applied =
        setup::apply_event_types(store, &client.clone().into(), salon.now(), &halt, |_| ()).await;
    assert_eq!(applied.unwrap_err().code(), "team_not_found");
    let verified = setup::verify_event_types(store, &client.clone().into(), salon.now())
        .await
        .unwrap_err();
    assert_eq!(verified.code(), "team_not_found");
    assert_eq!(salon.writes(), 0);
    assert_eq!(salon.store.read(event_map::all).unwrap().len(), 10);
}

#[tokio::test]
async fn without_an_account_there_is_nothing_to_set_up() {
    let salon = Salon::closed().await;
    let early = setup::plan_event_types(&salon.store, &salon.lines())
        .await
        .unwrap_err();
    assert!(matches!(early, SetupError::NotConnected));
}

#[tokio::test]
async fn event_types_are_made_once_and_a_second_run_writes_nothing() {
    let salon = Salon::closed().await.provisioned().await;
    // Four segments and one, each with Anna and with Mehmet; and what holds the time of either.
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
    salon.apply().await;
    assert_eq!(salon.writes(), 0);
    assert_eq!(actions(&salon).await, [ProvisionAction::Keep; 12]);
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
    let adopted = actions(&first).await;
    assert_eq!(adopted[..10], [ProvisionAction::Adopt; 10]);
    assert_eq!(
        adopted[10..],
        [ProvisionAction::Keep; 2],
        "blocks are known"
    );
    first.sim.forget_calls();
    setup::apply_event_types(
        &first.store,
        &first.lines(),
        first.now(),
        &setup::Halt::default(),
        |_| (),
    )
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
    setup::apply_event_types(
        &salon.store,
        &client.clone().into(),
        salon.now(),
        &setup::Halt::default(),
        |_| (),
    )
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
                team_id: Some(7),
                team_name: "Friseur 2",
                organization_id: None,
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

fn states(salon: &Salon) -> Vec<GridState> {
    let grid = salon.store.read(setup::event_grid).unwrap();
    grid.cells.iter().map(|cell| cell.state).collect()
}

#[tokio::test]
async fn the_grid_shows_what_is_missing_and_after_provisioning_that_nothing_is() {
    let salon = Salon::closed().await.provisioned().await;
    assert_eq!(states(&salon), [GridState::Mapped; 10]);
    let map = salon.store.read(event_map::all).unwrap();
    let now = salon.now();
    salon
        .store
        .write(|tx| event_map::remove(tx, map[0].event_type_id, now))
        .unwrap();
    let missing = states(&salon);
    assert_eq!(
        missing
            .iter()
            .filter(|one| **one == GridState::Missing)
            .count(),
        1
    );
}

#[tokio::test]
async fn an_event_type_is_linked_by_hand_taken_out_again_and_both_are_remembered() {
    let salon = Salon::closed().await.provisioned().await;
    let map = salon.store.read(event_map::all).unwrap();
    let pair = &map[0];
    let link = |event_type_id| LinkRequest {
        service_id: pair.service.0,
        segment_key: pair.segment_key.clone(),
        staff_id: pair.staff.0,
        event_type_id,
    };
    let act = async |event_type_id| {
        setup::link_event_type(
            &salon.store,
            &salon.lines(),
            link(event_type_id),
            salon.now(),
        )
        .await
    };
    act(None).await.unwrap();
    assert_eq!(salon.store.read(event_map::all).unwrap().len(), 9);
    let nowhere = act(Some(999_999)).await.unwrap_err();
    assert_eq!(nowhere.code(), "unknown_event_type");
    act(Some(pair.event_type_id)).await.unwrap();
    assert_eq!(states(&salon), [GridState::Mapped; 10]);

    let asked = PairRequest {
        service_id: pair.service.0,
        segment_key: pair.segment_key.clone(),
        staff_id: pair.staff.0,
    };
    let seen = setup::event_pair(&salon.store, &salon.lines(), asked, salon.now())
        .await
        .unwrap();
    assert_eq!(seen.event_type.unwrap().id, pair.event_type_id);
    let how: Vec<&str> = seen.history.iter().map(|one| one.how.as_str()).collect();
    assert_eq!(how, ["linked", "removed", "provisioned"]);
}

#[tokio::test]
async fn nobody_is_linked_to_a_segment_they_do_not_do() {
    let salon = Salon::closed().await.provisioned().await;
    let pair = salon.store.read(event_map::all).unwrap().remove(0);
    let link = LinkRequest {
        service_id: pair.service.0,
        segment_key: "Z".to_owned(),
        staff_id: pair.staff.0,
        event_type_id: Some(pair.event_type_id),
    };
    let refused = setup::link_event_type(&salon.store, &salon.lines(), link, salon.now()).await;
    assert_eq!(refused.unwrap_err().code(), "pair_not_needed");
}

#[tokio::test]
async fn an_event_type_of_another_company_is_refused_and_nothing_is_written_there() {
    let world = World::demo()
        .user(61, "Bruno Besitzer", "bruno", "nagelstudio.example")
        .team(2, "Nagelstudio B", "nagelstudio-b")
        .member(2, 61, Role::Owner)
        .key("cal_demo_nagelstudio_bruno", 61);
    let salon = Salon::closed_in(world, DEMO_KEY, 1)
        .await
        .provisioned()
        .await;
    let theirs = NewEventType::for_one_host("Nägel", "naegel", 30, UserId::new(61));
    let bruno = with_key(&salon, "cal_demo_nagelstudio_bruno");
    let made = bruno.create_team_event_type(TeamId::new(2), &theirs).await;
    let foreign = made.into_result().unwrap().event_type.id.get();

    let pair = salon.store.read(event_map::all).unwrap().remove(0);
    let (lines, now) = (salon.lines(), salon.now());
    salon.sim.forget_calls();
    let link = LinkRequest {
        service_id: pair.service.0,
        segment_key: pair.segment_key.clone(),
        staff_id: pair.staff.0,
        event_type_id: Some(foreign),
    };
    let linked = setup::link_event_type(&salon.store, &lines, link, now).await;
    assert_eq!(linked.unwrap_err().code(), "unknown_event_type");
    let public = setup::link_public(&salon.store, &lines, pair.service, Some(foreign), now).await;
    assert_eq!(public.unwrap_err().code(), "not_a_public_event_type");
    let connected = setup::connect(&salon.store, &salon.client(), 2, now).await;
    assert_eq!(connected.unwrap_err().code(), "team_not_found");
    assert_eq!(salon.writes(), 0);
    assert_eq!(salon.store.read(event_map::all).unwrap()[0], pair);
}
