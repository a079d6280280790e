//! Event types that stand in Cal.com already become services, without a write over there.

use calcom::{NewEventType, TeamId, UserId};
use sync::{setup, view::FoundService};

use crate::support::Salon;

const TEAM: TeamId = TeamId::new(1);

async fn stands(salon: &Salon, title: &str, slug: &str, minutes: u32, host: i64) -> i64 {
    let new = NewEventType::for_one_host(title, slug, minutes, UserId::new(host));
    let made = salon.client().create_team_event_type(TEAM, &new).await;
    made.into_result().unwrap().event_type.id.get()
}

async fn found(salon: &Salon) -> Vec<FoundService> {
    salon.sim.forget_calls();
    let found = setup::found_services(&salon.store, &salon.lines())
        .await
        .unwrap();
    assert_eq!(salon.writes(), 0, "only looked at");
    found
}

/// Users of the two stylists of the test's book.
async fn users(salon: &Salon) -> [i64; 2] {
    let matches = setup::staff_matches(&salon.store, &salon.client())
        .await
        .unwrap();
    let user = |at: usize| matches[at].user_id.unwrap();
    [user(0), user(1)]
}

#[tokio::test]
async fn what_stands_there_becomes_services_with_lengths_and_performers() {
    let salon = Salon::closed().await.provisioned().await;
    let before = found(&salon).await.len();
    let [first, second] = users(&salon).await;
    stands(&salon, "Strähnen – A Auftragen", "straehnen-1", 40, first).await;
    stands(
        &salon,
        "Strähnen – A Auftragen (kurz)",
        "straehnen-2",
        30,
        second,
    )
    .await;
    stands(&salon, "Strähnen – B Auswaschen", "straehnen-3", 20, first).await;
    stands(&salon, "Bartpflege", "bartpflege", 25, second).await;

    let all = found(&salon).await;
    assert_eq!(
        all.len(),
        before + 2,
        "ours are left out, steps are one service"
    );
    let of = |name: &str| all.iter().find(|one| one.name == name).unwrap();
    let simple = of("Bartpflege");
    assert!(!simple.composite && !simple.linked);
    assert_eq!((simple.parts.len(), simple.parts[0].minutes), (1, 25));
    assert_eq!(simple.parts[0].performers.len(), 1);

    let composite = of("Strähnen");
    assert!(composite.composite);
    let lengths: Vec<_> = composite.parts.iter().map(|part| part.minutes).collect();
    let names: Vec<_> = composite
        .parts
        .iter()
        .map(|part| part.name.as_str())
        .collect();
    assert_eq!(
        (lengths[1], names[0], names[1]),
        (20, "Auftragen", "Auswaschen")
    );
    let own: Vec<_> = composite.parts[0]
        .performers
        .iter()
        .map(|one| one.minutes)
        .collect();
    assert_eq!(
        own.iter().flatten().count(),
        1,
        "one of the two takes another time"
    );
}

#[tokio::test]
async fn a_service_of_the_same_name_is_linked_and_not_doubled() {
    let salon = Salon::closed().await.provisioned().await;
    let [first, _] = users(&salon).await;
    // As long as the service, as the link needs it.
    let id = stands(&salon, "ANSATZFÄRBUNG", "farbe-alt", 160, first).await;
    let all = found(&salon).await;
    let same = all.iter().find(|one| one.event_types == [id]).unwrap();
    assert_eq!((same.same_as, same.linked), (Some(salon.colour.0), false));

    salon.sim.forget_calls();
    let lines = salon.lines();
    let linked = setup::link_found(&salon.store, &lines, salon.colour, &[id], salon.now()).await;
    assert_eq!(linked.unwrap(), 1);
    assert_eq!(salon.writes(), 0);
    let all = found(&salon).await;
    assert!(
        all.iter()
            .find(|one| one.event_types == [id])
            .unwrap()
            .linked
    );
}

#[tokio::test]
async fn a_step_of_one_person_is_linked_to_their_pair() {
    let salon = Salon::closed().await.provisioned().await;
    let [first, _] = users(&salon).await;
    let a = stands(&salon, "Ansatzfärbung – A Auftragen", "alt-a", 30, first).await;
    let b = stands(&salon, "Ansatzfärbung – B Auswaschen", "alt-b", 20, first).await;
    let lines = salon.lines();
    let linked = setup::link_found(&salon.store, &lines, salon.colour, &[a, b], salon.now()).await;
    assert_eq!(linked.unwrap(), 2);
    let grid: Result<_, store::StoreError> = salon.store.read(setup::event_grid);
    let mapped: Vec<_> = grid
        .unwrap()
        .cells
        .iter()
        .filter_map(|cell| cell.event_type_id)
        .collect();
    assert!(mapped.contains(&a) && mapped.contains(&b));
}

#[tokio::test]
async fn hosts_who_are_nobody_here_are_named() {
    let salon = Salon::closed().await.provisioned().await;
    let [first, second] = users(&salon).await;
    let members = salon
        .client()
        .memberships(TEAM)
        .await
        .into_result()
        .unwrap()
        .items;
    let stranger = members
        .iter()
        .map(|member| member.user_id.get())
        .find(|user| *user != first && *user != second);
    let Some(stranger) = stranger else {
        panic!("a third member of the team")
    };
    let id = stands(&salon, "Dauerwelle", "dauerwelle", 90, stranger).await;
    let all = found(&salon).await;
    let one = all.iter().find(|one| one.event_types == [id]).unwrap();
    assert_eq!((one.unmatched.len(), one.parts[0].performers.len()), (1, 0));
}
