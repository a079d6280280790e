//! Asking whether the way to the server is open again: soon after it closed, then less and less often.

use calcom::Failure;
use jiff::{SignedDuration, Timestamp};
use store::{
    StoreError, Tx,
    sync::{KeyOf, account},
};

use super::gate as account_gate;
use crate::{
    lines::Lines,
    policy::{self, Gate},
};

/// A refused key heals only by a person, who says so; this is for a server that refused it by mistake.
const REFUSED_KEY: SignedDuration = SignedDuration::from_mins(10);

/// When to knock.
#[derive(Debug, Default)]
pub(super) struct Probe {
    failures: u32,
    last: Option<Timestamp>,
    at_once: bool,
}

impl Probe {
    /// When to knock next.
    pub(super) fn next(&mut self, refused_key: bool, now: Timestamp) -> Timestamp {
        if self.at_once {
            return now;
        }
        // A clock that was put back does not make for a long wait.
        let last = self.last.map_or(now, |last| last.min(now));
        self.last = Some(last);
        let pause = if refused_key {
            REFUSED_KEY
        } else {
            policy::probe_pause(self.failures)
        };
        last.checked_add(pause).unwrap_or(now)
    }

    /// Somebody wants to know now.
    pub(super) fn at_once(&mut self) {
        self.at_once = true;
    }

    /// Whether somebody still waits to know.
    pub(super) fn is_at_once(&self) -> bool {
        self.at_once
    }

    pub(super) fn failed(&mut self, now: Timestamp) {
        self.answered(false, now);
    }

    pub(super) fn answered(&mut self, through: bool, now: Timestamp) {
        self.at_once = false;
        self.last = Some(now);
        self.failures = if through { 0 } else { self.failures + 1 };
    }

    /// The gate is open.
    pub(super) fn forget(&mut self) {
        *self = Self::default();
    }
}

/// What a failed probe says. A server that answers at all, if only with an error, can be reached.
pub(super) fn gate(failure: &Failure, now: Timestamp) -> Option<Gate> {
    match failure {
        Failure::Refused(_) => Some(Gate::Open),
        Failure::NotSent(_) | Failure::RateLimited { .. } | Failure::Unauthorized(_) => {
            policy::gate_after(failure, now)
        }
        Failure::Unknown(_) => None,
    }
}

pub(super) fn note(
    tx: &Tx<'_>,
    lines: &Lines,
    gate: Option<Gate>,
    now: Timestamp,
) -> Result<(), StoreError> {
    let todays = lines.is_todays(tx, KeyOf::Salon)?;
    let Some(gate) = gate.filter(|_| todays) else {
        return Ok(());
    };
    match gate {
        Gate::Open | Gate::Limited { .. } | Gate::Credentials { .. } => account::contact(tx, now)?,
        Gate::Offline { .. } => {}
    }
    account_gate::set(tx, gate, now)
}
