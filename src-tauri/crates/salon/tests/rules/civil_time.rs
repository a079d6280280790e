use jiff::{Timestamp, civil::date};
use salon::{
    CivilError,
    civil::{self, Page},
};

use crate::salon_of_the_tests::{at, berlin};

fn parse(text: &str) -> Result<Timestamp, CivilError> {
    civil::parse_start(text, &berlin())
}

#[test]
fn a_time_on_the_wall_is_an_instant() {
    assert_eq!(
        parse("2026-11-27T09:30").unwrap().to_string(),
        "2026-11-27T08:30:00Z"
    );
    assert_eq!(
        parse("2026-07-01T09:30:00").unwrap().to_string(),
        "2026-07-01T07:30:00Z"
    );
}

#[test]
fn anything_else_is_not() {
    let nonsense = [
        "",
        "morgen",
        "2026-11-27",
        "09:30",
        "2026-02-30T09:30",
        "2026-11-27T25:00",
        "2026-11-27T09:30:15",
        "2026-11-27T09:30:00.5",
        "2026-11-27T09:30:00+99:00",
        "-9999-01-01T00:00",
        "9999-12-31T23:59:00-12:00",
    ];
    for text in nonsense {
        assert_eq!(parse(text), Err(CivilError::Invalid), "{text}");
    }
    for text in [
        "",
        "2026-13-01",
        "27.11.2026",
        "2026-11-27T09:30",
        "2026-1-1",
    ] {
        assert_eq!(civil::parse_date(text), Err(CivilError::Invalid), "{text}");
    }
}

#[test]
fn the_hour_skipped_in_spring_does_not_exist() {
    let error = parse("2027-03-28T02:30").unwrap_err();
    assert_eq!(error.code(), "time_does_not_exist");
    let CivilError::DoesNotExist { next, .. } = error else {
        panic!("no instant")
    };
    assert_eq!(next, "2027-03-28T03:00:00+02:00");
    assert!(parse("2027-03-28T01:59").is_ok());
    assert!(parse("2027-03-28T03:00").is_ok());
}

#[test]
fn the_hour_repeated_in_autumn_is_asked_about_and_the_answer_understood() {
    let error = parse("2026-10-25T02:30").unwrap_err();
    assert_eq!(error.code(), "time_is_ambiguous");
    let CivilError::Ambiguous { choices, .. } = error else {
        panic!("two instants")
    };
    assert_eq!(
        choices,
        ["2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00"]
    );

    let [first, second] = choices.map(|choice| parse(&choice).unwrap());
    assert_eq!(second.duration_since(first).as_mins(), 60);
}

#[test]
fn days_have_as_many_hours_as_the_law_gives_them() {
    let hours = |y, m, d| civil::day(date(y, m, d), &berlin()).unwrap().minutes() / 60;
    assert_eq!(hours(2026, 11, 27), 24);
    assert_eq!(hours(2026, 10, 25), 25);
    assert_eq!(hours(2027, 3, 28), 23);
}

#[test]
fn the_grid_follows_the_wall_clock_through_both_changes() {
    let zone = berlin();
    let marks = |day| {
        let day = civil::day(day, &zone).unwrap();
        let last = day
            .end
            .checked_sub(jiff::SignedDuration::from_nanos(1))
            .unwrap();
        civil::grid(day.start, last, &zone).collect::<Vec<_>>()
    };
    for (day, expected) in [
        (date(2026, 11, 27), 288),
        (date(2026, 10, 25), 300),
        (date(2027, 3, 28), 276),
    ] {
        let marks = marks(day);
        assert_eq!(marks.len(), expected, "{day}");
        assert!(
            marks
                .iter()
                .all(|m| civil::minute_of_day(*m, &zone).is_multiple_of(5))
        );
    }
}

#[test]
fn the_grid_is_that_of_the_wall_even_where_the_zone_is_odd() {
    // Monrovia kept 44½ minutes behind Greenwich until 1972.
    let monrovia = jiff::tz::TimeZone::get("Africa/Monrovia").unwrap();
    let change: Timestamp = "1972-01-07T00:44:30Z".parse().unwrap();
    let hour = jiff::SignedDuration::from_hours(1);
    let marks: Vec<_> = civil::grid(change - hour, change + hour, &monrovia).collect();
    assert!(marks.len() > 20, "{}", marks.len());
    for mark in marks {
        let wall = monrovia.to_datetime(mark);
        assert_eq!((wall.minute() % 5, wall.second()), (0, 0), "{wall}");
    }
}

#[test]
fn an_appointment_that_leaves_the_page_is_drawn_to_its_edge() {
    let zone = berlin();
    let page = date(2026, 11, 27);
    let minutes = |civil| {
        let at = at(civil);
        let shown = civil::minute_on(page, at, &zone);
        (shown, Page::of(page, &zone).minute(at))
    };
    assert_eq!(minutes("2026-11-26T23:00"), (0, 0));
    assert_eq!(minutes("2026-11-27T09:30"), (570, 570));
    assert_eq!(minutes("2026-11-28T00:00"), (1440, 1440));
}

#[test]
fn the_hour_that_is_there_twice_lies_on_the_page_twice_and_has_two_names() {
    let zone = berlin();
    let lies = |instant: &str| {
        let at = instant.parse().unwrap();
        let minute = Page::of(civil::date_of(at, &zone), &zone).minute(at);
        (minute, civil::clock(at, &zone))
    };
    for (instant, minute, clock) in [
        ("2026-10-25T01:55+02:00", 115, "01:55"),
        ("2026-10-25T02:30+02:00", 150, "02:30 A"),
        ("2026-10-25T02:30+01:00", 210, "02:30 B"),
        ("2026-10-25T09:00+01:00", 600, "09:00"),
        ("2027-03-28T01:55+01:00", 115, "01:55"),
        ("2027-03-28T03:00+02:00", 120, "03:00"),
        ("2027-03-28T09:00+02:00", 480, "09:00"),
    ] {
        assert_eq!(lies(instant), (minute, clock.to_owned()), "{instant}");
    }
}

#[test]
fn instants_are_said_with_their_offset() {
    let zone = berlin();
    assert_eq!(
        civil::rfc3339(at("2026-11-27T09:30"), &zone),
        "2026-11-27T09:30:00+01:00"
    );
    assert_eq!(
        civil::rfc3339(at("2026-07-01T09:30"), &zone),
        "2026-07-01T09:30:00+02:00"
    );
    assert_eq!(civil::clock(at("2026-11-27T09:05"), &zone), "09:05");
}

#[test]
fn the_last_day_of_the_calendar_is_no_crash() {
    assert_eq!(civil::day(date(9999, 12, 31), &berlin()), None);
}

#[test]
fn two_zones_have_one_clock_only_if_they_agree_all_through_the_year() {
    let zone = |name: &str| jiff::tz::TimeZone::get(name).unwrap();
    for at in ["2026-01-15T12:00:00Z", "2026-07-15T12:00:00Z"] {
        let same = |name: &str| civil::same_clock(&berlin(), &zone(name), at.parse().unwrap());
        assert!(same("Europe/Berlin") && same("Europe/Vienna") && same("Arctic/Longyearbyen"));
        assert!(!same("UTC") && !same("Europe/Lisbon"));
        // An hour east of Greenwich in winter; two in summer. Both are Berlin's only for half a year.
        assert!(!same("Africa/Lagos") && !same("Africa/Maputo"));
    }
}
