//! The change feed: what was committed since a revision, so that a window reads again only what it shows.
//!
//! Revisions are handed out inside the transaction and come back with a rollback, so committed ones have no holes. Old ones
//! are dropped; whoever asks for more than is left reads everything again.

use std::collections::BTreeSet;

use jiff::Timestamp;

use crate::{
    Read, StoreError, Tx,
    row::{At, words},
};

/// How far the book has come. Grows with every recorded change and never goes back, not even when a backup takes its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Revision(pub i64);

words! {
    /// What a change is about.
    pub enum Topic {
        /// Appointments and their phases; the entity is the appointment.
        Appointments = "appointments",
        /// Customers.
        Customers = "customers",
        /// Staff, their hours, exceptions and blocked times; the entity is the staff member.
        Staff = "staff",
        /// The catalogue; the entity is the service.
        Services = "services",
        /// How appointments stand with Cal.com; the entity is the appointment.
        Sync = "sync",
        /// The waiting list; the entity is its entry.
        Waiting = "waiting",
        /// Calls with the phone agent; the entity is the call.
        Calls = "calls",
        /// The review list; the entity is its entry.
        Review = "review",
        /// The Cal.com account and its gate.
        Account = "account",
        /// The salon's settings.
        Settings = "settings",
    }
}

/// What happened since a revision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changes {
    /// Up to where this tells.
    pub revision: Revision,
    /// What was touched at all.
    pub topics: BTreeSet<Topic>,
    /// Which rows, where the change was about one.
    pub entities: BTreeSet<(Topic, i64)>,
    /// False when some of it is no longer known: read everything again.
    pub complete: bool,
}

/// How far the book has come, as this transaction sees it.
pub(crate) fn revision(read: &Read<'_>) -> Result<Revision, StoreError> {
    let newest = read.one("SELECT max(revision) FROM changes", (), |row| row.get(0))?;
    Ok(Revision(newest.flatten().unwrap_or(0)))
}

pub(crate) fn record(
    tx: &Tx<'_>,
    topic: Topic,
    entity: Option<i64>,
    now: Timestamp,
    keep: u32,
) -> Result<Revision, StoreError> {
    let revision = tx.insert(
        "INSERT INTO changes (topic, entity, at) VALUES (?1, ?2, ?3)",
        (topic, entity, At(now)),
    )?;
    tx.run(
        "DELETE FROM changes WHERE revision <= ?1",
        [revision - i64::from(keep)],
    )?;
    Ok(Revision(revision))
}

/// Leaves out revisions that another file of this book has given already: of two files, the one that has come further is the later one.
pub(crate) fn go_on_after(tx: &Tx<'_>, furthest: Revision) -> Result<(), StoreError> {
    let rows = tx.run(
        "UPDATE sqlite_sequence SET seq = max(seq, ?1) WHERE name = 'changes'",
        [furthest.0],
    )?;
    if rows == 0 {
        tx.run(
            "INSERT INTO sqlite_sequence (name, seq) VALUES ('changes', ?1)",
            [furthest.0],
        )?;
    }
    Ok(())
}

pub(crate) fn since(read: &Read<'_>, since: Revision) -> Result<Changes, StoreError> {
    let (oldest, newest) = read
        .one(
            "SELECT min(revision), max(revision) FROM changes",
            (),
            |r| Ok((r.get(0)?, r.get(1)?)),
        )?
        .unwrap_or((None, None));
    let (oldest, newest): (i64, i64) = (oldest.unwrap_or(1), newest.unwrap_or(0));
    let mut changes = Changes {
        revision: Revision(newest),
        topics: BTreeSet::new(),
        entities: BTreeSet::new(),
        // A revision from the future is one of another file: a backup was put in its place.
        complete: oldest - 1 <= since.0 && since.0 <= newest,
    };
    let rows = read.all(
        "SELECT topic, entity FROM changes WHERE revision > ?1",
        [since.0],
        |r| Ok((r.get::<_, Topic>(0)?, r.get::<_, Option<i64>>(1)?)),
    )?;
    for (topic, entity) in rows {
        changes.topics.insert(topic);
        changes.entities.extend(entity.map(|id| (topic, id)));
    }
    Ok(changes)
}
