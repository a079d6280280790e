//! What a booking of Cal.com means for the book: is it ours, is it known, what changed?

use calcom::Booking;
use jiff::Timestamp;
use salon::PhaseId;
use store::{
    Read, StoreError, Tx, appointments, blocked, phases,
    sync::{BookingRow, BookingState, booking, operation, whole},
};

use super::{assemble, blocks, one_again, ours, theirs};
use crate::{
    desk,
    metadata::{Carried, block_of},
    remote,
};

/// Takes a booking as it is now into the book. What is known already changes nothing; time that was taken
/// before `over`, for nothing that is ours, is of no interest any more.
pub(super) fn apply(
    tx: &Tx<'_>,
    seen: &Booking,
    over: Timestamp,
    now: Timestamp,
) -> Result<(), StoreError> {
    let known = booking::find(tx, seen.uid.as_str())?;
    // Gone stays gone, whatever a page that was asked for before still shows.
    if known
        .as_ref()
        .is_some_and(|row| row.state == BookingState::Gone)
    {
        return Ok(());
    }
    if let Some(block) = block_of(&seen.metadata) {
        return blocks::apply(tx, block, known.as_ref(), seen, over, now);
    }
    if let Some(known) = known {
        return known_before(tx, &known, seen, now);
    }
    let carried = Carried::read(&seen.metadata);
    if let Some(whole) = carried.as_ref().filter(|carried| carried.whole.is_some())
        && seen.is_live()
        && !one_again::follows(tx, whole, now)?
    {
        return Ok(());
    }
    if let Some(phase) = phase_of(tx, carried.as_ref(), seen)? {
        return newly_seen(tx, phase, seen, now);
    }
    if !seen.is_live() {
        return theirs::gone(tx, seen.uid.as_str(), now);
    }
    if let Some(part) = carried.filter(|carried| carried.whole.is_none())
        && assemble::take_in(tx, &part, seen, now)?
    {
        return Ok(());
    }
    match moved_block(tx, seen)? {
        Some(block) => theirs::move_block(tx, &block, seen, now),
        None => theirs::unknown(tx, seen, over, now),
    }
}

fn known_before(
    tx: &Tx<'_>,
    known: &BookingRow,
    seen: &Booking,
    now: Timestamp,
) -> Result<(), StoreError> {
    if operation::in_the_air(tx, known.phase)? {
        return Ok(());
    }
    if seen.is_live() {
        return ours::still_live(tx, known, seen, now);
    }
    // Its successor is a booking of its own, changed at the same moment.
    if seen.rescheduled_to_uid.is_some() {
        return Ok(());
    }
    ours::cancelled(tx, known, seen, now)
}

/// A booking that we did not know, of a phase that we do: moved over there, or made by another desk for us.
fn newly_seen(
    tx: &Tx<'_>,
    phase: PhaseId,
    seen: &Booking,
    now: Timestamp,
) -> Result<(), StoreError> {
    // Our own write, whose answer is about to be noted.
    if operation::in_the_air(tx, phase)? {
        return Ok(());
    }
    if !seen.is_live() {
        return end_of_chain(tx, phase, seen, now);
    }
    let row = remote::row(tx, seen, phase, BookingState::Live)?;
    ours::appeared(tx, &row, seen, now)
}

/// Moved over there and then called off, both before we looked: it was the successor of the booking that we know. One that
/// is younger than that, because the desk took the cancellation back, has nothing to do with it, nor has one on another event type.
fn end_of_chain(
    tx: &Tx<'_>,
    phase: PhaseId,
    seen: &Booking,
    now: Timestamp,
) -> Result<(), StoreError> {
    let between = seen.rescheduled_from_uid.is_none() || seen.rescheduled_to_uid.is_some();
    match booking::live_of(tx, phase)? {
        Some(known) if !between && ours::may_descend(seen, &known) => {
            ours::cancelled(tx, &known, seen, now)
        }
        Some(_) | None => Ok(()),
    }
}

/// Whose it is: by the booking that it came from, by its metadata, or by the name that it has had from the beginning.
fn phase_of(
    tx: &Tx<'_>,
    carried: Option<&Carried>,
    seen: &Booking,
) -> Result<Option<PhaseId>, StoreError> {
    // What blocked a gap that was left out is kept with a segment until it is gone; it never becomes that segment's.
    let is_gap = carried.is_some_and(Carried::is_gap);
    if let Some(from) = seen.rescheduled_from_uid.as_ref().filter(|_| !is_gap)
        && let Some(old) = booking::find(tx, from.as_str())?
    {
        return Ok(Some(old.phase));
    }
    let Some(carried) = carried else {
        return made_there(tx, seen);
    };
    if carried.whole.is_some() {
        return of_whole(tx, carried, seen);
    }
    if let Some(known) = phases::find_by_uid(tx, carried.phase)? {
        return Ok(Some(known.id));
    }
    namesake(tx, carried)
}

/// Of a whole that a desk booked, each desk has an appointment under another name. The desk that booked it knows it by its segment,
/// too, once it is split there: then it is one too many.
fn of_whole(
    read: &Read<'_>,
    carried: &Carried,
    seen: &Booking,
) -> Result<Option<PhaseId>, StoreError> {
    if let Some(known) = made_there(read, seen)? {
        return Ok(Some(known));
    }
    let own = desk::is_this(read, carried.desk.as_deref())?;
    let known = phases::find_by_uid(read, carried.phase)?;
    Ok(known.filter(|_| own).map(|phase| phase.id))
}

/// The segment, of a whole the first one, of what was made in Cal.com, and moved there more than once since we looked.
fn made_there(read: &Read<'_>, seen: &Booking) -> Result<Option<PhaseId>, StoreError> {
    let name = theirs::name(seen);
    let known = match appointments::find_by_uid(read, name)? {
        Some(of_one_segment) => Some(of_one_segment.id),
        None => whole::named(read, name)?,
    };
    let Some(known) = known else {
        return Ok(None);
    };
    let comb = phases::of_appointment(read, known)?;
    Ok(comb.first().map(|phase| phase.id))
}

/// A segment that another booking of its appointment told of, but not by what name: now it has one.
fn namesake(tx: &Tx<'_>, carried: &Carried) -> Result<Option<PhaseId>, StoreError> {
    let Some(appointment) = appointments::find_by_uid(tx, carried.appointment)? else {
        return Ok(None);
    };
    let comb = phases::of_appointment(tx, appointment.id)?;
    let Some(known) = comb.iter().find(|phase| phase.planned.key == carried.key) else {
        return Ok(None);
    };
    phases::rename(tx, known.id, carried.phase)?;
    Ok(Some(known.id))
}

fn moved_block(
    read: &Read<'_>,
    seen: &Booking,
) -> Result<Option<blocked::BlockedTime>, StoreError> {
    if let Some(known) = blocked::find_by_booking(read, seen.uid.as_str())? {
        return Ok(Some(known));
    }
    match &seen.rescheduled_from_uid {
        Some(from) => blocked::find_by_booking(read, from.as_str()),
        None => Ok(None),
    }
}
