//! One transaction that looks at an appointment or a day, plans, and writes down what is about to be sent.

use std::time::Duration;

use calcom::{Admission, Urgency};
use jiff::{RoundMode, SignedDuration, Timestamp, TimestampRound, Unit};
use salon::StaffId;
use store::{
    StoreError, Tx,
    sync::{
        KeyOf, OperationRow, PhaseState, Picture, Priority, ReviewSubject, Subject, Task,
        TaskState, booking, event_map,
        operation::{self, NewOperation},
        phase, picture, review, task,
    },
};

use super::{
    call::{Call, Request},
    teeth::{Known, obstacles},
};
use crate::{
    code::Code,
    context::Context,
    metadata::Ours,
    plan::{Operation, Step, plan},
    policy::{self, Again},
    preferences::Preferences,
    staff_keys::KEY_AGAIN,
    whole,
};

/// How long an appointment waits for another one to leave its place before it looks again.
const WAIT: SignedDuration = SignedDuration::from_secs(1);

/// What a lane has to do now; empty: everything is noted, nothing to send.
#[derive(Debug, Default)]
pub(super) struct Work {
    pub(super) calls: Vec<Call>,
    pub(super) look_ups: Vec<LookUp>,
}

/// A write whose fate has to be found out.
#[derive(Debug, Clone)]
pub(super) struct LookUp {
    pub(super) operation: OperationRow,
    /// With which key: that of whose booking it is.
    pub(super) key: KeyOf,
    pub(super) ours: Ours,
    /// Bookings of the phase that the book knows: none of them can be what this write made.
    pub(super) known: Vec<String>,
}

impl Work {
    pub(super) fn is_empty(&self) -> bool {
        self.calls.is_empty() && self.look_ups.is_empty()
    }
}

/// Asks whether one more call may go out with a key.
pub(super) type Admit<'a> = &'a dyn Fn(KeyOf, Urgency) -> Admission;

/// Plans what is due. The calls in the answer are journaled; they must be sent, or settled, before this
/// is asked again.
pub(super) fn decide(
    tx: &Tx<'_>,
    context: &Context,
    subject: Subject,
    admit: Admit<'_>,
    now: Timestamp,
) -> Result<Work, StoreError> {
    let Some(task) = task::find(tx, subject)? else {
        return Ok(Work::default());
    };
    let due = task.due_at.is_some_and(|due| due <= now);
    match task.state {
        TaskState::Waiting | TaskState::Uncertain if due => {}
        // The reason may have gone away by itself: everything refused gets another chance.
        TaskState::Blocked if due => another_try(tx, subject, now)?,
        TaskState::Waiting
        | TaskState::Uncertain
        | TaskState::Blocked
        | TaskState::Sending
        | TaskState::Done => return Ok(Work::default()),
    }
    let Some(picture) = picture::find(tx, subject)? else {
        return Ok(Work::default());
    };
    let becoming = whole::becoming(tx, picture.clone())?;
    let decision = Decision::new(tx, context, task.clone(), becoming, now)?;
    if !decision.turns_back()? {
        return decision.carry_out(admit);
    }
    Decision::new(tx, context, task, picture, now)?.carry_out(admit)
}

/// What may have healed by itself. Of an appointment everything that was refused, for its segments belong together; what was done to one
/// block of a day concerns no other.
fn another_try(tx: &Tx<'_>, subject: Subject, now: Timestamp) -> Result<(), StoreError> {
    if subject.appointment().is_some() {
        return phase::unblock(tx, subject, now);
    }
    for standing in phase::of(tx, subject)? {
        let code = standing.code.as_deref().and_then(Code::parse);
        if standing.state == PhaseState::Blocked && code.is_some_and(Code::may_heal) {
            phase::set(tx, standing.phase, PhaseState::Waiting, None, None, now)?;
        }
    }
    Ok(())
}

struct Decision<'a> {
    tx: &'a Tx<'a>,
    context: &'a Context,
    now: Timestamp,
    task: Task,
    picture: Picture,
    known: Known,
    steps: Vec<(salon::PhaseId, Step)>,
}

impl<'a> Decision<'a> {
    fn new(
        tx: &'a Tx<'a>,
        context: &'a Context,
        task: Task,
        picture: Picture,
        now: Timestamp,
    ) -> Result<Self, StoreError> {
        let known = Known::load(tx, &picture)?;
        let obstacles = obstacles(tx, &task, &picture)?;
        let steps = plan(&known.teeth(&picture), &obstacles, now);
        Ok(Self {
            tx,
            context,
            now,
            task,
            picture,
            known,
            steps,
        })
    }

    /// Whether a segment of a whole that was to be split is refused, so that another plan is needed.
    fn turns_back(&self) -> Result<bool, StoreError> {
        let refused = self.steps.iter().find_map(|(phase, step)| match step {
            Step::Blocked(_) => self.known.standing(*phase),
            Step::InLine
            | Step::Absent
            | Step::InTheAir
            | Step::LookUp { .. }
            | Step::Send(_)
            | Step::Wait => None,
        });
        let words = refused.and_then(|standing| standing.message.as_deref());
        whole::turn_back(self.tx, &self.picture, &self.steps, words, self.now)
    }

    fn carry_out(mut self, admit: Admit<'_>) -> Result<Work, StoreError> {
        let mut work = Work::default();
        let mut held_back: Option<Duration> = None;
        for (phase, step) in std::mem::take(&mut self.steps) {
            self.show(phase, &step)?;
            match self.admission(phase, &step, admit) {
                Admission::Go => self.take_on(phase, &step, &mut work)?,
                Admission::Wait(pause) => held_back = held_back.max(Some(pause)),
            }
            self.steps.push((phase, step));
        }
        self.move_task(&work, held_back)?;
        Ok(work)
    }

    /// A look-up without the key of whose booking it is would see nothing, and that proves nothing: it waits for the key.
    fn admission(&self, phase: salon::PhaseId, step: &Step, admit: Admit<'_>) -> Admission {
        let key = || self.key(phase, step);
        let urgency = urgency(self.task.priority);
        match step {
            Step::Send(_) => admit(key(), urgency),
            Step::LookUp { .. } => match self.staff(phase, step) {
                Some(staff) if self.known.reach.check(staff).is_err() => Admission::Wait(KEY_AGAIN),
                Some(_) | None => admit(key(), urgency),
            },
            Step::InLine | Step::Absent | Step::InTheAir | Step::Wait | Step::Blocked(_) => {
                Admission::Go
            }
        }
    }

    /// With which key a step is done.
    fn key(&self, phase: salon::PhaseId, step: &Step) -> KeyOf {
        let staff = self.staff(phase, step);
        staff.map_or(KeyOf::Salon, |staff| self.known.reach.key(staff))
    }

    /// Whose booking it is that a step makes, moves, calls off or looks up.
    fn staff(&self, phase: salon::PhaseId, step: &Step) -> Option<StaffId> {
        let known = match step {
            Step::Send(Operation::Create { staff, .. } | Operation::Reschedule { staff, .. }) => {
                Some(*staff)
            }
            Step::Send(Operation::Cancel { booking, .. }) => self.known.staff_of(booking.as_str()),
            Step::LookUp { operation } => self.known.staff_of_operation(*operation),
            Step::InLine | Step::Absent | Step::InTheAir | Step::Wait | Step::Blocked(_) => None,
        };
        let planned = || self.picture.phases.iter().find(|row| row.id == phase);
        known.or_else(|| planned().map(|row| row.staff))
    }

    /// Journals a write, or notes a look-up.
    fn take_on(
        &self,
        phase: salon::PhaseId,
        step: &Step,
        work: &mut Work,
    ) -> Result<(), StoreError> {
        let Some(row) = self.picture.phases.iter().find(|row| row.id == phase) else {
            return Ok(());
        };
        let ours = Ours {
            appointment: self
                .picture
                .promise
                .as_ref()
                .map(|promise| promise.uid.clone()),
            phase: row.uid.clone(),
        };
        match step {
            Step::Send(sent) => {
                let preferences = Preferences::load(self.tx)?;
                let request = Request::new(sent, &self.picture, row, &preferences);
                let operation = self.journal(phase, &request)?;
                // A second booking is taken back whatever a person has to decide.
                if !self.known.is_blocked(phase) {
                    phase::set(self.tx, phase, PhaseState::Sending, None, None, self.now)?;
                }
                work.calls.push(Call {
                    operation,
                    phase,
                    key: self.key(phase, step),
                    ours,
                    request,
                });
            }
            Step::LookUp { operation } => {
                let open = self.known.open.iter().find(|open| open.id == *operation);
                // What an earlier run lost, or a lane that broke off, is known of from here on.
                let steady = self.context.steady();
                self.context.silence.since(*operation, steady);
                let lost = open.filter(|open| look_due(open, self.now) <= self.now);
                let known = booking::uids_of(self.tx, phase)?;
                work.look_ups.extend(lost.map(|operation| LookUp {
                    operation: operation.clone(),
                    key: self.key(phase, step),
                    ours,
                    known,
                }));
            }
            Step::InLine | Step::Absent | Step::InTheAir | Step::Wait | Step::Blocked(_) => {}
        }
        Ok(())
    }

    fn journal(&self, phase: salon::PhaseId, request: &Request) -> Result<i64, StoreError> {
        let row = NewOperation {
            task: self.task.id,
            phase,
            kind: request.row_kind(),
            event_type_id: request.place().map(|place| place.event_type.get()),
            booking_uid: request.booking().map(calcom::BookingUid::as_str),
            span: request.place().map(|place| place.span),
            attempt: self.task.attempt,
            boot: &self.context.boot,
        };
        let id = operation::journal(self.tx, &row, self.now)?;
        // The book may give a row the number of one that is gone.
        self.context.silence.is_over(id);
        Ok(id)
    }

    /// Notes for the screen where a phase stands that nothing is sent for.
    fn show(&self, phase: salon::PhaseId, step: &Step) -> Result<(), StoreError> {
        let local = |standing: PhaseState| standing == PhaseState::Local;
        let before = self.known.standing(phase);
        let state = match step {
            Step::InLine => PhaseState::Synced,
            Step::Absent if before.is_some_and(|known| local(known.state)) => PhaseState::Local,
            Step::Absent => PhaseState::Synced,
            Step::Wait => PhaseState::Waiting,
            Step::Blocked(code) => return self.show_blocked(phase, *code),
            Step::InTheAir | Step::LookUp { .. } | Step::Send(_) => return Ok(()),
        };
        if matches!(step, Step::InLine | Step::Absent) {
            review::close_phase(self.tx, phase, self.now)?;
        }
        match before {
            Some(known) if known.state == state => Ok(()),
            Some(_) | None => phase::set(self.tx, phase, state, None, None, self.now),
        }
    }

    fn show_blocked(&self, phase: salon::PhaseId, code: Code) -> Result<(), StoreError> {
        if self.known.is_blocked(phase) {
            return Ok(());
        }
        block(self.tx, self.task.subject, phase, code, None, self.now)
    }

    fn move_task(&self, work: &Work, held_back: Option<Duration>) -> Result<(), StoreError> {
        let generation = self.picture.generation;
        let attempt = self.task.attempt;
        let to = if !work.calls.is_empty() {
            task::Move::Sending { generation }
        } else if let Some(due) = self.next_look(held_back) {
            task::Move::Uncertain { due, attempt }
        } else if let Some(pause) = held_back {
            let due = after(self.now, pause);
            task::Move::Waiting { due, attempt }
        } else if self.any(|step| matches!(step, Step::Wait | Step::InTheAir)) {
            let due = self.now.checked_add(WAIT).unwrap_or(self.now);
            task::Move::Waiting { due, attempt }
        } else if let Some(code) = self.first_blocked() {
            self.blocked(code)
        } else {
            whole::settled(self.tx, &self.picture, self.now)?;
            task::Move::Done { generation }
        };
        task::advance(self.tx, &self.task, &to, self.now)?;
        Ok(())
    }

    fn blocked(&self, code: Code) -> task::Move<'static> {
        let closely = u32::try_from(policy::SOON.len()).unwrap_or(u32::MAX);
        let attempt = self.task.attempt.max(closely) + 1;
        let again = code.may_heal().then(|| policy::again(attempt, self.now));
        task::Move::Blocked {
            reason: code.as_str(),
            again: again.map(|again| match again {
                Again::Soon(at) | Again::NowAndThen(at) => at,
            }),
            attempt,
        }
    }

    /// When an uncertain write is to be looked up next.
    fn next_look(&self, held_back: Option<Duration>) -> Option<Timestamp> {
        let of_plan = |open: &&OperationRow| {
            self.any(|step| matches!(step, Step::LookUp { operation } if *operation == open.id))
        };
        let of_plan = self.known.open.iter().filter(of_plan);
        let due = of_plan.map(|open| look_due(open, self.now)).min()?;
        let not_before = held_back.map_or(self.now, |pause| after(self.now, pause));
        Some(due.max(not_before))
    }

    fn any(&self, which: impl Fn(&Step) -> bool) -> bool {
        self.steps.iter().any(|(_, step)| which(step))
    }

    /// A reason that may go away by itself comes first: it decides whether there is another try.
    fn first_blocked(&self) -> Option<Code> {
        let codes = || {
            self.steps.iter().filter_map(|(_, step)| match step {
                Step::Blocked(code) => Some(*code),
                Step::InLine
                | Step::Absent
                | Step::InTheAir
                | Step::LookUp { .. }
                | Step::Send(_)
                | Step::Wait => None,
            })
        };
        codes()
            .find(|code| code.may_heal())
            .or_else(|| codes().next())
    }
}

/// Notes that a phase needs a person, and says so in the review list.
pub(crate) fn block(
    tx: &Tx<'_>,
    subject: Subject,
    phase: salon::PhaseId,
    code: Code,
    message: Option<&str>,
    now: Timestamp,
) -> Result<(), StoreError> {
    let facts = serde_json::json!({ "message": message });
    block_with(tx, (subject, phase), code, &facts, now)
}

/// The same, with what else there is to say about it: `facts` is an object, its `message` somebody's own words.
pub(crate) fn block_with(
    tx: &Tx<'_>,
    (subject, phase): (impl Into<Subject>, salon::PhaseId),
    code: Code,
    facts: &serde_json::Value,
    now: Timestamp,
) -> Result<(), StoreError> {
    let message = facts.get("message").and_then(serde_json::Value::as_str);
    phase::set(
        tx,
        phase,
        PhaseState::Blocked,
        Some(code.as_str()),
        message,
        now,
    )?;
    if code.may_be_another_child() {
        // The worker looks for it, and what it finds gets another try.
        event_map::doubt(tx, phase)?;
    }
    let about = ReviewSubject {
        appointment: subject.into().appointment(),
        phase: Some(phase),
        booking_uid: None,
    };
    review::open(tx, code.as_str(), about, &facts.to_string(), now)
}

/// When an uncertain write may first be looked up: a refusal at once, a lost answer when the server has had a moment. What was lost
/// by a clock that was ahead was lost just now.
pub(super) fn look_due(operation: &OperationRow, now: Timestamp) -> Timestamp {
    let since = operation.lost_at.unwrap_or(operation.sent_at).min(now);
    let pause = match operation.code {
        Some(_) => Duration::ZERO,
        None => policy::FIRST_LOOK,
    };
    since.checked_add(pause).unwrap_or(since)
}

fn urgency(priority: Priority) -> Urgency {
    match priority {
        Priority::Interactive | Priority::Phone => Urgency::Interactive,
        Priority::Backlog => Urgency::Backlog,
        Priority::Maintenance => Urgency::Maintenance,
    }
}

/// When a pause is over, in the whole seconds that the book knows: a look that is noted for too early would find nothing again and
/// again.
pub(super) fn after(now: Timestamp, pause: Duration) -> Timestamp {
    let up = TimestampRound::new()
        .smallest(Unit::Second)
        .mode(RoundMode::Ceil);
    match pause.is_zero() {
        true => now,
        false => now
            .checked_add(pause)
            .and_then(|then| then.round(up))
            .unwrap_or(now),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pause_is_over_in_whole_seconds_and_never_too_early() {
        let now: Timestamp = "2026-11-25T08:00:00.4Z".parse().unwrap();
        for (pause, expected) in [
            (0, "2026-11-25T08:00:00.4Z"),
            (1, "2026-11-25T08:00:01Z"),
            (600, "2026-11-25T08:00:01Z"),
            (601, "2026-11-25T08:00:02Z"),
            (10_000, "2026-11-25T08:00:11Z"),
        ] {
            let over = after(now, Duration::from_millis(pause));
            assert_eq!(over.to_string(), expected, "{pause} ms");
        }
    }
}
