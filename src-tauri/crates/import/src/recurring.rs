//! What happens again and again: the starts of a series within a window.
//!
//! A rule is about the wall: "every Friday at half past nine" stays half past nine when the clocks change. It is worked out on civil
//! time as if that were UTC; the zone comes in afterwards.

use jiff::{
    Timestamp,
    civil::{Date, DateTime},
    tz::TimeZone,
};
use rrule::{Frequency, RRule, RRuleSet, Tz, Unvalidated};

use crate::FaultCode;

/// Most times that one series is taken within a window.
pub(crate) const MOST: usize = 1_000;
/// Most times that are counted from its beginning on: every hour for ten years, every day for three hundred.
const MOST_COUNTED: usize = 100_000;
/// Longest rule, in bytes: twice what it takes to name every day of a year.
const LONGEST: usize = 4_000;

/// Civil starts of the rule from `first` on that lie within `from` and `to`.
///
/// # Errors
/// `UnknownRule` if it cannot be read, `TooOften` if there are more than [`MOST`].
pub(crate) fn starts(
    rule: &str,
    first: DateTime,
    zone: &TimeZone,
    from: DateTime,
    to: DateTime,
) -> Result<Vec<DateTime>, FaultCode> {
    let rule = read(rule, zone).ok_or(FaultCode::UnknownRule)?;
    let first = moment(first).ok_or(FaultCode::UnknownRule)?;
    if rule.get_until().is_some_and(|until| *until < first) {
        // What is left of a series that was parted at its first time.
        return Ok(Vec::new());
    }
    if is_too_often(&rule) {
        return Err(FaultCode::TooOften);
    }
    let rule = rule.validate(first).map_err(|_| FaultCode::UnknownRule)?;
    let series = RRuleSet::new(first).rrule(rule).limit();
    let mut starts = Vec::new();
    for (counted, at) in series.into_iter().enumerate() {
        let at = Timestamp::from_second(at.timestamp()).map_err(|_| FaultCode::UnknownRule)?;
        let civil = TimeZone::UTC.to_datetime(at);
        if civil >= to {
            break;
        }
        if counted == MOST_COUNTED || starts.len() == MOST {
            return Err(FaultCode::TooOften);
        }
        starts.extend(Some(civil).filter(|civil| *civil >= from));
    }
    Ok(starts)
}

fn read(rule: &str, zone: &TimeZone) -> Option<RRule<Unvalidated>> {
    // The parser cuts days apart by bytes.
    if !rule.is_ascii() || rule.len() > LONGEST {
        return None;
    }
    let rule: RRule<Unvalidated> = as_if_utc(&rule.to_ascii_uppercase(), zone)?.parse().ok()?;
    let never = rule.get_interval() == 0 || rule.get_count() == Some(0);
    Some(rule).filter(|_| !never)
}

/// Whether it is about minutes or seconds, which would be gone through one by one, or has more times on one day than are taken at all.
fn is_too_often(rule: &RRule<Unvalidated>) -> bool {
    let named = [
        rule.get_by_hour(),
        rule.get_by_minute(),
        rule.get_by_second(),
    ];
    let on_one_day: usize = named.iter().map(|times| times.len().max(1)).product();
    let by_the_minute = matches!(rule.get_freq(), Frequency::Minutely | Frequency::Secondly);
    by_the_minute || on_one_day > MOST
}

fn moment(civil: DateTime) -> Option<chrono::DateTime<Tz>> {
    let seconds = TimeZone::UTC.to_timestamp(civil).ok()?.as_second();
    Some(chrono::DateTime::from_timestamp(seconds, 0)?.with_timezone(&Tz::UTC))
}

/// The rule with its end on the same wall as everything else.
fn as_if_utc(rule: &str, zone: &TimeZone) -> Option<String> {
    let parts = rule.split(';').map(|part| {
        let Some(until) = part.strip_prefix("UNTIL=") else {
            return Some(part.to_owned());
        };
        let civil = match until.strip_suffix('Z') {
            Some(utc) => {
                let utc: DateTime = DateTime::strptime("%Y%m%dT%H%M%S", utc).ok()?;
                zone.to_datetime(TimeZone::UTC.to_timestamp(utc).ok()?)
            }
            None if until.len() == 8 => Date::strptime("%Y%m%d", until).ok()?.at(23, 59, 59, 0),
            None => DateTime::strptime("%Y%m%dT%H%M%S", until).ok()?,
        };
        Some(format!("UNTIL={}", civil.strftime("%Y%m%dT%H%M%SZ")))
    });
    Some(parts.collect::<Option<Vec<_>>>()?.join(";"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(rule: &str) -> Option<Vec<String>> {
        let berlin = TimeZone::get("Europe/Berlin").unwrap();
        let civil = |text: &str| text.parse::<DateTime>().unwrap();
        let found = starts(
            rule,
            civil("2026-10-16T09:30"),
            &berlin,
            civil("2026-10-20T00:00"),
            civil("2026-11-20T00:00"),
        );
        let found = found.ok()?;
        Some(found.iter().map(|at| at.to_string()).collect())
    }

    #[test]
    fn half_past_nine_stays_half_past_nine_when_the_clocks_change() {
        let expected = [
            "2026-10-23T09:30:00",
            "2026-10-30T09:30:00",
            "2026-11-06T09:30:00",
            "2026-11-13T09:30:00",
        ];
        assert_eq!(all("FREQ=WEEKLY").unwrap(), expected);
        assert_eq!(all("FREQ=WEEKLY;COUNT=3").unwrap(), expected[..2]);
    }

    #[test]
    fn the_last_time_counts_wherever_its_end_is_written() {
        let two = ["2026-10-23T09:30:00", "2026-10-30T09:30:00"];
        assert_eq!(all("FREQ=WEEKLY;UNTIL=20261030T083000Z").unwrap(), two);
        assert_eq!(all("FREQ=WEEKLY;UNTIL=20261030").unwrap(), two);
        assert_eq!(all("FREQ=WEEKLY;UNTIL=20261030T082900Z").unwrap(), two[..1]);
    }

    #[test]
    fn a_rule_that_is_none_is_not_guessed() {
        assert_eq!(all("FREQ=SOMETIMES"), None);
    }

    fn code(rule: &str) -> Option<FaultCode> {
        let berlin = TimeZone::get("Europe/Berlin").unwrap();
        let civil = |text: &str| text.parse::<DateTime>().unwrap();
        let (from, to) = (civil("2026-10-20T00:00"), civil("2026-11-20T00:00"));
        starts(rule, civil("2006-10-16T09:30"), &berlin, from, to).err()
    }

    #[test]
    fn nothing_that_stands_in_a_rule_ends_the_program() {
        let letters = "FREQ=WEEKLY;BYDAY=éa";
        let days = format!("FREQ=DAILY;BYDAY={}MO", "MO,".repeat(1_000_000));
        for rule in [
            letters,
            days.as_str(),
            "FREQ=DAILY;INTERVAL=0",
            "FREQ=DAILY;COUNT=0",
            "FREQ=DAILY\nDTSTART:20261101T000000Z",
        ] {
            assert_eq!(code(rule), Some(FaultCode::UnknownRule));
        }
    }

    #[test]
    fn what_comes_by_the_second_is_not_even_counted() {
        let list = |most: u8| {
            (0..most)
                .map(|one| one.to_string())
                .collect::<Vec<_>>()
                .join(",")
        };
        let all_day = format!(
            "FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYHOUR={};BYMINUTE={};BYSECOND={}",
            list(24),
            list(60),
            list(60)
        );
        for rule in [
            all_day.as_str(),
            "FREQ=SECONDLY;BYHOUR=9;BYMINUTE=30;BYSECOND=0",
            "FREQ=MINUTELY",
            "FREQ=HOURLY",
        ] {
            assert_eq!(code(rule), Some(FaultCode::TooOften));
        }
    }

    #[test]
    fn a_series_that_ended_before_it_began_has_no_times() {
        assert_eq!(all("FREQ=WEEKLY;UNTIL=20261015T215959Z").unwrap(), [""; 0]);
        assert_eq!(all("freq=weekly;until=20261030T083000Z").unwrap().len(), 2);
    }
}
