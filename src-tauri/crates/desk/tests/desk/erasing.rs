use desk::request::{BookRequest, CustomerChoice};
use serde_json::json;
use store::sync::{
    PhaseState, phase,
    review::{self, ReviewSubject},
};

use crate::reception::{Reception, at, cancelled, now};

/// Somebody of whom every trace would be found.
fn unlike_anybody(r: &Reception) -> BookRequest {
    let mut wish = r.wish(r.cut, r.anna, "2026-11-27T09:00");
    wish.customer = CustomerChoice::New {
        name: "Zacharias Unvergleichlich".to_owned(),
        phone: Some("0171 7654321".to_owned()),
        email: Some("zacharias@kundin.example".to_owned()),
    };
    wish
}

#[test]
fn nothing_of_the_person_is_left_and_the_figures_stay() {
    let r = Reception::open();
    let mut wish = unlike_anybody(&r);
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
    // Not even what no file may bring back.
    for trace in ["zacharias", "unvergleichlich", "7654321", "kundin.example"] {
        assert!(!dump.contains(trace), "{trace}");
    }
    let left = r.desk.appointment(id, now()).unwrap();
    assert_eq!(left.appointment.customer.name, "Gelöschte Person");
}

#[test]
fn what_lies_in_the_tray_is_given_up_first() {
    let r = Reception::open();
    let booked = r.desk.book(&unlike_anybody(&r), now()).unwrap().appointment;
    r.desk.park(&[booked.id], now()).unwrap();
    let later = at("2026-11-28T09:00");
    let still = r
        .desk
        .erase_customer(booked.customer.id, later)
        .unwrap_err();
    assert_eq!(still.code(), "still_booked");
    r.desk.cancel(&cancelled(booked.id), later).unwrap();
    r.desk.erase_customer(booked.customer.id, later).unwrap();
    assert!(r.desk.tray(later).unwrap().is_empty());
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

/// What Cal.com said about a segment, and what the review list says about somebody whose appointment is in the way.
#[test]
fn nothing_is_left_of_them_in_what_was_said_about_bookings() {
    let r = Reception::open();
    let wish = unlike_anybody(&r);
    let booked = r.desk.book(&wish, now()).unwrap().appointment;
    let other = r.book(r.cut, r.fabian, "2026-11-27T09:00");
    let in_the_way = json!({
        "moved_to": "2026-11-27T08:00:00Z",
        "because": { "code": "staff_busy", "customer_name": "Zacharias Unvergleichlich" },
    });
    r.store
        .write(|tx| {
            let of = |id| salon::PhaseId(id);
            let said = Some("attendee Zacharias Unvergleichlich is not available");
            let phase = of(booked.phases[0].id);
            phase::set(tx, phase, PhaseState::Blocked, Some("refused"), said, now())?;
            let about = ReviewSubject {
                appointment: Some(salon::AppointmentId(other.id)),
                phase: Some(of(other.phases[0].id)),
                booking_uid: None,
            };
            review::open(tx, "moved_elsewhere", about, &in_the_way.to_string(), now())
        })
        .unwrap();
    let customer = booked.customer.id;
    r.desk
        .erase_customer(customer, at("2026-11-28T09:00"))
        .unwrap();
    let dump = String::from_utf8_lossy(&r.dump()).to_lowercase();
    assert!(!dump.contains("unvergleichlich"));
    let entries = r.store.read(review::list).unwrap();
    assert!(
        entries[0].detail.contains("staff_busy"),
        "{}",
        entries[0].detail
    );
}

#[test]
fn the_file_itself_does_not_remember_them() {
    let r = Reception::open();
    let mut wish = unlike_anybody(&r);
    wish.note = "Unvergleichlich ".repeat(100);
    let customer = r.desk.book(&wish, now()).unwrap().appointment.customer.id;
    r.desk
        .erase_customer(customer, at("2026-11-28T09:00"))
        .unwrap();
    let bytes = r.closed();
    assert!(!String::from_utf8_lossy(&bytes).contains("Unvergleichlich"));
}
