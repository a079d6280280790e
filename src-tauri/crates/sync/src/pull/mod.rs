//! What changed in Cal.com and has to be known at the desk.
//!
//! Read by time of change, from a stored cursor with an overlap, because changes become visible out of order. What is read twice
//! is recognised and changes nothing. Where each stylist has a key of their own, each key has a cursor of its own: what one of them
//! cannot read for a while is not passed over, nor does it hold up the others.
//!
//! Invariants: what came from there is never sent back; what we sent is never taken for news; whatever is read past has either
//! been taken into the book or stands in the review list.

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
mod one_again;
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
    sync::{Account, KeyOf, Reading, account, reading as places},
};

use tokio::time::Instant;

use self::reading::End;
use crate::{
    closing, context::Context, error::SyncError, hours, lines::Lines, overlap, staff_keys,
};

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

/// Who reads: a key, and the line that goes with it.
#[derive(Debug, Clone, Copy)]
struct Reader<'a> {
    key: KeyOf,
    client: &'a Client,
    /// All there are.
    lines: &'a Lines,
}

/// Reads, with one key after the other. What is cut short goes on the next time; answers what did not even begin, or cannot be known
/// to have come through, and is to be read once more.
pub(crate) async fn run(
    context: &Context,
    lines: &Lines,
    depth: Depth,
) -> Result<Option<Depth>, SyncError> {
    let Some(account) = context.read(account::find).await? else {
        return Ok(None);
    };
    let good = staff_keys::good(context, lines).await?;
    let readers = lines.readers();
    let mut all = Compared::default();
    let mut came_through = true;
    for (key, client) in readers.iter().filter(|(key, _)| good.contains(key)) {
        let reader = Reader {
            key: *key,
            client,
            lines,
        };
        let its = read(context, reader, &account, depth).await?;
        came_through &= depth == Depth::News || its.through == 1;
        all.and(its);
    }
    if all.well == readers.len() {
        trouble::over(context).await?;
    }
    all.conclude(context, &account, &readers).await?;
    Ok((!came_through).then_some(depth))
}

/// What readings came to, of one key or of all.
#[derive(Debug, Default)]
struct Compared {
    /// How many keys have read something to its end, and nothing stood in the way of the rest.
    well: usize,
    /// How many have compared everything.
    through: usize,
    /// How many of those from its beginning.
    from_the_start: usize,
    seen: page::Seen,
}

impl Compared {
    fn and(&mut self, other: Self) {
        self.well += other.well;
        self.through += other.through;
        self.from_the_start += other.from_the_start;
        self.seen.and(other.seen);
    }

    /// What only a whole comparison shows, and what is missing only if every key has read all there is.
    async fn conclude(
        self,
        context: &Context,
        account: &Account,
        readers: &[(KeyOf, &Client)],
    ) -> Result<(), SyncError> {
        if self.through == 0 {
            return Ok(());
        }
        let everything = self.from_the_start == readers.len();
        foreign::counted(context, account, self.seen.foreign, everything).await?;
        if everything {
            unread::all_but(context, self.seen.unread).await?;
        }
        let mut schedules = Vec::new();
        for (_, client) in readers {
            schedules.extend(sold(client, account).await);
        }
        context
            .write(move |tx, context| {
                hours::keep(tx, &schedules)?;
                closing::look_again(tx, context.now())?;
                overlap::look_again(tx, context.now())?;
                left::look(tx, context.now())
            })
            .await
    }
}

async fn read(
    context: &Context,
    reader: Reader<'_>,
    account: &Account,
    depth: Depth,
) -> Result<Compared, SyncError> {
    let mut compared = Compared::default();
    for reading in wanted(context, reader.key, depth).await? {
        match reading::run(context, reader, account, reading).await? {
            End::Through {
                from_the_start,
                seen,
            } => {
                compared.well = 1;
                if reading == Reading::Everything {
                    compared.through = 1;
                    compared.from_the_start = usize::from(from_the_start);
                    compared.seen = seen;
                }
            }
            End::CutShort => break,
            End::Troubled => {
                compared.well = 0;
                break;
            }
        }
    }
    Ok(compared)
}

/// When everybody whom a key sees can be booked over there. Not every key may know, and not every server; then it is what was known
/// before.
async fn sold(client: &Client, account: &Account) -> Vec<Schedule> {
    let admitted = client
        .budget()
        .admit(Instant::now().into_std(), Urgency::Backlog);
    match admitted {
        Admission::Go => {}
        Admission::Wait(_) => return Vec::new(),
    }
    let read = match account.team_id.map(TeamId::new) {
        Some(team) => client.team_schedules(team).await,
        None => client.own_schedules().await,
    };
    match read.into_result() {
        Ok(page) => page.items,
        Err(failure) => {
            tracing::info!(code = failure.code(), "schedules could not be read");
            Vec::new()
        }
    }
}

/// News first, because people wait for it. Without a cursor everything is news.
async fn wanted(context: &Context, key: KeyOf, depth: Depth) -> Result<Vec<Reading>, SyncError> {
    let (cursor, left_over) = context
        .read(move |read| {
            let left_over = places::find_place(read, key, Reading::Everything)?;
            Ok((places::cursor(read, key)?, left_over))
        })
        .await?;
    if cursor.is_none() {
        return Ok(vec![Reading::Everything]);
    }
    Ok(match depth {
        Depth::News if left_over.is_none() => vec![Reading::News],
        Depth::News | Depth::Everything => vec![Reading::News, Reading::Everything],
    })
}
