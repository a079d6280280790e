//! Files of other programs, read as what the desk can write down: customers, appointments, time kept free.
//!
//! Pure: bytes and a mapping in, drafts and faults out, each with its line in the file. Nothing here knows the book, so nothing here
//! says whether a service exists or a time is free; that is the desk's. No fault carries on with a guess: a line is understood
//! altogether or named with what is wrong with it, so that somebody can put it right and read the file again.

mod appointments;
mod calendar;
mod customers;
mod fault;
mod field;
mod headings;
mod left;
mod look;
mod recurring;
mod table;
mod text;
mod when;
mod zones;

pub use appointments::{AppointmentDraft, Pieces, Start, appointments};
pub use calendar::{Calendar, Event, NotTaken, calendar};
pub use customers::{CustomerDraft, customers};
pub use fault::{Fault, FaultCode, FileError};
pub use field::{Field, Mapping, Sheet, complete, guess};
pub use left::with_reasons;
pub use look::{Column, Look, SampleRow, look, table};
pub use table::{Row, Separator, Table};
pub use text::{Encoding, decode};

/// Largest file, in bytes. A salon of twenty years has customers for a twentieth of it.
pub const LARGEST_FILE: usize = 8 * 1024 * 1024;
/// Most lines of a table.
pub const MOST_ROWS: usize = 50_000;
/// Most columns of a table.
pub const MOST_COLUMNS: usize = 1_000;
