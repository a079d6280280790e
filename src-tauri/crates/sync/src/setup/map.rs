//! The event map as its owner sees it: what stands for whom, how it came to be so, and an event type named by hand.

use std::slice::from_ref;

use calcom::{Client, EventType, EventTypeId, TeamId, UserId};
use jiff::Timestamp;
use salon::{ServiceId, StaffId};
use store::{
    Read, Store, StoreError,
    sync::{Account, Mapping, account, event_map},
};

use super::{
    SetupError,
    apply::another_chance,
    children::Children,
    event_types::{managed, plain},
    noted::{self, Pair},
    provision::{self, Needed},
    read,
    verify::{look, look_at_pair},
    write,
};
use crate::{
    lines::Lines,
    view::{
        EventGrid, EventTypeView, FindingCode, GridCell, GridState, LinkRequest, MapChangeView,
        PairRequest, PairView,
    },
};

/// Every pair that is needed, and every other that the map has. Asks nobody but the book.
///
/// # Errors
/// The book cannot be read.
pub fn event_grid(read: &Read<'_>) -> Result<EventGrid, StoreError> {
    let (map, flaws) = (event_map::all(read)?, noted::all(read)?);
    let needed = provision::load(read)?;
    let surplus = map
        .iter()
        .filter(|pair| !needed.iter().any(|one| one.is(pair)));
    let mut cells: Vec<GridCell> = needed
        .iter()
        .map(|one| one.cell(one.mapped(&map), noted::of_pair(&flaws, &one.pair())))
        .collect();
    cells.extend(surplus.map(left_over));
    Ok(EventGrid { cells })
}

/// One pair with its event type as it is now in Cal.com, and what happened to it. What is wrong with it, the book remembers for the grid.
///
/// # Errors
/// `NotConnected`; what the server says.
pub async fn event_pair(
    store: &Store,
    lines: &Lines,
    pair: PairRequest,
    now: Timestamp,
) -> Result<PairView, SetupError> {
    let (key, service, staff) = (
        pair.segment_key,
        ServiceId(pair.service_id),
        StaffId(pair.staff_id),
    );
    let of_pair = Pair::new(service, &key, staff);
    let (account, mapped, needed, history) = read(store, move |read| {
        Ok((
            account::find(read)?,
            event_map::find(read, service, &key, staff)?,
            provision::load(read)?,
            event_map::history(read, service, &key, staff)?,
        ))
    })
    .await?;
    let team = account.ok_or(SetupError::NotConnected)?.team_id;
    let needed = needed.into_iter().find(|one| one.pair() == of_pair);
    let client = lines.of(staff);
    let (found, flaws) = match (&mapped, needed) {
        (None, _) => (None, Vec::new()),
        // Nobody needs it, so nothing can be wrong with it.
        (Some(mapped), None) => {
            let id = EventTypeId::new(mapped.event_type_id);
            (look(client.unwrap_or(lines.salon()), id).await?, Vec::new())
        }
        (Some(mapped), Some(needed)) => {
            let user = needed.user.filter(|_| client.is_some());
            let (needed, map) = (Needed { user, ..needed }, from_ref(mapped));
            let client = client.unwrap_or(lines.salon());
            look_at_pair(client, team.map(TeamId::new), &needed, map).await?
        }
    };
    let noted = flaws.clone();
    write(store, move |tx| noted::note_pair(tx, &of_pair, &noted, now)).await?;
    Ok(PairView {
        event_type: found.as_ref().map(shown),
        gone: mapped.is_some() && found.is_none(),
        flaws,
        history: history.iter().map(change).collect(),
    })
}

/// Names the event type of a pair, or takes the pair out of the map. A managed parent is linked by its child for this person; where
/// none is found it stays unknown.
///
/// # Errors
/// `NotConnected`, `NotNeeded` for a pair of nobody, `NoEventType`, `TeamNotFound` for one of another team; what the server says.
pub async fn link_event_type(
    store: &Store,
    lines: &Lines,
    link: LinkRequest,
    now: Timestamp,
) -> Result<EventGrid, SetupError> {
    let Some(id) = link.event_type_id else {
        let (key, pair) = (
            link.segment_key,
            (ServiceId(link.service_id), StaffId(link.staff_id)),
        );
        write(store, move |tx| {
            event_map::take_out(tx, pair.0, &key, pair.1, now)
        })
        .await?;
        return read(store, event_grid).await;
    };
    let (account, needed) = read(store, |read| {
        let needed = provision::load(read)?;
        Ok((account::find(read)?, needed))
    })
    .await?;
    let account = account.ok_or(SetupError::NotConnected)?;
    let meant = |one: &Needed| {
        one.service.0 == link.service_id
            && one.segment.as_str() == link.segment_key
            && one.staff.0 == link.staff_id
    };
    let needed = needed
        .into_iter()
        .find(meant)
        .ok_or(SetupError::NotNeeded)?;
    let client = lines.of(needed.staff).ok_or(SetupError::NoMatch)?;
    let found = look(client, EventTypeId::new(id)).await?;
    let found = found.ok_or(SetupError::NoEventType)?;
    let user = needed.user.ok_or(SetupError::NoMatch)?;
    if !is_within_reach(&account, &found, user) {
        return Err(SetupError::NotOfTheTeam);
    }
    let mapping = linked(client, account, &needed, &found, user, now).await?;
    write(store, move |tx| {
        event_map::link(tx, &mapping, now)?;
        another_chance(tx, now)
    })
    .await?;
    read(store, event_grid).await
}

/// Whether it is the team's, or this person's own where there is no team.
fn is_within_reach(account: &Account, found: &EventType, user: UserId) -> bool {
    match account.team_id {
        Some(team) => found.team_id.map(TeamId::get) == Some(team),
        None => found.team_id.is_none() && found.owner_id == Some(user),
    }
}

async fn linked(
    client: &Client,
    account: Account,
    needed: &Needed,
    found: &EventType,
    user: UserId,
    now: Timestamp,
) -> Result<Mapping, SetupError> {
    let team = account.team_id.map(TeamId::new);
    let mapping = match team.filter(|_| found.is_managed_parent()) {
        Some(team) => {
            let mut children = Children::new(client, team);
            let child = children.find(found, user).await?;
            managed(needed, found.id, child.as_ref(), now)
        }
        None => plain(needed, found, now),
    };
    Ok(Mapping {
        slug: found.slug.clone(),
        minutes: u16::try_from(found.length_in_minutes).unwrap_or(u16::MAX),
        ..mapping
    })
}

impl Needed {
    /// By what the book remembers what is wrong with it.
    pub(super) fn pair(&self) -> Pair {
        Pair::new(self.service, self.segment.as_str(), self.staff)
    }

    fn cell(&self, mapped: Option<&Mapping>, flaws: Vec<FindingCode>) -> GridCell {
        GridCell {
            service_id: self.service.0,
            segment_key: self.segment.to_string(),
            staff_id: self.staff.0,
            minutes: Some(self.minutes),
            state: self.state(mapped, &flaws),
            event_type_id: mapped.map(|pair| pair.event_type_id),
            child_event_type_id: mapped.and_then(|pair| pair.child_event_type_id),
            mapped_minutes: mapped.map(|pair| pair.minutes),
            slug: mapped.map(|pair| pair.slug.clone()),
            flaws,
        }
    }

    fn has_length(&self, pair: &Mapping) -> bool {
        pair.minutes == self.minutes || pair.lengths.contains(&self.minutes)
    }

    fn state(&self, mapped: Option<&Mapping>, flaws: &[FindingCode]) -> GridState {
        match mapped {
            None if self.user.is_none() => GridState::Unmatched,
            None => GridState::Missing,
            Some(pair) if pair.bookable().is_none() || !self.has_length(pair) => GridState::Wrong,
            Some(_) if !flaws.is_empty() => GridState::Wrong,
            Some(pair) if pair.managed => GridState::Managed,
            Some(_) => GridState::Mapped,
        }
    }
}

/// Of a segment or a person that the service no longer has.
fn left_over(pair: &Mapping) -> GridCell {
    GridCell {
        service_id: pair.service.0,
        segment_key: pair.segment_key.clone(),
        staff_id: pair.staff.0,
        minutes: None,
        state: GridState::Surplus,
        event_type_id: Some(pair.event_type_id),
        child_event_type_id: pair.child_event_type_id,
        mapped_minutes: Some(pair.minutes),
        slug: Some(pair.slug.clone()),
        flaws: Vec::new(),
    }
}

fn shown(found: &EventType) -> EventTypeView {
    EventTypeView {
        id: found.id.get(),
        title: found.title.clone(),
        slug: found.slug.clone(),
        minutes: found.length_in_minutes,
        hidden: found.hidden,
        managed: found.is_managed_parent(),
        hosts: u32::try_from(found.hosts.len()).unwrap_or(u32::MAX),
    }
}

fn change(change: &event_map::MapChange) -> MapChangeView {
    MapChangeView {
        at: change.at.to_string(),
        how: change.how.as_str().to_owned(),
        event_type_id: change.event_type_id,
        child_event_type_id: change.child_event_type_id,
        minutes: change.minutes,
    }
}
