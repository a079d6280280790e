//! Holds the stand-in against exchanges recorded on a real server, so that it cannot drift into wishful thinking.
//!
//! Every recording is replayed in its time order and must be answered alike: status, shape, error texts, and all values that do not depend on
//! chance or the moment. `docs/STAND-IN.md` names those that are not, each with its reason; its tables must be exact in both directions.
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
use tokio::task::JoinHandle;
use translate::Uids;

/// Long enough for all calls of a group to be checked before the first is written, on a machine that has other things to do.
const RACE_WINDOW: Duration = Duration::from_secs(2);

/// Recording name → what is different.
type Differences = BTreeMap<String, String>;

// One thread: what waits in the race goes on in the order in which it came, however late the machine is.
#[tokio::test]
async fn the_stand_in_answers_as_the_real_server_did() {
    let Some(folder) = recording::folder() else {
        println!("SKIPPED: no recordings (set KAMM_CALCOM_RECORDINGS to their folder)");
        return;
    };
    let groups = recording::load(&folder);
    let page = Page::read();
    let listed = page.table("## Answered otherwise");
    let shape_only = page.table("## Compared by shape only");
    let total: usize = groups.iter().map(Vec::len).sum();
    let differences = replay(&groups, &shape_only).await;
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
        "answered differently and not listed in docs/STAND-IN.md: {unlisted:#?}"
    );
    let unknown: Vec<_> = shape_only
        .keys()
        .filter(|name| {
            !groups
                .iter()
                .flatten()
                .any(|recording| recording.name == **name)
        })
        .collect();
    assert!(
        unknown.is_empty(),
        "compared by shape only, but unknown: {unknown:#?}"
    );
    assert!(
        outdated.is_empty(),
        "listed in docs/STAND-IN.md, but unknown or answered alike: {outdated:#?}"
    );
}

async fn replay(groups: &[Vec<Recording>], shape_only: &BTreeMap<String, String>) -> Differences {
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
            let by_shape = shape_only.contains_key(&recording.name);
            if let Err(difference) = compare::answers(recording, answer, &uids, by_shape) {
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
            in_the_race(sim, &calls).await;
        }
    }
    let mut answers = Vec::new();
    for call in calls {
        answers.push(call.await.unwrap());
    }
    answers
}

/// Until all of them have been checked, or refused, and then a moment more, so that they are written in this order.
async fn in_the_race(sim: &Sim, calls: &[JoinHandle<compare::Answer>]) {
    let under_way = || calls.iter().filter(|call| !call.is_finished()).count();
    while sim.racing() < under_way() {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    tokio::time::sleep(Duration::from_millis(10)).await;
}

/// The page that says how true the stand-in is.
struct Page(String);

impl Page {
    fn read() -> Self {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../docs/STAND-IN.md");
        Self(std::fs::read_to_string(file).unwrap())
    }

    /// The table under a heading: ``| `name` | reason |`` per row.
    fn table(&self, heading: &str) -> BTreeMap<String, String> {
        let (_, section) = self
            .0
            .split_once(heading)
            .unwrap_or_else(|| panic!("no section {heading}"));
        let lines = section.lines().take_while(|line| !line.starts_with("## "));
        let rows: BTreeMap<_, _> = lines
            .filter_map(|line| line.strip_prefix("| `"))
            .map(|row| {
                let (name, reason) = row
                    .split_once("` | ")
                    .unwrap_or_else(|| panic!("no reason given: {row}"));
                let reason = reason.trim_end_matches('|').trim();
                assert!(!reason.is_empty(), "no reason given: {row}");
                (name.to_owned(), reason.to_owned())
            })
            .collect();
        assert!(!rows.is_empty(), "no table under {heading}");
        rows
    }
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
