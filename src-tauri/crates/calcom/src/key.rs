//! The API key: a secret that can be used but not printed.

use std::fmt;

use reqwest::header::HeaderValue;
use zeroize::Zeroizing;

/// A Cal.com API key (`cal_…`), wiped from memory when dropped. (The copies that HTTP needs in its headers are not.)
///
/// `Debug` never shows it; there is no `Display`. The one way out is the `Authorization` header, which is marked sensitive.
#[derive(Clone)]
pub struct ApiKey(Zeroizing<String>);

/// Why a text cannot be an API key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ApiKeyError {
    /// Nothing but white space.
    #[error("the API key is empty")]
    Empty,
    /// Blanks, line breaks or non-ASCII characters inside: a key never has them, a careless copy does.
    #[error("the API key contains characters that no key has")]
    Malformed,
}

impl ApiKey {
    /// Takes a key as pasted; white space around it is dropped.
    ///
    /// The prefix is not checked: self-hosted servers choose their own.
    ///
    /// # Errors
    /// [`ApiKeyError`] when the text cannot travel in a header.
    pub fn new(text: String) -> Result<Self, ApiKeyError> {
        let text = Zeroizing::new(text);
        let trimmed = text.trim();
        if trimmed.is_empty() {
            return Err(ApiKeyError::Empty);
        }
        if !trimmed.chars().all(|c| c.is_ascii_graphic()) {
            return Err(ApiKeyError::Malformed);
        }
        Ok(Self(Zeroizing::new(trimmed.to_owned())))
    }

    /// The last four characters, for "which key is in use?". Empty for a key too short to give any away.
    #[must_use]
    pub fn last_four(&self) -> &str {
        let start = self.0.len().saturating_sub(4);
        if start < 8 {
            return "";
        }
        self.0.get(start..).unwrap_or_default()
    }

    /// The `Authorization` header. The scheme is case-sensitive on the server.
    pub(crate) fn header(&self) -> Result<HeaderValue, ApiKeyError> {
        let text = Zeroizing::new(format!("Bearer {}", self.0.as_str()));
        let mut header = HeaderValue::from_str(&text).map_err(|_| ApiKeyError::Malformed)?;
        header.set_sensitive(true);
        Ok(header)
    }
}

impl fmt::Debug for ApiKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ApiKey(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "cal_live_0123456789abcdef";

    #[test]
    fn a_key_does_not_print_itself() {
        let key = ApiKey::new(format!("  {KEY}\n")).unwrap();
        assert_eq!(format!("{key:?}"), "ApiKey(…)");
        assert_eq!(
            format!("{:?}", key.header().unwrap()),
            "Sensitive",
            "the header is marked so that HTTP logs cannot show it"
        );
        assert_eq!(key.last_four(), "cdef");
    }

    #[test]
    fn a_short_key_gives_nothing_away() {
        assert_eq!(ApiKey::new("cal_abc".into()).unwrap().last_four(), "");
    }

    #[test]
    fn what_cannot_be_a_key_is_refused() {
        assert_eq!(ApiKey::new(" \n".into()).unwrap_err(), ApiKeyError::Empty);
        for text in ["cal_a\ncal_b", "cal_ä", "Bearer cal_x"] {
            assert_eq!(
                ApiKey::new(text.into()).unwrap_err(),
                ApiKeyError::Malformed,
                "{text:?}"
            );
        }
    }
}
