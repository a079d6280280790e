//! The client: one server, one key, one rate budget.

use std::fmt;
use std::sync::Arc;

use reqwest::Method;
use reqwest::header::{CONTENT_TYPE, HeaderValue};
use serde::Serialize;
use tokio::time::Instant;

use crate::budget::SharedBudget;
use crate::config::Config;
use crate::decode::Envelope;
use crate::headers::{self, RateWindow};
use crate::key::{ApiKey, ApiKeyError};
use crate::outcome::{self, Failure, NotSentReason};
use crate::reply::{CallMeta, Reply};
use crate::transport::{self, Answer};
use crate::versions::Family;

/// A client of one Cal.com server with one key. Cheap to clone; clones share connections and the rate budget.
///
/// It sends each call exactly once and never waits for the rate limit itself: ask [`Client::budget`] first.
#[derive(Clone)]
pub struct Client {
    shared: Arc<Shared>,
}

struct Shared {
    http: reqwest::Client,
    config: Config,
    key: ApiKey,
    authorization: HeaderValue,
    budget: SharedBudget,
}

/// Why no client could be made.
#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    /// The key cannot travel in a header.
    #[error(transparent)]
    Key(#[from] ApiKeyError),
    /// The HTTP layer could not start: no usable TLS, or a user agent that is no header.
    #[error("the HTTP client could not be set up")]
    Http(#[source] reqwest::Error),
}

impl Client {
    /// Sets up a client. Nothing is sent yet.
    ///
    /// # Errors
    /// [`ClientError`]
    pub fn new(config: Config, key: ApiKey) -> Result<Self, ClientError> {
        let shared = Shared {
            http: transport::pool(&config).map_err(ClientError::Http)?,
            authorization: key.header()?,
            budget: SharedBudget::default(),
            config,
            key,
        };
        Ok(Self {
            shared: Arc::new(shared),
        })
    }

    /// The rate budget of this key, to be asked before every call.
    #[must_use]
    pub fn budget(&self) -> &SharedBudget {
        &self.shared.budget
    }

    /// How this client was set up.
    #[must_use]
    pub fn config(&self) -> &Config {
        &self.shared.config
    }

    /// The last four characters of the key in use.
    #[must_use]
    pub fn key_last_four(&self) -> &str {
        self.shared.key.last_four()
    }

    /// Whether both speak with one key, and so count in one rate window.
    #[must_use]
    pub fn has_key_of(&self, other: &Self) -> bool {
        self.shared.authorization == other.shared.authorization
    }

    /// Sends one call and opens the envelope of its answer.
    pub(crate) async fn send(&self, call: Call<'_>) -> Reply<Envelope> {
        let mut meta = CallMeta {
            api_version: self.shared.config.versions.of(call.family),
            ..CallMeta::default()
        };
        let name = call.name;
        let started = Instant::now();
        let outcome = match self.request(call) {
            Ok(request) => self.exchange(request, &mut meta).await,
            Err(failure) => Err(failure),
        };
        meta.latency = started.elapsed();
        let code = outcome.as_ref().err().map_or("ok", Failure::code);
        tracing::debug!(call = name, status = meta.status, latency = ?meta.latency, code, "cal.com answered");
        Reply { outcome, meta }
    }

    async fn exchange(
        &self,
        request: reqwest::Request,
        meta: &mut CallMeta,
    ) -> Result<Envelope, Failure> {
        let limit = self.shared.config.max_answer_bytes;
        let sent = Instant::now().into_std();
        let answer = transport::exchange(&self.shared.http, request, limit).await?;
        meta.status = Some(answer.status);
        meta.server_date = headers::server_date(&answer.headers);
        meta.rate = RateWindow::read(&answer.headers);
        let outcome = judge(&answer);
        self.keep_count(sent, meta.rate, outcome.as_ref().err());
        outcome
    }

    fn keep_count(
        &self,
        sent: std::time::Instant,
        rate: Option<RateWindow>,
        failure: Option<&Failure>,
    ) {
        let now = Instant::now().into_std();
        self.shared.budget.with(|budget| match (failure, rate) {
            (Some(Failure::RateLimited { retry_after }), _) => budget.throttled(now, *retry_after),
            (_, Some(window)) => budget.heard(sent, now, window),
            // Nor does a gateway that answers in the server's place know of any limit.
            (None | Some(Failure::Refused(_)), None) => budget.heard_nothing(),
            (Some(_), None) => {}
        });
    }

    fn request(&self, call: Call<'_>) -> Result<reqwest::Request, Failure> {
        let config = &self.shared.config;
        let mut url = config.base_url.join(&call.path);
        if !call.query.is_empty() {
            url.query_pairs_mut().extend_pairs(&call.query);
        }
        let mut request = reqwest::Request::new(call.method, url);
        let headers = request.headers_mut();
        headers.insert("authorization", self.shared.authorization.clone());
        if let Some(version) = config
            .versions
            .of(call.family)
            .and_then(|version| version.header())
        {
            headers.insert("cal-api-version", version);
        }
        if let Some(body) = call.body {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
            *request.body_mut() = Some(body?.into());
        }
        Ok(request)
    }
}

/// A 429 counts even when its body was lost; anything else needs the whole answer.
fn judge(answer: &Answer) -> Result<Envelope, Failure> {
    match &answer.body {
        Ok(body) => outcome::classify(answer.status, &answer.headers, body),
        Err(_) if answer.status == 429 => outcome::classify(429, &answer.headers, &[]),
        Err(failure) => Err(failure.clone()),
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("config", &self.shared.config)
            .field("key", &self.shared.key)
            .finish_non_exhaustive()
    }
}

/// One call, described.
pub(crate) struct Call<'a> {
    /// For logs; holds no ids.
    name: &'static str,
    method: Method,
    family: Family,
    path: Vec<&'a str>,
    query: Vec<(&'static str, String)>,
    body: Option<Result<Vec<u8>, Failure>>,
}

impl<'a> Call<'a> {
    pub(crate) fn new(
        name: &'static str,
        method: Method,
        family: Family,
        path: &[&'a str],
    ) -> Self {
        Self {
            name,
            method,
            family,
            path: path.to_vec(),
            query: Vec::new(),
            body: None,
        }
    }

    /// Adds a query parameter where there is a value.
    pub(crate) fn query(mut self, key: &'static str, value: impl Into<Option<String>>) -> Self {
        self.query.extend(value.into().map(|value| (key, value)));
        self
    }

    pub(crate) fn json(mut self, body: &impl Serialize) -> Self {
        let bytes = serde_json::to_vec(body);
        self.body = Some(bytes.map_err(|_| Failure::NotSent(NotSentReason::Malformed)));
        self
    }
}
