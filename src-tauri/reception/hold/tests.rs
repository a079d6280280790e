//! The way of a form, from the first look at a time to its end, with a real desk and a real engine against the stand-in.

use calcom_sim::Sim;
use desk::request::{BookRequest, CheckRequest, CustomerChoice, HoldRequest};
use jiff::{ToSpan, Zoned, civil::Weekday, tz::TimeZone};

use crate::reception::{Reception, fixture};

/// Ten in the morning of a Wednesday to come.
fn ten() -> String {
    let today = Zoned::now().with_time_zone(TimeZone::get("Europe/Berlin").unwrap());
    let next_week = today.date().checked_add(7.days()).unwrap();
    let wednesday = next_week.nth_weekday(1, Weekday::Wednesday).unwrap();
    format!("{wednesday}T10:00")
}

/// A colour with whoever can: several segments, and a cut that follows.
fn colour_and_cut(reception: &Reception) -> HoldRequest {
    let services = reception.book.desk.catalogue().unwrap().services;
    let named = |name: &str| services.iter().find(|one| one.name == name).unwrap().id;
    HoldRequest {
        service_id: named("Balayage"),
        staff_id: None,
        start: ten(),
        lengths: Vec::new(),
        then: vec![desk::request::ServiceWish {
            service_id: named("Herrenschnitt"),
            staff_id: None,
            lengths: Vec::new(),
        }],
        token: None,
    }
}

/// How often Cal.com was asked to reserve, and to give back.
fn calls(sim: &Sim) -> (usize, usize) {
    let counts = sim.call_counts();
    let of = |method: &str, route: &str| {
        let counted = counts.get(&(method.to_owned(), route.to_owned()));
        counted.copied().unwrap_or_default()
    };
    (
        of("POST", "/v2/slots/reservations"),
        of("DELETE", "/v2/slots/reservations/{uid}"),
    )
}

/// Nobody waits for it at the desk, so the test does.
async fn comes_to(sim: &Sim, expected: (usize, usize)) {
    while calls(sim) != expected {
        tokio::task::yield_now().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_time_of_an_open_form_is_hidden_in_calcom_until_it_is_closed_or_booked() {
    let (reception, sim, _home) = fixture::connected().await;
    let place = colour_and_cut(&reception);
    let question = |token: &str| CheckRequest {
        along: Vec::new(),
        appointment_id: None,
        service_id: Some(place.service_id),
        staff_id: None,
        start: place.start.clone(),
        customer_id: None,
        lengths: Vec::new(),
        then: place.then.clone(),
        hold: Some(token.to_owned()),
    };
    let held = reception.hold(place.clone()).await.unwrap();
    let said = reception.ask(question(&held.token)).await.unwrap();
    let segments = said.len() + 1;
    assert!(segments > 2, "{said:?}");
    comes_to(&sim, (segments, 0)).await;

    reception.release_hold(held.token).await.unwrap();
    comes_to(&sim, (segments, segments)).await;

    let held = reception.hold(place.clone()).await.unwrap();
    reception.ask(question(&held.token)).await.unwrap();
    comes_to(&sim, (2 * segments, segments)).await;
    let booking = BookRequest {
        customer: CustomerChoice::New {
            name: "Monika Beispiel".to_owned(),
            phone: None,
            email: None,
        },
        service_id: place.service_id,
        staff_id: None,
        start: place.start.clone(),
        note: String::new(),
        lengths: Vec::new(),
        then: place.then.clone(),
        hold: Some(held.token),
        despite_warnings: true,
        idempotency_key: None,
    };
    reception.book(booking).await.unwrap();
    comes_to(&sim, (2 * segments, 2 * segments)).await;
    reception.engine.wait_until_idle().await;
    assert_eq!(sim.live_bookings().len(), segments);
}
