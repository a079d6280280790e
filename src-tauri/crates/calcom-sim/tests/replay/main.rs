//! Holds the stand-in against exchanges recorded on a real server, so that it cannot drift into wishful thinking.
//!
//! Every recording is replayed in its time order and must be answered alike: status, shape, error texts, and all values that do not depend on
//! chance or the moment. `not_covered.txt` names those that are not, each with its reason; the list must be exact in both directions.
//! The recordings are found by `KAMM_CALCOM_RECORDINGS` or beside the checkout; without them the test says so and passes.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout
)]

mod compare;
mod recording;
mod stage;
mod translate;

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use calcom_sim::{Sim, World};
use recording::Recording;
use stage::Stage;
use translate::Uids;

const RACE_WINDOW: Duration = Duration::from_millis(250);

/// Recording name → what is different.
type Differences = BTreeMap<String, String>;

#[tokio::test(flavor = "multi_thread")]
async fn the_stand_in_answers_as_the_real_server_did() {
    let Some(folder) = recording::folder() else {
        println!("SKIPPED: no recordings (set KAMM_CALCOM_RECORDINGS to their folder)");
        return;
    };
    let groups = recording::load(&folder);
    let listed = listed_as_not_covered();
    let total: usize = groups.iter().map(Vec::len).sum();
    let differences = replay(&groups).await;
    report(total, &differences, &listed);
    let unlisted: Vec<_> = differences
        .iter()
        .filter(|(name, _)| !listed.contains_key(*name))
        .collect();
    let outdated: Vec<_> = listed
        .keys()
        .filter(|name| !differences.contains_key(*name))
        .collect();
    assert!(
        unlisted.is_empty(),
        "answered differently and not listed in not_covered.txt: {unlisted:#?}"
    );
    assert!(
        outdated.is_empty(),
        "listed in not_covered.txt, but unknown or answered alike: {outdated:#?}"
    );
}

async fn replay(groups: &[Vec<Recording>]) -> Differences {
    let sim = Sim::start(World::friseur1()).await.unwrap();
    let client = reqwest::Client::new();
    let mut uids = Uids::default();
    let stage = Stage::new(&sim, &client, groups);
    let mut differences = Differences::new();
    for group in groups {
        sim.set_now(group[0].at);
        stage.prepare(&group[0], &mut uids).await;
        sim.set_race_window((group.len() > 1).then_some(RACE_WINDOW));
        let answers = send_together(group, &sim, &client, &uids).await;
        for (recording, answer) in group.iter().zip(&answers) {
            uids.learn(&recording.response.body, &answer.body);
        }
        for (recording, answer) in group.iter().zip(&answers) {
            if let Err(difference) = compare::answers(recording, answer, &uids) {
                differences.insert(recording.name.clone(), difference);
            }
        }
    }
    differences
}

/// Sends a group within one race window, in the order in which the real server wrote.
async fn send_together(
    group: &[Recording],
    sim: &Sim,
    client: &reqwest::Client,
    uids: &Uids,
) -> Vec<compare::Answer> {
    let mut calls = Vec::new();
    for recording in group {
        let (client, address) = (client.clone(), sim.addr());
        let (recording, path) = (recording.clone(), uids.to_sim(&recording.request.path));
        calls.push(tokio::spawn(async move {
            recording.send(&client, address, &path).await
        }));
        if group.len() > 1 {
            in_the_race(sim, calls.len()).await;
        }
    }
    let mut answers = Vec::new();
    for call in calls {
        answers.push(call.await.unwrap());
    }
    answers
}

/// Until that many calls have been checked, and then a moment more, so that they are written in this order.
async fn in_the_race(sim: &Sim, calls: usize) {
    let given_up = tokio::time::Instant::now() + RACE_WINDOW / 2;
    while sim.racing() < calls && tokio::time::Instant::now() < given_up {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    tokio::time::sleep(Duration::from_millis(10)).await;
}

/// `name reason…` per line; `#` starts a comment.
fn listed_as_not_covered() -> BTreeMap<String, String> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/not_covered.txt");
    let text = std::fs::read_to_string(file).unwrap();
    let lines = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines
        .map(|line| {
            let (name, reason) = line
                .split_once(' ')
                .unwrap_or_else(|| panic!("no reason given: {line}"));
            (name.to_owned(), reason.trim().to_owned())
        })
        .collect()
}

fn report(total: usize, differences: &Differences, listed: &BTreeMap<String, String>) {
    println!(
        "{} of {total} recordings answered alike",
        total - differences.len()
    );
    for (name, difference) in differences {
        match listed.get(name) {
            Some(reason) => println!("not covered  {name}: {reason}"),
            None => println!("DIFFERENT    {name}: {difference}"),
        }
    }
}
