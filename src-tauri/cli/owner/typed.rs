//! Combs, prices and hours as they are typed. Pure.

use desk::{
    sheets::{PartSheet, PerformerSheet, ServiceSheet, StaffSheet, WeekdayHours},
    view::MinuteSpan,
};

use crate::{cli::choose, problem::Problem};

/// Days as they are typed, in both languages, Monday first.
const DAYS: [[&str; 2]; 7] = [
    ["mon", "mo"],
    ["tue", "di"],
    ["wed", "mi"],
    ["thu", "do"],
    ["fri", "fr"],
    ["sat", "sa"],
    ["sun", "so"],
];

/// The comb that `typed` describes; a segment that `before` has under the same name keeps its key.
///
/// # Errors
/// `invalid_part`, `unknown_staff`, `ambiguous_staff`.
pub(super) fn parts(
    typed: &[String],
    before: &ServiceSheet,
    team: &[StaffSheet],
) -> Result<Vec<PartSheet>, Problem> {
    typed.iter().map(|text| part(text, before, team)).collect()
}

fn part(text: &str, before: &ServiceSheet, team: &[StaffSheet]) -> Result<PartSheet, Problem> {
    let (head, people) = match text.split_once(':') {
        Some((head, people)) => (head, Some(people)),
        None => (text, None),
    };
    let wrong = || {
        Problem::new(
            "invalid_part",
            "a part is typed as `Auftragen 30: Anna` or `gap 30`",
        )
    };
    let words: Vec<&str> = head.split_whitespace().collect();
    if let ["gap", minutes, rest @ ..] = words.as_slice() {
        let bookable = match (rest, people) {
            ([], None) => true,
            (["blocked"], None) => false,
            _ => return Err(wrong()),
        };
        let minutes = minutes.parse().map_err(|_| wrong())?;
        return Ok(PartSheet::Gap { minutes, bookable });
    }
    let (hand_over, words) = match words.as_slice() {
        [words @ .., "hand-over"] => (true, words),
        words => (false, words),
    };
    let [name @ .., minutes] = words else {
        return Err(wrong());
    };
    let name = name.join(" ");
    Ok(PartSheet::Segment {
        key: key_of(&name, before),
        minutes: minutes.parse().map_err(|_| wrong())?,
        hand_over,
        performers: performers(people.unwrap_or_default(), team)?,
        name,
    })
}

fn key_of(wanted: &str, before: &ServiceSheet) -> Option<String> {
    before.parts.iter().find_map(|part| match part {
        PartSheet::Segment { key, name, .. } if name == wanted => key.clone(),
        PartSheet::Segment { .. } | PartSheet::Gap { .. } => None,
    })
}

fn performers(text: &str, team: &[StaffSheet]) -> Result<Vec<PerformerSheet>, Problem> {
    let names = text.split(',').map(str::trim).filter(|one| !one.is_empty());
    names
        .map(|one| {
            let (name, minutes) = match one.split_once('=') {
                Some((name, minutes)) => (name.trim(), Some(minutes.trim())),
                None => (one, None),
            };
            let minutes = minutes.map(str::parse).transpose().map_err(|_| {
                Problem::new(
                    "invalid_part",
                    "somebody's own length is typed as `Anna=25`",
                )
            })?;
            Ok(PerformerSheet {
                staff_id: choose::staff_sheet(team, name)?.id.unwrap_or_default(),
                minutes,
            })
        })
        .collect()
}

/// Cents of `45`, `45.5`, `45,50`.
///
/// # Errors
/// `invalid_price`.
pub(super) fn cents(text: &str) -> Result<u32, Problem> {
    let wrong = || Problem::new("invalid_price", "a price is typed as 45 or 45.00");
    let text = text.replace(',', ".");
    let (euros, cents) = text.split_once('.').unwrap_or((&text, ""));
    let padded = format!("{cents:0<2}");
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if padded.len() != 2 || !digits(euros) || !digits(&padded) {
        return Err(wrong());
    }
    let euros: u32 = euros.parse().map_err(|_| wrong())?;
    let cents: u32 = padded.parse().map_err(|_| wrong())?;
    let all = euros
        .checked_mul(100)
        .and_then(|all| all.checked_add(cents));
    all.ok_or_else(wrong)
}

/// A usual week from `tue-fri 9:00-13:00,14:00-18:30`.
///
/// # Errors
/// `invalid_hours`.
pub(super) fn week(typed: &[String]) -> Result<Vec<WeekdayHours>, Problem> {
    let mut week = Vec::new();
    for text in typed {
        let (days, hours) = text.trim().split_once(' ').ok_or_else(wrong_hours)?;
        let stretches = stretches(hours)?;
        for weekday in weekdays(days)? {
            week.push(WeekdayHours {
                weekday,
                stretches: stretches.clone(),
            });
        }
    }
    Ok(week)
}

fn weekdays(text: &str) -> Result<Vec<i8>, Problem> {
    let day = |text: &str| {
        let text = text.trim().to_lowercase();
        let found = (1..)
            .zip(DAYS)
            .find(|(_, words)| words.contains(&text.as_str()));
        found.map(|(number, _)| number).ok_or_else(wrong_hours)
    };
    let mut days = Vec::new();
    for part in text.split(',') {
        match part.split_once('-') {
            Some((first, last)) => days.extend(day(first)?..=day(last)?),
            None => days.push(day(part)?),
        }
    }
    Ok(days)
}

/// `9:00-13:00,14:00-18:30`.
///
/// # Errors
/// `invalid_hours`.
pub(super) fn stretches(text: &str) -> Result<Vec<MinuteSpan>, Problem> {
    let parts = text
        .split(',')
        .map(str::trim)
        .filter(|part| !part.is_empty());
    parts
        .map(|part| {
            let (from, to) = part.split_once('-').ok_or_else(wrong_hours)?;
            Ok(MinuteSpan {
                from_minute: minute(from)?,
                to_minute: minute(to)?,
            })
        })
        .collect()
}

pub(in crate::cli) fn minute(text: &str) -> Result<u16, Problem> {
    let (hours, minutes) = text.trim().split_once(':').unwrap_or((text.trim(), "0"));
    let (Ok(hours), Ok(minutes)) = (hours.parse::<u16>(), minutes.parse::<u16>()) else {
        return Err(wrong_hours());
    };
    let inside = hours <= 24 && minutes < 60;
    inside
        .then_some(hours * 60 + minutes)
        .ok_or_else(wrong_hours)
}

fn wrong_hours() -> Problem {
    Problem::new("invalid_hours", "hours are typed as `tue-fri 9:00-18:30`")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prices_are_read_to_the_cent_or_not_at_all() {
        for (typed, wanted) in [
            ("45", 4_500),
            ("45.5", 4_550),
            ("45,50", 4_550),
            ("0.99", 99),
        ] {
            assert_eq!(cents(typed).unwrap(), wanted, "{typed}");
        }
        for wrong in ["", "x", "4.555", "-4", "4.x", "99999999999"] {
            assert_eq!(cents(wrong).unwrap_err().code, "invalid_price", "{wrong}");
        }
    }

    #[test]
    fn a_week_is_read_in_ranges_of_either_language() {
        let typed = ["di-Do,sa 9-13,14:30-18".to_owned()];
        let days: Vec<i8> = week(&typed)
            .unwrap()
            .iter()
            .map(|day| day.weekday)
            .collect();
        assert_eq!(days, [2, 3, 4, 6]);
        let first = week(&typed).unwrap().remove(0).stretches;
        let minutes: Vec<_> = first.iter().map(|s| (s.from_minute, s.to_minute)).collect();
        assert_eq!(minutes, [(540, 780), (870, 1_080)]);
        for wrong in ["tue", "abc 9-13", "tue 9", "tue 9-x", "tue 25-26"] {
            assert_eq!(
                week(&[wrong.to_owned()]).unwrap_err().code,
                "invalid_hours",
                "{wrong}"
            );
        }
    }
}
