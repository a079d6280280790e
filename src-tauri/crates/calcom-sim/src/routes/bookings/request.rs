//! Reading request bodies strictly: what is missing, wrong or unknown is named in one sentence.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::{Map, Value};

use crate::clock::read_instant;
use crate::http::refusal::Refusal;

const LANGUAGES: &str = "ar, ca, de, es, eu, he, id, ja, lv, pl, ro, sr, th, vi, az, cs, el, es-419, fi, hr, it, km, nl, pt, ru, sv, tr, zh-CN, bg, da, en, et, fr, hu, iw, ko, no, pt-BR, sk, ta, uk, zh-TW, bn";
const NO_EVENT_TYPE: &str =
    "Either eventTypeId or eventTypeSlug + username or eventTypeSlug + teamSlug must be provided";
const METADATA_RULE: &str = "Metadata must have at most 50 keys, each key up to 40 characters, and string values up to 500 characters.";

const CREATE: &[&str] = &[
    "start",
    "attendee",
    "bookingFieldsResponses",
    "eventTypeId",
    "eventTypeSlug",
    "username",
    "teamSlug",
    "organizationSlug",
    "guests",
    "meetingUrl",
    "location",
    "metadata",
    "lengthInMinutes",
    "routing",
    "emailVerificationCode",
    "rrHostSubsetIds",
    "instant",
    "recurrenceCount",
];
const ATTENDEE: &[&str] = &["name", "email", "timeZone", "phoneNumber", "language"];
const RESCHEDULE: &[&str] = &[
    "start",
    "rescheduledBy",
    "reschedulingReason",
    "emailVerificationCode",
];
const CANCEL: &[&str] = &["cancellationReason", "cancelSubsequentBookings", "seatUid"];

/// The complaints about one body.
#[derive(Default)]
struct Complaints(Vec<String>);

impl Complaints {
    fn add(&mut self, property: &str, rule: &str) {
        self.0.push(format!("{property} property is wrong,{rule} "));
    }

    /// Complaints about a part, under its name.
    fn add_nested(&mut self, property: &str, inner: Self) {
        if !inner.0.is_empty() {
            self.0.push(format!(
                "{property} property is wrong, {}",
                inner.0.join(", ")
            ));
        }
    }

    fn add_unknown(&mut self, body: &Map<String, Value>, known: &[&str]) {
        for property in body
            .keys()
            .filter(|property| !known.contains(&property.as_str()))
        {
            self.add(property, &format!("property {property} should not exist"));
        }
    }

    fn settle(self) -> Result<(), Refusal> {
        if self.0.is_empty() {
            Ok(())
        } else {
            Err(Refusal::bad_request(self.0.join(", ")))
        }
    }
}

fn fields(body: &Value) -> Map<String, Value> {
    body.as_object().cloned().unwrap_or_default()
}

fn read_start(body: &Map<String, Value>, complaints: &mut Complaints) -> Timestamp {
    let start = body
        .get("start")
        .and_then(Value::as_str)
        .and_then(read_instant);
    start.unwrap_or_else(|| {
        complaints.add("start", "start must be a valid ISO 8601 date string");
        Timestamp::UNIX_EPOCH
    })
}

/// The event type as the request names it.
#[derive(Debug)]
pub(super) enum Named {
    Id(i64),
    TeamSlug { team: String, slug: String },
    UserSlug { user: String, slug: String },
}

/// A create request whose form is right.
#[derive(Debug)]
pub(super) struct CreateRequest {
    pub start: Timestamp,
    pub event_type: Named,
    pub body: Map<String, Value>,
    pub attendee: Map<String, Value>,
}

impl CreateRequest {
    pub(super) fn read(body: &Value) -> Result<Self, Refusal> {
        let body = fields(body);
        let mut complaints = Complaints::default();
        complaints.add_unknown(&body, CREATE);
        let start = read_start(&body, &mut complaints);
        let attendee = body.get("attendee").and_then(Value::as_object).cloned();
        match &attendee {
            None => complaints.add("attendee", "attendee should not be null or undefined"),
            Some(attendee) => complaints.add_nested("attendee", check_attendee(attendee)),
        }
        let event_type = read_event_type(&body, &mut complaints);
        if body
            .get("metadata")
            .is_some_and(|metadata| !metadata_fits(metadata))
        {
            complaints.add("metadata", METADATA_RULE);
        }
        complaints.settle()?;
        Ok(Self {
            start,
            event_type,
            body,
            attendee: attendee.unwrap_or_default(),
        })
    }

    pub(super) fn attendee_text(&self, name: &str) -> Option<&str> {
        self.attendee.get(name).and_then(Value::as_str)
    }

    /// The metadata, once numbers and booleans — which pass the first check — have been refused, too.
    pub(super) fn metadata(&self) -> Result<BTreeMap<String, String>, Refusal> {
        let Some(metadata) = self.body.get("metadata").and_then(Value::as_object) else {
            return Ok(BTreeMap::new());
        };
        let sorted: BTreeMap<&String, &Value> = metadata.iter().collect();
        let wrong: String = sorted
            .iter()
            .filter(|(_, value)| !value.is_string())
            .map(|(key, value)| {
                let kind = if value.is_boolean() {
                    "boolean"
                } else {
                    "number"
                };
                format!("metadata.{key} - Expected string, received {kind}, ")
            })
            .collect();
        if !wrong.is_empty() {
            return Err(Refusal::answers(wrong));
        }
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        Ok(sorted
            .into_iter()
            .map(|(key, value)| (key.clone(), text(value)))
            .collect())
    }
}

fn read_event_type(body: &Map<String, Value>, complaints: &mut Complaints) -> Named {
    let text = |name: &str| body.get(name).and_then(Value::as_str).map(str::to_owned);
    match (
        body.get("eventTypeId"),
        text("eventTypeSlug"),
        text("teamSlug"),
        text("username"),
    ) {
        (Some(id), ..) => Named::Id(id.as_i64().unwrap_or_else(|| {
            complaints.add("eventTypeId", "eventTypeId must be an integer number");
            0
        })),
        (None, Some(slug), Some(team), _) => Named::TeamSlug { team, slug },
        (None, Some(slug), None, Some(user)) => Named::UserSlug { user, slug },
        (None, ..) => {
            complaints.add("eventTypeId or eventTypeSlug + username", NO_EVENT_TYPE);
            Named::Id(0)
        }
    }
}

fn check_attendee(attendee: &Map<String, Value>) -> Complaints {
    let mut complaints = Complaints::default();
    complaints.add_unknown(attendee, ATTENDEE);
    let text = |name: &str| attendee.get(name).and_then(Value::as_str);
    if text("name").is_none() {
        complaints.add("name", "name must be a string");
    }
    if !text("timeZone").is_some_and(is_iana_zone) {
        complaints.add("timeZone", "timeZone must be a valid IANA time-zone");
    }
    if text("language")
        .is_some_and(|language| !LANGUAGES.split(", ").any(|known| known == language))
    {
        complaints.add(
            "language",
            &format!("language must be one of the following values: {LANGUAGES}"),
        );
    }
    if text("email").is_none() && text("phoneNumber").is_none() {
        complaints.add(
            "attendee email or phone",
            "Attendee must have at least one contact method (email or phone number)",
        );
    }
    complaints
}

pub(in crate::routes) fn is_iana_zone(name: &str) -> bool {
    (name.contains('/') || name == "UTC") && TimeZone::get(name).is_ok()
}

fn metadata_fits(metadata: &Value) -> bool {
    metadata.as_object().is_some_and(|entries| {
        entries.len() <= 50
            && entries.iter().all(|(key, value)| {
                let value_fits = match value {
                    Value::String(text) => text.encode_utf16().count() <= 500,
                    Value::Number(_) | Value::Bool(_) => true,
                    Value::Null | Value::Array(_) | Value::Object(_) => false,
                };
                key.encode_utf16().count() <= 40 && value_fits
            })
    })
}

/// A reschedule request whose form is right.
#[derive(Debug)]
pub(super) struct RescheduleRequest {
    pub start: Timestamp,
    pub by: Option<String>,
    pub reason: Option<String>,
}

impl RescheduleRequest {
    pub(super) fn read(body: &Value) -> Result<Self, Refusal> {
        let body = fields(body);
        let mut complaints = Complaints::default();
        complaints.add_unknown(&body, RESCHEDULE);
        let start = read_start(&body, &mut complaints);
        complaints.settle()?;
        let text = |name: &str| body.get(name).and_then(Value::as_str).map(str::to_owned);
        Ok(Self {
            start,
            by: text("rescheduledBy"),
            reason: text("reschedulingReason"),
        })
    }
}

/// The reason in a cancel request whose form is right; empty when there is none.
pub(super) fn read_cancel(body: &Value) -> Result<String, Refusal> {
    let body = fields(body);
    let mut complaints = Complaints::default();
    complaints.add_unknown(&body, CANCEL);
    complaints.settle()?;
    Ok(body
        .get("cancellationReason")
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn complaint(body: Value) -> String {
        match CreateRequest::read(&body) {
            Err(Refusal::Exception { message, .. }) => message,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn all_complaints_come_in_one_sentence() {
        let message = complaint(json!({}));
        assert!(message.starts_with(
            "start property is wrong,start must be a valid ISO 8601 date string , attendee"
        ));
        assert!(message.ends_with(&format!("{NO_EVENT_TYPE} ")));
    }

    #[test]
    fn a_number_passes_the_form_and_fails_the_core() {
        let body = json!({
            "start": "2026-11-24T11:00:00Z", "eventTypeId": 1, "metadata": {"n": 1, "b": true},
            "attendee": {"name": "Erika Muster", "email": "erika@kundin.example", "timeZone": "Europe/Berlin"},
        });
        let refusal = CreateRequest::read(&body).unwrap().metadata().unwrap_err();
        let expected = "metadata.b - Expected string, received boolean, metadata.n - Expected string, received number, ";
        assert_eq!(refusal, Refusal::answers(expected));
    }
}
