//! What is under way: lanes, at most one probe, at most one pull, at most one look at the event map and one for children.

use std::collections::HashMap;

use calcom::{Client, Failure};
use jiff::Timestamp;
use tokio::task::{Id, JoinSet};

use store::sync::Subject;

use super::lane;
use crate::{
    context::Context,
    error::SyncError,
    lines::Lines,
    map_watch,
    pull::{self, Depth},
    setup,
};

/// A job that came to its end.
pub(super) enum Finished {
    Lane(Subject, Result<(), SyncError>),
    /// Over which lines; `None`: got through.
    Probe(Lines, Option<Failure>),
    /// What is to be read once more; `None`: it came through.
    Pull(Result<Option<Depth>, SyncError>),
    Verify(Result<(), SyncError>),
    /// Whether it is known now.
    Children(bool),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Lane(Subject),
    Probe,
    Pull,
    Verify,
    Children,
}

#[derive(Default)]
pub(super) struct Jobs {
    running: JoinSet<Finished>,
    kinds: HashMap<Id, Kind>,
}

impl Jobs {
    pub(super) fn is_empty(&self) -> bool {
        self.kinds.is_empty()
    }

    pub(super) fn lanes(&self) -> usize {
        self.kinds
            .values()
            .filter(|kind| matches!(kind, Kind::Lane(_)))
            .count()
    }

    pub(super) fn has_lane(&self, subject: Subject) -> bool {
        self.kinds.values().any(|kind| *kind == Kind::Lane(subject))
    }

    pub(super) fn is_probing(&self) -> bool {
        self.kinds.values().any(|kind| *kind == Kind::Probe)
    }

    pub(super) fn is_pulling(&self) -> bool {
        self.kinds.values().any(|kind| *kind == Kind::Pull)
    }

    pub(super) fn is_verifying(&self) -> bool {
        self.kinds.values().any(|kind| *kind == Kind::Verify)
    }

    pub(super) fn is_looking_for_children(&self) -> bool {
        self.kinds.values().any(|kind| *kind == Kind::Children)
    }

    /// Whether the server is being asked something that somebody may wait for.
    pub(super) fn is_asking(&self) -> bool {
        self.kinds
            .values()
            .any(|kind| matches!(kind, Kind::Probe | Kind::Pull))
    }

    pub(super) fn lane(&mut self, context: Context, lines: Lines, subject: Subject) {
        let work = async move {
            let outcome = lane::run(context, lines, subject).await;
            Finished::Lane(subject, outcome)
        };
        let handle = self.running.spawn(work);
        self.kinds.insert(handle.id(), Kind::Lane(subject));
    }

    pub(super) fn probe(&mut self, lines: Lines) {
        let work = async move {
            let failure = lines.salon().me().await.into_result().err();
            Finished::Probe(lines, failure)
        };
        let handle = self.running.spawn(work);
        self.kinds.insert(handle.id(), Kind::Probe);
    }

    pub(super) fn pull(&mut self, context: Context, lines: Lines, depth: Depth) {
        let work = async move { Finished::Pull(pull::run(&context, &lines, depth).await) };
        let handle = self.running.spawn(work);
        self.kinds.insert(handle.id(), Kind::Pull);
    }

    pub(super) fn verify(&mut self, context: Context, lines: Lines) {
        let work = async move { Finished::Verify(map_watch::run(&context, &lines).await) };
        let handle = self.running.spawn(work);
        self.kinds.insert(handle.id(), Kind::Verify);
    }

    /// Looks for the children of pairs that were last seen before `since`, and of those in doubt.
    pub(super) fn children(&mut self, context: Context, client: Client, since: Timestamp) {
        let work = async move {
            let now = context.now();
            let found = setup::resolve_children(&context.store, &client, since, now).await;
            if let Err(error) = &found {
                tracing::info!(code = error.code(), "children could not be looked for");
            }
            Finished::Children(found.is_ok())
        };
        let handle = self.running.spawn(work);
        self.kinds.insert(handle.id(), Kind::Children);
    }

    /// The next job that comes to its end; `None` if there is none under way.
    pub(super) async fn next(&mut self) -> Option<Finished> {
        let (id, finished) = match self.running.join_next_with_id().await? {
            Ok((id, finished)) => (id, Ok(finished)),
            Err(panicked) => (panicked.id(), Err(SyncError::BrokenOff)),
        };
        let kind = self.kinds.remove(&id);
        match (finished, kind) {
            (Ok(finished), _) => Some(finished),
            (Err(error), Some(Kind::Lane(subject))) => Some(Finished::Lane(subject, Err(error))),
            (Err(_), Some(Kind::Children)) => Some(Finished::Children(false)),
            (Err(error), Some(Kind::Pull | Kind::Probe | Kind::Verify) | None) => {
                Some(Finished::Pull(Err(error)))
            }
        }
    }

    /// Lets everything come to its end. What does not is found by the next run of the program.
    pub(super) async fn drain(&mut self) {
        while self.next().await.is_some() {}
    }
}
