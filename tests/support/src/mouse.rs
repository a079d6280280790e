//! The mouse of the desktop, moved as a hand moves it: everything on the way hears of it.

use std::error::Error;

use x11rb::connection::Connection as _;
use x11rb::protocol::xproto::{BUTTON_PRESS_EVENT, MOTION_NOTIFY_EVENT, Window};
use x11rb::protocol::xtest::ConnectionExt as _;
use x11rb::rust_connection::RustConnection;

use crate::Failure;

/// The left one.
const BUTTON: u8 = 1;
/// Of a motion: to a place, not by a distance.
const ABSOLUTE: u8 = 0;

/// A hand on it.
pub struct Mouse {
    screen: RustConnection,
    root: Window,
}

impl Mouse {
    pub(crate) fn of(display: &str) -> Result<Self, Failure> {
        held(display).map_err(|error| immovable(&*error))
    }

    /// To a place on the screen, in pixels from its upper left corner.
    ///
    /// # Errors
    /// `Odd` if the screen has gone away.
    pub fn move_to(&self, x: i16, y: i16) -> Result<(), Failure> {
        self.make(MOTION_NOTIFY_EVENT, ABSOLUTE, (x, y))
    }

    /// Presses the left button.
    ///
    /// # Errors
    /// As for [`Mouse::move_to`].
    pub fn press(&self) -> Result<(), Failure> {
        self.make(BUTTON_PRESS_EVENT, BUTTON, (0, 0))
    }

    fn make(&self, event: u8, detail: u8, (x, y): (i16, i16)) -> Result<(), Failure> {
        let now = x11rb::CURRENT_TIME;
        let made = self
            .screen
            .xtest_fake_input(event, detail, now, self.root, x, y, 0)
            .and_then(|_| self.screen.flush());
        made.map_err(|error| immovable(&error))
    }
}

fn held(display: &str) -> Result<Mouse, Box<dyn Error>> {
    let (screen, at) = RustConnection::connect(Some(display))?;
    let root = screen.setup().roots.get(at).ok_or("no screen")?.root;
    Ok(Mouse { screen, root })
}

fn immovable(error: &dyn Error) -> Failure {
    Failure::Odd(format!("the mouse cannot be moved: {error}"))
}
