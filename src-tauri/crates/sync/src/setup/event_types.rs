//! The provisioning plan, and what the map says of an event type. Changes nothing.

use calcom::{Client, EventType, EventTypeId, TeamId};
use jiff::Timestamp;
use store::{
    Store,
    sync::{Mapping, account, block_type, event_map},
};

use super::{
    SetupError,
    account::is_ours,
    block_types::{self, NeededBlock},
    provision::{self, Action, Needed, action, lengths_of},
    read,
    verify::look,
    wire::paced,
};
use crate::view::ProvisionStep;

/// What has to be done so that every segment can be booked with everybody who does it. Changes nothing.
///
/// # Errors
/// `NotConnected`; what the server says.
pub async fn plan_event_types(
    store: &Store,
    client: &Client,
) -> Result<Vec<ProvisionStep>, SetupError> {
    let (_, plan) = plan(store, client).await?;
    Ok(plan
        .iter()
        .map(|(needed, action)| needed.step(action))
        .collect())
}

/// An event type that is needed, for a segment or to hold time.
pub(super) enum Wanted {
    Segment(Needed),
    Block(NeededBlock),
}

impl Wanted {
    pub(super) fn step(&self, action: &Action) -> ProvisionStep {
        match self {
            Self::Segment(needed) => needed.step(action),
            Self::Block(needed) => needed.step(action),
        }
    }
}

/// Where event types are made.
#[derive(Clone, Copy)]
pub(super) struct Home {
    pub(super) team: TeamId,
    /// Of which the team is part.
    pub(super) organization: Option<TeamId>,
}

pub(super) async fn plan(
    store: &Store,
    client: &Client,
) -> Result<(Home, Vec<(Wanted, Action)>), SetupError> {
    let (account, needed, mut map, blocks) = read(store, |read| {
        let needed = provision::load(read)?;
        let blocks = (block_types::load(read)?, block_type::all(read)?);
        Ok((account::find(read)?, needed, event_map::all(read)?, blocks))
    })
    .await?;
    let account = account.ok_or(SetupError::NotConnected)?;
    let home = Home {
        team: TeamId::new(account.team_id),
        organization: account.organization_id.map(TeamId::new),
    };
    let present = listed(client, home.team).await?;
    forget_lost_children(client, &mut map, &needed).await?;
    let with_action = |needed: Needed| {
        let action = action(&needed, &present, &map);
        (Wanted::Segment(needed), action)
    };
    let (blocks, known) = blocks;
    let of_block = |needed: NeededBlock| {
        let action = block_types::action(&needed, &present, &known);
        (Wanted::Block(needed), action)
    };
    let segments = needed.into_iter().map(with_action);
    Ok((
        home,
        segments.chain(blocks.into_iter().map(of_block)).collect(),
    ))
}

/// The team's event types. The list is public, and that of a team which is gone, or was never ours, is empty: then the team itself
/// is asked for.
pub(super) async fn listed(client: &Client, team: TeamId) -> Result<Vec<EventType>, SetupError> {
    let present = paced(client, || client.team_event_types(team)).await?.items;
    if present.is_empty() && !is_ours(client, team).await? {
        return Err(SetupError::TeamNotFound);
    }
    Ok(present)
}

/// A child that is gone has to be found anew. Only in this plan: the book learns it together with the new one.
async fn forget_lost_children(
    client: &Client,
    map: &mut [Mapping],
    needed: &[Needed],
) -> Result<(), SetupError> {
    for pair in map {
        let of_use = needed.iter().any(|needed| needed.is(pair));
        let Some(child) = pair.child_event_type_id.filter(|_| of_use) else {
            continue;
        };
        if look(client, EventTypeId::new(child)).await?.is_none() {
            pair.child_event_type_id = None;
        }
    }
    Ok(())
}

pub(super) fn plain(needed: &Needed, found: &EventType, now: Timestamp) -> Mapping {
    Mapping {
        silent: found.is_silent(),
        ..mapping(needed, found.id, lengths_of(found), now)
    }
}

pub(super) fn managed(
    needed: &Needed,
    parent: EventTypeId,
    child: Option<&EventType>,
    now: Timestamp,
) -> Mapping {
    let lengths = child.map(lengths_of).unwrap_or_default();
    Mapping {
        managed: true,
        child_event_type_id: child.map(|child| child.id.get()),
        silent: child.is_some_and(EventType::is_silent),
        ..mapping(needed, parent, lengths, now)
    }
}

fn mapping(needed: &Needed, event_type: EventTypeId, lengths: Vec<u16>, now: Timestamp) -> Mapping {
    Mapping {
        service: needed.service,
        segment_key: needed.segment.to_string(),
        staff: needed.staff,
        event_type_id: event_type.get(),
        managed: false,
        child_event_type_id: None,
        slug: needed.slug.clone(),
        minutes: needed.minutes,
        lengths,
        silent: false,
        resolved_at: now,
    }
}
