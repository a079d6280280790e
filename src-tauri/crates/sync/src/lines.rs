//! The lines to the server: one for everybody where there is a team, one for each stylist where there is none.
//!
//! What a stylist books, moves and looks up goes over their own line, with its own key and its own budget. The salon's line is what
//! the server is probed over, and the only one of a team.

use std::collections::BTreeMap;

use calcom::Client;
use salon::StaffId;
use store::sync::{Account, KeyOf, StaffKey};

use crate::line::{Connector, NoLine};

/// All lines of an account. Cheap to clone; clones share their budgets.
#[derive(Debug, Clone)]
pub struct Lines {
    salon: Client,
    /// `None`: there is a team, and one line for all.
    own: Option<BTreeMap<StaffId, Client>>,
}

impl From<Client> for Lines {
    /// A team's one line.
    fn from(salon: Client) -> Self {
        Self { salon, own: None }
    }
}

impl Lines {
    /// A line for each stylist who has a key, and the salon's.
    #[must_use]
    pub fn of_each(salon: Client, own: impl IntoIterator<Item = (StaffId, Client)>) -> Self {
        // One key counts in one rate window, whoever speaks with it.
        let shared = |client: Client| match client.has_key_of(&salon) {
            true => salon.clone(),
            false => client,
        };
        let own = own.into_iter();
        let own = own.map(|(staff, client)| (staff, shared(client))).collect();
        Self {
            salon,
            own: Some(own),
        }
    }

    /// The salon's.
    #[must_use]
    pub fn salon(&self) -> &Client {
        &self.salon
    }

    /// Over which somebody's time is booked; `None`: they have no key.
    #[must_use]
    pub fn of(&self, staff: StaffId) -> Option<&Client> {
        match &self.own {
            None => Some(&self.salon),
            Some(own) => own.get(&staff),
        }
    }

    /// The line of a key; the salon's, if it is not there any more.
    pub(crate) fn with(&self, key: KeyOf) -> &Client {
        match key {
            KeyOf::Salon => None,
            KeyOf::Staff(staff) => self.of(staff),
        }
        .unwrap_or(&self.salon)
    }

    /// Those over which all bookings are seen: a team's shows everybody's, a stylist's only their own.
    pub(crate) fn readers(&self) -> Vec<(KeyOf, &Client)> {
        match &self.own {
            None => vec![(KeyOf::Salon, &self.salon)],
            Some(own) => own
                .iter()
                .map(|(staff, client)| (KeyOf::Staff(*staff), client))
                .collect(),
        }
    }
}

/// Opens an account's lines. Whose key is not there is answered beside them; a keychain that gives no key out is said of the whole.
pub(crate) async fn open(
    connector: &dyn Connector,
    account: &Account,
    keys: &[StaffKey],
) -> Result<(Lines, Vec<(StaffId, NoLine)>), NoLine> {
    let salon = connector.connect(account, None).await?;
    if !account.is_individual() {
        return Ok((salon.into(), Vec::new()));
    }
    let (mut own, mut without) = (Vec::new(), Vec::new());
    for key in keys {
        match connector.connect(account, Some(key)).await {
            Ok(client) => own.push((key.staff, client)),
            Err(problem @ NoLine::KeyOutOfReach(_)) => return Err(problem),
            Err(problem @ (NoLine::NoKey | NoLine::Unusable)) => without.push((key.staff, problem)),
        }
    }
    Ok((Lines::of_each(salon, own), without))
}
