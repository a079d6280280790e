use desk::{
    request::CustomerChoice,
    view::{AppointmentSync, SheetPhase},
};
use salon::{PhaseId, Span, StaffId};
use serde_json::{Value, to_value};
use store::{
    blocked::BlockReason,
    hours,
    sync::{PhaseState, Priority, account, closing, phase},
};
use uuid::Uuid;

use crate::reception::{Reception, now, said, span};

#[test]
fn the_day_by_stylist() {
    let r = Reception::open();
    r.book(r.colour, r.anna, "2026-11-28T09:30");
    r.book(r.cut, r.fabian, "2026-11-28T13:00");
    r.block(
        r.anna,
        BlockReason::Break,
        span("2026-11-28T14:00", "2026-11-28T15:00"),
    );
    let day = r.desk.day("2026-11-28", now()).unwrap();

    assert_eq!(
        (day.date.as_str(), day.zone.as_str()),
        ("2026-11-28", "Europe/Berlin")
    );
    assert_eq!((day.from_minute, day.to_minute), (540, 900));
    assert_eq!(day.revision, r.store.revision().0);
    let columns: Vec<_> = day
        .staff
        .iter()
        .map(|c| (c.name.as_str(), c.role.as_str(), c.load_percent))
        .collect();
    // 130 of 300 minutes that Anna sells, 30 of Fabian's 360.
    assert_eq!(
        columns,
        [
            ("Fabian", "stylist", 8),
            ("Anna", "stylist", 43),
            ("Mehmet", "stylist", 0),
            ("Lena", "assistant", 0)
        ]
    );
    let anna = &day.staff[1];
    assert_eq!(
        (anna.hours[0].from_minute, anna.hours[0].to_minute),
        (540, 900)
    );
    let blocked = &anna.blocked[0];
    assert_eq!(
        (
            blocked.from_minute,
            blocked.to_minute,
            blocked.reason.as_str(),
            blocked.note.as_str()
        ),
        (840, 900, "break", "Zahnarzt")
    );

    let who: Vec<_> = day
        .appointments
        .iter()
        .map(|a| (a.staff_name.as_str(), a.service.name.as_str()))
        .collect();
    assert_eq!(
        who,
        [("Anna", "Ansatzfärbung"), ("Fabian", "Herrenschnitt")]
    );
    assert_eq!(said(&day.appointments[1]), ["A 13:00-13:30 Fabian"]);
    assert!(!day.appointments[1].composite);
}

#[test]
fn time_off_says_how_the_blocks_stand_that_hold_it() {
    let r = Reception::open();
    let away = span("2026-11-28T10:00", "2026-11-28T12:00");
    r.block(r.anna, BlockReason::TimeOff, away);
    r.block(r.fabian, BlockReason::TimeOff, away);
    let shown = || {
        let day = r.desk.day("2026-11-28", now()).unwrap();
        let columns = day.staff.iter().filter(|c| !c.blocked.is_empty());
        let marks: Vec<_> = columns.map(|c| (c.id, c.blocked[0].sync)).collect();
        assert_eq!(marks[0], (r.fabian, None), "nothing holds his");
        assert_eq!((marks.len(), marks[1].0), (2, r.anna));
        marks[1].1
    };
    connect(&r);
    assert_eq!(shown(), None);

    let first = hold(&r, span("2026-11-28T09:30", "2026-11-28T11:00"));
    let second = hold(&r, span("2026-11-28T11:00", "2026-11-28T12:00"));
    let beside = hold(&r, span("2026-11-28T12:00", "2026-11-28T12:30"));
    assert_eq!(shown(), Some(AppointmentSync::Waiting));
    stands(&r, first, PhaseState::Synced);
    stands(&r, second, PhaseState::Synced);
    stands(&r, beside, PhaseState::Blocked);
    assert_eq!(shown(), Some(AppointmentSync::Synced));
    stands(&r, second, PhaseState::Blocked);
    assert_eq!(shown(), Some(AppointmentSync::Partial));
    let day = r.desk.day("2026-11-28", now()).unwrap();
    let hers = day.staff.iter().find(|column| column.id == r.anna).unwrap();
    let told: Vec<_> = hers.blocked[0]
        .held
        .iter()
        .map(|one| (one.from_minute, one.to_minute, one.code.as_deref()))
        .collect();
    assert_eq!(told, [(570, 660, None), (660, 720, Some("slot_taken"))]);
    assert!(hers.blocked[0].held[1].since.starts_with("2026-"));

    let give_way = |id| {
        r.store
            .write(|tx| closing::set(tx, id, closing::Closing::GivesWay, now()))
            .unwrap();
    };
    give_way(second);
    assert_eq!(shown(), Some(AppointmentSync::Synced));
    r.store.write(|tx| account::disconnect(tx, now())).unwrap();
    assert_eq!(shown(), None);
}

fn connect(r: &Reception) {
    let account = account::NewAccount {
        base_url: "https://cal.example",
        team_id: Some(1),
        team_name: "Salon",
        organization_id: None,
        user_id: 7,
        user_name: "Anna",
        key_last_four: "abcd",
    };
    r.store
        .write(|tx| account::connect(tx, &account, now()))
        .unwrap();
}

/// A block of Anna's that waits to be sent.
fn hold(r: &Reception, span: Span) -> PhaseId {
    let (anna, date) = (StaffId(r.anna), "2026-11-28".parse().unwrap());
    r.store
        .write(|tx| {
            let day = closing::day(tx, anna, date)?;
            let block = closing::hold(tx, day, anna, Uuid::now_v7(), span, now())?;
            closing::changed(tx, day, Priority::Interactive, now())?;
            Ok::<_, store::StoreError>(block)
        })
        .unwrap()
}

fn stands(r: &Reception, block: PhaseId, state: PhaseState) {
    let code = (state == PhaseState::Blocked).then_some("slot_taken");
    r.store
        .write(|tx| phase::set(tx, block, state, code, None, now()))
        .unwrap();
}

#[test]
fn a_page_stretches_to_what_is_booked_outside_of_hours() {
    let r = Reception::open();
    let mut late = r.wish(r.cut, r.anna, "2026-11-28T20:15");
    late.despite_warnings = true;
    r.desk.book(&late, now()).unwrap();
    let day = r.desk.day("2026-11-28", now()).unwrap();
    assert_eq!((day.from_minute, day.to_minute), (540, 1245));
}

#[test]
fn an_appointment_over_midnight_is_on_both_pages() {
    let r = Reception::open();
    let mut night = r.wish(r.colour, r.anna, "2026-11-27T23:00");
    night.despite_warnings = true;
    r.desk.book(&night, now()).unwrap();
    let minutes = |date| {
        let day = r.desk.day(date, now()).unwrap();
        let one = &day.appointments[0];
        (one.from_minute, one.to_minute)
    };
    assert_eq!(minutes("2026-11-27"), (1380, 1440));
    assert_eq!(minutes("2026-11-28"), (0, 100));
}

#[test]
fn a_day_off_has_no_hours_and_a_closed_day_still_a_page() {
    let r = Reception::open();
    let date = "2026-11-28".parse().unwrap();
    r.store
        .write(|tx| hours::set_exception(tx, StaffId(r.anna), date, &[]))
        .unwrap();
    let day = r.desk.day("2026-11-28", now()).unwrap();
    assert!(day.staff[1].hours.is_empty());
    assert!(!day.staff[0].hours.is_empty());

    let monday = r.desk.day("2026-11-30", now()).unwrap();
    assert_eq!(
        (monday.staff.len(), monday.from_minute < monday.to_minute),
        (4, true)
    );
}

#[test]
fn the_catalogue_says_who_can_lead() {
    let r = Reception::open();
    let catalogue = r.desk.catalogue().unwrap();
    let balayage = catalogue
        .services
        .iter()
        .find(|s| s.id == r.balayage)
        .unwrap();
    assert_eq!(balayage.staff_ids, [r.fabian, r.anna, r.mehmet]);
    assert_eq!((balayage.minutes, balayage.composite), (230, true));
    let keys: Vec<_> = balayage
        .parts
        .iter()
        .map(|p| (p.key.as_str(), p.kind.as_str(), p.minutes))
        .collect();
    assert_eq!(
        keys,
        [
            ("A", "segment", 90),
            ("GAP_A", "gap", 40),
            ("B", "segment", 20),
            ("GAP_B", "gap", 15),
            ("C", "segment", 30),
            ("D", "segment", 35)
        ]
    );
    let staff: Vec<_> = catalogue.staff.iter().map(|s| s.name.as_str()).collect();
    assert_eq!(staff, ["Fabian", "Anna", "Mehmet", "Lena"]);
}

/// Whether all that `part` says is said by `whole` in the same words.
fn says(whole: &Value, part: &Value) -> bool {
    match (whole, part) {
        (Value::Object(whole), Value::Object(part)) => part
            .iter()
            .all(|(key, value)| whole.get(key).is_some_and(|said| says(said, value))),
        (Value::Array(whole), Value::Array(part)) => {
            whole.len() == part.len()
                && whole
                    .iter()
                    .zip(part)
                    .all(|(whole, part)| says(whole, part))
        }
        _ => whole == part,
    }
}

#[test]
fn paper_bears_the_phone_numbers_of_a_day() {
    let r = Reception::open();
    let mut wish = r.wish(r.cut, r.fabian, "2026-11-28T13:00");
    wish.customer = CustomerChoice::New {
        name: "Rita Weber".to_owned(),
        phone: Some("+49 171 7654321".to_owned()),
        email: None,
    };
    let rita = r.desk.book(&wish, now()).unwrap().appointment.customer;
    r.book(r.cut, r.fabian, "2026-11-28T14:00");
    assert_eq!(
        r.desk.phones("2026-11-28").unwrap(),
        [(rita.id, "0171 7654321".to_owned())].into()
    );
    assert!(r.desk.phones("2026-11-29").unwrap().is_empty());
}

#[test]
fn the_sheet_says_what_the_day_says_and_no_instants() {
    let r = Reception::open();
    r.book(r.balayage, r.anna, "2026-11-28T09:30");
    r.book(r.cut, r.fabian, "2026-11-28T13:00");
    let day = to_value(r.desk.day("2026-11-28", now()).unwrap()).unwrap();
    let sheet = to_value(r.desk.sheet("2026-11-28").unwrap()).unwrap();

    let phases = sheet.pointer("/appointments/0/phases").unwrap();
    assert_eq!(phases.as_array().unwrap().len(), 6);
    assert!(says(&day, &sheet), "day: {day:#}\nsheet: {sheet:#}");
    assert_eq!(sheet.pointer("/appointments/0/start"), None);
    assert_eq!(sheet.pointer("/appointments/0/phases/0/start"), None);
    let gap = sheet.pointer("/appointments/0/phases/1").unwrap();
    assert_eq!(gap["bookable"], true);
    assert_eq!(gap.get("sync"), None, "nobody has to know of a gap");
}

#[test]
fn somebodys_week_is_what_they_have_to_do_with_on_seven_sheets() {
    let r = Reception::open();
    r.book(r.balayage, r.anna, "2026-11-27T09:30");
    r.book(r.cut, r.anna, "2026-11-28T09:30");
    r.book(r.cut, r.fabian, "2026-11-28T13:00");
    r.block(
        r.anna,
        BlockReason::Break,
        span("2026-11-28T14:00", "2026-11-28T15:00"),
    );
    for staff in [r.fabian, r.anna, r.mehmet, r.lena] {
        let week = r.desk.week(staff, "2026-11-23").unwrap();
        let dates: Vec<_> = week.iter().map(|day| day.date.clone()).collect();
        assert_eq!(dates.first().unwrap(), "2026-11-23");
        assert_eq!(dates.last().unwrap(), "2026-11-29");
        assert_eq!(dates.len(), 7);
        for day in week {
            let mut sheet = r.desk.sheet(&day.date).unwrap();
            sheet.staff.retain(|column| column.id == staff);
            let theirs = |phases: &[SheetPhase]| phases.iter().any(|one| one.staff_id == staff);
            sheet.appointments.retain(|one| theirs(&one.phases));
            assert_eq!(
                to_value(&day.staff).unwrap(),
                to_value(sheet.staff).unwrap()
            );
            assert_eq!(
                to_value(&day.appointments).unwrap(),
                to_value(sheet.appointments).unwrap()
            );
        }
    }
    let booked = |staff| {
        let week = r.desk.week(staff, "2026-11-23").unwrap();
        let counts = week.iter().map(|day| day.appointments.len());
        counts.collect::<Vec<_>>()
    };
    assert_eq!(booked(r.anna), [0, 0, 0, 0, 1, 1, 0]);
    assert_eq!(
        booked(r.lena),
        [0, 0, 0, 0, 1, 0, 0],
        "who washes has a part in it"
    );
    assert_eq!(booked(r.mehmet), [0; 7]);
    let nobody = r.desk.week(99, "2026-11-23").unwrap_err();
    assert_eq!(nobody.code(), "unknown_staff");
}
