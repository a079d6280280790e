//! One exchange over HTTP, and the answer to "was anything sent?".

use std::error::Error;
use std::io;
use std::time::Duration;

use reqwest::header::HeaderMap;
use reqwest::redirect::Policy;

use crate::config::Config;
use crate::outcome::{Failure, NotSentReason, UnknownReason};

/// An answer that began to arrive; its body may have been lost on the way.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Result<Vec<u8>, Failure>,
}

/// Idle connections are dropped before the server drops them (it announces 5 s), lest a booking be sent into a closing one.
const IDLE: Duration = Duration::from_secs(4);

/// Builds the connection pool.
///
/// Redirects are not followed: the API has none, and the key must not travel to another host.
/// Nothing is retried here: whether a second try is harmless, only the caller knows.
pub(crate) fn pool(config: &Config) -> Result<reqwest::Client, reqwest::Error> {
    let builder = reqwest::Client::builder()
        .user_agent(&config.user_agent)
        .connect_timeout(config.connect_timeout)
        .timeout(config.request_timeout)
        .redirect(Policy::none())
        .retry(reqwest::retry::never())
        .referer(false)
        .pool_idle_timeout(IDLE)
        .pool_max_idle_per_host(8);
    if config.base_url.is_loopback() {
        builder.no_proxy().build()
    } else {
        builder.build()
    }
}

/// Sends and reads the answer up to `limit` bytes.
pub(crate) async fn exchange(
    http: &reqwest::Client,
    request: reqwest::Request,
    limit: usize,
) -> Result<Answer, Failure> {
    let response = http.execute(request).await.map_err(|error| lost(&error))?;
    Ok(Answer {
        status: response.status().as_u16(),
        headers: response.headers().clone(),
        body: read(response, limit).await,
    })
}

async fn read(mut response: reqwest::Response, limit: usize) -> Result<Vec<u8>, Failure> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| lost(&error))? {
        if body.len() + chunk.len() > limit {
            return Err(Failure::Unknown(UnknownReason::TooLarge { limit }));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

/// Sorts a transport error. Whatever is not certainly before the first byte counts as sent.
fn lost(error: &reqwest::Error) -> Failure {
    if error.is_builder() {
        Failure::NotSent(NotSentReason::Malformed)
    } else if error.is_connect() {
        Failure::NotSent(not_connected(error))
    } else if error.is_timeout() {
        Failure::Unknown(UnknownReason::Timeout)
    } else {
        Failure::Unknown(UnknownReason::ConnectionLost)
    }
}

fn not_connected(error: &reqwest::Error) -> NotSentReason {
    if error.is_timeout() {
        return NotSentReason::ConnectTimeout;
    }
    causes(error)
        .find_map(reason_of)
        .unwrap_or(NotSentReason::Unreachable)
}

fn causes<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    let mut next = Some(error);
    std::iter::from_fn(move || {
        let this = next?;
        next = cause(this);
        Some(this)
    })
}

/// What an error wraps. An `io::Error` hides its own content from `source` and shows what lies beneath instead.
fn cause<'a>(error: &'a (dyn Error + 'static)) -> Option<&'a (dyn Error + 'static)> {
    match error
        .downcast_ref::<io::Error>()
        .and_then(io::Error::get_ref)
    {
        Some(content) => Some(content),
        None => error.source(),
    }
}

/// Only the wording for people depends on this; that nothing was sent is settled already.
fn reason_of(cause: &(dyn Error + 'static)) -> Option<NotSentReason> {
    // The resolver's error has no public type; its text is the only mark it carries.
    if cause.to_string().starts_with("dns error") {
        return Some(NotSentReason::Dns);
    }
    let kind = cause.downcast_ref::<io::Error>()?.kind();
    let known = [
        (io::ErrorKind::ConnectionRefused, NotSentReason::Refused),
        (io::ErrorKind::TimedOut, NotSentReason::ConnectTimeout),
        // How a TLS handshake reports a bad certificate or a server that speaks no TLS, and one that hangs up.
        (io::ErrorKind::InvalidData, NotSentReason::Tls),
        (io::ErrorKind::UnexpectedEof, NotSentReason::Tls),
    ];
    let found = known.into_iter().find(|(of, _)| *of == kind);
    found.map(|(_, reason)| reason)
}
