//! One round for one appointment: plan and journal, send everything at once, note each answer as it comes, move the task on.

use calcom::{Booking, Client, Reply};
use salon::AppointmentId;
use tokio::{task::JoinSet, time::Instant};

use super::{
    call::Call,
    conclude::conclude,
    decide::{LookUp, Work, decide},
    look_up::{Seen, look},
    record::{Mark, record},
    settle::settle,
};
use crate::{context::Context, error::SyncError};

/// Brings an appointment one round further. No transaction is open while anything is on the wire.
pub(super) async fn round(
    context: Context,
    client: Client,
    appointment: AppointmentId,
) -> Result<(), SyncError> {
    let budget = client.clone();
    let work = context
        .write(move |tx, context| {
            let admit = |urgency| budget.budget().admit(Instant::now().into_std(), urgency);
            decide(tx, context, appointment, &admit, context.now())
        })
        .await?;
    if work.is_empty() {
        return Ok(());
    }
    let mark = carry_out(&context, &client, appointment, work).await?;
    context
        .write(move |tx, context| conclude(tx, appointment, mark, context.now()))
        .await
}

/// What comes back from the wire.
enum Answered {
    Call(Box<Call>, Box<Reply<Booking>>),
    LookUp(Box<LookUp>, Box<Seen>),
}

async fn carry_out(
    context: &Context,
    client: &Client,
    appointment: AppointmentId,
    work: Work,
) -> Result<Mark, SyncError> {
    let mut wire = JoinSet::new();
    for call in work.calls {
        let client = client.clone();
        wire.spawn(async move {
            let reply = call.request.send(&client).await;
            Answered::Call(Box::new(call), Box::new(reply))
        });
    }
    for wanted in work.look_ups {
        let (client, began) = (client.clone(), context.now());
        wire.spawn(async move {
            let seen = look(&client, &wanted, began).await;
            Answered::LookUp(Box::new(wanted), Box::new(seen))
        });
    }
    let mut mark = Mark::default();
    while let Some(answered) = wire.join_next().await {
        let answered = answered.map_err(|_| SyncError::BrokenOff)?;
        mark = mark.and(note(context, appointment, answered).await?);
    }
    Ok(mark)
}

async fn note(
    context: &Context,
    appointment: AppointmentId,
    answered: Answered,
) -> Result<Mark, SyncError> {
    context
        .write(move |tx, context| {
            let now = context.now();
            match &answered {
                Answered::Call(call, reply) => record(tx, appointment, call, reply, now),
                Answered::LookUp(wanted, seen) => settle(tx, appointment, wanted, seen, now),
            }
        })
        .await
}
