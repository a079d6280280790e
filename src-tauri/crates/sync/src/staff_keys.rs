//! Individual accounts: a stylist's key that Cal.com does not take stops what is theirs, and nothing else.
//!
//! Their appointments wait in the review list, their bookings are not read, and the status names them, until a person gives another
//! key or Cal.com takes this one again.

use std::time::Duration;

use calcom::{Client, Failure};
use jiff::{SignedDuration, Timestamp};
use salon::StaffId;
use store::{
    Read, StoreError, Tx,
    sync::{KeyOf, StaffKey, account, staff_key},
};

use crate::{
    code::Code,
    context::Context,
    error::SyncError,
    line::NoLine,
    lines::Lines,
    setup::{another_chance_for, paced},
};

/// A refused key heals only by a person, who gives another; this is for a server that refused it by mistake.
const ASK_AGAIN: SignedDuration = SignedDuration::from_mins(10);

/// How long what needs the key waits before it is looked at again.
pub(crate) const KEY_AGAIN: Duration = Duration::from_secs(600);

/// Whose time can be booked, as far as keys go.
#[derive(Debug)]
pub(crate) enum Reach {
    /// A team's key books everybody's.
    Everybody,
    /// A stylist's books their own.
    Each(Vec<StaffKey>),
}

impl Reach {
    pub(crate) fn load(read: &Read<'_>) -> Result<Self, StoreError> {
        let individual = account::find(read)?.is_some_and(|account| account.is_individual());
        Ok(match individual {
            false => Self::Everybody,
            true => Self::Each(staff_key::all(read)?),
        })
    }

    /// Whether a booking with somebody can be made.
    pub(crate) fn check(&self, staff: StaffId) -> Result<(), Code> {
        match self {
            Self::Everybody => Ok(()),
            Self::Each(keys) => keys
                .iter()
                .any(|key| key.staff == staff && key.refused.is_none())
                .then_some(())
                .ok_or(Code::StaffKey),
        }
    }

    /// With which key somebody's bookings are made, moved and called off. Without one of their own only the last can be done: whoever
    /// knows a booking may call it off.
    pub(crate) fn key(&self, staff: StaffId) -> KeyOf {
        match self {
            Self::Each(_) if self.check(staff).is_ok() => KeyOf::Staff(staff),
            Self::Each(_) | Self::Everybody => KeyOf::Salon,
        }
    }
}

/// Cal.com refused a stylist's key.
pub(crate) fn refused(
    tx: &Tx<'_>,
    staff: StaffId,
    reason: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    if staff_key::refuse(tx, staff, reason, now)? {
        tracing::warn!(%staff, reason, "a stylist's key is refused");
    }
    Ok(())
}

/// The keychain has no usable key of these stylists, although the book says that there is one.
pub(crate) async fn not_there(
    context: &Context,
    lines: &Lines,
    without: Vec<(StaffId, NoLine)>,
) -> Result<(), SyncError> {
    if without.is_empty() {
        return Ok(());
    }
    let lines = lines.clone();
    context
        .write(move |tx, context| {
            let refuse = |(staff, problem): &(StaffId, NoLine)| match lines
                .is_todays(tx, KeyOf::Staff(*staff))?
            {
                true => refused(tx, *staff, problem.code(), context.now()),
                false => Ok(()),
            };
            without.iter().try_for_each(refuse)
        })
        .await
}

/// What waited for a stylist's key gets another try.
pub(crate) fn another_try(tx: &Tx<'_>, now: Timestamp) -> Result<(), StoreError> {
    another_chance_for(tx, Code::StaffKey, now)
}

/// Asks now and then whether Cal.com takes a refused key again. Answers whose keys are good.
pub(crate) async fn good(context: &Context, lines: &Lines) -> Result<Vec<KeyOf>, SyncError> {
    let keys = context.read(staff_key::all).await?;
    let mut good = Vec::new();
    for (key, client) in lines.readers() {
        let known = keys.iter().find(|known| KeyOf::Staff(known.staff) == key);
        let Some(refused) = known.filter(|known| known.refused.is_some()) else {
            good.push(key);
            continue;
        };
        let (staff, line) = (refused.staff, (lines, client));
        if is_due(refused, context.now()) && asked(context, staff, line).await? {
            good.push(key);
        }
    }
    Ok(good)
}

/// An hour that is still to come was noted by a clock that was off.
fn is_due(refused: &StaffKey, now: Timestamp) -> bool {
    let waits = |at: Timestamp| at <= now && now.duration_since(at) < ASK_AGAIN;
    !refused.asked_at.is_some_and(waits)
}

async fn asked(
    context: &Context,
    staff: StaffId,
    (lines, client): (&Lines, &Client),
) -> Result<bool, SyncError> {
    let failure = paced(client, || client.me()).await.err();
    let lines = lines.clone();
    context
        .write(move |tx, context| {
            let now = context.now();
            if !lines.is_todays(tx, KeyOf::Staff(staff))? {
                return Ok(false);
            }
            match failure {
                None => {
                    staff_key::heal(tx, staff, now)?;
                    another_try(tx, now)?;
                    Ok(true)
                }
                Some(failure @ Failure::Unauthorized(_)) => {
                    refused(tx, staff, failure.code(), now)?;
                    Ok(false)
                }
                // What else goes wrong says nothing of the key.
                Some(_) => Ok(false),
            }
        })
        .await
}
