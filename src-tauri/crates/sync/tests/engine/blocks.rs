//! Time that must not be sold: what the book keeps free, Cal.com sells to nobody.

use std::collections::BTreeMap;

use calcom::{EventTypeId, EventTypePatch, TeamId};
use calcom_sim::{ActError, FaultKind, FaultPlan, FaultRule, NewBooking, SimBooking};
use jiff::Timestamp;
use salon::StaffId;
use store::{
    StoreError,
    appointments::Status,
    sync::{BlockType, PhaseState, TaskState, block_type, event_map},
};
use sync::{
    review, setup,
    view::{FindingCode, ProvisionAction, ProvisionStep, Remedy},
};

use crate::support::{
    Salon,
    times::{NINE, NOON, at},
};

/// The gap of a colour that begins at nine.
const IN_THE_GAP: &str = "2026-11-25T08:30:00Z";
const NOBODY: &str = "sperrzeit@kamm.invalid";
const TEAM: TeamId = TeamId::new(1);

/// A salon in which nobody is to be booked into the gaps of a colour.
async fn without_gaps() -> Salon {
    let salon = Salon::open().await;
    salon.close_gaps();
    salon
}

/// A customer tries to book a men's cut online.
pub(crate) fn online(salon: &Salon, staff: StaffId, start: &str) -> Result<SimBooking, ActError> {
    let map = salon.store.read(event_map::all).unwrap();
    let pair = map
        .iter()
        .find(|pair| pair.service == salon.cut && pair.staff == staff);
    salon.sim.book(NewBooking {
        event_type_id: pair.unwrap().event_type_id,
        start: at(start),
        minutes: None,
        name: "Otto Online".to_owned(),
        email: "otto@kundin.example".to_owned(),
        metadata: BTreeMap::new(),
    })
}

fn block_types(salon: &Salon) -> Vec<BlockType> {
    let all: Result<_, StoreError> = salon.store.read(block_type::all);
    all.unwrap()
}

/// What holds time in Cal.com, by start.
pub(crate) fn blocks(salon: &Salon) -> Vec<SimBooking> {
    let mut live = salon.live();
    live.retain(|booking| booking.attendee_email == NOBODY);
    live
}

pub(crate) fn places(salon: &Salon) -> Vec<(Timestamp, Timestamp)> {
    let place = |booking: SimBooking| (booking.start, booking.end);
    blocks(salon).into_iter().map(place).collect()
}

async fn apply(salon: &Salon) -> Vec<ProvisionStep> {
    let (lines, now) = (salon.lines(), salon.now());
    let halt = setup::Halt::default();
    let done = setup::apply_event_types(&salon.store, &lines, now, &halt, |_| ());
    done.await.unwrap().steps
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_gap_that_others_may_not_use_is_sold_to_nobody() {
    let salon = without_gaps().await;
    let id = salon.book(salon.colour, salon.anna, NINE);
    salon.settle().await;

    let gap = salon.gap(id);
    let [block] = &salon.live_of(gap.id)[..] else {
        panic!("the gap is held by one booking")
    };
    let span = gap.planned.span;
    assert_eq!((block.start, block.end), (span.start, span.end));
    assert_eq!(block.attendee_email, NOBODY, "nobody is written to");
    assert_eq!(salon.live().len(), 5);
    assert_eq!(salon.marks(id), [PhaseState::Synced; 5]);
    assert!(online(&salon, salon.anna, IN_THE_GAP).is_err());
    assert!(online(&salon, salon.mehmet, IN_THE_GAP).is_ok());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_gap_that_others_may_use_stays_for_sale() {
    let salon = Salon::open().await;
    salon.book(salon.colour, salon.anna, NINE);
    salon.settle().await;
    assert_eq!(blocks(&salon), []);
    assert!(online(&salon, salon.anna, IN_THE_GAP).is_ok());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_block_goes_where_its_appointment_goes_and_ends_with_it() {
    let salon = without_gaps().await;
    let id = salon.book(salon.colour, salon.anna, NINE);
    salon.settle().await;
    salon.shift(id, salon.mehmet, NOON);
    salon.settle().await;
    let span = salon.gap(id).planned.span;
    assert_eq!(places(&salon), [(span.start, span.end)]);
    assert!(online(&salon, salon.mehmet, "2026-11-25T11:30:00Z").is_err());
    assert!(online(&salon, salon.anna, IN_THE_GAP).is_ok());

    salon.cancel(id);
    salon.settle().await;
    assert_eq!(blocks(&salon), []);
    assert!(salon.review().is_empty(), "{:?}", salon.codes());
    assert_eq!(salon.task(id).state, TaskState::Done);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_longer_gap_is_held_for_longer() {
    let salon = without_gaps().await;
    let id = salon.book(salon.colour, salon.anna, NINE);
    salon.settle().await;
    salon.lengthen_gap(id, 25);
    salon.settle().await;
    let span = salon.gap(id).planned.span;
    assert_eq!(span.minutes(), 55);
    assert_eq!(places(&salon), [(span.start, span.end)]);
    assert_eq!(salon.marks(id), [PhaseState::Synced; 5]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_gap_booked_and_moved_while_offline_costs_one_call() {
    let salon = without_gaps().await;
    salon.sim.cut();
    let id = salon.book(salon.colour, salon.anna, NINE);
    salon.rest().await;
    salon.shift(id, salon.anna, NOON);
    salon.rest().await;
    salon.sim.restore().unwrap();
    salon.engine().sync_now().await;
    salon.settle().await;
    assert_eq!(blocks(&salon).len(), 1);
    assert_eq!(salon.writes(), 5);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_block_whose_answer_is_lost_is_looked_up_and_exists_once() {
    let salon = without_gaps().await;
    let lost = FaultRule::on("POST", "/v2/bookings", 1.0, FaultKind::DropAfterCommit);
    salon.sim.set_faults(FaultPlan::rules(1, [lost.at_most(5)]));
    let id = salon.book(salon.colour, salon.anna, NINE);
    salon.settle().await;
    assert_eq!(salon.marks(id), [PhaseState::Synced; 5]);
    assert_eq!(blocks(&salon).len(), 1);
    assert_eq!(salon.creates(), 5);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_holds_a_gap_is_no_news_and_no_stranger() {
    let salon = without_gaps().await;
    let id = salon.book(salon.colour, salon.anna, NINE);
    salon.settle().await;
    salon.sim.forget_calls();
    salon.poll().await;
    salon.engine().compare().await;
    salon.engine().sync_now().await;
    salon.settle().await;
    assert_eq!(salon.writes(), 0);
    assert_eq!(salon.appointment(id).status, Status::Booked);
    assert!(salon.review().is_empty(), "{:?}", salon.codes());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_block_lifted_by_hand_is_told_and_nobody_s_appointment_is_called_off() {
    let salon = without_gaps().await;
    let id = salon.book(salon.colour, salon.anna, NINE);
    salon.settle().await;
    salon
        .sim
        .cancel(&blocks(&salon)[0].uid, "mal eben")
        .unwrap();
    salon.poll().await;

    assert_eq!(salon.appointment(id).status, Status::Booked);
    assert_eq!(salon.codes(), ["block_lifted"]);
    assert_eq!(blocks(&salon), [], "a person decides");
    salon.retry(id);
    salon.settle().await;
    assert_eq!(blocks(&salon).len(), 1);
    assert!(salon.review().is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_block_moved_by_hand_is_told_and_put_back_on_request() {
    let salon = without_gaps().await;
    let id = salon.book(salon.colour, salon.anna, NINE);
    salon.settle().await;
    let block = blocks(&salon).remove(0);
    salon
        .sim
        .reschedule(&block.uid, at("2026-11-25T14:00:00Z"))
        .unwrap();
    salon.poll().await;

    assert_eq!(salon.appointment(id).when.span.start, at(NINE));
    assert_eq!(salon.codes(), ["block_lifted"]);
    let entry = salon.review()[0].id;
    let now = salon.now();
    salon
        .store
        .write(|tx| {
            review::resolve(
                tx,
                entry,
                Remedy::Retry,
                store::sync::Priority::Interactive,
                now,
            )
        })
        .unwrap();
    salon.settle().await;
    assert_eq!(places(&salon), [(block.start, block.end)]);
    assert!(salon.review().is_empty(), "{:?}", salon.codes());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_customer_who_moves_a_segment_takes_the_block_along() {
    let salon = without_gaps().await;
    let id = salon.book(salon.colour, salon.anna, NINE);
    salon.settle().await;
    let first = salon.live_of(salon.phases(id)[0].id).remove(0);
    salon.sim.reschedule(&first.uid, at(NOON)).unwrap();
    salon.poll().await;
    let span = salon.gap(id).planned.span;
    assert_eq!(span.start, at("2026-11-25T11:30:00Z"));
    assert_eq!(places(&salon), [(span.start, span.end)]);
    assert!(salon.review().is_empty(), "{:?}", salon.codes());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_desks_have_one_block() {
    let first = without_gaps().await;
    let second = first.another_desk().await;
    second.close_gaps();
    let id = first.book(first.colour, first.anna, NINE);
    first.settle().await;
    for desk in [&second, &first] {
        desk.poll().await;
    }
    let uid = first.appointment(id).uid;
    assert_eq!(
        crate::desks::seen(&first, uid),
        crate::desks::seen(&second, uid)
    );
    let found: Result<_, StoreError> = second
        .store
        .read(|read| store::appointments::find_by_uid(read, uid));
    let there = found.unwrap().unwrap().id;

    second.shift(there, second.anna, NOON);
    second.settle().await;
    for desk in [&first, &second] {
        desk.poll().await;
    }
    let span = first.gap(id).planned.span;
    assert_eq!(span, second.gap(there).planned.span);
    assert_eq!(places(&first), [(span.start, span.end)]);
    assert!(first.review().is_empty() && second.review().is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_new_pc_knows_what_holds_the_gaps() {
    let old = without_gaps().await;
    let id = old.book(old.colour, old.anna, NINE);
    old.settle().await;
    let mut new = old.new_pc().await;
    let now = new.now();
    sync::rebuild::rebuild(&new.store, &new.lines(), now, |_, _| {})
        .await
        .unwrap();
    let uid = old.appointment(id).uid;
    let phases = |desk: &Salon| crate::desks::seen(desk, uid).phases;
    assert_eq!(phases(&new), phases(&old));
    let same = |known: BlockType| (known.staff, known.event_type_id, known.lengths);
    let of = |desk: &Salon| block_types(desk).into_iter().map(same).collect::<Vec<_>>();
    assert_eq!(of(&new), of(&old));

    new.start();
    new.settle().await;
    let found: Result<_, StoreError> = new
        .store
        .read(|read| store::appointments::find_by_uid(read, uid));
    new.cancel(found.unwrap().unwrap().id);
    new.settle().await;
    assert_eq!(
        blocks(&old),
        [],
        "it is known, and goes with its appointment"
    );
    assert!(new.review().is_empty(), "{:?}", new.codes());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_a_block_event_type_a_person_is_told_and_setting_up_heals_it() {
    let salon = without_gaps().await;
    let mehmets = block_types(&salon).pop().unwrap();
    salon.sim.delete_event_type(mehmets.event_type_id);
    let id = salon.book(salon.colour, salon.mehmet, NINE);
    salon.settle().await;
    assert_eq!(salon.codes(), ["event_type_gone"]);
    assert_eq!(salon.live().len(), 4);

    let found = setup::verify_event_types(&salon.store, &salon.lines(), salon.now())
        .await
        .unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].code, FindingCode::Gone);
    apply(&salon).await;
    salon.settle().await;
    assert_eq!(salon.marks(id), [PhaseState::Synced; 5]);
    assert!(salon.review().is_empty());
}

#[tokio::test]
async fn block_event_types_are_closed_to_strangers_and_repaired_by_the_smallest_change() {
    let salon = Salon::closed().await.provisioned().await;
    let known = block_types(&salon);
    let slugs: Vec<_> = known.iter().map(|known| known.slug.as_str()).collect();
    assert_eq!(slugs, ["kamm-block-s1", "kamm-block-s2"]);
    let id = EventTypeId::new(known[0].event_type_id);
    let there = salon
        .client()
        .team_event_type(TEAM, id)
        .await
        .into_result()
        .unwrap();
    assert!(there.hidden && there.booking_requires_authentication);
    assert_eq!(there.minimum_booking_notice, Some(0));
    assert_eq!(there.length_in_minutes_options.len(), 120);

    let spoiled = EventTypePatch {
        booking_requires_authentication: Some(false),
        ..EventTypePatch::default()
    };
    let changed = salon
        .client()
        .update_team_event_type(TEAM, id, &spoiled)
        .await;
    changed.into_result().unwrap();
    let found = setup::verify_event_types(&salon.store, &salon.lines(), salon.now())
        .await
        .unwrap();
    let codes: Vec<_> = found.iter().map(|one| one.code).collect();
    assert_eq!(codes, [FindingCode::OpenToStrangers]);
    salon.sim.forget_calls();
    let done = apply(&salon).await;
    let updated = done
        .iter()
        .filter(|step| step.action == ProvisionAction::Update);
    assert_eq!(updated.count(), 1);
    assert_eq!(salon.writes(), 1);
}
