//! One call on its way through the server, and the record that remains of it.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;

use crate::bookings::Pending;
use crate::http::query::Query;
use crate::http::rate_limit::Counted;
use crate::http::refusal::Refusal;
use crate::http::reply::Reply;

/// What a handler gets to see.
#[derive(Debug)]
pub(crate) struct Call {
    pub params: Vec<(&'static str, String)>,
    pub query: Query,
    /// `Null` when there is no body.
    pub body: Arc<Value>,
    /// The user whose key it is.
    pub caller: Option<i64>,
    pub now: Timestamp,
}

impl Call {
    pub(crate) fn param(&self, name: &str) -> &str {
        let found = self.params.iter().find(|(key, _)| *key == name);
        found.map_or("", |(_, value)| value.as_str())
    }

    /// A number in the path; 0, which is nobody's id, when it is none.
    pub(crate) fn id(&self, name: &str) -> i64 {
        self.param(name).parse().unwrap_or_default()
    }

    /// The caller's id where the route demands a key; 0 otherwise.
    pub(crate) fn user(&self) -> i64 {
        self.caller.unwrap_or_default()
    }
}

/// What a handler came to.
#[derive(Debug)]
pub(crate) enum Step {
    Done(Reply),
    /// Checked, but not yet written: with a race window others may come between.
    Write(Pending),
}

impl From<Reply> for Step {
    fn from(reply: Reply) -> Self {
        Self::Done(reply)
    }
}

pub(crate) type Handler = fn(&mut crate::world::World, &Call) -> Result<Step, Refusal>;

/// A call the server has seen, as tests and measurements want it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CallRecord {
    /// What the caller calls itself (`User-Agent`); empty when it has no name.
    pub client: String,
    /// `GET`, `POST`, …
    pub method: String,
    /// The route's template, e.g. `/v2/bookings/{uid}/cancel`; the bare path when no route matched.
    pub route: String,
    /// Path and query as they came.
    pub path: String,
    /// What was sent along; `Null` when there was none or it was no JSON. Not told over HTTP: it is about people.
    #[serde(skip)]
    pub body: Arc<Value>,
    /// The status answered; `None` when the connection was reset instead.
    pub status: Option<u16>,
    /// How the rate limit counted it; `None` when it was not limited.
    pub counted: Option<Counted>,
    /// Its coming, in the order of the comings and goings of all calls.
    pub came: u64,
    /// Its end on the wire, in the same order: its answer was ready, or its caller had gone. The work may go on after that.
    pub gone: u64,
    /// When it came, by the server's clock.
    pub at: Timestamp,
    /// How long it took, faults included, by the machine's clock.
    pub duration: Duration,
}

/// The time that a call is on the wire, in an order that calls share.
#[derive(Debug)]
pub(crate) struct Crossing {
    order: Arc<AtomicU64>,
    came: u64,
    /// 0 while it lasts.
    gone: AtomicU64,
}

impl Crossing {
    /// `order` counts comings and goings.
    pub(crate) fn begin(order: &Arc<AtomicU64>) -> Self {
        Self {
            came: next(order),
            gone: AtomicU64::new(0),
            order: Arc::clone(order),
        }
    }

    pub(crate) fn came(&self) -> u64 {
        self.came
    }

    /// Ends it, unless it has ended; answers when that was.
    pub(crate) fn end(&self) -> u64 {
        let now = next(&self.order);
        match self
            .gone
            .compare_exchange(0, now, Ordering::SeqCst, Ordering::SeqCst)
        {
            Ok(_) => now,
            Err(before) => before,
        }
    }
}

fn next(order: &AtomicU64) -> u64 {
    order.fetch_add(1, Ordering::SeqCst).saturating_add(1)
}

/// Ends a crossing when it is dropped: with the answer, or because the caller has gone.
#[derive(Debug)]
pub(crate) struct Caller(pub(crate) Arc<Crossing>);

impl Drop for Caller {
    fn drop(&mut self) {
        self.0.end();
    }
}
