//! Moved over there: where it may stand, and whose work it becomes.

use calcom_sim::{FaultKind, FaultPlan, FaultRule, NewBooking};
use jiff::{SignedDuration, civil::date};
use std::time::Duration;
use store::{
    StoreError, hours,
    sync::{PhaseState, TaskState, account, account::NewAccount, booking},
};

use super::{first_booking, writes};
use crate::support::{
    Salon,
    times::{NINE, at},
};

/// Friday; Cal.com knows of no day off.
const FRIDAY: &str = "2026-11-27T08:00:00Z";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_is_sent_to_a_stylist_who_has_the_day_off() {
    let salon = Salon::open().await;
    let id = salon.book(salon.cut, salon.anna, NINE);
    salon.settle().await;
    let off: Result<_, StoreError> = salon
        .store
        .write(|tx| hours::set_exception(tx, salon.anna, date(2026, 11, 27), &[]));
    off.unwrap();
    let booking = first_booking(&salon, id);
    salon.sim.reschedule(&booking.uid, at(FRIDAY)).unwrap();
    salon.poll().await;
    assert_eq!(salon.codes(), ["moved_remotely"]);
    let entry = &salon.review()[0];
    let facts: serde_json::Value = serde_json::from_str(&entry.detail).unwrap();
    assert_eq!(facts["moved_to"], FRIDAY);
    assert_eq!(facts["because"]["code"], "day_off");
    assert!(facts["because"]["staff_name"].is_string(), "{facts}");
    assert_eq!(salon.appointment(id).when.span.start, at(NINE));
    let there = first_booking(&salon, id);
    assert_eq!(there.start, at(FRIDAY), "nobody is overruled");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_booking_is_taken_back_and_what_a_person_has_to_decide_stays_to_be_decided() {
    let salon = Salon::open().await;
    let id = salon.book(salon.cut, salon.anna, NINE);
    salon.settle().await;
    let off: Result<_, StoreError> = salon
        .store
        .write(|tx| hours::set_exception(tx, salon.anna, date(2026, 11, 27), &[]));
    off.unwrap();
    let booking = first_booking(&salon, id);
    let moved = salon.sim.reschedule(&booking.uid, at(FRIDAY)).unwrap();
    salon.poll().await;
    assert_eq!(salon.codes(), ["moved_remotely"]);
    // Somebody in Cal.com makes a copy of it.
    let copy = salon.sim.book(NewBooking {
        event_type_id: moved.event_type_id.unwrap(),
        start: at(NINE),
        minutes: None,
        name: "Erika Muster".to_owned(),
        email: "kopie@kundin.example".to_owned(),
        metadata: moved.metadata,
    });
    copy.unwrap();
    salon.poll().await;
    let [stays] = &salon.live_of(salon.phases(id)[0].id)[..] else {
        panic!("one of the two is taken back")
    };
    assert_eq!(stays.start, at(FRIDAY));
    assert_eq!(salon.codes(), ["moved_remotely"]);
    assert_eq!(salon.task(id).state, TaskState::Blocked);
}

/// Cal.com works from seven to twenty, the book from nine to eighteen.
fn long_day(salon: &Salon) {
    for user in salon.sim.bookings().iter().flat_map(|b| b.host_ids.clone()) {
        salon
            .sim
            .set_hours(user, &[(&[2, 3, 4, 5, 6], 7 * 60, 20 * 60)]);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_time_out_of_hours_that_the_customer_was_offered_stands() {
    let salon = Salon::open().await;
    let id = salon.book(salon.cut, salon.anna, NINE);
    salon.settle().await;
    long_day(&salon);
    let evening = at("2026-11-27T17:30:00Z");
    salon
        .sim
        .reschedule(&first_booking(&salon, id).uid, evening)
        .unwrap();
    salon.poll().await;
    assert_eq!(salon.appointment(id).when.span.start, evening);
    assert!(salon.review().is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn segments_that_only_come_along_do_not_go_beyond_closing_time() {
    let salon = Salon::open().await;
    let id = salon.book(salon.colour, salon.anna, NINE);
    salon.settle().await;
    long_day(&salon);
    let evening = at("2026-11-27T16:00:00Z");
    salon
        .sim
        .reschedule(&first_booking(&salon, id).uid, evening)
        .unwrap();
    salon.poll().await;
    assert_eq!(salon.codes(), ["moved_remotely"]);
    assert_eq!(salon.appointment(id).when.span.start, at(NINE));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_segment_given_to_a_colleague_who_can_and_is_free_is_the_colleagues() {
    let salon = Salon::open().await;
    let id = salon.book(salon.colour, salon.anna, NINE);
    let of_mehmet = salon.book(salon.cut, salon.mehmet, "2026-11-26T08:00:00Z");
    salon.settle().await;
    let mehmets = first_booking(&salon, of_mehmet).host_ids[0];
    let before = writes(&salon);
    salon
        .sim
        .reassign(&first_booking(&salon, id).uid, mehmets)
        .unwrap();
    salon.poll().await;
    let who: Vec<_> = salon
        .phases(id)
        .iter()
        .map(|p| p.planned.kind.staff())
        .collect();
    assert_eq!(who, [salon.mehmet, salon.anna, salon.anna, salon.anna]);
    assert_eq!(salon.marks(id), [PhaseState::Synced; 4]);
    assert_eq!(writes(&salon), before);
    assert!(salon.review().is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_segment_given_to_a_colleague_who_is_busy_is_for_a_person() {
    let salon = Salon::open().await;
    let id = salon.book(salon.cut, salon.anna, NINE);
    let of_mehmet = salon.book(salon.cut, salon.mehmet, NINE);
    salon.settle().await;
    let mehmets = first_booking(&salon, of_mehmet).host_ids[0];
    salon
        .sim
        .reassign(&first_booking(&salon, id).uid, mehmets)
        .unwrap();
    salon.poll().await;
    assert!(salon.codes().contains(&"moved_remotely".to_owned()));
    assert_eq!(salon.phases(id)[0].planned.kind.staff(), salon.anna);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_called_off_here_takes_nobody_s_time_even_if_it_is_given_to_somebody_there() {
    let salon = Salon::open().await;
    let id = salon.book(salon.cut, salon.anna, NINE);
    let of_mehmet = salon.book(salon.cut, salon.mehmet, FRIDAY);
    salon.settle().await;
    let mehmets = first_booking(&salon, of_mehmet).host_ids[0];
    let failing = FaultKind::ErrorBeforeCommit(503);
    let failing = FaultRule::on("POST", "/v2/bookings/{uid}/cancel", 1.0, failing);
    salon.sim.set_faults(FaultPlan::rules(1, [failing]));
    salon.cancel(id);
    salon.rest().await;
    salon.pass(SignedDuration::from_mins(1));
    salon.rest().await;
    salon
        .sim
        .reassign(&first_booking(&salon, id).uid, mehmets)
        .unwrap();
    salon.engine().sync_now().await;
    salon.rest().await;
    salon.sim.set_faults(FaultPlan::default());
    salon.settle().await;
    assert_eq!(salon.live().len(), 1, "the other one");
    assert_eq!(salon.phases(id)[0].occupies, None);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_answer_for_an_account_that_was_given_up_meanwhile_is_not_believed() {
    let salon = Salon::open().await;
    let late = FaultKind::AnswerLate(Duration::from_secs(2));
    let rule = FaultRule::on("POST", "/v2/bookings", 1.0, late);
    salon.sim.set_faults(FaultPlan::rules(1, [rule]));
    let id = salon.book(salon.cut, salon.anna, NINE);
    while salon.live().is_empty() {
        tokio::task::yield_now().await;
    }
    // Made, and the answer is on its way: now the owner connects another team.
    let other = NewAccount {
        base_url: &salon.sim.base_url(),
        team_id: Some(2),
        team_name: "Friseur 2",
        organization_id: None,
        user_id: 1,
        user_name: "Inhaberin",
        key_last_four: "demo",
    };
    let now = salon.now();
    salon
        .store
        .write(|tx| account::connect(tx, &other, now))
        .unwrap();
    salon.settle().await;
    let phase = salon.phases(id)[0].id;
    let live = salon
        .store
        .read(|read| booking::live_of(read, phase))
        .unwrap();
    assert_eq!(live, None, "the other team has no such booking");
}
