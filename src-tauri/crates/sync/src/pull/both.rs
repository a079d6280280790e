//! Changed here and in Cal.com before either heard of the other: whose change stands, and what the history says about the one
//! that does not. Of two times the later change stands, by the time of the change; a cancellation always does. See ADR 22.

use calcom::Booking;
use jiff::Timestamp;
use salon::AppointmentId;
use serde_json::json;
use store::{
    Read, StoreError, Tx,
    appointments::{Appointment, Origin},
    history::{self, Action},
    phases::Phase,
    sync::{BookingRow, review},
};

use crate::{code::Code, whole};

/// Where the later change was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Later {
    Here,
    There,
}

/// Whether `seen` was moved over there after the appointment was last placed here. In the same second the promise of the desk
/// stands, and so it does when the clocks are known to differ.
pub(crate) fn later(
    read: &Read<'_>,
    appointment: AppointmentId,
    seen: &Booking,
) -> Result<Later, StoreError> {
    if review::find_about_salon(read, Code::ClockOff.as_str())?.is_some() {
        return Ok(Later::Here);
    }
    let here = history::last_placed_here(read, appointment)?;
    // A move makes a booking of its own; given to somebody else it stays the same one.
    let there = match seen.rescheduled_from_uid {
        Some(_) => seen.created_at.or(seen.updated_at),
        None => seen.updated_at,
    };
    Ok(match (here, there) {
        (Some(here), Some(there)) if there.as_second() <= here.as_second() => Later::Here,
        (_, None) => Later::Here,
        (Some(_) | None, Some(_)) => Later::There,
    })
}

/// Notes that the place which the appointment was given here does not stand.
pub(super) fn overruled_here(
    tx: &Tx<'_>,
    appointment: &Appointment,
    now: Timestamp,
) -> Result<(), StoreError> {
    let to = appointment.when.span.start;
    note(tx, appointment.id, Origin::Desk, to, now)
}

/// Notes that the place which a segment's booking was given over there does not stand.
pub(crate) fn overruled_there(
    tx: &Tx<'_>,
    (phase, appointment): (&Phase, &Appointment),
    row: &BookingRow,
    now: Timestamp,
) -> Result<(), StoreError> {
    let place = whole::place(tx, phase, appointment)?;
    let shift = row.span.start.duration_since(place.start);
    let start = appointment.when.span.start.checked_add(shift);
    let to = start.unwrap_or(row.span.start);
    note(tx, appointment.id, Origin::Calcom, to, now)
}

fn note(
    tx: &Tx<'_>,
    appointment: AppointmentId,
    whose: Origin,
    to: Timestamp,
    now: Timestamp,
) -> Result<(), StoreError> {
    let detail = json!({ "to": to.to_string() });
    history::add(tx, appointment, whose, Action::Overruled, &detail, now)
}
