//! Old event types go only on request, and only when nothing hangs on them.

use std::sync::Mutex;

use jiff::SignedDuration;
use store::{
    StoreError, services, staff,
    sync::{Mapping, block_type, event_map},
};
use sync::{
    setup,
    view::{Kept, LinkRequest, OldEventType},
};

use crate::support::Salon;

const DELETE: &str = "/v2/teams/{team}/event-types/{id}";
const SLOTS: &str = "/v2/slots";

fn map(salon: &Salon) -> Vec<Mapping> {
    let map: Result<_, StoreError> = salon.store.read(event_map::all);
    map.unwrap()
}

async fn old(salon: &Salon) -> Vec<OldEventType> {
    setup::old_event_types(&salon.store, &salon.lines(), salon.now(), |_, _| ())
        .await
        .unwrap()
}

async fn clean(salon: &Salon) -> Vec<OldEventType> {
    let all: Vec<i64> = old(salon)
        .await
        .iter()
        .map(|one| one.event_type_id)
        .collect();
    let heard = Mutex::new(Vec::new());
    let hear = |done, of| heard.lock().unwrap().push((done, of));
    let done = setup::clean_event_types(&salon.store, &salon.lines(), &all, salon.now(), hear)
        .await
        .unwrap();
    let each = (1..=done.len()).map(|one| (one, done.len()));
    assert_eq!(
        heard.into_inner().unwrap(),
        each.collect::<Vec<_>>(),
        "of every one that is settled"
    );
    done
}

/// Mehmet leaves; his five event types, and the one that held his time, are of no use any more.
fn mehmet_leaves(salon: &Salon) {
    let now = salon.now();
    let left: Result<(), StoreError> = salon.store.write(|tx| {
        let mehmet = staff::all(tx)?
            .into_iter()
            .find(|one| one.id == salon.mehmet);
        let left = staff::StaffMember {
            archived_at: Some(now),
            ..mehmet.unwrap()
        };
        staff::update(tx, &left)
    });
    left.unwrap();
}

#[tokio::test]
async fn what_is_in_use_is_not_old() {
    let salon = Salon::closed().await.provisioned().await;
    salon.sim.add_event_type("kamm-9-a-s1", 30, 3);
    salon.sim.forget_calls();
    assert_eq!(
        old(&salon).await,
        [],
        "one that this book never knew is another desk's"
    );
    assert_eq!(salon.sim.calls().len(), 1);
}

#[tokio::test]
async fn a_list_comes_first_and_only_what_was_chosen_goes() {
    let salon = Salon::closed().await.provisioned().await;
    mehmet_leaves(&salon);
    salon.sim.forget_calls();
    let listed = old(&salon).await;
    assert_eq!(listed.len(), 6);
    assert!(listed.iter().all(|one| one.kept.is_none() && !one.deleted));
    assert_eq!(salon.writes(), 0, "a list changes nothing");

    let of_a_segment = listed.iter().find(|one| !one.slug.contains("block"));
    let chosen = [of_a_segment.unwrap().event_type_id];
    let (lines, now) = (salon.lines(), salon.now());
    let gone = setup::clean_event_types(&salon.store, &lines, &chosen, now, |_, _| ()).await;
    assert_eq!(gone.unwrap().iter().filter(|one| one.deleted).count(), 1);
    assert_eq!(salon.calls("DELETE", DELETE), 1);
    assert_eq!(map(&salon).len(), 9);
    assert_eq!(old(&salon).await.len(), 5);

    clean(&salon).await;
    assert_eq!(map(&salon).len(), 5, "Anna's");
    let blocks: Result<_, StoreError> = salon.store.read(block_type::all);
    let blocks = blocks.unwrap();
    assert!(blocks.iter().all(|block| block.staff == salon.anna));
    assert_eq!(blocks.len(), 1);
    assert_eq!(old(&salon).await, []);
    assert_eq!(clean(&salon).await, [], "a second run has nothing to do");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_goes_while_bookings_to_come_hang_on_it() {
    let mut salon = Salon::open().await;
    salon.book(salon.cut, salon.mehmet, "2026-11-25T08:00:00Z");
    salon.settle().await;
    let booked = salon.live()[0].event_type_id.unwrap();
    mehmet_leaves(&salon);
    let done = clean(&salon).await;
    let kept: Vec<_> = done.iter().filter(|one| one.kept.is_some()).collect();
    assert_eq!(kept.len(), 1);
    assert_eq!(
        (kept[0].event_type_id, kept[0].kept),
        (booked, Some(Kept::Booked))
    );
    assert_eq!(done.iter().filter(|one| one.deleted).count(), 5);
    assert_eq!(
        salon.live()[0].event_type_id,
        Some(booked),
        "it can still be moved"
    );
    salon.stop().await;
}

#[tokio::test]
async fn an_appointment_that_is_not_sent_yet_keeps_its_event_type() {
    let salon = Salon::closed().await.provisioned().await;
    salon.book(salon.cut, salon.mehmet, "2026-11-25T08:00:00Z");
    mehmet_leaves(&salon);
    let kept = clean(&salon).await;
    let booked = kept.iter().filter(|one| one.kept == Some(Kept::Booked));
    assert_eq!(booked.count(), 1);
}

#[tokio::test]
async fn one_that_was_replaced_goes_when_its_successor_can_be_booked_and_not_before() {
    let salon = Salon::closed().await.provisioned().await;
    let pair = map(&salon).remove(0);
    let minutes = i64::from(pair.minutes);
    let by_hand = salon.sim.add_event_type("faerben-bei-anna", minutes, 3);
    let link = LinkRequest {
        service_id: pair.service.0,
        segment_key: pair.segment_key.clone(),
        staff_id: pair.staff.0,
        event_type_id: Some(by_hand),
    };
    setup::link_event_type(&salon.store, &salon.lines(), link, salon.now())
        .await
        .unwrap();
    // Anna has no hours: nobody can be booked on the new one.
    salon.sim.set_hours(3, &[]);
    let waiting = clean(&salon).await;
    assert_eq!(waiting.len(), 1);
    assert_eq!(waiting[0].kept, Some(Kept::NotReplaced));
    assert_eq!(salon.calls("DELETE", DELETE), 0);

    salon.sim.set_hours(3, &[(&[1, 2, 3, 4], 9 * 60, 18 * 60)]);
    // The server remembers a list of free times for two seconds.
    salon.pass(SignedDuration::from_secs(3));
    salon.sim.forget_calls();
    let gone = clean(&salon).await;
    assert!(gone[0].deleted);
    assert_eq!(gone[0].event_type_id, pair.event_type_id);
    assert!(salon.calls("GET", SLOTS) > 0, "it was asked");
    assert_eq!(map(&salon)[0].event_type_id, by_hand, "the new one stays");
}

#[tokio::test]
async fn a_service_that_is_not_sold_any_more_leaves_nothing_behind_on_request() {
    let salon = Salon::closed().await.provisioned().await;
    let now = salon.now();
    let archived: Result<(), StoreError> = salon
        .store
        .write(|tx| services::archive(tx, salon.cut, now));
    archived.unwrap();
    let gone = clean(&salon).await;
    assert_eq!(gone.iter().filter(|one| one.deleted).count(), 2);
    assert_eq!(map(&salon).len(), 8);
}
