//! The owner's commands: services and staff.

mod lines;
mod online;
mod service;
mod staff;
mod typed;

use std::{io::Read as _, path::Path};

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::problem::Problem;

pub(super) use lines::keys;
pub(super) use online::online;
pub(super) use service::service;
pub(super) use staff::staff;
pub(super) use typed::minute;

/// Longer than any sheet.
const LONGEST_SHEET: u64 = 1024 * 1024;

/// A sheet out of a file or standard input; also out of an answer that has it under `key`.
fn sheet<T: DeserializeOwned>(file: &Path, key: &str) -> Result<T, Problem> {
    let unreadable = |error: std::io::Error| {
        Problem::new(
            "invalid_sheet",
            format!("the file cannot be read: {}", error.kind()),
        )
    };
    let mut text = String::new();
    if file == Path::new("-") {
        let mut input = std::io::stdin().take(LONGEST_SHEET);
        input.read_to_string(&mut text).map_err(unreadable)?;
    } else {
        let file = std::fs::File::open(file).map_err(unreadable)?;
        file.take(LONGEST_SHEET)
            .read_to_string(&mut text)
            .map_err(unreadable)?;
    }
    let not_one = |_| Problem::new("invalid_sheet", "the file is not such a document");
    let mut document: Value = serde_json::from_str(&text).map_err(not_one)?;
    let inner = document.get_mut(key).map(Value::take);
    serde_json::from_value(inner.unwrap_or(document)).map_err(not_one)
}
