//! What times in a calendar mean: zones, whole days, series, lengths.

use std::collections::BTreeSet;

use icalendar::parser::{Component, Property};
use jiff::{
    Timestamp, ToSpan,
    civil::{Date, DateTime},
    tz::TimeZone,
};
use salon::{CivilError, Span, civil};

use super::NotTaken;
use crate::{Fault, FaultCode, recurring, zones};

/// A moment as the file has it.
pub(super) struct Moment {
    pub(super) civil: DateTime,
    pub(super) zone: TimeZone,
    pub(super) whole_day: bool,
}

impl Moment {
    /// What the clock of a zone shows then; a date is a date in each.
    pub(super) fn on_wall(&self, zone: &TimeZone) -> Option<DateTime> {
        if self.whole_day || self.zone == *zone {
            return Some(self.civil);
        }
        let at = self.zone.to_timestamp(self.civil).ok()?;
        Some(zone.to_datetime(at))
    }
}

/// How long something takes.
#[derive(Clone, Copy)]
pub(super) enum Length {
    /// Until the same wall shows its end, whatever the clocks do in between.
    Wall(jiff::Span),
    /// Days on the wall, hours as they go by.
    Passing(jiff::Span),
}

impl Length {
    fn on_paper(self) -> jiff::Span {
        match self {
            Self::Wall(length) | Self::Passing(length) => length,
        }
    }
}

/// Places in a series. Whole days are dates, all else are instants: a place may be named in another zone than its series.
#[derive(Default)]
pub(super) struct Places {
    days: BTreeSet<Date>,
    instants: BTreeSet<Timestamp>,
}

impl Places {
    pub(super) fn add(&mut self, moment: &Moment) {
        if moment.whole_day {
            self.days.insert(moment.civil.date());
        } else {
            self.instants
                .extend(moment.zone.to_timestamp(moment.civil).ok());
        }
    }

    /// Whether one of a series is among them that begins at `civil`.
    fn have(&self, civil: DateTime, series: &Moment) -> bool {
        let among = || match series.whole_day {
            true => civil::day(civil.date(), &series.zone)
                .is_some_and(|day| self.instants.range(day.start..day.end).next().is_some()),
            false => series
                .zone
                .to_timestamp(civil)
                .is_ok_and(|at| self.instants.contains(&at)),
        };
        self.days.contains(&civil.date()) || among()
    }
}

/// By whose wall, and how far.
pub(super) struct Reading<'a> {
    pub(super) home: &'a TimeZone,
    pub(super) window: Span,
}
impl Reading<'_> {
    pub(super) fn outside(&self, span: Span) -> Option<NotTaken> {
        match () {
            () if span.end <= self.window.start => Some(NotTaken::Past),
            () if span.start >= self.window.end => Some(NotTaken::Beyond),
            () => None,
        }
    }

    /// Civil starts of a series within the window, one day of slack around it, without those whose places are taken.
    pub(super) fn series(
        &self,
        component: &Component<'_>,
        start: &Moment,
        length: Length,
        moved: Option<&Places>,
    ) -> Result<Vec<DateTime>, Fault> {
        let invalid = || Fault::civil(&CivilError::Invalid, &start.civil.to_string());
        let edge = |at: Timestamp| start.zone.to_datetime(at);
        let from = edge(self.window.start).checked_sub(length.on_paper()).ok();
        let from = from.and_then(|from| from.checked_sub(1.day()).ok());
        let to = edge(self.window.end).checked_add(1.day()).ok();
        let (from, to) = from.zip(to).ok_or_else(invalid)?;
        // Without a rule its own start is the first, and the others are added.
        let mut starts = match component.find_prop("RRULE") {
            Some(_) => Vec::new(),
            None => vec![start.civil],
        };
        for rule in named(component, "RRULE").map(|rule| rule.val.as_str()) {
            let of_rule = recurring::starts(rule, start.civil, &start.zone, from, to);
            starts.extend(of_rule.map_err(|code| Fault::of(code, rule))?);
        }
        for (written, extra) in self.moments(component, "RDATE")? {
            let invalid = || Fault::of(FaultCode::InvalidWhen, written);
            let at = match (start.whole_day, extra.whole_day) {
                // At which time of the day, nobody says.
                (false, true) => None,
                (true, _) => extra
                    .on_wall(&start.zone)
                    .map(|at| at.date().at(0, 0, 0, 0)),
                (false, false) => extra.on_wall(&start.zone),
            };
            starts.extend(Some(at.ok_or_else(invalid)?).filter(|at| (from..to).contains(at)));
        }
        let mut without = Places::default();
        for (_, moment) in self.moments(component, "EXDATE")? {
            without.add(&moment);
        }
        let taken = |at: DateTime| moved.is_some_and(|moved| moved.have(at, start));
        starts.retain(|at| !without.have(*at, start) && !taken(*at));
        starts.sort();
        starts.dedup();
        match starts.len() {
            0..=recurring::MOST => Ok(starts),
            _ => Err(Fault::bare(FaultCode::TooOften)),
        }
    }

    /// What is listed under a name, as it is written and what it means.
    fn moments<'a>(
        &self,
        component: &'a Component<'_>,
        name: &str,
    ) -> Result<Vec<(&'a str, Moment)>, Fault> {
        let mut moments = Vec::new();
        for property in named(component, name) {
            let listed = property.val.as_str().split(',');
            for one in listed.filter(|one| !one.trim().is_empty()) {
                moments.push((one, self.read(one, property)?));
            }
        }
        Ok(moments)
    }

    pub(super) fn moment(&self, property: &Property<'_>) -> Result<Moment, Fault> {
        self.read(property.val.as_str(), property)
    }

    fn read(&self, written: &str, property: &Property<'_>) -> Result<Moment, Fault> {
        let invalid = || Fault::of(FaultCode::InvalidWhen, written);
        let written = written.trim();
        if written.len() == 8 {
            let date = Date::strptime("%Y%m%d", written).map_err(|_| invalid())?;
            return Ok(Moment {
                civil: date.at(0, 0, 0, 0),
                zone: self.home.clone(),
                whole_day: true,
            });
        }
        let (text, zone) = match written.strip_suffix('Z') {
            Some(utc) => (utc, TimeZone::UTC),
            None => (written, self.zone_of(property)?),
        };
        Ok(Moment {
            civil: DateTime::strptime("%Y%m%dT%H%M%S", text).map_err(|_| invalid())?,
            zone,
            whole_day: false,
        })
    }

    fn zone_of(&self, property: &Property<'_>) -> Result<TimeZone, Fault> {
        let named = property.params.iter().find(|param| param.key == "TZID");
        let Some(name) = named.and_then(|param| param.val.as_ref()) else {
            return Ok(self.home.clone());
        };
        let name = name.as_str();
        zones::zone(name).ok_or_else(|| Fault::of(FaultCode::UnknownZone, name))
    }

    /// On the wall, where both ends are in one zone; else as time goes by.
    pub(super) fn length(
        &self,
        component: &Component<'_>,
        start: &Moment,
    ) -> Result<Length, Fault> {
        let backwards = || Fault::bare(FaultCode::EndsBeforeItBegins);
        let length = if let Some(end) = component.find_prop("DTEND") {
            let end = self.moment(end)?;
            if end.zone == start.zone {
                let length = start.civil.until(end.civil);
                Length::Wall(length.map_err(|_| backwards())?)
            } else {
                let seconds = instant(end.civil, &end.zone)?.as_second()
                    - instant(start.civil, &start.zone)?.as_second();
                Length::Passing(seconds.seconds())
            }
        } else if let Some(duration) = component.find_prop("DURATION") {
            let written = duration.val.as_str();
            let length = written.parse();
            Length::Passing(length.map_err(|_| Fault::of(FaultCode::InvalidLength, written))?)
        } else if start.whole_day {
            Length::Wall(1.day())
        } else {
            // A mark in the calendar: it takes no time.
            return Err(backwards());
        };
        match length.on_paper().is_positive() {
            true => Ok(length),
            false => Err(backwards()),
        }
    }
}

fn named<'a>(component: &'a Component<'_>, name: &str) -> impl Iterator<Item = &'a Property<'a>> {
    let properties = component.properties.iter();
    properties.filter(move |property| property.name == name)
}

fn instant(civil: DateTime, zone: &TimeZone) -> Result<Timestamp, Fault> {
    civil::instant(civil, zone).map_err(|error| Fault::civil(&error, &civil.to_string()))
}

/// From a civil start of the event on, for as long as it takes.
pub(super) fn span(start: DateTime, moment: &Moment, length: Length) -> Result<Span, Fault> {
    let invalid = || Fault::civil(&CivilError::Invalid, &start.to_string());
    let zone = &moment.zone;
    let end = || start.checked_add(length.on_paper()).map_err(|_| invalid());
    if moment.whole_day {
        let first = civil::day(start.date(), zone).ok_or_else(invalid)?;
        let behind = civil::day(end()?.date(), zone).ok_or_else(invalid)?;
        return Span::new(first.start, behind.start).ok_or_else(invalid);
    }
    let from = instant(start, zone)?;
    let to = match length {
        Length::Wall(_) => instant(end()?, zone)?,
        Length::Passing(length) => {
            let to = from.to_zoned(zone.clone()).checked_add(length);
            to.map_err(|_| invalid())?.timestamp()
        }
    };
    Span::new(from, to).ok_or_else(invalid)
}
