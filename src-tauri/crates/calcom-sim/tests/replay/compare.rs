//! When two answers are alike.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde_json::Value;

use crate::recording::Recording;
use crate::translate::Uids;

#[derive(Debug, Clone)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) body: Value,
}

/// Values that depend on the moment or on chance.
const OF_THE_MOMENT: &[&str] = &[
    "timestamp",
    "createdAt",
    "updatedAt",
    "reservationUntil",
    "image",
];

/// Lists that come in no order.
const UNORDERED: &str = "event-types";

/// `shape_only`: what the answer lists is chance, so only its shape is compared.
pub(crate) fn answers(
    recording: &Recording,
    answer: &Answer,
    uids: &Uids,
    shape_only: bool,
) -> Result<(), String> {
    let (expected, actual) = (&recording.response, answer);
    if expected.status != actual.status {
        return Err(format!(
            "status {} instead of {}: {}",
            actual.status, expected.status, actual.body
        ));
    }
    rate_headers(recording, answer)?;
    let (mut expected, mut actual) = (uids.body_to_sim(&expected.body), actual.body.clone());
    if recording.request.path.contains(UNORDERED) && !recording.request.path.contains("sort") {
        sort_by_id(&mut expected);
        sort_by_id(&mut actual);
    }
    let compare = Compare { shape_only };
    compare.values("", &expected, &actual)
}

/// The counters are there or not as on the real server, and run down alike where the recording is about them.
fn rate_headers(recording: &Recording, answer: &Answer) -> Result<(), String> {
    let counted = recording.name.starts_with("430-") || recording.name.starts_with("433-");
    for name in [
        "x-ratelimit-limit-default",
        "x-ratelimit-remaining-default",
        "x-ratelimit-reset-default",
    ] {
        let (expected, actual) = (
            recording.response.headers.get(name),
            answer.headers.get(name),
        );
        let same = if counted && !name.contains("reset") {
            expected == actual
        } else {
            expected.is_some() == actual.is_some()
        };
        if !same {
            return Err(format!("header {name}: {actual:?} instead of {expected:?}"));
        }
    }
    Ok(())
}

/// Sorts what comes in no order: the list itself, and the hosts of each event type.
fn sort_by_id(body: &mut Value) {
    let entries = match body.get_mut("data") {
        Some(Value::Array(entries)) => entries.as_mut_slice(),
        Some(single) => std::slice::from_mut(single),
        None => return,
    };
    for entry in entries {
        if let Some(hosts) = entry.get_mut("hosts").and_then(Value::as_array_mut) {
            hosts.sort_by_key(|host| host.get("userId").and_then(Value::as_i64));
        }
    }
    if let Some(list) = body.get_mut("data").and_then(Value::as_array_mut) {
        list.sort_by_key(|entry| entry.get("id").and_then(Value::as_i64));
    }
}

struct Compare {
    shape_only: bool,
}

impl Compare {
    fn values(&self, path: &str, expected: &Value, actual: &Value) -> Result<(), String> {
        match (expected, actual) {
            (Value::Object(expected), Value::Object(actual)) => {
                let keys = |map: &serde_json::Map<String, Value>| {
                    map.keys().cloned().collect::<BTreeSet<_>>()
                };
                let (wanted, given) = (keys(expected), keys(actual));
                if wanted != given {
                    let missing: Vec<_> = wanted.difference(&given).collect();
                    let extra: Vec<_> = given.difference(&wanted).collect();
                    return Err(format!("{path}: missing {missing:?}, extra {extra:?}"));
                }
                let is_booking = expected.contains_key("bookingFieldsResponses")
                    || expected.contains_key("startTime");
                for (key, value) in expected {
                    let free = OF_THE_MOMENT.contains(&key.as_str()) || (is_booking && key == "id");
                    self.members(&format!("{path}.{key}"), value, &actual[key], free)?;
                }
                Ok(())
            }
            (Value::Array(expected), Value::Array(actual)) => {
                if self.shape_only {
                    let pair = expected.first().zip(actual.first());
                    return pair.map_or(Ok(()), |(expected, actual)| {
                        self.values(path, expected, actual)
                    });
                }
                if expected.len() != actual.len() {
                    return Err(format!(
                        "{path}: {} entries instead of {}",
                        actual.len(),
                        expected.len()
                    ));
                }
                let mut pairs = expected.iter().zip(actual).enumerate();
                pairs.try_for_each(|(at, (expected, actual))| {
                    self.values(&format!("{path}[{at}]"), expected, actual)
                })
            }
            (expected, actual) => self.leaves(path, expected, actual),
        }
    }

    fn members(
        &self,
        path: &str,
        expected: &Value,
        actual: &Value,
        free: bool,
    ) -> Result<(), String> {
        if free {
            same_kind(path, expected, actual)
        } else {
            self.values(path, expected, actual)
        }
    }

    fn leaves(&self, path: &str, expected: &Value, actual: &Value) -> Result<(), String> {
        if self.shape_only {
            // Which of the bookings comes first is chance, and with it what is null.
            return Ok(());
        }
        let same = match (expected.as_str(), actual.as_str()) {
            (Some(expected), Some(actual)) => {
                without_instants(expected) == without_instants(actual)
            }
            _ => expected == actual,
        };
        if same {
            Ok(())
        } else {
            Err(format!("{path}: {actual} instead of {expected}"))
        }
    }
}

fn same_kind(path: &str, expected: &Value, actual: &Value) -> Result<(), String> {
    let same = std::mem::discriminant(expected) == std::mem::discriminant(actual);
    if same {
        Ok(())
    } else {
        Err(format!(
            "{path}: {actual} is of another kind than {expected}"
        ))
    }
}

/// Sentences may name the moment; values that are an instant as a whole are compared.
fn without_instants(text: &str) -> String {
    if !text.contains(' ') {
        return text.to_owned();
    }
    let word = |word: &str| {
        if word.trim_end_matches(',').parse::<Timestamp>().is_ok() {
            "<instant>".to_owned()
        } else {
            word.to_owned()
        }
    };
    text.split(' ').map(word).collect::<Vec<_>>().join(" ")
}
