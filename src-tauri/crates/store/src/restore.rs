//! A damaged book is put aside and the last good backup takes its place; what that loses is said as exactly as the damaged file
//! still tells.
//!
//! Nothing is deleted. The book that comes back doubts itself: what it was about to create in Cal.com may have been created since
//! the backup, so each of those bookings is looked for before anything is sent.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
};

use jiff::Timestamp;
use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};

use crate::{
    Options, Read, Revision, Store, StoreError, Tx,
    backups::{self, Backup, check, stamp},
    change, copy,
    file::{self, Lock},
    pool,
    row::At,
    schema,
};

/// A book that was brought back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// Where the file is now that was in its place; `None` if there was none.
    pub kept_as: Option<PathBuf>,
    /// What is not in the book any more.
    pub loss: Loss,
}

/// What a backup does not have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loss {
    /// Everything up to here is there.
    pub since: Timestamp,
    /// Nothing was written after this; `None` if the file is not there any more.
    pub until: Option<Timestamp>,
    /// What was written in between; `None` if the damaged file does not tell.
    pub missing: Option<Missing>,
}

/// What was written after the backup.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Missing {
    /// Starts of the appointments that were made or changed, the earliest first.
    pub appointments: Vec<Timestamp>,
    /// How many customers were added or changed.
    pub customers: u32,
}

/// What the caller leaves in the restored book: an entry for the review list.
pub type Note<'a> = &'a dyn Fn(&Tx<'_>, &Loss) -> Result<(), StoreError>;

impl Store {
    /// Opens the book for a program that stays. One that was left in disorder – by a crash, or after damage was seen – is read
    /// through first; one that is damaged or gone is restored from its last good backup.
    ///
    /// # Errors
    /// `NoBackup` if it is damaged and there is no good one; it is left as it is then. Else as [`Store::open`].
    pub fn open_or_restore(
        path: impl AsRef<Path>,
        options: Options,
        now: Timestamp,
        note: Note<'_>,
    ) -> Result<(Self, Option<Restored>), StoreError> {
        let path = path.as_ref();
        file::make_home(path)?;
        let lock = file::lock(path)?;
        let found = examine(path);
        let restored = match found {
            Ok(()) => None,
            Err(StoreError::Corrupt) => Some(put_back(path, None, now, note, &lock)?),
            Err(error) => return Err(error),
        };
        Ok((Self::open_locked(path, options, lock)?, restored))
    }

    /// Puts a backup – the newest good one, unless another file is given – in the place of the book, which is kept beside it.
    ///
    /// # Errors
    /// `Busy` if another process has the book; `NoBackup`; `Corrupt`, `NotOurs` or `Newer` of the file that was given.
    pub fn restore(
        path: impl AsRef<Path>,
        from: Option<&Path>,
        now: Timestamp,
        note: Note<'_>,
    ) -> Result<Restored, StoreError> {
        let path = path.as_ref();
        file::make_home(path)?;
        let lock = file::lock(path)?;
        put_back(path, from, now, note, &lock)
    }
}

/// Whether the book can be used. An empty or a missing one, and one that nobody would take for a database, are damaged if
/// there are backups of it: a new book has none.
fn examine(path: &Path) -> Result<(), StoreError> {
    let nothing_there = fs::metadata(path).map_or(true, |file| file.len() == 0);
    if nothing_there {
        return match backups::list(path)?.is_empty() {
            true => Ok(()),
            false => Err(StoreError::Corrupt),
        };
    }
    let disorder = file::left_in_disorder(path);
    let look = || {
        file::make(path)?;
        let conn = pool::connect(path, Options::default().patience)?;
        file::recognise(&conn)?;
        if disorder {
            pool::read_through(&Read::new(&conn))?;
            file::damage_seen_to(path);
        }
        Ok(())
    };
    match look() {
        Err(StoreError::NotOurs) if !backups::list(path)?.is_empty() => Err(StoreError::Corrupt),
        looked => looked,
    }
}

fn put_back(
    path: &Path,
    from: Option<&Path>,
    now: Timestamp,
    note: Note<'_>,
    _held: &Lock,
) -> Result<Restored, StoreError> {
    let backup = match from {
        Some(file) => given(path, file)?,
        None => newest_good(path)?,
    };
    let prepared = path.with_extension("restoring");
    let loss = prepare(path, &backup, &prepared, now, note).inspect_err(|_| {
        // What went wrong before is what matters, not that its remains cannot be removed.
        let _ = fs::remove_file(&prepared);
    })?;
    let kept_as = put_aside(path, now)?;
    fs::rename(&prepared, path)
        .and_then(|()| file::keep_names(path))
        .map_err(StoreError::file("putting a backup in its place"))?;
    file::damage_seen_to(path);
    Ok(Restored { kept_as, loss })
}

/// The one that has come furthest. Not the one that is called the newest: names were given by clocks, which may have been wrong, and
/// by hands. Of those that have come as far, the one with the newest name.
fn newest_good(path: &Path) -> Result<Backup, StoreError> {
    let mut all = Vec::new();
    for backup in backups::list(path)? {
        match backups::reach(&backup.path) {
            Ok(reach) => all.push((reach, backup)),
            Err(error) => tracing::warn!(%error, "a backup cannot be used"),
        }
    }
    // As they were listed, where they have come as far.
    all.sort_by_key(|(reach, _)| std::cmp::Reverse(*reach));
    for (_, backup) in all {
        match check(&backup.path) {
            Ok(()) => return Ok(backup),
            Err(error) => tracing::warn!(%error, "a backup cannot be used; an older one is tried"),
        }
    }
    Err(StoreError::NoBackup)
}

/// How far the book has come in any file: what is written from now on comes after all of it, also after what was given up.
fn furthest(path: &Path) -> Result<Revision, StoreError> {
    let all = backups::list(path)?.into_iter().map(|backup| backup.path);
    let reaches = all
        .chain([path.to_owned()])
        .filter_map(|file| backups::reach(&file).ok());
    Ok(reaches.max().unwrap_or_default())
}

/// A file that somebody chose. One with a name of its own holds the moment at which it was last written.
fn given(book: &Path, file: &Path) -> Result<Backup, StoreError> {
    let doing = "looking at a backup";
    let about = fs::metadata(file).map_err(StoreError::file(doing))?;
    check(file)?;
    let written = about.modified().map_err(StoreError::file(doing))?;
    Ok(Backup {
        path: file.to_owned(),
        taken_at: backups::taken_at(book, file)
            .or_else(|| Timestamp::try_from(written).ok())
            .unwrap_or(Timestamp::UNIX_EPOCH),
        bytes: about.len(),
    })
}

/// Makes the book that will take the place: the backup, brought up to date, in doubt, and with its note. On the disk when it
/// answers.
fn prepare(
    path: &Path,
    backup: &Backup,
    prepared: &Path,
    now: Timestamp,
    note: Note<'_>,
) -> Result<Loss, StoreError> {
    // Read, not copied: a book that was put aside has its last changes in the log beside it.
    copy::fill(&backups::open(&backup.path)?, prepared)?;
    let mut conn = pool::connect(prepared, Options::default().patience)?;
    conn.pragma_update(None, "foreign_keys", true)?;
    schema::upgrade(&mut conn)?;
    let loss = Loss {
        since: backup.taken_at,
        until: file::last_written(path),
        missing: missing(path, change::revision(&Read::new(&conn))?),
    };
    let furthest = furthest(path)?;
    let transaction = Transaction::new_unchecked(&conn, TransactionBehavior::Immediate)?;
    let tx = Tx::new(&transaction, Options::default().keep_changes);
    change::go_on_after(&tx, furthest)?;
    doubt(&tx, backup.taken_at, now)?;
    note(&tx, &loss)?;
    transaction.commit()?;
    drop(conn);
    File::open(prepared)
        .and_then(|file| file.sync_all())
        .map_err(StoreError::file("keeping a copy"))?;
    Ok(loss)
}

/// Every segment that was to be booked may have been: it counts as sent, with its answer lost.
fn doubt(tx: &Tx<'_>, taken_at: Timestamp, now: Timestamp) -> Result<(), StoreError> {
    tx.run(
        "INSERT INTO operations
            (task_id, phase_id, kind, event_type_id, start_at, end_at, attempt, state, boot, sent_at, lost_at)
         SELECT t.id, p.id, 'create', coalesce(m.event_type_id, k.event_type_id), p.start_at, p.end_at, t.attempt, 'uncertain', 'restored', ?1, ?2
         FROM sync_tasks t
         LEFT JOIN appointments a ON a.id = t.appointment_id
         JOIN phases p ON (p.appointment_id = t.appointment_id OR p.staff_day_id = t.staff_day_id)
            AND ifnull(p.bookable, 0) = 0 AND ifnull(p.closing, 'held') = 'held'
         LEFT JOIN event_map m ON p.kind = 'staff' AND m.service_id = a.service_id AND m.segment_key = p.key AND m.staff_id = p.staff_id
         LEFT JOIN block_types k ON p.kind <> 'staff' AND k.staff_id = p.staff_id
         WHERE t.state <> 'done' AND ifnull(a.status, 'booked') = 'booked' AND coalesce(m.event_type_id, k.event_type_id) IS NOT NULL
            AND NOT EXISTS (SELECT 1 FROM phase_sync s WHERE s.phase_id = p.id AND s.state IN ('synced', 'local'))
            AND NOT EXISTS (SELECT 1 FROM bookings b WHERE b.phase_id = p.id AND b.state = 'live')
            AND NOT EXISTS (SELECT 1 FROM operations o WHERE o.phase_id = p.id AND o.state IN ('sending', 'uncertain'))",
        (At(taken_at), At(now)),
    )?;
    tx.run(
        "UPDATE sync_tasks SET state = 'uncertain', due_at = ?1, reason = NULL, updated_at = ?1
         WHERE state <> 'done' AND id IN (SELECT task_id FROM operations WHERE state = 'uncertain')",
        [At(now)],
    )?;
    tx.run(
        "UPDATE phase_sync SET state = 'uncertain', since = ?1, code = NULL, message = NULL
         WHERE phase_id IN (SELECT phase_id FROM operations WHERE state = 'uncertain')",
        [At(now)],
    )?;
    Ok(())
}

/// What the damaged book has beyond `revision`, if it can still be asked.
fn missing(damaged: &Path, revision: Revision) -> Option<Missing> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(damaged, flags).ok()?;
    let read = Read::new(&conn);
    let changes = change::since(&read, revision).ok()?;
    if !changes.complete {
        return None;
    }
    let appointments = read.all(
        "SELECT DISTINCT a.id, a.start_at FROM changes c JOIN appointments a ON a.id = c.entity
         WHERE c.topic = 'appointments' AND c.revision > ?1 ORDER BY a.start_at, a.id",
        [revision.0],
        |row| row.get::<_, At>(1),
    );
    let customers = read.one(
        "SELECT count(*) FROM (SELECT DISTINCT ifnull(entity, -revision) FROM changes
            WHERE topic = 'customers' AND revision > ?1)",
        [revision.0],
        |row| row.get(0),
    );
    Some(Missing {
        appointments: appointments.ok()?.into_iter().map(|at| at.0).collect(),
        customers: customers.ok()??,
    })
}

/// Takes the book away with its log, under names that belong together, so that a rescuer can open it.
fn put_aside(path: &Path, now: Timestamp) -> Result<Option<PathBuf>, StoreError> {
    let aside = path.with_extension(format!("aside-{}.db", stamp(now)));
    let doing = "putting the damaged book aside";
    // The book goes first: broken off in between, it is missing and the next start goes on here. Without its log it would
    // only look older.
    for end in ["", "-wal", "-journal"] {
        let (from, to) = (file::beside(path, end), file::beside(&aside, end));
        if from.exists() {
            fs::rename(&from, &to).map_err(StoreError::file(doing))?;
        }
    }
    // An index into the log, made anew by whoever opens it.
    let index = file::beside(path, "-shm");
    if index.exists() {
        fs::remove_file(&index).map_err(StoreError::file(doing))?;
    }
    Ok(aside.exists().then_some(aside))
}
