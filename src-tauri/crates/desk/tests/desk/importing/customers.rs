//! Customers, those who were erased here included.

use desk::ImportReport;
use import::FaultCode;

use super::{DO, REHEARSE, appointments, customers, faults};
use crate::reception::{Reception, now};

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
