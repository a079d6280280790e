//! Why the API said no: a closed list of reasons, read from status and words.
//!
//! Cal.com has no error codes worth the name, so the words decide. They are matched in small distinctive pieces, most specific first; what
//! is not recognised stays [`RefusalCode::Other`] and keeps its words.

use crate::error_body::ErrorBody;
use crate::ids::BookingUid;
use crate::redact;

/// The API understood the request and did not do it. Nothing changed on the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The HTTP status: 400–499.
    pub status: u16,
    /// The reason, to act on.
    pub code: RefusalCode,
    /// The server's words with uids, addresses and telephone numbers masked; at most 400 characters. Fit for storing and showing.
    pub message: String,
}

/// The reasons for a [`Refusal`] that callers treat differently.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RefusalCode {
    /// The booking, team, membership or reservation does not exist (404).
    NotFound,
    /// The path itself does not exist: wrong version for this family, or a community server without team endpoints. Says nothing about any booking.
    RouteMissing,
    /// The host is busy, off, or the time is outside working hours – the server uses the same words for all three.
    HostBusyOrClosed,
    /// Another request for the same host and time won in this very moment (bare 409).
    SlotTakenConcurrently,
    /// A slot reservation is held by somebody else.
    SlotReserved,
    /// The start has passed; there is no tolerance.
    PastStart,
    /// Too soon for the event type's minimum notice, or beyond its booking window.
    NoticeOrWindow,
    /// The event type's or the host's booking limit is reached (a 401 that has nothing to do with the key).
    BookingLimit,
    /// The booking is cancelled already.
    AlreadyCancelled,
    /// The booking was rescheduled already; the newer booking, where the server names it.
    AlreadyRescheduled {
        /// The booking that took its place.
        to: Option<BookingUid>,
    },
    /// The booking has ended and can no longer be cancelled.
    BookingEnded,
    /// Nobody can be marked absent before the start.
    NotStarted,
    /// The event type id is that of a managed parent, which cannot be booked.
    ManagedParent,
    /// The event type has no host.
    NoHosts,
    /// A host given is not a member of the team.
    UnknownHost,
    /// The event type does not exist (any more), or not in this team.
    EventTypeGone,
    /// An event type with this slug exists.
    SlugTaken,
    /// The length asked for is not offered by the event type.
    LengthNotOffered,
    /// This event type cannot be booked without an e-mail address.
    EmailRequired,
    /// Cancelling with the host's own key needs a reason.
    CancellationReasonRequired,
    /// The key is good but may not touch this booking or event type.
    NotPermitted,
    /// The request's content was refused; the properties, as far as named.
    InvalidInput {
        /// Property names, e.g. `timeZone`, `metadata.n`. No values.
        fields: Vec<String>,
    },
    /// A reason not known here.
    Other,
}

impl RefusalCode {
    /// A stable name for storage and statistics. Never changes meaning.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::NotFound => "not_found",
            Self::RouteMissing => "route_missing",
            Self::HostBusyOrClosed => "host_busy_or_closed",
            Self::SlotTakenConcurrently => "slot_taken_concurrently",
            Self::SlotReserved => "slot_reserved",
            Self::PastStart => "past_start",
            Self::NoticeOrWindow => "notice_or_window",
            Self::BookingLimit => "booking_limit",
            Self::AlreadyCancelled => "already_cancelled",
            Self::AlreadyRescheduled { .. } => "already_rescheduled",
            Self::BookingEnded => "booking_ended",
            Self::NotStarted => "not_started",
            Self::ManagedParent => "managed_parent",
            Self::NoHosts => "no_hosts",
            Self::UnknownHost => "unknown_host",
            Self::EventTypeGone => "event_type_gone",
            Self::SlugTaken => "slug_taken",
            Self::LengthNotOffered => "length_not_offered",
            Self::EmailRequired => "email_required",
            Self::CancellationReasonRequired => "cancellation_reason_required",
            Self::NotPermitted => "not_permitted",
            Self::InvalidInput { .. } => "invalid_input",
            Self::Other => "other",
        }
    }
}

impl Refusal {
    /// Reads the reason from an error of the API.
    pub(crate) fn read(status: u16, error: &ErrorBody) -> Self {
        Self {
            status,
            code: by_words(error)
                .or_else(|| by_status(status, error))
                .unwrap_or(RefusalCode::Other),
            message: redact::message(&error.wording()),
        }
    }
}

/// Distinctive pieces, most specific first. Each must be contained in the lower-cased message; the pieces of one row all must.
const WORDS: &[(&[&str], RefusalCode)] = &[
    (
        &["booking_conflict_error"],
        RefusalCode::SlotTakenConcurrently,
    ),
    (&["booking_limit_reached"], RefusalCode::BookingLimit),
    (
        &["already has booking at this time"],
        RefusalCode::HostBusyOrClosed,
    ),
    (&["no_available_users_found"], RefusalCode::HostBusyOrClosed),
    (&["no available hosts left"], RefusalCode::HostBusyOrClosed),
    (&["event is already booked"], RefusalCode::HostBusyOrClosed),
    (
        &["already reserved by another user"],
        RefusalCode::SlotReserved,
    ),
    (&["book a meeting in the past"], RefusalCode::PastStart),
    (
        &["can't be booked at the \"start\" time"],
        RefusalCode::NoticeOrWindow,
    ),
    (&["parent managed event type"], RefusalCode::ManagedParent),
    (&["because it has no hosts"], RefusalCode::NoHosts),
    (&["invalid hosts"], RefusalCode::UnknownHost),
    (&["event type", "with this slug"], RefusalCode::SlugTaken),
    (&["is missing event type"], RefusalCode::EventTypeGone),
    (
        &["event type to update not found"],
        RefusalCode::EventTypeGone,
    ),
    (&["event type", "not found"], RefusalCode::EventTypeGone),
    (
        &["event type", "does not exist"],
        RefusalCode::EventTypeGone,
    ),
    (
        &["lengthinminutes'", "event type"],
        RefusalCode::LengthNotOffered,
    ),
    (
        &["slotduration'", "event type"],
        RefusalCode::LengthNotOffered,
    ),
    (&["has already ended"], RefusalCode::BookingEnded),
    (
        &["absent after their scheduled start"],
        RefusalCode::NotStarted,
    ),
    (
        &["cancellation reason is required"],
        RefusalCode::CancellationReasonRequired,
    ),
    (&["{email}error_required_field"], RefusalCode::EmailRequired),
    (
        &["cancelled_bookings_cannot_be_rescheduled"],
        RefusalCode::AlreadyCancelled,
    ),
    (
        &["because it has been cancelled"],
        RefusalCode::AlreadyCancelled,
    ),
];

fn by_words(error: &ErrorBody) -> Option<RefusalCode> {
    let said = error.message.to_lowercase();
    if said.contains("cancelled and rescheduled already") {
        let to = newer_uid(&error.message);
        return Some(RefusalCode::AlreadyRescheduled { to });
    }
    let matches = |pieces: &[&str]| pieces.iter().all(|piece| said.contains(piece));
    let row = WORDS.iter().find(|(pieces, _)| matches(pieces));
    row.map(|(_, code)| code.clone())
}

fn by_status(status: u16, error: &ErrorBody) -> Option<RefusalCode> {
    match status {
        401 | 403 => Some(RefusalCode::NotPermitted),
        404 if is_missing_route(&error.message) => Some(RefusalCode::RouteMissing),
        404 => Some(RefusalCode::NotFound),
        400 | 422 if !error.fields.is_empty() => Some(RefusalCode::InvalidInput {
            fields: error.fields.clone(),
        }),
        _ => None,
    }
}

/// The router's own words: `Cannot GET /v2/…`.
fn is_missing_route(message: &str) -> bool {
    let mut words = message.split_whitespace();
    words.next() == Some("Cannot")
        && words
            .next()
            .is_some_and(|verb| verb.chars().all(|c| c.is_ascii_uppercase()))
        && words.next().is_some_and(|path| path.starts_with('/'))
}

/// The uid after `to booking with uid=`.
fn newer_uid(message: &str) -> Option<BookingUid> {
    let (_, after) = message.split_once("to booking with uid=")?;
    let uid: String = after
        .chars()
        .take_while(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
        .collect();
    (!uid.is_empty()).then(|| BookingUid::new(uid))
}
