//! With an account for each stylist, time that is not sold is held with the key of whose time it is.

use calcom_sim::{FaultKind, FaultPlan, FaultRule, demo_key};
use jiff::SignedDuration;
use sync::{setup, view::Remedy};

use crate::{
    blocks::{blocks, online, places},
    days::stretches,
    lifted::see_to_it,
    support::{
        Salon,
        times::{ELEVEN, EVENING, NOON, ONE, TEN},
    },
};

/// A key for each of the two, and what each of them has been told.
async fn individual() -> Salon {
    let salon = Salon::individual().await;
    salon.compare().await;
    salon.sim.forget_calls();
    salon
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn with_a_key_for_each_time_off_is_held_with_the_key_of_whose_it_is() {
    let salon = individual().await;
    let hers = salon.take_off(salon.anna, TEN, ONE);
    salon.take_off(salon.mehmet, NOON, ONE);
    salon.settle().await;
    assert_eq!(places(&salon), stretches(&[(TEN, ONE), (NOON, ONE)]));
    let hosts: Vec<_> = blocks(&salon)
        .into_iter()
        .flat_map(|block| block.host_ids)
        .collect();
    assert_eq!(hosts, [3, 4]);
    assert!(online(&salon, salon.anna, ELEVEN).is_err());
    assert!(online(&salon, salon.mehmet, ELEVEN).is_ok());

    salon.sim.forget_calls();
    salon.poll().await;
    salon.compare().await;
    assert_eq!(salon.writes(), 0, "no news and no stranger");
    salon.give_back(hers);
    salon.settle().await;
    assert_eq!(places(&salon), stretches(&[(NOON, ONE)]));
    assert!(online(&salon, salon.anna, NOON).is_ok());
    assert!(salon.review().is_empty(), "{:?}", salon.codes());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn with_a_key_for_each_a_lost_block_is_found_and_one_called_off_by_hand_is_told() {
    let salon = individual().await;
    let lost = FaultRule::on("POST", "/v2/bookings", 1.0, FaultKind::DropAfterCommit);
    salon.sim.set_faults(FaultPlan::rules(1, [lost.at_most(1)]));
    salon.take_off(salon.anna, TEN, ONE);
    salon.settle().await;
    assert_eq!(places(&salon), stretches(&[(TEN, ONE)]));
    assert_eq!(salon.creates(), 1);

    let uid = blocks(&salon)[0].uid.clone();
    salon.sim.cancel(&uid, "mal eben").unwrap();
    salon.poll().await;
    assert_eq!(salon.codes(), ["block_lifted"]);
    see_to_it(&salon, Remedy::Retry).await;
    assert_eq!(places(&salon), stretches(&[(TEN, ONE)]));
    assert!(salon.review().is_empty(), "{:?}", salon.codes());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn time_off_of_whose_key_is_refused_waits_for_another_and_holds_up_nobody() {
    let salon = individual().await;
    salon.sim.revoke_key(&demo_key("anna"));
    salon.take_off(salon.anna, TEN, ONE);
    salon.take_off(salon.mehmet, NOON, ONE);
    salon.settle().await;
    assert_eq!(places(&salon), stretches(&[(NOON, ONE)]));
    assert_eq!(salon.codes(), ["staff_key"]);
    assert_eq!(
        salon.review()[0].staff_name.as_deref(),
        Some("Anna Albrecht")
    );
    salon.pass(SignedDuration::from_mins(1));
    salon.sim.add_key("cal_demo_another_of_anna", 3);
    salon
        .connect_staff(salon.anna, "cal_demo_another_of_anna")
        .await
        .unwrap();
    salon.settle().await;
    assert_eq!(places(&salon), stretches(&[(TEN, ONE), (NOON, ONE)]));
    assert!(salon.review().is_empty(), "{:?}", salon.codes());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_held_of_whoever_gives_up_their_key_stays_and_is_seen_to_once_they_are_back() {
    let salon = individual().await;
    let off = salon.take_off(salon.anna, TEN, ONE);
    salon.settle().await;
    setup::disconnect_staff(&salon.store, salon.anna, salon.now())
        .await
        .unwrap();
    salon.settle().await;
    salon.give_back(off);
    salon.take_off(salon.anna, ONE, EVENING);
    salon.compare().await;
    let held = stretches(&[(TEN, ONE)]);
    assert_eq!(places(&salon), held, "as with all of their bookings");
    assert!(salon.review().is_empty(), "{:?}", salon.codes());

    salon.pass(SignedDuration::from_mins(1));
    salon
        .connect_staff(salon.anna, &demo_key("anna"))
        .await
        .unwrap();
    let (lines, halt) = (salon.lines_of_each(), setup::Halt::default());
    setup::apply_event_types(&salon.store, &lines, salon.now(), &halt, |_| ())
        .await
        .unwrap();
    salon.compare().await;
    assert_eq!(places(&salon), stretches(&[(ONE, EVENING)]));
    assert!(salon.review().is_empty(), "{:?}", salon.codes());
}
