//! How well the synchronisation works.

use serde::Serialize;
use ts_rs::TS;

/// How well the synchronisation works, for the owner and `kamm health`.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct HealthView {
    /// How far back the figures go, but for those that stand now.
    pub hours: u16,
    /// Whether anybody has to act.
    pub state: HealthState,
    /// Calls that did what they were meant to.
    pub done: u32,
    /// Calls that were refused, sought in vain, or never answered.
    pub failed: u32,
    /// Calls that never left the house; neither done nor failed.
    pub not_sent: u32,
    /// Done among done and failed; `None` without any.
    pub success_percent: Option<f64>,
    /// From the wish at the desk to its confirmation, per segment.
    pub confirmation: SpreadView,
    /// What the server alone takes for an answer.
    pub answer: SpreadView,
    /// What is aimed at, and whether it was reached.
    pub targets: HealthTargets,
    /// Appointments not sent yet, now.
    pub waiting: u32,
    /// On the wire, now.
    pub sending: u32,
    /// Being looked up, now.
    pub uncertain: u32,
    /// Needing a person, now.
    pub blocked: u32,
    /// Open entries of the review list, now.
    pub review: u32,
    /// Who made the appointments that came into the book, the most frequent first.
    pub origins: Vec<OriginCount>,
    /// Why calls failed, the most frequent reason first; ten at the most.
    pub codes: Vec<CodeCount>,
    /// How it went, in 24 stretches of equal length, the last one still going on; of a day, the full hours.
    pub course: Vec<StretchView>,
}

/// The calls of a stretch of time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct StretchView {
    /// Its first instant.
    pub from: String,
    /// Calls that did what they were meant to.
    pub done: u32,
    /// Calls that were refused, sought in vain, or never answered.
    pub failed: u32,
    /// What the server took for an answer on average, in milliseconds; 0 without any.
    pub mean_ms: u32,
    /// And at the longest.
    pub max_ms: u32,
}

/// Whether anybody has to look at the synchronisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum HealthState {
    /// All is as it should be.
    Ok,
    /// A target is missed, or calls began to fail.
    Watch,
    /// Calls have been failing for ten minutes.
    Alert,
}

/// How long something took, in milliseconds. Without any measured, all is 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct SpreadView {
    /// How many were measured.
    pub count: u32,
    /// On average.
    pub mean_ms: u32,
    /// Half of them took no longer.
    pub p50_ms: u32,
    /// 19 of 20 took no longer.
    pub p95_ms: u32,
    /// The longest.
    pub max_ms: u32,
}

/// What is aimed at. `None`: nothing happened that could have reached it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct HealthTargets {
    /// More than 95 % of the calls succeed.
    pub success_over_95: Option<bool>,
    /// The goal after that: more than 98 %.
    pub success_over_98: Option<bool>,
    /// A wish is confirmed in less than 10 s on average.
    pub mean_under_10_s: Option<bool>,
    /// And in less than 30 s at the latest.
    pub max_under_30_s: Option<bool>,
}

/// Appointments of one origin.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct OriginCount {
    /// `desk`, `phone`, `calcom`, `api` or `system`.
    pub origin: String,
    /// How many.
    pub count: u32,
}

/// Failed calls with one reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct CodeCount {
    /// Stable code.
    pub code: String,
    /// How many.
    pub count: u32,
}

/// How the book stands with its backups.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct BackupView {
    /// Which moment the newest holds.
    pub newest: Option<String>,
    /// How large it is.
    #[ts(type = "number | null")]
    pub bytes: Option<u64>,
    /// How many there are.
    pub kept: u32,
    /// Whether the newest is less than two days old.
    pub fresh: bool,
}
