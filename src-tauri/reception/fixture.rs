//! A salon for tests: a sample book, connected to a stand-in for Cal.com, every segment bookable.

use calcom_sim::{DEMO_KEY, Sim, World};
use jiff::Timestamp;
use sync::{setup::Halt, view::ConnectRequest};
use vault::{Secret, Vault};

use super::{Book, Place, Reception, SalonSettings};

/// Its reception, its Cal.com, and where its book lies as long as this is kept.
pub(super) async fn connected() -> (Reception, Sim, tempfile::TempDir) {
    let home = tempfile::tempdir().unwrap();
    let sim = Sim::start(World::demo()).await.unwrap();
    sim.run_from(Timestamp::now());
    sim.set_rate_limit(Some(1_000_000));
    let place = Place::new(Some(home.path()), "salon".parse().unwrap()).unwrap();
    let book = Book::own(place).unwrap();
    let salon = SalonSettings::new("Friseur 1", "Europe/Berlin").unwrap();
    book.set_up(&salon, true, Timestamp::now()).unwrap();
    let reception = Reception::start(book, Vault::given(Secret::new(DEMO_KEY)));
    let connect = ConnectRequest {
        base_url: sim.base_url(),
        key: None,
        team_id: Some(1),
    };
    let account = &reception.account;
    account.connect(connect).await.unwrap();
    account
        .apply_event_types(&Halt::default(), |_| ())
        .await
        .unwrap();
    (reception, sim, home)
}
