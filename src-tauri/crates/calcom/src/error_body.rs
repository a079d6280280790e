//! Reads every shape in which Cal.com words an error.
//!
//! Four are known: Nest's (`error.code/message/details`), the validator's (`details.errors[]`), the short codes of Zod, Prisma and tRPC, and the
//! bare `{"statusCode":409,"message":"…"}`. They differ in where the text stands; nothing else is told apart here.
//! Values and targets that the server echoes are personal data and are not taken over.

use serde_json::Value;

/// An answer in the API's error shape. Whatever else says "404" – a proxy, a hotel's login page – is not the API speaking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ErrorBody {
    /// The exception's name, e.g. `BadRequestException`; the bare shape has none.
    pub(crate) code: Option<String>,
    /// The message as said: unmasked, for recognising only.
    pub(crate) message: String,
    /// The properties a validator objected to, in its order.
    pub(crate) fields: Vec<String>,
    /// What the validator said about them, without the values.
    pub(crate) complaints: Vec<String>,
}

impl ErrorBody {
    /// `None` when the body is not JSON or has none of the four shapes.
    pub(crate) fn read(body: &[u8]) -> Option<Self> {
        Self::from_value(&serde_json::from_slice(body).ok()?)
    }

    fn from_value(body: &Value) -> Option<Self> {
        match body.get("error") {
            Some(error @ Value::Object(_)) => Some(Self::nested(error)),
            _ => Self::bare(body),
        }
    }

    fn nested(error: &Value) -> Self {
        let details = error.get("details");
        let errors = details
            .and_then(|details| details.get("errors"))
            .and_then(Value::as_array)
            .map(Vec::as_slice)
            .unwrap_or_default();
        let message = text(error.get("message"))
            .or_else(|| text(details))
            .or_else(|| text(details.and_then(|details| details.get("message"))))
            .unwrap_or_default();
        let mut fields: Vec<String> = errors.iter().filter_map(property).collect();
        if fields.is_empty() {
            fields = fields_in(&message);
        }
        Self {
            code: text(error.get("code")),
            message,
            fields,
            complaints: errors.iter().flat_map(constraints).collect(),
        }
    }

    fn bare(body: &Value) -> Option<Self> {
        body.get("statusCode").and_then(Value::as_u64)?;
        let message = text(body.get("message"))?;
        Some(Self {
            code: None,
            fields: fields_in(&message),
            message,
            complaints: Vec::new(),
        })
    }

    /// What to show: the message, or the validator's complaints where the message only says "Bad Request Exception".
    pub(crate) fn wording(&self) -> String {
        if self.complaints.is_empty() {
            self.message.clone()
        } else {
            self.complaints.join("; ")
        }
    }
}

/// A text, or the texts of an array joined – Nest allows both.
fn text(value: Option<&Value>) -> Option<String> {
    match value? {
        Value::String(text) => Some(text.clone()),
        Value::Array(parts) => {
            let parts: Vec<&str> = parts.iter().filter_map(Value::as_str).collect();
            (!parts.is_empty()).then(|| parts.join("; "))
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => None,
    }
}

fn property(error: &Value) -> Option<String> {
    text(error.get("property"))
}

fn constraints(error: &Value) -> Vec<String> {
    let own = error.get("constraints").and_then(Value::as_object);
    let own = own.into_iter().flat_map(serde_json::Map::values);
    own.filter_map(Value::as_str).map(str::to_owned).collect()
}

/// Property names inside a message: `timeZone property is wrong`, `responses - {email}error…`, `metadata.n - Expected …`.
fn fields_in(message: &str) -> Vec<String> {
    let before = |mark: &'static str| {
        let starts = message.match_indices(mark).map(|(start, _)| start);
        starts.filter_map(|start| message.get(..start).map(last_word))
    };
    let wrong = before(" property is wrong");
    let mistyped = before(" - Expected ");
    let after = |mark: &'static str| message.split(mark).skip(1);
    let braced = after("responses - {").filter_map(|rest| rest.split('}').next());
    let missing = after("booking field response: ").filter_map(|rest| rest.split(' ').next());
    let misplaced = after("Booking location with type ").map(|_| "location");
    let mut fields: Vec<String> = Vec::new();
    for name in wrong
        .chain(mistyped)
        .chain(braced)
        .chain(missing)
        .chain(misplaced)
    {
        if !name.is_empty() && !fields.iter().any(|known| known == name) {
            fields.push(name.to_owned());
        }
    }
    fields
}

fn last_word(text: &str) -> &str {
    text.rsplit([' ', ',']).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn read(body: &Value) -> ErrorBody {
        ErrorBody::read(body.to_string().as_bytes()).expect("an error of the API")
    }

    #[test]
    fn nest_shape() {
        let error = read(
            &json!({"status": "error", "path": "/v2/bookings", "error": {
            "code": "NotFoundException", "message": "Event type with id 10 not found.",
            "details": {"message": "Event type with id 10 not found.", "error": "Not Found", "statusCode": 404}}}),
        );
        assert_eq!(error.code.as_deref(), Some("NotFoundException"));
        assert_eq!(error.message, "Event type with id 10 not found.");
        assert_eq!(error.wording(), error.message);
    }

    #[test]
    fn validator_shape_keeps_names_and_drops_values() {
        let error = read(&json!({"status": "error", "error": {
            "code": "BadRequestException", "message": "Bad Request Exception",
            "details": {"errors": [{"target": {"name": "Erika Muster"}, "value": "Erika Muster", "property": "take",
                "children": [], "constraints": {"max": "take must not be greater than 250"}}]}}}));
        assert_eq!(error.fields, ["take"]);
        assert_eq!(error.wording(), "take must not be greater than 250");
        assert!(!format!("{error:?}").contains("Erika"));
    }

    #[test]
    fn short_code_shape() {
        let error = read(&json!({"status": "error", "error": {
            "code": "BAD_REQUEST", "message": "responses - {email}error_required_field, ", "details": null}}));
        assert_eq!(error.fields, ["email"]);
    }

    #[test]
    fn bare_shape() {
        let error = read(&json!({"statusCode": 409, "message": "booking_conflict_error"}));
        assert_eq!(error.code, None);
        assert_eq!(error.message, "booking_conflict_error");
    }

    #[test]
    fn a_message_may_be_a_list_or_stand_in_the_details() {
        let list = read(
            &json!({"statusCode": 400, "error": "Bad Request", "message": ["a is wrong", "b is wrong"]}),
        );
        assert_eq!(list.message, "a is wrong; b is wrong");
        let details =
            read(&json!({"error": {"code": "ThrottlerException", "details": "Too many requests"}}));
        assert_eq!(details.message, "Too many requests");
    }

    #[test]
    fn names_of_fields_are_found_in_running_text() {
        for (message, fields) in [
            (
                "metadata.b - Expected string, received boolean, metadata.n - Expected string, received number, ",
                vec!["metadata.b", "metadata.n"],
            ),
            (
                "attendee property is wrong, timeZone property is wrong,timeZone must be a valid IANA time-zone  ",
                vec!["attendee", "timeZone"],
            ),
            ("nothing of the kind", vec![]),
        ] {
            assert_eq!(fields_in(message), fields, "{message}");
        }
    }

    #[test]
    fn other_bodies_are_not_the_api_speaking() {
        for body in [
            "",
            "null",
            "[]",
            "\"OK\"",
            "<html>Not Found</html>",
            "{}",
            r#"{"message":"no"}"#,
            r#"{"error":"no"}"#,
            "{\"err",
        ] {
            assert_eq!(ErrorBody::read(body.as_bytes()), None, "{body}");
        }
    }
}
