//! Whether the event map is still true: verified once a week, and said in the review list when something broke since the last
//! time.
//!
//! What a person has put aside is not said again before something else breaks: the findings of the last time are remembered.

use jiff::{SignedDuration, Timestamp};
use store::{
    Read, StoreError, Tx,
    settings::{self, Setting},
    sync::{ReviewSubject, review},
};

use crate::{
    code::Code, context::Context, error::SyncError, lines::Lines, setup, view::MapFinding,
};

const EVERY: SignedDuration = SignedDuration::from_hours(24 * 7);

const VERIFIED_AT: Setting<Timestamp> = Setting::new("event_map_verified_at");
const FINDINGS: Setting<Vec<String>> = Setting::new("event_map_findings");

/// Verifies, if a week has passed.
pub(crate) async fn run(context: &Context, lines: &Lines) -> Result<(), SyncError> {
    let now = context.now();
    if !context.read(move |read| is_due(read, now)).await? {
        return Ok(());
    }
    match setup::verify_event_types(&context.store, lines, now).await {
        Ok(found) => {
            context
                .write(move |tx, context| note(tx, &found, context.now()))
                .await
        }
        Err(error) => {
            // Whether the line is up is for others to say; the next try is tomorrow's.
            tracing::info!(code = error.code(), "the event map could not be verified");
            Ok(())
        }
    }
}

/// A time in the future was noted by a clock that was off.
fn is_due(read: &Read<'_>, now: Timestamp) -> Result<bool, StoreError> {
    let last = settings::find(read, &VERIFIED_AT)?;
    Ok(last.is_none_or(|last| last > now || now.duration_since(last) >= EVERY))
}

fn note(tx: &Tx<'_>, found: &[MapFinding], now: Timestamp) -> Result<(), StoreError> {
    let mut names: Vec<String> = found.iter().map(name).collect();
    names.sort_unstable();
    let before = settings::find(tx, &FINDINGS)?.unwrap_or_default();
    let broke = names.iter().filter(|name| !before.contains(name)).count();
    tracing::info!(
        findings = names.len(),
        new = broke,
        "the event map was verified"
    );
    settings::set(tx, &VERIFIED_AT, &now)?;
    settings::set(tx, &FINDINGS, &names)?;

    let code = Code::EventMapBroken.as_str();
    if broke > 0 {
        let detail = serde_json::json!({ "findings": names.len() }).to_string();
        return review::open(tx, code, ReviewSubject::default(), &detail, now);
    }
    match review::find_about_salon(tx, code)? {
        Some(entry) if names.is_empty() => review::close(tx, entry, "healed", now).map(drop),
        Some(_) | None => Ok(()),
    }
}

/// By what a finding is known again.
fn name(finding: &MapFinding) -> String {
    let MapFinding {
        code,
        service_name,
        segment_key,
        staff_name,
        ..
    } = finding;
    format!("{code:?} {service_name} {segment_key} {staff_name}")
}
