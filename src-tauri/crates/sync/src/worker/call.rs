//! A call, ready to be sent: everything it needs was taken from the book in the transaction that journaled it.

use calcom::{Booking, BookingUid, Client, EventTypeId, NewBooking, Reply, Reschedule};
use salon::{PhaseId, Span, StaffId};
use store::sync::{KeyOf, OperationKind, Picture, PicturePhase};

use crate::{
    attendee,
    metadata::{self, Ours},
    plan::Operation,
    policy::Kind,
    preferences::Preferences,
    reason,
};

/// The language that Cal.com writes to customers in.
const LANGUAGE: &str = "de";

/// A write, journaled and about to be sent.
#[derive(Debug, Clone)]
pub(super) struct Call {
    /// Row of the journal.
    pub(super) operation: i64,
    /// Which phase.
    pub(super) phase: PhaseId,
    /// With which key.
    pub(super) key: KeyOf,
    /// By what its booking is recognised.
    pub(super) ours: Ours,
    /// What is sent.
    pub(super) request: Request,
}

/// What is sent.
#[derive(Debug, Clone)]
pub(super) enum Request {
    Create {
        booking: Box<NewBooking>,
        place: Place,
    },
    Reschedule {
        booking: BookingUid,
        place: Place,
    },
    Cancel {
        booking: BookingUid,
        reason: String,
    },
}

/// Where a booking shall be.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) event_type: EventTypeId,
    pub(super) staff: StaffId,
    pub(super) span: Span,
}

impl Request {
    /// The content of an operation of the plan.
    pub(super) fn new(
        operation: &Operation,
        picture: &Picture,
        phase: &PicturePhase,
        preferences: &Preferences,
    ) -> Self {
        match operation {
            Operation::Create {
                target,
                staff,
                span,
            } => Self::Create {
                booking: Box::new(NewBooking {
                    event_type_id: target.event_type,
                    start: span.start,
                    attendee: attendee::of_phase(
                        picture,
                        phase,
                        preferences.customer_mails,
                        target.silent,
                        LANGUAGE,
                    ),
                    metadata: metadata::of_phase(picture, phase),
                    length_in_minutes: u32::try_from(span.minutes())
                        .ok()
                        .filter(|_| target.unusual),
                    notes: None,
                }),
                place: Place {
                    event_type: target.event_type,
                    staff: *staff,
                    span: *span,
                },
            },
            Operation::Reschedule {
                booking,
                event_type,
                staff,
                span,
            } => Self::Reschedule {
                booking: booking.clone(),
                place: Place {
                    event_type: *event_type,
                    staff: *staff,
                    span: *span,
                },
            },
            Operation::Cancel { booking, because } => Self::Cancel {
                booking: booking.clone(),
                reason: reason::of_cancellation(*because, picture, phase),
            },
        }
    }

    pub(super) fn kind(&self) -> Kind {
        match self {
            Self::Create { .. } => Kind::Create,
            Self::Reschedule { .. } => Kind::Reschedule,
            Self::Cancel { .. } => Kind::Cancel,
        }
    }

    pub(super) fn row_kind(&self) -> OperationKind {
        match self {
            Self::Create { .. } => OperationKind::Create,
            Self::Reschedule { .. } => OperationKind::Reschedule,
            Self::Cancel { .. } => OperationKind::Cancel,
        }
    }

    pub(super) fn place(&self) -> Option<Place> {
        match self {
            Self::Create { place, .. } | Self::Reschedule { place, .. } => Some(*place),
            Self::Cancel { .. } => None,
        }
    }

    pub(super) fn booking(&self) -> Option<&BookingUid> {
        match self {
            Self::Create { .. } => None,
            Self::Reschedule { booking, .. } | Self::Cancel { booking, .. } => Some(booking),
        }
    }

    /// Sends it, once.
    pub(super) async fn send(&self, client: &Client) -> Reply<Booking> {
        match self {
            Self::Create { booking, .. } => client.create_booking(booking).await,
            Self::Reschedule { booking, place } => {
                let to = Reschedule {
                    start: place.span.start,
                    reason: Some(reason::MOVED.to_owned()),
                    rescheduled_by: None,
                };
                client.reschedule_booking(booking, &to).await
            }
            Self::Cancel { booking, reason } => client.cancel_booking(booking, reason).await,
        }
    }
}
