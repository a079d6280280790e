//! What all connections share: the world, the clock, faults, limits, the record of calls.

use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use tokio::sync::watch;

use crate::clock::Clock;
use crate::faults::{FaultKind, Faults};
use crate::http::call::{CallRecord, Crossing};
use crate::http::rate_limit::{Allowance, RateLimit};
use crate::world::World;

/// The inside of the server. Each part has its own lock; none is held across an await.
#[derive(Debug)]
pub(crate) struct Server {
    world: Mutex<World>,
    clock: Mutex<Clock>,
    faults: Mutex<Faults>,
    limit: Mutex<RateLimit>,
    calls: Mutex<Vec<CallRecord>>,
    crossings: Arc<AtomicU64>,
    race_window: watch::Sender<Option<Duration>>,
    racing: AtomicUsize,
    under_way: AtomicUsize,
    held: AtomicUsize,
}

impl Server {
    pub(crate) fn new(world: World) -> Self {
        Self {
            world: Mutex::new(world),
            clock: Mutex::default(),
            faults: Mutex::new(Faults::new(Default::default())),
            limit: Mutex::default(),
            calls: Mutex::default(),
            crossings: Arc::default(),
            race_window: watch::Sender::default(),
            racing: AtomicUsize::new(0),
            under_way: AtomicUsize::new(0),
            held: AtomicUsize::new(0),
        }
    }

    pub(crate) fn world(&self) -> MutexGuard<'_, World> {
        lock(&self.world)
    }

    pub(crate) fn clock(&self) -> MutexGuard<'_, Clock> {
        lock(&self.clock)
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.clock().now()
    }

    pub(crate) fn faults(&self) -> MutexGuard<'_, Faults> {
        lock(&self.faults)
    }

    pub(crate) fn limit(&self) -> MutexGuard<'_, RateLimit> {
        lock(&self.limit)
    }

    pub(crate) fn calls(&self) -> MutexGuard<'_, Vec<CallRecord>> {
        lock(&self.calls)
    }

    pub(crate) fn race_window(&self) -> Option<Duration> {
        *self.race_window.borrow()
    }

    pub(crate) fn set_race_window(&self, window: Option<Duration>) {
        self.race_window.send_replace(window);
    }

    /// Waits between check and write, while others may come, until the window's time is over or it is closed.
    pub(crate) async fn race(&self) {
        let mut window = self.race_window.subscribe();
        self.racing.fetch_add(1, Ordering::SeqCst);
        let time = self.race_window().unwrap_or_default();
        tokio::select! {
            () = self.hold(time) => {}
            // The server keeps the other end for as long as it lives.
            _ = window.wait_for(Option::is_none) => {}
        }
        self.racing.fetch_sub(1, Ordering::SeqCst);
    }

    /// How many calls are between check and write.
    pub(crate) fn racing(&self) -> usize {
        self.racing.load(Ordering::SeqCst)
    }

    pub(crate) fn count_call(&self, bucket: &str, limit: u32, now: Timestamp) -> Allowance {
        self.limit().count(bucket, limit, now)
    }

    pub(crate) fn record(&self, call: CallRecord) {
        self.calls().push(call);
    }

    /// Throws the dice for a call and waits as long as latency and delay demand.
    pub(crate) async fn misfortune(&self, method: &str, route: &str) -> Option<FaultKind> {
        let (fault, mut wait) = {
            let mut faults = self.faults();
            (faults.strike(method, route), faults.plan().latency)
        };
        if let Some(FaultKind::Delay(delay)) = &fault {
            wait = wait.saturating_add(*delay);
        }
        if !wait.is_zero() {
            self.hold(wait).await;
        }
        fault
    }

    /// Lets time pass for a call.
    pub(crate) async fn hold(&self, time: Duration) {
        let _held = Counted::one_in(&self.held);
        tokio::time::sleep(time).await;
    }

    /// How many calls only wait for time to pass.
    pub(crate) fn held(&self) -> usize {
        self.held.load(Ordering::SeqCst)
    }

    /// Notes that a call came in, until [`Server::ended`].
    pub(crate) fn came(&self) -> Arc<Crossing> {
        self.under_way.fetch_add(1, Ordering::SeqCst);
        Arc::new(Crossing::begin(&self.crossings))
    }

    /// Notes that a call that came in has ended.
    pub(crate) fn ended(&self) {
        self.under_way.fetch_sub(1, Ordering::SeqCst);
    }

    /// How many calls came in and have not ended.
    pub(crate) fn under_way(&self) -> usize {
        self.under_way.load(Ordering::SeqCst)
    }
}

/// Counts as one until it is dropped.
struct Counted<'a>(&'a AtomicUsize);

impl<'a> Counted<'a> {
    fn one_in(count: &'a AtomicUsize) -> Self {
        count.fetch_add(1, Ordering::SeqCst);
        Self(count)
    }
}

impl Drop for Counted<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
