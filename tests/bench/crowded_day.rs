//! How smoothly an appointment is dragged on a day that is fuller than any: 30 stylists with 150 appointments of five minutes
//! each, in the real window. A figure, not a test: it depends on the machine.
//!
//! `cargo bench --bench crowded_day`
//!
//! Every frame moves the pointer by a grid line or more, so that each one shows the ghost somewhere else and asks the program
//! about it. `work`: from the beginning of the frame until after it was painted. `step`: script, style and layout alone.

#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a benchmark that cannot set itself up has nothing to measure, and its numbers are its output"
)]

mod full_day;

use std::{path::Path, time::Duration};

use full_day::FullDay;
use jiff::{ToSpan, civil::Date};
use serde_json::Value;
use window_driver::{
    Desktop, Failure, Window,
    fantoccini::actions::{InputSource, MouseActions, PointerAction},
};

const FRAMES: u32 = 300;
/// A machine that is busy with something else may take its time.
const PATIENCE: Duration = Duration::from_secs(300);

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
            lift(window).await?;
            window
                .execute(include_str!("drag.js"), vec![FRAMES.into()])
                .await?;
            window
                .with_patience(PATIENCE)
                .holds("window.figures")
                .await?;
            Ok(window.execute("return window.figures;", Vec::new()).await?)
        })
        .await
}

/// A real press of the mouse on an appointment in the middle of the window, and a first move.
async fn lift(window: &Window) -> Result<(), Failure> {
    let script = "window.addEventListener('pointerdown', (event) => { window.pressed = event.pointerId; }, true);
        const teeth = [...document.querySelectorAll('[data-appointment-id]')].map((tooth) => tooth.getBoundingClientRect());
        const middle = (box) => Math.hypot(box.x - innerWidth / 2, box.y - innerHeight / 2);
        const box = teeth.sort((a, b) => middle(a) - middle(b))[0];
        return [Math.round(box.x + 20), Math.round(box.y + box.height / 2)];";
    let place = window.execute(script, Vec::new()).await?;
    let at = |index: usize| place.get(index).and_then(Value::as_f64).unwrap_or_default();
    let to = |x: f64, y: f64| PointerAction::MoveTo {
        duration: None,
        x,
        y,
    };
    let press = MouseActions::new("mouse".to_owned())
        .then(to(at(0), at(1)))
        .then(PointerAction::Down { button: 0 })
        .then(to(at(0) + 30.0, at(1) + 30.0));
    window.perform_actions(press).await?;
    window
        .holds("document.querySelector('[data-testid=\"ghost\"]')")
        .await
}
