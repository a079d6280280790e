//! When somebody works: the usual week, and dates that differ.
//!
//! Hours are said in civil time ("from nine to half past six"), so a stretch that spans a change of the clocks is an hour
//! longer or shorter. A stretch that opens or closes in a skipped hour does so at the moment of the jump.

use std::collections::BTreeMap;

use jiff::{
    civil::{Date, DateTime, Time, Weekday},
    tz::TimeZone,
};

use crate::{
    civil::{DAY_MINUTES, closing, date_of, opening},
    span::Span,
    spans::SpanSet,
};

/// Part of a civil day, in minutes from midnight, the end not included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stretch {
    from: u16,
    to: u16,
}

impl Stretch {
    /// `None` unless it begins before it ends, within one day.
    #[must_use]
    pub fn new(from_minute: u16, to_minute: u16) -> Option<Self> {
        (from_minute < to_minute && to_minute <= DAY_MINUTES).then_some(Self {
            from: from_minute,
            to: to_minute,
        })
    }

    /// First minute inside.
    #[must_use]
    pub fn from_minute(&self) -> u16 {
        self.from
    }

    /// First minute after.
    #[must_use]
    pub fn to_minute(&self) -> u16 {
        self.to
    }

    fn span(self, date: Date, zone: &TimeZone) -> Option<Span> {
        let start = opening(civil(date, self.from)?, zone)?;
        let end = closing(civil(date, self.to)?, zone)?;
        Span::new(start, end)
    }
}

fn civil(date: Date, minute: u16) -> Option<DateTime> {
    if minute == DAY_MINUTES {
        return Some(date.tomorrow().ok()?.to_datetime(Time::midnight()));
    }
    let (hour, minute) = (
        i8::try_from(minute / 60).ok()?,
        i8::try_from(minute % 60).ok()?,
    );
    Some(date.to_datetime(Time::new(hour, minute, 0, 0).ok()?))
}

/// One person's hours. Empty: never works.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WorkingTime {
    /// By ISO number of the weekday, Monday 1.
    week: BTreeMap<i8, Vec<Stretch>>,
    exceptions: BTreeMap<Date, Vec<Stretch>>,
}

impl WorkingTime {
    /// Adds a stretch to every `weekday`; several leave a break between them.
    pub fn add_weekly(&mut self, weekday: Weekday, stretch: Stretch) {
        let day = self.week.entry(weekday.to_monday_one_offset()).or_default();
        day.push(stretch);
        day.sort_unstable();
    }

    /// Makes `date` differ from the usual week: the first call empties it, each stretch given is added. `None` alone is a
    /// day off.
    pub fn add_exception(&mut self, date: Date, stretch: Option<Stretch>) {
        let day = self.exceptions.entry(date).or_default();
        day.extend(stretch);
        day.sort_unstable();
    }

    /// The stretches of a date, earliest first; empty on a day off.
    #[must_use]
    pub fn stretches(&self, date: Date) -> &[Stretch] {
        self.exceptions
            .get(&date)
            .or_else(|| self.week.get(&date.weekday().to_monday_one_offset()))
            .map_or(&[], Vec::as_slice)
    }

    /// The same as instants, joined where they meet.
    #[must_use]
    pub fn on(&self, date: Date, zone: &TimeZone) -> SpanSet {
        self.spans(date, zone).collect()
    }

    /// Everything from the first date that `range` touches to the last, uncut.
    #[must_use]
    pub fn during(&self, range: &Span, zone: &TimeZone) -> SpanSet {
        let last = date_of(range.end, zone);
        date_of(range.start, zone)
            .series(jiff::Span::new().days(1))
            .take_while(|date| *date <= last)
            .flat_map(|date| self.spans(date, zone))
            .collect()
    }

    /// The same one by one, for drawing.
    pub fn spans<'a>(&'a self, date: Date, zone: &'a TimeZone) -> impl Iterator<Item = Span> + 'a {
        self.stretches(date)
            .iter()
            .filter_map(move |stretch| stretch.span(date, zone))
    }
}

/// How much of the time for sale is sold, in percent from 0 to 100. Time that is `blocked` is not for sale; where nothing
/// is, the load is 0. Work outside the hours does not count.
#[must_use]
pub fn load_percent(hours: &SpanSet, blocked: &SpanSet, booked: &SpanSet) -> u8 {
    let for_sale = hours.minus(blocked);
    let minutes = for_sale.length().as_mins();
    if minutes <= 0 {
        return 0;
    }
    let sold = for_sale.and(booked).length().as_mins();
    // Rounded half up; never above 100 because what is sold was for sale.
    u8::try_from((sold * 200 + minutes) / (minutes * 2)).unwrap_or(100)
}
