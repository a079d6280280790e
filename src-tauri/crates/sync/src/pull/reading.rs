//! One reading of the list of bookings, page by page.
//!
//! A page begins where the one before ended *by the key that the list is sorted by*, not after so many rows: what changes while
//! we read goes to the end of the list, everything behind it moves up, and whoever counted rows would pass one over. Rows are
//! counted only among those of exactly the same key. Nothing is taken from the totals, which ignore the filter: a short page is
//! the last.
//!
//! Our own clock decides nothing that could be lost by it: a cursor is a time of the server's, or there is none.

use calcom::{Booking, BookingQuery, CallMeta, Order, Page};
use jiff::{SignedDuration, Timestamp};
use store::sync::{Account, Place, Reading, reading as places};

use super::{Reader, page, trouble};
use crate::{context::Context, error::SyncError};

/// How far each reading of the news goes back behind the last one.
const OVERLAP: SignedDuration = SignedDuration::from_mins(2);
/// How far a reading of everything goes back.
const YESTERDAY: SignedDuration = SignedDuration::from_hours(24);
const PAGE: u8 = 100;
/// More than this is read the next time.
const MOST_PAGES: usize = 100;
/// Unreadable bookings that are no accident, if there is nothing else.
const SEVERAL: usize = 5;
/// How far in the server's future a time of change may lie.
const AHEAD: SignedDuration = SignedDuration::from_mins(1);

/// How a reading ended.
#[derive(Debug)]
pub(super) enum End {
    /// Everything that there is was read, or the rest of it if not `from_the_start`.
    Through {
        from_the_start: bool,
        seen: page::Seen,
    },
    /// Not everything; it goes on from where it is the next time.
    CutShort,
    /// Not everything, because something is wrong; it goes on all the same.
    Troubled,
}

/// Reads on from where the last one was cut short, or from the beginning.
pub(super) async fn run(
    context: &Context,
    reader: Reader<'_>,
    account: &Account,
    reading: Reading,
) -> Result<End, SyncError> {
    let key = reader.key;
    let (kept, cursor) = context
        .read(move |read| {
            let kept = places::find_place(read, key, reading)?;
            Ok((kept, places::cursor(read, key)?))
        })
        .await?;
    let from_the_start = kept.is_none();
    let mut begins = from_the_start;
    let mut seen = page::Seen::default();
    let mut place = kept.unwrap_or_else(|| beginning(reading, cursor, context.now()));
    for _ in 0..MOST_PAGES {
        let (answer, meta) = match page::ask(context, reader, &query(reading, place)).await? {
            page::Asked::Answered(answer, meta) => (answer, meta),
            page::Asked::NotNow => return Ok(End::CutShort),
            page::Asked::Failed => return Ok(End::Troubled),
        };
        if begins {
            if let Some(earlier) = earlier(reading, place, &meta) {
                place = earlier;
                continue;
            }
            place.mark = meta.server_date.or_else(|| newest(&answer));
            begins = false;
        }
        if is_gibberish(&answer) {
            trouble::began(context, "undecodable").await?;
            return Ok(End::Troubled);
        }
        let (next, is_last) = after(reading, place, &answer);
        if !page::take(context, account, answer, &meta, &mut seen).await? {
            return Ok(End::CutShort);
        }
        place = next;
        if is_last {
            finish(context, reader, reading, place, meta.server_date).await?;
            return Ok(End::Through {
                from_the_start,
                seen,
            });
        }
        keep(context, reader, reading, place).await?;
    }
    tracing::warn!(
        reading = reading.as_str(),
        "there is more in cal.com than is read in one go"
    );
    Ok(End::CutShort)
}

fn beginning(reading: Reading, cursor: Option<Timestamp>, now: Timestamp) -> Place {
    let from = match (reading, cursor) {
        (Reading::News, Some(cursor)) => cursor.checked_sub(OVERLAP).unwrap_or(cursor),
        (Reading::News | Reading::Everything, _) => now.checked_sub(YESTERDAY).unwrap_or(now),
    };
    Place {
        from,
        passed: 0,
        mark: None,
    }
}

/// Where to begin by the server's clock, if that is earlier: ours is ahead, or was when the cursor was written.
fn earlier(reading: Reading, place: Place, meta: &CallMeta) -> Option<Place> {
    let yesterday = meta.server_date?.checked_sub(YESTERDAY).ok()?;
    let slack = match reading {
        // A cursor lies behind the server's now.
        Reading::News => YESTERDAY,
        // A few minutes are nothing against a day; they would only cost a call.
        Reading::Everything => SignedDuration::from_hours(1),
    };
    let is_ahead = place.from.duration_since(yesterday) > slack;
    is_ahead.then_some(Place {
        from: yesterday,
        ..place
    })
}

/// One odd booking is that booking's affair, for the review list. When none of several can be read, the server speaks another
/// language: nothing is read past then.
fn is_gibberish(answer: &Page<Booking>) -> bool {
    answer.items.is_empty() && answer.undecodable.len() >= SEVERAL
}

fn query(reading: Reading, place: Place) -> BookingQuery {
    let from = Some(place.from);
    let whole = BookingQuery {
        take: Some(PAGE),
        skip: place.passed,
        ..BookingQuery::default()
    };
    match reading {
        Reading::News => BookingQuery {
            after_updated_at: from,
            order: Some(Order::UpdatedAt),
            ..whole
        },
        Reading::Everything => BookingQuery {
            after_start: from,
            order: Some(Order::Start),
            ..whole
        },
    }
}

/// Where to go on after a page, and whether there is nothing more.
fn after(reading: Reading, place: Place, answer: &Page<Booking>) -> (Place, bool) {
    let is_last = answer.returned() < usize::from(PAGE);
    let key = |booking: &Booking| match reading {
        Reading::News => booking.updated_at,
        Reading::Everything => Some(booking.start),
    };
    let furthest = answer.items.iter().filter_map(key).max();
    let next = match furthest {
        Some(key) if key > place.from => Place {
            from: key,
            passed: 0,
            ..place
        },
        // A whole page of one key, or of what cannot be read.
        Some(_) | None => Place {
            passed: place.passed.saturating_add(u32::from(PAGE)),
            ..place
        },
    };
    (next, is_last)
}

fn newest(answer: &Page<Booking>) -> Option<Timestamp> {
    answer
        .items
        .iter()
        .filter_map(|booking| booking.updated_at)
        .max()
}

async fn keep(
    context: &Context,
    reader: Reader<'_>,
    reading: Reading,
    place: Place,
) -> Result<(), SyncError> {
    let (lines, key) = (reader.lines.clone(), reader.key);
    context
        .write(move |tx, _| match lines.is_todays(tx, key)? {
            true => places::keep_place(tx, key, reading, place),
            false => Ok(()),
        })
        .await
}

/// Moves the cursor, if there is anything new; the usual poll writes nothing.
async fn finish(
    context: &Context,
    reader: Reader<'_>,
    reading: Reading,
    place: Place,
    server_date: Option<Timestamp>,
) -> Result<(), SyncError> {
    let (lines, key) = (reader.lines.clone(), reader.key);
    let (before, kept) = context
        .read(move |read| {
            let kept = places::find_place(read, key, reading)?;
            Ok((places::cursor(read, key)?, kept))
        })
        .await?;
    let now_at = match (reading, before) {
        (Reading::News, _) => {
            let reached = before.max(Some(place.from));
            // A change in the server's own future would hide all that is changed until then.
            let latest = server_date.and_then(|date| date.checked_add(AHEAD).ok());
            reached.map(|at| latest.map_or(at, |latest| at.min(latest)))
        }
        // It began at the mark: what changed after that may have been behind us already.
        (Reading::Everything, None) => place.mark,
        (Reading::Everything, Some(_)) => before,
    };
    let moved = now_at.filter(|_| now_at != before);
    if moved.is_none() && kept.is_none() {
        return Ok(());
    }
    context
        .write(move |tx, context| match lines.is_todays(tx, key)? {
            true => places::through(tx, key, reading, moved, context.now()),
            false => Ok(()),
        })
        .await
}
