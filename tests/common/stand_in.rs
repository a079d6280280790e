//! A stand-in Cal.com that runs beside the test.

use std::ops::Deref;

use calcom_sim::{Sim, World};
use tokio::runtime::Runtime;

/// A running stand-in; everything that a [`Sim`] can do, from a test that is not async.
pub struct StandIn {
    sim: Sim,
    _runtime: Runtime,
}

impl StandIn {
    /// With the demo team, and without a limit that tests would have to wait for.
    pub fn start() -> Self {
        Self::serving(World::demo())
    }

    /// With another team.
    pub fn serving(world: World) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .unwrap();
        let sim = runtime.block_on(Sim::start(world)).unwrap();
        sim.set_rate_limit(Some(1_000_000));
        Self {
            sim,
            _runtime: runtime,
        }
    }

    /// How many calls that change something came since they were last forgotten.
    pub fn writes(&self) -> usize {
        self.calls()
            .iter()
            .filter(|call| call.method != "GET")
            .count()
    }

    /// How many bookings were asked for since calls were last forgotten.
    pub fn creates(&self) -> usize {
        let creates = |method: &str, route: &str| method == "POST" && route == "/v2/bookings";
        self.calls()
            .iter()
            .filter(|call| creates(&call.method, &call.route))
            .count()
    }
}

impl Deref for StandIn {
    type Target = Sim;

    fn deref(&self) -> &Sim {
        &self.sim
    }
}
