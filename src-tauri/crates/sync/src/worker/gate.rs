//! The gate of the account: whether calls may go out at all.

use jiff::{SignedDuration, Timestamp};
use store::{
    StoreError, Tx,
    sync::{GateState, account, task},
};

use crate::policy::Gate;

/// For so long somebody may still stand at the desk for what could not be sent.
const AT_THE_DESK: SignedDuration = SignedDuration::from_mins(1);

/// Sets the gate, and says so once in the log when that changes anything.
pub(crate) fn set(tx: &Tx<'_>, gate: Gate, now: Timestamp) -> Result<(), StoreError> {
    let (state, until, detail) = match gate {
        Gate::Open => (GateState::Open, None, ""),
        Gate::Offline { reason } => (GateState::Offline, None, reason),
        Gate::Limited { until } => (GateState::Limited, Some(until), ""),
        Gate::Credentials { reason } => (GateState::Credentials, None, reason),
    };
    if account::set_gate(tx, state, until, detail, now)? {
        tracing::info!(gate = state.as_str(), detail, "the way to cal.com changed");
        if state == GateState::Open {
            piled_up(tx, now)?;
        }
    }
    Ok(())
}

/// What had to wait goes out behind whatever the desk does from now on.
pub(super) fn piled_up(tx: &Tx<'_>, now: Timestamp) -> Result<(), StoreError> {
    task::fall_back(tx, now.checked_sub(AT_THE_DESK).unwrap_or(now))
}
