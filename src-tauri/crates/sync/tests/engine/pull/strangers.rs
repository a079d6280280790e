//! Not ours, or not wholly: nothing is ignored, and nothing is guessed.

use jiff::Timestamp;
use salon::Span;
use sync::{review::resolve, view::Remedy};

use super::{act, all, annas_blocks, online};
use crate::support::{
    Salon,
    book::later,
    times::{NINE, NOON, at},
};

const ANNA: i64 = 3;
/// Works in the team, and nobody in the book is matched with her.
const LEA: i64 = 5;

fn half_an_hour(start: &str) -> Span {
    let start: Timestamp = at(start);
    Span::new(start, later(start, 30)).unwrap()
}

fn put_aside(salon: &Salon) {
    let (entry, now) = (salon.review()[0].id, salon.now());
    let done = salon.store.write(|tx| {
        resolve(
            tx,
            entry,
            Remedy::Dismiss,
            store::sync::Priority::Interactive,
            now,
        )
    });
    done.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_of_our_services_with_a_host_nobody_knows_is_given_to_nobody() {
    let salon = Salon::open().await;
    let booking = online(&salon, salon.anna, NINE, "otto@kunde.example");
    salon.sim.reassign(&booking.uid, LEA).unwrap();
    salon.poll().await;
    salon.poll().await;
    assert_eq!((all(&salon), annas_blocks(&salon)), (vec![], vec![]));
    assert_eq!(salon.codes(), ["host_unknown"]);

    salon.sim.reassign(&booking.uid, ANNA).unwrap();
    salon.poll().await;
    assert_eq!(all(&salon)[0].when.staff, salon.anna);
    assert_eq!(salon.codes(), [""; 0]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_host_nobody_knows_put_aside_is_not_told_again_and_goes_with_the_booking() {
    let salon = Salon::open().await;
    let one = online(&salon, salon.anna, NINE, "otto@kunde.example").uid;
    salon.sim.reassign(&one, LEA).unwrap();
    salon.poll().await;
    put_aside(&salon);
    salon.compare().await;
    assert_eq!(salon.codes(), [""; 0]);

    let other = online(&salon, salon.anna, NOON, "olga@kundin.example").uid;
    salon.sim.reassign(&other, LEA).unwrap();
    salon.poll().await;
    assert_eq!(salon.codes(), ["host_unknown"]);
    salon.sim.cancel(&other, "").unwrap();
    salon.poll().await;
    assert_eq!(salon.codes(), [""; 0]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_teams_booking_with_one_of_ours_blocks_her_time_as_long_as_it_is_hers() {
    let salon = Salon::open().await;
    let elsewhere = salon.sim.add_event_type("beratung-filiale", 30, ANNA);
    let wish = act(elsewhere, at(NINE), "otto@kunde.example");
    let booking = salon.sim.book(wish).unwrap();
    salon.poll().await;
    assert_eq!(annas_blocks(&salon), [half_an_hour(NINE)]);
    assert_eq!(salon.codes(), ["unmapped_booking"]);

    salon.sim.reassign(&booking.uid, LEA).unwrap();
    salon.poll().await;
    assert_eq!(annas_blocks(&salon), []);
    assert_eq!(salon.codes(), [""; 0]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_salon_that_the_key_sees_is_one_entry_until_none_of_it_is_left() {
    let salon = Salon::open().await;
    let elsewhere = salon.sim.add_event_type("filiale", 30, LEA);
    let mut made = Vec::new();
    for hour in 8..16 {
        let start = at(&format!("2026-11-25T{hour:02}:00:00Z"));
        let booked = salon.sim.book(act(elsewhere, start, "otto@kunde.example"));
        made.push(booked.unwrap().uid);
    }
    salon.compare().await;
    assert_eq!(salon.codes(), ["foreign_bookings"]);
    let revision = salon.store.revision();
    salon.compare().await;
    assert_eq!(salon.store.revision(), revision, "told once");

    for uid in &made {
        salon.sim.cancel(uid, "").unwrap();
    }
    salon.compare().await;
    assert_eq!((salon.codes(), all(&salon)), (vec![], vec![]));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_salon_put_aside_is_put_aside_for_all_that_comes_from_it() {
    let salon = Salon::open().await;
    let elsewhere = salon.sim.add_event_type("filiale", 30, LEA);
    for start in [NINE, NOON] {
        let wish = act(elsewhere, at(start), "otto@kunde.example");
        salon.sim.book(wish).unwrap();
        salon.compare().await;
        if start == NINE {
            assert_eq!(salon.codes(), ["foreign_bookings"]);
            put_aside(&salon);
        }
    }
    assert_eq!(salon.codes(), [""; 0]);
}

/// A booking of Anna's at nine that cannot be read.
async fn unreadable(salon: &Salon) -> String {
    let uid = online(salon, salon.anna, NINE, "otto@kunde.example").uid;
    salon.sim.garble(&uid, true).unwrap();
    salon.poll().await;
    assert_eq!(
        (all(salon), salon.codes()),
        (vec![], vec!["undecodable".to_owned()])
    );
    assert_eq!(annas_blocks(salon), [half_an_hour(NINE)]);
    uid
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_cannot_be_read_takes_its_time_until_it_can() {
    let salon = Salon::open().await;
    let uid = unreadable(&salon).await;
    let revision = salon.store.revision();
    salon.compare().await;
    assert_eq!(
        salon.store.revision(),
        revision,
        "nothing new, nothing written"
    );
    assert_eq!(annas_blocks(&salon), [half_an_hour(NINE)]);

    salon.sim.garble(&uid, false).unwrap();
    salon.poll().await;
    assert_eq!((annas_blocks(&salon), salon.codes()), (vec![], vec![]));
    assert_eq!(all(&salon)[0].when.span, half_an_hour(NINE));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_could_not_be_read_frees_its_time_when_it_is_called_off() {
    let salon = Salon::open().await;
    let uid = unreadable(&salon).await;
    salon.sim.cancel(&uid, "").unwrap();
    salon.sim.garble(&uid, false).unwrap();
    salon.poll().await;
    assert_eq!((annas_blocks(&salon), salon.codes()), (vec![], vec![]));
    assert_eq!(all(&salon), []);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_could_not_be_read_frees_its_time_when_it_is_gone() {
    let salon = Salon::open().await;
    unreadable(&salon).await;
    salon.sim.purge_bookings();
    salon.compare().await;
    assert_eq!((annas_blocks(&salon), salon.codes()), (vec![], vec![]));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_book_knows_is_not_blocked_once_more_when_it_cannot_be_read() {
    let salon = Salon::open().await;
    salon.book(salon.cut, salon.anna, NINE);
    salon.settle().await;
    let booking = salon.live().remove(0);
    salon.sim.garble(&booking.uid, true).unwrap();
    salon.poll().await;
    assert_eq!(salon.codes(), ["undecodable"]);
    assert_eq!(annas_blocks(&salon), []);
}
