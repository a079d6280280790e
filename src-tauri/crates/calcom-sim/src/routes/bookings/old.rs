//! Bookings in the shapes of 2024-04-15, which a client gets that forgets the version or names one the server does not know.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::{Outcome, known};
use crate::clock::written;
use crate::http::call::Call;
use crate::http::refusal::{Refusal, invalid};
use crate::http::reply::Reply;
use crate::model::Booking;
use crate::world::World;

pub(in crate::routes) fn old_list(world: &mut World, call: &Call) -> Outcome {
    let theirs = world.bookings.iter().filter(|booking| {
        booking
            .hosts
            .iter()
            .any(|host| *host == call.user() || world.administers(call.user(), *host))
    });
    // `take` is a later invention; here it is ignored.
    let take = call
        .query
        .number("limit")
        .and_then(|n| usize::try_from(n).ok())
        .unwrap_or(10);
    let all: Vec<Value> = theirs.map(|booking| view(booking, world)).collect();
    let (total, next) = (all.len(), (all.len() > take).then_some(take));
    let page: Vec<Value> = all.into_iter().take(take).collect();
    Ok(Reply::ok(
        json!({"bookings": page, "recurringInfo": [], "totalCount": total, "nextCursor": next}),
    )
    .into())
}

pub(in crate::routes) fn old_get(world: &mut World, call: &Call) -> Outcome {
    Ok(Reply::ok(view(known(world, call.param("uid"))?, world)).into())
}

/// Refused for the fields that the newer shape keeps elsewhere. What would fit the old shape is not modelled.
pub(in crate::routes) fn old_create(_: &mut World, call: &Call) -> Outcome {
    let kept = [
        "start",
        "end",
        "eventTypeId",
        "timeZone",
        "language",
        "metadata",
        "responses",
    ];
    let target: serde_json::Map<String, Value> = kept
        .iter()
        .filter_map(|name| Some(((*name).to_owned(), call.body.get(name)?.clone())))
        .filter(|(name, _)| name != "metadata" || call.body.get("attendee").is_none())
        .collect();
    let target = Value::Object(target);
    let rules = [
        (
            "timeZone",
            ("isTimeZone", "timeZone must be a valid IANA time-zone"),
        ),
        ("language", ("isString", "language must be a string")),
        ("metadata", ("isObject", "metadata must be an object")),
    ];
    let missing = rules.iter().filter(|(name, _)| target.get(name).is_none());
    let errors: Vec<Value> = missing
        .map(|(name, rule)| invalid(&target, name, &[*rule]))
        .collect();
    if errors.is_empty() {
        return Err(Refusal::bare(
            StatusCode::NOT_IMPLEMENTED,
            "the shape of 2024-04-15 is not modelled",
        ));
    }
    Err(Refusal::Invalid(errors))
}

fn view(booking: &Booking, world: &World) -> Value {
    let host = booking.hosts.first().and_then(|id| world.users.get(id));
    let user = host.map(|host| {
        let mut user = host.as_booking_host();
        if let Some(fields) = user.as_object_mut() {
            fields.insert("avatarUrl".into(), Value::Null);
        }
        user
    });
    let event_type = booking.event_type.and_then(|id| world.event_types.get(&id));
    let attendees: Vec<Value> = booking
        .attendees
        .iter()
        .map(|a| json!({"name": a.name, "email": a.email, "timeZone": a.time_zone, "phoneNumber": a.phone}))
        .collect();
    let reason = (!booking.cancellation_reason.is_empty()).then_some(&booking.cancellation_reason);
    json!({
        "title": booking.title, "id": booking.id, "uid": booking.uid,
        "description": booking.responses.get("notes").cloned().unwrap_or_else(|| json!("")),
        "customInputs": {}, "smsReminderNumber": null, "recurringEventId": null,
        "startTime": written(booking.start), "endTime": written(booking.end), "location": booking.location,
        "status": booking.status.as_str().to_uppercase(), "metadata": booking.metadata,
        "cancellationReason": reason, "cancelledBy": null, "responses": booking.responses_view(),
        "rejectionReason": null, "userPrimaryEmail": host.map(|host| &host.email),
        "fromReschedule": booking.from_uid, "rescheduled": booking.to_uid.as_ref().map(|_| true),
        "rescheduledBy": booking.rescheduled_by, "user": user, "attendees": attendees,
        "eventTypeId": event_type.map(|e| e.id),
        "eventType": event_type.map(|e| json!({
            "eventName": null, "slug": e.slug, "timeZone": null,
            "schedulingType": e.scheduling.map(crate::model::Scheduling::constant), "hideOrganizerEmail": false,
        })),
        "seatsReferences": [], "tracking": null,
    })
}
