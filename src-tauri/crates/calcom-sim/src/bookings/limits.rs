//! Limits an event type sets itself: notice, booking window, bookings per day.

use axum::http::StatusCode;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use serde_json::Value;

use crate::clock::later_minutes;
use crate::http::refusal::Refusal;
use crate::model::EventType;
use crate::world::World;

const OUT_OF_BOUNDS: &str = "The event type can't be booked at the \"start\" time provided. This could be because it's too soon (violating the minimum booking notice) or too far in the future (outside the event's scheduling window). Try fetching available slots first using the GET /v2/slots endpoint and then make a booking with \"start\" time equal to one of the available slots: https://cal.com/docs/api-reference/v2/slots";

/// Past, notice, window — in this order.
pub(crate) fn check_time(
    event_type: &EventType,
    start: Timestamp,
    now: Timestamp,
) -> Result<(), Refusal> {
    if start < now {
        return Err(Refusal::bad_request(
            "Attempting to book a meeting in the past.",
        ));
    }
    if start < later_minutes(now, event_type.minimum_notice)
        || !within_window(&event_type.booking_window, start, now)
    {
        return Err(Refusal::bad_request(OUT_OF_BOUNDS));
    }
    Ok(())
}

/// Whether a start lies in the booking window; slots use the same rule.
pub(crate) fn within_window(window: &Value, start: Timestamp, now: Timestamp) -> bool {
    let day = |at: Timestamp| at.to_zoned(TimeZone::UTC).date();
    let value = window.get("value");
    match window.get("type").and_then(Value::as_str) {
        Some("calendarDays") => {
            let days = value.and_then(Value::as_i64).unwrap_or_default();
            day(now)
                .checked_add(days.days())
                .is_ok_and(|last| day(start) <= last)
        }
        Some("businessDays") => {
            let days = value.and_then(Value::as_i64).unwrap_or_default();
            business_days(day(now), day(start)) <= days
        }
        Some("range") => {
            let date = |at: usize| value?.get(at)?.as_str()?.get(..10)?.parse::<Date>().ok();
            date(0).is_none_or(|from| from <= day(start))
                && date(1).is_none_or(|to| day(start) <= to)
        }
        Some(_) | None => true,
    }
}

fn business_days(from: Date, to: Date) -> i64 {
    let days = from.series(1.day()).skip(1).take_while(|date| *date <= to);
    let count = days
        .filter(|date| date.weekday().to_monday_zero_offset() < 5)
        .count();
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// The periods a limit can be set for.
#[derive(Debug, Clone, Copy)]
enum Period {
    Day,
    Week,
    Month,
    Year,
}

/// Bookings per day, week, month, year.
pub(crate) fn check_counts(
    world: &World,
    event_type: &EventType,
    start: Timestamp,
    ignoring: Option<&str>,
) -> Result<(), Refusal> {
    let Some(limits) = &event_type.booking_limits else {
        return Ok(());
    };
    for period in [Period::Day, Period::Week, Period::Month, Period::Year] {
        let limit = limits.get(period.name()).and_then(Value::as_u64);
        let same_period = world.bookings.iter().filter(|booking| {
            booking.event_type == Some(event_type.id)
                && booking.status.is_live()
                && ignoring != Some(booking.uid.as_str())
                && period.of(booking.start) == period.of(start)
        });
        if limit.is_some_and(|limit| same_period.count() as u64 >= limit) {
            return Err(Refusal::bare(
                StatusCode::UNAUTHORIZED,
                "booking_limit_reached",
            ));
        }
    }
    Ok(())
}

impl Period {
    fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Year => "year",
        }
    }

    /// The year and the number within it.
    fn of(self, at: Timestamp) -> (i16, i16) {
        let date = at.to_zoned(TimeZone::UTC).date();
        match self {
            Self::Day => (date.year(), date.day_of_year()),
            Self::Week => {
                let week = date.iso_week_date();
                (week.year(), i16::from(week.week()))
            }
            Self::Month => (date.year(), i16::from(date.month())),
            Self::Year => (date.year(), 0),
        }
    }
}
