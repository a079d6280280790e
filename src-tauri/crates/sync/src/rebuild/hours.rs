//! Working hours, as far as Cal.com knows them.

use calcom::Schedule;
use jiff::civil::{Time, Weekday};
use salon::{StaffId, Stretch};
use store::{StoreError, Tx, hours};

/// Takes over somebody's usual week and the days that differ.
pub(super) fn write(tx: &Tx<'_>, staff: StaffId, schedule: &Schedule) -> Result<(), StoreError> {
    hours::set_weekly(tx, staff, &week(schedule))?;
    for day in &schedule.overrides {
        let same_day = schedule
            .overrides
            .iter()
            .filter(|other| other.date == day.date);
        let stretches: Vec<_> = same_day
            .filter_map(|other| between(other.start_time, other.end_time))
            .collect();
        hours::set_exception(tx, staff, day.date, &stretches)?;
    }
    Ok(())
}

/// The usual week, by weekday and time.
pub(crate) fn week(schedule: &Schedule) -> Vec<(Weekday, Stretch)> {
    let mut week = Vec::new();
    for stretch in &schedule.availability {
        let Some(span) = between(stretch.start_time, stretch.end_time) else {
            continue;
        };
        let days = stretch.days.iter().filter_map(|day| weekday(day));
        week.extend(days.map(|day| (day, span)));
    }
    week.sort_by_key(|(day, span)| (day.to_monday_one_offset(), *span));
    week.dedup_by_key(|(day, span)| (day.to_monday_one_offset(), span.from_minute()));
    week
}

fn between(from: Time, to: Time) -> Option<Stretch> {
    // Cal.com ends a day a minute early.
    let to = minute(to)?;
    Stretch::new(minute(from)?, if to == 1439 { 1440 } else { to })
}

fn minute(time: Time) -> Option<u16> {
    u16::try_from(i32::from(time.hour()) * 60 + i32::from(time.minute())).ok()
}

fn weekday(name: &str) -> Option<Weekday> {
    Some(match name {
        "Monday" => Weekday::Monday,
        "Tuesday" => Weekday::Tuesday,
        "Wednesday" => Weekday::Wednesday,
        "Thursday" => Weekday::Thursday,
        "Friday" => Weekday::Friday,
        "Saturday" => Weekday::Saturday,
        "Sunday" => Weekday::Sunday,
        _ => return None,
    })
}
