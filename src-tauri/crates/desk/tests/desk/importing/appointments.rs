//! Appointments to come.

use desk::{FileHow, ImportReport};
use import::FaultCode;
use store::{Topic, blocked::BlockReason, sync};

use super::{DO, REHEARSE, appointments, day, faults};
use crate::reception::{Reception, at, now, span};

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
