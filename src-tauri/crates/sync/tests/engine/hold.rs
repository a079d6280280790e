//! While a form is open, the time it holds is reserved on Cal.com: hidden from those who book online, never from the form itself,
//! and never in the way of its booking.

use std::time::Duration;

use calcom::{EventTypeId, SlotQuery};
use jiff::{SignedDuration, Timestamp};
use salon::{PhaseKind, Span, StaffId};
use store::{
    holds, phases,
    sync::{PhaseState, event_map},
};
use sync::{
    Preferences, Question, Tooth,
    view::{AskedState, AskedView, NotAsked},
};

use crate::support::{
    Salon,
    book::later,
    times::{NINE, NOON, TEN_PAST},
};

const FORM: &str = "a form";
const LONG_ENOUGH: Duration = Duration::from_secs(60);
const FIVE_MINUTES: SignedDuration = SignedDuration::from_mins(5);

/// A men's cut with Anna.
fn cut(salon: &Salon, start: &str) -> Tooth {
    let start: Timestamp = start.parse().unwrap();
    Tooth {
        key: "A".to_owned(),
        staff: salon.anna,
        span: Span::new(start, later(start, 30)).unwrap(),
    }
}

/// What the form holds in the book from now on, for five minutes; nothing: it lets go.
fn hold(salon: &Salon, teeth: &[Tooth]) {
    let times: Vec<(StaffId, Span)> = teeth.iter().map(|t| (t.staff, t.span)).collect();
    let now = salon.now();
    let until = now.checked_add(FIVE_MINUTES).unwrap();
    let take = |tx: &store::Tx<'_>| holds::take(tx, FORM, &times, now, until);
    salon.store.write(take).unwrap();
}

/// The form holds these times and lets Cal.com hide them.
async fn hold_there(salon: &Salon, teeth: &[Tooth]) {
    hold(salon, teeth);
    let more = teeth.iter().map(|tooth| (salon.cut, tooth.clone()));
    let kept = salon.engine().keep_free(FORM.to_owned(), more.collect());
    kept.await.unwrap();
}

/// The form's hold has changed in the book.
async fn follow(salon: &Salon) {
    let followed = salon.engine().keep_free(FORM.to_owned(), Vec::new());
    followed.await.unwrap();
}

async fn ask(salon: &Salon, form: Option<&str>, start: &str) -> AskedView {
    let question = Question {
        service: salon.cut,
        teeth: vec![cut(salon, start)],
        form: form.map(str::to_owned),
        moving: None,
    };
    let asked = salon.engine().ask(question, LONG_ENOUGH);
    asked.await.unwrap().remove(0)
}

/// Whether somebody who books another service with Anna online is offered that time.
async fn is_offered(salon: &Salon, start: &str) -> bool {
    // Cal.com gives the same list out for two seconds.
    salon.pass(SignedDuration::from_secs(3));
    let map = salon
        .store
        .read(|read| event_map::of_service(read, salon.colour))
        .unwrap();
    let first = map
        .iter()
        .find(|p| p.staff == salon.anna && p.segment_key == "A");
    let from: Timestamp = start.parse().unwrap();
    let query = SlotQuery {
        event_type: EventTypeId::new(first.unwrap().event_type_id),
        from,
        to: later(from, 30),
        time_zone: "UTC".to_owned(),
        minutes: None,
        rescheduling: None,
    };
    let listed = salon.client().slots(&query).await.into_result().unwrap();
    listed.items.iter().any(|slot| slot.start == from)
}

fn reserved(salon: &Salon) -> usize {
    salon.calls("POST", "/v2/slots/reservations")
}

fn prolonged(salon: &Salon) -> usize {
    salon.calls("PATCH", "/v2/slots/reservations/{uid}")
}

fn given_back(salon: &Salon) -> usize {
    salon.calls("DELETE", "/v2/slots/reservations/{uid}")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_held_time_is_hidden_from_customers_until_the_form_is_closed() {
    let salon = Salon::open().await;
    assert!(is_offered(&salon, NINE).await);
    hold_there(&salon, &[cut(&salon, NINE)]).await;
    assert!(!is_offered(&salon, NINE).await);
    assert!(is_offered(&salon, NOON).await, "nothing else is");

    hold(&salon, &[]);
    follow(&salon).await;
    assert!(is_offered(&salon, NINE).await);
    assert_eq!((reserved(&salon), given_back(&salon)), (1, 1));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_time_takes_the_place_of_the_first() {
    let salon = Salon::open().await;
    hold_there(&salon, &[cut(&salon, NINE)]).await;
    hold_there(&salon, &[cut(&salon, NOON)]).await;
    assert!(is_offered(&salon, NINE).await);
    assert!(!is_offered(&salon, NOON).await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_form_has_reserved_itself_is_free_for_it_and_for_nobody_else() {
    let salon = Salon::open().await;
    salon.settle().await;
    hold_there(&salon, &[cut(&salon, NINE)]).await;
    for start in [NINE, TEN_PAST] {
        let said = ask(&salon, Some(FORM), start).await;
        assert_eq!(said.state, AskedState::Free, "{start}");
        salon.pass(SignedDuration::from_secs(3));
        let other = ask(&salon, Some("another form"), start).await;
        assert_eq!(other.state, AskedState::Taken, "{start}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_booking_goes_through_and_takes_the_reservation_along() {
    let salon = Salon::open().await;
    hold_there(&salon, &[cut(&salon, NINE)]).await;
    let id = salon.book(salon.cut, salon.anna, NINE);
    salon.settle().await;
    assert_eq!(salon.marks(id), [PhaseState::Synced]);
    let comb = salon
        .store
        .read(|read| phases::of_appointment(read, id))
        .unwrap();
    assert!(matches!(comb[0].planned.kind, PhaseKind::Staff { staff } if staff == salon.anna));

    hold(&salon, &[]);
    follow(&salon).await;
    assert_eq!(given_back(&salon), 1);
    assert!(!is_offered(&salon, NINE).await, "it is booked");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_lasts_as_long_as_the_form_holds_the_time_and_no_longer() {
    let salon = Salon::open().await;
    let teeth = [cut(&salon, NINE)];
    hold_there(&salon, &teeth).await;

    // The next step in the form, at once.
    hold(&salon, &teeth);
    follow(&salon).await;
    assert_eq!(prolonged(&salon), 0, "not worth a call");

    salon.pass(SignedDuration::from_mins(4));
    hold(&salon, &teeth);
    follow(&salon).await;
    assert_eq!(prolonged(&salon), 1);
    salon.pass(SignedDuration::from_mins(4));
    assert!(!is_offered(&salon, NINE).await, "five minutes anew");

    // Nobody uses the form any more.
    follow(&salon).await;
    assert_eq!(prolonged(&salon), 1);
    salon.pass(SignedDuration::from_mins(1));
    assert!(is_offered(&salon, NINE).await);
    follow(&salon).await;
    assert_eq!(
        (reserved(&salon), given_back(&salon)),
        (1, 0),
        "it has lapsed"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_crash_hides_the_time_for_five_minutes_at_most() {
    let mut salon = Salon::open().await;
    hold_there(&salon, &[cut(&salon, NINE)]).await;
    salon.kill().await;
    assert!(!is_offered(&salon, NINE).await);
    salon.pass(FIVE_MINUTES);
    assert!(is_offered(&salon, NINE).await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_form_does_not_hold_is_not_reserved() {
    let salon = Salon::open().await;
    let tooth = cut(&salon, NINE);
    let late = salon
        .engine()
        .keep_free(FORM.to_owned(), vec![(salon.cut, tooth)]);
    late.await.unwrap();
    assert_eq!(reserved(&salon), 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_does_not_want_it_pays_no_call() {
    let salon = Salon::open().await;
    let teeth = [cut(&salon, NINE)];
    hold_there(&salon, &teeth).await;
    let preferences = Preferences {
        hold_online: false,
        ..Preferences::default()
    };
    let save = |tx: &store::Tx<'_>| preferences.save(tx, salon.now());
    salon.store.write(save).unwrap();
    hold_there(&salon, &teeth).await;
    assert_eq!((reserved(&salon), given_back(&salon)), (1, 1));
    hold_there(&salon, &[cut(&salon, NOON)]).await;
    assert_eq!(reserved(&salon), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_program_that_ends_gives_back_what_its_forms_held() {
    let mut salon = Salon::open().await;
    hold_there(&salon, &[cut(&salon, NINE)]).await;
    salon.stop().await;
    assert_eq!((reserved(&salon), given_back(&salon)), (1, 1));
    assert!(is_offered(&salon, NINE).await);
    // The line is down: it ends all the same.
    salon.start();
    salon.settle().await;
    hold_there(&salon, &[cut(&salon, NOON)]).await;
    salon.sim.cut();
    salon.stop().await;
    assert_eq!(given_back(&salon), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_stands_in_the_way_of_the_desk() {
    let salon = Salon::open().await;
    let tooth = cut(&salon, NINE);

    // The event type is gone there, and nobody here knows.
    let map = salon
        .store
        .read(|read| event_map::of_service(read, salon.cut))
        .unwrap();
    let pair = map.iter().find(|pair| pair.staff == salon.anna).unwrap();
    salon.sim.delete_event_type(pair.event_type_id);
    hold_there(&salon, std::slice::from_ref(&tooth)).await;
    assert_eq!(reserved(&salon), 1);

    // None is mapped at all.
    let unmap = |tx: &store::Tx<'_>| event_map::remove(tx, pair.event_type_id, salon.now());
    salon.store.write(unmap).unwrap();
    hold_there(&salon, std::slice::from_ref(&tooth)).await;
    assert_eq!(reserved(&salon), 1);

    // The line is down.
    salon.sim.cut();
    salon.book(salon.colour, salon.mehmet, NOON);
    salon.rest().await;
    hold_there(&salon, &[tooth]).await;
    assert_eq!(reserved(&salon), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn half_of_the_calls_are_left_to_what_has_to_be_written() {
    let salon = Salon::open().await;
    salon.sim.set_rate_limit(Some(120));
    salon.settle().await;
    for _ in 0..40 {
        hold_there(&salon, &[cut(&salon, NINE)]).await;
        hold_there(&salon, &[cut(&salon, NOON)]).await;
    }
    let calls = reserved(&salon) + given_back(&salon);
    assert!((50..=60).contains(&calls), "{calls}");
    let said = ask(&salon, Some(FORM), NINE).await;
    assert_eq!(said.why, Some(NotAsked::Limited));
    let id = salon.book(salon.colour, salon.anna, NINE);
    salon.settle().await;
    assert_eq!(salon.creates(), 4, "{:?}", salon.marks(id));
}
