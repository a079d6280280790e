//! The gate of the account: whether calls may go out at all.

use jiff::Timestamp;
use store::{
    StoreError, Tx,
    sync::{GateState, account},
};

use crate::policy::Gate;

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
    }
    Ok(())
}
