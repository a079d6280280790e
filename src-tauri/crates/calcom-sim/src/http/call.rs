//! One call on its way through the server, and the record that remains of it.

use std::time::Duration;

use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;

use crate::bookings::Pending;
use crate::http::query::Query;
use crate::http::refusal::Refusal;
use crate::http::reply::Reply;

/// What a handler gets to see.
#[derive(Debug)]
pub(crate) struct Call {
    pub params: Vec<(&'static str, String)>,
    pub query: Query,
    /// `Null` when there is no body.
    pub body: Value,
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
    /// `GET`, `POST`, …
    pub method: String,
    /// The route's template, e.g. `/v2/bookings/{uid}/cancel`; the bare path when no route matched.
    pub route: String,
    /// Path and query as they came.
    pub path: String,
    /// The status answered; `None` when the connection was reset instead.
    pub status: Option<u16>,
    /// When it came, by the server's clock.
    pub at: Timestamp,
    /// How long it took, faults included, by the machine's clock.
    pub duration: Duration,
}
