//! Files of other programs, read into the book: customers, appointments, a stylist's calendar.
//!
//! What a line means is [`import`]'s; what stands against it is asked of the same rules as any booking. Each line is a transaction of its
//! own, so that whoever stands at the desk never waits for a file, and a line that does not fit costs no other. Lines are known again
//! by a key, whatever became of them since: a file that is read twice makes nothing twice, and one that broke off is read again.
//!
//! A rehearsal writes nothing and needs no right to write: what earlier lines would have taken is held beside the book.

mod appointments;
mod calendar;
mod customers;
mod earlier;
mod line;
mod meant;
mod person;
mod report;

use jiff::Timestamp;
use uuid::Uuid;

use crate::{Caller, Desk};

pub use report::{ImportFault, ImportReport};

/// How a file is read in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FileHow {
    /// Only say what would come of it.
    pub rehearse: bool,
    /// Also what lies outside of working hours, or whose customer sits elsewhere then. What is taken stays refused.
    pub despite_warnings: bool,
}

/// Hears how many lines of how many are done, and says whether to go on.
pub type Heard<'a> = &'a dyn Fn(usize, usize) -> bool;

/// Lines between two words about how far it is.
const STEP: usize = 25;

/// Names of lines are made within this one.
const LINES: Uuid = Uuid::from_u128(0x6b61_6d6d_0000_5000_8000_696d_706f_7274);

/// A name that says nothing about what it was made of.
fn key(parts: &[&str]) -> Uuid {
    Uuid::new_v5(&LINES, parts.join("\0").as_bytes())
}

fn go_on(heard: Heard<'_>, done: usize, all: usize) -> bool {
    if !done.is_multiple_of(STEP) && done != all {
        return true;
    }
    heard(done, all)
}

impl Desk {
    /// What a file makes is the program's doing, and waits behind what people do.
    fn for_files(&self) -> Self {
        self.clone().asked_by(Caller::File)
    }
}

/// The moment from which a file's appointments are still to come.
fn is_over(start: Timestamp, now: Timestamp) -> bool {
    start <= now
}
