//! The mark beside the clock: how Kamm stands with Cal.com, open, quit.
//!
//! Only where the system has the library for it: building one without it ends the program.

use std::{path::Path, time::Duration};

use sync::view::{ConnectionState, SyncStatus};
use tauri::{
    AppHandle, Manager, Result,
    image::Image,
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
    fn tell(&self, words: &str, icon: Option<Image<'_>>) -> Result<()> {
        self.state.set_text(words)?;
        self.mark.set_icon(icon)?;
        // Not every desktop shows one.
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
                let icon = app.default_window_icon();
                let icon = icon.map(|icon| dotted(icon, need(&status)));
                let _ = lines.tell(&words, icon);
                said = words;
            }
        }
        // Another language is heard at once. Whoever speaks lives as long as the program.
        let _ = tokio::time::timeout(GLANCE, language.changed()).await;
    }
}

/// Who has to do something about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Need {
    Nobody,
    /// It will be all right again by itself.
    Patience,
    Person,
}

fn need(status: &SyncStatus) -> Need {
    match status.connection {
        _ if status.review > 0 || !status.keys_refused.is_empty() => Need::Person,
        ConnectionState::Credentials => Need::Person,
        ConnectionState::Offline | ConnectionState::Troubled => Need::Patience,
        ConnectionState::NotConnected | ConnectionState::Online | ConnectionState::Limited => {
            Need::Nobody
        }
    }
}

/// The program's icon, with a dot at its foot if somebody should look: amber for patience, red for a person.
fn dotted(icon: &Image<'_>, need: Need) -> Image<'static> {
    let colour = match need {
        Need::Nobody => None,
        Need::Patience => Some([0xd9, 0x8e, 0x04, 0xff]),
        Need::Person => Some([0xc6, 0x28, 0x28, 0xff]),
    };
    let (width, height) = (icon.width(), icon.height());
    let radius = width / 4;
    let (x, y) = (width - radius, height - radius);
    let mut rgba = icon.rgba().to_vec();
    let places = (0..height).flat_map(|row| (0..width).map(move |column| (column, row)));
    for ((column, row), pixel) in places.zip(rgba.chunks_exact_mut(4)) {
        let inside = column.abs_diff(x).pow(2) + row.abs_diff(y).pow(2) < radius.pow(2);
        if let Some(colour) = colour.filter(|_| inside) {
            pixel.copy_from_slice(&colour);
        }
    }
    Image::new_owned(rgba, width, height)
}

/// How it stands, in a few words, and what needs a person.
fn words(status: &SyncStatus, language: Language) -> String {
    let review = status.review;
    let review = (review > 0).then(|| {
        language
            .pick(
                &format!("{review} in der Prüfliste"),
                &format!("{review} in the review list"),
            )
            .to_owned()
    });
    let whose = status.keys_refused.join(", ");
    let refused = (!whose.is_empty()).then(|| {
        language
            .pick(
                &format!("Cal.com nimmt den Schlüssel von {whose} nicht an"),
                &format!("Cal.com refuses the key of {whose}"),
            )
            .to_owned()
    });
    let said = connection(status, language).into_iter();
    let said: Vec<String> = said.chain(refused).chain(review).collect();
    match said.is_empty() {
        true => language
            .pick("alles übertragen", "everything sent")
            .to_owned(),
        false => said.join(" · "),
    }
}

/// What is not as it should be, or not yet.
fn connection(status: &SyncStatus, language: Language) -> Option<String> {
    let waiting = status.waiting + status.sending + status.uncertain;
    let (german, english) = match status.connection {
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
        ConnectionState::Online | ConnectionState::Limited => return None,
    };
    Some(language.pick(&german, &english).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn status(connection: ConnectionState, waiting: u32, review: u32) -> SyncStatus {
        SyncStatus {
            connection,
            waiting,
            review,
            since: None,
            reason: None,
            until: None,
            sending: 0,
            uncertain: 0,
            last_contact: None,
            keys_refused: Vec::new(),
        }
    }

    #[test]
    fn a_full_review_list_hides_nothing_of_the_line() {
        let said = |status: &SyncStatus| (words(status, Language::German), need(status));
        let calm = status(ConnectionState::Online, 0, 0);
        assert_eq!(said(&calm), ("alles übertragen".to_owned(), Need::Nobody));
        let offline = status(ConnectionState::Offline, 2, 0);
        assert_eq!(
            said(&offline),
            ("offline, 2 nachzutragen".to_owned(), Need::Patience)
        );
        let both = status(ConnectionState::Offline, 2, 3);
        let words = "offline, 2 nachzutragen · 3 in der Prüfliste".to_owned();
        assert_eq!(said(&both), (words, Need::Person));
        let refused = SyncStatus {
            keys_refused: vec!["Anna".to_owned(), "Ben".to_owned()],
            ..calm
        };
        let words = "Cal.com nimmt den Schlüssel von Anna, Ben nicht an".to_owned();
        assert_eq!(said(&refused), (words, Need::Person));
    }

    #[test]
    fn the_dot_is_at_the_foot_of_the_icon_and_only_where_somebody_should_look() {
        let icon = Image::new_owned(vec![0; 32 * 32 * 4], 32, 32);
        let drawn = |need| {
            let dotted = dotted(&icon, need);
            let pixels = dotted.rgba().chunks_exact(4);
            let places = pixels.enumerate().filter(|(_, pixel)| pixel[3] != 0);
            places.map(|(at, _)| (at % 32, at / 32)).collect::<Vec<_>>()
        };
        assert_eq!(drawn(Need::Nobody), []);
        let dot = drawn(Need::Person);
        assert!(dot.len() > 150 && dot.iter().all(|(x, y)| *x > 15 && *y > 15));
        assert_eq!(dot, drawn(Need::Patience));
    }
}
