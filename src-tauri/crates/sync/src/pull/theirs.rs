//! A booking that did not come from us: an appointment if its event type is one of ours, else time that is taken.

use calcom::Booking;
use jiff::{Timestamp, tz::TimeZone};
use salon::{PhaseKind, PlannedPhase, Span, StaffId};
use serde_json::json;
use store::{
    StoreError, Topic, Tx,
    appointments::{self, NewAppointment, Origin, When},
    blocked::{self, BlockReason, BlockedTime, NewBlockedTime},
    history::{self, Action},
    phases::{self, NewPhase},
    services, settings,
    sync::{BookingState, Mapping, PhaseState, ReviewSubject, booking, event_map, phase, review},
};
use uuid::Uuid;

use super::customer;
use crate::{code::Code, remote};

/// Somebody booked over there.
pub(super) fn unknown(
    tx: &Tx<'_>,
    seen: &Booking,
    over: Timestamp,
    now: Timestamp,
) -> Result<(), StoreError> {
    let mapping = match seen.event_type_id {
        Some(event_type) => event_map::of_event_type(tx, event_type.get())?,
        None => None,
    };
    match (mapping, remote::staff_of(tx, seen)?) {
        (Some(mapping), staff) => appointment(tx, &mapping, staff, seen, now),
        (None, Some(staff)) if seen.end > over => block(tx, staff, seen, now),
        // Over already, or with nobody who works here: another team's business.
        (None, Some(_) | None) => Ok(()),
    }
}

/// A booking that is none of ours is gone: the time is free again.
pub(super) fn gone(tx: &Tx<'_>, uid: &str, now: Timestamp) -> Result<(), StoreError> {
    let Some(block) = blocked::find_by_booking(tx, uid)? else {
        return Ok(());
    };
    blocked::remove(tx, block.id)?;
    review::close_booking(tx, uid, now)?;
    tx.changed(Topic::Staff, Some(block.staff.0), now)
}

/// Blocked time follows its booking.
pub(super) fn move_block(
    tx: &Tx<'_>,
    known: &BlockedTime,
    seen: &Booking,
    now: Timestamp,
) -> Result<(), StoreError> {
    let staff = remote::staff_of(tx, seen)?.unwrap_or(known.staff);
    let same_booking = known.booking_uid.as_deref() == Some(seen.uid.as_str());
    let there = known.span == span(seen) && known.staff == staff;
    if same_booking && there {
        return Ok(());
    }
    if same_booking {
        blocked::move_to(tx, known.id, staff, span(seen))?;
        return tx.changed(Topic::Staff, Some(staff.0), now);
    }
    if let Some(old) = &known.booking_uid {
        gone(tx, old, now)?;
    }
    block(tx, staff, seen, now)
}

fn block(tx: &Tx<'_>, staff: StaffId, seen: &Booking, now: Timestamp) -> Result<(), StoreError> {
    let new = NewBlockedTime {
        staff,
        span: span(seen),
        reason: BlockReason::Calcom,
        note: String::new(),
        booking_uid: Some(seen.uid.as_str().to_owned()),
    };
    let block = blocked::insert(tx, &new)?;
    if let Some(made_at) = seen.created_at {
        blocked::made_at(tx, block, made_at)?;
    }
    let about = ReviewSubject {
        booking_uid: Some(seen.uid.as_str()),
        ..ReviewSubject::default()
    };
    let detail = json!({ "staff_id": staff.0, "start": seen.start.to_string(), "end": seen.end.to_string() });
    let code = Code::UnmappedBooking.as_str();
    review::open(tx, code, about, &detail.to_string(), now)?;
    tx.changed(Topic::Staff, Some(staff.0), now)
}

/// An appointment of one segment. It has no task: there is nothing to be brought in line.
fn appointment(
    tx: &Tx<'_>,
    mapping: &Mapping,
    host: Option<StaffId>,
    seen: &Booking,
    now: Timestamp,
) -> Result<(), StoreError> {
    let staff = host.unwrap_or(mapping.staff);
    let zone = settings::zone(tx)?;
    let civil = TimeZone::get(&zone).unwrap_or(TimeZone::UTC);
    let new = NewAppointment {
        uid: Uuid::now_v7(),
        customer: customer::of(tx, seen, None, now)?,
        service: mapping.service,
        when: When {
            staff,
            span: span(seen),
            civil_start: seen.start.to_zoned(civil).datetime(),
            zone,
        },
        origin: Origin::Calcom,
        note: seen.description.as_str().to_owned(),
        request_key: None,
    };
    let id = appointments::insert(tx, &new, now)?;
    let placed = NewPhase {
        uid: Uuid::now_v7(),
        sequence: 0,
        planned: PlannedPhase {
            key: mapping.segment_key.clone(),
            name: segment_name(tx, mapping)?,
            kind: PhaseKind::Staff { staff },
            span: span(seen),
        },
        takes_time: true,
    };
    let phase = insert(tx, id, placed)?;
    booking::remember(tx, &remote::row(tx, seen, phase, BookingState::Live)?, now)?;
    phase::set(tx, phase, PhaseState::Synced, None, None, now)?;
    let detail = json!({ "to": seen.start.to_string() });
    history::add(tx, id, Origin::Calcom, Action::Booked, &detail, now)?;
    tracing::info!(appointment = %id, "booked in cal.com");
    tx.changed(Topic::Appointments, Some(id.0), now)
}

/// Takes the time if it is free. If it is not, the booking exists all the same: it is shown, and a person decides
/// (see [`overlap`](crate::overlap)).
fn insert(
    tx: &Tx<'_>,
    id: salon::AppointmentId,
    placed: NewPhase,
) -> Result<salon::PhaseId, StoreError> {
    let first =
        |ids: Vec<salon::PhaseId>| ids.first().copied().ok_or(StoreError::Missing("phases"));
    match phases::insert(tx, id, std::slice::from_ref(&placed)) {
        Ok(ids) => first(ids),
        Err(StoreError::Overlap) => {
            let shown = NewPhase {
                takes_time: false,
                ..placed
            };
            first(phases::insert(tx, id, &[shown])?)
        }
        Err(error) => Err(error),
    }
}

fn segment_name(tx: &Tx<'_>, mapping: &Mapping) -> Result<String, StoreError> {
    let service = services::find(tx, mapping.service)?;
    let name = service.as_ref().and_then(|service| {
        let mut segments = service.segments();
        segments.find(|segment| segment.key.as_str() == mapping.segment_key)
    });
    Ok(name.map(|segment| segment.name.clone()).unwrap_or_default())
}

fn span(seen: &Booking) -> Span {
    Span {
        start: seen.start,
        end: seen.end,
    }
}
