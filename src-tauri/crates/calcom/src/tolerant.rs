//! Field decoders that do not let one odd field sink the whole.
//!
//! Used for what a caller can do without. What identifies a thing – id, uid, start, status – is decoded strictly.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

/// The default for `null`, a wrong type, or a text of another form.
pub(crate) fn or_default<'de, D, T>(from: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: DeserializeOwned + Default,
{
    let value = Value::deserialize(from)?;
    Ok(T::deserialize(value).unwrap_or_default())
}

/// The elements that can be read; anything but an array is empty.
pub(crate) fn list<'de, D, T>(from: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: DeserializeOwned,
{
    let Value::Array(elements) = Value::deserialize(from)? else {
        return Ok(Vec::new());
    };
    let read = elements.into_iter().map(T::deserialize);
    Ok(read.filter_map(Result::ok).collect())
}

/// Texts as they are, other values as their JSON, `null` left out; anything but an object is empty.
pub(crate) fn text_map<'de, D>(from: D) -> Result<BTreeMap<String, String>, D::Error>
where
    D: Deserializer<'de>,
{
    let Value::Object(entries) = Value::deserialize(from)? else {
        return Ok(BTreeMap::new());
    };
    let text = |(key, value)| match value {
        Value::Null => None,
        Value::String(text) => Some((key, text)),
        Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
            Some((key, value.to_string()))
        }
    };
    Ok(entries.into_iter().filter_map(text).collect())
}

/// Declares an enum of known words that carries unknown ones along as text.
macro_rules! open_enum {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal $(| $alias:literal)*,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum $name {
            $($(#[$vdoc])* $variant,)*
            /// A word not known here, as it came.
            Other(String),
        }

        impl $name {
            /// The word on the wire.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $word,)*
                    Self::Other(word) => word,
                }
            }
        }

        impl From<&str> for $name {
            fn from(word: &str) -> Self {
                match word {
                    $($word $(| $alias)* => Self::$variant,)*
                    other => Self::Other(other.to_owned()),
                }
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let word = std::borrow::Cow::<'de, str>::deserialize(from)?;
                Ok(Self::from(word.as_ref()))
            }
        }
    };
}
pub(crate) use open_enum;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event_types::SchedulingType;
    use serde_json::json;

    #[derive(Debug, Deserialize)]
    struct Row {
        #[serde(default, deserialize_with = "or_default")]
        minutes: Option<u32>,
        #[serde(default, deserialize_with = "list")]
        ids: Vec<u32>,
        #[serde(default, deserialize_with = "text_map")]
        metadata: BTreeMap<String, String>,
    }

    fn row(value: Value) -> Row {
        serde_json::from_value(value).expect("nothing here is strict")
    }

    #[test]
    fn odd_fields_become_their_default() {
        let odd = row(
            json!({"minutes": "viele", "ids": [1, "x", 2, null], "metadata": {"a": "1", "b": 2, "c": null, "d": [1]}}),
        );
        assert_eq!(odd.minutes, None);
        assert_eq!(odd.ids, [1, 2]);
        let expected = [("a", "1"), ("b", "2"), ("d", "[1]")];
        assert_eq!(
            odd.metadata,
            expected.map(|(k, v)| (k.to_owned(), v.to_owned())).into()
        );

        let none = row(json!({"minutes": null, "ids": null, "metadata": "x"}));
        assert!(none.ids.is_empty() && none.metadata.is_empty());
        assert!(row(json!({})).ids.is_empty());
    }

    #[test]
    fn unknown_words_are_carried_along() {
        let read = |word: &str| serde_json::from_value::<SchedulingType>(json!(word)).unwrap();
        assert_eq!(read("ROUND_ROBIN"), SchedulingType::RoundRobin);
        assert_eq!(read("roundRobin"), SchedulingType::RoundRobin);
        assert_eq!(read("lottery"), SchedulingType::Other("lottery".into()));
        assert_eq!(
            serde_json::to_value(read("lottery")).unwrap(),
            json!("lottery")
        );
    }
}
