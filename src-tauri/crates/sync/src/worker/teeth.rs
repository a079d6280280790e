//! From rows to the picture that a plan is made of.

use calcom::{BookingUid, EventTypeId};
use salon::{Span, StaffId};
use store::{
    Read, StoreError,
    sync::{
        BlockType, BookingRow, BookingState, Mapping, OperationRow, OperationState, PhaseState,
        PhaseSync, Picture, PicturePhase, Task, block_type, booking, closing::Closing, event_map,
        operation, phase,
    },
};

use crate::{
    block,
    code::Code,
    plan::{Image, Obstacle, OpenOperation, Target, Tooth, Wish},
    staff_keys::Reach,
    whole::{self, OneBooking},
};

/// What is known about the segments and gaps of an appointment, or the blocks of a day.
pub(super) struct Known {
    mappings: Vec<Mapping>,
    blocks: Vec<BlockType>,
    one_booking: Option<OneBooking>,
    pub(super) reach: Reach,
    bookings: Vec<BookingRow>,
    /// Those that Cal.com has refused to take back.
    kept_there: Vec<String>,
    pub(super) standings: Vec<PhaseSync>,
    pub(super) open: Vec<OperationRow>,
}

impl Known {
    pub(super) fn load(read: &Read<'_>, picture: &Picture) -> Result<Self, StoreError> {
        Ok(Self {
            mappings: match &picture.promise {
                Some(promise) => event_map::of_service(read, promise.service)?,
                None => Vec::new(),
            },
            blocks: block_type::all(read)?,
            one_booking: whole::one_booking(read, picture)?,
            reach: Reach::load(read)?,
            bookings: booking::of(read, picture.subject)?,
            kept_there: operation::kept_there(read, picture.subject)?,
            standings: phase::of(read, picture.subject)?,
            open: operation::open_of(read, picture.subject)?,
        })
    }

    pub(super) fn standing(&self, phase: salon::PhaseId) -> Option<&PhaseSync> {
        self.standings
            .iter()
            .find(|standing| standing.phase == phase)
    }

    /// Whether a verdict holds for it.
    pub(super) fn is_blocked(&self, phase: salon::PhaseId) -> bool {
        let standing = self.standing(phase);
        standing.is_some_and(|known| known.state == PhaseState::Blocked)
    }

    pub(super) fn teeth(&self, picture: &Picture) -> Vec<Tooth> {
        let concerned = picture.phases.iter().filter(|phase| self.concerns(phase));
        concerned.map(|phase| self.tooth(picture, phase)).collect()
    }

    /// A gap that others may be booked into is no affair of Cal.com's, nor is one within a booking that stands for all; unless it was
    /// blocked there before.
    fn concerns(&self, phase: &PicturePhase) -> bool {
        let by_itself = phase.gap.is_none() || self.one_booking.is_none();
        (takes_time(phase) && by_itself)
            || self.bookings.iter().any(|row| row.phase == phase.id)
            || self.open.iter().any(|open| open.phase == phase.id)
    }

    fn tooth(&self, picture: &Picture, phase: &PicturePhase) -> Tooth {
        let standing = self.standing(phase.id);
        let images = |state: BookingState| {
            let of_phase = move |row: &&BookingRow| row.phase == phase.id && row.state == state;
            self.bookings.iter().filter(of_phase).map(image)
        };
        let open = self.open.iter().find(|open| open.phase == phase.id);
        let blocked = standing.and_then(verdict);
        // Until somebody asks for another try.
        let stays = |image: &Image| {
            let kept = |uid: &String| uid.as_str() == image.uid.as_str();
            blocked.is_some() && self.kept_there.iter().any(kept)
        };
        Tooth {
            phase: phase.id,
            wish: self.wish(picture, phase, standing),
            live: images(BookingState::Live).next(),
            surplus: images(BookingState::Surplus)
                .filter(|image| !stays(image))
                .collect(),
            open: open.map(open_operation),
            open_place: open.and_then(|open| self.place_of(open, phase)),
            blocked,
        }
    }

    /// Without a key of whose time it is there is no event type either.
    fn wish(&self, picture: &Picture, phase: &PicturePhase, standing: Option<&PhaseSync>) -> Wish {
        match self.booking(picture, phase, standing) {
            Wish::Booking {
                staff,
                span,
                target,
            } => Wish::Booking {
                staff,
                span,
                target: self.reach.check(staff).and(target),
            },
            Wish::Nothing => Wish::Nothing,
        }
    }

    fn booking(
        &self,
        picture: &Picture,
        phase: &PicturePhase,
        standing: Option<&PhaseSync>,
    ) -> Wish {
        let local = standing.is_some_and(|standing| standing.state == PhaseState::Local);
        let given_up = phase
            .closing
            .is_some_and(|closing| closing != Closing::Held);
        if picture.cancelled || local || given_up {
            return Wish::Nothing;
        }
        match self.one_booking {
            None if phase.gap == Some(true) => Wish::Nothing,
            None if phase.gap == Some(false) => match block::held(phase.span) {
                Some(span) => Wish::Booking {
                    staff: phase.staff,
                    span,
                    target: block::target(&self.blocks, phase.staff, span),
                },
                None => Wish::Nothing,
            },
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

    /// Whose time a known booking takes.
    pub(super) fn staff_of(&self, uid: &str) -> Option<StaffId> {
        let its = |row: &&BookingRow| row.uid == uid;
        self.bookings.iter().find(its).and_then(|row| row.staff)
    }

    /// On whose time an unsettled write was made.
    pub(super) fn staff_of_operation(&self, operation: i64) -> Option<StaffId> {
        let open = self.open.iter().find(|open| open.id == operation)?;
        match &open.booking_uid {
            Some(uid) => self.staff_of(uid),
            None => self.owner_of(open.event_type_id),
        }
    }

    /// Whom an event type of ours books.
    fn owner_of(&self, event_type: Option<i64>) -> Option<StaffId> {
        let its = |m: &&Mapping| m.bookable().is_some() && m.bookable() == event_type;
        let mapping = self.mappings.iter().find(its).map(|m| m.staff);
        let on = |known: &&BlockType| Some(known.event_type_id) == event_type;
        let block = || self.blocks.iter().find(on).map(|known| known.staff);
        mapping.or_else(block)
    }

    /// Where a write may have put a booking: on the time of whoever its event type belongs to.
    fn place_of(&self, open: &OperationRow, phase: &PicturePhase) -> Option<(StaffId, Span)> {
        let owner = self.owner_of(open.event_type_id);
        Some((owner.unwrap_or(phase.staff), open.span?))
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
        silent: mapping.silent,
    })
}

/// Whether Cal.com has to know of it: somebody works, or is kept free for nobody else.
fn takes_time(phase: &PicturePhase) -> bool {
    phase.gap != Some(true)
}

/// Places that bookings of other appointments and days are about to leave.
pub(super) fn obstacles(
    read: &Read<'_>,
    task: &Task,
    picture: &Picture,
) -> Result<Vec<Obstacle>, StoreError> {
    let taken = || picture.phases.iter().filter(|phase| takes_time(phase));
    let Some(within) = Span::around(taken().map(|phase| phase.span)) else {
        return Ok(Vec::new());
    };
    let staff: Vec<StaffId> = taken().map(|phase| phase.staff).collect();
    let leaving = booking::leaving(read, picture.subject, &staff, within)?;
    let obstacle = |place: booking::Leaving| Obstacle {
        staff: place.staff,
        span: place.span,
        // Any total order will do.
        goes_first: place.subject < task.subject,
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
