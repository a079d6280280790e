//! When the wire, the server or the key is in trouble: nothing is lost, nothing is doubled, and a person is told.

use std::time::Duration;

use crate::support::{Salon, book::later};
use calcom::{BookingUid, EventTypeId, NewBooking};
use calcom_sim::{FaultKind, FaultPlan, FaultRule, NewBooking as Act, SimBooking};
use jiff::{SignedDuration, Timestamp};
use salon::AppointmentId;
use store::{
    Topic,
    appointments::Status,
    sync::{PhaseState, TaskState, event_map, picture},
};
use sync::{CustomerMails, attendee, setup, view::ConnectionState};

const NINE: &str = "2026-11-25T08:00:00Z";
const TEN: &str = "2026-11-25T09:00:00Z";
const BOOK: &str = "/v2/bookings";

fn on_booking(probability: f64, kind: FaultKind) -> FaultRule {
    FaultRule::on("POST", BOOK, probability, kind)
}

fn only(rule: FaultRule) -> FaultPlan {
    FaultPlan::rules(1, [rule])
}

/// Every staff phase has exactly one live booking, where the book has it.
fn assert_mirrored(salon: &Salon, id: AppointmentId) {
    for phase in salon.phases(id) {
        let live = salon.live_of(phase.id);
        assert_eq!(live.len(), 1, "segment {}", phase.planned.key);
        assert_eq!(live[0].start, phase.planned.span.start);
    }
    let synced = vec![PhaseState::Synced; salon.phases(id).len()];
    assert_eq!(salon.marks(id), synced);
    assert_eq!(salon.task(id).state, TaskState::Done);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_day_offline_costs_nothing_but_its_outcome() {
    let salon = Salon::open().await;
    salon.sim.cut();
    let called_off = salon.book(salon.colour, salon.anna, NINE);
    salon.rest().await;
    assert_eq!(salon.connection().await, ConnectionState::Offline);
    salon.shift(called_off, salon.anna, TEN);
    salon.cancel(called_off);
    let moved = salon.book(salon.cut, salon.anna, NINE);
    for hour in ["10", "11", "12"] {
        salon.pass(SignedDuration::from_mins(20));
        salon.rest().await;
        salon.shift(moved, salon.anna, &format!("2026-11-25T{hour}:00:00Z"));
    }
    assert_eq!(
        salon.task(moved).attempt,
        0,
        "being offline is no failed attempt"
    );

    salon.sim.restore().unwrap();
    salon.engine().sync_now().await;
    salon.settle().await;
    assert_eq!(salon.connection().await, ConnectionState::Online);
    assert_eq!(
        salon.writes(),
        1,
        "book, move and cancel cost nothing, three moves one call"
    );
    assert_mirrored(&salon, moved);
    assert_eq!(salon.task(called_off).state, TaskState::Done);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_line_that_comes_back_is_noticed_without_anybody_asking() {
    let salon = Salon::open().await;
    salon.sim.cut();
    let id = salon.book(salon.cut, salon.anna, NINE);
    salon.rest().await;
    salon.pass(SignedDuration::from_mins(10));
    salon.rest().await;
    assert_eq!(salon.connection().await, ConnectionState::Offline);
    salon.sim.restore().unwrap();
    salon.pass(SignedDuration::from_secs(30));
    salon.settle().await;
    assert_eq!(salon.connection().await, ConnectionState::Online);
    assert_mirrored(&salon, id);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lost_answer_never_makes_a_second_booking() {
    let salon = Salon::open().await;
    salon
        .sim
        .set_faults(only(on_booking(1.0, FaultKind::DropAfterCommit).at_most(4)));
    let id = salon.book(salon.colour, salon.anna, NINE);
    salon.settle().await;
    assert_mirrored(&salon, id);
    assert_eq!(salon.creates(), 4, "looked up, not sent again");
    assert_eq!(salon.sim.bookings().len(), 4);
}

/// A booking whose answer is lost, before anybody has looked for it.
async fn made_unknown(salon: &Salon) -> (AppointmentId, String) {
    salon
        .sim
        .set_faults(only(on_booking(1.0, FaultKind::DropAfterCommit).at_most(1)));
    let id = salon.book(salon.cut, salon.anna, NINE);
    salon.rest().await;
    assert_eq!(salon.task(id).state, TaskState::Uncertain);
    (id, salon.sim.live_bookings().remove(0).uid)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_lost_answer_made_and_the_customer_moved_is_followed() {
    let salon = Salon::open().await;
    let (id, uid) = made_unknown(&salon).await;
    let elsewhere: Timestamp = "2026-11-26T13:00:00Z".parse().unwrap();
    salon.sim.reschedule(&uid, elsewhere).unwrap();
    salon.settle().await;
    assert_eq!(salon.appointment(id).when.span.start, elsewhere);
    assert_mirrored(&salon, id);
    assert_eq!(salon.creates(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_lost_answer_made_and_the_customer_called_off_is_not_booked_again() {
    let salon = Salon::open().await;
    let (id, uid) = made_unknown(&salon).await;
    salon.sim.cancel(&uid, "krank").unwrap();
    salon.settle().await;
    assert_eq!(salon.appointment(id).status, Status::Cancelled);
    assert_eq!(salon.live().len(), 0);
    assert_eq!(salon.creates(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_lost_on_the_way_is_sent_again_only_when_it_is_certain_not_to_come() {
    for kind in [
        FaultKind::ErrorBeforeCommit(502),
        FaultKind::Refuse,
        FaultKind::Garbage,
    ] {
        let salon = Salon::open().await;
        salon
            .sim
            .set_faults(only(on_booking(1.0, kind.clone()).at_most(1)));
        let began = salon.now();
        let id = salon.book(salon.cut, salon.anna, NINE);
        salon.rest().await;
        assert_eq!(salon.task(id).state, TaskState::Uncertain, "{kind:?}");
        assert_eq!(salon.marks(id), [PhaseState::Uncertain]);
        salon.settle().await;
        assert_mirrored(&salon, id);
        assert_eq!(salon.creates(), 2, "{kind:?}");
        let waited = salon.now().duration_since(began);
        assert!(
            waited >= SignedDuration::from_secs(10),
            "{kind:?}: {waited}"
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_error_after_the_deed_is_found_out() {
    let salon = Salon::open().await;
    salon.sim.set_faults(only(
        on_booking(1.0, FaultKind::ErrorAfterCommit(500)).at_most(4),
    ));
    let id = salon.book(salon.colour, salon.anna, NINE);
    salon.settle().await;
    assert_mirrored(&salon, id);
    assert_eq!(salon.creates(), 4);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_is_still_at_it_when_we_look_does_not_get_a_second_call() {
    let mut salon = Salon::closed().await.provisioned().await;
    salon.key.patience_is(Duration::from_millis(200));
    salon.start();
    salon.settle().await;
    salon.sim.forget_calls();
    let slow = FaultKind::Delay(Duration::from_secs(2));
    salon.sim.set_faults(only(on_booking(1.0, slow).at_most(1)));
    let id = salon.book(salon.cut, salon.anna, NINE);
    salon.rest().await;
    salon.pass(SignedDuration::from_secs(1));
    salon.rest().await;
    assert_eq!(salon.calls("GET", BOOK), 1, "looked");
    assert_eq!(salon.live(), [], "too early to see anything");
    // The stand-in has no signal for a call whose client is gone.
    while salon.live().is_empty() {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    salon.settle().await;
    assert_mirrored(&salon, id);
    assert_eq!(salon.creates(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lost_answer_to_a_move_is_followed_to_where_the_booking_is_now() {
    let salon = Salon::open().await;
    let id = salon.book(salon.colour, salon.anna, NINE);
    salon.settle().await;
    let moves = FaultRule::on(
        "POST",
        "/v2/bookings/{uid}/reschedule",
        1.0,
        FaultKind::DropAfterCommit,
    );
    salon.sim.set_faults(only(moves.at_most(4)));
    salon.sim.forget_calls();
    salon.shift(id, salon.anna, "2026-11-26T12:00:00Z");
    salon.settle().await;
    assert_mirrored(&salon, id);
    assert_eq!(salon.writes(), 4);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_move_that_did_not_happen_is_sent_again() {
    let salon = Salon::open().await;
    let id = salon.book(salon.cut, salon.anna, NINE);
    salon.settle().await;
    let moves = FaultRule::on(
        "POST",
        "/v2/bookings/{uid}/reschedule",
        1.0,
        FaultKind::ErrorBeforeCommit(503),
    );
    salon.sim.set_faults(only(moves.at_most(2)));
    salon.shift(id, salon.anna, TEN);
    salon.settle().await;
    assert_mirrored(&salon, id);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_cancellation_is_repeated_until_it_is_certain() {
    for kind in [
        FaultKind::DropAfterCommit,
        FaultKind::ErrorBeforeCommit(500),
        FaultKind::Garbage,
    ] {
        let salon = Salon::open().await;
        let id = salon.book(salon.cut, salon.anna, NINE);
        salon.settle().await;
        let cancels = FaultRule::on("POST", "/v2/bookings/{uid}/cancel", 1.0, kind.clone());
        salon.sim.set_faults(only(cancels.at_most(2)));
        salon.cancel(id);
        salon.settle().await;
        assert_eq!(salon.live(), [], "{kind:?}");
        assert_eq!(salon.task(id).state, TaskState::Done, "{kind:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_taken_time_leaves_the_appointment_partial_and_tells_a_person() {
    let salon = Salon::open().await;
    let elsewhere = other_event_type(&salon, "A");
    // Anna is taken in Cal.com for ten minutes of the last segment.
    take_annas_time(&salon, elsewhere, "2026-11-25T10:20:00Z");
    let id = salon.book(salon.colour, salon.anna, NINE);
    salon.settle().await;

    let blocked = PhaseState::Blocked;
    assert_eq!(
        salon.marks(id),
        [
            PhaseState::Synced,
            PhaseState::Synced,
            PhaseState::Synced,
            blocked
        ]
    );
    assert_eq!(salon.codes(), ["slot_taken"]);
    assert_eq!(salon.task(id).state, TaskState::Blocked);
    let entry = &salon.review()[0];
    assert_eq!(entry.phase_key.as_deref(), Some("D"));
    assert_eq!(entry.customer_name.as_deref(), Some("Erika Muster"));
    assert_eq!(salon.creates(), 4, "one look-up, no second try");

    salon.shift(id, salon.anna, "2026-11-26T08:00:00Z");
    salon.settle().await;
    assert_mirrored(&salon, id);
    assert!(salon.review().is_empty(), "another time solves it");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_taken_time_that_is_free_again_can_be_tried_again() {
    let salon = Salon::open().await;
    let uid = take_annas_time(&salon, other_event_type(&salon, "A"), NINE);
    let id = salon.book(salon.cut, salon.anna, NINE);
    salon.settle().await;
    assert_eq!(salon.codes(), ["slot_taken"]);
    salon.sim.cancel(&uid, "doch nicht").unwrap();
    salon.retry(id);
    salon.settle().await;
    assert_mirrored(&salon, id);
    assert!(salon.review().is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_booking_of_somebody_else_is_not_taken_for_ours() {
    let salon = Salon::open().await;
    salon.sim.cut();
    let id = salon.book(salon.cut, salon.anna, NINE);
    salon.rest().await;
    salon.sim.restore().unwrap();
    // The same customer at the same time on the same event type, but not by us: Cal.com answers our create with this one.
    let picture = salon
        .store
        .read(|read| picture::find(read, id))
        .unwrap()
        .unwrap();
    let attendee = attendee::of_phase(
        &picture,
        &picture.phases[0],
        CustomerMails::First,
        false,
        "de",
    );
    let theirs = NewBooking {
        event_type_id: EventTypeId::new(own_event_type(&salon)),
        start: NINE.parse().unwrap(),
        attendee,
        metadata: std::collections::BTreeMap::new(),
        length_in_minutes: None,
        notes: None,
    };
    salon
        .client()
        .create_booking(&theirs)
        .await
        .into_result()
        .unwrap();
    salon.engine().sync_now().await;
    salon.settle().await;

    let mut codes = salon.codes();
    codes.sort();
    assert_eq!(
        codes,
        ["not_ours", "overlap"],
        "theirs is shown beside ours"
    );
    assert_eq!(salon.marks(id), [PhaseState::Blocked]);
    assert!(salon.standings(id)[0].booking_uid.is_none());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_bookings_for_one_segment_one_is_taken_back() {
    let salon = Salon::open().await;
    salon
        .sim
        .set_faults(only(on_booking(1.0, FaultKind::DropAfterCommit).at_most(1)));
    let id = salon.book(salon.cut, salon.anna, NINE);
    salon.rest().await;
    let phase = &salon.phases(id)[0];
    let twin = &salon.live_of(phase.id)[0];
    let mehmets = salon.store.read(event_map::all).unwrap();
    let mehmets = mehmets
        .iter()
        .find(|m| m.service == salon.cut && m.staff == salon.mehmet)
        .unwrap();
    let second = Act {
        event_type_id: mehmets.event_type_id,
        start: twin.start,
        minutes: None,
        name: "Erika Muster".to_owned(),
        email: "erika@kundin.example".to_owned(),
        metadata: twin.metadata.clone(),
    };
    salon.sim.book(second).unwrap();
    assert_eq!(salon.live_of(phase.id).len(), 2);
    salon.settle().await;
    assert_mirrored(&salon, id);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_refused_key_closes_the_gate_and_a_good_one_opens_it() {
    let mut salon = Salon::closed().await.provisioned().await;
    salon.key.is(Some("cal_withdrawn_0123456789"));
    salon.start();
    let id = salon.book(salon.colour, salon.anna, NINE);
    salon.settle().await;
    assert_eq!(salon.connection().await, ConnectionState::Credentials);
    assert_eq!(salon.task(id).state, TaskState::Waiting, "nothing is lost");
    assert_eq!(salon.task(id).attempt, 0, "and the task is not to blame");
    let calls = salon.sim.calls().len();
    salon.pass(SignedDuration::from_mins(5));
    salon.book(salon.cut, salon.mehmet, NINE);
    salon.rest().await;
    assert_eq!(salon.sim.calls().len(), calls, "nothing goes out meanwhile");

    salon.key.is(Some(calcom_sim::DEMO_KEY));
    let client = salon.client();
    setup::connect(&salon.store, &client, 1, salon.now())
        .await
        .unwrap();
    salon.settle().await;
    assert_mirrored(&salon, id);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_missing_key_is_said_plainly() {
    let mut salon = Salon::closed().await.provisioned().await;
    salon.key.is(None);
    salon.start();
    salon.book(salon.cut, salon.anna, NINE);
    salon.settle().await;
    assert_eq!(salon.connection().await, ConnectionState::Credentials);
    let account = salon
        .store
        .read(store::sync::account::find)
        .unwrap()
        .unwrap();
    assert_eq!(account.gate_detail, "key_missing");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn too_many_calls_are_waited_for_and_cost_no_attempt() {
    let salon = Salon::open().await;
    salon.sim.set_faults(only(
        on_booking(1.0, FaultKind::TooManyRequests(1)).at_most(1),
    ));
    let id = salon.book(salon.cut, salon.anna, NINE);
    salon.rest().await;
    assert_eq!(salon.connection().await, ConnectionState::Limited);
    assert_eq!(salon.task(id).attempt, 0);
    // The client counts in real time.
    tokio::time::sleep(Duration::from_millis(1_100)).await;
    salon.pass(SignedDuration::from_secs(2));
    salon.settle().await;
    assert_eq!(salon.connection().await, ConnectionState::Online);
    assert_mirrored(&salon, id);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_fails_for_long_is_left_alone_until_it_recovers() {
    let salon = Salon::open().await;
    salon
        .sim
        .set_faults(only(on_booking(1.0, FaultKind::ErrorBeforeCommit(500))));
    let began = salon.now();
    let id = salon.book(salon.cut, salon.anna, NINE);
    let mut rest = salon.engine().wait_until_resting().await;
    while salon.task(id).state != TaskState::Blocked {
        salon.pass_until(rest.next.unwrap());
        rest = salon.engine().wait_until_resting().await;
    }
    assert_eq!(salon.creates(), 4, "1 s, 5 s and 30 s after the first");
    assert_eq!(salon.codes(), ["server_error"]);
    assert!(salon.now().duration_since(began) < SignedDuration::from_mins(3));

    salon.sim.set_faults(FaultPlan::default());
    salon.pass(SignedDuration::from_mins(5));
    salon.settle().await;
    assert_mirrored(&salon, id);
    assert!(salon.review().is_empty(), "it healed by itself");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_appointment_that_changes_while_it_is_on_the_wire_ends_as_it_was_left() {
    let salon = Salon::open().await;
    salon
        .sim
        .set_faults(FaultPlan::latency(Duration::from_millis(150)));
    let id = salon.book(salon.colour, salon.anna, NINE);
    on_the_wire(&salon, id).await;
    salon.shift(id, salon.anna, "2026-11-26T12:00:00Z");
    salon.settle().await;
    assert_mirrored(&salon, id);

    salon.retry(id);
    salon.shift(id, salon.anna, "2026-11-27T12:00:00Z");
    on_the_wire(&salon, id).await;
    salon.cancel(id);
    salon.settle().await;
    assert_eq!(salon.live(), []);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_program_killed_with_calls_on_the_wire_finds_out_what_became_of_them() {
    let mut salon = Salon::open().await;
    salon
        .sim
        .set_faults(FaultPlan::latency(Duration::from_millis(150)));
    let id = salon.book(salon.colour, salon.anna, NINE);
    on_the_wire(&salon, id).await;
    salon.kill().await;
    salon.start();
    salon.settle().await;
    assert_mirrored(&salon, id);
    assert_eq!(salon.live().len(), 4);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_again_and_again_at_any_moment_it_never_books_twice_and_forgets_nothing() {
    let mut salon = Salon::open().await;
    salon
        .sim
        .set_faults(FaultPlan::latency(Duration::from_millis(20)));
    let mut booked = Vec::new();
    for run in 0..10_usize {
        let day = 25 + run / 3;
        let hour = 8 + 3 * (run % 3);
        let start = format!("2026-11-{day}T{hour:02}:00:00Z");
        booked.push(salon.book(salon.colour, [salon.anna, salon.mehmet][run % 2], &start));
        // Killed after so many commits: between journal and call, between answers, before the end.
        let mut book = salon.store.watch();
        for _ in 0..=run {
            tokio::select! {
                committed = book.changed() => committed.unwrap(),
                _ = salon.engine().wait_until_resting() => {}
            }
        }
        salon.kill().await;
        salon.start();
    }
    salon.settle().await;
    for id in booked {
        assert_mirrored(&salon, id);
    }
    assert_eq!(salon.live().len(), 40);
}

/// A cut with Anna, and what a desk that knows of an older state made of the same segment: a booking with Mehmet.
async fn twins(salon: &Salon) -> (AppointmentId, SimBooking, SimBooking) {
    let id = salon.book(salon.cut, salon.anna, NINE);
    salon.settle().await;
    let ours = salon.live_of(salon.phases(id)[0].id).remove(0);
    let map = salon.store.read(event_map::all).unwrap();
    let mehmets = map
        .iter()
        .find(|m| m.service == salon.cut && m.staff == salon.mehmet)
        .unwrap();
    let twin = Act {
        event_type_id: mehmets.event_type_id,
        start: ours.start,
        minutes: None,
        name: "Erika Muster".to_owned(),
        email: "erika@kundin.example".to_owned(),
        metadata: ours.metadata.clone(),
    };
    let twin = salon.sim.book(twin).unwrap();
    (id, ours, twin)
}

async fn assert_the_known_one_stays(salon: &Salon, id: AppointmentId, ours: &SimBooking) {
    salon.engine().sync_now().await;
    salon.settle().await;
    assert_mirrored(salon, id);
    let live = salon.live_of(salon.phases(id)[0].id);
    assert_eq!(live[0].uid, ours.uid, "the one that we know stays");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_booking_of_a_segment_is_found_when_everything_is_compared() {
    let salon = Salon::open().await;
    let (id, ours, _) = twins(&salon).await;
    salon.engine().compare().await;
    assert_the_known_one_stays(&salon, id, &ours).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_booking_that_was_moved_before_anybody_looked_is_not_taken_for_the_first_one() {
    let salon = Salon::open().await;
    let (id, ours, twin) = twins(&salon).await;
    salon
        .sim
        .reschedule(&twin.uid, later(twin.start, 120))
        .unwrap();
    assert_the_known_one_stays(&salon, id, &ours).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_booking_that_was_moved_and_called_off_before_anybody_looked_calls_off_nothing() {
    let salon = Salon::open().await;
    let (id, ours, twin) = twins(&salon).await;
    let moved = salon
        .sim
        .reschedule(&twin.uid, later(twin.start, 120))
        .unwrap();
    salon.sim.cancel(&moved.uid, "Kundin krank").unwrap();
    assert_the_known_one_stays(&salon, id, &ours).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_has_begun_can_no_longer_be_mirrored() {
    let salon = Salon::open().await;
    salon.sim.cut();
    let id = salon.book(salon.colour, salon.anna, "2026-11-24T08:00:00Z");
    salon.rest().await;
    salon.pass_until(later(salon.now(), 60));
    salon.sim.restore().unwrap();
    salon.engine().sync_now().await;
    salon.settle().await;
    let marks = salon.marks(id);
    assert_eq!(marks[0], PhaseState::Blocked, "begun at nine");
    assert_eq!(marks[1..], [PhaseState::Synced; 3], "the rest can");
    assert_eq!(salon.codes(), ["in_the_past"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_has_no_event_type_waits_for_one() {
    let mut salon = Salon::closed().await;
    let client = salon.client();
    setup::connect(&salon.store, &client, 1, salon.now())
        .await
        .unwrap();
    salon.start();
    let id = salon.book(salon.colour, salon.anna, NINE);
    salon.settle().await;
    assert_eq!(salon.codes(), ["event_type_missing"; 4]);
    let salon = salon.provisioned().await;
    salon.settle().await;
    assert_mirrored(&salon, id);
    assert!(salon.review().is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn before_an_account_is_connected_nothing_is_sent_and_afterwards_everything() {
    let mut salon = Salon::closed().await;
    salon.start();
    let id = salon.book(salon.colour, salon.anna, NINE);
    salon.rest().await;
    assert_eq!(salon.sim.calls(), []);
    assert_eq!(salon.connection().await, ConnectionState::NotConnected);
    assert_eq!(salon.marks(id), [PhaseState::Local; 4]);
    let salon = salon.provisioned().await;
    salon.settle().await;
    assert_mirrored(&salon, id);
}

/// Ready when the calls for an appointment are on the wire.
async fn on_the_wire(salon: &Salon, id: AppointmentId) {
    let mut book = salon.store.watch();
    while salon.task(id).state != TaskState::Sending {
        book.changed().await.unwrap();
    }
    let changes = salon.store.changes_since(store::Revision(0)).unwrap();
    assert!(changes.topics.contains(&Topic::Sync));
}

fn own_event_type(salon: &Salon) -> i64 {
    let map = salon.store.read(event_map::all).unwrap();
    let own = map
        .iter()
        .find(|m| m.service == salon.cut && m.staff == salon.anna);
    own.unwrap().event_type_id
}

/// An event type of Anna's that the appointment in the test does not use.
fn other_event_type(salon: &Salon, key: &str) -> i64 {
    let map = salon.store.read(event_map::all).unwrap();
    let annas = |m: &&store::sync::Mapping| m.staff == salon.anna && m.segment_key == key;
    map.iter().rfind(annas).unwrap().event_type_id
}

fn take_annas_time(salon: &Salon, event_type_id: i64, start: &str) -> String {
    let act = Act {
        event_type_id,
        start: start.parse().unwrap(),
        minutes: Some(10),
        name: "Otto Online".to_owned(),
        email: "otto@kunde.example".to_owned(),
        metadata: std::collections::BTreeMap::new(),
    };
    let uid = salon.sim.book(act).unwrap().uid;
    BookingUid::new(uid).as_str().to_owned()
}
