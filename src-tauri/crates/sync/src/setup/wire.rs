//! Calls made while somebody waits for the result: paced by the budget, and patient when the server asks for a pause.

use std::future::Future;

use calcom::{Admission, Client, Failure, Reply, Urgency};
use tokio::time::Instant;

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
