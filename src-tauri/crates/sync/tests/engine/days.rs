//! Breaks, days off and time off: what the salon does not sell, Cal.com sells to nobody.

use std::time::Duration;

use calcom_sim::{FaultKind, FaultPlan, FaultRule};
use jiff::{SignedDuration, Timestamp};
use salon::StaffDayId;
use store::{
    StoreError, hours, staff,
    sync::{PhaseState, Priority, TaskState, booking, closing, task},
};

use crate::{
    blocks::{blocks, online, places},
    support::{
        Salon,
        times::{ELEVEN, EVENING, NINE, NOON, ONE, TEN, at},
    },
};

const NIGHT: &str = "2026-11-25T23:00:00Z";

pub(crate) fn stretches(all: &[(&str, &str)]) -> Vec<(Timestamp, Timestamp)> {
    all.iter().map(|(from, to)| (at(from), at(to))).collect()
}

/// What is held and not over.
fn coming(salon: &Salon) -> Vec<(Timestamp, Timestamp)> {
    let mut all = places(salon);
    all.retain(|(_, end)| *end > salon.now());
    all
}

/// A salon that has read what there is in Cal.com, and when everybody can be booked there.
pub(crate) async fn salon() -> Salon {
    let salon = Salon::open().await;
    salon.compare().await;
    salon.sim.forget_calls();
    salon
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn time_off_is_sold_to_nobody_until_it_is_given_back() {
    let salon = salon().await;
    let off = salon.take_off(salon.anna, TEN, ONE);
    salon.settle().await;
    assert_eq!(places(&salon), stretches(&[(TEN, ONE)]));
    assert!(online(&salon, salon.anna, NOON).is_err());
    assert!(online(&salon, salon.mehmet, NOON).is_ok());

    salon.give_back(off);
    salon.settle().await;
    assert_eq!(places(&salon), []);
    assert!(online(&salon, salon.anna, NOON).is_ok());
    assert!(salon.review().is_empty(), "{:?}", salon.codes());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_what_cal_com_would_sell_is_held() {
    let salon = salon().await;
    salon.take_off(salon.anna, "2026-11-24T23:00:00Z", NIGHT);
    // The Monday: nobody can be booked then.
    salon.take_off(salon.anna, "2026-11-30T08:00:00Z", "2026-11-30T12:00:00Z");
    salon.settle().await;
    assert_eq!(places(&salon), stretches(&[(NINE, EVENING)]));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn time_off_that_is_made_shorter_is_held_for_shorter() {
    let salon = salon().await;
    let off = salon.take_off(salon.anna, TEN, ONE);
    salon.settle().await;
    salon.give_back(off);
    salon.take_off(salon.anna, TEN, NOON);
    salon.settle().await;
    assert_eq!(places(&salon), stretches(&[(TEN, NOON)]));
    assert_eq!(salon.creates(), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_is_booked_already_keeps_the_place_and_the_rest_is_held_around() {
    let salon = salon().await;
    let id = salon.book(salon.cut, salon.anna, ELEVEN);
    salon.settle().await;
    salon.take_off(salon.anna, TEN, ONE);
    salon.settle().await;
    let around = stretches(&[(TEN, ELEVEN), ("2026-11-25T10:30:00Z", ONE)]);
    assert_eq!(places(&salon), around);
    assert_eq!(salon.marks(id), [PhaseState::Synced]);

    salon.cancel(id);
    salon.settle().await;
    let now = stretches(&[
        (TEN, ELEVEN),
        (ELEVEN, "2026-11-25T10:30:00Z"),
        ("2026-11-25T10:30:00Z", ONE),
    ]);
    assert_eq!(places(&salon), now);
    assert!(salon.review().is_empty(), "{:?}", salon.codes());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_block_gives_way_to_whom_the_desk_books_in_spite_of_it() {
    let salon = salon().await;
    salon.take_off(salon.anna, TEN, ONE);
    salon.settle().await;
    let id = salon.book(salon.cut, salon.anna, ELEVEN);
    salon.settle().await;
    assert_eq!(salon.marks(id), [PhaseState::Synced]);
    assert_eq!(salon.task(id).state, TaskState::Done);
    let around = stretches(&[(TEN, ELEVEN), ("2026-11-25T10:30:00Z", ONE)]);
    assert_eq!(places(&salon), around);
    assert!(salon.review().is_empty(), "{:?}", salon.codes());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_break_of_every_week_is_held_for_sixty_days_and_a_night_more_each_night() {
    let salon = salon().await;
    salon.has_break(salon.anna, Some((12 * 60, 13 * 60)));
    salon.settle().await;
    // Tuesday to Saturday, beginning on a Tuesday: eight weeks and the four days after.
    assert_eq!(blocks(&salon).len(), 8 * 5 + 4);
    assert_eq!(
        places(&salon)[0],
        (at("2026-11-24T11:00:00Z"), at("2026-11-24T12:00:00Z"))
    );

    salon.pass(SignedDuration::from_hours(24));
    salon.compare().await;
    assert_eq!(coming(&salon).len(), 8 * 5 + 4);
    salon.has_break(salon.anna, None);
    salon.settle().await;
    assert_eq!(coming(&salon), []);
    assert!(salon.review().is_empty(), "{:?}", salon.codes());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_day_that_differs_is_held_however_far_away_it_is() {
    let salon = salon().await;
    let date = "2027-06-16".parse().unwrap();
    let set: Result<_, StoreError> = salon.store.write(|tx| {
        hours::set_exception(tx, salon.anna, date, &[])?;
        tx.changed(store::Topic::Staff, None, salon.now())
    });
    set.unwrap();
    salon.settle().await;
    let day = stretches(&[("2027-06-16T07:00:00Z", "2027-06-16T16:30:00Z")]);
    assert_eq!(places(&salon), day);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_leaves_is_held_no_more() {
    let salon = salon().await;
    salon.take_off(salon.anna, TEN, ONE);
    salon.settle().await;
    let gone: Result<_, StoreError> = salon.store.write(|tx| {
        let anna = staff::find(tx, salon.anna)?.unwrap();
        let archived_at = Some(salon.now());
        staff::update(
            tx,
            &staff::StaffMember {
                archived_at,
                ..anna
            },
        )?;
        tx.changed(store::Topic::Staff, None, salon.now())
    });
    gone.unwrap();
    salon.settle().await;
    assert_eq!(places(&salon), []);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_block_event_types_nothing_is_held_and_setting_up_makes_up_for_it() {
    let mut salon = Salon::closed().await.matched().await;
    salon.start();
    salon.compare().await;
    salon.take_off(salon.anna, TEN, ONE);
    salon.settle().await;
    assert_eq!(places(&salon), []);
    assert!(salon.review().is_empty(), "{:?}", salon.codes());
    salon.apply().await;
    salon.settle().await;
    assert_eq!(places(&salon), stretches(&[(TEN, ONE)]));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn taken_off_and_given_back_while_offline_costs_no_call() {
    let salon = salon().await;
    salon.sim.cut();
    let off = salon.take_off(salon.anna, TEN, ONE);
    salon.rest().await;
    salon.give_back(off);
    salon.rest().await;
    salon.sim.restore().unwrap();
    salon.engine().sync_now().await;
    salon.settle().await;
    assert_eq!(places(&salon), []);
    assert_eq!(salon.writes(), 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_block_whose_answer_is_lost_exists_once() {
    let salon = salon().await;
    let lost = FaultRule::on("POST", "/v2/bookings", 1.0, FaultKind::DropAfterCommit);
    salon.sim.set_faults(FaultPlan::rules(1, [lost.at_most(1)]));
    salon.take_off(salon.anna, TEN, ONE);
    salon.settle().await;
    assert_eq!(places(&salon), stretches(&[(TEN, ONE)]));
    assert_eq!(salon.creates(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_block_given_up_before_is_not_taken_for_one_that_was_called_off() {
    let salon = salon().await;
    let off = salon.take_off(salon.anna, TEN, ONE);
    salon.settle().await;
    salon.give_back(off);
    salon.settle().await;
    let lost = FaultRule::on("POST", "/v2/bookings", 1.0, FaultKind::Refuse);
    salon.sim.set_faults(FaultPlan::rules(1, [lost.at_most(1)]));
    salon.take_off(salon.anna, TEN, ONE);
    salon.settle().await;
    assert_eq!(places(&salon), stretches(&[(TEN, ONE)]));
    assert!(salon.review().is_empty(), "{:?}", salon.codes());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_program_that_dies_while_it_takes_time_off_holds_it_once() {
    let mut salon = salon().await;
    let stuck = FaultRule::on("POST", "/v2/bookings", 1.0, FaultKind::DropAfterCommit);
    salon
        .sim
        .set_faults(FaultPlan::rules(1, [stuck.at_most(1)]));
    salon.take_off(salon.anna, TEN, ONE);
    salon.rest().await;
    salon.kill().await;
    salon.start();
    salon.settle().await;
    assert_eq!(places(&salon), stretches(&[(TEN, ONE)]));
    assert_eq!(salon.creates(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_holds_time_off_is_no_news_and_no_stranger() {
    let salon = salon().await;
    salon.take_off(salon.anna, TEN, ONE);
    salon.settle().await;
    salon.sim.forget_calls();
    salon.poll().await;
    salon.compare().await;
    assert_eq!(salon.writes(), 0);
    assert_eq!(salon.off(salon.anna).len(), 1);
    assert!(salon.review().is_empty(), "{:?}", salon.codes());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_given_back_is_not_taken_off_anew_by_a_page_that_was_asked_for_before() {
    let salon = salon().await;
    let off = salon.take_off(salon.anna, TEN, ONE);
    salon.settle().await;
    let late = FaultKind::AnswerLate(Duration::from_secs(2));
    let late = FaultRule::on("GET", "/v2/bookings", 1.0, late);
    salon.sim.set_faults(FaultPlan::rules(1, [late.at_most(1)]));
    let asked = salon.engine().sync_now();
    let given_back = async {
        while !salon.sim.is_waiting_for_time() {
            tokio::task::yield_now().await;
        }
        salon.give_back(off);
        while !is_gone_here(&salon) {
            tokio::task::yield_now().await;
        }
    };
    tokio::join!(asked, given_back);
    salon.settle().await;
    assert_eq!(salon.off(salon.anna), []);
    assert_eq!((places(&salon), salon.creates()), (Vec::new(), 1));
}

/// Whether the book knows of no booking any more that holds time.
fn is_gone_here(salon: &Salon) -> bool {
    let day = StaffDayId(1);
    let bookings: Result<_, StoreError> = salon.store.read(|read| booking::of(read, day));
    bookings.unwrap().is_empty()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_desks_that_close_the_same_time_hold_it_once() {
    let first = salon().await;
    let second = first.another_desk().await;
    second.compare().await;
    let offs = [&first, &second].map(|desk| desk.take_off(desk.anna, TEN, ONE));
    for desk in [&first, &second] {
        desk.settle().await;
    }
    for desk in [&first, &second] {
        desk.poll().await;
    }
    assert_eq!(places(&first), stretches(&[(TEN, ONE)]));
    assert!(first.review().is_empty() && second.review().is_empty());

    first.give_back(offs[0]);
    for desk in [&first, &second, &first] {
        desk.settle().await;
        desk.poll().await;
    }
    assert_eq!(places(&first), [], "a desk's word is every desk's");
    assert_eq!(second.off(second.anna), []);
    assert!(first.review().is_empty() && second.review().is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn time_off_of_one_desk_is_time_off_at_the_others() {
    let first = salon().await;
    let second = first.another_desk().await;
    second.compare().await;
    let off = first.take_off(first.anna, TEN, ONE);
    first.settle().await;
    second.poll().await;
    let known = second.off(second.anna);
    assert_eq!(known.len(), 1);
    assert_eq!((known[0].span.start, known[0].span.end), (at(TEN), at(ONE)));

    // The other desk books into it; both hold the rest.
    second.book(second.cut, second.anna, ELEVEN);
    second.settle().await;
    first.poll().await;
    second.poll().await;
    let around = stretches(&[(TEN, ELEVEN), ("2026-11-25T10:30:00Z", ONE)]);
    assert_eq!(places(&first), around);

    first.give_back(off);
    first.settle().await;
    for desk in [&second, &first] {
        desk.poll().await;
    }
    assert_eq!(places(&first), []);
    assert_eq!(second.off(second.anna), []);
    assert!(first.review().is_empty(), "{:?}", first.codes());
    assert!(second.review().is_empty(), "{:?}", second.codes());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_new_pc_knows_the_time_off_and_can_give_it_back() {
    let old = salon().await;
    old.take_off(old.anna, TEN, ONE);
    old.settle().await;
    let mut new = old.new_pc().await;
    let now = new.now();
    sync::rebuild::rebuild(&new.store, &new.lines(), now, |_, _| {})
        .await
        .unwrap();
    new.start();
    new.compare().await;
    assert_eq!(places(&new), stretches(&[(TEN, ONE)]));
    let known = new.off(new.anna);
    assert_eq!(known.len(), 1);
    new.give_back(known[0].id);
    new.settle().await;
    assert_eq!(places(&new), []);
    assert!(new.review().is_empty(), "{:?}", new.codes());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn days_long_gone_are_forgotten_and_others_are_not() {
    let salon = salon().await;
    salon.take_off(salon.anna, TEN, ONE);
    salon.take_off(salon.anna, "2026-12-09T09:00:00Z", "2026-12-09T12:00:00Z");
    salon.settle().await;
    let pruned: Result<_, StoreError> = salon
        .store
        .write(|tx| closing::prune(tx, at("2026-12-01T00:00:00Z")));
    assert_eq!(pruned.unwrap(), 1);
    salon.store.integrity_check().unwrap();
    let later = salon.take_off(salon.anna, "2026-12-09T12:00:00Z", "2026-12-09T13:00:00Z");
    salon.give_back(later);
    salon.settle().await;
    assert_eq!(places(&salon).len(), 2, "nothing is taken back by that");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_near_goes_before_what_is_far() {
    let salon = salon().await;
    salon.sim.cut();
    salon.take_off(salon.anna, TEN, ONE);
    salon.take_off(salon.anna, "2027-03-10T09:00:00Z", "2027-03-10T12:00:00Z");
    salon.rest().await;
    let of = |day| {
        let found: Result<_, StoreError> =
            salon.store.read(|read| task::find(read, StaffDayId(day)));
        found.unwrap().unwrap().priority
    };
    assert_eq!(
        [of(1), of(2)],
        [Priority::Interactive, Priority::Maintenance]
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_has_begun_needs_nobody() {
    let salon = salon().await;
    salon.sim.cut();
    salon.take_off(salon.anna, "2026-11-24T09:00:00Z", "2026-11-24T12:00:00Z");
    salon.rest().await;
    // The line comes back in the middle of it.
    salon.pass_until(at("2026-11-24T10:00:00Z"));
    salon.sim.restore().unwrap();
    salon.engine().sync_now().await;
    salon.settle().await;
    let rest = stretches(&[("2026-11-24T10:02:00Z", "2026-11-24T11:57:00Z")]);
    assert_eq!(places(&salon), rest);
    assert!(salon.review().is_empty(), "{:?}", salon.codes());
}
