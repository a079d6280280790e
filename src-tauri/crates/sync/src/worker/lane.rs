//! A lane: rounds for one appointment or day until there is nothing left to send. A round is: plan and journal, send everything at
//! once, note the answers as they come, move the task on – and plan again in that same transaction.

use calcom::{Booking, Reply};
use store::{
    StoreError, Tx,
    sync::{GateState, KeyOf, Subject, account, overlap::Party, phase},
};
use tokio::{task::JoinSet, time::Instant};

use super::{
    call::Call,
    conclude::conclude,
    decide::{LookUp, Work, decide},
    look_up::{Seen, look},
    record::{Mark, record},
    settle::settle,
};
use crate::{closing, context::Context, error::SyncError, lines::Lines, overlap};

/// Brings it as far as it can be brought now. No transaction is open while anything is on the wire.
pub(super) async fn run(context: Context, lines: Lines, subject: Subject) -> Result<(), SyncError> {
    let mut last = None;
    loop {
        let budgets = lines.clone();
        let work = context
            .write(move |tx, context| go_on(tx, context, subject, last, &budgets))
            .await?;
        if work.is_empty() {
            return Ok(());
        }
        last = Some(carry_out(&context, &lines, subject, work).await?);
    }
}

/// Ends the last round and begins the next, if anything may go out.
fn go_on(
    tx: &Tx<'_>,
    context: &Context,
    subject: Subject,
    last: Option<Mark>,
    lines: &Lines,
) -> Result<Work, StoreError> {
    let now = context.now();
    if let Some(mark) = last {
        conclude(tx, subject, mark, now)?;
    }
    let open = account::find(tx)?.is_some_and(|account| account.gate == GateState::Open);
    // With another key it goes on in a lane of its own.
    if !open || !lines.are_todays(tx)? {
        return Ok(Work::default());
    }
    closing::before_planning(tx, subject, now)?;
    let admit = |key: KeyOf, urgency| {
        let budget = lines.with(key).budget();
        budget.admit(Instant::now().into_std(), urgency)
    };
    let work = decide(tx, context, subject, &admit, now)?;
    if let Some(id) = subject.appointment().filter(|_| work.is_empty()) {
        overlap::look(tx, &Party::Appointment(id), now)?;
    }
    Ok(work)
}

/// What comes back from the wire.
enum Answered {
    Call(Box<Call>, Box<Reply<Booking>>),
    LookUp(Box<LookUp>, Box<Seen>),
}

async fn carry_out(
    context: &Context,
    lines: &Lines,
    subject: Subject,
    work: Work,
) -> Result<Mark, SyncError> {
    let mut wire = JoinSet::new();
    for call in work.calls {
        let client = lines.with(call.key).clone();
        wire.spawn(async move {
            let reply = call.request.send(&client).await;
            Answered::Call(Box::new(call), Box::new(reply))
        });
    }
    for wanted in work.look_ups {
        let (client, began) = (lines.with(wanted.key).clone(), context.steady());
        wire.spawn(async move {
            let seen = look(&client, &wanted, began).await;
            Answered::LookUp(Box::new(wanted), Box::new(seen))
        });
    }
    let mut mark = Mark::default();
    while let Some(first) = wire.join_next().await {
        let mut answers = vec![first.map_err(|_| SyncError::BrokenOff)?];
        // Those that came meanwhile share the transaction.
        while let Some(another) = wire.try_join_next() {
            answers.push(another.map_err(|_| SyncError::BrokenOff)?);
        }
        let more = !wire.is_empty();
        mark = mark.and(note(context, lines, subject, answers, more).await?);
    }
    Ok(mark)
}

/// Notes answers. While `more` are to come, the window is told of these: a segment is not shown as sent until the slowest is through.
async fn note(
    context: &Context,
    lines: &Lines,
    subject: Subject,
    answers: Vec<Answered>,
    more: bool,
) -> Result<Mark, SyncError> {
    let lines = lines.clone();
    context
        .write(move |tx, context| {
            let (now, around) = (context.now(), (context, &lines));
            if more {
                phase::tell(tx, subject, now)?;
            }
            answers.iter().try_fold(Mark::default(), |mark, answered| {
                let another = match answered {
                    Answered::Call(call, reply) => record(tx, around, subject, call, reply, now),
                    Answered::LookUp(wanted, seen) => {
                        settle(tx, around, subject, wanted, seen, now)
                    }
                };
                Ok(mark.and(another?))
            })
        })
        .await
}
