//! Event types of each stylist's own: for the segments, and for what customers book a service on.

use super::{apply, event_type, from_there, own_types};
use std::collections::BTreeMap;

use calcom::{EventTypePatch, NewEventType, UserId};
use calcom_sim::{NewBooking as Act, demo_key};
use salon::StaffId;
use store::sync::{block_type, event_map, whole};
use sync::{
    Lines, setup,
    view::{Publications, PublishedHow},
};

use crate::support::{
    Salon,
    times::{NINE, at},
};

async fn publish(salon: &Salon, adopt: bool) -> Result<Publications, setup::SetupError> {
    let lines = salon.lines_of_each();
    setup::publish_service(&salon.store, &lines, salon.colour, adopt, salon.now()).await
}

/// The event types that customers book the colour on, by stylist.
fn public(salon: &Salon) -> Vec<(Option<StaffId>, i64)> {
    let found: Result<_, store::StoreError> = salon
        .store
        .read(|read| whole::public_of(read, salon.colour));
    let found = found.unwrap().into_iter();
    found.map(|one| (one.staff, one.event_type_id)).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn customers_book_a_service_with_each_stylist_on_an_event_type_of_their_own() {
    let salon = Salon::individual().await;
    salon.poll().await;
    let told = publish(&salon, false).await.unwrap();
    let done: Vec<_> = told
        .done
        .iter()
        .map(|one| {
            (
                one.staff_name.as_deref(),
                one.what,
                one.slug.as_str(),
                one.minutes,
            )
        })
        .collect();
    let created = PublishedHow::Created;
    let expected = [
        (Some("Anna Albrecht"), created, "ansatzfaerbung", 160),
        (Some("Mehmet Yilmaz"), created, "ansatzfaerbung", 160),
    ];
    assert_eq!(done, expected);
    salon.sim.forget_calls();
    let again = publish(&salon, false).await.unwrap();
    assert!(
        again
            .done
            .iter()
            .all(|one| one.what == PublishedHow::Updated)
    );
    assert_eq!(salon.writes(), 2, "one call each");

    let known = public(&salon);
    let (with, his) = known[1];
    assert_eq!(with, Some(salon.mehmet));
    let act = Act {
        event_type_id: his,
        start: at(NINE),
        minutes: None,
        name: "Otto Online".to_owned(),
        email: "otto@kunde.example".to_owned(),
        metadata: BTreeMap::new(),
    };
    salon.sim.book(act).unwrap();
    salon.sim.forget_calls();
    salon.poll().await;
    assert_eq!(from_there(&salon), [(salon.mehmet, at(NINE))]);
    assert_eq!((salon.writes(), salon.codes()), (0, Vec::<String>::new()));
    let found = setup::found_services(&salon.store, &salon.lines_of_each()).await;
    let linked = found.unwrap().into_iter().all(|one| one.linked);
    assert!(linked, "what it made is known");
}

#[tokio::test]
async fn a_service_goes_to_those_who_have_a_key_and_the_others_are_named() {
    let salon = Salon::individual().await;
    salon.sim.revoke_key(&demo_key("anna"));
    let refused = publish(&salon, false).await.unwrap_err();
    assert_eq!(refused.code(), "key_refused");
    let [(only, his)] = public(&salon)[..] else {
        panic!("his alone")
    };
    assert_eq!(only, Some(salon.mehmet));

    setup::disconnect_staff(&salon.store, salon.anna, salon.now())
        .await
        .unwrap();
    let lines = Lines::of_each(
        salon.client(),
        [(salon.mehmet, salon.client_with(&demo_key("mehmet")))],
    );
    let told = setup::publish_service(&salon.store, &lines, salon.colour, false, salon.now());
    let told = told.await.unwrap();
    assert_eq!(told.without_key, ["Anna Albrecht"]);
    assert_eq!(told.done[0].event_type_id, his);

    setup::disconnect_staff(&salon.store, salon.mehmet, salon.now())
        .await
        .unwrap();
    assert_eq!(public(&salon), [], "gone with the key");
}

/// An event type that stands on somebody's own shelf, as they made it.
async fn stands(salon: &Salon, username: &str, title: &str, minutes: u32) -> i64 {
    let client = salon.client_with(&demo_key(username));
    let slug = title.to_lowercase().replace(' ', "-");
    let new = NewEventType::for_one_host(title, &slug, minutes, UserId::new(1)).own();
    let made = client.create_own_event_type(&new).await;
    made.into_result().unwrap().id.get()
}

#[tokio::test]
async fn what_stands_with_several_under_one_name_is_one_service() {
    let salon = Salon::individual().await;
    let hers = stands(&salon, "anna", "Bartpflege", 25).await;
    let his = stands(&salon, "mehmet", "Bartpflege", 20).await;
    let alone = stands(&salon, "mehmet", "Rasur", 15).await;
    stands(&salon, "anna", "Strähnen – A Auftragen", 40).await;
    stands(&salon, "mehmet", "Strähnen – A Auftragen", 40).await;
    stands(&salon, "anna", "Strähnen – B Auswaschen", 20).await;
    salon.sim.forget_calls();
    let lines = salon.lines_of_each();
    let found = setup::found_services(&salon.store, &lines).await.unwrap();
    assert_eq!(salon.writes(), 0, "only looked at");
    let told: Vec<_> = found
        .iter()
        .map(|one| {
            (
                one.name.as_str(),
                one.event_types.len(),
                one.unmatched.len(),
            )
        })
        .collect();
    assert_eq!(
        told,
        [("Bartpflege", 2, 0), ("Strähnen", 3, 0), ("Rasur", 1, 0)]
    );
    let performers: Vec<_> = found[0].parts[0]
        .performers
        .iter()
        .map(|one| (one.staff_id, one.own_event_type))
        .collect();
    let expected = [(salon.anna.0, Some(hers)), (salon.mehmet.0, Some(his))];
    assert_eq!(performers, expected);
    assert_eq!(found[2].event_types, [alone]);
}

#[tokio::test]
async fn what_stands_with_each_is_linked_as_what_customers_book_a_service_on() {
    let salon = Salon::individual().await;
    let hers = stands(&salon, "anna", "Ansatzfärbung", 160).await;
    let his = stands(&salon, "mehmet", "Ansatzfärbung", 160).await;
    let short = stands(&salon, "mehmet", "Farbe kurz", 90).await;
    let lines = salon.lines_of_each();
    let (colour, now) = (salon.colour, salon.now());
    let refused = setup::link_public(&salon.store, &lines, colour, Some(short), now).await;
    assert_eq!(refused.unwrap_err().code(), "not_a_public_event_type");
    let linked = setup::link_found(&salon.store, &lines, colour, &[hers, his], now).await;
    assert_eq!(linked.unwrap(), 2);
    let both = [(Some(salon.anna), hers), (Some(salon.mehmet), his)];
    assert_eq!(public(&salon), both);
    setup::link_public(&salon.store, &lines, colour, None, now)
        .await
        .unwrap();
    assert_eq!(public(&salon), []);
}

#[tokio::test]
async fn event_types_are_each_stylists_own_and_a_second_run_writes_nothing() {
    let salon = Salon::individual().await;
    // Four segments and one, and what holds their time.
    for username in ["anna", "mehmet"] {
        let types = own_types(&salon, username).await;
        assert_eq!(types.len(), 6, "{username}");
        for one in types {
            assert!(one.hidden && one.booking_requires_authentication, "{one:?}");
            assert_eq!(one.minimum_booking_notice, Some(0));
        }
    }
    assert_eq!(salon.store.read(event_map::all).unwrap().len(), 10);
    assert_eq!(salon.store.read(block_type::all).unwrap().len(), 2);
    assert_eq!(apply(&salon).await, 0);
    let lines = salon.lines_of_each();
    let found = setup::verify_event_types(&salon.store, &lines, salon.now()).await;
    assert_eq!(found.unwrap(), []);
}

#[tokio::test]
async fn what_a_stylist_changed_is_found_and_put_right_with_one_call() {
    let salon = Salon::individual().await;
    let client = salon.client_with(&demo_key("mehmet"));
    let id = calcom::EventTypeId::new(event_type(&salon, salon.mehmet));
    let longer = EventTypePatch {
        length_in_minutes: Some(35),
        ..EventTypePatch::default()
    };
    client
        .update_own_event_type(id, &longer)
        .await
        .into_result()
        .unwrap();
    let lines = salon.lines_of_each();
    let found = setup::verify_event_types(&salon.store, &lines, salon.now())
        .await
        .unwrap();
    let told: Vec<_> = found
        .iter()
        .map(|one| (one.code, one.staff_name.as_str()))
        .collect();
    assert_eq!(
        told,
        [(sync::view::FindingCode::WrongLength, "Mehmet Yilmaz")]
    );
    assert_eq!(apply(&salon).await, 1);
    assert_eq!(
        setup::verify_event_types(&salon.store, &lines, salon.now())
            .await
            .unwrap(),
        []
    );
}

#[tokio::test]
async fn what_was_made_without_being_noted_is_found_again_by_its_slug() {
    let salon = Salon::individual().await;
    let forgotten: Result<(), store::StoreError> = salon.store.write(|tx| {
        let all = event_map::all(tx)?;
        for pair in all.iter().filter(|pair| pair.staff == salon.anna) {
            event_map::take_out(tx, pair.service, &pair.segment_key, pair.staff, salon.now())?;
        }
        Ok(())
    });
    forgotten.unwrap();
    assert_eq!(apply(&salon).await, 0, "adopted");
    assert_eq!(salon.store.read(event_map::all).unwrap().len(), 10);
    assert_eq!(own_types(&salon, "anna").await.len(), 6);
}
