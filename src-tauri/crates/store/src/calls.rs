//! Calls with the phone agent: what its events told, and what each call did to the book.
//!
//! Invariants: a call is known by the agent's name for it, so an event that comes twice is written once; what an earlier event
//! told is not lost by a later one that does not know it.

use jiff::Timestamp;
use rusqlite::params;
use salon::{AppointmentId, CustomerId};

use crate::{
    Read, StoreError, Topic, Tx,
    customers::{Search, named_or_phoned},
    row::{At, Row, at, maybe_at, words},
};

words! {
    /// Who called whom.
    pub enum Direction {
        /// Somebody called the salon.
        Inbound = "inbound",
        /// The agent called somebody.
        Outbound = "outbound",
    }
}

words! {
    /// How a call went, as the agent tells it.
    pub enum Outcome {
        /// Not told yet.
        Open = "open",
        /// What was wanted was done.
        Successful = "successful",
        /// It was not.
        Unsuccessful = "unsuccessful",
        /// Nobody was there but a machine.
        Voicemail = "voicemail",
        /// It broke off.
        Failed = "failed",
    }
}

words! {
    /// What a call did to an appointment.
    pub enum Deed {
        /// Made it.
        Booked = "booked",
        /// Gave it another time.
        Moved = "moved",
        /// Called it off.
        Cancelled = "cancelled",
    }
}

/// A call.
#[derive(Clone, PartialEq, Eq)]
pub struct Call {
    /// Row.
    pub id: i64,
    /// The agent's name for it.
    pub remote_id: String,
    /// Who called whom.
    pub direction: Direction,
    /// The other side, E.164, if it is known.
    pub phone: Option<String>,
    /// Whose number that is, as far as somebody has said so.
    pub customer: Option<CustomerId>,
    /// When it began.
    pub started_at: Timestamp,
    /// When it ended, unless it goes on.
    pub ended_at: Option<Timestamp>,
    /// How it went.
    pub outcome: Outcome,
    /// In the agent's words; may be empty.
    pub summary: String,
}

/// What an event tells of a call. What it does not know stays as it was.
#[derive(Clone)]
pub struct Told {
    /// The agent's name for it.
    pub remote_id: String,
    /// Who called whom.
    pub direction: Direction,
    /// The other side, E.164.
    pub phone: Option<String>,
    /// Who that is.
    pub customer: Option<CustomerId>,
    /// When it began.
    pub started_at: Timestamp,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
    /// How it went.
    pub outcome: Option<Outcome>,
    /// In the agent's words.
    pub summary: Option<String>,
}

/// Writes down what an event told, and answers the call's row.
///
/// # Errors
/// `Constraint` if it ended before it began; the book cannot be written.
pub fn tell(tx: &Tx<'_>, told: &Told, now: Timestamp) -> Result<i64, StoreError> {
    let id = tx.one(
        "INSERT INTO calls (remote_id, direction, phone, customer_id, started_at, ended_at, outcome, summary)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, coalesce(?7, 'open'), coalesce(?8, ''))
         ON CONFLICT (remote_id) DO UPDATE SET
             phone = coalesce(excluded.phone, phone),
             customer_id = coalesce(excluded.customer_id, customer_id),
             ended_at = coalesce(excluded.ended_at, ended_at),
             outcome = coalesce(?7, outcome),
             summary = coalesce(?8, summary)
         RETURNING id",
        params![
            told.remote_id,
            told.direction,
            told.phone,
            told.customer.map(|customer| customer.0),
            At(told.started_at),
            told.ended_at.map(At),
            told.outcome,
            told.summary,
        ],
        |row| row.get(0),
    )?;
    let id = id.ok_or(StoreError::Missing("calls"))?;
    tx.changed(Topic::Calls, Some(id), now)?;
    Ok(id)
}

/// Notes what a call did to an appointment; once for each deed.
///
/// # Errors
/// `Constraint` if there is no such call or appointment; the book cannot be written.
pub fn link(
    tx: &Tx<'_>,
    call: i64,
    appointment: AppointmentId,
    deed: Deed,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.run(
        "INSERT INTO call_appointments (call_id, appointment_id, deed, at) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT DO NOTHING",
        params![call, appointment.0, deed, At(now)],
    )?;
    tx.changed(Topic::Calls, Some(call), now)
}

/// The latest calls before this one, or the latest of all.
///
/// # Errors
/// The book cannot be read.
pub fn latest(read: &Read<'_>, before: Option<i64>, limit: u32) -> Result<Vec<Call>, StoreError> {
    read.all(
        "SELECT * FROM calls
         WHERE ?1 IS NULL OR (started_at, id) < (SELECT started_at, id FROM calls WHERE id = ?1)
         ORDER BY started_at DESC, id DESC LIMIT ?2",
        (before, limit),
        decode,
    )
}

/// At most `limit` calls, the latest first, from whom was meant, about an appointment of theirs, or with such a number.
///
/// # Errors
/// The book cannot be read.
pub fn search(read: &Read<'_>, search: Search<'_>, limit: u32) -> Result<Vec<Call>, StoreError> {
    read.all(
        concat!(
            "WITH meant AS (SELECT id FROM customers WHERE ",
            named_or_phoned!("?1", "?2"),
            ") SELECT * FROM calls
             WHERE customer_id IN meant OR (length(?2) >= 3 AND instr(phone, ?2) > 0) OR id IN (
                SELECT call_id FROM call_appointments c JOIN appointments a ON a.id = c.appointment_id
                WHERE a.customer_id IN meant)
             ORDER BY started_at DESC, id DESC LIMIT ?3"
        ),
        (search.words(), search.number(), limit),
        decode,
    )
}

/// All of somebody's calls, the first first.
///
/// # Errors
/// The book cannot be read.
pub fn of_customer(read: &Read<'_>, customer: CustomerId) -> Result<Vec<Call>, StoreError> {
    read.all(
        "SELECT * FROM calls WHERE customer_id = ?1 ORDER BY started_at, id",
        [customer.0],
        decode,
    )
}

/// How many there are.
///
/// # Errors
/// The book cannot be read.
pub fn count(read: &Read<'_>) -> Result<u32, StoreError> {
    let count = read.one("SELECT count(*) FROM calls", (), |row| row.get(0))?;
    Ok(count.unwrap_or_default())
}

/// What a call did, in the order in which it did it.
///
/// # Errors
/// The book cannot be read.
pub fn deeds(read: &Read<'_>, call: i64) -> Result<Vec<(AppointmentId, Deed)>, StoreError> {
    read.all(
        "SELECT appointment_id, deed FROM call_appointments WHERE call_id = ?1 ORDER BY at, appointment_id",
        [call],
        |row| Ok((AppointmentId(row.get("appointment_id")?), row.get("deed")?)),
    )
}

fn decode(row: &Row<'_>) -> rusqlite::Result<Call> {
    Ok(Call {
        id: row.get("id")?,
        remote_id: row.get("remote_id")?,
        direction: row.get("direction")?,
        phone: row.get("phone")?,
        customer: row.get::<_, Option<i64>>("customer_id")?.map(CustomerId),
        started_at: at(row, "started_at")?,
        ended_at: maybe_at(row, "ended_at")?,
        outcome: row.get("outcome")?,
        summary: row.get("summary")?,
    })
}

// A stray `{:?}` must not put a number or what was said into a log.
impl std::fmt::Debug for Call {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Call({})", self.id)
    }
}
