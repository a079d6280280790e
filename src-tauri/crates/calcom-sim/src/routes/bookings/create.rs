//! Booking and moving.

use serde_json::{Map, Value, json};

use super::request::{CreateRequest, Named, RescheduleRequest};
use super::{Outcome, known};
use crate::bookings::email::looks_like_email;
use crate::bookings::{Moved, Pending, Plan, Wish, plan};
use crate::http::call::{Call, Step};
use crate::http::refusal::Refusal;
use crate::http::reply::Reply;
use crate::model::{Attendee, BookingStatus, EventType};
use crate::world::World;

const UNAUTHENTICATED: &str = "checkBookingRequiresAuthentication - request must be authenticated by passing credentials belonging to event type owner, host or team or org admin or owner.";
const UNAUTHORIZED: &str = "checkBookingRequiresAuthentication - user is not authorized to access this event type. User has to be either event type owner, host, team admin or owner or org admin or owner.";

pub(in crate::routes) fn create(world: &mut World, call: &Call) -> Outcome {
    let request = CreateRequest::read(&call.body)?;
    let event_type = find_event_type(world, &request.event_type)?.clone();
    check_bookable(world, &event_type, call.caller)?;
    let minutes = check_length(&event_type, request.body.get("lengthInMinutes"))?;
    check_required_fields(&event_type, &request)?;
    let place = read_place(&event_type, request.body.get("location"))?;
    let wish = Wish {
        start: request.start,
        minutes,
        location: place.as_ref().and_then(|place| place.text.clone()),
        attendees: read_attendees(&event_type, &request)?,
        metadata: request.metadata()?,
        responses: read_responses(&request, place),
        only_hosts: request.body.get("rrHostSubsetIds").and_then(numbers),
        moved: None,
    };
    carry_out(world, &event_type, wish, call)
}

pub(in crate::routes) fn reschedule(world: &mut World, call: &Call) -> Outcome {
    let request = RescheduleRequest::read(&call.body)?;
    let booking = known(world, call.param("uid"))?.clone();
    let uid = &booking.uid;
    if booking.status == BookingStatus::Cancelled {
        let message = match &booking.to_uid {
            Some(to) => format!(
                "Can't reschedule booking with uid={uid} because it has been cancelled and rescheduled already to booking with uid={to}. You probably want to reschedule {to} instead by passing it within the request URL."
            ),
            None => format!(
                "Can't reschedule booking with uid={uid} because it has been cancelled. Please provide uid of a booking that is not cancelled."
            ),
        };
        return Err(Refusal::bad_request(message));
    }
    let event_type = booking
        .event_type
        .and_then(|id| world.event_types.get(&id))
        .cloned();
    let event_type = event_type.ok_or_else(|| {
        Refusal::not_found(format!("Booking with uid={uid} is missing event type"))
    })?;
    let wish = Wish {
        start: request.start,
        // A booking that was longer or shorter than usual loses its length here.
        minutes: None,
        location: Some(booking.location),
        attendees: booking.attendees,
        metadata: booking.metadata,
        responses: booking.responses,
        only_hosts: None,
        moved: Some(Moved {
            uid: booking.uid,
            by: request.by,
            reason: request.reason,
        }),
    };
    carry_out(world, &event_type, wish, call)
}

fn carry_out(world: &World, event_type: &EventType, wish: Wish, call: &Call) -> Outcome {
    match plan(world, event_type, wish, call.now)? {
        Plan::Existing(uid) => Ok(Reply::created(known(world, &uid)?.view(world)).into()),
        Plan::New(draft) => Ok(Step::Write(Pending::Book(draft))),
    }
}

fn find_event_type<'a>(world: &'a World, named: &Named) -> Result<&'a EventType, Refusal> {
    let by = |fits: &dyn Fn(&EventType) -> bool| {
        world
            .event_types
            .values()
            .find(|event_type| fits(event_type))
    };
    let (found, message) = match named {
        Named::Id(id) => (
            world.event_types.get(id),
            format!("Event type with id {id} not found."),
        ),
        Named::TeamSlug { team, slug } => {
            let team_id = world
                .teams
                .values()
                .find(|known| known.slug == *team)
                .map(|team| team.id);
            let found = by(&|e| e.team.is_some() && e.team == team_id && e.slug == *slug);
            (
                found,
                format!("Event type with slug {slug} belonging to team {team} not found."),
            )
        }
        Named::UserSlug { user, slug } => {
            let owner = world
                .users
                .values()
                .find(|known| known.username == *user)
                .map(|user| user.id);
            let found = by(&|e| e.owner.is_some() && e.owner == owner && e.slug == *slug);
            (
                found,
                format!("Event type with slug {slug} belonging to user {user} not found."),
            )
        }
    };
    found.ok_or_else(|| Refusal::not_found(message))
}

fn check_bookable(
    world: &World,
    event_type: &EventType,
    caller: Option<i64>,
) -> Result<(), Refusal> {
    let id = event_type.id;
    if event_type.is_managed_parent() {
        return Err(Refusal::bad_request(format!(
            "Event type with id={id} is the parent managed event type that can't be booked. You have to provide the child event type id aka id of event type that has been assigned to one of the users."
        )));
    }
    if event_type.requires_authentication {
        let caller = caller.ok_or_else(|| Refusal::unauthorized(UNAUTHENTICATED))?;
        if !may_book(world, event_type, caller) {
            return Err(Refusal::forbidden(UNAUTHORIZED));
        }
    }
    if let (Some(team), true) = (event_type.team, event_type.hosts.is_empty()) {
        return Err(Refusal::unprocessable(format!(
            "Can't book this team event type because it has no hosts. Please, add at least 1 host to event type with id={id} belonging to team with id={team} and try again."
        )));
    }
    Ok(())
}

fn may_book(world: &World, event_type: &EventType, caller: i64) -> bool {
    event_type.host_users().contains(&caller)
        || world
            .team_of(event_type)
            .is_some_and(|team| world.is_admin(caller, team))
        || event_type
            .owner
            .is_some_and(|owner| world.administers(caller, owner))
}

fn check_length(event_type: &EventType, wanted: Option<&Value>) -> Result<Option<i64>, Refusal> {
    let Some(wanted) = wanted.and_then(Value::as_i64) else {
        return Ok(None);
    };
    if event_type.lengths.is_empty() {
        return Err(Refusal::bad_request(
            "Can't specify 'lengthInMinutes' because event type does not have multiple possible lengths. Please, remove the 'lengthInMinutes' field from the request.",
        ));
    }
    if !event_type.lengths.contains(&wanted) {
        let lengths: Vec<String> = event_type.lengths.iter().map(i64::to_string).collect();
        return Err(Refusal::bad_request(format!(
            "Provided 'lengthInMinutes' is not one of the possible lengths for the event type. The possible lengths are: {}",
            lengths.join(", ")
        )));
    }
    Ok(Some(wanted))
}

fn check_required_fields(event_type: &EventType, request: &CreateRequest) -> Result<(), Refusal> {
    let answers = request.body.get("bookingFieldsResponses");
    for field in &event_type.custom_fields {
        let slug = field
            .get("slug")
            .and_then(Value::as_str)
            .unwrap_or_default();
        let required = field
            .get("required")
            .and_then(Value::as_bool)
            .unwrap_or_default();
        // The phone number comes with the attendee and is missed later, in other words.
        let answered =
            slug == PHONE_FIELD || answers.and_then(|answers| answers.get(slug)).is_some();
        if required && !answered {
            return Err(Refusal::bad_request(format!(
                "Missing required booking field response: {slug} - it is required by the event type booking fields, but missing in the bookingFieldsResponses. You can fetch the event type with ID {} to see the required fields.",
                event_type.id
            )));
        }
    }
    Ok(())
}

const PHONE_FIELD: &str = "attendeePhoneNumber";

/// A place as the request names it: the place itself, where it is not the event type's own, and the answer that is kept.
struct Place {
    text: Option<String>,
    answer: Value,
}

fn read_place(event_type: &EventType, wanted: Option<&Value>) -> Result<Option<Place>, Refusal> {
    let Some(wanted) = wanted else {
        return Ok(None);
    };
    if let Some(text) = wanted.as_str() {
        let answer = json!({"value": "somewhereElse", "optionValue": text});
        return Ok(Some(Place {
            text: Some(text.to_owned()),
            answer,
        }));
    }
    let kind = wanted
        .get("type")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let places = event_type
        .locations
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default();
    let kinds: Vec<&str> = places
        .iter()
        .filter_map(|place| place.get("type")?.as_str())
        .collect();
    if !kinds.contains(&kind) {
        return Err(Refusal::bad_request(format!(
            "Booking location with type {kind} not valid for event type with id={}. The event type has following location types: {}, and only these types are allowed for booking location.",
            event_type.id,
            kinds.join(", ")
        )));
    }
    let value = match kind {
        "address" => "inPerson",
        "integration" => "integrations:daily",
        other => other,
    };
    Ok(Some(Place {
        text: None,
        answer: json!({"value": value, "optionValue": ""}),
    }))
}

/// The booker and the guests, or what the booking form misses.
fn read_attendees(
    event_type: &EventType,
    request: &CreateRequest,
) -> Result<Vec<Attendee>, Refusal> {
    let phone = request.attendee_text("phoneNumber").map(str::to_owned);
    let name = request.attendee_text("name").unwrap_or_default().to_owned();
    let phone_required = event_type.custom_fields.iter().any(|field| {
        field.get("slug").and_then(Value::as_str) == Some(PHONE_FIELD)
            && field.get("required") == Some(&json!(true))
    });
    if name.is_empty() {
        return Err(Refusal::answers("responses - {name}error_required_field, "));
    }
    if phone_required && phone.is_none() {
        return Err(Refusal::answers(format!(
            "responses - {{{PHONE_FIELD}}}error_required_field, "
        )));
    }
    let time_zone = request
        .attendee_text("timeZone")
        .unwrap_or("UTC")
        .to_owned();
    let booker = Attendee {
        email: read_email(event_type, request.attendee_text("email"), phone.as_deref())?,
        name,
        phone,
        language: request.attendee_text("language").unwrap_or("en").to_owned(),
        absent: false,
        time_zone: time_zone.clone(),
    };
    let guests = request
        .body
        .get("guests")
        .and_then(Value::as_array)
        .map(Vec::as_slice)
        .unwrap_or_default();
    let guests = guests
        .iter()
        .filter_map(Value::as_str)
        .map(|email| Attendee {
            name: String::new(),
            email: email.to_owned(),
            time_zone: time_zone.clone(),
            language: "en".to_owned(),
            phone: None,
            absent: false,
        });
    Ok(std::iter::once(booker).chain(guests).collect())
}

fn read_email(
    event_type: &EventType,
    email: Option<&str>,
    phone: Option<&str>,
) -> Result<String, Refusal> {
    let optional = event_type
        .email_field
        .as_ref()
        .and_then(|field| field.get("required"))
        == Some(&json!(false));
    match (email, phone) {
        (Some(email), _) if looks_like_email(email) => Ok(email.to_owned()),
        (Some(_), _) => Err(Refusal::answers(
            "responses - {email}email_validation_error, ",
        )),
        (None, Some(phone)) if optional => {
            let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
            Ok(format!("{digits}@sms.cal.com"))
        }
        (None, _) => Err(Refusal::answers(
            "responses - {email}error_required_field, ",
        )),
    }
}

fn read_responses(request: &CreateRequest, place: Option<Place>) -> Map<String, Value> {
    let given = request
        .body
        .get("bookingFieldsResponses")
        .and_then(Value::as_object);
    let mut answers = given.cloned().unwrap_or_default();
    if let Some(place) = place {
        answers.insert("location".into(), place.answer);
    }
    answers
}

fn numbers(value: &Value) -> Option<Vec<i64>> {
    Some(value.as_array()?.iter().filter_map(Value::as_i64).collect())
}
