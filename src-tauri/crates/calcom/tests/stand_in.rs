//! A booking's whole life against the stand-in server, which keeps real state.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may fall over"
)]

use std::collections::BTreeMap;
use std::time::Instant;

use calcom::{
    Admission, ApiKey, AuthProblem, BaseUrl, BookingQuery, BookingStatus, Client, Config,
    EventTypeId, EventTypePatch, Failure, NewAttendee, NewBooking, NewEventType, NewReservation,
    Order, RefusalCode, Reschedule, SlotQuery, TeamId, Urgency, UserId,
};
use calcom_sim::{DEMO_KEY, FaultKind, FaultPlan, FaultRule, Sim, World};
use jiff::Timestamp;

const TEAM: TeamId = TeamId::new(1);
const FABIAN: UserId = UserId::new(2);

/// A Tuesday of the demo salon, opening at nine in Berlin.
fn opening() -> Timestamp {
    "2026-12-01T08:00:00Z".parse().unwrap()
}

fn later(minutes: i64) -> Timestamp {
    opening() + jiff::SignedDuration::from_mins(minutes)
}

async fn salon() -> (Sim, Client) {
    let sim = Sim::start(World::demo()).await.unwrap();
    sim.set_now("2026-11-27T12:00:00Z".parse().unwrap());
    let client = client(&sim, DEMO_KEY);
    (sim, client)
}

fn client(sim: &Sim, key: &str) -> Client {
    let config = Config::new(BaseUrl::parse(&sim.base_url()).unwrap());
    Client::new(config, ApiKey::new(key.into()).unwrap()).unwrap()
}

async fn colour(client: &Client) -> EventTypeId {
    let new = NewEventType::for_one_host("Farbe A", "farbe-a-fabian", 30, FABIAN);
    let saved = client
        .create_team_event_type(TEAM, &new)
        .await
        .into_result()
        .unwrap();
    saved.event_type.id
}

fn karla(event_type: EventTypeId, start: Timestamp) -> NewBooking {
    NewBooking {
        event_type_id: event_type,
        start,
        attendee: NewAttendee {
            name: "Karla Kunz".into(),
            time_zone: "Europe/Berlin".into(),
            email: Some("karla@kundin.example".into()),
            phone_number: None,
            language: Some("de".into()),
        },
        metadata: BTreeMap::from([("segment_key".into(), "A".into())]),
        length_in_minutes: None,
        notes: None,
    }
}

fn refused<T: std::fmt::Debug>(outcome: Result<T, Failure>) -> RefusalCode {
    match outcome {
        Err(Failure::Refused(refusal)) => refusal.code,
        other => panic!("expected a refusal, got {other:?}"),
    }
}

#[tokio::test]
async fn who_is_there() {
    let (sim, client) = salon().await;
    assert_eq!(client.me().await.into_result().unwrap().id, UserId::new(1));
    let teams = client.teams().await.into_result().unwrap();
    assert_eq!(
        teams.items.first().map(|team| team.name.as_str()),
        Some("Friseur 1")
    );
    let members = client.memberships(TEAM).await.into_result().unwrap();
    assert_eq!(members.items.len(), 5);
    let schedules = client.team_schedules(TEAM).await.into_result().unwrap();
    assert!(schedules.undecodable.is_empty() && !schedules.items.is_empty());
    sim.shutdown().await;
}

#[tokio::test]
async fn an_event_type_is_made_found_changed_and_deleted() {
    let (sim, client) = salon().await;
    let id = colour(&client).await;
    let found = client
        .find_team_event_type(TEAM, "farbe-a-fabian")
        .await
        .into_result()
        .unwrap();
    let found = found.expect("just made");
    assert_eq!(
        (found.id, found.minimum_booking_notice, found.hidden),
        (id, Some(0), true)
    );
    assert_eq!(found.hosts.first().map(|host| host.user_id), Some(FABIAN));

    let twin = NewEventType::for_one_host("Farbe A", "farbe-a-fabian", 30, FABIAN);
    assert_eq!(
        refused(client.create_team_event_type(TEAM, &twin).await.outcome),
        RefusalCode::SlugTaken
    );

    let longer = EventTypePatch {
        length_in_minutes: Some(45),
        ..EventTypePatch::default()
    };
    let saved = client
        .update_team_event_type(TEAM, id, &longer)
        .await
        .into_result()
        .unwrap();
    assert_eq!(saved.event_type.length_in_minutes, 45);

    client
        .delete_team_event_type(TEAM, id)
        .await
        .into_result()
        .unwrap();
    assert_eq!(
        refused(
            client
                .update_team_event_type(TEAM, id, &longer)
                .await
                .outcome
        ),
        RefusalCode::EventTypeGone
    );
    assert_eq!(
        refused(client.team_event_type(TEAM, id).await.outcome),
        RefusalCode::EventTypeGone
    );
    sim.shutdown().await;
}

#[tokio::test]
async fn a_booking_is_made_moved_and_cancelled() {
    let (sim, client) = salon().await;
    let colour = colour(&client).await;

    let booked = client
        .create_booking(&karla(colour, opening()))
        .await
        .into_result()
        .unwrap();
    assert_eq!((booked.start, booked.end), (opening(), later(30)));
    assert_eq!(
        booked.metadata.get("segment_key").map(String::as_str),
        Some("A")
    );

    let to = Reschedule {
        start: later(60),
        reason: None,
        rescheduled_by: None,
    };
    let moved = client
        .reschedule_booking(&booked.uid, &to)
        .await
        .into_result()
        .unwrap();
    assert_eq!(moved.rescheduled_from_uid.as_ref(), Some(&booked.uid));
    let old = client.booking(&booked.uid).await.into_result().unwrap();
    assert_eq!(old.status, BookingStatus::Cancelled);
    assert_eq!(old.rescheduled_to_uid.as_ref(), Some(&moved.uid));
    let again = refused(client.reschedule_booking(&booked.uid, &to).await.outcome);
    assert_eq!(
        again,
        RefusalCode::AlreadyRescheduled {
            to: Some(moved.uid.clone())
        }
    );

    let cancelled = client
        .cancel_booking(&moved.uid, "Kundin krank")
        .await
        .into_result()
        .unwrap();
    assert!(!cancelled.is_live());
    let twice = refused(
        client
            .cancel_booking(&moved.uid, "Kundin krank")
            .await
            .outcome,
    );
    assert_eq!(twice, RefusalCode::AlreadyCancelled);
    sim.shutdown().await;
}

#[tokio::test]
async fn a_taken_time_is_refused_and_missing_from_the_slots() {
    let (sim, client) = salon().await;
    let colour = colour(&client).await;
    client
        .create_booking(&karla(colour, opening()))
        .await
        .into_result()
        .unwrap();
    let mut other = karla(colour, later(15));
    other.attendee.email = Some("otto@kunde.example".into());
    assert_eq!(
        refused(client.create_booking(&other).await.outcome),
        RefusalCode::HostBusyOrClosed
    );

    let hold = NewReservation {
        event_type_id: colour,
        slot_start: later(60),
        slot_duration: None,
    };
    let held = client.reserve_slot(&hold).await.into_result().unwrap();
    let query = SlotQuery {
        event_type: colour,
        from: opening(),
        to: later(120),
        time_zone: "Europe/Berlin".into(),
        minutes: None,
        rescheduling: None,
    };
    let slots = client.slots(&query).await.into_result().unwrap();
    let starts: Vec<Timestamp> = slots.items.iter().map(|slot| slot.start).collect();
    assert!(
        !starts.contains(&opening()) && !starts.contains(&later(60)),
        "{starts:?}"
    );
    assert!(starts.contains(&later(30)), "{starts:?}");
    client
        .release_slot(&held.reservation_uid)
        .await
        .into_result()
        .unwrap();
    sim.shutdown().await;
}

#[tokio::test]
async fn after_a_lost_answer_the_look_up_finds_the_booking() {
    let (sim, client) = salon().await;
    let colour = colour(&client).await;
    let lost = FaultRule::on("POST", "/v2/bookings", 1.0, FaultKind::DropAfterCommit);
    sim.set_faults(FaultPlan::rules(1, [lost]));
    let outcome = client
        .create_booking(&karla(colour, opening()))
        .await
        .outcome;
    assert!(matches!(outcome, Err(Failure::Unknown(_))), "{outcome:?}");

    let query = BookingQuery {
        event_types: vec![colour],
        after_start: Some(opening()),
        before_end: Some(later(30)),
        attendee_email: Some("karla@kundin.example".into()),
        order: Some(Order::Start),
        take: Some(100),
        ..BookingQuery::default()
    };
    let found = client.list_bookings(&query).await.into_result().unwrap();
    assert_eq!(found.items.len(), 1);
    assert!(found.items.iter().all(calcom::Booking::is_live));
    sim.shutdown().await;
}

#[tokio::test]
async fn the_cut_line_and_the_wrong_key_are_told_apart() {
    let (sim, client) = salon().await;
    let stranger = self::client(&sim, "cal_demo_nobody_knows_it");
    let failure = stranger.me().await.into_result().unwrap_err();
    assert_eq!(failure, Failure::Unauthorized(AuthProblem::InvalidKey));
    sim.cut();
    let failure = client.me().await.into_result().unwrap_err();
    assert!(matches!(failure, Failure::NotSent(_)), "{failure:?}");
    sim.restore().unwrap();
    assert!(client.me().await.outcome.is_ok());
    sim.shutdown().await;
}

#[tokio::test]
async fn who_asks_the_budget_never_hears_429() {
    let (sim, client) = salon().await;
    sim.set_rate_limit(Some(10));
    let mut calls = 0;
    while client.budget().admit(Instant::now(), Urgency::Interactive) == Admission::Go {
        client.me().await.into_result().expect("admitted");
        calls += 1;
    }
    assert_eq!(calls, 10);
    let failure = client.me().await.into_result().unwrap_err();
    assert!(
        matches!(failure, Failure::RateLimited { .. }),
        "{failure:?}"
    );
    sim.shutdown().await;
}
