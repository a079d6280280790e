//! The catalogue: services with their combs and who may do each segment, as [`salon::Service`]. Nothing sold is deleted:
//! old appointments keep their service.

use std::collections::{BTreeSet, HashMap};

use jiff::Timestamp;
use salon::{Gap, Part, Performer, Segment, SegmentKey, Service, ServiceId, StaffId};

use crate::{
    Read, StoreError, Tx,
    row::{At, Row, maybe_at, not_understood},
};

/// A service as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What is sold.
    pub service: Service,
    /// Grows with every edit.
    pub version: u32,
    /// Since when it is sold no more.
    pub archived_at: Option<Timestamp>,
}

/// What is on sale, in the order of the price list.
///
/// # Errors
/// The book cannot be read.
pub fn all(read: &Read<'_>) -> Result<Vec<Service>, StoreError> {
    let entries = entries(read)?.into_iter();
    Ok(entries
        .filter(|entry| entry.archived_at.is_none())
        .map(|entry| entry.service)
        .collect())
}

/// Everything that is or was on sale, in the order of the price list.
///
/// # Errors
/// The book cannot be read.
pub fn entries(read: &Read<'_>) -> Result<Vec<Entry>, StoreError> {
    let mut entries = read.all(
        "SELECT * FROM services ORDER BY position, id",
        (),
        decode_entry,
    )?;
    let parts = read.all(
        "SELECT * FROM service_parts ORDER BY service_id, sequence",
        (),
        decode_part,
    )?;
    let performers = read.all(
        "SELECT * FROM performers ORDER BY part_id, rank, staff_id",
        (),
        decode_performer,
    )?;
    let mut combs = assemble(parts, performers);
    for Entry { service, .. } in &mut entries {
        service.parts = combs.remove(&service.id).unwrap_or_default();
    }
    Ok(entries)
}

/// One service, also one that is no longer sold.
///
/// # Errors
/// The book cannot be read.
pub fn find(read: &Read<'_>, id: ServiceId) -> Result<Option<Service>, StoreError> {
    Ok(find_entry(read, id)?.map(|entry| entry.service))
}

/// The same with what its owner has to know.
///
/// # Errors
/// The book cannot be read.
pub fn find_entry(read: &Read<'_>, id: ServiceId) -> Result<Option<Entry>, StoreError> {
    let found = read.one("SELECT * FROM services WHERE id = ?1", [id.0], decode_entry)?;
    let Some(mut entry) = found else {
        return Ok(None);
    };
    let parts = read.all(
        "SELECT * FROM service_parts WHERE service_id = ?1 ORDER BY sequence",
        [id.0],
        decode_part,
    )?;
    let performers = read.all(
        "SELECT performers.* FROM service_parts
         JOIN performers ON performers.part_id = service_parts.id
         WHERE service_id = ?1 ORDER BY part_id, rank, staff_id",
        [id.0],
        decode_performer,
    )?;
    let parts = assemble(parts, performers).remove(&id);
    entry.service.parts = parts.unwrap_or_default();
    Ok(Some(entry))
}

/// A new service at `position` of the price list; its own `id` is ignored, the row's is answered.
///
/// # Errors
/// `Catalogue` if its comb is none; `Constraint` for a number used twice or a performer who is not there.
pub fn insert(tx: &Tx<'_>, service: &Service, position: i64) -> Result<ServiceId, StoreError> {
    enter(tx, None, service, position)
}

/// A service that had its row in another book of the same salon: its event types are named by it.
///
/// # Errors
/// As [`insert`]; `Constraint` if the row is taken.
pub fn insert_as(tx: &Tx<'_>, service: &Service, position: i64) -> Result<ServiceId, StoreError> {
    enter(tx, Some(service.id), service, position)
}

fn enter(
    tx: &Tx<'_>,
    row: Option<ServiceId>,
    service: &Service,
    position: i64,
) -> Result<ServiceId, StoreError> {
    service.validate()?;
    let id = tx.insert(
        "INSERT INTO services (id, number, name, category, colour, price_cents, public, position)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        (
            row.map(|row| row.0),
            service.number,
            &service.name,
            &service.category,
            &service.colour,
            service.price_cents,
            service.public,
            position,
        ),
    )?;
    insert_parts(tx, ServiceId(id), &service.parts)?;
    Ok(ServiceId(id))
}

/// Puts a service right, its comb included, as a new version. Booked appointments keep their own phases.
///
/// # Errors
/// As [`insert`]; `Missing`.
pub fn update(tx: &Tx<'_>, service: &Service) -> Result<(), StoreError> {
    service.validate()?;
    tx.run_one(
        "services",
        "UPDATE services SET number = ?2, name = ?3, category = ?4, colour = ?5, price_cents = ?6, public = ?7,
                             version = version + 1
         WHERE id = ?1",
        (
            service.id.0,
            service.number,
            &service.name,
            &service.category,
            &service.colour,
            service.price_cents,
            service.public,
        ),
    )?;
    tx.run(
        "DELETE FROM service_parts WHERE service_id = ?1",
        [service.id.0],
    )?;
    insert_parts(tx, service.id, &service.parts)
}

/// Takes a service off the price list.
///
/// # Errors
/// `Missing`.
pub fn archive(tx: &Tx<'_>, id: ServiceId, now: Timestamp) -> Result<(), StoreError> {
    set_archived(tx, id, Some(now))
}

/// Puts a service back on the price list, where it was.
///
/// # Errors
/// `Missing`.
pub fn restore(tx: &Tx<'_>, id: ServiceId) -> Result<(), StoreError> {
    set_archived(tx, id, None)
}

fn set_archived(tx: &Tx<'_>, id: ServiceId, since: Option<Timestamp>) -> Result<(), StoreError> {
    tx.run_one(
        "services",
        "UPDATE services SET archived_at = ?2, version = version + 1 WHERE id = ?1",
        (id.0, since.map(At)),
    )
}

/// A place at the end of the price list.
///
/// # Errors
/// The book cannot be read.
pub fn last_position(read: &Read<'_>) -> Result<i64, StoreError> {
    let last = read.one("SELECT max(position) + 1 FROM services", (), |row| {
        row.get(0)
    })?;
    Ok(last.flatten().unwrap_or(0))
}

/// Every key that a segment of the service has or once had, as far as the comb, booked appointments or the event map remember:
/// what is written under it in Cal.com must not come to mean another segment.
///
/// # Errors
/// The book cannot be read.
pub fn keys_ever_used(read: &Read<'_>, id: ServiceId) -> Result<BTreeSet<SegmentKey>, StoreError> {
    let keys: Vec<String> = read.all(
        "SELECT key FROM service_parts WHERE service_id = ?1 AND kind = 'segment'
         UNION SELECT segment_key FROM event_map WHERE service_id = ?1
         UNION SELECT p.key FROM appointments a JOIN phases p ON p.appointment_id = a.id AND p.kind = 'staff'
               WHERE a.service_id = ?1",
        [id.0],
        |row| row.get(0),
    )?;
    Ok(keys
        .iter()
        .filter_map(|key| SegmentKey::parse(key))
        .collect())
}

fn insert_parts(tx: &Tx<'_>, service: ServiceId, parts: &[Part]) -> Result<(), StoreError> {
    let mut after = String::new();
    for (sequence, part) in (0_i64..).zip(parts) {
        match part {
            Part::Segment(segment) => {
                after = segment.key.gap_key();
                insert_segment(tx, service, sequence, segment)?;
            }
            Part::Gap(gap) => {
                tx.insert(
                    "INSERT INTO service_parts (service_id, sequence, kind, key, minutes, bookable)
                     VALUES (?1, ?2, 'gap', ?3, ?4, ?5)",
                    (service.0, sequence, &after, gap.minutes, gap.bookable),
                )?;
            }
        }
    }
    Ok(())
}

fn insert_segment(
    tx: &Tx<'_>,
    service: ServiceId,
    sequence: i64,
    segment: &Segment,
) -> Result<(), StoreError> {
    let part = tx.insert(
        "INSERT INTO service_parts (service_id, sequence, kind, key, name, minutes, hand_over)
         VALUES (?1, ?2, 'segment', ?3, ?4, ?5, ?6)",
        (
            service.0,
            sequence,
            segment.key.as_str(),
            &segment.name,
            segment.minutes,
            segment.hand_over,
        ),
    )?;
    for (rank, performer) in (0_i64..).zip(&segment.performers) {
        tx.run(
            "INSERT INTO performers (part_id, staff_id, rank, minutes) VALUES (?1, ?2, ?3, ?4)",
            (part, performer.staff.0, rank, performer.minutes),
        )?;
    }
    Ok(())
}

/// Parts in order of their service, performers in order of their part.
fn assemble(
    parts: Vec<(i64, ServiceId, Part)>,
    performers: Vec<(i64, Performer)>,
) -> HashMap<ServiceId, Vec<Part>> {
    let mut who: HashMap<i64, Vec<Performer>> = HashMap::new();
    for (part, performer) in performers {
        who.entry(part).or_default().push(performer);
    }
    let mut combs: HashMap<ServiceId, Vec<Part>> = HashMap::new();
    for (id, service, mut part) in parts {
        if let Part::Segment(segment) = &mut part {
            segment.performers = who.remove(&id).unwrap_or_default();
        }
        combs.entry(service).or_default().push(part);
    }
    combs
}

fn decode_entry(row: &Row<'_>) -> rusqlite::Result<Entry> {
    Ok(Entry {
        service: decode(row)?,
        version: row.get("version")?,
        archived_at: maybe_at(row, "archived_at")?,
    })
}

fn decode(row: &Row<'_>) -> rusqlite::Result<Service> {
    Ok(Service {
        id: ServiceId(row.get("id")?),
        number: row.get("number")?,
        name: row.get("name")?,
        category: row.get("category")?,
        colour: row.get("colour")?,
        price_cents: row.get("price_cents")?,
        public: row.get("public")?,
        parts: Vec::new(),
    })
}

fn decode_part(row: &Row<'_>) -> rusqlite::Result<(i64, ServiceId, Part)> {
    let minutes = row.get("minutes")?;
    let part = match row.get::<_, Option<bool>>("bookable")? {
        Some(bookable) => Part::Gap(Gap { minutes, bookable }),
        None => Part::Segment(Segment {
            key: key(row)?,
            name: row.get("name")?,
            minutes,
            performers: Vec::new(),
            hand_over: row.get("hand_over")?,
        }),
    };
    Ok((row.get("id")?, ServiceId(row.get("service_id")?), part))
}

fn key(row: &Row<'_>) -> rusqlite::Result<SegmentKey> {
    SegmentKey::parse(&row.get::<_, String>("key")?).ok_or_else(|| not_understood(row, "key"))
}

fn decode_performer(row: &Row<'_>) -> rusqlite::Result<(i64, Performer)> {
    let performer = Performer {
        staff: StaffId(row.get("staff_id")?),
        minutes: row.get("minutes")?,
    };
    Ok((row.get("part_id")?, performer))
}
