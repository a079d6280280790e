//! Hours that Cal.com has by another clock than the salon's: said, and never taken for the salon's own.

use store::{
    StoreError, hours,
    settings::{self, ZONE},
};
use sync::{
    rebuild::{preview, rebuild},
    setup,
    view::{FindingCode, OtherClock},
};

use crate::support::Salon;

/// A salon whose machine was never told where it stands.
async fn on_utc(salon: &Salon) {
    move_to(salon, "UTC");
    salon.engine().sync_now().await;
    salon.settle().await;
}

fn move_to(salon: &Salon, zone: &str) {
    let done: Result<(), StoreError> = salon
        .store
        .write(|tx| settings::set(tx, &ZONE, &zone.to_owned()));
    done.unwrap();
}

async fn week(salon: &Salon) -> Result<usize, setup::SetupError> {
    let week = setup::calcom_week(&salon.store, &salon.lines(), salon.anna, salon.now()).await;
    week.map(|week| week.len())
}

#[tokio::test]
async fn hours_of_another_clock_are_not_taken_for_the_salons() {
    let salon = Salon::closed().await.provisioned().await;
    assert!(week(&salon).await.unwrap() > 0);
    move_to(&salon, "Europe/Vienna");
    assert!(week(&salon).await.unwrap() > 0, "the same clock");
    for elsewhere in ["UTC", "Europe/Lisbon", "Africa/Lagos"] {
        move_to(&salon, elsewhere);
        let refused = week(&salon).await.unwrap_err();
        assert_eq!(refused.code(), "other_zone", "{elsewhere}");
        let told = refused.details().unwrap().to_string();
        assert!(told.contains(elsewhere) && told.contains("Europe/Berlin"));
    }
}

#[tokio::test]
async fn whose_hours_go_by_another_clock_is_said_with_what_the_salon_could_live_by() {
    let salon = Salon::closed().await.provisioned().await;
    let look = || setup::other_zones(&salon.store, salon.lines(), salon.now());
    assert_eq!(look().await.unwrap(), None);
    move_to(&salon, "UTC");
    let told = look().await.unwrap().unwrap();
    assert_eq!(told.salon_zone, "UTC");
    let both = vec!["Anna Albrecht".to_owned(), "Mehmet Yilmaz".to_owned()];
    let berlin = OtherClock {
        zone: "Europe/Berlin".to_owned(),
        names: both,
    };
    assert_eq!(told.others, [berlin]);
    assert_eq!(told.all_by.as_deref(), Some("Europe/Berlin"));

    move_to(&salon, "Europe/Berlin");
    salon.sim.set_zone(4, "Europe/London");
    let told = look().await.unwrap().unwrap();
    assert_eq!(told.others.len(), 1);
    assert_eq!(told.others[0].names, ["Mehmet Yilmaz"]);
    assert_eq!(told.all_by, None, "Anna's is the salon's");
}

#[tokio::test]
async fn before_anybody_is_matched_it_is_the_whole_team_that_is_looked_at() {
    let salon = Salon::closed().await;
    setup::connect(&salon.store, &salon.client(), 1, salon.now())
        .await
        .unwrap();
    move_to(&salon, "UTC");
    let told = setup::other_zones(&salon.store, salon.lines(), salon.now()).await;
    let told = told.unwrap().unwrap();
    assert!(told.others[0].names.len() > 2, "{told:?}");
    assert_eq!(told.all_by.as_deref(), Some("Europe/Berlin"));
}

#[tokio::test]
async fn verifying_tells_it_too_from_what_was_read_last_and_with_no_further_call() {
    let salon = Salon::open().await;
    on_utc(&salon).await;
    salon.sim.forget_calls();
    let found = setup::verify_event_types(&salon.store, &salon.lines(), salon.now())
        .await
        .unwrap();
    let of_the_clock = |one: &&sync::view::MapFinding| one.code == FindingCode::OtherZone;
    let names: Vec<_> = found.iter().filter(of_the_clock).collect();
    assert_eq!(names.len(), 2, "{found:?}");
    assert_eq!(names[0].staff_name, "Anna Albrecht");
    assert_eq!(salon.sim.calls().len(), 1);
}

#[tokio::test]
async fn verifying_knows_it_at_once_where_connecting_has_looked() {
    let salon = Salon::closed().await.provisioned().await;
    move_to(&salon, "UTC");
    let told = setup::other_zones(&salon.store, salon.lines(), salon.now()).await;
    assert!(told.unwrap().is_some());
    salon.sim.forget_calls();
    let found = setup::verify_event_types(&salon.store, &salon.lines(), salon.now())
        .await
        .unwrap();
    let codes: Vec<_> = found.iter().map(|one| one.code).collect();
    assert_eq!(codes, [FindingCode::OtherZone; 2]);
    assert_eq!(salon.sim.calls().len(), 1);
}

#[tokio::test]
async fn a_rebuild_leaves_such_hours_out_and_says_whose() {
    let old = Salon::open().await;
    let new = old.new_pc().await;
    move_to(&new, "UTC");
    let lines = new.lines();
    let told = preview(&new.store, &lines, new.now()).await.unwrap();
    assert_eq!(told.with_hours, 0);
    assert!(
        told.other_zone
            .contains(&"Anna Albrecht · Europe/Berlin".to_owned()),
        "{told:?}"
    );
    let done = rebuild(&new.store, &lines, new.now(), |_, _| {}).await;
    assert_eq!(done.unwrap().other_zone, told.other_zone);
    let weekly: Result<_, StoreError> = new.store.read(hours::weekly);
    assert!(weekly.unwrap().is_empty());
}

#[tokio::test]
async fn with_a_key_for_each_stylist_each_is_looked_at() {
    let salon = Salon::individual().await;
    let told = setup::other_zones(&salon.store, salon.lines_of_each(), salon.now()).await;
    assert_eq!(told.unwrap(), None);
    salon.sim.set_zone(4, "America/New_York");
    let told = setup::other_zones(&salon.store, salon.lines_of_each(), salon.now()).await;
    let told = told.unwrap().unwrap();
    assert_eq!(told.others[0].zone, "America/New_York");
    assert_eq!(told.others[0].names, ["Mehmet Yilmaz"]);
}
