//! Dates, times and lengths as people and programs write them.
//!
//! Day before month, always: a month before a day is only understood where the month has a name. `9.30` is a time, `27.11.2026` is a
//! date.

use jiff::{
    Timestamp,
    civil::{Date, DateTime, Time},
};
use salon::customer::fold;

/// What a few cells say together about a moment.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct When {
    pub(crate) date: Option<Date>,
    pub(crate) time: Option<Time>,
    /// A moment with its offset, which needs no zone.
    pub(crate) instant: Option<Timestamp>,
}

impl When {
    pub(crate) fn civil(&self) -> Option<DateTime> {
        Some(self.date?.to_datetime(self.time?))
    }
}

/// Reads the cells of one moment; `None` if there is something in one of them that is neither date nor time, or two of a kind.
pub(crate) fn read<'a>(cells: impl IntoIterator<Item = &'a str>) -> Option<When> {
    let mut when = When::default();
    for cell in cells {
        read_cell(cell.trim(), &mut when)?;
    }
    Some(when)
}

fn read_cell(cell: &str, when: &mut When) -> Option<()> {
    if let Ok(instant) = cell.parse::<Timestamp>() {
        let whole = instant.as_second() % 60 == 0 && instant.subsec_nanosecond() == 0;
        return put(&mut when.instant, Some(instant).filter(|_| whole)?);
    }
    let spaced = between_digits(cell).replace(',', " ");
    let words: Vec<String> = spaced.split_whitespace().map(fold).collect();
    let mut words = words.iter().map(String::as_str).peekable();
    while let Some(word) = words.next() {
        let next = words.peek().copied();
        if is_filler(word) {
            continue;
        }
        if let (Some(day), Some(month)) = (day_of(word), next.and_then(month_named)) {
            words.next();
            let year = words.next().and_then(year)?;
            put(&mut when.date, date(year, month, day)?)?;
        } else if let Some(read) = numeric_date(word) {
            put(&mut when.date, read)?;
        } else if let Some(time) = time(word, next) {
            if next.is_some_and(is_half_of_day) {
                words.next();
            }
            put(&mut when.time, time)?;
        } else {
            return None;
        }
    }
    Some(())
}

fn put<T: PartialEq>(place: &mut Option<T>, read: T) -> Option<()> {
    match place {
        // A start column with the whole moment beside a column with its date.
        Some(known) => (*known == read).then_some(()),
        None => {
            *place = Some(read);
            Some(())
        }
    }
}

/// `2026-11-27T09:30` in two words.
fn between_digits(cell: &str) -> String {
    match cell.split_once('T') {
        Some((date, time))
            if date.ends_with(|c: char| c.is_ascii_digit())
                && time.starts_with(|c: char| c.is_ascii_digit()) =>
        {
            format!("{date} {time}")
        }
        _ => cell.to_owned(),
    }
}

fn is_filler(word: &str) -> bool {
    const FILLERS: &[&str] = &[
        "uhr",
        "um",
        "at",
        "am",
        "den",
        "mo",
        "di",
        "mi",
        "do",
        "fr",
        "sa",
        "so",
        "montag",
        "dienstag",
        "mittwoch",
        "donnerstag",
        "freitag",
        "samstag",
        "sonnabend",
        "sonntag",
        "mon",
        "tue",
        "wed",
        "thu",
        "fri",
        "sat",
        "sun",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "-",
        "–",
    ];
    FILLERS.contains(&word.trim_end_matches('.'))
}

fn is_half_of_day(word: &str) -> bool {
    matches!(word, "am" | "pm" | "a.m." | "p.m.")
}

fn number<T: std::str::FromStr>(text: &str) -> Option<T> {
    let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

fn day_of(word: &str) -> Option<i8> {
    number(word.trim_end_matches('.')).filter(|day| (1..=31).contains(day))
}

fn month_named(word: &str) -> Option<i8> {
    const MONTHS: [&[&str]; 12] = [
        &["jan", "januar", "jaenner", "january"],
        &["feb", "februar", "february"],
        &["maerz", "mrz", "mar", "march"],
        &["apr", "april"],
        &["mai", "may"],
        &["jun", "juni", "june"],
        &["jul", "juli", "july"],
        &["aug", "august"],
        &["sep", "sept", "september"],
        &["okt", "oktober", "oct", "october"],
        &["nov", "november"],
        &["dez", "dezember", "dec", "december"],
    ];
    let word = word.trim_end_matches('.');
    (1..)
        .zip(MONTHS)
        .find_map(|(month, names)| names.contains(&word).then_some(month))
}

/// Two digits are of this century: appointments are to come.
fn year(text: &str) -> Option<i16> {
    match text.len() {
        2 => number::<i16>(text).map(|year| 2000 + year),
        4 => number(text),
        _ => None,
    }
}

fn date(year: i16, month: i8, day: i8) -> Option<Date> {
    Date::new(year, month, day).ok()
}

fn numeric_date(word: &str) -> Option<Date> {
    for sign in ['.', '/', '-'] {
        let parts: Vec<&str> = word.split(sign).collect();
        if let [first, second, third] = parts.as_slice() {
            return match first.len() {
                4 => date(year(first)?, number(second)?, number(third)?),
                _ => date(year(third)?, number(second)?, number(first)?),
            };
        }
    }
    None
}

fn time(word: &str, next: Option<&str>) -> Option<Time> {
    let parts: Vec<&str> = match word.contains(':') {
        true => word.split(':').collect(),
        false => word.split('.').collect(),
    };
    let clock = match parts.as_slice() {
        [hour, minute] => (number(hour)?, number(minute)?),
        [hour, minute, seconds] => {
            // Spreadsheets write seconds, nobody means them.
            number::<i8>(seconds.split('.').next()?).filter(|second| *second == 0)?;
            (number(hour)?, number(minute)?)
        }
        [hour] if next == Some("uhr") || next.is_some_and(is_half_of_day) => (number(hour)?, 0),
        _ => return None,
    };
    let hour: i8 = match (next, clock.0) {
        (Some("am" | "a.m."), 12) => 0,
        (Some("am" | "a.m."), hour @ 0..12) => hour,
        (Some("pm" | "p.m."), 12) => 12,
        (Some("pm" | "p.m."), hour @ 0..12) => hour + 12,
        (Some("am" | "a.m." | "pm" | "p.m."), _) => return None,
        (_, hour) => hour,
    };
    Time::new(hour, clock.1, 0, 0).ok()
}

/// A length in minutes: `45`, `45 min`, `1:30`, `1 Std. 30 Min.`, `1,5 h`.
pub(crate) fn minutes(text: &str) -> Option<u16> {
    let folded = fold(text);
    if let Some((hours, minutes)) = folded.split_once(':') {
        let minutes = minutes.split(':').next()?;
        return number::<u16>(hours)?
            .checked_mul(60)?
            .checked_add(number::<u16>(minutes).filter(|m| *m < 60)?);
    }
    let mut all: u16 = 0;
    let mut words = pieces(&folded).into_iter().peekable();
    words.peek()?;
    while let Some(amount) = words.next() {
        let unit = words.next();
        let of_this = match unit.as_deref().map(|unit| unit.trim_end_matches('.')) {
            None | Some("min" | "mins" | "minute" | "minuten" | "minutes" | "m" | "'") => {
                number(&amount)?
            }
            Some("h" | "std" | "stunde" | "stunden" | "hour" | "hours" | "hrs") => hours(&amount)?,
            Some(_) => return None,
        };
        all = all.checked_add(of_this)?;
    }
    Some(all)
}

/// Numbers and words in turn.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let mut in_number = None;
    for c in text.chars() {
        if c.is_whitespace() {
            in_number = None;
            continue;
        }
        let digit = c.is_ascii_digit() || (in_number == Some(true) && (c == ',' || c == '.'));
        match pieces.last_mut().filter(|_| in_number == Some(digit)) {
            Some(piece) => piece.push(c),
            None => pieces.push(c.to_string()),
        }
        in_number = Some(digit);
    }
    pieces
}

/// `1,5` and `1.5` are ninety minutes.
fn hours(amount: &str) -> Option<u16> {
    let (whole, part) = amount.split_once([',', '.']).unwrap_or((amount, "0"));
    let part = match (part.len(), number::<u16>(part)?) {
        (1, tenths) => tenths * 6,
        (2, hundredths) => hundredths * 60 / 100,
        _ => return None,
    };
    number::<u16>(whole)?.checked_mul(60)?.checked_add(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn civil(cells: &[&str]) -> Option<String> {
        let when = read(cells.iter().copied())?;
        when.civil().map(|civil| civil.to_string())
    }

    #[test]
    fn moments_are_read_as_they_are_written_here_and_elsewhere() {
        for cells in [
            &["27.11.2026", "09:30"][..],
            &["27.11.26", "9.30 Uhr"],
            &["Fr., 27.11.2026 um 9:30 Uhr"],
            &["27. November 2026", "9:30"],
            &["27/11/2026 09:30:00"],
            &["2026-11-27 09:30"],
            &["2026-11-27T09:30:00"],
            &["2026-11-27", "9:30 AM"],
            &["27.11.2026 09:30", "27.11.2026"],
        ] {
            assert_eq!(
                civil(cells).as_deref(),
                Some("2026-11-27T09:30:00"),
                "{cells:?}"
            );
        }
        assert_eq!(
            civil(&["27.11.2026", "9 Uhr"]).as_deref(),
            Some("2026-11-27T09:00:00")
        );
        assert_eq!(
            civil(&["27 Nov 2026", "1:15 pm"]).as_deref(),
            Some("2026-11-27T13:15:00")
        );
    }

    #[test]
    fn a_moment_with_an_offset_is_an_instant() {
        let when = read(["2026-11-27T09:30:00+01:00"]).unwrap();
        assert_eq!(when.instant, "2026-11-27T08:30:00Z".parse().ok());
        let to_the_second = ["2026-11-27T09:30:15+01:00", "2026-11-27T08:30:00.5Z"];
        assert_eq!(to_the_second.map(|cell| read([cell])), [None; 2]);
    }

    #[test]
    fn what_is_no_date_is_not_guessed() {
        for cell in [
            "31.02.2026",
            "11/27/2026",
            "morgen",
            "27.11.",
            "25:00",
            "9:30 9:45",
            "13:00 pm",
            "2026-11-27T09:30:15",
        ] {
            assert_eq!(read([cell]).and_then(|when| when.civil()), None, "{cell}");
        }
    }

    #[test]
    fn lengths_have_units_or_are_minutes() {
        for (text, expected) in [
            ("45", Some(45)),
            ("45 Min.", Some(45)),
            ("45min", Some(45)),
            ("1:30", Some(90)),
            ("1 Std. 30 Min.", Some(90)),
            ("1,5 h", Some(90)),
            ("1.25 h", Some(75)),
            ("2h", Some(120)),
            ("lang", None),
            ("", None),
            ("-5", None),
            ("99999", None),
        ] {
            assert_eq!(minutes(text), expected, "{text}");
        }
    }
}
