//! Once a week the event map is held against Cal.com; what broke since the last time needs a person.

use calcom::{EventTypeId, EventTypePatch, TeamId};
use jiff::SignedDuration;
use store::{StoreError, sync::event_map};
use sync::{review, setup, view::Remedy};

use crate::support::Salon;

const LIST: &str = "/v2/teams/{team}/event-types";
const A_WEEK: SignedDuration = SignedDuration::from_hours(24 * 7);

/// The tick of every night. Whoever asks the server after it is answered after it.
async fn night(salon: &Salon) {
    salon.pass(SignedDuration::from_hours(24));
    salon.engine().verify_event_map().await;
    salon.engine().sync_now().await;
    salon.settle().await;
}

fn event_type(salon: &Salon, place: usize) -> EventTypeId {
    let map: Result<_, StoreError> = salon.store.read(event_map::all);
    EventTypeId::new(map.unwrap()[place].event_type_id)
}

/// Somebody changes an event type in Cal.com.
async fn spoil(salon: &Salon, place: usize) {
    let longer = EventTypePatch {
        length_in_minutes: Some(115),
        ..EventTypePatch::default()
    };
    let id = event_type(salon, place);
    let changed = salon
        .client()
        .update_team_event_type(TeamId::new(1), id, &longer)
        .await;
    changed.into_result().unwrap();
}

fn put_aside(salon: &Salon) {
    let id = salon.review()[0].id;
    let now = salon.now();
    salon
        .store
        .write(|tx| {
            review::resolve(
                tx,
                id,
                Remedy::Dismiss,
                store::sync::Priority::Interactive,
                now,
            )
        })
        .unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_right_is_looked_at_once_a_week_and_not_mentioned() {
    let salon = Salon::open().await;
    for _ in 0..8 {
        night(&salon).await;
    }
    assert_eq!(salon.calls("GET", LIST), 2);
    assert!(salon.review().is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_broke_is_said_until_it_is_right_again() {
    let salon = Salon::open().await;
    night(&salon).await;
    spoil(&salon, 0).await;
    salon.pass(A_WEEK);
    night(&salon).await;
    assert_eq!(salon.codes(), ["event_map_broken"]);

    setup::apply_event_types(
        &salon.store,
        &salon.lines(),
        salon.now(),
        &setup::Halt::default(),
        |_| (),
    )
    .await
    .unwrap();
    salon.pass(A_WEEK);
    night(&salon).await;
    assert!(salon.review().is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_put_aside_is_said_again_only_when_something_else_breaks() {
    let salon = Salon::open().await;
    spoil(&salon, 0).await;
    night(&salon).await;
    put_aside(&salon);
    salon.pass(A_WEEK);
    night(&salon).await;
    assert!(salon.review().is_empty(), "it is known");

    spoil(&salon, 1).await;
    salon.pass(A_WEEK);
    night(&salon).await;
    assert_eq!(salon.codes(), ["event_map_broken"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_night_without_the_line_is_made_up_for_in_the_next() {
    let salon = Salon::open().await;
    spoil(&salon, 0).await;
    salon.sim.cut();
    night(&salon).await;
    assert!(salon.review().is_empty());
    salon.sim.restore().unwrap();
    salon.settle().await;
    night(&salon).await;
    assert_eq!(salon.codes(), ["event_map_broken"]);
}
