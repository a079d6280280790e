//! From the success envelope to typed content.
//!
//! Invariant: one element that cannot be read does not sink the list it stands in; it is handed on raw. "Unknown" must never look like "gone".

use std::collections::BTreeMap;
use std::fmt;

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::outcome::Failure;
use crate::redact;

/// `{"status":"success","data":…}` taken apart.
#[derive(Debug, Clone)]
pub(crate) struct Envelope {
    status: u16,
    data: Value,
}

impl Envelope {
    /// `None` when the answer does not say `success`, whatever its HTTP status said.
    pub(crate) fn open(status: u16, mut answer: Value) -> Option<Self> {
        if answer.get("status")?.as_str()? != "success" {
            return None;
        }
        let data = answer.get_mut("data").map(Value::take).unwrap_or_default();
        Some(Self { status, data })
    }

    /// The one thing inside. Where the API answers an array of one – it does so for some – that one.
    pub(crate) fn one<T: DeserializeOwned>(self) -> Result<T, Failure> {
        let status = self.status;
        let mut all = self.some()?;
        match (all.pop(), all.is_empty()) {
            (Some(one), true) => Ok(one),
            (None, _) => Err(Failure::undecodable(status, "the answer is empty")),
            (Some(_), false) => Err(Failure::undecodable(
                status,
                "several things in place of one",
            )),
        }
    }

    /// One thing, or the array of things that managed event types are answered with. Strict: all must be readable.
    pub(crate) fn some<T: DeserializeOwned>(self) -> Result<Vec<T>, Failure> {
        let elements = match self.data {
            Value::Array(elements) => elements,
            one @ (Value::Object(_)
            | Value::Null
            | Value::Bool(_)
            | Value::Number(_)
            | Value::String(_)) => vec![one],
        };
        let read = elements.into_iter().map(serde_json::from_value);
        read.collect::<Result<_, _>>()
            .map_err(|error| Failure::undecodable(self.status, redact::decode_error(&error)))
    }

    /// A list; elements that cannot be read are kept apart.
    pub(crate) fn page<T: DeserializeOwned>(self) -> Result<Page<T>, Failure> {
        match self.data {
            Value::Array(elements) => Ok(Page::read(elements)),
            Value::Null
            | Value::Bool(_)
            | Value::Number(_)
            | Value::String(_)
            | Value::Object(_) => Err(Failure::undecodable(
                self.status,
                "the answer is not a list",
            )),
        }
    }

    /// The lists of an object of lists, one after the other: `{"2026-11-24":[…],"2026-11-25":[…]}`.
    pub(crate) fn page_of_days<T: DeserializeOwned>(self) -> Result<Page<T>, Failure> {
        let Value::Object(days) = self.data else {
            return Err(Failure::undecodable(
                self.status,
                "the answer is not a calendar of days",
            ));
        };
        // By date, whatever order the map keeps.
        let days: BTreeMap<String, Value> = days.into_iter().collect();
        let elements = days.into_values().flat_map(|day| match day {
            Value::Array(elements) => elements,
            odd @ (Value::Null
            | Value::Bool(_)
            | Value::Number(_)
            | Value::String(_)
            | Value::Object(_)) => vec![odd],
        });
        Ok(Page::read(elements))
    }
}

/// A list as answered: what could be read, and what could not.
#[derive(Debug, Clone, PartialEq)]
pub struct Page<T> {
    /// The readable elements in the server's order.
    pub items: Vec<T>,
    /// The others. They exist on the server; treat them as unknown, not as absent.
    pub undecodable: Vec<Undecodable>,
}

impl<T> Page<T> {
    fn read(elements: impl IntoIterator<Item = Value>) -> Self
    where
        T: DeserializeOwned,
    {
        let mut page = Self::default();
        for raw in elements {
            match T::deserialize(&raw) {
                Ok(item) => page.items.push(item),
                Err(error) => page.undecodable.push(Undecodable {
                    error: redact::decode_error(&error),
                    raw,
                }),
            }
        }
        page
    }

    /// How many elements the server sent, readable or not. Fewer than asked for means: this was the last page.
    /// (The pagination totals ignore some filters and are not to be trusted, so they are not offered.)
    #[must_use]
    pub fn returned(&self) -> usize {
        self.items.len() + self.undecodable.len()
    }

    /// The same page continued by a later one.
    #[must_use]
    pub(crate) fn followed_by(mut self, later: Self) -> Self {
        self.items.extend(later.items);
        self.undecodable.extend(later.undecodable);
        self
    }
}

impl<T> Default for Page<T> {
    fn default() -> Self {
        Self {
            items: Vec::new(),
            undecodable: Vec::new(),
        }
    }
}

/// An element that could not be read.
#[derive(Clone, PartialEq)]
pub struct Undecodable {
    /// As it came. May contain personal data, so `Debug` leaves it out.
    pub raw: Value,
    /// What was wrong with it, without values.
    pub error: String,
}

impl fmt::Debug for Undecodable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Undecodable")
            .field("error", &self.error)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn envelope(data: Value) -> Envelope {
        Envelope::open(200, json!({"status": "success", "data": data})).expect("a success")
    }

    #[test]
    fn only_a_success_is_a_success() {
        for answer in [
            json!({"status": "error", "data": 1}),
            json!({"data": 1}),
            json!([]),
            json!("OK"),
            json!(null),
        ] {
            assert!(Envelope::open(200, answer.clone()).is_none(), "{answer}");
        }
    }

    #[test]
    fn one_thing_alone_or_in_an_array() {
        assert_eq!(envelope(json!(7)).one::<u32>(), Ok(7));
        assert_eq!(envelope(json!([7])).one::<u32>(), Ok(7));
        for odd in [json!([]), json!([7, 8]), json!(null), json!("seven")] {
            let failure = envelope(odd.clone())
                .one::<u32>()
                .expect_err("not one number");
            assert_eq!(failure.code(), "undecodable", "{odd}");
        }
    }

    #[test]
    fn an_odd_element_does_not_sink_the_page() {
        let page = envelope(json!([1, "Erika Muster", 3]))
            .page::<u32>()
            .unwrap();
        assert_eq!(page.items, [1, 3]);
        assert_eq!(page.returned(), 3);
        let odd = page.undecodable.first().expect("the odd one");
        assert_eq!(odd.raw, json!("Erika Muster"));
        assert!(!format!("{odd:?}").contains("Erika"), "{odd:?}");
    }

    #[test]
    fn something_else_in_place_of_a_list_is_not_an_empty_list() {
        for odd in [json!(null), json!({}), json!("none")] {
            assert!(envelope(odd).page::<u32>().is_err());
        }
        assert!(envelope(json!([])).page_of_days::<u32>().is_err());
    }

    #[test]
    fn days_are_strung_together() {
        let page = envelope(json!({"2026-11-25": [2], "2026-11-24": [1], "2026-11-26": null}));
        let page = page.page_of_days::<u32>().unwrap();
        assert_eq!(page.items, [1, 2]);
        assert_eq!(
            page.returned(),
            3,
            "a day of another shape is unknown, not free of slots"
        );
    }
}
