//! The blocks of a stylist's days: what the book keeps free and Cal.com would sell.
//!
//! Facts change in many places – somebody books, takes time off, changes their hours – and none of them thinks of blocks: triggers mark
//! the time, and whoever keeps Cal.com in step takes the marks and cuts the blocks of those days anew.

use jiff::{SignedDuration, Timestamp, civil::Date, tz::TimeZone};
use salon::{PhaseId, Span, StaffDayId, StaffId, civil};
use uuid::Uuid;

use super::{Priority, Subject, review, task::want};
use crate::{
    Read, StoreError, Tx,
    row::{At, Civil, Row, Uid, span, uid, words},
};

words! {
    /// How a block stands in the book.
    pub enum Closing {
        /// It holds time.
        Held = "held",
        /// Somebody is booked there, or another block holds the time.
        GivesWay = "gives_way",
        /// The time is for sale again.
        Freed = "freed",
    }
}

/// A block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// Row.
    pub id: PhaseId,
    /// Its name in the world: the same at every desk that wants the same time held.
    pub uid: Uuid,
    /// Of which day.
    pub day: StaffDayId,
    /// Whose time.
    pub staff: StaffId,
    /// From, to.
    pub span: Span,
    /// How it stands.
    pub closing: Closing,
    /// Cal.com's number of its booking, if there is one.
    pub booking: Option<i64>,
    /// Whether that booking is where the block is to be, and not where somebody has moved it.
    pub in_place: bool,
}

/// Whose time has to be looked at again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClosingMark {
    /// Whose.
    pub staff: StaffId,
    /// From, to; may reach over all time.
    pub span: Span,
}

/// Whether anything is marked.
///
/// # Errors
/// The book cannot be read.
pub fn is_marked(read: &Read<'_>) -> Result<bool, StoreError> {
    let found = read.one("SELECT 1 FROM closing_marks LIMIT 1", (), |_| Ok(()))?;
    Ok(found.is_some())
}

/// Takes all marks, by staff member and start.
///
/// # Errors
/// The book cannot be written.
pub fn take_marks(tx: &Tx<'_>) -> Result<Vec<ClosingMark>, StoreError> {
    let marks = tx.all(
        "SELECT * FROM closing_marks ORDER BY staff_id, start_at",
        (),
        |row| {
            Ok(ClosingMark {
                staff: StaffId(row.get("staff_id")?),
                span: span(row)?,
            })
        },
    )?;
    tx.run("DELETE FROM closing_marks", ())?;
    Ok(marks)
}

/// Marks all time of everybody who works here and whose time can be held.
///
/// # Errors
/// The book cannot be written.
pub fn mark_all(tx: &Tx<'_>) -> Result<(), StoreError> {
    tx.run(
        "INSERT INTO closing_marks (staff_id, start_at, end_at) SELECT b.staff_id, 0, 253402207200
         FROM block_types b JOIN staff s ON s.id = b.staff_id WHERE s.archived_at IS NULL AND s.calcom_user_id IS NOT NULL",
        (),
    )?;
    Ok(())
}

/// Marks a stretch of somebody's time.
///
/// # Errors
/// The book cannot be written.
pub fn mark(tx: &Tx<'_>, staff: StaffId, span: Span) -> Result<(), StoreError> {
    tx.run(
        "INSERT INTO closing_marks (staff_id, start_at, end_at) VALUES (?1, ?2, ?3)",
        (staff.0, At(span.start), At(span.end)),
    )?;
    Ok(())
}

/// The day of somebody, written down if it was not there.
///
/// # Errors
/// The book cannot be written.
pub fn day(tx: &Tx<'_>, staff: StaffId, date: Date) -> Result<StaffDayId, StoreError> {
    let known = tx.one(
        "SELECT id FROM staff_days WHERE staff_id = ?1 AND date = ?2",
        (staff.0, Civil(date)),
        |row| row.get(0).map(StaffDayId),
    )?;
    match known {
        Some(known) => Ok(known),
        None => tx
            .insert(
                "INSERT INTO staff_days (staff_id, date) VALUES (?1, ?2)",
                (staff.0, Civil(date)),
            )
            .map(StaffDayId),
    }
}

/// The dates from `from` on for which somebody has had blocks.
///
/// # Errors
/// The book cannot be read.
pub fn dates(read: &Read<'_>, staff: StaffId, from: Date) -> Result<Vec<Date>, StoreError> {
    read.all(
        "SELECT date FROM staff_days WHERE staff_id = ?1 AND date >= ?2 ORDER BY date",
        (staff.0, Civil(from)),
        |row| row.get::<_, Civil<Date>>(0).map(|date| date.0),
    )
}

/// SQL for the blocks `p` that `$which` selects.
macro_rules! blocks {
    ($which:literal) => {
        concat!(
            "SELECT p.*, l.booking_id,
                l.start_at IS p.start_at AND l.end_at IS p.end_at AND l.staff_id IS p.staff_id AS in_place
             FROM phases p LEFT JOIN bookings l ON l.phase_id = p.id AND l.state = 'live' WHERE p.kind = 'block' AND ",
            $which
        )
    };
}

/// The blocks of somebody that touch `window`, by start, however they stand.
///
/// # Errors
/// The book cannot be read.
pub fn during(read: &Read<'_>, staff: StaffId, window: Span) -> Result<Vec<Block>, StoreError> {
    read.all(
        blocks!(
            "p.staff_id = ?1 AND p.occupies_staff_id IS NULL AND ifnull(p.bookable, 0) = 0
               AND p.start_at > ?2 - 43200 AND p.start_at < ?3 AND p.end_at > ?2 ORDER BY p.start_at, p.id"
        ),
        (staff.0, At(window.start), At(window.end)),
        decode,
    )
}

/// A block by its name in the world.
///
/// # Errors
/// The book cannot be read.
pub fn find_by_uid(read: &Read<'_>, uid: Uuid) -> Result<Option<Block>, StoreError> {
    read.one(blocks!("p.uid = ?1"), [Uid(uid)], decode)
}

/// A block by its row; `None` for a segment or gap of an appointment too.
///
/// # Errors
/// The book cannot be read.
pub fn find(read: &Read<'_>, id: PhaseId) -> Result<Option<Block>, StoreError> {
    read.one(blocks!("p.id = ?1"), [id.0], decode)
}

/// Holds time. A block of this name that was given up stands again.
///
/// # Errors
/// The book cannot be written; a constraint for less than a minute or more than twelve hours.
pub fn hold(
    tx: &Tx<'_>,
    day: StaffDayId,
    staff: StaffId,
    name: Uuid,
    span: Span,
    now: Timestamp,
) -> Result<PhaseId, StoreError> {
    if let Some(known) = find_by_uid(tx, name)? {
        set(tx, known.id, Closing::Held, now)?;
        return Ok(known.id);
    }
    tx.insert(
        "INSERT INTO phases (uid, staff_day_id, sequence, key, kind, bookable, closing, staff_id, start_at, end_at)
         VALUES (?1, ?2, 0, 'BLOCK', 'block', 0, 'held', ?3, ?4, ?5)",
        (Uid(name), day.0, staff.0, At(span.start), At(span.end)),
    )
    .map(PhaseId)
}

/// Notes how a block stands from now on. What was decided about it before does not hold any more.
///
/// # Errors
/// `Missing`.
pub fn set(tx: &Tx<'_>, id: PhaseId, closing: Closing, now: Timestamp) -> Result<(), StoreError> {
    tx.run_one(
        "phases",
        "UPDATE phases SET closing = ?2 WHERE id = ?1 AND kind = 'block'",
        (id.0, closing),
    )?;
    tx.run(
        "DELETE FROM phase_sync WHERE phase_id = ?1 AND state IN ('blocked', 'local')",
        [id.0],
    )?;
    review::close_phase(tx, id, now)
}

/// Blocks of a day, or of all days, for which it is too late give way: they have begun and Cal.com shows nothing of them. What is left of
/// their time is marked. What waits for a person for the reason `lifted`, or was left to be sold by one, stays until it is over.
///
/// # Errors
/// The book cannot be written.
pub fn too_late(
    tx: &Tx<'_>,
    day: Option<StaffDayId>,
    lifted: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    let late = tx.all(
        blocks!(
            "p.closing = 'held' AND p.start_at <= ?1 AND (?2 IS NULL OR p.staff_day_id = ?2)
               AND NOT EXISTS (SELECT 1 FROM bookings b WHERE b.phase_id = p.id AND b.state <> 'gone')
               AND NOT EXISTS (SELECT 1 FROM operations o WHERE o.phase_id = p.id AND o.state IN ('sending', 'uncertain'))
               AND NOT (p.end_at > ?1 AND EXISTS
                   (SELECT 1 FROM phase_sync s WHERE s.phase_id = p.id AND (s.state = 'local' OR s.code IS ?3)))"
        ),
        (At(now), day.map(|day| day.0), lifted),
        decode,
    )?;
    for block in late {
        set(tx, block.id, Closing::GivesWay, now)?;
        if block.span.end > now {
            mark(tx, block.staff, block.span)?;
        }
    }
    Ok(())
}

/// The blocks of a day have changed: Cal.com has to follow.
///
/// # Errors
/// The book cannot be written.
pub fn changed(
    tx: &Tx<'_>,
    day: StaffDayId,
    priority: Priority,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.run(
        "UPDATE staff_days SET generation = generation + 1 WHERE id = ?1",
        [day.0],
    )?;
    want(tx, day, priority, now)
}

/// After a change of a day: blocks wait that Cal.com does not show as they are now. What was refused or left out stays so.
pub(super) fn expect_change(tx: &Tx<'_>, day: Subject, now: Timestamp) -> Result<(), StoreError> {
    tx.run(
        "INSERT INTO phase_sync (phase_id, state, since)
         SELECT p.id, 'waiting', ?2 FROM phases p LEFT JOIN bookings b ON b.phase_id = p.id AND b.state = 'live'
         WHERE p.staff_day_id = ?1 AND (p.closing = 'held') <> (b.uid IS NOT NULL)
         ON CONFLICT (phase_id) DO UPDATE SET state = 'waiting', since = excluded.since, code = NULL, message = NULL
         WHERE state = 'synced'",
        (day.row(), At(now)),
    )?;
    Ok(())
}

/// Where Cal.com has bookings of somebody that are no blocks, or is about to have them. What the first segment of a whole waits for, all
/// of it waits for: its other phases seem to be in line, and have no booking there. Its gap is held by the one booking only: while a
/// person has to decide about any of its segments, by nothing.
///
/// # Errors
/// The book cannot be read.
pub fn taken(read: &Read<'_>, staff: StaffId, window: Span) -> Result<Vec<Span>, StoreError> {
    read.all(
        "SELECT p.start_at, p.end_at FROM phases p
         WHERE p.occupies_staff_id = ?1 AND p.start_at > ?2 - 43200 AND p.start_at < ?3 AND p.end_at > ?2
           AND NOT EXISTS (SELECT 1 FROM phase_sync s WHERE s.phase_id = p.id AND s.state IN ('blocked', 'local'))
           AND NOT EXISTS (
               SELECT 1 FROM wholes w
                   JOIN phases f ON f.appointment_id = w.appointment_id AND (f.sequence = 0 OR p.kind = 'gap')
                   JOIN phase_sync s ON s.phase_id = f.id AND s.state IN ('blocked', 'local')
               WHERE w.appointment_id = p.appointment_id
                   AND NOT EXISTS (SELECT 1 FROM phase_sync o WHERE o.phase_id = p.id AND o.state IN ('waiting', 'sending', 'uncertain')))
         UNION ALL
         SELECT b.start_at, b.end_at FROM bookings b JOIN phases p ON p.id = b.phase_id AND p.kind <> 'block'
         WHERE b.staff_id = ?1 AND b.state <> 'gone' AND b.start_at > ?2 - 86400 AND b.start_at < ?3 AND b.end_at > ?2
         UNION ALL
         SELECT start_at, end_at FROM blocked_times WHERE staff_id = ?1 AND reason = 'calcom' AND end_at > ?2 AND start_at < ?3",
        (staff.0, At(window.start), At(window.end)),
        span,
    )
}

/// Forgets every block: another account knows none of them.
pub(super) fn forget(tx: &Tx<'_>) -> Result<(), StoreError> {
    tx.run(
        "DELETE FROM bookings WHERE phase_id IN (SELECT id FROM phases WHERE kind = 'block')",
        (),
    )?;
    tx.run("DELETE FROM staff_days", ())?;
    tx.run("DELETE FROM sold_hours", ())?;
    tx.run("DELETE FROM closing_marks", ())?;
    Ok(())
}

/// Drops the days that were over at `before`, with everything about their blocks. Answers how many.
///
/// # Errors
/// The book cannot be written.
pub fn prune(tx: &Tx<'_>, before: Timestamp) -> Result<usize, StoreError> {
    // In every zone of the world.
    let yesterday = before.checked_sub(SignedDuration::from_hours(24));
    let before = civil::date_of(yesterday.unwrap_or(before), &TimeZone::UTC);
    tx.run(
        "DELETE FROM bookings WHERE phase_id IN
            (SELECT p.id FROM staff_days d JOIN phases p ON p.staff_day_id = d.id WHERE d.date < ?1)",
        [Civil(before)],
    )?;
    tx.run("DELETE FROM staff_days WHERE date < ?1", [Civil(before)])
}

/// What Cal.com sells of somebody's time, as last read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SoldHours {
    /// IANA name.
    pub zone: String,
    /// JSON, as the reader wrote it.
    pub hours: String,
}

/// What Cal.com sells of somebody's time, once it was read.
///
/// # Errors
/// The book cannot be read.
pub fn find_sold(read: &Read<'_>, staff: StaffId) -> Result<Option<SoldHours>, StoreError> {
    read.one(
        "SELECT zone, hours FROM sold_hours WHERE staff_id = ?1",
        [staff.0],
        |row| {
            Ok(SoldHours {
                zone: row.get("zone")?,
                hours: row.get("hours")?,
            })
        },
    )
}

/// Writes it down. What did not change marks nothing.
///
/// # Errors
/// The book cannot be written.
pub fn put_sold(tx: &Tx<'_>, staff: StaffId, sold: &SoldHours) -> Result<(), StoreError> {
    tx.run(
        "INSERT INTO sold_hours (staff_id, zone, hours) VALUES (?1, ?2, ?3)
         ON CONFLICT (staff_id) DO UPDATE SET zone = excluded.zone, hours = excluded.hours
         WHERE zone <> excluded.zone OR hours <> excluded.hours",
        (staff.0, &sold.zone, &sold.hours),
    )?;
    Ok(())
}

fn decode(row: &Row<'_>) -> rusqlite::Result<Block> {
    Ok(Block {
        id: PhaseId(row.get("id")?),
        uid: uid(row)?,
        day: StaffDayId(row.get("staff_day_id")?),
        staff: StaffId(row.get("staff_id")?),
        span: span(row)?,
        closing: row.get("closing")?,
        booking: row.get("booking_id")?,
        in_place: row.get("in_place")?,
    })
}
