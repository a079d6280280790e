//! One page: asked for, and taken into the book.

use std::collections::BTreeSet;

use calcom::{Admission, Booking, BookingQuery, CallMeta, Page, Urgency};
use jiff::Timestamp;
use serde_json::Value;
use store::sync::{Account, account};
use tokio::time::Instant;

use super::{
    Reader, apply, foreign,
    remark::{self, Remark, concerns_the_booking},
    trouble, unread,
};
use crate::{contact, context::Context, drift, error::SyncError, overlap};

/// What came of asking for a page.
pub(super) enum Asked {
    Answered(Page<Booking>, CallMeta),
    /// There will be another time, and people at the desk go first.
    NotNow,
    /// What that means has been noted.
    Failed,
}

/// Asks for one page.
pub(super) async fn ask(
    context: &Context,
    reader: Reader<'_>,
    query: &BookingQuery,
) -> Result<Asked, SyncError> {
    let client = reader.client;
    match client
        .budget()
        .admit(Instant::now().into_std(), Urgency::Backlog)
    {
        Admission::Go => {}
        Admission::Wait(_) => return Ok(Asked::NotNow),
    }
    let began = context.now();
    let reply = client.list_bookings(query).await;
    drift::note(context, &reply.meta, began).await?;
    match reply.outcome {
        Ok(page) => {
            contact::note(context).await?;
            Ok(Asked::Answered(page, reply.meta))
        }
        Err(failure) => {
            trouble::failed(context, reader, &failure).await?;
            Ok(Asked::Failed)
        }
    }
}

/// What a reading came across that is no news, but may be missing the next time.
#[derive(Debug, Default)]
pub(super) struct Seen {
    /// How many bookings are none of this salon's.
    pub foreign: usize,
    /// Which could not be read.
    pub unread: BTreeSet<String>,
}

impl Seen {
    pub(super) fn and(&mut self, other: Self) {
        self.foreign += other.foreign;
        self.unread.extend(other.unread);
    }
}

/// Takes a page into the book, one transaction per booking: one that the book refuses does not keep the others out. `false`:
/// another account was connected meanwhile, and this page is none of its business.
pub(super) async fn take(
    context: &Context,
    account: &Account,
    page: Page<Booking>,
    meta: &CallMeta,
    seen: &mut Seen,
) -> Result<bool, SyncError> {
    for booking in page.items {
        match take_one(context, account, booking, meta.server_date).await? {
            Some(is_foreign) => seen.foreign += usize::from(is_foreign),
            None => return Ok(false),
        }
    }
    for odd in page.undecodable {
        tracing::warn!(
            error = odd.error,
            "a booking from cal.com could not be read"
        );
        let remark = Remark::undecodable(&odd);
        if let Some(subject) = remark.subject().map(str::to_owned) {
            seen.unread.insert(subject.clone());
            take_time(context, account, odd.raw, subject, meta.server_date).await?;
        }
        say(context, remark).await?;
    }
    Ok(true)
}

/// Whether it is none of this salon's; `None`: another account was connected meanwhile.
async fn take_one(
    context: &Context,
    account: &Account,
    booking: Booking,
    server_date: Option<Timestamp>,
) -> Result<Option<bool>, SyncError> {
    let account = account.clone();
    let not_taken = Remark::not_taken(&booking);
    let taken = context
        .write(move |tx, context| {
            let today = account::find(tx)?;
            if !today.is_some_and(|today| today.is_connected_as(&account)) {
                return Ok(None);
            }
            let now = context.now();
            // Whichever clock is behind: what is over by the other one only may be still to come.
            let over = server_date.map_or(now, |date| date.min(now));
            remark::take_back(tx, &booking, now)?;
            apply::apply(tx, &booking, over, now)?;
            overlap::after_reading(tx, &booking, now)?;
            foreign::is_foreign(tx, &booking, over).map(Some)
        })
        .await;
    match taken {
        Err(SyncError::Store(error)) if concerns_the_booking(&error) => {
            tracing::error!(%error, "a booking from cal.com could not be taken into the book");
            say(context, not_taken).await?;
            Ok(Some(false))
        }
        // The book cannot be used at all: the reading stops before this booking.
        other => other,
    }
}

/// Blocks the time of a booking that could not be read, if it can be told whose it is.
async fn take_time(
    context: &Context,
    account: &Account,
    raw: Value,
    subject: String,
    server_date: Option<Timestamp>,
) -> Result<(), SyncError> {
    let account = account.clone();
    context
        .write(move |tx, context| {
            let today = account::find(tx)?;
            if !today.is_some_and(|today| today.is_connected_as(&account)) {
                return Ok(());
            }
            let now = context.now();
            let over = server_date.map_or(now, |date| date.min(now));
            unread::block(tx, &raw, &subject, over, now)
        })
        .await
}

/// Opens an entry. What is known already writes nothing.
async fn say(context: &Context, remark: Remark) -> Result<(), SyncError> {
    let known = {
        let remark = remark.clone();
        context.read(move |read| remark.is_said(read)).await?
    };
    if known {
        return Ok(());
    }
    context
        .write(move |tx, context| remark.say(tx, context.now()))
        .await
}
