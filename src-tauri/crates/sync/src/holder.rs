//! Who has the time that Cal.com does not have free any more, as far as the book knows.

use jiff::tz::TimeZone;
use salon::civil;
use store::{
    Read, StoreError,
    appointments::{self, Origin},
    phases, services, settings, staff,
    sync::{
        ReviewRow,
        overlap::{self, Claim, Party},
    },
};

use crate::{code::Code, view::TakenBy};

/// For a segment whose time was taken: the first of those who stand in its way in Cal.com. `None`: nobody that the book knows.
pub(crate) fn of(read: &Read<'_>, row: &ReviewRow) -> Result<Option<TakenBy>, StoreError> {
    let (Some(own), Some(phase)) = (row.appointment, row.phase) else {
        return Ok(None);
    };
    if row.code != Code::SlotTaken.as_str() {
        return Ok(None);
    }
    let Some(phase) = phases::find(read, phase)? else {
        return Ok(None);
    };
    let (whose, when) = (phase.planned.kind.staff(), phase.planned.span);
    let own = Party::Appointment(own);
    let others = overlap::claims_during(read, whose, when)?.into_iter();
    let in_the_way = others.filter(|claim| claim.party != own && is_there(claim));
    let Some(first) = in_the_way.min_by_key(|claim| claim.span.start) else {
        return Ok(None);
    };
    let zone = TimeZone::get(&settings::zone(read)?).unwrap_or(TimeZone::UTC);
    let appointment = match first.party {
        Party::Appointment(id) => appointments::find(read, id)?,
        Party::Booking(_) => None,
    };
    let service = match &appointment {
        Some(appointment) => services::find(read, appointment.service)?,
        None => None,
    };
    Ok(Some(TakenBy {
        staff_name: staff::find(read, whose)?.map_or_else(String::new, |member| member.name),
        from: civil::clock(first.span.start, &zone),
        to: civil::clock(first.span.end, &zone),
        made_online: appointment
            .as_ref()
            .is_none_or(|appointment| appointment.origin == Origin::Calcom),
        appointment_id: appointment.map(|appointment| appointment.id.0),
        service_name: service.map(|service| service.name),
    }))
}

/// What is only in the book is no reason for Cal.com.
fn is_there(claim: &Claim) -> bool {
    match claim.party {
        Party::Booking(_) => true,
        Party::Appointment(_) => claim.booking_id.is_some(),
    }
}
