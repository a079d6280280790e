//! What changed in Cal.com and has to be known at the desk.
//!
//! Read by time of change, from a stored cursor with an overlap, because changes become visible out of order. What is read twice
//! is recognised and changes nothing. Invariants: what came from there is never sent back; what we sent is never taken for
//! news; whatever is read past has either been taken into the book or stands in the review list.

mod apply;
mod assemble;
mod blocks;
mod both;
mod customer;
mod fit;
mod follow;
mod foreign;
mod gaps;
mod left;
mod ours;
mod page;
mod reading;
mod remark;
mod theirs;
mod trouble;
mod unread;
mod why;

pub(crate) use both::{Later, later, overruled_there};
pub(crate) use follow::{follow_later, go_along};
pub(crate) use ours::cancelled;
pub(crate) use remark::{Remark, concerns_the_booking};

use calcom::{Admission, Booking, Client, Schedule, TeamId, Urgency};
use jiff::Timestamp;
use store::{
    StoreError, Tx,
    sync::{Account, Reading, account, reading as places},
};

use tokio::time::Instant;

use self::reading::End;
use crate::{closing, context::Context, error::SyncError, hours, overlap};

/// Takes a booking as it is now into the book, and says if it takes somebody's time twice.
pub(crate) fn take_in(tx: &Tx<'_>, booking: &Booking, now: Timestamp) -> Result<(), StoreError> {
    remark::take_back(tx, booking, now)?;
    apply::apply(tx, booking, now, now)?;
    overlap::after_reading(tx, booking, now)
}

/// How much is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Depth {
    /// What changed since the last time.
    News,
    /// Everything from yesterday on: what changes without a new time of change, and what was missed.
    Everything,
}

/// Reads. What is cut short goes on the next time.
pub(crate) async fn run(context: &Context, client: &Client, depth: Depth) -> Result<(), SyncError> {
    let Some(account) = context.read(account::find).await? else {
        return Ok(());
    };
    for reading in wanted(context, &account, depth).await? {
        match reading::run(context, client, &account, reading).await? {
            End::Through if reading == Reading::Everything => {
                let sold = sold(client, &account).await;
                context
                    .write(move |tx, context| {
                        hours::keep(tx, &sold)?;
                        closing::look_again(tx)?;
                        overlap::look_again(tx, context.now())?;
                        left::look(tx, context.now())
                    })
                    .await?;
            }
            End::Through => {}
            End::CutShort => return Ok(()),
        }
    }
    Ok(())
}

/// When everybody can be booked over there. Not every key may know, and not every server; then it is what was known before.
async fn sold(client: &Client, account: &Account) -> Vec<Schedule> {
    let admitted = client
        .budget()
        .admit(Instant::now().into_std(), Urgency::Backlog);
    match admitted {
        Admission::Go => {}
        Admission::Wait(_) => return Vec::new(),
    }
    let team = TeamId::new(account.team_id);
    match client.team_schedules(team).await.into_result() {
        Ok(page) => page.items,
        Err(failure) => {
            tracing::info!(code = failure.code(), "schedules could not be read");
            Vec::new()
        }
    }
}

/// News first, because people wait for it. Without a cursor everything is news.
async fn wanted(
    context: &Context,
    account: &Account,
    depth: Depth,
) -> Result<Vec<Reading>, SyncError> {
    if account.poll_cursor.is_none() {
        return Ok(vec![Reading::Everything]);
    }
    let left_over = context
        .read(|read| places::find_place(read, Reading::Everything))
        .await?;
    Ok(match depth {
        Depth::News if left_over.is_none() => vec![Reading::News],
        Depth::News | Depth::Everything => vec![Reading::News, Reading::Everything],
    })
}
