//! The demo where there is no display: opens the demo salon on a virtual desktop, uses its window as a
//! receptionist would, and leaves a picture of each state.
//!
//! `demo --program PATH --screenshots FOLDER`; exit status 0 only if everything was seen as expected.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use window_driver::{Desktop, Failure, Window};

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
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            say(&failure.to_string());
            ExitCode::FAILURE
        }
    }
}

async fn walk(program: &Path, pictures: &Path) -> Result<(), Failure> {
    let desktop = Desktop::start()?;
    let program = absolute(program)?;
    desktop
        .in_window(&program, &["demo"], async |window| {
            day(window, pictures).await
        })
        .await
}

/// The window opens on today's timeline.
async fn day(window: &Window, pictures: &Path) -> Result<(), Failure> {
    window
        .holds("document.body.innerText.trim().length > 0")
        .await?;
    window.screenshot(&pictures.join("1-day.png")).await
}

/// The program is started from the driver's folder, not from ours.
fn absolute(program: &Path) -> Result<PathBuf, Failure> {
    program.canonicalize().map_err(|cause| Failure::File {
        path: program.to_owned(),
        cause,
    })
}

fn usage() -> ExitCode {
    say("usage: demo --program PATH --screenshots FOLDER");
    ExitCode::from(2)
}

#[allow(
    clippy::print_stderr,
    reason = "the terminal is where this program answers"
)]
fn say(text: &str) {
    eprintln!("{text}");
}
