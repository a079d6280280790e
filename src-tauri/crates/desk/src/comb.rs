//! The phases of an appointment as rows.
//!
//! A phase keeps its row for as long as the appointment has its key, so that its booking stays attached. Segments have even
//! places and gaps odd ones: a gap that was left out can come back.

use jiff::Timestamp;
use salon::{AppointmentId, PhaseKind, PlanError, PlannedPhase};
use store::{
    StoreError, Tx,
    phases::{self, NewPhase, Phase},
};

use crate::{DeskError, Refusal, ids::Ids, view::ReasonView};

/// Writes a new comb down.
///
/// # Errors
/// `Refused` if the book itself says that somebody's time is taken.
pub(crate) fn insert(
    tx: &Tx<'_>,
    appointment: AppointmentId,
    planned: &[PlannedPhase],
    ids: &Ids,
    now: Timestamp,
) -> Result<(), DeskError> {
    let mut rows = Vec::with_capacity(planned.len());
    for (phase, sequence) in planned.iter().zip(places(planned)) {
        rows.push(NewPhase {
            uid: ids.next(now)?,
            sequence,
            planned: phase.clone(),
            takes_time: true,
        });
    }
    phases::insert(tx, appointment, &rows).map_err(taken)?;
    Ok(())
}

fn places(planned: &[PlannedPhase]) -> impl Iterator<Item = u16> {
    let mut segments: u16 = 0;
    planned.iter().map(move |phase| match phase.kind {
        PhaseKind::Staff { .. } => {
            segments += 1;
            2 * (segments - 1)
        }
        PhaseKind::Gap { .. } => 2 * segments - 1,
    })
}

/// Takes the time of a comb again that was given up.
///
/// # Errors
/// `Refused` if the book itself says that somebody's time is taken.
pub(crate) fn occupy(tx: &Tx<'_>, booked: &[Phase]) -> Result<(), DeskError> {
    for row in booked {
        phases::place(tx, row.id, &row.planned, true).map_err(taken)?;
    }
    Ok(())
}

/// Moves a comb: frees all its time first, so that its segments do not stand in each other's way.
///
/// # Errors
/// `Refused` if the book itself says that somebody's time is taken; `unknown_part` for a gap that has no place.
pub(crate) fn rearrange(
    tx: &Tx<'_>,
    appointment: AppointmentId,
    booked: &[Phase],
    planned: &[PlannedPhase],
    ids: &Ids,
    now: Timestamp,
) -> Result<(), DeskError> {
    phases::vacate(tx, appointment)?;
    for gone in booked
        .iter()
        .filter(|b| !planned.iter().any(|p| p.key == b.planned.key))
    {
        phases::remove(tx, gone.id)?;
    }
    let mut next_place = 0;
    for phase in planned {
        match booked.iter().find(|b| b.planned.key == phase.key) {
            Some(row) => {
                phases::place(tx, row.id, phase, true).map_err(taken)?;
                next_place = row.sequence + 1;
            }
            None => {
                let place = free_place(booked, next_place, phase)?;
                let new = NewPhase {
                    uid: ids.next(now)?,
                    sequence: place,
                    planned: phase.clone(),
                    takes_time: true,
                };
                phases::insert(tx, appointment, &[new]).map_err(taken)?;
                next_place = place + 1;
            }
        }
    }
    Ok(())
}

/// An appointment that came from elsewhere may have its rows numbered without room for more.
fn free_place(booked: &[Phase], place: u16, phase: &PlannedPhase) -> Result<u16, PlanError> {
    let used = booked.iter().any(|row| row.sequence == place);
    match used {
        false => Ok(place),
        true => Err(PlanError::UnknownPart {
            key: phase.key.clone(),
        }),
    }
}

/// The database is the last line: what it refuses is refused, not broken.
fn taken(error: StoreError) -> DeskError {
    if !matches!(error, StoreError::Overlap) {
        return error.into();
    }
    DeskError::Refused(Box::new(Refusal {
        refusals: vec![ReasonView::bare("staff_busy")],
        warnings: Vec::new(),
        nearest: None,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_book_itself_refuses_is_a_refusal() {
        assert_eq!(taken(StoreError::Overlap).code(), "refused");
        assert_eq!(taken(StoreError::Full).code(), "store_full");
    }
}
