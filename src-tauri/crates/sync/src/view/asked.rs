//! What Cal.com says about a time before it is promised.

use serde::Serialize;
use ts_rs::TS;

/// The answer for one segment. A hint for the person at the desk: it may be some seconds old, and promises nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct AskedView {
    /// `A`.
    pub key: String,
    /// What was said.
    pub state: AskedState,
    /// Why nothing was said.
    pub why: Option<NotAsked>,
}

/// What Cal.com says about a segment's time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum AskedState {
    /// It offers that time.
    Free,
    /// It does not.
    Taken,
    /// It was not asked, or did not answer.
    NotAsked,
}

/// Why Cal.com said nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum NotAsked {
    /// No account is connected.
    NotConnected,
    /// Nothing gets through.
    Offline,
    /// The key is refused.
    Credentials,
    /// The calls that are left are for what has to be written.
    Limited,
    /// No usable event type is mapped to the segment and who does it, or it is gone in Cal.com.
    NoEventType,
    /// No answer came in time, or none that says anything.
    NoAnswer,
}
