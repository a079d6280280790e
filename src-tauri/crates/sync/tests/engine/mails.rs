//! Whom Cal.com writes to: an organization's team can switch its mails off, and then every booking may carry the customer's own
//! address. Anywhere else a placeholder takes its place.

use calcom::EventType;
use calcom_sim::{DEMO_KEY, World};
use serde_json::json;
use sync::{
    CustomerMails, Preferences, setup,
    view::{FindingCode, MapRemedy},
};

use crate::support::Salon;

const OWN: &str = "@kundin.example";

/// A salon that is a team of an organization.
async fn of_organization() -> Salon {
    let salon = Salon::closed_in(World::friseur1(), "cal_fake_oowner", 4).await;
    opened(salon).await
}

/// The same as a team of its own.
async fn of_its_own() -> Salon {
    opened(Salon::closed_in(World::demo(), DEMO_KEY, 1).await).await
}

async fn opened(salon: Salon) -> Salon {
    let mut salon = salon.provisioned().await;
    salon.start();
    salon.settle().await;
    salon
}

fn want(salon: &Salon, customer_mails: CustomerMails) {
    let decided = Preferences {
        customer_mails,
        ..Preferences::default()
    };
    let save = |tx: &store::Tx<'_>| decided.save(tx, salon.now());
    salon.store.write(save).unwrap();
}

/// The owner carries the event types over; answers how many were changed or made.
async fn apply(salon: &Salon) -> usize {
    let (lines, now, halt) = (salon.lines(), salon.now(), setup::Halt::default());
    let before = salon.sim.calls().len();
    let applied = setup::apply_event_types(&salon.store, &lines, now, &halt, |_| ());
    let applied = applied.await.unwrap();
    assert!(applied.steps.iter().all(|step| step.problem.is_none()));
    let calls = salon.sim.calls();
    let writes = calls[before..].iter().filter(|call| call.method != "GET");
    writes.count()
}

/// The findings about mails.
async fn findings(salon: &Salon) -> Vec<MapRemedy> {
    let found = setup::verify_event_types(&salon.store, &salon.lines(), salon.now()).await;
    let of_mails = found.unwrap().into_iter();
    of_mails
        .filter(|finding| finding.code == FindingCode::Mails)
        .map(|finding| finding.remedy)
        .collect()
}

/// How many customers Cal.com has written to.
fn written_to(salon: &Salon) -> usize {
    let mails = salon.sim.mails().into_iter();
    mails.filter(|address| address.ends_with(OWN)).count()
}

/// Of the live bookings from `start` on: how many carry the customer's own address.
fn own_addresses(salon: &Salon, start: &str) -> usize {
    let start: jiff::Timestamp = start.parse().unwrap();
    let live = salon.live().into_iter();
    live.filter(|booking| booking.start >= start && booking.attendee_email.ends_with(OWN))
        .count()
}

async fn segments(salon: &Salon) -> Vec<EventType> {
    let team = salon
        .client()
        .team_event_types(calcom::TeamId::new(4))
        .await;
    let all = team.into_result().unwrap().items.into_iter();
    all.filter(|one| !one.slug.starts_with("kamm-block"))
        .collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_organizations_team_writes_to_nobody_and_every_booking_has_the_own_address() {
    let salon = of_organization().await;
    want(&salon, CustomerMails::None);
    // Until the switch is known to be off, nobody's own address is risked.
    salon.book(salon.colour, salon.anna, "2026-11-25T08:00:00Z");
    salon.settle().await;
    assert_eq!(
        (
            salon.live().len(),
            own_addresses(&salon, "2026-11-25T00:00:00Z")
        ),
        (4, 0)
    );

    assert_eq!(
        apply(&salon).await,
        10,
        "every segment's event type, no block's"
    );
    assert_eq!(apply(&salon).await, 0, "a second time nothing");
    salon.book(salon.colour, salon.anna, "2026-11-26T08:00:00Z");
    salon.settle().await;
    assert_eq!(own_addresses(&salon, "2026-11-26T00:00:00Z"), 4);
    assert_eq!(written_to(&salon), 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_made_while_nobody_shall_be_written_to_is_made_silent() {
    let salon = Salon::closed_in(World::friseur1(), "cal_fake_oowner", 4).await;
    want(&salon, CustomerMails::None);
    let salon = opened(salon).await;
    let made = segments(&salon).await;
    assert_eq!(made.len(), 10);
    assert!(made.iter().all(EventType::is_silent));
    assert_eq!(findings(&salon).await, []);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_switch_is_taken_back_when_mails_are_wanted_again() {
    let salon = of_organization().await;
    want(&salon, CustomerMails::None);
    apply(&salon).await;
    // What the hosts are told is none of ours.
    let one = segments(&salon).await.remove(0).id;
    let hosts =
        json!({"emailSettings": {"disableEmailsToAttendees": true, "disableEmailsToHosts": true}});
    salon.sim.change_event_type(one.get(), &hosts);

    want(&salon, CustomerMails::First);
    assert_eq!(findings(&salon).await.len(), 10, "and verification knows");
    assert_eq!(apply(&salon).await, 10);
    let there = segments(&salon).await;
    assert!(!there.iter().any(EventType::is_silent));
    let settings = there
        .iter()
        .find(|known| known.id == one)
        .unwrap()
        .email_settings;
    assert!(settings.unwrap().disable_emails_to_hosts);

    salon.book(salon.colour, salon.anna, "2026-11-26T08:00:00Z");
    salon.settle().await;
    assert_eq!(written_to(&salon), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_switch_that_somebody_turned_is_found_and_turned_back() {
    let salon = of_organization().await;
    want(&salon, CustomerMails::None);
    apply(&salon).await;
    let one = segments(&salon).await.remove(0).id;
    let on = json!({"emailSettings": {"disableEmailsToAttendees": false, "disableEmailsToHosts": false}});
    salon.sim.change_event_type(one.get(), &on);
    assert_eq!(findings(&salon).await, [MapRemedy::Apply]);
    assert_eq!(apply(&salon).await, 1);
    assert_eq!(findings(&salon).await, []);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_team_of_its_own_has_no_switch_and_keeps_to_placeholders() {
    let salon = of_its_own().await;
    want(&salon, CustomerMails::None);
    assert_eq!(findings(&salon).await, []);
    assert_eq!(apply(&salon).await, 0);
    salon.book(salon.colour, salon.anna, "2026-11-26T08:00:00Z");
    salon.settle().await;
    assert_eq!((salon.live().len(), written_to(&salon)), (4, 0));
}
