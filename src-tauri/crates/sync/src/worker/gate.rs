//! The gate of the account: whether calls may go out at all. What a stylist's own key alone is refused is that key's affair.

use jiff::{SignedDuration, Timestamp};
use store::{
    StoreError, Tx,
    sync::{GateState, KeyOf, account, task},
};

use crate::{lines::Lines, policy::Gate, staff_keys};

/// For so long somebody may still stand at the desk for what could not be sent.
const AT_THE_DESK: SignedDuration = SignedDuration::from_mins(1);

/// Notes what a call with this key said about the way to the server. A stylist's key that has to pause is held back by its own
/// budget, and one that is refused stops nobody else. What is said of a key that was replaced meanwhile says nothing of the new one.
pub(crate) fn note(
    tx: &Tx<'_>,
    lines: &Lines,
    key: KeyOf,
    gate: Gate,
    now: Timestamp,
) -> Result<(), StoreError> {
    if !lines.is_todays(tx, key)? {
        return Ok(());
    }
    match (key, gate) {
        (KeyOf::Staff(_), Gate::Limited { .. }) => Ok(()),
        (KeyOf::Staff(staff), Gate::Credentials { reason }) => {
            staff_keys::refused(tx, staff, reason, now)
        }
        (KeyOf::Salon, _) | (KeyOf::Staff(_), Gate::Open | Gate::Offline { .. }) => {
            set(tx, gate, now)
        }
    }
}

/// Sets the gate, and says so once in the log when that changes anything.
pub(super) fn set(tx: &Tx<'_>, gate: Gate, now: Timestamp) -> Result<(), StoreError> {
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
