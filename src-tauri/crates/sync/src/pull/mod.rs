//! What changed in Cal.com and has to be known at the desk.
//!
//! Read by time of change, from a stored cursor with an overlap, because changes become visible out of order and the clocks of
//! two machines differ. What is read twice is recognised. Nothing is taken from the totals, which ignore the filter: a short
//! page is the last. Invariant: what came from there is never sent back; what we sent is never taken for news.

mod apply;
mod assemble;
mod customer;
mod gaps;
mod ours;
mod theirs;

pub(crate) use ours::{cancelled, go_along};

use calcom::{Admission, Booking, BookingQuery, Client, Failure, Order, Page, Urgency};
use jiff::{SignedDuration, Timestamp};
use store::sync::{ReviewSubject, account, review};
use tokio::time::Instant;

use crate::{code::Code, context::Context, drift, error::SyncError, overlap, policy};

/// How far each reading goes back behind the last one.
const OVERLAP: SignedDuration = SignedDuration::from_mins(2);
/// How far the first reading goes back.
const FIRST: SignedDuration = SignedDuration::from_hours(24);
const PAGE: u8 = 100;
/// More than this is read the next time.
const MOST_PAGES: u32 = 100;

/// How much is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Depth {
    /// What changed since the last time.
    News,
    /// Everything from yesterday on: what changes without a new time of change, and what was missed.
    Everything,
}

/// Reads. Without a last time everything is news.
pub(crate) async fn run(context: &Context, client: &Client, depth: Depth) -> Result<(), SyncError> {
    let Some(account) = context.read(account::find).await? else {
        return Ok(());
    };
    let began = context.now();
    let cursor: Option<Timestamp> = account
        .poll_cursor
        .as_deref()
        .and_then(|text| text.parse().ok());
    let mut newest = cursor;
    for page in 0..MOST_PAGES {
        let query = BookingQuery {
            take: Some(PAGE),
            skip: page * u32::from(PAGE),
            ..since(cursor.filter(|_| depth == Depth::News), began)
        };
        let Some(answer) = ask(context, client, &query).await? else {
            return Ok(());
        };
        let last = answer.returned() < usize::from(PAGE);
        newest = newest.max(
            answer
                .items
                .iter()
                .filter_map(|booking| booking.updated_at)
                .max(),
        );
        take(context, answer).await?;
        if last {
            // Without any booking there is no time of the server's to go on from; ours will do, less the overlap.
            let cursor = newest.unwrap_or(began).to_string();
            return context
                .write(move |tx, context| {
                    if depth == Depth::Everything {
                        overlap::look_again(tx, context.now())?;
                    }
                    account::polled(tx, &cursor, context.now())
                })
                .await;
        }
    }
    tracing::warn!("more changes in cal.com than can be read in one go");
    Ok(())
}

fn since(cursor: Option<Timestamp>, now: Timestamp) -> BookingQuery {
    match cursor {
        Some(cursor) => BookingQuery {
            after_updated_at: cursor.checked_sub(OVERLAP).ok(),
            order: Some(Order::UpdatedAt),
            ..BookingQuery::default()
        },
        None => BookingQuery {
            after_start: now.checked_sub(FIRST).ok(),
            order: Some(Order::Start),
            ..BookingQuery::default()
        },
    }
}

/// One page; `None`: not now. There will be another time, and people at the desk go first.
async fn ask(
    context: &Context,
    client: &Client,
    query: &BookingQuery,
) -> Result<Option<Page<Booking>>, SyncError> {
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
    match reply.into_result() {
        Ok(page) => {
            context
                .write(|tx, context| account::contact(tx, context.now()))
                .await?;
            Ok(Some(page))
        }
        Err(failure) => {
            note(context, &failure).await?;
            Ok(None)
        }
    }
}

async fn note(context: &Context, failure: &Failure) -> Result<(), SyncError> {
    tracing::info!(
        code = failure.code(),
        "changes in cal.com could not be read"
    );
    match policy::gate_after(failure, context.now()) {
        Some(gate) => {
            context
                .write(move |tx, context| crate::worker::set_gate(tx, gate, context.now()))
                .await
        }
        None => Ok(()),
    }
}

/// One transaction per booking: one that the book refuses does not keep the others out.
async fn take(context: &Context, page: Page<Booking>) -> Result<(), SyncError> {
    for booking in page.items {
        let taken = context
            .write(move |tx, context| {
                apply::apply(tx, &booking, context.now())?;
                overlap::after_reading(tx, &booking, context.now())
            })
            .await;
        if let Err(error) = taken {
            tracing::error!(%error, "a booking from cal.com could not be taken into the book");
        }
    }
    for odd in page.undecodable {
        tracing::warn!(
            error = odd.error,
            "a booking from cal.com could not be read"
        );
        let detail = serde_json::json!({ "error": odd.error }).to_string();
        context
            .write(move |tx, context| {
                let code = Code::Undecodable.as_str();
                review::open(tx, code, ReviewSubject::default(), &detail, context.now())
            })
            .await?;
    }
    Ok(())
}
