//! How long it takes from the start of the program until the day is on the screen, and what all its processes then take of the
//! memory, against a window of the same kit with nothing in it. Figures, not a test: they depend on the machine.
//!
//! `cargo bench --bench opening`
//!
//! The two are started in turns on one screen, and are there when the screen shows a good piece of them: of the window's ground, of the
//! appointments of the day. The first start of each is not counted: it fills the caches of the machine.

#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a benchmark that cannot set itself up has nothing to measure, and its numbers are its output"
)]

mod full_day;

use std::{
    env,
    path::Path,
    process::{Child, Command, Stdio},
    thread::sleep,
    time::{Duration, Instant},
};

use full_day::FullDay;
use tauri::{WebviewUrl, WebviewWindowBuilder};
use window_driver::{Desktop, memory};

const ROUNDS: usize = 7;
/// What only the start needed has been given back by then.
const SETTLING: Duration = Duration::from_secs(10);
/// How this program is asked to be the empty window.
const EMPTY: &str = "empty";
/// The ground of the empty window, and of an appointment of the day in the light look.
const GROUND: [u8; 3] = [0x12, 0x34, 0x56];
const APPOINTMENT: [u8; 3] = [0xdc, 0xef, 0xee];
/// So much of it is more than a mark or a button.
const A_GOOD_PIECE: usize = 20_000;

fn main() {
    if env::args().nth(1).as_deref() == Some(EMPTY) {
        return empty();
    }
    let desktop = Desktop::start().expect("a desktop");
    let itself = env::current_exe().expect("a program");
    let kamm = Path::new(env!("CARGO_BIN_EXE_kamm"));
    for (stylists, each, minutes) in [(8, 12, 40), (30, 150, 5)] {
        let name = format!("{stylists} stylists with {each} appointments each");
        let data = desktop.home().join(&name);
        let date = full_day::today();
        let day = FullDay {
            date,
            stylists,
            each,
            minutes,
        };
        day.fill(&data);
        let (mut nothing, mut all) = (Vec::new(), Vec::new());
        for _ in 0..=ROUNDS {
            nothing.push(seen(&desktop, desktop.command(&itself).arg(EMPTY), GROUND));
            let mut kamm = desktop.command(kamm);
            all.push(seen(
                &desktop,
                kamm.arg("--data-dir").arg(&data),
                APPOINTMENT,
            ));
        }
        println!("{name}");
        report("an empty window", &nothing, &nothing);
        report("Kamm", &all, &nothing);
    }
}

/// What one start came to.
struct Seen {
    there: Duration,
    memory: u64,
}

fn seen(desktop: &Desktop, command: &mut Command, colour: [u8; 3]) -> Seen {
    let paints = desktop.paints().expect("a screen");
    let start = Instant::now();
    let program = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    let program = program.expect("a program");
    let there = paints.first(colour, A_GOOD_PIECE).expect("a window") - start;
    sleep(SETTLING);
    let memory = memory(program.id());
    end(program);
    Seen { there, memory }
}

/// As the end of a session does.
fn end(mut program: Child) {
    let asked = Command::new("kill").arg(program.id().to_string()).status();
    assert!(asked.is_ok_and(|asked| asked.success()), "it was gone");
    program.wait().expect("an end");
}

fn report(name: &str, seen: &[Seen], against: &[Seen]) {
    let there = |seen: &[Seen]| median(seen.iter().map(|seen| seen.there.as_secs_f64() * 1e3));
    let memory = |seen: &[Seen]| median(seen.iter().map(|seen| mebibytes(seen.memory)));
    let (time, weight) = (there(seen), memory(seen));
    let (times, weights) = (time / there(against), weight / memory(against));
    println!("  {name}: {time:.0} ms ({times:.2}), {weight:.1} MiB ({weights:.2})");
}

#[allow(clippy::cast_precision_loss, reason = "megabytes, to be read")]
fn mebibytes(bytes: u64) -> f64 {
    bytes as f64 / 1024.0 / 1024.0
}

/// Without the first.
fn median(figures: impl Iterator<Item = f64>) -> f64 {
    let mut figures: Vec<f64> = figures.skip(1).collect();
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().unwrap_or_default()
}

/// The least that a program of this kit can be.
fn empty() {
    tauri::Builder::default()
        .setup(|app| {
            WebviewWindowBuilder::new(app, EMPTY, WebviewUrl::default())
                .title("Empty")
                .inner_size(1440.0, 900.0)
                .build()?;
            Ok(())
        })
        .run(tauri::generate_context!(
            "tests/bench/empty/tauri.conf.json"
        ))
        .expect("a window");
}
