//! What happens to a booking after it is made: cancel, confirm, decline, no-show, another host.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::request::read_cancel;
use super::{Outcome, known};
use crate::bookings::Pending;
use crate::bookings::availability::{Span, is_free};
use crate::clock::written;
use crate::http::call::{Call, Step};
use crate::http::refusal::Refusal;
use crate::http::reply::Reply;
use crate::model::{Booking, BookingStatus};
use crate::world::World;

pub(in crate::routes) fn cancel(world: &mut World, call: &Call) -> Outcome {
    let reason = read_cancel(&call.body)?;
    let uid = call.param("uid");
    let booking = world
        .booking(uid)
        .ok_or_else(|| Refusal::not_found(format!("Booking with uid={uid} not found")))?;
    if booking.status == BookingStatus::Cancelled {
        return Err(Refusal::bad_request(format!(
            "Can't cancel booking with uid={uid} because it has been cancelled already. Please provide uid of a booking that is not cancelled."
        )));
    }
    if booking.end <= call.now {
        return Err(Refusal::bare(
            StatusCode::BAD_REQUEST,
            "Cannot cancel a booking that has already ended",
        ));
    }
    let by_host = call
        .caller
        .is_some_and(|caller| booking.hosts.contains(&caller));
    if by_host && reason.trim().is_empty() {
        return Err(Refusal::bare(
            StatusCode::BAD_REQUEST,
            "Cancellation reason is required when you are the host",
        ));
    }
    Ok(Step::Write(Pending::Cancel {
        uid: uid.to_owned(),
        reason,
    }))
}

pub(in crate::routes) fn confirm(world: &mut World, call: &Call) -> Outcome {
    let booking = decidable(world, call)?;
    if booking.status != BookingStatus::Pending {
        return Err(Refusal::procedure());
    }
    settle(world, call, BookingStatus::Accepted)
}

pub(in crate::routes) fn decline(world: &mut World, call: &Call) -> Outcome {
    let booking = decidable(world, call)?;
    if !matches!(
        booking.status,
        BookingStatus::Pending | BookingStatus::Rejected
    ) {
        return Err(Refusal::procedure());
    }
    settle(world, call, BookingStatus::Rejected)
}

fn decidable<'a>(world: &'a World, call: &Call) -> Result<&'a Booking, Refusal> {
    let booking = known(world, call.param("uid"))?;
    if !may_act(world, booking, call.user()) {
        return Err(Refusal::Coded {
            status: StatusCode::UNAUTHORIZED,
            code: "TRPCError",
            message: "You are not authorized to access this resource".to_owned(),
        });
    }
    Ok(booking)
}

fn settle(world: &mut World, call: &Call, status: BookingStatus) -> Outcome {
    if let Some(booking) = world.booking_mut(call.param("uid")) {
        booking.status = status;
        booking.updated = call.now;
    }
    Ok(Reply::ok(known(world, call.param("uid"))?.view(world)).into())
}

/// A host of the booking, or an admin of a team of one of them.
fn may_act(world: &World, booking: &Booking, user: i64) -> bool {
    booking
        .hosts
        .iter()
        .any(|host| *host == user || world.administers(user, *host))
}

pub(in crate::routes) fn mark_absent(world: &mut World, call: &Call) -> Outcome {
    let uid = call.param("uid");
    let booking = world.booking(uid);
    let booking =
        booking.ok_or_else(|| Refusal::not_found(format!("Booking with uid={uid} not found.")))?;
    if call.now < booking.start {
        return Err(Refusal::bad_request(format!(
            "Bookings can only be marked as absent after their scheduled start time. Current time in UTC+0: {}, Booking start time in UTC+0: {}",
            written(call.now),
            written(booking.start)
        )));
    }
    let marks = read_marks(&call.body);
    let allowed = may_act(world, booking, call.user());
    let all_known = marks.iter().all(|(email, _)| {
        booking
            .attendees
            .iter()
            .any(|attendee| attendee.email == *email)
    });
    let refused = !allowed || !all_known;
    if !marks.is_empty() && refused {
        return Err(Refusal::bare(
            StatusCode::INTERNAL_SERVER_ERROR,
            "Failed to update no-show status",
        ));
    }
    let host_absent = call
        .body
        .get("host")
        .and_then(Value::as_bool)
        .unwrap_or_default();
    if let Some(booking) = world.booking_mut(uid) {
        for attendee in &mut booking.attendees {
            if let Some((_, absent)) = marks.iter().find(|(email, _)| attendee.email == *email) {
                attendee.absent = *absent;
            }
        }
        // Only the host's absence counts as a change, and only setting it.
        if host_absent {
            booking.absent_host = true;
            booking.updated = call.now;
        }
    }
    Ok(Reply::ok(known(world, uid)?.view(world)).into())
}

fn read_marks(body: &Value) -> Vec<(String, bool)> {
    let entries = body
        .get("attendees")
        .and_then(Value::as_array)
        .map(Vec::as_slice)
        .unwrap_or_default();
    entries
        .iter()
        .filter_map(|entry| {
            Some((
                entry.get("email")?.as_str()?.to_owned(),
                entry.get("absent")?.as_bool()?,
            ))
        })
        .collect()
}

pub(in crate::routes) fn reassign(world: &mut World, call: &Call) -> Outcome {
    let booking = reassignable(world, call)?;
    let event_type = booking.event_type.and_then(|id| world.event_types.get(&id));
    let span = Span::new(booking.start, booking.end);
    let other = event_type.and_then(|event_type| {
        let others = event_type
            .host_users()
            .into_iter()
            .filter(|user| !booking.hosts.contains(user));
        others
            .into_iter()
            .find(|user| is_free(world, *user, event_type, span, Some(&booking.uid)))
    });
    match other {
        Some(user) => hand_over(world, call, user),
        None => Err(Refusal::bad_request(
            "Can't reassign the booking because no other host is available at that time.",
        )),
    }
}

pub(in crate::routes) fn reassign_to(world: &mut World, call: &Call) -> Outcome {
    let booking = reassignable(world, call)?;
    let user = call.id("user");
    let event_type = booking.event_type.and_then(|id| world.event_types.get(&id));
    if !event_type.is_some_and(|event_type| event_type.host_users().contains(&user)) {
        return Err(Refusal::bad_request(format!(
            "User with id={user} is not a valid Round Robin host - the user to which you reassign this booking must be one of the booking hosts. Fetch the booking using following endpoint and select id of one of the hosts: https://cal.com/docs/api-reference/v2/bookings/get-a-booking"
        )));
    }
    hand_over(world, call, user)
}

fn reassignable<'a>(world: &'a World, call: &Call) -> Result<&'a Booking, Refusal> {
    let booking = known(world, call.param("uid"))?;
    if !may_act(world, booking, call.user()) {
        return Err(Refusal::forbidden(
            "You do not have permission to reassign this booking",
        ));
    }
    Ok(booking)
}

fn hand_over(world: &mut World, call: &Call, user: i64) -> Outcome {
    let uid = call.param("uid");
    world.hand_over(uid, user, call.now);
    let host = world.users.get(&user);
    let host = host.map(|host| json!({"id": host.id, "name": host.name, "email": host.email}));
    Ok(Reply::ok(json!({"bookingUid": uid, "reassignedTo": host})).into())
}
