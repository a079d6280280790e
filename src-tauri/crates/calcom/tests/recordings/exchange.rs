//! A recorded exchange, and the client's call that it stands for.

use std::collections::BTreeMap;
use std::path::Path;

use calcom::{
    Absence, BookingQuery, BookingUid, CallMeta, Client, EventTypeId, EventTypePatch, Failure,
    NewAttendee, NewBooking, NewEventType, NewReservation, Page, Reply, Reschedule, ReservationUid,
    SlotQuery, TeamId, UserId,
};
use jiff::Timestamp;
use serde_json::Value;

use crate::support::response;

pub(crate) struct Recording {
    pub(crate) name: String,
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) version: Option<String>,
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Value,
}

impl Recording {
    pub(crate) fn read(file: &Path) -> Option<Self> {
        let json: Value = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
        let (request, response) = (json.get("request")?, json.get("response")?);
        let kept =
            |name: &str| name.starts_with("x-ratelimit") || name == "date" || name == "retry-after";
        let headers = response["headers"].as_object()?.iter();
        Some(Self {
            name: file.file_stem()?.to_str()?.to_owned(),
            method: request["method"].as_str()?.to_owned(),
            path: request["path"].as_str()?.split('?').next()?.to_owned(),
            version: request["headers"]["cal-api-version"]
                .as_str()
                .map(str::to_owned),
            status: response["status"].as_u64()?.try_into().ok()?,
            headers: headers
                .filter(|(name, _)| kept(name))
                .filter_map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned())))
                .collect(),
            body: response.get("body")?.clone(),
        })
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        let headers: Vec<(&str, &str)> = self
            .headers
            .iter()
            .map(|(n, v)| (n.as_str(), v.as_str()))
            .collect();
        response(self.status, &headers, self.body.to_string().as_bytes())
    }

    pub(crate) fn elements(&self) -> usize {
        match &self.body["data"] {
            Value::Array(elements) => elements.len(),
            Value::Object(days) => days
                .values()
                .filter_map(Value::as_array)
                .map(Vec::len)
                .sum(),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => 0,
        }
    }
}

/// How many things an answer held: those that were read, and those that were there.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Read {
    pub(crate) understood: usize,
    pub(crate) returned: usize,
}

/// What the client made of an answer: what it read, or the failure.
pub(crate) type Made = (Result<Read, Failure>, CallMeta);

fn count<T>(reply: Reply<T>, of: impl Fn(&T) -> usize) -> Made {
    let read = |value| {
        let understood = of(&value);
        Read {
            understood,
            returned: understood,
        }
    };
    (reply.outcome.map(read), reply.meta)
}

fn page<T>(reply: Reply<Page<T>>) -> Made {
    some_of(reply, |_| true)
}

fn some_of<T>(reply: Reply<Page<T>>, which: impl Fn(&T) -> bool) -> Made {
    let read = |page: Page<T>| Read {
        understood: page.items.iter().filter(|item| which(item)).count(),
        returned: page.returned(),
    };
    (reply.outcome.map(read), reply.meta)
}

fn now() -> Timestamp {
    "2026-12-01T09:00:00Z".parse().unwrap()
}

fn new_booking() -> NewBooking {
    NewBooking {
        event_type_id: EventTypeId::new(1),
        start: now(),
        attendee: NewAttendee {
            name: "Karla Kunz".into(),
            time_zone: "Europe/Berlin".into(),
            email: Some("karla@kundin.example".into()),
            phone_number: None,
            language: None,
        },
        metadata: BTreeMap::new(),
        length_in_minutes: None,
        notes: None,
    }
}

/// The call that the recorded request stands for, and the version it is spoken in. `None` where the client has none. A booking
/// out of an `untouched` answer is held against the raw one.
pub(crate) async fn call(
    client: &Client,
    recording: &Recording,
    untouched: bool,
) -> Option<(Made, Option<&'static str>)> {
    let segments: Vec<&str> = recording
        .path
        .trim_start_matches("/v2/")
        .split('/')
        .collect();
    let booking = |reply| match untouched {
        true => booking(reply, recording),
        false => count(reply, |_| 1),
    };
    let team = TeamId::new(1);
    let id = EventTypeId::new(1);
    let slots = SlotQuery {
        event_type: id,
        from: now(),
        to: now(),
        time_zone: "Europe/Berlin".into(),
        minutes: None,
        rescheduling: None,
    };
    let reservation = NewReservation {
        event_type_id: id,
        slot_start: now(),
        slot_duration: None,
    };
    let (made, version) = match (recording.method.as_str(), segments.as_slice()) {
        ("GET", ["me"]) => (count(client.me().await, |_| 1), None),
        ("GET", ["teams"]) => (page(client.teams().await), None),
        ("GET", ["teams", _, "memberships"]) => (page(client.memberships(team).await), None),
        ("GET", ["teams", _, "schedules"]) => {
            let hours = |schedule: &calcom::Schedule| !schedule.availability.is_empty();
            (some_of(client.team_schedules(team).await, hours), None)
        }
        ("GET", ["teams", _, "event-types"]) => (
            page(client.team_event_types(team).await),
            Some("2024-06-14"),
        ),
        ("GET", ["event-types"]) => (
            page(client.event_types_of_user("fabian").await),
            Some("2024-06-14"),
        ),
        ("GET", ["event-types", _]) => (
            count(client.event_type(id).await, |_| 1),
            Some("2024-06-14"),
        ),
        ("POST", ["event-types"]) => {
            let new = NewEventType::for_one_host("Farbe A", "farbe-a", 30, UserId::new(2)).own();
            (
                count(client.create_own_event_type(&new).await, |_| 1),
                Some("2024-06-14"),
            )
        }
        ("PATCH", ["event-types", _]) => {
            let reply = client
                .update_own_event_type(id, &EventTypePatch::default())
                .await;
            (count(reply, |_| 1), Some("2024-06-14"))
        }
        ("DELETE", ["event-types", _]) => (
            count(client.delete_own_event_type(id).await, |()| 1),
            Some("2024-06-14"),
        ),
        ("GET", ["schedules"]) => {
            let hours = |schedule: &calcom::Schedule| !schedule.availability.is_empty();
            (
                some_of(client.own_schedules().await, hours),
                Some("2024-06-11"),
            )
        }
        ("GET", ["teams", _, "event-types", _]) => (
            count(client.team_event_type(team, id).await, |_| 1),
            Some("2024-06-14"),
        ),
        ("POST", ["teams", _, "event-types"]) => {
            let new = NewEventType::for_one_host("Farbe A", "farbe-a", 30, UserId::new(2));
            (
                count(client.create_team_event_type(team, &new).await, |saved| {
                    1 + saved.children.len()
                }),
                Some("2024-06-14"),
            )
        }
        ("PATCH", ["teams", _, "event-types", _]) => {
            let reply = client
                .update_team_event_type(team, id, &EventTypePatch::default())
                .await;
            (
                count(reply, |saved| 1 + saved.children.len()),
                Some("2024-06-14"),
            )
        }
        ("DELETE", ["teams", _, "event-types", _]) => (
            count(client.delete_team_event_type(team, id).await, |()| 1),
            Some("2024-06-14"),
        ),
        ("GET", ["slots"]) => (page(client.slots(&slots).await), Some("2024-09-04")),
        ("POST", ["slots", "reservations"]) => (
            count(client.reserve_slot(&reservation).await, |_| 1),
            Some("2024-09-04"),
        ),
        ("PATCH", ["slots", "reservations", uid]) => {
            let uid = ReservationUid::new(*uid);
            let reply = client.prolong_slot(&uid, &reservation).await;
            (count(reply, |_| 1), Some("2024-09-04"))
        }
        ("DELETE", ["slots", "reservations", uid]) => (
            count(
                client.release_slot(&ReservationUid::new(*uid)).await,
                |()| 1,
            ),
            Some("2024-09-04"),
        ),
        ("GET", ["bookings"]) => (
            page(client.list_bookings(&BookingQuery::default()).await),
            Some("2024-08-13"),
        ),
        ("POST", ["bookings"]) => (
            booking(client.create_booking(&new_booking()).await),
            Some("2024-08-13"),
        ),
        ("GET", ["bookings", uid]) => (
            booking(client.booking(&BookingUid::new(*uid)).await),
            Some("2024-08-13"),
        ),
        ("POST", ["bookings", uid, "reschedule"]) => {
            let to = Reschedule {
                start: now(),
                reason: None,
                rescheduled_by: None,
            };
            (
                booking(client.reschedule_booking(&BookingUid::new(*uid), &to).await),
                Some("2024-08-13"),
            )
        }
        ("POST", ["bookings", uid, "cancel"]) => (
            booking(
                client
                    .cancel_booking(&BookingUid::new(*uid), "Kundin krank")
                    .await,
            ),
            Some("2024-08-13"),
        ),
        ("POST", ["bookings", uid, "mark-absent"]) => {
            let absence = Absence {
                host: Some(true),
                attendees: Vec::new(),
            };
            (
                booking(client.mark_absent(&BookingUid::new(*uid), &absence).await),
                Some("2024-08-13"),
            )
        }
        _ => return None,
    };
    Some((made, version))
}

/// Holds a decoded booking against the raw one.
fn booking(reply: Reply<calcom::Booking>, recording: &Recording) -> Made {
    count(reply, |booking| {
        let raw = &recording.body["data"];
        let name = &recording.name;
        assert_eq!(Some(booking.uid.as_str()), raw["uid"].as_str(), "{name}");
        assert_eq!(
            Some(booking.status.as_str()),
            raw["status"].as_str(),
            "{name}"
        );
        assert_eq!(
            Some(booking.start),
            raw["start"].as_str().map(|at| at.parse().unwrap()),
            "{name}"
        );
        assert_eq!(
            booking.event_type_id.map(EventTypeId::get),
            raw["eventTypeId"].as_i64(),
            "{name}"
        );
        assert_eq!(
            booking.hosts.len(),
            raw["hosts"].as_array().unwrap().len(),
            "{name}"
        );
        assert_eq!(
            booking.attendees.len(),
            raw["attendees"].as_array().unwrap().len(),
            "{name}"
        );
        assert_eq!(
            booking.metadata.len(),
            raw["metadata"].as_object().unwrap().len(),
            "{name}"
        );
        let phone = booking.attendees[0]
            .phone_number
            .as_ref()
            .map(calcom::Personal::as_str);
        assert_eq!(phone, raw["attendees"][0]["phoneNumber"].as_str(), "{name}");
        1
    })
}
