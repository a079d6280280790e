//! Files of other programs become what the desk would have written down itself, and nothing else.

use desk::{DeskError, FileHow, ImportReport};
use import::{FaultCode, Field};
use store::{Topic, blocked::BlockReason, sync};

use crate::reception::{Reception, at, now, said, span};

const REHEARSE: FileHow = FileHow {
    rehearse: true,
    despite_warnings: false,
};
const DO: FileHow = FileHow {
    rehearse: false,
    despite_warnings: false,
};

fn go_on(_done: usize, _all: usize) -> bool {
    true
}

fn customers(r: &Reception, file: &str, how: FileHow) -> ImportReport {
    r.desk
        .import_customers(file.as_bytes(), None, how, now(), &go_on)
        .unwrap()
}

fn appointments(r: &Reception, file: &str, how: FileHow) -> ImportReport {
    r.desk
        .import_appointments(file.as_bytes(), None, how, now(), &go_on)
        .unwrap()
}

fn calendar(r: &Reception, events: &str, how: FileHow) -> ImportReport {
    let file = format!("BEGIN:VCALENDAR\n{events}END:VCALENDAR\n");
    r.desk
        .import_calendar(file.as_bytes(), r.anna, how, now(), &go_on)
        .unwrap()
}

fn faults(report: &ImportReport) -> Vec<(u64, FaultCode)> {
    let faults = report.faults.iter();
    faults.map(|fault| (fault.line, fault.code)).collect()
}

fn day(r: &Reception, date: &str) -> Vec<Vec<String>> {
    let day = r.desk.day(date, now()).unwrap();
    day.appointments.iter().map(said).collect()
}

const LIST: &str = "Kundennummer;Vorname;Nachname;Telefon;E-Mail;Notiz\n\
    7;Anna;Meier;0170 1234567;anna@example.org;Allergie\n\
    8;Jürgen;Öztürk;030 1234567;;\n\
    9;Bea;Berg;123;;\n";

#[test]
fn customers_are_read_once_however_often_the_file_is_read() {
    let r = Reception::open();
    let rehearsed = customers(&r, LIST, REHEARSE);
    assert_eq!(
        (rehearsed.customers, faults(&rehearsed)),
        (2, vec![(4, FaultCode::InvalidPhone)])
    );
    assert!(r.desk.find_customers("Meier", now()).unwrap().is_empty());

    let read = customers(&r, LIST, DO);
    assert_eq!((read.customers, read.known), (2, 0));
    let again = customers(&r, LIST, DO);
    assert_eq!((again.customers, again.known, again.completed), (0, 2, 0));
    let found = r.desk.find_customers("oeztuerk", now()).unwrap();
    assert_eq!(found[0].phone.as_deref(), Some("030 1234567"));
}

#[test]
fn a_line_that_was_put_right_is_the_same_person_by_its_number() {
    let r = Reception::open();
    customers(&r, LIST, DO);
    let moved = "Kundennummer;Name;Telefon\n7;Anna Meier-Schulz;0151 23456789\n";
    let read = customers(&r, moved, DO);
    assert_eq!((read.customers, read.known), (0, 1));
    // What the book knows, it keeps.
    let found = r.desk.find_customers("Meier", now()).unwrap();
    assert_eq!(
        (found.len(), found[0].phone.as_deref()),
        (1, Some("0170 1234567"))
    );
}

#[test]
fn what_the_book_did_not_know_is_added_and_nothing_else_changes() {
    let r = Reception::open();
    customers(&r, "Name;Telefon\nAnna Meier;0170 1234567\n", DO);
    let read = customers(
        &r,
        "Name;Telefon;E-Mail\nMeier, Anna;+49 170 1234567;anna@example.org\n",
        DO,
    );
    assert_eq!((read.customers, read.completed), (0, 1));
    let found = r.desk.find_customers("Meier", now()).unwrap();
    assert_eq!(found[0].email.as_deref(), Some("anna@example.org"));
}

#[test]
fn a_name_that_several_have_is_not_guessed() {
    let r = Reception::open();
    let two = "Name;Telefon\nAnna Meier;0170 1234567\nAnna Meier;0170 7654321\n";
    assert_eq!(customers(&r, two, DO).customers, 2);
    let read = appointments(
        &r,
        "Kunde;Leistung;Datum;Uhrzeit\nAnna Meier;460;27.11.2026;9:30\n",
        DO,
    );
    assert_eq!(faults(&read), [(2, FaultCode::AmbiguousCustomer)]);
}

const BOOKINGS: &str = "Kunde;Telefon;Leistung;Mitarbeiter;Datum;Uhrzeit\n\
    Anna Meier;0170 1234567;440;Anna;27.11.2026;09:30\n\
    Bea Berg;;Herrenschnitt;Anna;27.11.2026;10:00\n\
    Cem Can;;Herrenschnitt;Anna;27.11.2026;9:45 Uhr\n\
    Dora Dorn;;Dauerwelle;Anna;27.11.2026;14:00\n\
    Emil Ernst;;460;Zoe;27.11.2026;14:00\n\
    Fred Fink;;460;Anna;30.11.2026;14:00\n\
    Gina Groß;;460;Anna;19.11.2026;14:00\n\
    Bea Berg;;460;Anna;27.11.2026;10:00\n";

const EXPECTED: [(u64, FaultCode); 6] = [
    (4, FaultCode::Taken),
    (5, FaultCode::UnknownService),
    (6, FaultCode::UnknownStaff),
    (7, FaultCode::Doubtful),
    (8, FaultCode::Past),
    (9, FaultCode::Duplicate),
];

#[test]
fn a_rehearsal_says_exactly_what_will_come_of_it_and_writes_nothing() {
    let r = Reception::open();
    let before = r.dump();
    let rehearsed = appointments(&r, BOOKINGS, REHEARSE);
    assert_eq!(r.dump(), before);
    let read = appointments(&r, BOOKINGS, DO);
    assert_eq!(faults(&rehearsed), EXPECTED);
    let same = ImportReport {
        rehearsed: true,
        ..read
    };
    assert_eq!(rehearsed, same);
}

#[test]
fn an_appointment_gets_the_comb_of_its_service_with_the_gap_free_for_others() {
    let r = Reception::open();
    let read = appointments(&r, BOOKINGS, DO);
    assert_eq!((read.appointments, read.customers), (2, 2));
    let colour = [
        "A 09:30-10:00 Anna",
        "GAP_A 10:00-10:30 Anna",
        "B 10:30-10:50 Anna",
        "C 10:50-11:30 Anna",
        "D 11:30-12:10 Anna",
    ];
    assert_eq!(
        day(&r, "2026-11-27"),
        [colour.as_slice(), &["A 10:00-10:30 Anna"]]
    );
}

#[test]
fn what_is_read_twice_is_booked_once_and_what_was_cancelled_stays_cancelled() {
    let r = Reception::open();
    appointments(&r, BOOKINGS, DO);
    let first = r.desk.day("2026-11-27", now()).unwrap().appointments[0].id;
    r.desk
        .cancel(&crate::reception::cancelled(first), now())
        .unwrap();
    let again = appointments(&r, BOOKINGS, DO);
    // The time of the cancelled one is free for line 4 now.
    assert_eq!((again.appointments, again.known), (0, 2));
    assert_eq!(day(&r, "2026-11-27").len(), 1);
}

#[test]
fn an_appointment_that_somebody_wrote_down_by_hand_is_known() {
    let r = Reception::open();
    let mut wish = r.wish(r.cut, r.anna, "2026-11-27T10:00");
    wish.customer = crate::reception::named("Bea Berg");
    r.desk.book(&wish, now()).unwrap();
    let read = appointments(
        &r,
        "Kunde;Leistung;Datum;Uhrzeit\nBea Berg;460;2026-11-27;10:00\n",
        DO,
    );
    assert_eq!((read.known, read.appointments), (1, 0));
}

#[test]
fn lengths_of_the_line_go_before_those_of_the_service() {
    let r = Reception::open();
    let read = appointments(
        &r,
        "Kunde;Leistung;Mitarbeiter;Start;Dauer;Segmente\n\
         Anna Meier;440;Anna;2026-11-27T09:30;170;A=30 GAP_A=45 B=15\n\
         Bea Berg;460;Mehmet;2026-11-27T09:30;45;\n\
         Cem Can;440;Fabian;2026-11-27T09:30;;30/0/20/40/40\n\
         Dora Dorn;440;Fabian;2026-11-28T09:30;200;\n\
         Emil Ernst;440;Fabian;2026-11-28T09:30;;Z=20\n\
         Fred Fink;440;Fabian;2026-11-28T09:30;;30/20\n",
        DO,
    );
    assert_eq!(
        faults(&read),
        [
            (5, FaultCode::LengthUnclear),
            (6, FaultCode::UnknownPart),
            (7, FaultCode::UnknownPart)
        ]
    );
    let day = day(&r, "2026-11-27");
    assert_eq!(
        day[0][..2],
        ["A 09:30-10:00 Anna", "GAP_A 10:00-10:45 Anna"]
    );
    assert!(day.contains(&vec!["A 09:30-10:15 Mehmet".to_owned()]));
    assert!(
        day.iter()
            .any(|one| one.len() == 4 && one[1] == "B 10:00-10:20 Fabian")
    );
}

#[test]
fn somebody_may_insist_on_what_is_only_doubtful() {
    let r = Reception::open();
    let file = "Kunde;Leistung;Mitarbeiter;Datum;Uhrzeit\nFred Fink;460;Anna;30.11.2026;14:00\n";
    let insisted = FileHow {
        despite_warnings: true,
        ..DO
    };
    assert_eq!(appointments(&r, file, insisted).appointments, 1);
    let past = "Kunde;Leistung;Mitarbeiter;Datum;Uhrzeit\nFred Fink;460;Anna;19.11.2026;14:00\n";
    assert_eq!(
        faults(&appointments(&r, past, insisted)),
        [(2, FaultCode::Past)]
    );
}

#[test]
fn what_a_file_makes_is_the_programs_doing_and_waits_behind_what_people_do() {
    let r = Reception::open();
    appointments(&r, BOOKINGS, DO);
    let day = r.desk.day("2026-11-27", now()).unwrap();
    assert_eq!(day.appointments[0].origin, "system");
    let id = salon::AppointmentId(day.appointments[0].id);
    let task = r.store.read(|read| sync::task::find(read, id)).unwrap();
    assert_eq!(task.unwrap().priority, sync::Priority::Backlog);
    let changes = r.store.changes_since(store::Revision(0)).unwrap();
    assert!(changes.topics.contains(&Topic::Appointments));
}

#[test]
fn a_file_can_be_stopped_and_read_again() {
    let r = Reception::open();
    let lines: String = (0..60).map(|n| format!("Kundin {n}\n")).collect();
    let file = format!("Name\n{lines}");
    let stop = |done: usize, _all: usize| done < 25;
    let read = r
        .desk
        .import_customers(file.as_bytes(), None, DO, now(), &stop)
        .unwrap();
    assert_eq!((read.customers, read.stopped), (25, true));
    let rest = customers(&r, &file, DO);
    assert_eq!((rest.customers, rest.known, rest.stopped), (35, 25, false));
}

/// Somebody's cut every half hour, for years.
fn years_of_cuts(lines: u32) -> String {
    let mut file = "Kunde;Telefon;Leistung;Mitarbeiter;Datum;Uhrzeit\n".to_owned();
    let first: jiff::civil::Date = "2026-11-27".parse().unwrap();
    for n in 0..lines {
        let day = first.checked_add(jiff::Span::new().days(n / 16)).unwrap();
        let (hour, minute) = (9 + n % 16 / 2, n % 2 * 30);
        let date = day.strftime("%d.%m.%Y");
        file += &format!("Kundin {n};;460;Anna;{date};{hour}:{minute:02}\n");
    }
    file
}

#[test]
fn a_very_long_file_tells_how_far_it_is_and_can_be_given_up_before_anything_is_written() {
    let r = Reception::open();
    let before = r.dump();
    let told = std::cell::RefCell::new(Vec::new());
    let give_up = |done: usize, all: usize| {
        told.borrow_mut().push((done, all));
        done < 1_900
    };
    let file = years_of_cuts(2_000);
    let rehearsed = r
        .desk
        .import_appointments(file.as_bytes(), None, REHEARSE, now(), &give_up)
        .unwrap();
    assert!(rehearsed.stopped);
    assert_eq!(rehearsed.lines, 1_900);
    let told = told.into_inner();
    assert_eq!(told.first(), Some(&(25, 2_000)));
    assert_eq!(told.len(), 1_900 / 25);
    assert_eq!(r.dump(), before);

    // Read in and given up, what was read stays, and nothing comes twice.
    let stop = |done: usize, _all: usize| done < 50;
    let read = r
        .desk
        .import_appointments(file.as_bytes(), None, DO, now(), &stop)
        .unwrap();
    assert!(read.stopped);
    let stop_later = |done: usize, _all: usize| done < 75;
    let again = r
        .desk
        .import_appointments(file.as_bytes(), None, DO, now(), &stop_later)
        .unwrap();
    assert_eq!(again.known, read.appointments);
    assert!(again.appointments > 0);
}

#[test]
fn a_file_without_what_is_needed_is_refused_with_what_is_missing() {
    let r = Reception::open();
    let read = |file: &str, mapping| {
        r.desk
            .import_appointments(file.as_bytes(), mapping, DO, now(), &go_on)
            .unwrap_err()
    };
    let error = read("Kunde;Was;Wann\nAnna;460;27.11.2026 9:30\n", None);
    assert_eq!(error.code(), "import_columns_missing");
    assert_eq!(
        error.details().unwrap()["fields"],
        serde_json::json!(["service", "date"])
    );
    assert_eq!(read("nichts", None).code(), "import_no_table");
    assert_eq!(read("Kunde\nAnna\n", Some(vec![])).code(), "import_mapping");

    let mapping = vec![Some(Field::Name), Some(Field::Service), Some(Field::Date)];
    let read = r.desk.import_appointments(
        "Kunde;Was;Wann\nAnna;460;27.11.2026 9:30\n".as_bytes(),
        Some(mapping),
        DO,
        now(),
        &go_on,
    );
    assert_eq!(read.unwrap().appointments, 1);
}

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

#[test]
fn a_line_behind_time_off_is_doubtful_and_one_behind_a_booking_in_cal_com_is_taken() {
    let r = Reception::open();
    r.block(
        r.anna,
        BlockReason::TimeOff,
        span("2026-11-27T09:00", "2026-11-27T12:00"),
    );
    let file = "Kunde;Leistung;Mitarbeiter;Datum;Uhrzeit\nFred Fink;460;Anna;27.11.2026;10:00\n";
    let read = appointments(&r, file, DO);
    assert_eq!(faults(&read), [(2, FaultCode::Doubtful)]);
    assert_eq!(read.faults[0].reasons[0].code, "time_off");
    assert!(at("2026-11-27T10:00") > now());
}

#[test]
fn who_was_erased_is_not_brought_back_by_the_file_they_came_from() {
    let r = Reception::open();
    customers(&r, LIST, DO);
    let anna = r.desk.find_customers("Meier", now()).unwrap()[0].id;
    r.desk.erase_customer(anna, now()).unwrap();
    let told = |report: &ImportReport| (report.customers, report.known, report.erased);
    assert_eq!(told(&customers(&r, LIST, REHEARSE)), (0, 1, 1));
    assert_eq!(told(&customers(&r, LIST, DO)), (0, 1, 1));
    let erased = r.desk.customer(anna, now()).unwrap().customer;
    assert_eq!((erased.phone, erased.email), (None, None));
    assert!(r.desk.find_customers("Meier", now()).unwrap().is_empty());
}

/// Customers of a file that gives nobody a number.
const NUMBERLESS: &str = "Name;Telefon;E-Mail\n\
    Anna Meier;0170 1234567;anna@example.org\n\
    Bea Berg;;\n";

#[test]
fn nor_by_a_line_that_gives_them_no_number() {
    let r = Reception::open();
    customers(&r, NUMBERLESS, DO);
    for name in ["Meier", "Berg"] {
        let id = r.desk.find_customers(name, now()).unwrap()[0].id;
        r.desk.erase_customer(id, now()).unwrap();
    }
    for how in [REHEARSE, DO] {
        let read = customers(&r, NUMBERLESS, how);
        assert_eq!((read.customers, read.erased), (0, 2));
    }
    // The same person by one of the two, however it is written.
    let otherwise = "Kunde;Telefon;Mail\nMEIER, Anna;+49 170 1234567;\nanna meier;;ANNA@example.org\nBEA BERG;;\nAnna Meier;;\n";
    let read = customers(&r, otherwise, DO);
    assert_eq!((read.customers, read.erased), (0, 4));
    let line = "Kunde;Telefon;Leistung;Mitarbeiter;Datum;Uhrzeit\nAnna Meier;0170 1234567;460;Anna;27.11.2026;10:00\n";
    for how in [REHEARSE, DO] {
        let read = appointments(&r, line, how);
        assert_eq!(faults(&read), [(2, FaultCode::ErasedCustomer)]);
    }
    assert!(r.desk.find_customers("Meier", now()).unwrap().is_empty());

    // Others of that name are others, and whoever comes back is entered at the desk.
    let another = "Name;Telefon\nAnna Meier;0151 99887766\n";
    assert_eq!(customers(&r, another, DO).customers, 1);
    let mut wish = r.wish(r.cut, r.anna, "2026-11-27T09:00");
    wish.customer = desk::request::CustomerChoice::New {
        name: "Bea Berg".to_owned(),
        phone: None,
        email: None,
    };
    r.desk.book(&wish, now()).unwrap();
    assert_eq!(customers(&r, NUMBERLESS, DO).known, 1);
}

#[test]
fn a_card_that_was_merged_into_another_is_still_known_to_its_file() {
    let r = Reception::open();
    customers(&r, LIST, DO);
    let id = |text| r.desk.find_customers(text, now()).unwrap()[0].id;
    let (anna, juergen) = (id("Meier"), id("Öztürk"));
    r.desk.merge_customers(anna, juergen, now()).unwrap();
    let again = customers(&r, LIST, DO);
    assert_eq!((again.customers, again.known), (0, 2));
}
