//! The town: one Cal.com, the desks of one salon, and the time, which passes only here.
//!
//! Tokio's clock is paused and put forward together with the stand-in's and the desks', so that timeouts, late answers and the
//! rate budget live in the same time as everybody else, and a minute costs nothing.

use std::{
    cell::{Cell, RefCell},
    fmt,
    future::Future,
    rc::Rc,
    time::Duration,
};

use calcom_sim::{Sim, World};
use futures_util::future::{join_all, select_all};
use jiff::{SignedDuration, Timestamp};
use sync::Engine;

use crate::{desk::Desk, support::MORNING};

/// Real time without any sign of life after which somebody must be waiting for time to pass.
const LONG: u32 = 200;
/// Nothing that is waited for takes this long.
const TOO_LONG: SignedDuration = SignedDuration::from_hours(6);

/// How long the composite takes as a whole: 30 |30| 20 + 40 + 40.
const WHOLE: i64 = 160;
/// A user of the stand-in's world.
const ANNA: i64 = 3;

pub struct Town {
    pub sim: Sim,
    /// On which event type customers book the composite as a whole, where they can.
    pub public: Option<i64>,
    pub desks: Vec<Desk>,
    now: Cell<Timestamp>,
    crashes: Cell<usize>,
    trace: RefCell<Vec<String>>,
    complaints: RefCell<Vec<String>>,
    home: tempfile::TempDir,
}

impl Town {
    pub async fn found(seed: u64, desks: usize) -> Self {
        keep_time().await;
        let now: Timestamp = MORNING.parse().unwrap();
        let sim = Sim::start(World::demo()).await.unwrap();
        sim.set_now(now);
        let home = home();
        let desks = (1..=desks)
            .map(|n| {
                let file = home.path().join(format!("desk-{n}")).join("book.db");
                let names = seed.wrapping_mul(31).wrapping_add(n as u64);
                Desk::open(&format!("desk {n}"), file, sim.base_url(), now, names)
            })
            .collect();
        let public = seed
            .is_multiple_of(3)
            .then(|| sim.add_event_type("ansatzfaerbung", WHOLE, ANNA));
        let town = Self {
            sim,
            public,
            desks,
            now: Cell::new(now),
            crashes: Cell::new(0),
            trace: RefCell::default(),
            complaints: RefCell::default(),
            home,
        };
        for desk in &town.desks {
            town.patiently(desk.set_up(public)).await.unwrap();
            desk.start().await;
        }
        town
    }

    /// Where the books are.
    pub fn home(&self) -> &std::path::Path {
        self.home.path()
    }

    pub fn now(&self) -> Timestamp {
        self.now.get()
    }

    /// Notes what happens, for whoever has to find out why.
    pub fn note(&self, who: &str, what: impl fmt::Display) {
        let now = self.now.get();
        self.trace.borrow_mut().push(format!("{now} {who}: {what}"));
    }

    /// Notes what must not happen.
    pub fn complain(&self, what: String) {
        self.complaints.borrow_mut().push(what);
    }

    /// What must not have happened since this was asked the last time.
    pub fn take_complaints(&self) -> Vec<String> {
        self.complaints.take()
    }

    /// What happened so far.
    pub fn trace(&self) -> Vec<String> {
        self.trace.borrow().clone()
    }

    /// How often a desk died.
    pub fn crashes(&self) -> usize {
        self.crashes.get()
    }

    /// Everything goes on at `then`.
    async fn pass_until(&self, then: Timestamp) {
        let Ok(time) = Duration::try_from(then.duration_since(self.now.get())) else {
            return;
        };
        self.now.set(then);
        self.sim.set_now(then);
        tokio::time::advance(time).await;
        for desk in &self.desks {
            self.wind(desk);
        }
    }

    /// Sets a desk's clock to what it believes.
    pub fn wind(&self, desk: &Desk) {
        let shows = self.now.get().checked_add(*desk.wrong.borrow()).unwrap();
        desk.clock.set(shows);
    }

    /// Waits for something. Time passes while nothing but time is waited for. `None`: a desk died meanwhile.
    async fn try_patiently<T>(&self, what: impl Future<Output = T>) -> Option<T> {
        let began = self.now.get();
        let mut what = Box::pin(what);
        loop {
            let died = tokio::select! {
                biased;
                died = self.somebody_dies() => died,
                done = &mut what => return Some(done),
                () = self.stall() => {
                    let next = self.now.get().checked_add(SignedDuration::from_secs(1)).unwrap();
                    assert!(next.duration_since(began) < TOO_LONG, "this takes too long");
                    self.pass_until(next).await;
                    continue;
                }
            };
            // What waits for the dead one lets go of it first.
            drop(what);
            let desk = &self.desks[died];
            self.note(&desk.name, "dies");
            self.crashes.set(self.crashes.get() + 1);
            desk.kill();
            return None;
        }
    }

    /// Waits for something that nobody dies of.
    pub async fn patiently<T>(&self, what: impl Future<Output = T>) -> T {
        let nobody_dies = "no end was set";
        self.try_patiently(what).await.expect(nobody_dies)
    }

    async fn somebody_dies(&self) -> usize {
        let ends = self.desks.iter().map(|desk| Box::pin(desk.clock.doom()));
        select_all(ends).await.1
    }

    /// Ready when nothing happens any more unless time passes.
    async fn stall(&self) {
        let mut still = 0;
        let mut waiting_for_time = 0;
        loop {
            let moment = || std::thread::sleep(Duration::from_millis(1));
            tokio::task::spawn_blocking(moment).await.unwrap();
            still += 1;
            waiting_for_time = if self.sim.is_waiting_for_time() {
                waiting_for_time + 1
            } else {
                0
            };
            if waiting_for_time >= 3 || still >= LONG {
                return;
            }
        }
    }

    /// Every desk does what it can do now. Answers when the first of them has something to do again.
    pub async fn rest(&self) -> Option<Timestamp> {
        loop {
            let resting = self.desks.iter().map(|desk| async move {
                let engine = desk.engine()?;
                let next = engine.wait_until_resting().await.next?;
                // By the town's clock.
                next.checked_sub(*desk.wrong.borrow()).ok()
            });
            if let Some(nexts) = self.try_patiently(join_all(resting)).await {
                return nexts.into_iter().flatten().min();
            }
        }
    }

    /// Lets the desks live until then.
    pub async fn live_until(&self, end: Timestamp) {
        loop {
            let next = self.rest().await;
            let soonest = self
                .now
                .get()
                .checked_add(SignedDuration::from_secs(1))
                .unwrap();
            match next
                .map(|next| next.max(soonest))
                .filter(|next| *next < end)
            {
                Some(next) => self.pass_until(next).await,
                None => break,
            }
        }
        self.pass_until(end).await;
    }

    /// A desk asks Cal.com what is new, or for everything.
    pub async fn poll(&self, desk: &Desk, everything: bool) {
        let asked = self.asked_of(desk, async move |engine| {
            if everything {
                engine.compare().await;
            }
            engine.sync_now().await;
        });
        asked.await;
    }

    /// What a desk's engine is asked for, and may have to ask Cal.com. `None`: it does not run, or a desk died meanwhile.
    pub async fn asked_of<T>(
        &self,
        desk: &Desk,
        what: impl AsyncFnOnce(Rc<Engine>) -> T,
    ) -> Option<T> {
        let engine = desk.engine()?;
        self.try_patiently(what(engine)).await
    }

    /// The program is closed in good order.
    pub async fn close(&self, desk: &Desk) {
        if let Some(()) = self
            .asked_of(desk, async |engine| engine.stop().await)
            .await
        {
            desk.kill();
        }
    }
}

/// Pauses tokio's clock, and keeps it from going on by itself when the program has nothing to do but wait for an answer.
async fn keep_time() {
    tokio::time::pause();
    let (forever, end) = std::sync::mpsc::channel::<()>();
    // A blocking task that does not end is what tokio takes for work; it ends with the runtime.
    tokio::task::spawn_blocking(move || end.recv());
    tokio::spawn(async move {
        std::future::pending::<()>().await;
        drop(forever);
    });
}

/// In memory where there is such a place: what is written through to a disk takes its time.
fn home() -> tempfile::TempDir {
    let memory = std::path::Path::new("/dev/shm");
    let mut home = if memory.is_dir() {
        tempfile::tempdir_in(memory).unwrap()
    } else {
        tempfile::tempdir().unwrap()
    };
    // To look into the books of a life that went wrong.
    home.disable_cleanup(std::env::var_os("KAMM_KEEP").is_some());
    home
}
