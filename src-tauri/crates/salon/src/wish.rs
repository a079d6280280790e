//! When somebody could come who waits for a place.

use jiff::{
    Timestamp,
    civil::{Date, Weekday},
    tz::TimeZone,
};

use crate::{
    civil::{DAY_MINUTES, date_of, minute_on},
    span::Span,
};

/// Dates, days of the week and times that suit somebody. The default suits always.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimeWish {
    /// Not before this date.
    pub from: Option<Date>,
    /// Not after this date.
    pub to: Option<Date>,
    /// A mask: 1 for Monday to 64 for Sunday.
    pub weekdays: u8,
    /// Not before this minute of the day.
    pub from_minute: u16,
    /// Over by this minute of the day.
    pub to_minute: u16,
}

/// Why a wish is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WishError {
    /// It ends before it begins, or leaves no day.
    #[error("there is no time that would suit")]
    NeverSuits,
}

impl WishError {
    /// Stable code for window, terminal and phone.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::NeverSuits => "never_suits",
        }
    }
}

impl Default for TimeWish {
    fn default() -> Self {
        Self {
            from: None,
            to: None,
            weekdays: 127,
            from_minute: 0,
            to_minute: DAY_MINUTES,
        }
    }
}

impl TimeWish {
    /// The wish itself, if there can be a time that suits.
    ///
    /// # Errors
    /// [`WishError::NeverSuits`].
    pub fn checked(self) -> Result<Self, WishError> {
        let dates = match (self.from, self.to) {
            (Some(from), Some(to)) => from <= to,
            (None, _) | (_, None) => true,
        };
        let times = self.from_minute < self.to_minute && self.to_minute <= DAY_MINUTES;
        let days = (1..=127).contains(&self.weekdays);
        (dates && times && days)
            .then_some(self)
            .ok_or(WishError::NeverSuits)
    }

    /// Whether all of `span` lies where it suits.
    #[must_use]
    pub fn suits(&self, span: &Span, zone: &TimeZone) -> bool {
        let date = date_of(span.start, zone);
        let in_time = self.from.is_none_or(|from| from <= date)
            && self.to.is_none_or(|to| date <= to)
            && self.weekdays & mask(date.weekday()) != 0;
        // Minutes of the start's own date: what ends after midnight ends late.
        in_time
            && minute_on(date, span.start, zone) >= self.from_minute
            && minute_on(date, span.end, zone) <= self.to_minute
    }

    /// Whether no time that suits can still come.
    #[must_use]
    pub fn is_over(&self, now: Timestamp, zone: &TimeZone) -> bool {
        self.to.is_some_and(|to| to < date_of(now, zone))
    }
}

/// The bit of a day of the week.
#[must_use]
pub fn mask(day: Weekday) -> u8 {
    1 << day.to_monday_zero_offset()
}
