//! From a request body to an event type. What is unknown is dropped without a word; metadata is unknown.

use serde_json::{Map, Value, json};

use crate::bookings::availability::LONGEST_BUFFER;
use crate::http::refusal::{Refusal, invalid};
use crate::model::{EventType, Host, Scheduling};

const KNOWN: &[&str] = &[
    "title",
    "slug",
    "description",
    "lengthInMinutes",
    "lengthInMinutesOptions",
    "locations",
    "bookingFields",
    "disableGuests",
    "slotInterval",
    "minimumBookingNotice",
    "beforeEventBuffer",
    "afterEventBuffer",
    "hidden",
    "hosts",
    "schedulingType",
    "bookingWindow",
    "confirmationPolicy",
    "bookingLimitsCount",
    "emailSettings",
    "lockTimeZoneToggleOnBookingPage",
    "hideCalendarNotes",
    "bookingRequiresAuthentication",
    "rescheduleWithSameRoundRobinHost",
    "rrHostSubsetEnabled",
    "assignAllTeamMembers",
    "scheduleId",
];

/// The whole number of minutes in a day more than any event type needs; guards the arithmetic.
const LONGEST: i64 = 60 * 24 * 366;

/// The parts of a body the server knows, as validation messages show them.
pub(super) fn target(body: &Value, scheduling: Option<Scheduling>) -> Value {
    let known = body
        .as_object()
        .into_iter()
        .flatten()
        .filter(|(name, _)| KNOWN.contains(&name.as_str()));
    let mut target: Map<String, Value> = known
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    if let Some(scheduling) = scheduling {
        target.insert("schedulingType".into(), json!(scheduling.constant()));
    }
    Value::Object(target)
}

/// Checks a body; what must be there must be there only when `creating`.
pub(super) fn check(target: &Value, creating: bool) -> Vec<Value> {
    let mut errors = Vec::new();
    let given = |name: &str| target.get(name);
    if creating || given("lengthInMinutes").is_some() {
        let minutes = given("lengthInMinutes").and_then(Value::as_i64);
        let mut broken = Vec::new();
        if !minutes.is_some_and(|minutes| (1..LONGEST).contains(&minutes)) {
            broken.push(("min", "lengthInMinutes must not be less than 1"));
        }
        if minutes.is_none() {
            broken.push(("isInt", "lengthInMinutes must be an integer number"));
        }
        if !broken.is_empty() {
            errors.push(invalid(target, "lengthInMinutes", &broken));
        }
    }
    for (name, rule) in [
        ("title", "title must be a string"),
        ("slug", "slug must be a string"),
    ] {
        let missing = given(name).is_none() && creating;
        if missing || given(name).is_some_and(|value| !value.is_string()) {
            errors.push(invalid(target, name, &[("isString", rule)]));
        }
    }
    if given("lengthInMinutesOptions") == Some(&json!([])) {
        let rule = (
            "arrayNotEmpty",
            "lengthInMinutesOptions should not be empty",
        );
        errors.push(invalid(target, "lengthInMinutesOptions", &[rule]));
    }
    errors
}

/// The hosts a body names, if it names any.
pub(super) fn read_hosts(body: &Value) -> Option<Vec<Host>> {
    let hosts = body.get("hosts")?.as_array()?;
    let host = |entry: &Value| {
        Some(Host {
            user: entry.get("userId")?.as_i64()?,
            mandatory: entry
                .get("mandatory")
                .and_then(Value::as_bool)
                .unwrap_or_default(),
            priority: entry
                .get("priority")
                .and_then(Value::as_str)
                .unwrap_or("medium")
                .to_owned(),
        })
    };
    Some(hosts.iter().filter_map(host).collect())
}

/// Takes over what a body says. `in_organization` decides whether mails can be switched off: a plain team may ask, but gets nothing.
pub(crate) fn apply(event_type: &mut EventType, body: &Value, in_organization: bool) {
    let text = |name: &str| body.get(name).and_then(Value::as_str).map(str::to_owned);
    let minutes = |name: &str| {
        body.get(name)
            .and_then(Value::as_i64)
            .filter(|n| (0..LONGEST).contains(n))
    };
    let switch = |name: &str| body.get(name).and_then(Value::as_bool);
    set(&mut event_type.title, text("title"));
    set(&mut event_type.slug, text("slug"));
    set(&mut event_type.description, text("description"));
    set(&mut event_type.minutes, minutes("lengthInMinutes"));
    set(
        &mut event_type.minimum_notice,
        minutes("minimumBookingNotice"),
    );
    set(
        &mut event_type.before_buffer,
        minutes("beforeEventBuffer").filter(|n| *n <= LONGEST_BUFFER),
    );
    set(
        &mut event_type.after_buffer,
        minutes("afterEventBuffer").filter(|n| *n <= LONGEST_BUFFER),
    );
    set(&mut event_type.hidden, switch("hidden"));
    set(&mut event_type.disable_guests, switch("disableGuests"));
    set(
        &mut event_type.lock_time_zone,
        switch("lockTimeZoneToggleOnBookingPage"),
    );
    set(
        &mut event_type.hide_calendar_notes,
        switch("hideCalendarNotes"),
    );
    set(
        &mut event_type.requires_authentication,
        switch("bookingRequiresAuthentication"),
    );
    set(
        &mut event_type.same_host_on_reschedule,
        switch("rescheduleWithSameRoundRobinHost"),
    );
    set(
        &mut event_type.host_subset_enabled,
        switch("rrHostSubsetEnabled"),
    );
    set(
        &mut event_type.locations,
        body.get("locations")
            .filter(|value| value.is_array())
            .cloned(),
    );
    set(
        &mut event_type.booking_window,
        body.get("bookingWindow").cloned(),
    );
    set(
        &mut event_type.confirmation,
        body.get("confirmationPolicy").cloned(),
    );
    set(
        &mut event_type.booking_limits,
        body.get("bookingLimitsCount").cloned().map(Some),
    );
    set(
        &mut event_type.slot_interval,
        minutes("slotInterval").filter(|n| *n > 0).map(Some),
    );
    if let Some(lengths) = body.get("lengthInMinutesOptions").and_then(Value::as_array) {
        event_type.lengths = lengths
            .iter()
            .filter_map(Value::as_i64)
            .filter(|n| (1..LONGEST).contains(n))
            .collect();
    }
    if let Some(mails) = body.get("emailSettings") {
        let asked = |name: &str| {
            in_organization && mails.get(name).and_then(Value::as_bool).unwrap_or_default()
        };
        event_type.mails_disabled = Some((
            asked("disableEmailsToHosts"),
            asked("disableEmailsToAttendees"),
        ));
    }
    if let Some(fields) = body.get("bookingFields").and_then(Value::as_array) {
        apply_booking_fields(event_type, fields);
    }
}

fn set<T>(place: &mut T, value: Option<T>) {
    if let Some(value) = value {
        *place = value;
    }
}

fn apply_booking_fields(event_type: &mut EventType, fields: &[Value]) {
    event_type.custom_fields.clear();
    for field in fields {
        let Some(mut field) = field.as_object().cloned() else {
            continue;
        };
        let is_email = field.get("type").and_then(Value::as_str) == Some("email")
            && !field.contains_key("slug");
        // The phone number is one of the fields the server brings itself.
        let is_default =
            is_email || field.get("slug").and_then(Value::as_str) == Some("attendeePhoneNumber");
        field.insert("isDefault".into(), json!(is_default));
        field.entry("disableOnPrefill").or_insert(json!(false));
        field.entry("hidden").or_insert(json!(false));
        if is_email {
            field.insert("slug".into(), json!("email"));
            event_type.email_field = Some(Value::Object(field));
        } else {
            event_type.custom_fields.push(Value::Object(field));
        }
    }
}

/// A plain team's customers must be able to give an e-mail address.
pub(super) fn check_email_field(body: &Value, in_organization: bool) -> Result<(), Refusal> {
    let fields = body
        .get("bookingFields")
        .and_then(Value::as_array)
        .map(Vec::as_slice)
        .unwrap_or_default();
    let email = fields
        .iter()
        .find(|field| field.get("type").and_then(Value::as_str) == Some("email"));
    let accessible = email.is_none_or(|email| {
        email.get("required") != Some(&json!(false)) && email.get("hidden") != Some(&json!(true))
    });
    if accessible || in_organization {
        return Ok(());
    }
    Err(Refusal::bad_request(
        "checkIsEmailUserAccessible - Email booking field must be required and visible",
    ))
}
