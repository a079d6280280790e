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
        if machine.kiosk && !self.desk.pin(now)?.set {
            return Err(Problem::new(
                "pin_not_set",
                "a kiosk without a PIN would be left by anybody",
            ));
        }
        Ok(self.store.write(|tx| {
            settings::set(tx, &MACHINE, &machine)?;
            tx.changed(Topic::Settings, None, now)
        })?)
    }
}
