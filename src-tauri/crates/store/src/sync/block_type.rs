//! Staff → the event type whose bookings hold time that must not be sold.

use jiff::Timestamp;
use salon::StaffId;

use crate::{
    Read, StoreError, Topic, Tx,
    row::{At, Minutes, Row, at},
};

/// Somebody's block event type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlockType {
    /// Whose time it takes.
    pub staff: StaffId,
    /// Number in Cal.com.
    pub event_type_id: i64,
    /// Its name in addresses.
    pub slug: String,
    /// Its usual length.
    pub minutes: u16,
    /// All lengths that a booking on it may ask for.
    pub lengths: Vec<u16>,
    /// When this was last seen to be so.
    pub resolved_at: Timestamp,
}

/// Writes one down, in the place of the one that was there.
///
/// # Errors
/// The book cannot be written; a constraint if it is somebody else's already.
pub fn put(tx: &Tx<'_>, known: &BlockType, now: Timestamp) -> Result<(), StoreError> {
    tx.run(
        "INSERT INTO block_types (staff_id, event_type_id, slug, minutes, lengths, resolved_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (staff_id) DO UPDATE SET event_type_id = excluded.event_type_id, slug = excluded.slug,
            minutes = excluded.minutes, lengths = excluded.lengths, resolved_at = excluded.resolved_at",
        (
            known.staff.0,
            known.event_type_id,
            &known.slug,
            known.minutes,
            Minutes(known.lengths.clone()),
            At(known.resolved_at),
        ),
    )?;
    tx.changed(Topic::Services, None, now)
}

/// Forgets a block event type that is gone.
///
/// # Errors
/// The book cannot be written.
pub fn remove(tx: &Tx<'_>, event_type: i64, now: Timestamp) -> Result<(), StoreError> {
    let rows = tx.run(
        "DELETE FROM block_types WHERE event_type_id = ?1",
        [event_type],
    )?;
    match rows {
        0 => Ok(()),
        _ => tx.changed(Topic::Services, None, now),
    }
}

/// Those of people who left, and have nobody's time to hold any more.
///
/// # Errors
/// The book cannot be read.
pub fn of_those_who_left(read: &Read<'_>) -> Result<Vec<BlockType>, StoreError> {
    read.all(
        "SELECT b.* FROM block_types b JOIN staff s ON s.id = b.staff_id
         WHERE s.archived_at IS NOT NULL ORDER BY b.staff_id",
        (),
        decode,
    )
}

/// All of them, by staff member.
///
/// # Errors
/// The book cannot be read.
pub fn all(read: &Read<'_>) -> Result<Vec<BlockType>, StoreError> {
    read.all("SELECT * FROM block_types ORDER BY staff_id", (), decode)
}

/// Whose it is, if it is one.
///
/// # Errors
/// The book cannot be read.
pub fn of_event_type(read: &Read<'_>, event_type: i64) -> Result<Option<BlockType>, StoreError> {
    read.one(
        "SELECT * FROM block_types WHERE event_type_id = ?1",
        [event_type],
        decode,
    )
}

fn decode(row: &Row<'_>) -> rusqlite::Result<BlockType> {
    Ok(BlockType {
        staff: StaffId(row.get("staff_id")?),
        event_type_id: row.get("event_type_id")?,
        slug: row.get("slug")?,
        minutes: row.get("minutes")?,
        lengths: row.get::<_, Minutes>("lengths")?.0,
        resolved_at: at(row, "resolved_at")?,
    })
}
