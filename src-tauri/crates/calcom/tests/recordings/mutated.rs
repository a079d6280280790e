//! Recorded answers, damaged: cut off, bent, blown up, nested, in no text of this world. Whatever comes, the client does not fall
//! over, takes no success for a failure of ours, no failure for a success, and loses nothing out of a list.
//!
//! One number decides all of it: `KAMM_SEED` repeats a run, `KAMM_MUTATIONS` says how many of each answer.

use std::sync::{Arc, Mutex};

use calcom::Failure;
use serde_json::{Value, json};

use crate::{
    all_in,
    exchange::{Read, Recording, call},
    fixtures, recordings,
    support::{client, response, server},
};

const SEED: u64 = 1;
const EACH: u64 = 3;
/// With the few examples of our own only.
const EACH_EXAMPLE: u64 = 60;

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

#[tokio::test]
async fn whatever_comes_is_an_outcome_and_nothing_is_lost() {
    let (recorded, each) = match recordings() {
        Some(folder) => (all_in(&folder), EACH),
        None => (all_in(&fixtures()), EACH_EXAMPLE),
    };
    let each = number("KAMM_MUTATIONS").unwrap_or(each);
    let seed = number("KAMM_SEED").unwrap_or(SEED);
    let mut random = fastrand::Rng::with_seed(seed);
    let current: Arc<Mutex<Vec<u8>>> = Arc::default();
    let answer = Arc::clone(&current);
    let (base, _) = server(move |_| Some(answer.lock().unwrap().clone())).await;
    let client = client(base);
    let (mut tried, mut wrong) = (0, Vec::new());
    for recording in recorded.iter().filter(|recording| recording.status != 429) {
        for _ in 0..each {
            let body = damaged(&recording.body, &mut random);
            let headers = odd_headers(&mut random);
            *current.lock().unwrap() = response(recording.status, &headers, &body);
            let Some((made, _)) = call(&client, recording, false).await else {
                break;
            };
            tried += 1;
            if let Some(what) = misunderstood(recording, &body, &made.0) {
                let shown = String::from_utf8_lossy(&body);
                let shown: String = shown.chars().take(300).collect();
                wrong.push(format!("{}: {what}: {shown}", recording.name));
            }
        }
    }
    println!("{tried} damaged answers, seed {seed}");
    assert!(tried > 1_000, "only {tried} answers were tried");
    assert!(
        wrong.is_empty(),
        "{} of {tried}: {:#?}",
        wrong.len(),
        &wrong[..wrong.len().min(10)]
    );
}

fn misunderstood(
    recording: &Recording,
    body: &[u8],
    made: &Result<Read, Failure>,
) -> Option<String> {
    let possible = match (recording.status, made) {
        (200..=299, Ok(read)) => return lost(body, *read),
        (200..=299, Err(failure)) => {
            failure.code() == "undecodable" || failure.code() == "too_large"
        }
        (400..=499, Err(Failure::Refused(_) | Failure::Unauthorized(_) | Failure::Unknown(_))) => {
            true
        }
        (500..=599, Err(Failure::Unknown(_))) => true,
        _ => false,
    };
    (!possible).then(|| format!("{} became {made:?}", recording.status))
}

/// Every element of a list is either read or kept apart.
fn lost(body: &[u8], read: Read) -> Option<String> {
    let whole: Value = serde_json::from_slice(body).ok()?;
    // One thing may come in an array of one; more than one was refused.
    let there = whole
        .get("data")?
        .as_array()
        .filter(|_| read.returned != 1)?
        .len();
    (read.returned != there).then(|| format!("{there} elements became {read:?}"))
}

fn damaged(body: &Value, random: &mut fastrand::Rng) -> Vec<u8> {
    let mut value = body.clone();
    for _ in 0..random.u32(0..4) {
        bend(&mut value, random);
    }
    let mut bytes = value.to_string().into_bytes();
    match random.u32(..10) {
        0 => bytes.truncate(random.usize(..=bytes.len())),
        1 => (0..random.u32(1..8)).for_each(|_| {
            let at = random.usize(..bytes.len());
            bytes[at] = random.u8(..);
        }),
        2 => {
            let at = random.usize(..=bytes.len());
            bytes.splice(at..at, [0xff, 0xfe, 0xc3, 0x28, 0xed, 0xa0, 0x80]);
        }
        3 => bytes = [b"\xef\xbb\xbf".as_slice(), &bytes].concat(),
        4 => bytes = [bytes.as_slice(), &bytes].concat(),
        5 => {
            let deep = random.usize(1..3_000);
            bytes = [&b"[".repeat(deep), bytes.as_slice(), &b"]".repeat(deep)].concat();
        }
        _ => {}
    }
    bytes
}

/// One place somewhere in the answer becomes something else.
fn bend(value: &mut Value, random: &mut fastrand::Rng) {
    let deeper = random.u32(..8) > 0;
    match value {
        Value::Object(fields) if deeper && !fields.is_empty() => {
            let key = random
                .choice(fields.keys().cloned().collect::<Vec<_>>())
                .unwrap();
            if random.u32(..12) == 0 {
                fields.remove(&key);
            } else {
                bend(&mut fields[&key], random);
            }
        }
        Value::Array(list) if deeper && !list.is_empty() => {
            let at = random.usize(..list.len());
            match random.u32(..12) {
                0 => drop(list.remove(at)),
                1 => list.push(list[at].clone()),
                _ => bend(&mut list[at], random),
            }
        }
        Value::Null
        | Value::Bool(_)
        | Value::Number(_)
        | Value::String(_)
        | Value::Array(_)
        | Value::Object(_) => *value = something_else(value, random),
    }
}

fn something_else(before: &Value, random: &mut fastrand::Rng) -> Value {
    match random.u32(..16) {
        0 => Value::Null,
        1 => json!(random.bool()),
        2 => json!(u64::MAX),
        3 => json!(i64::MIN),
        4 => json!(1e308),
        5 => json!(-0.5),
        6 => json!(""),
        7 => json!("x".repeat(random.usize(1..100_000))),
        8 => json!("\u{0}\u{202e}💇\u{fffd}"),
        9 => json!([]),
        10 => json!({}),
        11 => (0..random.u32(1..400)).fold(before.clone(), |inside, _| json!([inside])),
        12 => json!(before.to_string()),
        13 => json!("-999999-13-32T25:61:61Z"),
        14 => json!([before, before]),
        _ => json!({ "status": before, "data": before }),
    }
}

fn odd_headers(random: &mut fastrand::Rng) -> Vec<(&'static str, &'static str)> {
    const NAMES: &[&str] = &[
        "x-ratelimit-limit-default",
        "x-ratelimit-remaining-default",
        "x-ratelimit-reset-default",
        "retry-after",
        "date",
    ];
    const VALUES: &[&str] = &[
        "",
        "-1",
        "0",
        "1e9",
        "18446744073709551615",
        "99999999999999999999999",
        "Sat, 99 Nov 2026 25:00:00 GMT",
        "Tue, 01 Jan 0000 00:00:00 GMT",
    ];
    let some = (0..random.usize(0..5)).map(|_| {
        let name = NAMES[random.usize(..NAMES.len())];
        (name, VALUES[random.usize(..VALUES.len())])
    });
    some.collect()
}
