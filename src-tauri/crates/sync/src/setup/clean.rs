//! Old event types: made by us, known to the book, and of no use any more.
//!
//! Nothing is deleted that a booking to come hangs on, here or in Cal.com: it could be cancelled over there, but never moved
//! again. Nor is one deleted whose successor nobody can be booked on yet. What no Kamm made, or what this book knows nothing of
//! – another desk may – is not even looked at.

use calcom::{
    Booking, BookingQuery, Client, EventType, EventTypeId, Failure, RefusalCode, SlotQuery,
    StatusFilter,
};
use jiff::{SignedDuration, Timestamp};
use store::{
    Store,
    settings::zone,
    sync::{BlockType, Mapping, account, block_type, booking, event_map},
};

use super::{
    SetupError,
    provision::{self, Needed},
    read,
    shelf::{Filled, Shelf, Shelves},
    wire::paced,
    write,
};
use crate::{
    lines::Lines,
    rebuild::Slug,
    view::{Kept, OldEventType},
};

/// How far ahead the successor of an event type has to have a free time.
const AHEAD: SignedDuration = SignedDuration::from_hours(24 * 28);
/// Bookings per page.
const PER_PAGE: u8 = 250;
/// Event types per question, so that the address does not become too long.
const PER_QUESTION: usize = 50;

/// Which event types are old, and which of them have to stay for the time being. Changes nothing. `progress` hears how many of how
/// many were looked at: each takes a question of its own.
///
/// # Errors
/// `NotConnected`; what the server says.
pub async fn old_event_types(
    store: &Store,
    lines: &Lines,
    now: Timestamp,
    progress: impl Fn(usize, usize) + Send,
) -> Result<Vec<OldEventType>, SetupError> {
    let (book, all) = look(store, lines, |_| true).await?;
    let mut told = Vec::with_capacity(all.len());
    for old in &all {
        told.push(book.judge(store, old, now).await?);
        progress(told.len(), all.len());
    }
    Ok(told)
}

/// Deletes those of `chosen` that nothing hangs on, as it is now. Answers what became of each; `progress` hears how many of how many
/// are settled.
///
/// # Errors
/// As for [`old_event_types`]. What was deleted before is deleted.
pub async fn clean_event_types(
    store: &Store,
    lines: &Lines,
    chosen: &[i64],
    now: Timestamp,
    progress: impl Fn(usize, usize) + Send,
) -> Result<Vec<OldEventType>, SetupError> {
    let (book, all) = look(store, lines, |id| chosen.contains(&id)).await?;
    let mut told = Vec::with_capacity(all.len());
    for old in &all {
        let mut one = book.judge(store, old, now).await?;
        if one.kept.is_none() {
            let id = one.event_type_id;
            delete(&old.shelf, old.event_type.id).await?;
            write(store, move |tx| {
                block_type::remove(tx, id, now)?;
                event_map::remove(tx, id, now)
            })
            .await?;
            one.deleted = true;
        }
        told.push(one);
        progress(told.len(), all.len());
    }
    Ok(told)
}

/// An event type that is of no use any more.
struct Old {
    shelf: Shelf,
    event_type: EventType,
    /// How many bookings to come hang on it in Cal.com.
    booked_there: usize,
}

/// All that are old, of those that are `wanted`.
async fn look(
    store: &Store,
    lines: &Lines,
    wanted: impl Fn(i64) -> bool,
) -> Result<(Book, Vec<Old>), SetupError> {
    let (account, book) = read(store, |read| {
        let book = Book {
            needed: provision::load(read)?,
            map: event_map::all(read)?,
            known: event_map::ever_mapped(read)?,
            blocks: block_type::of_those_who_left(read)?,
            zone: zone(read)?,
        };
        Ok((account::find(read)?, book))
    })
    .await?;
    let mut all = Vec::new();
    for Filled { shelf, types } in Shelves::look(lines, account).await?.all() {
        let is_old = |one: &&EventType| book.is_old(one) && wanted(one.id.get());
        let old: Vec<EventType> = types.iter().filter(is_old).cloned().collect();
        let to_come = bookings_to_come(&shelf.client, &old).await?;
        all.extend(old.into_iter().map(|event_type| {
            let on_it = |booking: &&Booking| booking.event_type_id == Some(event_type.id);
            Old {
                shelf: shelf.clone(),
                booked_there: to_come.iter().filter(on_it).count(),
                event_type,
            }
        }));
    }
    Ok((book, all))
}

/// What the book knows.
struct Book {
    needed: Vec<Needed>,
    map: Vec<Mapping>,
    /// Every event type that was mapped once.
    known: Vec<i64>,
    /// What held the time of people who left.
    blocks: Vec<BlockType>,
    zone: String,
}

impl Book {
    /// Whether it has to stay for the time being.
    async fn judge(
        &self,
        store: &Store,
        Old {
            shelf,
            event_type,
            booked_there,
        }: &Old,
        now: Timestamp,
    ) -> Result<OldEventType, SetupError> {
        let id = event_type.id.get();
        let here = read(store, move |read| booking::to_come_on(read, id, now)).await?;
        let bookings = here.max(*booked_there);
        let kept = match bookings {
            0 if self.has_successor(&shelf.client, event_type, now).await? => None,
            0 => Some(Kept::NotReplaced),
            _ => Some(Kept::Booked),
        };
        Ok(OldEventType {
            event_type_id: id,
            title: event_type.title.clone(),
            slug: event_type.slug.clone(),
            bookings: u32::try_from(bookings).unwrap_or(u32::MAX),
            kept,
            deleted: false,
        })
    }

    /// Ours, known, and neither in use nor about to be adopted.
    fn is_old(&self, one: &EventType) -> bool {
        let id = one.id.get();
        let stands_for = |needed: &Needed| {
            let mapped = needed.mapped(&self.map);
            match mapped {
                Some(pair) => pair.event_type_id == id || pair.child_event_type_id == Some(id),
                None => needed.slug == one.slug,
            }
        };
        let of_a_segment = Slug::read(&one.slug).is_some()
            && self.known.contains(&id)
            && !self.needed.iter().any(stands_for);
        let block = |known: &BlockType| known.event_type_id == id && known.slug == one.slug;
        of_a_segment || self.blocks.iter().any(block)
    }

    /// Whether whoever was booked on it can be booked otherwise. What nobody needs any more needs no successor.
    async fn has_successor(
        &self,
        client: &Client,
        old: &EventType,
        now: Timestamp,
    ) -> Result<bool, SetupError> {
        let same = |pair: &&Mapping| pair.slug == old.slug || pair.event_type_id == old.id.get();
        let of_old = self.map.iter().find(same);
        let successor = self
            .needed
            .iter()
            .find(|needed| needed.slug == old.slug || of_old.is_some_and(|pair| needed.is(pair)));
        let Some(needed) = successor else {
            return Ok(true);
        };
        let bookable = needed.mapped(&self.map).and_then(Mapping::bookable);
        let Some(bookable) = bookable.filter(|id| *id != old.id.get()) else {
            return Ok(false);
        };
        let query = SlotQuery {
            event_type: EventTypeId::new(bookable),
            from: now,
            to: now.checked_add(AHEAD).unwrap_or(now),
            time_zone: self.zone.clone(),
            minutes: None,
            rescheduling: None,
        };
        match paced(client, || client.slots(&query)).await {
            Ok(free) => Ok(!free.items.is_empty()),
            Err(Failure::Refused(_)) => Ok(false),
            Err(failure) => Err(failure.into()),
        }
    }
}

/// All bookings on these event types that are not over.
async fn bookings_to_come(
    client: &Client,
    event_types: &[EventType],
) -> Result<Vec<Booking>, SetupError> {
    let mut all = Vec::new();
    for some in event_types.chunks(PER_QUESTION) {
        let mut query = BookingQuery {
            event_types: some.iter().map(|one| one.id).collect(),
            status: vec![StatusFilter::Upcoming, StatusFilter::Unconfirmed],
            take: Some(PER_PAGE),
            ..BookingQuery::default()
        };
        loop {
            let page = paced(client, || client.list_bookings(&query)).await?;
            let returned = page.returned();
            // What cannot be read may be a booking to come: nothing is deleted while it is there.
            if !page.undecodable.is_empty() {
                return Err(SetupError::NotCalcom);
            }
            all.extend(page.items);
            if returned < usize::from(PER_PAGE) {
                break;
            }
            query.skip = query.skip.saturating_add(u32::from(PER_PAGE));
        }
    }
    Ok(all)
}

/// One that is gone already is as good as deleted.
async fn delete(shelf: &Shelf, id: EventTypeId) -> Result<(), SetupError> {
    match shelf.delete(id).await {
        Ok(()) => Ok(()),
        Err(Failure::Refused(refusal))
            if matches!(
                refusal.code,
                RefusalCode::EventTypeGone | RefusalCode::NotFound
            ) =>
        {
            Ok(())
        }
        Err(failure) => Err(failure.into()),
    }
}
