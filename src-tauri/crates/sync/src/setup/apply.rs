//! Carrying out a provisioning plan: some event types at once, as many as the rate limit allows.
//!
//! Each event type is noted in the book as soon as it is there, so that whatever ends the work – a person, a crash, the line –
//! the next run goes on where this one stopped. What was made without being noted is found again by its slug.

use std::collections::{BTreeMap, VecDeque};

use calcom::{
    Admission, Client, EventType, EventTypeId, EventTypePatch, Failure, NewEventType, RefusalCode,
    Reply, SavedEventType, Urgency, UserId,
};
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
    event_types::{Home, Wanted, managed, plain, plan},
    provision::{Action, Needed},
    wire::paced,
    write,
};
use crate::{
    code::Code,
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
    client: &Client,
    now: Timestamp,
    halt: &Halt,
    progress: impl Fn(&ProvisionProgress),
) -> Result<Provisioned, SetupError> {
    let (home, plan) = plan(store, client).await?;
    let mut steps = BTreeMap::new();
    let mut to_do = VecDeque::new();
    for (place, (needed, action)) in plan.into_iter().enumerate() {
        match action {
            Action::Keep | Action::Unmapped => {
                steps.insert(place, needed.step(&action));
            }
            work @ (Action::Adopt(_)
            | Action::Create(..)
            | Action::Update(..)
            | Action::ResolveChild(..)) => to_do.push_back((place, needed, work)),
        }
    }
    let hands = Hands {
        store: store.clone(),
        client: client.clone(),
        home,
        now,
    };
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
            () = room_for_more(client, lanes), if goes_on && !halt.is_asked() => {
                if let Some((place, needed, action)) = to_do.pop_front() {
                    let hands = hands.clone();
                    under_way.spawn(async move { (place, hands.carry_out(needed, action).await) });
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

/// Ready when one more call may go out beside those under way, which have perhaps not been counted yet. Asked in vain it can
/// be dropped; a call that waits within would not hear the halt.
async fn room_for_more(client: &Client, under_way: usize) {
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
#[derive(Clone)]
struct Hands {
    store: Store,
    client: Client,
    home: Home,
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
            Some(mapping) => write(&self.store, move |tx| event_map::put(tx, &mapping, now)).await,
            None => Ok(()),
        }
    }

    async fn block(&self, needed: &NeededBlock, action: Action) -> Result<(), SetupError> {
        let now = self.now;
        match self.block_type(needed, action).await? {
            Some(known) => write(&self.store, move |tx| block_type::put(tx, &known, now)).await,
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
                Some(needed.known(&self.changed(id, &patch).await?, self.now))
            }
        })
    }

    async fn mapping(
        &self,
        needed: &Needed,
        action: Action,
    ) -> Result<Option<Mapping>, SetupError> {
        let Self {
            client, home, now, ..
        } = self;
        Ok(match action {
            Action::Keep | Action::Unmapped => None,
            Action::Adopt(found) => Some(plain(needed, &found, *now)),
            Action::Create(new, user) => {
                let made = self.made(&new).await?;
                Some(self.adopted(needed, &made, user).await?)
            }
            Action::Update(id, patch) => {
                Some(plain(needed, &self.changed(id, &patch).await?, *now))
            }
            Action::ResolveChild(parent, user) => {
                let child = Children::new(client, home.team).find(&parent, user).await?;
                Some(managed(needed, parent.id, child.as_ref(), *now))
            }
        })
    }

    /// Whether mails are sent is a matter of the organization's.
    async fn create(&self, new: &NewEventType) -> Reply<SavedEventType> {
        let (client, Home { team, organization }) = (&self.client, self.home);
        match organization.filter(|_| new.email_settings.is_some()) {
            Some(organization) => {
                client
                    .create_organization_event_type(organization, team, new)
                    .await
            }
            None => client.create_team_event_type(team, new).await,
        }
    }

    async fn update(&self, id: EventTypeId, patch: &EventTypePatch) -> Reply<SavedEventType> {
        let (client, Home { team, organization }) = (&self.client, self.home);
        match organization.filter(|_| patch.email_settings.is_some()) {
            Some(organization) => {
                client
                    .update_organization_event_type(organization, team, id, patch)
                    .await
            }
            None => client.update_team_event_type(team, id, patch).await,
        }
    }

    async fn changed(
        &self,
        id: EventTypeId,
        patch: &EventTypePatch,
    ) -> Result<EventType, SetupError> {
        let saved = paced(&self.client, || self.update(id, patch)).await?;
        Ok(saved.event_type)
    }

    /// Not idempotent, but the slug is unique: after a lost answer, or if somebody was faster, it is found by its slug.
    async fn made(&self, new: &NewEventType) -> Result<EventType, SetupError> {
        let (client, team) = (&self.client, self.home.team);
        let failure = match paced(client, || self.create(new)).await {
            Ok(saved) => return Ok(saved.event_type),
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
        let find = || client.find_team_event_type(team, &new.slug);
        Ok(paced(client, find).await?.ok_or(failure)?)
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
        let child = Children::new(&self.client, self.home.team)
            .find(found, user)
            .await?;
        Ok(managed(needed, found.id, child.as_ref(), self.now))
    }
}

/// What was refused for reasons of the event map gets another chance.
pub(super) fn another_chance(tx: &Tx<'_>, now: Timestamp) -> Result<(), StoreError> {
    for code in Code::ALL.iter().filter(|code| code.concerns_event_map()) {
        let refused = phase::blocked_for(tx, code.as_str())?;
        phase::unblock_all(tx, code.as_str(), now)?;
        for subject in refused {
            task::want(tx, subject, Priority::Backlog, now)?;
        }
    }
    Ok(())
}
