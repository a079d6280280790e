//! Calls made while somebody waits for the result: paced by the budget, and patient when the server asks for a pause.

use std::{future::Future, time::Duration};

use calcom::{Admission, Client, Failure, Reply, Urgency};
use tokio::time::Instant;

/// Calls of one kind, when answers are lost or the server fails.
const MOST_ATTEMPTS: u32 = 3;
/// Before the second; before the third twice as long.
const PAUSE: Duration = Duration::from_millis(300);
/// How often a call is made again after the server asked for a pause.
const PATIENCE: u32 = 3;

/// Makes a call when the budget allows it. After a 429, which changed nothing, it is made again.
pub(crate) async fn paced<T, Fut>(client: &Client, call: impl Fn() -> Fut) -> Result<T, Failure>
where
    Fut: Future<Output = Reply<T>>,
{
    let mut pauses = 0;
    loop {
        admitted(client).await;
        match call().await.into_result() {
            Err(Failure::RateLimited { .. }) if pauses < PATIENCE => pauses += 1,
            outcome => return outcome,
        }
    }
}

async fn admitted(client: &Client) {
    let ask = || {
        client
            .budget()
            .admit(Instant::now().into_std(), Urgency::Interactive)
    };
    while let Admission::Wait(pause) = ask() {
        tokio::time::sleep(pause).await;
    }
}

/// What came of a call that was made until it was answered.
pub(super) struct Insisted<T> {
    pub(super) outcome: Result<T, Failure>,
    /// An earlier try may have done it.
    pub(super) answer_lost: bool,
}

/// Makes a call up to three times, when answers are lost or the server fails.
pub(super) async fn insist<T, Fut>(
    client: &Client,
    attempts: &mut u32,
    call: impl Fn() -> Fut,
) -> Insisted<T>
where
    Fut: Future<Output = Reply<T>>,
{
    let mut turn = 0;
    loop {
        turn += 1;
        *attempts += 1;
        let outcome = paced(client, &call).await;
        if turn == MOST_ATTEMPTS || !matches!(outcome, Err(Failure::Unknown(_))) {
            return Insisted {
                outcome,
                answer_lost: turn > 1,
            };
        }
        tokio::time::sleep(PAUSE * turn).await;
    }
}
