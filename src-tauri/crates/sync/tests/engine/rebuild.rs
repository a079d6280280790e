//! A new PC has the book again, from Cal.com alone.

use std::sync::Mutex;

use crate::{
    desks::{Same, seen},
    support::{Salon, book::later},
};
use jiff::{SignedDuration, Timestamp, ToSpan, civil::Weekday, tz::TimeZone};
use salon::{AppointmentId, ServiceId};
use store::{StoreError, appointments::Origin, services, staff, sync::event_map};
use sync::rebuild::{preview, rebuild};

/// With a cut in the gap of each: five bookings.
const COMPOSITES: usize = 1_000;

const NINE: &str = "2026-11-25T08:00:00Z";
const NOON: &str = "2026-11-25T11:00:00Z";

/// What bookings do not tell: the rows of services, which the catalogue numbers anew.
fn compared(desk: &Salon, uid: uuid::Uuid) -> (Option<u32>, Same) {
    let mut same = seen(desk, uid);
    let id = same.appointment.service;
    let found: Result<_, StoreError> = desk.store.read(|read| services::find(read, id));
    same.appointment.service = ServiceId(0);
    (found.unwrap().unwrap().number, same)
}

async fn rebuilt(old: &Salon) -> Salon {
    let new = old.new_pc().await;
    rebuild(&new.store, &new.client(), new.now(), |_, _| {})
        .await
        .unwrap();
    new
}

fn uid(desk: &Salon, id: AppointmentId) -> uuid::Uuid {
    desk.appointment(id).uid
}

/// Three times a day for two people, on the days when the salon is open that long.
fn places(salon: &Salon) -> impl Iterator<Item = (salon::StaffId, Timestamp)> + use<> {
    let zone = TimeZone::get("Europe/Berlin").unwrap();
    let first: jiff::civil::Date = "2026-12-08".parse().unwrap();
    let staff = [salon.anna, salon.mehmet];
    let open = (0..)
        .map(move |n: i64| first.checked_add(n.days()).unwrap())
        .filter(|day| {
            !matches!(
                day.weekday(),
                Weekday::Saturday | Weekday::Sunday | Weekday::Monday
            )
        });
    open.flat_map(move |day| {
        let zone = zone.clone();
        [(9, 0), (11, 40), (14, 20)]
            .into_iter()
            .flat_map(move |(hour, minute)| {
                let start = day.at(hour, minute, 0, 0).to_zoned(zone.clone()).unwrap();
                staff.map(|staff| (staff, start.timestamp()))
            })
    })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_book_of_five_thousand_bookings_is_the_same_again() {
    let old = Salon::open().await;
    let mut booked = Vec::new();
    for (staff, start) in places(&old).take(COMPOSITES) {
        booked.push(old.book_at(old.colour, staff, start));
        booked.push(old.book_at(old.cut, staff, later(start, 30)));
    }
    old.settle().await;
    assert_eq!(old.live().len(), 5 * COMPOSITES);
    old.sim.forget_calls();

    let new = rebuilt(&old).await;

    for id in booked {
        let name = uid(&old, id);
        assert_eq!(compared(&new, name), compared(&old, name));
    }
    assert_eq!(old.writes(), 0, "nothing is written in Cal.com");
    assert!(new.review().is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_moved_lengthened_and_handed_over_is_where_it_is_now() {
    let old = Salon::open().await;
    let moved = old.book(old.colour, old.anna, NINE);
    let handed = old.book(old.colour, old.mehmet, NOON);
    let longer = old.book(old.colour, old.mehmet, "2026-11-26T08:00:00Z");
    let gone = old.book(old.cut, old.anna, "2026-11-27T08:00:00Z");
    old.settle().await;
    old.shift(moved, old.anna, "2026-11-27T10:00:00Z");
    old.shift(handed, old.anna, NINE);
    old.lengthen_gap(longer, 25);
    old.cancel(gone);
    old.settle().await;

    let new = rebuilt(&old).await;

    for id in [moved, handed, longer] {
        let name = uid(&old, id);
        assert_eq!(compared(&new, name), compared(&old, name));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn staff_services_and_the_map_come_back() {
    let old = Salon::open().await;
    old.book(old.colour, old.anna, NINE);
    old.settle().await;
    let new = rebuilt(&old).await;

    let of = |desk: &Salon| {
        let all: Result<_, StoreError> = desk.store.read(|read| {
            let staff: Vec<_> = staff::all(read)?
                .into_iter()
                .map(|m| (m.id, m.name, m.calcom_user_id))
                .collect();
            let mut services: Vec<_> = services::all(read)?
                .into_iter()
                .map(|s| (s.number, s.name, s.parts))
                .collect();
            services.sort_by_key(|(number, _, _)| *number);
            let mut slugs: Vec<_> = event_map::all(read)?
                .into_iter()
                .map(|m| (m.slug, m.event_type_id, m.minutes))
                .collect();
            slugs.sort();
            Ok((staff, services, slugs))
        });
        all.unwrap()
    };
    assert_eq!(of(&new), of(&old));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_preview_says_what_would_be_there_and_writes_nothing() {
    let old = Salon::open().await;
    old.book(old.cut, old.anna, NINE);
    old.settle().await;
    let new = old.new_pc().await;
    let told = preview(&new.store, &new.client(), new.now()).await.unwrap();

    assert_eq!((told.staff, told.services, told.event_types), (2, 2, 10));
    assert_eq!(
        (told.bookings, told.appointments, told.customers),
        (1, 1, 1)
    );
    assert_eq!(told.without_gaps, ["Ansatzfärbung"]);
    let staff: Result<_, StoreError> = new.store.read(staff::all);
    assert_eq!(staff.unwrap(), []);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_book_with_anything_in_it_is_not_rebuilt() {
    let old = Salon::open().await;
    let refused = preview(&old.store, &old.client(), old.now())
        .await
        .unwrap_err();
    assert_eq!(refused.code(), "book_not_empty");
    let new = rebuilt(&old).await;
    let again = rebuild(&new.store, &new.client(), new.now(), |_, _| {}).await;
    assert_eq!(again.unwrap_err().code(), "book_not_empty");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_rebuild_that_broke_off_goes_on() {
    let old = Salon::open().await;
    let mut booked = Vec::new();
    for (staff, start) in places(&old).take(60) {
        booked.push(old.book_at(old.colour, staff, start));
    }
    old.settle().await;
    let new = old.new_pc().await;
    // Given up after the first batch, as when the program is killed.
    let begun = Mutex::new(tokio::sync::oneshot::channel::<()>());
    let (told, first) = {
        let pair = begun.into_inner().unwrap();
        (Mutex::new(Some(pair.0)), pair.1)
    };
    let client = new.client();
    let work = rebuild(&new.store, &client, new.now(), |_, _| {
        drop(told.lock().unwrap().take());
    });
    tokio::select! {
        biased;
        _ = first => {}
        done = work => { done.unwrap(); }
    }
    let again = rebuild(&new.store, &client, new.now(), |_, _| {}).await;
    assert_eq!(again.unwrap().appointments, 60);
    for id in booked {
        let name = uid(&old, id);
        assert_eq!(compared(&new, name), compared(&old, name));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_new_desk_goes_on_where_the_old_one_was() {
    let old = Salon::open().await;
    let id = uid(&old, old.book(old.colour, old.anna, NINE));
    old.settle().await;
    let mut new = rebuilt(&old).await;
    old.sim.forget_calls();
    new.start();
    new.settle().await;
    new.pass(SignedDuration::from_mins(1));
    new.engine().sync_now().await;
    new.settle().await;
    assert_eq!(old.writes(), 0);
    assert_eq!(seen(&new, id).appointment.origin, Origin::Desk);
    let found: Result<_, StoreError> = new
        .store
        .read(|read| store::appointments::find_by_uid(read, id));
    new.shift(found.unwrap().unwrap().id, new.anna, NOON);
    new.settle().await;
    assert_eq!(old.live().len(), 4);
    assert_eq!(old.live()[0].start, NOON.parse().unwrap());
}
