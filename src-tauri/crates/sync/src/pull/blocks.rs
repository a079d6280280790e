//! What holds the time of somebody's day in Cal.com, made by this desk or another one. It is never a stranger.
//!
//! A block has the same name at every desk that wants it. One that this book knows is taken for its own, whoever made it; one that it
//! does not know tells of time that is closed elsewhere, which then is time off here as well. What a desk gives back is given back here;
//! what a person takes away over there, a person here is told of.

use calcom::Booking;
use jiff::{Timestamp, tz::TimeZone};
use salon::{Span, SpanSet, StaffId, civil};
use serde_json::json;
use store::{
    StoreError, Topic, Tx,
    blocked::{self, BlockReason, NewBlockedTime},
    settings, staff,
    sync::{
        BookingRow, BookingState, PhaseState, Priority, block_type, booking,
        closing::{self, Block, Closing},
        operation, phase, review,
    },
};
use uuid::Uuid;

use super::ours;
use crate::{
    closing as rule, code::Code, metadata::held_by_block, reason, remote, worker::block_phase,
};

/// Takes the booking of a block into the book as it is now; `known`: as it was, if it is not gone.
pub(super) fn apply(
    tx: &Tx<'_>,
    name: Uuid,
    known: Option<&BookingRow>,
    seen: &Booking,
    over: Timestamp,
    now: Timestamp,
) -> Result<(), StoreError> {
    let Some(block) = closing::find_by_uid(tx, name)? else {
        return match seen.is_live() && seen.end > over {
            true => learn(tx, name, seen, now),
            false => Ok(()),
        };
    };
    if operation::in_the_air(tx, block.id)? {
        return Ok(());
    }
    match known {
        Some(known) if !seen.is_live() => cancelled(tx, known, &block, seen, now),
        Some(known) => still_live(tx, known, &block, seen, now),
        None if seen.is_live() => appeared(tx, &block, seen, now),
        None => end_of_chain(tx, &block, seen, now),
    }
}

/// Moved over there and then called off, both before we looked: it was the successor of the booking that we know.
fn end_of_chain(
    tx: &Tx<'_>,
    block: &Block,
    seen: &Booking,
    now: Timestamp,
) -> Result<(), StoreError> {
    match booking::live_of(tx, block.id)? {
        Some(known) if seen.rescheduled_from_uid.is_some() && known.booking_id < seen.id.get() => {
            cancelled(tx, &known, block, seen, now)
        }
        Some(_) | None => Ok(()),
    }
}

/// A booking that we know is still there. Over there it may have been given to somebody else, or back.
fn still_live(
    tx: &Tx<'_>,
    known: &BookingRow,
    block: &Block,
    seen: &Booking,
    now: Timestamp,
) -> Result<(), StoreError> {
    let fresh = remote::row(tx, seen, block.id, known.state)?;
    if fresh.staff == known.staff {
        return Ok(());
    }
    booking::remember(tx, &fresh, now)?;
    if known.state != BookingState::Live || block.closing != Closing::Held {
        return Ok(());
    }
    match stands(&fresh, block) {
        true => in_line(tx, block, now),
        false => lifted(tx, block, now),
    }
}

/// Whether a booking holds what its block is to hold.
fn stands(row: &BookingRow, block: &Block) -> bool {
    row.span == block.span && row.staff == Some(block.staff)
}

/// By somebody's doing a block is held as it should be; what was decided about it before does not count any more.
fn in_line(tx: &Tx<'_>, block: &Block, now: Timestamp) -> Result<(), StoreError> {
    phase::take_up(tx, block.id, now)?;
    phase::set(tx, block.id, PhaseState::Synced, None, None, now)?;
    review::close_phase(tx, block.id, now)?;
    closing::changed(tx, block.day, Priority::Backlog, now)
}

/// A booking that we did not know stands for a block that we do: moved over there, or made by another desk.
fn appeared(tx: &Tx<'_>, block: &Block, seen: &Booking, now: Timestamp) -> Result<(), StoreError> {
    let row = remote::row(tx, seen, block.id, BookingState::Live)?;
    if let Some(old) = ours::predecessor(tx, &row, seen)? {
        booking::gone(tx, &old.uid, Some(&row.uid), now)?;
    }
    let rival = booking::live_of(tx, block.id)?;
    // Of two, every desk lets the same one go: that which was moved away, or else the younger.
    let rank = |row: &BookingRow| (!stands(row, block), row.booking_id);
    if rival.is_some_and(|rival| rank(&rival) < rank(&row)) {
        let surplus = BookingRow {
            state: BookingState::Surplus,
            ..row
        };
        booking::remember(tx, &surplus, now)?;
        return closing::changed(tx, block.day, Priority::Backlog, now);
    }
    booking::remember(tx, &row, now)?;
    match (stands(&row, block), block.closing) {
        (true, Closing::Held) => {}
        // Another desk wants it held.
        (true, Closing::GivesWay | Closing::Freed) => {
            closing::set(tx, block.id, Closing::Held, now)?;
            take_off(tx, block.staff, block.span, now)?;
        }
        (false, Closing::Held) => return lifted(tx, block, now),
        (false, Closing::GivesWay | Closing::Freed) => {
            return closing::changed(tx, block.day, Priority::Backlog, now);
        }
    }
    closing::mark(tx, block.staff, block.span)?;
    in_line(tx, block, now)
}

/// A booking that we know was called off over there.
pub(crate) fn cancelled(
    tx: &Tx<'_>,
    known: &BookingRow,
    block: &Block,
    seen: &Booking,
    now: Timestamp,
) -> Result<(), StoreError> {
    // Its successor is a booking of its own, changed at the same moment.
    if seen.rescheduled_to_uid.is_some() {
        return Ok(());
    }
    booking::gone(tx, &known.uid, None, now)?;
    if known.state != BookingState::Live || block.closing != Closing::Held {
        return Ok(());
    }
    if reason::is_freed(seen) {
        return freed(tx, block, now);
    }
    if !stands(&remote::row(tx, seen, block.id, known.state)?, block) {
        // Moved away before that. Once a person here knows, it holds nothing of the block's time that could be lost by it.
        return match stands(known, block) {
            true => lifted(tx, block, now),
            false => Ok(()),
        };
    }
    if reason::only_replaced(seen) {
        // Cut anew at another desk, around somebody whom this book may not know yet. That desk sees to what is left of it; to be sure,
        // it is looked at again tonight.
        return closing::set(tx, block.id, Closing::GivesWay, now);
    }
    lifted(tx, block, now)
}

/// Another desk gave the time back. What the hours here still close is held again.
fn freed(tx: &Tx<'_>, block: &Block, now: Timestamp) -> Result<(), StoreError> {
    closing::set(tx, block.id, Closing::Freed, now)?;
    let freed: SpanSet = [block.span].into_iter().collect();
    for off in blocked::during(tx, &[block.staff], block.span)? {
        if off.reason == BlockReason::Calcom {
            continue;
        }
        let others = closing::during(tx, block.staff, off.span)?;
        let held: SpanSet = others
            .iter()
            .filter(|other| other.closing == Closing::Held)
            .map(|other| other.span)
            .collect();
        let rest: SpanSet = [off.span].into_iter().collect();
        let rest = rest.minus(&freed.minus(&held));
        blocked::remove(tx, off.id)?;
        // What nothing holds over there was not for sale; it goes along.
        for span in rest.iter().filter(|part| !held.touching(part).is_empty()) {
            let left = NewBlockedTime {
                staff: off.staff,
                span: *span,
                reason: off.reason,
                note: off.note.clone(),
                booking_uid: None,
            };
            blocked::insert(tx, &left)?;
        }
        tx.changed(Topic::Staff, Some(off.staff.0), now)?;
    }
    closing::mark(tx, block.staff, block.span)
}

/// Somebody took it away or moved it over there.
fn lifted(tx: &Tx<'_>, block: &Block, now: Timestamp) -> Result<(), StoreError> {
    block_phase(
        tx,
        (block.day, block.id),
        Code::BlockLifted,
        &json!({}),
        now,
    )
}

/// Held by another desk, and not known here. It may have been moved or given to somebody else since: what it holds is what it was made
/// for, as at the desks that have known it before.
fn learn(tx: &Tx<'_>, name: Uuid, seen: &Booking, now: Timestamp) -> Result<(), StoreError> {
    let Some(staff) = made_for(tx, seen)? else {
        return Ok(());
    };
    let at_work = staff::find(tx, staff)?.is_some_and(|member| member.archived_at.is_none());
    if !at_work {
        return Ok(());
    }
    let is_at = Span {
        start: seen.start,
        end: seen.end,
    };
    let span = held_by_block(&seen.metadata).unwrap_or(is_at);
    let zone = TimeZone::get(&settings::zone(tx)?).unwrap_or(TimeZone::UTC);
    let day = closing::day(tx, staff, civil::date_of(span.start, &zone))?;
    let id = closing::hold(tx, day, staff, name, span, now)?;
    booking::remember(tx, &remote::row(tx, seen, id, BookingState::Live)?, now)?;
    phase::set(tx, id, PhaseState::Synced, None, None, now)?;
    take_off(tx, staff, span, now)?;
    closing::mark(tx, staff, span)?;
    match closing::find(tx, id)?.filter(|block| !block.in_place) {
        Some(moved) => lifted(tx, &moved, now),
        None => Ok(()),
    }
}

/// Whose time it was made to hold: that of whoever its event type belongs to.
fn made_for(tx: &Tx<'_>, seen: &Booking) -> Result<Option<StaffId>, StoreError> {
    let known = match seen.event_type_id {
        Some(event_type) => block_type::of_event_type(tx, event_type.get())?,
        None => None,
    };
    match known {
        Some(known) => Ok(Some(known.staff)),
        None => remote::staff_of(tx, seen),
    }
}

/// Time that is closed at another desk is time off here, unless it is closed here anyhow.
fn take_off(tx: &Tx<'_>, staff: StaffId, span: Span, now: Timestamp) -> Result<(), StoreError> {
    if !rule::is_open(tx, staff, span, now)? {
        return Ok(());
    }
    let new = NewBlockedTime {
        staff,
        span,
        reason: BlockReason::TimeOff,
        note: String::new(),
        booking_uid: None,
    };
    blocked::insert(tx, &new)?;
    tx.changed(Topic::Staff, Some(staff.0), now)
}
