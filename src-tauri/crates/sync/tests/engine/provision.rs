//! Event types for a whole salon: how many calls they take, and what happens when the work ends in the middle.

use std::{collections::BTreeSet, time::Instant};

use calcom::{ApiKey, BaseUrl, Client, Config, EventType, EventTypePatch, TeamId};
use calcom_sim::{DEMO_KEY, FaultKind, FaultPlan, FaultRule, Sim, World};
use jiff::Timestamp;
use salon::{Part, Performer, Segment, SegmentKey, Service, ServiceId, StaffId};
use store::{
    Options, Store, StoreError, services, settings,
    staff::{self, NewStaffMember, Role},
    sync::{account, block_type, event_map},
};
use sync::{
    setup::{self, Halt},
    view::{FindingCode, ProvisionAction, Provisioned},
};
use tempfile::TempDir;

use crate::support::{MORNING, Salon};

const TEAM: TeamId = TeamId::new(1);
const LIST: &str = "/v2/teams/{team}/event-types";
const CHANGE: &str = "/v2/teams/{team}/event-types/{id}";
const STYLISTS: i64 = 8;
const SERVICES: u32 = 12;
const SEGMENTS: [&str; 4] = ["A", "B", "C", "D"];
/// What has to be made for all of them, and to hold the time of each stylist.
const ALL: usize = 384 + 8;

/// A salon of twelve services, each of four segments that eight stylists do.
struct Large {
    sim: Sim,
    store: Store,
    client: Client,
    now: Timestamp,
    _home: TempDir,
}

impl Large {
    async fn new() -> Self {
        let users = 11..11 + STYLISTS;
        let world = users.clone().fold(World::demo(), |world, id| {
            world
                .user(id, "Jemand", &format!("stylist{id}"), "friseur1.example")
                .member(1, id, calcom_sim::Role::Member)
        });
        let sim = Sim::start(world).await.unwrap();
        // The client counts in real time; a limit that is not met keeps it from waiting.
        sim.set_rate_limit(Some(1_000_000));
        let home = tempfile::tempdir().unwrap();
        let store = Store::open(home.path().join("book.db"), Options::default()).unwrap();
        let config = Config::new(BaseUrl::parse(&sim.base_url()).unwrap());
        let client = Client::new(config, ApiKey::new(DEMO_KEY.to_owned()).unwrap()).unwrap();
        let now = MORNING.parse().unwrap();
        let furnished: Result<(), StoreError> = store.write(|tx| {
            let staff: Result<Vec<StaffId>, StoreError> = users
                .map(|user| staff::insert(tx, &stylist(user)))
                .collect();
            let staff = staff?;
            for number in 1..=SERVICES {
                services::insert(tx, &service(number, &staff), i64::from(number))?;
            }
            Ok(())
        });
        furnished.unwrap();
        setup::connect(&store, &client, 1, now).await.unwrap();
        sim.forget_calls();
        Self {
            sim,
            store,
            client,
            now,
            _home: home,
        }
    }

    async fn apply(&self) -> Provisioned {
        apply(&self.store, &self.client, self.now, &Halt::default()).await
    }

    /// Applies until so many are there, and dies with calls on the wire.
    async fn killed_at(&self, many: usize) {
        let (reached, mut told) = tokio::sync::watch::channel(0);
        let (store, client, now) = (self.store.clone(), self.client.clone(), self.now);
        let run = tokio::spawn(async move {
            let halt = Halt::default();
            let progress = |at: &sync::view::ProvisionProgress| {
                let _ = reached.send(at.done);
            };
            setup::apply_event_types(&store, &client.clone().into(), now, &halt, progress).await
        });
        let before = self.mapped();
        told.wait_for(|done| before + done >= many).await.unwrap();
        run.abort();
        assert!(run.await.unwrap_err().is_cancelled());
    }

    fn calls(&self, method: &str, route: &str) -> usize {
        let key = (method.to_owned(), route.to_owned());
        self.sim.call_counts().get(&key).copied().unwrap_or(0)
    }

    fn mapped(&self) -> usize {
        let known: Result<_, StoreError> = self
            .store
            .read(|read| Ok(event_map::all(read)?.len() + block_type::all(read)?.len()));
        known.unwrap()
    }

    /// How many event types there are, and how many of them have a name of their own.
    async fn there(&self) -> (usize, usize) {
        let all = event_types(&self.client).await;
        let slugs: BTreeSet<String> = all.iter().map(|one| one.slug.clone()).collect();
        (all.len(), slugs.len())
    }
}

async fn apply(store: &Store, client: &Client, now: Timestamp, halt: &Halt) -> Provisioned {
    setup::apply_event_types(store, &client.clone().into(), now, halt, |_| ())
        .await
        .unwrap()
}

async fn event_types(client: &Client) -> Vec<EventType> {
    let all = client.team_event_types(TEAM).await;
    all.into_result().unwrap().items
}

fn stylist(user: i64) -> NewStaffMember {
    NewStaffMember {
        name: format!("Stylistin {user}"),
        role: Role::Stylist,
        position: user,
        colour: "slate".to_owned(),
        calcom_user_id: Some(user),
    }
}

fn service(number: u32, staff: &[StaffId]) -> Service {
    let segment = |key: &str| {
        Part::Segment(Segment {
            key: SegmentKey::parse(key).unwrap(),
            name: format!("Schritt {key}"),
            minutes: 30,
            performers: staff
                .iter()
                .map(|staff| Performer {
                    staff: *staff,
                    minutes: None,
                })
                .collect(),
            hand_over: false,
        })
    };
    Service {
        id: ServiceId(0),
        number: Some(number),
        name: format!("Leistung {number}"),
        category: String::new(),
        colour: "plum".to_owned(),
        price_cents: None,
        public: true,
        parts: SEGMENTS.into_iter().map(segment).collect(),
    }
}

#[tokio::test]
async fn a_whole_salon_takes_one_list_and_one_call_for_each_event_type() {
    let salon = Large::new().await;
    let began = Instant::now();
    let plan = setup::plan_event_types(&salon.store, &salon.client.clone().into())
        .await
        .unwrap();
    println!(
        "{} event types planned in {:?}",
        plan.len(),
        began.elapsed()
    );
    assert_eq!(plan.len(), ALL);
    assert_eq!(salon.calls("GET", LIST), 1, "planning takes one list");

    salon.sim.forget_calls();
    let done = salon.apply().await;
    assert!(done.steps.iter().all(|step| step.problem.is_none()));
    assert_eq!((done.steps.len(), done.left), (ALL, 0));
    // The rate limit counts calls: whoever makes no more than these takes no longer than it allows.
    assert_eq!(
        (salon.calls("GET", LIST), salon.calls("POST", LIST)),
        (1, ALL)
    );
    // And one to see that the team whose list is empty is ours.
    assert_eq!(salon.sim.calls().len(), ALL + 2);

    salon.sim.forget_calls();
    let found =
        setup::verify_event_types(&salon.store, &salon.client.clone().into(), salon.now).await;
    assert_eq!(found.unwrap(), []);
    assert_eq!(salon.sim.calls().len(), 1, "verifying takes one list");
}

#[tokio::test]
async fn broken_off_in_the_middle_it_goes_on_where_it_stopped_and_makes_no_double() {
    let salon = Large::new().await;
    // Some answers are lost and some calls fail, and three times the program is killed with calls on the wire.
    let lost = FaultRule::on("POST", LIST, 0.05, FaultKind::DropAfterCommit);
    let failed = FaultRule::on("POST", LIST, 0.05, FaultKind::ErrorAfterCommit(500));
    salon.sim.set_faults(FaultPlan::rules(7, [lost, failed]));
    for many in [50, 150, 250] {
        salon.killed_at(many).await;
    }
    let done = salon.apply().await;
    assert_eq!((done.steps.len(), done.left), (ALL, 0));
    assert_eq!(salon.mapped(), ALL);
    assert_eq!(salon.there().await, (ALL, ALL), "each of them once");

    salon.sim.forget_calls();
    salon.apply().await;
    assert_eq!(salon.sim.calls().len(), 1, "the list and no write");
}

#[tokio::test]
async fn killed_in_the_middle_it_makes_next_to_no_call_more() {
    let salon = Large::new().await;
    salon.killed_at(ALL / 2).await;
    salon.apply().await;
    assert_eq!(salon.there().await, (ALL, ALL), "each of them once");
    // A list for each run, a look at the empty team, what was on the wire, and the two looks of this test. By calls the rate limit
    // counts, and with it the time: 386 of them take 1.01 times what it allows (`a_long_piece_of_work…` in `calcom`).
    let calls = salon.sim.calls().len();
    assert!(
        calls * 100 <= 103 * ALL,
        "{calls} calls for {ALL} event types"
    );
}

#[tokio::test]
async fn it_can_be_called_off_and_goes_on_later() {
    let salon = Large::new().await;
    let halt = Halt::default();
    let lines = salon.client.clone().into();
    let done = setup::apply_event_types(&salon.store, &lines, salon.now, &halt, |at| {
        assert_eq!(at.all, ALL);
        if at.done == 20 {
            halt.ask();
        }
    });
    let stopped = done.await.unwrap();
    assert!(stopped.left > 300, "{} are left", stopped.left);
    assert_eq!(stopped.steps.len() + stopped.left, ALL);
    assert_eq!(
        salon.mapped(),
        stopped.steps.len(),
        "what was made is known"
    );

    salon.sim.forget_calls();
    assert_eq!(salon.apply().await.left, 0);
    assert_eq!(
        salon.calls("POST", LIST),
        stopped.left,
        "only what was left"
    );
}

#[tokio::test]
async fn one_that_is_refused_does_not_keep_the_others_from_being_made() {
    let salon = Salon::closed().await;
    let (client, now) = (salon.client(), salon.now());
    setup::connect(&salon.store, &client, 1, now).await.unwrap();
    let users = |mehmet| {
        let matched: Result<(), StoreError> = salon.store.write(|tx| {
            staff::set_calcom_user(tx, salon.anna, Some(3))?;
            staff::set_calcom_user(tx, salon.mehmet, Some(mehmet))
        });
        matched.unwrap();
    };
    users(99);
    let done = apply(&salon.store, &client, now, &Halt::default()).await;
    let refused = done.steps.iter().filter(|step| step.problem.is_some());
    assert_eq!(refused.count(), 6, "nobody of that number is in the team");
    assert_eq!(event_types(&client).await.len(), 6);
    users(4);
    let again = apply(&salon.store, &client, now, &Halt::default()).await;
    let made = |step: &&sync::view::ProvisionStep| step.action == ProvisionAction::Create;
    assert_eq!(again.steps.iter().filter(made).count(), 6);
    assert!(again.steps.iter().all(|step| step.problem.is_none()));
}

#[tokio::test]
async fn a_place_that_was_decided_on_later_and_a_title_that_somebody_changed_are_put_right() {
    let salon = Salon::closed().await.provisioned().await;
    let client = salon.client();
    let renamed = event_types(&client).await.remove(0);
    let patch = EventTypePatch {
        title: Some("Testtermin".to_owned()),
        ..EventTypePatch::default()
    };
    let changed = client
        .update_team_event_type(TEAM, renamed.id, &patch)
        .await;
    changed.into_result().unwrap();
    let codes = async || {
        let found =
            setup::verify_event_types(&salon.store, &client.clone().into(), salon.now()).await;
        let codes = found.unwrap().into_iter().map(|one| one.code);
        codes.collect::<Vec<_>>()
    };
    assert_eq!(codes().await, [FindingCode::WrongTitle]);

    let address = "Hauptstr. 1, 10115 Berlin".to_owned();
    let decided: Result<(), StoreError> = salon
        .store
        .write(|tx| settings::set(tx, &settings::SALON_ADDRESS, &address));
    decided.unwrap();
    assert_eq!(codes().await.len(), 13, "all of them, and the one title");
    salon.sim.forget_calls();
    apply(&salon.store, &client, salon.now(), &Halt::default()).await;
    assert_eq!((salon.calls("PATCH", CHANGE), salon.writes()), (12, 12));
    for one in event_types(&client).await {
        assert_eq!(one.address(), Some(address.as_str()));
        let known = ["Ansatzfärbung", "Herrenschnitt", "Nicht buchbar"];
        assert!(known.iter().any(|name| one.title.starts_with(name)));
    }
    assert_eq!(codes().await, []);
}

#[tokio::test]
async fn nothing_is_written_with_a_key_that_is_not_the_teams() {
    let salon = Salon::closed().await.provisioned().await;
    let map: Result<_, StoreError> = salon.store.read(event_map::all);
    for pair in map.unwrap() {
        salon.sim.delete_event_type(pair.event_type_id);
    }
    salon.sim.revoke_key(DEMO_KEY);
    salon.sim.forget_calls();
    let (client, halt) = (salon.client(), Halt::default());
    let refused = setup::apply_event_types(
        &salon.store,
        &client.clone().into(),
        salon.now(),
        &halt,
        |_| (),
    )
    .await;
    assert_eq!(refused.unwrap_err().code(), "key_refused");
    let connected: Result<_, StoreError> = salon.store.read(account::find);
    assert!(connected.unwrap().is_some());
}
