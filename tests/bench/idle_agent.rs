//! What `kamm agent` costs while nothing happens: the share of one core and the memory, over some minutes of a connected salon
//! whose book has a full day. Figures, not a test: they depend on the machine.
//!
//! `cargo bench --bench idle_agent`

#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a benchmark that cannot set itself up has nothing to measure, and its numbers are its output"
)]

#[path = "../common/mod.rs"]
mod common;

use std::{
    fs,
    thread::sleep,
    time::{Duration, Instant},
};

use common::{Running, Salon};
use window_driver::memory;

/// The start is not idleness: first everything is read.
const SETTLING: Duration = Duration::from_secs(30);
/// Five readings of what changed in Cal.com.
const WATCHED: Duration = Duration::from_secs(300);
/// In which the kernel counts time; the same on every Linux of today.
const TICK: Duration = Duration::from_millis(10);

fn main() {
    let salon = Salon::connected();
    let mut agent = Running::start(salon.terminal.command(&["agent"]));
    println!("{}", agent.line());
    sleep(SETTLING);
    let (begun, before, calls) = (
        Instant::now(),
        spent(agent.id()),
        salon.stand_in.calls().len(),
    );
    sleep(WATCHED);
    let spent = spent(agent.id()) - before;
    let share = spent.as_secs_f64() / begun.elapsed().as_secs_f64();
    let calls = salon.stand_in.calls().len() - calls;
    println!(
        "{:.3} % of a core, {} KiB, {calls} calls",
        share * 100.0,
        memory(agent.id()) / 1024
    );
    let (exit, _) = agent.stop();
    assert_eq!(exit, Some(0), "it ended well");
}

/// What the process has had of the cores.
fn spent(process: u32) -> Duration {
    let account = fs::read_to_string(format!("/proc/{process}/stat")).expect("a process");
    let figures = account.rsplit(") ").next().unwrap_or_default();
    let ticks = figures
        .split(' ')
        .skip(11)
        .take(2)
        .map(|ticks| ticks.parse().unwrap_or(0));
    TICK * ticks.sum::<u32>()
}
