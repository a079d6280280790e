//! When somebody works: the usual week, and single days that differ from it. Minutes count from local midnight.

use jiff::civil::{Date, Weekday};
use salon::StaffId;

use crate::{Read, StoreError, Tx, row::Civil};

/// A stretch of the usual week. Several on one day leave a break between them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WeeklyHours {
    /// Who.
    pub staff: StaffId,
    /// On which day of every week.
    pub weekday: Weekday,
    /// First minute.
    pub from_minute: u16,
    /// First minute after.
    pub to_minute: u16,
}

/// A day that differs: all stretches of that date together replace its usual hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExceptionalHours {
    /// Who.
    pub staff: StaffId,
    /// On which day.
    pub date: Date,
    /// From, to; `None`: a day off.
    pub minutes: Option<(u16, u16)>,
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
                staff: StaffId(row.get(0)?),
                weekday: weekday(row.get(1)?)?,
                from_minute: row.get(2)?,
                to_minute: row.get(3)?,
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
            let minutes: (u16, u16) = (row.get(2)?, row.get(3)?);
            Ok(ExceptionalHours {
                staff: StaffId(row.get(0)?),
                date: row.get::<_, Civil<Date>>(1)?.0,
                minutes: (minutes != (0, 0)).then_some(minutes),
            })
        },
    )
}

/// Replaces the usual week of `staff`.
///
/// # Errors
/// `Constraint` for a stretch that ends before it begins, leaves the day or begins where another does.
pub fn set_weekly(
    tx: &Tx<'_>,
    staff: StaffId,
    week: &[(Weekday, u16, u16)],
) -> Result<(), StoreError> {
    tx.run("DELETE FROM staff_hours WHERE staff_id = ?1", [staff.0])?;
    for (weekday, from_minute, to_minute) in week {
        tx.run(
            "INSERT INTO staff_hours (staff_id, weekday, from_minute, to_minute) VALUES (?1, ?2, ?3, ?4)",
            (staff.0, weekday.to_monday_one_offset(), from_minute, to_minute),
        )?;
    }
    Ok(())
}

/// Replaces what differs on `date`; no stretch at all means a day off.
///
/// # Errors
/// As [`set_weekly`].
pub fn set_exception(
    tx: &Tx<'_>,
    staff: StaffId,
    date: Date,
    stretches: &[(u16, u16)],
) -> Result<(), StoreError> {
    clear_exception(tx, staff, date)?;
    let day_off = [(0, 0)];
    let rows = if stretches.is_empty() {
        &day_off
    } else {
        stretches
    };
    for (from_minute, to_minute) in rows {
        tx.run(
            "INSERT INTO staff_exceptions (staff_id, date, from_minute, to_minute) VALUES (?1, ?2, ?3, ?4)",
            (staff.0, Civil(date), from_minute, to_minute),
        )?;
    }
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

fn weekday(number: i8) -> rusqlite::Result<Weekday> {
    Weekday::from_monday_one_offset(number)
        .map_err(|_| rusqlite::Error::IntegralValueOutOfRange(1, i64::from(number)))
}
