//! From a booking at the desk to bookings in Cal.com, when nothing goes wrong.

use std::time::Duration;

use crate::support::{
    Salon,
    times::{NINE, TEN},
};
use calcom_sim::{FaultKind, FaultPlan, FaultRule};
use store::sync::{PhaseState, TaskState};
use sync::{CustomerMails, Preferences};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_staff_segment_becomes_exactly_one_booking_and_the_gap_none() {
    let salon = Salon::open().await;
    let id = salon.book(salon.colour, salon.anna, NINE);
    salon.settle().await;

    assert_eq!(salon.creates(), 4, "as many calls as segments");
    assert_eq!(salon.writes(), 4, "and no other writes");
    assert_eq!(salon.marks(id), [PhaseState::Synced; 4]);
    assert_eq!(salon.task(id).state, TaskState::Done);
    for phase in salon.phases(id) {
        let live = salon.live_of(phase.id);
        assert_eq!(live.len(), 1);
        assert_eq!(
            (live[0].start, live[0].end),
            (phase.planned.span.start, phase.planned.span.end)
        );
    }
    let standing = &salon.standings(id)[0];
    let booking = &salon.live_of(standing.phase)[0];
    assert_eq!(standing.booking_id, Some(booking.id));
    assert_eq!(standing.booking_uid.as_deref(), Some(booking.uid.as_str()));
}

/// No answer comes before the test is over.
const LONGER_THAN_THE_TEST: Duration = Duration::from_secs(120);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_segment_is_told_as_soon_as_its_own_answer_is_there() {
    let mut salon = Salon::open().await;
    let slow = FaultKind::AnswerLate(LONGER_THAN_THE_TEST);
    let rule = FaultRule::on("POST", "/v2/bookings", 1.0, slow).at_most(1);
    salon.sim.set_faults(FaultPlan::rules(1, [rule]));

    let mut book = salon.store.watch();
    let id = salon.book(salon.colour, salon.anna, NINE);
    let count = |mark| {
        salon
            .marks(id)
            .iter()
            .filter(|found| **found == mark)
            .count()
    };
    while count(PhaseState::Synced) < 3 {
        book.changed().await.unwrap();
    }
    assert_eq!(
        count(PhaseState::Sending),
        1,
        "and the fourth is still on its way"
    );
    salon.kill().await;
}

/// How many of Cal.com's live bookings write to the customer.
fn mails(salon: &Salon) -> usize {
    let live = salon.live();
    live.iter()
        .filter(|booking| booking.attendee_email.ends_with("@kundin.example"))
        .count()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn as_many_bookings_write_to_the_customer_as_the_salon_wants_from_now_on() {
    let salon = Salon::open().await;
    let mut expected = 0;
    for (day, wanted, more) in [
        ("2026-11-25T08:00:00Z", None, 1),
        ("2026-11-26T08:00:00Z", Some(CustomerMails::All), 4),
        ("2026-11-27T08:00:00Z", Some(CustomerMails::None), 0),
        ("2026-12-02T08:00:00Z", Some(CustomerMails::First), 1),
    ] {
        if let Some(customer_mails) = wanted {
            let decided = Preferences {
                customer_mails,
                ..Preferences::default()
            };
            salon
                .store
                .write(|tx| decided.save(tx, salon.now()))
                .unwrap();
        }
        salon.book(salon.colour, salon.anna, day);
        salon.settle().await;
        expected += more;
        assert_eq!(mails(&salon), expected, "{wanted:?}");
    }
    assert!(salon.live()[0].attendee_email.ends_with("@kundin.example"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_move_reschedules_every_segment_in_as_many_calls() {
    let salon = Salon::open().await;
    let id = salon.book(salon.colour, salon.anna, NINE);
    salon.settle().await;
    salon.sim.forget_calls();
    salon.shift(id, salon.anna, "2026-11-26T12:00:00Z");
    salon.settle().await;

    assert_eq!(salon.calls("POST", "/v2/bookings/{uid}/reschedule"), 4);
    assert_eq!(salon.writes(), 4);
    assert_eq!(salon.live().len(), 4);
    for phase in salon.phases(id) {
        assert_eq!(salon.live_of(phase.id)[0].start, phase.planned.span.start);
    }
    assert_eq!(salon.marks(id), [PhaseState::Synced; 4]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_move_by_less_than_its_own_length_finds_its_own_segments_in_the_way() {
    let salon = Salon::open().await;
    let id = salon.book(salon.colour, salon.anna, NINE);
    salon.settle().await;
    salon.sim.forget_calls();
    salon.shift(id, salon.anna, "2026-11-25T08:20:00Z");
    salon.settle().await;

    assert_eq!(salon.marks(id), [PhaseState::Synced; 4]);
    assert_eq!(
        salon.calls("POST", "/v2/bookings/{uid}/reschedule"),
        4,
        "no call in vain"
    );
    assert_eq!(salon.writes(), 4);
    assert!(salon.review().is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_stylist_means_taking_back_and_booking_anew() {
    let salon = Salon::open().await;
    let id = salon.book(salon.colour, salon.anna, NINE);
    salon.settle().await;
    salon.sim.forget_calls();
    salon.shift(id, salon.mehmet, NINE);
    salon.settle().await;

    assert_eq!(salon.calls("POST", "/v2/bookings/{uid}/cancel"), 4);
    assert_eq!(salon.creates(), 4);
    assert_eq!(salon.live().len(), 4);
    assert_eq!(salon.marks(id), [PhaseState::Synced; 4]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_cancellation_takes_every_segment_back() {
    let salon = Salon::open().await;
    let id = salon.book(salon.colour, salon.anna, NINE);
    salon.settle().await;
    salon.cancel(id);
    salon.settle().await;
    assert_eq!(salon.live(), []);
    assert_eq!(salon.task(id).state, TaskState::Done);
    let reasons: Vec<_> = salon
        .sim
        .bookings()
        .into_iter()
        .map(|b| b.cancellation_reason)
        .collect();
    assert_eq!(reasons, ["Kundin krank"; 4]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn appointments_that_follow_each_other_into_a_place_do_not_collide() {
    let salon = Salon::open().await;
    let first = salon.book(salon.cut, salon.anna, NINE);
    let second = salon.book(salon.cut, salon.anna, TEN);
    salon.settle().await;
    salon.sim.cut();
    // They change places while nothing gets through.
    salon.shift(first, salon.anna, "2026-11-25T14:00:00Z");
    salon.shift(second, salon.anna, NINE);
    salon.shift(first, salon.anna, TEN);
    salon.rest().await;
    salon.sim.restore().unwrap();
    salon.engine().sync_now().await;
    salon.settle().await;

    assert!(salon.review().is_empty(), "{:?}", salon.codes());
    for id in [first, second] {
        let phase = &salon.phases(id)[0];
        let live = salon.live_of(phase.id);
        assert_eq!(live.len(), 1);
        assert_eq!(live[0].start, phase.planned.span.start);
    }
}
