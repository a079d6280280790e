//! One customer, one service, one start. Phases are rows of their own ([`crate::phases`]); so is what happened
//! ([`crate::history`]).
//!
//! Every change that Cal.com has to follow raises the generation.

use jiff::{Timestamp, civil::DateTime};
use salon::{AppointmentId, CustomerId, ServiceId, Span, StaffId};
use uuid::Uuid;

use crate::{
    Read, StoreError, Tx,
    row::{At, Civil, Row, Uid, at, span, uid, words},
};

words! {
    /// Where an appointment stands.
    pub enum Status {
        /// It is going to happen, or has.
        Booked = "booked",
        /// It is not going to happen.
        Cancelled = "cancelled",
        /// The customer did not come.
        NoShow = "no_show",
    }
}

words! {
    /// Who made something.
    pub enum Origin {
        /// A person at the desk.
        Desk = "desk",
        /// The phone agent.
        Phone = "phone",
        /// Somebody in Cal.com.
        Calcom = "calcom",
        /// Another program.
        Api = "api",
        /// This program by itself.
        System = "system",
    }
}

/// When an appointment is, with whom, and what was agreed in civil time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct When {
    /// The appointment's stylist.
    pub staff: StaffId,
    /// From the first minute to the last.
    pub span: Span,
    /// What was said: "Friday half past nine".
    pub civil_start: DateTime,
    /// In which zone that was said: `Europe/Berlin`.
    pub zone: String,
}

/// An appointment to be written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAppointment {
    /// Unique in the world; travels in the metadata of its bookings.
    pub uid: Uuid,
    /// For whom.
    pub customer: CustomerId,
    /// What.
    pub service: ServiceId,
    /// When and with whom.
    pub when: When,
    /// Who made it.
    pub origin: Origin,
    /// What the desk wants to remember.
    pub note: String,
    /// Given by the caller so that a repeated request finds what it made.
    pub request_key: Option<String>,
}

/// An appointment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appointment {
    /// Row: #750.
    pub id: AppointmentId,
    /// Unique in the world.
    pub uid: Uuid,
    /// For whom.
    pub customer: CustomerId,
    /// What.
    pub service: ServiceId,
    /// When and with whom.
    pub when: When,
    /// Where it stands.
    pub status: Status,
    /// Who made it.
    pub origin: Origin,
    /// What the desk noted.
    pub note: String,
    /// Why it was cancelled, if it was and somebody said so.
    pub cancel_reason: Option<String>,
    /// Grows with every change that Cal.com has to follow.
    pub generation: i64,
    /// When it was written down.
    pub created_at: Timestamp,
    /// When it was changed last.
    pub updated_at: Timestamp,
}

/// One appointment.
///
/// # Errors
/// The book cannot be read.
pub fn find(read: &Read<'_>, id: AppointmentId) -> Result<Option<Appointment>, StoreError> {
    read.one("SELECT * FROM appointments WHERE id = ?1", [id.0], decode)
}

/// By its name in the world.
///
/// # Errors
/// The book cannot be read.
pub fn find_by_uid(read: &Read<'_>, uid: Uuid) -> Result<Option<Appointment>, StoreError> {
    read.one(
        "SELECT * FROM appointments WHERE uid = ?1",
        [Uid(uid)],
        decode,
    )
}

/// What the request with this key made.
///
/// # Errors
/// The book cannot be read.
pub fn find_by_request(read: &Read<'_>, key: &str) -> Result<Option<Appointment>, StoreError> {
    read.one(
        "SELECT * FROM appointments WHERE request_key = ?1",
        [key],
        decode,
    )
}

/// All that touch `window`, cancelled ones included, by start.
///
/// # Errors
/// The book cannot be read.
pub fn during(read: &Read<'_>, window: Span) -> Result<Vec<Appointment>, StoreError> {
    read.all(
        "SELECT * FROM appointments
         WHERE start_at > ?1 - 86400 AND start_at < ?2 AND end_at > ?1 ORDER BY start_at, id",
        (At(window.start), At(window.end)),
        decode,
    )
}

/// What else a customer has in `window`; cancelled and missed ones do not count.
///
/// # Errors
/// The book cannot be read.
pub fn of_customer(
    read: &Read<'_>,
    customer: CustomerId,
    window: Span,
) -> Result<Vec<Appointment>, StoreError> {
    read.all(
        "SELECT * FROM appointments
         WHERE customer_id = ?1 AND start_at > ?2 - 86400 AND start_at < ?3 AND end_at > ?2
           AND status = 'booked'
         ORDER BY start_at, id",
        (customer.0, At(window.start), At(window.end)),
        decode,
    )
}

/// A customer's appointments that began before `before` and were not cancelled, the latest first, at most `limit`.
///
/// # Errors
/// The book cannot be read.
pub fn past_of_customer(
    read: &Read<'_>,
    customer: CustomerId,
    before: Timestamp,
    limit: u32,
) -> Result<Vec<Appointment>, StoreError> {
    read.all(
        "SELECT * FROM appointments
         WHERE customer_id = ?1 AND start_at < ?2 AND status <> 'cancelled'
         ORDER BY start_at DESC, id DESC LIMIT ?3",
        (customer.0, At(before), limit),
        decode,
    )
}

/// A customer's booked appointments that are not over at `from`, by start.
///
/// # Errors
/// The book cannot be read.
pub fn to_come_of_customer(
    read: &Read<'_>,
    customer: CustomerId,
    from: Timestamp,
) -> Result<Vec<Appointment>, StoreError> {
    read.all(
        "SELECT * FROM appointments
         WHERE customer_id = ?1 AND end_at > ?2 AND status = 'booked' ORDER BY start_at, id",
        (customer.0, At(from)),
        decode,
    )
}

/// Booked appointments of a service that begin at `from` or later, by start.
///
/// # Errors
/// The book cannot be read.
pub fn to_come_of_service(
    read: &Read<'_>,
    service: ServiceId,
    from: Timestamp,
) -> Result<Vec<Appointment>, StoreError> {
    read.all(
        "SELECT * FROM appointments
         WHERE service_id = ?1 AND start_at >= ?2 AND status = 'booked' ORDER BY start_at, id",
        (service.0, At(from)),
        decode,
    )
}

/// Booked appointments that end after `from` and in which `staff` has a part, by start; within `window`, only what touches it with
/// that part.
///
/// # Errors
/// The book cannot be read.
pub fn with_staff(
    read: &Read<'_>,
    staff: StaffId,
    window: Span,
) -> Result<Vec<Appointment>, StoreError> {
    read.all(
        "SELECT * FROM appointments
         WHERE status = 'booked' AND id IN (
             SELECT appointment_id FROM phases
             WHERE occupies_staff_id = ?1 AND end_at > ?2 AND start_at < ?3)
         ORDER BY start_at, id",
        (staff.0, At(window.start), At(window.end)),
        decode,
    )
}

/// Writes an appointment down, without its phases.
///
/// # Errors
/// `Constraint`: the request key or uid is there already ([`StoreError::is_duplicate_of`]), customer, service or staff member
/// is not, or it lasts under a minute or over a day.
pub fn insert(
    tx: &Tx<'_>,
    new: &NewAppointment,
    now: Timestamp,
) -> Result<AppointmentId, StoreError> {
    tx.insert(
        "INSERT INTO appointments (uid, customer_id, service_id, staff_id, origin, start_at, end_at, civil_start,
                                   zone, note, request_key, created_at, updated_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?12)",
        (
            Uid(new.uid),
            new.customer.0,
            new.service.0,
            new.when.staff.0,
            new.origin,
            At(new.when.span.start),
            At(new.when.span.end),
            Civil(new.when.civil_start),
            &new.when.zone,
            &new.note,
            &new.request_key,
            At(now),
        ),
    )
    .map(AppointmentId)
}

/// Gives an appointment another time or stylist, without its phases.
///
/// # Errors
/// `Constraint` as for [`insert`]; `Missing`.
pub fn reschedule(
    tx: &Tx<'_>,
    id: AppointmentId,
    to: &When,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.run_one(
        "appointments",
        "UPDATE appointments SET staff_id = ?2, start_at = ?3, end_at = ?4, civil_start = ?5, zone = ?6,
                                 generation = generation + 1, updated_at = ?7
         WHERE id = ?1",
        (
            id.0,
            to.staff.0,
            At(to.span.start),
            At(to.span.end),
            Civil(to.civil_start),
            &to.zone,
            At(now),
        ),
    )
}

/// Says where an appointment stands from now on. The reason is kept for a cancellation only.
///
/// # Errors
/// `Missing`.
pub fn set_status(
    tx: &Tx<'_>,
    id: AppointmentId,
    status: Status,
    reason: Option<&str>,
    now: Timestamp,
) -> Result<(), StoreError> {
    let reason = match status {
        Status::Cancelled => reason,
        Status::Booked | Status::NoShow => None,
    };
    tx.run_one(
        "appointments",
        "UPDATE appointments SET status = ?2, cancel_reason = ?3, generation = generation + 1, updated_at = ?4
         WHERE id = ?1",
        (id.0, status, reason, At(now)),
    )
}

pub(crate) fn decode(row: &Row<'_>) -> rusqlite::Result<Appointment> {
    Ok(Appointment {
        id: AppointmentId(row.get("id")?),
        uid: uid(row)?,
        customer: CustomerId(row.get("customer_id")?),
        service: ServiceId(row.get("service_id")?),
        when: When {
            staff: StaffId(row.get("staff_id")?),
            span: span(row)?,
            civil_start: row.get::<_, Civil<DateTime>>("civil_start")?.0,
            zone: row.get("zone")?,
        },
        status: row.get("status")?,
        origin: row.get("origin")?,
        note: row.get("note")?,
        cancel_reason: row.get("cancel_reason")?,
        generation: row.get("generation")?,
        created_at: at(row, "created_at")?,
        updated_at: at(row, "updated_at")?,
    })
}
