//! The time that a form holds in the book, reserved on Cal.com as well, so that customers who book online do not see it meanwhile.
//!
//! It is advice: Cal.com leaves a reserved time out of its lists for five minutes, and takes a booking there all the same, our own
//! included. So nothing is decided by it, and whatever stands in its way – no line, no event type, no calls left, a refusal – is
//! passed over in silence. What is reserved follows what the form holds in the book: it is given back when the form lets go of the
//! time, and prolonged only after the form's own hold was.
//!
//! Invariants: no transaction is open meanwhile; half of the budget is left to what has to be written. A program that ends gives
//! everything back. Nothing of this is written down: after a crash a time is hidden for five minutes at most.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use calcom::{Client, NewReservation, ReservationUid};
use jiff::{SignedDuration, Timestamp};
use salon::{ServiceId, Span, StaffId};
use store::{
    Read, StoreError,
    holds::{self, Hold},
    sync::{GateState, account, event_map},
};
use tokio::task::JoinSet;

use crate::{
    ask::{Tooth, may_call, open_lines, target_of},
    context::Context,
    error::SyncError,
    preferences::Preferences,
};

/// A hold that lasts so much longer is worth a call; every step in a form prolongs the hold by a little.
const WORTH_A_CALL: SignedDuration = SignedDuration::from_mins(1);

/// What the forms have reserved.
#[derive(Default)]
pub(crate) struct Reserved {
    by_form: Mutex<HashMap<String, Vec<Kept>>>,
    /// One form at a time, so that giving back does not overtake reserving.
    turn: tokio::sync::Mutex<()>,
}

/// A reservation.
#[derive(Clone)]
struct Kept {
    place: Place,
    uid: ReservationUid,
    /// Until when the form held the time when this was made or prolonged.
    until: Timestamp,
}

/// Whose time, and as what it is reserved.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Place {
    staff: StaffId,
    span: Span,
    slot: NewReservation,
}

impl Reserved {
    /// Somebody's time that a form has reserved: Cal.com does not offer it to the form itself either.
    pub(crate) fn by(&self, form: &str, staff: StaffId, now: Timestamp) -> Vec<Span> {
        let all = self.all();
        let kept = all.get(form).into_iter().flatten();
        kept.filter(|kept| kept.place.staff == staff && kept.until > now)
            .map(|kept| kept.place.span)
            .collect()
    }

    fn of(&self, form: &str) -> Vec<Kept> {
        self.all().get(form).cloned().unwrap_or_default()
    }

    /// What a form has reserved from now on. What others had until `now` has lapsed.
    fn is(&self, form: String, kept: Vec<Kept>, now: Timestamp) {
        let mut all = self.all();
        all.insert(form, kept);
        all.retain(|_, kept| kept.iter().any(|kept| kept.until > now));
    }

    /// What all forms have reserved until now; they have nothing any more.
    fn take(&self) -> Vec<Kept> {
        self.all().drain().flat_map(|(_, kept)| kept).collect()
    }

    fn all(&self) -> MutexGuard<'_, HashMap<String, Vec<Kept>>> {
        self.by_form.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What the book says about a form.
struct Facts {
    gate: Option<GateState>,
    held: Vec<Hold>,
    /// What shall be reserved besides what is.
    more: Vec<Place>,
}

impl Facts {
    fn load(
        read: &Read<'_>,
        form: &str,
        more: Vec<(ServiceId, Tooth)>,
        now: Timestamp,
    ) -> Result<Self, StoreError> {
        let wanted = Preferences::load(read)?.hold_online;
        let mut places = Vec::new();
        for (service, tooth) in more {
            let map = event_map::of_service(read, service)?;
            places.extend(
                target_of(&map, &tooth)
                    .ok()
                    .map(|(event_type_id, minutes)| Place {
                        staff: tooth.staff,
                        span: tooth.span,
                        slot: NewReservation {
                            event_type_id,
                            slot_start: tooth.span.start,
                            slot_duration: minutes,
                        },
                    }),
            );
        }
        let held = match wanted {
            true => holds::of_form(read, form, now)?,
            false => Vec::new(),
        };
        Ok(Self {
            gate: account::find(read)?.map(|account| account.gate),
            held,
            more: places,
        })
    }

    /// Until when the form holds a place.
    fn until(&self, place: &Place) -> Option<Timestamp> {
        let same = |hold: &&Hold| hold.staff == place.staff && hold.span == place.span;
        self.held.iter().find(same).map(|hold| hold.expires_at)
    }
}

/// Brings what a form has reserved in line with what it holds in the book; of `more` that is reserved which the form holds too.
pub(crate) async fn keep(
    context: &Context,
    form: String,
    more: Vec<(ServiceId, Tooth)>,
) -> Result<(), SyncError> {
    let _turn = context.reserved.turn.lock().await;
    let kept = context.reserved.of(&form);
    if kept.is_empty() && more.is_empty() {
        return Ok(());
    }
    let (name, now) = (form.clone(), context.now());
    let facts = context
        .read(move |read| Facts::load(read, &name, more, now))
        .await?;
    let Ok(lines) = open_lines(facts.gate, context.lines.lines()) else {
        return Ok(());
    };
    let mut calls = JoinSet::new();
    for place in &facts.more {
        let known = kept.iter().any(|kept| kept.place == *place);
        let client = lines.of(place.staff).filter(|_| !known);
        if let (Some(client), Some(until)) = (client, facts.until(place)) {
            calls.spawn(reserve(client.clone(), *place, until));
        }
    }
    for kept in kept.into_iter().filter(|kept| kept.until > now) {
        let Some(client) = lines.of(kept.place.staff).cloned() else {
            continue;
        };
        match facts.until(&kept.place) {
            Some(until) => calls.spawn(prolong(client, kept, until)),
            None => calls.spawn(give_back(client, kept)),
        };
    }
    let kept = calls.join_all().await.into_iter().flatten().collect();
    context.reserved.is(form, kept, now);
    Ok(())
}

/// The program ends: everything is given back, and nothing is reserved any more.
pub(crate) async fn let_go(context: &Context) -> Result<(), SyncError> {
    let _turn = context.reserved.turn.lock().await;
    let kept = context.reserved.take();
    let gate = context
        .read(|read| Ok(account::find(read)?.map(|account| account.gate)))
        .await?;
    let lines = open_lines(gate, context.lines.lines());
    context.lines.are(None);
    let Ok(lines) = lines else {
        return Ok(());
    };
    let now = context.now();
    let mut calls = JoinSet::new();
    for kept in kept.into_iter().filter(|kept| kept.until > now) {
        if let Some(client) = lines.of(kept.place.staff).cloned() {
            calls.spawn(give_back(client, kept));
        }
    }
    calls.join_all().await;
    Ok(())
}

async fn reserve(client: Client, place: Place, until: Timestamp) -> Option<Kept> {
    may_call(&client).then_some(())?;
    let reserved = client.reserve_slot(&place.slot).await.into_result().ok()?;
    Some(Kept {
        place,
        uid: reserved.reservation_uid,
        until,
    })
}

async fn prolong(client: Client, kept: Kept, until: Timestamp) -> Option<Kept> {
    if until.duration_since(kept.until) < WORTH_A_CALL || !may_call(&client) {
        return Some(kept);
    }
    let prolonged = client.prolong_slot(&kept.uid, &kept.place.slot).await;
    prolonged.into_result().ok()?;
    Some(Kept { until, ..kept })
}

/// What cannot be given back lapses by itself.
async fn give_back(client: Client, kept: Kept) -> Option<Kept> {
    may_call(&client).then_some(())?;
    let _ = client.release_slot(&kept.uid).await;
    None
}
