//! Answers of a real server, given again over a real connection and read by the client: none may be misunderstood.
//!
//! The recordings are found through `KAMM_CALCOM_RECORDINGS` or next to the checkout; a small set of our own always runs.
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may fall over"
)]

mod support;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use calcom::{
    Absence, BookingQuery, BookingUid, CallMeta, Client, EventTypeId, EventTypePatch, Failure,
    NewAttendee, NewBooking, NewEventType, NewReservation, RefusalCode, Reply, Reschedule,
    ReservationUid, SlotQuery, TeamId, UserId,
};
use jiff::Timestamp;
use serde_json::Value;
use support::{client, response, server};

struct Recording {
    name: String,
    method: String,
    path: String,
    version: Option<String>,
    status: u16,
    headers: Vec<(String, String)>,
    body: Value,
}

impl Recording {
    fn read(file: &Path) -> Option<Self> {
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

    fn bytes(&self) -> Vec<u8> {
        let headers: Vec<(&str, &str)> = self
            .headers
            .iter()
            .map(|(n, v)| (n.as_str(), v.as_str()))
            .collect();
        response(self.status, &headers, self.body.to_string().as_bytes())
    }

    fn elements(&self) -> usize {
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

/// What the client made of an answer: how many things it read, or the failure.
type Made = (Result<usize, Failure>, CallMeta);

fn count<T>(reply: Reply<T>, of: impl Fn(&T) -> usize) -> Made {
    (reply.outcome.map(|value| of(&value)), reply.meta)
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

/// The call that the recorded request stands for, and the version it is spoken in. `None` where the client has none.
async fn call(client: &Client, recording: &Recording) -> Option<(Made, Option<&'static str>)> {
    let segments: Vec<&str> = recording
        .path
        .trim_start_matches("/v2/")
        .split('/')
        .collect();
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
    let (made, version) = match (recording.method.as_str(), segments.as_slice()) {
        ("GET", ["me"]) => (count(client.me().await, |_| 1), None),
        ("GET", ["teams"]) => (count(client.teams().await, |page| page.items.len()), None),
        ("GET", ["teams", _, "memberships"]) => (
            count(client.memberships(team).await, |page| page.items.len()),
            None,
        ),
        ("GET", ["teams", _, "schedules"]) => {
            let hours = |page: &calcom::Page<calcom::Schedule>| {
                page.items
                    .iter()
                    .filter(|schedule| !schedule.availability.is_empty())
                    .count()
            };
            (count(client.team_schedules(team).await, hours), None)
        }
        ("GET", ["teams", _, "event-types"]) => (
            count(client.team_event_types(team).await, |page| page.items.len()),
            Some("2024-06-14"),
        ),
        ("GET", ["event-types"]) => (
            count(client.event_types_of_user("fabian").await, |page| {
                page.items.len()
            }),
            Some("2024-06-14"),
        ),
        ("GET", ["event-types", _]) => (
            count(client.event_type(id).await, |_| 1),
            Some("2024-06-14"),
        ),
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
        ("GET", ["slots"]) => (
            count(client.slots(&slots).await, |page| page.items.len()),
            Some("2024-09-04"),
        ),
        ("POST", ["slots", "reservations"]) => {
            let new = NewReservation {
                event_type_id: id,
                slot_start: now(),
                slot_duration: None,
            };
            (
                count(client.reserve_slot(&new).await, |_| 1),
                Some("2024-09-04"),
            )
        }
        ("DELETE", ["slots", "reservations", uid]) => (
            count(
                client.release_slot(&ReservationUid::new(*uid)).await,
                |()| 1,
            ),
            Some("2024-09-04"),
        ),
        ("GET", ["bookings"]) => (
            count(
                client.list_bookings(&BookingQuery::default()).await,
                |page| page.items.len(),
            ),
            Some("2024-08-13"),
        ),
        ("POST", ["bookings"]) => (
            booking(client.create_booking(&new_booking()).await, recording),
            Some("2024-08-13"),
        ),
        ("GET", ["bookings", uid]) => (
            booking(client.booking(&BookingUid::new(*uid)).await, recording),
            Some("2024-08-13"),
        ),
        ("POST", ["bookings", uid, "reschedule"]) => {
            let to = Reschedule {
                start: now(),
                reason: None,
                rescheduled_by: None,
            };
            (
                booking(
                    client.reschedule_booking(&BookingUid::new(*uid), &to).await,
                    recording,
                ),
                Some("2024-08-13"),
            )
        }
        ("POST", ["bookings", uid, "cancel"]) => (
            booking(
                client
                    .cancel_booking(&BookingUid::new(*uid), "Kundin krank")
                    .await,
                recording,
            ),
            Some("2024-08-13"),
        ),
        ("POST", ["bookings", uid, "mark-absent"]) => {
            let absence = Absence {
                host: Some(true),
                attendees: Vec::new(),
            };
            (
                booking(
                    client.mark_absent(&BookingUid::new(*uid), &absence).await,
                    recording,
                ),
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

/// Refusals that have no name here, because nobody would act on them.
const UNNAMED: [&str; 3] = [
    "Bad request: Please check your request data and try again",
    "Unexpected end of JSON input",
    "checkIsEmailUserAccessible - Email booking field must be required and visible",
];

/// Whether the client understood: nothing lost from a success, and a refusal recognised as what it is.
fn check(recording: &Recording, (outcome, meta): Made, single: bool) -> Result<(), String> {
    if meta.status != Some(recording.status) {
        return Err(format!("status {:?}", meta.status));
    }
    let understood = match (recording.status, &outcome) {
        (200..=299, Ok(read)) => single || *read == recording.elements(),
        (429, Err(Failure::RateLimited { retry_after })) => {
            (1..=60).contains(&retry_after.as_secs())
        }
        (401 | 403, Err(Failure::Unauthorized(_))) => true,
        (400..=499, Err(Failure::Refused(refusal))) => {
            refusal.code != RefusalCode::Other || UNNAMED.contains(&refusal.message.as_str())
        }
        (500..=599, Err(Failure::Unknown(_))) => true,
        _ => false,
    };
    if understood {
        Ok(())
    } else {
        Err(format!("{outcome:?}"))
    }
}

async fn replay(folder: &Path) -> (usize, Vec<String>) {
    let current: Arc<Mutex<Vec<u8>>> = Arc::default();
    let answer = Arc::clone(&current);
    let (base, _) = server(move |_| Some(answer.lock().unwrap().clone())).await;
    let client = client(base);
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.retain(|file| {
        file.extension()
            .is_some_and(|extension| extension == "json")
    });
    files.sort();
    let (mut checked, mut undecodable, mut misunderstood) = (0, 0, Vec::new());
    for recording in files.iter().filter_map(|file| Recording::read(file)) {
        *current.lock().unwrap() = recording.bytes();
        let Some((made, version)) = call(&client, &recording).await else {
            continue;
        };
        let single = !recording.body["data"].is_array() && recording.path != "/v2/slots";
        // An answer in another version's shape may be readable or not; it must not be read as something it is not.
        let other_version = version.is_some() && recording.version.as_deref() != version;
        if other_version && matches!(&made.0, Err(failure) if failure.code() == "undecodable") {
            undecodable += 1;
            continue;
        }
        checked += 1;
        if let Err(problem) = check(&recording, made, single) {
            misunderstood.push(format!("{}: {problem}", recording.name));
        }
    }
    println!("{checked} answers checked, {undecodable} of other versions told apart");
    (checked, misunderstood)
}

fn recordings() -> Option<PathBuf> {
    let beside =
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../../shared/calcom/recorded");
    let folder = std::env::var_os("KAMM_CALCOM_RECORDINGS").map_or_else(beside, PathBuf::from);
    folder.is_dir().then_some(folder)
}

#[tokio::test]
async fn our_own_examples_are_understood() {
    let (checked, misunderstood) =
        replay(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")).await;
    assert!(misunderstood.is_empty(), "{misunderstood:#?}");
    assert_eq!(checked, 21);
}

#[tokio::test]
async fn every_recorded_answer_is_understood() {
    let Some(folder) = recordings() else {
        println!("skipped: no recordings here; set KAMM_CALCOM_RECORDINGS to their folder");
        return;
    };
    let (checked, misunderstood) = replay(&folder).await;
    assert!(
        misunderstood.is_empty(),
        "{} of {checked}: {misunderstood:#?}",
        misunderstood.len()
    );
    assert!(
        checked > 300,
        "only {checked} recordings were found to check"
    );
}
