//! What holds time of a day is called off, moved or given to somebody else in Cal.com by hand: a person decides, and until then every
//! desk leaves that time as it is.

use jiff::SignedDuration;
use store::sync::Priority;
use sync::{review, view::Remedy};

use crate::{
    blocks::{blocks, places},
    days::{salon, stretches},
    support::{
        Salon,
        times::{EVENING, NOON, ONE, TEN, at},
    },
};

/// Where somebody in Cal.com moves what holds the time from ten to one.
const THE_DAY_AFTER: &str = "2026-11-26T09:00:00Z";

/// Does what the review list offers for its only entry.
pub(crate) async fn see_to_it(salon: &Salon, remedy: Remedy) {
    let entry = salon.review()[0].id;
    let now = salon.now();
    let done = salon
        .store
        .write(|tx| review::resolve(tx, entry, remedy, Priority::Interactive, now));
    done.unwrap();
    salon.settle().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_block_called_off_by_hand_is_told_and_put_back_or_left() {
    for (remedy, expected) in [
        (Remedy::Retry, stretches(&[(TEN, ONE)])),
        (Remedy::KeepLocal, Vec::new()),
    ] {
        let salon = salon().await;
        salon.take_off(salon.anna, TEN, ONE);
        salon.settle().await;
        let uid = blocks(&salon)[0].uid.clone();
        salon.sim.cancel(&uid, "mal eben").unwrap();
        salon.poll().await;
        assert_eq!(salon.codes(), ["block_lifted"]);
        assert_eq!(
            salon.review()[0].staff_name.as_deref(),
            Some("Anna Albrecht")
        );
        assert_eq!(places(&salon), [], "a person decides");
        // Whatever else happens on that day.
        salon.book(salon.cut, salon.anna, "2026-11-25T14:00:00Z");
        salon.take_off(salon.anna, "2026-11-25T15:00:00Z", EVENING);
        salon.settle().await;
        let later = ("2026-11-25T15:00:00Z", EVENING);
        assert_eq!(places(&salon), stretches(&[later]));

        see_to_it(&salon, remedy).await;
        let all: Vec<_> = expected.into_iter().chain(stretches(&[later])).collect();
        assert_eq!(places(&salon), all);
        salon.compare().await;
        assert_eq!(places(&salon), all);
        assert!(salon.review().is_empty(), "{:?}", salon.codes());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_block_moved_by_hand_is_told_and_put_back_on_request() {
    let salon = salon().await;
    salon.take_off(salon.anna, TEN, ONE);
    salon.settle().await;
    let uid = blocks(&salon)[0].uid.clone();
    salon
        .sim
        .reschedule(&uid, at("2026-11-26T09:00:00Z"))
        .unwrap();
    salon.poll().await;
    assert_eq!(salon.codes(), ["block_lifted"]);
    see_to_it(&salon, Remedy::Retry).await;
    assert_eq!(places(&salon), stretches(&[(TEN, ONE)]));
    assert!(salon.review().is_empty(), "{:?}", salon.codes());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_block_moved_and_called_off_before_anybody_looked_is_told() {
    let salon = salon().await;
    salon.take_off(salon.anna, TEN, ONE);
    salon.settle().await;
    let uid = blocks(&salon)[0].uid.clone();
    let later = at("2026-11-26T09:00:00Z");
    let moved = salon.sim.reschedule(&uid, later).unwrap();
    salon.sim.cancel(&moved.uid, "mal eben").unwrap();
    salon.poll().await;
    assert_eq!(salon.codes(), ["block_lifted"]);
    see_to_it(&salon, Remedy::Retry).await;
    assert_eq!(places(&salon), stretches(&[(TEN, ONE)]));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_block_given_to_somebody_else_by_hand_is_told_and_put_back_on_request() {
    let salon = salon().await;
    salon.take_off(salon.anna, TEN, ONE);
    salon.settle().await;
    let block = blocks(&salon).remove(0);
    let others = [3, 4]
        .into_iter()
        .find(|host| !block.host_ids.contains(host));
    salon.sim.reassign(&block.uid, others.unwrap()).unwrap();
    salon.poll().await;
    assert_eq!(salon.codes(), ["block_lifted"]);
    see_to_it(&salon, Remedy::Retry).await;
    let back = blocks(&salon).remove(0);
    assert_eq!((back.start, back.host_ids), (block.start, block.host_ids));
    assert!(salon.review().is_empty(), "{:?}", salon.codes());
}

/// Somebody in Cal.com moves what holds time. A move makes it as long as its event type usually is.
fn move_away(salon: &Salon, start: &str) {
    let uid = blocks(salon)[0].uid.clone();
    salon.sim.reschedule(&uid, at(start)).unwrap();
}

/// A night goes by, and each desk compares; then another, in which nothing is sent any more.
async fn two_nights(desks: &[&Salon]) {
    for night in 0..2 {
        desks[0].sim.forget_calls();
        desks[0].pass(SignedDuration::from_hours(1));
        for desk in desks {
            desk.compare().await;
            desk.settle().await;
        }
        assert!(night == 0 || desks[0].writes() == 0, "it comes to rest");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_first_sees_what_was_moved_by_hand_knows_which_time_it_held() {
    let first = salon().await;
    first.take_off(first.anna, TEN, ONE);
    first.settle().await;
    move_away(&first, "2026-11-25T09:15:00Z");
    let second = first.another_desk().await;
    second.compare().await;
    first.poll().await;
    two_nights(&[&first, &second]).await;
    let off = second.off(second.anna);
    assert_eq!(off.len(), 1);
    assert_eq!((off[0].span.start, off[0].span.end), (at(TEN), at(ONE)));
    assert_eq!(second.codes(), ["block_lifted"]);
    let elsewhere = ("2026-11-25T09:15:00Z", "2026-11-25T09:45:00Z");
    assert_eq!(places(&first), stretches(&[elsewhere]), "a person decides");

    see_to_it(&second, Remedy::Retry).await;
    first.poll().await;
    assert_eq!(places(&first), stretches(&[(TEN, ONE)]));
    assert!(first.review().is_empty(), "{:?}", first.codes());
    assert!(second.review().is_empty(), "{:?}", second.codes());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_holds_the_time_wins_over_what_was_moved_away_from_it() {
    let first = salon().await;
    let second = first.another_desk().await;
    second.compare().await;
    first.take_off(first.anna, TEN, ONE);
    first.settle().await;
    move_away(&first, THE_DAY_AFTER);
    first.poll().await;
    assert_eq!(first.codes(), ["block_lifted"]);
    // The other desk has not looked, closes the same time, and finds it free.
    second.take_off(second.anna, TEN, ONE);
    second.settle().await;
    two_nights(&[&second, &first]).await;
    assert_eq!(places(&first), stretches(&[(TEN, ONE)]));
    for desk in [&first, &second] {
        assert!(desk.review().is_empty(), "{:?}", desk.codes());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn other_time_off_that_meets_what_was_moved_away_is_held_all_the_same() {
    let first = salon().await;
    let second = first.another_desk().await;
    second.compare().await;
    first.take_off(first.anna, TEN, ONE);
    first.settle().await;
    move_away(&first, THE_DAY_AFTER);
    first.poll().await;
    // The other desk has not looked.
    second.take_off(second.anna, "2026-11-25T10:00:00Z", NOON);
    second.settle().await;
    two_nights(&[&second, &first]).await;
    let around = [
        (TEN, "2026-11-25T10:00:00Z"),
        ("2026-11-25T10:00:00Z", NOON),
        (NOON, ONE),
    ];
    assert_eq!(places(&first), stretches(&around));
    for desk in [&first, &second] {
        assert!(desk.review().is_empty(), "{:?}", desk.codes());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_person_leaves_for_sale_no_other_desk_puts_back() {
    let first = salon().await;
    let second = first.another_desk().await;
    second.compare().await;
    first.take_off(first.anna, TEN, ONE);
    first.settle().await;
    second.poll().await;
    move_away(&first, THE_DAY_AFTER);
    first.poll().await;
    // One desk has seen where it went, the other looks when it is gone.
    see_to_it(&first, Remedy::KeepLocal).await;
    two_nights(&[&second, &first]).await;
    assert_eq!(places(&first), []);
    assert_eq!(
        second.codes(),
        ["block_lifted"],
        "a person decides there, too"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_lifted_is_not_held_anew_when_its_time_has_begun() {
    let salon = salon().await;
    salon.take_off(salon.anna, TEN, ONE);
    salon.settle().await;
    let uid = blocks(&salon)[0].uid.clone();
    salon.sim.cancel(&uid, "mal eben").unwrap();
    salon.poll().await;
    salon.pass_until(at("2026-11-25T10:00:00Z"));
    salon.compare().await;
    assert_eq!(places(&salon), []);
    assert_eq!(salon.codes(), ["block_lifted"]);
    salon.pass_until(at(EVENING));
    salon.compare().await;
    assert!(salon.review().is_empty(), "over: {:?}", salon.codes());
}
