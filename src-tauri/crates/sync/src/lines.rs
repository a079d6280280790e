//! The lines to the server: one for everybody where there is a team, one for each stylist where there is none.
//!
//! What a stylist books, moves and looks up goes over their own line, with its own key and its own budget. The salon's line is what
//! the server is probed over, and the only one of a team.

use std::{collections::BTreeMap, sync::Arc};

use calcom::Client;
use salon::StaffId;
use store::{
    Read, StoreError,
    sync::{Account, KeyOf, StaffKey, account, staff_key},
};

use crate::line::{Connector, NoLine};

/// All lines of an account. Cheap to clone; clones share their budgets.
#[derive(Debug, Clone)]
pub struct Lines {
    salon: Client,
    /// `None`: there is a team, and one line for all.
    own: Option<BTreeMap<StaffId, Client>>,
    /// `None`: made by somebody who asks a question and is answered.
    opened: Option<Arc<Opened>>,
}

/// The connection that lines were opened for.
#[derive(Debug)]
struct Opened {
    account: Account,
    keys: Vec<StaffKey>,
}

impl From<Client> for Lines {
    /// A team's one line.
    fn from(salon: Client) -> Self {
        Self {
            salon,
            own: None,
            opened: None,
        }
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
            opened: None,
        }
    }

    fn opened_for(self, account: &Account, keys: &[StaffKey]) -> Self {
        let opened = Opened {
            account: account.clone(),
            keys: keys.to_vec(),
        };
        Self {
            opened: Some(Arc::new(opened)),
            ..self
        }
    }

    /// Whether account and keys are those that the lines were opened for.
    pub(crate) fn serve(&self, account: &Account, keys: &[StaffKey]) -> bool {
        let same = |(one, other): (&StaffKey, &StaffKey)| one.is_same_as(other);
        self.opened.as_ref().is_some_and(|opened| {
            opened.account.is_connected_as(account)
                && opened.keys.len() == keys.len()
                && opened.keys.iter().zip(keys).all(same)
        })
    }

    /// Whether nobody has connected anything else since the lines were opened.
    ///
    /// # Errors
    /// The book cannot be read.
    pub(crate) fn are_todays(&self, read: &Read<'_>) -> Result<bool, StoreError> {
        let keys = staff_key::all(read)?;
        Ok(account::find(read)?.is_some_and(|account| self.serve(&account, &keys)))
    }

    /// Whether the book still means the key that calls over this line are made with: an answer to another says nothing of it.
    ///
    /// # Errors
    /// The book cannot be read.
    pub(crate) fn is_todays(&self, read: &Read<'_>, key: KeyOf) -> Result<bool, StoreError> {
        let Some(opened) = &self.opened else {
            return Ok(true);
        };
        let account = account::find(read)?;
        if !account.is_some_and(|today| opened.account.is_connected_as(&today)) {
            return Ok(false);
        }
        let KeyOf::Staff(staff) = key else {
            return Ok(true);
        };
        let known = opened.keys.iter().find(|known| known.staff == staff);
        let today = staff_key::find(read, staff)?;
        Ok(known
            .zip(today)
            .is_some_and(|(known, today)| known.is_same_as(&today)))
    }

    /// The salon's.
    #[must_use]
    pub fn salon(&self) -> &Client {
        &self.salon
    }

    /// Whether there is a team, and one line for all.
    pub(crate) fn is_one(&self) -> bool {
        self.own.is_none()
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
        return Ok((Lines::from(salon).opened_for(account, keys), Vec::new()));
    }
    let (mut own, mut without) = (Vec::new(), Vec::new());
    for key in keys {
        match connector.connect(account, Some(key)).await {
            Ok(client) => own.push((key.staff, client)),
            Err(problem @ NoLine::KeyOutOfReach(_)) => return Err(problem),
            Err(problem @ (NoLine::NoKey | NoLine::Unusable)) => without.push((key.staff, problem)),
        }
    }
    Ok((
        Lines::of_each(salon, own).opened_for(account, keys),
        without,
    ))
}
