//! When the server last answered: to the second while the program runs, to the quarter of an hour in the book.
//!
//! It is asked every minute. Writing that down each time would mean a commit a minute for ever, for a fact that nobody needs
//! once it is a minute old; so the book is told with whatever is written anyway, and otherwise now and then, for a terminal that
//! looks into the book beside the running program.

use std::sync::{Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};
use store::sync::account;

use crate::{context::Context, error::SyncError};

/// How much older the book may be than the truth.
const COARSE: SignedDuration = SignedDuration::from_mins(15);

/// The last answer that this run of the program had.
#[derive(Debug, Default)]
pub(crate) struct Contact(Mutex<Option<Timestamp>>);

impl Contact {
    /// When that was; `None` before the first.
    pub(crate) fn last(&self) -> Option<Timestamp> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn is(&self, now: Timestamp) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(now);
    }
}

/// The server answered.
pub(crate) async fn note(context: &Context) -> Result<(), SyncError> {
    let now = context.now();
    context.contact.is(now);
    let written = context
        .read(|read| Ok(account::find(read)?.and_then(|account| account.last_contact_at)))
        .await?;
    // One from the future was written by a clock that has been put back since.
    if written.is_some_and(|then| now.duration_since(then).abs() < COARSE) {
        return Ok(());
    }
    context.write(move |tx, _| account::contact(tx, now)).await
}
