//! Cal.com is no referee. Two that take one person's time at once are told, once, with who was first.

use std::{collections::BTreeMap, time::Duration};

use crate::support::{
    Salon,
    times::{NINE, NOON, TEN_PAST, at},
};
use calcom_sim::{NewBooking as Act, SimBooking};

use store::sync::{Priority, event_map};
use sync::{
    review,
    view::{Remedy, ReviewEntry},
};

/// Longer than the test takes: what stands in it goes on when all are there.
const UNTIL_IT_IS_CLOSED: Duration = Duration::from_secs(3_600);

/// Users of the demo team.
const ANNA: i64 = 3;
const MEHMET: i64 = 4;

fn overlaps(salon: &Salon) -> Vec<ReviewEntry> {
    let mut entries = salon.store.read(review::list).unwrap();
    entries.retain(|entry| entry.code == "overlap");
    entries
}

/// Somebody books something with Mehmet that is none of our services, and it is given to Anna: nobody checks.
fn given_to_anna(salon: &Salon, slug: &str, start: &str) -> SimBooking {
    let foreign = salon.sim.add_event_type(slug, 45, MEHMET);
    let act = Act {
        event_type_id: foreign,
        start: at(start),
        minutes: None,
        name: "Otto Online".to_owned(),
        email: format!("{slug}@kunde.example"),
        metadata: BTreeMap::new(),
    };
    let booking = salon.sim.book(act).unwrap();
    salon.sim.reassign(&booking.uid, ANNA).unwrap();
    booking
}

/// A men's cut with Anna at nine, and somebody else's 45 minutes from ten past.
async fn in_one_chair(salon: &Salon) -> (salon::AppointmentId, SimBooking) {
    let ours = salon.book(salon.cut, salon.anna, NINE);
    salon.settle().await;
    let theirs = given_to_anna(salon, "beratung", TEN_PAST);
    salon.poll().await;
    (ours, theirs)
}

fn decide(salon: &Salon, remedy: Remedy) {
    let id = overlaps(salon)[0].id;
    salon
        .store
        .write(|tx| review::resolve(tx, id, remedy, Priority::Interactive, salon.now()))
        .unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_desks_that_take_one_stylist_at_once_are_told_who_was_first() {
    let one = Salon::open().await;
    let other = one.another_desk().await;
    one.sim.set_race_window(Some(UNTIL_IT_IS_CLOSED));
    one.sim.run_from(one.now());
    let cut = one.book(one.cut, one.anna, NINE);
    let colour = other.book(other.colour, other.anna, TEN_PAST);
    while one.sim.racing() < 5 {
        tokio::task::yield_now().await;
    }
    one.sim.set_race_window(None);
    one.settle().await;
    other.settle().await;
    assert_eq!(one.live().len(), 5, "Cal.com took them all");
    one.poll().await;
    other.poll().await;

    let bookings = one.live();
    let of_cut = bookings.iter().find(|b| b.start == at(NINE)).unwrap();
    let of_colour = bookings.iter().find(|b| b.start == at(TEN_PAST)).unwrap();
    let cut_was_first = of_cut.id < of_colour.id;
    for (desk, ours, ours_was_first) in
        [(&one, cut, cut_was_first), (&other, colour, !cut_was_first)]
    {
        let told = overlaps(desk);
        assert_eq!(told.len(), 1, "{told:?}");
        let entry = &told[0];
        let second = entry.appointment_id == Some(ours.0);
        assert_eq!(second, !ours_was_first, "the entry is about the second");
        let first = entry.other.as_ref().unwrap();
        assert!(first.was_first);
        assert_eq!(first.appointment_id == Some(ours.0), ours_was_first);
        let (start, service) = match cut_was_first {
            true => (NINE, "Herrenschnitt"),
            false => (TEN_PAST, "Ansatzfärbung"),
        };
        assert_eq!(first.start.as_deref(), Some(start));
        assert_eq!(first.service_name.as_deref(), Some(service));
        assert_eq!(
            entry.remedies,
            [
                Remedy::OtherTime,
                Remedy::OtherStaff,
                Remedy::CancelAll,
                Remedy::KeepBoth
            ]
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_pair_is_told_once_and_closes_by_itself_when_one_of_them_goes() {
    let salon = Salon::open().await;
    let (ours, theirs) = in_one_chair(&salon).await;
    salon.compare().await;
    let told = overlaps(&salon);
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].appointment_id, Some(ours.0));
    let other = told[0].other.as_ref().unwrap();
    assert_eq!(other.appointment_id, None, "none of ours");
    assert_eq!(other.start.as_deref(), Some(TEN_PAST));
    assert!(!other.was_first);

    salon.sim.cancel(&theirs.uid, "").unwrap();
    salon.poll().await;
    assert_eq!(salon.codes(), [""; 0]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_pair_closes_when_the_desk_moves_one_of_them() {
    let salon = Salon::open().await;
    let (ours, _) = in_one_chair(&salon).await;
    salon.shift(ours, salon.anna, NOON);
    salon.settle().await;
    assert_eq!(overlaps(&salon), []);
    // And is told again when they meet again.
    salon.sim.set_hours(ANNA, &[]);
    salon.shift(ours, salon.anna, TEN_PAST);
    salon.settle().await;
    assert_eq!(overlaps(&salon).len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_person_keeps_is_not_brought_up_again_unless_it_changes() {
    let salon = Salon::open().await;
    let (ours, _) = in_one_chair(&salon).await;
    decide(&salon, Remedy::KeepBoth);
    salon.compare().await;
    salon.retry(ours);
    salon.settle().await;
    salon.compare().await;
    assert_eq!(overlaps(&salon), []);

    salon.shift(ours, salon.anna, "2026-11-25T08:05:00Z");
    salon.settle().await;
    assert_eq!(overlaps(&salon).len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_that_only_cal_com_knows_are_told_too() {
    let salon = Salon::open().await;
    given_to_anna(&salon, "beratung", NINE);
    given_to_anna(&salon, "schulung", TEN_PAST);
    salon.poll().await;
    salon.compare().await;
    let told = overlaps(&salon);
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].appointment_id, None);
    assert_eq!(
        told[0].remedies,
        [Remedy::KeepBoth],
        "the rest is done there"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_gap_is_free_for_others() {
    let salon = Salon::open().await;
    salon.book(salon.colour, salon.anna, NINE);
    salon.settle().await;
    let map = salon.store.read(event_map::all).unwrap();
    let annas = |m: &&event_map::Mapping| m.service == salon.cut && m.staff == salon.anna;
    let in_the_gap = Act {
        event_type_id: map.iter().find(annas).unwrap().event_type_id,
        start: at("2026-11-25T08:30:00Z"),
        minutes: None,
        name: "Otto Online".to_owned(),
        email: "otto@kunde.example".to_owned(),
        metadata: BTreeMap::new(),
    };
    salon.sim.book(in_the_gap).unwrap();
    salon.poll().await;
    assert_eq!(salon.codes(), [""; 0]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_over_needs_nobody() {
    let salon = Salon::open().await;
    in_one_chair(&salon).await;
    salon.pass_until(at(NOON));
    salon.compare().await;
    assert_eq!(overlaps(&salon), []);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_look_that_finds_nothing_new_writes_nothing() {
    let salon = Salon::open().await;
    in_one_chair(&salon).await;
    salon.poll().await;
    let before = (salon.store.revision(), salon.review());
    salon.compare().await;
    assert_eq!((salon.store.revision(), salon.review()), before);
}
