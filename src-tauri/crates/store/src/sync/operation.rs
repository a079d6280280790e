//! The journal of write calls: committed before a call is sent, settled with what came of it.

use jiff::Timestamp;
use salon::{PhaseId, Span};

use super::{Subject, subject::of_subject};
use crate::{
    Read, StoreError, Topic, Tx,
    row::{At, Row, maybe_at, words},
};

words! {
    /// The three writes.
    pub enum OperationKind {
        /// Book.
        Create = "create",
        /// Move.
        Reschedule = "reschedule",
        /// Take back.
        Cancel = "cancel",
    }
}

words! {
    /// What became of a write.
    pub enum OperationState {
        /// On the wire.
        Sending = "sending",
        /// Its answer is lost or has to be checked: looked up before anything else is sent.
        Uncertain = "uncertain",
        /// It happened.
        Done = "done",
        /// The server said no.
        Refused = "refused",
        /// It never left, or was turned away unread.
        NotSent = "not_sent",
        /// Looked up, and it did not happen.
        Absent = "absent",
        /// The answer to a cancellation is lost; it will be repeated.
        Lost = "lost",
    }
}

/// A write about to be sent.
#[derive(Debug, Clone)]
pub struct NewOperation<'a> {
    /// For which task.
    pub task: i64,
    /// For which phase.
    pub phase: PhaseId,
    /// What.
    pub kind: OperationKind,
    /// On which event type; always for a create.
    pub event_type_id: Option<i64>,
    /// Which booking; never for a create.
    pub booking_uid: Option<&'a str>,
    /// From, to; never missing but for a cancellation.
    pub span: Option<Span>,
    /// Failures in a row before this one.
    pub attempt: u32,
    /// Which run of the program sends it.
    pub boot: &'a str,
}

/// A row of the journal. `Debug` leaves the uid out: it is a capability.
#[derive(Clone, PartialEq, Eq)]
pub struct OperationRow {
    /// Row.
    pub id: i64,
    /// For which task.
    pub task: i64,
    /// For which phase.
    pub phase: PhaseId,
    /// What.
    pub kind: OperationKind,
    /// On which event type.
    pub event_type_id: Option<i64>,
    /// Which booking was to be moved or taken back.
    pub booking_uid: Option<String>,
    /// From, to.
    pub span: Option<Span>,
    /// What became of it.
    pub state: OperationState,
    /// When it was sent.
    pub sent_at: Timestamp,
    /// When its answer was lost.
    pub lost_at: Option<Timestamp>,
    /// What the server said; on an uncertain row the verdict if the look-up finds nothing.
    pub code: Option<String>,
    /// The server's words, masked and shortened.
    pub message: Option<String>,
}

impl std::fmt::Debug for OperationRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OperationRow")
            .field("id", &self.id)
            .field("phase", &self.phase)
            .field("kind", &self.kind)
            .field("state", &self.state)
            .field("code", &self.code)
            .finish_non_exhaustive()
    }
}

/// What is noted when an answer has come, or has not.
#[derive(Debug, Clone, Copy, Default)]
pub struct Answer<'a> {
    /// HTTP status, if there was one.
    pub status: Option<u16>,
    /// Stable code.
    pub code: Option<&'a str>,
    /// The server's words, masked and shortened.
    pub message: Option<&'a str>,
    /// How long it took.
    pub latency_ms: Option<i64>,
}

/// Writes a call down; answers its row.
///
/// # Errors
/// The book cannot be written; a constraint if the phase has an unsettled write already.
pub fn journal(
    tx: &Tx<'_>,
    operation: &NewOperation<'_>,
    now: Timestamp,
) -> Result<i64, StoreError> {
    tx.insert(
        "INSERT INTO operations
            (task_id, phase_id, kind, event_type_id, booking_uid, start_at, end_at, attempt, state, boot, sent_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 'sending', ?9, ?10)",
        (
            operation.task,
            operation.phase.0,
            operation.kind,
            operation.event_type_id,
            operation.booking_uid,
            operation.span.map(|span| At(span.start)),
            operation.span.map(|span| At(span.end)),
            operation.attempt,
            operation.boot,
            At(now),
        ),
    )
}

/// Settles a write, or makes it uncertain, provided it is not settled yet; `false` if it is.
///
/// # Errors
/// The book cannot be written.
pub fn note(
    tx: &Tx<'_>,
    id: i64,
    state: OperationState,
    answer: Answer<'_>,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let rows = tx.run(
        "UPDATE operations SET state = ?2,
            lost_at = CASE WHEN ?2 = 'uncertain' THEN coalesce(lost_at, ?3) ELSE lost_at END,
            settled_at = CASE WHEN ?2 IN ('sending', 'uncertain') THEN NULL ELSE ?3 END,
            status = coalesce(?4, status), code = coalesce(?5, code), message = coalesce(?6, message),
            latency_ms = coalesce(?7, latency_ms)
         WHERE id = ?1 AND state IN ('sending', 'uncertain')",
        (
            id,
            state,
            At(now),
            answer.status,
            answer.code,
            answer.message,
            answer.latency_ms,
        ),
    )?;
    Ok(rows > 0)
}

/// A row of the journal.
///
/// # Errors
/// The book cannot be read.
pub fn find(read: &Read<'_>, id: i64) -> Result<Option<OperationRow>, StoreError> {
    read.one("SELECT * FROM operations WHERE id = ?1", [id], decode)
}

/// Whether the fate of a write is not settled yet.
///
/// # Errors
/// The book cannot be read.
pub fn is_open(read: &Read<'_>, id: i64) -> Result<bool, StoreError> {
    let found = read.one(
        "SELECT 1 FROM operations WHERE id = ?1 AND state IN ('sending', 'uncertain')",
        [id],
        |_| Ok(()),
    )?;
    Ok(found.is_some())
}

/// The unsettled writes of an appointment or a day.
///
/// # Errors
/// The book cannot be read.
pub fn open_of(
    read: &Read<'_>,
    subject: impl Into<Subject>,
) -> Result<Vec<OperationRow>, StoreError> {
    let subject = subject.into();
    read.all(
        of_subject!(
            subject,
            "SELECT o.* FROM operations o JOIN phases p ON p.id = o.phase_id WHERE p.",
            " = ?1 AND o.state IN ('sending', 'uncertain') ORDER BY o.id"
        ),
        [subject.row()],
        decode,
    )
}

/// Every write of an appointment or a day that the journal still has, in the order in which they were sent.
///
/// # Errors
/// The book cannot be read.
pub fn of(read: &Read<'_>, subject: impl Into<Subject>) -> Result<Vec<OperationRow>, StoreError> {
    let subject = subject.into();
    read.all(
        of_subject!(
            subject,
            "SELECT o.* FROM operations o JOIN phases p ON p.id = o.phase_id WHERE p.",
            " = ?1 ORDER BY o.id"
        ),
        [subject.row()],
        decode,
    )
}

/// Bookings of an appointment or a day that Cal.com has refused to take back.
///
/// # Errors
/// The book cannot be read.
pub fn kept_there(read: &Read<'_>, subject: impl Into<Subject>) -> Result<Vec<String>, StoreError> {
    let subject = subject.into();
    read.all(kept_by(subject), [subject.row()], |row| row.get(0))
}

fn kept_by(subject: Subject) -> &'static str {
    of_subject!(
        subject,
        "SELECT o.booking_uid FROM operations o JOIN phases p ON p.id = o.phase_id WHERE p.",
        " = ?1 AND o.kind = 'cancel' AND o.state = 'refused'"
    )
}

/// Whether a write for a phase is not settled: what is seen in Cal.com may be its doing.
///
/// # Errors
/// The book cannot be read.
pub fn in_the_air(read: &Read<'_>, phase: PhaseId) -> Result<bool, StoreError> {
    let found = read.one(
        "SELECT 1 FROM operations WHERE phase_id = ?1 AND state IN ('sending', 'uncertain')",
        [phase.0],
        |_| Ok(()),
    )?;
    Ok(found.is_some())
}

/// Turns what an earlier run of the program left on the wire into something to be looked up: its operations, their tasks and
/// their phases. Answers how many writes that were.
///
/// # Errors
/// The book cannot be written.
pub fn recover(tx: &Tx<'_>, boot: &str, now: Timestamp) -> Result<usize, StoreError> {
    let orphans = tx.run(
        // That a write is not settled is said in the words of the index, so that only those are read.
        "UPDATE operations SET state = 'uncertain', lost_at = ?2
         WHERE state = 'sending' AND state IN ('sending', 'uncertain') AND boot <> ?1",
        (boot, At(now)),
    )?;
    tx.run(
        "UPDATE sync_tasks SET state = 'uncertain', due_at = ?1, updated_at = ?1
         WHERE state = 'sending' AND state <> 'done'",
        [At(now)],
    )?;
    tx.run(
        "UPDATE phase_sync SET state = 'uncertain', since = ?1 WHERE state = 'sending'
            AND phase_id IN (SELECT phase_id FROM operations
                             WHERE state = 'uncertain' AND state IN ('sending', 'uncertain'))",
        [At(now)],
    )?;
    tx.run(
        "UPDATE phase_sync SET state = 'waiting', since = ?1 WHERE state = 'sending'",
        [At(now)],
    )?;
    Ok(orphans)
}

/// The same for one appointment or day within a run: whoever sent its writes broke off before the answers were noted.
///
/// # Errors
/// The book cannot be written.
pub fn abandon(tx: &Tx<'_>, subject: impl Into<Subject>, now: Timestamp) -> Result<(), StoreError> {
    let subject = subject.into();
    tx.run(
        of_subject!(
            subject,
            "UPDATE operations SET state = 'uncertain', lost_at = ?2 WHERE state = 'sending'
                AND phase_id IN (SELECT id FROM phases WHERE ",
            " = ?1)"
        ),
        (subject.row(), At(now)),
    )?;
    tx.run(
        of_subject!(
            subject,
            "UPDATE sync_tasks SET state = 'uncertain', due_at = ?2, updated_at = ?2
             WHERE state = 'sending' AND ",
            " = ?1"
        ),
        (subject.row(), At(now)),
    )?;
    tx.changed(Topic::Sync, subject.entity(), now)
}

/// Drops settled rows from before `before`, except the last of each phase. Answers how many.
///
/// # Errors
/// The book cannot be written.
pub fn prune(tx: &Tx<'_>, before: Timestamp) -> Result<usize, StoreError> {
    tx.run(
        // The newest of each phase in one go: asking row by row would read the whole journal for each.
        "DELETE FROM operations WHERE settled_at < ?1
            AND id NOT IN (SELECT max(id) FROM operations GROUP BY phase_id)",
        [At(before)],
    )
}

fn decode(row: &Row<'_>) -> rusqlite::Result<OperationRow> {
    let start = maybe_at(row, "start_at")?;
    let end = maybe_at(row, "end_at")?;
    Ok(OperationRow {
        id: row.get("id")?,
        task: row.get("task_id")?,
        phase: PhaseId(row.get("phase_id")?),
        kind: row.get("kind")?,
        event_type_id: row.get("event_type_id")?,
        booking_uid: row.get("booking_uid")?,
        span: start
            .zip(end)
            .and_then(|(start, end)| Span::new(start, end)),
        state: row.get("state")?,
        sent_at: crate::row::at(row, "sent_at")?,
        lost_at: maybe_at(row, "lost_at")?,
        code: row.get("code")?,
        message: row.get("message")?,
    })
}

#[cfg(test)]
mod tests {
    use salon::AppointmentId;

    use super::*;
    use crate::explain::way;

    #[test]
    fn what_was_sent_for_an_appointment_is_found_without_reading_the_journal() {
        let way = way(kept_by(AppointmentId(1).into()), [1]);
        assert!(way.contains("operations_by_phase"), "{way}");
    }

    #[test]
    fn a_phase_goes_without_reading_the_journal_or_the_review_list() {
        for (table, index) in [
            ("operations", "operations_by_phase"),
            ("review", "review_by_phase"),
        ] {
            let way = way(&format!("SELECT 1 FROM {table} WHERE phase_id = ?1"), [1]);
            assert!(way.contains(index), "{way}");
        }
        let way = way("SELECT 1 FROM operations WHERE task_id = ?1", [1]);
        assert!(way.contains("operations_by_task"), "{way}");
    }
}
