//! The query string.

use axum::extract::Query as Extract;
use axum::http::Uri;
use serde_json::{Map, Value, json};

/// Query parameters in order; of repeated ones the first counts.
#[derive(Debug, Clone, Default)]
pub(crate) struct Query {
    pairs: Vec<(String, String)>,
    raw: String,
}

impl Query {
    pub(crate) fn of(uri: &Uri) -> Self {
        let pairs = Extract::<Vec<(String, String)>>::try_from_uri(uri).map(|Extract(pairs)| pairs);
        Self {
            pairs: pairs.unwrap_or_default(),
            raw: uri.query().unwrap_or_default().to_owned(),
        }
    }

    /// As it came.
    pub(crate) fn raw(&self) -> &str {
        &self.raw
    }

    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.pairs
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    pub(crate) fn number(&self, name: &str) -> Option<i64> {
        self.text(name).and_then(|text| text.parse().ok())
    }

    /// Comma-separated numbers.
    pub(crate) fn numbers(&self, name: &str) -> Option<Vec<i64>> {
        let text = self.text(name)?;
        Some(
            text.split(',')
                .filter_map(|part| part.trim().parse().ok())
                .collect(),
        )
    }

    /// As the validation shape shows it: all parameters, one of them as it was understood.
    pub(crate) fn target(&self, name: &str, understood: Value) -> Value {
        let mut all: Map<String, Value> = self
            .pairs
            .iter()
            .map(|(key, value)| (key.clone(), json!(value)))
            .collect();
        all.insert(name.to_owned(), understood);
        Value::Object(all)
    }
}
