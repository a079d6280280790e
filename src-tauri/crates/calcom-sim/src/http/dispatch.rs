//! The way of a call: body, route, key, rate limit, fault, rights, handler, record.

use std::sync::Arc;
use std::time::Instant;

use axum::body::{Body, to_bytes};
use axum::extract::{ConnectInfo, State};
use axum::http::header::{AUTHORIZATION, DATE, HeaderName, USER_AGENT};
use axum::http::request::Parts;
use axum::http::{Request, Response, StatusCode};
use serde_json::Value;

use crate::clock;
use crate::door::Line;
use crate::faults::FaultKind;
use crate::http::call::{Call, CallRecord, Caller, Crossing, Step};
use crate::http::keys::Credential;
use crate::http::query::Query;
use crate::http::rate_limit::Allowance;
use crate::http::refusal::Refusal;
use crate::http::reply::Reply;
use crate::http::versions::Version;
use crate::routes::{Matched, Route, find_route};
use crate::server::Server;

const BODY_LIMIT: usize = 1 << 20;
const PROXY_PAGE: &str =
    "<html><head><title>502 Bad Gateway</title></head><body><h1>Bad Gateway</h1></body></html>";
const LOGIN_PAGE: &str =
    "<!doctype html><html><head><title>Anmeldung</title></head><body>WLAN-Zugang</body></html>";

/// How a call ends.
enum Ending {
    Reply(Reply),
    /// The connection is reset.
    HangUp,
}

/// Serves one request. The work runs in a task of its own, so that it is completed even when the client has gone away.
pub(crate) async fn answer(
    State(server): State<Arc<Server>>,
    ConnectInfo(line): ConnectInfo<Line>,
    request: Request<Body>,
) -> Response<Body> {
    let crossing = server.came();
    let _caller = Caller(Arc::clone(&crossing));
    let work = tokio::spawn(async move {
        let ending = serve(Arc::clone(&server), request, &crossing).await;
        server.ended();
        ending
    });
    match work.await {
        Ok(Ending::Reply(reply)) => reply.into_response(),
        Ok(Ending::HangUp) | Err(_) => {
            line.cut();
            // Never arrives: the line is dead.
            Reply::json(StatusCode::INTERNAL_SERVER_ERROR, Value::Null).into_response()
        }
    }
}

async fn serve(server: Arc<Server>, request: Request<Body>, crossing: &Crossing) -> Ending {
    let (started, at) = (Instant::now(), server.now());
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, BODY_LIMIT).await else {
        return Ending::HangUp;
    };
    let version = text(&parts, HeaderName::from_static("cal-api-version"));
    let matched = find_route(
        parts.method.as_str(),
        parts.uri.path(),
        Version::read(version),
    )
    .filter(|found| server.world().serves(found.route.template));
    let mut record = CallRecord {
        client: text(&parts, USER_AGENT).unwrap_or_default().to_owned(),
        method: parts.method.to_string(),
        route: matched
            .as_ref()
            .map_or(parts.uri.path(), |matched| matched.route.template)
            .to_owned(),
        path: parts.uri.to_string(),
        body: Arc::default(),
        status: None,
        counted: None,
        came: crossing.came(),
        gone: 0,
        at,
        duration: started.elapsed(),
    };
    let ending = process(&server, &parts, &body, matched, &mut record).await;
    record.status = match &ending {
        Ending::Reply(reply) => Some(reply.status.as_u16()),
        Ending::HangUp => None,
    };
    record.gone = crossing.end();
    record.duration = started.elapsed();
    tracing::debug!(method = %record.method, route = %record.route, status = ?record.status, "call");
    server.record(record);
    match ending {
        Ending::Reply(reply) => Ending::Reply(reply.with_header(DATE, clock::header(server.now()))),
        Ending::HangUp => Ending::HangUp,
    }
}

/// The header's text, if it is there and is text.
fn text(parts: &Parts, name: HeaderName) -> Option<&str> {
    parts
        .headers
        .get(name)
        .and_then(|value| value.to_str().ok())
}

/// Carries a call out, and notes what it asked for and how it was counted.
async fn process(
    server: &Server,
    parts: &Parts,
    body: &[u8],
    matched: Option<Matched>,
    record: &mut CallRecord,
) -> Ending {
    let path = parts.uri.path_and_query().map_or("", |path| path.as_str());
    let refuse = |refusal: Refusal| Ending::Reply(refusal.into_reply(path, server.now()));
    let body = match read_body(body) {
        Ok(body) => Arc::new(body),
        Err(refusal) => return refuse(refusal),
    };
    record.body = Arc::clone(&body);
    let Some(Matched { route, params }) = matched else {
        return refuse(Refusal::not_found(format!(
            "Cannot {} {path}",
            parts.method
        )));
    };
    let (credential, allowance) = match admit(server, parts) {
        Ok(admitted) => admitted,
        Err(refusal) => return refuse(refusal),
    };
    record.counted = allowance.counted;
    if !allowance.passes {
        return Ending::Reply(allowance.stamp(Refusal::Throttled.into_reply(path, server.now())));
    }
    let fault = server.misfortune(route.method, route.template).await;
    match before_the_work(fault.as_ref(), path, server) {
        Some(Ending::Reply(reply)) => return Ending::Reply(reply),
        Some(Ending::HangUp) => return Ending::HangUp,
        None => {}
    }
    let call = Call {
        params,
        query: Query::of(&parts.uri),
        body,
        caller: None,
        now: server.now(),
    };
    let reply = match work(server, route, &credential, call).await {
        Ok(reply) => reply,
        Err(refusal) => refusal.into_reply(path, server.now()),
    };
    after_the_work(server, fault, allowance.stamp(reply)).await
}

fn read_body(body: &[u8]) -> Result<Value, Refusal> {
    if body.is_empty() {
        return Ok(Value::Null);
    }
    serde_json::from_slice(body).map_err(|error| {
        Refusal::bad_request(if error.is_eof() {
            "Unexpected end of JSON input".to_owned()
        } else {
            format!("Unexpected token in JSON at position {}", error.column())
        })
    })
}

fn admit(server: &Server, parts: &Parts) -> Result<(Credential, Allowance), Refusal> {
    let now = server.now();
    let credential = Credential::read(text(parts, AUTHORIZATION), &server.world(), now)?;
    let (bucket, limit) = credential.bucket();
    let allowance = server.count_call(bucket, limit, now);
    Ok((credential, allowance))
}

/// The ending of a call that is not carried out.
fn before_the_work(fault: Option<&FaultKind>, path: &str, server: &Server) -> Option<Ending> {
    match fault? {
        FaultKind::Refuse => Some(Ending::HangUp),
        FaultKind::ErrorBeforeCommit(status) => Some(Ending::Reply(proxy_error(*status))),
        FaultKind::TooManyRequests(reset) => {
            let reply = Refusal::Throttled.into_reply(path, server.now());
            Some(Ending::Reply(Allowance::exhausted(*reset).stamp(reply)))
        }
        FaultKind::Garbage => Some(Ending::Reply(Reply::html(StatusCode::OK, LOGIN_PAGE))),
        FaultKind::Delay(_)
        | FaultKind::AnswerLate(_)
        | FaultKind::DropAfterCommit
        | FaultKind::ErrorAfterCommit(_) => None,
    }
}

async fn after_the_work(server: &Server, fault: Option<FaultKind>, reply: Reply) -> Ending {
    match fault {
        Some(FaultKind::AnswerLate(by)) => {
            server.hold(by).await;
            Ending::Reply(reply)
        }
        Some(FaultKind::DropAfterCommit) => Ending::HangUp,
        Some(FaultKind::ErrorAfterCommit(status)) => Ending::Reply(proxy_error(status)),
        Some(
            FaultKind::Refuse
            | FaultKind::Delay(_)
            | FaultKind::ErrorBeforeCommit(_)
            | FaultKind::TooManyRequests(_)
            | FaultKind::Garbage,
        )
        | None => Ending::Reply(reply),
    }
}

fn proxy_error(status: u16) -> Reply {
    Reply::html(
        StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_GATEWAY),
        PROXY_PAGE,
    )
}

async fn work(
    server: &Server,
    route: &Route,
    credential: &Credential,
    mut call: Call,
) -> Result<Reply, Refusal> {
    call.caller = credential.user()?;
    let team = call
        .params
        .iter()
        .any(|(name, _)| *name == "team")
        .then(|| call.id("team"));
    let step = {
        let mut world = server.world();
        route.access.check(&world, call.caller, team)?;
        let step = (route.handler)(&mut world, &call)?;
        match (step, server.race_window()) {
            // Without a race window, check and write are one step.
            (Step::Write(pending), None) => return pending.write(&mut world, call.now),
            (step, _) => step,
        }
    };
    match step {
        Step::Done(reply) => Ok(reply),
        Step::Write(pending) => {
            server.race().await;
            pending.write(&mut server.world(), server.now())
        }
    }
}
