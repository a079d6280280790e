//! What the window asks and what the program answers are one list: no command without a caller, no call without a command.

#![allow(
    clippy::expect_used,
    reason = "all of this is test code; clippy exempts by itself only the test functions"
)]

use std::{collections::BTreeSet, fs, path::Path};

fn source(path: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    fs::read_to_string(root.join(path)).expect("a source file")
}

/// Names in the list that `tauri::generate_handler!` is given.
fn offered() -> BTreeSet<String> {
    let module = source("src-tauri/app/commands/mod.rs");
    let list = module
        .split("generate_handler![")
        .nth(1)
        .and_then(|rest| rest.split(']').next());
    let names = list.expect("the list of commands").split(',');
    names
        .filter_map(|path| path.trim().rsplit("::").next().map(str::to_owned))
        .filter(|name| !name.is_empty())
        .collect()
}

/// Names in `call<…>('name', …)`.
fn asked() -> BTreeSet<String> {
    let calls = source("ui/src/lib/desk/commands.ts");
    calls
        .split("call<")
        .filter_map(|call| call.split_once(">('")?.1.split_once('\''))
        .map(|(name, _)| name.to_owned())
        .collect()
}

#[test]
fn the_window_asks_exactly_what_the_program_offers() {
    let asked = asked();
    assert!(
        asked.contains("book"),
        "the calls were not found: {asked:?}"
    );
    assert_eq!(
        asked,
        offered(),
        "asked by the window on the left, offered by the program on the right"
    );
}

#[test]
fn the_window_may_hear_events_and_nothing_else_of_tauri() {
    let capability: serde_json::Value =
        serde_json::from_str(&source("src-tauri/capabilities/desk.json")).expect("a capability");
    assert_eq!(
        capability.get("permissions"),
        Some(&serde_json::json!([
            "core:event:allow-listen",
            "core:event:allow-unlisten"
        ]))
    );
    let policy: serde_json::Value =
        serde_json::from_str(&source("tauri.conf.json")).expect("the configuration");
    let policy = policy
        .pointer("/app/security/csp")
        .and_then(serde_json::Value::as_str)
        .expect("a policy");
    assert!(policy.starts_with("default-src 'none'"), "{policy}");
    assert!(
        !policy.contains("unsafe-") && !policy.contains('*'),
        "{policy}"
    );
}
