use jiff::civil::{Weekday, date};
use salon::{SpanSet, Stretch, WorkingTime, working_time::load_percent};

use crate::salon_of_the_tests::{at, berlin, opening_hours, span};

fn every_day(from: u16, to: u16) -> WorkingTime {
    let mut hours = WorkingTime::default();
    for offset in 1..=7 {
        let weekday = Weekday::from_monday_one_offset(offset).unwrap();
        hours.add_weekly(weekday, Stretch::new(from, to).unwrap());
    }
    hours
}

#[test]
fn the_usual_week() {
    let hours = opening_hours();
    let friday = hours.on(date(2026, 11, 27), &berlin());
    assert_eq!(
        friday,
        SpanSet::from_iter([span("2026-11-27T09:00", "2026-11-27T18:30")])
    );
    assert!(
        hours.on(date(2026, 11, 30), &berlin()).is_empty(),
        "closed on Mondays"
    );
}

#[test]
fn several_stretches_leave_a_break() {
    let mut hours = every_day(9 * 60, 12 * 60);
    hours.add_weekly(Weekday::Friday, Stretch::new(13 * 60, 18 * 60).unwrap());
    let friday = hours.on(date(2026, 11, 27), &berlin());
    assert_eq!(friday.iter().count(), 2);
    assert!(!friday.covers(&span("2026-11-27T11:30", "2026-11-27T13:30")));
    assert!(friday.covers(&span("2026-11-27T13:00", "2026-11-27T18:00")));
}

#[test]
fn a_date_can_differ_from_the_week() {
    let mut hours = opening_hours();
    let (advent, holiday) = (date(2026, 11, 29), date(2026, 11, 27));
    hours.add_exception(advent, Stretch::new(600, 840));
    hours.add_exception(holiday, None);
    assert!(hours.on(holiday, &berlin()).is_empty());
    let open = SpanSet::from_iter([span("2026-11-29T10:00", "2026-11-29T14:00")]);
    assert_eq!(hours.on(advent, &berlin()), open);
}

#[test]
fn a_night_shift_lasts_as_long_as_the_clocks_make_it() {
    let night = every_day(60, 5 * 60);
    let hours = |date| night.on(date, &berlin()).length().as_hours();
    assert_eq!(hours(date(2026, 11, 27)), 4);
    assert_eq!(hours(date(2026, 10, 25)), 5);
    assert_eq!(hours(date(2027, 3, 28)), 3);
}

#[test]
fn hours_that_touch_a_skipped_hour_end_or_begin_at_the_jump() {
    let zone = berlin();
    let jump = at("2027-03-28T03:00");
    let until_half_past_two = every_day(60, 150).on(date(2027, 3, 28), &zone);
    assert_eq!(until_half_past_two.iter().next().unwrap().end, jump);
    let from_half_past_two = every_day(150, 300).on(date(2027, 3, 28), &zone);
    assert_eq!(from_half_past_two.iter().next().unwrap().start, jump);
    assert!(every_day(130, 170).on(date(2027, 3, 28), &zone).is_empty());
}

#[test]
fn a_day_may_be_open_to_midnight() {
    let all_day = every_day(0, 1440);
    let range = span("2026-10-24T12:00", "2026-10-26T12:00");
    let open = all_day.during(&range, &berlin());
    assert_eq!(
        open.length().as_hours(),
        73,
        "three days joined, one of 25 hours"
    );
    assert_eq!(open.iter().count(), 1);
}

#[test]
fn impossible_stretches_are_none() {
    for (from, to) in [(540, 540), (600, 540), (0, 1441)] {
        assert_eq!(Stretch::new(from, to), None);
    }
}

#[test]
fn load_is_the_sold_share_of_what_is_for_sale() {
    let day = opening_hours().on(date(2026, 11, 28), &berlin()); // 9–15
    let none = SpanSet::default();
    let morning = SpanSet::from_iter([span("2026-11-28T09:00", "2026-11-28T12:00")]);
    let late = SpanSet::from_iter([span("2026-11-28T15:00", "2026-11-28T18:00")]);
    assert_eq!(load_percent(&day, &none, &morning), 50);
    assert_eq!(load_percent(&day, &morning, &none), 0);
    assert_eq!(
        load_percent(&day, &none, &late),
        0,
        "after hours does not count"
    );
    assert_eq!(load_percent(&day, &none, &day), 100);
    assert_eq!(load_percent(&none, &none, &morning), 0, "a day off");
    assert_eq!(load_percent(&day, &day, &morning), 0, "all of it blocked");
    let third = SpanSet::from_iter([span("2026-11-28T09:00", "2026-11-28T11:00")]);
    assert_eq!(load_percent(&day, &none, &third), 33);
}
