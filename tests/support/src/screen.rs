//! What a window manager would do on the desktop, which has none.

use std::error::Error;

use x11rb::connection::Connection as _;
use x11rb::protocol::xproto::{
    Atom, AtomEnum, ClientMessageEvent, ConnectionExt as _, EventMask, Window,
};
use x11rb::rust_connection::RustConnection;

use crate::Failure;

/// Asks the window with this title to close, as a click on its cross does.
pub(crate) fn close(display: &str, title: &str) -> Result<(), Failure> {
    match asked(display, title) {
        Ok(true) => Ok(()),
        Ok(false) => Err(Failure::Odd(format!("no window “{title}” to close"))),
        Err(error) => Err(Failure::Odd(format!("the screen does not answer: {error}"))),
    }
}

/// Whether there was one to ask.
fn asked(display: &str, title: &str) -> Result<bool, Box<dyn Error>> {
    let (screen, at) = RustConnection::connect(Some(display))?;
    let root = screen.setup().roots.get(at).ok_or("no screen")?.root;
    let atom = |name: &str| -> Result<Atom, Box<dyn Error>> {
        Ok(screen.intern_atom(false, name.as_bytes())?.reply()?.atom)
    };
    let (protocols, delete) = (atom("WM_PROTOCOLS")?, atom("WM_DELETE_WINDOW")?);
    for window in screen.query_tree(root)?.reply()?.children {
        if name(&screen, window)? != title {
            continue;
        }
        let data = [delete, x11rb::CURRENT_TIME, 0, 0, 0];
        let message = ClientMessageEvent::new(32, window, protocols, data);
        screen.send_event(false, window, EventMask::NO_EVENT, message)?;
        screen.flush()?;
        // Asking something back makes sure that it has arrived before the connection goes.
        screen.get_input_focus()?.reply()?;
        return Ok(true);
    }
    Ok(false)
}

fn name(screen: &RustConnection, window: Window) -> Result<String, Box<dyn Error>> {
    let asked = screen.get_property(false, window, AtomEnum::WM_NAME, AtomEnum::ANY, 0, 64)?;
    Ok(String::from_utf8_lossy(&asked.reply()?.value).into_owned())
}
