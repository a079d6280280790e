//! A booking as the server tells it.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::Deserialize;

use crate::ids::{BookingId, BookingUid, EventTypeId, UserId};
use crate::personal::Personal;
use crate::tolerant::{self, open_enum};

open_enum! {
    /// Where a booking stands.
    BookingStatus {
        /// Holds its time.
        Accepted = "accepted",
        /// Waits for the host's confirmation; holds its time.
        Pending = "pending",
        /// Gone, also after a reschedule.
        Cancelled = "cancelled",
        /// Declined by the host.
        Rejected = "rejected",
    }
}

/// A booking. Uid, times and status are certain; everything else may be missing.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Booking {
    /// The row number.
    pub id: BookingId,
    /// The address, and a capability.
    pub uid: BookingUid,
    /// Where it stands.
    pub status: BookingStatus,
    /// The start.
    pub start: Timestamp,
    /// The end.
    pub end: Timestamp,
    /// "Event type between host and customer".
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub title: Personal,
    /// The customer's notes.
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub description: Personal,
    /// The event type; `None` once it was deleted.
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub event_type_id: Option<EventTypeId>,
    /// Who serves.
    #[serde(default, deserialize_with = "tolerant::list")]
    pub hosts: Vec<BookingHost>,
    /// Who comes.
    #[serde(default, deserialize_with = "tolerant::list")]
    pub attendees: Vec<Attendee>,
    /// What the creator left with it; never changes. Values that are no texts come as their JSON.
    #[serde(default, deserialize_with = "tolerant::text_map")]
    pub metadata: BTreeMap<String, String>,
    /// Its name in calendars: the same through all moves. Empty when the server does not say.
    #[serde(rename = "icsUid", default, deserialize_with = "tolerant::or_default")]
    pub calendar_uid: Personal,
    /// The booking this one replaced.
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub rescheduled_from_uid: Option<BookingUid>,
    /// The booking that replaced this one.
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub rescheduled_to_uid: Option<BookingUid>,
    /// Why it took the place of another one; empty when nobody said.
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub rescheduling_reason: Personal,
    /// Why it was cancelled; empty when it was not, or nobody said.
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub cancellation_reason: Personal,
    /// Whether the host was marked absent.
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub absent_host: bool,
    /// When it was made.
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub created_at: Option<Timestamp>,
    /// When it last changed; not bumped by an absence or by the event type's deletion.
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub updated_at: Option<Timestamp>,
}

impl Booking {
    /// Whether it holds its time. An unknown status does: better a time too many blocked than a double booking.
    #[must_use]
    pub fn is_live(&self) -> bool {
        match self.status {
            BookingStatus::Accepted | BookingStatus::Pending | BookingStatus::Other(_) => true,
            BookingStatus::Cancelled | BookingStatus::Rejected => false,
        }
    }
}

/// Somebody who serves.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BookingHost {
    /// The user.
    pub id: UserId,
    /// The name.
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub name: Personal,
    /// The public name in addresses.
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub username: Option<String>,
}

/// Somebody who comes.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Attendee {
    /// The name.
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub name: Personal,
    /// The address; for phone-only bookings one the server made up.
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub email: Personal,
    /// The number, `+49…`.
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub phone_number: Option<Personal>,
    /// IANA name.
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub time_zone: Option<String>,
    /// Whether marked absent.
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub absent: bool,
}
