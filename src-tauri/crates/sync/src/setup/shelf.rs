//! Where event types lie: a team's on one shelf that its admin's key reaches, or each stylist's on their own, which nobody's key
//! but theirs reaches.

use std::collections::BTreeMap;

use calcom::{
    Client, EventType, EventTypeId, EventTypePatch, Failure, Host, NewEventType, Reply,
    SavedEventType, TeamId,
};
use salon::StaffId;
use store::sync::{Account, KeyOf};

use super::{SetupError, account::is_ours, wire::paced};
use crate::lines::Lines;

/// One shelf.
#[derive(Debug, Clone)]
pub(super) struct Shelf {
    pub(super) client: Client,
    /// `None`: it is that of the key's owner.
    pub(super) team: Option<TeamId>,
    /// Of which the team is part. Whether mails are sent is a matter of the organization's.
    organization: Option<TeamId>,
}

impl Shelf {
    /// The team's, which is reached over the salon's line; `None` where there is none.
    pub(super) fn of_team(lines: &Lines, account: &Account) -> Option<Self> {
        account.team_id.map(|team| Self {
            client: lines.salon().clone(),
            team: Some(TeamId::new(team)),
            organization: account.organization_id.map(TeamId::new),
        })
    }

    /// A stylist's own.
    fn of_owner(client: &Client) -> Self {
        Self {
            client: client.clone(),
            team: None,
            organization: None,
        }
    }

    /// The one that what books somebody lies on; `None`: they have no key.
    pub(super) fn of(lines: &Lines, account: &Account, staff: StaffId) -> Option<Self> {
        match account.is_individual() {
            false => Self::of_team(lines, account),
            true => lines.of(staff).map(Self::of_owner),
        }
    }

    /// Everything that lies there. A team's list is public, and that of one which is gone, or was never ours, is empty: then the team
    /// itself is asked for.
    async fn list(&self) -> Result<Vec<EventType>, SetupError> {
        let client = &self.client;
        let Some(team) = self.team else {
            let own = paced(client, || client.own_event_types()).await?.items;
            // A managed one is a team's affair.
            let own = own.into_iter().filter(|one| !one.is_managed_parent());
            return Ok(own.map(|one| with_owner(&one)).collect());
        };
        let present = paced(client, || client.team_event_types(team)).await?.items;
        if present.is_empty() && !is_ours(client, team).await? {
            return Err(SetupError::TeamNotFound);
        }
        Ok(present)
    }

    pub(super) async fn find(&self, slug: &str) -> Result<Option<EventType>, Failure> {
        let client = &self.client;
        match self.team {
            Some(team) => paced(client, || client.find_team_event_type(team, slug)).await,
            None => paced(client, || client.find_own_event_type(slug)).await,
        }
    }

    pub(super) async fn create(&self, new: &NewEventType) -> Result<EventType, Failure> {
        paced(&self.client, || self.create_once(new)).await
    }

    /// The call alone, whatever the budget says.
    pub(super) async fn create_once(&self, new: &NewEventType) -> Reply<EventType> {
        let client = &self.client;
        let Some(team) = self.team else {
            return client.create_own_event_type(&new.clone().own()).await;
        };
        let organization = self.organization.filter(|_| new.email_settings.is_some());
        saved(match organization {
            Some(organization) => {
                let create = client.create_organization_event_type(organization, team, new);
                create.await
            }
            None => client.create_team_event_type(team, new).await,
        })
    }

    pub(super) async fn update(
        &self,
        id: EventTypeId,
        patch: &EventTypePatch,
    ) -> Result<EventType, Failure> {
        paced(&self.client, || self.update_once(id, patch)).await
    }

    /// The call alone, whatever the budget says.
    pub(super) async fn update_once(
        &self,
        id: EventTypeId,
        patch: &EventTypePatch,
    ) -> Reply<EventType> {
        let client = &self.client;
        let Some(team) = self.team else {
            return client.update_own_event_type(id, patch).await;
        };
        let organization = self.organization.filter(|_| patch.email_settings.is_some());
        saved(match organization {
            Some(organization) => {
                let update = client.update_organization_event_type(organization, team, id, patch);
                update.await
            }
            None => client.update_team_event_type(team, id, patch).await,
        })
    }

    pub(super) async fn delete(&self, id: EventTypeId) -> Result<(), Failure> {
        let client = &self.client;
        match self.team {
            Some(team) => paced(client, || client.delete_team_event_type(team, id)).await,
            None => paced(client, || client.delete_own_event_type(id)).await,
        }
    }
}

fn saved(reply: Reply<SavedEventType>) -> Reply<EventType> {
    Reply {
        outcome: reply.outcome.map(|saved| saved.event_type),
        meta: reply.meta,
    }
}

/// One that belongs to a person has an owner in place of hosts, and always books them.
pub(crate) fn with_owner(one: &EventType) -> EventType {
    let owner = |user_id| Host {
        user_id,
        name: None,
        mandatory: true,
    };
    EventType {
        hosts: one.owner_id.map(owner).into_iter().collect(),
        ..one.clone()
    }
}

/// A shelf and what lies on it.
#[derive(Debug)]
pub(super) struct Filled {
    pub(super) shelf: Shelf,
    pub(super) types: Vec<EventType>,
}

impl Filled {
    async fn look(shelf: Shelf) -> Result<Self, SetupError> {
        let types = shelf.list().await?;
        Ok(Self { shelf, types })
    }
}

/// All shelves of a salon.
#[derive(Debug, Default)]
pub(super) struct Shelves {
    pub(super) team: Option<Filled>,
    pub(super) own: BTreeMap<StaffId, Filled>,
}

impl Shelves {
    /// Looks at all of them. That of somebody whose key is refused is not there: nobody else has to wait for them.
    ///
    /// # Errors
    /// `NotConnected`; `TeamNotFound`; what the server says.
    pub(super) async fn look(lines: &Lines, account: Option<Account>) -> Result<Self, SetupError> {
        let account = account.ok_or(SetupError::NotConnected)?;
        let mut shelves = Self::default();
        if let Some(shelf) = Shelf::of_team(lines, &account) {
            shelves.team = Some(Filled::look(shelf).await?);
            return Ok(shelves);
        }
        for (key, client) in lines.readers() {
            let KeyOf::Staff(staff) = key else {
                continue;
            };
            match Filled::look(Shelf::of_owner(client)).await {
                Ok(filled) => shelves.own.insert(staff, filled),
                Err(SetupError::KeyRefused) => None,
                Err(error) => return Err(error),
            };
        }
        Ok(shelves)
    }

    /// The shelf of what books somebody; `None`: their key is missing or refused.
    pub(super) fn of(&self, staff: StaffId) -> Option<&Filled> {
        self.team.as_ref().or_else(|| self.own.get(&staff))
    }

    /// An event type, and whose it is where each has their own.
    pub(super) fn find(&self, id: i64) -> Option<(Option<StaffId>, &EventType)> {
        let team = self.team.iter().map(|filled| (None, filled));
        let own = self
            .own
            .iter()
            .map(|(staff, filled)| (Some(*staff), filled));
        let mut lie = team.chain(own).flat_map(|(staff, filled)| {
            let types = filled.types.iter();
            types.map(move |one| (staff, one))
        });
        lie.find(|(_, one)| one.id.get() == id)
    }

    pub(super) fn all(&self) -> impl Iterator<Item = &Filled> {
        self.team.iter().chain(self.own.values())
    }
}
