//! Which event types customers book a service on as a whole: a team's one, or one of each stylist's where each has an account of their own.

use jiff::Timestamp;
use salon::{Service, ServiceId, StaffId, plan, team};
use store::{
    Store, services,
    sync::{
        account, event_map,
        whole::{self, Public},
    },
};

use super::{SetupError, read, shelf::Shelves, write};
use crate::lines::Lines;

/// Says on which event type customers book a service; `None`: on none. Bookings that come on it from now on become
/// appointments with all their phases. A stylist's own is theirs alone: the others keep the ones they have.
///
/// # Errors
/// `NotConnected`; `NotPublic` for one that is not the team's or a connected stylist's, is not as long as the service, or stands for a
/// segment; what the server says.
pub async fn link_public(
    store: &Store,
    lines: &Lines,
    service: ServiceId,
    event_type: Option<i64>,
    now: Timestamp,
) -> Result<(), SetupError> {
    let Some(event_type_id) = event_type else {
        return write(store, move |tx| whole::forget_public(tx, service, now)).await;
    };
    let staff = whose(store, lines, service, event_type_id).await?;
    let public = Public {
        event_type_id,
        staff,
    };
    write(store, move |tx| whole::set_public(tx, service, public, now)).await
}

/// Whose an event type is that this service can be booked on; `None`: the team's.
async fn whose(
    store: &Store,
    lines: &Lines,
    service: ServiceId,
    event_type: i64,
) -> Result<Option<StaffId>, SetupError> {
    let (account, service, mapped) = read(store, move |read| {
        let mapped = event_map::of_event_type(read, event_type)?;
        Ok((account::find(read)?, services::find(read, service)?, mapped))
    })
    .await?;
    let shelves = Shelves::look(lines, account).await?;
    let found = shelves.find(event_type);
    match (found, service) {
        (Some((staff, found)), Some(service))
            if mapped.is_none()
                && !found.is_managed_parent()
                && minutes(&service, staff) == Some(found.length_in_minutes) =>
        {
            Ok(staff)
        }
        (_, _) => Err(SetupError::NotPublic),
    }
}

/// How long all of a service takes: usually, or with this stylist. `None` for somebody who cannot lead it.
pub(super) fn minutes(service: &Service, staff: Option<StaffId>) -> Option<u32> {
    let Some(staff) = staff else {
        return Some(service.minutes());
    };
    if !team::leads(service).contains(&staff) {
        return None;
    }
    let usual = Default::default();
    let comb = plan::plan(
        service,
        staff,
        Timestamp::UNIX_EPOCH,
        &usual,
        &Default::default(),
    )
    .ok()?;
    let end = comb.last()?.span.end.duration_since(Timestamp::UNIX_EPOCH);
    u32::try_from(end.as_mins()).ok()
}
