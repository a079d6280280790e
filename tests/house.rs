//! Who may know whom: the dependency rule of docs/ARCHITECTURE.md, read from what cargo resolves.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "all of this is test code; clippy exempts by itself only the test functions"
)]

use std::{
    collections::{BTreeMap, BTreeSet},
    process::Command,
};

use serde_json::Value;

/// Each room and what it may build on, apart from crates that are not ours.
const MAY_KNOW: &[(&str, &[&str])] = &[
    ("salon", &[]),
    ("calcom", &[]),
    ("vault", &[]),
    ("calcom-sim", &[]),
    ("window-driver", &[]),
    ("store", &["salon"]),
    ("import", &["salon"]),
    ("desk", &["import", "salon", "store"]),
    ("sync", &["calcom", "salon", "store"]),
    (
        "kamm",
        &[
            "calcom",
            "calcom-sim",
            "desk",
            "import",
            "salon",
            "store",
            "sync",
            "vault",
        ],
    ),
];

/// Crates that only one room may link.
const ONLY: &[(&str, &str)] = &[
    ("csv", "import"),
    ("icalendar", "import"),
    ("rusqlite", "store"),
    ("reqwest", "calcom"),
    ("keyring", "vault"),
    ("keyring-core", "vault"),
    ("tauri", "kamm"),
    ("tokio-cron-scheduler", "sync"),
];

/// Normal and build dependencies by package; what only tests use is free.
fn shipped_dependencies() -> BTreeMap<String, BTreeSet<String>> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version=1", "--no-deps", "--offline"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("cargo metadata is JSON");
    let packages = metadata["packages"].as_array().expect("a list of packages");
    packages
        .iter()
        .map(|package| {
            let shipped = package["dependencies"]
                .as_array()
                .expect("a list of dependencies")
                .iter()
                .filter(|dependency| dependency["kind"].as_str() != Some("dev"))
                .map(|dependency| dependency["name"].as_str().expect("a name").to_owned())
                .collect();
            (
                package["name"].as_str().expect("a name").to_owned(),
                shipped,
            )
        })
        .collect()
}

#[test]
fn every_room_knows_only_the_rooms_it_may_know() {
    let rooms: BTreeMap<_, _> = MAY_KNOW.iter().copied().collect();
    let built = shipped_dependencies();
    assert_eq!(
        built.keys().map(String::as_str).collect::<Vec<_>>(),
        rooms.keys().copied().collect::<Vec<_>>(),
        "a room was added or left: say in MAY_KNOW whom it may know"
    );
    for (room, dependencies) in &built {
        let known = dependencies
            .iter()
            .map(String::as_str)
            .filter(|name| rooms.contains_key(name));
        let allowed = rooms[room.as_str()];
        let forbidden: Vec<_> = known.filter(|name| !allowed.contains(name)).collect();
        assert!(forbidden.is_empty(), "{room} must not know {forbidden:?}");
    }
}

#[test]
fn sqlite_the_network_the_keychain_and_the_window_each_have_one_door() {
    let built = shipped_dependencies();
    for (library, owner) in ONLY {
        let users: Vec<_> = built
            .iter()
            .filter(|(_, dependencies)| dependencies.contains(*library))
            .map(|(room, _)| room.as_str())
            .collect();
        assert!(
            users.iter().all(|user| user == owner),
            "only {owner} may link {library}, but {users:?} do"
        );
    }
}
