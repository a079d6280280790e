//! What a call came to, in a closed vocabulary that a sync engine can act on.
//!
//! The question that matters is not "which error?" but "may it have happened?". So: certainly not sent, perhaps done, refused, too fast, not let in.
//!
//! Invariant: only an answer in the API's own shape can refuse. A 404 of a proxy or a login page is not proof that a booking is gone;
//! it is [`Failure::Unknown`].

use std::time::Duration;

use reqwest::header::HeaderMap;
use serde_json::Value;

use crate::auth::AuthProblem;
use crate::decode::Envelope;
use crate::error_body::ErrorBody;
use crate::headers;
use crate::redact;
use crate::refusal::Refusal;

/// Why a call has no result.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// Certainly nothing was sent: sending again is harmless.
    #[error("not sent: {0}")]
    NotSent(NotSentReason),
    /// It may have happened. After anything but a read: look before sending again.
    #[error("outcome unknown: {0}")]
    Unknown(UnknownReason),
    /// The API said no; nothing changed.
    #[error("refused ({status}, {code}): {message}", status = .0.status, code = .0.code.as_str(), message = .0.message)]
    Refused(Refusal),
    /// Too many calls; this one was not carried out.
    #[error("rate limited for {} s", retry_after.as_secs())]
    RateLimited {
        /// How long to stay away: 1 s to 15 min.
        retry_after: Duration,
    },
    /// The account, not the request, is the problem; every call will end like this until a person acts.
    #[error("not authorized: {0}")]
    Unauthorized(AuthProblem),
}

/// Why nothing was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotSentReason {
    /// The server's name could not be resolved – mostly: no network.
    #[error("name not resolved")]
    Dns,
    /// Nobody listens there.
    #[error("connection refused")]
    Refused,
    /// No secure connection: certificate not trusted, or not a TLS server.
    #[error("no secure connection")]
    Tls,
    /// The server did not answer in time.
    #[error("connecting timed out")]
    ConnectTimeout,
    /// Any other failure to connect.
    #[error("server unreachable")]
    Unreachable,
    /// The request could not even be written down. Waiting will not help; it is a fault of the caller's values.
    #[error("request not expressible")]
    Malformed,
}

/// Why it is not known whether the call happened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UnknownReason {
    /// No answer in time after the request went out.
    #[error("no answer in time")]
    Timeout,
    /// The connection ended before the answer was complete.
    #[error("connection lost")]
    ConnectionLost,
    /// The server failed (5xx), before or after doing the work.
    #[error("server error {status}: {message}")]
    ServerError {
        /// 500–599.
        status: u16,
        /// The server's words, masked like [`Refusal::message`]; empty when it had none.
        message: String,
    },
    /// An answer that is not the API's: HTML, a redirect, another version's shape.
    #[error("undecodable answer ({status}): {detail}")]
    Undecodable {
        /// The HTTP status it came with.
        status: u16,
        /// What was wrong with it, without its content.
        detail: String,
    },
    /// An answer longer than [`Config::max_answer_bytes`](crate::Config::max_answer_bytes).
    #[error("answer longer than {limit} bytes")]
    TooLarge {
        /// The bound that was passed.
        limit: usize,
    },
}

impl Failure {
    /// A stable name for storage and statistics: the refusal's own where there is one.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotSent(reason) => match reason {
                NotSentReason::Dns => "dns",
                NotSentReason::Refused => "connection_refused",
                NotSentReason::Tls => "tls",
                NotSentReason::ConnectTimeout => "connect_timeout",
                NotSentReason::Unreachable => "unreachable",
                NotSentReason::Malformed => "malformed_request",
            },
            Self::Unknown(reason) => match reason {
                UnknownReason::Timeout => "timeout",
                UnknownReason::ConnectionLost => "connection_lost",
                UnknownReason::ServerError { .. } => "server_error",
                UnknownReason::Undecodable { .. } => "undecodable",
                UnknownReason::TooLarge { .. } => "too_large",
            },
            Self::Refused(refusal) => refusal.code.as_str(),
            Self::RateLimited { .. } => "rate_limited",
            Self::Unauthorized(problem) => problem.as_str(),
        }
    }

    pub(crate) fn undecodable(status: u16, detail: impl Into<String>) -> Self {
        Self::Unknown(UnknownReason::Undecodable {
            status,
            detail: detail.into(),
        })
    }
}

/// Turns a complete answer into its content or its failure.
pub(crate) fn classify(status: u16, headers: &HeaderMap, body: &[u8]) -> Result<Envelope, Failure> {
    match status {
        200..=299 => success(status, body),
        429 => Err(Failure::RateLimited {
            retry_after: headers::retry_after(headers),
        }),
        // The request timed out on the way or may not be replayed: a gateway's answer, not the API's.
        408 | 425 => Err(Failure::undecodable(status, "gateway answer")),
        400..=499 => Err(refused(status, body)),
        500..=599 => Err(Failure::Unknown(UnknownReason::ServerError {
            status,
            message: said(body),
        })),
        300..=399 => Err(Failure::undecodable(status, "redirect not followed")),
        _ => Err(Failure::undecodable(status, "status not expected")),
    }
}

fn success(status: u16, body: &[u8]) -> Result<Envelope, Failure> {
    let value: Value = serde_json::from_slice(body)
        .map_err(|_| Failure::undecodable(status, "the answer is not JSON"))?;
    Envelope::open(status, value)
        .ok_or_else(|| Failure::undecodable(status, "the answer has no success envelope"))
}

fn refused(status: u16, body: &[u8]) -> Failure {
    let Some(error) = ErrorBody::read(body) else {
        return Failure::undecodable(status, "not an error of the API");
    };
    match AuthProblem::read(status, &error) {
        Some(problem) => Failure::Unauthorized(problem),
        None => Failure::Refused(Refusal::read(status, &error)),
    }
}

fn said(body: &[u8]) -> String {
    ErrorBody::read(body).map_or_else(String::new, |error| redact::message(&error.wording()))
}

#[cfg(test)]
mod tests;
