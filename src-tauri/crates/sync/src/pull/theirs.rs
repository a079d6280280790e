//! A booking that did not come from us: an appointment if its event type is one of ours, else time that is taken. With whom it
//! is, is never guessed.

use calcom::{Booking, EventTypeId};
use jiff::{Timestamp, tz::TimeZone};
use salon::{AppointmentId, PhaseId, PhaseKind, PlannedPhase, ServiceId, Span, StaffId};
use serde_json::json;
use store::{
    StoreError, Topic, Tx,
    appointments::{self, NewAppointment, Origin, When},
    blocked::{self, BlockReason, BlockedTime, NewBlockedTime},
    history::{self, Action},
    phases::{self, NewPhase},
    services, settings,
    sync::{
        BookingState, Mapping, PhaseState, ReviewSubject, booking, event_map, phase, review, whole,
    },
};
use uuid::Uuid;

use super::customer;
use crate::{code::Code, metadata::Carried, remote, review::DISMISSED};

/// Somebody booked over there.
pub(super) fn unknown(
    tx: &Tx<'_>,
    seen: &Booking,
    over: Timestamp,
    now: Timestamp,
) -> Result<(), StoreError> {
    let staff = remote::staff_of(tx, seen)?;
    if staff.is_some() {
        known_again(tx, seen.uid.as_str(), now)?;
    }
    let Some(event_type) = seen.event_type_id.map(EventTypeId::get) else {
        return nobodys(tx, staff, seen, over, now);
    };
    if let Some(mapping) = event_map::of_event_type(tx, event_type)? {
        return match staff {
            Some(staff) => segment(tx, &mapping, staff, seen, now),
            None => with_a_stranger(tx, seen, over, now),
        };
    }
    match (whole::service_of(tx, event_type)?, staff) {
        (Some(service), Some(staff)) => {
            let taken = in_one(tx, (service, staff, event_type), seen, now)?;
            if taken {
                Ok(())
            } else {
                nobodys(tx, Some(staff), seen, over, now)
            }
        }
        (Some(_), None) => with_a_stranger(tx, seen, over, now),
        (None, _) => nobodys(tx, staff, seen, over, now),
    }
}

/// One of our services, with somebody whom we do not know: nobody's time is blocked, and a person is told once.
fn with_a_stranger(
    tx: &Tx<'_>,
    seen: &Booking,
    over: Timestamp,
    now: Timestamp,
) -> Result<(), StoreError> {
    let uid = seen.uid.as_str();
    let code = Code::HostUnknown.as_str();
    let detail =
        json!({ "start": seen.start.to_string(), "end": seen.end.to_string() }).to_string();
    if seen.end <= over || review::is_said(tx, code, Some(uid), &detail, DISMISSED)? {
        return Ok(());
    }
    let about = ReviewSubject {
        booking_uid: Some(uid),
        ..ReviewSubject::default()
    };
    review::open(tx, code, about, &detail, now)
}

/// Its host is one of ours by now, or it is gone.
fn known_again(tx: &Tx<'_>, uid: &str, now: Timestamp) -> Result<(), StoreError> {
    review::close_about_booking(tx, Code::HostUnknown.as_str(), uid, now)
}

/// None of our services.
fn nobodys(
    tx: &Tx<'_>,
    staff: Option<StaffId>,
    seen: &Booking,
    over: Timestamp,
    now: Timestamp,
) -> Result<(), StoreError> {
    match staff {
        Some(staff) if seen.end > over => block(tx, staff, seen, now),
        // Over already, or with nobody who works here: told for all of them at once, see `foreign`.
        Some(_) | None => Ok(()),
    }
}

/// A service booked as a whole. `false`: its phases do not fill the time, and nothing is guessed.
fn in_one(
    tx: &Tx<'_>,
    (service, staff, event_type): (ServiceId, StaffId, i64),
    seen: &Booking,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let Some(comb) = crate::whole::comb(tx, service, staff, span(seen))? else {
        return Ok(false);
    };
    let id = appointment(tx, (service, staff), comb, seen, now)?;
    crate::whole::take_in(tx, id, name(seen), (event_type, staff, span(seen)))?;
    Ok(true)
}

/// A segment alone: an appointment of one.
fn segment(
    tx: &Tx<'_>,
    mapping: &Mapping,
    staff: StaffId,
    seen: &Booking,
    now: Timestamp,
) -> Result<(), StoreError> {
    let planned = PlannedPhase {
        key: mapping.segment_key.clone(),
        name: segment_name(tx, mapping)?,
        kind: PhaseKind::Staff { staff },
        span: span(seen),
    };
    appointment(tx, (mapping.service, staff), vec![planned], seen, now)?;
    Ok(())
}

/// A booking that is none of ours is gone: the time is free again.
pub(super) fn gone(tx: &Tx<'_>, uid: &str, now: Timestamp) -> Result<(), StoreError> {
    known_again(tx, uid, now)?;
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
    let staff = match remote::staff_of(tx, seen)? {
        Some(staff) => staff,
        None if seen.hosts.is_empty() => known.staff,
        // Given to somebody who does not work here.
        None => return gone(tx, known.booking_uid.as_deref().unwrap_or_default(), now),
    };
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

/// The world in which bookings made in Cal.com have their names.
const MADE_THERE: Uuid = Uuid::from_u128(0x6f0c_8a0e_52b7_4c39_9d1e_2f64_b1a7_c385);

/// What every desk calls the appointment of a booking that was made in Cal.com, however often it was moved before the desk saw
/// it: a desk that books it anew sends that name along, and the others have to know whose it is.
pub(super) fn name(seen: &Booking) -> Uuid {
    if let Some(sent_along) = Carried::read(&seen.metadata).and_then(|carried| carried.whole) {
        return sent_along;
    }
    let lasting = match seen.calendar_uid.as_str() {
        "" => seen.uid.as_str(),
        same_through_all_moves => same_through_all_moves,
    };
    Uuid::new_v5(&MADE_THERE, lasting.as_bytes())
}

/// An appointment whose one booking is the first segment's. It has no task: there is nothing to be brought in line.
fn appointment(
    tx: &Tx<'_>,
    (service, staff): (ServiceId, StaffId),
    comb: Vec<PlannedPhase>,
    seen: &Booking,
    now: Timestamp,
) -> Result<AppointmentId, StoreError> {
    let zone = settings::zone(tx)?;
    let civil = TimeZone::get(&zone).unwrap_or(TimeZone::UTC);
    // A service booked as a whole is another appointment once it is split, and says so under another name.
    let uid = match comb.as_slice() {
        [_] => name(seen),
        _ => Uuid::now_v7(),
    };
    let customer = Carried::read(&seen.metadata).and_then(|carried| carried.customer);
    let new = NewAppointment {
        uid,
        customer: customer::of(tx, seen, customer, now)?,
        service,
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
    let phases = insert(tx, (id, uid), comb)?;
    let first = *phases.first().ok_or(StoreError::Missing("phases"))?;
    booking::remember(tx, &remote::row(tx, seen, first, BookingState::Live)?, now)?;
    for at_work in phases {
        phase::set(tx, at_work, PhaseState::Synced, None, None, now)?;
    }
    let detail = json!({ "to": seen.start.to_string() });
    history::add(tx, id, Origin::Calcom, Action::Booked, &detail, now)?;
    tracing::info!(appointment = %id, "booked in cal.com");
    tx.changed(Topic::Appointments, Some(id.0), now)?;
    Ok(id)
}

/// Takes the time where it is free. Where it is not, the booking exists all the same: it is shown, and a person decides (see
/// [`overlap`](crate::overlap)). Answers the segments.
fn insert(
    tx: &Tx<'_>,
    (id, uid): (AppointmentId, Uuid),
    comb: Vec<PlannedPhase>,
) -> Result<Vec<PhaseId>, StoreError> {
    let mut segments = Vec::new();
    for (sequence, planned) in (0..).zip(comb) {
        let at_work = match planned.kind {
            PhaseKind::Staff { .. } => true,
            PhaseKind::Gap { .. } => false,
        };
        let placed = NewPhase {
            uid: Uuid::new_v5(&uid, planned.key.as_bytes()),
            sequence,
            planned,
            takes_time: true,
        };
        let inserted = match phases::insert(tx, id, std::slice::from_ref(&placed)) {
            Err(StoreError::Overlap) => {
                let shown = NewPhase {
                    takes_time: false,
                    ..placed
                };
                phases::insert(tx, id, &[shown])?
            }
            done => done?,
        };
        segments.extend(inserted.into_iter().filter(|_| at_work));
    }
    Ok(segments)
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
