//! When somebody works: the usual week, and single days that differ from it.

use std::collections::BTreeMap;

use jiff::civil::{Date, Weekday};
use salon::{StaffId, Stretch, WorkingTime};

use crate::{
    Read, StoreError, Tx,
    row::{Civil, Row, not_understood},
};

/// A stretch of the usual week. Several on one day leave a break between them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WeeklyHours {
    /// Who.
    pub staff: StaffId,
    /// On which day of every week.
    pub weekday: Weekday,
    /// From, to.
    pub stretch: Stretch,
}

/// A day that differs: all stretches of that date together replace its usual hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExceptionalHours {
    /// Who.
    pub staff: StaffId,
    /// On which day.
    pub date: Date,
    /// From, to; `None`: a day off.
    pub stretch: Option<Stretch>,
}

/// Everybody's usual week, by staff member, weekday and time.
///
/// # Errors
/// The book cannot be read.
pub fn weekly(read: &Read<'_>) -> Result<Vec<WeeklyHours>, StoreError> {
    read.all(
        "SELECT staff_id, weekday, from_minute, to_minute FROM staff_hours
         ORDER BY staff_id, weekday, from_minute",
        (),
        |row| {
            Ok(WeeklyHours {
                staff: StaffId(row.get("staff_id")?),
                weekday: weekday(row)?,
                stretch: stretch(row)?.ok_or_else(|| not_understood(row, "to_minute"))?,
            })
        },
    )
}

/// Everybody's exceptions from `from` to `to`, both included, by staff member, date and time.
///
/// # Errors
/// The book cannot be read.
pub fn exceptions(
    read: &Read<'_>,
    from: Date,
    to: Date,
) -> Result<Vec<ExceptionalHours>, StoreError> {
    read.all(
        "SELECT staff_id, date, from_minute, to_minute FROM staff_exceptions
         WHERE date BETWEEN ?1 AND ?2 ORDER BY staff_id, date, from_minute",
        (Civil(from), Civil(to)),
        |row| {
            Ok(ExceptionalHours {
                staff: StaffId(row.get("staff_id")?),
                date: row.get::<_, Civil<Date>>("date")?.0,
                stretch: stretch(row)?,
            })
        },
    )
}

/// When everybody works, good for the dates from `from` to `to`, both included. Who has no hours at all is left out.
///
/// # Errors
/// The book cannot be read.
pub fn working_time(
    read: &Read<'_>,
    from: Date,
    to: Date,
) -> Result<BTreeMap<StaffId, WorkingTime>, StoreError> {
    let mut everybody: BTreeMap<StaffId, WorkingTime> = BTreeMap::new();
    for hours in weekly(read)? {
        let own = everybody.entry(hours.staff).or_default();
        own.add_weekly(hours.weekday, hours.stretch);
    }
    for hours in exceptions(read, from, to)? {
        let own = everybody.entry(hours.staff).or_default();
        own.add_exception(hours.date, hours.stretch);
    }
    Ok(everybody)
}

/// Replaces the usual week of `staff`.
///
/// # Errors
/// `Constraint` for two stretches that begin at the same time, or if there is no such staff member.
pub fn set_weekly(
    tx: &Tx<'_>,
    staff: StaffId,
    week: &[(Weekday, Stretch)],
) -> Result<(), StoreError> {
    tx.run("DELETE FROM staff_hours WHERE staff_id = ?1", [staff.0])?;
    for (weekday, stretch) in week {
        tx.run(
            "INSERT INTO staff_hours (staff_id, weekday, from_minute, to_minute) VALUES (?1, ?2, ?3, ?4)",
            (
                staff.0,
                weekday.to_monday_one_offset(),
                stretch.from_minute(),
                stretch.to_minute(),
            ),
        )?;
    }
    Ok(())
}

/// Replaces the hours of `date`; no stretch at all means a day off.
///
/// # Errors
/// As [`set_weekly`].
pub fn set_exception(
    tx: &Tx<'_>,
    staff: StaffId,
    date: Date,
    stretches: &[Stretch],
) -> Result<(), StoreError> {
    clear_exception(tx, staff, date)?;
    if stretches.is_empty() {
        return insert_exception(tx, staff, date, (0, 0));
    }
    stretches.iter().try_for_each(|stretch| {
        let minutes = (stretch.from_minute(), stretch.to_minute());
        insert_exception(tx, staff, date, minutes)
    })
}

fn insert_exception(
    tx: &Tx<'_>,
    staff: StaffId,
    date: Date,
    (from_minute, to_minute): (u16, u16),
) -> Result<(), StoreError> {
    tx.run(
        "INSERT INTO staff_exceptions (staff_id, date, from_minute, to_minute) VALUES (?1, ?2, ?3, ?4)",
        (staff.0, Civil(date), from_minute, to_minute),
    )?;
    Ok(())
}

/// Back to the usual hours on `date`.
///
/// # Errors
/// The book cannot be written.
pub fn clear_exception(tx: &Tx<'_>, staff: StaffId, date: Date) -> Result<(), StoreError> {
    tx.run(
        "DELETE FROM staff_exceptions WHERE staff_id = ?1 AND date = ?2",
        (staff.0, Civil(date)),
    )?;
    Ok(())
}

fn weekday(row: &Row<'_>) -> rusqlite::Result<Weekday> {
    Weekday::from_monday_one_offset(row.get("weekday")?).map_err(|_| not_understood(row, "weekday"))
}

/// `None` for the row that stands for a day off.
fn stretch(row: &Row<'_>) -> rusqlite::Result<Option<Stretch>> {
    Ok(Stretch::new(row.get("from_minute")?, row.get("to_minute")?))
}
