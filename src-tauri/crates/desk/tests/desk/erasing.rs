use desk::request::CustomerChoice;

use crate::reception::{Reception, at, cancelled, now};

#[test]
fn nothing_of_the_person_is_left_and_the_figures_stay() {
    let r = Reception::open();
    let mut wish = r.wish(r.cut, r.anna, "2026-11-27T09:00");
    wish.customer = CustomerChoice::New {
        name: "Zacharias Unvergleichlich".to_owned(),
        phone: Some("0171 7654321".to_owned()),
        email: Some("zacharias@kundin.example".to_owned()),
    };
    wish.note = "Unvergleichlich kommt mit Hund".to_owned();
    let booked = r.desk.book(&wish, now()).unwrap().appointment;
    let (id, customer) = (booked.id, booked.customer.id);
    let still = r.desk.erase_customer(customer, now()).unwrap_err();
    assert_eq!(still.code(), "still_booked");

    let mut cancel = cancelled(id);
    cancel.reason = "Unvergleichlich ist krank".to_owned();
    r.desk.cancel(&cancel, now()).unwrap();
    let erased = r.desk.erase_customer(customer, now()).unwrap();
    assert_eq!((erased.appointments, erased.in_calcom), (1, 0));
    let dump = String::from_utf8_lossy(&r.dump()).to_lowercase();
    for trace in ["zacharias", "unvergleichlich", "7654321", "kundin.example"] {
        assert!(!dump.contains(trace), "{trace}");
    }
    let left = r.desk.appointment(id, now()).unwrap();
    assert_eq!(left.appointment.customer.name, "Gelöschte Person");
}

#[test]
fn what_is_over_stands_in_nobodys_way() {
    let r = Reception::open();
    let booked = r.book(r.cut, r.anna, "2026-11-27T09:00");
    let later = at("2026-11-28T09:00");
    let erased = r.desk.erase_customer(booked.customer.id, later).unwrap();
    assert_eq!(erased.appointments, 1);
}

#[test]
fn two_cards_of_one_person_become_one() {
    let r = Reception::open();
    let book = |name: &str, phone: Option<&str>, start: &str| {
        let mut wish = r.wish(r.cut, r.anna, start);
        wish.customer = CustomerChoice::New {
            name: name.to_owned(),
            phone: phone.map(str::to_owned),
            email: None,
        };
        r.desk.book(&wish, now()).unwrap().appointment.customer.id
    };
    let kept = book("Änne Müller", None, "2026-11-27T09:00");
    let double = book("Aenne Mueller", Some("0171 1234567"), "2026-11-27T10:00");
    let card = r
        .desk
        .merge_customers(kept, double, at("2026-11-28T09:00"))
        .unwrap();
    assert_eq!(card.customer.name, "Änne Müller");
    assert_eq!(card.customer.phone.as_deref(), Some("0171 1234567"));
    assert_eq!((card.visits, card.alike.len()), (2, 0));
    assert_eq!(
        r.desk.customer(double, now()).unwrap_err().code(),
        "unknown_customer"
    );
    let same = r.desk.merge_customers(kept, kept, now()).unwrap_err();
    assert_eq!(same.code(), "same_customer");
}
