//! A day of the salon: the timeline.

use std::collections::{BTreeMap, HashMap};

use jiff::Timestamp;
use salon::{
    CivilError, Span, SpanSet, StaffId, WorkingTime,
    civil::{self, Page},
    working_time::load_percent,
};
use store::{
    Read, StoreError,
    blocked::{self, BlockedTime},
    day::{self, DayEntry},
    staff::StaffMember,
    sync::{HeldTime, standing},
};

use crate::{
    Desk, DeskError,
    facts::{Floor, hours},
    show::{self, Standings, spelled},
    view::{AppointmentView, DayView, MinuteSpan, SheetAppointment, StaffDay},
};

/// What is drawn of a day on which nobody works and nothing is booked.
const QUIET_DAY: (u16, u16) = (9 * 60, 18 * 60);

impl Desk {
    /// The page of a date (`2026-11-27`): columns, hours, blocked times and all that is not cancelled.
    ///
    /// # Errors
    /// `invalid_time`; the store's.
    pub fn day(&self, date: &str, now: Timestamp) -> Result<DayView<AppointmentView>, DeskError> {
        let entries = |read: &Read<'_>, window| day::during(read, window, now);
        self.page(date, entries, show::appointment)
    }

    /// The same page as a sheet: of each appointment what is drawn.
    ///
    /// # Errors
    /// As [`Desk::day`].
    pub fn sheet(&self, date: &str) -> Result<DayView<SheetAppointment>, DeskError> {
        self.page(date, day::sheet, show::on_sheet)
    }

    /// The phone numbers of all customers of a date, by their rows. Paper bears them, the sheet does not: to spell the first number of
    /// all takes longer than to read a full day.
    ///
    /// # Errors
    /// As [`Desk::day`].
    pub fn phones(&self, date: &str) -> Result<BTreeMap<i64, String>, DeskError> {
        let date = civil::parse_date(date)?;
        self.store.read(|read| {
            let floor = Floor::load(read)?;
            let window = civil::day(date, &floor.zone).ok_or(CivilError::Invalid)?;
            let customers = day::sheet(read, window)?
                .into_iter()
                .map(|one| one.customer);
            let phones =
                customers.filter_map(|one| Some((one.id.0, spelled(one.phone.as_deref()?))));
            Ok(phones.collect())
        })
    }

    fn page<C, T>(
        &self,
        date: &str,
        entries: impl Fn(&Read<'_>, Span) -> Result<Vec<DayEntry<C>>, StoreError>,
        shown: impl Fn(&DayEntry<C>, &Standings, &Floor, Page) -> T,
    ) -> Result<DayView<T>, DeskError> {
        let date = civil::parse_date(date)?;
        self.store.read(|read| {
            let floor = Floor::load(read)?;
            let window = civil::day(date, &floor.zone).ok_or(CivilError::Invalid)?;
            let entries = entries(read, window)?;
            let standings = show::by_phase(standing::within(read, window)?);
            let columns = columns(&floor, &entries);
            let ids: Vec<StaffId> = columns.iter().map(|member| member.id).collect();
            let sheet = Sheet {
                page: Page::of(date, &floor.zone),
                hours: hours(read, &floor, window)?,
                blocked: blocked::during(read, &ids, window)?,
                held: standing::held_within(read, window)?,
                booked: booked(&entries, window),
                span: span(&entries),
                floor: &floor,
            };
            let staff: Vec<_> = columns.iter().map(|member| sheet.column(member)).collect();
            let (from_minute, to_minute) = sheet.worth_drawing(&staff);
            // One after the other, so that a full day is not there twice.
            let appointments = entries
                .into_iter()
                .map(|entry| shown(&entry, &standings, &floor, sheet.page))
                .collect();
            Ok(DayView {
                revision: read.revision()?.0,
                date: date.to_string(),
                zone: floor.zone_name.clone(),
                from_minute,
                to_minute,
                staff,
                appointments,
            })
        })
    }
}

/// Everybody who works here, and who left but still has something on that day.
fn columns<'a, C>(floor: &'a Floor, entries: &[DayEntry<C>]) -> Vec<&'a StaffMember> {
    let busy = |member: &StaffMember| {
        let mut phases = entries.iter().flat_map(|entry| &entry.phases);
        phases.any(|phase| phase.planned.kind.staff() == member.id)
    };
    let staff = floor.staff.iter();
    staff
        .filter(|member| member.archived_at.is_none() || busy(member))
        .collect()
}

/// What of a day is whose time.
fn booked<C>(entries: &[DayEntry<C>], window: Span) -> HashMap<StaffId, Vec<Span>> {
    let mut booked: HashMap<StaffId, Vec<Span>> = HashMap::new();
    for phase in entries.iter().flat_map(|entry| &entry.phases) {
        if let Some(staff) = phase.occupies
            && phase.planned.span.overlaps(&window)
        {
            booked.entry(staff).or_default().push(phase.planned.span);
        }
    }
    booked
}

/// From the first beginning to the last end.
fn span<C>(entries: &[DayEntry<C>]) -> Option<Span> {
    let spans = entries.iter().map(|entry| entry.appointment.when.span);
    spans.reduce(|all, one| Span {
        start: all.start.min(one.start),
        end: all.end.max(one.end),
    })
}

struct Sheet<'a> {
    page: Page,
    hours: BTreeMap<StaffId, WorkingTime>,
    blocked: Vec<BlockedTime>,
    held: Vec<HeldTime>,
    /// Of everybody.
    booked: HashMap<StaffId, Vec<Span>>,
    /// Of all that is booked.
    span: Option<Span>,
    floor: &'a Floor,
}

impl Sheet<'_> {
    fn column(&self, member: &StaffMember) -> StaffDay {
        let blocked = self.blocked.iter().filter(|b| b.staff == member.id);
        StaffDay {
            id: member.id.0,
            name: member.name.clone(),
            role: member.role.as_str().to_owned(),
            hours: self.stretches(member.id),
            load_percent: self.load(member.id),
            blocked: blocked
                .map(|time| show::blocked(time, &self.held, self.page, self.floor))
                .collect(),
        }
    }

    fn stretches(&self, staff: StaffId) -> Vec<MinuteSpan> {
        let theirs = self.hours.get(&staff).into_iter();
        theirs
            .flat_map(|hours| hours.spans(self.page.date, &self.floor.zone))
            // Work in an hour that is left out is none.
            .filter(|span| span.start < span.end)
            .map(|span| MinuteSpan {
                from_minute: self.page.minute(span.start),
                to_minute: self.page.minute(span.end),
            })
            .collect()
    }

    fn load(&self, staff: StaffId) -> u8 {
        let theirs = self.hours.get(&staff);
        let hours =
            theirs.map_or_else(SpanSet::default, |h| h.on(self.page.date, &self.floor.zone));
        let blocked = self.blocked.iter().filter(|b| b.staff == staff);
        let booked = self.booked.get(&staff).into_iter().flatten();
        load_percent(
            &hours,
            &blocked.map(|b| b.span).collect(),
            &booked.copied().collect(),
        )
    }

    /// From the earliest opening or appointment to the last closing or end.
    fn worth_drawing(&self, staff: &[StaffDay]) -> (u16, u16) {
        let hours = staff.iter().flat_map(|column| &column.hours);
        let hours = hours.map(|span| (span.from_minute, span.to_minute));
        let booked = self
            .span
            .map(|span| (self.page.minute(span.start), self.page.minute(span.end)));
        hours
            .chain(booked)
            .reduce(|(from, to), (f, t)| (from.min(f), to.max(t)))
            .unwrap_or(QUIET_DAY)
    }
}
