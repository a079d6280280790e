//! `kamm pin`: for whoever forgot the owner's PIN. The terminal is not guarded by it: the machine's account is the guard there,
//! and whoever has that can read the book anyway.

use jiff::Timestamp;

use super::{Terminal, answer::Answer};
use crate::problem::Problem;

/// Says whether there is a PIN; takes it away if asked.
pub(super) fn pin(terminal: &Terminal, reset: bool, now: Timestamp) -> Result<Answer, Problem> {
    let book = match reset {
        true => terminal.own()?,
        false => terminal.read()?,
    };
    if reset {
        book.desk.forget_pin(now)?;
    }
    let pin = book.desk.pin(now)?;
    let text = match (reset, pin.set) {
        (true, _) => (
            "Die PIN ist weg. Eine neue wird unter Einrichtung gesetzt.",
            "The PIN is gone. A new one is set in the settings.",
        ),
        (false, true) => (
            "Die Einrichtung ist mit einer PIN geschützt. Vergessen: Kamm beenden, dann kamm pin --reset.",
            "The settings are guarded by a PIN. Forgotten: close Kamm, then kamm pin --reset.",
        ),
        (false, false) => ("Es ist keine PIN gesetzt.", "No PIN is set."),
    };
    Answer::new(&pin, terminal.language.pick(text.0, text.1))
}
