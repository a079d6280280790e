//! Something happened in Cal.com to a booking of one of our phases. The composite is one promise: what happens to one segment
//! happens to the appointment.

use calcom::{Booking, EventTypeId};
use jiff::Timestamp;
use salon::{AppointmentId, PhaseId, PhaseKind};
use serde_json::json;
use store::{
    StoreError, Topic, Tx,
    appointments::{self, Appointment, Origin, Status},
    history::{self, Action},
    phases::{self, Phase},
    sync::{
        BookingRow, BookingState, PhaseState, PhaseSync, Priority, TaskState, booking, closing,
        phase, review, task, want,
    },
};

use super::{assemble, blocks, both, follow::follow};
use crate::{
    code::Code,
    desk,
    metadata::Carried,
    preferences::{Preferences, SegmentCancelled},
    reason, remote, whole,
    worker::block_phase,
};

/// A booking that we know is still there. Its host or a mark of absence may have changed.
pub(super) fn still_live(
    tx: &Tx<'_>,
    known: &BookingRow,
    seen: &Booking,
    now: Timestamp,
) -> Result<(), StoreError> {
    let fresh = remote::row(tx, seen, known.phase, known.state)?;
    if fresh.remote_updated != known.remote_updated || fresh.staff != known.staff {
        booking::remember(tx, &fresh, now)?;
    }
    if fresh.staff != known.staff && known.state == BookingState::Live {
        return follow(tx, &fresh, seen, now);
    }
    if seen.attendees.iter().any(|attendee| attendee.absent) {
        return absent(tx, known, now);
    }
    Ok(())
}

/// A booking that we know was called off over there.
pub(crate) fn cancelled(
    tx: &Tx<'_>,
    known: &BookingRow,
    seen: &Booking,
    now: Timestamp,
) -> Result<(), StoreError> {
    if let Some(block) = closing::find(tx, known.phase)? {
        return blocks::cancelled(tx, known, &block, seen, now);
    }
    booking::gone(tx, &known.uid, None, now)?;
    let Some((phase, appointment)) = whose(tx, known)? else {
        return Ok(());
    };
    // One too many, or one that we no longer wanted: done before we came to it.
    if known.state != BookingState::Live || appointment.status == Status::Cancelled {
        return Ok(());
    }
    if is_gap(&phase) {
        return gap_lifted(tx, &phase, seen, now);
    }
    // Of a whole that another desk splits, the segments come as an appointment of that desk.
    let split_elsewhere = whole::is_whole(tx, appointment.id)? && !under_way(tx, appointment.id)?;
    if reason::only_replaced(seen) && !split_elsewhere {
        phase::set(tx, phase.id, PhaseState::Waiting, None, None, now)?;
        return tx.changed(Topic::Appointments, Some(appointment.id.0), now);
    }
    let reason = Some(seen.cancellation_reason.as_str()).filter(|reason| !reason.is_empty());
    if others_stand(tx, appointment.id)? && asks_about_segments(tx)? {
        return one_cancelled(tx, &phase, &appointment, reason, now);
    }
    tracing::info!(appointment = %appointment.id, "cancelled in cal.com");
    if under_way(tx, appointment.id)? && whole::place(tx, &phase, &appointment)? != known.span {
        both::overruled_here(tx, &appointment, now)?;
    }
    appointments::set_status(tx, appointment.id, Status::Cancelled, reason, now)?;
    phases::vacate(tx, appointment.id)?;
    phase::set(tx, phase.id, PhaseState::Synced, None, None, now)?;
    let detail = json!({ "reason": reason });
    told(tx, appointment.id, Action::Cancelled, &detail, now)?;
    let standings = phase::of(tx, appointment.id)?;
    if standings.iter().any(|one| one.state == PhaseState::Blocked) {
        // What a person was to decide is settled with it.
        return want(tx, appointment.id, Priority::Backlog, now);
    }
    take_siblings_along(tx, appointment.id, now)
}

/// Whether a segment called off over there leaves bookings of the appointment, or such that are still to be made.
fn others_stand(tx: &Tx<'_>, appointment: AppointmentId) -> Result<bool, StoreError> {
    let bookings = booking::of(tx, appointment)?;
    let comb = phases::of_appointment(tx, appointment)?;
    let of_gap = |row: &BookingRow| {
        let its = comb.iter().find(|phase| phase.id == row.phase);
        its.is_some_and(is_gap)
    };
    let live = bookings
        .iter()
        .any(|other| other.state == BookingState::Live && !of_gap(other));
    Ok(live || under_way(tx, appointment)?)
}

fn asks_about_segments(tx: &Tx<'_>) -> Result<bool, StoreError> {
    Ok(match Preferences::load(tx)?.segment_cancelled {
        SegmentCancelled::CancelAll => false,
        SegmentCancelled::Ask => true,
    })
}

/// The others stand, the time of this one is kept free, and a person decides.
fn one_cancelled(
    tx: &Tx<'_>,
    phase: &Phase,
    appointment: &Appointment,
    reason: Option<&str>,
    now: Timestamp,
) -> Result<(), StoreError> {
    tracing::info!(appointment = %appointment.id, "a segment was cancelled in cal.com");
    let detail = json!({ "key": phase.planned.key, "reason": reason });
    told(tx, appointment.id, Action::SegmentCancelled, &detail, now)?;
    let facts = json!({ "message": reason });
    let about = (appointment.id, phase.id);
    block_phase(tx, about, Code::SegmentCancelled, &facts, now)
}

/// What blocked a gap is gone. Nobody called the appointment off by that; but the gap is for sale over there.
fn gap_lifted(
    tx: &Tx<'_>,
    phase: &Phase,
    seen: &Booking,
    now: Timestamp,
) -> Result<(), StoreError> {
    match reason::only_replaced(seen) {
        true => phase::set(tx, phase.id, PhaseState::Waiting, None, None, now),
        false => is_lifted(tx, phase, now),
    }
}

/// A person is told that a gap is not blocked over there as it should be.
pub(super) fn is_lifted(tx: &Tx<'_>, phase: &Phase, now: Timestamp) -> Result<(), StoreError> {
    let about = (phase.appointment, phase.id);
    block_phase(tx, about, Code::BlockLifted, &json!({}), now)
}

pub(super) fn is_gap(phase: &Phase) -> bool {
    match phase.planned.kind {
        PhaseKind::Gap { .. } => true,
        PhaseKind::Staff { .. } => false,
    }
}

/// A booking that we did not know stands for one of our phases.
pub(super) fn appeared(
    tx: &Tx<'_>,
    row: &BookingRow,
    seen: &Booking,
    now: Timestamp,
) -> Result<(), StoreError> {
    let moved_from = predecessor(tx, row, seen)?;
    if let Some(old) = &moved_from {
        booking::gone(tx, &old.uid, Some(&row.uid), now)?;
    }
    let Some((phase, appointment)) = whose(tx, row)? else {
        return Ok(());
    };
    if appointment.status == Status::Cancelled && !reinstated(tx, &appointment, seen, now)? {
        if !reason::placed_by_desk(seen) {
            both::overruled_there(tx, (&phase, &appointment), row, now)?;
        }
        return surplus(tx, row, appointment.id, now);
    }
    // Of two, every desk lets the same one go. One that is over is no rival: it cannot be moved any more, so what came of it
    // is a booking of its own.
    let rival = booking::live_of(tx, row.phase)?.filter(|rival| rival.span.end > now);
    match rival {
        Some(_) if row.span.end <= now => {
            let over = BookingRow {
                state: BookingState::Gone,
                ..row.clone()
            };
            booking::remember(tx, &over, now)
        }
        Some(rival) if rival.booking_id < row.booking_id => surplus(tx, row, appointment.id, now),
        Some(_) => {
            takes_its_place(tx, row, (&phase, &appointment), seen, now)?;
            // The one that stood for it until now has to go.
            task::look_again(tx, appointment.id, Priority::Backlog, now)
        }
        None => takes_its_place(tx, row, (&phase, &appointment), seen, now),
    }
}

/// It is the booking of its segment from now on.
fn takes_its_place(
    tx: &Tx<'_>,
    row: &BookingRow,
    (phase, appointment): (&Phase, &Appointment),
    seen: &Booking,
    now: Timestamp,
) -> Result<(), StoreError> {
    let carried = Carried::read(&seen.metadata);
    let first = booking::uids_of(tx, row.phase)?.is_empty();
    booking::remember(tx, row, now)?;
    let for_all = whole::place(tx, phase, appointment)? != phase.planned.span;
    if !first && (for_all || !reason::placed_by_desk(seen)) {
        return follow(tx, row, seen, now);
    }
    if under_way(tx, appointment.id)? {
        return want(tx, appointment.id, Priority::Backlog, now);
    }
    assemble::put(tx, appointment.id, row, seen, carried.as_ref(), now)
}

/// A cancellation wins, and so does the booking that stays: this one has to go.
fn surplus(
    tx: &Tx<'_>,
    row: &BookingRow,
    appointment: AppointmentId,
    now: Timestamp,
) -> Result<(), StoreError> {
    let surplus = BookingRow {
        state: BookingState::Surplus,
        ..row.clone()
    };
    booking::remember(tx, &surplus, now)?;
    task::look_again(tx, appointment, Priority::Backlog, now)
}

/// Another desk made a booking for an appointment that was called off and is settled: it takes place after all. While our own
/// cancellation is under way it wins, and a booking of our own is one whose answer came too late.
fn reinstated(
    tx: &Tx<'_>,
    appointment: &Appointment,
    seen: &Booking,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let carried = Carried::read(&seen.metadata);
    let maker = carried.as_ref().and_then(|carried| carried.desk.as_deref());
    let elsewhere = seen.rescheduled_from_uid.is_none() && !desk::is_this(tx, maker)?;
    if !elsewhere || under_way(tx, appointment.id)? {
        return Ok(false);
    }
    tracing::info!(appointment = %appointment.id, "reinstated at another desk");
    appointments::set_status(tx, appointment.id, Status::Booked, None, now)?;
    match whole::is_whole(tx, appointment.id)? {
        true => stands_again(tx, appointment.id, now)?,
        false => await_segments(tx, appointment.id, now)?,
    }
    told(tx, appointment.id, Action::Reinstated, &json!({}), now)?;
    Ok(true)
}

/// Which of our bookings it stands for now. Moved more than once between two readings, its immediate predecessor was never
/// seen; it may still descend from the one that we know.
pub(super) fn predecessor(
    tx: &Tx<'_>,
    row: &BookingRow,
    seen: &Booking,
) -> Result<Option<BookingRow>, StoreError> {
    let Some(from) = &seen.rescheduled_from_uid else {
        return Ok(None);
    };
    match booking::find(tx, from.as_str())? {
        Some(known) => Ok(Some(known)),
        None => Ok(booking::live_of(tx, row.phase)?.filter(|known| may_descend(seen, known))),
    }
}

/// Whether moves that nobody saw can have made it of a booking that we know. No move changes the event type (deleting that takes it
/// from all bookings): what is on another one descends from a second booking, made by a desk that knew less. What came of a booking is
/// younger.
pub(super) fn may_descend(seen: &Booking, known: &BookingRow) -> bool {
    let event_type = seen.event_type_id.map(EventTypeId::get);
    let same_type = event_type.is_none() || event_type == known.event_type_id;
    same_type && known.booking_id < seen.id.get()
}

/// One booking stands for all of it: with that everything is in line.
fn stands_again(tx: &Tx<'_>, appointment: AppointmentId, now: Timestamp) -> Result<(), StoreError> {
    for phase in phases::of_appointment(tx, appointment)? {
        assemble::place(tx, &phase, &phase.planned)?;
        if !is_gap(&phase) {
            phase::set(tx, phase.id, PhaseState::Synced, None, None, now)?;
        }
    }
    Ok(())
}

/// The bookings of the other segments are about to come.
fn await_segments(
    tx: &Tx<'_>,
    appointment: AppointmentId,
    now: Timestamp,
) -> Result<(), StoreError> {
    for segment in phase::of(tx, appointment)? {
        phase::set(tx, segment.phase, PhaseState::Waiting, None, None, now)?;
    }
    Ok(())
}

/// The customer did not come, says Cal.com, and says it from then on: who was seen here came.
pub(super) fn absent(tx: &Tx<'_>, known: &BookingRow, now: Timestamp) -> Result<(), StoreError> {
    let Some((_, appointment)) = whose(tx, known)? else {
        return Ok(());
    };
    if appointment.status != Status::Booked || history::came_after_all(tx, appointment.id)? {
        return Ok(());
    }
    appointments::set_status(tx, appointment.id, Status::NoShow, None, now)?;
    told(tx, appointment.id, Action::NoShow, &json!({}), now)
}

/// The other segments have bookings that are no longer where they should be. An appointment of one segment has none, and
/// then nothing is sent back.
pub(super) fn take_siblings_along(
    tx: &Tx<'_>,
    appointment: AppointmentId,
    now: Timestamp,
) -> Result<(), StoreError> {
    let Some(after) = appointments::find(tx, appointment)? else {
        return Ok(());
    };
    let comb = phases::of_appointment(tx, appointment)?;
    let bookings = booking::of(tx, appointment)?;
    for row in &bookings {
        let in_line = match comb.iter().find(|phase| phase.id == row.phase) {
            Some(phase) => whole::place(tx, phase, &after)? == row.span,
            None => false,
        };
        if after.status == Status::Cancelled || !in_line {
            return want(tx, appointment, Priority::Backlog, now);
        }
    }
    Ok(())
}

/// A segment's booking is where it should be by somebody else's doing. What needed a person here is settled by that, and with
/// the last such segment the task is.
pub(super) fn in_line(
    tx: &Tx<'_>,
    appointment: AppointmentId,
    segment: PhaseId,
    now: Timestamp,
) -> Result<(), StoreError> {
    phase::set(tx, segment, PhaseState::Synced, None, None, now)?;
    review::close_phase(tx, segment, now)?;
    let (Some(task), Some(known)) = (
        task::find(tx, appointment)?,
        appointments::find(tx, appointment)?,
    ) else {
        return Ok(());
    };
    let blocked = |standing: &PhaseSync| standing.state == PhaseState::Blocked;
    if task.state == TaskState::Blocked && !phase::of(tx, appointment)?.iter().any(blocked) {
        let generation = known.generation;
        task::advance(tx, &task, &task::Move::Done { generation }, now)?;
    }
    Ok(())
}

pub(super) fn under_way(tx: &Tx<'_>, appointment: AppointmentId) -> Result<bool, StoreError> {
    Ok(match task::find(tx, appointment)?.map(|task| task.state) {
        Some(TaskState::Waiting | TaskState::Sending | TaskState::Uncertain) => true,
        Some(TaskState::Blocked | TaskState::Done) | None => false,
    })
}

pub(super) fn whose(
    tx: &Tx<'_>,
    row: &BookingRow,
) -> Result<Option<(Phase, Appointment)>, StoreError> {
    let Some(phase) = phases::find(tx, row.phase)? else {
        return Ok(None);
    };
    let appointment = appointments::find(tx, phase.appointment)?;
    Ok(appointment.map(|appointment| (phase, appointment)))
}

pub(super) fn told(
    tx: &Tx<'_>,
    appointment: AppointmentId,
    action: Action,
    detail: &serde_json::Value,
    now: Timestamp,
) -> Result<(), StoreError> {
    history::add(tx, appointment, Origin::Calcom, action, detail, now)?;
    tx.changed(Topic::Appointments, Some(appointment.0), now)
}
