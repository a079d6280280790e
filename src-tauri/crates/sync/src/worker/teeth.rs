//! From rows to the picture that a plan is made of.

use calcom::{BookingUid, EventTypeId};
use salon::{Span, StaffId};
use store::{
    Read, StoreError,
    sync::{
        BookingRow, BookingState, Mapping, OperationRow, OperationState, PhaseState, PhaseSync,
        Picture, PicturePhase, Task, booking, event_map, operation, phase,
    },
};

use crate::{
    code::Code,
    plan::{Image, Obstacle, OpenOperation, Target, Tooth, Wish},
    whole::{self, OneBooking},
};

/// What is known about an appointment's staff phases.
pub(super) struct Known {
    mappings: Vec<Mapping>,
    one_booking: Option<OneBooking>,
    bookings: Vec<BookingRow>,
    pub(super) standings: Vec<PhaseSync>,
    pub(super) open: Vec<OperationRow>,
}

impl Known {
    pub(super) fn load(read: &Read<'_>, picture: &Picture) -> Result<Self, StoreError> {
        Ok(Self {
            mappings: event_map::of_service(read, picture.service)?,
            one_booking: whole::one_booking(read, picture)?,
            bookings: booking::of_appointment(read, picture.appointment)?,
            standings: phase::of_appointment(read, picture.appointment)?,
            open: operation::open_of(read, picture.appointment)?,
        })
    }

    pub(super) fn standing(&self, phase: salon::PhaseId) -> Option<&PhaseSync> {
        self.standings
            .iter()
            .find(|standing| standing.phase == phase)
    }

    pub(super) fn teeth(&self, picture: &Picture) -> Vec<Tooth> {
        let staff_phases = picture.phases.iter().filter(|phase| phase.gap.is_none());
        staff_phases
            .map(|phase| self.tooth(picture, phase))
            .collect()
    }

    fn tooth(&self, picture: &Picture, phase: &PicturePhase) -> Tooth {
        let standing = self.standing(phase.id);
        let images = |state: BookingState| {
            let of_phase = move |row: &&BookingRow| row.phase == phase.id && row.state == state;
            self.bookings.iter().filter(of_phase).map(image)
        };
        let open = self.open.iter().find(|open| open.phase == phase.id);
        Tooth {
            phase: phase.id,
            wish: self.wish(picture, phase, standing),
            live: images(BookingState::Live).next(),
            surplus: images(BookingState::Surplus).collect(),
            open: open.map(open_operation),
            open_place: open.and_then(|open| self.place_of(open, phase)),
            blocked: standing.and_then(verdict),
        }
    }

    fn wish(&self, picture: &Picture, phase: &PicturePhase, standing: Option<&PhaseSync>) -> Wish {
        let local = standing.is_some_and(|standing| standing.state == PhaseState::Local);
        if picture.cancelled || local {
            return Wish::Nothing;
        }
        match self.one_booking {
            None => Wish::Booking {
                staff: phase.staff,
                span: phase.span,
                target: target(&self.mappings, &phase.key, phase.staff, phase.span),
            },
            Some(one) if one.carrier == phase.id => Wish::Booking {
                staff: phase.staff,
                span: one.span,
                target: Ok(one.target),
            },
            Some(_) => Wish::Nothing,
        }
    }

    /// Where a write may have put a booking: on the time of whoever its event type belongs to.
    fn place_of(&self, open: &OperationRow, phase: &PicturePhase) -> Option<(StaffId, Span)> {
        let its = |m: &&Mapping| m.bookable().is_some() && m.bookable() == open.event_type_id;
        let mapping = self.mappings.iter().find(its);
        Some((mapping.map_or(phase.staff, |m| m.staff), open.span?))
    }
}

/// What makes a booking of this length with this person.
pub(crate) fn target(
    mappings: &[Mapping],
    key: &str,
    staff: StaffId,
    span: Span,
) -> Result<Target, Code> {
    let pair = |m: &&Mapping| m.segment_key == key && m.staff == staff;
    let mapping = mappings.iter().find(pair).ok_or(Code::EventTypeMissing)?;
    let bookable = mapping.bookable().ok_or(Code::ManagedParent)?;
    let takes = |minutes: &u16| i64::from(*minutes) == span.minutes();
    let unusual = !takes(&mapping.minutes);
    if unusual && !mapping.lengths.iter().any(takes) {
        return Err(Code::LengthDiffers);
    }
    Ok(Target {
        event_type: EventTypeId::new(bookable),
        unusual,
    })
}

/// Places that other appointments' bookings are about to leave.
pub(super) fn obstacles(
    read: &Read<'_>,
    task: &Task,
    picture: &Picture,
) -> Result<Vec<Obstacle>, StoreError> {
    let at_work = || picture.phases.iter().filter(|phase| phase.gap.is_none());
    let starts = at_work().map(|phase| phase.span.start).min();
    let ends = at_work().map(|phase| phase.span.end).max();
    let Some(within) = starts
        .zip(ends)
        .and_then(|(start, end)| Span::new(start, end))
    else {
        return Ok(Vec::new());
    };
    let staff: Vec<StaffId> = at_work().map(|phase| phase.staff).collect();
    let leaving = booking::leaving(read, picture.appointment, &staff, within)?;
    let obstacle = |place: booking::Leaving| Obstacle {
        staff: place.staff,
        span: place.span,
        // Any total order will do.
        goes_first: place.appointment < task.appointment,
    };
    Ok(leaving.into_iter().map(obstacle).collect())
}

fn image(row: &BookingRow) -> Image {
    Image {
        uid: BookingUid::new(row.uid.as_str()),
        event_type: row.event_type_id.map(EventTypeId::new),
        staff: row.staff,
        span: row.span,
    }
}

fn open_operation(row: &OperationRow) -> OpenOperation {
    match row.state {
        OperationState::Uncertain => OpenOperation::Uncertain { operation: row.id },
        OperationState::Sending
        | OperationState::Done
        | OperationState::Refused
        | OperationState::NotSent
        | OperationState::Absent
        | OperationState::Lost => OpenOperation::Sending,
    }
}

/// A code of a newer Kamm is a refusal all the same.
fn verdict(standing: &PhaseSync) -> Option<Code> {
    let blocked = standing.state == PhaseState::Blocked;
    let code = standing.code.as_deref().and_then(Code::parse);
    blocked.then(|| code.unwrap_or(Code::Refused))
}
