//! Days in the life of a salon, all of them decided by one number; each ends with everything well again and every promise kept.

use std::{fmt, ops::AddAssign};

use jiff::{SignedDuration, Timestamp};
use store::Revision;

use crate::{elsewhere, promises, reception, town::Town, weather, wire};

/// Calls a minute that Cal.com allows every fourth salon; the others have its usual limit and seldom come near it.
const TIGHT: u32 = 20;
/// Rounds of reading everything until nothing changes any more.
const ROUNDS: u32 = 12;
/// What a server's trouble has left behind is tried again within this time.
const CONVALESCENCE: SignedDuration = SignedDuration::from_hours(3);

/// Which life, and how long.
#[derive(Debug, Clone, Copy)]
pub struct Life {
    pub seed: u64,
    pub days: u32,
    /// Most desks of the salon.
    pub desks: usize,
}

/// What a life came to.
#[derive(Debug, Default, Clone, Copy)]
pub struct Sum {
    pub desks: usize,
    pub days: u32,
    pub calls: usize,
    pub throttled: usize,
    pub crashes: usize,
}

impl AddAssign for Sum {
    fn add_assign(&mut self, other: Self) {
        self.desks += other.desks;
        self.days += other.days;
        self.calls += other.calls;
        self.throttled += other.throttled;
        self.crashes += other.crashes;
    }
}

/// What went wrong, and how it came to that.
#[derive(Debug)]
pub struct Broken {
    pub seed: u64,
    pub day: u32,
    pub what: Vec<String>,
    pub trace: Vec<String>,
}

impl Broken {
    pub fn headline(&self) -> String {
        let what = self.what.join("\n  ");
        format!(
            "KAMM_SEED={} broke on day {}:\n  {what}",
            self.seed, self.day
        )
    }
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}\n", self.trace.join("\n"))?;
        f.write_str(&self.headline())
    }
}

impl Life {
    pub async fn run(self) -> Result<Sum, Box<Broken>> {
        let mut random = fastrand::Rng::with_seed(self.seed);
        let town = Town::found(self.seed, random.usize(1..=self.desks)).await;
        town.note("books in", town.home().display());
        if self.seed.is_multiple_of(4) {
            town.sim.set_rate_limit(Some(TIGHT));
        }
        let mut sum = Sum::default();
        for day in 1..=self.days {
            one_day(&town, &mut random).await;
            weather::heal(&town).await;
            let restless = come_to_rest(&town).await;
            let mut what = promises::broken(&town);
            what.extend(wire::broken(&town));
            what.extend(restless);
            what.extend(town.take_complaints());
            let calls = town.sim.calls();
            sum.desks = town.desks.len();
            sum.days += 1;
            sum.calls = calls.len();
            sum.throttled = calls.iter().filter(|call| call.status == Some(429)).count();
            sum.crashes = town.crashes();
            if !what.is_empty() {
                return Err(Box::new(Broken {
                    seed: self.seed,
                    day,
                    what,
                    trace: told(town.trace(), &calls),
                }));
            }
        }
        if std::env::var_os("KAMM_TELL").is_some() {
            println!("{}", told(town.trace(), &town.sim.calls()).join("\n"));
        }
        Ok(sum)
    }
}

/// From the morning of one day to its evening.
async fn one_day(town: &Town, random: &mut fastrand::Rng) {
    let morning = next_morning(town.now());
    town.live_until(morning).await;
    let mut now = morning;
    for _ in 0..random.u32(10..50) {
        now = now
            .checked_add(SignedDuration::from_secs(random.i64(1..1_800)))
            .unwrap();
        town.live_until(now).await;
        something_happens(town, random).await;
    }
}

/// Six in the morning, UTC.
fn next_morning(now: Timestamp) -> Timestamp {
    const DAY: i64 = 24 * 60 * 60;
    let six = now.as_second().div_euclid(DAY) * DAY + 6 * 60 * 60;
    let six = if six < now.as_second() {
        six + DAY
    } else {
        six
    };
    Timestamp::from_second(six).unwrap()
}

async fn something_happens(town: &Town, random: &mut fastrand::Rng) {
    let desk = &town.desks[random.usize(..town.desks.len())];
    match random.u32(..100) {
        0..50 if desk.is_running() => reception::something(town, desk, random).await,
        0..50 => {
            town.note(&desk.name, "is started again");
            desk.start().await;
        }
        50..70 => elsewhere::something(town, random),
        70..77 => weather::change(town, random),
        77..79 => weather::line(town, true),
        79..83 => weather::line(town, false),
        83..88 => weather::condemn(town, desk, random),
        88..90 => weather::upset_clock(town, desk, random),
        90..92 => weather::set_clock(town, desk, SignedDuration::ZERO),
        92 if desk.is_running() => {
            town.note(&desk.name, "is closed");
            town.close(desk).await;
        }
        _ => {
            town.note(&desk.name, "compares");
            town.poll(desk, true).await;
        }
    }
    for desk in &town.desks {
        if random.u32(..3) == 0 {
            town.note(&desk.name, "polls");
            town.poll(desk, false).await;
        }
    }
}

/// Lets everybody read everything until nothing changes any more, neither here nor there. What still changes then never ends.
/// One quiet round proves nothing: what a desk saw in it for the first time, it looks at again in the next.
async fn come_to_rest(town: &Town) -> Option<String> {
    let mut before = state(town);
    let mut quiet = 0;
    for _ in 0..ROUNDS {
        let later = town.now().checked_add(CONVALESCENCE).unwrap();
        town.live_until(later).await;
        for desk in &town.desks {
            town.note(&desk.name, "compares");
            town.poll(desk, true).await;
        }
        town.rest().await;
        let after = state(town);
        quiet = if before == after { quiet + 1 } else { 0 };
        if quiet == 2 {
            return None;
        }
        before = after;
    }
    Some(format!("does not come to rest: {before:?}"))
}

/// How far the books have come, and how often Cal.com was told to change something.
fn state(town: &Town) -> (Vec<Revision>, usize) {
    let revisions = town.desks.iter().map(|desk| desk.book().revision());
    let writes = town
        .sim
        .calls()
        .iter()
        .filter(|call| call.method != "GET")
        .count();
    (revisions.collect(), writes)
}

/// The trace with the calls of the same time in between.
fn told(trace: Vec<String>, calls: &[calcom_sim::CallRecord]) -> Vec<String> {
    let call = |call: &calcom_sim::CallRecord| {
        format!(
            "{}     cal.com: {} {} -> {:?}",
            call.at, call.method, call.path, call.status
        )
    };
    let mut told: Vec<_> = trace.into_iter().chain(calls.iter().map(call)).collect();
    told.sort_by_key(|line| {
        line.split(' ')
            .next()
            .and_then(|at| at.parse::<Timestamp>().ok())
    });
    told
}
