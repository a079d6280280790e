//! Everything that Cal.com has of the salon.

use calcom::{
    Booking, BookingQuery, Client, EventType, Membership, Order, Schedule, TeamId, Undecodable,
};

use super::catalogue::Person;
use crate::{
    lines::Lines,
    setup::{SetupError, wire::paced, with_owner},
};

/// What the server gives at a time.
const PAGE: u8 = 250;
/// No salon has this many pages.
const MOST_PAGES: u32 = 4_000;

/// What was found.
#[derive(Debug, Default)]
pub(super) struct Remote {
    /// Who is in the book already, where each stylist has an account of their own: nobody else's can be read.
    pub(super) known: Vec<Person>,
    pub(super) event_types: Vec<EventType>,
    pub(super) members: Vec<Membership>,
    pub(super) schedules: Vec<Schedule>,
    /// By start, cancelled ones left out.
    pub(super) bookings: Vec<Booking>,
    /// Bookings that could not be read.
    pub(super) undecodable: Vec<Undecodable>,
}

/// Reads all of a team. Nothing is written anywhere.
pub(super) async fn look(client: &Client, team: TeamId) -> Result<Remote, SetupError> {
    let mut remote = Remote {
        event_types: paced(client, || client.team_event_types(team)).await?.items,
        members: paced(client, || client.memberships(team)).await?.items,
        schedules: paced(client, || client.team_schedules(team)).await?.items,
        ..Remote::default()
    };
    remote.read_bookings(client).await?;
    Ok(remote)
}

/// The same with the key of each. Whoever cannot be asked would be missing from the book without anybody noticing.
///
/// # Errors
/// `NoKeys`; `KeysMissing` with their names; what the server says.
pub(super) async fn look_with_each(
    lines: &Lines,
    known: Vec<Person>,
) -> Result<Remote, SetupError> {
    if known.is_empty() {
        return Err(SetupError::NoKeys);
    }
    let (mut remote, mut missing) = (Remote::default(), Vec::new());
    for person in &known {
        let read = match lines.of(person.id) {
            Some(client) => remote.read_own(client).await,
            None => Err(SetupError::KeyRefused),
        };
        match read {
            Ok(()) => {}
            Err(SetupError::KeyRefused) => missing.push(person.name.clone()),
            Err(error) => return Err(error),
        }
    }
    if !missing.is_empty() {
        return Err(SetupError::KeysMissing(missing));
    }
    remote.known = known;
    Ok(remote)
}

impl Remote {
    async fn read_own(&mut self, client: &Client) -> Result<(), SetupError> {
        let types = paced(client, || client.own_event_types()).await?.items;
        self.event_types.extend(types.iter().map(with_owner));
        let schedules = paced(client, || client.own_schedules()).await?.items;
        self.schedules.extend(schedules);
        self.read_bookings(client).await
    }

    async fn read_bookings(&mut self, client: &Client) -> Result<(), SetupError> {
        for page in 0..MOST_PAGES {
            let query = BookingQuery {
                order: Some(Order::Start),
                take: Some(PAGE),
                skip: page * u32::from(PAGE),
                ..BookingQuery::default()
            };
            let answer = paced(client, || client.list_bookings(&query)).await?;
            let last = answer.returned() < usize::from(PAGE);
            self.undecodable.extend(answer.undecodable);
            let live = answer.items.into_iter().filter(Booking::is_live);
            self.bookings.extend(live);
            if last {
                // Pages of a list that changes meanwhile may overlap, and several keys may see one booking.
                self.bookings
                    .sort_by_key(|booking| (booking.start, booking.id));
                self.bookings.dedup_by_key(|booking| booking.id);
                return Ok(());
            }
        }
        Err(SetupError::NotCalcom)
    }

    /// Who somebody is here who has an account of their own.
    pub(super) fn owner(&self, event_type: &EventType) -> Option<&Person> {
        let user = event_type.hosts.first()?.user_id.get();
        self.known.iter().find(|person| person.user == Some(user))
    }
}
