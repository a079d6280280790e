//! Two desks on one team: Cal.com is where they meet, and each has the same appointments in the end.

use crate::support::{
    Salon,
    times::{NINE, NOON},
};
use jiff::SignedDuration;
use salon::{AppointmentId, PhaseKind, StaffId};
use store::{
    StoreError,
    appointments::{self, Appointment, Origin, Status},
    customers::{self, Customer},
    parked,
    phases::{self, Phase},
};

const NEXT_WEEK: &str = "2026-12-02T09:00:00Z";

pub(crate) async fn two_desks() -> (Salon, Salon) {
    let first = Salon::open().await;
    let second = first.another_desk().await;
    (first, second)
}

/// A minute passes, and each desk reads what changed; what follows from that is done.
pub(crate) async fn meet(first: &Salon, second: &Salon) {
    first.settle().await;
    second.settle().await;
    for desk in [second, first] {
        desk.pass(SignedDuration::from_mins(1));
        desk.engine().sync_now().await;
        desk.settle().await;
    }
}

/// An appointment as every desk has it: rows have numbers of their own, everything else is the same.
#[derive(Debug, PartialEq)]
pub(crate) struct Same {
    pub appointment: Appointment,
    pub customer: Customer,
    pub phases: Vec<Phase>,
}

pub(crate) fn uid(desk: &Salon, id: AppointmentId) -> uuid::Uuid {
    desk.appointment(id).uid
}

pub(crate) fn found(desk: &Salon, uid: uuid::Uuid) -> AppointmentId {
    let found: Result<_, StoreError> = desk.store.read(|read| appointments::find_by_uid(read, uid));
    found.unwrap().unwrap().id
}

pub(crate) fn seen(desk: &Salon, uid: uuid::Uuid) -> Same {
    let seen: Result<_, StoreError> = desk.store.read(|read| {
        let appointment = appointments::find_by_uid(read, uid)?.unwrap();
        let customer = customers::find(read, appointment.customer)?.unwrap();
        let phases = phases::of_appointment(read, appointment.id)?;
        Ok((appointment, customer, phases))
    });
    let (appointment, customer, phases) = seen.unwrap();
    let plain = |phase: Phase| Phase {
        id: salon::PhaseId(0),
        appointment: AppointmentId(0),
        ..phase
    };
    Same {
        appointment: Appointment {
            id: AppointmentId(0),
            customer: salon::CustomerId(0),
            generation: 0,
            created_at: jiff::Timestamp::UNIX_EPOCH,
            updated_at: jiff::Timestamp::UNIX_EPOCH,
            ..appointment
        },
        customer: Customer {
            id: salon::CustomerId(0),
            created_at: jiff::Timestamp::UNIX_EPOCH,
            ..customer
        },
        phases: phases.into_iter().map(plain).collect(),
    }
}

pub(crate) fn agree(first: &Salon, second: &Salon, uid: uuid::Uuid) {
    assert_eq!(seen(first, uid), seen(second, uid));
    assert!(first.review().is_empty() && second.review().is_empty());
}

fn everything(desk: &Salon) -> usize {
    let window = salon::Span::new(
        "2026-11-01T00:00:00Z".parse().unwrap(),
        "2026-12-31T00:00:00Z".parse().unwrap(),
    );
    let all: Result<_, StoreError> = desk
        .store
        .read(|read| appointments::during(read, window.unwrap()));
    all.unwrap().len()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_one_desk_books_the_other_has_with_the_same_names_phases_and_gaps() {
    let (first, second) = two_desks().await;
    let composite = uid(&first, first.book(first.colour, first.anna, NINE));
    let simple = uid(&first, first.book(first.cut, first.mehmet, NINE));
    meet(&first, &second).await;

    agree(&first, &second, composite);
    agree(&first, &second, simple);
    let there = seen(&second, composite);
    assert_eq!(there.appointment.origin, Origin::Desk);
    assert_eq!(there.phases.len(), 5, "four segments and a gap");
    assert!(matches!(
        there.phases[1].planned.kind,
        PhaseKind::Gap { bookable: true, .. }
    ));
    assert_eq!(everything(&second), 2);
    assert_eq!(first.live().len(), 5);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_has_come_from_another_desk_is_not_sent_back() {
    let (first, second) = two_desks().await;
    first.book(first.colour, first.anna, NINE);
    first.settle().await;
    let writes = first.writes();
    meet(&first, &second).await;
    meet(&first, &second).await;
    assert_eq!(first.writes(), writes);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn either_desk_moves_and_cancels_what_the_other_booked() {
    let (first, second) = two_desks().await;
    let id = uid(&first, first.book(first.colour, first.anna, NINE));
    meet(&first, &second).await;

    for (desk, staff, start) in [
        (&second, second.anna, NOON),
        (&first, first.anna, NEXT_WEEK),
        (&second, second.mehmet, NINE),
        (&first, first.anna, NOON),
    ] {
        desk.shift(found(desk, id), staff, start);
        meet(&first, &second).await;
        agree(&first, &second, id);
        assert_eq!(seen(&first, id).appointment.when.staff, staff);
        assert_eq!(first.live().len(), 4, "one booking per segment");
    }
    second.cancel(found(&second, id));
    meet(&first, &second).await;
    assert_eq!(seen(&first, id).appointment.status, Status::Cancelled);
    assert_eq!(first.live(), []);
    assert!(first.review().is_empty() && second.review().is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_move_at_one_desk_costs_the_other_no_call() {
    let (first, second) = two_desks().await;
    let id = first.book(first.colour, first.anna, NINE);
    meet(&first, &second).await;
    first.shift(id, first.anna, NOON);
    first.settle().await;
    let writes = first.writes();
    meet(&first, &second).await;
    assert_eq!(first.writes(), writes);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_gap_made_longer_at_one_desk_is_longer_at_the_other() {
    let (first, second) = two_desks().await;
    let id = first.book(first.colour, first.anna, NINE);
    meet(&first, &second).await;
    first.lengthen_gap(id, 15);
    meet(&first, &second).await;
    agree(&first, &second, uid(&first, id));
    assert_eq!(
        seen(&second, uid(&first, id)).phases[1]
            .planned
            .span
            .minutes(),
        45
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_one_desk_reinstates_takes_place_at_the_other() {
    let (first, second) = two_desks().await;
    let id = first.book(first.colour, first.anna, NINE);
    meet(&first, &second).await;
    first.cancel(id);
    meet(&first, &second).await;
    assert_eq!(
        seen(&second, uid(&first, id)).appointment.status,
        Status::Cancelled
    );
    first.take_back(id);
    meet(&first, &second).await;
    agree(&first, &second, uid(&first, id));
    assert_eq!(first.live().len(), 4);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_another_desk_reinstates_is_taken_out_of_the_tray() {
    let (first, second) = two_desks().await;
    let id = first.book(first.colour, first.anna, NINE);
    meet(&first, &second).await;
    first.cancel(id);
    let parked: Result<_, StoreError> = first.store.write(|tx| parked::put(tx, id, first.now()));
    parked.unwrap();
    meet(&first, &second).await;
    second.take_back(found(&second, uid(&first, id)));
    meet(&first, &second).await;
    agree(&first, &second, uid(&first, id));
    let lies_there: Result<_, StoreError> = first.store.read(|read| parked::is_in(read, id));
    assert!(!lies_there.unwrap());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_customer_who_moves_online_is_followed_by_both_desks() {
    let (first, second) = two_desks().await;
    let id = uid(&first, first.book(first.colour, first.anna, NINE));
    meet(&first, &second).await;
    let begins = first.live().remove(0);
    first
        .sim
        .reschedule(&begins.uid, NOON.parse().unwrap())
        .unwrap();
    meet(&first, &second).await;
    meet(&first, &second).await;
    agree(&first, &second, id);
    assert_eq!(first.live().len(), 4);
    assert_eq!(first.live()[0].start, NOON.parse().unwrap());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_address_that_only_the_first_segment_carries_reaches_the_other_desk() {
    let (first, second) = two_desks().await;
    let id = uid(&first, first.book(first.colour, first.anna, NINE));
    meet(&first, &second).await;
    let customer = seen(&second, id).customer;
    assert!(
        customer
            .email
            .is_some_and(|email| email.ends_with("@kundin.example"))
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_comes_second_to_a_time_is_told() {
    let (first, second) = two_desks().await;
    let winner = uid(&first, first.book(first.cut, first.anna, NINE));
    first.settle().await;
    let late = second.book(second.cut, second.anna, NINE);
    meet(&first, &second).await;

    assert!(second.codes().contains(&"slot_taken".to_owned()));
    let told = second.store.read(sync::review::list).unwrap();
    let told = told
        .iter()
        .find(|entry| entry.code == "slot_taken")
        .unwrap();
    let holder = told.taken_by.clone().unwrap();
    assert_eq!(
        (holder.from.as_str(), holder.to.as_str()),
        ("09:00", "09:30")
    );
    assert_eq!(holder.staff_name, "Anna Albrecht");
    assert_eq!(holder.appointment_id, Some(found(&second, winner).0));
    assert!(!holder.made_online, "the other desk made it");
    assert_eq!(first.live().len(), 1);
    let staff: Option<StaffId> = seen(&first, winner).phases[0].occupies;
    assert_eq!(staff, Some(first.anna));
    // Another time for the second, and both are in order.
    second.shift(late, second.anna, NOON);
    meet(&first, &second).await;
    meet(&first, &second).await;
    assert_eq!(first.live().len(), 2);
    assert_eq!(
        seen(&first, uid(&second, late)),
        seen(&second, uid(&second, late))
    );
}
