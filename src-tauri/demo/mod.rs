//! The demo: a believable salon on an embedded stand-in for Cal.com, set up along the same paths as a real one.

mod fortnight;
mod people;

use std::time::Duration;

pub use calcom_sim::{DEMO_KEY as KEY, DEMO_OTHERS as OTHERS, demo_key as key_of};
use calcom_sim::{FaultPlan, Sim, World};
use jiff::Timestamp;
use sync::{setup::Halt, view::ConnectRequest};
use vault::{Secret, Vault};

use crate::{
    problem::Problem,
    reception::{Book, Place, Reception, SalonSettings, blocking},
};

/// The demo salon's name and zone, as in the stand-in's team.
const NAME: &str = "Friseur 1";
const ZONE: &str = "Europe/Berlin";
/// Appointments that make a day worth showing.
const ENOUGH: usize = 15;
/// More than the set-up and all that is tried afterwards take in a minute.
const CALLS_PER_MINUTE: u32 = 100_000;
/// What a booking takes on the real server, so that the marks on the screen can be watched.
const LATENCY: Duration = Duration::from_millis(400);

/// A salon that is set up and in step with its stand-in.
pub struct Demo {
    /// Book and engine.
    pub reception: Reception,
    /// The stand-in.
    pub stand_in: Sim,
    /// The first day on which there is enough to see.
    pub shows: String,
}

impl Demo {
    /// Sets the salon up: stand-in, book, key, team, staff, event types, a fortnight of appointments, all of it in Cal.com.
    ///
    /// # Errors
    /// The first step that failed.
    pub async fn set_up(place: Place) -> Result<Self, Problem> {
        let stand_in = serve(None, false).await?;
        // The set-up sends in seconds what a salon sends in a fortnight. Told in the headers, so that the client hurries; and told for good,
        // because by a smaller limit the minute would be used up already, and the first booking would wait for the next one.
        stand_in.set_rate_limit(Some(CALLS_PER_MINUTE));
        let book = blocking(move || open(place)).await??;
        let reception = Reception::start(book, Vault::given(Secret::new(KEY)));
        connect(&reception, &stand_in).await?;
        let shows = fill(&reception.book).await?;
        reception.engine.wait_until_idle().await;
        reception.keep_in_step().await;
        stand_in.set_faults(FaultPlan::latency(LATENCY));
        Ok(Self {
            reception,
            stand_in,
            shows,
        })
    }
}

/// Starts the stand-in with the demo team, on `address` or wherever there is room; `individual`: with the same people, but no team.
///
/// # Errors
/// `no_room` if the address is taken.
pub async fn serve(
    address: Option<std::net::SocketAddr>,
    individual: bool,
) -> Result<Sim, Problem> {
    let world = match individual {
        true => World::demo().community(),
        false => World::demo(),
    };
    let started = match address {
        Some(address) => Sim::start_at(world, address).await,
        None => Sim::start(world).await,
    };
    started
        .map_err(|error| Problem::new("no_room", format!("the stand-in could not start: {error}")))
}

fn open(place: Place) -> Result<Book, Problem> {
    let book = Book::own(place)?;
    let salon = SalonSettings::new(NAME, ZONE)?;
    book.set_up(&salon, true, Timestamp::now())?;
    Ok(book)
}

/// Books the fortnight and answers its first day that is worth showing.
async fn fill(book: &Book) -> Result<String, Problem> {
    let today = ::salon::civil::date_of(Timestamp::now(), &book.salon()?.zone);
    let booked = book
        .at_desk(move |desk, now| fortnight::book(desk, today, now))
        .await?;
    let full = booked.iter().find(|(_, count)| **count >= ENOUGH);
    Ok(full.map_or(today, |(date, _)| *date).to_string())
}

/// As the owner would: key, team, who is who, event types.
async fn connect(reception: &Reception, stand_in: &Sim) -> Result<(), Problem> {
    let request = ConnectRequest {
        base_url: stand_in.base_url(),
        key: None,
        team_id: None,
    };
    reception.account.connect(request).await?;
    reception
        .account
        .apply_event_types(&Halt::default(), |_| ())
        .await
        .map(drop)
}
