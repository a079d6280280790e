//! A rebuild that did not come to its end is taken up again.

use std::sync::Mutex;

use store::{StoreError, sync::account};
use sync::rebuild::rebuild;

use super::{assert_same, book_in_gaps, places, seen, service, uid};
use crate::support::{Salon, times::NINE};

/// A new PC whose rebuild was given up after the first batch, as when the program is killed.
async fn broken_off(old: &Salon) -> Salon {
    let new = old.new_pc().await;
    let (told, first) = tokio::sync::oneshot::channel::<()>();
    let told = Mutex::new(Some(told));
    let lines = new.lines();
    let work = rebuild(&new.store, &lines, new.now(), |_, _| {
        drop(told.lock().unwrap().take());
    });
    tokio::select! {
        biased;
        _ = first => {}
        _ = work => panic!("it came to its end"),
    }
    new
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_rebuild_that_broke_off_goes_on() {
    let old = Salon::open().await;
    let booked = book_in_gaps(&old, 60);
    old.settle().await;
    let new = broken_off(&old).await;
    let again = rebuild(&new.store, &new.lines(), new.now(), |_, _| {}).await;
    assert_eq!(again.unwrap().appointments, 120);
    assert_same(&new, &old, &booked);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_booked_before_a_rebuild_goes_on_stays_and_who_meets_whom_is_told() {
    let old = Salon::open().await;
    let booked = book_in_gaps(&old, 60);
    old.settle().await;
    old.sim.forget_calls();
    let new = broken_off(&old).await;
    let cut = service(&new, 10);
    let free = new.book(cut, new.anna, NINE);
    // Not read so far: the last of all.
    let (staff, start) = places(&old).nth(59).unwrap();
    let meets = new.book_at(cut, staff, start);
    let before = [free, meets].map(|id| (new.appointment(id), new.phases(id)));

    let told = rebuild(&new.store, &new.lines(), new.now(), |_, _| {}).await;

    assert_eq!(told.unwrap().refused, 0);
    let after = [free, meets].map(|id| (new.appointment(id), new.phases(id)));
    assert_eq!(after, before, "what somebody entered is not touched");
    let (others, last) = booked.split_at(118);
    assert_same(&new, &old, others);
    let last = uid(&old, last[0]);
    assert_eq!(
        seen(&new, last).appointment.when,
        seen(&old, last).appointment.when
    );
    assert_eq!(new.codes(), ["overlap"]);
    assert_eq!(old.writes(), 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_rebuild_does_not_go_on_with_another_salons_account() {
    let old = Salon::open().await;
    book_in_gaps(&old, 60);
    old.settle().await;
    let new = broken_off(&old).await;
    let now = new.now();
    let other: Result<_, StoreError> = new.store.write(|tx| {
        let today = account::find(tx)?.unwrap();
        let other = account::NewAccount {
            base_url: &today.base_url,
            team_id: today.team_id.map(|team| team + 1),
            team_name: "Friseur 2",
            organization_id: None,
            user_id: today.user_id,
            user_name: &today.user_name,
            key_last_four: &today.key_last_four,
        };
        account::connect(tx, &other, now)
    });
    other.unwrap();
    let refused = rebuild(&new.store, &new.lines(), now, |_, _| {}).await;
    assert_eq!(refused.unwrap_err().code(), "book_not_empty");
}
