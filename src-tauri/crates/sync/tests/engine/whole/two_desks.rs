//! The same whole at two desks: each has an appointment of its own for it, and knows it by the name that its booking has.

use jiff::SignedDuration;
use salon::AppointmentId;
use store::appointments::{Appointment, Status};

use super::{
    LATE, all, assert_split, assert_whole, booked, link, move_with_gaps_as_they_are, split,
    take_segment_c_away,
};
use crate::support::{
    Salon,
    times::{NINE, NOON, THREE, at},
};

/// Two desks that know it as a whole.
async fn known_at_two() -> (Salon, AppointmentId, Salon) {
    let (one, id, whole) = booked().await;
    let other = one.another_desk().await;
    link(&other, whole.event_type_id.unwrap()).await.unwrap();
    other.poll().await;
    (one, id, other)
}

/// The same, called off.
async fn called_off_at_two() -> (Salon, AppointmentId, Salon) {
    let (one, id, other) = known_at_two().await;
    one.cancel(id);
    one.settle().await;
    other.poll().await;
    (one, id, other)
}

/// What is to take place, at this desk.
fn upcoming(salon: &Salon) -> Vec<Appointment> {
    let mut known = all(salon);
    known.retain(|one| one.status == Status::Booked);
    known
}

/// The same whole at both desks, and nobody has to decide anything.
async fn assert_whole_at_both(desks: [&Salon; 2], start: &str) {
    for desk in desks {
        desk.poll().await;
    }
    for desk in desks {
        desk.poll().await;
        let booked = upcoming(desk);
        assert_eq!(booked.len(), 1);
        assert_eq!(booked[0].when.span.start, at(start));
        assert_whole(desk, booked[0].id);
        desk.pass(SignedDuration::from_hours(1));
        desk.compare().await;
        assert_eq!(desk.codes(), [""; 0]);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn moved_twice_between_two_readings_it_is_still_the_same() {
    let (salon, id, booking) = booked().await;
    let other = salon.another_desk().await;
    link(&other, booking.event_type_id.unwrap()).await.unwrap();
    let once = salon.sim.reschedule(&booking.uid, at(NOON)).unwrap();
    other.poll().await;
    salon.sim.reschedule(&once.uid, at(THREE)).unwrap();
    for desk in [&salon, &other] {
        desk.poll().await;
        let known = all(desk);
        assert_eq!(known.len(), 1);
        assert_eq!(known[0].when.span.start, at(THREE));
        assert_whole(desk, known[0].id);
        assert_eq!(desk.codes(), [""; 0]);
    }
    assert_eq!(all(&salon)[0].id, id);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn split_at_one_desk_it_is_the_same_by_segments_at_the_other() {
    let (one, id, other) = known_at_two().await;
    let copy = all(&other)[0].id;
    assert_whole(&other, copy);

    split(&one, id).unwrap();
    one.settle().await;
    other.poll().await;
    assert_eq!(other.appointment(copy).status, Status::Cancelled);
    let there = upcoming(&other);
    assert_eq!(there[0].uid, one.appointment(id).uid);
    assert_split(&other, there[0].id);
    assert_eq!(other.writes(), 5, "all of them the first desk's");
    one.poll().await;
    assert_split(&one, id);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn reinstated_at_either_desk_it_is_a_whole_at_both() {
    for reinstated_elsewhere in [false, true] {
        let (one, id, other) = called_off_at_two().await;
        let (desk, known) = match reinstated_elsewhere {
            false => (&one, id),
            true => (&other, all(&other)[0].id),
        };
        desk.take_back(known);
        desk.settle().await;
        assert_whole_at_both([&one, &other], NINE).await;

        let again = one.live().remove(0);
        one.sim.reschedule(&again.uid, at(NOON)).unwrap();
        assert_whole_at_both([&one, &other], NOON).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn reinstated_at_both_desks_at_once_it_is_one_booking() {
    let (one, id, other) = called_off_at_two().await;
    one.take_back(id);
    other.take_back(all(&other)[0].id);
    let (mut here, mut there) = (one.store.watch(), other.store.watch());
    tokio::join!(one.committed(&mut here, 1), other.committed(&mut there, 1));
    assert_whole_at_both([&one, &other], NINE).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn reinstated_and_split_at_one_desk_it_has_its_segments_at_the_other() {
    let (one, id, other) = called_off_at_two().await;
    one.take_back(id);
    one.settle().await;
    other.poll().await;
    split(&one, id).unwrap();
    one.settle().await;
    other.poll().await;
    let there = upcoming(&other);
    assert_eq!(there.len(), 1);
    assert_split(&other, there[0].id);
    assert_split(&one, id);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn split_at_one_desk_and_whole_again_it_is_so_at_a_desk_that_saw_its_segments() {
    let mut seen = 0;
    for commits in 1..=6 {
        let (mut one, id, other) = known_at_two().await;
        take_segment_c_away(&one);
        let mut book = one.store.watch();
        split(&one, id).unwrap();
        one.committed(&mut book, commits).await;
        one.kill().await;
        other.poll().await;
        let name = one.appointment(id).uid;
        seen += upcoming(&other)
            .iter()
            .filter(|known| known.uid == name)
            .count();
        one.start();
        one.settle().await;
        assert_eq!(one.codes(), ["split_refused"]);
        assert_whole(&one, id);

        other.poll().await;
        other.pass(SignedDuration::from_hours(1));
        other.compare().await;
        let there = upcoming(&other);
        assert_eq!(there.len(), 1, "after {commits} commits");
        assert_whole(&other, there[0].id);
        assert_eq!(other.codes(), [""; 0]);
    }
    assert!(seen > 0, "the other desk has seen segments of it");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_another_desk_reinstates_in_part_is_told_although_it_was_booked_as_a_whole() {
    let (one, id, _) = booked().await;
    let other = one.another_desk().await;
    move_with_gaps_as_they_are(&one, id, one.mehmet, LATE);
    one.settle().await;
    assert_eq!(
        one.codes(),
        ["slot_taken"],
        "a whole still, by its segments"
    );
    other.poll().await;
    let there = all(&other)[0].id;
    other.cancel(there);
    other.settle().await;
    one.poll().await;
    assert_eq!(one.appointment(id).status, Status::Cancelled);

    other.take_back(there);
    other.settle().await;
    one.poll().await;
    assert_eq!(one.appointment(id).status, Status::Booked);
    assert_eq!(one.codes(), [""; 0], "it may still be under way");
    one.pass(SignedDuration::from_hours(1));
    one.compare().await;
    assert_eq!(one.codes(), ["left_unbooked"]);
}
