//! A booking of ours was moved over there, or given to a colleague. The appointment goes along as a whole, if it fits where it
//! would come to stand and was not changed here later; else the book stays and a person decides.

use calcom::Booking;
use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use salon::{PhaseKind, PlannedPhase, Reason, Span, StaffId};
use serde_json::json;
use store::{
    StoreError, Tx,
    appointments::{self, Appointment, Status, When},
    history::Action,
    phases::{self, Phase},
    services,
    sync::{BookingRow, Priority, want},
};

use super::{
    both::{self, Later},
    fit,
    ours::{in_line, is_gap, is_lifted, take_siblings_along, told, under_way, whose},
    why::Obstacle,
};
use crate::{code::Code, whole, worker::block_phase};

/// The live booking of a phase is elsewhere than the book has it: the appointment follows, unless it was changed here later.
pub(super) fn follow(
    tx: &Tx<'_>,
    row: &BookingRow,
    seen: &Booking,
    now: Timestamp,
) -> Result<(), StoreError> {
    let Some((phase, appointment)) = whose(tx, row)? else {
        return Ok(());
    };
    if is_called_off(&appointment) {
        return Ok(());
    }
    // To be split only, and moved as a whole: nobody at the desk said anything about its time.
    if whole::moved_meanwhile(tx, appointment.id, row)? {
        return go_along(tx, row, now);
    }
    if is_gap(&phase) && under_way(tx, appointment.id)? {
        return want(tx, appointment.id, Priority::Backlog, now);
    }
    // Changed at the desk too, and not yet sent.
    if under_way(tx, appointment.id)? {
        match both::later(tx, appointment.id, seen)? {
            Later::Here => {
                both::overruled_there(tx, (&phase, &appointment), row, now)?;
                return want(tx, appointment.id, Priority::Backlog, now);
            }
            Later::There => return follow_later(tx, row, now),
        }
    }
    go_along(tx, row, now)
}

/// The same of a booking that was moved over there after the last change here.
pub(crate) fn follow_later(
    tx: &Tx<'_>,
    row: &BookingRow,
    now: Timestamp,
) -> Result<(), StoreError> {
    if let Some((_, appointment)) = whose(tx, row)? {
        both::overruled_here(tx, &appointment, now)?;
    }
    go_along(tx, row, now)
}

/// What was called off goes nowhere and takes nobody's time; its booking is about to be taken back.
fn is_called_off(appointment: &Appointment) -> bool {
    appointment.status == Status::Cancelled
}

/// The appointment goes as a whole to where the live booking of one of its phases is, if it fits there.
pub(crate) fn go_along(tx: &Tx<'_>, row: &BookingRow, now: Timestamp) -> Result<(), StoreError> {
    let Some((phase, appointment)) = whose(tx, row)? else {
        return Ok(());
    };
    if is_called_off(&appointment) {
        return Ok(());
    }
    let here = phase.planned.kind.staff();
    let there = row.staff.unwrap_or(here);
    let place = whole::place(tx, &phase, &appointment)?;
    if there == here && row.span == place && row.staff.is_some() {
        return in_line(tx, appointment.id, phase.id, now);
    }
    // A gap goes where its appointment goes, not the other way round.
    if is_gap(&phase) {
        return is_lifted(tx, &phase, now);
    }
    let shift = row.span.start.duration_since(place.start);
    let length_kept = row.span.minutes() == place.minutes();
    // A colleague may take a segment over, but not a whole: that would have to be planned anew.
    let alone = place == phase.planned.span;
    let may = there == here || (alone && may_do(tx, &appointment, &phase, there)?);
    let key = &phase.planned.key;
    let comb = shifted(tx, &appointment, &phase, there, shift)?.unwrap_or_default();
    let obstacle = if row.staff.is_none() {
        Some(Obstacle::HostUnknown)
    } else if !length_kept {
        Some(Obstacle::LengthDiffers)
    } else if !may {
        Some(Obstacle::Salon(Reason::CannotDo {
            phase: key.clone(),
            staff: there,
        }))
    } else if comb.is_empty() {
        Some(Obstacle::NoSuchTime)
    } else {
        let planned: Vec<_> = comb.iter().map(|(_, planned)| planned.clone()).collect();
        fit::obstacle(tx, appointment.id, &planned, key, now)?.map(Obstacle::Salon)
    };
    if let Some(obstacle) = obstacle {
        return does_not_fit(tx, (&phase, &appointment), row, &obstacle, now);
    }
    move_all(tx, &appointment, &comb, shift, now)?;
    in_line(tx, appointment.id, phase.id, now)?;
    take_siblings_along(tx, appointment.id, now)
}

fn does_not_fit(
    tx: &Tx<'_>,
    (phase, appointment): (&Phase, &Appointment),
    row: &BookingRow,
    obstacle: &Obstacle,
    now: Timestamp,
) -> Result<(), StoreError> {
    let reason = obstacle.name();
    tracing::info!(appointment = %appointment.id, reason, "moved in cal.com to where it does not fit");
    let facts = obstacle.facts(tx, row.span.start)?;
    let about = (appointment.id, phase.id);
    block_phase(tx, about, Code::MovedRemotely, &facts, now)
}

/// Whether the catalogue has this person among those who do the segment.
fn may_do(
    tx: &Tx<'_>,
    appointment: &Appointment,
    phase: &Phase,
    staff: StaffId,
) -> Result<bool, StoreError> {
    let service = services::find(tx, appointment.service)?;
    Ok(service.is_some_and(|service| {
        let mut segments = service.segments();
        segments.any(|segment| {
            segment.key.as_str() == phase.planned.key
                && segment.performers.iter().any(|who| who.staff == staff)
        })
    }))
}

/// The comb shifted by so much, `moved_phase` and the gap behind it in the hands of `staff`.
fn shifted(
    tx: &Tx<'_>,
    appointment: &Appointment,
    moved_phase: &Phase,
    staff: StaffId,
    shift: SignedDuration,
) -> Result<Option<Vec<(Phase, PlannedPhase)>>, StoreError> {
    let mut comb = Vec::new();
    let mut follows = false;
    for phase in phases::of_appointment(tx, appointment.id)? {
        let Some(span) = moved(phase.planned.span, shift) else {
            return Ok(None);
        };
        let kind = match phase.planned.kind {
            PhaseKind::Staff { staff: before } => {
                follows = phase.id == moved_phase.id;
                let staff = if follows { staff } else { before };
                PhaseKind::Staff { staff }
            }
            PhaseKind::Gap { bookable, .. } if follows => PhaseKind::Gap { staff, bookable },
            gap @ PhaseKind::Gap { .. } => gap,
        };
        let planned = PlannedPhase {
            span,
            kind,
            ..phase.planned.clone()
        };
        comb.push((phase, planned));
    }
    Ok(Some(comb))
}

fn move_all(
    tx: &Tx<'_>,
    appointment: &Appointment,
    comb: &[(Phase, PlannedPhase)],
    shift: SignedDuration,
    now: Timestamp,
) -> Result<(), StoreError> {
    let from = appointment.when.span;
    let Some(to) = moved(from, shift) else {
        return Ok(());
    };
    let zone = TimeZone::get(&appointment.when.zone).unwrap_or(TimeZone::UTC);
    // Whoever has the whole of it has the appointment.
    let all = |staff| {
        comb.iter()
            .all(|(_, planned)| planned.kind.staff() == staff)
    };
    let first = comb.first().map(|(_, planned)| planned.kind.staff());
    let when = When {
        staff: first
            .filter(|staff| all(*staff))
            .unwrap_or(appointment.when.staff),
        span: to,
        civil_start: to.start.to_zoned(zone).datetime(),
        ..appointment.when.clone()
    };
    appointments::reschedule(tx, appointment.id, &when, now)?;
    phases::vacate(tx, appointment.id)?;
    for (phase, planned) in comb {
        phases::place(tx, phase.id, planned, true)?;
    }
    tracing::info!(appointment = %appointment.id, "moved in cal.com");
    let detail = json!({ "from": from.start.to_string(), "to": to.start.to_string() });
    told(tx, appointment.id, Action::Moved, &detail, now)
}

pub(super) fn moved(span: Span, shift: SignedDuration) -> Option<Span> {
    let start = span.start.checked_add(shift).ok()?;
    let end = span.end.checked_add(shift).ok()?;
    Span::new(start, end)
}
