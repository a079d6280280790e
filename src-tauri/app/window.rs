//! The one window: how it comes up, what closing it means, and the kiosk.
//!
//! Invariant: a kiosk's window is closed by the owner (who has entered the PIN) or by the system, never by whoever stands before it.

use std::sync::atomic::{AtomicBool, Ordering};

use tauri::{
    AppHandle, Emitter, Manager, Result, WebviewUrl, WebviewWindow, WebviewWindowBuilder, Window,
    WindowEvent,
};
use tokio::sync::watch;

use super::{painting, tray};
use crate::cli::Language;

/// Label of the one window.
pub(super) const WINDOW: &str = "desk";

/// Name of the event that tells the window it must not be closed.
const KEPT_OPEN: &str = "kept-open";

/// What closing the window means at the moment, and the language in which it is spoken of.
#[derive(Debug)]
pub(super) struct Shell {
    kiosk: AtomicBool,
    language: watch::Sender<Language>,
}

impl Shell {
    /// As the program is started.
    pub(super) fn new(kiosk: bool) -> Self {
        Self {
            kiosk: AtomicBool::new(kiosk),
            // Until the window has said what its people read.
            language: watch::Sender::new(Language::of_terminal()),
        }
    }

    /// The language of what is outside the window, as it is chosen inside.
    pub(super) fn language(&self) -> watch::Receiver<Language> {
        self.language.subscribe()
    }

    /// From now on.
    pub(super) fn speak(&self, language: Language) {
        self.language.send_replace(language);
    }

    /// Whether there is no way out without the PIN.
    pub(super) fn is_kiosk(&self) -> bool {
        self.kiosk.load(Ordering::Relaxed)
    }
}

/// Opens it.
pub(super) fn open(app: &AppHandle, shell: &Shell) -> Result<()> {
    let page = painting::Page::default();
    let beginning = page.clone();
    let window = WebviewWindowBuilder::new(app, WINDOW, WebviewUrl::default())
        .title("Kamm")
        .inner_size(1440.0, 900.0)
        .min_inner_size(1024.0, 700.0)
        .initialization_script(include_str!("ahead.js"))
        .on_page_load(move |_, _| beginning.begins())
        .build()?;
    page.awaited_by(&window)?;
    if shell.is_kiosk() {
        fill_screen(&window, true)?;
    }
    Ok(())
}

/// Shows it to whoever starts Kamm a second time, or asks for it in the tray.
pub(super) fn raise(app: &AppHandle) {
    if let Some(window) = app.get_webview_window(WINDOW) {
        // The window is there already; if it cannot be raised it can still be clicked.
        let _ = window.show();
        let _ = window.unminimize();
        let _ = window.set_focus();
    }
}

/// Into the kiosk or out of it, at once.
pub(super) fn set_kiosk(app: &AppHandle, shell: &Shell, kiosk: bool) {
    let before = shell.kiosk.swap(kiosk, Ordering::Relaxed);
    let window = app.get_webview_window(WINDOW).filter(|_| before != kiosk);
    if let Some(Err(error)) = window.map(|window| fill_screen(&window, kiosk)) {
        tracing::warn!(%error, kiosk, "the window does not fill the screen as it should");
    }
}

fn fill_screen(window: &WebviewWindow, fill: bool) -> Result<()> {
    window.set_decorations(!fill)?;
    // Without a window manager, as on many kiosks, nobody else makes it as large as the screen.
    if let Some(monitor) = window.current_monitor()?.filter(|_| fill) {
        window.set_position(*monitor.position())?;
        window.set_size(*monitor.size())?;
    }
    window.set_fullscreen(fill)
}

/// Closing: refused in a kiosk; with a mark in the tray the window only goes out of sight.
pub(super) fn on_event(window: &Window, event: &WindowEvent) {
    let WindowEvent::CloseRequested { api, .. } = event else {
        return;
    };
    let app = window.app_handle();
    let kiosk = app.state::<super::opening::Opened>().shell().is_kiosk();
    if kiosk {
        api.prevent_close();
        // The window says how to get out; one that does not listen yet is still kept open.
        let _ = window.emit(KEPT_OPEN, ());
    } else if tray::is_shown(app) && window.hide().is_ok() {
        api.prevent_close();
    }
}
