//! The demo where there is no display: opens the demo salon on a virtual desktop, uses its window as a receptionist would – with
//! the line up, cut and up again – and leaves a picture of each state and a summary.
//!
//! `demo --program PATH --screenshots FOLDER`; exit status 0 only if everything was seen as expected.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use window_driver::{Desktop, Failure, SegmentRow, Window, hook};

/// The root colouring: five phases, four of them with staff.
const ROOT_COLOUR: u32 = 440;
const SEGMENTS: usize = 4;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [program_flag, program, pictures_flag, pictures] = arguments.as_slice() else {
        return usage();
    };
    if program_flag != "--program" || pictures_flag != "--screenshots" {
        return usage();
    }
    match walk(Path::new(program), Path::new(pictures)).await {
        Ok(summary) => {
            say(&summary);
            ExitCode::SUCCESS
        }
        Err(failure) => {
            complain(&failure.to_string());
            ExitCode::FAILURE
        }
    }
}

async fn walk(program: &Path, pictures: &Path) -> Result<String, Failure> {
    let desktop = Desktop::start()?;
    let program = absolute(program)?;
    desktop
        .in_window(&program, &["demo"], async |window| {
            afternoon(window, pictures).await
        })
        .await
}

async fn afternoon(window: &Window, pictures: &Path) -> Result<String, Failure> {
    let picture = async |name: &str| window.screenshot(&pictures.join(name)).await;
    window.see_day().await?;
    picture("1-day.png").await?;

    let online = window.book("Greta Sonnenschein", ROOT_COLOUR).await?;
    window.open_appointment(online).await?;
    window.stands(online, "synced").await?;
    picture("2-booked-online.png").await?;
    let first = confirmed(window, online).await?;

    window.switch_line().await?;
    let offline = window.book("Oskar Windstill", ROOT_COLOUR).await?;
    window.open_appointment(offline).await?;
    window.find(&hook("offline-bar")).await?;
    window.stands(offline, "waiting").await?;
    picture("3-booked-offline.png").await?;

    window.switch_line().await?;
    window.stands(offline, "synced").await?;
    window.gone(&hook("offline-bar")).await?;
    picture("4-line-restored.png").await?;
    let second = confirmed(window, offline).await?;

    Ok(format!(
        "Appointment  Segment  Cal.com booking  State\n{}{}Pictures: {}",
        table(online, &first),
        table(offline, &second),
        pictures.display()
    ))
}

/// The segments of the open appointment, each with a booking of its own.
async fn confirmed(window: &Window, id: i64) -> Result<Vec<SegmentRow>, Failure> {
    let synced = format!(
        "document.querySelectorAll('{}[data-sync=\"synced\"]').length === {SEGMENTS}",
        hook("segment-row")
    );
    window.holds(&synced).await?;
    let rows = window.segments().await?;
    let mut bookings: Vec<_> = rows
        .iter()
        .map(|row| &row.booking_id)
        .filter(|id| !id.is_empty())
        .collect();
    bookings.sort();
    bookings.dedup();
    if bookings.len() == SEGMENTS {
        Ok(rows)
    } else {
        Err(Failure::Odd(format!(
            "appointment {id} does not have {SEGMENTS} bookings: {rows:?}"
        )))
    }
}

fn table(id: i64, rows: &[SegmentRow]) -> String {
    let line = |row: &SegmentRow| {
        format!(
            "#{id:<11} {:<8} {:<16} {}\n",
            row.key, row.booking_id, row.sync
        )
    };
    rows.iter().map(line).collect()
}

/// The program is started from the driver's folder, not from ours.
fn absolute(program: &Path) -> Result<PathBuf, Failure> {
    program.canonicalize().map_err(|cause| Failure::File {
        path: program.to_owned(),
        cause,
    })
}

fn usage() -> ExitCode {
    complain("usage: demo --program PATH --screenshots FOLDER");
    ExitCode::from(2)
}

#[allow(
    clippy::print_stdout,
    reason = "the terminal is where this program answers"
)]
fn say(text: &str) {
    println!("{text}");
}

#[allow(
    clippy::print_stderr,
    reason = "the terminal is where this program answers"
)]
fn complain(text: &str) {
    eprintln!("{text}");
}
