//! How long a booking takes in the real window: from the key that confirms it until the appointment is painted on the sheet. A
//! figure, not a test: it depends on the machine.
//!
//! `cargo bench --bench confirmation`
//!
//! In between lie the key, the form, the command, the transaction with its flush, the day read anew, and the frame that shows it.
//! The appointment is a composite of five phases in the sample salon; nothing is connected, as the desk never waits for that.

#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a benchmark that cannot set itself up has nothing to measure, and its numbers are its output"
)]

use std::{path::Path, process::Command};

use window_driver::{Desktop, Failure, Window, hook};

const ROUNDS: usize = 40;
/// The root colouring.
const SERVICE: u32 = 440;
/// What the desk promises, in milliseconds.
const BAR: f64 = 100.0;

/// Waits for an appointment that was not there, and for the frame that shows it.
const WATCH: &str = r#"
    const all = () => [...document.querySelectorAll('[data-testid="appointment"]')];
    const known = new Set(all().map((one) => one.dataset.appointmentId));
    let pressed = 0;
    window.confirmed = null;
    window.addEventListener('keydown', (event) => { pressed = event.timeStamp; }, { capture: true, once: true });
    const watch = new MutationObserver(() => {
      if (all().every((one) => known.has(one.dataset.appointmentId))) return;
      watch.disconnect();
      requestAnimationFrame(() => {
        const painted = new MessageChannel();
        painted.port1.onmessage = () => { window.confirmed = performance.now() - pressed; };
        painted.port2.postMessage(null);
      });
    });
    watch.observe(document.body, { childList: true, subtree: true });
"#;

fn main() {
    let home = tempfile::tempdir().expect("a folder");
    let data = home.path().join("data");
    let made = Command::new(env!("CARGO_BIN_EXE_kamm"))
        .args(["--data-dir", &data.to_string_lossy()])
        .args(["init", "--sample", "--salon", "Friseur der Messung"])
        .output();
    assert!(made.is_ok_and(|made| made.status.success()), "no book");
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    let mut took = runtime.block_on(bookings(&data)).expect("bookings");
    took.sort_by(f64::total_cmp);
    let at = |share: usize| {
        let place = (took.len() * share / 100).min(took.len().saturating_sub(1));
        took.get(place).copied().unwrap_or_default()
    };
    let (half, most, longest) = (at(50), at(95), at(100));
    println!("confirmed and painted, {} bookings", took.len());
    println!("  p50 {half:.1} ms · p95 {most:.1} ms · longest {longest:.1} ms");
    println!("  p95 / {BAR} ms: {:.2}", most / BAR);
}

async fn bookings(data: &Path) -> Result<Vec<f64>, Failure> {
    let desktop = Desktop::without_keychain()?;
    let kamm = Path::new(env!("CARGO_BIN_EXE_kamm"));
    desktop
        .in_window(
            kamm,
            &["--data-dir", &data.to_string_lossy()],
            async |window| {
                window.find(&hook("day-title")).await?;
                let mut took = Vec::with_capacity(ROUNDS);
                for round in 0..ROUNDS {
                    took.push(booked(window, &format!("Greta Gemessen {round}")).await?);
                }
                Ok(took)
            },
        )
        .await
}

/// Fills the form, confirms with the key, and answers how many milliseconds that took.
async fn booked(window: &Window, customer: &str) -> Result<f64, Failure> {
    window.click(&hook("new-appointment")).await?;
    window.write(&hook("customer-input"), customer).await?;
    window.click(&hook("customer-new")).await?;
    let service = format!(
        "{}[data-service-number=\"{SERVICE}\"]",
        hook("service-option")
    );
    window.click(&service).await?;
    // The time is held: nothing is on its way any more.
    window
        .find(&format!("{}[data-held=\"true\"]", hook("hold-note")))
        .await?;
    window.execute(WATCH, Vec::new()).await?;
    let focused = window.active_element().await?;
    focused.send_keys("\u{e007}").await?;
    window.holds("window.confirmed !== null").await?;
    let took = window
        .execute("return window.confirmed;", Vec::new())
        .await?;
    took.as_f64()
        .ok_or_else(|| Failure::Odd("no time was measured".to_owned()))
}
