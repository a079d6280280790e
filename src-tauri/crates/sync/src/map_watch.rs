//! Whether the event map is still true: verified once a week, unless somebody did meanwhile, and said in the review list when something
//! broke since the last time.

use jiff::{SignedDuration, Timestamp};
use store::{Read, StoreError};

use crate::{context::Context, error::SyncError, lines::Lines, setup};

const EVERY: SignedDuration = SignedDuration::from_hours(24 * 7);

/// Verifies, if a week has passed.
pub(crate) async fn run(context: &Context, lines: &Lines) -> Result<(), SyncError> {
    let now = context.now();
    if context.read(move |read| is_due(read, now)).await?
        && let Err(error) = setup::check_event_map(&context.store, lines, now).await
    {
        // Whether the line is up is for others to say; the next try is tomorrow's.
        tracing::info!(code = error.code(), "the event map could not be verified");
    }
    Ok(())
}

/// A time in the future was noted by a clock that was off.
fn is_due(read: &Read<'_>, now: Timestamp) -> Result<bool, StoreError> {
    let last = setup::verified_at(read)?;
    Ok(last.is_none_or(|last| last > now || now.duration_since(last) >= EVERY))
}
