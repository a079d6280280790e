//! A whole in time that somebody has off: what it does not take of that time is sold to nobody.

use super::{LATE, booked, comb, move_with_gaps_as_they_are};
use crate::{blocks::places, days::stretches, support::times::EVENING};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn moved_into_time_off_and_refused_there_all_of_that_time_is_held_again() {
    let (salon, id, _) = booked().await;
    salon.compare().await;
    salon.take_off(salon.anna, LATE, EVENING);
    salon.settle().await;
    assert_eq!(places(&salon), stretches(&[(LATE, EVENING)]));
    move_with_gaps_as_they_are(&salon, id, salon.anna, LATE);
    salon.settle().await;
    assert_eq!(salon.codes(), ["slot_taken"]);
    assert_eq!(places(&salon), stretches(&[(LATE, EVENING)]));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn given_to_a_stylist_who_is_off_and_refused_in_part_its_gap_is_sold_to_nobody() {
    let (salon, id, _) = booked().await;
    salon.compare().await;
    salon.take_off(salon.mehmet, LATE, EVENING);
    salon.settle().await;
    assert_eq!(places(&salon), stretches(&[(LATE, EVENING)]));
    move_with_gaps_as_they_are(&salon, id, salon.mehmet, LATE);
    salon.settle().await;
    let gap = comb(&salon, id).remove(1).planned.span;
    assert!(places(&salon).contains(&(gap.start, gap.end)));
}
