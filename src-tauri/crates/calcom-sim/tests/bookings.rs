//! What a desk must be prepared for when it books.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

mod salon;

use std::time::Duration;

use calcom_sim::{BookingStatus, NewBooking};
use jiff::SignedDuration;
use salon::{Desk, booking, instant, uid};
use serde_json::{Value, json};

const NINE: &str = "2026-11-24T09:00:00Z";
const TEN: &str = "2026-11-24T10:00:00Z";
const BUSY_TEAM: &str =
    "One of the hosts either already has booking at this time or is not available";
const BUSY_USER: &str = "User either already has booking at this time or is not available";

fn message(answer: &salon::Answer) -> &str {
    answer.1["error"]["message"]
        .as_str()
        .unwrap_or_else(|| panic!("{answer:?}"))
}

#[tokio::test]
async fn a_repeat_on_a_round_robin_type_answers_201_with_the_old_metadata() {
    let desk = Desk::open().await;
    let cut = desk.event_type("schnitt", 30, "roundRobin", &[2]).await;
    let first = desk.book(cut, NINE, "erika@kundin.example").await;
    let mut again = booking(cut, NINE, "erika@kundin.example");
    again["metadata"] = json!({"crm_phase_id": "99"});
    let second = desk.post("/v2/bookings", again).await;
    assert_eq!((first.0, second.0), (201, 201));
    assert_eq!(uid(&first), uid(&second));
    assert_eq!(second.1["data"]["metadata"], json!({"crm_phase_id": "1"}));
    assert_eq!(desk.sim.bookings().len(), 1);
}

#[tokio::test]
async fn busy_is_said_in_other_words_for_a_managed_child() {
    let desk = Desk::open().await;
    let cut = desk.event_type("schnitt", 30, "roundRobin", &[2]).await;
    let parent = desk.event_type("farbe", 45, "managed", &[2]).await;
    let family = desk
        .call(
            "PATCH",
            &format!("/v2/teams/1/event-types/{parent}"),
            "2024-06-14",
            Some(json!({})),
        )
        .await;
    let child = family.1["data"][1]["id"].as_i64().unwrap();
    assert_eq!(desk.book(cut, NINE, "a@kundin.example").await.0, 201);
    let overlapping = desk
        .book(cut, "2026-11-24T09:15:00Z", "b@kundin.example")
        .await;
    assert_eq!((overlapping.0, message(&overlapping)), (400, BUSY_TEAM));
    let on_child = desk
        .book(child, "2026-11-24T09:15:00Z", "b@kundin.example")
        .await;
    assert_eq!((on_child.0, message(&on_child)), (400, BUSY_USER));
    let on_parent = desk.book(parent, TEN, "b@kundin.example").await;
    assert!(
        message(&on_parent).contains("is the parent managed event type that can't be booked"),
        "{on_parent:?}"
    );
}

#[tokio::test]
async fn closed_outside_hours_and_past_are_refused() {
    let desk = Desk::open().await;
    let cut = desk.event_type("schnitt", 30, "roundRobin", &[2]).await;
    for (start, expected) in [
        ("2026-11-23T10:00:00Z", BUSY_TEAM),
        ("2026-11-24T07:30:00Z", BUSY_TEAM),
        ("2026-11-24T17:10:00Z", BUSY_TEAM),
        (
            "2026-11-20T10:00:00Z",
            "Attempting to book a meeting in the past.",
        ),
    ] {
        let answer = desk.book(cut, start, "a@kundin.example").await;
        assert_eq!((answer.0, message(&answer)), (400, expected), "{start}");
    }
    let unknown = desk.book(4711, NINE, "a@kundin.example").await;
    assert_eq!(
        (unknown.0, message(&unknown)),
        (404, "Event type with id 4711 not found.")
    );
}

#[tokio::test]
async fn moving_gives_a_new_uid_and_keeps_metadata_but_not_a_special_length() {
    let desk = Desk::open().await;
    let body = json!({
        "title": "Farbe", "slug": "farbe", "lengthInMinutes": 30, "lengthInMinutesOptions": [30, 60],
        "schedulingType": "roundRobin", "hosts": [{"userId": 2}], "minimumBookingNotice": 0,
    });
    let made = desk
        .call("POST", "/v2/teams/1/event-types", "2024-06-14", Some(body))
        .await;
    let mut wish = booking(
        made.1["data"]["id"].as_i64().unwrap(),
        NINE,
        "a@kundin.example",
    );
    wish["lengthInMinutes"] = json!(60);
    let old = desk.post("/v2/bookings", wish).await;
    assert_eq!(old.1["data"]["duration"], 60);
    let new = desk
        .post(
            &format!("/v2/bookings/{}/reschedule", uid(&old)),
            json!({"start": TEN}),
        )
        .await;
    assert_eq!(new.0, 201);
    assert_ne!(uid(&new), uid(&old));
    assert_eq!(new.1["data"]["duration"], 30);
    assert_eq!(new.1["data"]["metadata"], old.1["data"]["metadata"]);
    assert_eq!(new.1["data"]["rescheduledFromUid"], json!(uid(&old)));
    let (_, before) = desk.get(&format!("/v2/bookings/{}", uid(&old))).await;
    assert_eq!(before["data"]["status"], "cancelled");
    assert_eq!(before["data"]["rescheduledToUid"], json!(uid(&new)));
    let again = desk
        .post(
            &format!("/v2/bookings/{}/reschedule", uid(&old)),
            json!({"start": NINE}),
        )
        .await;
    assert_eq!(again.0, 400);
    assert!(
        message(&again).contains(&uid(&new)),
        "the refusal names the successor"
    );
}

#[tokio::test]
async fn cancelling_twice_is_refused_and_frees_the_time_once() {
    let desk = Desk::open().await;
    let cut = desk.event_type("schnitt", 30, "roundRobin", &[2]).await;
    let made = desk.book(cut, NINE, "a@kundin.example").await;
    let path = format!("/v2/bookings/{}/cancel", uid(&made));
    let reason = json!({"cancellationReason": "krank"});
    assert_eq!(desk.post(&path, reason.clone()).await.0, 200);
    let twice = desk.post(&path, reason).await;
    assert_eq!(twice.0, 400);
    assert!(message(&twice).contains("because it has been cancelled already"));
    assert_eq!(desk.book(cut, NINE, "b@kundin.example").await.0, 201);
}

#[tokio::test]
async fn a_uid_needs_no_key() {
    let mut desk = Desk::open().await;
    let cut = desk.event_type("schnitt", 30, "roundRobin", &[2]).await;
    let made = desk.book(cut, NINE, "a@kundin.example").await;
    desk.key = "cal_unknown".to_owned();
    let (status, answer) = desk.get(&format!("/v2/bookings/{}", uid(&made))).await;
    assert_eq!(
        (status, answer["error"]["message"].as_str()),
        (401, Some("CustomThrottlerGuard - Invalid API Key"))
    );
    let url = format!("{}/bookings/{}", desk.sim.base_url(), uid(&made));
    let stranger = desk
        .client
        .get(url)
        .header("cal-api-version", "2024-08-13")
        .send()
        .await
        .unwrap();
    assert_eq!(stranger.status(), 200);
}

#[tokio::test]
async fn in_a_race_equal_slots_end_in_one_409_and_overlapping_ones_in_a_double_booking() {
    let desk = Desk::open().await;
    let short = desk.event_type("kurz", 30, "roundRobin", &[2]).await;
    let long = desk.event_type("lang", 45, "roundRobin", &[2]).await;
    desk.sim.set_race_window(Some(Duration::from_millis(400)));
    let (a, b) = tokio::join!(
        desk.book(short, NINE, "a@kundin.example"),
        desk.book(short, NINE, "b@kundin.example")
    );
    let mut statuses = [a.0, b.0];
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409]);
    let refused = if a.0 == 409 { a.1 } else { b.1 };
    assert_eq!(
        refused,
        json!({"statusCode": 409, "message": "booking_conflict_error"})
    );
    let (a, b) = tokio::join!(
        desk.book(short, TEN, "a@kundin.example"),
        desk.book(long, TEN, "b@kundin.example")
    );
    assert_eq!((a.0, b.0), (201, 201), "nobody notices");
    desk.sim.set_race_window(None);
    let (a, b) = tokio::join!(
        desk.book(short, "2026-11-24T11:00:00Z", "a@kundin.example"),
        desk.book(long, "2026-11-24T11:00:00Z", "b@kundin.example")
    );
    assert_eq!(a.0 + b.0, 601, "without a race one of them is refused");
}

#[tokio::test]
async fn two_moves_of_one_booking_at_once_both_succeed() {
    let desk = Desk::open().await;
    let cut = desk.event_type("schnitt", 30, "roundRobin", &[2]).await;
    let made = desk.book(cut, NINE, "a@kundin.example").await;
    desk.sim.set_race_window(Some(Duration::from_millis(400)));
    let path = format!("/v2/bookings/{}/reschedule", uid(&made));
    let (a, b) = tokio::join!(
        desk.post(&path, json!({"start": TEN})),
        desk.post(&path, json!({"start": "2026-11-24T11:00:00Z"}))
    );
    assert_eq!((a.0, b.0), (201, 201));
    assert_eq!(desk.sim.live_bookings().len(), 2);
}

#[tokio::test]
async fn what_others_do_shows_in_the_list_by_update_time() {
    let desk = Desk::open().await;
    let cut = desk.event_type("schnitt", 30, "roundRobin", &[2]).await;
    let new = |start: &str, email: &str| NewBooking {
        event_type_id: cut,
        start: instant(start),
        minutes: None,
        name: "Paul Klaus".to_owned(),
        email: email.to_owned(),
        metadata: Default::default(),
    };
    let first = desk.sim.book(new(NINE, "a@kundin.example")).unwrap();
    let second = desk.sim.book(new(TEN, "b@kundin.example")).unwrap();
    desk.sim.advance(SignedDuration::from_mins(10));
    let since = desk.sim.now();
    let moved = desk
        .sim
        .reschedule(&first.uid, instant("2026-11-24T12:00:00Z"))
        .unwrap();
    let since = format!("/v2/bookings?afterUpdatedAt={since}&sortUpdatedAt=asc");
    let seen = |answer: Value| -> Vec<String> {
        answer["data"]
            .as_array()
            .unwrap()
            .iter()
            .map(|b| b["uid"].as_str().unwrap().to_owned())
            .collect()
    };
    let mut changed = seen(desk.get(&since).await.1);
    changed.sort();
    let mut expected = vec![first.uid.clone(), moved.uid.clone()];
    expected.sort();
    assert_eq!(changed, expected, "the old one and its successor");
    desk.sim.cancel(&second.uid, "Kundin krank").unwrap();
    assert_eq!(seen(desk.get(&since).await.1).len(), 3);
    assert_eq!(
        desk.sim.find_booking(&second.uid).unwrap().status,
        BookingStatus::Cancelled
    );
}

#[tokio::test]
async fn a_no_show_does_not_count_as_a_change() {
    let desk = Desk::open().await;
    let cut = desk.event_type("schnitt", 30, "roundRobin", &[2]).await;
    let made = desk.book(cut, NINE, "a@kundin.example").await;
    desk.sim.set_now(instant("2026-11-24T11:00:00Z"));
    desk.sim.mark_no_show(&uid(&made)).unwrap();
    let (_, after) = desk.get(&format!("/v2/bookings/{}", uid(&made))).await;
    assert_eq!(after["data"]["attendees"][0]["absent"], true);
    assert_eq!(after["data"]["updatedAt"], made.1["data"]["updatedAt"]);
}

#[tokio::test]
async fn totals_ignore_the_update_filter() {
    let desk = Desk::open().await;
    let cut = desk.event_type("schnitt", 30, "roundRobin", &[2]).await;
    for hour in 9..12 {
        assert_eq!(
            desk.book(
                cut,
                &format!("2026-11-24T{hour:02}:00:00Z"),
                "a@kundin.example"
            )
            .await
            .0,
            201
        );
    }
    let later = desk.sim.now() + SignedDuration::from_mins(1);
    let (_, page) = desk
        .get(&format!("/v2/bookings?afterUpdatedAt={later}"))
        .await;
    assert_eq!(page["data"], json!([]));
    assert_eq!(page["pagination"]["totalItems"], 3);
}

#[tokio::test]
async fn a_booking_outlives_its_event_type_but_cannot_be_moved() {
    let desk = Desk::open().await;
    let cut = desk.event_type("schnitt", 30, "roundRobin", &[2]).await;
    let made = desk.book(cut, NINE, "a@kundin.example").await;
    let path = format!("/v2/teams/1/event-types/{cut}");
    assert_eq!(desk.call("DELETE", &path, "2024-06-14", None).await.0, 200);
    let stale = desk
        .call("PATCH", &path, "2024-06-14", Some(json!({"title": "x"})))
        .await;
    assert_eq!(
        (stale.0, message(&stale)),
        (400, "Event type to update not found")
    );
    assert_eq!(desk.call("GET", &path, "2024-06-14", None).await.0, 404);
    let (_, orphan) = desk.get(&format!("/v2/bookings/{}", uid(&made))).await;
    assert_eq!(orphan["data"]["eventTypeId"], Value::Null);
    let moved = desk
        .post(
            &format!("/v2/bookings/{}/reschedule", uid(&made)),
            json!({"start": TEN}),
        )
        .await;
    assert_eq!(moved.0, 404);
    let reason = json!({"cancellationReason": "x"});
    assert_eq!(
        desk.post(&format!("/v2/bookings/{}/cancel", uid(&made)), reason)
            .await
            .0,
        200
    );
}
