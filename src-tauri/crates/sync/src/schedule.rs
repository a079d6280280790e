//! What happens by the clock while the program runs: reading changes from Cal.com every minute, comparing everything
//! and tidying every night, looking at the event map every week.
//!
//! The scheduler starts a job although the last run of it is still busy, and may tick once more after it was shut down; so
//! each job has a guard that lets one run at a time through and none after the end. It also notes for each job when it is due
//! next and waits for that instant: after sleep, or with a clock that was put forward, a job that is overdue runs once; with one
//! that was put back by hours, all would be silent for as long. So the timetable is made anew whenever the clock was put back. All
//! times are UTC: what the zone of the machine or the salon is, and whether its rules change, makes no difference.

use std::{
    future::Future,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use jiff::{SignedDuration, Timestamp};
use store::{
    Store,
    sync::{closing, operation},
};
use tokio::{
    sync::{Mutex, watch},
    task::JoinHandle,
};
use tokio_cron_scheduler::{Job, JobScheduler, JobSchedulerError};
use uuid::Uuid;

use crate::{backup, clock::Clock, engine::Engine};

/// Every minute. Seconds come first.
const POLL: &str = "20 * * * * *";
/// At a quarter past two at night, UTC.
const COMPARE: &str = "0 15 2 * * *";
/// At a quarter to three at night, UTC. It looks once a week; after a night without the line, in the next one.
const VERIFY: &str = "0 45 2 * * *";
/// At three at night, UTC: children of managed event types that have not been seen for a day.
const WARM_UP: &str = "0 0 3 * * *";
/// At half past three at night, UTC.
const TIDY: &str = "0 30 3 * * *";
/// A quarter past each hour: a machine that is off at night gets its daily backup all the same.
const BACK_UP: &str = "0 15 * * * *";
/// How long settled calls stay in the journal.
const KEEP_JOURNAL: SignedDuration = SignedDuration::from_hours(24 * 90);

/// The running schedule.
pub struct Schedule {
    timetable: Arc<Timetable>,
    watchman: JoinHandle<()>,
}

impl Schedule {
    /// Starts it; what was missed while the program was off is done at once.
    ///
    /// # Errors
    /// The scheduler cannot start.
    pub async fn start(engine: Arc<Engine>, store: Store) -> Result<Self, JobSchedulerError> {
        engine.compare().await;
        engine.verify_event_map().await;
        engine.warm_up().await;
        tokio::spawn(tidy(store.clone()));
        tokio::spawn(back_up(store.clone()));
        let clock = engine.clock();
        let timetable = Arc::new(Timetable::new(entries(&engine, &store)).await?);
        let watchman = tokio::spawn(watch_the_clock(clock, Arc::clone(&timetable)));
        Ok(Self {
            timetable,
            watchman,
        })
    }

    /// Stops it. A job that is running comes to its end.
    pub async fn stop(self) {
        self.watchman.abort();
        self.timetable.stop().await;
    }
}

/// Ready never.
async fn watch_the_clock(clock: Arc<dyn Clock>, timetable: Arc<Timetable>) {
    loop {
        // The end of time does not come: the sleeper wakes when the clock was put back.
        clock.sleep_until(Timestamp::MAX).await;
        match timetable.set_anew().await {
            Ok(()) => tracing::info!("the clock was put back: the timetable is made anew"),
            Err(error) => tracing::error!(%error, "the timetable could not be made anew"),
        }
    }
}

type Work = Box<dyn Fn() -> Pin<Box<dyn Future<Output = ()> + Send>> + Send + Sync>;

/// What is done when.
#[derive(Clone)]
struct Entry {
    when: &'static str,
    work: Arc<Work>,
    guard: Guard,
}

impl Entry {
    fn new<Fut>(when: &'static str, work: impl Fn() -> Fut + Send + Sync + 'static) -> Self
    where
        Fut: Future<Output = ()> + Send + 'static,
    {
        Self {
            when,
            work: Arc::new(Box::new(move || Box::pin(work()))),
            guard: Guard::default(),
        }
    }

    fn job(&self) -> Result<Job, JobSchedulerError> {
        let Self { when, work, guard } = self.clone();
        Job::new_async(when, move |_, _| {
            let turn = guard.turn();
            let work = turn.is_some().then(|| work());
            Box::pin(async move {
                if let Some(work) = work {
                    work.await;
                }
                drop(turn);
            })
        })
    }
}

fn entries(engine: &Arc<Engine>, store: &Store) -> Vec<Entry> {
    let (polled, compared) = (Arc::clone(engine), Arc::clone(engine));
    let (verified, warmed_up) = (Arc::clone(engine), Arc::clone(engine));
    let (backed_up, tidied) = (store.clone(), store.clone());
    vec![
        Entry::new(POLL, move || {
            let engine = Arc::clone(&polled);
            async move { engine.poll().await }
        }),
        Entry::new(COMPARE, move || {
            let engine = Arc::clone(&compared);
            async move { engine.compare().await }
        }),
        Entry::new(VERIFY, move || {
            let engine = Arc::clone(&verified);
            async move { engine.verify_event_map().await }
        }),
        Entry::new(WARM_UP, move || {
            let engine = Arc::clone(&warmed_up);
            async move { engine.warm_up().await }
        }),
        Entry::new(BACK_UP, move || back_up(backed_up.clone())),
        Entry::new(TIDY, move || tidy(tidied.clone())),
    ]
}

/// The entries, each with its next time.
struct Timetable {
    entries: Vec<Entry>,
    scheduler: Mutex<JobScheduler>,
    /// The jobs that stand for the entries, and so how often it was made.
    jobs: watch::Sender<Vec<Uuid>>,
}

impl Timetable {
    async fn new(entries: Vec<Entry>) -> Result<Self, JobSchedulerError> {
        let scheduler = JobScheduler::new().await?;
        scheduler.start().await?;
        let new = Self {
            entries,
            scheduler: Mutex::new(scheduler),
            jobs: watch::Sender::default(),
        };
        new.set_anew().await?;
        Ok(new)
    }

    /// The next time of each entry is the first from now on, whatever it was.
    async fn set_anew(&self) -> Result<(), JobSchedulerError> {
        let scheduler = self.scheduler.lock().await;
        let mut jobs = Vec::new();
        for entry in &self.entries {
            jobs.push(scheduler.add(entry.job()?).await?);
        }
        let old = self.jobs.send_replace(jobs);
        for job in old {
            scheduler.remove(&job).await?;
        }
        Ok(())
    }

    async fn stop(&self) {
        for entry in &self.entries {
            entry.guard.close();
        }
        if let Err(error) = self.scheduler.lock().await.shutdown().await {
            tracing::warn!(%error, "the schedule did not stop in good order");
        }
    }
}

/// The journal is for finding out what happened, not for ever.
async fn tidy(store: Store) {
    let now = Timestamp::now();
    let pruned = tokio::task::spawn_blocking(move || {
        let before = now.checked_sub(KEEP_JOURNAL).unwrap_or(Timestamp::MIN);
        store.write(|tx| {
            closing::prune(tx, before)?;
            operation::prune(tx, before)
        })
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
#[derive(Debug, Clone, Default)]
struct Guard {
    busy: Arc<AtomicBool>,
    over: Arc<AtomicBool>,
}

/// The right to run, given back when dropped.
struct Turn(Arc<AtomicBool>);

impl Guard {
    fn turn(&self) -> Option<Turn> {
        if self.over.load(Ordering::SeqCst) || self.busy.swap(true, Ordering::SeqCst) {
            return None;
        }
        Some(Turn(Arc::clone(&self.busy)))
    }

    fn close(&self) {
        self.over.store(true, Ordering::SeqCst);
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
    use crate::clock::SetClock;

    #[test]
    fn one_run_at_a_time_and_none_after_the_end() {
        let guard = Guard::default();
        let first = guard.turn();
        assert!(first.is_some());
        assert!(guard.turn().is_none(), "the first is still busy");
        drop(first);
        assert!(guard.turn().is_some());
        guard.close();
        assert!(guard.turn().is_none(), "a tick after the end");
    }

    const TEN_HOURS: u64 = 10 * 60 * 60;

    /// What the scheduler has noted when the clock is put back by ten hours: all next times are as far away.
    async fn note_by_a_clock_that_is_ahead(timetable: &Timetable) {
        let storage = timetable
            .scheduler
            .lock()
            .await
            .context()
            .metadata_storage
            .clone();
        let mut storage = storage.write().await;
        for job in timetable.jobs.borrow().clone() {
            let mut noted = storage.get(job).await.unwrap().unwrap();
            noted.next_tick += TEN_HOURS;
            noted.last_tick = noted.next_tick.checked_sub(60);
            storage.add_or_update(noted).await.unwrap();
        }
    }

    async fn seconds_until_next(timetable: &Timetable) -> u64 {
        let mut scheduler = timetable.scheduler.lock().await;
        let next = scheduler.time_till_next_job().await.unwrap();
        next.unwrap().as_secs()
    }

    #[tokio::test]
    async fn a_clock_that_was_put_back_silences_nothing() {
        let now = Timestamp::from_second(1_800_000_000).unwrap();
        let clock = Arc::new(SetClock::at(now));
        let minute = Entry::new(POLL, || async {});
        let night = Entry::new(COMPARE, || async {});
        let timetable = Arc::new(Timetable::new(vec![minute, night]).await.unwrap());
        note_by_a_clock_that_is_ahead(&timetable).await;
        assert!(seconds_until_next(&timetable).await > 60);

        let mut made = timetable.jobs.subscribe();
        made.mark_unchanged();
        let keeps = Arc::clone(&timetable);
        let watchman = tokio::spawn(watch_the_clock(clock.clone(), keeps));
        // The watchman has to have looked at the clock before it is put back.
        while clock.sleepers() == 0 {
            tokio::task::yield_now().await;
        }
        clock.put(now - SignedDuration::from_hours(10));
        made.changed().await.unwrap();
        assert!(seconds_until_next(&timetable).await <= 60);
        assert_eq!(made.borrow().len(), 2, "each entry once");
        watchman.abort();
        timetable.stop().await;
    }
}
