//! What a customer books online is one appointment, whatever happens to its booking and whichever desk sees it.

use super::{all, online};
use crate::support::{
    Salon,
    times::{NINE, NOON, THREE, at},
};

/// Each desk reads what changed, and what follows from that is done.
async fn meet(desks: [&Salon; 2]) {
    for desk in desks {
        desk.poll().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn moved_twice_between_two_readings_it_is_still_the_same() {
    let salon = Salon::open().await;
    let booking = online(&salon, salon.anna, NINE, "otto@kundin.example");
    salon.poll().await;
    let once = salon.sim.reschedule(&booking.uid, at(NOON)).unwrap();
    salon.sim.reschedule(&once.uid, at(THREE)).unwrap();
    salon.poll().await;
    let known = all(&salon);
    assert_eq!(known.len(), 1);
    assert_eq!(known[0].when.span.start, at(THREE));
    assert!(salon.review().is_empty(), "{:?}", salon.codes());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn booked_anew_by_one_desk_it_is_the_same_at_the_other() {
    let first = Salon::open().await;
    let second = first.another_desk().await;
    online(&first, first.anna, NINE, "otto@kundin.example");
    meet([&first, &second]).await;
    // With somebody else: cancelled and booked again.
    first.shift(all(&first)[0].id, first.mehmet, NOON);
    first.settle().await;
    meet([&first, &second]).await;
    for desk in [&first, &second] {
        let known = all(desk);
        assert_eq!(known.len(), 1);
        let when = &known[0].when;
        assert_eq!((when.staff, when.span.start), (desk.mehmet, at(NOON)));
        assert!(desk.review().is_empty(), "{:?}", desk.codes());
    }
    assert_eq!(first.live().len(), 1);
}
