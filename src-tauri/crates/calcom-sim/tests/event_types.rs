//! What a desk must be prepared for when it sets up its event types, looks for slots, or shows its key.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

mod salon;

use salon::{Desk, instant};
use serde_json::{Value, json};

const TEAM: &str = "/v2/teams/1/event-types";

fn body(slug: &str) -> Value {
    json!({
        "title": "Ansatz", "slug": slug, "lengthInMinutes": 30, "schedulingType": "ROUND_ROBIN",
        "hosts": [{"userId": 2}], "metadata": {"lost": "yes"},
    })
}

#[tokio::test]
async fn defaults_hurt_metadata_is_dropped_and_a_slug_is_unique_even_against_itself() {
    let desk = Desk::open().await;
    let (status, made) = desk
        .call("POST", TEAM, "2024-06-14", Some(body("kamm-440-a-2")))
        .await;
    assert_eq!(status, 201);
    let data = &made["data"];
    assert_eq!(
        (&data["minimumBookingNotice"], &data["metadata"]),
        (&json!(120), &json!({}))
    );
    assert_eq!(data["schedulingType"], "roundRobin");
    let path = format!("{TEAM}/{}", data["id"]);
    for (method, path, body) in [
        ("POST", TEAM, body("kamm-440-a-2")),
        ("PATCH", path.as_str(), json!({"slug": "kamm-440-a-2"})),
    ] {
        let (status, answer) = desk.call(method, path, "2024-06-14", Some(body)).await;
        assert_eq!(status, 400, "{method}");
        assert_eq!(
            answer["error"]["message"],
            "Team event type with this slug already exists"
        );
    }
    let (_, found) = desk.get(&format!("{TEAM}?eventSlug=kamm-440-a-2")).await;
    assert_eq!(found["data"][0]["id"], data["id"]);
}

#[tokio::test]
async fn a_managed_type_answers_with_its_children_and_lists_without_them() {
    let desk = Desk::open().await;
    let parent = desk.event_type("farbe", 45, "managed", &[2, 3]).await;
    let path = format!("{TEAM}/{parent}");
    let owners = |family: &Value| -> Vec<i64> {
        family["data"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|entry| entry["ownerId"].as_i64())
            .collect()
    };
    let (_, family) = desk
        .call(
            "PATCH",
            &path,
            "2024-06-14",
            Some(json!({"hosts": [{"userId": 3}, {"userId": 4}]})),
        )
        .await;
    assert_eq!(owners(&family), [3, 4]);
    let (_, list) = desk.get(TEAM).await;
    assert_eq!(list["data"].as_array().unwrap().len(), 1);
    let child = family["data"][1]["id"].as_i64().unwrap();
    assert_eq!(desk.get(&format!("{TEAM}/{child}")).await.0, 404);
    assert_eq!(
        desk.call(
            "GET",
            &format!("/v2/event-types/{child}"),
            "2024-06-14",
            None
        )
        .await
        .0,
        200
    );
}

#[tokio::test]
async fn a_version_the_server_does_not_know_silently_means_the_oldest_shape() {
    let desk = Desk::open().await;
    let (status, list) = desk.call("GET", "/v2/bookings", "2026-02-25", None).await;
    assert_eq!(status, 200);
    assert!(list["data"]["bookings"].is_array(), "{list}");
    assert_eq!(
        desk.call("GET", "/v2/bookings", "2024-09-04", None).await.0,
        404
    );
    assert!(desk.get("/v2/bookings").await.1["data"].is_array());
}

#[tokio::test]
async fn a_revoked_key_is_refused_without_counters() {
    let desk = Desk::open().await;
    let counted = desk
        .send("GET", "/v2/me", "2024-08-13", None)
        .await
        .unwrap();
    assert_eq!(counted.headers()["x-ratelimit-remaining-default"], "119");
    desk.sim.revoke_key(&desk.key);
    let refused = desk
        .send("GET", "/v2/me", "2024-08-13", None)
        .await
        .unwrap();
    assert_eq!(refused.status(), 401);
    assert!(
        refused
            .headers()
            .get("x-ratelimit-remaining-default")
            .is_none()
    );
}

#[tokio::test]
async fn the_limit_blocks_and_says_for_how_long() {
    let desk = Desk::open().await;
    desk.sim.set_rate_limit(Some(2));
    assert_eq!(desk.get("/v2/me").await.0, 200);
    assert_eq!(desk.get("/v2/me").await.0, 200);
    let blocked = desk
        .send("GET", "/v2/me", "2024-08-13", None)
        .await
        .unwrap();
    assert_eq!(blocked.status(), 429);
    assert_eq!(blocked.headers()["x-ratelimit-reset-default"], "60");
    desk.sim.set_now(instant("2026-11-21T00:31:00Z"));
    assert_eq!(desk.get("/v2/me").await.0, 200);
}

#[tokio::test]
async fn slots_leave_out_what_is_booked_or_reserved_and_may_be_stale() {
    let desk = Desk::open().await;
    let cut = desk.event_type("schnitt", 30, "roundRobin", &[2]).await;
    let ask = |hour: u8| {
        format!(
            "/v2/slots?eventTypeId={cut}&start=2026-11-24T{hour:02}:00:00Z&end=2026-11-24T{:02}:00:00Z",
            hour + 1
        )
    };
    let count = |answer: &Value| answer["data"]["2026-11-24"].as_array().map_or(0, Vec::len);
    let free = desk.call("GET", &ask(9), "2024-09-04", None).await.1;
    assert_eq!(count(&free), 7, "every five minutes from 9:00 to 9:30");
    assert_eq!(
        desk.book(cut, "2026-11-24T09:00:00Z", "a@kundin.example")
            .await
            .0,
        201
    );
    let stale = desk.call("GET", &ask(9), "2024-09-04", None).await.1;
    assert_eq!(count(&stale), 7, "the same question within two seconds");
    desk.sim.set_now(instant("2026-11-21T00:30:02Z"));
    let fresh = desk.call("GET", &ask(9), "2024-09-04", None).await.1;
    assert_eq!(count(&fresh), 1, "only 9:30 is left");
    let claim = json!({"eventTypeId": cut, "slotStart": "2026-11-24T11:00:00Z"});
    assert_eq!(
        desk.call("POST", "/v2/slots/reservations", "2024-09-04", Some(claim))
            .await
            .0,
        201
    );
    let reserved = desk.call("GET", &ask(11), "2024-09-04", None).await.1;
    assert_eq!(count(&reserved), 1);
    let despite = desk
        .book(cut, "2026-11-24T11:00:00Z", "b@kundin.example")
        .await;
    assert_eq!(despite.0, 201, "a reservation binds nobody");
}

#[tokio::test]
async fn a_member_sees_no_memberships_and_a_stranger_no_team() {
    let mut desk = Desk::open().await;
    let (_, members) = desk.get("/v2/teams/1/memberships").await;
    let names: Vec<&str> = members["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|m| m["user"]["name"].as_str().unwrap())
        .collect();
    assert_eq!(
        names,
        [
            "Petra Inhaberin",
            "Fabian Fischer",
            "Anna Albrecht",
            "Mehmet Yilmaz",
            "Lea Lindner"
        ]
    );
    let world = calcom_sim::World::friseur1();
    desk.sim.clone().shutdown().await;
    desk.sim = calcom_sim::Sim::start(world).await.unwrap();
    for (key, message) in [
        (
            "cal_fake_afabian",
            "RolesGuard - user with id=2 does not have the minimum required role=TEAM_ADMIN within team with id=1.",
        ),
        (
            "cal_fake_bowner",
            "RolesGuard - User is not a member of the team with id=1.",
        ),
    ] {
        desk.key = key.to_owned();
        let (status, answer) = desk.get("/v2/teams/1/memberships").await;
        assert_eq!(
            (status, answer["error"]["message"].as_str()),
            (403, Some(message))
        );
    }
}
