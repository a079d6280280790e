//! The gaps between segments that bookings have placed. Where they are is not told by bookings, even if one of them is blocked by one: there is one where the next segment begins
//! later than the one before ends, if bookings or the catalogue know of a gap there.

use jiff::SignedDuration;
use salon::{Part, PhaseKind, PlannedPhase, Span};
use store::{
    Read, StoreError, Tx,
    appointments::Appointment,
    phases::{self, NewPhase, Phase},
    services,
    sync::booking,
};
use uuid::Uuid;

use super::assemble::place;
use crate::metadata::Carried;

/// Longest phase that the book can hold.
const LONGEST: SignedDuration = SignedDuration::from_hours(12);

/// What is known of the gap after a segment.
struct Known {
    uid: Uuid,
    sequence: u16,
    bookable: bool,
}

/// Fills the spaces between `teeth`, which are in their order; takes gaps away where there is no space left.
pub(super) fn fill(
    tx: &Tx<'_>,
    appointment: &Appointment,
    teeth: &[&PlannedPhase],
    carried: Option<&Carried>,
) -> Result<(), StoreError> {
    let rows = phases::of_appointment(tx, appointment.id)?;
    for (before, after) in teeth.iter().zip(teeth.iter().skip(1)) {
        let key = format!("GAP_{}", before.key);
        let row = rows.iter().find(|row| row.planned.key == key);
        let row = match (row, space(before, after)) {
            (None, None) => continue,
            // Half a move has been read: what blocks the gap has not been moved yet.
            (Some(row), None) if booking::live_of(tx, row.id)?.is_some() => continue,
            (Some(row), None) => {
                phases::remove(tx, row.id)?;
                continue;
            }
            (Some(row), Some(span)) => (row.clone(), span),
            (None, Some(span)) => {
                let Some(known) = known(tx, appointment, &rows, &before.key, carried)? else {
                    continue;
                };
                (write(tx, appointment, &key, before, &known, span)?, span)
            }
        };
        let (row, span) = row;
        let planned = planned(&row, before, span);
        place(tx, &row, &planned)?;
    }
    Ok(())
}

fn space(before: &PlannedPhase, after: &PlannedPhase) -> Option<Span> {
    let span = Span::new(before.span.end, after.span.start)?;
    let length = span.end.duration_since(span.start);
    (length >= SignedDuration::from_mins(1) && length <= LONGEST).then_some(span)
}

/// Whoever worked before stays with the customer, or does not.
fn planned(row: &Phase, before: &PlannedPhase, span: Span) -> PlannedPhase {
    let bookable = match row.planned.kind {
        PhaseKind::Gap { bookable, .. } => bookable,
        PhaseKind::Staff { .. } => false,
    };
    PlannedPhase {
        kind: PhaseKind::Gap {
            staff: before.kind.staff(),
            bookable,
        },
        span,
        ..row.planned.clone()
    }
}

/// What the booking tells; else what the catalogue has there, under a name of our own.
fn known(
    read: &Read<'_>,
    appointment: &Appointment,
    rows: &[Phase],
    after: &str,
    carried: Option<&Carried>,
) -> Result<Option<Known>, StoreError> {
    let key = format!("GAP_{after}");
    let told = carried.and_then(|carried| carried.parts.iter().find(|part| part.key == key));
    if let Some(part) = told {
        return Ok(Some(Known {
            uid: part.uid.unwrap_or_else(Uuid::now_v7),
            sequence: part.sequence,
            bookable: part.gap.unwrap_or(false),
        }));
    }
    let Some(service) = services::find(read, appointment.service)? else {
        return Ok(None);
    };
    let mut parts = service.parts.iter();
    parts.find(|part| matches!(part, Part::Segment(segment) if segment.key.as_str() == after));
    let Some(Part::Gap(gap)) = parts.next() else {
        return Ok(None);
    };
    let segment = rows.iter().find(|row| row.planned.key == after);
    let sequence = segment.map_or(0, |row| row.sequence) + 1;
    let room = rows.iter().all(|row| row.sequence != sequence);
    Ok(room.then(|| Known {
        uid: Uuid::now_v7(),
        sequence,
        bookable: gap.bookable,
    }))
}

fn write(
    tx: &Tx<'_>,
    appointment: &Appointment,
    key: &str,
    before: &PlannedPhase,
    known: &Known,
    span: Span,
) -> Result<Phase, StoreError> {
    let new = NewPhase {
        uid: known.uid,
        sequence: known.sequence,
        planned: PlannedPhase {
            key: key.to_owned(),
            name: String::new(),
            kind: PhaseKind::Gap {
                staff: before.kind.staff(),
                bookable: known.bookable,
            },
            span,
        },
        takes_time: false,
    };
    phases::insert(tx, appointment.id, &[new])?;
    phases::find_by_uid(tx, known.uid)?.ok_or(StoreError::Missing("phases"))
}
