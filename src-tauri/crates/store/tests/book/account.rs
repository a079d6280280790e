//! Connecting, parting and connecting again: what is known of Cal.com outlives the account as long as it is the same one.

use salon::PhaseId;
use store::{
    Store, StoreError, Topic,
    blocked::{self, BlockReason, NewBlockedTime},
    phases, services,
    sync::{
        BookingRow, BookingState, Mapping, OperationKind, OperationState, Priority, Published,
        ReviewSubject,
        account::{self, NewAccount},
        booking, event_map,
        operation::{self, Answer, NewOperation},
        publication, review, task, want,
    },
};

use crate::fixture::{Salon, at, read, span, write};

const HERE: &str = "https://api.cal.example/v2";

fn connect(store: &Store, team_id: i64) {
    let account = NewAccount {
        base_url: HERE,
        team_id: Some(team_id),
        team_name: "Friseur 1",
        organization_id: None,
        user_id: 1,
        user_name: "Olga Owner",
        key_last_four: "cdef",
    };
    write(store, |tx| account::connect(tx, &account, at(0)));
}

fn part(store: &Store) {
    write(store, |tx| account::disconnect(tx, at(0)));
}

/// An appointment of one segment that Cal.com shows, on an event type that the map knows.
fn shown_in_calcom(salon: &Salon) -> PhaseId {
    let id = salon.book(&[(salon.works(), 60, 90)]).unwrap();
    write(&salon.store, |tx| {
        want(tx, id, Priority::Interactive, at(0))?;
        let phase = phases::of_appointment(tx, id)?.remove(0).id;
        booking::remember(tx, &live(phase, salon), at(0))?;
        event_map::put(tx, &mapping(salon), at(0))?;
        Ok(phase)
    })
}

fn live(phase: PhaseId, salon: &Salon) -> BookingRow {
    BookingRow {
        uid: "booking-1".to_owned(),
        booking_id: 1,
        phase,
        staff: Some(salon.anna),
        event_type_id: Some(7),
        span: span(60, 90),
        state: BookingState::Live,
        made_at: None,
        remote_updated: None,
    }
}

fn mapping(salon: &Salon) -> Mapping {
    Mapping {
        service: salon.colour,
        segment_key: "A".to_owned(),
        staff: salon.anna,
        event_type_id: 7,
        managed: false,
        child_event_type_id: None,
        slug: "kamm-440-a-s1".to_owned(),
        minutes: 30,
        lengths: vec![30, 55],
        silent: true,
        resolved_at: at(0),
    }
}

fn state(store: &Store) -> BookingState {
    let row = read(store, |read| booking::find(read, "booking-1"));
    row.unwrap().state
}

fn mapped(store: &Store) -> usize {
    read(store, event_map::all).len()
}

#[test]
fn the_same_team_connected_again_still_knows_its_bookings_and_event_types() {
    let salon = Salon::new();
    connect(&salon.store, 1);
    shown_in_calcom(&salon);

    part(&salon.store);
    connect(&salon.store, 1);

    assert_eq!(state(&salon.store), BookingState::Live);
    assert_eq!(mapped(&salon.store), 1);
}

#[test]
fn another_team_knows_nothing_of_them_however_long_it_came_after() {
    for parted in [false, true] {
        let salon = Salon::new();
        connect(&salon.store, 1);
        shown_in_calcom(&salon);

        if parted {
            part(&salon.store);
        }
        connect(&salon.store, 2);

        assert_eq!(state(&salon.store), BookingState::Gone);
        assert_eq!(mapped(&salon.store), 0);
    }
}

#[test]
fn what_was_carried_over_to_the_old_team_is_not_told_of_the_new_one() {
    let salon = Salon::new();
    connect(&salon.store, 1);
    write(&salon.store, |tx| {
        publication::succeeded(tx, salon.colour, Published::Created, 1, at(0))
    });
    let found = || read(&salon.store, |read| publication::find(read, salon.colour));
    connect(&salon.store, 1);
    assert!(found().is_some());
    connect(&salon.store, 2);
    assert_eq!(found(), None);
}

#[test]
fn time_that_only_the_old_team_took_is_for_sale_again_and_the_window_hears_of_it() {
    let salon = Salon::new();
    connect(&salon.store, 1);
    let taken = NewBlockedTime {
        staff: salon.anna,
        span: span(60, 90),
        reason: BlockReason::Calcom,
        note: String::new(),
        booking_uid: Some("booking-2".to_owned()),
    };
    write(&salon.store, |tx| {
        let about = ReviewSubject {
            booking_uid: Some("booking-2"),
            ..ReviewSubject::default()
        };
        review::open(tx, "unmapped_booking", about, "{}", at(0))?;
        blocked::insert(tx, &taken)
    });
    let before = salon.store.revision();

    connect(&salon.store, 2);

    let left = read(&salon.store, |read| {
        blocked::during(read, &[salon.anna], span(0, 120))
    });
    assert_eq!(left, []);
    assert_eq!(read(&salon.store, review::count), 0);
    let told = salon.store.changes_since(before).unwrap().topics;
    assert!(told.contains(&Topic::Staff) && told.contains(&Topic::Services));
}

#[test]
fn a_pair_of_a_service_that_is_no_longer_sold_does_not_count() {
    let salon = Salon::new();
    write(&salon.store, |tx| {
        event_map::put(tx, &mapping(&salon), at(0))
    });
    let (pairs, bookable) = read(&salon.store, event_map::counts);
    assert_eq!((pairs, bookable), (4, 1));

    write(&salon.store, |tx| {
        services::archive(tx, salon.colour, at(0))
    });

    assert_eq!(read(&salon.store, event_map::counts), (0, 0));
}

#[test]
fn the_journal_forgets_what_is_old_and_settled_but_never_the_last_call_for_a_phase() {
    let salon = Salon::new();
    let phase = shown_in_calcom(&salon);
    let calls = write(&salon.store, |tx| {
        let appointment = phases::find(tx, phase)?.unwrap().appointment;
        let task = task::find(tx, appointment)?.unwrap().id;
        let call = |minute| {
            let cancel = NewOperation {
                task,
                phase,
                kind: OperationKind::Cancel,
                event_type_id: None,
                booking_uid: Some("booking-1"),
                span: None,
                attempt: 0,
                boot: "first",
            };
            let id = operation::journal(tx, &cancel, at(minute))?;
            operation::note(tx, id, OperationState::Lost, Answer::default(), at(minute))?;
            Ok::<_, StoreError>(id)
        };
        Ok([call(0)?, call(10)?, call(20)?])
    });
    let left = |store: &Store| -> Vec<i64> {
        let found = |id: &i64| read(store, |read| operation::find(read, *id)).is_some();
        calls.iter().copied().filter(found).collect()
    };

    assert_eq!(write(&salon.store, |tx| operation::prune(tx, at(10))), 1);
    assert_eq!(left(&salon.store), calls[1..]);
    assert_eq!(write(&salon.store, |tx| operation::prune(tx, at(60))), 1);
    assert_eq!(left(&salon.store), calls[2..]);
}

#[test]
fn a_booking_that_was_over_only_by_a_clock_that_was_ahead_is_one_too_many() {
    let salon = Salon::new();
    let phase = shown_in_calcom(&salon);
    let second = BookingRow {
        uid: "booking-2".to_owned(),
        booking_id: 2,
        ..live(phase, &salon)
    };
    // By a clock that is ahead the first is over, so that nothing can be taken back.
    write(&salon.store, |tx| booking::remember(tx, &second, at(100)));
    assert_eq!(state(&salon.store), BookingState::Gone);
    write(&salon.store, |tx| task::clock_put_back(tx, at(10)));
    assert_eq!(state(&salon.store), BookingState::Surplus);

    // What was called gone before stays so.
    write(&salon.store, |tx| {
        booking::gone(tx, "booking-1", None, at(20))
    });
    write(&salon.store, |tx| task::clock_put_back(tx, at(30)));
    assert_eq!(state(&salon.store), BookingState::Gone);
}
