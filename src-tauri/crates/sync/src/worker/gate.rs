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

/// Of two findings the one that keeps the gate closed for longer.
pub(super) fn worse(one: Option<Gate>, other: Option<Gate>) -> Option<Gate> {
    let rank = |gate: &Gate| match gate {
        Gate::Open => 0,
        Gate::Offline { .. } => 1,
        Gate::Limited { .. } => 2,
        Gate::Credentials { .. } => 3,
    };
    match (one, other) {
        (Some(a), Some(b)) if rank(&b) > rank(&a) => Some(b),
        (Some(a), _) => Some(a),
        (None, b) => b,
    }
}
