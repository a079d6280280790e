//! What goes wrong on the way to the server, and at the desks themselves.

use std::time::Duration;

use calcom_sim::{FaultKind, FaultPlan, FaultRule};
use jiff::SignedDuration;

use crate::{desk::Desk, town::Town};

/// Most looks at the clock that a condemned desk has left.
const LAST_LOOKS: u64 = 120;

/// The weather changes.
pub fn change(town: &Town, random: &mut fastrand::Rng) {
    let seed = random.u64(..);
    let (name, plan) = match random.u32(..10) {
        0..3 => ("fair", FaultPlan::default()),
        3 => ("answers get lost", lossy(seed)),
        4 => ("the server fails", failing(seed)),
        5 => ("slow", slow(seed)),
        6 => (
            "throttled",
            FaultPlan::rules(seed, [FaultRule::any(0.1, FaultKind::TooManyRequests(20))]),
        ),
        7 => (
            "a login page in between",
            FaultPlan::rules(seed, [FaultRule::any(0.15, FaultKind::Garbage)]),
        ),
        8 => ("a burst of everything", burst(seed)),
        _ => (
            "far away",
            FaultPlan::latency(Duration::from_millis(random.u64(100..3_000))),
        ),
    };
    town.note("weather", name);
    town.sim.set_faults(plan);
    let racy = random.u32(..5) == 0;
    town.sim
        .set_race_window(racy.then_some(Duration::from_millis(500)));
}

fn lossy(seed: u64) -> FaultPlan {
    FaultPlan::rules(
        seed,
        [
            FaultRule::any(0.2, FaultKind::DropAfterCommit),
            FaultRule::any(0.1, FaultKind::Refuse),
        ],
    )
}

fn failing(seed: u64) -> FaultPlan {
    FaultPlan::rules(
        seed,
        [
            FaultRule::any(0.15, FaultKind::ErrorBeforeCommit(502)),
            FaultRule::any(0.15, FaultKind::ErrorAfterCommit(500)),
        ],
    )
}

/// Some of it slower than anybody's patience, so that answers come in another order than the calls, or not at all.
fn slow(seed: u64) -> FaultPlan {
    let seconds = Duration::from_secs;
    FaultPlan::rules(
        seed,
        [
            FaultRule::any(0.1, FaultKind::Delay(seconds(18))),
            FaultRule::any(0.1, FaultKind::AnswerLate(seconds(18))),
            FaultRule::any(0.2, FaultKind::Delay(seconds(4))),
            FaultRule::any(0.2, FaultKind::AnswerLate(seconds(3))),
        ],
    )
}

fn burst(seed: u64) -> FaultPlan {
    let rules = [
        FaultKind::DropAfterCommit,
        FaultKind::ErrorAfterCommit(504),
        FaultKind::ErrorBeforeCommit(503),
        FaultKind::Refuse,
        FaultKind::AnswerLate(Duration::from_secs(20)),
    ];
    FaultPlan::rules(seed, rules.map(|kind| FaultRule::any(0.4, kind).at_most(5)))
}

/// The line is cut, or comes back.
pub fn line(town: &Town, cut: bool) {
    town.note(
        "weather",
        if cut {
            "the line is cut"
        } else {
            "the line is back"
        },
    );
    if cut {
        town.sim.cut();
    } else {
        town.sim.restore().unwrap();
    }
}

/// Condemns a desk to die soon: while it is at work on whatever comes next.
pub fn condemn(town: &Town, desk: &Desk, random: &mut fastrand::Rng) {
    let looks = random.u64(1..=LAST_LOOKS);
    town.note(&desk.name, format!("will die at look {looks}"));
    desk.clock.die_at(looks);
}

/// A desk's clock is set wrong, by seconds or by days.
pub fn upset_clock(town: &Town, desk: &Desk, random: &mut fastrand::Rng) {
    let wrong = [-100_000, -7_200, -90, 45, 90, 3_600, 10_000, 100_000];
    let wrong = SignedDuration::from_secs(wrong[random.usize(..wrong.len())]);
    set_clock(town, desk, wrong);
}

pub fn set_clock(town: &Town, desk: &Desk, wrong: SignedDuration) {
    town.note(&desk.name, format!("clock is wrong by {wrong}"));
    desk.wrong.replace(wrong);
    town.wind(desk);
}

/// All is well again: from here on everything has to come right by itself.
pub async fn heal(town: &Town) {
    town.note("weather", "all is well");
    town.sim.set_faults(FaultPlan::default());
    town.sim.set_race_window(None);
    town.sim.restore().unwrap();
    for desk in &town.desks {
        desk.clock.spare();
        if !desk.wrong.borrow().is_zero() {
            set_clock(town, desk, SignedDuration::ZERO);
        }
        if !desk.is_running() {
            desk.start().await;
        }
    }
}
