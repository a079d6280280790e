//! How the book stands with Cal.com, in one look.

use store::{
    Read, StoreError,
    sync::{GateState, account, review, task},
};

use crate::view::{ConnectionState, SyncStatus};

/// The bar at the top.
///
/// # Errors
/// The book cannot be read.
pub fn of(read: &Read<'_>) -> Result<SyncStatus, StoreError> {
    let account = account::find(read)?;
    let counts = task::counts(read)?;
    let review = review::count(read)?;
    let connection =
        account
            .as_ref()
            .map_or(ConnectionState::NotConnected, |account| {
                match account.gate {
                    GateState::Open => ConnectionState::Online,
                    GateState::Offline => ConnectionState::Offline,
                    GateState::Limited => ConnectionState::Limited,
                    GateState::Credentials => ConnectionState::Credentials,
                }
            });
    let account = account.as_ref();
    Ok(SyncStatus {
        connection,
        since: account.map(|account| account.gate_since.to_string()),
        until: account
            .and_then(|account| account.gate_until)
            .map(|at| at.to_string()),
        waiting: counts.waiting,
        sending: counts.sending,
        uncertain: counts.uncertain,
        review,
        last_contact: account
            .and_then(|account| account.last_contact_at)
            .map(|at| at.to_string()),
    })
}
