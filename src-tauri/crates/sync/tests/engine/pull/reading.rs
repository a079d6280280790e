//! Reading page by page: nothing is passed over, nothing is lost when it breaks off, and no clock of ours decides.

use calcom_sim::{FaultKind, FaultPlan, FaultRule};
use jiff::SignedDuration;
use store::sync::{Account, GateState, account};

use super::{all, online};
use crate::support::{
    Salon,
    book::later,
    times::{NINE, NOON, at},
};

const LIST: &str = "/v2/bookings";

/// So many bookings made online, a second apart, by the uid; half an hour each, from Wednesday on.
fn many(salon: &Salon, number: usize) -> Vec<String> {
    let mut made = Vec::new();
    for day in 0.. {
        let open = later(at(NINE), day * 24 * 60);
        for (half_hour, staff) in (0..16).flat_map(|n| [(n, salon.anna), (n, salon.mehmet)]) {
            if made.len() == number {
                return made;
            }
            salon.pass(SignedDuration::from_secs(1));
            let start = later(open, half_hour * 30);
            // Sundays and Mondays are closed.
            let made_online = super::try_online(salon, staff, start, "otto@kunde.example");
            made.extend(made_online.ok().map(|booking| booking.uid));
        }
    }
    made
}

fn account_of(salon: &Salon) -> Account {
    salon.store.read(account::find).unwrap().unwrap()
}

/// The first answer of the list comes, the second is an error; after that all is well.
fn second_page_fails(salon: &Salon) {
    let good = FaultRule::on(
        "GET",
        LIST,
        1.0,
        FaultKind::Delay(std::time::Duration::ZERO),
    );
    let bad = FaultRule::on("GET", LIST, 1.0, FaultKind::ErrorBeforeCommit(500));
    let rules = [good.at_most(1), bad.at_most(1)];
    salon.sim.set_faults(FaultPlan::rules(1, rules));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reading_that_breaks_off_goes_on_where_it_was_even_after_a_restart() {
    let mut salon = Salon::open().await;
    salon.poll().await;
    many(&salon, 250);
    second_page_fails(&salon);
    salon.poll().await;
    assert_eq!(all(&salon).len(), 100, "what was read is in the book");

    salon.stop().await;
    salon.start();
    salon.settle().await;
    salon.sim.forget_calls();
    salon.poll().await;
    assert_eq!(all(&salon).len(), 250);
    assert_eq!(
        salon.calls("GET", LIST),
        2,
        "the first page is not read again"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_changes_while_it_is_being_read_hides_nothing() {
    let salon = Salon::open().await;
    salon.poll().await;
    let made = many(&salon, 150);
    second_page_fails(&salon);
    salon.poll().await;
    // Of the page that was read, ten go to the end of the list: whoever counted rows would pass ten others over.
    for uid in &made[..10] {
        salon.sim.cancel(uid, "Keine Zeit").unwrap();
    }
    salon.poll().await;
    let booked =
        |a: &&store::appointments::Appointment| a.status == store::appointments::Status::Booked;
    assert_eq!(all(&salon).len(), 150);
    assert_eq!(all(&salon).iter().filter(booked).count(), 140);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_of_one_instant_is_got_through() {
    let salon = Salon::open().await;
    salon.poll().await;
    let made = many(&salon, 230);
    salon.poll().await;
    salon.pass(SignedDuration::from_mins(10));
    // Somebody clears the calendar: all of them change in one instant.
    for uid in &made {
        salon.sim.cancel(uid, "Wasserschaden").unwrap();
    }
    salon.poll().await;
    let open = all(&salon)
        .iter()
        .filter(|a| a.status == store::appointments::Status::Booked)
        .count();
    assert_eq!(open, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_cursor_is_a_time_of_the_servers() {
    let salon = Salon::open().await;
    // Our clock is two hours ahead, and there is no booking to take a time from.
    salon.clock.set(later(salon.sim.now(), 120));
    salon.engine().sync_now().await;
    salon.settle().await;
    let cursor = account_of(&salon).poll_cursor.unwrap();
    assert_eq!(at(&cursor), salon.sim.now());
    // What is booked now lies before our clock, and is seen all the same.
    online(&salon, salon.anna, NINE, "otto@kunde.example");
    salon.engine().sync_now().await;
    salon.settle().await;
    assert_eq!(all(&salon).len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_clock_that_is_days_ahead_does_not_take_what_is_to_come_for_over() {
    let salon = Salon::open().await;
    online(&salon, salon.anna, NINE, "otto@kunde.example");
    salon.clock.set(later(at(NINE), 3 * 24 * 60));
    salon.engine().sync_now().await;
    salon.settle().await;
    assert_eq!(all(&salon).len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_comparison_leaves_the_cursor_of_the_news_alone() {
    let salon = Salon::open().await;
    online(&salon, salon.anna, NINE, "olga@kundin.example");
    salon.poll().await;
    let cursor = account_of(&salon).poll_cursor;
    many(&salon, 120);
    // The comparison breaks off after its first page: the news have been read, the rest of the comparison has not.
    let good = FaultRule::on(
        "GET",
        LIST,
        1.0,
        FaultKind::Delay(std::time::Duration::ZERO),
    );
    let bad = FaultRule::on("GET", LIST, 1.0, FaultKind::ErrorBeforeCommit(500));
    let rules = [good.at_most(3), bad.at_most(1)];
    salon.sim.set_faults(FaultPlan::rules(1, rules));
    salon.pass(SignedDuration::from_mins(1));
    salon.compare().await;
    salon.poll().await;
    assert!(account_of(&salon).poll_cursor > cursor);
    let newest = salon.sim.bookings().iter().map(|b| b.updated).max();
    assert_eq!(account_of(&salon).poll_cursor.map(|c| at(&c)), newest);
    assert_eq!(all(&salon).len(), 121);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_booking_that_the_book_cannot_hold_is_for_a_person_and_keeps_nobody_out() {
    let salon = Salon::open().await;
    let event_type = super::event_type(&salon, salon.cut, salon.anna);
    let endless = salon
        .sim
        .book(calcom_sim::NewBooking {
            minutes: Some(8 * 60 + 30),
            ..super::act(event_type, at(NINE), "otto@kunde.example")
        })
        .unwrap();
    // Longer than any phase may be.
    salon.sim.stretch(&endless.uid, 13 * 60).unwrap();
    online(&salon, salon.mehmet, NINE, "olga@kundin.example");
    salon.poll().await;
    salon.poll().await;
    assert_eq!(all(&salon).len(), 1, "the other one is there");
    let review = salon.review();
    assert_eq!(salon.codes(), ["not_taken"]);
    assert_eq!(review[0].booking_uid.as_deref(), Some(endless.uid.as_str()));

    salon.sim.stretch(&endless.uid, 30).unwrap();
    salon.compare().await;
    assert_eq!(all(&salon).len(), 2, "once it can be, it is taken");
    assert_eq!(salon.codes(), [""; 0]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_cannot_be_read_is_said_once_per_booking_and_until_it_can() {
    let salon = Salon::open().await;
    let one = online(&salon, salon.anna, NINE, "otto@kunde.example").uid;
    let other = online(&salon, salon.mehmet, NINE, "olga@kundin.example").uid;
    for uid in [&one, &other] {
        salon.sim.garble(uid, true).unwrap();
    }
    salon.poll().await;
    salon.poll().await;
    assert_eq!(
        salon.codes(),
        ["undecodable"; 2],
        "each is said, and said once"
    );
    let about: Vec<_> = salon.review().into_iter().map(|r| r.booking_uid).collect();
    assert!(about.contains(&Some(one.clone())) && about.contains(&Some(other.clone())));

    // A person puts one aside: it is not said again.
    let aside = salon.review()[0].id;
    let now = salon.now();
    salon
        .store
        .write(|tx| {
            sync::review::resolve(
                tx,
                aside,
                sync::view::Remedy::Dismiss,
                store::sync::Priority::Interactive,
                now,
            )
        })
        .unwrap();
    salon.poll().await;
    assert_eq!(salon.codes(), ["undecodable"]);

    for uid in [&one, &other] {
        salon.sim.garble(uid, false).unwrap();
    }
    salon.poll().await;
    assert!(salon.review().is_empty());
    assert_eq!(all(&salon).len(), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_poll_with_nothing_new_writes_nothing() {
    let salon = Salon::open().await;
    salon.book(salon.colour, salon.anna, NINE);
    online(&salon, salon.mehmet, NINE, "otto@kunde.example");
    let odd = online(&salon, salon.mehmet, NOON, "olga@kundin.example");
    salon.sim.garble(&odd.uid, true).unwrap();
    salon.settle().await;
    salon.poll().await;
    salon.poll().await;

    let (revision, book) = (salon.store.revision(), salon.files());
    for _ in 0..10 {
        salon.poll().await;
    }
    assert_eq!(salon.store.revision(), revision);
    assert!(salon.files() == book, "not a byte of the book has changed");
    let status = salon.engine().status().await.unwrap();
    assert_eq!(status.last_contact, Some(salon.now().to_string()));

    // Whoever looks into the book beside us learns of it within the quarter of an hour.
    salon.pass(SignedDuration::from_mins(15));
    salon.poll().await;
    assert_eq!(account_of(&salon).last_contact_at, Some(salon.now()));
    assert_eq!(
        salon.store.revision(),
        revision,
        "and nobody is woken for it"
    );
    assert_eq!(account_of(&salon).gate, GateState::Open);
}
