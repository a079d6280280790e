//! Booked online as a whole: one booking over there, an appointment with all its phases here, and a way to split it.

mod time_off;
mod two_desks;

use std::collections::BTreeMap;

use crate::support::{
    Salon,
    book::later,
    times::{NINE, NOON, THREE, at},
};
use calcom_sim::{FaultKind, FaultPlan, FaultRule, NewBooking as Act, SimBooking};
use salon::{AppointmentId, PhaseKind, Span};
use store::{
    StoreError,
    appointments::{self, Appointment, Origin, Status},
    phases,
    sync::{PhaseState, event_map, task},
};
use sync::{
    setup::{self, SetupError},
    whole::{self, SplitError},
};

const ANNA: i64 = 3;
/// 30 |30| 20 + 40 + 40.
const LENGTH: i64 = 160;

/// A salon whose colour service can be booked online.
async fn open() -> (Salon, i64) {
    let salon = Salon::open().await;
    let public = salon.sim.add_event_type("ansatzfaerbung", LENGTH, ANNA);
    link(&salon, public).await.unwrap();
    salon.sim.forget_calls();
    (salon, public)
}

async fn link(salon: &Salon, event_type: i64) -> Result<(), SetupError> {
    let (lines, now) = (salon.lines(), salon.now());
    setup::link_public(&salon.store, &lines, salon.colour, Some(event_type), now).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_an_event_type_that_holds_all_of_the_service_is_public() {
    let salon = Salon::open().await;
    let short = salon.sim.add_event_type("kurz", LENGTH - 5, ANNA);
    let segments = salon.store.read(event_map::all).unwrap()[0].event_type_id;
    for wrong in [short, segments, 4711] {
        let refused = link(&salon, wrong).await.unwrap_err();
        assert_eq!(refused.code(), "not_a_public_event_type");
    }
}

fn online(salon: &Salon, event_type: i64, minutes: Option<i64>) -> SimBooking {
    let act = Act {
        event_type_id: event_type,
        start: at(NINE),
        minutes,
        name: "Otto Online".to_owned(),
        email: "otto@kunde.example".to_owned(),
        metadata: BTreeMap::new(),
    };
    salon.sim.book(act).unwrap()
}

fn all(salon: &Salon) -> Vec<Appointment> {
    let window = Span::new(at("2026-11-01T00:00:00Z"), at("2026-12-31T00:00:00Z")).unwrap();
    let found: Result<_, StoreError> = salon.store.read(|read| appointments::during(read, window));
    found.unwrap()
}

/// Booked online for nine with Anna, and read.
async fn booked() -> (Salon, AppointmentId, SimBooking) {
    let (salon, public) = open().await;
    let booking = online(&salon, public, None);
    salon.poll().await;
    let id = all(&salon)[0].id;
    (salon, id, booking)
}

fn comb(salon: &Salon, id: AppointmentId) -> Vec<phases::Phase> {
    let found: Result<_, StoreError> = salon.store.read(|read| phases::of_appointment(read, id));
    found.unwrap()
}

/// Whether others may be booked into the gap.
fn gap_is_for_sale(salon: &Salon, id: AppointmentId) -> bool {
    let gap = comb(salon, id).remove(1);
    let bookable = matches!(gap.planned.kind, PhaseKind::Gap { bookable: true, .. });
    assert_eq!(gap.occupies.is_none(), bookable);
    bookable
}

fn split(salon: &Salon, id: AppointmentId) -> Result<(), SplitError> {
    salon.store.write(|tx| whole::split(tx, id, salon.now()))
}

/// Cal.com shows exactly one booking per segment, where the book has it.
fn assert_split(salon: &Salon, id: AppointmentId) {
    for phase in salon.phases(id) {
        let live = salon.live_of(phase.id);
        assert_eq!(live.len(), 1, "{}", phase.planned.key);
        let there = (live[0].start, live[0].end);
        assert_eq!(there, (phase.planned.span.start, phase.planned.span.end));
    }
    assert_eq!(salon.live().len(), 4);
    assert_eq!(salon.marks(id), [PhaseState::Synced; 4]);
    assert!(gap_is_for_sale(salon, id));
    assert_eq!(salon.codes(), [""; 0]);
}

/// Cal.com shows one booking that holds all of it.
fn assert_whole(salon: &Salon, id: AppointmentId) {
    let span = salon.appointment(id).when.span;
    let live = salon.live();
    assert_eq!(live.len(), 1, "{live:?}");
    assert_eq!((live[0].start, live[0].end), (span.start, span.end));
    assert_eq!(salon.marks(id), [PhaseState::Synced; 4]);
    assert!(!gap_is_for_sale(salon, id), "Cal.com sells it to nobody");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_becomes_an_appointment_with_all_its_phases_and_nothing_is_sent() {
    let (salon, id, _) = booked().await;
    salon.poll().await;
    assert_eq!(all(&salon).len(), 1, "once, however often it is read");
    let appointment = salon.appointment(id);
    assert_eq!(
        (
            appointment.origin,
            appointment.service,
            appointment.when.staff
        ),
        (Origin::Calcom, salon.colour, salon.anna)
    );
    let keys: Vec<_> = comb(&salon, id)
        .into_iter()
        .map(|p| p.planned.key)
        .collect();
    assert_eq!(keys, ["A", "GAP_A", "B", "C", "D"]);
    assert_eq!(appointment.when.span.end, later(at(NINE), LENGTH));
    assert_whole(&salon, id);
    assert_eq!(salon.writes(), 0);
    assert_eq!(salon.store.read(|read| task::find(read, id)).unwrap(), None);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_that_the_comb_does_not_fill_blocks_the_time_and_nothing_is_guessed() {
    let (salon, public) = open().await;
    online(&salon, public, Some(LENGTH + 20));
    salon.poll().await;
    assert_eq!(all(&salon), []);
    assert_eq!(salon.codes(), ["unmapped_booking"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn moved_over_there_all_of_it_moves_and_cancelled_over_there_all_of_it_goes() {
    let (salon, id, booking) = booked().await;
    let moved = salon.sim.reschedule(&booking.uid, at(NOON)).unwrap();
    salon.poll().await;
    assert_eq!(salon.appointment(id).when.span.start, at(NOON));
    assert_whole(&salon, id);

    salon.sim.cancel(&moved.uid, "krank").unwrap();
    salon.poll().await;
    assert_eq!(salon.appointment(id).status, Status::Cancelled);
    assert_eq!(salon.writes(), 0, "nothing is sent back");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn moved_and_called_off_between_two_readings_it_is_gone() {
    let (salon, id, booking) = booked().await;
    let once = salon.sim.reschedule(&booking.uid, at(NOON)).unwrap();
    let twice = salon.sim.reschedule(&once.uid, at(THREE)).unwrap();
    salon.sim.cancel(&twice.uid, "").unwrap();
    salon.poll().await;
    assert_eq!(all(&salon).len(), 1);
    assert_eq!(salon.appointment(id).status, Status::Cancelled);
    assert_eq!(salon.codes(), [""; 0]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn moved_at_the_desk_it_stays_whole_and_cancelled_at_the_desk_it_goes() {
    let (salon, id, _) = booked().await;
    move_with_gaps_as_they_are(&salon, id, salon.anna, NOON);
    salon.settle().await;
    assert_whole(&salon, id);
    assert_eq!(salon.live()[0].start, at(NOON));
    assert_eq!(salon.writes(), 1);
    salon.poll().await;
    assert_whole(&salon, id);

    salon.cancel(id);
    salon.settle().await;
    assert_eq!(salon.live(), []);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn given_to_another_stylist_at_the_desk_it_is_booked_by_segments() {
    let (salon, id, _) = booked().await;
    move_with_gaps_as_they_are(&salon, id, salon.mehmet, NOON);
    salon.settle().await;
    assert_split(&salon, id);
}

/// As the desk moves: what is booked keeps its shape.
fn move_with_gaps_as_they_are(salon: &Salon, id: AppointmentId, staff: salon::StaffId, to: &str) {
    let held = comb(salon, id).remove(1).planned.kind;
    salon.shift(id, staff, to);
    let gap = comb(salon, id).remove(1);
    let mut planned = gap.planned.clone();
    if matches!(
        held,
        PhaseKind::Gap {
            bookable: false,
            ..
        }
    ) {
        planned.kind = PhaseKind::Gap {
            staff,
            bookable: false,
        };
    }
    salon
        .store
        .write(|tx| phases::place(tx, gap.id, &planned, true))
        .unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn split_it_has_a_booking_per_segment_and_the_gap_is_for_sale() {
    let (salon, id, whole) = booked().await;
    split(&salon, id).unwrap();
    split(&salon, id).unwrap();
    salon.settle().await;
    assert_split(&salon, id);
    assert!(!salon.sim.find_booking(&whole.uid).unwrap().status.is_live());
    assert_eq!(salon.writes(), 5, "one taken back, four made");
    salon.poll().await;
    assert_split(&salon, id);
    assert!(matches!(split(&salon, id), Err(SplitError::NotWhole)));

    // From now on it is like any other.
    let b = salon.live_of(salon.phases(id)[1].id).remove(0);
    salon.sim.cancel(&b.uid, "").unwrap();
    salon.poll().await;
    assert_eq!(salon.appointment(id).status, Status::Cancelled);
    assert_eq!(salon.live(), []);
}

/// Cal.com will refuse it, although the book knows nothing of that yet.
fn take_segment_c_away(salon: &Salon) {
    let map = salon.store.read(event_map::all).unwrap();
    let annas_c = |m: &&store::sync::Mapping| {
        m.service == salon.colour && m.segment_key == "C" && m.staff == salon.anna
    };
    salon
        .sim
        .delete_event_type(map.iter().find(annas_c).unwrap().event_type_id);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_refused_segment_makes_it_whole_again_and_a_person_is_told() {
    let (salon, id, _) = booked().await;
    take_segment_c_away(&salon);
    split(&salon, id).unwrap();
    salon.settle().await;
    assert_eq!(salon.codes(), ["split_refused"]);
    assert_whole(&salon, id);
    salon.poll().await;
    assert_whole(&salon, id);
    assert_eq!(all(&salon).len(), 1);
    assert_eq!(salon.codes(), ["split_refused"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_cannot_be_split_is_left_as_it_is() {
    let (salon, id, _) = booked().await;
    let by_segments = salon.book(salon.colour, salon.mehmet, NINE);
    salon.settle().await;
    assert!(matches!(
        split(&salon, by_segments),
        Err(SplitError::NotWhole)
    ));
    assert!(matches!(
        split(&salon, AppointmentId(4711)),
        Err(SplitError::Unknown)
    ));

    let map = salon.store.read(event_map::all).unwrap();
    let annas_d = |m: &&store::sync::Mapping| {
        m.service == salon.colour && m.segment_key == "D" && m.staff == salon.anna
    };
    let d = map.iter().find(annas_d).unwrap();
    salon
        .store
        .write(|tx| event_map::remove(tx, d.event_type_id, salon.now()))
        .unwrap();
    assert!(matches!(split(&salon, id), Err(SplitError::Unprepared(_))));
    salon
        .store
        .write(|tx| event_map::put(tx, d, salon.now()))
        .unwrap();

    salon.pass_until(later(at(NINE), 1));
    assert!(matches!(split(&salon, id), Err(SplitError::TooLate)));
    salon.settle().await;
    assert!(!gap_is_for_sale(&salon, id));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn lost_answers_leave_one_booking_per_segment() {
    let routes = [("/v2/bookings/{uid}/cancel", 3), ("/v2/bookings", 4)];
    for kind in [FaultKind::DropAfterCommit, FaultKind::ErrorAfterCommit(500)] {
        for (route, most) in routes {
            let (salon, id, _) = booked().await;
            let lost = FaultRule::on("POST", route, 1.0, kind.clone()).at_most(most);
            salon.sim.set_faults(FaultPlan::rules(1, [lost]));
            split(&salon, id).unwrap();
            salon.settle().await;
            assert_split(&salon, id);
            salon.poll().await;
            assert_split(&salon, id);
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_after_any_commit_it_is_split_all_the_same() {
    for commits in 1..=6 {
        let (mut salon, id, _) = booked().await;
        let mut book = salon.store.watch();
        split(&salon, id).unwrap();
        salon.committed(&mut book, commits).await;
        salon.kill().await;
        salon.start();
        salon.settle().await;
        assert_split(&salon, id);
        salon.poll().await;
        assert_split(&salon, id);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_on_the_way_back_it_is_whole_again() {
    for commits in 1..=6 {
        let (mut salon, id, _) = booked().await;
        take_segment_c_away(&salon);
        let mut book = salon.store.watch();
        split(&salon, id).unwrap();
        salon.committed(&mut book, commits).await;
        salon.kill().await;
        salon.start();
        salon.settle().await;
        assert_whole(&salon, id);
        assert_eq!(salon.codes(), ["split_refused"]);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_cancellation_over_there_wins_over_a_split_here() {
    let (salon, id, whole) = booked().await;
    salon.sim.cancel(&whole.uid, "krank").unwrap();
    split(&salon, id).unwrap();
    salon.settle().await;
    salon.poll().await;
    assert_eq!(salon.appointment(id).status, Status::Cancelled);
    assert_eq!(salon.live(), [], "nobody is booked who has called off");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_move_over_there_before_the_split_went_out_is_followed() {
    let (salon, id, whole) = booked().await;
    salon.sim.reschedule(&whole.uid, at(NOON)).unwrap();
    split(&salon, id).unwrap();
    salon.settle().await;
    salon.poll().await;
    assert_eq!(salon.appointment(id).when.span.start, at(NOON));
    assert_whole(&salon, id);
    split(&salon, id).unwrap();
    salon.settle().await;
    assert_split(&salon, id);
}

/// The last of the four segments comes to lie after closing time, and Cal.com refuses it.
const LATE: &str = "2026-11-25T15:30:00Z";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_one_booking_that_stands_for_all_no_segment_is_left() {
    let (salon, id, _) = booked().await;
    salon.compare().await;
    assert_whole(&salon, id);
    assert_eq!(salon.codes(), [""; 0]);
    assert_eq!(salon.writes(), 0);
}
