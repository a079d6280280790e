//! Working hours as an owner types them.

use jiff::civil::Weekday;

use crate::working_time::Stretch;

/// What is wrong with hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HoursError {
    /// A stretch that does not begin before it ends, within one day, or a weekday beyond 1 to 7.
    #[error("hours begin before they end, within one day")]
    Stretch,
    /// Two stretches of one day that overlap.
    #[error("two stretches of one day overlap")]
    Overlap,
}

impl HoursError {
    /// Stable code for window, terminal and phone.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Stretch => "invalid_hours",
            Self::Overlap => "hours_overlap",
        }
    }
}

/// The stretches of one day from `(from, to)` in minutes, by start. Those that touch are one stretch; none at all is a day off.
///
/// # Errors
/// See [`HoursError`].
pub fn day(typed: impl IntoIterator<Item = (u16, u16)>) -> Result<Vec<Stretch>, HoursError> {
    let typed = typed.into_iter();
    let mut stretches = typed
        .map(|(from, to)| Stretch::new(from, to).ok_or(HoursError::Stretch))
        .collect::<Result<Vec<_>, _>>()?;
    stretches.sort_unstable();
    let mut day: Vec<Stretch> = Vec::with_capacity(stretches.len());
    for stretch in stretches {
        let Some(last) = day.last_mut() else {
            day.push(stretch);
            continue;
        };
        if stretch.from_minute() < last.to_minute() {
            return Err(HoursError::Overlap);
        }
        if stretch.from_minute() > last.to_minute() {
            day.push(stretch);
        } else if let Some(both) = Stretch::new(last.from_minute(), stretch.to_minute()) {
            *last = both;
        }
    }
    Ok(day)
}

/// A usual week from days by ISO number, Monday 1. A day that is not named is off.
///
/// # Errors
/// See [`HoursError`]; a day named twice overlaps itself.
pub fn week(typed: &[(i8, Vec<(u16, u16)>)]) -> Result<Vec<(Weekday, Stretch)>, HoursError> {
    let mut week = Vec::new();
    let mut seen = Vec::with_capacity(typed.len());
    for (number, stretches) in typed {
        let weekday = Weekday::from_monday_one_offset(*number).map_err(|_| HoursError::Stretch)?;
        if seen.contains(&weekday) {
            return Err(HoursError::Overlap);
        }
        seen.push(weekday);
        let stretches = day(stretches.iter().copied())?;
        week.extend(stretches.into_iter().map(|stretch| (weekday, stretch)));
    }
    Ok(week)
}
