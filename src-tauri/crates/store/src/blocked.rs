//! Time of a staff member that is not for sale: time off, a break, or a booking that only Cal.com knows.

use jiff::Timestamp;
use salon::{Span, StaffId, conflict::WhyBlocked};

use crate::{
    Read, StoreError, Tx,
    row::{At, Civil, Row, list, span, words},
};

words! {
    /// Why time is not for sale.
    pub enum BlockReason {
        /// Holiday, illness, school.
        TimeOff = "time_off",
        /// A rest.
        Break = "break",
        /// A booking in Cal.com that belongs to none of our appointments.
        Calcom = "calcom",
    }
}

impl From<BlockReason> for WhyBlocked {
    fn from(reason: BlockReason) -> Self {
        match reason {
            BlockReason::TimeOff => Self::TimeOff,
            BlockReason::Break => Self::Break,
            BlockReason::Calcom => Self::Calcom,
        }
    }
}

/// What is to be kept free.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewBlockedTime {
    /// Whose time.
    pub staff: StaffId,
    /// From, to.
    pub span: Span,
    /// Why.
    pub reason: BlockReason,
    /// What somebody wrote about it.
    pub note: String,
    /// The booking that takes it; given if and only if that is the reason.
    pub booking_uid: Option<String>,
}

/// Time not for sale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlockedTime {
    /// Row.
    pub id: i64,
    /// Whose time.
    pub staff: StaffId,
    /// From, to.
    pub span: Span,
    /// Why.
    pub reason: BlockReason,
    /// What somebody wrote about it.
    pub note: String,
    /// The booking that takes it, if that is the reason.
    pub booking_uid: Option<String>,
}

/// What touches `window`, by staff member and start.
///
/// # Errors
/// The book cannot be read.
pub fn during(
    read: &Read<'_>,
    staff: &[StaffId],
    window: Span,
) -> Result<Vec<BlockedTime>, StoreError> {
    read.all(
        "SELECT * FROM blocked_times
         WHERE staff_id IN (SELECT value FROM json_each(?1)) AND end_at > ?2 AND start_at < ?3
         ORDER BY staff_id, start_at, id",
        (
            list(staff.iter().map(|s| s.0)),
            At(window.start),
            At(window.end),
        ),
        decode,
    )
}

/// One of them.
///
/// # Errors
/// The book cannot be read.
pub fn find(read: &Read<'_>, id: i64) -> Result<Option<BlockedTime>, StoreError> {
    read.one("SELECT * FROM blocked_times WHERE id = ?1", [id], decode)
}

/// What a booking in Cal.com blocks.
///
/// # Errors
/// The book cannot be read.
pub fn find_by_booking(read: &Read<'_>, uid: &str) -> Result<Option<BlockedTime>, StoreError> {
    read.one(
        "SELECT * FROM blocked_times WHERE booking_uid = ?1",
        [uid],
        decode,
    )
}

/// What bookings block whose names begin with `prefix`.
///
/// # Errors
/// The book cannot be read.
pub fn named_like(read: &Read<'_>, prefix: &str) -> Result<Vec<BlockedTime>, StoreError> {
    read.all(
        "SELECT * FROM blocked_times
         WHERE booking_uid >= ?1 AND booking_uid < ?1 || char(1114111) ORDER BY booking_uid",
        [prefix],
        decode,
    )
}

/// Keeps time free.
///
/// # Errors
/// `Constraint` for an empty span, a reason without its booking or a booking that blocks already.
pub fn insert(tx: &Tx<'_>, new: &NewBlockedTime) -> Result<i64, StoreError> {
    tx.insert(
        "INSERT INTO blocked_times (staff_id, start_at, end_at, reason, note, booking_uid)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        (
            new.staff.0,
            At(new.span.start),
            At(new.span.end),
            new.reason,
            &new.note,
            &new.booking_uid,
        ),
    )
}

/// Notes when the booking that takes it was made, in Cal.com's words.
///
/// # Errors
/// `Missing`.
pub fn made_at(tx: &Tx<'_>, id: i64, at: Timestamp) -> Result<(), StoreError> {
    tx.run_one(
        "blocked_times",
        "UPDATE blocked_times SET made_at = ?2 WHERE id = ?1",
        (id, Civil(at)),
    )
}

/// Moves it, to somebody else's time if need be.
///
/// # Errors
/// `Constraint` for an empty span; `Missing`.
pub fn move_to(tx: &Tx<'_>, id: i64, staff: StaffId, span: Span) -> Result<(), StoreError> {
    tx.run_one(
        "blocked_times",
        "UPDATE blocked_times SET staff_id = ?2, start_at = ?3, end_at = ?4 WHERE id = ?1",
        (id, staff.0, At(span.start), At(span.end)),
    )
}

/// Sells it again.
///
/// # Errors
/// `Missing`.
pub fn remove(tx: &Tx<'_>, id: i64) -> Result<(), StoreError> {
    tx.run_one(
        "blocked_times",
        "DELETE FROM blocked_times WHERE id = ?1",
        [id],
    )
}

fn decode(row: &Row<'_>) -> rusqlite::Result<BlockedTime> {
    Ok(BlockedTime {
        id: row.get("id")?,
        staff: StaffId(row.get("staff_id")?),
        span: span(row)?,
        reason: row.get("reason")?,
        note: row.get("note")?,
        booking_uid: row.get("booking_uid")?,
    })
}
