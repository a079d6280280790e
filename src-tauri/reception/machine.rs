//! How Kamm behaves on this machine: decided in the book, because every desk has its own.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use store::{
    Topic,
    settings::{self, Setting},
};

use super::Book;
use crate::problem::Problem;

/// A machine that was never asked is an ordinary desktop.
const MACHINE: Setting<Machine> = Setting::new("machine");

/// What was decided for this machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Machine {
    /// The window fills the screen and is left with the owner's PIN only.
    pub kiosk: bool,
    /// A mark beside the clock shows how it stands with Cal.com, and closing the window leaves Kamm at work.
    pub tray: bool,
}

impl Book {
    /// As decided. Blocks.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn machine(&self) -> Result<Machine, Problem> {
        let found = self.store.read(|read| settings::find(read, &MACHINE))?;
        Ok(found.unwrap_or_default())
    }

    /// Decides. Blocks.
    ///
    /// # Errors
    /// `pin_not_set` for a kiosk that anybody could leave; the book cannot be written.
    pub fn set_machine(&self, machine: Machine, now: Timestamp) -> Result<(), Problem> {
        if machine.kiosk {
            self.may_be_kiosk(now)?;
        }
        Ok(self.store.write(|tx| {
            settings::set(tx, &MACHINE, &machine)?;
            tx.changed(Topic::Settings, None, now)
        })?)
    }

    /// Whether the window may be a kiosk. Blocks.
    ///
    /// # Errors
    /// `pin_not_set` if anybody could leave it; the book cannot be read.
    pub fn may_be_kiosk(&self, now: Timestamp) -> Result<(), Problem> {
        match self.desk.pin(now)?.set {
            true => Ok(()),
            false => Err(open_kiosk()),
        }
    }

    /// Sets the owner's PIN, another one, or none. Blocks.
    ///
    /// # Errors
    /// `pin_not_set` if a kiosk is left without; those of [`desk::Desk::set_pin`].
    pub fn set_pin(&self, current: &str, new: Option<&str>, now: Timestamp) -> Result<(), Problem> {
        if new.is_none() && self.machine()?.kiosk {
            return Err(open_kiosk());
        }
        Ok(self.desk.set_pin(current, new, now)?)
    }
}

fn open_kiosk() -> Problem {
    Problem::new(
        "pin_not_set",
        "a kiosk without a PIN would be left by anybody",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reception::Place;

    #[test]
    fn a_kiosk_has_a_pin_and_keeps_it() {
        let home = tempfile::tempdir().unwrap();
        let place = Place::new(Some(home.path()), "salon".parse().unwrap()).unwrap();
        let book = Book::own(place).unwrap();
        let now = Timestamp::now();
        let kiosk = |kiosk| book.set_machine(Machine { kiosk, tray: false }, now);
        let code = |outcome: Result<(), Problem>| outcome.unwrap_err().code;

        assert_eq!(code(kiosk(true)), "pin_not_set");
        book.set_pin("", Some("2718"), now).unwrap();
        kiosk(true).unwrap();
        assert_eq!(code(book.set_pin("2718", None, now)), "pin_not_set");
        book.set_pin("2718", Some("3141"), now).unwrap();
        kiosk(false).unwrap();
        book.set_pin("3141", None, now).unwrap();
    }
}
