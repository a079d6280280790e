//! What another desk left behind: a segment that it wrote down and did not book, took back in order to book it anew and then did
//! not, or moved without the others of its appointment.
//!
//! Only that desk has a task for it, and the reason is in that desk's review list. But that desk may be switched off, or have
//! dropped the appointment when there was no booking any more that could tell. So each comparison looks for segments that
//! Cal.com shows otherwise than this book and that nobody here is going to do anything about, and a person here is asked:
//! nothing differs for ever without anybody knowing.

use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use store::{
    StoreError, Tx,
    sync::{Priority, booking, phase, task},
};

use crate::{code::Code, whole, worker::block_phase};

/// A desk that cancels in order to create needs seconds for it; a lost answer makes minutes of them.
const PATIENCE: SignedDuration = SignedDuration::from_mins(10);
/// As far back as a comparison reads.
const OVER: SignedDuration = SignedDuration::from_hours(24);

/// Puts what was left into the review list. It closes when its booking comes, or with the appointment's next change. A second booking
/// needs nobody: it is taken back.
pub(super) fn look(tx: &Tx<'_>, now: Timestamp) -> Result<(), StoreError> {
    for subject in booking::one_too_many(tx, now)? {
        task::look_again(tx, subject, Priority::Backlog, now)?;
    }
    let before = |time| now.checked_sub(time).unwrap_or(now);
    for left in phase::left(tx, before(PATIENCE), before(OVER), now)? {
        if whole::is_one_booking(tx, left.appointment)? {
            continue;
        }
        let code = if left.elsewhere {
            Code::MovedRemotely
        } else {
            Code::LeftUnbooked
        };
        let about = (left.appointment, left.phase);
        block_phase(tx, about, code, &json!({}), now)?;
    }
    Ok(())
}
