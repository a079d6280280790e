//! Finding out what became of a write whose answer is lost.
//!
//! A create is sought among all bookings of that time, by our ids in the metadata: neither the event type nor the address is
//! used to narrow the search, for both may have changed since and a wrong "not there" would be a second booking. One that was
//! made and then moved or called off over there counts as well. A move or a cancellation is sought by its uid, along the chain
//! of moves.
//!
//! Whoever plans a look has asked the budget for its first call. Each further one is asked for here: what it does not have is looked
//! for later, from the beginning.

use std::time::{Duration, Instant};

use calcom::{
    Admission, Booking, BookingQuery, BookingUid, Client, Failure, Page, Refusal, RefusalCode,
    UnknownReason, Urgency,
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
    pub(super) found: Result<Found, Unseen>,
}

/// Why it is not known.
#[derive(Debug)]
pub(super) enum Unseen {
    /// A call failed.
    Failed(Failure),
    /// Another call is needed, and there may be one after this time.
    NotYet(Duration),
}

impl From<Failure> for Unseen {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
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
    let mut eye = Eye {
        client,
        admitted: true,
    };
    let found = match (operation.kind, &operation.booking_uid, operation.span) {
        (OperationKind::Reschedule | OperationKind::Cancel, Some(uid), _) => {
            follow(&mut eye, BookingUid::new(uid.as_str())).await
        }
        (OperationKind::Create, _, Some(span)) => created(&mut eye, wanted, span).await,
        // The schema does not let such rows in.
        (OperationKind::Create, _, None)
        | (OperationKind::Reschedule | OperationKind::Cancel, None, _) => Ok(Found::default()),
    };
    Seen { began, found }
}

/// Calls one after the other, each with the budget's leave.
struct Eye<'a> {
    client: &'a Client,
    /// The next call is admitted already.
    admitted: bool,
}

impl Eye<'_> {
    async fn booking(&mut self, uid: &BookingUid) -> Result<Option<Booking>, Unseen> {
        self.may_look()?;
        match self.client.booking(uid).await.into_result() {
            Ok(booking) => Ok(Some(booking)),
            Err(Failure::Refused(Refusal {
                code: RefusalCode::NotFound,
                ..
            })) => Ok(None),
            Err(failure) => Err(failure.into()),
        }
    }

    async fn list(&mut self, query: &BookingQuery) -> Result<Page<Booking>, Unseen> {
        self.may_look()?;
        Ok(self.client.list_bookings(query).await.into_result()?)
    }

    /// Whatever the task is worth: a look that was begun is worth more if it comes to its end.
    fn may_look(&mut self) -> Result<(), Unseen> {
        if std::mem::take(&mut self.admitted) {
            return Ok(());
        }
        let now = tokio::time::Instant::now().into_std();
        match self.client.budget().admit(now, Urgency::Interactive) {
            Admission::Go => Ok(()),
            Admission::Wait(pause) => Err(Unseen::NotYet(pause)),
        }
    }
}

/// What became of a create: the live bookings that it made, or where its booking went since.
async fn created(eye: &mut Eye<'_>, wanted: &LookUp, span: Span) -> Result<Found, Unseen> {
    let (live, dead): (Vec<_>, Vec<_>) = search(eye, wanted, span)
        .await?
        .into_iter()
        .partition(Booking::is_live);
    let unknown = |booking: &Booking| !wanted.known.iter().any(|uid| uid == booking.uid.as_str());
    match dead.into_iter().rfind(unknown) {
        Some(gone) if live.is_empty() => follow(eye, gone.uid).await,
        Some(_) | None => Ok(live.into()),
    }
}

/// The bookings of the phase at that time, oldest first.
async fn search(eye: &mut Eye<'_>, wanted: &LookUp, span: Span) -> Result<Vec<Booking>, Unseen> {
    let mut found = Vec::new();
    for page in 0..MOST_PAGES {
        let query = BookingQuery {
            after_start: span.start.checked_sub(BEFORE).ok(),
            before_end: span.end.checked_add(AFTER).ok(),
            take: Some(PAGE),
            skip: page * u32::from(PAGE),
            ..BookingQuery::default()
        };
        let answered = eye.list(&query).await?;
        // One that cannot be read may be the one: that is not an absence.
        if let Some(odd) = answered.undecodable.first() {
            return Err(unreadable(&odd.error).into());
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
    Err(unreadable("the list does not end").into())
}

fn unreadable(detail: &str) -> Failure {
    Failure::Unknown(UnknownReason::Undecodable {
        status: 200,
        detail: detail.to_owned(),
    })
}

/// The booking that a uid stands for today.
async fn follow(eye: &mut Eye<'_>, mut uid: BookingUid) -> Result<Found, Unseen> {
    for _ in 0..LONGEST_CHAIN {
        let Some(booking) = eye.booking(&uid).await? else {
            return Ok(Found::default());
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
    Err(unreadable("the chain of moves does not end").into())
}
