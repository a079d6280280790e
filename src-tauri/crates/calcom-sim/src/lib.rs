//! A stand-in Cal.com server with real state and faults on demand.
//!
//! It speaks the part of Cal.com's API v2 that a hair salon's desk needs — me, teams, memberships, schedules, event types, slots, reservations,
//! bookings — with the statuses, error texts and oddities measured on the real server, and it can be made to fail: refuse, drop answers, stall,
//! talk nonsense, vanish. It serves tests, demos and measurements.
//!
//! ```no_run
//! # async fn demo() -> std::io::Result<()> {
//! use calcom_sim::{DEMO_KEY, FaultKind, FaultPlan, FaultRule, Sim, World};
//!
//! let sim = Sim::start(World::demo()).await?;
//! println!("{} with key {DEMO_KEY}", sim.base_url());
//! let lost = FaultRule::on("POST", "/v2/bookings", 0.1, FaultKind::DropAfterCommit);
//! sim.set_faults(FaultPlan::rules(42, [lost]));
//! sim.cut(); // connecting is refused from here …
//! sim.restore()?; // … to here
//! sim.shutdown().await;
//! # Ok(())
//! # }
//! ```
//!
//! Its hands are also within reach over HTTP, for a demo in another process; these routes are neither limited nor recorded:
//!
//! | call | does |
//! |---|---|
//! | `GET`, `POST /__sim/faults` | shows or sets the [`FaultPlan`], e.g. `{"seed":1,"latency":300,"rules":[{"method":"POST","probability":0.1,"kind":"drop_after_commit"}]}` |
//! | `POST /__sim/cut` | takes the network away; with `{"restore_after_ms":5000}` only for so long |
//! | `POST /__sim/restore` | `{"after_ms":5000}`: gives it back then; to be called before the cut, since nobody gets through after it |
//! | `GET /__sim/bookings`, `GET /__sim/calls` | what is booked, and what was called |
//!
//! Invariants: state is only changed under the world's lock; ids are never handed out twice; a call is completed even when its client has gone.

#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::indexing_slicing,
        clippy::panic
    )
)]

mod acts;
mod bookings;
mod clock;
mod dice;
mod door;
mod faults;
mod http;
mod model;
mod routes;
mod server;
mod sim;
mod slots;
mod world;

pub use acts::{ActError, NewBooking, SimBooking};
pub use faults::{FaultKind, FaultPlan, FaultRule};
pub use http::call::CallRecord;
pub use http::rate_limit::Counted;
pub use model::{BookingStatus, Role};
pub use sim::Sim;
pub use world::{DEMO_KEY, DEMO_OTHERS, World, demo_key};
