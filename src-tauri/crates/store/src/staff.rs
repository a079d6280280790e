//! Who works in the salon. Nobody is deleted: old appointments keep their names.

use jiff::Timestamp;
use salon::StaffId;

use crate::{
    Read, StoreError, Tx,
    row::{At, Row, maybe_at, words},
};

words! {
    /// What somebody does in the salon.
    pub enum Role {
        /// Has customers of their own.
        Stylist = "stylist",
        /// Takes over single segments.
        Assistant = "assistant",
    }
}

/// What is written down about a staff member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewStaffMember {
    /// "Anna Albrecht".
    pub name: String,
    /// What they do.
    pub role: Role,
    /// Their column, from the left.
    pub position: i64,
    /// Palette entry.
    pub colour: String,
    /// Their user in Cal.com, once mapped.
    pub calcom_user_id: Option<i64>,
}

/// A staff member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffMember {
    /// Row.
    pub id: StaffId,
    /// "Anna Albrecht".
    pub name: String,
    /// What they do.
    pub role: Role,
    /// Their column, from the left.
    pub position: i64,
    /// Palette entry.
    pub colour: String,
    /// Their user in Cal.com, once mapped.
    pub calcom_user_id: Option<i64>,
    /// Grows with every edit of the person or their usual week.
    pub version: u32,
    /// Since when they work here no more.
    pub archived_at: Option<Timestamp>,
}

/// Everybody, those who left included, in the order of their columns.
///
/// # Errors
/// The book cannot be read.
pub fn all(read: &Read<'_>) -> Result<Vec<StaffMember>, StoreError> {
    read.all("SELECT * FROM staff ORDER BY position, id", (), decode)
}

/// One of them.
///
/// # Errors
/// The book cannot be read.
pub fn find(read: &Read<'_>, id: StaffId) -> Result<Option<StaffMember>, StoreError> {
    read.one("SELECT * FROM staff WHERE id = ?1", [id.0], decode)
}

/// Whose user in Cal.com it is.
///
/// # Errors
/// The book cannot be read.
pub fn find_by_calcom_user(
    read: &Read<'_>,
    user_id: i64,
) -> Result<Option<StaffMember>, StoreError> {
    read.one(
        "SELECT * FROM staff WHERE calcom_user_id = ?1",
        [user_id],
        decode,
    )
}

/// Somebody new.
///
/// # Errors
/// `Constraint` for an empty name or a Cal.com user that is somebody else's.
pub fn insert(tx: &Tx<'_>, new: &NewStaffMember) -> Result<StaffId, StoreError> {
    tx.insert(
        "INSERT INTO staff (name, role, position, colour, calcom_user_id) VALUES (?1, ?2, ?3, ?4, ?5)",
        (
            &new.name,
            new.role,
            new.position,
            &new.colour,
            new.calcom_user_id,
        ),
    )
    .map(StaffId)
}

/// Somebody who had this row in another book of the same salon: event types are named by it.
///
/// # Errors
/// As [`insert`]; `Constraint` if the row is somebody else's.
pub fn insert_as(tx: &Tx<'_>, id: StaffId, new: &NewStaffMember) -> Result<(), StoreError> {
    tx.insert(
        "INSERT INTO staff (id, name, role, position, colour, calcom_user_id) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        (
            id.0,
            &new.name,
            new.role,
            new.position,
            &new.colour,
            new.calcom_user_id,
        ),
    )?;
    Ok(())
}

/// Puts name, role, position, colour, user and leaving right, as a new version.
///
/// # Errors
/// As [`insert`]; `Missing`.
pub fn update(tx: &Tx<'_>, member: &StaffMember) -> Result<(), StoreError> {
    tx.run_one(
        "staff",
        "UPDATE staff SET name = ?2, role = ?3, position = ?4, colour = ?5, calcom_user_id = ?6, archived_at = ?7,
                          version = version + 1
         WHERE id = ?1",
        (
            member.id.0,
            &member.name,
            member.role,
            member.position,
            &member.colour,
            member.calcom_user_id,
            member.archived_at.map(At),
        ),
    )
}

/// A place behind everybody's column.
///
/// # Errors
/// The book cannot be read.
pub fn last_position(read: &Read<'_>) -> Result<i64, StoreError> {
    let last = read.one("SELECT max(position) + 1 FROM staff", (), |row| row.get(0))?;
    Ok(last.flatten().unwrap_or(0))
}

/// Maps a staff member to a user in Cal.com, or to none.
///
/// # Errors
/// `Constraint` if that user is somebody else's; `Missing`.
pub fn set_calcom_user(tx: &Tx<'_>, id: StaffId, user_id: Option<i64>) -> Result<(), StoreError> {
    tx.run_one(
        "staff",
        "UPDATE staff SET calcom_user_id = ?2 WHERE id = ?1",
        (id.0, user_id),
    )
}

fn decode(row: &Row<'_>) -> rusqlite::Result<StaffMember> {
    Ok(StaffMember {
        id: StaffId(row.get("id")?),
        name: row.get("name")?,
        role: row.get("role")?,
        position: row.get("position")?,
        colour: row.get("colour")?,
        calcom_user_id: row.get("calcom_user_id")?,
        version: row.get("version")?,
        archived_at: maybe_at(row, "archived_at")?,
    })
}
