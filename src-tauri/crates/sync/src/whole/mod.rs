//! Booked online as a whole: a customer books a service on its public event type, and one booking in Cal.com holds the
//! appointment from its first minute to its last.
//!
//! In the book it is an appointment with all its phases, its gaps blocked, because Cal.com sells them to nobody. A person may
//! split it: then the whole is taken back and each segment gets a booking of its own, by the same plan, journal and look-ups as
//! everything else; only when all of them stand are the gaps free. If a segment is refused, it becomes one booking again.
//! Invariants: what Cal.com shall show follows from the row in the book, so a crash in the middle loses nothing; gaps are never
//! sold while Cal.com may hold them.

mod booked;
mod split;

pub(crate) use booked::{comb, take_in};
pub use split::{SplitError, split};
pub(crate) use split::{becoming, moved_meanwhile, settled, turn_back};

use calcom::EventTypeId;
use salon::{AppointmentId, PhaseId, PhaseKind, Span, StaffId};
use store::{
    Read, StoreError,
    appointments::{self, Appointment},
    phases::{self, Phase},
    sync::{
        Picture,
        whole::{self, Whole, WholeState},
    },
};

use crate::plan::Target;

/// One booking that stands for all segments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct OneBooking {
    /// The segment that it is noted with: the first.
    pub(crate) carrier: PhaseId,
    /// From the first minute to the last.
    pub(crate) span: Span,
    /// On what.
    pub(crate) target: Target,
}

/// The one booking that Cal.com shall show of an appointment; `None`: one per segment.
pub(crate) fn one_booking(
    read: &Read<'_>,
    picture: &Picture,
) -> Result<Option<OneBooking>, StoreError> {
    let Some(promise) = &picture.promise else {
        return Ok(None);
    };
    let Some(whole) = whole::find(read, promise.appointment)? else {
        return Ok(None);
    };
    Ok(extent(picture)
        .filter(|extent| extent.fits(&whole) && is_one(whole.state))
        .map(|extent| OneBooking {
            carrier: extent.first,
            span: extent.span,
            target: Target {
                event_type: EventTypeId::new(whole.event_type_id),
                unusual: false,
                silent: false,
            },
        }))
}

/// Where the booking of a phase shall be: on the phase, or on the whole appointment if it stands for that.
pub(crate) fn place(
    read: &Read<'_>,
    phase: &Phase,
    appointment: &Appointment,
) -> Result<Span, StoreError> {
    let Some(whole) = whole::find(read, appointment.id)? else {
        return Ok(phase.planned.span);
    };
    let comb = phases::of_appointment(read, appointment.id)?;
    let first = comb.first().is_some_and(|first| first.id == phase.id);
    Ok(match first && stands_for_all(&whole, appointment, &comb) {
        true => appointment.when.span,
        false => phase.planned.span,
    })
}

/// Whether one booking shall stand for all segments. One that was booked as a whole and has changed since may not be so any more.
pub(crate) fn is_one_booking(read: &Read<'_>, id: AppointmentId) -> Result<bool, StoreError> {
    let (Some(whole), Some(appointment)) = (whole::find(read, id)?, appointments::find(read, id)?)
    else {
        return Ok(false);
    };
    let comb = phases::of_appointment(read, id)?;
    Ok(stands_for_all(&whole, &appointment, &comb))
}

fn stands_for_all(whole: &Whole, appointment: &Appointment, comb: &[Phase]) -> bool {
    let mut at_work = comb.iter().filter(|phase| match phase.planned.kind {
        PhaseKind::Staff { .. } => true,
        PhaseKind::Gap { .. } => false,
    });
    let with_one = at_work.all(|phase| phase.planned.kind.staff() == whole.staff);
    let as_long = appointment.when.span.minutes() == whole.minutes;
    with_one && as_long && is_one(whole.state)
}

/// Whether it is one booking, and nobody asked for anything else.
pub(crate) fn is_whole(read: &Read<'_>, appointment: AppointmentId) -> Result<bool, StoreError> {
    let whole = whole::find(read, appointment)?;
    Ok(whole.is_some_and(|whole| whole.state == WholeState::Whole))
}

fn is_one(state: WholeState) -> bool {
    match state {
        WholeState::Whole | WholeState::Returning => true,
        WholeState::Splitting => false,
    }
}

/// How far an appointment reaches, and with whom.
struct Extent {
    first: PhaseId,
    span: Span,
    /// `None`: with several.
    staff: Option<StaffId>,
}

impl Extent {
    /// A public event type has one length, and what was booked with one person is not booked with another.
    fn fits(&self, whole: &Whole) -> bool {
        self.staff == Some(whole.staff) && self.span.minutes() == whole.minutes
    }
}

fn extent(picture: &Picture) -> Option<Extent> {
    let mut at_work = picture.phases.iter().filter(|phase| phase.gap.is_none());
    let first = at_work.next()?;
    let end = picture.phases.iter().map(|phase| phase.span.end).max()?;
    let alone = at_work.all(|phase| phase.staff == first.staff);
    Some(Extent {
        first: first.id,
        span: Span::new(first.span.start, end)?,
        staff: alone.then_some(first.staff),
    })
}
