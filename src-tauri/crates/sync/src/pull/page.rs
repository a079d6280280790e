//! One page: asked for, and taken into the book.

use calcom::{Admission, Booking, BookingQuery, CallMeta, Client, Page, Undecodable, Urgency};
use jiff::Timestamp;
use serde_json::{Value, json};
use store::{
    StoreError, Tx,
    sync::{Account, ReviewSubject, account, review},
};
use tokio::time::Instant;

use super::{apply, trouble};
use crate::{
    code::Code, contact, context::Context, drift, error::SyncError, overlap, review::DISMISSED,
};

/// Asks for one page; `None`: not now. There will be another time, and people at the desk go first.
pub(super) async fn ask(
    context: &Context,
    client: &Client,
    query: &BookingQuery,
) -> Result<Option<(Page<Booking>, CallMeta)>, SyncError> {
    match client
        .budget()
        .admit(Instant::now().into_std(), Urgency::Backlog)
    {
        Admission::Go => {}
        Admission::Wait(_) => return Ok(None),
    }
    let began = context.now();
    let reply = client.list_bookings(query).await;
    drift::note(context, &reply.meta, began).await?;
    match reply.outcome {
        Ok(page) => {
            contact::note(context).await?;
            Ok(Some((page, reply.meta)))
        }
        Err(failure) => {
            trouble::failed(context, &failure).await?;
            Ok(None)
        }
    }
}

/// Takes a page into the book, one transaction per booking: one that the book refuses does not keep the others out. `false`:
/// another account was connected meanwhile, and this page is none of its business.
pub(super) async fn take(
    context: &Context,
    account: &Account,
    page: Page<Booking>,
    meta: &CallMeta,
) -> Result<bool, SyncError> {
    for booking in page.items {
        if !take_one(context, account, booking, meta.server_date).await? {
            return Ok(false);
        }
    }
    for odd in page.undecodable {
        tracing::warn!(
            error = odd.error,
            "a booking from cal.com could not be read"
        );
        let subject = subject(&odd);
        let detail = json!({
            "error": odd.error,
            "start": odd.raw.get("start").and_then(Value::as_str),
        });
        say(context, Code::Undecodable, subject, detail).await?;
    }
    Ok(true)
}

async fn take_one(
    context: &Context,
    account: &Account,
    booking: Booking,
    server_date: Option<Timestamp>,
) -> Result<bool, SyncError> {
    let account = account.clone();
    let subject = booking.uid.as_str().to_owned();
    let detail = json!({ "start": booking.start.to_string(), "end": booking.end.to_string() });
    let taken = context
        .write(move |tx, context| {
            let today = account::find(tx)?;
            if !today.is_some_and(|today| today.is_connected_as(&account)) {
                return Ok(false);
            }
            let now = context.now();
            // Whichever clock is behind: what is over by the other one only may be still to come.
            let over = server_date.map_or(now, |date| date.min(now));
            heal(tx, &booking, now)?;
            apply::apply(tx, &booking, over, now)?;
            overlap::after_reading(tx, &booking, now)?;
            Ok(true)
        })
        .await;
    match taken {
        Err(SyncError::Store(error)) if concerns_the_booking(&error) => {
            tracing::error!(%error, "a booking from cal.com could not be taken into the book");
            say(context, Code::NotTaken, Some(subject), detail).await?;
            Ok(true)
        }
        // The book cannot be used at all: the reading stops before this booking.
        other => other,
    }
}

/// Whether the book refuses this booking, and not everything.
fn concerns_the_booking(error: &StoreError) -> bool {
    match error {
        StoreError::Overlap
        | StoreError::HoldOverlap
        | StoreError::Catalogue(_)
        | StoreError::Constraint { .. }
        | StoreError::Missing(_)
        | StoreError::Malformed(_) => true,
        StoreError::Busy
        | StoreError::NotOurs
        | StoreError::Newer { .. }
        | StoreError::NoBook
        | StoreError::Older
        | StoreError::OnlyReading
        | StoreError::Corrupt
        | StoreError::NoBackup
        | StoreError::Full
        | StoreError::Inaccessible { .. }
        | StoreError::Sqlite(_) => false,
    }
}

/// What was said about a booking that could not be read or taken, now that it can. If it cannot be taken after all, this is
/// undone with the rest of the transaction.
fn heal(tx: &Tx<'_>, booking: &Booking, now: Timestamp) -> Result<(), StoreError> {
    let number = by_number(booking.id.get());
    for code in [Code::Undecodable, Code::NotTaken] {
        for subject in [booking.uid.as_str(), number.as_str()] {
            review::close_about_booking(tx, code.as_str(), subject, now)?;
        }
    }
    Ok(())
}

/// By what an unreadable booking is told from others: its uid, else its number.
fn subject(odd: &Undecodable) -> Option<String> {
    let uid = odd.raw.get("uid").and_then(Value::as_str);
    let number = || odd.raw.get("id").and_then(Value::as_i64).map(by_number);
    uid.map(str::to_owned).or_else(number)
}

fn by_number(id: i64) -> String {
    format!("#{id}")
}

/// Opens an entry. What was said before, or put aside by a person, is not said again.
async fn say(
    context: &Context,
    code: Code,
    subject: Option<String>,
    detail: Value,
) -> Result<(), SyncError> {
    let detail = detail.to_string();
    let known = {
        let (subject, detail) = (subject.clone(), detail.clone());
        let look = move |read: &store::Read<'_>| {
            review::is_said(read, code.as_str(), subject.as_deref(), &detail, DISMISSED)
        };
        context.read(look).await?
    };
    if known {
        return Ok(());
    }
    context
        .write(move |tx, context| {
            let about = ReviewSubject {
                booking_uid: subject.as_deref(),
                ..ReviewSubject::default()
            };
            review::open(tx, code.as_str(), about, &detail, context.now())
        })
        .await
}
