//! Which booked appointments have another shape than their service has today.

use jiff::Timestamp;
use salon::{Chains, Comb, PlanError, Service, adjust, civil};
use store::{
    Read,
    appointments::{self, Appointment},
    customers, phases,
};

use crate::{
    Desk, DeskError,
    candidates::{Booked, by_those_here},
    facts::Floor,
    order::Order,
    sheets::DifferingAppointment,
    show,
    visit::Moved,
};

impl Desk {
    /// Appointments to come that differ from `service` as it is, by start.
    pub(super) fn differing(
        &self,
        read: &Read<'_>,
        floor: &Floor,
        service: &Service,
        now: Timestamp,
    ) -> Result<Vec<DifferingAppointment>, DeskError> {
        let service = by_those_here(service.clone(), floor);
        let mut differing = Vec::new();
        for appointment in appointments::to_come_of_service(read, service.id, now)? {
            let phases = phases::of_appointment(read, appointment.id)?;
            // What came from Cal.com in another shape is the salon's as it is.
            let Some(booked) = Booked {
                appointment,
                phases,
                parked: false,
            }
            .told_apart(&service)?
            else {
                continue;
            };
            differing.push(self.told(read, floor, booked, now)?);
        }
        Ok(differing)
    }

    fn told(
        &self,
        read: &Read<'_>,
        floor: &Floor,
        apart: Apart,
        now: Timestamp,
    ) -> Result<DifferingAppointment, DeskError> {
        let Appointment { id, customer, .. } = apart.booked.appointment;
        let minutes_today = apart
            .today
            .as_ref()
            .ok()
            .and_then(|combs| minutes(combs.first()?));
        let order = apart.order();
        let judgement = self.judge(read, floor, &order, now)?;
        let verdict = judgement.verdict();
        let customer = customers::find(read, customer)?;
        let when = &apart.booked.appointment.when;
        Ok(DifferingAppointment {
            id: id.0,
            start: civil::rfc3339(when.span.start, &floor.zone),
            customer_name: customer.map(|one| one.name).unwrap_or_default(),
            staff_name: floor.name(when.staff),
            minutes: u32::try_from(when.span.minutes()).unwrap_or_default(),
            minutes_today,
            differences: apart
                .differences
                .iter()
                .map(|one| one.as_str().to_owned())
                .collect(),
            booked_anew: apart.booked_anew(),
            refusals: show::reasons(&verdict.refusals, floor),
            warnings: show::reasons(&verdict.warnings, floor),
        })
    }
}

/// An appointment that is not what its service is today.
pub(super) struct Apart {
    pub(super) booked: Booked,
    /// What would make it so, or why nothing does.
    pub(super) today: Result<Vec<Comb>, PlanError>,
    pub(super) differences: Vec<adjust::Difference>,
}

impl Booked {
    /// `None` if it is what `service` is.
    ///
    /// # Errors
    /// The store's, for an appointment without phases.
    pub(super) fn told_apart(self, service: &Service) -> Result<Option<Apart>, DeskError> {
        let comb = self.comb()?;
        let today = adjust::combs(service, &comb);
        let differences = match today.as_ref().map(|combs| combs.first()) {
            Ok(first) => first
                .map(|today| adjust::differences(&comb, today))
                .unwrap_or_default(),
            Err(_) => vec![adjust::Difference::Staff],
        };
        let apart = Apart {
            booked: self,
            today,
            differences,
        };
        Ok((!apart.differences.is_empty()).then_some(apart))
    }
}

impl Apart {
    /// Where it is, in today's shape.
    pub(super) fn order(&self) -> Order {
        Order {
            ways: self.today.clone().map(Chains::single),
            start: self.booked.appointment.when.span.start,
            customer: Some(self.booked.appointment.customer),
            moved: Moved::only(self.booked.appointment.id),
            hold: None,
        }
    }

    /// A booking in Cal.com belongs to the row of its segment: where other segments take the place of those booked, the whole is
    /// cancelled and booked anew.
    pub(super) fn booked_anew(&self) -> bool {
        self.differences.contains(&adjust::Difference::Segments)
    }
}

fn minutes(comb: &Comb) -> Option<u32> {
    u32::try_from(comb.length().as_mins()).ok()
}
