//! Somebody's hours as Cal.com has them.
//!
//! They are kept in the book in two ways: as what Cal.com sells, whatever the salon's own hours are ([`keep`]); and, where the owner
//! wants that, as the salon's own ([`Hours::write`]).

use std::collections::BTreeMap;

use calcom::Schedule;
use jiff::{
    Timestamp,
    civil::{Date, Time, Weekday},
    tz::TimeZone,
};
use salon::{StaffId, Stretch, WorkingTime, civil};
use serde::{Deserialize, Serialize};
use store::{
    StoreError, Tx, hours, staff,
    sync::closing::{self, SoldHours},
};

/// A usual week and the days that differ. As JSON: ISO weekday, from, to; and by date the stretches of that date.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Hours {
    week: Vec<(i8, u16, u16)>,
    dates: BTreeMap<Date, Vec<(u16, u16)>>,
}

impl Hours {
    /// What a schedule says.
    pub(crate) fn of(schedule: &Schedule) -> Self {
        let mut week = Vec::new();
        for stretch in &schedule.availability {
            let Some((from, to)) = between(stretch.start_time, stretch.end_time) else {
                continue;
            };
            let days = stretch.days.iter().filter_map(|day| weekday(day));
            week.extend(days.map(|day| (day.to_monday_one_offset(), from, to)));
        }
        week.sort_unstable();
        week.dedup_by_key(|(day, from, _)| (*day, *from));
        let mut dates: BTreeMap<Date, Vec<(u16, u16)>> = BTreeMap::new();
        for day in &schedule.overrides {
            let stretches = dates.entry(day.date).or_default();
            stretches.extend(between(day.start_time, day.end_time));
        }
        Self { week, dates }
    }

    /// The usual week, by weekday and time.
    pub(crate) fn week(&self) -> Vec<(Weekday, Stretch)> {
        let stretch = |(day, from, to): &(i8, u16, u16)| {
            let day = Weekday::from_monday_one_offset(*day).ok()?;
            Some((day, Stretch::new(*from, *to)?))
        };
        self.week.iter().filter_map(stretch).collect()
    }

    /// Takes them over as the salon's own. They have to go by the salon's clock: see [`same_clock`].
    pub(crate) fn write(&self, tx: &Tx<'_>, staff: StaffId) -> Result<(), StoreError> {
        hours::set_weekly(tx, staff, &self.week())?;
        for (date, stretches) in &self.dates {
            let stretches: Vec<_> = stretches
                .iter()
                .filter_map(|(from, to)| Stretch::new(*from, *to))
                .collect();
            hours::set_exception(tx, staff, *date, &stretches)?;
        }
        Ok(())
    }

    /// The same as a rule.
    pub(crate) fn working_time(&self) -> WorkingTime {
        let mut time = WorkingTime::default();
        for (day, stretch) in self.week() {
            time.add_weekly(day, stretch);
        }
        for (date, stretches) in &self.dates {
            time.add_exception(*date, None);
            for (from, to) in stretches {
                time.add_exception(*date, Stretch::new(*from, *to));
            }
        }
        time
    }
}

/// The schedule that somebody usually works by: the default one, else the first there is.
pub(crate) fn usual(schedules: &[Schedule], user: Option<i64>) -> Option<&Schedule> {
    let own = || {
        let is_theirs = move |one: &&Schedule| Some(one.owner_id.get()) == user;
        schedules.iter().filter(is_theirs)
    };
    own()
        .find(|schedule| schedule.is_default)
        .or_else(|| own().next())
}

/// Whether hours said in one zone mean the same in the other. A zone that this machine does not know is another.
pub(crate) fn same_clock(one: &str, other: &str, now: Timestamp) -> bool {
    one == other
        || match (TimeZone::get(one), TimeZone::get(other)) {
            (Ok(one), Ok(other)) => civil::same_clock(&one, &other, now),
            _ => false,
        }
}

/// Remembers what Cal.com sells of everybody's time.
pub(crate) fn keep(tx: &Tx<'_>, read: &[Schedule]) -> Result<(), StoreError> {
    for member in staff::all(tx)? {
        let Some(schedule) = usual(read, member.calcom_user_id) else {
            continue;
        };
        let sold = SoldHours {
            zone: schedule.time_zone.clone(),
            // Numbers and dates always become JSON.
            hours: serde_json::to_string(&Hours::of(schedule)).unwrap_or_default(),
        };
        closing::put_sold(tx, member.id, &sold)?;
    }
    Ok(())
}

fn between(from: Time, to: Time) -> Option<(u16, u16)> {
    let (from, to) = (minute(from)?, minute(to)?);
    // Cal.com ends a day a minute early.
    let to = if to == 1439 { 1440 } else { to };
    Stretch::new(from, to).map(|_| (from, to))
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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn hours_are_kept_as_they_were_read() {
        let schedule: Schedule = serde_json::from_value(json!({
            "id": 1, "ownerId": 3, "name": "Arbeitszeit", "timeZone": "Europe/Berlin", "isDefault": true,
            "availability": [{"days": ["Tuesday", "Monday"], "startTime": "09:00", "endTime": "23:59"}],
            "overrides": [{"date": "2026-12-24", "startTime": "09:00", "endTime": "13:00"},
                          {"date": "2026-12-25", "startTime": "00:00", "endTime": "00:00"}]
        }))
        .unwrap();
        let hours = Hours::of(&schedule);
        let text = serde_json::to_string(&hours).unwrap();
        assert_eq!(serde_json::from_str::<Hours>(&text).unwrap(), hours);
        let time = hours.working_time();
        let day = |text: &str| time.stretches(text.parse().unwrap()).to_vec();
        assert_eq!(day("2026-11-24"), [Stretch::new(540, 1440).unwrap()]);
        assert_eq!(day("2026-11-25"), []);
        assert_eq!(day("2026-12-24"), [Stretch::new(540, 780).unwrap()]);
        assert_eq!(day("2026-12-25"), []);
    }
}
