//! Everything that Cal.com has of the salon.

use calcom::{
    Booking, BookingQuery, Client, EventType, Membership, Order, Schedule, TeamId, Undecodable,
};

use crate::setup::{SetupError, wire::paced};

/// What the server gives at a time.
const PAGE: u8 = 250;
/// No salon has this many pages.
const MOST_PAGES: u32 = 4_000;

/// What was found.
#[derive(Debug, Default)]
pub(super) struct Remote {
    pub(super) event_types: Vec<EventType>,
    pub(super) members: Vec<Membership>,
    pub(super) schedules: Vec<Schedule>,
    /// By start, cancelled ones left out.
    pub(super) bookings: Vec<Booking>,
    /// Bookings that could not be read.
    pub(super) undecodable: Vec<Undecodable>,
}

/// Reads all of it. Nothing is written anywhere.
pub(super) async fn look(client: &Client, team: TeamId) -> Result<Remote, SetupError> {
    let mut remote = Remote {
        event_types: paced(client, || client.team_event_types(team)).await?.items,
        members: paced(client, || client.memberships(team)).await?.items,
        schedules: paced(client, || client.team_schedules(team)).await?.items,
        ..Remote::default()
    };
    for page in 0..MOST_PAGES {
        let query = BookingQuery {
            order: Some(Order::Start),
            take: Some(PAGE),
            skip: page * u32::from(PAGE),
            ..BookingQuery::default()
        };
        let answer = paced(client, || client.list_bookings(&query)).await?;
        let last = answer.returned() < usize::from(PAGE);
        remote.undecodable.extend(answer.undecodable);
        let live = answer.items.into_iter().filter(Booking::is_live);
        remote.bookings.extend(live);
        if last {
            // Pages of a list that changes meanwhile may overlap.
            remote
                .bookings
                .sort_by_key(|booking| (booking.start, booking.id));
            remote.bookings.dedup_by_key(|booking| booking.id);
            return Ok(remote);
        }
    }
    Err(SetupError::NotCalcom)
}
