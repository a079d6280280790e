//! Whether our clock and Cal.com's agree: held against the `Date` of every answer to the poll, which comes each minute.
//!
//! Bookings start and end by both clocks; when they differ, Cal.com refuses as past what the desk thinks is to come. A server
//! whose clock is so far off that no secure connection comes about is seen as `offline`, not here.

use calcom::CallMeta;
use jiff::{SignedDuration, Timestamp, Unit};
use store::{
    Read, StoreError, Tx,
    sync::{ReviewSubject, review},
};

use crate::{code::Code, context::Context, error::SyncError, review::DISMISSED};

/// More than this is said to a person.
const TOO_FAR: SignedDuration = SignedDuration::from_secs(60);
/// Less than this is right again; in between nothing changes, so that a clock at the limit does not come and go.
const NEAR: SignedDuration = SignedDuration::from_secs(30);
/// If our clock went on by so much more or less than the call took, it was set, or the machine slept.
const JUMP: SignedDuration = SignedDuration::from_secs(5);
/// What was put aside is said again after this.
const AGAIN: SignedDuration = SignedDuration::from_hours(24);

/// Notes what an answer says about the clocks. `began`: our clock when the call was sent. Writes only what is new.
pub(crate) async fn note(
    context: &Context,
    meta: &CallMeta,
    began: Timestamp,
) -> Result<(), SyncError> {
    let now = context.now();
    let Some(offset) = offset(meta, began, now) else {
        return Ok(());
    };
    let look = context.read(move |read| due(read, offset, now)).await?;
    match look {
        Due::Nothing => Ok(()),
        Due::Say => {
            let seconds = offset.round(Unit::Second).unwrap_or(offset).as_secs();
            tracing::warn!(seconds, "our clock and cal.com's differ");
            context.write(move |tx, _| say(tx, seconds, now)).await
        }
        Due::TakeBack(entry) => {
            tracing::info!("our clock and cal.com's agree again");
            context
                .write(move |tx, _| review::close(tx, entry, "healed", now).map(drop))
                .await
        }
    }
}

/// How far our clock is ahead of the server's; the answer was given half-way between sending and hearing it. `None`: not to be
/// told.
fn offset(meta: &CallMeta, began: Timestamp, ended: Timestamp) -> Option<SignedDuration> {
    let latency = SignedDuration::try_from(meta.latency).ok()?;
    if (ended.duration_since(began) - latency).abs() > JUMP {
        return None;
    }
    let answered = began.checked_add(latency / 2).ok()?;
    Some(answered.duration_since(meta.server_date?))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Due {
    Nothing,
    Say,
    TakeBack(i64),
}

fn due(read: &Read<'_>, offset: SignedDuration, now: Timestamp) -> Result<Due, StoreError> {
    let code = Code::ClockOff.as_str();
    let open = review::find_about_salon(read, code)?;
    Ok(match open {
        Some(entry) if offset.abs() < NEAR => Due::TakeBack(entry),
        None if offset.abs() > TOO_FAR => {
            let put_aside = review::find_last_closed(read, code, DISMISSED)?;
            // One from the future was put aside by a clock that was off itself.
            let lately = |then: Timestamp| then <= now && now.duration_since(then) < AGAIN;
            if put_aside.is_some_and(lately) {
                Due::Nothing
            } else {
                Due::Say
            }
        }
        Some(_) | None => Due::Nothing,
    })
}

fn say(tx: &Tx<'_>, seconds: i64, now: Timestamp) -> Result<(), StoreError> {
    // Positive: this computer's clock is ahead.
    let detail = serde_json::json!({
        "offset_seconds": seconds,
        "message": format!("{seconds:+} s"),
    });
    let code = Code::ClockOff.as_str();
    review::open(tx, code, ReviewSubject::default(), &detail.to_string(), now)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn seconds(after: i64) -> Timestamp {
        Timestamp::from_second(1_800_000_000 + after).unwrap()
    }

    #[test]
    fn the_server_is_asked_half_way_through_the_call() {
        let table = [
            // server's clock, latency, our clock when the answer came; how far we are ahead
            ("in step", Some(0), 0, 0, Some(0)),
            ("we are behind", Some(90), 0, 0, Some(-90)),
            ("we are ahead", Some(-90), 0, 0, Some(90)),
            (
                "a slow answer is not a slow clock",
                Some(7),
                14,
                14,
                Some(0),
            ),
            ("the server does not say", None, 0, 0, None),
            ("asleep meanwhile", Some(0), 1, 3_600, None),
            ("put back meanwhile", Some(0), 1, -3_600, None),
        ];
        for (case, server, latency, ended, wanted) in table {
            let meta = CallMeta {
                latency: Duration::from_secs(latency),
                server_date: server.map(seconds),
                ..CallMeta::default()
            };
            let offset = offset(&meta, seconds(0), seconds(ended));
            assert_eq!(offset.map(|by| by.as_secs()), wanted, "{case}");
        }
    }
}
