//! Calendars as other programs write them.

use std::collections::BTreeSet;

use super::*;

fn read(events: &str) -> Calendar {
    let text = format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{events}END:VCALENDAR\r\n");
    let berlin = TimeZone::get("Europe/Berlin").unwrap();
    calendar(text.as_bytes(), &berlin, year()).unwrap()
}

fn year() -> Span {
    let window = Span::new(
        "2026-11-27T00:00:00Z".parse().unwrap(),
        "2027-11-27T00:00:00Z".parse().unwrap(),
    );
    window.unwrap()
}

fn event(lines: &str) -> String {
    format!(
        "BEGIN:VEVENT\r\n{}\r\nEND:VEVENT\r\n",
        lines.replace('\n', "\r\n")
    )
}

fn spans(read: &Calendar) -> Vec<String> {
    let spans = read.events.iter().map(|(_, event)| match event {
        Ok(event) => format!("{}/{}", event.span.start, event.span.end),
        Err(fault) => format!("{:?}", fault.code),
    });
    spans.collect()
}

#[test]
fn a_time_means_the_same_instant_whichever_zone_it_is_written_in() {
    let read = read(&[
        event("UID:1\nDTSTART:20261201T083000Z\nDTEND:20261201T091500Z"),
        event("UID:2\nDTSTART;TZID=Europe/Berlin:20261201T093000\nDTEND;TZID=Europe/Berlin:20261201T101500"),
        event("UID:3\nDTSTART:20261201T093000\nDURATION:PT45M"),
        event("UID:4\nDTSTART;TZID=\"W. Europe Standard Time\":20261201T093000\nDTEND:20261201T091500Z"),
    ].concat());
    assert_eq!(
        spans(&read),
        ["2026-12-01T08:30:00Z/2026-12-01T09:15:00Z"; 4]
    );
}

#[test]
fn whole_days_are_from_midnight_to_midnight_of_the_salon() {
    let read = read(
        &[
            event("UID:1\nSUMMARY:Urlaub\nDTSTART;VALUE=DATE:20261221\nDTEND;VALUE=DATE:20261224"),
            event("UID:2\nDTSTART;VALUE=DATE:20261224"),
        ]
        .concat(),
    );
    assert_eq!(
        spans(&read),
        [
            "2026-12-20T23:00:00Z/2026-12-23T23:00:00Z",
            "2026-12-23T23:00:00Z/2026-12-24T23:00:00Z"
        ]
    );
}

#[test]
fn a_series_is_worked_out_with_what_was_moved_and_what_was_called_off() {
    let read = read(&[
        event("UID:s\nSUMMARY:Schule\nDTSTART;TZID=Europe/Berlin:20261106T090000\nDTEND;TZID=Europe/Berlin:20261106T100000\nRRULE:FREQ=WEEKLY;COUNT=8\nEXDATE;TZID=Europe/Berlin:20261204T090000"),
        event("UID:s\nSUMMARY:Schule\nRECURRENCE-ID;TZID=Europe/Berlin:20261211T090000\nDTSTART;TZID=Europe/Berlin:20261212T110000\nDTEND;TZID=Europe/Berlin:20261212T120000"),
        event("UID:s\nSTATUS:CANCELLED\nRECURRENCE-ID;TZID=Europe/Berlin:20261218T090000\nDTSTART;TZID=Europe/Berlin:20261218T090000\nDTEND;TZID=Europe/Berlin:20261218T100000"),
    ].concat());
    assert_eq!(
        spans(&read),
        [
            "2026-11-27T08:00:00Z/2026-11-27T09:00:00Z",
            "2026-12-25T08:00:00Z/2026-12-25T09:00:00Z",
            "2026-12-12T10:00:00Z/2026-12-12T11:00:00Z",
        ]
    );
    assert_eq!(read.not_taken.get(&NotTaken::CalledOff), Some(&1));
    let keys: BTreeSet<_> = read
        .events
        .iter()
        .map(|(_, e)| e.as_ref().unwrap().key.clone())
        .collect();
    assert_eq!(keys.len(), 3);
}

#[test]
fn what_is_over_called_off_or_takes_no_time_is_counted_and_left_out() {
    let read = read(
        &[
            event("UID:1\nDTSTART:20261101T083000Z\nDTEND:20261101T091500Z"),
            event("UID:2\nSTATUS:CANCELLED\nDTSTART:20261201T083000Z\nDTEND:20261201T091500Z"),
            event("UID:3\nTRANSP:TRANSPARENT\nDTSTART:20261201T083000Z\nDTEND:20261201T091500Z"),
            event("UID:4\nDTSTART:20281201T083000Z\nDTEND:20281201T091500Z"),
        ]
        .concat(),
    );
    assert!(read.events.is_empty());
    assert_eq!(read.not_taken.values().sum::<usize>(), 4);
}

#[test]
fn one_that_is_broken_costs_no_other_and_is_named_by_its_line() {
    let read = read(&[
        event("UID:1\nDTSTART;TZID=Custom:20261201T093000\nDTEND;TZID=Custom:20261201T101500"),
        event("UID:2\nDTSTART:20261201T083000Z\nDTEND:20261201T083000Z"),
        event("UID:3\nDTSTART:20261201T083000Z\nDTEND:20261201T093000Z\nRRULE:FREQ=SOMETIMES"),
        event("UID:4\nSUMMARY:Sch\\, ule mit\n  Anna\nATTENDEE;CN=\"Bea Berg\":mailto:bea@example.org\nDTSTART:20261201T083000Z\nDTEND:20261201T093000Z"),
    ].concat());
    let lines: Vec<_> = read
        .events
        .iter()
        .map(|(line, event)| (*line, event.as_ref().err().map(|f| f.code)))
        .collect();
    assert_eq!(
        lines,
        [
            (3, Some(FaultCode::UnknownZone)),
            (8, Some(FaultCode::EndsBeforeItBegins)),
            (13, Some(FaultCode::UnknownRule)),
            (19, None),
        ]
    );
    let event = read.events[3].1.as_ref().unwrap();
    assert_eq!(event.summary, "Sch, ule mit Anna");
    assert_eq!(event.attendees, ["Bea Berg"]);
}

#[test]
fn what_was_moved_called_off_or_added_is_found_in_whichever_zone_it_is_written() {
    let read = read(&[
        event("UID:s\nDTSTART;TZID=Europe/Berlin:20261127T090000\nDTEND;TZID=Europe/Berlin:20261127T100000\nRRULE:FREQ=WEEKLY;COUNT=3\nEXDATE:20261204T080000Z\nRDATE:20261202T130000Z,20261127T080000Z"),
        event("UID:s\nRECURRENCE-ID:20261211T080000Z\nDTSTART;TZID=Europe/Berlin:20261212T110000\nDTEND;TZID=Europe/Berlin:20261212T120000"),
    ].concat());
    assert_eq!(
        spans(&read),
        [
            "2026-11-27T08:00:00Z/2026-11-27T09:00:00Z",
            "2026-12-02T13:00:00Z/2026-12-02T14:00:00Z",
            "2026-12-12T10:00:00Z/2026-12-12T11:00:00Z",
        ]
    );
    // One that was moved keeps the name that it has in its series.
    let key = |at: usize| read.events[at].1.as_ref().unwrap().key.as_str();
    assert_eq!(key(1), "s\n2026-12-02T14:00:00");
    assert_eq!(key(2), "s\n2026-12-11T09:00:00");
}

#[test]
fn whole_days_of_a_series_are_found_by_their_date() {
    let read = read(&[
        event("UID:s\nDTSTART;VALUE=DATE:20261221\nRRULE:FREQ=DAILY;COUNT=6\nRDATE;VALUE=DATE:20261231\nEXDATE;VALUE=DATE:20261222\nEXDATE;TZID=Europe/Berlin:20261223T000000\nEXDATE:20261223T230000Z"),
        event("UID:s\nRECURRENCE-ID;VALUE=DATE:20261225\nDTSTART;TZID=Europe/Berlin:20261225T090000\nDTEND;TZID=Europe/Berlin:20261225T100000"),
    ].concat());
    assert_eq!(
        spans(&read),
        [
            "2026-12-20T23:00:00Z/2026-12-21T23:00:00Z",
            "2026-12-25T23:00:00Z/2026-12-26T23:00:00Z",
            "2026-12-30T23:00:00Z/2026-12-31T23:00:00Z",
            "2026-12-25T08:00:00Z/2026-12-25T09:00:00Z",
        ]
    );
}

#[test]
fn what_ends_on_the_same_wall_ends_when_that_wall_says() {
    let read = read(&[
        event("UID:1\nDTSTART;TZID=Europe/Berlin:20271030T180000\nDTEND;TZID=Europe/Berlin:20271101T080000"),
        event("UID:2\nDTSTART;TZID=Europe/Berlin:20270327T180000\nDTEND;TZID=Europe/Berlin:20270329T080000"),
        event("UID:3\nDTSTART;TZID=Europe/Berlin:20271024T180000\nDTEND;TZID=Europe/Berlin:20271026T080000\nRRULE:FREQ=WEEKLY;COUNT=2;BYDAY=SA"),
    ].concat());
    assert_eq!(
        spans(&read),
        [
            "2027-10-30T16:00:00Z/2027-11-01T07:00:00Z",
            "2027-03-27T17:00:00Z/2027-03-29T06:00:00Z",
            "2027-10-30T16:00:00Z/2027-11-01T07:00:00Z",
            "2027-11-06T17:00:00Z/2027-11-08T07:00:00Z",
        ]
    );
}

#[test]
fn a_length_has_days_on_the_wall_and_hours_that_go_by() {
    let from = "DTSTART;TZID=Europe/Berlin:20271030T180000";
    let read = read(
        &[
            event(&format!("UID:1\n{from}\nDURATION:P1DT14H")),
            event(&format!("UID:2\n{from}\nDURATION:PT38H")),
            event(&format!("UID:3\n{from}\nDURATION:P1W")),
            event(&format!("UID:4\n{from}\nDTEND:20271101T060000Z")),
            event(&format!(
                "UID:5\n{from}\nDTEND:20271101T060000Z\nRRULE:FREQ=DAILY;COUNT=2"
            )),
        ]
        .concat(),
    );
    assert_eq!(
        spans(&read),
        [
            "2027-10-30T16:00:00Z/2027-11-01T07:00:00Z",
            "2027-10-30T16:00:00Z/2027-11-01T06:00:00Z",
            "2027-10-30T16:00:00Z/2027-11-06T17:00:00Z",
            "2027-10-30T16:00:00Z/2027-11-01T06:00:00Z",
            "2027-10-30T16:00:00Z/2027-11-01T06:00:00Z",
            "2027-10-31T17:00:00Z/2027-11-02T07:00:00Z",
        ]
    );
}

#[test]
fn an_end_that_the_clocks_show_twice_or_never_is_not_guessed() {
    let read = read(&[
        event("UID:1\nDTSTART;TZID=Europe/Berlin:20271030T220000\nDTEND;TZID=Europe/Berlin:20271031T023000"),
        event("UID:2\nDTSTART;TZID=Europe/Berlin:20270327T220000\nDTEND;TZID=Europe/Berlin:20270328T023000"),
    ].concat());
    assert_eq!(spans(&read), ["TimeIsAmbiguous", "TimeDoesNotExist"]);
}

#[test]
fn a_series_that_comes_too_often_is_named_and_not_cut() {
    let hourly = "UID:1\nDTSTART:20261127T080000Z\nDURATION:PT30M\nRRULE:FREQ=HOURLY";
    let many: Vec<String> = (0..1_000)
        .map(|minute| {
            format!(
                "202612{:02}T{:02}{:02}00Z",
                1 + minute / 600,
                minute / 60 % 10,
                minute % 60
            )
        })
        .collect();
    let added = format!(
        "UID:2\nDTSTART:20261130T080000Z\nDURATION:PT30M\nRRULE:FREQ=DAILY;COUNT=1\nRDATE:{}",
        many.join(",")
    );
    let read = read(
        &[
            event(hourly),
            event(&added),
            event("UID:3\nDTSTART:20261201T083000Z\nDURATION:PT30M"),
        ]
        .concat(),
    );
    assert_eq!(
        spans(&read),
        [
            "TooOften",
            "TooOften",
            "2026-12-01T08:30:00Z/2026-12-01T09:00:00Z"
        ]
    );
}

#[test]
fn dates_without_a_rule_are_a_series_too_and_a_second_rule_counts() {
    let read = read(&[
        event("UID:1\nDTSTART;TZID=Europe/Berlin:20261201T090000\nDURATION:PT1H\nRDATE;TZID=Europe/Berlin:20261203T090000\nEXDATE:"),
        event("UID:2\nDTSTART;TZID=Europe/Berlin:20261207T090000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=1\nRRULE:FREQ=DAILY;COUNT=2"),
    ].concat());
    assert_eq!(
        spans(&read),
        [
            "2026-12-01T08:00:00Z/2026-12-01T09:00:00Z",
            "2026-12-03T08:00:00Z/2026-12-03T09:00:00Z",
            "2026-12-07T08:00:00Z/2026-12-07T09:00:00Z",
            "2026-12-08T08:00:00Z/2026-12-08T09:00:00Z",
        ]
    );
}

#[test]
fn a_date_that_is_added_to_times_of_the_day_is_not_guessed() {
    let read = read(&event(
        "UID:1\nDTSTART:20261201T090000\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=2\nRDATE;VALUE=DATE:20261210",
    ));
    assert_eq!(spans(&read), ["InvalidWhen"]);
}

#[test]
fn a_line_may_be_broken_anywhere() {
    let summary = |folded: &[u8]| {
        let start = b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\n";
        let end = b"\r\nDTSTART:20261201T090000Z\r\nDURATION:PT1H\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
        let read = calendar(&[start, folded, end].concat(), &TimeZone::UTC, year()).unwrap();
        let first = read.events[0].1.as_ref().unwrap().summary.clone();
        (first, read.events[1].0)
    };
    // Behind a blank, and in the midst of a letter.
    assert_eq!(
        summary(b"SUMMARY:Schule mit\r\n  Anna").0,
        "Schule mit Anna"
    );
    assert_eq!(
        summary(b"SUMMARY:Schule mit \r\n Anna").0,
        "Schule mit Anna"
    );
    let (split, line) = summary(b"SUMMARY:Sch\xc3\r\n \xbcler und \r\n\tAnna");
    assert_eq!(split, "Schüler und Anna");
    assert_eq!(line, 10);
    assert_eq!(summary(b"SUMMARY:Sch\xfc\r\n ler").0, "Schüler");
}

#[test]
fn what_is_escaped_is_unescaped_once() {
    let read = read(&event(
        "UID:1\nSUMMARY:C:\\\\neu\\, Anna\nDTSTART:20261201T083000Z\nDURATION:PT1H",
    ));
    assert_eq!(read.events[0].1.as_ref().unwrap().summary, "C:\\neu, Anna");
}

#[test]
fn an_event_without_an_end_is_named_and_costs_no_other() {
    let read = read(
        &[
            "BEGIN:VEVENT\r\nUID:1\r\nDTSTART:20261201T083000Z\r\nDURATION:PT1H\r\n".to_owned(),
            event("UID:2\nDTSTART:20261201T083000Z\nDURATION:PT1H"),
            "BEGIN:VEVENT\r\nUID:3\r\nDTSTART:20261201T083000Z\r\nDURATION:PT1H\r\n".to_owned(),
        ]
        .concat(),
    );
    let lines: Vec<_> = read
        .events
        .iter()
        .map(|(line, event)| (*line, event.as_ref().err().map(|fault| fault.code)))
        .collect();
    let unreadable = Some(FaultCode::Unreadable);
    assert_eq!(lines, [(3, unreadable), (7, None), (12, unreadable)]);
}

#[test]
fn what_is_nested_without_end_is_unreadable() {
    let alarms = "BEGIN:VALARM\nTRIGGER:-PT15M\nEND:VALARM\n".repeat(100);
    let read = read(
        &[
            event(&format!(
                "UID:1\n{alarms}DTSTART:20261201T083000Z\nDURATION:PT1H"
            )),
            event(&format!(
                "UID:2\nDTSTART:20261201T083000Z\nDURATION:PT1H{}",
                "\nBEGIN:X".repeat(100_000)
            )),
        ]
        .concat(),
    );
    assert_eq!(
        spans(&read),
        ["2026-12-01T08:30:00Z/2026-12-01T09:30:00Z", "Unreadable"]
    );
}

#[test]
fn more_than_any_salon_has_is_not_worked_out() {
    let daily = event("UID:1\nDTSTART:20261101T083000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY");
    let text = format!("BEGIN:VCALENDAR\r\n{}END:VCALENDAR\r\n", daily.repeat(200));
    let read = calendar(text.as_bytes(), &TimeZone::UTC, year());
    assert_eq!(read, Err(FileError::TooLarge));
}
