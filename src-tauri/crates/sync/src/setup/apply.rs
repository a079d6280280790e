//! Carrying out a provisioning plan: some event types at once, as many as the rate limit allows.
//!
//! Each event type is noted in the book as soon as it is there, so that whatever ends the work – a person, a crash, the line –
//! the next run goes on where this one stopped. What was made without being noted is found again by its slug.

use std::collections::{BTreeMap, VecDeque};

use calcom::{Admission, EventType, Failure, NewEventType, RefusalCode, Urgency, UserId};
use jiff::Timestamp;
use store::{
    Store, StoreError, Tx,
    sync::{BlockType, Mapping, Priority, block_type, event_map, phase, task},
};
use tokio::{
    task::{JoinError, JoinSet},
    time::Instant,
};

use super::{
    Halt, SetupError,
    block_types::NeededBlock,
    children::Children,
    event_types::{Planned, Wanted, managed, plain, plan},
    noted::{self, Pair},
    provision::{Action, Needed},
    shelf::Shelf,
    write,
};
use crate::{
    code::Code,
    lines::Lines,
    view::{ProvisionProgress, ProvisionStep, Provisioned},
};

/// Calls under way at once: enough to use up what the rate limit allows of a server that takes its time.
const LANES: usize = 4;

/// Does what the plan says, and tries again what was refused for want of it. `progress` hears of every event type.
///
/// # Errors
/// As for the plan. What was done before stays done and is not done again. An event type that is refused for itself keeps
/// nobody else's from being made: its step has the server's words.
pub async fn apply_event_types(
    store: &Store,
    lines: &Lines,
    now: Timestamp,
    halt: &Halt,
    progress: impl Fn(&ProvisionProgress),
) -> Result<Provisioned, SetupError> {
    let mut steps = BTreeMap::new();
    let mut to_do = VecDeque::new();
    for (place, planned) in plan(store, lines).await?.into_iter().enumerate() {
        let Planned {
            wanted,
            action,
            shelf,
        } = planned;
        match (action, shelf) {
            (
                work @ (Action::Adopt(_)
                | Action::Create(..)
                | Action::Update(..)
                | Action::ResolveChild(..)),
                Some(shelf),
            ) => to_do.push_back((place, wanted, work, shelf)),
            (action, _) => {
                steps.insert(place, wanted.step(&action));
            }
        }
    }
    let all = to_do.len();
    let mut under_way = JoinSet::new();
    let mut broke_off = None;
    loop {
        let lanes = under_way.len();
        let goes_on = broke_off.is_none() && lanes < LANES && !to_do.is_empty();
        tokio::select! {
            biased;
            Some(ended) = under_way.join_next() => match settled(ended) {
                Ok((place, step)) => {
                    let done = all - to_do.len() - under_way.len();
                    progress(&ProvisionProgress { done, all, step: step.clone() });
                    steps.insert(place, step);
                }
                Err(error) => broke_off = broke_off.or(Some(error)),
            },
            () = room_for_more(to_do.front().map(|next| &next.3), lanes), if goes_on && !halt.is_asked() => {
                if let Some((place, wanted, action, shelf)) = to_do.pop_front() {
                    let hands = Hands { store: store.clone(), shelf, now };
                    under_way.spawn(async move { (place, hands.carry_out(wanted, action).await) });
                }
            }
            () = halt.asked(), if goes_on && !halt.is_asked() => {}
            else => break,
        }
    }
    write(store, move |tx| another_chance(tx, now)).await?;
    match broke_off {
        Some(error) => Err(error),
        None => Ok(Provisioned {
            steps: steps.into_values().collect(),
            left: to_do.len(),
        }),
    }
}

type Ended = (usize, Result<ProvisionStep, SetupError>);

fn settled(ended: Result<Ended, JoinError>) -> Result<(usize, ProvisionStep), SetupError> {
    let (place, outcome) = ended.map_err(|_| SetupError::BrokenOff)?;
    Ok((place, outcome?))
}

/// Ready when one more call may go out to this shelf beside those under way, which have perhaps not been counted yet. Asked in vain it can
/// be dropped; a call that waits within would not hear the halt.
async fn room_for_more(shelf: Option<&Shelf>, under_way: usize) {
    let Some(client) = shelf.map(|shelf| &shelf.client) else {
        return;
    };
    let calls = u32::try_from(under_way).unwrap_or(u32::MAX) + 1;
    let ask = || {
        let now = Instant::now().into_std();
        client.budget().room(now, Urgency::Interactive, calls)
    };
    while let Admission::Wait(pause) = ask() {
        tokio::time::sleep(pause).await;
    }
}

/// What every step needs.
struct Hands {
    store: Store,
    shelf: Shelf,
    now: Timestamp,
}

impl Hands {
    async fn carry_out(self, wanted: Wanted, action: Action) -> Result<ProvisionStep, SetupError> {
        let step = wanted.step(&action);
        let done = match &wanted {
            Wanted::Segment(needed) => self.segment(needed, action).await,
            Wanted::Block(needed) => self.block(needed, action).await,
        };
        match done {
            Ok(()) => Ok(step),
            Err(SetupError::Refused(words)) => Ok(ProvisionStep {
                problem: Some(words),
                ..step
            }),
            Err(error) => Err(error),
        }
    }

    async fn segment(&self, needed: &Needed, action: Action) -> Result<(), SetupError> {
        let now = self.now;
        match self.mapping(needed, action).await? {
            Some(mapping) => {
                let pair = needed.pair();
                write(&self.store, move |tx| {
                    event_map::put(tx, &mapping, now)?;
                    put_right(tx, &pair, mapping.bookable().is_some(), now)
                })
                .await
            }
            None => Ok(()),
        }
    }

    async fn block(&self, needed: &NeededBlock, action: Action) -> Result<(), SetupError> {
        let now = self.now;
        match self.block_type(needed, action).await? {
            Some(known) => {
                write(&self.store, move |tx| {
                    block_type::put(tx, &known, now)?;
                    put_right(tx, &Pair::block(known.staff), true, now)
                })
                .await
            }
            None => Ok(()),
        }
    }

    async fn block_type(
        &self,
        needed: &NeededBlock,
        action: Action,
    ) -> Result<Option<BlockType>, SetupError> {
        Ok(match action {
            // A managed parent holds nobody's time.
            Action::Keep | Action::Unmapped | Action::ResolveChild(..) => None,
            Action::Adopt(found) => Some(needed.known(&found, self.now)),
            Action::Create(new, _) => Some(needed.known(&self.made(&new).await?, self.now)),
            Action::Update(id, patch) => {
                Some(needed.known(&self.shelf.update(id, &patch).await?, self.now))
            }
        })
    }

    async fn mapping(
        &self,
        needed: &Needed,
        action: Action,
    ) -> Result<Option<Mapping>, SetupError> {
        let now = self.now;
        Ok(match action {
            Action::Keep | Action::Unmapped => None,
            Action::Adopt(found) => Some(plain(needed, &found, now)),
            Action::Create(new, user) => {
                let made = self.made(&new).await?;
                Some(self.adopted(needed, &made, user).await?)
            }
            Action::Update(id, patch) => {
                let saved = self.shelf.update(id, &patch).await?;
                Some(plain(needed, &saved, now))
            }
            Action::ResolveChild(parent, user) => {
                let child = self.child(&parent, user).await?;
                Some(managed(needed, parent.id, child.as_ref(), now))
            }
        })
    }

    /// Not idempotent, but the slug is unique: after a lost answer, or if somebody was faster, it is found by its slug.
    async fn made(&self, new: &NewEventType) -> Result<EventType, SetupError> {
        let failure = match self.shelf.create(new).await {
            Ok(made) => return Ok(made),
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
        Ok(self.shelf.find(&new.slug).await?.ok_or(failure)?)
    }

    async fn adopted(
        &self,
        needed: &Needed,
        found: &EventType,
        user: UserId,
    ) -> Result<Mapping, SetupError> {
        if !found.is_managed_parent() {
            return Ok(plain(needed, found, self.now));
        }
        let child = self.child(found, user).await?;
        Ok(managed(needed, found.id, child.as_ref(), self.now))
    }

    /// Only a team has managed event types.
    async fn child(
        &self,
        parent: &EventType,
        user: UserId,
    ) -> Result<Option<EventType>, SetupError> {
        let Some(team) = self.shelf.team else {
            return Ok(None);
        };
        Children::new(&self.shelf.client, team)
            .find(parent, user)
            .await
    }
}

/// What was known to be wrong with it is not any more, unless it cannot be booked even now.
fn put_right(tx: &Tx<'_>, pair: &Pair, bookable: bool, now: Timestamp) -> Result<(), StoreError> {
    match bookable {
        true => noted::note_pair(tx, pair, &[], now),
        false => Ok(()),
    }
}

/// What was refused for reasons of the event map gets another chance.
pub(super) fn another_chance(tx: &Tx<'_>, now: Timestamp) -> Result<(), StoreError> {
    let mut codes = Code::ALL.iter().filter(|code| code.concerns_event_map());
    codes.try_for_each(|code| another_chance_for(tx, *code, now))
}

/// What was refused for this reason gets another chance.
pub(crate) fn another_chance_for(
    tx: &Tx<'_>,
    code: Code,
    now: Timestamp,
) -> Result<(), StoreError> {
    let refused = phase::blocked_for(tx, code.as_str())?;
    phase::unblock_all(tx, code.as_str(), now)?;
    for subject in refused {
        task::want(tx, subject, Priority::Backlog, now)?;
    }
    Ok(())
}
