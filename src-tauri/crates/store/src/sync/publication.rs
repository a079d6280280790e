//! How carrying services over to their public event types ended.

use jiff::Timestamp;
use salon::ServiceId;

use crate::{
    Read, StoreError, Topic, Tx,
    row::{At, Row, at, maybe_at, words},
};

words! {
    /// What a try that succeeded did.
    pub enum Published {
        /// There was none.
        Created = "created",
        /// It was there and is now as the service is.
        Updated = "updated",
        /// The one we knew is gone.
        CreatedAnew = "created_anew",
        /// One with our slug was there, and a person took it over.
        Adopted = "adopted",
    }
}

/// What became of a service's tries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publication {
    /// Of which service.
    pub service: ServiceId,
    /// When the last one was.
    pub tried_at: Timestamp,
    /// How many calls have been made since the last success; the last one's own, if that was it.
    pub attempts: u32,
    /// Why the last one failed: a stable code and the server's words.
    pub failure: Option<(String, String)>,
    /// What the last success did, and when.
    pub success: Option<(Published, Timestamp)>,
}

/// The tries of one service; `None` before the first.
///
/// # Errors
/// The book cannot be read.
pub fn find(read: &Read<'_>, service: ServiceId) -> Result<Option<Publication>, StoreError> {
    read.one(
        "SELECT * FROM publications WHERE service_id = ?1",
        [service.0],
        decode,
    )
}

/// A try succeeded.
///
/// # Errors
/// The book cannot be written; `Constraint` if there is no such service.
pub fn succeeded(
    tx: &Tx<'_>,
    service: ServiceId,
    what: Published,
    attempts: u32,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.run(
        "INSERT INTO publications (service_id, tried_at, attempts, outcome, succeeded_at) VALUES (?1, ?2, ?3, ?4, ?2)
         ON CONFLICT (service_id) DO UPDATE SET tried_at = excluded.tried_at, attempts = CASE WHEN code IS NULL THEN 0 ELSE attempts END + excluded.attempts,
            code = NULL, message = NULL, outcome = excluded.outcome, succeeded_at = excluded.succeeded_at",
        (service.0, At(now), attempts, what),
    )?;
    tx.changed(Topic::Services, Some(service.0), now)
}

/// A try failed; what succeeded before is kept.
///
/// # Errors
/// The book cannot be written; `Constraint` if there is no such service.
pub fn failed(
    tx: &Tx<'_>,
    service: ServiceId,
    (code, message): (&str, &str),
    attempts: u32,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.run(
        "INSERT INTO publications (service_id, tried_at, attempts, code, message) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (service_id) DO UPDATE SET tried_at = excluded.tried_at, attempts = CASE WHEN code IS NULL THEN 0 ELSE attempts END + excluded.attempts,
            code = excluded.code, message = excluded.message",
        (service.0, At(now), attempts, code, message),
    )?;
    tx.changed(Topic::Services, Some(service.0), now)
}

/// Another account: nothing was ever carried over to it.
pub(super) fn forget(tx: &Tx<'_>) -> Result<(), StoreError> {
    tx.run("DELETE FROM publications", ())?;
    Ok(())
}

fn decode(row: &Row<'_>) -> rusqlite::Result<Publication> {
    let code: Option<String> = row.get("code")?;
    let message: Option<String> = row.get("message")?;
    let outcome: Option<Published> = row.get("outcome")?;
    Ok(Publication {
        service: ServiceId(row.get("service_id")?),
        tried_at: at(row, "tried_at")?,
        attempts: row.get("attempts")?,
        failure: code.zip(message),
        success: outcome.zip(maybe_at(row, "succeeded_at")?),
    })
}
