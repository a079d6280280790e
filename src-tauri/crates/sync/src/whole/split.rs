//! Splitting a whole into its segments, and back again if one is refused.

use jiff::Timestamp;
use salon::{AppointmentId, Part, PhaseKind, PlannedPhase, ServiceId};
use serde_json::json;
use store::{
    Read, StoreError, Topic, Tx,
    appointments::{self, Appointment, Status},
    phases, services,
    sync::{
        BookingRow, Picture, Priority, ReviewSubject, event_map, phase, review, want,
        whole::{self, Whole, WholeState},
    },
};

use super::{extent, one_booking};
use crate::{code::Code, plan::Step, worker::target};

/// Why a whole was not split.
#[derive(Debug, thiserror::Error)]
pub enum SplitError {
    /// There is no such appointment.
    #[error("there is no such appointment")]
    Unknown,
    /// It was cancelled or missed.
    #[error("the appointment is not going to happen")]
    NotBooked,
    /// Its segments have bookings of their own, or it has only one.
    #[error("the appointment was not booked as a whole")]
    NotWhole,
    /// Cal.com takes no bookings for what has begun.
    #[error("the appointment has begun")]
    TooLate,
    /// A segment has no event type that fits.
    #[error("a segment cannot be booked in cal.com: {0}")]
    Unprepared(Code),
    /// The book.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl SplitError {
    /// Stable name for the window, `--json` and the phone.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unknown => "unknown_appointment",
            Self::NotBooked => "not_booked",
            Self::NotWhole => "not_a_whole",
            Self::TooLate => "split_too_late",
            Self::Unprepared(_) => "split_unprepared",
            Self::Store(error) => error.code(),
        }
    }
}

/// Asks for a booking per segment, part of the caller's transaction. Asked again while it is under way, nothing changes.
///
/// # Errors
/// See [`SplitError`]; nothing is changed then.
pub fn split(tx: &Tx<'_>, id: AppointmentId, now: Timestamp) -> Result<(), SplitError> {
    let appointment = appointments::find(tx, id)?.ok_or(SplitError::Unknown)?;
    let whole = whole::find(tx, id)?.ok_or(SplitError::NotWhole)?;
    match whole.state {
        WholeState::Whole | WholeState::Returning => {}
        WholeState::Splitting => return Ok(()),
    }
    check(tx, &appointment, now)?;
    whole::set(tx, id, WholeState::Splitting)?;
    tracing::info!(appointment = %id, "to be split into segments");
    Ok(want(tx, id, Priority::Interactive, now)?)
}

fn check(read: &Read<'_>, appointment: &Appointment, now: Timestamp) -> Result<(), SplitError> {
    match appointment.status {
        Status::Booked => {}
        Status::Cancelled | Status::NoShow => return Err(SplitError::NotBooked),
    }
    if appointment.when.span.start <= now {
        return Err(SplitError::TooLate);
    }
    let comb = phases::of_appointment(read, appointment.id)?;
    if comb.len() < 2 {
        return Err(SplitError::NotWhole);
    }
    let map = event_map::of_service(read, appointment.service)?;
    for phase in &comb {
        match phase.planned.kind {
            PhaseKind::Staff { staff } => {
                let (key, span) = (&phase.planned.key, phase.planned.span);
                target(&map, key, staff, span).map_err(SplitError::Unprepared)?;
            }
            PhaseKind::Gap { .. } => {}
        }
    }
    Ok(())
}

/// The appointment of a picture, and what it is as a whole; `None` if it is none.
fn find(read: &Read<'_>, picture: &Picture) -> Result<Option<(AppointmentId, Whole)>, StoreError> {
    let Some(promise) = &picture.promise else {
        return Ok(None);
    };
    let whole = whole::find(read, promise.appointment)?;
    Ok(whole.map(|whole| (promise.appointment, whole)))
}

/// If a segment was refused while splitting: it shall be one booking again, and a person is told. Answers whether that is so.
pub(crate) fn turn_back(
    tx: &Tx<'_>,
    picture: &Picture,
    steps: &[(salon::PhaseId, Step)],
    words: Option<&str>,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let Some((appointment, whole)) = find(tx, picture)? else {
        return Ok(false);
    };
    let could_be_one = extent(picture).is_some_and(|extent| extent.fits(&whole));
    let refused = steps.iter().any(|(_, step)| is_final(step));
    if whole.state != WholeState::Splitting || picture.cancelled || !could_be_one || !refused {
        return Ok(false);
    }
    tracing::info!(%appointment, "cannot be split");
    whole::set(tx, appointment, WholeState::Returning)?;
    phase::unblock(tx, appointment, now)?;
    for (phase, _) in steps {
        review::close_phase(tx, *phase, now)?;
    }
    let about = ReviewSubject {
        appointment: Some(appointment),
        ..ReviewSubject::default()
    };
    let detail = json!({ "message": words }).to_string();
    review::open(tx, Code::SplitRefused.as_str(), about, &detail, now)?;
    Ok(true)
}

/// A server in trouble gets its tries, and for what has begun the way back is closed as well.
fn is_final(step: &Step) -> bool {
    match step {
        Step::Blocked(Code::ServerError | Code::InThePast) => false,
        Step::Blocked(_) => true,
        Step::InLine
        | Step::Absent
        | Step::InTheAir
        | Step::LookUp { .. }
        | Step::Send(_)
        | Step::Wait => false,
    }
}

/// Everything is in line: what was to be split is split, what was to be one booking again is one.
pub(crate) fn settled(tx: &Tx<'_>, picture: &Picture, now: Timestamp) -> Result<(), StoreError> {
    let (Some((appointment, whole)), Some(promise)) = (find(tx, picture)?, &picture.promise) else {
        return Ok(());
    };
    if picture.cancelled {
        return Ok(());
    }
    let fits = extent(picture).is_some_and(|extent| extent.fits(&whole));
    match whole.state {
        WholeState::Returning if fits => whole::set(tx, appointment, WholeState::Whole),
        WholeState::Whole if fits => Ok(()),
        WholeState::Whole | WholeState::Returning | WholeState::Splitting => {
            free_gaps(tx, appointment, promise.service)?;
            whole::remove(tx, appointment)?;
            tx.changed(Topic::Appointments, Some(appointment.0), now)
        }
    }
}

/// What bookings tell of an appointment that is being split: that it is no whole, and its gaps as they are about to be.
pub(crate) fn becoming(read: &Read<'_>, mut picture: Picture) -> Result<Picture, StoreError> {
    let split = match find(read, &picture)? {
        Some(_) => one_booking(read, &picture)?.is_none(),
        None => false,
    };
    let Some(promise) = picture.promise.as_mut().filter(|_| split) else {
        return Ok(picture);
    };
    promise.whole = None;
    let service = services::find(read, promise.service)?;
    let parts = service.map(|service| service.parts).unwrap_or_default();
    for phase in picture
        .phases
        .iter_mut()
        .filter(|phase| phase.gap.is_some())
    {
        phase.gap = Some(phase.gap == Some(true) || for_sale(&parts, &phase.key));
    }
    Ok(picture)
}

/// Gaps that the service lets others be booked into are for sale from now on.
fn free_gaps(
    tx: &Tx<'_>,
    appointment: AppointmentId,
    service: ServiceId,
) -> Result<(), StoreError> {
    let service = services::find(tx, service)?;
    let parts = service.map(|service| service.parts).unwrap_or_default();
    for phase in phases::of_appointment(tx, appointment)? {
        let PhaseKind::Gap { staff, .. } = phase.planned.kind else {
            continue;
        };
        if for_sale(&parts, &phase.planned.key) {
            let planned = PlannedPhase {
                kind: PhaseKind::Gap {
                    staff,
                    bookable: true,
                },
                ..phase.planned.clone()
            };
            phases::place(tx, phase.id, &planned, true)?;
        }
    }
    Ok(())
}

fn for_sale(parts: &[Part], gap: &str) -> bool {
    parts.windows(2).any(|pair| match pair {
        [Part::Segment(before), Part::Gap(part)] => part.bookable && before.key.gap_key() == gap,
        _ => false,
    })
}

/// The whole was moved over there before the split had taken it back. That is the later word about its time: it stays whole.
pub(crate) fn moved_meanwhile(
    tx: &Tx<'_>,
    appointment: AppointmentId,
    row: &BookingRow,
) -> Result<bool, StoreError> {
    let Some(whole) = whole::find(tx, appointment)? else {
        return Ok(false);
    };
    let is_it = whole.state == WholeState::Splitting
        && row.span.minutes() == whole.minutes
        && row.event_type_id == Some(whole.event_type_id);
    if is_it {
        whole::set(tx, appointment, WholeState::Whole)?;
    }
    Ok(is_it)
}
