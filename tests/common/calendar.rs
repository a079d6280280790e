//! Days on which the sample salon is open, whenever the tests run.

use jiff::{ToSpan as _, Zoned, civil::Date, civil::Weekday};

/// A Tuesday at least a week from now: no clock changes on it, and nothing on it has passed.
pub fn tuesday() -> Date {
    let in_a_week = Zoned::now().date().checked_add(7.days()).unwrap();
    in_a_week.nth_weekday(1, Weekday::Tuesday).unwrap()
}

/// That Tuesday at a time: `at("10:00")`.
pub fn at(time: &str) -> String {
    format!("{}T{time}", tuesday())
}

/// Half past two on the night when the clocks go forward, next year.
pub fn spring_gap() -> String {
    let march = Date::new(Zoned::now().year() + 1, 3, 1).unwrap();
    let sunday = march.nth_weekday_of_month(-1, Weekday::Sunday).unwrap();
    format!("{sunday}T02:30")
}
