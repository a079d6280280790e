//! The handle: start, look inside, turn the switches, stop.

use std::collections::BTreeMap;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use tokio::task::JoinHandle;

use crate::acts::SimBooking;
use crate::clock::Clock;
use crate::door::{Door, Line};
use crate::faults::{FaultPlan, Faults};
use crate::http::call::CallRecord;
use crate::http::dispatch::answer;
use crate::routes::control_router;
use crate::server::Server;
use crate::world::World;

/// A running stand-in. Clones are handles on the same server; it stops with [`Sim::shutdown`] or with the runtime.
#[derive(Debug, Clone)]
pub struct Sim {
    server: Arc<Server>,
    door: Door,
    task: Arc<Mutex<Option<JoinHandle<()>>>>,
}

impl Sim {
    /// Serves the world on a free loopback port.
    pub async fn start(world: World) -> io::Result<Self> {
        Self::start_at(world, SocketAddr::from((Ipv4Addr::LOCALHOST, 0))).await
    }

    /// Serves the world on this address.
    pub async fn start_at(world: World, addr: SocketAddr) -> io::Result<Self> {
        let server = Arc::new(Server::new(world));
        let sim = Self {
            server: Arc::clone(&server),
            door: Door::open_at(addr)?,
            task: Arc::default(),
        };
        let app = control_router(sim.clone())
            .fallback_service(axum::Router::new().fallback(answer).with_state(server));
        let service = app.into_make_service_with_connect_info::<Line>();
        let door = sim.door.clone();
        let task = tokio::spawn(async move {
            if let Err(error) = axum::serve(door, service).await {
                tracing::error!(%error, "the stand-in stopped serving");
            }
        });
        *lock(&sim.task) = Some(task);
        Ok(sim)
    }

    /// `http://127.0.0.1:PORT/v2`; stays the same through [`Sim::cut`] and [`Sim::restore`].
    pub fn base_url(&self) -> String {
        format!("http://{}/v2", self.door.addr())
    }

    /// The address it listens on.
    pub fn addr(&self) -> SocketAddr {
        self.door.addr()
    }

    /// The plan of faults in force.
    pub fn faults(&self) -> FaultPlan {
        self.server.faults().plan().clone()
    }

    /// Puts another plan in force; its dice start at its seed.
    pub fn set_faults(&self, plan: FaultPlan) {
        *self.server.faults() = Faults::new(plan);
    }

    /// Takes the network away: connecting is refused and open connections are reset before this returns. What is being worked on is still completed.
    pub fn cut(&self) {
        self.door.shut();
    }

    /// Gives the network back, on the same port. Fails only if somebody else has taken the port meanwhile.
    pub fn restore(&self) -> io::Result<()> {
        self.door.open()
    }

    /// The server's time.
    pub fn now(&self) -> Timestamp {
        self.server.now()
    }

    /// Freezes the server's clock at this moment.
    pub fn set_now(&self, now: Timestamp) {
        *self.server.clock() = Clock::Frozen(now);
    }

    /// Lets the server's clock run on from this moment.
    pub fn run_from(&self, now: Timestamp) {
        *self.server.clock() = Clock::running_from(now);
    }

    /// Moves the server's clock; a frozen one stays frozen.
    pub fn advance(&self, by: SignedDuration) {
        let mut clock = self.server.clock();
        *clock = clock.advanced(by);
    }

    /// Calls a minute and key; `None` switches the limit off. The default is Cal.com's 120.
    pub fn set_rate_limit(&self, calls: Option<u32>) {
        self.server.limit().set(calls);
    }

    /// Opens a gap between checking and writing a booking, a move or a cancellation, as the real server has one: two calls in flight at once then both pass
    /// the check. Equal slots of one host still end in one bare 409; overlapping ones of different lengths are both booked. `None` (the default) closes it,
    /// and what stands in it goes on at once.
    pub fn set_race_window(&self, window: Option<Duration>) {
        self.server.set_race_window(window);
    }

    /// How many calls are in the race window at this moment: checked, not yet written. The signal for tests that want something to happen meanwhile.
    pub fn racing(&self) -> usize {
        self.server.racing()
    }

    /// Whether calls have come in that all wait for nothing but time: delayed, late, or in the race window. The signal for tests that let time pass
    /// themselves.
    pub fn is_waiting_for_time(&self) -> bool {
        let held = self.server.held();
        held > 0 && held == self.server.under_way()
    }

    /// Every booking, whatever its state, by id.
    pub fn bookings(&self) -> Vec<SimBooking> {
        self.server
            .world()
            .bookings
            .iter()
            .map(SimBooking::from)
            .collect()
    }

    /// Bookings that are accepted or pending, by id.
    pub fn live_bookings(&self) -> Vec<SimBooking> {
        self.bookings()
            .into_iter()
            .filter(|booking| booking.status.is_live())
            .collect()
    }

    /// One booking.
    pub fn find_booking(&self, uid: &str) -> Option<SimBooking> {
        self.server.world().booking(uid).map(SimBooking::from)
    }

    /// Whom Cal.com has written to about a booking, in order; a move is a booking too.
    pub fn mails(&self) -> Vec<String> {
        self.server.world().mails.clone()
    }

    /// Calls seen so far, in the order in which they ended. Calls of the control routes are not among them.
    pub fn calls(&self) -> Vec<CallRecord> {
        self.server.calls().clone()
    }

    /// How many calls came per (method, route).
    pub fn call_counts(&self) -> BTreeMap<(String, String), usize> {
        let mut counts = BTreeMap::new();
        for call in self.server.calls().iter() {
            *counts
                .entry((call.method.clone(), call.route.clone()))
                .or_default() += 1;
        }
        counts
    }

    /// Forgets the calls seen so far.
    pub fn forget_calls(&self) {
        self.server.calls().clear();
    }

    /// A copy of everything the server knows, to save or to start another one from.
    pub fn world(&self) -> World {
        self.server.world().clone()
    }

    pub(crate) fn world_mut(&self) -> MutexGuard<'_, World> {
        self.server.world()
    }

    /// Stops serving, resets what is open and frees the port.
    pub async fn shutdown(self) {
        self.door.close();
        let task = lock(&self.task).take();
        if let Some(task) = task {
            task.abort();
            // Ends in "cancelled", which is what was asked for.
            let _ = task.await;
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
