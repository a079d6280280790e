//! The clock on the salon's wall, for people who read the terminal.

use jiff::{Timestamp, tz::TimeZone};
use salon::civil;

use crate::{problem::Problem, reception::Book};

/// Shows instants as the salon's wall does.
#[derive(Debug, Clone)]
pub(super) struct Wall(TimeZone);

impl Wall {
    /// The wall of the salon whose book this is.
    ///
    /// # Errors
    /// The book cannot be read.
    pub(super) fn of(book: &Book) -> Result<Self, Problem> {
        Ok(Self(book.salon()?.zone))
    }

    /// `09:30`, in the hour that is there twice `02:30 A` or `02:30 B`, at an instant as views give it: in RFC 3339.
    pub(super) fn time(&self, instant: &str) -> String {
        self.read(instant, civil::clock)
    }

    /// `2026-11-27 09:30`, the same with its date.
    pub(super) fn moment(&self, instant: &str) -> String {
        self.read(instant, |at, zone| {
            let date = civil::date_of(at, zone);
            format!("{date} {}", civil::clock(at, zone))
        })
    }

    fn read(&self, instant: &str, shown: impl Fn(Timestamp, &TimeZone) -> String) -> String {
        match instant.parse() {
            Ok(at) => shown(at, &self.0),
            // What cannot be read is shown as it came.
            Err(_) => instant.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn berlin() -> Wall {
        Wall(TimeZone::get("Europe/Berlin").unwrap())
    }

    #[test]
    fn an_hour_that_is_there_twice_is_told_apart() {
        let wall = berlin();
        for (instant, time) in [
            ("2026-10-25T01:30:00+02:00", "01:30"),
            ("2026-10-25T02:30:00+02:00", "02:30 A"),
            ("2026-10-25T02:30:00+01:00", "02:30 B"),
            ("2026-10-25T03:00:00+01:00", "03:00"),
        ] {
            assert_eq!(wall.time(instant), time);
            assert_eq!(wall.moment(instant), format!("2026-10-25 {time}"));
        }
    }

    #[test]
    fn instants_are_shown_by_the_salons_clock_whatever_offset_they_come_with() {
        let wall = berlin();
        assert_eq!(wall.moment("2026-11-27T23:30:00Z"), "2026-11-28 00:30");
        assert_eq!(wall.moment("soon"), "soon");
    }
}
