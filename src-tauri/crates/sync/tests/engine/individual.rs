//! A server without teams: each stylist has a user, event types and a key of their own.

use std::collections::BTreeMap;

use calcom::{EventType, EventTypePatch, NewEventType, UserId};
use calcom_sim::{
    DEMO_KEY, FaultKind, FaultPlan, FaultRule, NewBooking as Act, SimBooking, World, demo_key,
};
use jiff::{SignedDuration, Timestamp};
use salon::StaffId;
use store::{
    appointments::{self, Appointment, Origin, Status},
    sync::{PhaseState, TaskState, account, block_type, event_map, staff_key, whole},
};
use sync::{
    Lines, setup,
    view::{ConnectionState, Publications, PublishedHow},
};

use crate::support::Salon;

const NINE: &str = "2026-11-25T08:00:00Z";
const NOON: &str = "2026-11-25T11:00:00Z";
const ANNA: i64 = 3;
const MEHMET: i64 = 4;

async fn own_types(salon: &Salon, username: &str) -> Vec<EventType> {
    let client = salon.client_with(&demo_key(username));
    client.own_event_types().await.into_result().unwrap().items
}

async fn apply(salon: &Salon) -> usize {
    let (lines, halt) = (salon.lines_of_each(), setup::Halt::default());
    let before = salon.writes();
    setup::apply_event_types(&salon.store, &lines, salon.now(), &halt, |_| ())
        .await
        .unwrap();
    salon.writes() - before
}

/// Reads what changed in Cal.com, a minute later.
async fn poll(salon: &Salon) {
    salon.pass(SignedDuration::from_mins(1));
    salon.engine().sync_now().await;
    salon.settle().await;
}

fn event_type(salon: &Salon, staff: StaffId) -> i64 {
    let map = salon.store.read(event_map::all).unwrap();
    let cut = map
        .iter()
        .find(|pair| pair.service == salon.cut && pair.staff == staff);
    cut.unwrap().event_type_id
}

/// Somebody books a cut in Cal.com.
fn online(salon: &Salon, staff: StaffId, start: &str) -> SimBooking {
    let act = Act {
        event_type_id: event_type(salon, staff),
        start: start.parse().unwrap(),
        minutes: None,
        name: "Otto Online".to_owned(),
        email: "otto@kunde.example".to_owned(),
        metadata: BTreeMap::new(),
    };
    salon.sim.book(act).unwrap()
}

/// Appointments that were made in Cal.com, by stylist and start.
fn from_there(salon: &Salon) -> Vec<(StaffId, Timestamp)> {
    let always = salon::Span {
        start: Timestamp::UNIX_EPOCH,
        end: Timestamp::MAX,
    };
    let all: Result<Vec<Appointment>, store::StoreError> =
        salon.store.read(|read| appointments::during(read, always));
    let there = all.unwrap().into_iter();
    let there = there.filter(|one| one.origin == Origin::Calcom);
    there
        .map(|one| (one.when.staff, one.when.span.start))
        .collect()
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn hosts(salon: &Salon) -> Vec<i64> {
    let mut hosts: Vec<i64> = salon
        .live()
        .iter()
        .flat_map(|one| one.host_ids.clone())
        .collect();
    hosts.dedup();
    hosts
}

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

async fn publish(salon: &Salon, adopt: bool) -> Result<Publications, setup::SetupError> {
    let lines = salon.lines_of_each();
    setup::publish_service(&salon.store, &lines, salon.colour, adopt, salon.now()).await
}

/// The event types that customers book the colour on, by stylist.
fn public(salon: &Salon) -> Vec<(Option<StaffId>, i64)> {
    let found: Result<_, store::StoreError> = salon
        .store
        .read(|read| whole::public_of(read, salon.colour));
    let found = found.unwrap().into_iter();
    found.map(|one| (one.staff, one.event_type_id)).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn customers_book_a_service_with_each_stylist_on_an_event_type_of_their_own() {
    let salon = Salon::individual().await;
    poll(&salon).await;
    let told = publish(&salon, false).await.unwrap();
    let done: Vec<_> = told
        .done
        .iter()
        .map(|one| {
            (
                one.staff_name.as_deref(),
                one.what,
                one.slug.as_str(),
                one.minutes,
            )
        })
        .collect();
    let created = PublishedHow::Created;
    let expected = [
        (Some("Anna Albrecht"), created, "ansatzfaerbung", 160),
        (Some("Mehmet Yilmaz"), created, "ansatzfaerbung", 160),
    ];
    assert_eq!(done, expected);
    salon.sim.forget_calls();
    let again = publish(&salon, false).await.unwrap();
    assert!(
        again
            .done
            .iter()
            .all(|one| one.what == PublishedHow::Updated)
    );
    assert_eq!(salon.writes(), 2, "one call each");

    let known = public(&salon);
    let (with, his) = known[1];
    assert_eq!(with, Some(salon.mehmet));
    let act = Act {
        event_type_id: his,
        start: at(NINE),
        minutes: None,
        name: "Otto Online".to_owned(),
        email: "otto@kunde.example".to_owned(),
        metadata: BTreeMap::new(),
    };
    salon.sim.book(act).unwrap();
    salon.sim.forget_calls();
    poll(&salon).await;
    assert_eq!(from_there(&salon), [(salon.mehmet, at(NINE))]);
    assert_eq!((salon.writes(), salon.codes()), (0, Vec::<String>::new()));
    let found = setup::found_services(&salon.store, &salon.lines_of_each()).await;
    let linked = found.unwrap().into_iter().all(|one| one.linked);
    assert!(linked, "what it made is known");
}

#[tokio::test]
async fn a_service_goes_to_those_who_have_a_key_and_the_others_are_named() {
    let salon = Salon::individual().await;
    salon.sim.revoke_key(&demo_key("anna"));
    let refused = publish(&salon, false).await.unwrap_err();
    assert_eq!(refused.code(), "key_refused");
    let [(only, his)] = public(&salon)[..] else {
        panic!("his alone")
    };
    assert_eq!(only, Some(salon.mehmet));

    setup::disconnect_staff(&salon.store, salon.anna, salon.now())
        .await
        .unwrap();
    let lines = Lines::of_each(
        salon.client(),
        [(salon.mehmet, salon.client_with(&demo_key("mehmet")))],
    );
    let told = setup::publish_service(&salon.store, &lines, salon.colour, false, salon.now());
    let told = told.await.unwrap();
    assert_eq!(told.without_key, ["Anna Albrecht"]);
    assert_eq!(told.done[0].event_type_id, his);

    setup::disconnect_staff(&salon.store, salon.mehmet, salon.now())
        .await
        .unwrap();
    assert_eq!(public(&salon), [], "gone with the key");
}

/// An event type that stands on somebody's own shelf, as they made it.
async fn stands(salon: &Salon, username: &str, title: &str, minutes: u32) -> i64 {
    let client = salon.client_with(&demo_key(username));
    let slug = title.to_lowercase().replace(' ', "-");
    let new = NewEventType::for_one_host(title, &slug, minutes, UserId::new(1)).own();
    let made = client.create_own_event_type(&new).await;
    made.into_result().unwrap().id.get()
}

#[tokio::test]
async fn what_stands_with_several_under_one_name_is_one_service() {
    let salon = Salon::individual().await;
    let hers = stands(&salon, "anna", "Bartpflege", 25).await;
    let his = stands(&salon, "mehmet", "Bartpflege", 20).await;
    let alone = stands(&salon, "mehmet", "Rasur", 15).await;
    stands(&salon, "anna", "Strähnen – A Auftragen", 40).await;
    stands(&salon, "mehmet", "Strähnen – A Auftragen", 40).await;
    stands(&salon, "anna", "Strähnen – B Auswaschen", 20).await;
    salon.sim.forget_calls();
    let lines = salon.lines_of_each();
    let found = setup::found_services(&salon.store, &lines).await.unwrap();
    assert_eq!(salon.writes(), 0, "only looked at");
    let told: Vec<_> = found
        .iter()
        .map(|one| {
            (
                one.name.as_str(),
                one.event_types.len(),
                one.unmatched.len(),
            )
        })
        .collect();
    assert_eq!(
        told,
        [("Bartpflege", 2, 0), ("Strähnen", 3, 0), ("Rasur", 1, 0)]
    );
    let performers: Vec<_> = found[0].parts[0]
        .performers
        .iter()
        .map(|one| (one.staff_id, one.own_event_type))
        .collect();
    let expected = [(salon.anna.0, Some(hers)), (salon.mehmet.0, Some(his))];
    assert_eq!(performers, expected);
    assert_eq!(found[2].event_types, [alone]);
}

#[tokio::test]
async fn what_stands_with_each_is_linked_as_what_customers_book_a_service_on() {
    let salon = Salon::individual().await;
    let hers = stands(&salon, "anna", "Ansatzfärbung", 160).await;
    let his = stands(&salon, "mehmet", "Ansatzfärbung", 160).await;
    let short = stands(&salon, "mehmet", "Farbe kurz", 90).await;
    let lines = salon.lines_of_each();
    let (colour, now) = (salon.colour, salon.now());
    let refused = setup::link_public(&salon.store, &lines, colour, Some(short), now).await;
    assert_eq!(refused.unwrap_err().code(), "not_a_public_event_type");
    let linked = setup::link_found(&salon.store, &lines, colour, &[hers, his], now).await;
    assert_eq!(linked.unwrap(), 2);
    let both = [(Some(salon.anna), hers), (Some(salon.mehmet), his)];
    assert_eq!(public(&salon), both);
    setup::link_public(&salon.store, &lines, colour, None, now)
        .await
        .unwrap();
    assert_eq!(public(&salon), []);
}

#[tokio::test]
async fn event_types_are_each_stylists_own_and_a_second_run_writes_nothing() {
    let salon = Salon::individual().await;
    // Four segments and one, and what holds their time.
    for username in ["anna", "mehmet"] {
        let types = own_types(&salon, username).await;
        assert_eq!(types.len(), 6, "{username}");
        for one in types {
            assert!(one.hidden && one.booking_requires_authentication, "{one:?}");
            assert_eq!(one.minimum_booking_notice, Some(0));
        }
    }
    assert_eq!(salon.store.read(event_map::all).unwrap().len(), 10);
    assert_eq!(salon.store.read(block_type::all).unwrap().len(), 2);
    assert_eq!(apply(&salon).await, 0);
    let lines = salon.lines_of_each();
    let found = setup::verify_event_types(&salon.store, &lines).await;
    assert_eq!(found.unwrap(), []);
}

#[tokio::test]
async fn what_a_stylist_changed_is_found_and_put_right_with_one_call() {
    let salon = Salon::individual().await;
    let client = salon.client_with(&demo_key("mehmet"));
    let id = calcom::EventTypeId::new(event_type(&salon, salon.mehmet));
    let longer = EventTypePatch {
        length_in_minutes: Some(35),
        ..EventTypePatch::default()
    };
    client
        .update_own_event_type(id, &longer)
        .await
        .into_result()
        .unwrap();
    let lines = salon.lines_of_each();
    let found = setup::verify_event_types(&salon.store, &lines)
        .await
        .unwrap();
    let told: Vec<_> = found
        .iter()
        .map(|one| (one.code, one.staff_name.as_str()))
        .collect();
    assert_eq!(
        told,
        [(sync::view::FindingCode::WrongLength, "Mehmet Yilmaz")]
    );
    assert_eq!(apply(&salon).await, 1);
    assert_eq!(
        setup::verify_event_types(&salon.store, &lines)
            .await
            .unwrap(),
        []
    );
}

#[tokio::test]
async fn what_was_made_without_being_noted_is_found_again_by_its_slug() {
    let salon = Salon::individual().await;
    let forgotten: Result<(), store::StoreError> = salon.store.write(|tx| {
        let all = event_map::all(tx)?;
        for pair in all.iter().filter(|pair| pair.staff == salon.anna) {
            event_map::take_out(tx, pair.service, &pair.segment_key, pair.staff, salon.now())?;
        }
        Ok(())
    });
    forgotten.unwrap();
    assert_eq!(apply(&salon).await, 0, "adopted");
    assert_eq!(salon.store.read(event_map::all).unwrap().len(), 10);
    assert_eq!(own_types(&salon, "anna").await.len(), 6);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_composite_of_two_stylists_is_booked_moved_and_called_off_with_the_key_of_each() {
    let salon = Salon::individual().await;
    let id = salon.book(salon.colour, salon.anna, NINE);
    salon.hand_over(id, "C", salon.mehmet);
    salon.settle().await;
    assert_eq!(salon.marks(id), [PhaseState::Synced; 4]);
    assert_eq!(hosts(&salon), [ANNA, MEHMET, ANNA]);
    let made = salon.creates();

    salon.shift_by(id, SignedDuration::from_mins(15));
    salon.settle().await;
    assert_eq!(salon.marks(id), [PhaseState::Synced; 4]);
    assert_eq!(salon.live()[0].start, at("2026-11-25T08:15:00Z"));
    assert_eq!(salon.creates(), made, "moved, not made anew");

    salon.cancel(id);
    salon.settle().await;
    assert_eq!(salon.live(), []);
    assert_eq!(salon.task(id).state, TaskState::Done);
    assert_eq!(salon.codes(), [""; 0]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn handed_over_it_is_called_off_with_one_key_and_booked_with_the_other() {
    let salon = Salon::individual().await;
    let id = salon.book(salon.cut, salon.anna, NINE);
    salon.settle().await;
    salon.shift(id, salon.mehmet, NINE);
    salon.settle().await;
    assert_eq!(hosts(&salon), [MEHMET]);
    assert_eq!(salon.live().len(), 1);
    assert_eq!(salon.marks(id), [PhaseState::Synced]);
    assert_eq!(salon.creates(), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_customers_book_with_each_stylist_comes_to_the_desk_and_what_they_move_too() {
    let salon = Salon::individual().await;
    poll(&salon).await;
    let with_anna = online(&salon, salon.anna, NINE);
    online(&salon, salon.mehmet, NINE);
    poll(&salon).await;
    assert_eq!(
        from_there(&salon),
        [(salon.anna, at(NINE)), (salon.mehmet, at(NINE))]
    );
    salon.sim.reschedule(&with_anna.uid, at(NOON)).unwrap();
    poll(&salon).await;
    assert_eq!(
        from_there(&salon),
        [(salon.mehmet, at(NINE)), (salon.anna, at(NOON))]
    );
    assert_eq!(salon.writes(), 0, "nothing is sent back");
    assert_eq!(salon.codes(), [""; 0]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lost_answer_is_looked_up_with_the_key_of_whose_booking_it_is() {
    let salon = Salon::individual().await;
    let lost = FaultRule::on("POST", "/v2/bookings", 1.0, FaultKind::DropAfterCommit);
    salon.sim.set_faults(FaultPlan::rules(1, [lost.at_most(1)]));
    let id = salon.book(salon.cut, salon.mehmet, NINE);
    salon.settle().await;
    assert_eq!(salon.marks(id), [PhaseState::Synced]);
    assert_eq!(salon.live().len(), 1);
    assert_eq!(salon.creates(), 1, "found, not booked again");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_key_that_is_refused_stops_its_stylist_alone_until_there_is_another() {
    let salon = Salon::individual().await;
    poll(&salon).await;
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
    poll(&salon).await;
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
    poll(&salon).await;
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
    poll(&salon).await;
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
    poll(&salon).await;
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
    poll(&salon).await;
    assert_eq!(salon.codes(), ["staff_key"], "not every minute");
    salon.pass(SignedDuration::from_mins(10));
    poll(&salon).await;
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
    poll(&salon).await;
    let hers = salon.book(salon.cut, salon.anna, NINE);
    let his = salon.book(salon.cut, salon.mehmet, NINE);
    salon.settle().await;
    salon.pass_until(at("2026-11-25T08:05:00Z"));
    for booking in salon.live() {
        salon.sim.mark_no_show(&booking.uid).unwrap();
    }
    salon.engine().compare().await;
    poll(&salon).await;
    for id in [hers, his] {
        assert_eq!(salon.appointment(id).status, Status::NoShow);
    }
}
