//! How phases stand with Cal.com, for the timeline and the appointment's detail.

use jiff::Timestamp;
use salon::{AppointmentId, PhaseId, Span, StaffId};

use super::PhaseState;
use crate::{
    Read, StoreError,
    row::{At, Row, at, list, span},
};

/// How a staff phase stands, with its booking. `Debug` leaves the uid out: it is a capability.
#[derive(Clone, PartialEq, Eq)]
pub struct Standing {
    /// Which phase.
    pub phase: PhaseId,
    /// Of which appointment.
    pub appointment: AppointmentId,
    /// Where it stands; `Local` as long as no account is connected.
    pub state: PhaseState,
    /// Since when.
    pub since: Timestamp,
    /// Stable code of what went wrong.
    pub code: Option<String>,
    /// The server's words, masked and shortened.
    pub message: Option<String>,
    /// Cal.com's number of the live booking.
    pub booking_id: Option<i64>,
    /// Its address.
    pub booking_uid: Option<String>,
    /// On which event type.
    pub event_type_id: Option<i64>,
}

impl std::fmt::Debug for Standing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Standing")
            .field("phase", &self.phase)
            .field("state", &self.state)
            .field("code", &self.code)
            .field("booking_id", &self.booking_id)
            .finish_non_exhaustive()
    }
}

/// The staff phases of one appointment in their order. Those of an appointment that came from Cal.com are there too.
///
/// # Errors
/// The book cannot be read.
pub fn of_appointment(
    read: &Read<'_>,
    appointment: AppointmentId,
) -> Result<Vec<Standing>, StoreError> {
    of_appointments(read, &[appointment])
}

/// The staff phases of some appointments, each in their order.
///
/// # Errors
/// The book cannot be read.
pub fn of_appointments(
    read: &Read<'_>,
    appointments: &[AppointmentId],
) -> Result<Vec<Standing>, StoreError> {
    read.all(
        concat!(
            standings!("a.id IN (SELECT value FROM json_each(?1))"),
            " ORDER BY p.appointment_id, p.sequence"
        ),
        [list(appointments.iter().map(|id| id.0))],
        decode,
    )
}

/// The staff phases of all appointments that touch a stretch of time, in no order.
///
/// # Errors
/// The book cannot be read.
pub fn within(read: &Read<'_>, span: Span) -> Result<Vec<Standing>, StoreError> {
    read.all(
        standings!("a.start_at > ?1 - 86400 AND a.start_at < ?2 AND a.end_at > ?1"),
        (At(span.start), At(span.end)),
        decode,
    )
}

/// Time that a block holds, and how the block stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldTime {
    /// Whose.
    pub staff: StaffId,
    /// From, to.
    pub span: Span,
    /// Where the block stands.
    pub state: PhaseState,
    /// Since when.
    pub since: Timestamp,
    /// Stable code of what went wrong, if something did.
    pub code: Option<String>,
    /// The server's own words, shortened.
    pub message: Option<String>,
}

/// What is held in Cal.com, or is going to be, and touches a stretch of time. Nothing as long as no account is connected.
///
/// # Errors
/// The book cannot be read.
pub fn held_within(read: &Read<'_>, window: Span) -> Result<Vec<HeldTime>, StoreError> {
    read.all(
        "SELECT p.staff_id, p.start_at, p.end_at, s.state, s.since, s.code, s.message FROM phases p JOIN phase_sync s ON s.phase_id = p.id
         WHERE p.closing = 'held' AND p.start_at > ?1 - 43200 AND p.start_at < ?2 AND p.end_at > ?1
           AND EXISTS (SELECT 1 FROM account)
         ORDER BY p.start_at, p.id",
        (At(window.start), At(window.end)),
        |row| {
            Ok(HeldTime {
                staff: StaffId(row.get("staff_id")?),
                span: span(row)?,
                state: row.get("state")?,
                since: at(row, "since")?,
                code: row.get("code")?,
                message: row.get("message")?,
            })
        },
    )
}

/// The staff phases of the appointments `a` that `$which` selects.
macro_rules! standings {
    ($which:literal) => {
        concat!(
            "SELECT p.id, p.appointment_id, s.since, s.code, s.message, b.booking_id, b.uid, b.event_type_id, ",
            shown_state!(),
            " AS state
             FROM appointments a
             JOIN phases p ON p.appointment_id = a.id
             JOIN phase_sync s ON s.phase_id = p.id
             LEFT JOIN bookings b ON b.phase_id = p.id AND b.state = 'live'
             WHERE ",
            $which
        )
    };
}
use standings;

/// SQL for how the segment of `phase_sync s` with its live booking `b` stands.
macro_rules! shown_state {
    () => {
        "CASE WHEN b.uid IS NULL AND s.state = 'waiting' AND NOT EXISTS (SELECT 1 FROM account)
              THEN 'local' ELSE s.state END"
    };
}
pub(crate) use shown_state;

fn decode(row: &Row<'_>) -> rusqlite::Result<Standing> {
    Ok(Standing {
        phase: PhaseId(row.get("id")?),
        appointment: AppointmentId(row.get("appointment_id")?),
        state: row.get("state")?,
        since: at(row, "since")?,
        code: row.get("code")?,
        message: row.get("message")?,
        booking_id: row.get("booking_id")?,
        booking_uid: row.get("uid")?,
        event_type_id: row.get("event_type_id")?,
    })
}
