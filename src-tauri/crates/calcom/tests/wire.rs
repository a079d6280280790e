//! What each kind of trouble on the wire comes to, over real connections.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may fall over"
)]

mod support;

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use calcom::{
    Admission, BaseUrl, BookingQuery, BookingUid, Client, Config, EventTypeId, Failure,
    NotSentReason, RefusalCode, SlotQuery, TeamId, UnknownReason, Urgency,
};
use support::{KEY, client, client_with, config, header, listen, read_request, response, server};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpListener;

const ME: &str = r#"{"status":"success","data":{"id":1}}"#;

async fn me_fails(client: &Client) -> Failure {
    client
        .me()
        .await
        .into_result()
        .expect_err("this server is no good")
}

#[tokio::test]
async fn nobody_listens_so_nothing_was_sent() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = BaseUrl::parse(&format!("http://{}", listener.local_addr().unwrap())).unwrap();
    drop(listener);
    let reply = client(base).me().await;
    assert_eq!(reply.meta.status, None);
    assert_eq!(
        reply.outcome.unwrap_err(),
        Failure::NotSent(NotSentReason::Refused)
    );
}

#[tokio::test]
async fn a_name_nobody_has_so_nothing_was_sent() {
    let base = BaseUrl::parse("https://salon.invalid/v2").unwrap();
    let failure = me_fails(&client(base)).await;
    // Without a network some resolvers ponder longer than connecting may take.
    let reasons = [NotSentReason::Dns, NotSentReason::ConnectTimeout];
    assert!(
        reasons.map(Failure::NotSent).contains(&failure),
        "{failure:?}"
    );
}

#[tokio::test]
async fn a_server_without_tls_never_sees_the_request() {
    let base = listen("https", |mut stream| async move {
        let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await;
        let _ = stream.shutdown().await;
    })
    .await;
    assert_eq!(
        me_fails(&client(base)).await,
        Failure::NotSent(NotSentReason::Tls)
    );
}

#[tokio::test]
async fn a_server_that_is_silent_while_connecting_never_sees_the_request() {
    let base = listen("https", |stream| async move {
        std::future::pending::<()>().await;
        drop(stream);
    })
    .await;
    let impatient = Config {
        connect_timeout: Duration::from_millis(100),
        ..config(base)
    };
    assert_eq!(
        me_fails(&client_with(impatient)).await,
        Failure::NotSent(NotSentReason::ConnectTimeout)
    );
}

#[tokio::test]
async fn a_connection_closed_without_an_answer_leaves_it_open() {
    let (base, seen) = server(|_| None).await;
    assert_eq!(
        me_fails(&client(base)).await,
        Failure::Unknown(UnknownReason::ConnectionLost)
    );
    assert_eq!(
        seen.all().len(),
        1,
        "a lost answer is never asked for again by itself"
    );
}

#[tokio::test]
async fn no_answer_in_time_leaves_it_open() {
    let base = listen("http", |mut stream| async move {
        read_request(&mut stream).await;
        std::future::pending::<()>().await;
    })
    .await;
    let impatient = Config {
        request_timeout: Duration::from_millis(100),
        ..config(base)
    };
    assert_eq!(
        me_fails(&client_with(impatient)).await,
        Failure::Unknown(UnknownReason::Timeout)
    );
}

#[tokio::test]
async fn half_an_answer_leaves_it_open_even_when_it_began_as_a_refusal() {
    for status in [200, 404] {
        let (base, _) = server(move |_| {
            let mut bytes = response(status, &[], ME.as_bytes());
            bytes.truncate(bytes.len() - 5);
            Some(bytes)
        })
        .await;
        let reply = client(base).me().await;
        assert_eq!(reply.meta.status, Some(status), "the status did arrive");
        assert_eq!(
            reply.outcome.unwrap_err(),
            Failure::Unknown(UnknownReason::ConnectionLost)
        );
    }
}

#[tokio::test]
async fn a_login_page_is_no_answer() {
    for status in [200, 403, 404] {
        let (base, _) = server(move |_| {
            Some(response(
                status,
                &[("content-type", "text/html")],
                b"<html>Welcome to our guest network",
            ))
        })
        .await;
        let failure = me_fails(&client(base)).await;
        assert!(
            matches!(failure, Failure::Unknown(UnknownReason::Undecodable { status: s, .. }) if s == status),
            "{failure:?}"
        );
    }
}

#[tokio::test]
async fn a_429_stops_everybody_who_shares_the_key() {
    let (base, _) = server(|_| Some(response(429, &[("retry-after", "42")], b"{}"))).await;
    let client = client(base);
    let clone = client.clone();
    let retry_after = Duration::from_secs(42);
    assert_eq!(
        me_fails(&client).await,
        Failure::RateLimited { retry_after }
    );
    let Admission::Wait(wait) = clone.budget().admit(Instant::now(), Urgency::Interactive) else {
        panic!("the block must hold for clones too");
    };
    assert!(
        wait <= retry_after && wait > retry_after - Duration::from_secs(5),
        "{wait:?}"
    );
}

#[tokio::test]
async fn headers_of_a_good_answer_are_told_and_counted() {
    let limits = [
        ("x-ratelimit-limit-default", "120"),
        ("x-ratelimit-remaining-default", "1"),
        ("x-ratelimit-reset-default", "30"),
        ("date", "Sat, 21 Nov 2026 00:21:49 GMT"),
    ];
    let (base, _) = server(move |_| Some(response(200, &limits, ME.as_bytes()))).await;
    let client = client(base);
    let meta = client.me().await.meta;
    assert_eq!(
        meta.server_date.unwrap().to_string(),
        "2026-11-21T00:21:49Z"
    );
    assert_eq!(meta.rate.unwrap().remaining, 1);
    let now = Instant::now();
    assert_eq!(
        client.budget().admit(now, Urgency::Interactive),
        Admission::Go
    );
    assert!(matches!(
        client.budget().admit(now, Urgency::Interactive),
        Admission::Wait(_)
    ));
}

#[tokio::test]
async fn an_endless_answer_is_cut_off() {
    let body = vec![b' '; 4096];
    let (base, _) = server(move |_| Some(response(200, &[], &body))).await;
    let small = Config {
        max_answer_bytes: 1024,
        ..config(base)
    };
    assert_eq!(
        me_fails(&client_with(small)).await,
        Failure::Unknown(UnknownReason::TooLarge { limit: 1024 })
    );
}

/// `{"status":"success","data":{"id":1,"bio":"aaa…"}}` with 8000 letters, packed.
const PACKED: &[u8] = include_bytes!("fixtures/me-long-bio.json.gz");

#[tokio::test]
async fn a_packed_answer_is_unpacked() {
    let (base, seen) =
        server(|_| Some(response(200, &[("content-encoding", "gzip")], PACKED))).await;
    let me = client(base).me().await.into_result().unwrap();
    assert_eq!(me.id.get(), 1);
    assert!(
        header(&seen.all()[0], "accept-encoding")
            .unwrap()
            .contains("gzip")
    );
}

#[tokio::test]
async fn the_bound_holds_for_the_unpacked_answer() {
    assert!(PACKED.len() < 1024);
    let (base, _) = server(|_| Some(response(200, &[("content-encoding", "gzip")], PACKED))).await;
    let small = Config {
        max_answer_bytes: 1024,
        ..config(base)
    };
    assert_eq!(
        me_fails(&client_with(small)).await,
        Failure::Unknown(UnknownReason::TooLarge { limit: 1024 })
    );
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let (elsewhere, seen) = server(|_| Some(response(200, &[], ME.as_bytes()))).await;
    let target = format!("{}/me", elsewhere.as_str());
    let (base, _) = server(move |_| Some(response(307, &[("location", &target)], b""))).await;
    assert_eq!(me_fails(&client(base)).await.code(), "undecodable");
    assert!(
        seen.all().is_empty(),
        "the key must not travel to another address"
    );
}

#[tokio::test]
async fn each_family_speaks_its_own_version_with_the_key() {
    let (base, seen) = server(|_| Some(response(500, &[], b""))).await;
    let client = client(base);
    let slots = SlotQuery {
        event_type: EventTypeId::new(1),
        from: "2026-11-24T00:00:00Z".parse().unwrap(),
        to: "2026-11-25T00:00:00Z".parse().unwrap(),
        time_zone: "Europe/Berlin".into(),
        minutes: None,
        rescheduling: None,
    };
    let _ = client.me().await;
    let _ = client.team_event_types(TeamId::new(1)).await;
    let _ = client.slots(&slots).await;
    let _ = client.list_bookings(&BookingQuery::default()).await;
    let seen = seen.all();
    let versions: Vec<_> = seen
        .iter()
        .map(|request| header(request, "cal-api-version"))
        .collect();
    assert_eq!(
        versions,
        [
            None,
            Some("2024-06-14"),
            Some("2024-09-04"),
            Some("2024-08-13")
        ]
    );
    for request in &seen {
        assert_eq!(
            header(request, "authorization"),
            Some(format!("Bearer {KEY}").as_str())
        );
        assert_eq!(
            header(request, "user-agent"),
            Some(concat!("kamm/", env!("CARGO_PKG_VERSION")))
        );
    }
    let line = seen[2].lines().next().unwrap();
    let expected = "GET /v2/slots?eventTypeId=1&start=2026-11-24T00%3A00%3A00Z&end=2026-11-25T00%3A00%3A00Z\
                    &timeZone=Europe%2FBerlin&format=range HTTP/1.1";
    assert_eq!(line, expected);
}

#[tokio::test]
async fn memberships_are_read_to_the_last_page() {
    let (base, seen) = server(|request| {
        let first = request.contains("skip=0&");
        let member = |n: usize| {
            serde_json::json!({"id": n, "userId": n, "teamId": 1, "accepted": true, "role": "MEMBER", "user": {}})
        };
        let members: Vec<_> = if first { (0..100).map(member).collect() } else { vec![member(100), serde_json::json!("odd")] };
        let body = serde_json::json!({"status": "success", "data": members}).to_string();
        Some(response(200, &[], body.as_bytes()))
    })
    .await;
    let page = client(base)
        .memberships(TeamId::new(1))
        .await
        .into_result()
        .unwrap();
    assert_eq!(page.items.len(), 101);
    assert_eq!(page.undecodable.len(), 1);
    assert_eq!(seen.all().len(), 2);
}

#[tokio::test]
async fn pages_that_do_not_end_are_not_taken_for_the_whole_team() {
    let members =
        vec![serde_json::json!({"id": 1, "userId": 1, "teamId": 1, "role": "MEMBER"}); 100];
    let body = serde_json::json!({"status": "success", "data": members}).to_string();
    let (base, _) = server(move |_| Some(response(200, &[], body.as_bytes()))).await;
    let failure = client(base)
        .memberships(TeamId::new(1))
        .await
        .into_result()
        .unwrap_err();
    assert_eq!(failure.code(), "undecodable");
}

#[tokio::test]
async fn a_slug_that_may_hide_in_an_unreadable_element_is_not_called_absent() {
    let answer = |data: serde_json::Value| {
        let body = serde_json::json!({"status": "success", "data": data}).to_string();
        server(move |_| Some(response(200, &[], body.as_bytes())))
    };
    let (empty, _) = answer(serde_json::json!([])).await;
    let found = client(empty)
        .find_team_event_type(TeamId::new(1), "farbe-a")
        .await;
    assert_eq!(found.outcome, Ok(None));
    let (odd, _) = answer(serde_json::json!([{"id": "seven", "slug": "farbe-a"}])).await;
    let found = client(odd)
        .find_team_event_type(TeamId::new(1), "farbe-a")
        .await;
    assert_eq!(found.outcome.unwrap_err().code(), "undecodable");
}

#[tokio::test]
async fn key_and_uid_show_up_nowhere() {
    let uid = BookingUid::new("kX2mQ9vT4bLw7RzY1cDfGh");
    let said = format!(
        "key {KEY} may not touch booking with uid={} of karla@kundin.example",
        uid.as_str()
    );
    let body =
        serde_json::json!({"status": "error", "error": {"code": "X", "message": said}}).to_string();
    let (base, _) = server(move |_| Some(response(400, &[], body.as_bytes()))).await;
    let client = client(base);
    let refused = client.booking(&uid).await;
    let Err(Failure::Refused(refusal)) = &refused.outcome else {
        panic!("the server said no");
    };
    assert_eq!(refusal.code, RefusalCode::Other);
    let failure = refused.outcome.as_ref().unwrap_err();
    let shown = format!(
        "{client:?} {:?} {refused:?} {failure} {failure:?} {uid:?}",
        client.config()
    );
    for secret in [KEY, uid.as_str(), "karla"] {
        assert!(!shown.contains(secret), "{secret} in {shown}");
    }
}

#[tokio::test]
async fn the_budget_starts_cautious() {
    let by_a_gateway = AtomicBool::new(true);
    let (base, _) = server(move |_| {
        Some(match by_a_gateway.swap(false, Ordering::SeqCst) {
            true => response(504, &[], b"<html></html>"),
            false => response(200, &[], ME.as_bytes()),
        })
    })
    .await;
    let client = client(base);
    let now = Instant::now();
    let admitted = || {
        (0..200)
            .filter(|_| client.budget().admit(now, Urgency::Interactive) == Admission::Go)
            .count()
    };
    assert_eq!(admitted(), 10);
    client.me().await.outcome.unwrap_err();
    assert_eq!(admitted(), 0, "a gateway knows nothing of the limit");
    assert_eq!(client.me().await.meta.rate, None);
    assert_eq!(admitted(), 110, "an answer without headers");
}
