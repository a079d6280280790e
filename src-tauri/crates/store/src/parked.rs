//! The parking tray: appointments off the sheet that wait for another place. The database takes out what is not cancelled any more.

use jiff::Timestamp;
use salon::{AppointmentId, CustomerId};

use crate::{
    Read, StoreError, Tx,
    row::{At, at},
};

/// What is in the tray and since when, the oldest first.
///
/// # Errors
/// The book cannot be read.
pub fn all(read: &Read<'_>) -> Result<Vec<(AppointmentId, Timestamp)>, StoreError> {
    read.all(
        "SELECT appointment_id, parked_at FROM parked ORDER BY parked_at, appointment_id",
        (),
        |row| {
            let id = row.get("appointment_id")?;
            Ok((AppointmentId(id), at(row, "parked_at")?))
        },
    )
}

/// What of a customer's is in the tray.
///
/// # Errors
/// The book cannot be read.
pub fn of_customer(
    read: &Read<'_>,
    customer: CustomerId,
) -> Result<Vec<AppointmentId>, StoreError> {
    read.all(
        "SELECT appointment_id FROM parked JOIN appointments a ON a.id = appointment_id WHERE a.customer_id = ?1 ORDER BY appointment_id",
        [customer.0],
        |row| Ok(AppointmentId(row.get("appointment_id")?)),
    )
}

/// Whether it lies in the tray.
///
/// # Errors
/// The book cannot be read.
pub fn is_in(read: &Read<'_>, id: AppointmentId) -> Result<bool, StoreError> {
    let sql = "SELECT 1 FROM parked WHERE appointment_id = ?1";
    Ok(read.one(sql, [id.0], |_| Ok(()))?.is_some())
}

/// Puts it into the tray.
///
/// # Errors
/// `Constraint` if it is there already or nowhere.
pub fn put(tx: &Tx<'_>, id: AppointmentId, now: Timestamp) -> Result<(), StoreError> {
    let sql = "INSERT INTO parked (appointment_id, parked_at) VALUES (?1, ?2)";
    tx.insert(sql, (id.0, At(now))).map(drop)
}

/// Takes it out of the tray, for good; that it is not there is no error.
///
/// # Errors
/// The book cannot be written.
pub fn take(tx: &Tx<'_>, id: AppointmentId) -> Result<(), StoreError> {
    let sql = "DELETE FROM parked WHERE appointment_id = ?1";
    tx.run(sql, [id.0]).map(drop)
}
