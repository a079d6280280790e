//! The four shapes in which Cal.com says no.

use axum::http::StatusCode;
use jiff::Timestamp;
use serde_json::{Value, json};

use crate::clock::written;
use crate::http::reply::Reply;

/// A refusal, before it is put into its shape.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Refusal {
    /// Thrown by a controller or guard: code, message and details that repeat both.
    Exception { status: StatusCode, message: String },
    /// The body or query did not fit: one entry per property.
    Invalid(Vec<Value>),
    /// From the layers below (validation of answers, database, procedures): only a code and a message.
    Coded {
        status: StatusCode,
        code: &'static str,
        message: String,
    },
    /// From the booking core: no envelope at all.
    Bare {
        status: StatusCode,
        message: &'static str,
    },
    /// Too many calls.
    Throttled,
}

impl Refusal {
    pub(crate) fn bad_request(message: impl Into<String>) -> Self {
        Self::exception(StatusCode::BAD_REQUEST, message)
    }

    pub(crate) fn unauthorized(message: impl Into<String>) -> Self {
        Self::exception(StatusCode::UNAUTHORIZED, message)
    }

    pub(crate) fn forbidden(message: impl Into<String>) -> Self {
        Self::exception(StatusCode::FORBIDDEN, message)
    }

    pub(crate) fn not_found(message: impl Into<String>) -> Self {
        Self::exception(StatusCode::NOT_FOUND, message)
    }

    pub(crate) fn unprocessable(message: impl Into<String>) -> Self {
        Self::exception(StatusCode::UNPROCESSABLE_ENTITY, message)
    }

    fn exception(status: StatusCode, message: impl Into<String>) -> Self {
        Self::Exception {
            status,
            message: message.into(),
        }
    }

    /// What the validation of a booking's answers says.
    pub(crate) fn answers(message: impl Into<String>) -> Self {
        Self::Coded {
            status: StatusCode::BAD_REQUEST,
            code: "BAD_REQUEST",
            message: message.into(),
        }
    }

    /// What a procedure's refusal looks like from outside.
    pub(crate) fn procedure() -> Self {
        let message = "Bad request: Please check your request data and try again".to_owned();
        Self::Coded {
            status: StatusCode::BAD_REQUEST,
            code: "TRPCError",
            message,
        }
    }

    pub(crate) fn bare(status: StatusCode, message: &'static str) -> Self {
        Self::Bare { status, message }
    }

    /// One property that does not fit, in the validation shape.
    pub(crate) fn property(target: &Value, property: &str, constraint: (&str, &str)) -> Self {
        Self::Invalid(vec![invalid(target, property, &[constraint])])
    }

    pub(crate) fn into_reply(self, path: &str, now: Timestamp) -> Reply {
        let (status, error) = match self {
            Self::Bare { status, message } => {
                return Reply::json(
                    status,
                    json!({"statusCode": status.as_u16(), "message": message}),
                );
            }
            Self::Exception { status, message } => {
                let reason = status.canonical_reason().unwrap_or("Error");
                let details =
                    json!({"message": message, "error": reason, "statusCode": status.as_u16()});
                (
                    status,
                    json!({"code": class_name(reason), "message": message, "details": details}),
                )
            }
            Self::Invalid(errors) => {
                let details = json!({"errors": errors});
                let error = json!({"code": "BadRequestException", "message": "Bad Request Exception", "details": details});
                (StatusCode::BAD_REQUEST, error)
            }
            Self::Coded {
                status,
                code,
                message,
            } => (status, json!({"code": code, "message": message})),
            Self::Throttled => {
                let message = "CustomThrottlerGuard - Too many requests. Please try again later.";
                let error =
                    json!({"code": "ThrottlerException", "message": message, "details": message});
                (StatusCode::TOO_MANY_REQUESTS, error)
            }
        };
        Reply::json(
            status,
            json!({"status": "error", "timestamp": written(now), "path": path, "error": error}),
        )
    }
}

/// An entry of the validation shape; the value is left out when the property is missing.
pub(crate) fn invalid(target: &Value, property: &str, constraints: &[(&str, &str)]) -> Value {
    let constraints: serde_json::Map<String, Value> = constraints
        .iter()
        .map(|(name, text)| ((*name).to_owned(), json!(text)))
        .collect();
    let mut entry =
        json!({"target": target, "property": property, "children": [], "constraints": constraints});
    if let (Some(value), Some(fields)) = (target.get(property), entry.as_object_mut()) {
        fields.insert("value".into(), value.clone());
    }
    entry
}

/// "Not Found" → "NotFoundException".
fn class_name(reason: &str) -> String {
    format!("{}Exception", reason.split(' ').collect::<String>())
}
