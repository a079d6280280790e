//! A sensitive string that cannot print, cannot be serialised and is wiped from memory when dropped.

use std::fmt;

use zeroize::Zeroizing;

/// What stands in the place of a secret wherever it would be printed.
const MASK: &str = "•••";

/// A key or password. `Debug` and `Display` print a mask; only [`Secret::expose`] hands the text out.
///
/// Copies that libraries make on their way to the keychain or the wire are beyond its reach.
#[derive(Clone)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Takes the text over as it is; nothing is trimmed.
    pub fn new(text: impl Into<String>) -> Self {
        Self(Zeroizing::new(text.into()))
    }

    /// The text itself, for the moment it is sent. Never store or format the result.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(MASK)
    }
}

impl fmt::Display for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(MASK)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prints_only_a_mask_however_it_is_formatted() {
        let secret = Secret::new("cal_test_0123456789abcdef");
        #[derive(Debug)]
        #[expect(dead_code, reason = "read by Debug only")]
        struct Account {
            key: Secret,
        }

        assert_eq!(format!("{secret}"), "•••");
        assert_eq!(format!("{secret:?}"), "•••");
        let account = format!("{:#?}", Account { key: secret });
        assert!(!account.contains("cal_test"), "{account}");
    }

    #[test]
    fn hands_the_text_out_as_it_was_taken_over() {
        let secret = Secret::from(" cal_test_0123456789ab€ß中z".to_owned());
        assert_eq!(secret.expose(), " cal_test_0123456789ab€ß中z");
    }
}
