//! Civil time of the salon: what the clock on the wall says, and which instant that is.
//!
//! An hour that the clock skips in spring does not exist, an hour that it repeats in autumn is two instants. Neither is
//! guessed: the caller gets an error that says so and, to ask about, the end of the jump or both choices.

use jiff::{
    SignedDuration, Timestamp,
    civil::{Date, DateTime, Time},
    tz::{AmbiguousOffset, TimeZone},
};

use crate::span::Span;

/// Appointments start on multiples of this many civil minutes, as far as we propose them.
pub const GRID_MINUTES: i64 = 5;
/// Long enough to see every change of the clocks once.
const A_YEAR: SignedDuration = SignedDuration::from_hours(366 * 24);
/// Minutes from one midnight to the next on the wall.
pub const DAY_MINUTES: u16 = 1440;

/// Why a text is not an instant of this salon.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CivilError {
    /// Neither `2026-11-27T09:30` nor the same with an offset; or outside of representable time.
    #[error("not a date and time in whole minutes")]
    Invalid,
    /// The clock skips it.
    #[error("{civil} does not exist in this zone: the clocks go forward")]
    DoesNotExist {
        /// What was asked for.
        civil: DateTime,
        /// The first instant after it, in RFC 3339.
        next: String,
    },
    /// The clock shows it twice.
    #[error("{civil} happens twice in this zone: the clocks go back")]
    Ambiguous {
        /// What was asked for.
        civil: DateTime,
        /// Both instants it can mean, the earlier first, in RFC 3339.
        choices: [String; 2],
    },
}

impl CivilError {
    /// Stable code for window, terminal and phone.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Invalid => "invalid_time",
            Self::DoesNotExist { .. } => "time_does_not_exist",
            Self::Ambiguous { .. } => "time_is_ambiguous",
        }
    }
}

/// `2026-11-27`.
///
/// # Errors
/// [`CivilError::Invalid`] for anything else.
pub fn parse_date(text: &str) -> Result<Date, CivilError> {
    let well_formed = text.len() == 10;
    let date: Option<Date> = well_formed.then(|| text.parse().ok()).flatten();
    date.ok_or(CivilError::Invalid)
}

/// `2026-11-27T09:30` in `zone`, or the same with an offset, which is how a choice between two instants comes back.
///
/// # Errors
/// See [`CivilError`].
pub fn parse_start(text: &str, zone: &TimeZone) -> Result<Timestamp, CivilError> {
    if !text.contains('T') {
        return Err(CivilError::Invalid);
    }
    if let Ok(instant) = text.parse::<Timestamp>() {
        return whole_minute(zone.to_datetime(instant)).map(|_| instant);
    }
    let civil = text.parse().map_err(|_| CivilError::Invalid)?;
    instant(whole_minute(civil)?, zone)
}

fn whole_minute(civil: DateTime) -> Result<DateTime, CivilError> {
    let whole = civil.second() == 0 && civil.subsec_nanosecond() == 0;
    whole.then_some(civil).ok_or(CivilError::Invalid)
}

/// The one instant at which the clock shows `civil`.
///
/// # Errors
/// See [`CivilError`].
pub fn instant(civil: DateTime, zone: &TimeZone) -> Result<Timestamp, CivilError> {
    let ambiguous = zone.to_ambiguous_timestamp(civil);
    match ambiguous.offset() {
        AmbiguousOffset::Unambiguous { .. } => {
            ambiguous.unambiguous().map_err(|_| CivilError::Invalid)
        }
        AmbiguousOffset::Gap { .. } => {
            let next = jump(civil, zone).ok_or(CivilError::Invalid)?;
            let next = rfc3339(next, zone);
            Err(CivilError::DoesNotExist { civil, next })
        }
        AmbiguousOffset::Fold { before, after } => {
            let choice = |offset: jiff::tz::Offset| {
                offset
                    .to_timestamp(civil)
                    .map(|at| at.display_with_offset(offset).to_string())
                    .map_err(|_| CivilError::Invalid)
            };
            Err(CivilError::Ambiguous {
                civil,
                choices: [choice(before)?, choice(after)?],
            })
        }
    }
}

/// The first instant of the stretch that begins at `civil`: in a fold the earlier one, in a gap the moment of the jump.
#[must_use]
pub fn opening(civil: DateTime, zone: &TimeZone) -> Option<Timestamp> {
    let ambiguous = zone.to_ambiguous_timestamp(civil);
    match ambiguous.offset() {
        AmbiguousOffset::Gap { .. } => jump(civil, zone),
        AmbiguousOffset::Unambiguous { .. } | AmbiguousOffset::Fold { .. } => {
            ambiguous.earlier().ok()
        }
    }
}

/// The instant after the stretch that ends at `civil`: in a fold the later one, in a gap the moment of the jump.
#[must_use]
pub fn closing(civil: DateTime, zone: &TimeZone) -> Option<Timestamp> {
    let ambiguous = zone.to_ambiguous_timestamp(civil);
    match ambiguous.offset() {
        AmbiguousOffset::Gap { .. } => jump(civil, zone),
        AmbiguousOffset::Unambiguous { .. } | AmbiguousOffset::Fold { .. } => {
            ambiguous.later().ok()
        }
    }
}

/// When the clocks leap over `civil`.
fn jump(civil: DateTime, zone: &TimeZone) -> Option<Timestamp> {
    let before = zone.to_ambiguous_timestamp(civil).earlier().ok()?;
    zone.following(before).next().map(|t| t.timestamp())
}

/// From one midnight to the next: 23, 24 or 25 hours.
#[must_use]
pub fn day(date: Date, zone: &TimeZone) -> Option<Span> {
    let start = opening(date.to_datetime(Time::midnight()), zone)?;
    let end = opening(date.tomorrow().ok()?.to_datetime(Time::midnight()), zone)?;
    Span::new(start, end)
}

/// The date on the wall.
#[must_use]
pub fn date_of(at: Timestamp, zone: &TimeZone) -> Date {
    zone.to_datetime(at).date()
}

/// Civil minutes since midnight: 09:30 is 570.
#[must_use]
pub fn minute_of_day(at: Timestamp, zone: &TimeZone) -> u16 {
    let civil = zone.to_datetime(at);
    // Hours and minutes of a day are never negative.
    u16::try_from(i16::from(civil.hour()) * 60 + i16::from(civil.minute())).unwrap_or_default()
}

/// What the clock shows at `at` on the day `date`: civil minutes, 0 if that was before, 1440 if it is after.
#[must_use]
pub fn minute_on(date: Date, at: Timestamp, zone: &TimeZone) -> u16 {
    match date_of(at, zone).cmp(&date) {
        std::cmp::Ordering::Less => 0,
        std::cmp::Ordering::Equal => minute_of_day(at, zone),
        std::cmp::Ordering::Greater => DAY_MINUTES,
    }
}

/// A day as a page of the book. What lies on it is counted in minutes that have passed since the day began: on most days that is what
/// the clock shows, after the clocks have been changed it is an hour more or less.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// `2026-11-27`.
    pub date: Date,
    begins: Timestamp,
    ends: Timestamp,
}

impl Page {
    /// The page of a date. At the edge of representable time it has no end.
    #[must_use]
    pub fn of(date: Date, zone: &TimeZone) -> Self {
        let midnight = |date: Date| opening(date.to_datetime(Time::midnight()), zone);
        let next = date.tomorrow().ok().and_then(midnight);
        Self {
            date,
            begins: midnight(date).unwrap_or(Timestamp::MIN),
            ends: next.unwrap_or(Timestamp::MAX),
        }
    }

    /// Minutes from its beginning to `at`: 0 if that was before, the day's length if it is after.
    #[must_use]
    pub fn minute(&self, at: Timestamp) -> u16 {
        let within = at.clamp(self.begins, self.ends);
        let seconds = within.duration_since(self.begins).as_secs();
        u16::try_from(seconds / 60).unwrap_or(u16::MAX)
    }
}

/// Whether two zones show the same time all through the year from `from` on, as `Europe/Berlin` and `Europe/Vienna` do.
#[must_use]
pub fn same_clock(one: &TimeZone, other: &TimeZone, from: Timestamp) -> bool {
    let last = from.checked_add(A_YEAR).unwrap_or(Timestamp::MAX);
    let changes = |zone: &TimeZone| -> Vec<Timestamp> {
        let moments = zone.following(from).map(|change| change.timestamp());
        moments.take_while(|at| *at <= last).collect()
    };
    let agree = |at: Timestamp| one.to_offset(at) == other.to_offset(at);
    agree(from) && changes(one).into_iter().chain(changes(other)).all(agree)
}

/// `10:50`; in the hour that is there twice `02:30 A` and `02:30 B`, as the law and timetables have it.
#[must_use]
pub fn clock(at: Timestamp, zone: &TimeZone) -> String {
    let civil = zone.to_datetime(at);
    let which = match zone.to_ambiguous_timestamp(civil).offset() {
        AmbiguousOffset::Fold { before, .. } if before == zone.to_offset(at) => " A",
        AmbiguousOffset::Fold { .. } => " B",
        AmbiguousOffset::Unambiguous { .. } | AmbiguousOffset::Gap { .. } => "",
    };
    format!("{:02}:{:02}{which}", civil.hour(), civil.minute())
}

/// `2026-11-27T09:30:00+01:00`.
#[must_use]
pub fn rfc3339(at: Timestamp, zone: &TimeZone) -> String {
    at.display_with_offset(zone.to_offset(at)).to_string()
}

/// Every instant from `first` to `last`, both included, at which the wall clock shows a multiple of [`GRID_MINUTES`].
pub fn grid(
    first: Timestamp,
    last: Timestamp,
    zone: &TimeZone,
) -> impl Iterator<Item = Timestamp> + use<'_> {
    let mut from = first;
    std::iter::from_fn(move || {
        let at = next_on_grid(from, zone)?;
        from = at.checked_add(SignedDuration::from_secs(1)).ok()?;
        (at <= last).then_some(at)
    })
}

fn next_on_grid(from: Timestamp, zone: &TimeZone) -> Option<Timestamp> {
    const STEP: i64 = GRID_MINUTES * 60;
    let whole = if from.subsec_nanosecond() > 0 {
        from.as_second() + 1
    } else {
        from.as_second()
    };
    let offset = zone.to_offset(from);
    let wait = (-(whole + i64::from(offset.seconds()))).rem_euclid(STEP);
    let at = Timestamp::from_second(whole + wait).ok()?;
    if zone.to_offset(at) == offset {
        return Some(at);
    }
    // The clocks change before the next mark: look again from that moment.
    let change = zone.following(from).next()?.timestamp();
    next_on_grid(change, zone)
}
