//! The network's whims: what a client sees, and what the server has done nevertheless.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

mod salon;

use std::time::{Duration, Instant};

use calcom_sim::{FaultKind, FaultPlan, FaultRule};
use salon::{Desk, booking};
use serde_json::json;

const TUESDAY: &str = "2026-11-24T09:00:00Z";

/// Waits for the server; fails after five seconds.
async fn until(happened: impl Fn() -> bool) {
    let deadline = Instant::now() + Duration::from_secs(5);
    while !happened() {
        assert!(Instant::now() < deadline, "it did not happen");
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
}

fn on_create(kind: FaultKind) -> FaultPlan {
    FaultPlan::rules(
        1,
        [FaultRule::on("POST", "/v2/bookings", 1.0, kind).at_most(1)],
    )
}

#[tokio::test]
async fn a_dropped_answer_leaves_a_booking_behind() {
    let desk = Desk::open().await;
    let cut = desk.event_type("schnitt", 30, "roundRobin", &[2]).await;
    desk.sim.set_faults(on_create(FaultKind::DropAfterCommit));
    let lost = desk
        .send(
            "POST",
            "/v2/bookings",
            "2024-08-13",
            Some(booking(cut, TUESDAY, "a@kundin.example")),
        )
        .await;
    let error = lost.expect_err("no answer");
    assert!(!error.is_connect(), "the connection stood: {error:?}");
    assert_eq!(desk.sim.live_bookings().len(), 1);
    assert_eq!(desk.sim.calls().last().unwrap().status, None);
}

#[tokio::test]
async fn a_late_answer_is_about_something_that_is_done_already() {
    let desk = Desk::open().await;
    let cut = desk.event_type("schnitt", 30, "roundRobin", &[2]).await;
    let minute = Duration::from_secs(60);
    desk.sim
        .set_faults(on_create(FaultKind::AnswerLate(minute)));
    let body = booking(cut, TUESDAY, "a@kundin.example");
    let answer = desk.send("POST", "/v2/bookings", "2024-08-13", Some(body));
    tokio::select! {
        answered = answer => panic!("answered already: {answered:?}"),
        () = until(|| desk.sim.live_bookings().len() == 1) => {}
    }
}

#[tokio::test]
async fn a_refused_call_leaves_nothing_behind_and_the_next_one_works() {
    let desk = Desk::open().await;
    let cut = desk.event_type("schnitt", 30, "roundRobin", &[2]).await;
    desk.sim.set_faults(on_create(FaultKind::Refuse));
    let body = booking(cut, TUESDAY, "a@kundin.example");
    desk.send("POST", "/v2/bookings", "2024-08-13", Some(body))
        .await
        .expect_err("no answer");
    assert_eq!(desk.sim.live_bookings().len(), 0);
    assert_eq!(desk.book(cut, TUESDAY, "a@kundin.example").await.0, 201);
}

#[tokio::test]
async fn an_error_comes_before_or_after_the_commit() {
    let desk = Desk::open().await;
    let cut = desk.event_type("schnitt", 30, "roundRobin", &[2]).await;
    for (kind, status, bookings) in [
        (FaultKind::ErrorBeforeCommit(502), 502, 0),
        (FaultKind::Garbage, 200, 0),
        (FaultKind::TooManyRequests(17), 429, 0),
        (FaultKind::ErrorAfterCommit(500), 500, 1),
    ] {
        desk.sim.set_faults(on_create(kind.clone()));
        let body = booking(cut, TUESDAY, "a@kundin.example");
        let answer = desk
            .send("POST", "/v2/bookings", "2024-08-13", Some(body))
            .await
            .unwrap();
        assert_eq!(answer.status().as_u16(), status, "{kind:?}");
        assert_eq!(desk.sim.live_bookings().len(), bookings, "{kind:?}");
        if status == 429 {
            assert_eq!(answer.headers()["x-ratelimit-reset-default"], "17");
        }
        if status == 200 {
            assert!(
                answer.json::<serde_json::Value>().await.is_err(),
                "HTML is not JSON"
            );
        }
    }
}

#[tokio::test]
async fn while_the_network_is_cut_connecting_is_refused_and_afterwards_the_same_address_works() {
    let desk = Desk::open().await;
    let before = desk.sim.base_url();
    assert_eq!(desk.get("/v2/me").await.0, 200);
    for _ in 0..3 {
        desk.sim.cut();
        for _ in 0..3 {
            let error = desk
                .send("GET", "/v2/me", "2024-08-13", None)
                .await
                .expect_err("nobody there");
            assert!(
                error.is_connect() || format!("{error:?}").contains("reset"),
                "{error:?}"
            );
        }
        let fresh = reqwest::Client::new()
            .get(format!("{before}/me"))
            .send()
            .await
            .expect_err("nobody there");
        assert!(fresh.is_connect(), "a new connection is refused: {fresh:?}");
        desk.sim.restore().unwrap();
        assert_eq!(desk.sim.base_url(), before);
        assert_eq!(desk.get("/v2/me").await.0, 200);
    }
}

#[tokio::test]
async fn a_call_in_flight_is_completed_although_the_network_goes_away() {
    let desk = Desk::open().await;
    let cut = desk.event_type("schnitt", 30, "roundRobin", &[2]).await;
    desk.sim.set_race_window(Some(Duration::from_millis(300)));
    let body = booking(cut, TUESDAY, "a@kundin.example");
    let call = desk.send("POST", "/v2/bookings", "2024-08-13", Some(body));
    let cutting = async {
        until(|| desk.sim.racing() == 1).await;
        desk.sim.cut();
    };
    let seen = desk.sim.calls().len();
    let (answer, ()) = tokio::join!(call, cutting);
    answer.expect_err("the line was cut");
    until(|| desk.sim.calls().len() > seen).await;
    assert_eq!(desk.sim.live_bookings().len(), 1);
}

#[tokio::test]
async fn calls_in_parallel_share_the_latency() {
    let desk = Desk::open().await;
    let cut = desk.event_type("schnitt", 30, "roundRobin", &[2]).await;
    desk.sim
        .set_faults(FaultPlan::latency(Duration::from_millis(300)));
    let started = Instant::now();
    let answers = tokio::join!(
        desk.book(cut, "2026-11-24T09:00:00Z", "a@kundin.example"),
        desk.book(cut, "2026-11-24T10:00:00Z", "a@kundin.example"),
        desk.book(cut, "2026-11-24T11:00:00Z", "a@kundin.example"),
        desk.book(cut, "2026-11-24T12:00:00Z", "a@kundin.example"),
    );
    assert_eq!(
        [answers.0.0, answers.1.0, answers.2.0, answers.3.0],
        [201; 4]
    );
    let took = started.elapsed();
    assert!((300..1200).contains(&took.as_millis()), "{took:?}");
}

#[tokio::test]
async fn the_switches_can_be_turned_over_http() {
    let desk = Desk::open().await;
    let cut = desk.event_type("schnitt", 30, "roundRobin", &[2]).await;
    let plan = json!({"seed": 3, "rules": [{"method": "POST", "probability": 1.0, "kind": {"error_before_commit": 503}}]});
    let address = format!("http://{}/__sim", desk.sim.addr());
    let put = desk
        .client
        .post(format!("{address}/faults"))
        .json(&plan)
        .send()
        .await
        .unwrap();
    assert_eq!(put.status(), 204);
    let body = booking(cut, TUESDAY, "a@kundin.example");
    assert_eq!(
        desk.send("POST", "/v2/bookings", "2024-08-13", Some(body))
            .await
            .unwrap()
            .status(),
        503
    );
    desk.client
        .post(format!("{address}/faults"))
        .json(&json!({}))
        .send()
        .await
        .unwrap();
    assert_eq!(desk.book(cut, TUESDAY, "a@kundin.example").await.0, 201);
    let bookings: serde_json::Value = desk
        .client
        .get(format!("{address}/bookings"))
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    assert_eq!(bookings[0]["status"], "accepted");
    let calls: Vec<serde_json::Value> = desk
        .client
        .get(format!("{address}/calls"))
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    assert_eq!(calls.len(), 3, "control routes are not recorded");
}

#[tokio::test]
async fn a_world_can_be_put_aside_and_taken_up_again() {
    let desk = Desk::open().await;
    let cut = desk.event_type("schnitt", 30, "roundRobin", &[2]).await;
    let made = desk.book(cut, TUESDAY, "a@kundin.example").await;
    let saved = serde_json::to_string(&desk.sim.world()).unwrap();
    desk.sim.clone().shutdown().await;
    let again = calcom_sim::Sim::start(serde_json::from_str(&saved).unwrap())
        .await
        .unwrap();
    assert_eq!(
        again
            .find_booking(&salon::uid(&made))
            .unwrap()
            .event_type_id,
        Some(cut)
    );
}
