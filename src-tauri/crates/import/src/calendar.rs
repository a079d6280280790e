//! A calendar file: what is in it and still to come.
//!
//! Every event is read on its own, so that one that is broken costs no other. Series are worked out within the window that is asked
//! for; whole days are from midnight to midnight on the wall of the salon.

use std::collections::{BTreeMap, BTreeSet};

use icalendar::parser::{Component, Property, read_components, unfold};
use jiff::{
    SignedDuration, Span as Length, Timestamp, ToSpan,
    civil::{Date, DateTime},
    tz::TimeZone,
};
use salon::{CivilError, Span, civil};

use crate::{Fault, FaultCode, FileError, LARGEST_FILE, decode, recurring, zones};

/// Something that takes somebody's time.
#[derive(Clone, PartialEq, Eq)]
pub struct Event {
    /// Its name in the world, with the start that it was planned for if it is one of a series.
    pub key: String,
    /// What it is called.
    pub summary: String,
    /// Names of those who come, as far as it says so.
    pub attendees: Vec<String>,
    /// From, to.
    pub span: Span,
    /// Whole days.
    pub all_day: bool,
}

/// Why an event is not taken, without being wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NotTaken {
    /// It was called off.
    CalledOff,
    /// It takes nobody's time.
    Free,
    /// It is over.
    Past,
    /// It lies beyond the window.
    Beyond,
}

/// What a file holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Calendar {
    /// In the order of the file, with the line that each begins at.
    pub events: Vec<(u64, Result<Event, Fault>)>,
    /// How many are not taken, by reason.
    pub not_taken: BTreeMap<NotTaken, usize>,
}

/// Reads a calendar: what ends after the window's start and begins before its end. Times without a zone are on the salon's wall.
///
/// # Errors
/// `TooLarge`, `NoCalendar`.
pub fn calendar(bytes: &[u8], home: &TimeZone, window: Span) -> Result<Calendar, FileError> {
    if bytes.len() > LARGEST_FILE {
        return Err(FileError::TooLarge);
    }
    let (text, _) = decode(bytes);
    if !text.trim_start().starts_with("BEGIN:VCALENDAR") {
        return Err(FileError::NoCalendar);
    }
    let pieces: Vec<(u64, String)> = pieces(&text);
    let reading = Reading { home, window };
    let mut read = Calendar::default();
    let mut parsed = Vec::with_capacity(pieces.len());
    for (line, piece) in &pieces {
        match read_components(piece) {
            Ok(components) => parsed.extend(components.into_iter().map(|one| (*line, one))),
            Err(_) => read.fault(*line, Fault::bare(FaultCode::Unreadable)),
        }
    }
    let moved = moved(&parsed, &reading);
    for (line, component) in &parsed {
        if let Err(fault) = reading.take(*line, component, &moved, &mut read) {
            read.fault(*line, fault);
        }
    }
    Ok(read)
}

/// Each event's text with the line that it begins at.
fn pieces(text: &str) -> Vec<(u64, String)> {
    let mut pieces = Vec::new();
    let mut open: Option<(u64, String)> = None;
    for (number, line) in (1..).zip(text.lines()) {
        let word = line.trim_end();
        if word.eq_ignore_ascii_case("BEGIN:VEVENT") {
            open = Some((number, String::new()));
        }
        if let Some((_, piece)) = &mut open {
            piece.push_str(word);
            piece.push_str("\r\n");
        }
        if word.eq_ignore_ascii_case("END:VEVENT") {
            pieces.extend(open.take().map(|(number, piece)| (number, unfold(&piece))));
        }
    }
    pieces
}

/// Times of series that were moved or called off one by one: their places in the series are taken.
type Moved = BTreeSet<(String, DateTime)>;

fn moved(parsed: &[(u64, Component<'_>)], reading: &Reading<'_>) -> Moved {
    parsed
        .iter()
        .filter_map(|(_, component)| {
            let instead_of = component.find_prop("RECURRENCE-ID")?;
            let moment = reading.moment(instead_of).ok()?;
            Some((text(component, "UID"), moment.civil))
        })
        .collect()
}

impl Calendar {
    fn fault(&mut self, line: u64, fault: Fault) {
        self.events.push((line, Err(fault)));
    }

    fn leave(&mut self, why: NotTaken) {
        *self.not_taken.entry(why).or_default() += 1;
    }
}

/// A moment as the file has it.
struct Moment {
    civil: DateTime,
    zone: TimeZone,
    whole_day: bool,
}

struct Reading<'a> {
    home: &'a TimeZone,
    window: Span,
}

impl Reading<'_> {
    fn take(
        &self,
        line: u64,
        component: &Component<'_>,
        moved: &Moved,
        read: &mut Calendar,
    ) -> Result<(), Fault> {
        let word = |name: &str| text(component, name).to_ascii_uppercase();
        if word("STATUS") == "CANCELLED" {
            read.leave(NotTaken::CalledOff);
            return Ok(());
        }
        if word("TRANSP") == "TRANSPARENT" {
            read.leave(NotTaken::Free);
            return Ok(());
        }
        let start = component.find_prop("DTSTART");
        let start = start.ok_or_else(|| Fault::bare(FaultCode::StartMissing))?;
        let start = self.moment(start)?;
        let length = self.length(component, &start)?;
        let uid = text(component, "UID");
        let one = |civil: DateTime, key: String| {
            Ok(Event {
                key,
                summary: text(component, "SUMMARY"),
                attendees: attendees(component),
                span: span(civil, &start, length)?,
                all_day: start.whole_day,
            })
        };
        let rule = component.find_prop("RRULE");
        let series = rule.is_some() && component.find_prop("RECURRENCE-ID").is_none();
        let Some(rule) = rule.filter(|_| series) else {
            let key = match component.find_prop("RECURRENCE-ID") {
                Some(instead_of) => format!("{uid}\n{}", self.moment(instead_of)?.civil),
                None => uid,
            };
            let event = one(start.civil, key)?;
            match self.outside(event.span) {
                Some(why) => read.leave(why),
                None => read.events.push((line, Ok(event))),
            }
            return Ok(());
        };
        for civil in self.series(rule.val.as_str(), component, &start, length)? {
            if moved.contains(&(uid.clone(), civil)) {
                continue;
            }
            match one(civil, format!("{uid}\n{civil}")) {
                Ok(event) if self.outside(event.span).is_none() => {
                    read.events.push((line, Ok(event)));
                }
                // A series begins before the window and goes on behind it; that is no news.
                Ok(_) => {}
                Err(fault) => read.fault(line, fault),
            }
        }
        Ok(())
    }

    fn outside(&self, span: Span) -> Option<NotTaken> {
        match () {
            () if span.end <= self.window.start => Some(NotTaken::Past),
            () if span.start >= self.window.end => Some(NotTaken::Beyond),
            () => None,
        }
    }

    /// Civil starts of a series within the window, one day of slack around it.
    fn series(
        &self,
        rule: &str,
        component: &Component<'_>,
        start: &Moment,
        length: Length,
    ) -> Result<Vec<DateTime>, Fault> {
        let unknown = || Fault::of(FaultCode::UnknownRule, rule);
        let edge = |at: Timestamp| start.zone.to_datetime(at);
        let from = edge(self.window.start).checked_sub(length).ok();
        let from = from.and_then(|from| from.checked_sub(1.day()).ok());
        let to = edge(self.window.end).checked_add(1.day()).ok();
        let (from, to) = from.zip(to).ok_or_else(unknown)?;
        let mut starts =
            recurring::starts(rule, start.civil, &start.zone, from, to).ok_or_else(unknown)?;
        let extra = self.dates(component, "RDATE")?;
        starts.extend(extra.into_iter().filter(|at| (from..to).contains(at)));
        let without = self.dates(component, "EXDATE")?;
        starts.retain(|at| !without.contains(at));
        starts.sort();
        starts.dedup();
        Ok(starts)
    }

    fn dates(&self, component: &Component<'_>, name: &str) -> Result<Vec<DateTime>, Fault> {
        let of_name = component
            .properties
            .iter()
            .filter(|property| property.name == name);
        let mut dates = Vec::new();
        for property in of_name {
            for one in property.val.as_str().split(',') {
                dates.push(self.read(one, property)?.civil);
            }
        }
        Ok(dates)
    }

    fn moment(&self, property: &Property<'_>) -> Result<Moment, Fault> {
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
    fn length(&self, component: &Component<'_>, start: &Moment) -> Result<Length, Fault> {
        let backwards = || Fault::bare(FaultCode::EndsBeforeItBegins);
        let length = if let Some(end) = component.find_prop("DTEND") {
            let end = self.moment(end)?;
            if end.zone == start.zone {
                start.civil.until(end.civil).map_err(|_| backwards())?
            } else {
                let seconds = instant(end.civil, &end.zone)?.as_second()
                    - instant(start.civil, &start.zone)?.as_second();
                seconds.seconds()
            }
        } else if let Some(duration) = component.find_prop("DURATION") {
            let written = duration.val.as_str();
            written
                .parse::<Length>()
                .map_err(|_| Fault::of(FaultCode::InvalidLength, written))?
        } else if start.whole_day {
            1.day()
        } else {
            // A mark in the calendar: it takes no time.
            return Err(backwards());
        };
        match length.is_positive() {
            true => Ok(length),
            false => Err(backwards()),
        }
    }
}

fn instant(civil: DateTime, zone: &TimeZone) -> Result<Timestamp, Fault> {
    civil::instant(civil, zone).map_err(|error| Fault::civil(&error, &civil.to_string()))
}

fn span(start: DateTime, moment: &Moment, length: Length) -> Result<Span, Fault> {
    let invalid = || Fault::civil(&CivilError::Invalid, &start.to_string());
    if moment.whole_day {
        let end = start.checked_add(length).map_err(|_| invalid())?;
        let first = civil::day(start.date(), &moment.zone).ok_or_else(invalid)?;
        let behind = civil::day(end.date(), &moment.zone).ok_or_else(invalid)?;
        return Span::new(first.start, behind.start).ok_or_else(invalid);
    }
    let from = instant(start, &moment.zone)?;
    let length = SignedDuration::try_from(length).or_else(|_| {
        // Days on the wall.
        let end = start.checked_add(length).map_err(|_| invalid())?;
        Ok::<_, Fault>(end.duration_since(start))
    })?;
    let to = from.checked_add(length).map_err(|_| invalid())?;
    Span::new(from, to).ok_or_else(invalid)
}

/// The value of a property without its escapes; empty if there is none.
fn text(component: &Component<'_>, name: &str) -> String {
    let value = component.find_prop(name);
    let value = value.map(|property| property.val.clone().unescape_text());
    value
        .map(|text| text.as_str().trim().to_owned())
        .unwrap_or_default()
}

/// Who comes, by name; not the one who invites.
fn attendees(component: &Component<'_>) -> Vec<String> {
    let host = text(component, "ORGANIZER").to_ascii_lowercase();
    let guests = component.properties.iter().filter(|property| {
        property.name == "ATTENDEE" && property.val.as_str().to_ascii_lowercase() != host
    });
    guests
        .filter_map(|property| property.params.iter().find(|param| param.key == "CN"))
        .filter_map(|param| param.val.as_ref())
        .map(|name| name.as_str().trim_matches('"').trim().to_owned())
        .filter(|name| !name.is_empty() && !name.contains('@'))
        .collect()
}

// A summary names a person as often as not.
impl std::fmt::Debug for Event {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Event({:?}, all_day: {})", self.span, self.all_day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(events: &str) -> Calendar {
        let text = format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{events}END:VCALENDAR\r\n");
        let berlin = TimeZone::get("Europe/Berlin").unwrap();
        let window = Span::new(
            "2026-11-27T00:00:00Z".parse().unwrap(),
            "2027-11-27T00:00:00Z".parse().unwrap(),
        );
        calendar(text.as_bytes(), &berlin, window.unwrap()).unwrap()
    }

    fn event(lines: &str) -> String {
        format!(
            "BEGIN:VEVENT\r\n{}\r\nEND:VEVENT\r\n",
            lines.replace('\n', "\r\n")
        )
    }

    fn spans(read: &Calendar) -> Vec<String> {
        let spans = read.events.iter().map(|(_, event)| match event {
            Ok(event) => format!("{}/{}", event.span.start, event.span.end),
            Err(fault) => format!("{:?}", fault.code),
        });
        spans.collect()
    }

    #[test]
    fn a_time_means_the_same_instant_whichever_zone_it_is_written_in() {
        let read = read(&[
            event("UID:1\nDTSTART:20261201T083000Z\nDTEND:20261201T091500Z"),
            event("UID:2\nDTSTART;TZID=Europe/Berlin:20261201T093000\nDTEND;TZID=Europe/Berlin:20261201T101500"),
            event("UID:3\nDTSTART:20261201T093000\nDURATION:PT45M"),
            event("UID:4\nDTSTART;TZID=\"W. Europe Standard Time\":20261201T093000\nDTEND:20261201T091500Z"),
        ].concat());
        assert_eq!(
            spans(&read),
            ["2026-12-01T08:30:00Z/2026-12-01T09:15:00Z"; 4]
        );
    }

    #[test]
    fn whole_days_are_from_midnight_to_midnight_of_the_salon() {
        let read = read(
            &[
                event(
                    "UID:1\nSUMMARY:Urlaub\nDTSTART;VALUE=DATE:20261221\nDTEND;VALUE=DATE:20261224",
                ),
                event("UID:2\nDTSTART;VALUE=DATE:20261224"),
            ]
            .concat(),
        );
        assert_eq!(
            spans(&read),
            [
                "2026-12-20T23:00:00Z/2026-12-23T23:00:00Z",
                "2026-12-23T23:00:00Z/2026-12-24T23:00:00Z"
            ]
        );
    }

    #[test]
    fn a_series_is_worked_out_with_what_was_moved_and_what_was_called_off() {
        let read = read(&[
            event("UID:s\nSUMMARY:Schule\nDTSTART;TZID=Europe/Berlin:20261106T090000\nDTEND;TZID=Europe/Berlin:20261106T100000\nRRULE:FREQ=WEEKLY;COUNT=8\nEXDATE;TZID=Europe/Berlin:20261204T090000"),
            event("UID:s\nSUMMARY:Schule\nRECURRENCE-ID;TZID=Europe/Berlin:20261211T090000\nDTSTART;TZID=Europe/Berlin:20261212T110000\nDTEND;TZID=Europe/Berlin:20261212T120000"),
            event("UID:s\nSTATUS:CANCELLED\nRECURRENCE-ID;TZID=Europe/Berlin:20261218T090000\nDTSTART;TZID=Europe/Berlin:20261218T090000\nDTEND;TZID=Europe/Berlin:20261218T100000"),
        ].concat());
        assert_eq!(
            spans(&read),
            [
                "2026-11-27T08:00:00Z/2026-11-27T09:00:00Z",
                "2026-12-25T08:00:00Z/2026-12-25T09:00:00Z",
                "2026-12-12T10:00:00Z/2026-12-12T11:00:00Z",
            ]
        );
        assert_eq!(read.not_taken.get(&NotTaken::CalledOff), Some(&1));
        let keys: BTreeSet<_> = read
            .events
            .iter()
            .map(|(_, e)| e.as_ref().unwrap().key.clone())
            .collect();
        assert_eq!(keys.len(), 3);
    }

    #[test]
    fn what_is_over_called_off_or_takes_no_time_is_counted_and_left_out() {
        let read = read(
            &[
                event("UID:1\nDTSTART:20261101T083000Z\nDTEND:20261101T091500Z"),
                event("UID:2\nSTATUS:CANCELLED\nDTSTART:20261201T083000Z\nDTEND:20261201T091500Z"),
                event(
                    "UID:3\nTRANSP:TRANSPARENT\nDTSTART:20261201T083000Z\nDTEND:20261201T091500Z",
                ),
                event("UID:4\nDTSTART:20281201T083000Z\nDTEND:20281201T091500Z"),
            ]
            .concat(),
        );
        assert!(read.events.is_empty());
        assert_eq!(read.not_taken.values().sum::<usize>(), 4);
    }

    #[test]
    fn one_that_is_broken_costs_no_other_and_is_named_by_its_line() {
        let read = read(&[
            event("UID:1\nDTSTART;TZID=Custom:20261201T093000\nDTEND;TZID=Custom:20261201T101500"),
            event("UID:2\nDTSTART:20261201T083000Z\nDTEND:20261201T083000Z"),
            event("UID:3\nDTSTART:20261201T083000Z\nDTEND:20261201T093000Z\nRRULE:FREQ=SOMETIMES"),
            event("UID:4\nSUMMARY:Sch\\, ule mit\n  Anna\nATTENDEE;CN=\"Bea Berg\":mailto:bea@example.org\nDTSTART:20261201T083000Z\nDTEND:20261201T093000Z"),
        ].concat());
        let lines: Vec<_> = read
            .events
            .iter()
            .map(|(line, event)| (*line, event.as_ref().err().map(|f| f.code)))
            .collect();
        assert_eq!(
            lines,
            [
                (3, Some(FaultCode::UnknownZone)),
                (8, Some(FaultCode::EndsBeforeItBegins)),
                (13, Some(FaultCode::UnknownRule)),
                (19, None),
            ]
        );
        let event = read.events[3].1.as_ref().unwrap();
        assert_eq!(event.summary, "Sch, ule mit Anna");
        assert_eq!(event.attendees, ["Bea Berg"]);
    }
}
