//! Managed event types: the parent cannot be booked, each person's child is booked in its place.
//!
//! Which child that is stands in the map and holds for a day. It is looked for again when a booking was refused for want of it,
//! when somebody asks, and once a day before anybody needs it. Where no child is found it stays unknown and is told: a parent is
//! never put in its place.

use std::{collections::HashMap, future::Future};

use calcom::{Client, EventType, EventTypeId, EventTypePatch, Failure, Reply, TeamId, UserId};
use jiff::{SignedDuration, Timestamp};
use salon::{ServiceId, StaffId};
use store::{
    Store,
    sync::{Mapping, ReviewSubject, account, event_map, review},
};

use super::{
    SetupError,
    apply::another_chance,
    event_types::{managed, plain},
    provision::{self, Needed},
    read, team_of,
    wire::insist,
    write,
};
use crate::{
    code::Code,
    view::{PairRequest, ResolvedChild},
};

/// How long what was found holds.
pub const HOLDS: SignedDuration = SignedDuration::from_hours(24);

/// Looks again for the children of the pairs that were last seen before `since`, all in one go: one call for the team's event
/// types and one for each parent. Whatever else may have happened to a parent is the business of the plan.
///
/// # Errors
/// `NotConnected`; what the server says, after three tries.
pub async fn resolve_children(
    store: &Store,
    client: &Client,
    since: Timestamp,
    now: Timestamp,
) -> Result<Vec<ResolvedChild>, SetupError> {
    let (account, needed, stale) = read(store, move |read| {
        let stale = event_map::stale(read, since)?;
        Ok((account::find(read)?, provision::load(read)?, stale))
    })
    .await?;
    if stale.is_empty() {
        return Ok(Vec::new());
    }
    let Some(team) = team_of(account.as_ref())? else {
        // Only a team has managed event types: there is nothing to be found out.
        let seen = |pair| Mapping {
            resolved_at: now,
            ..pair
        };
        let mappings: Vec<_> = stale.into_iter().map(seen).collect();
        write(store, move |tx| note(tx, &mappings, now)).await?;
        return Ok(Vec::new());
    };
    let listed = asked(client, || client.team_event_types(team)).await?.items;
    let mut children = Children::new(client, team);
    let (mut told, mut mappings) = (Vec::new(), Vec::new());
    for pair in stale {
        let its = needed.iter().find(|needed| needed.is(&pair));
        let parent = listed.iter().find(|one| one.id.get() == pair.event_type_id);
        let known = its.and_then(|needed| Some((needed, needed.user?, parent?)));
        let Some((needed, user, parent)) = known else {
            // Nobody needs it, or it is gone: seen all the same.
            mappings.push(Mapping {
                resolved_at: now,
                ..pair
            });
            continue;
        };
        let found = match parent.is_managed_parent() {
            true => {
                let child = children.find(parent, user).await?;
                managed(needed, parent.id, child.as_ref(), now)
            }
            false => plain(needed, parent, now),
        };
        told.push(resolved(needed, &pair, &found));
        mappings.push(found);
    }
    write(store, move |tx| note(tx, &mappings, now)).await?;
    Ok(told)
}

/// Looks again for the child of one pair, whenever it was last seen.
///
/// # Errors
/// As for [`resolve_children`].
pub async fn resolve_pair(
    store: &Store,
    client: &Client,
    pair: PairRequest,
    now: Timestamp,
) -> Result<Vec<ResolvedChild>, SetupError> {
    let (service, staff) = (ServiceId(pair.service_id), StaffId(pair.staff_id));
    write(store, move |tx| {
        event_map::doubt_pair(tx, service, &pair.segment_key, staff)
    })
    .await?;
    resolve_children(store, client, Timestamp::UNIX_EPOCH, now).await
}

/// In one transaction: what was found, another try for what waited for it, and what is still missing.
fn note(tx: &store::Tx<'_>, mappings: &[Mapping], now: Timestamp) -> Result<(), store::StoreError> {
    let (mut changed, mut lost) = (false, 0_usize);
    for mapping in mappings {
        let before = event_map::find(tx, mapping.service, &mapping.segment_key, mapping.staff)?;
        let bookable = before.as_ref().and_then(Mapping::bookable);
        changed |= mapping.bookable().is_some() && mapping.bookable() != bookable;
        lost += usize::from(mapping.bookable().is_none() && bookable.is_some());
        event_map::put(tx, mapping, now)?;
    }
    if changed {
        another_chance(tx, now)?;
    }
    if lost > 0 {
        let code = Code::EventMapBroken.as_str();
        let detail = serde_json::json!({ "findings": lost }).to_string();
        review::open(tx, code, ReviewSubject::default(), &detail, now)?;
    }
    Ok(())
}

fn resolved(needed: &Needed, before: &Mapping, found: &Mapping) -> ResolvedChild {
    ResolvedChild {
        service_name: needed.service_name.clone(),
        segment_key: needed.segment.to_string(),
        staff_name: needed.staff_name.clone(),
        event_type_id: found.event_type_id,
        child_event_type_id: found.child_event_type_id,
        bookable: found.bookable().is_some(),
        changed: found.bookable() != before.bookable(),
    }
}

/// Where children are looked for. What one call has answered for everybody is not asked again.
pub(super) struct Children<'a> {
    client: &'a Client,
    team: TeamId,
    families: HashMap<EventTypeId, Vec<EventType>>,
    usernames: Option<HashMap<UserId, String>>,
    of_user: HashMap<UserId, Vec<EventType>>,
}

impl<'a> Children<'a> {
    pub(super) fn new(client: &'a Client, team: TeamId) -> Self {
        Self {
            client,
            team,
            families: HashMap::new(),
            usernames: None,
            of_user: HashMap::new(),
        }
    }

    /// The child of `parent` that belongs to `user`: as the parent tells, else as their own list shows it.
    pub(super) async fn find(
        &mut self,
        parent: &EventType,
        user: UserId,
    ) -> Result<Option<EventType>, SetupError> {
        let theirs = |child: &&EventType| child.owner_id == Some(user) && child.id != parent.id;
        let family = self.family(parent.id).await?;
        if let Some(child) = family.iter().find(theirs) {
            return Ok(Some(child.clone()));
        }
        // A list does not say whose child it is. A managed event type of the same name can be no other.
        let is_child = |one: &&EventType| {
            let of_this = one
                .parent_event_type_id
                .map_or(one.slug == parent.slug, |of| of == parent.id);
            of_this && one.team_id.is_none() && one.metadata.contains_key("managedEventConfig")
        };
        let listed = self.list_of(user).await?;
        Ok(listed.iter().filter(theirs).find(is_child).cloned())
    }

    /// A managed parent answers an empty change with its children, and changes nothing.
    async fn family(&mut self, parent: EventTypeId) -> Result<&[EventType], SetupError> {
        if !self.families.contains_key(&parent) {
            let (client, team, nothing) = (self.client, self.team, EventTypePatch::default());
            let ask = || client.update_team_event_type(team, parent, &nothing);
            let children = asked(client, ask).await?.children;
            self.families.insert(parent, children);
        }
        Ok(self.families.get(&parent).map_or(&[], Vec::as_slice))
    }

    async fn list_of(&mut self, user: UserId) -> Result<&[EventType], SetupError> {
        if !self.of_user.contains_key(&user) {
            let client = self.client;
            let listed = match self.username(user).await? {
                Some(name) => {
                    asked(client, || client.event_types_of_user(&name))
                        .await?
                        .items
                }
                None => Vec::new(),
            };
            self.of_user.insert(user, listed);
        }
        Ok(self.of_user.get(&user).map_or(&[], Vec::as_slice))
    }

    async fn username(&mut self, user: UserId) -> Result<Option<String>, SetupError> {
        if self.usernames.is_none() {
            let (client, team) = (self.client, self.team);
            let members = asked(client, || client.memberships(team)).await?.items;
            let names = members
                .into_iter()
                .filter_map(|member| Some((member.user_id, member.user.username?)));
            self.usernames = Some(names.collect());
        }
        let names = self.usernames.as_ref();
        Ok(names.and_then(|names| names.get(&user).cloned()))
    }
}

/// Three tries; only for what may be repeated.
async fn asked<T, Fut>(client: &Client, call: impl Fn() -> Fut) -> Result<T, Failure>
where
    Fut: Future<Output = Reply<T>>,
{
    insist(client, &mut 0, call).await.outcome
}
