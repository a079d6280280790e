//! A booking that cannot be read takes its time all the same, if it can still be told whose and when.
//!
//! What it blocks bears a name of its own, so that nobody takes it for a booking that was understood, and is lifted before the
//! booking is taken into the book, in the same transaction.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use salon::{Span, StaffId};
use serde_json::Value;
use store::{
    Read, StoreError, Topic, Tx,
    blocked::{self, BlockReason, BlockedTime, NewBlockedTime},
    phases,
    staff::find_by_calcom_user,
    sync::{booking, review},
};

use crate::{context::Context, error::SyncError, metadata::Carried};

/// No uid has a blank.
const NAME: &str = "unread ";

/// Blocks what an unreadable booking takes now; what was known already changes nothing.
pub(super) fn block(
    tx: &Tx<'_>,
    raw: &Value,
    subject: &str,
    over: Timestamp,
    now: Timestamp,
) -> Result<(), StoreError> {
    let held = blocked::find_by_booking(tx, &name(subject))?;
    let takes = taken(tx, raw, subject)?.filter(|(_, span)| span.end > over);
    let place = held.as_ref().map(|held| (held.staff, held.span));
    if takes == place {
        return Ok(());
    }
    if let Some(held) = held {
        remove(tx, &held, now)?;
    }
    let Some((staff, span)) = takes else {
        return Ok(());
    };
    let new = NewBlockedTime {
        staff,
        span,
        reason: BlockReason::Calcom,
        note: String::new(),
        booking_uid: Some(name(subject)),
    };
    blocked::insert(tx, &new)?;
    tx.changed(Topic::Staff, Some(staff.0), now)
}

/// It can be read by now.
pub(super) fn lift(tx: &Tx<'_>, subject: &str, now: Timestamp) -> Result<(), StoreError> {
    match blocked::find_by_booking(tx, &name(subject))? {
        Some(held) => remove(tx, &held, now),
        None => Ok(()),
    }
}

/// Everything was compared from the beginning, and `seen` could not be read: the others are not there any more.
pub(super) async fn all_but(context: &Context, seen: BTreeSet<String>) -> Result<(), SyncError> {
    let held = context.read(|read| blocked::named_like(read, NAME)).await?;
    let subject = |block: &BlockedTime| {
        let name = block.booking_uid.as_deref()?;
        name.strip_prefix(NAME).map(str::to_owned)
    };
    let gone: Vec<String> = held.iter().filter_map(subject).collect();
    let gone: Vec<String> = gone.into_iter().filter(|one| !seen.contains(one)).collect();
    if gone.is_empty() {
        return Ok(());
    }
    context
        .write(move |tx, context| {
            for subject in &gone {
                lift(tx, subject, context.now())?;
                review::close_booking(tx, subject, context.now())?;
            }
            Ok(())
        })
        .await
}

/// Whose time, and which. `None`: that cannot be told, it is nobody of ours, it is called off, or the book has it there already.
fn taken(
    read: &Read<'_>,
    raw: &Value,
    subject: &str,
) -> Result<Option<(StaffId, Span)>, StoreError> {
    let time = |key: &str| raw.get(key)?.as_str()?.parse::<Timestamp>().ok();
    let span = match (time("start"), time("end")) {
        (Some(start), Some(end)) if !is_off(raw) => {
            Span::new(start, end).filter(|span| span.start < span.end)
        }
        (Some(_) | None, Some(_) | None) => None,
    };
    let (Some(span), Some(staff)) = (span, host(read, raw)?) else {
        return Ok(None);
    };
    let known = booking::find(read, subject)?.is_some()
        || blocked::find_by_booking(read, subject)?.is_some()
        || is_planned(read, raw, span)?;
    Ok((!known).then_some((staff, span)))
}

fn is_off(raw: &Value) -> bool {
    let word = |key: &str| raw.get(key).and_then(Value::as_str);
    matches!(word("status"), Some("cancelled" | "rejected")) || word("rescheduledToUid").is_some()
}

/// The first of its hosts who is one of ours; nobody else is guessed.
fn host(read: &Read<'_>, raw: &Value) -> Result<Option<StaffId>, StoreError> {
    let hosts = raw.get("hosts").and_then(Value::as_array);
    for host in hosts.into_iter().flatten() {
        if let Some(user) = host.get("id").and_then(Value::as_i64)
            && let Some(member) = find_by_calcom_user(read, user)?
        {
            return Ok(Some(member.id));
        }
    }
    Ok(None)
}

/// A segment of the book whose booking was not noted yet, and which stands where the booking does.
fn is_planned(read: &Read<'_>, raw: &Value, span: Span) -> Result<bool, StoreError> {
    let metadata = raw.get("metadata").and_then(Value::as_object);
    let texts: BTreeMap<String, String> = metadata
        .into_iter()
        .flatten()
        .filter_map(|(key, value)| Some((key.clone(), value.as_str()?.to_owned())))
        .collect();
    let Some(carried) = Carried::read(&texts) else {
        return Ok(false);
    };
    let phase = phases::find_by_uid(read, carried.phase)?;
    Ok(phase.is_some_and(|phase| phase.planned.span == span))
}

fn remove(tx: &Tx<'_>, held: &BlockedTime, now: Timestamp) -> Result<(), StoreError> {
    blocked::remove(tx, held.id)?;
    tx.changed(Topic::Staff, Some(held.staff.0), now)
}

fn name(subject: &str) -> String {
    format!("{NAME}{subject}")
}
