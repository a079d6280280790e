//! The end of a round: where the task goes, given all outcomes together.

use jiff::Timestamp;
use store::{
    StoreError, Tx,
    sync::{
        OperationState, PhaseState, Subject, Task, TaskState, operation, phase,
        task::{self, Move},
    },
};

use super::{
    decide::{after, block, look_due},
    record::Mark,
};
use crate::{
    code::Code,
    policy::{self, Again},
};

/// Moves the task on. A round without trouble leaves it due at once: the next plan says whether anything is left to do.
pub(super) fn conclude(
    tx: &Tx<'_>,
    subject: Subject,
    mark: Mark,
    now: Timestamp,
) -> Result<(), StoreError> {
    let Some(task) = task::find(tx, subject)? else {
        return Ok(());
    };
    match task.state {
        TaskState::Sending | TaskState::Uncertain => {}
        // Somebody asked for it anew meanwhile; the next plan sees everything.
        TaskState::Waiting | TaskState::Blocked | TaskState::Done => return Ok(()),
    }
    let attempt = task.attempt + u32::from(mark.counts);
    let to = match policy::again(attempt, now) {
        Again::NowAndThen(again) if mark.counts => {
            give_up_for_now(tx, &task, now)?;
            Move::Blocked {
                reason: Code::ServerError.as_str(),
                again: Some(again),
                attempt,
            }
        }
        Again::Soon(again) if mark.counts => next(tx, subject, mark, again, attempt, now)?,
        Again::Soon(_) | Again::NowAndThen(_) => next(tx, subject, mark, now, attempt, now)?,
    };
    task::advance(tx, &task, &to, now)?;
    Ok(())
}

/// A task with an uncertain write is due when that can be looked up, but not before the pause after a failure is over.
fn next(
    tx: &Tx<'_>,
    subject: Subject,
    mark: Mark,
    not_before: Timestamp,
    attempt: u32,
    now: Timestamp,
) -> Result<Move<'static>, StoreError> {
    let open = operation::open_of(tx, subject)?;
    let first_look = open
        .iter()
        .filter(|row| row.state == OperationState::Uncertain)
        .map(|row| look_due(row, now))
        .min();
    Ok(match first_look {
        Some(first) => Move::Uncertain {
            due: mark
                .look_in
                .map_or(first, |pause| after(now, pause))
                .max(not_before),
            attempt,
        },
        None => Move::Waiting {
            due: not_before,
            attempt,
        },
    })
}

/// It has been tried often enough for a person to know.
fn give_up_for_now(tx: &Tx<'_>, task: &Task, now: Timestamp) -> Result<(), StoreError> {
    for standing in phase::of(tx, task.subject)? {
        match standing.state {
            PhaseState::Waiting | PhaseState::Sending | PhaseState::Uncertain => {
                let words = standing.message.as_deref();
                block(
                    tx,
                    task.subject,
                    standing.phase,
                    Code::ServerError,
                    words,
                    now,
                )?;
            }
            PhaseState::Synced | PhaseState::Blocked | PhaseState::Local => {}
        }
    }
    Ok(())
}
