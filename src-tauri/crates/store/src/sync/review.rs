//! The review list: everything that needs a person.

use jiff::Timestamp;
use salon::{AppointmentId, PhaseId, StaffDayId};

use super::Subject;
use crate::{
    Read, StoreError, Topic, Tx,
    row::{At, Row, at, maybe_at},
};

/// What an entry is about. All `None`: the salon as a whole.
#[derive(Debug, Clone, Copy, Default)]
pub struct ReviewSubject<'a> {
    /// Which appointment.
    pub appointment: Option<AppointmentId>,
    /// Which phase of it.
    pub phase: Option<PhaseId>,
    /// Which booking in Cal.com.
    pub booking_uid: Option<&'a str>,
}

/// An open entry with what the screen says about it. `Debug` leaves names and uids out.
#[derive(Clone, PartialEq, Eq)]
pub struct ReviewRow {
    /// Row.
    pub id: i64,
    /// Stable code.
    pub code: String,
    /// Which appointment.
    pub appointment: Option<AppointmentId>,
    /// Which phase.
    pub phase: Option<PhaseId>,
    /// Which booking in Cal.com.
    pub booking_uid: Option<String>,
    /// Of which day, if it is about the block of one.
    pub day: Option<StaffDayId>,
    /// Customer's name.
    pub customer_name: Option<String>,
    /// Service's name.
    pub service_name: Option<String>,
    /// `A`, `B`…
    pub phase_key: Option<String>,
    /// Segment's name.
    pub phase_name: Option<String>,
    /// Whose phase it is.
    pub staff_name: Option<String>,
    /// Start of the appointment; of a block, its own.
    pub start: Option<Timestamp>,
    /// Start of the phase.
    pub phase_start: Option<Timestamp>,
    /// For two that overlap: the other one's appointment, if it is one of the book.
    pub other_appointment: Option<AppointmentId>,
    /// Its service's name.
    pub other_service_name: Option<String>,
    /// Its start.
    pub other_start: Option<Timestamp>,
    /// Whether there is another one, be it an appointment of the book or not.
    pub pair: bool,
    /// JSON for the sentence on the screen.
    pub detail: String,
    /// Since when.
    pub opened_at: Timestamp,
}

impl std::fmt::Debug for ReviewRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ReviewRow")
            .field("id", &self.id)
            .field("code", &self.code)
            .field("appointment", &self.appointment)
            .field("phase", &self.phase)
            .finish_non_exhaustive()
    }
}

/// Opens an entry; one that is open already stays as it is. `detail` is a JSON object.
///
/// # Errors
/// The book cannot be written; a constraint if `detail` is not JSON.
pub fn open(
    tx: &Tx<'_>,
    code: &str,
    about: ReviewSubject<'_>,
    detail: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    let rows = tx.run(
        "INSERT INTO review (code, appointment_id, phase_id, booking_uid, detail, opened_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING",
        (
            code,
            about.appointment.map(|id| id.0),
            about.phase.map(|id| id.0),
            about.booking_uid,
            detail,
            At(now),
        ),
    )?;
    told(tx, rows, now)
}

/// Closes one entry; `false` if it was closed already.
///
/// # Errors
/// The book cannot be written.
pub fn close(tx: &Tx<'_>, id: i64, how: &str, now: Timestamp) -> Result<bool, StoreError> {
    let rows = tx.run(
        "UPDATE review SET closed_at = ?3, closed_how = ?2 WHERE id = ?1 AND closed_at IS NULL",
        (id, how, At(now)),
    )?;
    told(tx, rows, now)?;
    Ok(rows > 0)
}

/// A phase is in line: whatever was said about it is settled.
///
/// # Errors
/// The book cannot be written.
pub fn close_phase(tx: &Tx<'_>, phase: PhaseId, now: Timestamp) -> Result<(), StoreError> {
    let rows = tx.run(
        "UPDATE review SET closed_at = ?2, closed_how = 'healed' WHERE phase_id = ?1 AND closed_at IS NULL",
        (phase.0, At(now)),
    )?;
    told(tx, rows, now)
}

/// A booking in Cal.com is gone: whatever was said about it is settled.
///
/// # Errors
/// The book cannot be written.
pub fn close_booking(tx: &Tx<'_>, uid: &str, now: Timestamp) -> Result<(), StoreError> {
    let rows = tx.run(
        "UPDATE review SET closed_at = ?2, closed_how = 'healed'
         WHERE (booking_uid = ?1 OR other_booking_uid = ?1) AND closed_at IS NULL",
        (uid, At(now)),
    )?;
    told(tx, rows, now)
}

/// One thing that was said about a booking in Cal.com is settled.
///
/// # Errors
/// The book cannot be written.
pub fn close_about_booking(
    tx: &Tx<'_>,
    code: &str,
    uid: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    let rows = tx.run(
        "UPDATE review SET closed_at = ?3, closed_how = 'healed'
         WHERE code = ?1 AND booking_uid = ?2 AND closed_at IS NULL",
        (code, uid, At(now)),
    )?;
    told(tx, rows, now)
}

/// Whether this was said about a booking, or without one about the salon: in an open entry, or in these words in one that was
/// closed as `put_aside`.
///
/// # Errors
/// The book cannot be read.
pub fn is_said(
    read: &Read<'_>,
    code: &str,
    booking_uid: Option<&str>,
    detail: &str,
    put_aside: &str,
) -> Result<bool, StoreError> {
    let found = read.one(
        "SELECT 1 FROM review
         WHERE code = ?1 AND ifnull(booking_uid, '') = ?2 AND appointment_id IS NULL AND phase_id IS NULL
           AND (closed_at IS NULL OR (closed_how = ?4 AND detail = ?3)) LIMIT 1",
        (code, booking_uid.unwrap_or(""), detail, put_aside),
        |_| Ok(()),
    )?;
    Ok(found.is_some())
}

/// What was said about bookings of an account that is no longer ours does not concern anybody any more.
pub(super) fn forget_bookings(tx: &Tx<'_>, now: Timestamp) -> Result<(), StoreError> {
    let rows = tx.run(
        "UPDATE review SET closed_at = ?1, closed_how = 'superseded' 
         WHERE coalesce(booking_uid, other_booking_uid) IS NOT NULL AND closed_at IS NULL",
        [At(now)],
    )?;
    told(tx, rows, now)
}

/// An appointment is asked for anew: what was said about it before does not hold any more. What was said about blocks is about each of them.
pub(super) fn supersede(tx: &Tx<'_>, subject: Subject, now: Timestamp) -> Result<(), StoreError> {
    let Some(appointment) = subject.appointment() else {
        return Ok(());
    };
    let rows = tx.run(
        "UPDATE review SET closed_at = ?2, closed_how = 'superseded'
         WHERE (appointment_id = ?1 OR other_appointment_id = ?1) AND closed_at IS NULL",
        (appointment.0, At(now)),
    )?;
    told(tx, rows, now)
}

fn told(tx: &Tx<'_>, rows: usize, now: Timestamp) -> Result<(), StoreError> {
    if rows > 0 {
        tx.changed(Topic::Review, None, now)?;
    }
    Ok(())
}

const OPEN: &str =
    "SELECT r.id, r.code, r.appointment_id, r.phase_id, r.booking_uid, r.detail, r.opened_at,
        p.staff_day_id, t.name AS staff_name, c.name AS customer_name, s.name AS service_name, p.key AS phase_key, p.name AS phase_name,
        coalesce(a.start_at, p.start_at) AS start_at, p.start_at AS phase_start_at, r.other_appointment_id, os.name AS other_service_name, o.start_at AS other_start_at,
        coalesce(r.other_appointment_id, r.other_booking_uid) IS NOT NULL AS pair
     FROM review r
     LEFT JOIN phases p ON p.id = r.phase_id
     LEFT JOIN staff t ON t.id = p.staff_id
     LEFT JOIN appointments a ON a.id = coalesce(r.appointment_id, p.appointment_id)
     LEFT JOIN customers c ON c.id = a.customer_id
     LEFT JOIN services s ON s.id = a.service_id
     LEFT JOIN appointments o ON o.id = r.other_appointment_id
     LEFT JOIN services os ON os.id = o.service_id
     WHERE r.closed_at IS NULL AND (?1 IS NULL OR r.id = ?1)
     ORDER BY r.opened_at, r.id";

/// All open entries, the oldest first.
///
/// # Errors
/// The book cannot be read.
pub fn list(read: &Read<'_>) -> Result<Vec<ReviewRow>, StoreError> {
    read.all(OPEN, [None::<i64>], decode)
}

/// An open entry.
///
/// # Errors
/// The book cannot be read.
pub fn find(read: &Read<'_>, id: i64) -> Result<Option<ReviewRow>, StoreError> {
    read.one(OPEN, [Some(id)], decode)
}

/// The open entry of this code about the salon as a whole: its row.
///
/// # Errors
/// The book cannot be read.
pub fn find_about_salon(read: &Read<'_>, code: &str) -> Result<Option<i64>, StoreError> {
    // In the words of the index that lets only one of them in.
    read.one(
        "SELECT id FROM review WHERE code = ?1 AND ifnull(appointment_id, 0) = 0 AND ifnull(phase_id, 0) = 0
            AND ifnull(booking_uid, '') = '' AND closed_at IS NULL",
        [code],
        |row| row.get(0),
    )
}

/// When an entry of this code was last closed in this way.
///
/// # Errors
/// The book cannot be read.
pub fn find_last_closed(
    read: &Read<'_>,
    code: &str,
    how: &str,
) -> Result<Option<Timestamp>, StoreError> {
    let last = read.one(
        "SELECT max(closed_at) FROM review WHERE code = ?1 AND closed_how = ?2",
        [code, how],
        |row| row.get::<_, Option<At>>(0),
    )?;
    Ok(last.flatten().map(|at| at.0))
}

/// How many entries are open.
///
/// # Errors
/// The book cannot be read.
pub fn count(read: &Read<'_>) -> Result<u32, StoreError> {
    let count = read.one(
        "SELECT count(*) FROM review WHERE closed_at IS NULL",
        (),
        |row| row.get(0),
    )?;
    Ok(count.unwrap_or(0))
}

fn decode(row: &Row<'_>) -> rusqlite::Result<ReviewRow> {
    Ok(ReviewRow {
        id: row.get("id")?,
        code: row.get("code")?,
        appointment: row
            .get::<_, Option<i64>>("appointment_id")?
            .map(AppointmentId),
        phase: row.get::<_, Option<i64>>("phase_id")?.map(PhaseId),
        booking_uid: row.get("booking_uid")?,
        day: row.get::<_, Option<i64>>("staff_day_id")?.map(StaffDayId),
        staff_name: row.get("staff_name")?,
        customer_name: row.get("customer_name")?,
        service_name: row.get("service_name")?,
        phase_key: row.get("phase_key")?,
        phase_name: row.get("phase_name")?,
        start: maybe_at(row, "start_at")?,
        phase_start: maybe_at(row, "phase_start_at")?,
        other_appointment: row
            .get::<_, Option<i64>>("other_appointment_id")?
            .map(AppointmentId),
        other_service_name: row.get("other_service_name")?,
        other_start: maybe_at(row, "other_start_at")?,
        pair: row.get("pair")?,
        detail: row.get("detail")?,
        opened_at: at(row, "opened_at")?,
    })
}
