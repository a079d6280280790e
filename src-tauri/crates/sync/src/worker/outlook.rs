//! One look at the book: the account, what is due, and when something is due next.

use calcom::Client;
use jiff::Timestamp;
use store::{
    Revision,
    sync::{Account, GateState, Subject, Task, account, event_map, task},
};

use crate::{closing, context::Context, error::SyncError};

pub(super) struct Outlook {
    pub(super) revision: Revision,
    pub(super) account: Option<Account>,
    /// The most urgent first.
    pub(super) due: Vec<Task>,
    pub(super) next_due: Option<Timestamp>,
    /// Calls on the wire, or left there by somebody who broke off.
    pub(super) sending: Vec<Subject>,
    /// Time has changed that may have to be held.
    pub(super) marked: bool,
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
        context
            .read(move |read| {
                let counts = task::counts(read)?;
                Ok(Self {
                    revision: read.revision()?,
                    account: account::find(read)?,
                    due: task::due(read, now, limit)?,
                    next_due: task::next_due(read, now)?,
                    sending: task::sending(read)?,
                    marked: closing::is_marked(read)?,
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

/// A client and the connection it was made for.
pub(super) struct Line {
    client: Client,
    base_url: String,
    key_last_four: String,
    connected_at: Timestamp,
}

impl Line {
    pub(super) fn new(account: &Account, client: Client) -> Self {
        Self {
            client,
            base_url: account.base_url.clone(),
            key_last_four: account.key_last_four.clone(),
            connected_at: account.connected_at,
        }
    }

    /// Whether the account is still the one that was connected then.
    pub(super) fn serves(&self, account: &Account) -> bool {
        self.base_url == account.base_url
            && self.key_last_four == account.key_last_four
            && self.connected_at == account.connected_at
    }

    pub(super) fn client(&self) -> Client {
        self.client.clone()
    }
}
