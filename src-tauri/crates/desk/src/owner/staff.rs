//! Creating, editing and archiving a staff member and their usual week.

use std::collections::BTreeMap;

use jiff::{
    Timestamp,
    civil::{Date, Weekday},
};
use salon::{CatalogueError, Name, Span, StaffId, Stretch, civil, colour, week};
use store::{
    Read, Topic, Tx, blocked, hours,
    staff::{self, NewStaffMember, Role, StaffMember},
};

use super::in_the_way;
use crate::{
    Desk, DeskError,
    facts::Floor,
    sheets::{ArchiveRequest, DateHours, StaffSaved, StaffSheet, TimeOff, WeekdayHours},
    view::MinuteSpan,
};

impl Desk {
    /// Writes a staff member and their usual week down: somebody new without `id`, else in place of the version that was looked at.
    /// What is booked stays; the answer says what of it now lies outside their hours.
    ///
    /// # Errors
    /// `unknown_staff`, `changed_meanwhile`, `invalid_name`, `invalid_hours`, `hours_overlap`, `unknown_colour`, `unknown_role`; the
    /// store's.
    pub fn save_staff(&self, sheet: &StaffSheet, now: Timestamp) -> Result<StaffSaved, DeskError> {
        let person = Person::read(sheet)?;
        let id = self.store.write(|tx| {
            let id = person.write(tx, sheet)?;
            tx.changed(Topic::Staff, Some(id.0), now)?;
            Ok::<_, DeskError>(id)
        })?;
        tracing::info!(staff = %id, "staff member saved");
        self.store.read(|read| {
            let floor = Floor::load(read)?;
            Ok(StaffSaved {
                staff: sheet_of(read, &floor, id, now)?,
                in_the_way: in_the_way::outside_hours(read, &floor, id, now)?,
            })
        })
    }

    /// Notes that somebody left, or came back. What they did stays theirs.
    ///
    /// # Errors
    /// `unknown_staff`, `changed_meanwhile`; `still_booked` if somebody who is to leave has appointments to come; the store's.
    pub fn archive_staff(
        &self,
        request: ArchiveRequest,
        now: Timestamp,
    ) -> Result<StaffSheet, DeskError> {
        let id = StaffId(request.id);
        self.store.write(|tx| {
            let member = seen(tx, id, request.version)?;
            let to_come = Span {
                start: now,
                end: Timestamp::MAX,
            };
            if request.archived {
                let floor = Floor::load(tx)?;
                let booked = in_the_way::of_span(tx, &floor, id, to_come)?;
                if !booked.is_empty() {
                    let numbers = booked.iter().map(|one| one.id);
                    return Err(DeskError::StillBooked(numbers.collect()));
                }
            }
            let member = StaffMember {
                archived_at: request.archived.then_some(now),
                ..member
            };
            staff::update(tx, &member)?;
            Ok(tx.changed(Topic::Staff, Some(id.0), now)?)
        })?;
        tracing::info!(staff = %id, archived = request.archived, "staff member left or came back");
        self.store
            .read(|read| sheet_of(read, &Floor::load(read)?, id, now))
    }
}

/// What was typed about somebody, checked as far as that needs no book.
struct Person {
    name: Name,
    role: Role,
    colour: String,
    week: Vec<(Weekday, Stretch)>,
}

impl Person {
    fn read(sheet: &StaffSheet) -> Result<Self, DeskError> {
        if !colour::is_known(&sheet.colour) {
            return Err(CatalogueError::UnknownColour.into());
        }
        let days: Vec<_> = sheet
            .week
            .iter()
            .map(|day| (day.weekday, pairs(&day.stretches)))
            .collect();
        Ok(Self {
            name: Name::parse(&sheet.name)?,
            role: Role::from_word(&sheet.role).ok_or(DeskError::UnknownRole)?,
            colour: sheet.colour.clone(),
            week: week::week(&days)?,
        })
    }

    fn write(&self, tx: &Tx<'_>, sheet: &StaffSheet) -> Result<StaffId, DeskError> {
        let id = match sheet.id {
            None => staff::insert(
                tx,
                &NewStaffMember {
                    name: self.name.as_str().to_owned(),
                    role: self.role,
                    position: staff::last_position(tx)?,
                    colour: self.colour.clone(),
                    calcom_user_id: None,
                },
            )?,
            Some(id) => {
                let member = seen(tx, StaffId(id), sheet.version)?;
                let member = StaffMember {
                    name: self.name.as_str().to_owned(),
                    role: self.role,
                    colour: self.colour.clone(),
                    ..member
                };
                staff::update(tx, &member)?;
                member.id
            }
        };
        hours::set_weekly(tx, id, &self.week)?;
        Ok(id)
    }
}

pub(super) fn pairs(stretches: &[MinuteSpan]) -> Vec<(u16, u16)> {
    let minutes = |span: &MinuteSpan| (span.from_minute, span.to_minute);
    stretches.iter().map(minutes).collect()
}

/// The row, if it is still as somebody saw it.
fn seen(tx: &Tx<'_>, id: StaffId, version: u32) -> Result<StaffMember, DeskError> {
    let member = staff::find(tx, id)?.ok_or(DeskError::UnknownStaff(id.0))?;
    match member.version == version {
        true => Ok(member),
        false => Err(DeskError::ChangedMeanwhile),
    }
}

pub(super) fn sheet_of(
    read: &Read<'_>,
    floor: &Floor,
    id: StaffId,
    now: Timestamp,
) -> Result<StaffSheet, DeskError> {
    let mut sheets = sheets(read, floor, now)?.into_iter();
    let found = sheets.find(|sheet| sheet.id == Some(id.0));
    found.ok_or(DeskError::UnknownStaff(id.0))
}

/// Everybody, with what differs from today on.
pub(super) fn sheets(
    read: &Read<'_>,
    floor: &Floor,
    now: Timestamp,
) -> Result<Vec<StaffSheet>, DeskError> {
    let today = civil::date_of(now, &floor.zone);
    let weekly = hours::weekly(read)?;
    let exceptions = hours::exceptions(read, today, Date::MAX)?;
    let everybody: Vec<StaffId> = floor.staff.iter().map(|member| member.id).collect();
    let to_come = Span {
        start: now,
        end: Timestamp::MAX,
    };
    let blocked = blocked::during(read, &everybody, to_come)?;
    let sheet = |member: &StaffMember| StaffSheet {
        id: Some(member.id.0),
        version: member.version,
        archived: member.archived_at.is_some(),
        name: member.name.clone(),
        role: member.role.as_str().to_owned(),
        colour: member.colour.clone(),
        calcom_user_id: member.calcom_user_id,
        week: usual_week(weekly.iter().filter(|one| one.staff == member.id)),
        exceptions: dates(exceptions.iter().filter(|one| one.staff == member.id)),
        time_off: blocked
            .iter()
            .filter(|one| one.staff == member.id)
            .map(|one| time_off(one, floor))
            .collect(),
    };
    Ok(floor.staff.iter().map(sheet).collect())
}

fn usual_week<'a>(hours: impl Iterator<Item = &'a hours::WeeklyHours>) -> Vec<WeekdayHours> {
    let mut days: BTreeMap<i8, Vec<MinuteSpan>> = BTreeMap::new();
    for one in hours {
        let day = days.entry(one.weekday.to_monday_one_offset()).or_default();
        day.push(span(one.stretch));
    }
    let day = |(weekday, stretches)| WeekdayHours { weekday, stretches };
    days.into_iter().map(day).collect()
}

fn dates<'a>(hours: impl Iterator<Item = &'a hours::ExceptionalHours>) -> Vec<DateHours> {
    let mut dates: BTreeMap<Date, Vec<MinuteSpan>> = BTreeMap::new();
    for one in hours {
        dates
            .entry(one.date)
            .or_default()
            .extend(one.stretch.map(span));
    }
    let day = |(date, stretches): (Date, _)| DateHours {
        date: date.to_string(),
        stretches,
    };
    dates.into_iter().map(day).collect()
}

fn span(stretch: Stretch) -> MinuteSpan {
    MinuteSpan {
        from_minute: stretch.from_minute(),
        to_minute: stretch.to_minute(),
    }
}

fn time_off(row: &blocked::BlockedTime, floor: &Floor) -> TimeOff {
    TimeOff {
        id: row.id,
        start: civil::rfc3339(row.span.start, &floor.zone),
        end: civil::rfc3339(row.span.end, &floor.zone),
        reason: row.reason.as_str().to_owned(),
        note: row.note.clone(),
    }
}
