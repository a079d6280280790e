//! The engine: what the window, the headless agent and the tests start, ask and stop.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use jiff::Timestamp;
use salon::ServiceId;
use store::Store;
use tokio::{
    sync::{mpsc, oneshot, watch},
    task::JoinHandle,
};
use uuid::Uuid;

use crate::{
    ask::{self, Question, Tooth},
    clock::{Clock, WallClock},
    context::Context,
    error::SyncError,
    hold,
    line::Connector,
    pull::Depth,
    status,
    view::{AskedView, SyncStatus},
    worker::{Activity, Command, Worker},
};

/// What an engine is made of.
pub struct Parts {
    /// The book.
    pub store: Store,
    /// Who has the key.
    pub connector: Arc<dyn Connector>,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// Which run of the program this is: never the same twice.
    pub boot: Uuid,
}

impl Parts {
    /// With the machine's clock.
    #[must_use]
    pub fn new(store: Store, connector: Arc<dyn Connector>) -> Self {
        Self {
            store,
            connector,
            clock: Arc::new(WallClock),
            boot: Uuid::now_v7(),
        }
    }
}

/// An engine at rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rest {
    /// Nothing is left to be done but by a person, or the gate is closed.
    pub settled: bool,
    /// When something is due by itself.
    pub next: Option<Timestamp>,
}

/// A running engine. Dropping it stops the work at the next await; [`Engine::stop`] lets what is on the wire come to its end.
pub struct Engine {
    context: Context,
    commands: mpsc::Sender<Command>,
    activity: watch::Receiver<Activity>,
    stop: Mutex<Option<oneshot::Sender<()>>>,
    worker: JoinHandle<()>,
}

impl Engine {
    /// Starts. Must be called within a tokio runtime.
    #[must_use]
    pub fn start(parts: Parts) -> Self {
        let context = Context {
            store: parts.store,
            clock: parts.clock,
            boot: parts.boot.to_string().into(),
            contact: Arc::default(),
            lines: Arc::default(),
            silence: Arc::default(),
            reserved: Arc::default(),
        };
        let (commands, inbox) = mpsc::channel(16);
        let (activity, seen) = watch::channel(Activity::default());
        let (stop, stopped) = oneshot::channel();
        let worker = Worker::new(context.clone(), parts.connector, inbox, activity);
        Self {
            context,
            commands,
            activity: seen,
            stop: Mutex::new(Some(stop)),
            worker: tokio::spawn(worker.run(stopped)),
        }
    }

    /// The clock that it goes by.
    pub(crate) fn clock(&self) -> Arc<dyn Clock> {
        Arc::clone(&self.context.clock)
    }

    /// Asks the server at once, even if it could not be reached just now, and reads what changed there. Ready when the
    /// server has answered, or has not.
    pub async fn sync_now(&self) {
        let (done, answered) = oneshot::channel();
        if self.commands.send(Command::Now(done)).await.is_ok() {
            // An engine that stops meanwhile answers nobody.
            let _ = answered.await;
        }
    }

    /// Reads what changed in Cal.com, when the gate is open.
    pub async fn poll(&self) {
        // An engine that has stopped reads nothing.
        let _ = self.commands.send(Command::Pull(Depth::News)).await;
    }

    /// Compares everything from yesterday on, when the gate is open: finds what changes without a new time of change.
    pub async fn compare(&self) {
        // An engine that has stopped reads nothing.
        let _ = self.commands.send(Command::Pull(Depth::Everything)).await;
    }

    /// Looks whether the event map is still true, once a week, when the gate is open.
    pub async fn verify_event_map(&self) {
        // An engine that has stopped looks at nothing.
        let _ = self.commands.send(Command::Verify).await;
    }

    /// Looks for the children of managed event types that have not been seen for a day, when the gate is open: nobody has to wait
    /// for it when they are booked.
    pub async fn warm_up(&self) {
        // An engine that has stopped looks for nothing.
        let _ = self.commands.send(Command::Children).await;
    }

    /// Ready when everything that is in the book now is either in line, in the review list, or waiting behind a closed gate.
    pub async fn wait_until_idle(&self) {
        let revision = self.context.store.revision();
        let mut activity = self.activity.clone();
        // Fails only when the engine has stopped; then nothing more will happen.
        let _ = activity
            .wait_for(|now| now.settled && now.revision >= revision)
            .await;
    }

    /// Ready when nothing is under way and nothing can be done before the instant in the answer. For driving a
    /// [`SetClock`](crate::SetClock).
    pub async fn wait_until_resting(&self) -> Rest {
        let revision = self.context.store.revision();
        let now = self.context.now();
        let mut activity = self.activity.clone();
        let looked = |seen: &Activity| {
            // What was seen later than it is now was seen before the clock was put back.
            seen.revision >= revision
                && seen.at <= self.context.now()
                && (seen.at >= now || seen.next.is_none_or(|next| next > now))
        };
        let resting = activity.wait_for(|seen| seen.resting && looked(seen)).await;
        resting.map_or(Rest::default(), |seen| Rest {
            settled: seen.settled,
            next: seen.next,
        })
    }

    /// Whether Cal.com offers the times of segments that are about to be promised; each has an answer after `patience` at the
    /// latest. Asks only with the gate open and leaves half of the budget to others.
    ///
    /// # Errors
    /// The book cannot be read.
    pub async fn ask(
        &self,
        question: Question,
        patience: Duration,
    ) -> Result<Vec<AskedView>, SyncError> {
        ask::ask(&self.context, question, patience).await
    }

    /// Brings what the form with this token has reserved on Cal.com in line with what it holds in the book: given back, prolonged,
    /// and of `more` that is reserved which the form holds. To be called whenever the form's hold has changed. Ready when Cal.com
    /// has answered; whatever stands in the way is passed over.
    ///
    /// # Errors
    /// The book cannot be read.
    pub async fn keep_free(
        &self,
        form: String,
        more: Vec<(ServiceId, Tooth)>,
    ) -> Result<(), SyncError> {
        hold::keep(&self.context, form, more).await
    }

    /// How the book stands with Cal.com.
    ///
    /// # Errors
    /// The book cannot be read.
    pub async fn status(&self) -> Result<SyncStatus, SyncError> {
        let last = self.context.contact.last();
        self.context
            .read(move |read| status::with_contact(read, last))
            .await
    }

    /// Stops after what is on the wire has come to its end, and what forms had reserved was given back. An engine that is asked anything
    /// afterwards does nothing.
    pub async fn stop(&self) {
        let stop = self
            .stop
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        if let Some(stop) = stop {
            // Fails only when it has stopped already.
            let _ = stop.send(());
        }
        let mut activity = self.activity.clone();
        let end = async {
            // The worker tells of its activity until the very end.
            while activity.changed().await.is_ok() {}
        };
        let ((), given_back) = tokio::join!(end, hold::let_go(&self.context));
        if let Err(error) = given_back {
            tracing::warn!(%error, "what forms had reserved could not be given back");
        }
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        self.worker.abort();
    }
}
