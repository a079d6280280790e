//! How smoothly an appointment is dragged on a day that is fuller than any: 30 stylists with 150 appointments of five minutes
//! each, in the real window. A figure, not a test: it depends on the machine.
//!
//! `cargo bench --bench crowded_day`
//!
//! The mouse of the desktop carries it, a step each 8 ms as mice report, so that nearly each of its places shows the ghost somewhere else
//! and asks the program about it. `work`: from the beginning of a frame until after it was painted. `interval`: from frame to frame.

#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a benchmark that cannot set itself up has nothing to measure, and its numbers are its output"
)]

mod full_day;

use std::{path::Path, thread::sleep, time::Duration};

use full_day::FullDay;
use jiff::{ToSpan, civil::Date};
use serde_json::Value;
use window_driver::{Desktop, Failure, Mouse, Window};

const STEPS: u32 = 600;
/// Between two reports of a mouse.
const REPORT: Duration = Duration::from_millis(8);
/// So far from each edge of what is seen of the sheet that it is not pulled along: left, top, right, bottom.
const MARGINS: [f64; 4] = [200.0, 160.0, 100.0, 100.0];

fn main() {
    let home = tempfile::tempdir().expect("a folder");
    let data = home.path().join("data");
    let day = FullDay {
        date: full_day::today() + 7.days(),
        stylists: 30,
        each: 150,
        minutes: 5,
    };
    day.fill(&data);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    let figures = runtime.block_on(dragged(&data, day.date)).expect("a drag");
    println!("{figures:#}");
}

async fn dragged(data: &Path, day: Date) -> Result<Value, Failure> {
    let desktop = Desktop::start()?;
    let kamm = Path::new(env!("CARGO_BIN_EXE_kamm"));
    let data = data.to_string_lossy();
    desktop
        .in_window(kamm, &["--data-dir", &data], async |window| {
            window
                .show_date(&day.strftime("%d.%m.%Y").to_string())
                .await?;
            // Thousands of them: looked for in the page, not one by one from outside.
            window
                .holds("document.querySelectorAll('[data-appointment-id]').length > 1000")
                .await?;
            let mouse = desktop.mouse()?;
            lift(window, &mouse).await?;
            window.execute(include_str!("drag.js"), Vec::new()).await?;
            carry(&mouse, seen(window).await?)?;
            Ok(window
                .execute("return window.figures();", Vec::new())
                .await?)
        })
        .await
}

/// Presses on an appointment in the middle of the window, and moves it a little.
async fn lift(window: &Window, mouse: &Mouse) -> Result<(), Failure> {
    let script = "const boxes = [...document.querySelectorAll('[data-appointment-id]')].map((box) => box.getBoundingClientRect());
        const middle = (box) => Math.hypot(box.x - innerWidth / 2, box.y - innerHeight / 2);
        const box = boxes.sort((a, b) => middle(a) - middle(b))[0];
        return [box.x + 20, box.y + box.height / 2];";
    let [x, y] = numbers(window, script).await?;
    mouse.move_to(pixel(x), pixel(y))?;
    mouse.press()?;
    mouse.move_to(pixel(x + 30.0), pixel(y + 30.0))?;
    window
        .holds("document.querySelector('[data-testid=\"ghost\"]')")
        .await
}

/// To and fro over all that is seen of the sheet.
fn carry(mouse: &Mouse, [left, top, width, height]: [f64; 4]) -> Result<(), Failure> {
    let [from_left, from_top, from_right, from_bottom] = MARGINS;
    for step in 0..STEPS {
        let turn = f64::from(step) / f64::from(STEPS);
        let across = (width - from_left - from_right) * (turn * 9.0).sin().abs();
        let down = (height - from_top - from_bottom) * (turn * 23.0).cos().abs();
        mouse.move_to(
            pixel(left + from_left + across),
            pixel(top + from_top + down),
        )?;
        sleep(REPORT);
    }
    Ok(())
}

/// What is seen of the sheet: left, top, width, height.
async fn seen(window: &Window) -> Result<[f64; 4], Failure> {
    let script = "const { x, y, width, height } = document.querySelector('[data-scroller]').getBoundingClientRect();
        return [x, y, width, height];";
    numbers(window, script).await
}

async fn numbers<const N: usize>(window: &Window, script: &str) -> Result<[f64; N], Failure> {
    let said = window.execute(script, Vec::new()).await?;
    let numbers: Vec<f64> = said
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_f64)
        .collect();
    let odd = |_| Failure::Odd("the page measures something else".to_owned());
    numbers.try_into().map_err(odd)
}

#[allow(
    clippy::cast_possible_truncation,
    reason = "a screen has a few thousand"
)]
fn pixel(at: f64) -> i16 {
    at.round() as i16
}
