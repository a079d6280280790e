//! Verifying the event map against a Cal.com in which somebody has been at work.

use crate::support::Salon;
use calcom::{
    EventTypeId, EventTypePatch, HostAssignment, NewEventType, SchedulingType, TeamId, UserId,
};
use store::sync::{Mapping, event_map};
use sync::{
    setup::{self, SetupError},
    view::{FindingCode, MapFinding, MapRemedy},
};

const TEAM: TeamId = TeamId::new(1);

/// Verifies, and makes sure that looking was all that was done.
async fn verify(salon: &Salon) -> Vec<MapFinding> {
    let before = map(salon);
    salon.sim.forget_calls();
    let found = setup::verify_event_types(&salon.store, &salon.lines(), salon.now())
        .await
        .unwrap();
    assert_eq!(salon.writes(), 0, "verifying only looks");
    assert_eq!(map(salon), before);
    found
}

async fn codes(salon: &Salon) -> Vec<(FindingCode, MapRemedy)> {
    let found = verify(salon).await;
    found.iter().map(|one| (one.code, one.remedy)).collect()
}

fn map(salon: &Salon) -> Vec<Mapping> {
    salon.store.read(event_map::all).unwrap()
}

fn put(salon: &Salon, mapping: &Mapping) {
    let now = salon.now();
    salon
        .store
        .write(|tx| event_map::put(tx, mapping, now))
        .unwrap();
}

async fn change(salon: &Salon, id: i64, patch: &EventTypePatch) {
    let id = EventTypeId::new(id);
    salon
        .client()
        .update_team_event_type(TEAM, id, patch)
        .await
        .into_result()
        .unwrap();
}

#[tokio::test]
async fn without_an_account_there_is_nothing_to_verify() {
    let salon = Salon::closed().await;
    let early = setup::verify_event_types(&salon.store, &salon.lines(), salon.now())
        .await
        .unwrap_err();
    assert!(matches!(early, SetupError::NotConnected));
}

#[tokio::test]
async fn what_was_just_set_up_is_right_and_one_call_tells() {
    let salon = Salon::closed().await.provisioned().await;
    assert_eq!(verify(&salon).await, []);
    assert_eq!(salon.sim.calls().len(), 1);
}

#[tokio::test]
async fn nobody_matched_and_nothing_made_are_two_things() {
    let salon = Salon::closed().await;
    let client = salon.client();
    setup::connect(&salon.store, &client, 1, salon.now())
        .await
        .unwrap();
    let unmatched = (FindingCode::StaffUnmatched, MapRemedy::MatchStaff);
    assert_eq!(codes(&salon).await, [unmatched; 10]);
    setup::match_certain_staff(&salon.store, &client, salon.now())
        .await
        .unwrap();
    let missing = (FindingCode::NotProvisioned, MapRemedy::Apply);
    // The segments, and what holds the time of either.
    assert_eq!(codes(&salon).await, [missing; 12]);
}

#[tokio::test]
async fn a_deleted_event_type_is_told_with_its_names_and_the_plan_makes_it_again() {
    let salon = Salon::closed().await.provisioned().await;
    let lost = map(&salon)
        .into_iter()
        .find(|pair| pair.slug == format!("kamm-440-b-s{}", salon.anna))
        .unwrap();
    salon.sim.delete_event_type(lost.event_type_id);
    let expected = MapFinding {
        code: FindingCode::Gone,
        service_id: Some(lost.service.0),
        service_name: "Ansatzfärbung".to_owned(),
        segment_key: "B".to_owned(),
        segment_name: "Schritt B".to_owned(),
        staff_id: salon.anna.0,
        staff_name: "Anna Albrecht".to_owned(),
        event_type_id: Some(lost.event_type_id),
        remedy: MapRemedy::Apply,
    };
    assert_eq!(verify(&salon).await, [expected]);
    assert_eq!(salon.sim.calls().len(), 2, "the list, and one look");
    salon.apply().await;
    assert_eq!(verify(&salon).await, []);
}

#[tokio::test]
async fn what_somebody_changed_is_told_and_the_plan_puts_it_right() {
    let salon = Salon::closed().await.provisioned().await;
    let pair = map(&salon).remove(0);
    let nobody = EventTypePatch::default;
    let table = [
        (
            FindingCode::WrongLength,
            EventTypePatch {
                length_in_minutes: Some(55),
                ..nobody()
            },
        ),
        (
            FindingCode::MissingHost,
            EventTypePatch {
                hosts: Some(vec![]),
                ..nobody()
            },
        ),
        (
            FindingCode::WrongHost,
            EventTypePatch {
                hosts: Some(vec![host(4)]),
                ..nobody()
            },
        ),
        (
            FindingCode::Notice,
            EventTypePatch {
                minimum_booking_notice: Some(120),
                ..nobody()
            },
        ),
        (
            FindingCode::Buffers,
            EventTypePatch {
                after_event_buffer: Some(15),
                ..nobody()
            },
        ),
        (
            FindingCode::OpenToStrangers,
            EventTypePatch {
                booking_requires_authentication: Some(false),
                ..nobody()
            },
        ),
        (
            FindingCode::Visible,
            EventTypePatch {
                hidden: Some(false),
                ..nobody()
            },
        ),
    ];
    for (code, patch) in table {
        change(&salon, pair.event_type_id, &patch).await;
        assert_eq!(codes(&salon).await, [(code, MapRemedy::Apply)]);
        salon.apply().await;
        assert_eq!(codes(&salon).await, [], "{code:?} is put right");
    }
}

fn host(user: i64) -> HostAssignment {
    HostAssignment {
        user_id: UserId::new(user),
        mandatory: true,
    }
}

/// Maps Anna's first segment to a managed template of hers; answers the pair as the plan resolved it.
async fn managed(salon: &Salon) -> Mapping {
    let pair = map(salon).remove(0);
    let anna = UserId::new(3);
    let template = NewEventType {
        scheduling_type: Some(SchedulingType::Managed),
        ..NewEventType::for_one_host("Vorlage", "vorlage", u32::from(pair.minutes), anna)
    };
    let client = salon.client();
    let made = client.create_team_event_type(TEAM, &template).await;
    let template = made.into_result().unwrap().event_type.id;
    put(
        salon,
        &Mapping {
            event_type_id: template.get(),
            ..pair
        },
    );
    let parent = (FindingCode::ManagedParent, MapRemedy::Apply);
    assert_eq!(codes(salon).await, [parent]);
    salon.apply().await;
    map(salon).remove(0)
}

#[tokio::test]
async fn a_managed_child_is_looked_at_by_itself() {
    let salon = Salon::closed().await.provisioned().await;
    let pair = managed(&salon).await;
    assert!(pair.managed && pair.child_event_type_id.is_some());
    assert_eq!(codes(&salon).await, []);
    assert_eq!(salon.sim.calls().len(), 2, "the list, and one look");

    let longer = EventTypePatch {
        length_in_minutes: Some(55),
        ..EventTypePatch::default()
    };
    change(&salon, pair.event_type_id, &longer).await;
    let length = (FindingCode::WrongLength, MapRemedy::Look);
    assert_eq!(codes(&salon).await, [length]);
}

#[tokio::test]
async fn a_child_that_was_made_anew_is_found_again_by_the_plan() {
    let salon = Salon::closed().await.provisioned().await;
    let pair = managed(&salon).await;
    let with = |hosts| EventTypePatch {
        hosts: Some(hosts),
        ..EventTypePatch::default()
    };
    change(&salon, pair.event_type_id, &with(vec![])).await;
    let lost = (FindingCode::ChildGone, MapRemedy::Look);
    assert_eq!(codes(&salon).await, [lost], "nobody to find it for");

    change(&salon, pair.event_type_id, &with(vec![host(3)])).await;
    let findable = (FindingCode::ChildGone, MapRemedy::Apply);
    assert_eq!(codes(&salon).await, [findable]);
    salon.apply().await;
    assert_eq!(codes(&salon).await, []);
    let child = map(&salon).remove(0).child_event_type_id;
    assert_ne!(child, pair.child_event_type_id);
    salon.sim.forget_calls();
    salon.apply().await;
    assert_eq!(salon.writes(), 0, "a second run changes nothing");
}

#[tokio::test]
async fn a_child_that_is_not_known_yet_is_told() {
    let salon = Salon::closed().await.provisioned().await;
    let pair = managed(&salon).await;
    put(
        &salon,
        &Mapping {
            child_event_type_id: None,
            ..pair
        },
    );
    let missing = (FindingCode::ChildMissing, MapRemedy::Apply);
    assert_eq!(codes(&salon).await, [missing]);
}

#[tokio::test]
async fn a_dead_line_is_no_finding() {
    let salon = Salon::closed().await.provisioned().await;
    let client = salon.client();
    salon.sim.cut();
    let unreachable = setup::verify_event_types(&salon.store, &client.clone().into(), salon.now())
        .await
        .unwrap_err();
    assert_eq!(unreachable.code(), "host_unreachable");
}

#[tokio::test]
async fn a_window_and_a_confirmation_that_somebody_asked_for_are_taken_back() {
    let salon = Salon::closed().await.provisioned().await;
    let id = map(&salon).remove(0).event_type_id;
    let table = [
        (
            FindingCode::Window,
            serde_json::json!({"bookingWindow": {"type": "calendarDays", "value": 5, "rolling": false}}),
        ),
        (
            FindingCode::Confirmation,
            serde_json::json!({"confirmationPolicy": {"type": "always", "blockUnconfirmedBookingsInBooker": true}}),
        ),
    ];
    for (code, fields) in table {
        salon.sim.change_event_type(id, &fields);
        assert_eq!(codes(&salon).await, [(code, MapRemedy::Apply)]);
        salon.sim.forget_calls();
        salon.apply().await;
        assert_eq!(salon.writes(), 1);
        assert_eq!(codes(&salon).await, []);
    }
}
