//! Calls with the phone agent.

use serde::Serialize;
use ts_rs::TS;

use super::AppointmentView;

/// Calls with the phone agent, the latest first.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct CallListView {
    /// How many there are at all.
    pub total: u32,
    /// A page of them.
    pub calls: Vec<CallView>,
    /// Before which call the next page begins; `None`: this was the last.
    pub next: Option<i64>,
}

/// A call, and what it did to the book.
#[derive(Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct CallView {
    /// Row.
    pub id: i64,
    /// `inbound` or `outbound`.
    pub direction: String,
    /// The other side, as people write it; `None`: withheld.
    pub phone: Option<String>,
    /// Who that is, as far as it is known.
    pub customer: Option<CallerRef>,
    /// When it began.
    pub started: String,
    /// When it ended; `None`: it goes on, or nobody told.
    pub ended: Option<String>,
    /// `open`, `successful`, `unsuccessful`, `voicemail` or `failed`.
    pub outcome: String,
    /// In the agent's words; may be empty.
    pub summary: String,
    /// What it did, in order.
    pub deeds: Vec<CallDeed>,
}

/// What a call did to an appointment.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct CallDeed {
    /// `booked`, `moved` or `cancelled`.
    pub deed: String,
    /// As it stands now.
    pub appointment: AppointmentView,
}

/// Whom a call was with.
#[derive(Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct CallerRef {
    /// Row.
    pub id: i64,
    /// Their name.
    pub name: String,
}

// A stray `{:?}` must not put a person, a number or what was said into a log.
impl std::fmt::Debug for CallView {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "CallView({})", self.id)
    }
}

impl std::fmt::Debug for CallerRef {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "CallerRef({})", self.id)
    }
}
