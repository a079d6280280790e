//! What a call gives back: its outcome, and what is worth recording about it.

use std::time::Duration;

use jiff::Timestamp;

use crate::headers::RateWindow;
use crate::outcome::Failure;
use crate::versions::ApiVersion;

/// The outcome of one call with its circumstances.
#[derive(Debug, Clone)]
#[must_use = "a failure may mean that something happened on the server"]
pub struct Reply<T> {
    /// The result, or why there is none.
    pub outcome: Result<T, Failure>,
    /// The circumstances, known either way.
    pub meta: CallMeta,
}

/// The circumstances of one call. Free of personal data and secrets.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CallMeta {
    /// The HTTP status, if an answer began to arrive.
    pub status: Option<u16>,
    /// From sending to the end of the answer (or the failure).
    pub latency: Duration,
    /// The server's clock at the answer.
    pub server_date: Option<Timestamp>,
    /// The rate limit as the answer reported it.
    pub rate: Option<RateWindow>,
    /// The `cal-api-version` that was asked for.
    pub api_version: Option<ApiVersion>,
}

impl<T> Reply<T> {
    /// The outcome alone.
    ///
    /// # Errors
    /// The call's [`Failure`].
    pub fn into_result(self) -> Result<T, Failure> {
        self.outcome
    }

    pub(crate) fn and_then<U>(self, read: impl FnOnce(T) -> Result<U, Failure>) -> Reply<U> {
        Reply {
            outcome: self.outcome.and_then(read),
            meta: self.meta,
        }
    }
}
