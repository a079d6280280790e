//! A new PC has the book again, from Cal.com alone.

use std::{sync::Mutex, time::Instant};

use crate::{
    desks::{Same, seen},
    support::{
        Salon,
        book::later,
        times::{NINE, NOON},
    },
};
use calcom_sim::demo_key;
use jiff::{SignedDuration, Timestamp, ToSpan, civil::Weekday, tz::TimeZone};
use salon::{AppointmentId, ServiceId};
use store::{
    StoreError,
    appointments::Origin,
    services, staff,
    sync::{account, event_map},
    visits,
};
use sync::{
    Lines,
    rebuild::{preview, rebuild},
    setup,
    view::{ProvisionAction, ProvisionStep},
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
async fn with_a_key_for_each_the_book_comes_back_from_all_of_them() {
    let old = Salon::individual().await;
    let both = old.book(old.colour, old.anna, NINE);
    old.hand_over(both, "C", old.mehmet);
    let his = old.book(old.cut, old.mehmet, NOON);
    old.settle().await;
    old.sim.forget_calls();

    let mut new = old.new_pc_of_each().await;
    let refused = preview(&new.store, &new.lines(), new.now()).await;
    assert_eq!(refused.unwrap_err().code(), "no_staff_keys");
    // In whatever order they are connected.
    let rows = [
        new.take_on(&demo_key("mehmet")).await.unwrap(),
        new.take_on(&demo_key("anna")).await.unwrap(),
    ];
    assert_eq!(rows, [old.mehmet, old.anna], "the rows of the event types");
    let told = rebuild(&new.store, &new.lines_of_each(), new.now(), |_, _| {})
        .await
        .unwrap();
    assert_eq!((told.staff, told.with_hours, told.services), (2, 2, 2));
    assert_eq!((told.appointments, told.without_key), (2, 0));
    assert_same(&new, &old, &[both, his]);
    assert_eq!(old.writes(), 0);
    assert!(new.review().is_empty(), "{:?}", new.codes());

    // It is the same salon: nothing is to be made, and the desk goes on.
    let plan = setup::plan_event_types(&new.store, &new.lines_of_each()).await;
    let to_do = |step: &ProvisionStep| step.action != ProvisionAction::Keep;
    let to_do: Vec<_> = plan.unwrap().into_iter().filter(to_do).collect();
    assert_eq!(to_do, []);
    new.start();
    new.settle().await;
    let name = uid(&old, his);
    let found: Result<_, StoreError> = new
        .store
        .read(|read| store::appointments::find_by_uid(read, name));
    new.shift(
        found.unwrap().unwrap().id,
        new.mehmet,
        "2026-11-25T12:00:00Z",
    );
    new.settle().await;
    assert!(new.review().is_empty(), "{:?}", new.codes());
    assert_eq!(old.live().len(), 5);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn with_a_key_for_each_a_missing_one_is_told_and_a_refused_one_stops_the_rebuild() {
    let old = Salon::individual().await;
    let both = old.book(old.colour, old.anna, NINE);
    old.hand_over(both, "C", old.mehmet);
    old.settle().await;

    let hers = old.new_pc_of_each().await;
    hers.take_on(&demo_key("anna")).await.unwrap();
    let only_hers = |desk: &Salon| {
        Lines::of_each(
            desk.client(),
            [(desk.anna, desk.client_with(&demo_key("anna")))],
        )
    };
    let told = rebuild(&hers.store, &only_hers(&hers), hers.now(), |_, _| {}).await;
    let told = told.unwrap();
    assert_eq!((told.staff, told.appointments, told.without_key), (1, 1, 1));

    let new = old.new_pc_of_each().await;
    for name in ["anna", "mehmet"] {
        new.take_on(&demo_key(name)).await.unwrap();
    }
    old.sim.revoke_key(&demo_key("mehmet"));
    let refused = rebuild(&new.store, &new.lines_of_each(), new.now(), |_, _| {}).await;
    let refused = refused.unwrap_err();
    assert_eq!(refused.code(), "staff_keys_missing");
    assert_eq!(refused.details().unwrap()["names"][0], "Mehmet Yilmaz");
    let services: Result<_, StoreError> = new.store.read(services::all);
    assert_eq!(services.unwrap(), []);
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
