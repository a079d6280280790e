//! Creating, editing and archiving a service.

use std::collections::BTreeSet;

use jiff::Timestamp;
use salon::{
    CatalogueError, Gap, Part, PartDraft, Performer, Segment, SegmentKey, ServiceDraft, ServiceId,
    StaffId,
};
use store::{
    StoreError, Topic, Tx,
    services::{self, Entry},
};

use super::online::online;
use crate::{
    Desk, DeskError,
    facts::Floor,
    sheets::{ArchiveRequest, PartSheet, PerformerSheet, ServiceSaved, ServiceSheet},
};

impl Desk {
    /// Writes a service down: a new one without `id`, else in place of the version that somebody looked at. What is booked stays as
    /// it is; the answer says which appointments to come differ from the new shape.
    ///
    /// # Errors
    /// `unknown_service`, `changed_meanwhile`, `number_taken`, `unknown_staff`, `unknown_colour` and the other faults of a
    /// catalogue entry; the store's.
    pub fn save_service(
        &self,
        sheet: &ServiceSheet,
        now: Timestamp,
    ) -> Result<ServiceSaved, DeskError> {
        let id = self.store.write(|tx| {
            let id = write(tx, sheet)?;
            tx.changed(Topic::Services, Some(id.0), now)?;
            Ok::<_, DeskError>(id)
        })?;
        tracing::info!(service = %id, "service saved");
        self.service_saved(id, now)
    }

    /// Takes a service off the price list, or puts it back. Appointments keep it.
    ///
    /// # Errors
    /// `unknown_service`, `changed_meanwhile`; the store's.
    pub fn archive_service(
        &self,
        request: ArchiveRequest,
        now: Timestamp,
    ) -> Result<ServiceSaved, DeskError> {
        let id = ServiceId(request.id);
        self.store.write(|tx| {
            seen(tx, id, request.version)?;
            match request.archived {
                true => services::archive(tx, id, now)?,
                false => services::restore(tx, id)?,
            }
            Ok::<_, DeskError>(tx.changed(Topic::Services, Some(id.0), now)?)
        })?;
        tracing::info!(service = %id, archived = request.archived, "service archived or restored");
        self.service_saved(id, now)
    }

    /// A service as it stands, and which appointments to come have another shape.
    ///
    /// # Errors
    /// `unknown_service`; the store's.
    pub fn service_sheet(&self, id: i64, now: Timestamp) -> Result<ServiceSaved, DeskError> {
        self.service_saved(ServiceId(id), now)
    }

    fn service_saved(&self, id: ServiceId, now: Timestamp) -> Result<ServiceSaved, DeskError> {
        self.store.read(|read| {
            let entry = services::find_entry(read, id)?;
            let entry = entry.ok_or(DeskError::UnknownService(id.0))?;
            let floor = Floor::load(read)?;
            Ok(ServiceSaved {
                differing: self.differing(read, &floor, &entry.service, now)?,
                service: sheet(&entry),
                online: online(read, &floor, id)?,
            })
        })
    }
}

fn write(tx: &Tx<'_>, sheet: &ServiceSheet) -> Result<ServiceId, DeskError> {
    let floor = Floor::load(tx)?;
    let (id, used, had) = match sheet.id {
        None => (ServiceId(0), BTreeSet::new(), Vec::new()),
        Some(id) => {
            let entry = seen(tx, ServiceId(id), sheet.version)?;
            let had = performers(&entry);
            (
                entry.service.id,
                services::keys_ever_used(tx, entry.service.id)?,
                had,
            )
        }
    };
    let draft = draft(sheet, |staff| {
        // Who left may stay where they are listed, but is not newly entered.
        let listed = had.contains(&StaffId(staff));
        if listed {
            Ok(StaffId(staff))
        } else {
            floor.somebody(staff)
        }
    })?;
    let service = draft.settle(id, used)?;
    let written = match sheet.id {
        None => services::insert(tx, &service, services::last_position(tx)?),
        Some(_) => services::update(tx, &service).map(|()| id),
    };
    written.map_err(number_taken)
}

/// The entry, if it is still as somebody saw it.
fn seen(tx: &Tx<'_>, id: ServiceId, version: u32) -> Result<Entry, DeskError> {
    let entry = services::find_entry(tx, id)?.ok_or(DeskError::UnknownService(id.0))?;
    match entry.version == version {
        true => Ok(entry),
        false => Err(DeskError::ChangedMeanwhile),
    }
}

fn performers(entry: &Entry) -> Vec<StaffId> {
    let segments = entry.service.segments();
    segments
        .flat_map(|one| one.performers.iter().map(|p| p.staff))
        .collect()
}

fn number_taken(error: StoreError) -> DeskError {
    match error.is_duplicate_of("services.number") {
        true => DeskError::NumberTaken,
        false => error.into(),
    }
}

fn draft(
    sheet: &ServiceSheet,
    somebody: impl Fn(i64) -> Result<StaffId, DeskError>,
) -> Result<ServiceDraft, DeskError> {
    let parts = sheet.parts.iter().map(|part| part_draft(part, &somebody));
    Ok(ServiceDraft {
        number: sheet.number,
        name: sheet.name.clone(),
        category: sheet.category.clone(),
        colour: sheet.colour.clone(),
        price_cents: sheet.price_cents,
        public: sheet.public,
        parts: parts.collect::<Result<_, _>>()?,
    })
}

fn part_draft(
    part: &PartSheet,
    somebody: impl Fn(i64) -> Result<StaffId, DeskError>,
) -> Result<PartDraft, DeskError> {
    let performer = |one: &PerformerSheet| {
        Ok::<_, DeskError>(Performer {
            staff: somebody(one.staff_id)?,
            minutes: one.minutes,
        })
    };
    Ok(match part {
        PartSheet::Gap { minutes, bookable } => PartDraft::Gap(Gap {
            minutes: *minutes,
            bookable: *bookable,
        }),
        PartSheet::Segment {
            key,
            name,
            minutes,
            hand_over,
            performers,
        } => PartDraft::Segment {
            key: key.as_deref().map(known_key).transpose()?,
            name: name.clone(),
            minutes: *minutes,
            performers: performers.iter().map(performer).collect::<Result<_, _>>()?,
            hand_over: *hand_over,
        },
    })
}

fn known_key(text: &str) -> Result<SegmentKey, CatalogueError> {
    SegmentKey::parse(text).ok_or(CatalogueError::Key)
}

pub(super) fn sheet(entry: &Entry) -> ServiceSheet {
    let service = &entry.service;
    ServiceSheet {
        id: Some(service.id.0),
        version: entry.version,
        archived: entry.archived_at.is_some(),
        number: service.number,
        name: service.name.clone(),
        category: service.category.clone(),
        colour: service.colour.clone(),
        price_cents: service.price_cents,
        public: service.public,
        parts: service.parts.iter().map(part_sheet).collect(),
    }
}

fn part_sheet(part: &Part) -> PartSheet {
    match part {
        Part::Gap(Gap { minutes, bookable }) => PartSheet::Gap {
            minutes: *minutes,
            bookable: *bookable,
        },
        Part::Segment(Segment {
            key,
            name,
            minutes,
            performers,
            hand_over,
        }) => PartSheet::Segment {
            key: Some(key.to_string()),
            name: name.clone(),
            minutes: *minutes,
            hand_over: *hand_over,
            performers: performers
                .iter()
                .map(|one| PerformerSheet {
                    staff_id: one.staff.0,
                    minutes: one.minutes,
                })
                .collect(),
        },
    }
}
