//! What can be booked, and by whom.

use salon::{Part, Service, team};
use store::services;

use crate::{
    Desk, DeskError,
    candidates::by_those_here,
    facts::Floor,
    view::{CatalogueView, PartView, ServiceView, StaffView},
};

impl Desk {
    /// Services on sale and everybody who works here, each in their order.
    ///
    /// # Errors
    /// The store's.
    pub fn catalogue(&self) -> Result<CatalogueView, DeskError> {
        self.store.read(|read| {
            let floor = Floor::load(read)?;
            let services = services::all(read)?.into_iter();
            let here = floor.staff.iter().filter(|s| s.archived_at.is_none());
            Ok(CatalogueView {
                services: services
                    .map(|s| service(by_those_here(s, &floor)))
                    .collect(),
                staff: here
                    .map(|member| StaffView {
                        id: member.id.0,
                        name: member.name.clone(),
                        role: member.role.as_str().to_owned(),
                        calcom_user_id: member.calcom_user_id,
                    })
                    .collect(),
            })
        })
    }
}

fn service(service: Service) -> ServiceView {
    ServiceView {
        id: service.id.0,
        number: service.number,
        minutes: service.minutes(),
        composite: service.is_composite(),
        parts: parts(&service),
        staff_ids: team::leads(&service).iter().map(|staff| staff.0).collect(),
        name: service.name,
        category: service.category,
        colour: service.colour,
        price_cents: service.price_cents,
    }
}

fn parts(service: &Service) -> Vec<PartView> {
    let mut after = String::new();
    let show = |part: &Part| match part {
        Part::Segment(segment) => {
            after = segment.key.gap_key();
            PartView {
                key: segment.key.to_string(),
                name: segment.name.clone(),
                kind: "segment".to_owned(),
                minutes: segment.minutes,
                bookable: false,
            }
        }
        Part::Gap(gap) => PartView {
            key: after.clone(),
            name: String::new(),
            kind: "gap".to_owned(),
            minutes: gap.minutes,
            bookable: gap.bookable,
        },
    };
    service.parts.iter().map(show).collect()
}
