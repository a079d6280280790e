//! Short reservations while a booking form is open. The rows of one token belong to one form, and the database refuses
//! two forms the same time.

use jiff::{SignedDuration, Timestamp};
use salon::{Span, StaffId};

use crate::{
    Read, StoreError, Tx,
    row::{At, Row, at, list, span},
};

/// A clock that is set right by a little was not ahead.
const STEADY: SignedDuration = SignedDuration::from_mins(1);

/// What was taken after this was taken by a clock that was ahead: it would last until then, and so it has lapsed.
fn not_yet(now: Timestamp) -> At {
    At(now.checked_add(STEADY).unwrap_or(Timestamp::MAX))
}

/// Somebody's time, held for a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hold {
    /// Of which form.
    pub token: String,
    /// Whose time.
    pub staff: StaffId,
    /// From, to.
    pub span: Span,
    /// When it lapses.
    pub expires_at: Timestamp,
}

/// Holds all of `times` for the form with this `token` until `expires_at`, instead of what it held before.
///
/// # Errors
/// `HoldOverlap` if another form holds some of it; `Constraint` for an empty span or a time that has lapsed already.
pub fn take(
    tx: &Tx<'_>,
    token: &str,
    times: &[(StaffId, Span)],
    now: Timestamp,
    expires_at: Timestamp,
) -> Result<(), StoreError> {
    release(tx, token)?;
    for (staff, span) in times {
        tx.insert(
            "INSERT INTO holds (token, staff_id, start_at, end_at, created_at, expires_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            (
                token,
                staff.0,
                At(span.start),
                At(span.end),
                At(now),
                At(expires_at),
            ),
        )?;
    }
    Ok(())
}

/// Gives up what a form holds; that it holds nothing is no error.
///
/// # Errors
/// The book cannot be written.
pub fn release(tx: &Tx<'_>, token: &str) -> Result<(), StoreError> {
    tx.run("DELETE FROM holds WHERE token = ?1", [token])?;
    Ok(())
}

/// Forgets what has lapsed; answers how many.
///
/// # Errors
/// The book cannot be written.
pub fn prune(tx: &Tx<'_>, now: Timestamp) -> Result<usize, StoreError> {
    tx.run(
        "DELETE FROM holds WHERE expires_at <= ?1 OR created_at > ?2",
        [At(now), not_yet(now)],
    )
}

/// What is held now in `window`, by staff member and start; `except` is the asking form's own token.
///
/// # Errors
/// The book cannot be read.
pub fn active(
    read: &Read<'_>,
    staff: &[StaffId],
    window: Span,
    except: Option<&str>,
    now: Timestamp,
) -> Result<Vec<Hold>, StoreError> {
    read.all(
        "SELECT token, staff_id, start_at, end_at, expires_at FROM holds
         WHERE staff_id IN (SELECT value FROM json_each(?1)) AND end_at > ?2 AND start_at < ?3
           AND token IS NOT ?4 AND expires_at > ?5 AND created_at <= ?6
         ORDER BY staff_id, start_at",
        (
            list(staff.iter().map(|s| s.0)),
            At(window.start),
            At(window.end),
            except,
            At(now),
            not_yet(now),
        ),
        decode,
    )
}

fn decode(row: &Row<'_>) -> rusqlite::Result<Hold> {
    Ok(Hold {
        token: row.get("token")?,
        staff: StaffId(row.get("staff_id")?),
        span: span(row)?,
        expires_at: at(row, "expires_at")?,
    })
}

/// What the form with this token holds now.
///
/// # Errors
/// The book cannot be read.
pub fn of_form(read: &Read<'_>, token: &str, now: Timestamp) -> Result<Vec<Hold>, StoreError> {
    read.all(
        "SELECT token, staff_id, start_at, end_at, expires_at FROM holds
         WHERE token = ?1 AND expires_at > ?2 AND created_at <= ?3 ORDER BY staff_id, start_at",
        (token, At(now), not_yet(now)),
        decode,
    )
}

/// Whether the form with this token still holds something.
///
/// # Errors
/// The book cannot be read.
pub fn is_held(read: &Read<'_>, token: &str, now: Timestamp) -> Result<bool, StoreError> {
    let held = read.one(
        "SELECT 1 FROM holds WHERE token = ?1 AND expires_at > ?2 AND created_at <= ?3 LIMIT 1",
        (token, At(now), not_yet(now)),
        |_| Ok(()),
    )?;
    Ok(held.is_some())
}
