//! Kamm on this machine: kiosk, tray, autostart, and the way out.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tauri::AppHandle;
use ts_rs::TS;

use super::{Answer, Here};
use crate::{
    app::{tray, window},
    cli::Language,
    reception::{Autostart, Machine, blocking},
};

/// How it is decided, and what is possible here.
#[derive(Debug, Serialize, TS)]
#[ts(export)]
pub(super) struct MachineView {
    /// The window fills the screen and is left with the owner's PIN only.
    pub kiosk: bool,
    /// It does so now, perhaps only because it was started like that.
    pub kiosk_now: bool,
    /// A mark beside the clock, and Kamm goes on when the window is closed.
    pub tray: bool,
    /// Whether this system can show one.
    pub tray_possible: bool,
    /// Kamm starts with the user's session.
    pub autostart: bool,
}

/// What is decided anew.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
#[ts(export)]
pub(super) struct MachineChoice {
    /// As in the view.
    pub kiosk: bool,
    /// As in the view.
    pub tray: bool,
    /// As in the view.
    pub autostart: bool,
}

#[tauri::command]
pub(super) async fn machine(here: Here<'_>) -> Answer<MachineView> {
    let book = here.reception()?.book.clone();
    let kiosk_now = here.shell().is_kiosk();
    blocking(move || {
        let Machine { kiosk, tray } = book.machine()?;
        Ok(MachineView {
            kiosk,
            kiosk_now,
            tray,
            tray_possible: tray::possible(),
            autostart: Autostart::of(&book.place).is_ok_and(|autostart| autostart.on()),
        })
    })
    .await?
}

/// Decides, and does so at once.
#[tauri::command]
pub(super) async fn set_machine(
    app: AppHandle,
    here: Here<'_>,
    choice: MachineChoice,
) -> Answer<MachineView> {
    let book = here.owner()?.book.clone();
    let MachineChoice {
        kiosk,
        tray,
        autostart,
    } = choice;
    blocking(move || {
        book.set_machine(Machine { kiosk, tray }, Timestamp::now())?;
        let entry = Autostart::of(&book.place);
        match entry {
            Ok(entry) if entry.on() != autostart => entry.switch(autostart),
            Err(problem) if autostart => Err(problem),
            Ok(_) | Err(_) => Ok(()),
        }
    })
    .await??;
    window::set_kiosk(&app, here.shell(), kiosk);
    tray::set(&app, tray);
    machine(here).await
}

/// What the window's people read, for what is outside of it.
#[tauri::command]
pub(super) async fn speak(here: Here<'_>, language: Language) -> Answer<()> {
    here.shell().speak(language);
    Ok(())
}

/// Closes Kamm, also out of a kiosk.
#[tauri::command]
pub(super) async fn quit(app: AppHandle, here: Here<'_>) -> Answer<()> {
    here.owner()?;
    app.exit(0);
    Ok(())
}
