//! Linking a segment to a booking that is in Cal.com already: somebody made it there by hand, and Kamm knows it only as time
//! that is taken.
//!
//! Cal.com is asked before anything is written: a booking that is gone must not stand for a segment. Afterwards it is the
//! segment's own – with the right person at the right time it stays as it is; otherwise the next plan brings it in line.

use calcom::{BookingUid, Client};
use jiff::Timestamp;
use salon::{AppointmentId, PhaseId, PhaseKind, Span, StaffId};
use serde_json::json;
use store::{
    Read, Store, StoreError, Topic, Tx,
    appointments::Origin,
    blocked::{self, BlockReason, BlockedTime},
    history::{self, Action},
    phases, staff,
    sync::{BookingState, Priority, booking, review, want},
};

use crate::{
    remote,
    review::{ReviewError, offering},
    setup::{SetupError, paced},
    view::{LinkChoice, Remedy},
};

/// What an entry is about.
struct Subject {
    appointment: AppointmentId,
    phase: PhaseId,
    staff: StaffId,
    span: Span,
}

/// The bookings that an entry's segment may be linked to.
///
/// # Errors
/// `Unknown`, `NotARemedy`; the book cannot be read.
pub fn choices(read: &Read<'_>, entry: i64) -> Result<Vec<LinkChoice>, ReviewError> {
    let subject = subject(read, entry)?;
    let name = staff::find(read, subject.staff)?.map(|member| member.name);
    let choice = |block: BlockedTime| LinkChoice {
        id: block.id,
        staff_name: name.clone().unwrap_or_default(),
        start: block.span.start.to_string(),
        end: block.span.end.to_string(),
    };
    Ok(bookings(read, &subject)?.into_iter().map(choice).collect())
}

/// Links an entry's segment to the booking of one of its [`choices`].
///
/// # Errors
/// See [`ReviewError`]; nothing has changed then.
pub async fn link(
    store: &Store,
    client: &Client,
    entry: i64,
    choice: i64,
    now: Timestamp,
) -> Result<(), ReviewError> {
    let uid = blocking(store, move |store| {
        store.read(|read| uid_of(read, entry, choice))
    })
    .await?;
    let seen = paced(client, || client.booking(&uid))
        .await
        .map_err(SetupError::from)?;
    if !seen.is_live() {
        return Err(ReviewError::NoBooking);
    }
    blocking(store, move |store| {
        store.write(|tx| adopt(tx, entry, choice, &seen, now))
    })
    .await
}

fn uid_of(read: &Read<'_>, entry: i64, choice: i64) -> Result<BookingUid, ReviewError> {
    let subject = subject(read, entry)?;
    let chosen = bookings(read, &subject)?
        .into_iter()
        .find(|block| block.id == choice);
    let uid = chosen.and_then(|block| block.booking_uid);
    Ok(BookingUid::new(uid.ok_or(ReviewError::NoBooking)?))
}

/// The time is the segment's own from now on.
fn adopt(
    tx: &Tx<'_>,
    entry: i64,
    choice: i64,
    seen: &calcom::Booking,
    now: Timestamp,
) -> Result<(), ReviewError> {
    let subject = subject(tx, entry)?;
    if uid_of(tx, entry, choice)? != seen.uid {
        return Err(ReviewError::NoBooking);
    }
    let row = remote::row(tx, seen, subject.phase, BookingState::Live)?;
    booking::remember(tx, &row, now)?;
    blocked::remove(tx, choice)?;
    review::close_booking(tx, seen.uid.as_str(), now)?;
    review::close(tx, entry, "linked", now)?;
    let detail = json!({ "linked": true });
    history::add(
        tx,
        subject.appointment,
        Origin::Desk,
        Action::Retried,
        &detail,
        now,
    )?;
    tx.changed(Topic::Staff, Some(subject.staff.0), now)?;
    Ok(want(tx, subject.appointment, Priority::Interactive, now)?)
}

fn subject(read: &Read<'_>, entry: i64) -> Result<Subject, ReviewError> {
    let row = offering(read, entry, Remedy::Link)?;
    let (Some(appointment), Some(phase)) = (row.appointment, row.phase) else {
        return Err(ReviewError::NotARemedy);
    };
    let planned = phases::find(read, phase)?
        .ok_or(ReviewError::Unknown)?
        .planned;
    match planned.kind {
        PhaseKind::Staff { staff }
        | PhaseKind::Gap {
            staff,
            bookable: false,
        } => Ok(Subject {
            appointment,
            phase,
            staff,
            span: planned.span,
        }),
        PhaseKind::Gap { bookable: true, .. } => Err(ReviewError::NotARemedy),
    }
}

/// What takes the person's time during the segment and is none of ours.
fn bookings(read: &Read<'_>, subject: &Subject) -> Result<Vec<BlockedTime>, StoreError> {
    let mut taken = blocked::during(read, &[subject.staff], subject.span)?;
    taken.retain(|block| block.reason == BlockReason::Calcom);
    Ok(taken)
}

/// Off the async threads.
async fn blocking<T: Send + 'static>(
    store: &Store,
    work: impl FnOnce(&Store) -> Result<T, ReviewError> + Send + 'static,
) -> Result<T, ReviewError> {
    let store = store.clone();
    tokio::task::spawn_blocking(move || work(&store))
        .await
        .map_err(|_| SetupError::BrokenOff)?
}
