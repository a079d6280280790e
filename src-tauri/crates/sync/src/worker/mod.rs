//! The worker: woken by the book, it brings due appointments and days in line, several at a time.
//!
//! Invariants: one lane per appointment or day, so never two plans for one at once; nothing goes out while the gate is closed, except
//! the probe; interest in the book is registered before it is looked at, so that no wake-up is lost.

mod call;
mod conclude;
mod decide;
mod gate;
mod jobs;
mod lane;
mod look_up;
mod lookout;
mod outlook;
mod probe;
mod record;
mod settle;
mod teeth;

pub(crate) use self::{decide::block_with as block_phase, gate::note as note_gate, teeth::target};

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use store::sync::{GateState, Priority, account, operation, task};
use tokio::sync::{mpsc, oneshot, watch};
use uuid::Uuid;

use self::{
    jobs::{Finished, Jobs},
    lookout::Lookout,
    outlook::Outlook,
    probe::Probe,
};
use crate::{
    closing,
    context::Context,
    desk,
    error::SyncError,
    line::{Connector, NoLine},
    lines::{self, Lines},
    policy::Gate,
    pull::Depth,
    staff_keys,
};

/// How long to leave a book alone that cannot be read or written.
const BOOK_TROUBLE: SignedDuration = SignedDuration::from_secs(5);

/// Appointments on the wire at the same time.
const LANES: usize = 8;

/// Lanes that a backlog never takes, so that the desk does not wait for a server that is slow with it.
const FOR_THE_DESK: usize = 2;

/// Lanes that a task may have beyond the usual ones.
const fn more_lanes(priority: Priority) -> usize {
    match priority {
        Priority::Interactive | Priority::Phone => FOR_THE_DESK,
        Priority::Backlog | Priority::Maintenance => 0,
    }
}

/// What others ask of the worker.
#[derive(Debug)]
pub(crate) enum Command {
    /// Ask the server now, whatever the gate says, and read what changed there. Answered when that is done.
    Now(oneshot::Sender<()>),
    /// Read what changed in Cal.com, or everything.
    Pull(Depth),
    /// Verify the event map, if that is due.
    Verify,
    /// Look for the children of managed event types that have not been seen for a day.
    Children,
}

/// What the worker is doing, for whoever waits for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Activity {
    /// The book has been looked at up to here.
    pub(crate) revision: store::Revision,
    /// When that was.
    pub(crate) at: Timestamp,
    /// Nothing is under way and nothing can be done before `next`.
    pub(crate) resting: bool,
    /// Nothing is left to be done but by a person, or the gate is closed.
    pub(crate) settled: bool,
    /// When something is due by itself.
    pub(crate) next: Option<Timestamp>,
}

pub(crate) struct Worker {
    context: Context,
    connector: Arc<dyn Connector>,
    lines: Option<Lines>,
    jobs: Jobs,
    probe: Probe,
    pull_wanted: Option<Depth>,
    /// What did not come through, and is read along with what is read next.
    pull_owed: Option<Depth>,
    /// What time it was when the book was last looked at.
    last_look: Timestamp,
    verify_wanted: bool,
    children: Lookout,
    /// The book could not be used just now: nothing is started before.
    not_before: Option<Timestamp>,
    waiting_for_now: Vec<oneshot::Sender<()>>,
    commands: mpsc::Receiver<Command>,
    activity: watch::Sender<Activity>,
}

impl Worker {
    pub(crate) fn new(
        context: Context,
        connector: Arc<dyn Connector>,
        commands: mpsc::Receiver<Command>,
        activity: watch::Sender<Activity>,
    ) -> Self {
        Self {
            context,
            connector,
            lines: None,
            jobs: Jobs::default(),
            probe: Probe::default(),
            pull_wanted: None,
            pull_owed: None,
            last_look: Timestamp::MIN,
            verify_wanted: false,
            children: Lookout::default(),
            not_before: None,
            waiting_for_now: Vec::new(),
            commands,
            activity,
        }
    }

    /// Works until `stop` says so, then lets what is on the wire come to its end.
    pub(crate) async fn run(mut self, mut stop: oneshot::Receiver<()>) {
        if let Err(error) = self.recover().await {
            tracing::error!(%error, "the journal of the last run could not be read");
        }
        let mut book = self.context.store.watch();
        loop {
            book.mark_unchanged();
            let next = match self.turn().await {
                Ok(next) => next,
                Err(error) => Some(self.trouble(&error)),
            };
            let clock = Arc::clone(&self.context.clock);
            let sleep = clock.sleep_until(next.unwrap_or(Timestamp::MAX));
            if self.context.now() < self.last_look {
                // Put back since then: the sleeper has not seen it.
                continue;
            }
            tokio::select! {
                biased;
                _ = &mut stop => break,
                Some(finished) = self.jobs.next() => self.finish(finished).await,
                Some(command) = self.commands.recv() => self.take(command),
                Ok(()) = book.changed() => {}
                () = sleep => {}
            }
        }
        self.jobs.drain().await;
    }

    /// What an earlier run left on the wire has to be looked up; what it noted by a clock that was ahead is not waited for.
    async fn recover(&self) -> Result<(), SyncError> {
        let orphans = self
            .context
            .write(|tx, context| {
                let now = context.now();
                task::clock_put_back(tx, now)?;
                gate::piled_up(tx, now)?;
                // A book that was connected before desks had names.
                if account::find(tx)?.is_some() {
                    desk::name(tx, Uuid::now_v7())?;
                }
                operation::recover(tx, &context.boot, now)
            })
            .await?;
        if orphans > 0 {
            tracing::info!(orphans, "calls of the last run have to be looked up");
        }
        Ok(())
    }

    /// Looks at the book and starts what can be done. Answers when to look again at the latest.
    async fn turn(&mut self) -> Result<Option<Timestamp>, SyncError> {
        let now = self.context.now();
        self.last_look = now;
        // A clock that was put back does not make for a long wait.
        let soon = |then: &Timestamp| *then > now && then.duration_since(now) <= BOOK_TROUBLE;
        self.not_before = self.not_before.filter(soon);
        if let Some(then) = self.not_before {
            return Ok(Some(then));
        }
        let lanes = LANES + FOR_THE_DESK + self.jobs.lanes();
        let mut outlook = Outlook::look(&self.context, lanes, now).await?;
        if outlook.ahead {
            self.clock_put_back(now).await?;
            outlook = Outlook::look(&self.context, lanes, now).await?;
        }
        if outlook.marked {
            self.context
                .write(|tx, context| closing::recut(tx, context.now()))
                .await?;
            outlook = Outlook::look(&self.context, lanes, now).await?;
        }
        self.pick_up_strays(&outlook).await?;
        let next = match &outlook.account {
            None => {
                self.hang_up();
                (self.pull_wanted, self.pull_owed) = (None, None);
                self.verify_wanted = false;
                self.children = Lookout::default();
                None
            }
            Some(account) => match account.gate {
                GateState::Open => self.work(&outlook, now).await?,
                GateState::Limited => self.pause(account.gate_until, now).await?,
                GateState::Offline | GateState::Credentials => self.knock(&outlook, now).await?,
            },
        };
        let resting = self.jobs.is_empty() && next.is_none_or(|next| next > now);
        self.activity.send_replace(Activity {
            revision: outlook.revision,
            at: now,
            resting,
            settled: resting && self.pull_wanted.is_none() && outlook.is_settled(),
            next,
        });
        if !self.jobs.is_asking() && self.asked_and_told(&outlook) {
            self.answer_now();
        }
        Ok(next)
    }

    /// What was noted by a clock that was ahead would wait for that time. It is told from the notes themselves: the clock may have been
    /// set wrong and right again between two looks of ours, and others look at it, too.
    async fn clock_put_back(&self, now: Timestamp) -> Result<(), SyncError> {
        tracing::warn!("the clock was put back");
        self.context
            .write(move |tx, _| task::clock_put_back(tx, now))
            .await
    }

    /// Calls that no lane of ours has under way were broken off: their fate has to be looked up.
    async fn pick_up_strays(&self, outlook: &Outlook) -> Result<(), SyncError> {
        for subject in outlook.sending.iter().copied() {
            if !self.jobs.has_lane(subject) {
                tracing::warn!(%subject, "calls were broken off");
                self.context
                    .write(move |tx, context| operation::abandon(tx, subject, context.now()))
                    .await?;
            }
        }
        Ok(())
    }

    /// The gate is open.
    async fn work(
        &mut self,
        outlook: &Outlook,
        now: Timestamp,
    ) -> Result<Option<Timestamp>, SyncError> {
        self.probe.forget();
        let Some(lines) = self.lines(outlook).await? else {
            return Ok(Some(now));
        };
        if !self.jobs.is_pulling()
            && let Some(depth) = self.pull_wanted.take()
        {
            self.jobs.pull(self.context.clone(), lines.clone(), depth);
        }
        if std::mem::take(&mut self.verify_wanted) {
            self.jobs.verify(self.context.clone(), lines.clone());
        }
        if !self.jobs.is_looking_for_children()
            && let Some(since) = self.children.turn(outlook.map_in_doubt, now)
        {
            self.jobs
                .children(self.context.clone(), lines.salon().clone(), since);
        }
        for task in &outlook.due {
            let lanes = LANES + more_lanes(task.priority);
            if self.jobs.lanes() < lanes && !self.jobs.has_lane(task.subject) {
                self.jobs
                    .lane(self.context.clone(), lines.clone(), task.subject);
            }
        }
        Ok(outlook.next_due)
    }

    /// The server asked for a pause.
    async fn pause(
        &mut self,
        until: Option<Timestamp>,
        now: Timestamp,
    ) -> Result<Option<Timestamp>, SyncError> {
        match until {
            Some(until) if until > now => Ok(Some(until)),
            Some(_) | None => {
                self.context
                    .write(|tx, context| gate::set(tx, Gate::Open, context.now()))
                    .await?;
                Ok(Some(now))
            }
        }
    }

    /// Nothing gets through: asks now and then whether that has changed.
    async fn knock(
        &mut self,
        outlook: &Outlook,
        now: Timestamp,
    ) -> Result<Option<Timestamp>, SyncError> {
        let closed_for_good = outlook.gate() == Some(GateState::Credentials);
        let at = self.probe.next(closed_for_good, now);
        if at > now || self.jobs.is_probing() {
            return Ok(Some(at.max(now)).filter(|_| !self.jobs.is_probing()));
        }
        if let Some(lines) = self.lines(outlook).await? {
            self.jobs.probe(lines);
            return Ok(None);
        }
        self.probe.failed(now);
        Ok(Some(self.probe.next(closed_for_good, now)))
    }

    /// The lines of the connected account, opened when first needed. Without the salon's the gate closes; without a stylist's it is
    /// said of their key.
    async fn lines(&mut self, outlook: &Outlook) -> Result<Option<Lines>, SyncError> {
        let (Some(account), keys) = (&outlook.account, &outlook.keys) else {
            return Ok(None);
        };
        let open = self.lines.as_ref();
        if let Some(lines) = open.filter(|lines| lines.serve(account, keys)) {
            return Ok(Some(lines.clone()));
        }
        match lines::open(&*self.connector, account, keys).await {
            Ok((lines, without)) => {
                staff_keys::not_there(&self.context, &lines, without).await?;
                self.lines = Some(lines.clone());
                self.context.lines.are(Some(lines.clone()));
                Ok(Some(lines))
            }
            Err(problem) => {
                self.hang_up();
                self.no_line(problem).await?;
                Ok(None)
            }
        }
    }

    fn hang_up(&mut self) {
        self.lines = None;
        self.context.lines.are(None);
    }

    async fn no_line(&self, problem: NoLine) -> Result<(), SyncError> {
        let gate = Gate::Credentials {
            reason: problem.code(),
        };
        self.context
            .write(move |tx, context| gate::set(tx, gate, context.now()))
            .await
    }

    async fn finish(&mut self, finished: Finished) {
        let noted = match finished {
            Finished::Lane(_, Ok(())) => Ok(()),
            Finished::Lane(subject, Err(error)) => {
                self.trouble(&error);
                self.context
                    .write(move |tx, context| operation::abandon(tx, subject, context.now()))
                    .await
            }
            Finished::Probe(lines, failure) => {
                let now = self.context.now();
                self.probe.answered(failure.is_none(), now);
                let gate = failure.map_or(Some(Gate::Open), |failure| probe::gate(&failure, now));
                self.context
                    .write(move |tx, context| probe::note(tx, &lines, gate, context.now()))
                    .await
            }
            Finished::Children(known) => {
                self.children.ended(known, self.context.now());
                Ok(())
            }
            Finished::Pull(outcome) => {
                let again = *outcome.as_ref().unwrap_or(&Some(Depth::Everything));
                self.pull_owed = self.pull_owed.max(again);
                outcome.map(|_| ())
            }
            Finished::Verify(outcome) => outcome,
        };
        if let Err(error) = noted {
            self.trouble(&error);
        }
    }

    /// A full disk, a foreign lock: the book is left alone for a moment instead of being asked again and again.
    fn trouble(&mut self, error: &SyncError) -> Timestamp {
        tracing::error!(%error, "the synchronisation cannot use the book");
        let now = self.context.now();
        let then = now.checked_add(BOOK_TROUBLE).unwrap_or(now);
        self.not_before = Some(then);
        then
    }

    fn take(&mut self, command: Command) {
        match command {
            Command::Now(done) => {
                self.waiting_for_now.push(done);
                self.probe.at_once();
                self.want(Depth::News);
            }
            Command::Pull(depth) => self.want(depth),
            Command::Verify => self.verify_wanted = !self.jobs.is_verifying(),
            Command::Children => self.children.wanted = true,
        }
    }

    fn want(&mut self, depth: Depth) {
        let owed = self.pull_owed.take();
        self.pull_wanted = self.pull_wanted.max(owed).max(Some(depth));
    }

    /// Whether whoever wanted to know now can be told: with the gate closed, that the server did not answer.
    fn asked_and_told(&self, outlook: &Outlook) -> bool {
        match outlook.gate() {
            Some(GateState::Open) => self.pull_wanted.is_none(),
            Some(GateState::Offline | GateState::Credentials) => !self.probe.is_at_once(),
            Some(GateState::Limited) | None => true,
        }
    }

    fn answer_now(&mut self) {
        for waiting in self.waiting_for_now.drain(..) {
            // Whoever asked may have gone.
            let _ = waiting.send(());
        }
    }
}
