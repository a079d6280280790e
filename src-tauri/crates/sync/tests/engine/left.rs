//! What one desk could not book, or moved only in part, is not left to itself at the others.

use crate::{
    desks::{agree, found, meet, two_desks, uid},
    support::{
        Salon,
        times::{NINE, NOON},
    },
};
use jiff::SignedDuration;
use store::sync::{PhaseState, Priority, TaskState};

const NEXT_WEEK: &str = "2026-12-02T09:00:00Z";
/// The last of the four segments comes to lie after closing time, and Cal.com refuses it.
const LATE: &str = "2026-11-25T15:30:00Z";

/// An hour later both desks compare.
async fn compare(first: &Salon, second: &Salon) {
    meet(first, second).await;
    first.pass(SignedDuration::from_hours(1));
    for desk in [first, second] {
        desk.engine().compare().await;
        desk.engine().sync_now().await;
        desk.settle().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_segment_without_a_booking_is_in_the_review_list_of_every_desk_until_it_has_one() {
    let (first, second) = two_desks().await;
    let id = first.book(first.colour, first.anna, LATE);
    meet(&first, &second).await;
    assert_eq!(first.codes(), ["slot_taken"]);
    assert_eq!(second.codes(), [] as [&str; 0], "it may still be under way");

    compare(&first, &second).await;
    assert_eq!(second.codes(), ["left_unbooked"]);
    let writes = first.writes();
    compare(&first, &second).await;
    assert_eq!(second.codes(), ["left_unbooked"], "told once");
    assert_eq!(first.writes(), writes, "and not booked again by itself");

    first.shift(id, first.anna, NOON);
    meet(&first, &second).await;
    agree(&first, &second, uid(&first, id));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_appointment_dropped_when_cal_com_had_nothing_of_it_does_not_wait_at_the_other_desk() {
    let (first, second) = two_desks().await;
    let id = first.book(first.cut, first.anna, NINE);
    meet(&first, &second).await;
    let taken = second.book(second.cut, second.mehmet, NOON);
    second.settle().await;
    // Given to Mehmet, whose time is taken by now: taken back in Cal.com, and refused there.
    first.shift(id, first.mehmet, NOON);
    first.settle().await;
    first.cancel(id);
    compare(&first, &second).await;
    assert_eq!(first.live().len(), 1, "the one at noon");
    assert_eq!(second.codes(), ["left_unbooked"]);
    second.cancel(found(&second, uid(&first, id)));
    compare(&first, &second).await;
    assert_eq!(second.codes(), [] as [&str; 0]);
    assert_eq!(second.marks(taken), [PhaseState::Synced]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn half_a_move_is_in_the_review_list_of_the_desk_that_follows_it() {
    let (first, second) = two_desks().await;
    let id = first.book(first.colour, first.anna, NINE);
    meet(&first, &second).await;
    first.shift(id, first.anna, LATE);
    compare(&first, &second).await;
    assert_eq!(first.codes(), ["slot_taken"]);
    assert_eq!(second.codes(), ["moved_remotely"; 3]);

    first.shift(id, first.anna, NOON);
    meet(&first, &second).await;
    agree(&first, &second, uid(&first, id));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_refused_here_is_settled_when_the_other_desk_books_it() {
    let (first, second) = two_desks().await;
    let id = first.book(first.colour, first.anna, LATE);
    compare(&first, &second).await;
    let there = found(&second, uid(&first, id));
    second.retry(there);
    second.settle().await;
    assert_eq!(second.task(there).state, TaskState::Blocked);

    first.shift(id, first.anna, NOON);
    meet(&first, &second).await;
    assert_eq!(second.task(there).state, TaskState::Done);
    agree(&first, &second, uid(&first, id));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_reinstated_in_part_is_not_shown_as_booked() {
    let (first, second) = two_desks().await;
    let id = first.book(first.colour, first.anna, LATE);
    first.shift(id, first.anna, NINE);
    meet(&first, &second).await;
    first.cancel(id);
    meet(&first, &second).await;
    first.shift(id, first.anna, LATE);
    first.take_back(id);
    meet(&first, &second).await;
    let there = found(&second, uid(&first, id));
    use PhaseState::{Synced, Waiting};
    assert_eq!(second.marks(there), [Synced, Synced, Synced, Waiting]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_one_desk_keeps_local_another_may_book_all_the_same() {
    let (first, second) = two_desks().await;
    let id = first.book(first.colour, first.anna, LATE);
    first.settle().await;
    for entry in first.review() {
        let keep = sync::view::Remedy::KeepLocal;
        let kept: Result<_, sync::review::ReviewError> = first.store.write(|tx| {
            sync::review::resolve(tx, entry.id, keep, Priority::Interactive, first.now())
        });
        kept.unwrap();
    }
    compare(&first, &second).await;
    use PhaseState::{Local, Synced};
    assert_eq!(first.marks(id), [Synced, Synced, Synced, Local]);

    let there = found(&second, uid(&first, id));
    second.shift(there, second.anna, NOON);
    compare(&first, &second).await;
    assert_eq!(first.marks(id), [Synced; 4]);
    assert_eq!(first.live().len(), 4);
    agree(&first, &second, uid(&first, id));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_another_desk_took_back_is_told_to_the_window() {
    let (first, second) = two_desks().await;
    let id = first.book(first.cut, first.anna, NINE);
    meet(&first, &second).await;
    second.book(second.cut, second.mehmet, NOON);
    second.settle().await;
    // Given to Mehmet, whose time is taken by now: taken back in Cal.com, and refused there.
    first.shift(id, first.mehmet, NOON);
    first.settle().await;
    let before = second.store.revision();
    second.pass(SignedDuration::from_mins(1));
    second.engine().sync_now().await;
    let there = found(&second, uid(&first, id));
    assert_eq!(second.marks(there), [PhaseState::Waiting]);
    assert_ne!(second.store.revision(), before);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_one_desk_books_anew_after_it_was_over_the_other_does_not_take_back() {
    let (first, second) = two_desks().await;
    let id = first.book(first.cut, first.anna, NINE);
    meet(&first, &second).await;
    first.pass(SignedDuration::from_hours(26));
    first.shift(id, first.anna, NEXT_WEEK);
    meet(&first, &second).await;
    meet(&first, &second).await;
    let next_week = NEXT_WEEK.parse().unwrap();
    let live = first.live();
    assert!(
        live.iter().any(|booking| booking.start == next_week),
        "{live:?}"
    );
    agree(&first, &second, uid(&first, id));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_another_desk_booked_and_is_over_does_not_take_the_place_of_what_is_to_come() {
    let (first, second) = two_desks().await;
    let id = first.book(first.cut, first.anna, NINE);
    meet(&first, &second).await;
    // Taken back and booked with Mehmet; the other desk, which has not looked, books it anew for next week.
    first.shift(id, first.mehmet, NINE);
    first.settle().await;
    let there = found(&second, uid(&first, id));
    second.shift(there, second.anna, NEXT_WEEK);
    second.settle().await;
    second.pass(SignedDuration::from_hours(26));
    meet(&first, &second).await;
    meet(&first, &second).await;
    let next_week = NEXT_WEEK.parse().unwrap();
    assert!(
        first.live().iter().any(|live| live.start == next_week),
        "{:?}",
        first.live()
    );
    agree(&first, &second, uid(&first, id));
    assert_eq!(second.appointment(there).when.span.start, next_week);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_bookings_the_younger_goes_even_if_its_own_desk_is_the_only_one_to_see_both() {
    let (mut first, mut second) = two_desks().await;
    let id = first.book(first.cut, first.anna, NINE);
    meet(&first, &second).await;
    first.cancel(id);
    meet(&first, &second).await;
    // Both take it back before either has looked.
    let there = found(&second, uid(&first, id));
    first.take_back(id);
    first.settle().await;
    // Nothing goes out between the two.
    second.stop().await;
    second.take_back(there);
    second.shift(there, second.anna, NOON);
    second.start();
    second.settle().await;
    assert_eq!(first.live().len(), 2);
    first.stop().await;
    second.pass(SignedDuration::from_mins(1));
    second.engine().sync_now().await;
    second.settle().await;
    let live = second.live();
    assert_eq!(live.len(), 1, "{live:?}");
    assert_eq!(live[0].start, NINE.parse().unwrap());
    assert_eq!(second.appointment(there).when.span.start, live[0].start);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_another_desk_had_at_that_time_and_gave_up_does_not_have_a_refused_booking_tried_again()
 {
    let (first, second) = two_desks().await;
    let id = first.book(first.cut, first.anna, NINE);
    meet(&first, &second).await;
    // By noon to the afternoon, and given up there, before the other desk looks.
    for start in [NOON, "2026-11-25T13:00:00Z"] {
        first.shift(id, first.anna, start);
        first.settle().await;
    }
    first.cancel(id);
    meet(&first, &second).await;
    first.book(first.cut, first.anna, NOON);
    first.settle().await;

    let there = found(&second, uid(&first, id));
    second.shift(there, second.anna, NOON);
    second.take_back(there);
    second.settle().await;
    assert_eq!(second.codes(), ["slot_taken"]);
    assert_eq!(second.marks(there), [PhaseState::Blocked]);
    assert_eq!(
        second.calls("POST", "/v2/bookings"),
        first.calls("POST", "/v2/bookings")
    );
}
