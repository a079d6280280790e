//! What happens by the clock while the program runs: reading changes from Cal.com every minute, comparing everything
//! and tidying every night, looking at the event map every week.
//!
//! The scheduler starts a job although the last run of it is still busy, and may tick once more after it was shut down; so
//! each job has a guard that lets one run at a time through and none after the end.

use std::{
    future::Future,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use jiff::{SignedDuration, Timestamp};
use store::{Store, sync::operation};
use tokio_cron_scheduler::{Job, JobScheduler, JobSchedulerError};

use crate::{backup, engine::Engine};

/// Every minute. Seconds come first.
const POLL: &str = "20 * * * * *";
/// At a quarter past two at night, UTC.
const COMPARE: &str = "0 15 2 * * *";
/// At a quarter to three at night, UTC. It looks once a week; after a night without the line, in the next one.
const VERIFY: &str = "0 45 2 * * *";
/// At half past three at night, UTC.
const TIDY: &str = "0 30 3 * * *";
/// A quarter past each hour: a machine that is off at night gets its daily backup all the same.
const BACK_UP: &str = "0 15 * * * *";
/// How long settled calls stay in the journal.
const KEEP_JOURNAL: SignedDuration = SignedDuration::from_hours(24 * 90);

/// The running schedule.
pub struct Schedule {
    scheduler: JobScheduler,
    over: Arc<AtomicBool>,
}

impl Schedule {
    /// Starts it; what was missed while the program was off is done at once.
    ///
    /// # Errors
    /// The scheduler cannot start.
    pub async fn start(engine: Arc<Engine>, store: Store) -> Result<Self, JobSchedulerError> {
        let over = Arc::new(AtomicBool::new(false));
        let scheduler = JobScheduler::new().await?;
        engine.compare().await;
        engine.verify_event_map().await;
        tokio::spawn(tidy(store.clone()));
        tokio::spawn(back_up(store.clone()));
        let (polled, compared, verified) = (Arc::clone(&engine), Arc::clone(&engine), engine);
        add(&scheduler, POLL, Guard::new(&over), move || {
            let engine = Arc::clone(&polled);
            async move { engine.poll().await }
        })
        .await?;
        add(&scheduler, COMPARE, Guard::new(&over), move || {
            let engine = Arc::clone(&compared);
            async move { engine.compare().await }
        })
        .await?;
        add(&scheduler, VERIFY, Guard::new(&over), move || {
            let engine = Arc::clone(&verified);
            async move { engine.verify_event_map().await }
        })
        .await?;
        let kept = store.clone();
        add(&scheduler, BACK_UP, Guard::new(&over), move || {
            back_up(kept.clone())
        })
        .await?;
        add(&scheduler, TIDY, Guard::new(&over), move || {
            tidy(store.clone())
        })
        .await?;
        scheduler.start().await?;
        Ok(Self { scheduler, over })
    }

    /// Stops it. A job that is running comes to its end.
    pub async fn stop(mut self) {
        self.over.store(true, Ordering::SeqCst);
        if let Err(error) = self.scheduler.shutdown().await {
            tracing::warn!(%error, "the schedule did not stop in good order");
        }
    }
}

async fn add<F, Fut>(
    scheduler: &JobScheduler,
    when: &str,
    guard: Guard,
    work: F,
) -> Result<(), JobSchedulerError>
where
    F: Fn() -> Fut + Send + Sync + 'static,
    Fut: Future<Output = ()> + Send + 'static,
{
    let job = Job::new_async(when, move |_, _| {
        let turn = guard.turn();
        let work = turn.is_some().then(&work);
        Box::pin(async move {
            if let Some(work) = work {
                work.await;
            }
            drop(turn);
        })
    })?;
    scheduler.add(job).await?;
    Ok(())
}

/// The journal is for finding out what happened, not for ever.
async fn tidy(store: Store) {
    let now = Timestamp::now();
    let pruned = tokio::task::spawn_blocking(move || {
        let before = now.checked_sub(KEEP_JOURNAL).unwrap_or(Timestamp::MIN);
        store.write(|tx| operation::prune(tx, before))
    });
    match pruned.await {
        Ok(Ok(rows)) => tracing::info!(rows, "the journal was tidied"),
        Ok(Err(error)) => tracing::error!(%error, "the journal could not be tidied"),
        Err(_) => tracing::error!("tidying the journal broke off"),
    }
}

/// Once a day; asked more often, so that a day on which the machine was off at any hour is not left out.
async fn back_up(store: Store) {
    let now = Timestamp::now();
    match tokio::task::spawn_blocking(move || backup::daily(&store, now)).await {
        Ok(Ok(())) => {}
        Ok(Err(error)) => tracing::error!(%error, "the daily backup failed"),
        Err(_) => tracing::error!("the daily backup broke off"),
    }
}

/// One run at a time, and none after the end.
struct Guard {
    busy: Arc<AtomicBool>,
    over: Arc<AtomicBool>,
}

/// The right to run, given back when dropped.
struct Turn(Arc<AtomicBool>);

impl Guard {
    fn new(over: &Arc<AtomicBool>) -> Self {
        Self {
            busy: Arc::new(AtomicBool::new(false)),
            over: Arc::clone(over),
        }
    }

    fn turn(&self) -> Option<Turn> {
        if self.over.load(Ordering::SeqCst) || self.busy.swap(true, Ordering::SeqCst) {
            return None;
        }
        Some(Turn(Arc::clone(&self.busy)))
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.0.store(false, Ordering::SeqCst);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_run_at_a_time_and_none_after_the_end() {
        let over = Arc::new(AtomicBool::new(false));
        let guard = Guard::new(&over);
        let first = guard.turn();
        assert!(first.is_some());
        assert!(guard.turn().is_none(), "the first is still busy");
        drop(first);
        assert!(guard.turn().is_some());
        over.store(true, Ordering::SeqCst);
        assert!(guard.turn().is_none(), "a tick after the end");
    }
}
