//! The window.

mod commands;
mod events;
mod first_day;
mod opening;
mod owner;
mod painting;
mod stoppable;
mod tray;
mod window;

use tauri::{AppHandle, Manager, RunEvent};
use tauri_plugin_window_state::StateFlags;
use uuid::Uuid;

pub use events::{Changed, Progress};
pub use opening::Opening;

#[cfg(target_os = "linux")]
use crate::cli::KEY_VARIABLE;
use crate::{
    problem::Problem,
    reception::{self, Place},
};

/// Opens the window, as a kiosk if asked or decided, and stays until it is closed.
///
/// # Errors
/// `no_window` if the system cannot show one.
pub fn run(place: Place, opening: Opening, kiosk: bool) -> Result<(), Problem> {
    hide_key();
    painting::suit();
    // Beside the window's kit, which takes longer. A second Kamm waits for the book in vain, and ends when the kit finds the first.
    let opening = tauri::async_runtime::spawn(opening.open(kiosk));
    if let Err(problem) = screen() {
        if let Ok(opened) = tauri::async_runtime::block_on(opening) {
            tauri::async_runtime::block_on(opened.close());
        }
        return Err(problem);
    }
    let raise = |app: &AppHandle, _: Vec<String>, _: String| window::raise(app);
    let one_per_book = tauri_plugin_single_instance::Builder::new()
        .dbus_id(bus_name(&place))
        .callback(raise);
    let no_window = |error: tauri::Error| Problem::new("no_window", error.to_string());
    tauri::Builder::default()
        .plugin(one_per_book.build())
        .invoke_handler(commands::all())
        .on_window_event(window::on_event)
        .setup(move |app| {
            let opened = tauri::async_runtime::block_on(opening)?;
            if let Ok(reception) = opened.reception() {
                events::tell(app.handle(), &reception.book.store);
            }
            app.manage(opened);
            end_when_told(app.handle().clone());
            let opened = app.state::<opening::Opened>();
            if !opened.shell().is_kiosk() {
                app.handle().plugin(remembered_place(&place))?;
            }
            window::open(app.handle(), opened.shell())?;
            tray::set(app.handle(), opened.wants_tray());
            Ok(())
        })
        .build(tauri::generate_context!())
        .map_err(no_window)?
        // `run` would end the process here, with log lines not yet written and the demo's folder left behind.
        .run_return(|app, event| {
            if let RunEvent::Exit = event {
                // Whoever starts Kamm again from now on gets a window of their own, which waits for the book.
                tauri_plugin_single_instance::destroy(app);
                tauri::async_runtime::block_on(app.state::<opening::Opened>().close());
            }
        });
    Ok(())
}

/// What WebKit's processes do not get to see: they show what comes from elsewhere, and inherit everything else.
fn hide_key() {
    // Before anything else runs: a variable is taken away for the whole process.
    #[cfg(target_os = "linux")]
    gtk::glib::unsetenv(KEY_VARIABLE);
}

/// Whether there is a screen to open a window on. Tauri does not ask, it panics.
fn screen() -> Result<(), Problem> {
    #[cfg(target_os = "linux")]
    gtk::init().map_err(|error| Problem::new("no_window", error.to_string()))?;
    Ok(())
}

/// The end of the user's session, or whoever runs Kamm, closes the window as politely as a click does.
fn end_when_told(app: AppHandle) {
    tauri::async_runtime::spawn(async move {
        match reception::told_to_stop().await {
            Ok(()) => app.exit(0),
            Err(error) => tracing::warn!(code = error.code, "can be closed by hand only"),
        }
    });
}

/// The window comes up where it was and as large as it was; each book's by itself.
fn remembered_place(place: &Place) -> tauri::plugin::TauriPlugin<tauri::Wry> {
    tauri_plugin_window_state::Builder::new()
        .with_state_flags(StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED)
        .with_filename(format!("{}.json", bus_name(place)))
        .build()
}

/// A name on the session bus that two windows of one book share, and windows of two books do not; also where one of them is another version
/// of the program.
fn bus_name(place: &Place) -> String {
    let folder = place.folder();
    let folder = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    let book = Uuid::new_v5(&Uuid::NAMESPACE_URL, folder.as_os_str().as_encoded_bytes());
    format!("de.kamm.desk.book{}", book.simple())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn a_book_has_one_name_whoever_built_the_program() {
        let name = |folder: &str, salon: &str| {
            let place = Place::new(Some(Path::new(folder)), salon.parse().unwrap());
            bus_name(&place.unwrap())
        };
        assert_eq!(
            name("/srv/kamm", "salon"),
            "de.kamm.desk.book72600e91fa2b583483e21ef87cc47c63"
        );
        let here = std::env::current_dir().unwrap();
        assert_eq!(
            name("book", "salon"),
            name(&here.join("book").to_string_lossy(), "salon")
        );
        assert_ne!(name("/srv/kamm", "salon"), name("/srv/kamm", "other"));
        assert_ne!(name("/srv/kamm", "salon"), name("/home/kamm", "salon"));
    }
}
