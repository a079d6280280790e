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
