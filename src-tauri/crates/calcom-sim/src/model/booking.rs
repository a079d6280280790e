//! Bookings and slot reservations.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::clock::written;
use crate::world::World;

/// A booking's state, as Cal.com names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum BookingStatus {
    /// Takes place.
    Accepted,
    /// Waits for the host's confirmation.
    Pending,
    /// Called off, or moved (then it points to its successor).
    Cancelled,
    /// Declined by the host.
    Rejected,
}

impl BookingStatus {
    /// The word in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Pending => "pending",
            Self::Cancelled => "cancelled",
            Self::Rejected => "rejected",
        }
    }

    /// Accepted or pending: it holds its time.
    pub fn is_live(self) -> bool {
        matches!(self, Self::Accepted | Self::Pending)
    }
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Attendee {
    pub name: String,
    pub email: String,
    pub time_zone: String,
    pub language: String,
    pub phone: Option<String>,
    pub absent: bool,
}

impl Attendee {
    fn view(&self) -> Value {
        let mut view = json!({
            "name": self.name, "email": self.email, "timeZone": self.time_zone,
            "language": self.language, "absent": self.absent,
        });
        if let (Some(phone), Some(fields)) = (&self.phone, view.as_object_mut()) {
            fields.insert("phoneNumber".into(), json!(phone));
        }
        view
    }
}

/// One booking row. The first attendee is the booker, the rest are guests.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Booking {
    pub id: i64,
    pub uid: String,
    pub ics_uid: String,
    pub title: String,
    pub hosts: Vec<i64>,
    pub status: BookingStatus,
    pub start: Timestamp,
    pub end: Timestamp,
    /// `None` once the event type is gone.
    pub event_type: Option<i64>,
    pub location: String,
    pub attendees: Vec<Attendee>,
    pub responses: Map<String, Value>,
    pub metadata: BTreeMap<String, String>,
    pub absent_host: bool,
    pub cancellation_reason: String,
    pub rescheduled_by: Option<String>,
    pub rescheduling_reason: Option<String>,
    pub from_uid: Option<String>,
    pub to_uid: Option<String>,
    pub created: Timestamp,
    pub updated: Timestamp,
    /// Told in a form that nobody knows, as a newer server might.
    #[serde(default)]
    pub garbled: bool,
}

impl Booking {
    pub(crate) fn booker(&self) -> Option<&Attendee> {
        self.attendees.first()
    }

    pub(crate) fn minutes(&self) -> i64 {
        self.end.duration_since(self.start).as_mins()
    }

    /// As API version 2024-08-13 shows it.
    pub(crate) fn view(&self, world: &World) -> Value {
        let event_type = self.event_type.and_then(|id| world.event_types.get(&id));
        let mut view = json!({
            "id": self.id, "uid": self.uid, "title": self.title,
            "description": self.responses.get("notes").cloned().unwrap_or_else(|| json!("")),
            "hosts": self.host_views(world), "status": self.status.as_str(),
            "cancellationReason": self.cancellation_reason, "cancelledByEmail": "",
            "rescheduledByEmail": self.rescheduled_by,
            "start": written(self.start), "end": written(self.end), "duration": self.minutes(),
            "eventTypeId": event_type.map(|e| e.id),
            "eventType": event_type.map(|e| json!({"id": e.id, "slug": e.slug})),
            "meetingUrl": self.location, "location": self.location, "absentHost": self.absent_host,
            "createdAt": written(self.created), "updatedAt": written(self.updated),
            "metadata": self.metadata, "rating": null, "icsUid": self.ics_uid,
            "attendees": self.attendees.iter().map(Attendee::view).collect::<Vec<_>>(),
            "bookingFieldsResponses": self.responses_view(),
        });
        if let Some(fields) = view.as_object_mut() {
            self.add_optional(fields);
            if self.garbled {
                fields.insert("status".into(), json!({ "word": self.status.as_str() }));
            }
        }
        view
    }

    /// Fields that are missing, not null, when there is nothing to say.
    fn add_optional(&self, fields: &mut Map<String, Value>) {
        let optional = [
            ("rescheduledFromUid", &self.from_uid),
            ("rescheduledToUid", &self.to_uid),
            ("reschedulingReason", &self.rescheduling_reason),
        ];
        for (name, value) in optional {
            if let Some(value) = value {
                fields.insert(name.into(), json!(value));
            }
        }
        let guests: Vec<&str> = self.guests();
        if !guests.is_empty() {
            fields.insert("guests".into(), json!(guests));
        }
    }

    fn guests(&self) -> Vec<&str> {
        self.attendees
            .iter()
            .skip(1)
            .map(|guest| guest.email.as_str())
            .collect()
    }

    fn host_views(&self, world: &World) -> Vec<Value> {
        let hosts = self.hosts.iter().filter_map(|id| world.users.get(id));
        hosts.map(crate::model::User::as_booking_host).collect()
    }

    pub(crate) fn responses_view(&self) -> Value {
        let mut answers = self.responses.clone();
        if let Some(booker) = self.booker() {
            answers.insert("email".into(), json!(booker.email));
            answers.insert("name".into(), json!(booker.name));
            if let Some(phone) = &booker.phone {
                answers.insert("attendeePhoneNumber".into(), json!(phone));
            }
        }
        let guests = self.guests();
        if !guests.is_empty() {
            answers.insert("guests".into(), json!(guests));
        }
        if let Some(reason) = &self.rescheduling_reason {
            answers.insert("rescheduledReason".into(), json!(reason));
        }
        Value::Object(answers)
    }
}

/// A five-minute claim on a slot; it hides the slot from lists and nothing else.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Reservation {
    pub uid: String,
    pub event_type: i64,
    pub host: i64,
    pub start: Timestamp,
    pub end: Timestamp,
    pub until: Timestamp,
}

impl Reservation {
    pub(crate) fn view(&self) -> Value {
        json!({
            "reservationUid": self.uid, "eventTypeId": self.event_type,
            "slotStart": written(self.start), "slotEnd": written(self.end),
            "slotDuration": self.end.duration_since(self.start).as_mins(),
            "reservationUntil": written(self.until),
        })
    }
}
