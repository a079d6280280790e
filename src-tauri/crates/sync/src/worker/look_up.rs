//! Finding out what became of a write whose answer is lost.
//!
//! A create is sought among all bookings of that time, by our ids in the metadata: neither the event type nor the address is
//! used to narrow the search, for both may have changed since and a wrong "not there" would be a second booking. One that was
//! made and then moved or called off over there counts as well. A move or a cancellation is sought by its uid, along the chain
//! of moves.

use std::time::Instant;

use calcom::{
    Booking, BookingQuery, BookingUid, Client, Failure, Refusal, RefusalCode, UnknownReason,
};
use jiff::SignedDuration;
use salon::Span;
use store::sync::OperationKind;

use super::decide::LookUp;
use crate::metadata;

/// Rounding of the server's.
const BEFORE: SignedDuration = SignedDuration::from_mins(1);
/// An event type whose length was changed over there makes a longer booking than we asked for.
const AFTER: SignedDuration = SignedDuration::from_hours(2);
/// Bookings per page; one stretch of time in one salon fits.
const PAGE: u8 = 100;
/// No stretch of time has this many pages.
const MOST_PAGES: u32 = 20;
/// Nobody moves a booking this often.
const LONGEST_CHAIN: usize = 20;

/// What there is to be seen.
#[derive(Debug)]
pub(super) struct Seen {
    /// When the look-up was sent, by a hand that nobody can set: what it shows is no older.
    pub(super) began: Instant,
    /// What was found, or why that is not known.
    pub(super) found: Result<Found, Failure>,
}

/// What was found.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// The live bookings of the phase, oldest first.
    pub(super) live: Vec<Booking>,
    /// Instead of a live one: the booking at the end of the chain, cancelled over there.
    pub(super) cancelled: Option<Booking>,
}

impl From<Vec<Booking>> for Found {
    fn from(live: Vec<Booking>) -> Self {
        Self {
            live,
            cancelled: None,
        }
    }
}

/// Looks.
pub(super) async fn look(client: &Client, wanted: &LookUp, began: Instant) -> Seen {
    let operation = &wanted.operation;
    let found = match (operation.kind, &operation.booking_uid, operation.span) {
        (OperationKind::Reschedule | OperationKind::Cancel, Some(uid), _) => {
            follow(client, BookingUid::new(uid.as_str())).await
        }
        (OperationKind::Create, _, Some(span)) => created(client, wanted, span).await,
        // The schema does not let such rows in.
        (OperationKind::Create, _, None)
        | (OperationKind::Reschedule | OperationKind::Cancel, None, _) => Ok(Found::default()),
    };
    Seen { began, found }
}

/// What became of a create: the live bookings that it made, or where its booking went since.
async fn created(client: &Client, wanted: &LookUp, span: Span) -> Result<Found, Failure> {
    let (live, dead): (Vec<_>, Vec<_>) = search(client, wanted, span)
        .await?
        .into_iter()
        .partition(Booking::is_live);
    let unknown = |booking: &Booking| !wanted.known.iter().any(|uid| uid == booking.uid.as_str());
    match dead.into_iter().rfind(unknown) {
        Some(gone) if live.is_empty() => follow(client, gone.uid).await,
        Some(_) | None => Ok(live.into()),
    }
}

/// The bookings of the phase at that time, oldest first.
async fn search(client: &Client, wanted: &LookUp, span: Span) -> Result<Vec<Booking>, Failure> {
    let mut found = Vec::new();
    for page in 0..MOST_PAGES {
        let query = BookingQuery {
            after_start: span.start.checked_sub(BEFORE).ok(),
            before_end: span.end.checked_add(AFTER).ok(),
            take: Some(PAGE),
            skip: page * u32::from(PAGE),
            ..BookingQuery::default()
        };
        let answered = client.list_bookings(&query).await.into_result()?;
        // One that cannot be read may be the one: that is not an absence.
        if let Some(odd) = answered.undecodable.first() {
            return Err(unreadable(&odd.error));
        }
        let last = answered.returned() < usize::from(PAGE);
        found.extend(answered.items.into_iter().filter(|booking| {
            metadata::recognise(&booking.metadata).as_ref() == Some(&wanted.ours)
        }));
        if last {
            found.sort_by_key(|booking| booking.id);
            found.dedup_by_key(|booking| booking.id);
            return Ok(found);
        }
    }
    // Not seen to the end is not an absence either.
    Err(unreadable("the list does not end"))
}

fn unreadable(detail: &str) -> Failure {
    Failure::Unknown(UnknownReason::Undecodable {
        status: 200,
        detail: detail.to_owned(),
    })
}

/// The booking that a uid stands for today.
async fn follow(client: &Client, mut uid: BookingUid) -> Result<Found, Failure> {
    for _ in 0..LONGEST_CHAIN {
        let booking = match client.booking(&uid).await.into_result() {
            Ok(booking) => booking,
            Err(Failure::Refused(Refusal {
                code: RefusalCode::NotFound,
                ..
            })) => return Ok(Found::default()),
            Err(failure) => return Err(failure),
        };
        if booking.is_live() {
            return Ok(vec![booking].into());
        }
        match &booking.rescheduled_to_uid {
            Some(newer) => uid = newer.clone(),
            None => {
                return Ok(Found {
                    live: Vec::new(),
                    cancelled: Some(booking),
                });
            }
        }
    }
    Err(unreadable("the chain of moves does not end"))
}
