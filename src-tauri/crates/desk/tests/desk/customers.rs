use desk::request::CustomerChoice;

use crate::reception::{Reception, at, now};

fn new(name: &str, phone: Option<&str>, email: Option<&str>) -> CustomerChoice {
    CustomerChoice::New {
        name: name.to_owned(),
        phone: phone.map(str::to_owned),
        email: email.map(str::to_owned),
    }
}

fn visit(r: &Reception, customer: CustomerChoice, start: &str) -> i64 {
    let mut wish = r.wish(r.cut, r.anna, start);
    wish.customer = customer;
    r.desk.book(&wish, now()).unwrap().appointment.customer.id
}

fn found(r: &Reception, text: &str) -> Vec<String> {
    let found = r.desk.find_customers(text, now()).unwrap();
    found.into_iter().map(|customer| customer.name).collect()
}

#[test]
fn customers_are_found_by_name_or_number_however_it_is_typed() {
    let r = Reception::open();
    visit(
        &r,
        new("Jürgen Müller", Some("0151 23456789"), None),
        "2026-11-27T09:00",
    );
    visit(&r, new("مريم حداد", None, None), "2026-11-27T09:30");
    visit(
        &r,
        new("Mia 💇\u{200d}♀️", None, Some("mia@kundin.example")),
        "2026-11-27T10:00",
    );

    for text in [
        "jürgen",
        "JUERGEN",
        "mül",
        "muel jue",
        "0151 234",
        "+49 151 23456789",
        "6789",
    ] {
        assert_eq!(found(&r, text), ["Jürgen Müller"], "{text}");
    }
    assert_eq!(found(&r, "مريم"), ["مريم حداد"]);
    assert_eq!(found(&r, "mia"), ["Mia 💇\u{200d}♀️"]);
    for text in ["", "   ", "12", "xyz", "%", "'; DROP TABLE customers"] {
        assert!(found(&r, text).is_empty(), "{text}");
    }
}

#[test]
fn a_customer_is_shown_as_people_here_write() {
    let r = Reception::open();
    let customer = new(
        " Jürgen   Müller ",
        Some("+49 30 901820"),
        Some("j.mueller@kundin.example"),
    );
    let mut wish = r.wish(r.cut, r.anna, "2026-11-27T09:00");
    wish.customer = customer;
    r.desk.book(&wish, now()).unwrap();
    let later = at("2026-12-01T10:00");
    let shown = r.desk.find_customers("müller", later).unwrap().remove(0);
    assert_eq!(
        (shown.name.as_str(), shown.phone.as_deref()),
        ("Jürgen Müller", Some("030 901820"))
    );
    assert_eq!(shown.email.as_deref(), Some("j.mueller@kundin.example"));
    assert_eq!(
        shown.last_visit.as_deref(),
        Some("2026-11-27T09:00:00+01:00")
    );
}

#[test]
fn the_same_name_and_number_is_the_same_person() {
    let r = Reception::open();
    let first = visit(
        &r,
        new("Jürgen Müller", Some("0151 23456789"), None),
        "2026-11-27T09:00",
    );
    let again = visit(
        &r,
        new("JUERGEN MÜLLER", Some("+4915123456789"), None),
        "2026-11-27T10:00",
    );
    let child = visit(
        &r,
        new("Mia Müller", Some("0151 23456789"), None),
        "2026-11-27T11:00",
    );
    let namesake = visit(
        &r,
        new("Jürgen Müller", Some(" "), Some("")),
        "2026-11-27T12:00",
    );
    assert_eq!(again, first);
    assert_ne!(child, first, "a family shares a number");
    assert_ne!(namesake, first, "two people share a name");
}
