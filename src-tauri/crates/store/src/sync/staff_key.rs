//! Individual accounts: what the book knows of each stylist's key. The keys are never here.
//!
//! Who a stylist is in Cal.com follows from whose key it is; so both are written together.

use jiff::Timestamp;
use salon::StaffId;

use super::{event_map, reading, whole};
use crate::{
    Read, StoreError, Topic, Tx,
    row::{At, Row, at, maybe_at},
    staff,
};

/// Which key a call goes out with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KeyOf {
    /// The salon's: the only one where there is a team.
    Salon,
    /// A stylist's own.
    Staff(StaffId),
}

/// A stylist's key, as far as the book knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffKey {
    /// Whose.
    pub staff: StaffId,
    /// Who they are in Cal.com.
    pub user_id: i64,
    /// What they are called there.
    pub user_name: String,
    /// Last four characters of the key.
    pub key_last_four: String,
    /// Since when.
    pub connected_at: Timestamp,
    /// Why Cal.com does not take it any more: stable name.
    pub refused: Option<String>,
    /// When it was last asked whether it does again.
    pub asked_at: Option<Timestamp>,
}

impl StaffKey {
    /// Whether this is the key that `other` was a picture of, however Cal.com thinks of it now.
    #[must_use]
    pub fn is_same_as(&self, other: &Self) -> bool {
        self.staff == other.staff
            && self.user_id == other.user_id
            && self.key_last_four == other.key_last_four
            && self.connected_at == other.connected_at
    }
}

/// A key that was seen to work.
#[derive(Debug, Clone, Copy)]
pub struct NewStaffKey<'a> {
    /// Whose.
    pub staff: StaffId,
    /// Who they are in Cal.com.
    pub user_id: i64,
    /// What they are called there.
    pub user_name: &'a str,
    /// Last four characters of the key.
    pub key_last_four: &'a str,
}

/// All of them, by stylist.
///
/// # Errors
/// The book cannot be read.
pub fn all(read: &Read<'_>) -> Result<Vec<StaffKey>, StoreError> {
    read.all("SELECT * FROM staff_keys ORDER BY staff_id", (), decode)
}

/// The key of a stylist.
///
/// # Errors
/// The book cannot be read.
pub fn find(read: &Read<'_>, staff: StaffId) -> Result<Option<StaffKey>, StoreError> {
    read.one(
        "SELECT * FROM staff_keys WHERE staff_id = ?1",
        [staff.0],
        decode,
    )
}

/// Writes a key down, in the place of an earlier one. One of another user knows nothing of the event types and the place in the
/// list of bookings of the old one.
///
/// # Errors
/// `Constraint` if that user is somebody else's; `Missing` for a stylist who is not there.
pub fn put(tx: &Tx<'_>, key: &NewStaffKey<'_>, now: Timestamp) -> Result<(), StoreError> {
    let before = find(tx, key.staff)?;
    if before.is_some_and(|before| before.user_id != key.user_id) {
        remove(tx, key.staff, now)?;
    }
    staff::set_calcom_user(tx, key.staff, Some(key.user_id))?;
    tx.run(
        "INSERT INTO staff_keys (staff_id, user_id, user_name, key_last_four, connected_at)
         VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (staff_id) DO UPDATE SET user_name = excluded.user_name, key_last_four = excluded.key_last_four,
            connected_at = excluded.connected_at, refused = NULL, refused_since = NULL, asked_at = NULL",
        (
            key.staff.0,
            key.user_id,
            key.user_name,
            key.key_last_four,
            At(now),
        ),
    )?;
    told(tx, key.staff, now)
}

/// Forgets a stylist's key, and with it who they are in Cal.com and their event types. What is known of bookings stays: they are
/// over there still, and can be called off with any key.
///
/// # Errors
/// The book cannot be written.
pub fn remove(tx: &Tx<'_>, staff: StaffId, now: Timestamp) -> Result<(), StoreError> {
    let pairs = event_map::all(tx)?.into_iter();
    for pair in pairs.filter(|pair| pair.staff == staff) {
        event_map::take_out(tx, pair.service, &pair.segment_key, staff, now)?;
    }
    whole::forget_of(tx, staff)?;
    tx.run("DELETE FROM block_types WHERE staff_id = ?1", [staff.0])?;
    tx.run("DELETE FROM staff_keys WHERE staff_id = ?1", [staff.0])?;
    reading::forget_of(tx, staff)?;
    staff::set_calcom_user(tx, staff, None)?;
    told(tx, staff, now)
}

/// Cal.com does not take the key. Answers whether that is new.
///
/// # Errors
/// The book cannot be written.
pub fn refuse(
    tx: &Tx<'_>,
    staff: StaffId,
    reason: &str,
    now: Timestamp,
) -> Result<bool, StoreError> {
    tx.run(
        "UPDATE staff_keys SET asked_at = ?2 WHERE staff_id = ?1",
        (staff.0, At(now)),
    )?;
    let rows = tx.run(
        "UPDATE staff_keys SET refused = ?2, refused_since = coalesce(refused_since, ?3)
         WHERE staff_id = ?1 AND refused IS NOT ?2",
        (staff.0, reason, At(now)),
    )?;
    if rows > 0 {
        told(tx, staff, now)?;
    }
    Ok(rows > 0)
}

/// Cal.com takes the key again. Answers whether that is new.
///
/// # Errors
/// The book cannot be written.
pub fn heal(tx: &Tx<'_>, staff: StaffId, now: Timestamp) -> Result<bool, StoreError> {
    let rows = tx.run(
        "UPDATE staff_keys SET refused = NULL, refused_since = NULL, asked_at = NULL
         WHERE staff_id = ?1 AND refused IS NOT NULL",
        [staff.0],
    )?;
    if rows > 0 {
        told(tx, staff, now)?;
    }
    Ok(rows > 0)
}

/// Another account: whose keys those were is of no interest any more.
pub(super) fn forget(tx: &Tx<'_>) -> Result<(), StoreError> {
    tx.run("DELETE FROM staff_keys", ())?;
    Ok(())
}

fn told(tx: &Tx<'_>, staff: StaffId, now: Timestamp) -> Result<(), StoreError> {
    tx.changed(Topic::Account, None, now)?;
    tx.changed(Topic::Staff, Some(staff.0), now)
}

fn decode(row: &Row<'_>) -> rusqlite::Result<StaffKey> {
    Ok(StaffKey {
        staff: StaffId(row.get("staff_id")?),
        user_id: row.get("user_id")?,
        user_name: row.get("user_name")?,
        key_last_four: row.get("key_last_four")?,
        connected_at: at(row, "connected_at")?,
        refused: row.get("refused")?,
        asked_at: maybe_at(row, "asked_at")?,
    })
}
