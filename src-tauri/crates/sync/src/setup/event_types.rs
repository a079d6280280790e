//! Carrying out a provisioning plan, one event type after the other. Run again, it changes nothing.

use calcom::{
    Client, EventType, EventTypeId, EventTypePatch, Failure, NewEventType, RefusalCode, TeamId,
    UserId,
};
use jiff::Timestamp;
use store::{
    Store, StoreError, Tx, services, staff,
    sync::{Mapping, Priority, account, event_map, phase, task},
};

use super::{
    SetupError,
    provision::{Action, Needed, action, lengths_of, needed},
    read,
    verify::look,
    wire::paced,
    write,
};
use crate::{code::Code, view::ProvisionStep};

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

/// Does it, and tries again what was refused for want of it. Answers what was done.
///
/// # Errors
/// As for the plan. What was done before stays done and is not done again.
pub async fn apply_event_types(
    store: &Store,
    client: &Client,
    now: Timestamp,
) -> Result<Vec<ProvisionStep>, SetupError> {
    let (team, plan) = plan(store, client).await?;
    let mut done = Vec::new();
    for (needed, action) in plan {
        done.push(needed.step(&action));
        if let Some(mapping) = carry_out(client, team, &needed, action, now).await? {
            write(store, move |tx| event_map::put(tx, &mapping, now)).await?;
        }
    }
    write(store, move |tx| another_chance(tx, now)).await?;
    Ok(done)
}

async fn plan(
    store: &Store,
    client: &Client,
) -> Result<(TeamId, Vec<(Needed, Action)>), SetupError> {
    let (account, needed, mut map) = read(store, |read| {
        let needed = needed(&services::all(read)?, &staff::all(read)?);
        Ok((account::find(read)?, needed, event_map::all(read)?))
    })
    .await?;
    let team = TeamId::new(account.ok_or(SetupError::NotConnected)?.team_id);
    let present = paced(client, || client.team_event_types(team)).await?.items;
    forget_lost_children(client, &mut map, &needed).await?;
    let with_action = |needed: Needed| {
        let action = action(&needed, &present, &map);
        (needed, action)
    };
    Ok((team, needed.into_iter().map(with_action).collect()))
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

async fn carry_out(
    client: &Client,
    team: TeamId,
    needed: &Needed,
    action: Action,
    now: Timestamp,
) -> Result<Option<Mapping>, SetupError> {
    Ok(match action {
        Action::Keep | Action::Unmapped => None,
        Action::Adopt(found) => Some(plain(needed, &found, now)),
        Action::Create(new, user) => Some(create(client, team, needed, &new, user, now).await?),
        Action::Update(id, patch) => {
            let update = || client.update_team_event_type(team, id, &patch);
            let saved = paced(client, update).await?;
            Some(plain(needed, &saved.event_type, now))
        }
        Action::ResolveChild(parent, user) => {
            let child = find_child(client, team, parent, user).await?;
            Some(managed(needed, parent, child.as_ref(), now))
        }
    })
}

/// Not idempotent, but the slug is unique: after a lost answer, or if somebody was faster, it is found by its slug.
async fn create(
    client: &Client,
    team: TeamId,
    needed: &Needed,
    new: &NewEventType,
    user: UserId,
    now: Timestamp,
) -> Result<Mapping, SetupError> {
    let failure = match paced(client, || client.create_team_event_type(team, new)).await {
        Ok(saved) => return adopted(client, team, needed, &saved.event_type, user, now).await,
        Err(failure) => failure,
    };
    let may_exist = match &failure {
        Failure::Unknown(_) => true,
        Failure::Refused(refusal) => refusal.code == RefusalCode::SlugTaken,
        Failure::NotSent(_) | Failure::RateLimited { .. } | Failure::Unauthorized(_) => false,
    };
    if !may_exist {
        return Err(failure.into());
    }
    let find = || client.find_team_event_type(team, &needed.slug);
    let found = paced(client, find).await?.ok_or(failure)?;
    adopted(client, team, needed, &found, user, now).await
}

async fn adopted(
    client: &Client,
    team: TeamId,
    needed: &Needed,
    found: &EventType,
    user: UserId,
    now: Timestamp,
) -> Result<Mapping, SetupError> {
    if !found.is_managed_parent() {
        return Ok(plain(needed, found, now));
    }
    let child = find_child(client, team, found.id, user).await?;
    Ok(managed(needed, found.id, child.as_ref(), now))
}

/// A managed parent answers an empty change with its children. None for this person stays unknown: a parent is never stored
/// in its place.
pub(super) async fn find_child(
    client: &Client,
    team: TeamId,
    parent: EventTypeId,
    user: UserId,
) -> Result<Option<EventType>, SetupError> {
    let nothing = EventTypePatch::default();
    let saved = paced(client, || {
        client.update_team_event_type(team, parent, &nothing)
    })
    .await?;
    let theirs = |child: &EventType| child.owner_id == Some(user) && child.id != parent;
    Ok(saved.children.into_iter().find(theirs))
}

pub(super) fn plain(needed: &Needed, found: &EventType, now: Timestamp) -> Mapping {
    mapping(needed, found.id, lengths_of(found), now)
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
        resolved_at: now,
    }
}

/// What was refused for reasons of the event map gets another chance.
pub(super) fn another_chance(tx: &Tx<'_>, now: Timestamp) -> Result<(), StoreError> {
    for code in Code::ALL.iter().filter(|code| code.concerns_event_map()) {
        for appointment in phase::blocked_for(tx, code.as_str())? {
            task::want(tx, appointment, Priority::Backlog, now)?;
        }
    }
    Ok(())
}
