//! What follows from the outcome of a call. Pure: outcome × operation × attempt × now.
//!
//! The question behind every row is "may it have happened?". What certainly did not happen is sent again and costs no attempt;
//! what may have happened is looked up before anything is sent again – except a cancellation, which is harmless to repeat; a
//! refusal is looked up once too, because the reason for "that time is taken" may be our own earlier booking.

use std::time::Duration;

use calcom::{Failure, NotSentReason, RefusalCode};
use jiff::{SignedDuration, Timestamp};

use crate::code::Code;

/// The three writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Book: not idempotent.
    Create,
    /// Move: not idempotent.
    Reschedule,
    /// Take back: idempotent.
    Cancel,
}

/// What becomes of a write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// What we wanted is the case.
    Done,
    /// It did not happen, and nobody is to blame: again as soon as the gate allows. Costs no attempt.
    NotSent,
    /// The answer is lost and a repetition is harmless: again after a pause. Costs an attempt.
    Lost,
    /// Look before anything else is sent.
    LookUp {
        /// The verdict if there is nothing to be found; `None`: it is sent again, which costs an attempt.
        if_absent: Option<Code>,
        /// Whether the server may still be at it, so that one look does not prove absence.
        may_still_happen: bool,
    },
    /// Needs a person.
    Refused(Code),
}

/// How a call changes what may go out at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gate {
    /// Calls go out.
    Open,
    /// Nothing reaches the server.
    Offline {
        /// Stable name of the reason: `dns`, `connection_refused`…
        reason: &'static str,
    },
    /// The server asked for a pause.
    Limited {
        /// When calls go out again.
        until: Timestamp,
    },
    /// The key is refused.
    Credentials {
        /// Stable name of the reason: `invalid_key`, `not_member`…
        reason: &'static str,
    },
}

/// What becomes of a write, and of the gate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ruling {
    /// The write.
    pub fate: Fate,
    /// The gate; `None`: the answer says nothing about it.
    pub gate: Option<Gate>,
}

/// What follows from a write that failed.
#[must_use]
pub fn after_write(kind: Kind, failure: &Failure, now: Timestamp) -> Ruling {
    let fate = match failure {
        Failure::NotSent(NotSentReason::Malformed) => Fate::Refused(Code::InvalidInput),
        Failure::NotSent(_) | Failure::RateLimited { .. } | Failure::Unauthorized(_) => {
            Fate::NotSent
        }
        Failure::Unknown(_) => match kind {
            Kind::Create | Kind::Reschedule => Fate::LookUp {
                if_absent: None,
                may_still_happen: true,
            },
            Kind::Cancel => Fate::Lost,
        },
        Failure::Refused(refusal) => match kind {
            Kind::Create | Kind::Reschedule => Fate::LookUp {
                if_absent: Some(Code::of_refusal(&refusal.code)),
                may_still_happen: false,
            },
            Kind::Cancel => cancel_refused(&refusal.code),
        },
    };
    Ruling {
        fate,
        gate: gate_after(failure, now),
    }
}

/// "There is nothing to cancel" is what a cancellation wants to hear.
fn cancel_refused(code: &RefusalCode) -> Fate {
    match code {
        RefusalCode::NotFound | RefusalCode::AlreadyCancelled | RefusalCode::BookingEnded => {
            Fate::Done
        }
        // It lives on under another uid, which the look-up finds.
        RefusalCode::AlreadyRescheduled { .. } => Fate::LookUp {
            if_absent: None,
            may_still_happen: false,
        },
        RefusalCode::RouteMissing
        | RefusalCode::HostBusyOrClosed
        | RefusalCode::SlotTakenConcurrently
        | RefusalCode::SlotReserved
        | RefusalCode::PastStart
        | RefusalCode::NoticeOrWindow
        | RefusalCode::BookingLimit
        | RefusalCode::NotStarted
        | RefusalCode::ManagedParent
        | RefusalCode::NoHosts
        | RefusalCode::UnknownHost
        | RefusalCode::EventTypeGone
        | RefusalCode::SlugTaken
        | RefusalCode::LengthNotOffered
        | RefusalCode::EmailRequired
        | RefusalCode::CancellationReasonRequired
        | RefusalCode::NotPermitted
        | RefusalCode::InvalidInput { .. }
        | RefusalCode::Other => Fate::Refused(Code::of_refusal(code)),
    }
}

/// What a failed call says about the way to the server. A refusal and a lost answer came from it or went to it: the way is open.
#[must_use]
pub fn gate_after(failure: &Failure, now: Timestamp) -> Option<Gate> {
    match failure {
        Failure::NotSent(NotSentReason::Malformed) => None,
        Failure::NotSent(_) => Some(Gate::Offline {
            reason: failure.code(),
        }),
        Failure::RateLimited { retry_after } => Some(Gate::Limited {
            until: later(now, *retry_after),
        }),
        Failure::Unauthorized(_) => Some(Gate::Credentials {
            reason: failure.code(),
        }),
        Failure::Refused(_) | Failure::Unknown(_) => None,
    }
}

fn later(now: Timestamp, wait: Duration) -> Timestamp {
    now.checked_add(wait).unwrap_or(Timestamp::MAX)
}

/// When a task is tried again after a failure that counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Again {
    /// Soon.
    Soon(Timestamp),
    /// It has been tried often enough to bother a person; meanwhile now and then.
    NowAndThen(Timestamp),
}

/// The pauses between tries that follow each other closely.
pub const SOON: [SignedDuration; 3] = [
    SignedDuration::from_secs(1),
    SignedDuration::from_secs(5),
    SignedDuration::from_secs(30),
];
/// The pauses after that; the last one repeats.
pub const NOW_AND_THEN: [SignedDuration; 3] = [
    SignedDuration::from_mins(5),
    SignedDuration::from_mins(30),
    SignedDuration::from_mins(120),
];

/// When to try again. `attempt`: failures that counted in a row, this one included; 1 is the first.
#[must_use]
pub fn again(attempt: u32, now: Timestamp) -> Again {
    let index = usize::try_from(attempt.saturating_sub(1)).unwrap_or(usize::MAX);
    let after = |pause: SignedDuration| now.checked_add(pause).unwrap_or(Timestamp::MAX);
    if let Some(pause) = SOON.get(index) {
        return Again::Soon(after(*pause));
    }
    let [.., last] = NOW_AND_THEN;
    let pause = NOW_AND_THEN.get(index - SOON.len()).unwrap_or(&last);
    Again::NowAndThen(after(*pause))
}

/// When to look for the fate of a write whose answer is lost: at once almost, and again when nothing can be under way any more.
pub const FIRST_LOOK: Duration = Duration::from_secs(1);
/// A server finishes a booking whose client has gone. Absence is proven by a look this long after the answer was lost.
pub const SETTLED: Duration = Duration::from_secs(10);

/// What a look-up that found nothing proves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Absence {
    /// It did not happen.
    Proven,
    /// It may still happen: look again after that.
    NotYet(Duration),
}

/// Judges a look-up that found nothing. `silence`: how long before it was sent the answer was lost, by a hand that nobody can
/// set.
#[must_use]
pub fn absence(silence: Duration, may_still_happen: bool) -> Absence {
    let left = SETTLED.saturating_sub(silence);
    if !may_still_happen || left.is_zero() {
        return Absence::Proven;
    }
    Absence::NotYet(left)
}

/// How long to wait before asking again whether the server can be reached. `failures`: in a row, 1 is the first.
#[must_use]
pub fn probe_pause(failures: u32) -> SignedDuration {
    let doublings = failures.saturating_sub(1).min(5);
    SignedDuration::from_secs((1 << doublings).min(30))
}

#[cfg(test)]
mod tests;
