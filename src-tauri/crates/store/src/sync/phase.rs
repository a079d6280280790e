//! How each staff phase stands with Cal.com, for the screen and for the plan.

use jiff::Timestamp;
use salon::{AppointmentId, PhaseId};

use super::{
    Subject, closing,
    subject::{self, of_subject},
};
use crate::{
    Read, StoreError, Topic, Tx,
    row::{At, Row, at, words},
};

words! {
    /// State of a staff phase's mirror image.
    pub enum PhaseState {
        /// Not sent yet.
        Waiting = "waiting",
        /// On the wire.
        Sending = "sending",
        /// Booked and confirmed, or taken back and confirmed.
        Synced = "synced",
        /// The answer is lost.
        Uncertain = "uncertain",
        /// Needs a person; holds until somebody asks for another try.
        Blocked = "blocked",
        /// Kept out of Cal.com by a person's decision.
        Local = "local",
    }
}

/// How a staff phase stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhaseSync {
    /// Which.
    pub phase: PhaseId,
    /// Where it stands.
    pub state: PhaseState,
    /// Since when.
    pub since: Timestamp,
    /// Stable code of what went wrong.
    pub code: Option<String>,
    /// The server's words, masked and shortened.
    pub message: Option<String>,
}

/// Notes where a phase stands. `code` and `message` replace what was there; `since` only moves with the state.
///
/// A phase that is kept local stays so while its booking is taken back, whatever that call is doing: only a verdict about it
/// is shown instead. Otherwise the next plan would not know any more that it is to be kept out, and book it again.
///
/// # Errors
/// The book cannot be written; a constraint for `Blocked` without a code.
pub fn set(
    tx: &Tx<'_>,
    phase: PhaseId,
    state: PhaseState,
    code: Option<&str>,
    message: Option<&str>,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.run(
        "INSERT INTO phase_sync (phase_id, state, since, code, message) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (phase_id) DO UPDATE SET
            since = CASE WHEN state = excluded.state THEN since ELSE excluded.since END,
            state = excluded.state, code = excluded.code, message = excluded.message
         WHERE state <> 'local' OR excluded.state IN ('local', 'blocked')",
        (phase.0, state, At(now), code, message),
    )?;
    Ok(())
}

/// Tells that phases of an appointment or a day stand otherwise than before, where nothing else in the transaction does.
///
/// # Errors
/// The book cannot be written.
pub fn tell(tx: &Tx<'_>, subject: Subject, now: Timestamp) -> Result<(), StoreError> {
    tx.changed(Topic::Sync, subject.entity(), now)
}

/// Whether a verdict about a phase holds until somebody asks for another try.
///
/// # Errors
/// The book cannot be read.
pub fn is_blocked(read: &Read<'_>, phase: PhaseId) -> Result<bool, StoreError> {
    let found = read.one(
        "SELECT 1 FROM phase_sync WHERE phase_id = ?1 AND state = 'blocked'",
        [phase.0],
        |_| Ok(()),
    )?;
    Ok(found.is_some())
}

/// Keeps the circumstances of the last call for a phase: a JSON object.
///
/// # Errors
/// The book cannot be written; a constraint if `record` is not JSON.
pub fn set_record(tx: &Tx<'_>, phase: PhaseId, record: &str) -> Result<(), StoreError> {
    tx.run(
        "UPDATE phase_sync SET record = ?2 WHERE phase_id = ?1",
        (phase.0, record),
    )?;
    Ok(())
}

/// The phases of an appointment or a day that are or were mirrored.
///
/// # Errors
/// The book cannot be read.
pub fn of(read: &Read<'_>, subject: impl Into<Subject>) -> Result<Vec<PhaseSync>, StoreError> {
    let subject = subject.into();
    read.all(
        of_subject!(
            subject,
            "SELECT s.* FROM phase_sync s JOIN phases p ON p.id = s.phase_id WHERE p.",
            " = ?1 ORDER BY p.sequence, p.start_at"
        ),
        [subject.row()],
        decode,
    )
}

/// What has a phase that is blocked for this reason – whatever their tasks are doing at this moment.
///
/// # Errors
/// The book cannot be read.
pub fn blocked_for(read: &Read<'_>, code: &str) -> Result<Vec<Subject>, StoreError> {
    read.all(
        "SELECT DISTINCT p.appointment_id, p.staff_day_id FROM phase_sync s JOIN phases p ON p.id = s.phase_id
         WHERE s.state = 'blocked' AND s.code = ?1",
        [code],
        subject::of_row,
    )
}

/// A segment that Cal.com shows otherwise than the book has it, although no task is going to do anything about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Left {
    /// Of which appointment.
    pub appointment: AppointmentId,
    /// Which.
    pub phase: PhaseId,
    /// Its booking is elsewhere; otherwise it has none.
    pub elsewhere: bool,
}

/// Segments that are not over at `over`, by the book or by their booking, and have been left as they are since `since` at the latest;
/// those that one booking for all of their appointment stands for are among them.
///
/// # Errors
/// The book cannot be read.
pub fn left(
    read: &Read<'_>,
    since: Timestamp,
    over: Timestamp,
    now: Timestamp,
) -> Result<Vec<Left>, StoreError> {
    read.all(
        // What was noted by a clock that was ahead is old enough.
        "SELECT p.appointment_id, p.id, b.uid IS NOT NULL AS elsewhere FROM phase_sync s
         JOIN phases p ON p.id = s.phase_id
         JOIN appointments a ON a.id = p.appointment_id
         LEFT JOIN bookings b ON b.phase_id = p.id AND b.state = 'live'
         LEFT JOIN sync_tasks t ON t.appointment_id = a.id
         WHERE s.state IN ('waiting', 'synced') AND p.kind = 'staff' AND max(p.end_at, coalesce(b.end_at, 0)) > ?2
           AND a.status <> 'cancelled' AND coalesce(t.state, 'done') IN ('done', 'blocked')
           AND NOT (max(s.since, coalesce(b.seen_at, 0)) BETWEEN ?1 AND ?3)
           AND NOT (b.start_at IS p.start_at AND b.end_at IS p.end_at AND b.staff_id IS p.staff_id)
         ORDER BY p.start_at, p.id",
        (At(since), At(over), At(now)),
        |row| {
            Ok(Left {
                appointment: AppointmentId(row.get(0)?),
                phase: PhaseId(row.get(1)?),
                elsewhere: row.get(2)?,
            })
        },
    )
}

/// Somebody elsewhere booked a segment that was kept local here: the later decision counts.
///
/// # Errors
/// The book cannot be written.
pub fn take_up(tx: &Tx<'_>, phase: PhaseId, now: Timestamp) -> Result<(), StoreError> {
    tx.run(
        "UPDATE phase_sync SET state = 'synced', since = ?2 WHERE phase_id = ?1 AND state = 'local'",
        (phase.0, At(now)),
    )?;
    Ok(())
}

/// After a change: segments, blocked gaps and blocks wait, except those that Cal.com shows as they are now, those on the wire or uncertain,
/// and those kept local.
pub(super) fn expect_change(
    tx: &Tx<'_>,
    subject: Subject,
    now: Timestamp,
) -> Result<(), StoreError> {
    let Some(appointment) = subject.appointment() else {
        return closing::expect_change(tx, subject, now);
    };
    tx.run(
        "INSERT INTO phase_sync (phase_id, state, since)
         SELECT id, 'waiting', ?2 FROM phases WHERE appointment_id = ?1 AND (kind = 'staff'
            OR (bookable = 0 AND NOT EXISTS (SELECT 1 FROM wholes w WHERE w.appointment_id = ?1)))
         ON CONFLICT (phase_id) DO UPDATE SET state = 'waiting', since = excluded.since, code = NULL, message = NULL
         WHERE state = 'blocked' OR (state = 'synced' AND NOT EXISTS (
            SELECT 1 FROM bookings b
            JOIN phases p ON p.id = b.phase_id
            JOIN appointments a ON a.id = p.appointment_id
            WHERE b.phase_id = phase_sync.phase_id AND b.state = 'live' AND a.status <> 'cancelled'
              AND b.start_at = p.start_at AND b.end_at = p.end_at AND b.staff_id = p.staff_id))",
        (appointment.0, At(now)),
    )?;
    Ok(())
}

/// Gives everything that was refused for this reason another chance.
///
/// # Errors
/// The book cannot be written.
pub fn unblock_all(tx: &Tx<'_>, code: &str, now: Timestamp) -> Result<(), StoreError> {
    tx.run(
        "UPDATE phase_sync SET state = 'waiting', since = ?2 WHERE state = 'blocked' AND code = ?1",
        (code, At(now)),
    )?;
    Ok(())
}

/// Gives the refused phases of an appointment or a day another chance.
///
/// # Errors
/// The book cannot be written.
pub fn unblock(tx: &Tx<'_>, subject: impl Into<Subject>, now: Timestamp) -> Result<(), StoreError> {
    let subject = subject.into();
    tx.run(
        of_subject!(
            subject,
            "UPDATE phase_sync SET state = 'waiting', since = ?2
             WHERE state = 'blocked' AND phase_id IN (SELECT id FROM phases WHERE ",
            " = ?1)"
        ),
        (subject.row(), At(now)),
    )?;
    Ok(())
}

fn decode(row: &Row<'_>) -> rusqlite::Result<PhaseSync> {
    Ok(PhaseSync {
        phase: PhaseId(row.get("phase_id")?),
        state: row.get("state")?,
        since: at(row, "since")?,
        code: row.get("code")?,
        message: row.get("message")?,
    })
}
