//! `cal-api-version`: which shapes a call gets.
//!
//! A missing or unknown version silently means the oldest one. A known version that a family of routes does not serve is "Cannot GET …".

/// A version of the API, by its date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Version {
    V20240415,
    V20240611,
    V20240614,
    V20240813,
    V20240904,
}

impl Version {
    /// The version a header means.
    pub(crate) fn read(header: Option<&str>) -> Self {
        match header {
            Some("2024-06-11") => Self::V20240611,
            Some("2024-06-14") => Self::V20240614,
            Some("2024-08-13") => Self::V20240813,
            Some("2024-09-04") => Self::V20240904,
            Some(_) | None => Self::V20240415,
        }
    }
}

/// The versions a route answers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Serves {
    /// Whatever the header says.
    Any,
    /// 2024-08-13.
    Bookings,
    /// What came before: 2024-04-15 to 2024-06-14.
    OldBookings,
    /// 2024-06-14.
    EventTypes,
    /// 2024-04-15 and 2024-06-11.
    OldEventTypes,
    /// 2024-09-04.
    Slots,
    /// 2024-06-11.
    Schedules,
}

impl Serves {
    pub(crate) fn serves(self, version: Version) -> bool {
        match self {
            Self::Any => true,
            Self::Bookings => version == Version::V20240813,
            Self::OldBookings => version <= Version::V20240614,
            Self::EventTypes => version == Version::V20240614,
            Self::OldEventTypes => version <= Version::V20240611,
            Self::Slots => version == Version::V20240904,
            Self::Schedules => version == Version::V20240611,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_or_an_unknown_version_means_the_oldest() {
        for header in [None, Some("1999-01-01"), Some("2026-02-25"), Some("")] {
            assert_eq!(Version::read(header), Version::V20240415, "{header:?}");
        }
    }

    #[test]
    fn bookings_answer_old_versions_in_old_shapes_and_newer_ones_not_at_all() {
        let served = |header| {
            let version = Version::read(Some(header));
            (
                Serves::Bookings.serves(version),
                Serves::OldBookings.serves(version),
            )
        };
        assert_eq!(served("2024-08-13"), (true, false));
        assert_eq!(served("2024-06-14"), (false, true));
        assert_eq!(served("2024-09-04"), (false, false));
    }
}
