//! A day of the salon: the timeline.

use std::collections::{BTreeMap, HashMap, HashSet};

use jiff::{Timestamp, ToSpan, civil::Date};
use salon::{
    CivilError, PlannedPhase, Span, SpanSet, StaffId, WorkingTime,
    civil::{self, Page},
    working_time::load_percent,
};
use store::{
    Read, StoreError,
    blocked::{self, BlockedTime},
    day,
    staff::StaffMember,
    sync::{HeldTime, standing},
};

use crate::{
    Desk, DeskError,
    facts::{Floor, hours},
    show::{self, spelled},
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
        let date = civil::parse_date(date)?;
        self.store.read(|read| {
            let floor = Floor::load(read)?;
            page(read, &floor, date, None, |window, page| {
                let entries = day::during(read, window, now)?;
                let standings = show::by_phase(standing::within(read, window)?);
                let phases = entries.iter().flat_map(|entry| &entry.phases);
                let taken = phases.map(|phase| Taken::by(&phase.planned, phase.occupies));
                let shown = entries
                    .iter()
                    .map(|entry| show::appointment(entry, &standings, &floor, page));
                Ok((taken.collect(), shown.collect()))
            })
        })
    }

    /// The same page as a sheet: of each appointment what is drawn.
    ///
    /// # Errors
    /// As [`Desk::day`].
    pub fn sheet(&self, date: &str) -> Result<DayView<SheetAppointment>, DeskError> {
        let date = civil::parse_date(date)?;
        self.store
            .read(|read| sheet(read, &Floor::load(read)?, date, None))
    }

    /// One person's part of the seven sheets from a date on: their column, and all that something of lies in it. Read at once, so that
    /// what was committed meanwhile is on all of them or on none.
    ///
    /// # Errors
    /// As [`Desk::day`]; `unknown_staff`.
    pub fn week(
        &self,
        staff_id: i64,
        date: &str,
    ) -> Result<Vec<DayView<SheetAppointment>>, DeskError> {
        let first = civil::parse_date(date)?;
        self.store.read(|read| {
            let floor = Floor::load(read)?;
            let known = floor.staff.iter().find(|member| member.id.0 == staff_id);
            let whose = known.ok_or(DeskError::UnknownStaff(staff_id))?.id;
            let dates = first.series(1.day()).take(7);
            dates
                .map(|date| sheet(read, &floor, date, Some(whose)))
                .collect()
        })
    }

    /// The phone numbers of all customers of a date, by their rows. Paper bears them, the sheet does not: to spell the first number of
    /// all takes longer than to read a full day.
    ///
    /// # Errors
    /// As [`Desk::day`].
    pub fn phones(&self, date: &str) -> Result<BTreeMap<i64, String>, DeskError> {
        let date = civil::parse_date(date)?;
        self.store.read(|read| {
            let zone = Floor::load(read)?.zone;
            let window = civil::day(date, &zone).ok_or(CivilError::Invalid)?;
            let phones = day::phones(read, window)?.into_iter();
            Ok(phones.map(|(id, e164)| (id.0, spelled(&e164))).collect())
        })
    }
}

fn sheet(
    read: &Read<'_>,
    floor: &Floor,
    date: Date,
    whose: Option<StaffId>,
) -> Result<DayView<SheetAppointment>, DeskError> {
    page(read, floor, date, whose, |window, page| {
        let entries = day::sheet(read, window, whose)?;
        let phases = entries.iter().flat_map(|entry| &entry.phases);
        let taken = phases.map(|phase| Taken::by(&phase.planned, phase.occupies));
        let taken = taken.collect();
        // One after the other, so that a full day is not there twice.
        let shown = entries
            .into_iter()
            .map(|entry| show::on_sheet(entry, floor, page));
        Ok((taken, shown.collect()))
    })
}

/// `booked` answers whose time is taken on the page, and what is shown of it. `whose`: only their column.
fn page<T>(
    read: &Read<'_>,
    floor: &Floor,
    date: Date,
    whose: Option<StaffId>,
    booked: impl FnOnce(Span, Page) -> Result<(Vec<Taken>, Vec<T>), StoreError>,
) -> Result<DayView<T>, DeskError> {
    let window = civil::day(date, &floor.zone).ok_or(CivilError::Invalid)?;
    let page = Page::of(date, &floor.zone);
    let (taken, appointments) = booked(window, page)?;
    let mut columns = columns(floor, &taken);
    columns.retain(|member| whose.is_none_or(|whose| member.id == whose));
    let ids: Vec<StaffId> = columns.iter().map(|member| member.id).collect();
    let sheet = Sheet {
        page,
        hours: hours(read, floor, window)?,
        blocked: blocked::during(read, &ids, window)?,
        held: standing::held_within(read, window)?,
        span: Span::around(taken.iter().map(|one| one.span)),
        occupied: occupied(&taken, window),
        floor,
    };
    let staff: Vec<_> = columns.iter().map(|member| sheet.column(member)).collect();
    let (from_minute, to_minute) = sheet.worth_drawing(&staff);
    Ok(DayView {
        revision: read.revision()?.0,
        date: date.to_string(),
        zone: floor.zone_name.clone(),
        from_minute,
        to_minute,
        staff,
        appointments,
    })
}

/// A segment or gap of what is booked, as far as the columns care.
struct Taken {
    /// In whose column.
    staff: StaffId,
    /// Whose time.
    occupies: Option<StaffId>,
    span: Span,
}

impl Taken {
    fn by(planned: &PlannedPhase, occupies: Option<StaffId>) -> Self {
        Self {
            staff: planned.kind.staff(),
            occupies,
            span: planned.span,
        }
    }
}

/// Everybody who works here, and who left but still has something on that day.
fn columns<'a>(floor: &'a Floor, taken: &[Taken]) -> Vec<&'a StaffMember> {
    let busy: HashSet<StaffId> = taken.iter().map(|one| one.staff).collect();
    let staff = floor.staff.iter();
    staff
        .filter(|member| member.archived_at.is_none() || busy.contains(&member.id))
        .collect()
}

/// What of a day is whose time.
fn occupied(taken: &[Taken], window: Span) -> HashMap<StaffId, Vec<Span>> {
    let mut occupied: HashMap<StaffId, Vec<Span>> = HashMap::new();
    for one in taken {
        if let Some(staff) = one.occupies
            && one.span.overlaps(&window)
        {
            occupied.entry(staff).or_default().push(one.span);
        }
    }
    occupied
}

struct Sheet<'a> {
    page: Page,
    hours: BTreeMap<StaffId, WorkingTime>,
    blocked: Vec<BlockedTime>,
    held: Vec<HeldTime>,
    /// Of everybody.
    occupied: HashMap<StaffId, Vec<Span>>,
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
        let occupied = self.occupied.get(&staff).into_iter().flatten();
        load_percent(
            &hours,
            &blocked.map(|b| b.span).collect(),
            &occupied.copied().collect(),
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
