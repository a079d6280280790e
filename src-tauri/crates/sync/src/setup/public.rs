//! Which event type customers book a service on as a whole.

use calcom::{Client, EventType};
use jiff::Timestamp;
use salon::{Part, Service, ServiceId};
use store::{
    Store, services,
    sync::{account, event_map, whole},
};

use super::{SetupError, read, team_of, wire::paced, write};

/// Says on which event type customers book a service; `None`: on none. Bookings that come on it from now on become
/// appointments with all their phases.
///
/// # Errors
/// `NotConnected`; `NotPublic` for one that is not the team's, is not as long as the service, or stands for a segment; what the
/// server says.
pub async fn link_public(
    store: &Store,
    client: &Client,
    service: ServiceId,
    event_type: Option<i64>,
    now: Timestamp,
) -> Result<(), SetupError> {
    if let Some(event_type) = event_type {
        check(store, client, service, event_type).await?;
    }
    write(store, move |tx| {
        whole::set_public(tx, service, event_type, now)
    })
    .await
}

async fn check(
    store: &Store,
    client: &Client,
    service: ServiceId,
    event_type: i64,
) -> Result<(), SetupError> {
    let (account, service, mapped) = read(store, move |read| {
        let mapped = event_map::of_event_type(read, event_type)?;
        Ok((account::find(read)?, services::find(read, service)?, mapped))
    })
    .await?;
    let team = team_of(account)?;
    let present = paced(client, || client.team_event_types(team)).await?.items;
    let found = present.iter().find(|one| one.id.get() == event_type);
    match (found, service) {
        (Some(found), Some(service)) if mapped.is_none() && holds(found, &service) => Ok(()),
        (_, _) => Err(SetupError::NotPublic),
    }
}

/// Whether a booking on it is as long as the service usually takes.
fn holds(event_type: &EventType, service: &Service) -> bool {
    let minutes: u32 = service.parts.iter().map(minutes).sum();
    !event_type.is_managed_parent() && event_type.length_in_minutes == minutes
}

fn minutes(part: &Part) -> u32 {
    match part {
        Part::Segment(segment) => u32::from(segment.minutes),
        Part::Gap(gap) => u32::from(gap.minutes),
    }
}
