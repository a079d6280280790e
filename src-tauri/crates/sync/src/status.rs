//! How the book stands with Cal.com, in one look.

use jiff::Timestamp;
use store::{
    Read, StoreError, staff,
    sync::{Account, GateState, Priority, account, review, staff_key, task},
};

use crate::view::{ConnectionState, SyncStatus};

/// The bar at the top, as far as the book knows.
///
/// # Errors
/// The book cannot be read.
pub fn of(read: &Read<'_>) -> Result<SyncStatus, StoreError> {
    with_contact(read, None)
}

/// The same beside a running engine, which knows to the second when the server last answered.
pub(crate) fn with_contact(
    read: &Read<'_>,
    last: Option<Timestamp>,
) -> Result<SyncStatus, StoreError> {
    let account = account::find(read)?;
    let counts = task::counts(read, Priority::Backlog)?;
    let review = review::count(read)?;
    let line = account.as_ref().map_or(Line::default(), line);
    let written = account.as_ref().and_then(|account| account.last_contact_at);
    Ok(SyncStatus {
        connection: line.state,
        since: line.since.map(|at| at.to_string()),
        reason: line.reason.map(str::to_owned),
        until: account
            .as_ref()
            .and_then(|account| account.gate_until)
            .map(|at| at.to_string()),
        waiting: counts.waiting,
        sending: counts.sending,
        uncertain: counts.uncertain,
        review,
        keys_refused: keys_refused(read)?,
        last_contact: account.and(written.max(last)).map(|at| at.to_string()),
    })
}

fn keys_refused(read: &Read<'_>) -> Result<Vec<String>, StoreError> {
    let mut names = Vec::new();
    for key in staff_key::all(read)? {
        if key.refused.is_some() {
            names.extend(staff::find(read, key.staff)?.map(|member| member.name));
        }
    }
    Ok(names)
}

struct Line<'a> {
    state: ConnectionState,
    since: Option<Timestamp>,
    reason: Option<&'a str>,
}

impl Default for Line<'_> {
    fn default() -> Self {
        Self {
            state: ConnectionState::NotConnected,
            since: None,
            reason: None,
        }
    }
}

/// A gate that is not open says more than what could not be read while it was.
fn line(account: &Account) -> Line<'_> {
    let gate = |state| Line {
        state,
        since: Some(account.gate_since),
        reason: Some(account.gate_detail.as_str()).filter(|detail| !detail.is_empty()),
    };
    match (account.gate, &account.trouble) {
        (GateState::Open, None) => gate(ConnectionState::Online),
        (GateState::Open, Some(trouble)) => Line {
            state: ConnectionState::Troubled,
            since: account.trouble_since,
            reason: Some(trouble),
        },
        (GateState::Offline, _) => gate(ConnectionState::Offline),
        (GateState::Limited, _) => gate(ConnectionState::Limited),
        (GateState::Credentials, _) => gate(ConnectionState::Credentials),
    }
}
