//! The ways in which something that was asked for could be done.

use salon::{
    AppointmentId, Chains, Comb, Lengths, Part, PlanError, PlannedPhase, Service, ServiceId,
    StaffId, rebook, team,
};
use store::{
    Read, StoreError,
    appointments::{self, Appointment, Status},
    parked,
    phases::{self, Phase},
    services,
};

use crate::{
    DeskError,
    facts::Floor,
    request::{LengthOverride, ServiceWish},
};

/// The ways to do it, the preferred first, or why there is none.
pub(crate) type Ways = Result<Chains, PlanError>;

pub(crate) fn lengths(lengths: &[LengthOverride]) -> Lengths {
    lengths
        .iter()
        .map(|length| (length.key.clone(), length.minutes))
        .collect()
}

/// A service on sale and what follows it directly, by people who work here; without staff: by whoever can.
///
/// # Errors
/// `UnknownService`, `UnknownStaff`.
pub(crate) fn ways_of_visit(
    read: &Read<'_>,
    floor: &Floor,
    first: &ServiceWish,
    then: &[ServiceWish],
) -> Result<Ways, DeskError> {
    let on_sale = services::all(read)?;
    let mut all = Vec::with_capacity(1 + then.len());
    for wish in std::iter::once(first).chain(then) {
        let lengths = lengths(&wish.lengths);
        let (service, staff) = (wish.service_id, wish.staff_id);
        match combs_of_service(&on_sale, floor, service, staff, &lengths)? {
            Ok(combs) => all.push(combs),
            Err(error) => return Ok(Err(error)),
        }
    }
    Ok(Chains::of(&all))
}

fn combs_of_service(
    on_sale: &[Service],
    floor: &Floor,
    service: i64,
    staff: Option<i64>,
    lengths: &Lengths,
) -> Result<Result<Vec<Comb>, PlanError>, DeskError> {
    let found = on_sale.iter().find(|s| s.id == ServiceId(service));
    let service = found.ok_or(DeskError::UnknownService(service))?;
    let service = by_those_here(service.clone(), floor);
    match staff {
        Some(id) => Ok(team::combs(&service, floor.somebody(id)?, lengths)),
        None => Ok(team::combs_of_any(&service, lengths)),
    }
}

/// An appointment as it is booked.
#[derive(Debug)]
pub(crate) struct Booked {
    pub(crate) appointment: Appointment,
    pub(crate) phases: Vec<Phase>,
    /// It lies in the tray: nobody's time is taken, and any place is another.
    pub(crate) parked: bool,
}

impl Booked {
    /// One that is going to happen, if only at a time that is still looked for.
    ///
    /// # Errors
    /// `UnknownAppointment`; `NotBooked` if it was cancelled or missed.
    pub(crate) fn load(read: &Read<'_>, id: i64) -> Result<Self, DeskError> {
        let booked = Self::whatever_became_of_it(read, id)?;
        match booked.appointment.status {
            Status::Booked => Ok(booked),
            Status::Cancelled if booked.parked => Ok(booked),
            status @ (Status::Cancelled | Status::NoShow) => Err(DeskError::NotBooked(status)),
        }
    }

    /// # Errors
    /// `UnknownAppointment`.
    pub(crate) fn whatever_became_of_it(read: &Read<'_>, id: i64) -> Result<Self, DeskError> {
        let id = AppointmentId(id);
        let found = appointments::find(read, id)?;
        let appointment = found.ok_or(DeskError::UnknownAppointment(id.0))?;
        let phases = phases::of_appointment(read, id)?;
        Ok(Self {
            appointment,
            phases,
            parked: parked::is_in(read, id)?,
        })
    }

    /// Whether these are exactly its phases.
    pub(crate) fn is_placed_as(&self, planned: &[PlannedPhase]) -> bool {
        self.phases.iter().map(|row| &row.planned).eq(planned)
    }

    /// Whether it stands on the sheet exactly like this already; nothing does that lies in the tray.
    pub(crate) fn stands_as(&self, lead: StaffId, planned: &[PlannedPhase]) -> bool {
        !self.parked && self.appointment.when.staff == lead && self.is_placed_as(planned)
    }

    /// The ways to put it somewhere else, the preferred first; `staff` `None`: with whom it is.
    ///
    /// # Errors
    /// `UnknownStaff`.
    pub(crate) fn combs(
        &self,
        read: &Read<'_>,
        floor: &Floor,
        staff: Option<i64>,
        lengths: &Lengths,
    ) -> Result<Result<Vec<Comb>, PlanError>, DeskError> {
        let now_with = self.appointment.when.staff;
        let lead = match staff {
            Some(id) if id != now_with.0 => floor.somebody(id)?,
            Some(_) | None => now_with,
        };
        let service = services::find(read, self.appointment.service)?;
        // A foreign key sees to it.
        let service = service.ok_or(StoreError::Missing("services"))?;
        let service = by_those_here(service, floor);
        Ok(rebook::combs(&service, &self.comb()?, lead, lengths))
    }

    /// What it is made of, without its start.
    ///
    /// # Errors
    /// The store's, for an appointment without phases: no use case writes one.
    pub(crate) fn comb(&self) -> Result<Comb, DeskError> {
        let planned: Vec<_> = self.phases.iter().map(|p| p.planned.clone()).collect();
        let comb = Comb::booked(self.appointment.when.staff, &planned);
        Ok(comb.ok_or(StoreError::Missing("phases"))?)
    }
}

/// Who left the salon performs nothing any more.
pub(crate) fn by_those_here(mut service: Service, floor: &Floor) -> Service {
    for part in &mut service.parts {
        match part {
            Part::Segment(segment) => segment.performers.retain(|p| floor.works_here(p.staff)),
            Part::Gap(_) => {}
        }
    }
    service
}
