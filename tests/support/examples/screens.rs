//! Pictures of every screen of the demo salon, from the real window: in both languages, light and dark.
//!
//! `screens --program PATH --pictures FOLDER`; exit status 0 only if every screen showed what belongs on it.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use window_driver::{Desktop, Failure, Window, hook};

/// Every screen, by its link in the rail, and something that is on it once it is complete.
const SCREENS: [(&str, &str); 10] = [
    ("day", "tooth"),
    ("week", "tooth"),
    ("appointments", "list-row"),
    ("calls", "calls-screen"),
    ("customers", "customers-total"),
    ("review", "review-screen"),
    ("services", "services-screen"),
    ("team", "staff-row"),
    ("health", "health-screen"),
    ("settings", "machine-settings"),
];

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [program_flag, program, pictures_flag, pictures] = arguments.as_slice() else {
        return complain("usage: screens --program PATH --pictures FOLDER");
    };
    if program_flag != "--program" || pictures_flag != "--pictures" {
        return complain("usage: screens --program PATH --pictures FOLDER");
    }
    match walk(Path::new(program), Path::new(pictures)).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => complain(&failure.to_string()),
    }
}

async fn walk(program: &Path, pictures: &Path) -> Result<(), Failure> {
    let desktop = Desktop::start()?;
    let program = absolute(program)?;
    desktop
        .in_window(&program, &["demo"], async |window| {
            window.see_day().await?;
            for language in ["de", "en"] {
                for theme in ["light", "dark"] {
                    look(window, language, theme).await?;
                    for (screen, content) in SCREENS {
                        let name = format!("{screen}-{language}-{theme}.png");
                        show(window, screen, content).await?;
                        window.screenshot(&pictures.join(name)).await?;
                    }
                }
            }
            Ok(())
        })
        .await
}

async fn show(window: &Window, screen: &str, content: &str) -> Result<(), Failure> {
    press(window, &format!("{screen}-link")).await?;
    window.find(&hook(content)).await.map(drop)
}

/// Chosen in the settings, as an owner would.
async fn look(window: &Window, language: &str, theme: &str) -> Result<(), Failure> {
    show(window, "settings", "settings-screen").await?;
    for choice in [format!("language-{language}"), format!("theme-{theme}")] {
        press(window, &choice).await?;
    }
    window
        .holds(&format!(
            "document.documentElement.lang === '{language}' && document.documentElement.dataset.theme === '{theme}'"
        ))
        .await
}

/// Without the pointer, whose resting place would be in the picture.
async fn press(window: &Window, testid: &str) -> Result<(), Failure> {
    window.find(&hook("new-appointment")).await?;
    let script = format!("document.querySelector('{}').click()", hook(testid));
    window.execute(&script, Vec::new()).await?;
    Ok(())
}

/// The program is started from the driver's folder, not from ours.
fn absolute(program: &Path) -> Result<PathBuf, Failure> {
    program.canonicalize().map_err(|cause| Failure::File {
        path: program.to_owned(),
        cause,
    })
}

#[allow(
    clippy::print_stderr,
    reason = "the terminal is where this program answers"
)]
fn complain(text: &str) -> ExitCode {
    eprintln!("{text}");
    ExitCode::FAILURE
}
