//! One appointment with what happened to it.

use jiff::Timestamp;
use salon::{AppointmentId, civil};
use store::{
    Read, StoreError,
    appointments::Status,
    day::{self, DayEntry},
    history, parked,
    sync::{
        standing,
        whole::{self, WholeState},
    },
    visits,
};

use crate::{
    Desk, DeskError,
    facts::Floor,
    show,
    view::{AppointmentDetail, VisitPart},
};

impl Desk {
    /// An appointment, also one that was cancelled.
    ///
    /// # Errors
    /// `unknown_appointment`; the store's.
    pub fn appointment(&self, id: i64, now: Timestamp) -> Result<AppointmentDetail, DeskError> {
        self.store
            .read(|read| detail(read, &Floor::load(read)?, AppointmentId(id), now))
    }
}

/// As [`Desk::appointment`].
pub(crate) fn detail(
    read: &Read<'_>,
    floor: &Floor,
    id: AppointmentId,
    now: Timestamp,
) -> Result<AppointmentDetail, DeskError> {
    let entry = day::find(read, id, now)?.ok_or(DeskError::UnknownAppointment(id.0))?;
    let standings = show::by_phase(standing::of_appointment(read, id)?);
    let history = history::of_appointment(read, id)?;
    Ok(AppointmentDetail {
        appointment: show::by_itself(&entry, &standings, floor),
        whole: is_whole(read, id, entry.phases.len())?,
        parked: parked::is_in(read, id)?,
        visit: rest_of_visit(read, &entry, now, floor)?,
        history: history
            .iter()
            .map(|one| show::history(one, floor))
            .collect(),
    })
}

/// The other appointments of the same visit.
pub(crate) fn rest_of_visit(
    read: &Read<'_>,
    one: &DayEntry,
    now: Timestamp,
    floor: &Floor,
) -> Result<Vec<VisitPart>, StoreError> {
    let mut others = visits::together(read, one.appointment.id)?;
    others.retain(|other| *other != one.appointment.id);
    let date = |entry: &DayEntry| civil::date_of(entry.appointment.when.span.start, &floor.zone);
    let (mine, entries) = (place(read, one)?, day::of(read, &others, now)?);
    let mut parts = Vec::with_capacity(entries.len());
    for entry in &entries {
        let same_place = mine.is_some() && mine == place(read, entry)?;
        let view = show::by_itself(entry, &show::Standings::new(), floor);
        parts.push(VisitPart {
            id: view.id,
            service: view.service,
            staff_id: view.staff_id,
            staff_name: view.staff_name,
            status: view.status,
            start: view.start,
            end: view.end,
            goes_along: same_place && date(one) == date(entry),
        });
    }
    Ok(parts)
}

/// Where an appointment is that can still be put somewhere else.
#[derive(PartialEq, Eq)]
enum Place {
    Sheet,
    Tray,
}

fn place(read: &Read<'_>, entry: &DayEntry) -> Result<Option<Place>, StoreError> {
    Ok(match entry.appointment.status {
        Status::Booked => Some(Place::Sheet),
        Status::Cancelled => parked::is_in(read, entry.appointment.id)?.then_some(Place::Tray),
        Status::NoShow => None,
    })
}

/// What has one segment is no different split, and what is being split needs no second word.
fn is_whole(read: &Read<'_>, id: AppointmentId, phases: usize) -> Result<bool, StoreError> {
    let whole = whole::find(read, id)?.filter(|_| phases > 1);
    Ok(whole.is_some_and(|whole| match whole.state {
        WholeState::Whole => true,
        WholeState::Splitting | WholeState::Returning => false,
    }))
}
