//! The book as the rules need it, read within one view or transaction.

mod around;
mod diary;
mod floor;
mod hours;

pub(crate) use around::around;
pub(crate) use diary::{GapOwners, diary};
pub(crate) use floor::Floor;
pub(crate) use hours::hours;

use jiff::Timestamp;
use salon::{AppointmentId, Span};

/// Which part of the book, and whose own entries are not in the way.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scope<'a> {
    pub(crate) window: Span,
    /// The appointments that are being moved.
    pub(crate) except: &'a [AppointmentId],
    /// The asking form's hold.
    pub(crate) hold: Option<&'a str>,
    pub(crate) now: Timestamp,
}
