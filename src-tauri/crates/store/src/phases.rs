//! Segments and gaps placed in time. The database refuses two that take one person's time at once, whoever writes.
//!
//! A comb is moved in two steps: [`vacate`] frees all its time, [`place`] takes the new; otherwise its segments would stand
//! in each other's way.

use salon::{
    AppointmentId, CustomerId, PhaseId, PhaseKind, PlannedPhase, Span, StaffId, conflict::Taken,
};
use uuid::Uuid;

use crate::{
    Read, StoreError, Tx,
    row::{At, Row, Uid, list, span, uid},
};

/// A phase to be written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPhase {
    /// Unique in the world; travels in the metadata of its booking.
    pub uid: Uuid,
    /// Place in the comb, from 0.
    pub sequence: u16,
    /// What happens, when, by whom.
    pub planned: PlannedPhase,
    /// False for a booking made in Cal.com that collides with one of ours: it is shown, but takes nobody's time here.
    pub takes_time: bool,
}

/// A phase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phase {
    /// Row.
    pub id: PhaseId,
    /// Unique in the world.
    pub uid: Uuid,
    /// Of which appointment.
    pub appointment: AppointmentId,
    /// Place in the comb.
    pub sequence: u16,
    /// What happens, when, by whom.
    pub planned: PlannedPhase,
    /// Whose time it takes: nobody's for a gap that others may use, after a cancellation, or in a collision.
    pub occupies: Option<StaffId>,
}

/// A gap that others may be booked into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenGap {
    /// Whose customer is waiting.
    pub staff: StaffId,
    /// From, to.
    pub span: Span,
    /// Of which appointment.
    pub appointment: AppointmentId,
    /// Who is waiting.
    pub customer_name: String,
}

/// The comb of an appointment, in order.
///
/// # Errors
/// The book cannot be read.
pub fn of_appointment(read: &Read<'_>, id: AppointmentId) -> Result<Vec<Phase>, StoreError> {
    read.all(
        "SELECT * FROM phases WHERE appointment_id = ?1 ORDER BY sequence",
        [id.0],
        decode,
    )
}

/// One phase of an appointment; `None` for the block of a day too.
///
/// # Errors
/// The book cannot be read.
pub fn find(read: &Read<'_>, id: PhaseId) -> Result<Option<Phase>, StoreError> {
    read.one(
        "SELECT * FROM phases WHERE id = ?1 AND kind <> 'block'",
        [id.0],
        decode,
    )
}

/// By its name in the world; `None` for the block of a day too.
///
/// # Errors
/// The book cannot be read.
pub fn find_by_uid(read: &Read<'_>, uid: Uuid) -> Result<Option<Phase>, StoreError> {
    read.one(
        "SELECT * FROM phases WHERE uid = ?1 AND kind <> 'block'",
        [Uid(uid)],
        decode,
    )
}

/// Time of `staff` that is taken in `window`, by staff member and start; `except` are the appointments that are being moved.
///
/// # Errors
/// The book cannot be read.
pub fn busy(
    read: &Read<'_>,
    staff: &[StaffId],
    window: Span,
    except: &[AppointmentId],
) -> Result<Vec<(StaffId, Span)>, StoreError> {
    read.all(
        "SELECT occupies_staff_id, start_at, end_at FROM phases
         WHERE occupies_staff_id IN (SELECT value FROM json_each(?1))
           AND start_at > ?2 - 43200 AND start_at < ?3 AND end_at > ?2
           AND appointment_id NOT IN (SELECT value FROM json_each(?4))
         ORDER BY occupies_staff_id, start_at",
        (
            list(staff.iter().map(|s| s.0)),
            At(window.start),
            At(window.end),
            list(except.iter().map(|id| id.0)),
        ),
        |row| Ok((StaffId(row.get(0)?), span(row)?)),
    )
}

/// As [`busy`], with everything that a refusal has to say.
///
/// # Errors
/// The book cannot be read.
pub fn taken(
    read: &Read<'_>,
    staff: &[StaffId],
    window: Span,
    except: &[AppointmentId],
) -> Result<Vec<Taken>, StoreError> {
    read.all(
        "SELECT p.occupies_staff_id, p.start_at, p.end_at, p.appointment_id, p.kind = 'gap' AS gap, a.customer_id,
                c.name AS customer_name, ifnull(nullif(p.name, ''), s.name) AS what
         FROM phases p
         JOIN appointments a ON a.id = p.appointment_id
         JOIN customers c ON c.id = a.customer_id
         JOIN services s ON s.id = a.service_id
         WHERE p.occupies_staff_id IN (SELECT value FROM json_each(?1))
           AND p.start_at > ?2 - 43200 AND p.start_at < ?3 AND p.end_at > ?2
           AND p.appointment_id NOT IN (SELECT value FROM json_each(?4))
         ORDER BY p.occupies_staff_id, p.start_at",
        (
            list(staff.iter().map(|s| s.0)),
            At(window.start),
            At(window.end),
            list(except.iter().map(|id| id.0)),
        ),
        |row| {
            Ok(Taken {
                staff: StaffId(row.get("occupies_staff_id")?),
                span: span(row)?,
                appointment: AppointmentId(row.get("appointment_id")?),
                customer: CustomerId(row.get("customer_id")?),
                customer_name: row.get("customer_name")?,
                what: row.get("what")?,
                gap: row.get("gap")?,
            })
        },
    )
}

/// Gaps of `staff` in `window` that others may be booked into, whether somebody is already or not.
///
/// # Errors
/// The book cannot be read.
pub fn open_gaps(
    read: &Read<'_>,
    staff: &[StaffId],
    window: Span,
    except: &[AppointmentId],
) -> Result<Vec<OpenGap>, StoreError> {
    read.all(
        "SELECT p.staff_id, p.start_at, p.end_at, p.appointment_id, c.name AS customer_name
         FROM phases p
         JOIN appointments a ON a.id = p.appointment_id
         JOIN customers c ON c.id = a.customer_id
         WHERE p.bookable = 1 AND p.staff_id IN (SELECT value FROM json_each(?1))
           AND p.start_at > ?2 - 43200 AND p.start_at < ?3 AND p.end_at > ?2
           AND p.appointment_id NOT IN (SELECT value FROM json_each(?4)) AND a.status = 'booked'
         ORDER BY p.staff_id, p.start_at",
        (
            list(staff.iter().map(|s| s.0)),
            At(window.start),
            At(window.end),
            list(except.iter().map(|id| id.0)),
        ),
        |row| {
            Ok(OpenGap {
                staff: StaffId(row.get("staff_id")?),
                span: span(row)?,
                appointment: AppointmentId(row.get("appointment_id")?),
                customer_name: row.get("customer_name")?,
            })
        },
    )
}

/// Writes the comb of an appointment down; answers the ids in the given order.
///
/// # Errors
/// `Overlap` if somebody's time is taken; `Constraint` for a key, sequence or uid used twice or a length beyond 1 minute to
/// 12 hours.
pub fn insert(
    tx: &Tx<'_>,
    appointment: AppointmentId,
    phases: &[NewPhase],
) -> Result<Vec<PhaseId>, StoreError> {
    phases
        .iter()
        .map(|phase| insert_one(tx, appointment, phase))
        .collect()
}

fn insert_one(
    tx: &Tx<'_>,
    appointment: AppointmentId,
    phase: &NewPhase,
) -> Result<PhaseId, StoreError> {
    let planned = &phase.planned;
    let (kind, bookable) = columns(planned.kind);
    let occupies = planned.kind.occupies().filter(|_| phase.takes_time);
    tx.insert(
        "INSERT INTO phases (uid, appointment_id, sequence, key, name, kind, bookable, staff_id, occupies_staff_id,
                             start_at, end_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        (
            Uid(phase.uid),
            appointment.0,
            phase.sequence,
            &planned.key,
            &planned.name,
            kind,
            bookable,
            planned.kind.staff().0,
            occupies.map(|staff| staff.0),
            At(planned.span.start),
            At(planned.span.end),
        ),
    )
    .map(PhaseId)
}

/// Frees all time that an appointment takes; its phases stay where they are drawn. For a cancellation, and before [`place`].
///
/// # Errors
/// The book cannot be written.
pub fn vacate(tx: &Tx<'_>, appointment: AppointmentId) -> Result<(), StoreError> {
    tx.run(
        "UPDATE phases SET occupies_staff_id = NULL WHERE appointment_id = ?1",
        [appointment.0],
    )?;
    Ok(())
}

/// Puts a phase where `planned` says, and takes that time unless `takes_time` is false.
///
/// # Errors
/// `Overlap`; `Constraint` as for [`insert`]; `Missing`.
pub fn place(
    tx: &Tx<'_>,
    id: PhaseId,
    planned: &PlannedPhase,
    takes_time: bool,
) -> Result<(), StoreError> {
    let (kind, bookable) = columns(planned.kind);
    let occupies = planned.kind.occupies().filter(|_| takes_time);
    tx.run_one(
        "phases",
        "UPDATE phases SET key = ?2, name = ?3, kind = ?4, bookable = ?5, staff_id = ?6, occupies_staff_id = ?7,
                           start_at = ?8, end_at = ?9
         WHERE id = ?1",
        (
            id.0,
            &planned.key,
            &planned.name,
            kind,
            bookable,
            planned.kind.staff().0,
            occupies.map(|staff| staff.0),
            At(planned.span.start),
            At(planned.span.end),
        ),
    )
}

/// Gives a phase the name in the world that its booking carries.
///
/// # Errors
/// `Constraint` if another phase has it; `Missing`.
pub fn rename(tx: &Tx<'_>, id: PhaseId, uid: Uuid) -> Result<(), StoreError> {
    tx.run_one(
        "phases",
        "UPDATE phases SET uid = ?2 WHERE id = ?1",
        (id.0, Uid(uid)),
    )
}

/// Takes a gap out of its appointment. Whatever blocks it in Cal.com is one booking too many of its first segment from now on.
///
/// # Errors
/// `Missing`; `Constraint` for the first segment.
pub fn remove(tx: &Tx<'_>, id: PhaseId) -> Result<(), StoreError> {
    tx.run(
        "UPDATE bookings SET state = CASE state WHEN 'live' THEN 'surplus' ELSE state END,
            phase_id = (SELECT first.id FROM phases first JOIN phases own ON own.appointment_id = first.appointment_id
                        WHERE own.id = ?1 ORDER BY first.sequence LIMIT 1)
         WHERE phase_id = ?1",
        [id.0],
    )?;
    tx.run_one("phases", "DELETE FROM phases WHERE id = ?1", [id.0])
}

/// The columns `kind` and `bookable`.
fn columns(kind: PhaseKind) -> (&'static str, Option<bool>) {
    match kind {
        PhaseKind::Staff { .. } => ("staff", None),
        PhaseKind::Gap { bookable, .. } => ("gap", Some(bookable)),
    }
}

pub(crate) fn decode(row: &Row<'_>) -> rusqlite::Result<Phase> {
    Ok(Phase {
        id: PhaseId(row.get("id")?),
        uid: uid(row)?,
        appointment: AppointmentId(row.get("appointment_id")?),
        sequence: row.get("sequence")?,
        planned: decode_planned(row)?,
        occupies: row.get::<_, Option<i64>>("occupies_staff_id")?.map(StaffId),
    })
}

pub(crate) fn decode_planned(row: &Row<'_>) -> rusqlite::Result<PlannedPhase> {
    let staff = StaffId(row.get("staff_id")?);
    Ok(PlannedPhase {
        key: row.get("key")?,
        name: row.get("name")?,
        kind: match row.get("bookable")? {
            Some(bookable) => PhaseKind::Gap { staff, bookable },
            None => PhaseKind::Staff { staff },
        },
        span: span(row)?,
    })
}
