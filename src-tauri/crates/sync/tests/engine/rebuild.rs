//! A new PC has the book again, from Cal.com alone.

mod broken_off;
mod of_each;

use std::time::Instant;

use crate::{
    desks::{Same, seen},
    support::{
        Salon,
        book::later,
        times::{NINE, NOON},
    },
};
use jiff::{SignedDuration, Timestamp, ToSpan, civil::Weekday, tz::TimeZone};
use salon::{AppointmentId, ServiceId};
use store::{StoreError, appointments::Origin, services, staff, sync::event_map, visits};
use sync::{
    rebuild::{preview, rebuild},
    setup,
};

/// Minutes of a colour before its gap.
const GAP_AFTER: i64 = 30;

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
    rebuild(&new.store, &new.lines(), new.now(), |_, _| {})
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

/// The row that a service has here.
fn service(desk: &Salon, number: u32) -> ServiceId {
    let all: Result<_, StoreError> = desk.store.read(services::all);
    let all = all.unwrap();
    let found = all.iter().find(|one| one.number == Some(number));
    found.unwrap().id
}

fn assert_same(new: &Salon, old: &Salon, booked: &[AppointmentId]) {
    for id in booked {
        let name = uid(old, *id);
        assert_eq!(compared(new, name), compared(old, name));
    }
}

/// Colours with a cut in the gap of each: five bookings.
fn book_in_gaps(old: &Salon, composites: usize) -> Vec<AppointmentId> {
    let both = |(staff, start)| {
        let colour = old.book_at(old.colour, staff, start);
        [colour, old.book_at(old.cut, staff, later(start, GAP_AFTER))]
    };
    places(old).take(composites).flat_map(both).collect()
}

/// Free mornings of Anna's that nothing else is booked into, Mehmet's being free as well.
fn mornings(salon: &Salon) -> impl Iterator<Item = Timestamp> + use<> {
    let anna = salon.anna;
    let all = places(salon).filter(move |(staff, _)| *staff == anna);
    all.skip(3 * 100).step_by(3).map(|(_, start)| start)
}

#[allow(
    clippy::print_stdout,
    reason = "the figure is what the long run is for"
)]
async fn many_come_back(composites: usize) {
    let old = Salon::open().await;
    let booked = book_in_gaps(&old, composites);
    old.settle().await;
    assert_eq!(old.live().len(), 5 * composites);
    old.sim.forget_calls();
    let began = Instant::now();
    let new = rebuilt(&old).await;
    println!("{} bookings in {:?}", 5 * composites, began.elapsed());
    assert_same(&new, &old, &booked);
    assert_eq!(old.writes(), 0, "nothing is written in Cal.com");
    assert!(new.review().is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn appointments_in_the_gaps_of_others_come_back() {
    many_come_back(50).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "takes minutes to book; the figure is in docs/PERFORMANCE.md"]
async fn five_thousand_bookings_come_back() {
    many_come_back(1_000).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_happened_to_an_appointment_it_comes_back_as_it_is_now() {
    let old = Salon::open().await;
    let second = old.another_desk().await;
    let mut starts = mornings(&old);
    let mut colours = || -> Vec<_> {
        let some = starts.by_ref().take(3);
        some.map(|start| old.book_at(old.colour, old.anna, start))
            .collect()
    };
    let (moved, longer, stretched) = (colours(), colours(), colours());
    let (handed, given, gone) = (colours(), colours(), colours());
    let elsewhere: Vec<_> = starts
        .take(3)
        .map(|start| second.book_at(second.colour, second.anna, start))
        .collect();
    old.settle().await;
    second.settle().await;
    for nth in 0..3 {
        old.shift_by(moved[nth], SignedDuration::from_mins(45));
        old.lengthen_gap(longer[nth], 25);
        old.stretch(stretched[nth], "B", 35);
        old.hand_over(handed[nth], "C", old.mehmet);
        let start = old.appointment(given[nth]).when.span.start;
        old.shift(given[nth], old.mehmet, &start.to_string());
        old.cancel(gone[nth]);
    }
    old.settle().await;

    let new = rebuilt(&old).await;

    for kind in [&moved, &longer, &stretched, &handed, &given] {
        assert_same(&new, &old, kind);
    }
    assert_same(&new, &second, &elsewhere);
    for id in gone {
        let name = uid(&old, id);
        let found: Result<_, StoreError> = new
            .store
            .read(|read| store::appointments::find_by_uid(read, name));
        assert_eq!(found.unwrap(), None, "cancelled ones are not in Cal.com");
    }
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
async fn what_was_booked_as_one_visit_comes_back_as_one_visit() {
    let mut old = Salon::closed().await.provisioned().await;
    let colour = old.book(old.colour, old.anna, NINE);
    let cut = old.book(old.cut, old.mehmet, NOON);
    let alone = old.book(old.cut, old.anna, "2026-11-26T08:00:00Z");
    let joined: Result<_, StoreError> = old
        .store
        .write(|tx| visits::join(tx, uuid::Uuid::now_v7(), &[colour, cut]));
    joined.unwrap();
    old.start();
    old.settle().await;

    let new = rebuilt(&old).await;

    let visit = |id| -> Vec<uuid::Uuid> {
        let here: Result<_, StoreError> = new.store.read(|read| {
            let here = store::appointments::find_by_uid(read, uid(&old, id))?.unwrap();
            visits::together(read, here.id)
        });
        here.unwrap().into_iter().map(|id| uid(&new, id)).collect()
    };
    assert_eq!(visit(colour), [colour, cut].map(|id| uid(&old, id)));
    assert!(visit(alone).is_empty());
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
    let wrong = setup::verify_event_types(&new.store, &new.lines(), new.now()).await;
    assert_eq!(wrong.unwrap(), [], "the map describes what is there");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_preview_says_what_would_be_there_and_writes_nothing() {
    let old = Salon::open().await;
    old.book(old.cut, old.anna, NINE);
    old.settle().await;
    let new = old.new_pc().await;
    let told = preview(&new.store, &new.lines(), new.now()).await.unwrap();

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
    let refused = preview(&old.store, &old.lines(), old.now())
        .await
        .unwrap_err();
    assert_eq!(refused.code(), "book_not_empty");
    let new = rebuilt(&old).await;
    let again = rebuild(&new.store, &new.lines(), new.now(), |_, _| {}).await;
    assert_eq!(again.unwrap_err().code(), "book_not_empty");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_booking_that_does_not_come_back_is_counted_and_for_a_person() {
    let old = Salon::open().await;
    let endless = old.book(old.cut, old.anna, NINE);
    old.settle().await;
    // Longer than any phase may be.
    let too_long = old.live()[0].uid.clone();
    old.sim.stretch(&too_long, 13 * 60).unwrap();
    let odd = old.book(old.cut, old.mehmet, NINE);
    old.settle().await;
    let phase = old.phases(odd)[0].id;
    let unreadable = old.live_of(phase)[0].uid.clone();
    old.sim.garble(&unreadable, true).unwrap();
    let good = old.book(old.colour, old.mehmet, NOON);
    old.settle().await;

    let new = old.new_pc().await;
    let told = rebuild(&new.store, &new.lines(), new.now(), |_, _| {})
        .await
        .unwrap();

    assert_eq!((told.refused, told.undecodable), (1, 1));
    let mut about: Vec<_> = new
        .review()
        .into_iter()
        .map(|row| (row.code, row.booking_uid.unwrap()))
        .collect();
    about.sort();
    assert_eq!(
        about,
        [
            ("not_taken".to_owned(), too_long),
            ("undecodable".to_owned(), unreadable)
        ]
    );
    assert_same(&new, &old, &[good]);
    let name = uid(&old, endless);
    let found: Result<_, StoreError> = new
        .store
        .read(|read| store::appointments::find_by_uid(read, name));
    assert_eq!(found.unwrap(), None);
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
