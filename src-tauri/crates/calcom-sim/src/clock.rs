//! The server's clock: the machine's own, shifted, or standing still.
//!
//! Tests that need a certain day freeze it; a demo lets it run from a chosen moment.

use jiff::{SignedDuration, Timestamp};

/// What the server believes the time is.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) enum Clock {
    /// The machine's clock.
    #[default]
    Real,
    /// The machine's clock plus an offset; it ticks.
    Shifted(SignedDuration),
    /// Stands still until told otherwise.
    Frozen(Timestamp),
}

impl Clock {
    pub(crate) fn running_from(start: Timestamp) -> Self {
        Self::Shifted(start.duration_since(Timestamp::now()))
    }

    pub(crate) fn now(self) -> Timestamp {
        match self {
            Self::Real => Timestamp::now(),
            Self::Shifted(by) => later(Timestamp::now(), by),
            Self::Frozen(at) => at,
        }
    }

    /// The same clock, `by` later (earlier when negative).
    pub(crate) fn advanced(self, by: SignedDuration) -> Self {
        match self {
            Self::Real => Self::Shifted(by),
            Self::Shifted(so_far) => Self::Shifted(so_far.saturating_add(by)),
            Self::Frozen(at) => Self::Frozen(later(at, by)),
        }
    }
}

/// `at + by`; the end of representable time stays the end.
pub(crate) fn later(at: Timestamp, by: SignedDuration) -> Timestamp {
    at.saturating_add(by).unwrap_or(at)
}

/// `at + minutes`.
pub(crate) fn later_minutes(at: Timestamp, minutes: i64) -> Timestamp {
    later(at, SignedDuration::from_mins(minutes))
}

/// The instant as Cal.com writes it: UTC with exactly three decimals.
pub(crate) fn written(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%S%.3fZ").to_string()
}

/// The instant as the `Date` of an answer: whole seconds, `Tue, 24 Nov 2026 07:15:00 GMT`.
pub(crate) fn header(at: Timestamp) -> String {
    at.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
}

/// Reads an instant the way the server does: with offset, without (UTC), or a bare date (UTC midnight). Seconds are kept, fractions dropped.
pub(crate) fn read_instant(text: &str) -> Option<Timestamp> {
    let exact = text.parse::<Timestamp>().ok().or_else(|| {
        let civil = text.parse::<jiff::civil::DateTime>().ok()?;
        Some(civil.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp())
    })?;
    Timestamp::from_second(exact.as_second()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_is_read_with_offset_without_zone_and_as_a_bare_date() {
        for (text, expected) in [
            ("2026-11-24T14:30:00+01:00", "2026-11-24T13:30:00.000Z"),
            ("2026-11-24T14:00:00", "2026-11-24T14:00:00.000Z"),
            ("2026-11-24", "2026-11-24T00:00:00.000Z"),
            ("2027-01-12T12:00:30.500Z", "2027-01-12T12:00:30.000Z"),
        ] {
            assert_eq!(
                read_instant(text).map(written).as_deref(),
                Some(expected),
                "{text}"
            );
        }
        assert_eq!(read_instant("gestern"), None);
    }

    #[test]
    fn a_frozen_clock_moves_only_when_told() {
        let noon: Timestamp = "2026-11-24T12:00:00Z".parse().unwrap();
        let clock = Clock::Frozen(noon);
        assert_eq!(clock.now(), noon);
        assert_eq!(
            clock.advanced(SignedDuration::from_mins(5)).now(),
            later_minutes(noon, 5)
        );
    }
}
