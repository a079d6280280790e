//! Which appointments were booked together as one visit of a customer.

use salon::AppointmentId;
use uuid::Uuid;

use crate::{Read, StoreError, Tx, row::Uid};

/// Notes that these appointments are one visit.
///
/// # Errors
/// `Constraint` for an appointment that is not there or belongs to a visit already.
pub fn join(tx: &Tx<'_>, visit: Uuid, appointments: &[AppointmentId]) -> Result<(), StoreError> {
    for appointment in appointments {
        tx.insert(
            "INSERT INTO visits (appointment_id, visit) VALUES (?1, ?2)",
            (appointment.0, Uid(visit)),
        )?;
    }
    Ok(())
}

/// All appointments of the visit that `appointment` belongs to, itself included, in the order in which they were booked; nothing for
/// one that stands alone.
///
/// # Errors
/// The book cannot be read.
pub fn together(
    read: &Read<'_>,
    appointment: AppointmentId,
) -> Result<Vec<AppointmentId>, StoreError> {
    read.all(
        "SELECT appointment_id FROM visits
         WHERE visit = (SELECT visit FROM visits WHERE appointment_id = ?1) ORDER BY appointment_id",
        [appointment.0],
        |row| Ok(AppointmentId(row.get(0)?)),
    )
}
