//! A small salon with a real book, a real engine and a stand-in Cal.com, and one clock for all three.
#![allow(
    dead_code,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

pub mod book;
pub mod times;

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use calcom::{ApiKey, BaseUrl, Client, Config};
use calcom_sim::{DEMO_KEY, Sim, SimBooking, World, demo_key};
use jiff::{SignedDuration, Timestamp};
use salon::{AppointmentId, PhaseId, ServiceId, StaffId};
use store::{
    Options, Revision, Store,
    sync::{PhaseState, ReviewRow, Standing, Task, review, standing, task},
};
use sync::{
    Clock, Connecting, Connector, Engine, Lines, NoLine, Parts, SetClock,
    clock::Sleep,
    setup::{self, SetupError},
    view::ConnectionState,
};
use tokio::sync::{oneshot, watch};
use uuid::Uuid;

/// Tuesday, a quarter past eight in Berlin: the salon opens at nine.
pub const MORNING: &str = "2026-11-24T07:15:00Z";

/// Longer than anything here takes, on a machine that has other things to do as well.
const PATIENCE: Duration = Duration::from_secs(120);

pub struct Salon {
    pub store: Store,
    pub sim: Sim,
    pub clock: Arc<SetClock>,
    pub key: Arc<Key>,
    /// The owner's key, whatever the engine has.
    owner: &'static str,
    team: i64,
    pub anna: StaffId,
    pub mehmet: StaffId,
    /// 440: 30 |30| 20 + 40 + 40, done by Anna or Mehmet.
    pub colour: ServiceId,
    /// Men's cut: 30.
    pub cut: ServiceId,
    engine: Option<Engine>,
    /// Ends when the last task of the engine has let go of its clock.
    life: Option<oneshot::Receiver<()>>,
    home: Option<tempfile::TempDir>,
}

/// The keys as the keychain would give them out; tests change them.
#[derive(Debug)]
pub struct Key {
    text: Mutex<Option<String>>,
    /// By their users, where each has one.
    own: Mutex<BTreeMap<i64, String>>,
    patience: Mutex<Duration>,
}

impl Key {
    pub fn is(&self, text: Option<&str>) {
        *self.text.lock().unwrap() = text.map(str::to_owned);
    }

    /// The own key of a user.
    pub fn own_is(&self, user: i64, text: &str) {
        self.own.lock().unwrap().insert(user, text.to_owned());
    }

    /// How long the engine's client waits for an answer; for clients made from now on.
    pub fn patience_is(&self, patience: Duration) {
        *self.patience.lock().unwrap() = patience;
    }
}

impl Connector for Key {
    fn connect<'a>(
        &'a self,
        account: &'a store::sync::Account,
        key: Option<&'a store::sync::StaffKey>,
    ) -> Connecting<'a> {
        let key = match key {
            Some(key) => self.own.lock().unwrap().get(&key.user_id).cloned(),
            None => self.text.lock().unwrap().clone(),
        };
        let patience = *self.patience.lock().unwrap();
        Box::pin(async move {
            let key = ApiKey::new(key.ok_or(NoLine::NoKey)?).map_err(|_| NoLine::Unusable)?;
            Ok(client(&account.base_url, key, patience))
        })
    }
}

fn client(base_url: &str, key: ApiKey, patience: Duration) -> Client {
    let mut config = Config::new(BaseUrl::parse(base_url).unwrap());
    config.connect_timeout = PATIENCE;
    config.request_timeout = patience;
    Client::new(config, key).unwrap()
}

/// The salon's clock, in the hands of one run of the program.
#[derive(Debug)]
struct ClockOfOneRun {
    clock: Arc<SetClock>,
    /// Goes with the last task of the run.
    _alive: oneshot::Sender<()>,
}

impl Clock for ClockOfOneRun {
    fn now(&self) -> Timestamp {
        self.clock.now()
    }

    fn steady(&self) -> Instant {
        self.clock.steady()
    }

    fn sleep_until(&self, at: Timestamp) -> Sleep<'_> {
        self.clock.sleep_until(at)
    }
}

impl Salon {
    /// Connected, matched and provisioned, with the engine at rest.
    pub async fn open() -> Self {
        Self::closed().await.provisioned().await.opened().await
    }

    /// The same, but its desk gives up waiting for an answer sooner than a slow server gives it.
    pub async fn impatient() -> Self {
        let salon = Self::closed().await.provisioned().await;
        salon.key.patience_is(Duration::from_millis(200));
        salon.opened().await
    }

    async fn opened(mut self) -> Self {
        self.start();
        self.settle().await;
        self.sim.forget_calls();
        self
    }

    /// On a server without teams, with a key each for Anna and for Mehmet; provisioned, with the engine at rest.
    pub async fn individual() -> Self {
        let mut salon = Self::closed_in(World::demo().community(), DEMO_KEY, 1).await;
        let now = salon.now();
        setup::connect_individual(&salon.store, &salon.client(), now)
            .await
            .unwrap();
        for (staff, username) in [(salon.anna, "anna"), (salon.mehmet, "mehmet")] {
            salon
                .connect_staff(staff, &demo_key(username))
                .await
                .unwrap();
        }
        let lines = salon.lines_of_each();
        setup::apply_event_types(&salon.store, &lines, now, &setup::Halt::default(), |_| ())
            .await
            .unwrap();
        salon.start();
        salon.settle().await;
        salon.sim.forget_calls();
        salon
    }

    /// As the settings screen does it: the key is tested, kept, and the stylist connected.
    pub async fn connect_staff(&self, staff: StaffId, key: &str) -> Result<(), SetupError> {
        let client = self.client_with(key);
        let me = setup::test_staff_key(&self.store, &client, staff).await?;
        self.key.own_is(me.id.get(), key);
        setup::connect_staff(&self.store, &client, staff, &me, self.now()).await
    }

    /// Not connected; no engine.
    pub async fn closed() -> Self {
        Self::closed_in(World::demo(), DEMO_KEY, 1).await
    }

    /// The same in another Cal.com, with a key and a team of it.
    pub async fn closed_in(world: World, key: &'static str, team: i64) -> Self {
        let now: Timestamp = MORNING.parse().unwrap();
        let sim = Sim::start(world).await.unwrap();
        sim.set_now(now);
        // The client counts in real time; a limit that is not met keeps it from waiting.
        sim.set_rate_limit(Some(1_000_000));
        let home = tempfile::tempdir().unwrap();
        let store = Store::open(home.path().join("book.db"), Options::default()).unwrap();
        let (anna, mehmet, colour, cut) = book::furnish(&store, now);
        Self {
            store,
            sim,
            clock: Arc::new(SetClock::at(now)),
            key: Arc::new(Key {
                text: Mutex::new(Some(key.to_owned())),
                own: Mutex::default(),
                patience: Mutex::new(PATIENCE),
            }),
            owner: key,
            team,
            anna,
            mehmet,
            colour,
            cut,
            engine: None,
            life: None,
            home: Some(home),
        }
    }

    /// A new PC: connected to the same team, with nothing in its book. No engine.
    pub async fn new_pc(&self) -> Self {
        let new = self.with_an_empty_book();
        setup::connect(&new.store, &new.client(), self.team, self.now())
            .await
            .unwrap();
        new
    }

    /// The same where there is no team: nobody is connected yet but the server.
    pub async fn new_pc_of_each(&self) -> Self {
        let new = self.with_an_empty_book();
        setup::connect_individual(&new.store, &new.client(), self.now())
            .await
            .unwrap();
        new
    }

    /// As the settings screen does it for somebody who is not in the book.
    pub async fn take_on(&self, key: &str) -> Result<StaffId, SetupError> {
        let client = self.client_with(key);
        let me = setup::test_new_staff_key(&self.store, &client).await?;
        self.key.own_is(me.id.get(), key);
        setup::take_on(&self.store, &client, &me, self.now()).await
    }

    fn with_an_empty_book(&self) -> Self {
        let home = tempfile::tempdir().unwrap();
        let store = Store::open(home.path().join("book.db"), Options::default()).unwrap();
        Self {
            store,
            sim: self.sim.clone(),
            clock: Arc::clone(&self.clock),
            key: Arc::clone(&self.key),
            owner: self.owner,
            team: self.team,
            anna: self.anna,
            mehmet: self.mehmet,
            colour: self.colour,
            cut: self.cut,
            engine: None,
            life: None,
            home: Some(home),
        }
    }

    /// A second desk of the same salon: a book of its own, with the same team in Cal.com. Its engine runs.
    pub async fn another_desk(&self) -> Self {
        let home = tempfile::tempdir().unwrap();
        let store = Store::open(home.path().join("book.db"), Options::default()).unwrap();
        let (anna, mehmet, colour, cut) = book::furnish(&store, self.now());
        let desk = Self {
            store,
            sim: self.sim.clone(),
            clock: Arc::clone(&self.clock),
            key: Arc::clone(&self.key),
            owner: self.owner,
            team: self.team,
            anna,
            mehmet,
            colour,
            cut,
            engine: None,
            life: None,
            home: Some(home),
        };
        let mut desk = desk.provisioned().await;
        desk.start();
        desk.settle().await;
        desk.sim.forget_calls();
        desk
    }

    /// Connected, and everybody is known in Cal.com.
    pub async fn matched(self) -> Self {
        let (client, now) = (self.client(), self.clock.now());
        setup::connect(&self.store, &client, self.team, now)
            .await
            .unwrap();
        setup::match_certain_staff(&self.store, &client, now)
            .await
            .unwrap();
        self
    }

    pub async fn provisioned(self) -> Self {
        let salon = self.matched().await;
        salon.apply().await;
        salon
    }

    /// Makes the event types that are missing.
    pub async fn apply(&self) {
        let (lines, now) = (self.lines(), self.clock.now());
        setup::apply_event_types(&self.store, &lines, now, &setup::Halt::default(), |_| ())
            .await
            .unwrap();
    }

    /// A client of its own, as the settings screen has one.
    pub fn client(&self) -> Client {
        self.client_with(self.owner)
    }

    /// One with another key.
    pub fn client_with(&self, key: &str) -> Client {
        let key = ApiKey::new(key.to_owned()).unwrap();
        client(&self.sim.base_url(), key, PATIENCE)
    }

    /// A line for Anna and one for Mehmet, where there is no team.
    pub fn lines_of_each(&self) -> Lines {
        let own = [(self.anna, "anna"), (self.mehmet, "mehmet")];
        let own = own.map(|(staff, username)| (staff, self.client_with(&demo_key(username))));
        Lines::of_each(self.client(), own)
    }

    /// The lines that go with it.
    pub fn lines(&self) -> Lines {
        self.client().into()
    }

    /// A new run of the program on the same book.
    pub fn start(&mut self) {
        let (alive, life) = oneshot::channel();
        self.life = Some(life);
        self.engine = Some(Engine::start(Parts {
            store: self.store.clone(),
            connector: Arc::clone(&self.key) as Arc<dyn Connector>,
            clock: Arc::new(ClockOfOneRun {
                clock: Arc::clone(&self.clock),
                _alive: alive,
            }),
            boot: Uuid::now_v7(),
        }));
    }

    pub fn engine(&self) -> &Engine {
        self.engine.as_ref().unwrap()
    }

    pub async fn stop(&mut self) {
        self.engine.take().unwrap().stop().await;
    }

    /// The program is killed: what is on the wire is never noted. A program dies as a whole, so this waits until a write
    /// that had begun has come to its end.
    pub async fn kill(&mut self) {
        drop(self.engine.take());
        if let Some(life) = self.life.take() {
            // Nothing is ever sent: it ends with the last task.
            let _ = life.await;
        }
    }

    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Time passes, here and in Cal.com.
    pub fn pass(&self, time: SignedDuration) {
        self.pass_until(self.now().checked_add(time).unwrap());
    }

    pub fn pass_until(&self, then: Timestamp) {
        self.sim.set_now(then.max(self.sim.now()));
        self.clock.set(then);
    }

    /// Waits for so many commits to the book, or until nothing more is committed.
    pub async fn committed(&self, book: &mut watch::Receiver<Revision>, commits: usize) {
        for _ in 0..commits {
            tokio::select! {
                committed = book.changed() => committed.unwrap(),
                _ = self.engine().wait_until_resting() => {}
            }
        }
    }

    /// Reads what changed in Cal.com, a minute later.
    pub async fn poll(&self) {
        self.pass(SignedDuration::from_mins(1));
        self.engine().sync_now().await;
        self.settle().await;
    }

    /// As every night: everything is compared.
    pub async fn compare(&self) {
        self.engine().compare().await;
        // Answered when everything asked for before has been read.
        self.engine().sync_now().await;
        self.settle().await;
    }

    /// Lets time pass until nothing more happens by itself, or the gate is closed, or an hour is over.
    pub async fn settle(&self) {
        let end = self
            .now()
            .checked_add(SignedDuration::from_hours(1))
            .unwrap();
        loop {
            let rest = self.engine().wait_until_resting().await;
            match rest.next {
                Some(next) if !rest.settled && next <= end => self.pass_until(next),
                _ => return,
            }
        }
    }

    pub async fn rest(&self) {
        self.engine().wait_until_resting().await;
    }

    pub fn standings(&self, appointment: AppointmentId) -> Vec<Standing> {
        self.store
            .read(|read| standing::of_appointment(read, appointment))
            .unwrap()
    }

    /// How the staff phases stand, in their order.
    pub fn marks(&self, appointment: AppointmentId) -> Vec<PhaseState> {
        self.standings(appointment)
            .into_iter()
            .map(|s| s.state)
            .collect()
    }

    pub fn task(&self, appointment: AppointmentId) -> Task {
        self.store
            .read(|read| task::find(read, appointment))
            .unwrap()
            .unwrap()
    }

    pub fn review(&self) -> Vec<ReviewRow> {
        self.store.read(review::list).unwrap()
    }

    /// The book's files as they are on the disk.
    pub fn files(&self) -> Vec<Vec<u8>> {
        let home = self.home.as_ref().unwrap().path();
        let read = |name: &str| std::fs::read(home.join(name)).unwrap_or_default();
        ["book.db", "book.db-wal"].map(read).to_vec()
    }

    /// The open codes of the review list, in order.
    pub fn codes(&self) -> Vec<String> {
        self.review().into_iter().map(|row| row.code).collect()
    }

    pub async fn connection(&self) -> ConnectionState {
        self.engine().status().await.unwrap().connection
    }

    /// Live bookings in Cal.com, by start.
    pub fn live(&self) -> Vec<SimBooking> {
        let mut live = self.sim.live_bookings();
        live.sort_by_key(|booking| booking.start);
        live
    }

    /// Live bookings of one phase, by the metadata they carry.
    pub fn live_of(&self, phase: PhaseId) -> Vec<SimBooking> {
        let uid = book::phase_uid(&self.store, phase);
        let of_phase = |b: &SimBooking| b.metadata.get("crm_phase_id") == Some(&uid);
        self.live().into_iter().filter(of_phase).collect()
    }

    /// How many calls of a route there were.
    pub fn calls(&self, method: &str, route: &str) -> usize {
        let key = (method.to_owned(), route.to_owned());
        self.sim.call_counts().get(&key).copied().unwrap_or(0)
    }

    pub fn creates(&self) -> usize {
        self.calls("POST", "/v2/bookings")
    }

    pub fn writes(&self) -> usize {
        let is_write = |method: &str| method != "GET";
        let counts = self.sim.call_counts();
        counts
            .iter()
            .filter(|((method, _), _)| is_write(method))
            .map(|(_, n)| n)
            .sum()
    }
}
