//! The provisioning plan, and what the map says of an event type. Changes nothing.

use calcom::{Client, EventType, EventTypeId};
use jiff::Timestamp;
use store::{
    Store,
    sync::{Mapping, account, block_type, event_map},
};

use super::{
    SetupError,
    block_types::{self, NeededBlock},
    provision::{self, Action, Needed, action, lengths_of},
    read,
    shelf::{Shelf, Shelves},
    verify::look,
};
use crate::{lines::Lines, view::ProvisionStep};

/// What has to be done so that every segment can be booked with everybody who does it. Changes nothing.
///
/// # Errors
/// `NotConnected`; what the server says.
pub async fn plan_event_types(
    store: &Store,
    lines: &Lines,
) -> Result<Vec<ProvisionStep>, SetupError> {
    let plan = plan(store, lines).await?;
    Ok(plan
        .iter()
        .map(|one| one.wanted.step(&one.action))
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

/// What has to be done for one event type, and where it lies. Without a shelf nothing can be done.
pub(super) struct Planned {
    pub(super) wanted: Wanted,
    pub(super) action: Action,
    pub(super) shelf: Option<Shelf>,
}

pub(super) async fn plan(store: &Store, lines: &Lines) -> Result<Vec<Planned>, SetupError> {
    let (account, needed, mut map, blocks) = read(store, |read| {
        let needed = provision::load(read)?;
        let blocks = (block_types::load(read)?, block_type::all(read)?);
        Ok((account::find(read)?, needed, event_map::all(read)?, blocks))
    })
    .await?;
    let shelves = Shelves::look(lines, account).await?;
    forget_lost_children(lines.salon(), &mut map, &needed).await?;
    let mut plan = Vec::with_capacity(needed.len());
    for needed in needed {
        let filled = shelves.of(needed.staff);
        let action = filled.map(|filled| action(&needed, &filled.types, &map));
        plan.push(Planned {
            wanted: Wanted::Segment(needed),
            action: action.unwrap_or(Action::Unmapped),
            shelf: filled.map(|filled| filled.shelf.clone()),
        });
    }
    let (blocks, known) = blocks;
    for needed in blocks {
        let filled = shelves.of(needed.staff());
        let action = filled.map(|filled| block_types::action(&needed, &filled.types, &known));
        plan.push(Planned {
            wanted: Wanted::Block(needed),
            action: action.unwrap_or(Action::Unmapped),
            shelf: filled.map(|filled| filled.shelf.clone()),
        });
    }
    Ok(plan)
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
