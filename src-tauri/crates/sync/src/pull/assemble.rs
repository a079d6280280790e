//! An appointment of several bookings, as its bookings have it: the comb is where its bookings are.
//!
//! This is the one way from bookings to phases – for what another desk made or moved, and for a book that is rebuilt from
//! nothing. Bookings come one by one and in any order, so the comb is put together anew with each. Segments whose bookings
//! have not come yet keep their distance to the segment before; as long as what is known makes no comb, nothing moves: the
//! rest is under way. Nothing is ever sent back for any of this.

use calcom::Booking;
use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use salon::{AppointmentId, PhaseKind, PlannedPhase, ServiceId, Span, StaffId};
use serde_json::json;
use store::{
    Read, StoreError, Topic, Tx,
    appointments::{self, Appointment, NewAppointment, When},
    history::{self, Action},
    phases::{self, NewPhase, Phase},
    services, settings, staff,
    sync::{BookingRow, BookingState, PhaseState, Priority, booking, event_map, phase, task},
    visits,
};
use uuid::Uuid;

use super::{customer, follow, gaps, ours};
use crate::{
    metadata::{Carried, CarriedPart},
    remote,
};

/// Longest appointment and longest phase that the book can hold.
const LONGEST: SignedDuration = SignedDuration::from_hours(24);

/// A booking of another desk, of an appointment or a segment that this book does not have yet. `false`: it sells something
/// that is not in this catalogue, or nobody of ours does it.
pub(super) fn take_in(
    tx: &Tx<'_>,
    carried: &Carried,
    seen: &Booking,
    now: Timestamp,
) -> Result<bool, StoreError> {
    if carried.is_gap() {
        return blocked_gap(tx, carried, seen, now);
    }
    let (Some(service), Some(staff)) =
        (service_of(tx, carried, seen)?, remote::staff_of(tx, seen)?)
    else {
        return Ok(false);
    };
    let id = match appointments::find_by_uid(tx, carried.appointment)? {
        Some(known) => {
            let missing = carried.parts.iter().filter(|part| part.key == carried.key);
            write_segments(tx, (known.id, staff), missing, seen, carried, now)?;
            known.id
        }
        None => begin(tx, carried, service, staff, seen, now)?,
    };
    let Some(own) = phases::find_by_uid(tx, carried.phase)? else {
        return Ok(false);
    };
    let row = remote::row(tx, seen, own.id, BookingState::Live)?;
    booking::remember(tx, &row, now)?;
    put(tx, id, &row, seen, Some(carried), now)?;
    tx.changed(Topic::Appointments, Some(id.0), now)?;
    Ok(true)
}

/// What blocks a gap that this book does not have. Before its first segment has come, or once the gap was left out, it tells nothing:
/// the comparison reads it again. Of an appointment without that gap it is one too many.
fn blocked_gap(
    tx: &Tx<'_>,
    carried: &Carried,
    seen: &Booking,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let Some(known) = appointments::find_by_uid(tx, carried.appointment)? else {
        return Ok(true);
    };
    let comb = phases::of_appointment(tx, known.id)?;
    if let Some(first) = comb.first() {
        let row = remote::row(tx, seen, first.id, BookingState::Surplus)?;
        booking::remember(tx, &row, now)?;
        task::look_again(tx, known.id, Priority::Backlog, now)?;
    }
    Ok(true)
}

/// A live booking has come that says where its segment is.
pub(super) fn put(
    tx: &Tx<'_>,
    id: AppointmentId,
    row: &BookingRow,
    seen: &Booking,
    carried: Option<&Carried>,
    now: Timestamp,
) -> Result<(), StoreError> {
    phase::take_up(tx, row.phase, now)?;
    ours::in_line(tx, id, row.phase, now)?;
    customer::complete(tx, seen, carried.and_then(|carried| carried.customer), now)?;
    gather(tx, id, stylist(tx, id, row, seen, carried)?, carried, now)?;
    if seen.attendees.iter().any(|attendee| attendee.absent) {
        ours::absent(tx, row, now)?;
    }
    Ok(())
}

/// Whose appointment it is, as the youngest of its bookings tells. A move inherits what was told before.
fn stylist(
    read: &Read<'_>,
    id: AppointmentId,
    row: &BookingRow,
    seen: &Booking,
    carried: Option<&Carried>,
) -> Result<Option<StaffId>, StoreError> {
    let bookings = booking::of(read, id)?;
    let youngest = bookings
        .iter()
        .all(|other| other.booking_id <= row.booking_id);
    let user = carried
        .filter(|_| youngest && seen.rescheduled_from_uid.is_none())
        .and_then(|carried| carried.stylist);
    member(read, user)
}

fn member(read: &Read<'_>, user: Option<i64>) -> Result<Option<StaffId>, StoreError> {
    let Some(user) = user else { return Ok(None) };
    Ok(staff::find_by_calcom_user(read, user)?.map(|member| member.id))
}

/// Writes the appointment down with all its segments; they take no time before [`gather`] has placed them.
fn begin(
    tx: &Tx<'_>,
    carried: &Carried,
    service: ServiceId,
    staff: StaffId,
    seen: &Booking,
    now: Timestamp,
) -> Result<AppointmentId, StoreError> {
    let stylist = member(tx, carried.stylist)?;
    let zone = match &carried.zone {
        Some(zone) => zone.clone(),
        None => settings::zone(tx)?,
    };
    let made = seen.created_at.unwrap_or(now);
    let new = NewAppointment {
        uid: carried.appointment,
        customer: customer::of(tx, seen, carried.customer, made)?,
        service,
        when: when(stylist.unwrap_or(staff), span(seen), zone),
        origin: carried.origin,
        note: String::new(),
        request_key: None,
    };
    let id = appointments::insert(tx, &new, made)?;
    if let Some(visit) = carried.visit {
        visits::join(tx, visit, &[id])?;
    }
    write_segments(tx, (id, staff), carried.segments(), seen, carried, now)?;
    let detail = json!({ "to": seen.start.to_string() });
    history::add(tx, id, carried.origin, Action::Booked, &detail, made)?;
    tracing::info!(appointment = %id, "booked at another desk");
    Ok(id)
}

/// Segments where they were meant to be, measured from the booking at hand.
fn write_segments<'a>(
    tx: &Tx<'_>,
    (id, host): (AppointmentId, StaffId),
    segments: impl Iterator<Item = &'a CarriedPart>,
    seen: &Booking,
    carried: &Carried,
    now: Timestamp,
) -> Result<(), StoreError> {
    let anchor = offset(carried, &carried.key);
    for part in segments {
        let own = part.key == carried.key;
        let staff = match part.user.filter(|_| !own) {
            Some(user) => member(tx, Some(user))?,
            None => Some(host),
        };
        let meant = shifted(seen.start, offset(carried, &part.key) - anchor)
            .and_then(|start| Span::from_minutes(start, part.minutes));
        // Somebody who does not work here takes nobody's time.
        let (Some(staff), Some(meant)) = (staff, meant) else {
            continue;
        };
        let new = NewPhase {
            uid: part.uid.unwrap_or_else(Uuid::now_v7),
            sequence: part.sequence,
            planned: PlannedPhase {
                key: part.key.clone(),
                name: part.name.clone(),
                kind: PhaseKind::Staff { staff },
                span: if own { span(seen) } else { meant },
            },
            takes_time: false,
        };
        for written in phases::insert(tx, id, &[new])? {
            phase::set(tx, written, PhaseState::Waiting, None, None, now)?;
        }
    }
    Ok(())
}

/// Puts an appointment where its bookings are, gaps included.
fn gather(
    tx: &Tx<'_>,
    id: AppointmentId,
    stylist: Option<StaffId>,
    carried: Option<&Carried>,
    now: Timestamp,
) -> Result<(), StoreError> {
    let Some(appointment) = appointments::find(tx, id)? else {
        return Ok(());
    };
    let teeth = teeth(tx, id)?;
    let Some(whole) = whole(&teeth) else {
        return Ok(());
    };
    phases::vacate(tx, id)?;
    for (row, planned) in &teeth {
        place(tx, row, planned)?;
        if booking::live_of(tx, row.id)?.is_some() {
            ours::in_line(tx, id, row.id, now)?;
        }
    }
    let planned: Vec<_> = teeth.iter().map(|(_, planned)| planned).collect();
    gaps::fill(tx, &appointment, &planned, carried)?;
    let staff = stylist.unwrap_or(appointment.when.staff);
    follow(tx, &appointment, staff, whole, now)
}

/// The segments where they are now: with their booking, or at their distance to the segment before.
fn teeth(tx: &Tx<'_>, id: AppointmentId) -> Result<Vec<(Phase, PlannedPhase)>, StoreError> {
    let bookings = booking::of(tx, id)?;
    let live = |phase: &Phase| {
        let its = |row: &&BookingRow| row.phase == phase.id && row.state == BookingState::Live;
        bookings.iter().find(its)
    };
    let segments: Vec<_> = phases::of_appointment(tx, id)?
        .into_iter()
        .filter(|phase| matches!(phase.planned.kind, PhaseKind::Staff { .. }))
        .collect();
    let moved = |phase: &Phase| {
        live(phase).map(|row| row.span.start.duration_since(phase.planned.span.start))
    };
    let mut shift = segments.iter().find_map(moved).unwrap_or_default();
    let mut teeth = Vec::with_capacity(segments.len());
    for segment in segments {
        let old = segment.planned.span;
        let (staff, span) = match live(&segment) {
            Some(row) => {
                shift = row.span.start.duration_since(old.start);
                (row.staff, row.span)
            }
            None => (None, follow::moved(old, shift).unwrap_or(old)),
        };
        let staff = staff.unwrap_or(segment.planned.kind.staff());
        let planned = PlannedPhase {
            kind: PhaseKind::Staff { staff },
            span,
            ..segment.planned.clone()
        };
        teeth.push((segment, planned));
    }
    Ok(teeth)
}

/// From the first minute to the last; `None` as long as the segments make no comb.
fn whole(teeth: &[(Phase, PlannedPhase)]) -> Option<Span> {
    let spans = || teeth.iter().map(|(_, planned)| planned.span);
    let in_order = spans()
        .zip(spans().skip(1))
        .all(|(before, after)| before.end <= after.start);
    let whole = Span::new(spans().next()?.start, spans().next_back()?.end)?;
    let fits = whole.end.duration_since(whole.start) <= LONGEST;
    (in_order && fits).then_some(whole)
}

/// Takes the time if it is free. If it is not, the booking exists all the same: it is shown, and found as an overlap.
pub(super) fn place(tx: &Tx<'_>, row: &Phase, planned: &PlannedPhase) -> Result<(), StoreError> {
    match phases::place(tx, row.id, planned, true) {
        Err(StoreError::Overlap) => phases::place(tx, row.id, planned, false),
        other => other,
    }
}

/// The appointment goes with its segments.
fn follow(
    tx: &Tx<'_>,
    appointment: &Appointment,
    staff: StaffId,
    whole: Span,
    now: Timestamp,
) -> Result<(), StoreError> {
    let now_at = &appointment.when;
    if now_at.span == whole && now_at.staff == staff {
        return Ok(());
    }
    let to = when(staff, whole, now_at.zone.clone());
    appointments::reschedule(tx, appointment.id, &to, now)?;
    tx.changed(Topic::Appointments, Some(appointment.id.0), now)?;
    Ok(())
}

fn when(staff: StaffId, span: Span, zone: String) -> When {
    let civil = TimeZone::get(&zone).unwrap_or(TimeZone::UTC);
    When {
        staff,
        span,
        civil_start: span.start.to_zoned(civil).datetime(),
        zone,
    }
}

/// By its event type, else by its number, else by its name.
fn service_of(
    read: &Read<'_>,
    carried: &Carried,
    seen: &Booking,
) -> Result<Option<ServiceId>, StoreError> {
    if let Some(event_type) = seen.event_type_id
        && let Some(mapping) = event_map::of_event_type(read, event_type.get())?
    {
        return Ok(Some(mapping.service));
    }
    let all = services::all(read)?;
    let found = match carried.service_number {
        Some(number) => all.iter().find(|service| service.number == Some(number)),
        None => all
            .iter()
            .find(|service| service.name == carried.service_name),
    };
    Ok(found.map(|service| service.id))
}

/// From the start of the appointment to the part of this key, as it was meant.
fn offset(carried: &Carried, key: &str) -> SignedDuration {
    let before = carried.parts.iter().take_while(|part| part.key != key);
    before
        .map(|part| SignedDuration::from_mins(i64::from(part.minutes)))
        .sum()
}

fn shifted(start: Timestamp, by: SignedDuration) -> Option<Timestamp> {
    start.checked_add(by).ok()
}

fn span(seen: &Booking) -> Span {
    Span {
        start: seen.start,
        end: seen.end,
    }
}
