//! A stylist's calendar: what it calls like one of our services and names somebody for becomes an appointment, all else is time that is
//! not for sale.

use import::{AppointmentDraft, CustomerDraft, Event, NotTaken, Pieces, Start};
use jiff::{SignedDuration, Timestamp};
use salon::{
    Name, Service, Span, StaffId,
    customer::{LONGEST_REASON, fold, note},
    named,
};
use store::{
    blocked::{self, BlockReason, NewBlockedTime},
    imported, phases, services,
};

use super::{
    FileHow, Heard, ImportFault, ImportReport, appointments::Reading, earlier::Earlier, go_on, key,
};
use crate::{Desk, DeskError, facts::Floor};

/// How far ahead series are worked out and events are taken: as far as anybody books.
const AHEAD: SignedDuration = SignedDuration::from_hours(24 * 365);

impl Desk {
    /// Reads a stylist's calendar in: what is still to come within a year. Series are worked out one by one.
    ///
    /// # Errors
    /// `import_too_large`, `import_no_calendar`, `unknown_staff`; the store's.
    pub fn import_calendar(
        &self,
        file: &[u8],
        staff: i64,
        how: FileHow,
        now: Timestamp,
        heard: Heard<'_>,
    ) -> Result<ImportReport, DeskError> {
        let desk = self.for_files();
        let (floor, on_sale) = desk
            .store
            .read(|read| Ok::<_, DeskError>((Floor::load(read)?, services::all(read)?)))?;
        let whose = Whose {
            staff: floor.somebody(staff)?,
            name: floor.name(StaffId(staff)),
            on_sale,
        };
        let window = Span {
            start: now,
            end: now.checked_add(AHEAD).unwrap_or(Timestamp::MAX),
        };
        let calendar = import::calendar(file, &floor.zone, window)?;
        let left = |why| {
            let count = calendar.not_taken.get(&why).copied().unwrap_or_default();
            u32::try_from(count).unwrap_or(u32::MAX)
        };
        let mut report = ImportReport {
            rehearsed: how.rehearse,
            called_off: left(NotTaken::CalledOff),
            free: left(NotTaken::Free),
            past: left(NotTaken::Past),
            beyond: left(NotTaken::Beyond),
            ..ImportReport::default()
        };
        let mut earlier = Earlier::default();
        let all = calendar.events.len();
        for (done, (line, event)) in (1..).zip(calendar.events) {
            report.lines += 1;
            match event {
                Err(fault) => report.faults.push(ImportFault::of(line, fault)),
                Ok(event) => match whose.appointment(&event, now) {
                    Some(draft) => {
                        let mut reading = Reading {
                            desk: &desk,
                            how,
                            now,
                            earlier: &mut earlier,
                            report: &mut report,
                        };
                        reading.take(line, &draft)?;
                    }
                    None => desk.take_event(&whose, &event, how, now, &mut report)?,
                },
            }
            if !go_on(heard, done, all) {
                report.stopped = done < all;
                break;
            }
        }
        tracing::info!(
            rehearsed = how.rehearse,
            appointments = report.appointments,
            kept_free = report.kept_free,
            faults = report.faults.len(),
            "a calendar read from a file"
        );
        Ok(report)
    }

    /// Keeps an event's time free, once.
    fn take_event(
        &self,
        whose: &Whose,
        event: &Event,
        how: FileHow,
        now: Timestamp,
        report: &mut ImportReport,
    ) -> Result<(), DeskError> {
        let new = NewBlockedTime {
            staff: whose.staff,
            span: event.span,
            reason: BlockReason::TimeOff,
            note: short(&event.summary),
            booking_uid: None,
        };
        let staff = whose.staff.to_string();
        let start = event.span.start.to_string();
        let key = key(&["event", &staff, &event.key, &start]);
        let look = |read: &store::Read<'_>| {
            let there = blocked::during(read, &[whose.staff], event.span)?;
            let same = |one: &blocked::BlockedTime| one.span == new.span && one.note == new.note;
            let known = imported::find(read, key)?.is_some() || there.iter().any(same);
            let busy = phases::busy(read, &[whose.staff], event.span, &[])?;
            Ok::<_, DeskError>((known, !busy.is_empty()))
        };
        let (known, in_the_way) = match how.rehearse {
            true => self.store.read(look)?,
            false => self.store.write(|tx| {
                let (known, in_the_way) = look(tx)?;
                if !known {
                    self.keep_free(tx, &new, now)?;
                }
                imported::remember(tx, key, None, now)?;
                Ok::<_, DeskError>((known, in_the_way))
            })?,
        };
        match known {
            true => report.known += 1,
            false => {
                report.kept_free += 1;
                report.in_the_way += u32::from(in_the_way);
            }
        }
        Ok(())
    }
}

/// Whose calendar it is, and what they can be booked for.
struct Whose {
    staff: StaffId,
    name: String,
    on_sale: Vec<Service>,
}

impl Whose {
    /// The appointment that an event is, if it is called like a service, names somebody, and can be as long as it is.
    fn appointment(&self, event: &Event, now: Timestamp) -> Option<AppointmentDraft> {
        if event.all_day || event.span.start <= now {
            return None;
        }
        let (service, rest) = self.service(&event.summary)?;
        let minutes = (event.span.end.as_second() - event.span.start.as_second()) / 60;
        let minutes = u16::try_from(minutes).ok()?;
        let usual = u32::from(minutes) == self.usual(service);
        if service.is_composite() && !usual {
            // Which part is shorter or longer, nobody can tell; the time is kept whole.
            return None;
        }
        let guest = event
            .attendees
            .iter()
            .find(|name| !named::same(name, &self.name));
        let name = Name::parse(&rest)
            .ok()
            .or_else(|| Name::parse(guest?).ok())?;
        Some(AppointmentDraft {
            key: Some(format!("{}\n{}", self.staff, event.key)),
            customer: CustomerDraft {
                key: None,
                name,
                phone: None,
                email: None,
                note: String::new(),
            },
            service: match service.number {
                Some(number) => number.to_string(),
                None => service.name.clone(),
            },
            staff: Some(self.name.clone()),
            start: Start::Instant(event.span.start),
            pieces: Pieces {
                all: Some(minutes),
                ..Pieces::default()
            },
            note: String::new(),
        })
    }

    /// With this stylist.
    fn usual(&self, service: &Service) -> u32 {
        let none = salon::Lengths::new();
        let combs = salon::team::combs(service, self.staff, &none);
        let first = combs.ok().and_then(|combs| combs.into_iter().next());
        let minutes = first.map(|comb| comb.length().as_mins());
        minutes
            .and_then(|minutes| u32::try_from(minutes).ok())
            .unwrap_or_default()
    }

    /// The service whose name the summary begins or ends with, the longest of several, and what else it says.
    fn service(&self, summary: &str) -> Option<(&Service, String)> {
        let mut best: Option<(&Service, String)> = None;
        let length = |found: &Option<(&Service, String)>| {
            found.as_ref().map_or(0, |(service, _)| service.name.len())
        };
        let names: Vec<(&Service, String)> = self
            .on_sale
            .iter()
            .map(|service| (service, fold(&service.name)))
            .collect();
        let longest = names.iter().map(|(service, _)| service.name.len()).max();
        // Folded, a name becomes shorter, but not by half. What is longer is not looked at: the summary may be a whole letter.
        let may_name = |text: &str| Some(text.trim().len()) <= longest.map(|bytes| 2 * bytes);
        let ends = summary.char_indices().map(|(at, _)| at);
        let words = ends
            .chain([summary.len()])
            .map(|at| summary.split_at(at))
            .filter(|(before, after)| is_apart(before, after));
        for (before, after) in words {
            for (named, rest) in [(before, after), (after, before)] {
                if !may_name(named) {
                    continue;
                }
                let folded = fold(named);
                let Some((service, _)) = names.iter().find(|(_, name)| *name == folded) else {
                    continue;
                };
                if service.name.len() <= length(&best) {
                    continue;
                }
                best = Some((service, tidy(rest)));
            }
        }
        best
    }
}

/// Whether a word ends where the text is parted.
fn is_apart(before: &str, after: &str) -> bool {
    let word = |c: char| c.is_alphanumeric();
    !(before.ends_with(word) && after.starts_with(word))
}

/// Without what joined it to the service.
fn tidy(rest: &str) -> String {
    let bare = rest.trim_matches(|c: char| !c.is_alphanumeric());
    let words: Vec<&str> = bare.split_whitespace().collect();
    let words = match words.as_slice() {
        ["mit" | "für" | "bei" | "with" | "for", rest @ ..] => rest,
        [rest @ .., "mit" | "für" | "bei" | "with" | "for"] => rest,
        all => all,
    };
    words.join(" ")
}

fn short(summary: &str) -> String {
    let shortened: String = summary.chars().take(LONGEST_REASON).collect();
    note(&shortened, LONGEST_REASON).unwrap_or_default()
}
