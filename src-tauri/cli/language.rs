//! German unless the terminal asks for English.

use serde::Deserialize;

/// The two languages of Kamm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub(crate) enum Language {
    /// The desk's.
    #[serde(rename = "de")]
    German,
    /// Complete as well.
    #[serde(rename = "en")]
    English,
}

impl Language {
    /// What the terminal is set to: `KAMM_LANGUAGE`, else the system's locale; anything but English is German.
    #[must_use]
    pub(crate) fn of_terminal() -> Self {
        let asked = ["KAMM_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"]
            .into_iter()
            .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
        match asked {
            Some(locale) if locale.starts_with("en") => Self::English,
            Some(_) | None => Self::German,
        }
    }

    /// The one of the two that fits.
    #[must_use]
    pub(crate) fn pick<'a>(self, german: &'a str, english: &'a str) -> &'a str {
        match self {
            Self::German => german,
            Self::English => english,
        }
    }
}
