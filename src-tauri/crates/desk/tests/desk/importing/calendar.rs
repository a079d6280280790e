//! A stylist's calendar.

use desk::{DeskError, ImportReport};

use super::{DO, REHEARSE, calendar, day, go_on};
use crate::reception::{Reception, now};

const CALENDAR: &str = "BEGIN:VEVENT\nUID:1\nSUMMARY:Ansatzfärbung – Anna Meier\nDTSTART:20261127T083000Z\nDTEND:20261127T111000Z\nEND:VEVENT\n\
    BEGIN:VEVENT\nUID:2\nSUMMARY:Bea Berg: Herrenschnitt\nDTSTART:20261127T130000Z\nDTEND:20261127T134500Z\nEND:VEVENT\n\
    BEGIN:VEVENT\nUID:3\nSUMMARY:Zahnarzt\nDTSTART:20261128T080000Z\nDTEND:20261128T090000Z\nEND:VEVENT\n\
    BEGIN:VEVENT\nUID:4\nSUMMARY:Urlaub\nDTSTART;VALUE=DATE:20261201\nDTEND;VALUE=DATE:20261203\nEND:VEVENT\n\
    BEGIN:VEVENT\nUID:5\nSUMMARY:Herrenschnitt\nDTSTART:20261127T150000Z\nDTEND:20261127T153000Z\nEND:VEVENT\n";

#[test]
fn a_calendar_becomes_appointments_where_it_names_service_and_customer_and_time_kept_free_elsewhere()
 {
    let r = Reception::open();
    let rehearsed = calendar(&r, CALENDAR, REHEARSE);
    let read = calendar(&r, CALENDAR, DO);
    assert_eq!(
        (read.appointments, read.kept_free, read.customers),
        (2, 3, 2)
    );
    assert_eq!(
        rehearsed,
        ImportReport {
            rehearsed: true,
            ..read
        }
    );
    let day = day(&r, "2026-11-27");
    assert_eq!(day[0].len(), 5);
    assert_eq!(day[1], ["A 14:00-14:45 Anna"]);
    let again = calendar(&r, CALENDAR, DO);
    assert_eq!(
        (again.known, again.appointments, again.kept_free),
        (5, 0, 0)
    );
}

#[test]
fn time_that_was_given_back_is_not_kept_free_again_by_the_same_calendar() {
    let r = Reception::open();
    calendar(&r, CALENDAR, DO);
    let sheets = r.desk.sheets(now()).unwrap();
    let anna = sheets
        .staff
        .iter()
        .find(|one| one.id == Some(r.anna))
        .unwrap();
    for off in &anna.time_off {
        r.desk.give_time_back(off.id, now()).unwrap();
    }
    assert_eq!(calendar(&r, CALENDAR, DO).kept_free, 0);
}

#[test]
fn a_calendar_says_what_is_booked_in_the_time_that_it_keeps_free() {
    let r = Reception::open();
    r.book(r.cut, r.anna, "2026-11-28T09:30");
    assert_eq!(calendar(&r, CALENDAR, DO).in_the_way, 1);
}

#[test]
fn nobodys_calendar_and_no_calendar_are_refused() {
    let r = Reception::open();
    let read = |file: &str, staff| {
        r.desk
            .import_calendar(file.as_bytes(), staff, DO, now(), &go_on)
    };
    assert!(matches!(
        read("BEGIN:VCALENDAR\nEND:VCALENDAR\n", 99),
        Err(DeskError::UnknownStaff(99))
    ));
    assert_eq!(
        read("Name;Telefon\n", r.anna).unwrap_err().code(),
        "import_no_calendar"
    );
}
