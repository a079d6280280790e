//! The table of outcomes: what the server said, word for word as recorded, and what it means.

use reqwest::header::{HeaderMap, HeaderValue};
use serde_json::json;

use super::*;
use crate::ids::{BookingUid, TeamId};
use crate::refusal::RefusalCode;

fn nest(message: &str) -> Vec<u8> {
    short("BadRequestException", message)
}

fn short(code: &str, message: &str) -> Vec<u8> {
    let error = json!({"code": code, "message": message, "details": {"message": message}});
    json!({"status": "error", "timestamp": "2026-11-21T00:31:03.233Z", "path": "/v2/bookings", "error": error})
        .to_string()
        .into_bytes()
}

fn bare(status: u16, message: &str) -> Vec<u8> {
    json!({"statusCode": status, "message": message})
        .to_string()
        .into_bytes()
}

fn failure(status: u16, body: &[u8]) -> Failure {
    classify(status, &HeaderMap::new(), body).expect_err("not a success")
}

#[track_caller]
fn assert_refused(status: u16, body: &[u8], code: &RefusalCode) {
    match failure(status, body) {
        Failure::Refused(refusal) => {
            assert_eq!(&refusal.code, code, "{}", refusal.message);
            assert_eq!(refusal.status, status);
            assert!(!refusal.message.is_empty());
        }
        other @ (Failure::NotSent(_)
        | Failure::Unknown(_)
        | Failure::RateLimited { .. }
        | Failure::Unauthorized(_)) => {
            panic!("expected {code:?}, got {other:?}")
        }
    }
}

/// `(status, words, meaning)` in the nested shape.
fn nested_refusals() -> Vec<(u16, &'static str, RefusalCode)> {
    use RefusalCode::*;
    let invalid = |fields: &[&str]| InvalidInput {
        fields: fields.iter().map(ToString::to_string).collect(),
    };
    vec![
        (
            400,
            "One of the hosts either already has booking at this time or is not available",
            HostBusyOrClosed,
        ),
        (
            400,
            "User either already has booking at this time or is not available",
            HostBusyOrClosed,
        ),
        (
            422,
            "Can't reserve the slot because the round robin event type has no available hosts left at this time slot.",
            HostBusyOrClosed,
        ),
        (
            422,
            "Can't reserve a slot if the event is already booked.",
            HostBusyOrClosed,
        ),
        (
            422,
            "This time slot is already reserved by another user. Please choose a different time.",
            SlotReserved,
        ),
        (400, "Attempting to book a meeting in the past.", PastStart),
        (
            400,
            "The event type can't be booked at the \"start\" time provided. This could be because it's too soon (violating the minimum booking notice) or too far in the future (outside the event's scheduling window).",
            NoticeOrWindow,
        ),
        (
            400,
            "Can't cancel booking with uid=oitekctT8T3Nusc2Y7JDjo because it has been cancelled already. Please provide uid of a booking that is not cancelled.",
            AlreadyCancelled,
        ),
        (
            400,
            "Can't reschedule booking with uid=oitekctT8T3Nusc2Y7JDjo because it has been cancelled. Please provide uid of a booking that is not cancelled.",
            AlreadyCancelled,
        ),
        (
            400,
            "Can't reschedule booking with uid=cFgRBaBY1wMrfNPrtJnWLE because it has been cancelled and rescheduled already to booking with uid=3aDVa3jwDDvBN8ZEoikFy9. You probably want to reschedule 3aDVa3jwDDvBN8ZEoikFy9 instead",
            AlreadyRescheduled {
                to: Some(BookingUid::new("3aDVa3jwDDvBN8ZEoikFy9")),
            },
        ),
        (
            400,
            "Bookings can only be marked as absent after their scheduled start time. Current time in UTC+0: 2026-11-21T00:34:00.412Z, Booking start time in UTC+0: 2026-11-24T08:00:00.000Z",
            NotStarted,
        ),
        (
            400,
            "Event type with id=6 is the parent managed event type that can't be booked. You have to provide the child event type id aka id of event type that has been assigned to one of the users.",
            ManagedParent,
        ),
        (
            422,
            "Can't book this team event type because it has no hosts. Please, add at least 1 host to event type with id=4 belonging to team with id=1 and try again.",
            NoHosts,
        ),
        (
            404,
            "Invalid hosts: 7 are not members of team with id 1.",
            UnknownHost,
        ),
        (400, "Event type to update not found", EventTypeGone),
        (404, "Event type with id 10 not found.", EventTypeGone),
        (404, "Event Type not found", EventTypeGone),
        (404, "Event Type with ID=99999 not found", EventTypeGone),
        (404, "Event type with ID=12 does not exist.", EventTypeGone),
        (
            404,
            "Booking with uid=8YCGFZsKWEFHXg761kNoEn is missing event type",
            EventTypeGone,
        ),
        (
            400,
            "Team event type with this slug already exists",
            SlugTaken,
        ),
        (
            400,
            "User already has an event type with this slug.",
            SlugTaken,
        ),
        (
            400,
            "Can't specify 'lengthInMinutes' because event type does not have multiple possible lengths. Please, remove the 'lengthInMinutes' field from the request.",
            LengthNotOffered,
        ),
        (
            400,
            "Provided 'lengthInMinutes' is not one of the possible lengths for the event type. The possible lengths are: 15, 30, 45, 60",
            LengthNotOffered,
        ),
        (
            400,
            "You passed 'slotDuration' but this event type is not a variable length event type.",
            LengthNotOffered,
        ),
        (
            400,
            "responses - {email}error_required_field, ",
            EmailRequired,
        ),
        (
            400,
            "responses - {email}email_validation_error, ",
            invalid(&["email"]),
        ),
        (
            400,
            "responses - {name}error_required_field, ",
            invalid(&["name"]),
        ),
        (
            400,
            "metadata.b - Expected string, received boolean, metadata.n - Expected string, received number, ",
            invalid(&["metadata.b", "metadata.n"]),
        ),
        (
            400,
            "attendee property is wrong, timeZone property is wrong,timeZone must be a valid IANA time-zone  ",
            invalid(&["attendee", "timeZone"]),
        ),
        (
            400,
            "metadata property is wrong,Metadata must have at most 50 keys, each key up to 40 characters, and string values up to 500 characters. ",
            invalid(&["metadata"]),
        ),
        (
            400,
            "Missing required booking field response: crm-id - it is required by the event type booking fields, but missing in the bookingFieldsResponses.",
            invalid(&["crm-id"]),
        ),
        (
            400,
            "Booking location with type attendeePhone not valid for event type with id=1. The event type has following location types: address, and only these types are allowed for booking location.",
            invalid(&["location"]),
        ),
        (404, "Booking with uid=gibtEsNicht not found", NotFound),
        (
            404,
            "Booking with uid=gibtEsNicht was not found in the database",
            NotFound,
        ),
        (
            404,
            "Membership with id 99999 not found in team 1",
            NotFound,
        ),
        (404, "Cannot GET /v2/bookings", RouteMissing),
        (404, "Cannot POST /v2/slots/reservations", RouteMissing),
        (
            401,
            "checkBookingRequiresAuthentication - request must be authenticated by passing credentials belonging to event type owner, host or team or org admin or owner.",
            NotPermitted,
        ),
        (
            403,
            "checkBookingRequiresAuthentication - user is not authorized to access this event type. User has to be either event type owner, host, team admin or owner or org admin or owner.",
            NotPermitted,
        ),
        (
            401,
            "reservationDuration can only be used for authenticated requests - use access token, api key or OAuth credentials",
            NotPermitted,
        ),
        (
            403,
            "User with ID=1 does not own event type with ID=1",
            NotPermitted,
        ),
        (
            403,
            "authenticated user is not owner of event type, does not have memberships in common with owner of the event type, nor does belong to event type's team or org.",
            NotPermitted,
        ),
        (
            400,
            "Bad request: Please check your request data and try again",
            Other,
        ),
        (
            409,
            "Webhook with this subscriber url already exists for this user",
            Other,
        ),
    ]
}

#[test]
fn refusals_in_the_nested_shape() {
    for (status, words, code) in nested_refusals() {
        assert_refused(status, &nest(words), &code);
    }
}

#[test]
fn refusals_in_the_bare_shape() {
    use RefusalCode::*;
    for (status, words, code) in [
        (409, "booking_conflict_error", SlotTakenConcurrently),
        (401, "booking_limit_reached", BookingLimit),
        (
            400,
            "cancelled_bookings_cannot_be_rescheduled",
            AlreadyCancelled,
        ),
        (
            400,
            "Cancellation reason is required when you are the host",
            CancellationReasonRequired,
        ),
        (
            400,
            "Cannot cancel a booking that has already ended",
            BookingEnded,
        ),
    ] {
        assert_refused(status, &bare(status, words), &code);
    }
}

#[test]
fn refusals_in_the_validators_shape() {
    let body = json!({"status": "error", "error": {"code": "BadRequestException", "message": "Bad Request Exception",
        "details": {"errors": [{"target": {"email": "erika@kundin.example"}, "value": 251, "property": "take", "children": [],
            "constraints": {"max": "take must not be greater than 250"}}]}}});
    let fields = vec!["take".to_owned()];
    assert_refused(
        400,
        body.to_string().as_bytes(),
        &RefusalCode::InvalidInput { fields },
    );
}

#[test]
fn troubles_of_the_account() {
    let unauthorized = "UnauthorizedException";
    let forbidden = "ForbiddenException";
    let team = Some(TeamId::new(1));
    for (status, code, words, problem) in [
        (
            401,
            unauthorized,
            "CustomThrottlerGuard - Invalid API Key",
            AuthProblem::InvalidKey,
        ),
        (
            401,
            unauthorized,
            "Invalid Access Token.",
            AuthProblem::InvalidKey,
        ),
        (
            401,
            unauthorized,
            "ApiAuthStrategy - No authentication method provided. Either pass an API key as 'Bearer' header or OAuth client credentials as 'x-cal-secret-key' and 'x-cal-client-id' headers",
            AuthProblem::InvalidKey,
        ),
        (
            401,
            unauthorized,
            "ApiAuthStrategy - api key - Your api key is expired",
            AuthProblem::ExpiredKey,
        ),
        (401, unauthorized, "something new", AuthProblem::Forbidden),
        (
            403,
            forbidden,
            "RolesGuard - User is not a member of the team with id=1.",
            AuthProblem::NotMember { team },
        ),
        (
            403,
            forbidden,
            "RolesGuard - user with id=2 does not have the minimum required role=TEAM_ADMIN within team with id=1.",
            AuthProblem::RoleTooLow,
        ),
        (
            403,
            forbidden,
            "PermissionsGuard - no authentication provided. Provide either authorization bearer token containing managed user access token or oAuth client id in 'x-cal-client-id' header.",
            AuthProblem::Forbidden,
        ),
        (403, forbidden, "Forbidden resource", AuthProblem::Forbidden),
    ] {
        assert_eq!(
            failure(status, &short(code, words)),
            Failure::Unauthorized(problem),
            "{words}"
        );
    }
}

#[test]
fn a_procedures_own_401_concerns_the_booking_and_not_the_key() {
    let body = short(
        "TRPCError",
        "You are not authorized to access this resource",
    );
    assert_refused(401, &body, &RefusalCode::NotPermitted);
}

#[test]
fn too_many_requests_say_how_long() {
    let limited = |seconds| Failure::RateLimited {
        retry_after: Duration::from_secs(seconds),
    };
    let mut headers = HeaderMap::new();
    assert_eq!(
        classify(429, &headers, b"").unwrap_err(),
        limited(60),
        "whatever the body"
    );
    headers.insert("retry-after", HeaderValue::from_static("17"));
    assert_eq!(classify(429, &headers, b"<html>").unwrap_err(), limited(17));
}

#[test]
fn a_server_error_leaves_everything_open() {
    let no_show = bare(500, "Failed to update no-show status");
    for (body, said) in [
        (no_show.as_slice(), "Failed to update no-show status"),
        (b"<html>Bad Gateway", ""),
        (b"", ""),
    ] {
        let expected = UnknownReason::ServerError {
            status: 502,
            message: said.to_owned(),
        };
        assert_eq!(failure(502, body), Failure::Unknown(expected));
    }
}

#[test]
fn only_the_api_itself_can_refuse() {
    for status in [400, 401, 403, 404, 407, 408, 409, 422, 425] {
        for body in [
            &b""[..],
            b"<html><title>Not Found</title>",
            b"{}",
            b"{\"message\":\"not found\"}",
        ] {
            assert_eq!(failure(status, body).code(), "undecodable", "{status}");
        }
    }
}

#[test]
fn a_gateway_timeout_in_api_clothes_is_still_no_refusal() {
    assert_eq!(
        failure(408, &bare(408, "Request Timeout")).code(),
        "undecodable"
    );
}

#[test]
fn success_needs_the_envelope() {
    assert!(classify(200, &HeaderMap::new(), br#"{"status":"success","data":{}}"#).is_ok());
    assert!(
        classify(200, &HeaderMap::new(), br#"{"status":"success"}"#).is_ok(),
        "a deletion says no more"
    );
    for (status, body) in [
        (200, "<html>Welcome to the hotel"),
        (200, "{}"),
        (201, r#"{"status":"error"}"#),
        (204, ""),
        (302, ""),
        (304, ""),
    ] {
        assert_eq!(
            failure(status, body.as_bytes()).code(),
            "undecodable",
            "{status} {body}"
        );
    }
}

#[test]
fn refusals_keep_no_uid_and_no_address() {
    for (status, words, _) in nested_refusals() {
        let failure = failure(status, &nest(words));
        let shown = format!("{failure} {failure:?}");
        for uid in [
            "oitekctT8T3Nusc2Y7JDjo",
            "cFgRBaBY1wMrfNPrtJnWLE",
            "3aDVa3jwDDvBN8ZEoikFy9",
            "8YCGFZsKWEFHXg761kNoEn",
        ] {
            assert!(!shown.contains(uid), "{shown}");
        }
    }
}

#[test]
fn codes_are_plain_words() {
    let refusals = nested_refusals()
        .into_iter()
        .map(|(status, words, _)| failure(status, &nest(words)));
    for failure in refusals {
        let code = failure.code();
        assert!(
            !code.is_empty() && code.chars().all(|c| c.is_ascii_lowercase() || c == '_'),
            "{code}"
        );
    }
}

proptest::proptest! {
    #[test]
    fn no_bytes_bring_the_decoder_down(status in 100u16..600, body: Vec<u8>) {
        let _ = classify(status, &HeaderMap::new(), &body);
    }

    #[test]
    fn no_json_brings_the_decoder_down(status in 100u16..600, body in json_of_any_shape()) {
        if let Ok(envelope) = classify(status, &HeaderMap::new(), body.to_string().as_bytes()) {
            let _ = envelope.clone().one::<crate::Booking>();
            let _ = envelope.clone().page::<crate::EventType>();
            let _ = envelope.page_of_days::<crate::Slot>();
        }
    }

    #[test]
    fn no_message_escapes_its_bounds(words: String) {
        proptest::prop_assert!(crate::redact::message(&words).chars().count() <= 401);
    }
}

/// JSON that likes to use the API's own keys, so that it gets beyond the first check.
fn json_of_any_shape() -> impl proptest::strategy::Strategy<Value = Value> {
    use proptest::prelude::*;
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
        prop_oneof![
            Just("success"),
            Just("2026-11-24T08:00:00Z"),
            Just("accepted"),
            Just("booking_conflict_error")
        ]
        .prop_map(Value::from),
    ];
    let key = prop_oneof![
        Just("status"),
        Just("data"),
        Just("error"),
        Just("message"),
        Just("details"),
        Just("errors"),
        Just("property"),
        Just("constraints"),
        Just("statusCode"),
        Just("id"),
        Just("uid"),
        Just("start"),
        Just("end"),
        Just("hosts"),
        Just("metadata"),
    ];
    let inner = leaf.prop_recursive(5, 64, 8, move |inner| {
        let object = proptest::collection::btree_map(
            key.clone().prop_map(str::to_owned),
            inner.clone(),
            0..8,
        );
        prop_oneof![
            proptest::collection::vec(inner, 0..6).prop_map(Value::from),
            object.prop_map(|entries| entries
                .into_iter()
                .collect::<serde_json::Map<_, _>>()
                .into()),
        ]
    });
    prop_oneof![
        inner.clone(),
        inner.prop_map(|data| json!({"status": "success", "data": data})),
    ]
}
