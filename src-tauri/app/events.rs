//! Tells the window that the book has changed: after COMMIT, by revision. The window reads again what it shows.

use serde::Serialize;
use store::Store;
use tauri::{AppHandle, Emitter};
use ts_rs::TS;

/// Name of the event.
const CHANGED: &str = "changed";

/// Payload of the event `changed`.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct Changed {
    /// The book's revision now.
    pub revision: i64,
    /// What kinds of things changed since the last event; empty: everything may have.
    pub topics: Vec<String>,
}

/// Name of the event that says how far something long has come.
const PROGRESS: &str = "progress";

/// Payload of the event `progress`.
#[derive(Debug, Clone, Copy, Serialize, TS)]
#[ts(export)]
pub struct Progress {
    /// Lines, bookings or event types that are done.
    pub done: usize,
    /// Of how many.
    pub all: usize,
}

/// Says how far something long has come. One thing at a time is waited for.
pub(super) fn progress(app: &AppHandle, done: usize, all: usize) {
    // A window that is just closing hears nothing, which is right.
    let _ = app.emit(PROGRESS, Progress { done, all });
}

/// Passes the change feed on for as long as the book is open.
pub(super) fn tell(app: &AppHandle, store: &Store) {
    let (app, store) = (app.clone(), store.clone());
    tauri::async_runtime::spawn(async move {
        let mut revisions = store.watch();
        let mut told = *revisions.borrow_and_update();
        while revisions.changed().await.is_ok() {
            let reader = store.clone();
            let looked = tokio::task::spawn_blocking(move || reader.changes_since(told)).await;
            let changed = match looked {
                // Read along with the one before.
                Ok(Ok(changes)) if changes.revision == told => continue,
                Ok(Ok(changes)) => {
                    told = changes.revision;
                    let topics = changes.topics.iter().map(|topic| topic.as_str().to_owned());
                    Changed {
                        revision: told.0,
                        topics: if changes.complete {
                            topics.collect()
                        } else {
                            Vec::new()
                        },
                    }
                }
                Ok(Err(_)) | Err(_) => {
                    told = *revisions.borrow_and_update();
                    Changed {
                        revision: told.0,
                        topics: Vec::new(),
                    }
                }
            };
            // A window that is just closing hears nothing, which is right.
            let _ = app.emit(CHANGED, changed);
        }
    });
}
