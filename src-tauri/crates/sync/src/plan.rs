//! What has to be done so that Cal.com shows an appointment as it stands in the book: desired bookings minus known ones.
//!
//! Pure. A plan is made afresh each time and says one next step per staff phase; whatever changed in between – by the desk, by
//! an answer, by a crash – is simply part of the next picture. Invariants:
//! - one step per phase, so never two writes for one phase in the air;
//! - no create while a booking of that phase may be alive: a change of length or of stylist is a cancellation first and a
//!   create in the next plan. For a moment Cal.com shows nothing; it never shows two;
//! - no write into a place that another booking of ours is about to leave, or may just have taken: Cal.com would refuse it for
//!   being busy.

use calcom::{BookingUid, EventTypeId};
use jiff::Timestamp;
use salon::{PhaseId, Span, StaffId};

use crate::code::Code;

/// One staff phase: what the book wants, and what is known of Cal.com.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tooth {
    /// Which.
    pub phase: PhaseId,
    /// What Cal.com shall show.
    pub wish: Wish,
    /// The booking that stands for the phase.
    pub live: Option<Image>,
    /// Further bookings of the phase, which have to go, whatever a person has to decide about it; but for those that Cal.com has refused to
    /// let go, once that is the verdict.
    pub surplus: Vec<Image>,
    /// A write whose fate is not settled yet.
    pub open: Option<OpenOperation>,
    /// Where that write may have put a booking.
    pub open_place: Option<(StaffId, Span)>,
    /// A verdict that holds until somebody asks for another try.
    pub blocked: Option<Code>,
}

/// What Cal.com shall show of a staff phase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wish {
    /// Nothing: the appointment is cancelled, or the phase is kept out of Cal.com by a person's decision.
    Nothing,
    /// A booking.
    Booking {
        /// Whose time it takes.
        staff: StaffId,
        /// From, to.
        span: Span,
        /// On what, or why there is nothing that fits.
        target: Result<Target, Code>,
    },
}

/// What a booking is made on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Target {
    /// The event type.
    pub event_type: EventTypeId,
    /// The length has to be asked for, because it is not the event type's usual one. A reschedule cannot ask.
    pub unusual: bool,
    /// A booking on it writes to nobody.
    pub silent: bool,
}

/// A booking in Cal.com as last seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image {
    /// Its address.
    pub uid: BookingUid,
    /// `None` once the event type was deleted.
    pub event_type: Option<EventTypeId>,
    /// Whose time it takes, where that is one of our staff.
    pub staff: Option<StaffId>,
    /// From, to.
    pub span: Span,
}

/// A write that is not settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OpenOperation {
    /// On the wire.
    Sending,
    /// Its answer is lost: only a look-up can tell.
    Uncertain {
        /// Row of the journal.
        operation: i64,
    },
}

/// A place taken in Cal.com by a booking of another appointment that is about to leave it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Obstacle {
    /// Whose time.
    pub staff: StaffId,
    /// From, to.
    pub span: Span,
    /// Whether that appointment goes first. A total order between appointments, so that two that change places do not wait
    /// for each other: the one that goes first gives up its old place and then waits for the new one.
    pub goes_first: bool,
}

/// The next step for one phase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Nothing to do: Cal.com shows what it shall.
    InLine,
    /// Nothing to do: there is nothing in Cal.com, and there shall be nothing.
    Absent,
    /// A write is on the wire.
    InTheAir,
    /// Find out what became of a write.
    LookUp {
        /// Row of the journal.
        operation: i64,
    },
    /// Send this.
    Send(Operation),
    /// Its place is about to become free.
    Wait,
    /// Needs a person.
    Blocked(Code),
}

/// A write call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Operation {
    /// Book.
    Create {
        /// On what.
        target: Target,
        /// With whom.
        staff: StaffId,
        /// When.
        span: Span,
    },
    /// Move a booking to another time, with the same length on the same event type.
    Reschedule {
        /// What.
        booking: BookingUid,
        /// On what it stays.
        event_type: EventTypeId,
        /// With whom it stays.
        staff: StaffId,
        /// To when.
        span: Span,
    },
    /// Take a booking back.
    Cancel {
        /// What.
        booking: BookingUid,
        /// Why.
        because: CancelBecause,
    },
}

/// Why a booking is taken back; becomes the reason that Cal.com shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CancelBecause {
    /// The appointment is cancelled or kept local.
    NotWanted,
    /// It will be booked again with another length, stylist or time.
    Replaced,
    /// A second booking of the same phase.
    Surplus,
}

/// The next step for each phase, in the order given.
#[must_use]
pub fn plan(teeth: &[Tooth], obstacles: &[Obstacle], now: Timestamp) -> Vec<(PhaseId, Step)> {
    let alone: Vec<Step> = teeth.iter().map(|tooth| step(tooth, now)).collect();
    let in_company: Vec<Step> = teeth
        .iter()
        .zip(&alone)
        .map(|(tooth, step)| give_way(tooth, step, teeth, &alone, obstacles))
        .collect();
    let steps = untangle(teeth, &alone, in_company);
    teeth.iter().map(|tooth| tooth.phase).zip(steps).collect()
}

/// The next step for one phase as if there were no others.
fn step(tooth: &Tooth, now: Timestamp) -> Step {
    match tooth.open {
        Some(OpenOperation::Sending) => return Step::InTheAir,
        Some(OpenOperation::Uncertain { operation }) => return Step::LookUp { operation },
        None => {}
    }
    if let Some(extra) = tooth.surplus.iter().find(|image| image.span.end > now) {
        return cancel(extra, CancelBecause::Surplus);
    }
    if let Some(code) = tooth.blocked {
        return Step::Blocked(code);
    }
    match &tooth.wish {
        Wish::Nothing => unwanted(tooth, now),
        Wish::Booking {
            staff,
            span,
            target,
        } => match &tooth.live {
            Some(live) => bring_in_line(live, *staff, *span, *target, now),
            None => create(*staff, *span, *target, now),
        },
    }
}

fn unwanted(tooth: &Tooth, now: Timestamp) -> Step {
    match &tooth.live {
        // What is over stays in Cal.com's history; it can no longer be cancelled there.
        Some(live) if live.span.end > now => cancel(live, CancelBecause::NotWanted),
        Some(_) | None => Step::Absent,
    }
}

fn create(staff: StaffId, span: Span, target: Result<Target, Code>, now: Timestamp) -> Step {
    if span.start <= now {
        return Step::Blocked(Code::InThePast);
    }
    match target {
        Ok(target) => Step::Send(Operation::Create {
            target,
            staff,
            span,
        }),
        Err(code) => Step::Blocked(code),
    }
}

fn bring_in_line(
    live: &Image,
    staff: StaffId,
    span: Span,
    target: Result<Target, Code>,
    now: Timestamp,
) -> Step {
    // With the right person at the right time the booking is right, even if the event map has changed since.
    if live.span == span && live.staff == Some(staff) {
        return Step::InLine;
    }
    // What is over cannot be moved or cancelled; the new time is a booking of its own.
    if span.start <= now || live.span.end <= now {
        return create(staff, span, target, now);
    }
    let target = match target {
        Ok(target) => target,
        Err(code) => return Step::Blocked(code),
    };
    let same_type = live.event_type == Some(target.event_type);
    if same_type && live.span.minutes() == span.minutes() && !target.unusual {
        return Step::Send(Operation::Reschedule {
            booking: live.uid.clone(),
            event_type: target.event_type,
            staff,
            span,
        });
    }
    cancel(live, CancelBecause::Replaced)
}

fn cancel(image: &Image, because: CancelBecause) -> Step {
    Step::Send(Operation::Cancel {
        booking: image.uid.clone(),
        because,
    })
}

/// Holds a write back while its place is still taken by a booking of ours that is about to go.
fn give_way(
    tooth: &Tooth,
    step: &Step,
    teeth: &[Tooth],
    alone: &[Step],
    obstacles: &[Obstacle],
) -> Step {
    let Some((staff, span)) = place_of(step) else {
        return step.clone();
    };
    let siblings = teeth.iter().zip(alone);
    let sibling_in_the_way = siblings
        .filter(|(other, _)| other.phase != tooth.phase)
        .any(|(other, its)| may_have_taken(other, staff, span) || leaves(other, its, staff, span));
    if sibling_in_the_way {
        return Step::Wait;
    }
    let in_the_way = |o: &&Obstacle| o.staff == staff && o.span.overlaps(&span);
    match obstacles.iter().find(in_the_way) {
        None => step.clone(),
        Some(obstacle) if obstacle.goes_first => Step::Wait,
        Some(_) => make_room(tooth).unwrap_or(Step::Wait),
    }
}

/// Where a write would put a booking.
fn place_of(step: &Step) -> Option<(StaffId, Span)> {
    match step {
        Step::Send(
            Operation::Create { staff, span, .. } | Operation::Reschedule { staff, span, .. },
        ) => Some((*staff, *span)),
        Step::Send(Operation::Cancel { .. })
        | Step::InLine
        | Step::Absent
        | Step::InTheAir
        | Step::LookUp { .. }
        | Step::Wait
        | Step::Blocked(_) => None,
    }
}

/// Whether `other` has a booking on that place which its step takes away from there.
fn leaves(other: &Tooth, step: &Step, staff: StaffId, span: Span) -> bool {
    let moving = match step {
        Step::Send(_) | Step::InTheAir | Step::LookUp { .. } => true,
        Step::InLine | Step::Absent | Step::Wait | Step::Blocked(_) => false,
    };
    moving
        && other
            .live
            .iter()
            .chain(&other.surplus)
            .any(|image| image.staff == Some(staff) && image.span.overlaps(&span))
}

/// Whether a write of `other` that is not settled may have put a booking on that place.
fn may_have_taken(other: &Tooth, staff: StaffId, span: Span) -> bool {
    other
        .open_place
        .is_some_and(|(by, place)| by == staff && place.overlaps(&span))
}

/// Gives up the old place before the new one is free.
fn make_room(tooth: &Tooth) -> Option<Step> {
    let live = tooth.live.as_ref()?;
    Some(cancel(live, CancelBecause::Replaced))
}

/// Segments that change places all wait for one another: then one of them makes room.
fn untangle(teeth: &[Tooth], alone: &[Step], mut steps: Vec<Step>) -> Vec<Step> {
    let under_way = |step: &Step| match step {
        Step::Send(_) | Step::InTheAir | Step::LookUp { .. } => true,
        Step::InLine | Step::Absent | Step::Wait | Step::Blocked(_) => false,
    };
    if steps.iter().any(under_way) {
        return steps;
    }
    let siblings_would_move =
        |(step, alone): (&Step, &Step)| *step == Step::Wait && under_way(alone);
    if steps
        .iter()
        .zip(alone)
        .filter(|pair| siblings_would_move(*pair))
        .count()
        < 2
    {
        return steps;
    }
    let first = steps
        .iter()
        .zip(teeth)
        .enumerate()
        .find_map(|(index, (step, tooth))| {
            let room = (*step == Step::Wait).then(|| make_room(tooth))??;
            Some((index, room))
        });
    if let Some((index, room)) = first
        && let Some(step) = steps.get_mut(index)
    {
        *step = room;
    }
    steps
}

#[cfg(test)]
mod table;
#[cfg(test)]
mod tests;
