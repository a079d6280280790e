//! What is known to exist in Cal.com.

use jiff::Timestamp;
use salon::{PhaseId, Span, StaffId};

use super::{
    Subject,
    subject::{self, of_subject},
};
use crate::{
    Read, StoreError, Tx,
    row::{At, Civil, Row, list, maybe_word, span, words},
};

words! {
    /// What a booking is to its phase.
    pub enum BookingState {
        /// Stands for it.
        Live = "live",
        /// A second one that has to go.
        Surplus = "surplus",
        /// Cancelled or replaced.
        Gone = "gone",
    }
}

/// A booking as last seen. `Debug` leaves the uid out: it is a capability.
#[derive(Clone, PartialEq, Eq)]
pub struct BookingRow {
    /// Its address in Cal.com.
    pub uid: String,
    /// Cal.com's number.
    pub booking_id: i64,
    /// Of which phase.
    pub phase: PhaseId,
    /// Whose time it takes, if one of our staff.
    pub staff: Option<StaffId>,
    /// On which event type, until that is deleted.
    pub event_type_id: Option<i64>,
    /// From, to.
    pub span: Span,
    /// What it is to the phase.
    pub state: BookingState,
    /// When it was made, if Cal.com says so.
    pub made_at: Option<Timestamp>,
    /// Cal.com's word for its last change.
    pub remote_updated: Option<String>,
}

impl std::fmt::Debug for BookingRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("BookingRow")
            .field("booking_id", &self.booking_id)
            .field("phase", &self.phase)
            .field("span", &self.span)
            .field("state", &self.state)
            .finish_non_exhaustive()
    }
}

/// Remembers a booking as it was seen. If it is live, another live one of the phase becomes surplus – or gone, if it is over
/// and so cannot be taken back.
///
/// # Errors
/// The book cannot be written.
pub fn remember(tx: &Tx<'_>, booking: &BookingRow, now: Timestamp) -> Result<(), StoreError> {
    if booking.state == BookingState::Live {
        tx.run(
            "UPDATE bookings SET state = CASE WHEN end_at > ?3 THEN 'surplus' ELSE 'gone' END, seen_at = ?3
             WHERE phase_id = ?1 AND state = 'live' AND uid <> ?2",
            (booking.phase.0, &booking.uid, At(now)),
        )?;
    }
    tx.run(
        "INSERT INTO bookings
            (uid, booking_id, phase_id, staff_id, event_type_id, start_at, end_at, state, remote_updated, seen_at, made_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
         ON CONFLICT (uid) DO UPDATE SET staff_id = excluded.staff_id, event_type_id = excluded.event_type_id,
            start_at = excluded.start_at, end_at = excluded.end_at, state = excluded.state,
            remote_updated = excluded.remote_updated, seen_at = excluded.seen_at,
            made_at = coalesce(excluded.made_at, made_at)",
        (
            &booking.uid,
            booking.booking_id,
            booking.phase.0,
            booking.staff.map(|staff| staff.0),
            booking.event_type_id,
            At(booking.span.start),
            At(booking.span.end),
            booking.state,
            &booking.remote_updated,
            At(now),
            booking.made_at.map(Civil),
        ),
    )?;
    Ok(())
}

/// SQL for what was called gone later than `?1`. One that was replaced by a move is gone whatever the clock said.
macro_rules! gone_later {
    () => {
        "state = 'gone' AND seen_at > ?1 AND end_at > ?1 AND replaced_by IS NULL"
    };
}

const PUT_BACK: &str = concat!(
    "UPDATE bookings SET state = 'surplus', seen_at = ?1 WHERE ",
    gone_later!()
);
const IS_AHEAD: &str = concat!("SELECT 1 FROM bookings WHERE ", gone_later!(), " LIMIT 1");

/// Whether something was called gone later than `latest`.
pub(super) fn is_ahead(read: &Read<'_>, latest: Timestamp) -> Result<bool, StoreError> {
    let found = read.one(IS_AHEAD, [At(latest)], |_| Ok(()))?;
    Ok(found.is_some())
}

/// The clock was put back. What was called gone by the old one may only have been over by it: it is one too many, and taken back.
/// Where it is gone indeed, taking it back is told so. Answers how many.
///
/// # Errors
/// The book cannot be written.
pub(super) fn clock_put_back(tx: &Tx<'_>, now: Timestamp) -> Result<usize, StoreError> {
    tx.run(PUT_BACK, [At(now)])
}

/// A booking is cancelled or replaced. Unknown uids are ignored.
///
/// # Errors
/// The book cannot be written.
pub fn gone(
    tx: &Tx<'_>,
    uid: &str,
    replaced_by: Option<&str>,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.run(
        "UPDATE bookings SET state = 'gone', replaced_by = coalesce(?2, replaced_by), seen_at = ?3 WHERE uid = ?1",
        (uid, replaced_by, At(now)),
    )?;
    Ok(())
}

/// The booking with this uid.
///
/// # Errors
/// The book cannot be read.
pub fn find(read: &Read<'_>, uid: &str) -> Result<Option<BookingRow>, StoreError> {
    read.one("SELECT * FROM bookings WHERE uid = ?1", [uid], decode)
}

/// The booking that stands for a phase, if one is alive.
///
/// # Errors
/// The book cannot be read.
pub fn live_of(read: &Read<'_>, phase: PhaseId) -> Result<Option<BookingRow>, StoreError> {
    read.one(
        "SELECT * FROM bookings WHERE phase_id = ?1 AND state = 'live'",
        [phase.0],
        decode,
    )
}

/// Every booking that a phase ever had, as far as we know.
///
/// # Errors
/// The book cannot be read.
pub fn uids_of(read: &Read<'_>, phase: PhaseId) -> Result<Vec<String>, StoreError> {
    read.all(
        "SELECT uid FROM bookings WHERE phase_id = ?1",
        [phase.0],
        |row| row.get(0),
    )
}

/// The bookings of an appointment or a day that are not gone.
///
/// # Errors
/// The book cannot be read.
pub fn of(read: &Read<'_>, subject: impl Into<Subject>) -> Result<Vec<BookingRow>, StoreError> {
    let subject = subject.into();
    read.all(
        of_subject!(
            subject,
            "SELECT b.* FROM bookings b JOIN phases p ON p.id = b.phase_id WHERE p.",
            " = ?1 AND b.state <> 'gone' ORDER BY p.sequence, p.start_at, b.booking_id"
        ),
        [subject.row()],
        decode,
    )
}

/// What has second bookings to come, and no task that is going to take them back.
///
/// # Errors
/// The book cannot be read.
pub fn one_too_many(read: &Read<'_>, now: Timestamp) -> Result<Vec<Subject>, StoreError> {
    read.all(
        "SELECT DISTINCT p.appointment_id, p.staff_day_id FROM bookings b JOIN phases p ON p.id = b.phase_id
         LEFT JOIN sync_tasks t ON t.appointment_id = p.appointment_id OR t.staff_day_id = p.staff_day_id
         WHERE b.state = 'surplus' AND b.end_at > ?1 AND coalesce(t.state, 'done') = 'done'",
        [At(now)],
        subject::of_row,
    )
}

/// A place in Cal.com that the booking of something else is about to leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Leaving {
    /// Whose time.
    pub staff: StaffId,
    /// From, to.
    pub span: Span,
    /// What leaves it.
    pub subject: Subject,
}

/// How many segments to come hang on an event type: booked on it, or planned and yet to be booked on it.
///
/// # Errors
/// The book cannot be read.
pub fn to_come_on(read: &Read<'_>, event_type: i64, now: Timestamp) -> Result<usize, StoreError> {
    let phases = read.all(
        "SELECT phase_id FROM bookings
         WHERE event_type_id = ?1 AND state <> 'gone' AND end_at > ?2
         UNION
         SELECT p.id FROM event_map e
         JOIN appointments a ON a.service_id = e.service_id AND a.status = 'booked'
         JOIN phases p ON p.appointment_id = a.id AND p.kind = 'staff' AND p.key = e.segment_key
             AND p.staff_id = e.staff_id AND p.end_at > ?2
         WHERE e.event_type_id = ?1 OR e.child_event_type_id = ?1",
        (event_type, At(now)),
        |row| row.get::<_, i64>(0),
    )?;
    Ok(phases.len())
}

/// Places in `within` that bookings of other appointments and days still take of these staff, although the book has them elsewhere or
/// nowhere, and whose tasks are under way. Writes that are not settled count too.
///
/// # Errors
/// The book cannot be read.
pub fn leaving(
    read: &Read<'_>,
    but: Subject,
    staff: &[StaffId],
    within: Span,
) -> Result<Vec<Leaving>, StoreError> {
    read.all(
        of_subject!(
            but,
            "SELECT i.staff_id, i.start_at, i.end_at, p.appointment_id, p.staff_day_id
         FROM (SELECT phase_id, staff_id, start_at, end_at, state FROM bookings
               WHERE state <> 'gone' AND staff_id IN (SELECT value FROM json_each(?4))
                 AND start_at > ?1 - 43200 AND start_at < ?2 AND end_at > ?1
               UNION ALL
               SELECT o.phase_id, p.staff_id, o.start_at, o.end_at, 'open' FROM operations o
               JOIN phases p ON p.id = o.phase_id
               WHERE o.state IN ('sending', 'uncertain') AND o.kind <> 'cancel'
                 AND o.start_at < ?2 AND o.end_at > ?1) i
         JOIN phases p ON p.id = i.phase_id
         LEFT JOIN appointments a ON a.id = p.appointment_id
         JOIN sync_tasks t ON t.appointment_id = p.appointment_id OR t.staff_day_id = p.staff_day_id
         WHERE p.",
            " IS NOT ?3 AND t.state IN ('waiting', 'sending', 'uncertain')
           AND (a.status = 'cancelled' OR i.state = 'surplus' OR p.closing <> 'held'
                OR p.start_at <> i.start_at OR p.end_at <> i.end_at OR p.staff_id <> i.staff_id)"
        ),
        (
            At(within.start),
            At(within.end),
            but.row(),
            list(staff.iter().map(|staff| staff.0)),
        ),
        |row| {
            Ok(Leaving {
                staff: StaffId(row.get("staff_id")?),
                span: span(row)?,
                subject: subject::of_row(row)?,
            })
        },
    )
}

fn decode(row: &Row<'_>) -> rusqlite::Result<BookingRow> {
    Ok(BookingRow {
        uid: row.get("uid")?,
        booking_id: row.get("booking_id")?,
        phase: PhaseId(row.get("phase_id")?),
        staff: row.get::<_, Option<i64>>("staff_id")?.map(StaffId),
        event_type_id: row.get("event_type_id")?,
        span: span(row)?,
        state: row.get("state")?,
        made_at: maybe_word(row, "made_at")?,
        remote_updated: row.get("remote_updated")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::explain::way;

    #[test]
    fn putting_the_clock_back_reads_only_what_was_called_gone_since() {
        for sql in [PUT_BACK, IS_AHEAD] {
            let way = way(sql, [At(Timestamp::UNIX_EPOCH)]);
            assert!(way.contains("bookings_gone"), "{way}");
        }
    }
}
