//! Cal.com is asked about a time before it is promised: a hint, when the line is up.

use std::{collections::BTreeMap, time::Duration};

use calcom_sim::{FaultKind, FaultPlan, FaultRule, NewBooking};
use jiff::{SignedDuration, Timestamp};
use salon::Span;
use store::sync::event_map;
use sync::{
    Question, Tooth,
    view::{AskedState, AskedView, NotAsked},
};

use crate::support::{
    Salon,
    book::later,
    times::{NINE, TEN_PAST},
};

const LONG_ENOUGH: Duration = Duration::from_secs(60);

/// About a men's cut with Anna.
fn cut(salon: &Salon, start: &str) -> Question {
    let start: Timestamp = start.parse().unwrap();
    Question {
        service: salon.cut,
        teeth: vec![Tooth {
            key: "A".to_owned(),
            staff: salon.anna,
            span: Span::new(start, later(start, 30)).unwrap(),
        }],
        form: None,
        moving: None,
    }
}

async fn ask(salon: &Salon, start: &str, patience: Duration) -> AskedView {
    let asked = salon.engine().ask(cut(salon, start), patience).await;
    asked.unwrap().remove(0)
}

fn asked(salon: &Salon) -> usize {
    salon.calls("GET", "/v2/slots")
}

/// Somebody books a men's cut with Anna over there, and nobody here has heard of it.
fn taken_there(salon: &Salon, start: &str) {
    let map = salon
        .store
        .read(|read| event_map::of_service(read, salon.cut))
        .unwrap();
    let pair = map.iter().find(|pair| pair.staff == salon.anna).unwrap();
    let online = NewBooking {
        event_type_id: pair.event_type_id,
        start: start.parse().unwrap(),
        minutes: None,
        name: "Otto Online".to_owned(),
        email: "otto@kunde.example".to_owned(),
        metadata: BTreeMap::new(),
    };
    salon.sim.book(online).unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_time_is_free_there_until_somebody_takes_it_there() {
    let salon = Salon::open().await;
    salon.settle().await;
    for start in [NINE, TEN_PAST] {
        let free = ask(&salon, start, LONG_ENOUGH).await;
        assert_eq!((free.state, free.why), (AskedState::Free, None), "{start}");
        assert_eq!(free.key, "A");
    }
    taken_there(&salon, NINE);
    // Cal.com gives the same list out for two seconds.
    salon.pass(SignedDuration::from_secs(3));
    for start in [NINE, TEN_PAST] {
        let taken = ask(&salon, start, LONG_ENOUGH).await;
        assert_eq!(taken.state, AskedState::Taken, "{start}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn with_the_line_down_nothing_is_asked() {
    let salon = Salon::open().await;
    salon.sim.cut();
    salon.book(salon.cut, salon.mehmet, NINE);
    salon.rest().await;
    let said = ask(&salon, NINE, LONG_ENOUGH).await;
    assert_eq!(said.state, AskedState::NotAsked);
    assert_eq!(said.why, Some(NotAsked::Offline));
    assert_eq!(asked(&salon), 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_has_no_patience_is_told_that_there_was_no_answer() {
    let salon = Salon::open().await;
    salon.settle().await;
    let late = FaultRule::on("GET", "/v2/slots", 1.0, FaultKind::Delay(LONG_ENOUGH));
    salon.sim.set_faults(FaultPlan::rules(1, [late]));
    let said = ask(&salon, NINE, Duration::from_millis(50)).await;
    assert_eq!(said.state, AskedState::NotAsked);
    assert_eq!(said.why, Some(NotAsked::NoAnswer));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn half_of_the_calls_are_left_to_what_has_to_be_written() {
    let salon = Salon::open().await;
    salon.sim.set_rate_limit(Some(120));
    salon.settle().await;
    let mut said = ask(&salon, NINE, LONG_ENOUGH).await;
    for _ in 0..120 {
        if said.state == AskedState::NotAsked {
            break;
        }
        said = ask(&salon, NINE, LONG_ENOUGH).await;
    }
    assert_eq!(said.why, Some(NotAsked::Limited));
    assert!(asked(&salon) <= 60, "{}", asked(&salon));
    let id = salon.book(salon.colour, salon.anna, NINE);
    salon.settle().await;
    assert_eq!(salon.creates(), 4, "{:?}", salon.marks(id));
}

/// On which Anna is booked for a cut.
fn event_type(salon: &Salon) -> i64 {
    let map = salon
        .store
        .read(|read| event_map::of_service(read, salon.cut))
        .unwrap();
    let pair = map.iter().find(|pair| pair.staff == salon.anna).unwrap();
    pair.event_type_id
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_event_type_that_was_deleted_there_is_named_as_the_reason() {
    let salon = Salon::open().await;
    salon.settle().await;
    salon.sim.delete_event_type(event_type(&salon));
    let said = ask(&salon, NINE, LONG_ENOUGH).await;
    assert_eq!(said.state, AskedState::NotAsked);
    assert_eq!(said.why, Some(NotAsked::NoEventType));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_segment_without_an_event_type_has_nobody_to_be_asked_about() {
    let salon = Salon::open().await;
    salon.settle().await;
    let event_type = event_type(&salon);
    salon
        .store
        .write(|tx| event_map::remove(tx, event_type, salon.now()))
        .unwrap();
    let said = ask(&salon, NINE, LONG_ENOUGH).await;
    assert_eq!(said.why, Some(NotAsked::NoEventType));
    assert_eq!(asked(&salon), 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_to_be_moved_is_not_in_its_own_way() {
    let salon = Salon::open().await;
    let id = salon.book(salon.cut, salon.anna, NINE);
    salon.settle().await;
    let moving = Question {
        moving: Some(id),
        ..cut(&salon, TEN_PAST)
    };
    let moved = salon.engine().ask(moving, LONG_ENOUGH).await.unwrap();
    assert_eq!(moved[0].state, AskedState::Free);
    salon.pass(SignedDuration::from_secs(3));
    let another = ask(&salon, TEN_PAST, LONG_ENOUGH).await;
    assert_eq!(another.state, AskedState::Taken);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_program_without_an_engine_asks_as_well() {
    let mut salon = Salon::open().await;
    salon.stop().await;
    let question = || cut(&salon, NINE);
    let once = |question| sync::ask_once(&salon.store, salon.lines(), question, LONG_ENOUGH);
    let free = once(question()).await.unwrap();
    assert_eq!(free[0].state, AskedState::Free);
    salon.sim.cut();
    let silent = once(question()).await.unwrap();
    assert_eq!(silent[0].why, Some(NotAsked::Offline));
}
