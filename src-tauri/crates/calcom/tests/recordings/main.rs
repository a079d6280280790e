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

mod exchange;
mod mutated;
#[path = "../support/mod.rs"]
mod support;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use calcom::{Failure, RefusalCode};
use exchange::{Made, Recording, call};
use support::{client, server};

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
        (200..=299, Ok(read)) => single || read.understood == recording.elements(),
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
    let (mut checked, mut undecodable, mut misunderstood) = (0, 0, Vec::new());
    for recording in all_in(folder) {
        *current.lock().unwrap() = recording.bytes();
        let Some((made, version)) = call(&client, &recording, true).await else {
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

fn all_in(folder: &Path) -> Vec<Recording> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.retain(|file| {
        file.extension()
            .is_some_and(|extension| extension == "json")
    });
    files.sort();
    files
        .iter()
        .filter_map(|file| Recording::read(file))
        .collect()
}

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

fn recordings() -> Option<PathBuf> {
    let beside =
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../../shared/calcom/recorded");
    let folder = std::env::var_os("KAMM_CALCOM_RECORDINGS").map_or_else(beside, PathBuf::from);
    folder.is_dir().then_some(folder)
}

#[tokio::test]
async fn our_own_examples_are_understood() {
    let (checked, misunderstood) = replay(&fixtures()).await;
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
