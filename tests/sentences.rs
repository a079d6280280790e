//! Every code that the rooms can answer has a sentence, in both languages.
//!
//! Codes are read from where they are written: the text in `fn code(…)` of the error types and in `Problem::new("…")`. A list
//! kept for this test could forget one.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

use std::{collections::BTreeSet, fs, path::Path};

use serde_json::Value;

/// Rooms whose codes never reach a person as an error: the stand-in, and what Cal.com answers, which `sync` puts into codes
/// of its own.
const APART: [&str; 2] = ["crates/calcom-sim/", "crates/calcom/"];

/// Not errors but why a time is refused; the window's tests hold them to `reason.…`.
const REASONS: &str = "crates/salon/src/conflict.rs";

fn sources(folder: &Path, found: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let text = fs::read_to_string(&path).expect("a source file");
            let shipped = text
                .split("#[cfg(test)]\nmod tests {")
                .next()
                .unwrap_or_default()
                .to_owned();
            found.push((path.to_string_lossy().replace('\\', "/"), shipped));
        }
    }
}

/// The quoted words that look like codes in the body of each `fn code(`.
fn of_errors(source: &str) -> impl Iterator<Item = &str> {
    source.split("fn code(").skip(1).flat_map(|rest| {
        let body = rest.split("\n    }\n").next().unwrap_or_default();
        body.split('"').skip(1).step_by(2)
    })
}

/// The first word of each `Problem::new(`, where it is a text.
fn of_problems(source: &str) -> impl Iterator<Item = &str> {
    let calls = source.split("Problem::new(").skip(1);
    calls.filter_map(|rest| rest.trim_start().strip_prefix('"')?.split('"').next())
}

fn codes() -> BTreeSet<String> {
    let mut all = Vec::new();
    sources(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("src-tauri"),
        &mut all,
    );
    all.iter()
        .filter(|(path, _)| {
            !path.ends_with(REASONS) && !APART.iter().any(|room| path.contains(room))
        })
        .filter(|(path, _)| path.contains("/src/") || !path.contains("/crates/"))
        .flat_map(|(_, source)| of_errors(source).chain(of_problems(source)))
        .map(str::to_owned)
        .collect()
}

#[test]
fn every_code_has_a_sentence_in_both_languages() {
    let mut codes = codes();
    // Put together from what was looked for.
    for what in ["service", "staff"] {
        codes.insert(format!("unknown_{what}"));
        codes.insert(format!("ambiguous_{what}"));
    }
    for certain in [
        "store_busy",
        "keychain_locked",
        "host_not_calcom",
        "invalid_phone",
        "not_empty",
        "unknown_entry",
    ] {
        assert!(
            codes.contains(certain),
            "{certain} was not found where codes are written"
        );
    }
    let sentences = [
        include_str!("../src-tauri/cli/sentences/de.json"),
        include_str!("../src-tauri/cli/sentences/en.json"),
    ];
    for file in sentences {
        let sentences: Value = serde_json::from_str(file).expect("sentences are JSON");
        let missing: Vec<_> = codes
            .iter()
            .filter(|code| sentences.get(format!("error.{code}")).is_none())
            .collect();
        assert!(missing.is_empty(), "no sentence for {missing:?}");
    }
}
