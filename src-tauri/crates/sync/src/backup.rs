//! The book's daily backup, and what the review list says about backups.

use jiff::{Timestamp, Unit, Zoned, tz::TimeZone};
use serde_json::json;
use store::{
    Loss, Store, StoreError, Tx,
    backups::Backup,
    sync::{ReviewSubject, review},
};

use crate::{code::Code, review::DISMISSED, view::BackupView};

/// Without one for so many days somebody has to look.
const TOO_OLD_DAYS: i64 = 2;

/// Takes today's backup unless there is one. That it failed stands in the review list until one succeeds. Blocks.
///
/// # Errors
/// Why there is none, after it was noted.
pub(crate) fn daily(store: &Store, now: Timestamp) -> Result<(), StoreError> {
    // Not only the newest: one from a clock that was ahead is that for long.
    let mut backups = store.backups()?.into_iter();
    if backups.any(|backup| day(backup.taken_at) == day(now)) {
        return Ok(());
    }
    let taken = store.back_up(now);
    match &taken {
        Ok(_) => healed(store, now)?,
        Err(error) => failed(store, error, now)?,
    }
    taken.map(drop)
}

fn day(at: Timestamp) -> jiff::civil::Date {
    Zoned::new(at, TimeZone::UTC).date()
}

fn healed(store: &Store, now: Timestamp) -> Result<(), StoreError> {
    let find = |read: &store::Read<'_>| review::find_about_salon(read, Code::BackupFailed.as_str());
    match store.read(find)? {
        Some(entry) => store.write(|tx| review::close(tx, entry, "healed", now).map(drop)),
        None => Ok(()),
    }
}

fn failed(store: &Store, error: &StoreError, now: Timestamp) -> Result<(), StoreError> {
    let facts = json!({ "error": error.code() }).to_string();
    store.write(|tx| {
        let code = Code::BackupFailed.as_str();
        // Said anew each day, although it was put aside the day before.
        review::open(tx, code, ReviewSubject::default(), &facts, now)
    })
}

/// Writes into a restored book what it has lost; for [`Store::open_or_restore`] and [`Store::restore`].
///
/// # Errors
/// The book cannot be written.
pub fn note_loss(tx: &Tx<'_>, loss: &Loss, now: Timestamp) -> Result<(), StoreError> {
    let code = Code::BookRestored.as_str();
    if let Some(earlier) = review::find_about_salon(tx, code)? {
        review::close(tx, earlier, DISMISSED, now)?;
    }
    let facts = facts(loss).to_string();
    review::open(tx, code, ReviewSubject::default(), &facts, now)
}

/// What a restored book has lost, as `--json` and the review list have it.
#[must_use]
pub fn facts(loss: &Loss) -> serde_json::Value {
    let missing = loss.missing.as_ref();
    json!({
        "since": loss.since.to_string(),
        "until": loss.until.map(|until| until.round(Unit::Second).unwrap_or(until).to_string()),
        "appointments": missing.map(|missing| missing.appointments.len()),
        "starts": missing.map(|missing| &missing.appointments),
        "customers": missing.map(|missing| missing.customers),
    })
}

/// How the book stands with its backups.
///
/// # Errors
/// The folder of the backups cannot be read.
pub fn state(store: &Store, now: Timestamp) -> Result<BackupView, StoreError> {
    let backups = store.backups()?;
    let newest = backups.first();
    Ok(BackupView {
        newest: newest.map(|newest| newest.taken_at.to_string()),
        bytes: newest.map(|newest| newest.bytes),
        kept: u32::try_from(backups.len()).unwrap_or(u32::MAX),
        fresh: newest.is_some_and(|newest| is_fresh(newest, now)),
    })
}

fn is_fresh(newest: &Backup, now: Timestamp) -> bool {
    now.duration_since(newest.taken_at).as_hours() < 24 * TOO_OLD_DAYS
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;
    use store::Options;

    use super::*;

    #[test]
    fn one_a_day_also_after_the_clock_was_ahead() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path().join("book.db"), Options::default()).unwrap();
        let now = Timestamp::from_second(1_800_000_000).unwrap();
        daily(&store, now + SignedDuration::from_hours(24 * 20)).unwrap();
        daily(&store, now).unwrap();
        daily(&store, now + SignedDuration::from_secs(1)).unwrap();
        assert_eq!(store.backups().unwrap().len(), 2);
    }
}
