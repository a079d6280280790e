//! An answer, before it becomes bytes.

use axum::body::Body;
use axum::http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, CONTENT_TYPE};
use axum::http::{HeaderName, HeaderValue, Response, StatusCode};
use serde_json::{Value, json};

/// Status, body, and the headers that differ from call to call.
#[derive(Debug, Clone)]
pub(crate) struct Reply {
    pub status: StatusCode,
    content: Content,
    headers: Vec<(HeaderName, String)>,
}

#[derive(Debug, Clone)]
enum Content {
    Json(Value),
    Html(&'static str),
}

impl Reply {
    pub(crate) fn json(status: StatusCode, body: Value) -> Self {
        Self {
            status,
            content: Content::Json(body),
            headers: Vec::new(),
        }
    }

    pub(crate) fn html(status: StatusCode, body: &'static str) -> Self {
        Self {
            status,
            content: Content::Html(body),
            headers: Vec::new(),
        }
    }

    /// 200 with the usual envelope.
    pub(crate) fn ok(data: impl Into<Value>) -> Self {
        Self::success(StatusCode::OK, data)
    }

    /// 201 with the usual envelope.
    pub(crate) fn created(data: impl Into<Value>) -> Self {
        Self::success(StatusCode::CREATED, data)
    }

    fn success(status: StatusCode, data: impl Into<Value>) -> Self {
        Self::json(status, json!({"status": "success", "data": data.into()}))
    }

    pub(crate) fn with_header(mut self, name: HeaderName, value: impl ToString) -> Self {
        self.headers.push((name, value.to_string()));
        self
    }

    pub(crate) fn into_response(self) -> Response<Body> {
        let (kind, body) = match self.content {
            Content::Json(value) => (
                "application/json; charset=utf-8",
                Body::from(value.to_string()),
            ),
            Content::Html(page) => ("text/html; charset=utf-8", Body::from(page)),
        };
        let mut response = Response::new(body);
        *response.status_mut() = self.status;
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
        headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
        for (name, value) in self.headers {
            if let Ok(value) = HeaderValue::from_str(&value) {
                headers.insert(name, value);
            }
        }
        response
    }
}
