//! Where customers book a service themselves: of one, and all along the price list.

use salon::{ServiceId, civil};
use store::{
    Read,
    services::{self, Entry},
    sync::{publication, whole},
};

use super::service;
use crate::{
    Desk, DeskError,
    facts::Floor,
    sheets::{FailedPublication, ListedService, OnlineSheet, PublicEventType},
};

impl Desk {
    /// All services with where customers book them, those off the list included; in one look, and without holding their appointments
    /// against them.
    ///
    /// # Errors
    /// The store's.
    pub fn price_list(&self) -> Result<Vec<ListedService>, DeskError> {
        self.store.read(|read| {
            let floor = Floor::load(read)?;
            let listed = |entry: &Entry| {
                Ok(ListedService {
                    service: service::sheet(entry),
                    online: online(read, &floor, entry.service.id)?,
                })
            };
            services::entries(read)?.iter().map(listed).collect()
        })
    }
}

/// What the book knows of a service's public event types.
pub(super) fn online(
    read: &Read<'_>,
    floor: &Floor,
    service: ServiceId,
) -> Result<OnlineSheet, DeskError> {
    let public = |one: whole::Public| PublicEventType {
        event_type_id: one.event_type_id,
        staff_name: one.staff.map(|staff| floor.name(staff)),
    };
    let event_types = whole::public_of(read, service)?;
    let tried = publication::find(read, service)?;
    let failed = |one: &publication::Publication| {
        let (code, message) = one.failure.clone()?;
        Some(FailedPublication {
            tried_at: civil::rfc3339(one.tried_at, &floor.zone),
            attempts: one.attempts,
            code,
            message,
        })
    };
    let success = tried.as_ref().and_then(|one| one.success);
    Ok(OnlineSheet {
        event_types: event_types.into_iter().map(public).collect(),
        succeeded_at: success.map(|(_, at)| civil::rfc3339(at, &floor.zone)),
        failure: tried.as_ref().and_then(failed),
    })
}
