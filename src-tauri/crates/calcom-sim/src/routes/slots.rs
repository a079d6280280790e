//! Free slots and reservations.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};
use serde_json::{Map, Value, json};

use crate::bookings::availability::Span;
use crate::clock::{later_minutes, read_instant, written};
use crate::http::call::{Call, Step};
use crate::http::query::Query;
use crate::http::refusal::{Refusal, invalid};
use crate::http::reply::Reply;
use crate::model::{EventType, Reservation, Scheduling};
use crate::routes::bookings::is_iana_zone;
use crate::slots::{SlotQuery, free_slots};
use crate::world::World;

type Outcome = Result<Step, Refusal>;

const NO_HOST_LEFT: &str = "Can't reserve the slot because the round robin event type has no available hosts left at this time slot.";
const RESERVED: &str =
    "This time slot is already reserved by another user. Please choose a different time.";
const BOOKED: &str = "Can't reserve a slot if the event is already booked.";
const NOT_VARIABLE: &str =
    "You passed 'slotDuration' but this event type is not a variable length event type.";
const DURATION_NEEDS_KEY: &str = "reservationDuration can only be used for authenticated requests - use access token, api key or OAuth credentials";
const DURATION_NEEDS_MEMBER: &str = "authenticated user is not owner of event type, does not have memberships in common with owner of the event type, nor does belong to event type's team or org.";

pub(super) fn list(world: &mut World, call: &Call) -> Outcome {
    let query = &call.query;
    if let Some(answer) = world.slot_memory.recall(query.raw(), call.now) {
        return Ok(Reply::json(StatusCode::OK, answer).into());
    }
    let zone = read_zone(query)?;
    let start = read_bound(query, "start", &zone)?;
    let end = read_bound(query, "end", &zone)?;
    let event_type = find_event_type(world, query)?;
    let slots = free_slots(
        world,
        &SlotQuery {
            event_type,
            within: Span::new(start, end),
            minutes: query
                .number("duration")
                .filter(|n| (1..=1440).contains(n))
                .unwrap_or(event_type.minutes),
            only_hosts: query.numbers("rrHostSubsetIds"),
            ignoring: query.text("bookingUidToReschedule"),
            now: call.now,
        },
    );
    let as_range = query.text("format") == Some("range");
    let mut days: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for slot in slots {
        let local = slot.start.to_zoned(zone.clone());
        let mut view = Map::from_iter([("start".to_owned(), json!(shown(&local)))]);
        if as_range {
            view.insert("end".into(), json!(shown(&slot.end.to_zoned(zone.clone()))));
        }
        days.entry(local.date().to_string())
            .or_default()
            .push(Value::Object(view));
    }
    let answer = json!({"data": days, "status": "success"});
    world
        .slot_memory
        .remember(query.raw(), answer.clone(), call.now);
    Ok(Reply::json(StatusCode::OK, answer).into())
}

fn shown(at: &Zoned) -> String {
    if at.time_zone() == &TimeZone::UTC {
        written(at.timestamp())
    } else {
        at.strftime("%Y-%m-%dT%H:%M:%S%.3f%:z").to_string()
    }
}

fn wrong(property: &str, rule: &str) -> Refusal {
    Refusal::bad_request(format!("{property} property is wrong,{property} {rule} "))
}

fn read_zone(query: &Query) -> Result<TimeZone, Refusal> {
    match query.text("timeZone") {
        None => Ok(TimeZone::UTC),
        Some(name) if is_iana_zone(name) => Ok(TimeZone::get(name).unwrap_or(TimeZone::UTC)),
        Some(_) => Err(wrong("timeZone", "must be a valid IANA time-zone")),
    }
}

/// A bare date means the whole day in the asked zone.
fn read_bound(query: &Query, name: &str, zone: &TimeZone) -> Result<Timestamp, Refusal> {
    let refusal = || wrong(name, "must be a valid ISO 8601 date string");
    let text = query.text(name).ok_or_else(refusal)?;
    let Ok(date) = text.parse::<jiff::civil::Date>() else {
        return read_instant(text).ok_or_else(refusal);
    };
    if text.len() > 10 {
        return read_instant(text).ok_or_else(refusal);
    }
    let date = if name == "end" {
        date.tomorrow().unwrap_or(date)
    } else {
        date
    };
    date.to_zoned(zone.clone())
        .map(|midnight| midnight.timestamp())
        .map_err(|_| refusal())
}

fn find_event_type<'a>(world: &'a World, query: &Query) -> Result<&'a EventType, Refusal> {
    let found = match query.number("eventTypeId") {
        Some(id) => world.event_types.get(&id),
        None => {
            let team = world
                .teams
                .values()
                .find(|team| Some(team.slug.as_str()) == query.text("teamSlug"));
            let user = world
                .users
                .values()
                .find(|user| Some(user.username.as_str()) == query.text("username"));
            world.event_types.values().find(|event_type| {
                let of_team = team.is_some_and(|team| event_type.team == Some(team.id));
                let of_user = user.is_some_and(|user| event_type.owner == Some(user.id));
                (of_team || of_user)
                    && Some(event_type.slug.as_str()) == query.text("eventTypeSlug")
            })
        }
    };
    found.ok_or_else(|| Refusal::not_found("Event Type not found"))
}

/// A reservation request whose form is right.
struct Claim {
    event_type: EventType,
    span: Span,
    minutes: i64,
}

fn read_claim(world: &World, call: &Call) -> Result<Claim, Refusal> {
    let body = &call.body;
    let id = body.get("eventTypeId").and_then(Value::as_i64);
    let start = body
        .get("slotStart")
        .and_then(Value::as_str)
        .and_then(read_instant);
    let (Some(id), Some(start)) = (id, start) else {
        let mut errors = Vec::new();
        if id.is_none() {
            errors.push(invalid(
                body,
                "eventTypeId",
                &[("isInt", "eventTypeId must be an integer number")],
            ));
        }
        if start.is_none() {
            let rule = (
                "isDateString",
                "slotStart must be a valid ISO 8601 date string",
            );
            errors.push(invalid(body, "slotStart", &[rule]));
        }
        return Err(Refusal::Invalid(errors));
    };
    let event_type = world.event_types.get(&id);
    let event_type = event_type
        .ok_or_else(|| Refusal::not_found(format!("Event Type with ID={id} not found")))?;
    let length = body.get("slotDuration").and_then(Value::as_i64);
    if length.is_some() && event_type.lengths.is_empty() {
        return Err(Refusal::bad_request(NOT_VARIABLE));
    }
    let span = Span::new(
        start,
        later_minutes(start, length.unwrap_or(event_type.minutes)),
    );
    let minutes = read_duration(world, call, event_type)?;
    Ok(Claim {
        event_type: event_type.clone(),
        span,
        minutes,
    })
}

/// How long the claim holds: five minutes, or what somebody with a right to ask asks for.
fn read_duration(world: &World, call: &Call, event_type: &EventType) -> Result<i64, Refusal> {
    let Some(minutes) = call.body.get("reservationDuration").and_then(Value::as_i64) else {
        return Ok(5);
    };
    let caller = call
        .caller
        .ok_or_else(|| Refusal::unauthorized(DURATION_NEEDS_KEY))?;
    let of_team = world
        .team_of(event_type)
        .is_some_and(|team| world.role(caller, team).is_some());
    if of_team || event_type.owner == Some(caller) {
        Ok(minutes)
    } else {
        Err(Refusal::forbidden(DURATION_NEEDS_MEMBER))
    }
}

/// The host a claim goes to. Only the very same slot counts; overlapping ones are let through.
fn free_host(
    world: &World,
    claim: &Claim,
    own: Option<&str>,
    now: Timestamp,
) -> Result<i64, Refusal> {
    let hosts = claim.event_type.host_users();
    let booked = |host: &i64| {
        world.bookings.near(claim.span).any(|booking| {
            booking.status.is_live()
                && booking.event_type == Some(claim.event_type.id)
                && booking.hosts.contains(host)
                && booking.start == claim.span.start
        })
    };
    let reserved = |host: &i64| {
        world.reservations.values().any(|other| {
            other.until > now
                && other.host == *host
                && other.event_type == claim.event_type.id
                && (other.start, other.end) == (claim.span.start, claim.span.end)
                && own != Some(other.uid.as_str())
        })
    };
    if let Some(host) = hosts.iter().find(|host| !booked(host) && !reserved(host)) {
        return Ok(*host);
    }
    let message = match claim.event_type.scheduling {
        Some(Scheduling::RoundRobin) => NO_HOST_LEFT,
        Some(Scheduling::Collective | Scheduling::Managed) | None if hosts.iter().any(booked) => {
            BOOKED
        }
        Some(Scheduling::Collective | Scheduling::Managed) | None => RESERVED,
    };
    Err(Refusal::unprocessable(message))
}

pub(super) fn reserve(world: &mut World, call: &Call) -> Outcome {
    let uid = world.dice.uuid();
    let view = claim(world, call, uid, None)?;
    Ok(Reply::created(view).into())
}

pub(super) fn change_reservation(world: &mut World, call: &Call) -> Outcome {
    let uid = call.param("uid");
    if !world.reservations.contains_key(uid) {
        return Err(Refusal::not_found(format!("Slot with uid={uid} not found")));
    }
    let view = claim(world, call, uid.to_owned(), Some(uid))?;
    Ok(Reply::ok(view).into())
}

fn claim(world: &mut World, call: &Call, uid: String, own: Option<&str>) -> Result<Value, Refusal> {
    let claim = read_claim(world, call)?;
    let host = free_host(world, &claim, own, call.now)?;
    let until = later_minutes(call.now, claim.minutes);
    let Span { start, end } = claim.span;
    let reservation = Reservation {
        uid: uid.clone(),
        event_type: claim.event_type.id,
        host,
        start,
        end,
        until,
    };
    let mut view = reservation.view();
    if let Some(fields) = view.as_object_mut() {
        fields.insert("reservationDuration".into(), json!(claim.minutes));
    }
    world.reservations.insert(uid, reservation);
    Ok(view)
}

/// Unknown is not an error here: the answer is empty.
pub(super) fn reservation(world: &mut World, call: &Call) -> Outcome {
    let found = world
        .reservations
        .get(call.param("uid"))
        .filter(|found| found.until > call.now);
    Ok(Reply::ok(found.map_or(Value::Null, Reservation::view)).into())
}

/// Works any number of times, for anybody.
pub(super) fn release(world: &mut World, call: &Call) -> Outcome {
    world.reservations.remove(call.param("uid"));
    Ok(Reply::json(StatusCode::OK, json!({"status": "success"})).into())
}
