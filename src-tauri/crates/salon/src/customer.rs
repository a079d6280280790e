//! What a customer tells us about themselves, checked once and kept in the one form that the book and Cal.com need.

use phonenumber::{Mode, country};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Longest name, in characters.
pub const LONGEST_NAME: usize = 100;
/// Longest note, in characters.
pub const LONGEST_NOTE: usize = 2_000;
/// Longest reason of a cancellation, in characters.
pub const LONGEST_REASON: usize = 500;
/// Longest e-mail address, in bytes.
const LONGEST_EMAIL: usize = 254;

/// What is wrong with something that was written down about a customer. Never carries the text itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CustomerError {
    /// Empty, invisible or longer than [`LONGEST_NAME`].
    #[error("a name has 1 to {LONGEST_NAME} characters")]
    Name,
    /// No such number can exist.
    #[error("not a phone number")]
    Phone,
    /// Cal.com would refuse it.
    #[error("not an e-mail address")]
    Email,
    /// Longer than it may be.
    #[error("a text of at most {limit} characters has {length}")]
    NoteTooLong {
        /// Characters given.
        length: usize,
        /// Characters possible.
        limit: usize,
    },
}

impl CustomerError {
    /// Stable code for window, terminal and phone.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Name => "invalid_name",
            Self::Phone => "invalid_phone",
            Self::Email => "invalid_email",
            Self::NoteTooLong { .. } => "note_too_long",
        }
    }
}

/// A name as it is shown: any script, emoji too, on one line.
#[derive(Clone, PartialEq, Eq)]
pub struct Name(String);

impl Name {
    /// Runs of blanks, tabs and line breaks become one blank; characters that only steer the display are dropped, because
    /// they could turn the text around them.
    ///
    /// # Errors
    /// [`CustomerError::Name`].
    pub fn parse(text: &str) -> Result<Self, CustomerError> {
        let spaced = text.replace(char::is_whitespace, " ");
        let plain: String = spaced.chars().filter(|c| !steers(*c)).collect();
        let name = one_line(&plain);
        let visible = name.chars().any(|c| !joins(c) && !is_combining_mark(c));
        if !visible || name.chars().count() > LONGEST_NAME {
            return Err(CustomerError::Name);
        }
        Ok(Self(name))
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Control characters, embeddings, overrides and isolates of text direction, line separators.
fn steers(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// Invisible on its own, but needed inside: joiners of emoji and of Arabic letters, direction marks.
fn joins(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{fe00}'..='\u{fe0f}' | '\u{ad}')
}

/// A phone number that can exist.
#[derive(Clone, PartialEq, Eq)]
pub struct Phone(phonenumber::PhoneNumber);

impl Phone {
    /// National numbers are German. Letters are refused: as on an American keypad they would silently become digits.
    ///
    /// # Errors
    /// [`CustomerError::Phone`].
    pub fn parse(text: &str) -> Result<Self, CustomerError> {
        if text.chars().any(char::is_alphabetic) {
            return Err(CustomerError::Phone);
        }
        let number = phonenumber::parse(Some(country::DE), text.trim());
        let number = number.map_err(|_| CustomerError::Phone)?;
        if !phonenumber::is_valid(&number) {
            return Err(CustomerError::Phone);
        }
        Ok(Self(number))
    }

    /// `+491701234567`: one spelling per number.
    #[must_use]
    pub fn e164(&self) -> String {
        self.0.format().mode(Mode::E164).to_string()
    }

    /// As a person in the salon's country writes it.
    #[must_use]
    pub fn display(&self) -> String {
        let at_home = self.0.country().id() == Some(country::DE);
        let mode = if at_home {
            Mode::National
        } else {
            Mode::International
        };
        self.0.format().mode(mode).to_string()
    }
}

/// An e-mail address that Cal.com accepts: ASCII, one `@`, a domain with a dot.
#[derive(Clone, PartialEq, Eq)]
pub struct Email(String);

impl Email {
    /// Surrounding blanks are dropped, the case is kept.
    ///
    /// # Errors
    /// [`CustomerError::Email`].
    pub fn parse(text: &str) -> Result<Self, CustomerError> {
        let text = text.trim();
        let (local, domain) = text.split_once('@').ok_or(CustomerError::Email)?;
        if text.len() > LONGEST_EMAIL || !is_local_part(local) || !is_domain(domain) {
            return Err(CustomerError::Email);
        }
        Ok(Self(text.to_owned()))
    }

    /// The address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn is_local_part(local: &str) -> bool {
    let letter = |b: u8| b.is_ascii_alphanumeric() || b"_'+-".contains(&b);
    let word = |word: &str| !word.is_empty() && word.bytes().all(letter);
    local.len() <= 64 && local.split('.').all(word)
}

fn is_domain(domain: &str) -> bool {
    let inner = |b: u8| b.is_ascii_alphanumeric() || b == b'-';
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(inner)
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let Some((_, top)) = domain.rsplit_once('.') else {
        return false;
    };
    let top_level = top.len() >= 2 && top.bytes().all(|b| b.is_ascii_alphabetic());
    top_level && domain.split('.').all(label)
}

// Personal data stays out of logs, also by accident.
macro_rules! unprintable {
    ($($name:ident),+) => {$(
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($name), "(…)"))
            }
        }
    )+};
}
unprintable!(Name, Phone, Email);

/// A note or a reason as it is kept: line breaks stay, other control characters go, surrounding blanks too.
///
/// # Errors
/// [`CustomerError::NoteTooLong`] beyond `limit` characters.
pub fn note(text: &str, limit: usize) -> Result<String, CustomerError> {
    let lines = text.replace("\r\n", "\n");
    let kept: String = lines
        .chars()
        .filter(|c| matches!(c, '\n' | '\t') || !steers(*c))
        .collect();
    let kept = kept.trim();
    let length = kept.chars().count();
    if length > limit {
        return Err(CustomerError::NoteTooLong { length, limit });
    }
    Ok(kept.to_owned())
}

/// A text as it is searched: lower case, German umlauts spelled out, all other accents dropped, single blanks. Folding
/// twice changes nothing.
#[must_use]
pub fn fold(text: &str) -> String {
    let composed: String = text.nfc().flat_map(char::to_lowercase).nfc().collect();
    let mut folded = String::with_capacity(composed.len());
    for c in composed.chars() {
        match c {
            'ä' | 'æ' => folded.push_str("ae"),
            'ö' | 'œ' => folded.push_str("oe"),
            'ü' => folded.push_str("ue"),
            'ß' => folded.push_str("ss"),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'đ' => folded.push('d'),
            'ı' => folded.push('i'),
            other => folded.extend(other.nfd().filter(|c| !is_combining_mark(*c))),
        }
    }
    one_line(&folded)
}

/// Whether two names consist of the same words, in whatever order, case and spelling of umlauts: "Meier, Anna" is Anna Meier.
#[must_use]
pub fn same_words(one: &str, other: &str) -> bool {
    let words = |name: &str| {
        let plain = name.replace([',', '.', '-'], " ");
        let mut words: Vec<String> = fold(&plain).split(' ').map(str::to_owned).collect();
        words.sort_unstable();
        words
    };
    words(one) == words(other)
}
