//! Files as a whole: stopped, very long, or without what is needed.

use import::Field;

use super::{DO, REHEARSE, customers, go_on};
use crate::reception::{Reception, now};

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
