//! A key for each stylist: whose it is, and what stops when one is refused.

use super::{ANNA, MEHMET, from_there, online};

use calcom_sim::{DEMO_KEY, FaultKind, FaultPlan, FaultRule, World, demo_key};
use jiff::SignedDuration;
use salon::StaffId;
use store::{
    appointments::Status,
    sync::{PhaseState, account, event_map, staff_key},
};
use sync::{setup, view::ConnectionState};

use crate::support::{
    Salon,
    times::{NINE, NOON, at},
};

#[tokio::test]
async fn the_server_is_connected_first_and_then_each_stylist_with_a_key_of_their_own() {
    let salon = Salon::closed_in(World::demo().community(), DEMO_KEY, 1).await;
    let early = salon.connect_staff(salon.anna, &demo_key("anna")).await;
    assert_eq!(early.unwrap_err().code(), "not_connected");

    setup::connect_individual(&salon.store, &salon.client(), salon.now())
        .await
        .unwrap();
    let account = salon.store.read(account::find).unwrap().unwrap();
    assert!(account.is_individual());
    let refused = salon
        .connect_staff(salon.anna, "cal_of_another_server_0123")
        .await;
    assert_eq!(refused.unwrap_err().code(), "key_refused");
    salon
        .connect_staff(salon.anna, &demo_key("anna"))
        .await
        .unwrap();
    let twice = salon.connect_staff(salon.mehmet, &demo_key("anna")).await;
    let twice = twice.unwrap_err();
    assert_eq!(twice.code(), "key_of_another");
    assert_eq!(twice.details().unwrap()["names"][0], "Anna Albrecht");
    let nobody = salon.connect_staff(StaffId(99), &demo_key("lea")).await;
    assert_eq!(nobody.unwrap_err().code(), "unknown_staff");

    let view = setup::account_view(&salon.store, "keychain").await.unwrap();
    let keys = view.unwrap().staff_keys.unwrap();
    let told: Vec<_> = keys
        .iter()
        .map(|one| (one.staff_name.as_str(), one.key_last_four.as_deref()))
        .collect();
    assert_eq!(
        told,
        [("Anna Albrecht", Some("anna")), ("Mehmet Yilmaz", None)]
    );
}

#[tokio::test]
async fn who_is_who_follows_from_the_keys_and_a_team_needs_no_others() {
    let salon = Salon::individual().await;
    let matches = setup::staff_matches(&salon.store, &salon.client())
        .await
        .unwrap();
    let told: Vec<_> = matches
        .iter()
        .map(|one| (one.staff_name.as_str(), one.user_id, one.candidates.len()))
        .collect();
    let expected = [
        ("Anna Albrecht", Some(ANNA), 0),
        ("Mehmet Yilmaz", Some(MEHMET), 0),
    ];
    assert_eq!(told, expected);
    let as_another = setup::match_staff(&salon.store, salon.anna, MEHMET, salon.now()).await;
    assert_eq!(as_another.unwrap_err().code(), "match_by_key");
    let as_she_is = setup::match_staff(&salon.store, salon.anna, ANNA, salon.now()).await;
    as_she_is.unwrap();

    let team = Salon::open().await;
    let key = team.connect_staff(team.anna, &demo_key("anna")).await;
    assert_eq!(key.unwrap_err().code(), "team_account");
    assert_eq!(
        team.take_on(&demo_key("lea")).await.unwrap_err().code(),
        "team_account"
    );
    let as_one = setup::connect_individual(&team.store, &team.client(), team.now()).await;
    assert_eq!(as_one.unwrap_err().code(), "team_not_found");
}

#[tokio::test]
async fn whoever_is_not_in_the_book_yet_is_taken_on_with_their_key() {
    let salon = Salon::individual().await;
    let lea = salon.take_on(&demo_key("lea")).await.unwrap();
    let known = salon.store.read(staff_key::all).unwrap();
    let hers = known.iter().find(|key| key.staff == lea).unwrap();
    assert_eq!(hers.user_name, "Lea Lindner");
    let twice = salon.take_on(&demo_key("lea")).await.unwrap_err();
    assert_eq!(twice.code(), "key_of_another");
    let refused = salon.take_on("cal_of_another_server_0123").await;
    assert_eq!(refused.unwrap_err().code(), "key_refused");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_key_that_is_refused_stops_its_stylist_alone_until_there_is_another() {
    let salon = Salon::individual().await;
    salon.poll().await;
    salon.sim.revoke_key(&demo_key("anna"));
    let hers = salon.book(salon.cut, salon.anna, NINE);
    let his = salon.book(salon.cut, salon.mehmet, NINE);
    salon.settle().await;
    assert_eq!(salon.marks(his), [PhaseState::Synced]);
    assert_eq!(salon.marks(hers), [PhaseState::Blocked]);
    assert_eq!(salon.codes(), ["staff_key"]);
    assert_eq!(salon.connection().await, ConnectionState::Online);
    let status = salon.engine().status().await.unwrap();
    assert_eq!(status.keys_refused, ["Anna Albrecht"]);

    // Customers go on booking with both; only his are read.
    online(&salon, salon.anna, NOON);
    online(&salon, salon.mehmet, NOON);
    salon.poll().await;
    assert_eq!(from_there(&salon), [(salon.mehmet, at(NOON))]);
    let lines = salon.lines_of_each();
    let plan = setup::plan_event_types(&salon.store, &lines).await.unwrap();
    let unmapped =
        |one: &&sync::view::ProvisionStep| one.action == sync::view::ProvisionAction::Unmapped;
    assert_eq!(plan.iter().filter(unmapped).count(), 6, "hers");

    salon.sim.add_key("cal_demo_another_of_anna", ANNA);
    salon
        .connect_staff(salon.anna, "cal_demo_another_of_anna")
        .await
        .unwrap();
    salon.poll().await;
    assert_eq!(salon.marks(hers), [PhaseState::Synced]);
    assert_eq!(salon.codes(), [""; 0]);
    assert!(
        from_there(&salon).contains(&(salon.anna, at(NOON))),
        "what was missed is read"
    );
    let status = salon.engine().status().await.unwrap();
    assert_eq!(status.keys_refused, [""; 0]);
}

/// Her booking is on the wire, and its answer – that the key is good no more – waits for a moment.
async fn refused_on_the_wire(salon: &Salon, key: &str) -> salon::AppointmentId {
    salon.sim.expire_key(key);
    let late = FaultKind::AnswerLate(std::time::Duration::from_secs(2));
    let late = FaultRule::on("POST", "/v2/bookings", 1.0, late).at_most(1);
    salon.sim.set_faults(FaultPlan::rules(1, [late]));
    let id = salon.book(salon.cut, salon.anna, NINE);
    while !salon.sim.is_waiting_for_time() {
        tokio::task::yield_now().await;
    }
    id
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_said_of_an_old_key_says_nothing_of_the_new_one() {
    let salon = Salon::individual().await;
    salon.poll().await;
    let hers = refused_on_the_wire(&salon, &demo_key("anna")).await;
    salon.sim.add_key("cal_demo_another_of_anna", ANNA);
    salon
        .connect_staff(salon.anna, "cal_demo_another_of_anna")
        .await
        .unwrap();
    salon.rest().await;
    let keys = salon.store.read(staff_key::all).unwrap();
    assert!(keys.iter().all(|key| key.refused.is_none()), "{keys:?}");
    assert_eq!(salon.marks(hers), [PhaseState::Synced]);
    assert_eq!(salon.creates(), 2);
    assert_eq!(salon.codes(), [""; 0]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nor_does_what_is_said_of_the_old_key_of_a_team() {
    let salon = Salon::open().await;
    salon.poll().await;
    let hers = refused_on_the_wire(&salon, DEMO_KEY).await;
    const NEW: &str = "cal_demo_friseur1_inhaberin_neu";
    salon.sim.add_key(NEW, 1);
    salon.key.is(Some(NEW));
    setup::connect(&salon.store, &salon.client_with(NEW), 1, salon.now())
        .await
        .unwrap();
    salon.rest().await;
    assert_eq!(salon.connection().await, ConnectionState::Online);
    assert_eq!(salon.marks(hers), [PhaseState::Synced]);
    assert_eq!(salon.live().len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_key_that_was_refused_by_mistake_is_asked_again_and_heals() {
    let salon = Salon::individual().await;
    salon.sim.revoke_key(&demo_key("anna"));
    let hers = salon.book(salon.cut, salon.anna, NINE);
    salon.settle().await;
    assert_eq!(salon.codes(), ["staff_key"]);

    salon.sim.add_key(&demo_key("anna"), ANNA);
    salon.poll().await;
    assert_eq!(salon.codes(), ["staff_key"], "not every minute");
    salon.pass(SignedDuration::from_mins(10));
    salon.poll().await;
    assert_eq!(salon.marks(hers), [PhaseState::Synced]);
    assert_eq!(salon.codes(), [""; 0]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn bookings_of_somebody_without_a_key_can_still_be_called_off() {
    let salon = Salon::individual().await;
    let id = salon.book(salon.cut, salon.anna, NINE);
    salon.settle().await;
    let known = setup::disconnect_staff(&salon.store, salon.anna, salon.now()).await;
    assert_eq!(known.unwrap().unwrap().user_id, ANNA);
    assert_eq!(salon.store.read(staff_key::all).unwrap().len(), 1);
    assert_eq!(salon.store.read(event_map::all).unwrap().len(), 5, "his");

    salon.cancel(id);
    salon.settle().await;
    assert_eq!(salon.live(), []);
    let another = salon.book(salon.cut, salon.anna, NINE);
    salon.settle().await;
    assert_eq!(salon.marks(another), [PhaseState::Blocked]);
    assert_eq!(salon.codes(), ["staff_key"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_comparison_reads_with_every_key() {
    let salon = Salon::individual().await;
    salon.poll().await;
    let hers = salon.book(salon.cut, salon.anna, NINE);
    let his = salon.book(salon.cut, salon.mehmet, NINE);
    salon.settle().await;
    salon.pass_until(at("2026-11-25T08:05:00Z"));
    for booking in salon.live() {
        salon.sim.mark_no_show(&booking.uid).unwrap();
    }
    salon.engine().compare().await;
    salon.poll().await;
    for id in [hers, his] {
        assert_eq!(salon.appointment(id).status, Status::NoShow);
    }
}
