//! The waiting list.

use jiff::{Timestamp, civil::Date};
use salon::{AppointmentId, CustomerId, ServiceId, StaffId, wish::TimeWish};

use crate::{
    Read, StoreError, Tx,
    row::{At, Civil, Row, at},
};

/// Somebody who would come if there were a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewWaiting {
    /// Who.
    pub customer: CustomerId,
    /// For what.
    pub service: ServiceId,
    /// With whom; `None`: whoever can.
    pub staff: Option<StaffId>,
    /// When it suits.
    pub wish: TimeWish,
    /// What the desk wants to remember.
    pub note: String,
}

/// An entry that is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// Row.
    pub id: i64,
    /// Who, for what, when.
    pub what: NewWaiting,
    /// Since when.
    pub since: Timestamp,
}

/// Everybody who waits, who waits longest first.
///
/// # Errors
/// The book cannot be read.
pub fn open(read: &Read<'_>) -> Result<Vec<Waiting>, StoreError> {
    read.all(
        "SELECT * FROM waiting WHERE closed_at IS NULL ORDER BY created_at, id",
        (),
        decode,
    )
}

/// One entry, unless it is closed.
///
/// # Errors
/// The book cannot be read.
pub fn find(read: &Read<'_>, id: i64) -> Result<Option<Waiting>, StoreError> {
    read.one(
        "SELECT * FROM waiting WHERE id = ?1 AND closed_at IS NULL",
        [id],
        decode,
    )
}

/// Puts somebody on the list.
///
/// # Errors
/// `Constraint` for a wish that is none, or a customer, service or staff member that is not there.
pub fn insert(tx: &Tx<'_>, new: &NewWaiting, now: Timestamp) -> Result<i64, StoreError> {
    tx.insert(
        "INSERT INTO waiting (customer_id, service_id, staff_id, from_date, to_date, weekdays, from_minute, to_minute, note, created_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        (
            new.customer.0,
            new.service.0,
            new.staff.map(|staff| staff.0),
            new.wish.from.map(Civil),
            new.wish.to.map(Civil),
            new.wish.weekdays,
            new.wish.from_minute,
            new.wish.to_minute,
            &new.note,
            At(now),
        ),
    )
}

/// Takes somebody off the list, with what they got if they got something.
///
/// # Errors
/// `Missing` for an entry that is closed already.
pub fn close(
    tx: &Tx<'_>,
    id: i64,
    booked: Option<AppointmentId>,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.run_one(
        "waiting",
        "UPDATE waiting SET closed_at = ?2, appointment_id = ?3 WHERE id = ?1 AND closed_at IS NULL",
        (id, At(now), booked.map(|id| id.0)),
    )
}

fn decode(row: &Row<'_>) -> rusqlite::Result<Waiting> {
    let date = |column| -> rusqlite::Result<Option<Date>> {
        let date: Option<Civil<Date>> = row.get(column)?;
        Ok(date.map(|date| date.0))
    };
    Ok(Waiting {
        id: row.get("id")?,
        what: NewWaiting {
            customer: CustomerId(row.get("customer_id")?),
            service: ServiceId(row.get("service_id")?),
            staff: row.get::<_, Option<i64>>("staff_id")?.map(StaffId),
            wish: TimeWish {
                from: date("from_date")?,
                to: date("to_date")?,
                weekdays: row.get("weekdays")?,
                from_minute: row.get("from_minute")?,
                to_minute: row.get("to_minute")?,
            },
            note: row.get("note")?,
        },
        since: at(row, "created_at")?,
    })
}
