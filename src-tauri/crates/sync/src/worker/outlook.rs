//! One look at the book: the account, what is due, and when something is due next.

use jiff::{SignedDuration, Timestamp};
use store::{
    Revision,
    sync::{
        Account, GateState, Priority, StaffKey, Subject, Task, account, event_map, staff_key, task,
    },
};

use crate::{closing, context::Context, error::SyncError};

/// A clock that is set right by a little is not put back.
const STEADY: SignedDuration = SignedDuration::from_secs(60);

pub(super) struct Outlook {
    pub(super) revision: Revision,
    pub(super) account: Option<Account>,
    /// Each stylist's, where there is no team.
    pub(super) keys: Vec<StaffKey>,
    /// The most urgent first.
    pub(super) due: Vec<Task>,
    pub(super) next_due: Option<Timestamp>,
    /// Calls on the wire, or left there by somebody who broke off.
    pub(super) sending: Vec<Subject>,
    /// Time has changed that may have to be held.
    pub(super) marked: bool,
    /// Things are noted that happened later than it is now.
    pub(super) ahead: bool,
    /// A pair of the event map has to be looked at anew.
    pub(super) map_in_doubt: bool,
    under_way: u32,
}

impl Outlook {
    pub(super) async fn look(
        context: &Context,
        limit: usize,
        now: Timestamp,
    ) -> Result<Self, SyncError> {
        let latest = now.checked_add(STEADY).unwrap_or(now);
        context
            .read(move |read| {
                let counts = task::counts(read, Priority::Maintenance)?;
                Ok(Self {
                    revision: read.revision()?,
                    account: account::find(read)?,
                    keys: staff_key::all(read)?,
                    due: task::due(read, now, limit)?,
                    next_due: task::next_due(read, now)?,
                    sending: task::sending(read)?,
                    marked: closing::is_marked(read)?,
                    ahead: task::is_ahead(read, latest)?,
                    map_in_doubt: event_map::any_in_doubt(read)?,
                    under_way: counts.waiting + counts.sending + counts.uncertain,
                })
            })
            .await
    }

    pub(super) fn gate(&self) -> Option<GateState> {
        self.account.as_ref().map(|account| account.gate)
    }

    /// Whether nothing would happen if one only waited a little.
    pub(super) fn is_settled(&self) -> bool {
        match self.gate() {
            Some(GateState::Open) => self.under_way == 0,
            Some(GateState::Offline | GateState::Limited | GateState::Credentials) | None => true,
        }
    }
}
