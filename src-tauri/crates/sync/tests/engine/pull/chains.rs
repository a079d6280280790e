//! Whose booking it is, however often it was moved; and what happened over there never goes back.

use calcom_sim::{FaultKind, FaultPlan, FaultRule};
use desk::Desk;
use jiff::SignedDuration;
use salon::AppointmentId;
use store::{appointments::Status, history};

use super::{all, first_booking, online, writes};
use crate::support::{
    Salon,
    times::{NINE, NOON, THREE, at},
};

/// Moved over there to each of these times in turn; answers the last uid.
fn moved_along(salon: &Salon, uid: &str, times: &[&str]) -> String {
    times.iter().fold(uid.to_owned(), |uid, time| {
        salon.pass(SignedDuration::from_secs(10));
        salon.sim.reschedule(&uid, at(time)).unwrap().uid
    })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_chain_of_three_is_followed_from_its_first_or_its_middle() {
    for known in [0, 1, 2] {
        let salon = Salon::open().await;
        let id = salon.book(salon.cut, salon.anna, NINE);
        salon.settle().await;
        let before = writes(&salon);
        let times = [NOON, THREE, "2026-11-26T09:00:00Z"];
        let (seen, unseen) = times.split_at(known);
        let middle = moved_along(&salon, &first_booking(&salon, id).uid, seen);
        salon.poll().await;
        let last = moved_along(&salon, &middle, unseen);
        salon.poll().await;
        assert_eq!(salon.appointment(id).when.span.start, at(times[2]));
        assert_eq!(first_booking(&salon, id).uid, last);
        assert_eq!(all(&salon).len(), 1, "one appointment, whatever the chain");
        assert_eq!(writes(&salon), before);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_declined_is_off_and_stays_off() {
    let salon = Salon::open().await;
    let id = salon.book(salon.cut, salon.anna, NINE);
    salon.settle().await;
    let before = writes(&salon);
    salon.sim.reject(&first_booking(&salon, id).uid).unwrap();
    salon.poll().await;
    salon.compare().await;
    assert_eq!(salon.appointment(id).status, Status::Cancelled);
    assert_eq!(writes(&salon), before);
}

/// Somebody who did not come: noted in Cal.com, where that is no news, because those begin behind a later booking.
async fn missed() -> (Salon, AppointmentId) {
    let salon = Salon::open().await;
    let id = salon.book(salon.cut, salon.anna, NINE);
    salon.settle().await;
    salon.poll().await;
    let uid = first_booking(&salon, id).uid;
    salon.pass_until(at("2026-11-25T09:00:00Z"));
    online(&salon, salon.mehmet, NOON, "otto@kunde.example");
    salon.poll().await;
    salon.sim.mark_no_show(&uid).unwrap();
    (salon, id)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_comparison_that_cannot_begin_is_made_up_for() {
    for fault in [FaultKind::ErrorBeforeCommit(500), FaultKind::Refuse] {
        let (salon, id) = missed().await;
        let all_fail = FaultRule::on("GET", "/v2/bookings", 1.0, fault);
        salon.sim.set_faults(FaultPlan::rules(1, [all_fail]));
        salon.engine().compare().await;
        salon.engine().sync_now().await;
        salon.sim.set_faults(FaultPlan::default());
        assert_eq!(salon.appointment(id).status, Status::Booked);
        salon.poll().await;
        assert_eq!(salon.appointment(id).status, Status::NoShow);
        salon.sim.forget_calls();
        salon.poll().await;
        assert_eq!(salon.calls("GET", "/v2/bookings"), 1, "only once");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_did_not_come_is_noted_by_the_comparison_and_stays_noted() {
    let (salon, id) = missed().await;
    let before = writes(&salon);
    salon.poll().await;
    assert_eq!(salon.appointment(id).status, Status::Booked, "no news");
    salon.compare().await;
    salon.compare().await;
    assert_eq!(salon.appointment(id).status, Status::NoShow);
    assert_eq!(writes(&salon), before);
    let told = salon
        .store
        .read(|read| history::of_appointment(read, id))
        .unwrap();
    let absences = told.iter().filter(|e| e.action == history::Action::NoShow);
    assert_eq!(absences.count(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_was_seen_at_the_desk_is_not_noted_as_missing_again() {
    let (salon, id) = missed().await;
    salon.compare().await;
    let desk = Desk::new(salon.store.clone());
    desk.reinstate(id.0, salon.now()).unwrap();
    salon.compare().await;
    assert_eq!(salon.appointment(id).status, Status::Booked);
}
