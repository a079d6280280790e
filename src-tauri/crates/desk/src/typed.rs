//! What somebody typed to find a customer or an appointment: a name, a phone number, `#750`.

use salon::customer::fold;
use store::customers::Search;

/// The same words, read in each of the ways in which they can be meant.
pub(crate) struct Typed {
    folded: String,
    digits: String,
    number: Option<i64>,
}

impl Typed {
    /// `None` if nothing was typed.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        (!text.is_empty()).then(|| Self {
            folded: fold(text),
            // +49 (0)171 …: the zero in brackets is not dialled.
            digits: text
                .replace("(0)", "")
                .chars()
                .filter(char::is_ascii_digit)
                .collect(),
            number: text.strip_prefix('#').unwrap_or(text).parse().ok(),
        })
    }

    pub(crate) fn search(&self) -> Search<'_> {
        Search {
            folded: &self.folded,
            digits: &self.digits,
        }
    }

    /// The appointment's number that it can be.
    pub(crate) fn number(&self) -> Option<i64> {
        self.number
    }
}
