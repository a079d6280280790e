//! What happened to an appointment, in order. Entries are only added.

use jiff::Timestamp;
use salon::AppointmentId;
use serde_json::Value;

use crate::{
    Read, StoreError, Tx,
    appointments::Origin,
    row::{At, Row, at, words},
};

words! {
    /// Something that can happen to an appointment.
    pub enum Action {
        /// It was made.
        Booked = "booked",
        /// It got another time or stylist.
        Moved = "moved",
        /// It was brought to today's shape of its service.
        Adjusted = "adjusted",
        /// It was called off.
        Cancelled = "cancelled",
        /// It was called off, and then not after all.
        Reinstated = "reinstated",
        /// The customer did not come.
        NoShow = "no_show",
        /// A person kept a segment out of Cal.com.
        KeptLocal = "kept_local",
        /// A person had it sent again.
        Retried = "retried",
        /// It was changed on both sides at once, and this change did not stand. The origin is whose it was.
        Overruled = "overruled",
        /// One of its segments was called off in Cal.com; the others stand.
        SegmentCancelled = "segment_cancelled",
    }
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq)]
pub struct HistoryEntry {
    /// Row.
    pub id: i64,
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub origin: Origin,
    /// What.
    pub action: Action,
    /// Facts for the sentence on the screen: an object, depending on the action.
    pub detail: Value,
}

/// Everything that happened to an appointment, the first first.
///
/// # Errors
/// The book cannot be read.
pub fn of_appointment(read: &Read<'_>, id: AppointmentId) -> Result<Vec<HistoryEntry>, StoreError> {
    read.all(
        "SELECT * FROM history WHERE appointment_id = ?1 ORDER BY id",
        [id.0],
        decode,
    )
}

/// When somebody here last said when it takes place and with whom; `None` if it is as Cal.com has it.
///
/// # Errors
/// The book cannot be read.
pub fn last_placed_here(
    read: &Read<'_>,
    id: AppointmentId,
) -> Result<Option<Timestamp>, StoreError> {
    let last = read.one(
        "SELECT max(at) FROM history WHERE appointment_id = ?1 AND origin <> 'calcom'
            AND action IN ('booked', 'moved', 'adjusted', 'reinstated')",
        [id.0],
        |row| row.get::<_, Option<At>>(0),
    )?;
    Ok(last.flatten().map(|at| at.0))
}

/// Whether somebody here said that the customer, noted as missing, came after all.
///
/// # Errors
/// The book cannot be read.
pub fn came_after_all(read: &Read<'_>, id: AppointmentId) -> Result<bool, StoreError> {
    let said = read.one(
        "SELECT EXISTS (SELECT 1 FROM history WHERE appointment_id = ?1 AND action = 'reinstated' AND detail ->> 'no_show')",
        [id.0],
        |row| row.get(0),
    )?;
    Ok(said.unwrap_or_default())
}

/// Notes that something happened.
///
/// # Errors
/// `Constraint` if there is no such appointment.
pub fn add(
    tx: &Tx<'_>,
    appointment: AppointmentId,
    origin: Origin,
    action: Action,
    detail: &Value,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.insert(
        "INSERT INTO history (appointment_id, at, origin, action, detail) VALUES (?1, ?2, ?3, ?4, ?5)",
        (appointment.0, At(now), origin, action, detail.to_string()),
    )?;
    Ok(())
}

fn decode(row: &Row<'_>) -> rusqlite::Result<HistoryEntry> {
    let detail: String = row.get("detail")?;
    Ok(HistoryEntry {
        id: row.get("id")?,
        at: at(row, "at")?,
        origin: row.get("origin")?,
        action: row.get("action")?,
        // The schema lets nothing but JSON in.
        detail: serde_json::from_str(&detail).unwrap_or_default(),
    })
}
