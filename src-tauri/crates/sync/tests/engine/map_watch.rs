//! Once a week the event map is held against Cal.com; what broke since the last time needs a person.

use calcom::{EventTypeId, EventTypePatch, TeamId};
use jiff::SignedDuration;
use store::{StoreError, sync::event_map};
use sync::{
    review, setup,
    view::{FindingCode, GridState, PairRequest, Remedy},
};

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

    salon.apply().await;
    salon.pass(A_WEEK);
    night(&salon).await;
    assert!(salon.review().is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn once_all_of_it_is_put_right_nobody_is_asked_to_look_any_more() {
    let salon = Salon::open().await;
    spoil(&salon, 0).await;
    spoil(&salon, 1).await;
    night(&salon).await;
    assert_eq!(salon.codes(), ["event_map_broken"]);
    salon.apply().await;
    assert!(salon.review().is_empty(), "without waiting for a week");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_looks_by_hand_has_looked_for_this_week() {
    let salon = Salon::open().await;
    spoil(&salon, 0).await;
    let lines = salon.lines();
    let look = || setup::check_event_map(&salon.store, &lines, salon.now());
    assert_eq!(look().await.unwrap().len(), 1);
    assert_eq!(salon.codes(), ["event_map_broken"]);
    let calls = salon.calls("GET", LIST);
    night(&salon).await;
    assert_eq!(salon.calls("GET", LIST), calls);

    let id = event_type(&salon, 0);
    let usual = EventTypePatch {
        length_in_minutes: Some(30),
        ..EventTypePatch::default()
    };
    let client = salon.client();
    let changed = client.update_team_event_type(TeamId::new(1), id, &usual);
    changed.await.into_result().unwrap();
    assert_eq!(look().await.unwrap(), []);
    assert!(salon.review().is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_map_shows_what_was_found_until_it_is_put_right() {
    let salon = Salon::open().await;
    let wrong = |place: usize| {
        let grid = salon.store.read(setup::event_grid).unwrap();
        let cell = &grid.cells[place];
        (cell.state == GridState::Wrong).then(|| cell.flaws.clone())
    };
    spoil(&salon, 0).await;
    salon.sim.delete_event_type(event_type(&salon, 1).get());
    assert_eq!((wrong(0), wrong(1)), (None, None), "nobody has looked");

    // A click on the one, a look at all of them for the other.
    let cell = salon.store.read(setup::event_grid).unwrap().cells.remove(0);
    let pair = PairRequest {
        service_id: cell.service_id,
        segment_key: cell.segment_key,
        staff_id: cell.staff_id,
    };
    let (lines, now) = (salon.lines(), salon.now());
    let seen = setup::event_pair(&salon.store, &lines, pair, now)
        .await
        .unwrap();
    assert_eq!(seen.flaws, [FindingCode::WrongLength]);
    assert_eq!(wrong(0), Some(seen.flaws));
    assert_eq!(wrong(1), None);
    setup::check_event_map(&salon.store, &lines, now)
        .await
        .unwrap();
    assert_eq!(wrong(1), Some(vec![FindingCode::Gone]));

    setup::apply_event_types(&salon.store, &lines, now, &setup::Halt::default(), |_| ())
        .await
        .unwrap();
    assert_eq!((wrong(0), wrong(1)), (None, None));
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
