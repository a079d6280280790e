//! Takes what must not be kept out of the server's words.
//!
//! Cal.com's messages quote booking uids (which are capabilities), e-mail addresses and, in decoding errors, values. A message that passed
//! through here may be stored, shown and logged. It only ever masks too much: a long number in a message is no loss.

/// Longest message kept, in characters.
const LONGEST: usize = 400;
/// Random identifiers are at least this long; the words and codes of error messages that contain a digit are not.
const SECRET_LENGTH: usize = 16;
/// A run of this many digits may be a telephone number.
const PHONE_DIGITS: usize = 7;
/// What stands in for a masked word.
const MASK: char = '…';

/// A booking's or reservation's uid follows these.
const BEFORE_UIDS: [&str; 4] = ["uid=", "uid ", "bookings/", "reservations/"];

/// Masks uids, addresses and telephone numbers, folds white space, and cuts to a readable length.
pub(crate) fn message(text: &str) -> String {
    let mut text = text.to_owned();
    for uid in uids_in(&text) {
        text = text.replace(&uid, &MASK.to_string());
    }
    let words: Vec<String> = text.split_whitespace().map(word).collect();
    shorten(&words.join(" "))
}

/// Uids known by what stands before them; the same uid may stand elsewhere in the message without.
fn uids_in(text: &str) -> Vec<String> {
    let after = |before: &'static str| text.split(before).skip(1);
    let uid = |rest: &str| rest.chars().take_while(|c| is_part_of_word(*c)).collect();
    let found = BEFORE_UIDS.into_iter().flat_map(after).map(uid);
    found
        .filter(|uid: &String| uid.len() >= SECRET_LENGTH)
        .collect()
}

fn is_part_of_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '-'
}

/// Describes a decoding error without the values it quotes.
pub(crate) fn decode_error(error: &serde_json::Error) -> String {
    let text = error.to_string();
    // A quoted value may contain quotes itself, so all between the first and the last goes. Field names stand between backticks.
    match (text.find('"'), text.rfind('"')) {
        (Some(first), Some(last)) => {
            let head = text.get(..first).unwrap_or_default();
            let tail = text.get(last + 1..).unwrap_or_default();
            message(&format!("{head}{MASK}{tail}"))
        }
        _ => message(&text),
    }
}

fn word(word: &str) -> String {
    if word.contains('@') {
        return MASK.to_string();
    }
    word.split_inclusive(|c| !is_part_of_word(c))
        .map(part)
        .collect()
}

/// One run of letters and digits, with the delimiter that ends it.
fn part(part: &str) -> String {
    let core = part.trim_end_matches(|c| !is_part_of_word(c));
    if !is_secret(core) {
        return part.to_owned();
    }
    let tail = part.get(core.len()..).unwrap_or_default();
    format!("{MASK}{tail}")
}

fn is_secret(core: &str) -> bool {
    let digits = core.chars().filter(char::is_ascii_digit).count();
    let random = core.len() >= SECRET_LENGTH && digits > 0;
    (random || digits >= PHONE_DIGITS) && !is_date_like(core)
}

/// `2026-11-21T00` – the beginning of an instant, which says when and not who.
fn is_date_like(core: &str) -> bool {
    core.get(..10)
        .is_some_and(|date| date.parse::<jiff::civil::Date>().is_ok())
        && core.len() <= "2026-11-21T00".len()
}

fn shorten(text: &str) -> String {
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    text.chars().take(LONGEST).chain([MASK]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uids_addresses_and_numbers_are_masked() {
        for (said, kept) in [
            (
                "Can't cancel booking with uid=cFgRBaBY1wMrfNPrtJnWLE because it has been cancelled already.",
                "Can't cancel booking with uid=… because it has been cancelled already.",
            ),
            (
                "Booking with uid=abcdEFGHijklMNOPqrstUV not found",
                "Booking with uid=… not found",
            ),
            (
                "Attendee erika@kundin.example is unknown",
                "Attendee … is unknown",
            ),
            ("call +491711234567, please", "call +…, please"),
            ("uid aa9a99ce-d6ba-4d3f-bf1b-e4820960f58c.", "uid …."),
            (
                "Current time in UTC+0: 2026-11-21T00:34:00.412Z",
                "Current time in UTC+0: 2026-11-21T00:34:00.412Z",
            ),
            (
                "Event type with id=6 is the parent managed event type",
                "Event type with id=6 is the parent managed event type",
            ),
            (
                "uid=abcdefghijklmnopqrstuv; reschedule abcdefghijklmnopqrstuv instead",
                "uid=…; reschedule … instead",
            ),
            (
                "Cannot POST /v2/bookings/abcdEFGHijklMNOPqrstUV",
                "Cannot POST /v2/bookings/…",
            ),
            (
                "lengthInMinutesOptions should not be empty",
                "lengthInMinutesOptions should not be empty",
            ),
            (
                "{attendeePhoneNumber}error_required_field",
                "{attendeePhoneNumber}error_required_field",
            ),
        ] {
            assert_eq!(message(said), kept, "{said}");
        }
    }

    #[test]
    fn long_texts_are_cut_between_characters() {
        let cut = message(&"ä".repeat(LONGEST + 1));
        assert_eq!(cut.chars().count(), LONGEST + 1);
        assert!(cut.ends_with(MASK));
    }

    #[test]
    fn a_decoding_error_names_the_field_but_not_the_value() {
        #[derive(Debug, serde::Deserialize)]
        struct Row {
            #[expect(dead_code, reason = "only decoded")]
            id: u32,
        }
        let text =
            decode_error(&serde_json::from_str::<Row>(r#"{"id":"Erika \" Muster"}"#).unwrap_err());
        assert!(!text.contains("Muster"), "{text}");
        let text = decode_error(&serde_json::from_str::<Row>("{}").unwrap_err());
        assert!(text.contains("missing field `id`"), "{text}");
    }
}
