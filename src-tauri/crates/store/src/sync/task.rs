//! Tasks: "bring this in line", one row per appointment, and one per day on which time has to be held.

use super::{
    Subject, booking, phase, review,
    subject::{self, of_subject},
};
use crate::{
    Read, StoreError, Topic, Tx,
    row::{At, Row, maybe_at, words},
};
use jiff::Timestamp;

words! {
    /// Where a task stands.
    pub enum TaskState {
        /// To be done when it is due.
        Waiting = "waiting",
        /// On the wire.
        Sending = "sending",
        /// The answer to a write is lost; due when it is to be looked up.
        Uncertain = "uncertain",
        /// Needs a person. May be due again nevertheless, where the reason may go away by itself.
        Blocked = "blocked",
        /// In line.
        Done = "done",
    }
}

/// Who goes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Priority {
    /// Somebody stands at the desk.
    Interactive,
    /// Somebody is on the phone with the agent.
    Phone,
    /// Work that piled up.
    Backlog,
    /// Comparing and tidying.
    Maintenance,
}

impl Priority {
    const fn rank(self) -> i64 {
        match self {
            Self::Interactive => 0,
            Self::Phone => 1,
            Self::Backlog => 2,
            Self::Maintenance => 3,
        }
    }

    fn from_rank(rank: i64) -> Self {
        match rank {
            0 => Self::Interactive,
            1 => Self::Phone,
            2 => Self::Backlog,
            _ => Self::Maintenance,
        }
    }
}

/// A task as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// Row. Lower ones were made earlier.
    pub id: i64,
    /// What is to be brought in line.
    pub subject: Subject,
    /// Where it stands.
    pub state: TaskState,
    /// Who goes first.
    pub priority: Priority,
    /// The subject's generation when the last plan was made.
    pub seen_generation: i64,
    /// Failures that count, in a row.
    pub attempt: u32,
    /// When something happens by itself.
    pub due_at: Option<Timestamp>,
    /// Why it is blocked.
    pub reason: Option<String>,
}

/// Where a task goes. What is not said stays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Move<'a> {
    /// Calls are about to go out, planned from this generation.
    Sending {
        /// The subject's generation.
        generation: i64,
    },
    /// Again at this time, after so many failures that count.
    Waiting {
        /// When.
        due: Timestamp,
        /// Failures in a row.
        attempt: u32,
    },
    /// To be looked up at this time.
    Uncertain {
        /// When.
        due: Timestamp,
        /// Failures in a row.
        attempt: u32,
    },
    /// Needs a person.
    Blocked {
        /// Stable code.
        reason: &'a str,
        /// When it is tried again nevertheless.
        again: Option<Timestamp>,
        /// Failures in a row.
        attempt: u32,
    },
    /// In line with this generation.
    Done {
        /// The subject's generation.
        generation: i64,
    },
}

/// Asks for an appointment or a day to be brought in line with Cal.com; part of the transaction that changed it. A repeated wish
/// costs nothing, and what was refused before gets another chance.
///
/// # Errors
/// The book cannot be written; a constraint, if there is no such thing.
pub fn want(
    tx: &Tx<'_>,
    subject: impl Into<Subject>,
    priority: Priority,
    now: Timestamp,
) -> Result<(), StoreError> {
    let subject = subject.into();
    make_due(tx, subject, priority, now)?;
    phase::expect_change(tx, subject, now)?;
    review::supersede(tx, subject, now)?;
    tx.changed(Topic::Sync, subject.entity(), now)
}

fn make_due(
    tx: &Tx<'_>,
    subject: Subject,
    priority: Priority,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.run(
        of_subject!(subject, "INSERT INTO sync_tasks (", ", state, priority, due_at, wanted_at, updated_at)
         VALUES (?1, 'waiting', ?2, ?3, ?3, ?3)
         ON CONFLICT (", ") DO UPDATE SET
            priority = CASE WHEN state IN ('done', 'blocked') THEN excluded.priority
                            ELSE min(priority, excluded.priority) END,
            state = CASE WHEN state IN ('sending', 'uncertain') THEN state ELSE 'waiting' END,
            due_at = CASE WHEN state IN ('sending', 'uncertain') THEN due_at ELSE excluded.due_at END,
            attempt = CASE WHEN state IN ('sending', 'uncertain') THEN attempt ELSE 0 END,
            reason = NULL,
            wanted_at = excluded.wanted_at,
            updated_at = excluded.updated_at"),
        (subject.row(), priority.rank(), At(now)),
    )?;
    Ok(())
}

/// Asks for another look at something of which Cal.com shows too much: what was refused or decided about it stands.
///
/// # Errors
/// The book cannot be written; a constraint, if there is no such thing.
pub fn look_again(
    tx: &Tx<'_>,
    subject: impl Into<Subject>,
    priority: Priority,
    now: Timestamp,
) -> Result<(), StoreError> {
    let subject = subject.into();
    make_due(tx, subject, priority, now)?;
    tx.changed(Topic::Sync, subject.entity(), now)
}

/// SQL for what was noted later than `?1`, and would wait for it.
macro_rules! later_than {
    (waiting) => {
        "due_at > ?1 AND updated_at > ?1"
    };
    (done) => {
        "state = 'done' AND updated_at > ?1"
    };
    (lost) => {
        "state = 'uncertain' AND state IN ('sending', 'uncertain') AND lost_at > ?1"
    };
    (pause) => {
        "gate = 'limited' AND gate_since > ?1"
    };
}

// That a task is not done is said besides its state, so that only those that are not done are read.
const FALL_BACK: &str = "UPDATE sync_tasks SET priority = ?2
     WHERE priority < ?2 AND wanted_at < ?1 AND state IN ('waiting', 'uncertain') AND state <> 'done'";
const SENDING: &str = "SELECT appointment_id, staff_day_id FROM sync_tasks
     WHERE state = 'sending' AND state <> 'done'";
const PUT_BACK_WAITING: &str = concat!(
    "UPDATE sync_tasks SET due_at = ?1, updated_at = ?1 WHERE ",
    later_than!(waiting)
);
const PUT_BACK_DONE: &str = concat!(
    "UPDATE sync_tasks SET state = 'waiting', due_at = ?1, updated_at = ?1 WHERE ",
    later_than!(done)
);

/// What was wanted before `since` and has not been done is a backlog by now: nobody stands at the desk for it any more.
///
/// # Errors
/// The book cannot be written.
pub fn fall_back(tx: &Tx<'_>, since: Timestamp) -> Result<(), StoreError> {
    tx.run(FALL_BACK, (At(since), Priority::Backlog.rank()))?;
    Ok(())
}

/// The task of an appointment or a day.
///
/// # Errors
/// The book cannot be read.
pub fn find(read: &Read<'_>, subject: impl Into<Subject>) -> Result<Option<Task>, StoreError> {
    let subject = subject.into();
    read.one(
        of_subject!(subject, "SELECT * FROM sync_tasks WHERE ", " = ?1"),
        [subject.row()],
        decode,
    )
}

/// Tasks that are due, the most urgent first.
///
/// # Errors
/// The book cannot be read.
pub fn due(read: &Read<'_>, now: Timestamp, limit: usize) -> Result<Vec<Task>, StoreError> {
    read.all(
        "SELECT * FROM sync_tasks WHERE due_at <= ?1 ORDER BY priority, due_at, id LIMIT ?2",
        (At(now), i64::try_from(limit).unwrap_or(i64::MAX)),
        decode,
    )
}

/// Whether the clock was put back: something was noted later than `latest`, which is not over yet.
///
/// # Errors
/// The book cannot be read.
pub fn is_ahead(read: &Read<'_>, latest: Timestamp) -> Result<bool, StoreError> {
    let found = read.one(
        concat!(
            "SELECT 1 WHERE EXISTS (SELECT 1 FROM sync_tasks WHERE ",
            later_than!(waiting),
            ") OR EXISTS (SELECT 1 FROM sync_tasks WHERE ",
            later_than!(done),
            ") OR EXISTS (SELECT 1 FROM operations WHERE ",
            later_than!(lost),
            ") OR EXISTS (SELECT 1 FROM account WHERE ",
            later_than!(pause),
            ")"
        ),
        [At(latest)],
        |_| Ok(()),
    )?;
    Ok(found.is_some() || booking::is_ahead(read, latest)?)
}

/// The clock was put back. What was set going by the old one would wait until the new one gets there, for hours perhaps: it is
/// due now. What was lost in what is now the future was lost just now, so that proving an absence takes as long as ever. And
/// what was found to be in line by the old one is looked at again: it may have taken for over what is still to come.
///
/// # Errors
/// The book cannot be written.
pub fn clock_put_back(tx: &Tx<'_>, now: Timestamp) -> Result<(), StoreError> {
    let waiting = tx.run(PUT_BACK_WAITING, [At(now)])?;
    let done = tx.run(PUT_BACK_DONE, [At(now)])?;
    let lost = tx.run(
        concat!(
            "UPDATE operations SET lost_at = ?1 WHERE ",
            later_than!(lost)
        ),
        [At(now)],
    )?;
    let pause = tx.run(
        concat!(
            "UPDATE account SET gate = 'open', gate_since = ?1, gate_until = NULL WHERE ",
            later_than!(pause)
        ),
        [At(now)],
    )?;
    let hidden = booking::clock_put_back(tx, now)?;
    match waiting + done + lost + pause + hidden {
        0 => Ok(()),
        _ => tx.changed(Topic::Sync, None, now),
    }
}

/// When the next task is due after `now`.
///
/// # Errors
/// The book cannot be read.
pub fn next_due(read: &Read<'_>, now: Timestamp) -> Result<Option<Timestamp>, StoreError> {
    let next = read.one(
        "SELECT min(due_at) FROM sync_tasks WHERE due_at > ?1",
        [At(now)],
        |row| row.get::<_, Option<At>>(0),
    )?;
    Ok(next.flatten().map(|at| at.0))
}

/// Takes a task further, provided it still stands as `seen`. `false`: somebody was faster, look again.
///
/// # Errors
/// The book cannot be written.
pub fn advance(
    tx: &Tx<'_>,
    seen: &Task,
    to: &Move<'_>,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let (state, generation, attempt, due, reason) = match *to {
        Move::Sending { generation } => (TaskState::Sending, generation, seen.attempt, None, None),
        Move::Waiting { due, attempt } => (
            TaskState::Waiting,
            seen.seen_generation,
            attempt,
            Some(due),
            None,
        ),
        Move::Uncertain { due, attempt } => (
            TaskState::Uncertain,
            seen.seen_generation,
            attempt,
            Some(due),
            None,
        ),
        Move::Blocked {
            reason,
            again,
            attempt,
        } => (
            TaskState::Blocked,
            seen.seen_generation,
            attempt,
            again,
            Some(reason),
        ),
        Move::Done { generation } => (TaskState::Done, generation, 0, None, None),
    };
    let rows = tx.run(
        "UPDATE sync_tasks SET state = ?1, seen_generation = ?2, attempt = ?3, due_at = ?4, reason = ?5, updated_at = ?6
         WHERE id = ?7 AND state = ?8 AND seen_generation = ?9 AND attempt = ?10",
        (
            state,
            generation,
            attempt,
            due.map(At),
            reason,
            At(now),
            seen.id,
            seen.state,
            seen.seen_generation,
            seen.attempt,
        ),
    )?;
    if rows > 0 {
        tx.changed(Topic::Sync, seen.subject.entity(), now)?;
    }
    Ok(rows > 0)
}

/// What has calls on the wire, or had when somebody broke off.
///
/// # Errors
/// The book cannot be read.
pub fn sending(read: &Read<'_>) -> Result<Vec<Subject>, StoreError> {
    read.all(SENDING, (), subject::of_row)
}

/// How many tasks stand where, for the bar at the top.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Not sent yet.
    pub waiting: u32,
    /// On the wire.
    pub sending: u32,
    /// Being looked up.
    pub uncertain: u32,
    /// Needing a person.
    pub blocked: u32,
}

/// Counts tasks by state: those of which somebody takes notice, or with `Maintenance` all.
///
/// # Errors
/// The book cannot be read.
pub fn counts(read: &Read<'_>, least: Priority) -> Result<Counts, StoreError> {
    let rows = read.all(
        "SELECT state, count(*) FROM sync_tasks WHERE state <> 'done' AND priority <= ?1 GROUP BY state",
        [least.rank()],
        |row| Ok((row.get::<_, TaskState>(0)?, row.get::<_, u32>(1)?)),
    )?;
    let mut counts = Counts::default();
    for (state, count) in rows {
        match state {
            TaskState::Waiting => counts.waiting = count,
            TaskState::Sending => counts.sending = count,
            TaskState::Uncertain => counts.uncertain = count,
            TaskState::Blocked => counts.blocked = count,
            TaskState::Done => {}
        }
    }
    Ok(counts)
}

fn decode(row: &Row<'_>) -> rusqlite::Result<Task> {
    Ok(Task {
        id: row.get("id")?,
        subject: subject::of_row(row)?,
        state: row.get("state")?,
        priority: Priority::from_rank(row.get("priority")?),
        seen_generation: row.get("seen_generation")?,
        attempt: row.get("attempt")?,
        due_at: maybe_at(row, "due_at")?,
        reason: row.get("reason")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::explain::way;

    #[test]
    fn what_is_asked_again_and_again_reads_no_task_that_is_done() {
        let now = At(Timestamp::UNIX_EPOCH);
        let table = [
            (way(SENDING, ()), "sync_tasks_open"),
            (way(FALL_BACK, (now, 2)), "sync_tasks_open"),
            (way(PUT_BACK_WAITING, [now]), "sync_tasks_"),
            (way(PUT_BACK_DONE, [now]), "sync_tasks_by_change"),
        ];
        for (way, index) in table {
            assert!(way.contains(index), "{way}");
        }
    }
}
