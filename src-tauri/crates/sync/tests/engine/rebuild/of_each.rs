//! Where each stylist has an account of their own, with the key of each.

use calcom_sim::demo_key;
use store::{StoreError, services};
use sync::{
    Lines,
    rebuild::{preview, rebuild},
    setup,
    view::{ProvisionAction, ProvisionStep},
};

use super::{assert_same, uid};
use crate::support::{
    Salon,
    times::{NINE, NOON},
};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn with_a_key_for_each_the_book_comes_back_from_all_of_them() {
    let old = Salon::individual().await;
    let both = old.book(old.colour, old.anna, NINE);
    old.hand_over(both, "C", old.mehmet);
    let his = old.book(old.cut, old.mehmet, NOON);
    old.settle().await;
    old.sim.forget_calls();

    let mut new = old.new_pc_of_each().await;
    let refused = preview(&new.store, &new.lines(), new.now()).await;
    assert_eq!(refused.unwrap_err().code(), "no_staff_keys");
    // In whatever order they are connected.
    let rows = [
        new.take_on(&demo_key("mehmet")).await.unwrap(),
        new.take_on(&demo_key("anna")).await.unwrap(),
    ];
    assert_eq!(rows, [old.mehmet, old.anna], "the rows of the event types");
    let told = rebuild(&new.store, &new.lines_of_each(), new.now(), |_, _| {})
        .await
        .unwrap();
    assert_eq!((told.staff, told.with_hours, told.services), (2, 2, 2));
    assert_eq!((told.appointments, told.without_key), (2, 0));
    assert_same(&new, &old, &[both, his]);
    assert_eq!(old.writes(), 0);
    assert!(new.review().is_empty(), "{:?}", new.codes());

    // It is the same salon: nothing is to be made, and the desk goes on.
    let plan = setup::plan_event_types(&new.store, &new.lines_of_each()).await;
    let to_do = |step: &ProvisionStep| step.action != ProvisionAction::Keep;
    let to_do: Vec<_> = plan.unwrap().into_iter().filter(to_do).collect();
    assert_eq!(to_do, []);
    new.start();
    new.settle().await;
    let name = uid(&old, his);
    let found: Result<_, StoreError> = new
        .store
        .read(|read| store::appointments::find_by_uid(read, name));
    new.shift(
        found.unwrap().unwrap().id,
        new.mehmet,
        "2026-11-25T12:00:00Z",
    );
    new.settle().await;
    assert!(new.review().is_empty(), "{:?}", new.codes());
    assert_eq!(old.live().len(), 5);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn with_a_key_for_each_a_missing_one_is_told_and_a_refused_one_stops_the_rebuild() {
    let mut old = Salon::individual().await;
    // A booking tells who does what as it was when it was made.
    old.stop().await;
    let both = old.book(old.colour, old.anna, NINE);
    old.hand_over(both, "C", old.mehmet);
    old.start();
    old.settle().await;

    let hers = old.new_pc_of_each().await;
    hers.take_on(&demo_key("anna")).await.unwrap();
    let only_hers = |desk: &Salon| {
        Lines::of_each(
            desk.client(),
            [(desk.anna, desk.client_with(&demo_key("anna")))],
        )
    };
    let told = rebuild(&hers.store, &only_hers(&hers), hers.now(), |_, _| {}).await;
    let told = told.unwrap();
    assert_eq!((told.staff, told.appointments, told.without_key), (1, 1, 1));

    let new = old.new_pc_of_each().await;
    for name in ["anna", "mehmet"] {
        new.take_on(&demo_key(name)).await.unwrap();
    }
    old.sim.revoke_key(&demo_key("mehmet"));
    let refused = rebuild(&new.store, &new.lines_of_each(), new.now(), |_, _| {}).await;
    let refused = refused.unwrap_err();
    assert_eq!(refused.code(), "staff_keys_missing");
    assert_eq!(refused.details().unwrap()["names"][0], "Mehmet Yilmaz");
    let services: Result<_, StoreError> = new.store.read(services::all);
    assert_eq!(services.unwrap(), []);
}
