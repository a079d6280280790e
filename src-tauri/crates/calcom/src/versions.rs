//! Which `cal-api-version` goes with which family of endpoints.
//!
//! A missing or unknown header silently means an old version with other shapes, and a known one of the wrong family is answered 404.
//! So the table is complete for every family whose shape depends on it, and it is configuration: the hosted service moves on.

use std::str::FromStr;

use jiff::civil::Date;
use reqwest::header::HeaderValue;

/// One API version: a date, as Cal.com names them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ApiVersion(Date);

/// The text is not a date of the form `2024-08-13`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an API version is a date like 2024-08-13")]
pub struct ApiVersionError;

impl ApiVersion {
    /// From a date.
    #[must_use]
    pub const fn new(date: Date) -> Self {
        Self(date)
    }

    pub(crate) fn header(self) -> Option<HeaderValue> {
        HeaderValue::from_str(&self.to_string()).ok()
    }
}

impl FromStr for ApiVersion {
    type Err = ApiVersionError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.len() != "2024-08-13".len() {
            return Err(ApiVersionError);
        }
        text.parse().map(Self).map_err(|_| ApiVersionError)
    }
}

impl std::fmt::Display for ApiVersion {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// The endpoints that share one version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Family {
    /// me, teams, memberships, team schedules
    Account,
    /// event types, team-scoped and global
    EventTypes,
    /// one person's own schedules
    Schedules,
    /// slots and reservations
    Slots,
    /// bookings
    Bookings,
}

/// The version table. Override a field when a server needs another one – and only after its answers' *shape* has been probed:
/// a server that does not know a version answers 200 in an old shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Versions {
    /// me, teams, memberships, team schedules. They take any, so none is sent by default.
    pub account: Option<ApiVersion>,
    /// Event types. Default 2024-06-14.
    pub event_types: ApiVersion,
    /// One person's own schedules. Default 2024-06-11.
    pub schedules: ApiVersion,
    /// Slots and reservations. Default 2024-09-04.
    pub slots: ApiVersion,
    /// Bookings. Default 2024-08-13, which old and new servers know.
    pub bookings: ApiVersion,
}

impl Default for Versions {
    fn default() -> Self {
        Self {
            account: None,
            event_types: ApiVersion(Date::constant(2024, 6, 14)),
            schedules: ApiVersion(Date::constant(2024, 6, 11)),
            slots: ApiVersion(Date::constant(2024, 9, 4)),
            bookings: ApiVersion(Date::constant(2024, 8, 13)),
        }
    }
}

impl Versions {
    pub(crate) fn of(&self, family: Family) -> Option<ApiVersion> {
        match family {
            Family::Account => self.account,
            Family::EventTypes => Some(self.event_types),
            Family::Schedules => Some(self.schedules),
            Family::Slots => Some(self.slots),
            Family::Bookings => Some(self.bookings),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_read_and_print_as_dates() {
        let version: ApiVersion = "2026-02-25".parse().unwrap();
        assert_eq!(version.to_string(), "2026-02-25");
        assert_eq!(version.header().unwrap(), "2026-02-25");
        for text in ["", "latest", "2024-13-01", "2024-08-13T00:00:00"] {
            assert_eq!(text.parse::<ApiVersion>(), Err(ApiVersionError), "{text}");
        }
    }

    #[test]
    fn the_defaults_are_the_measured_ones() {
        let table = Versions::default();
        let of = |family| table.of(family).map(|version| version.to_string());
        assert_eq!(of(Family::Account), None);
        assert_eq!(of(Family::EventTypes).as_deref(), Some("2024-06-14"));
        assert_eq!(of(Family::Schedules).as_deref(), Some("2024-06-11"));
        assert_eq!(of(Family::Slots).as_deref(), Some("2024-09-04"));
        assert_eq!(of(Family::Bookings).as_deref(), Some("2024-08-13"));
    }
}
