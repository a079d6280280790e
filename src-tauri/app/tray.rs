//! The mark beside the clock: how Kamm stands with Cal.com, open, quit.
//!
//! Only where the system has the library for it: building one without it ends the program.

use std::{path::Path, time::Duration};

use sync::view::{ConnectionState, SyncStatus};
use tauri::{
    AppHandle, Manager, Result,
    menu::{Menu, MenuItem},
    tray::{TrayIcon, TrayIconBuilder},
};

use tokio::sync::watch;

use super::{opening::Opened, window};
use crate::cli::Language;

/// Name of the mark, and of its menu's lines.
const TRAY: &str = "kamm";
const OPEN: &str = "open";
const QUIT: &str = "quit";
/// How often the mark is brought up to date.
const GLANCE: Duration = Duration::from_secs(5);

/// What draws it on Linux, in the order in which it is looked for.
const LIBRARIES: [&str; 2] = ["libayatana-appindicator3.so.1", "libappindicator3.so.1"];

/// Whether this system can show a mark.
pub(super) fn possible() -> bool {
    if cfg!(not(target_os = "linux")) {
        return true;
    }
    let own = std::env::var("LD_LIBRARY_PATH").unwrap_or_default();
    let multiarch = format!("/usr/lib/{}-linux-gnu", std::env::consts::ARCH);
    let usual = [
        multiarch.as_str(),
        "/usr/lib64",
        "/usr/lib",
        "/usr/local/lib",
    ];
    own.split(':')
        .filter(|folder| !folder.is_empty())
        .chain(usual)
        .any(|folder| {
            LIBRARIES
                .iter()
                .any(|name| Path::new(folder).join(name).exists())
        })
}

/// Whether there is one now.
pub(super) fn is_shown(app: &AppHandle) -> bool {
    app.tray_by_id(TRAY).is_some()
}

/// Shows it or takes it away. A system that cannot show one works on without.
pub(super) fn set(app: &AppHandle, shown: bool) {
    if !shown {
        app.remove_tray_by_id(TRAY);
        return;
    }
    if is_shown(app) || !possible() {
        return;
    }
    if let Err(error) = show(app) {
        tracing::warn!(%error, "no mark in the tray");
    }
}

fn show(app: &AppHandle) -> Result<()> {
    let item = |id: &str, enabled| MenuItem::with_id(app, id, "Kamm", enabled, None::<&str>);
    let (state, open, quit) = (item("state", false)?, item(OPEN, true)?, item(QUIT, true)?);
    let mut mark = TrayIconBuilder::with_id(TRAY)
        .tooltip("Kamm")
        .menu(&Menu::with_items(app, &[&state, &open, &quit])?)
        .on_menu_event(|app, event| chosen(app, event.id().as_ref()));
    if let Some(icon) = app.default_window_icon() {
        mark = mark.icon(icon.clone());
    }
    let lines = Lines {
        mark: mark.build(app)?,
        state,
        open,
        quit,
    };
    let language = app.state::<Opened>().shell().language();
    lines.name(*language.borrow())?;
    tauri::async_runtime::spawn(keep_true(app.clone(), lines, language));
    Ok(())
}

fn chosen(app: &AppHandle, line: &str) {
    match line {
        OPEN => window::raise(app),
        QUIT if app.state::<Opened>().shell().is_kiosk() => window::raise(app),
        QUIT => app.exit(0),
        _ => {}
    }
}

/// The mark and what its menu says.
struct Lines {
    mark: TrayIcon,
    state: MenuItem<tauri::Wry>,
    open: MenuItem<tauri::Wry>,
    quit: MenuItem<tauri::Wry>,
}

impl Lines {
    /// What can be done.
    fn name(&self, language: Language) -> Result<()> {
        self.open
            .set_text(language.pick("Kamm öffnen", "Open Kamm"))?;
        self.quit
            .set_text(language.pick("Kamm beenden", "Quit Kamm"))
    }

    /// How it stands.
    fn tell(&self, words: &str) -> Result<()> {
        self.state.set_text(words)?;
        self.mark.set_tooltip(Some(format!("Kamm – {words}")))
    }
}

/// Brings the words up to date for as long as the mark is there.
async fn keep_true(app: AppHandle, lines: Lines, mut language: watch::Receiver<Language>) {
    let mut said = String::new();
    while is_shown(&app) {
        let spoken = *language.borrow_and_update();
        // A mark that was taken away meanwhile needs no words.
        let _ = lines.name(spoken);
        let opened = app.state::<Opened>();
        if let Ok(reception) = opened.reception()
            && let Ok(status) = reception.engine.status().await
        {
            let words = words(&status, spoken);
            if words != said {
                let _ = lines.tell(&words);
                said = words;
            }
        }
        // Another language is heard at once. Whoever speaks lives as long as the program.
        let _ = tokio::time::timeout(GLANCE, language.changed()).await;
    }
}

/// How it stands, in a few words; what needs a person comes first.
fn words(status: &SyncStatus, language: Language) -> String {
    let waiting = status.waiting + status.sending + status.uncertain;
    let (german, english) = match status.connection {
        _ if status.review > 0 => (
            format!("{} in der Prüfliste", status.review),
            format!("{} in the review list", status.review),
        ),
        ConnectionState::NotConnected => ("ohne Cal.com".to_owned(), "without Cal.com".to_owned()),
        ConnectionState::Credentials => (
            "Cal.com nimmt den Schlüssel nicht an".to_owned(),
            "Cal.com refuses the key".to_owned(),
        ),
        ConnectionState::Offline => (
            format!("offline, {waiting} nachzutragen"),
            format!("offline, {waiting} to be caught up"),
        ),
        ConnectionState::Troubled => (
            "Cal.com ist nicht zu lesen".to_owned(),
            "Cal.com cannot be read".to_owned(),
        ),
        ConnectionState::Online | ConnectionState::Limited if waiting > 0 => (
            format!("{waiting} zu übertragen"),
            format!("{waiting} to be sent"),
        ),
        ConnectionState::Online | ConnectionState::Limited => {
            ("alles übertragen".to_owned(), "everything sent".to_owned())
        }
    };
    language.pick(&german, &english).to_owned()
}
