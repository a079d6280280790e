//! Which appointments lie where somebody does not work any more. They stay booked: a person decides what becomes of them.

use jiff::{SignedDuration, Timestamp};
use salon::{Span, StaffId, civil};
use store::{Read, appointments, customers, hours, phases, services};

use crate::{DeskError, facts::Floor, sheets::AppointmentInTheWay};

/// Nobody plans farther ahead.
const AHEAD: SignedDuration = SignedDuration::from_hours(24 * 400);

/// What `staff` has in `span`.
pub(super) fn of_span(
    read: &Read<'_>,
    floor: &Floor,
    staff: StaffId,
    span: Span,
) -> Result<Vec<AppointmentInTheWay>, DeskError> {
    let theirs = appointments::with_staff(read, staff, span)?;
    theirs.iter().map(|one| told(read, floor, one)).collect()
}

/// What `staff` has from `now` on outside of their hours.
pub(super) fn outside_hours(
    read: &Read<'_>,
    floor: &Floor,
    staff: StaffId,
    now: Timestamp,
) -> Result<Vec<AppointmentInTheWay>, DeskError> {
    let to_come = Span {
        start: now,
        end: now.checked_add(AHEAD).unwrap_or(Timestamp::MAX),
    };
    let date = |instant| civil::date_of(instant, &floor.zone);
    let mut everybody = hours::working_time(read, date(to_come.start), date(to_come.end))?;
    let theirs = everybody.remove(&staff).unwrap_or_default();
    let mut outside = Vec::new();
    for appointment in appointments::with_staff(read, staff, to_come)? {
        let mut phases = phases::of_appointment(read, appointment.id)?.into_iter();
        let works = |span: &Span| theirs.during(span, &floor.zone).covers(span);
        if phases.any(|phase| phase.occupies == Some(staff) && !works(&phase.planned.span)) {
            outside.push(told(read, floor, &appointment)?);
        }
    }
    Ok(outside)
}

fn told(
    read: &Read<'_>,
    floor: &Floor,
    appointment: &appointments::Appointment,
) -> Result<AppointmentInTheWay, DeskError> {
    let customer = customers::find(read, appointment.customer)?;
    let service = services::find(read, appointment.service)?;
    Ok(AppointmentInTheWay {
        id: appointment.id.0,
        start: civil::rfc3339(appointment.when.span.start, &floor.zone),
        customer_name: customer.map(|one| one.name).unwrap_or_default(),
        service_name: service.map(|one| one.name).unwrap_or_default(),
    })
}
