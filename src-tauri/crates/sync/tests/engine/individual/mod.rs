//! A server without teams: each stylist has a user, event types and a key of their own.

mod keys;
mod types;

use std::collections::BTreeMap;

use calcom::EventType;
use calcom_sim::{FaultKind, FaultPlan, FaultRule, NewBooking as Act, SimBooking, demo_key};
use jiff::{SignedDuration, Timestamp};
use salon::StaffId;
use store::{
    appointments::{self, Appointment, Origin},
    sync::{PhaseState, TaskState, event_map},
};
use sync::setup;

use crate::support::{
    Salon,
    times::{NINE, NOON, at},
};

const ANNA: i64 = 3;
const MEHMET: i64 = 4;

async fn own_types(salon: &Salon, username: &str) -> Vec<EventType> {
    let client = salon.client_with(&demo_key(username));
    client.own_event_types().await.into_result().unwrap().items
}

async fn apply(salon: &Salon) -> usize {
    let (lines, halt) = (salon.lines_of_each(), setup::Halt::default());
    let before = salon.writes();
    setup::apply_event_types(&salon.store, &lines, salon.now(), &halt, |_| ())
        .await
        .unwrap();
    salon.writes() - before
}

fn event_type(salon: &Salon, staff: StaffId) -> i64 {
    let map = salon.store.read(event_map::all).unwrap();
    let cut = map
        .iter()
        .find(|pair| pair.service == salon.cut && pair.staff == staff);
    cut.unwrap().event_type_id
}

/// Somebody books a cut in Cal.com.
fn online(salon: &Salon, staff: StaffId, start: &str) -> SimBooking {
    let act = Act {
        event_type_id: event_type(salon, staff),
        start: start.parse().unwrap(),
        minutes: None,
        name: "Otto Online".to_owned(),
        email: "otto@kunde.example".to_owned(),
        metadata: BTreeMap::new(),
    };
    salon.sim.book(act).unwrap()
}

/// Appointments that were made in Cal.com, by stylist and start.
fn from_there(salon: &Salon) -> Vec<(StaffId, Timestamp)> {
    let always = salon::Span {
        start: Timestamp::UNIX_EPOCH,
        end: Timestamp::MAX,
    };
    let all: Result<Vec<Appointment>, store::StoreError> =
        salon.store.read(|read| appointments::during(read, always));
    let there = all.unwrap().into_iter();
    let there = there.filter(|one| one.origin == Origin::Calcom);
    there
        .map(|one| (one.when.staff, one.when.span.start))
        .collect()
}

fn hosts(salon: &Salon) -> Vec<i64> {
    let mut hosts: Vec<i64> = salon
        .live()
        .iter()
        .flat_map(|one| one.host_ids.clone())
        .collect();
    hosts.dedup();
    hosts
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_composite_of_two_stylists_is_booked_moved_and_called_off_with_the_key_of_each() {
    let salon = Salon::individual().await;
    let id = salon.book(salon.colour, salon.anna, NINE);
    salon.hand_over(id, "C", salon.mehmet);
    salon.settle().await;
    assert_eq!(salon.marks(id), [PhaseState::Synced; 4]);
    assert_eq!(hosts(&salon), [ANNA, MEHMET, ANNA]);
    let made = salon.creates();

    salon.shift_by(id, SignedDuration::from_mins(15));
    salon.settle().await;
    assert_eq!(salon.marks(id), [PhaseState::Synced; 4]);
    assert_eq!(salon.live()[0].start, at("2026-11-25T08:15:00Z"));
    assert_eq!(salon.creates(), made, "moved, not made anew");

    salon.cancel(id);
    salon.settle().await;
    assert_eq!(salon.live(), []);
    assert_eq!(salon.task(id).state, TaskState::Done);
    assert_eq!(salon.codes(), [""; 0]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn handed_over_it_is_called_off_with_one_key_and_booked_with_the_other() {
    let salon = Salon::individual().await;
    let id = salon.book(salon.cut, salon.anna, NINE);
    salon.settle().await;
    salon.shift(id, salon.mehmet, NINE);
    salon.settle().await;
    assert_eq!(hosts(&salon), [MEHMET]);
    assert_eq!(salon.live().len(), 1);
    assert_eq!(salon.marks(id), [PhaseState::Synced]);
    assert_eq!(salon.creates(), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_customers_book_with_each_stylist_comes_to_the_desk_and_what_they_move_too() {
    let salon = Salon::individual().await;
    salon.poll().await;
    let with_anna = online(&salon, salon.anna, NINE);
    online(&salon, salon.mehmet, NINE);
    salon.poll().await;
    assert_eq!(
        from_there(&salon),
        [(salon.anna, at(NINE)), (salon.mehmet, at(NINE))]
    );
    salon.sim.reschedule(&with_anna.uid, at(NOON)).unwrap();
    salon.poll().await;
    assert_eq!(
        from_there(&salon),
        [(salon.mehmet, at(NINE)), (salon.anna, at(NOON))]
    );
    assert_eq!(salon.writes(), 0, "nothing is sent back");
    assert_eq!(salon.codes(), [""; 0]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lost_answer_is_looked_up_with_the_key_of_whose_booking_it_is() {
    let salon = Salon::individual().await;
    let lost = FaultRule::on("POST", "/v2/bookings", 1.0, FaultKind::DropAfterCommit);
    salon.sim.set_faults(FaultPlan::rules(1, [lost.at_most(1)]));
    let id = salon.book(salon.cut, salon.mehmet, NINE);
    salon.settle().await;
    assert_eq!(salon.marks(id), [PhaseState::Synced]);
    assert_eq!(salon.live().len(), 1);
    assert_eq!(salon.creates(), 1, "found, not booked again");
}
