//! What is asked of the server about bookings.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Serialize, Serializer};

use crate::ids::{BookingUid, EventTypeId, TeamId};
use crate::personal::Personal;

/// Most entries a booking's metadata may have.
pub const METADATA_MOST_KEYS: usize = 50;
/// Longest key, in characters.
pub const METADATA_LONGEST_KEY: usize = 40;
/// Longest value, in characters.
pub const METADATA_LONGEST_VALUE: usize = 500;

/// A booking to make.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NewBooking {
    /// The event type; a managed child, never its parent.
    pub event_type_id: EventTypeId,
    /// The start, which need not be on the slot grid.
    pub start: Timestamp,
    /// Who comes.
    pub attendee: NewAttendee,
    /// To recognise the booking by; see [`check_metadata`].
    pub metadata: BTreeMap<String, String>,
    /// The length, only for event types with several lengths.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub length_in_minutes: Option<u32>,
    /// The customer's notes.
    #[serde(
        rename = "bookingFieldsResponses",
        skip_serializing_if = "Option::is_none",
        serialize_with = "as_notes_field"
    )]
    pub notes: Option<Personal>,
}

/// Who comes. Plain teams insist on an e-mail address; a stable placeholder under a reserved domain (`….invalid`) is accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NewAttendee {
    /// The name, not empty.
    pub name: Personal,
    /// IANA name.
    pub time_zone: String,
    /// ASCII, with a dot in the domain.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<Personal>,
    /// International form, `+49…`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone_number: Option<Personal>,
    /// Two-letter code of a language Cal.com speaks, e.g. `de`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
}

/// Why metadata would be refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MetadataError {
    /// More than [`METADATA_MOST_KEYS`] entries.
    #[error("more than {METADATA_MOST_KEYS} entries")]
    TooManyKeys,
    /// A key of more than [`METADATA_LONGEST_KEY`] characters.
    #[error("a key is longer than {METADATA_LONGEST_KEY} characters")]
    KeyTooLong,
    /// A value of more than [`METADATA_LONGEST_VALUE`] characters.
    #[error("a value is longer than {METADATA_LONGEST_VALUE} characters")]
    ValueTooLong,
}

/// Checks metadata against the server's limits. It counts UTF-16 units, as the server does.
///
/// # Errors
/// The first limit passed.
pub fn check_metadata(metadata: &BTreeMap<String, String>) -> Result<(), MetadataError> {
    let longer = |text: &str, limit| text.encode_utf16().count() > limit;
    if metadata.len() > METADATA_MOST_KEYS {
        Err(MetadataError::TooManyKeys)
    } else if metadata.keys().any(|key| longer(key, METADATA_LONGEST_KEY)) {
        Err(MetadataError::KeyTooLong)
    } else if metadata
        .values()
        .any(|value| longer(value, METADATA_LONGEST_VALUE))
    {
        Err(MetadataError::ValueTooLong)
    } else {
        Ok(())
    }
}

fn as_notes_field<S: Serializer>(notes: &Option<Personal>, to: S) -> Result<S::Ok, S::Error> {
    BTreeMap::from_iter(notes.iter().map(|notes| ("notes", notes))).serialize(to)
}

/// Where to move a booking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Reschedule {
    /// The new start.
    pub start: Timestamp,
    /// Shown to the customer.
    #[serde(rename = "reschedulingReason", skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The e-mail address of who moves it, which lets owners and hosts skip their own confirmation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rescheduled_by: Option<Personal>,
}

/// Who did not come.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Absence {
    /// The host; `None` leaves as is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub host: Option<bool>,
    /// Attendees by address. An unknown address is a server error.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub attendees: Vec<AttendeeAbsence>,
}

/// One attendee's absence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AttendeeAbsence {
    /// The address as booked.
    pub email: Personal,
    /// `false` takes the mark back.
    pub absent: bool,
}

/// A group of bookings by where they stand in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StatusFilter {
    /// Not yet over and not cancelled.
    Upcoming,
    /// Over.
    Past,
    /// Cancelled or rejected.
    Cancelled,
    /// Waiting for confirmation.
    Unconfirmed,
}

impl StatusFilter {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Upcoming => "upcoming",
            Self::Past => "past",
            Self::Cancelled => "cancelled",
            Self::Unconfirmed => "unconfirmed",
        }
    }
}

/// The order of a list. Ties have no order of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// By start, earliest first.
    Start,
    /// By last change, earliest first: for reading on from a cursor.
    UpdatedAt,
}

/// Which bookings are wanted. The default is everything the key may see.
///
/// An unknown or deleted event type id refuses the whole query, as [`Other`](crate::RefusalCode::Other);
/// a *foreign team id is silently ignored*, so check what comes back.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BookingQuery {
    /// Any of these event types; empty for all.
    pub event_types: Vec<EventTypeId>,
    /// Any of these teams; empty for all.
    pub teams: Vec<TeamId>,
    /// Any of these states; empty for all, cancelled ones included.
    pub status: Vec<StatusFilter>,
    /// Starting at or after.
    pub after_start: Option<Timestamp>,
    /// Ending at or before.
    pub before_end: Option<Timestamp>,
    /// Changed at or after.
    pub after_updated_at: Option<Timestamp>,
    /// Changed at or before.
    pub before_updated_at: Option<Timestamp>,
    /// Booked under this address.
    pub attendee_email: Option<Personal>,
    /// This one.
    pub uid: Option<BookingUid>,
    /// The order.
    pub order: Option<Order>,
    /// At most so many, 1–250; the server's default is 100.
    pub take: Option<u8>,
    /// Leaving out so many.
    pub skip: u32,
}

impl BookingQuery {
    pub(crate) fn parameters(&self) -> Vec<(&'static str, String)> {
        let joined = |words: Vec<String>| (!words.is_empty()).then(|| words.join(","));
        let instant = |at: Option<Timestamp>| at.map(|at| at.to_string());
        let ordered = |by| (self.order == Some(by)).then(|| "asc".to_owned());
        let all = [
            (
                "eventTypeIds",
                joined(self.event_types.iter().map(ToString::to_string).collect()),
            ),
            (
                "teamsIds",
                joined(self.teams.iter().map(ToString::to_string).collect()),
            ),
            (
                "status",
                joined(
                    self.status
                        .iter()
                        .map(|status| status.as_str().to_owned())
                        .collect(),
                ),
            ),
            ("afterStart", instant(self.after_start)),
            ("beforeEnd", instant(self.before_end)),
            ("afterUpdatedAt", instant(self.after_updated_at)),
            ("beforeUpdatedAt", instant(self.before_updated_at)),
            (
                "attendeeEmail",
                self.attendee_email.clone().map(Personal::into_string),
            ),
            (
                "bookingUid",
                self.uid.as_ref().map(|uid| uid.as_str().to_owned()),
            ),
            ("sortStart", ordered(Order::Start)),
            ("sortUpdatedAt", ordered(Order::UpdatedAt)),
            ("take", self.take.map(|take| take.to_string())),
            ("skip", (self.skip > 0).then(|| self.skip.to_string())),
        ];
        let present = all
            .into_iter()
            .filter_map(|(key, value)| Some((key, value?)));
        present.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn booking() -> NewBooking {
        NewBooking {
            event_type_id: EventTypeId::new(1),
            start: "2026-11-24T08:00:00Z".parse().unwrap(),
            attendee: NewAttendee {
                name: "Erika Muster".into(),
                time_zone: "Europe/Berlin".into(),
                email: Some("erika@kundin.example".into()),
                phone_number: None,
                language: None,
            },
            metadata: BTreeMap::from([("segment_key".into(), "A".into())]),
            length_in_minutes: None,
            notes: None,
        }
    }

    #[test]
    fn a_booking_is_sent_without_properties_that_were_not_set() {
        let expected = json!({
            "eventTypeId": 1,
            "start": "2026-11-24T08:00:00Z",
            "attendee": {"name": "Erika Muster", "timeZone": "Europe/Berlin", "email": "erika@kundin.example"},
            "metadata": {"segment_key": "A"},
        });
        assert_eq!(serde_json::to_value(booking()).unwrap(), expected);
    }

    #[test]
    fn notes_travel_as_a_booking_field() {
        let noted = NewBooking {
            notes: Some("Naturhaar".into()),
            ..booking()
        };
        let sent = serde_json::to_value(noted).unwrap();
        assert_eq!(
            sent.get("bookingFieldsResponses"),
            Some(&json!({"notes": "Naturhaar"}))
        );
    }

    #[test]
    fn nothing_personal_in_debug() {
        let shown = format!("{:?}", booking());
        assert!(
            !shown.contains("Erika") && !shown.contains("kundin"),
            "{shown}"
        );
    }

    #[test]
    fn metadata_limits() {
        let of = |keys: usize, key: usize, value: usize| {
            let entry = |n: usize| (format!("{n:0key$}"), "ü".repeat(value));
            check_metadata(&(0..keys).map(entry).collect())
        };
        assert_eq!(of(50, 40, 500), Ok(()));
        assert_eq!(of(51, 40, 500), Err(MetadataError::TooManyKeys));
        assert_eq!(of(1, 41, 500), Err(MetadataError::KeyTooLong));
        assert_eq!(of(1, 40, 501), Err(MetadataError::ValueTooLong));
    }

    #[test]
    fn a_query_sends_what_was_asked_and_nothing_else() {
        assert_eq!(BookingQuery::default().parameters(), []);
        let query = BookingQuery {
            event_types: vec![EventTypeId::new(11), EventTypeId::new(14)],
            status: vec![StatusFilter::Upcoming, StatusFilter::Cancelled],
            after_updated_at: Some("2026-11-21T00:31:06Z".parse().unwrap()),
            order: Some(Order::UpdatedAt),
            take: Some(250),
            ..BookingQuery::default()
        };
        let expected = [
            ("eventTypeIds", "11,14"),
            ("status", "upcoming,cancelled"),
            ("afterUpdatedAt", "2026-11-21T00:31:06Z"),
            ("sortUpdatedAt", "asc"),
            ("take", "250"),
        ];
        assert_eq!(
            query.parameters(),
            expected.map(|(key, value)| (key, value.to_owned()))
        );
    }
}
