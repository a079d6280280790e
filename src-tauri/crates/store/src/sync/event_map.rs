//! Service × segment × staff → event type.

use jiff::Timestamp;
use salon::{PhaseId, ServiceId, StaffId};

use crate::{
    Read, StoreError, Topic, Tx,
    row::{At, Minutes, Row, at, words},
};

words! {
    /// How a pair came to be what it is.
    pub enum How {
        /// The provisioning found or made it.
        Provisioned = "provisioned",
        /// A person named the event type.
        Linked = "linked",
        /// The event type is gone, or a person took the pair out.
        Removed = "removed",
    }
}

/// When a pair was seen that has to be seen anew.
const DOUBTED: Timestamp = Timestamp::UNIX_EPOCH;

/// Something that happened to a pair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MapChange {
    /// When.
    pub at: Timestamp,
    /// What.
    pub how: How,
    /// The event type from then on.
    pub event_type_id: Option<i64>,
    /// Its child for the person, of a managed one.
    pub child_event_type_id: Option<i64>,
    /// Its length.
    pub minutes: Option<u16>,
}

/// One pair of the map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mapping {
    /// Of which service.
    pub service: ServiceId,
    /// `A`, `B`…
    pub segment_key: String,
    /// Who does it.
    pub staff: StaffId,
    /// The event type; for managed ones the parent.
    pub event_type_id: i64,
    /// Whether it is a managed parent, which cannot be booked itself.
    pub managed: bool,
    /// The child to be booked in its place; `None` until it is known.
    pub child_event_type_id: Option<i64>,
    /// Its name in addresses.
    pub slug: String,
    /// Its usual length.
    pub minutes: u16,
    /// The other lengths that a booking on it may ask for.
    pub lengths: Vec<u16>,
    /// Whether a booking on it writes to nobody.
    pub silent: bool,
    /// When this was last seen to be so.
    pub resolved_at: Timestamp,
}

impl Mapping {
    /// What can be booked: never a managed parent, not even where it stands as its own child in a book that was not checked.
    #[must_use]
    pub fn bookable(&self) -> Option<i64> {
        if self.managed {
            let parent = self.event_type_id;
            self.child_event_type_id.filter(|child| *child != parent)
        } else {
            Some(self.event_type_id)
        }
    }
}

/// Writes a pair that the provisioning found or made, replacing the one that was there. What did not change leaves no trace in the
/// history.
///
/// # Errors
/// The book cannot be written; a constraint if a parent is given as its own child.
pub fn put(tx: &Tx<'_>, mapping: &Mapping, now: Timestamp) -> Result<(), StoreError> {
    write(tx, mapping, How::Provisioned, now)
}

/// The same for a pair whose event type a person named.
///
/// # Errors
/// As [`put`].
pub fn link(tx: &Tx<'_>, mapping: &Mapping, now: Timestamp) -> Result<(), StoreError> {
    write(tx, mapping, How::Linked, now)
}

fn write(tx: &Tx<'_>, mapping: &Mapping, how: How, now: Timestamp) -> Result<(), StoreError> {
    let before = find(tx, mapping.service, &mapping.segment_key, mapping.staff)?;
    let same = |before: &Mapping| {
        before.event_type_id == mapping.event_type_id
            && before.child_event_type_id == mapping.child_event_type_id
            && before.minutes == mapping.minutes
            && before.lengths == mapping.lengths
    };
    if !before.is_some_and(|before| same(&before)) {
        remember(tx, mapping, how, now)?;
    }
    tx.run(
        "INSERT INTO event_map
            (service_id, segment_key, staff_id, event_type_id, managed, child_event_type_id, slug, minutes, lengths,
             resolved_at, silent)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
         ON CONFLICT (service_id, segment_key, staff_id) DO UPDATE SET event_type_id = excluded.event_type_id,
            managed = excluded.managed, child_event_type_id = excluded.child_event_type_id, slug = excluded.slug,
            minutes = excluded.minutes, lengths = excluded.lengths, resolved_at = excluded.resolved_at,
            silent = excluded.silent",
        (
            mapping.service.0,
            &mapping.segment_key,
            mapping.staff.0,
            mapping.event_type_id,
            mapping.managed,
            mapping.child_event_type_id,
            &mapping.slug,
            mapping.minutes,
            Minutes(mapping.lengths.clone()),
            At(mapping.resolved_at),
            mapping.silent,
        ),
    )?;
    tx.changed(Topic::Services, Some(mapping.service.0), now)
}

fn remember(tx: &Tx<'_>, pair: &Mapping, how: How, now: Timestamp) -> Result<(), StoreError> {
    let stands = how != How::Removed;
    tx.insert(
        "INSERT INTO event_map_history
            (service_id, segment_key, staff_id, event_type_id, child_event_type_id, minutes, how, at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        (
            pair.service.0,
            &pair.segment_key,
            pair.staff.0,
            stands.then_some(pair.event_type_id),
            pair.child_event_type_id.filter(|_| stands),
            stands.then_some(pair.minutes),
            how,
            At(now),
        ),
    )?;
    Ok(())
}

/// Forgets the pairs of an event type that is gone. Answers how many.
///
/// # Errors
/// The book cannot be written.
pub fn remove(tx: &Tx<'_>, event_type: i64, now: Timestamp) -> Result<usize, StoreError> {
    let gone = all(tx)?.into_iter();
    for pair in gone.filter(|pair| pair.event_type_id == event_type) {
        remember(tx, &pair, How::Removed, now)?;
    }
    let rows = tx.run(
        "DELETE FROM event_map WHERE event_type_id = ?1",
        [event_type],
    )?;
    if rows > 0 {
        tx.changed(Topic::Services, None, now)?;
    }
    Ok(rows)
}

/// Takes one pair out of the map. One that is not there stays so.
///
/// # Errors
/// The book cannot be written.
pub fn take_out(
    tx: &Tx<'_>,
    service: ServiceId,
    segment_key: &str,
    staff: StaffId,
    now: Timestamp,
) -> Result<(), StoreError> {
    let Some(pair) = find(tx, service, segment_key, staff)? else {
        return Ok(());
    };
    remember(tx, &pair, How::Removed, now)?;
    tx.run(
        "DELETE FROM event_map WHERE service_id = ?1 AND segment_key = ?2 AND staff_id = ?3",
        (service.0, segment_key, staff.0),
    )?;
    tx.changed(Topic::Services, Some(service.0), now)
}

/// One pair.
///
/// # Errors
/// The book cannot be read.
pub fn find(
    read: &Read<'_>,
    service: ServiceId,
    segment_key: &str,
    staff: StaffId,
) -> Result<Option<Mapping>, StoreError> {
    read.one(
        "SELECT * FROM event_map WHERE service_id = ?1 AND segment_key = ?2 AND staff_id = ?3",
        (service.0, segment_key, staff.0),
        decode,
    )
}

/// What happened to a pair, the newest first.
///
/// # Errors
/// The book cannot be read.
pub fn history(
    read: &Read<'_>,
    service: ServiceId,
    segment_key: &str,
    staff: StaffId,
) -> Result<Vec<MapChange>, StoreError> {
    read.all(
        "SELECT * FROM event_map_history
         WHERE service_id = ?1 AND segment_key = ?2 AND staff_id = ?3 ORDER BY id DESC",
        (service.0, segment_key, staff.0),
        |row| {
            Ok(MapChange {
                at: at(row, "at")?,
                how: row.get("how")?,
                event_type_id: row.get("event_type_id")?,
                child_event_type_id: row.get("child_event_type_id")?,
                minutes: row.get("minutes")?,
            })
        },
    )
}

/// All pairs.
///
/// # Errors
/// The book cannot be read.
pub fn all(read: &Read<'_>) -> Result<Vec<Mapping>, StoreError> {
    read.all(
        "SELECT * FROM event_map ORDER BY service_id, segment_key, staff_id",
        (),
        decode,
    )
}

/// The pairs of a service.
///
/// # Errors
/// The book cannot be read.
pub fn of_service(read: &Read<'_>, service: ServiceId) -> Result<Vec<Mapping>, StoreError> {
    read.all(
        "SELECT * FROM event_map WHERE service_id = ?1",
        [service.0],
        decode,
    )
}

/// The pair that an event type stands for, be it mapped itself or as a child.
///
/// # Errors
/// The book cannot be read.
pub fn of_event_type(read: &Read<'_>, event_type: i64) -> Result<Option<Mapping>, StoreError> {
    read.one(
        "SELECT * FROM event_map WHERE event_type_id = ?1 OR child_event_type_id = ?1 LIMIT 1",
        [event_type],
        decode,
    )
}

/// Every event type that was mapped once, as itself and not as a child.
///
/// # Errors
/// The book cannot be read.
pub fn ever_mapped(read: &Read<'_>) -> Result<Vec<i64>, StoreError> {
    read.all(
        "SELECT event_type_id FROM event_map
         UNION SELECT event_type_id FROM event_map_history WHERE event_type_id IS NOT NULL",
        (),
        |row| row.get(0),
    )
}

/// The pair of a staff phase has to be looked at anew: a booking on it was refused for what it is. Answers whether there is one.
///
/// # Errors
/// The book cannot be written.
pub fn doubt(tx: &Tx<'_>, phase: PhaseId) -> Result<bool, StoreError> {
    let rows = tx.run(
        "UPDATE event_map SET resolved_at = ?2 WHERE id IN
            (SELECT e.id FROM phases p
             JOIN appointments a ON a.id = p.appointment_id
             JOIN event_map e ON e.service_id = a.service_id AND e.segment_key = p.key AND e.staff_id = p.staff_id
             WHERE p.id = ?1)",
        (phase.0, At(DOUBTED)),
    )?;
    Ok(rows > 0)
}

/// One pair has to be looked at anew, because a person wants to know.
///
/// # Errors
/// The book cannot be written.
pub fn doubt_pair(
    tx: &Tx<'_>,
    service: ServiceId,
    segment_key: &str,
    staff: StaffId,
) -> Result<bool, StoreError> {
    let rows = tx.run(
        "UPDATE event_map SET resolved_at = ?4 WHERE service_id = ?1 AND segment_key = ?2 AND staff_id = ?3",
        (service.0, segment_key, staff.0, At(DOUBTED)),
    )?;
    Ok(rows > 0)
}

/// Whether there is a pair in doubt.
///
/// # Errors
/// The book cannot be read.
pub fn any_in_doubt(read: &Read<'_>) -> Result<bool, StoreError> {
    let found = read.one(
        "SELECT 1 FROM event_map WHERE resolved_at <= ?1 LIMIT 1",
        [At(DOUBTED)],
        |_| Ok(()),
    )?;
    Ok(found.is_some())
}

/// Managed pairs that were last seen before `since`, and all pairs in doubt.
///
/// # Errors
/// The book cannot be read.
pub fn stale(read: &Read<'_>, since: Timestamp) -> Result<Vec<Mapping>, StoreError> {
    read.all(
        "SELECT * FROM event_map WHERE (managed = 1 AND resolved_at < ?1) OR resolved_at <= ?2
         ORDER BY service_id, segment_key, staff_id",
        (At(since), At(DOUBTED)),
        decode,
    )
}

/// How many pairs are needed – every segment on sale with everybody at work who may do it – and how many of them can be booked.
///
/// # Errors
/// The book cannot be read.
pub fn counts(read: &Read<'_>) -> Result<(u32, u32), StoreError> {
    let counts = read.one(
        "SELECT count(*), count(CASE WHEN e.managed = 0 THEN e.event_type_id ELSE e.child_event_type_id END)
         FROM performers f
         JOIN service_parts p ON p.id = f.part_id AND p.kind = 'segment'
         JOIN services s ON s.id = p.service_id AND s.archived_at IS NULL
         JOIN staff m ON m.id = f.staff_id AND m.archived_at IS NULL
         LEFT JOIN event_map e ON e.service_id = s.id AND e.segment_key = p.key AND e.staff_id = m.id",
        (),
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    Ok(counts.unwrap_or_default())
}

fn decode(row: &Row<'_>) -> rusqlite::Result<Mapping> {
    Ok(Mapping {
        service: ServiceId(row.get("service_id")?),
        segment_key: row.get("segment_key")?,
        staff: StaffId(row.get("staff_id")?),
        event_type_id: row.get("event_type_id")?,
        managed: row.get("managed")?,
        child_event_type_id: row.get("child_event_type_id")?,
        slug: row.get("slug")?,
        minutes: row.get("minutes")?,
        lengths: row.get::<_, Minutes>("lengths")?.0,
        silent: row.get("silent")?,
        resolved_at: at(row, "resolved_at")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parent_that_stands_as_its_own_child_in_a_book_from_elsewhere_is_not_booked() {
        let pair = |managed, child_event_type_id| Mapping {
            service: ServiceId(1),
            segment_key: "A".to_owned(),
            staff: StaffId(1),
            event_type_id: 6,
            managed,
            child_event_type_id,
            slug: String::new(),
            minutes: 30,
            lengths: Vec::new(),
            silent: false,
            resolved_at: Timestamp::UNIX_EPOCH,
        };
        assert_eq!(pair(false, None).bookable(), Some(6));
        assert_eq!(pair(true, None).bookable(), None);
        assert_eq!(pair(true, Some(7)).bookable(), Some(7));
        assert_eq!(pair(true, Some(6)).bookable(), None);
    }
}
