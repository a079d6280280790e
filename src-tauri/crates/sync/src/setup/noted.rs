//! What was last found wrong with the event map, as the book remembers it: for the grid, which asks nobody, and for the review list, which
//! is told only what broke since the last time. What a person has put aside is not said again before something else breaks.

use jiff::Timestamp;
use salon::{ServiceId, StaffId};
use serde::{Deserialize, Serialize};
use store::{
    Read, StoreError, Topic, Tx,
    settings::{self, Setting},
    sync::{ReviewSubject, review},
};

use crate::{
    code::Code,
    view::{FindingCode, MapFinding},
};

const VERIFIED_AT: Setting<Timestamp> = Setting::new("event_map_verified_at");
const FLAWS: Setting<Vec<Flaw>> = Setting::new("event_map_flaws");

/// A finding, by what it is known again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Flaw {
    code: FindingCode,
    pair: Pair,
}

/// Whose event type it is about. Without a service it is about somebody's time that must not be sold, or about their hours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Pair {
    service: Option<i64>,
    segment: String,
    staff: i64,
}

impl Pair {
    pub(super) fn new(service: ServiceId, segment: &str, staff: StaffId) -> Self {
        Self {
            service: Some(service.0),
            segment: segment.to_owned(),
            staff: staff.0,
        }
    }

    /// Somebody's block event type.
    pub(super) fn block(staff: StaffId) -> Self {
        Self {
            service: None,
            segment: String::new(),
            staff: staff.0,
        }
    }
}

impl From<&MapFinding> for Flaw {
    fn from(finding: &MapFinding) -> Self {
        Self {
            code: finding.code,
            pair: Pair {
                service: finding.service_id,
                segment: finding.segment_key.clone(),
                staff: finding.staff_id,
            },
        }
    }
}

/// When all of the map was last looked at.
pub(crate) fn verified_at(read: &Read<'_>) -> Result<Option<Timestamp>, StoreError> {
    settings::find(read, &VERIFIED_AT)
}

/// What is known to be wrong.
pub(super) fn all(read: &Read<'_>) -> Result<Vec<Flaw>, StoreError> {
    Ok(settings::find(read, &FLAWS)?.unwrap_or_default())
}

/// What is known to be wrong with one pair.
pub(super) fn of_pair(all: &[Flaw], pair: &Pair) -> Vec<FindingCode> {
    let theirs = all.iter().filter(|flaw| flaw.pair == *pair);
    theirs.map(|flaw| flaw.code).collect()
}

/// The whole map was looked at.
pub(super) fn note(tx: &Tx<'_>, found: &[MapFinding], now: Timestamp) -> Result<(), StoreError> {
    settings::set(tx, &VERIFIED_AT, &now)?;
    let before = all(tx)?;
    let flaws: Vec<Flaw> = found.iter().map(Flaw::from).collect();
    let broke = flaws.iter().filter(|flaw| !before.contains(flaw)).count();
    tracing::info!(
        findings = flaws.len(),
        new = broke,
        "the event map was verified"
    );
    remember(tx, &before, &flaws, now)?;
    if broke > 0 {
        let code = Code::EventMapBroken.as_str();
        let detail = serde_json::json!({ "findings": flaws.len() }).to_string();
        review::open(tx, code, ReviewSubject::default(), &detail, now)?;
    }
    Ok(())
}

/// One pair was looked at, or put right.
pub(super) fn note_pair(
    tx: &Tx<'_>,
    pair: &Pair,
    codes: &[FindingCode],
    now: Timestamp,
) -> Result<(), StoreError> {
    let before = all(tx)?;
    if of_pair(&before, pair) == codes {
        return Ok(());
    }
    let flaw = |code: &FindingCode| Flaw {
        code: *code,
        pair: pair.clone(),
    };
    let others = before.iter().filter(|flaw| flaw.pair != *pair).cloned();
    let flaws: Vec<Flaw> = others.chain(codes.iter().map(flaw)).collect();
    remember(tx, &before, &flaws, now)
}

/// Once nothing is wrong any more, nobody has to look at it either.
fn remember(
    tx: &Tx<'_>,
    before: &[Flaw],
    flaws: &[Flaw],
    now: Timestamp,
) -> Result<(), StoreError> {
    if flaws != before {
        settings::set(tx, &FLAWS, &flaws.to_vec())?;
        tx.changed(Topic::Services, None, now)?;
    }
    match review::find_about_salon(tx, Code::EventMapBroken.as_str())? {
        Some(entry) if flaws.is_empty() => review::close(tx, entry, "healed", now).map(drop),
        Some(_) | None => Ok(()),
    }
}
