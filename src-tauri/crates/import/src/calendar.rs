//! A calendar file: what is in it and still to come.
//!
//! Every event is read on its own, so that one that is broken costs no other. Series are worked out within the window that is asked
//! for; whole days are from midnight to midnight on the wall of the salon.

mod times;

use std::collections::BTreeMap;

use icalendar::parser::{Component, read_components};
use jiff::{civil::DateTime, tz::TimeZone};
use salon::Span;

use crate::{Encoding, Fault, FaultCode, FileError, LARGEST_FILE, MOST_ROWS, decode};
use times::{Places, Reading, span};

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
    let text = unfolded(bytes);
    if !text.trim_start().starts_with("BEGIN:VCALENDAR") {
        return Err(FileError::NoCalendar);
    }
    let pieces = pieces(&text);
    let reading = Reading { home, window };
    let mut read = Calendar::default();
    let mut parsed = Vec::with_capacity(pieces.len());
    for (line, piece) in &pieces {
        match Some(piece)
            .filter(|piece| !is_deep(piece))
            .map(|piece| read_components(piece))
        {
            Some(Ok(components)) => parsed.extend(components.into_iter().map(|one| (*line, one))),
            _ => read.fault(*line, Fault::bare(FaultCode::Unreadable)),
        }
    }
    let moved = moved(&parsed, &reading);
    for (line, component) in &parsed {
        if let Err(fault) = reading.take(*line, component, &moved, &mut read) {
            read.fault(*line, fault);
        }
        // A few lines can be very many times.
        if read.events.len() > MOST_ROWS {
            return Err(FileError::TooLarge);
        }
    }
    read.events.sort_by_key(|(line, _)| *line);
    Ok(read)
}

/// The text, with every line in one piece. Some programs break lines in the midst of a letter, so they are joined before they are text.
fn unfolded(bytes: &[u8]) -> String {
    let joined = match decode(bytes) {
        (text, Encoding::Utf16) => joined(text.as_bytes()),
        _ => joined(bytes),
    };
    decode(&joined).0
}

/// Breaks that are none follow behind their line, where they keep the count of lines.
fn joined(bytes: &[u8]) -> Vec<u8> {
    let mut joined = Vec::with_capacity(bytes.len());
    let mut breaks = 0;
    for (number, line) in bytes.split(|byte| *byte == b'\n').enumerate() {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        breaks += usize::from(number > 0);
        let line = match line {
            [b' ' | b'\t', rest @ ..] if number > 0 => rest,
            line => {
                joined.extend(std::iter::repeat_n(b'\n', std::mem::take(&mut breaks)));
                line
            }
        };
        joined.extend(line);
    }
    joined
}

/// Each event's text with the line that it begins at, also of one that does not end: it is named where it is read.
fn pieces(text: &str) -> Vec<(u64, String)> {
    let mut pieces = Vec::new();
    let mut open: Option<(u64, String)> = None;
    for (number, line) in (1..).zip(text.lines()) {
        let word = line.trim_end();
        if word.eq_ignore_ascii_case("BEGIN:VEVENT") {
            pieces.extend(open.replace((number, String::new())));
        }
        if let Some((_, piece)) = &mut open {
            piece.push_str(word);
            piece.push_str("\r\n");
        }
        if word.eq_ignore_ascii_case("END:VEVENT") {
            pieces.extend(open.take());
        }
    }
    pieces.extend(open);
    pieces
}

/// Whether more lies in it than alarms. The parser calls itself for all that lies in something else.
fn is_deep(piece: &str) -> bool {
    const DEEPEST: usize = 8;
    let starts = |line: &str, word: &str| {
        let start = line.get(..word.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(word))
    };
    let mut depth: usize = 0;
    piece.lines().any(|line| {
        if starts(line, "BEGIN:") {
            depth += 1;
        } else if starts(line, "END:") {
            depth = depth.saturating_sub(1);
        }
        depth > DEEPEST
    })
}

/// Places that were moved or called off one by one, by the series: each has an event of its own.
type Moved = BTreeMap<String, Places>;

fn moved(parsed: &[(u64, Component<'_>)], reading: &Reading<'_>) -> Moved {
    let mut moved = Moved::new();
    for (_, component) in parsed {
        let instead_of = component.find_prop("RECURRENCE-ID");
        if let Some(Ok(moment)) = instead_of.map(|property| reading.moment(property)) {
            let of_series = moved.entry(text(component, "UID")).or_default();
            of_series.add(&moment);
        }
    }
    moved
}

impl Calendar {
    fn fault(&mut self, line: u64, fault: Fault) {
        self.events.push((line, Err(fault)));
    }

    fn leave(&mut self, why: NotTaken) {
        *self.not_taken.entry(why).or_default() += 1;
    }
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
        let instead_of = component.find_prop("RECURRENCE-ID");
        let recurs = ["RRULE", "RDATE"].map(|name| component.find_prop(name).is_some());
        if instead_of.is_some() || recurs == [false; 2] {
            let key = match instead_of {
                Some(property) => {
                    let place = self.moment(property)?;
                    let civil = place.on_wall(&start.zone).unwrap_or(place.civil);
                    format!("{uid}\n{civil}")
                }
                None => uid,
            };
            let event = one(start.civil, key)?;
            match self.outside(event.span) {
                Some(why) => read.leave(why),
                None => read.events.push((line, Ok(event))),
            }
            return Ok(());
        }
        for civil in self.series(component, &start, length, moved.get(&uid))? {
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
}

/// The value of a property, of which the parser has taken the escapes; empty if there is none.
fn text(component: &Component<'_>, name: &str) -> String {
    let property = component.find_prop(name);
    property
        .map(|property| property.val.as_str().trim().to_owned())
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
mod tests;
