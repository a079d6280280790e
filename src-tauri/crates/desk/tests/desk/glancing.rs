use desk::{
    request::{CustomerChoice, LengthOverride},
    view::{ProposalReason, ProposalView},
};

use crate::reception::{Reception, at, now, propose};

/// Seen from behind all that was booked.
const LATER: &str = "2026-12-12T10:00";

fn booked_for(r: &Reception, customer: i64, service: i64, staff: i64, start: &str) -> i64 {
    let mut wish = r.wish(service, staff, start);
    wish.customer = CustomerChoice::Known { id: customer };
    r.desk.book(&wish, now()).unwrap().appointment.id
}

#[test]
fn the_last_visits_are_at_hand_with_what_is_usual() {
    let r = Reception::open();
    let customer = r.book(r.colour, r.anna, "2026-11-27T09:00").customer.id;
    booked_for(&r, customer, r.cut, r.fabian, "2026-12-01T09:00");
    booked_for(&r, customer, r.colour, r.anna, "2026-12-08T09:00");
    let cancelled = booked_for(&r, customer, r.cut, r.fabian, "2026-12-09T09:00");
    let cancel = desk::request::CancelRequest {
        whole_visit: false,
        appointment_id: cancelled,
        reason: String::new(),
    };
    r.desk.cancel(&cancel, now()).unwrap();
    booked_for(&r, customer, r.cut, r.fabian, "2026-12-18T09:00");

    let glance = r.desk.customer_glance(customer, at(LATER)).unwrap();
    let had: Vec<_> = glance
        .visits
        .iter()
        .map(|visit| (visit.service.id, visit.staff_name.as_str(), visit.minutes))
        .collect();
    assert_eq!(
        had,
        [
            (r.colour, "Anna", 160),
            (r.cut, "Fabian", 30),
            (r.colour, "Anna", 160)
        ]
    );
    assert_eq!(glance.usual_service_id, Some(r.colour));
    assert_eq!(glance.usual_staff_id, Some(r.anna));
    assert_eq!(
        glance.next_visit.as_deref(),
        Some("2026-12-18T09:00:00+01:00")
    );
}

#[test]
fn what_took_longer_than_usual_is_said() {
    let r = Reception::open();
    let mut wish = r.wish(r.colour, r.anna, "2026-11-27T09:00");
    wish.lengths = vec![
        LengthOverride {
            key: "B".to_owned(),
            minutes: 35,
        },
        LengthOverride {
            key: "GAP_A".to_owned(),
            minutes: 45,
        },
    ];
    let booked = r.desk.book(&wish, now()).unwrap().appointment;
    let glance = r.desk.customer_glance(booked.customer.id, at(LATER));
    let visit = glance.unwrap().visits.remove(0);
    let unusual: Vec<_> = visit
        .unusual
        .iter()
        .map(|one| (one.key.as_str(), one.minutes, one.usual))
        .collect();
    assert_eq!(unusual, [("GAP_A", 45, 30), ("B", 35, 20)]);
}

#[test]
fn who_did_not_come_is_counted_and_their_habit_is_not_read_off_it() {
    let r = Reception::open();
    let missed = r.book(r.cut, r.fabian, "2026-11-27T09:00");
    r.desk.mark_no_show(missed.id, at(LATER)).unwrap();
    let glance = r.desk.customer_glance(missed.customer.id, at(LATER));
    let glance = glance.unwrap();
    assert_eq!(glance.customer.no_shows, 1);
    assert!(glance.visits[0].missed);
    assert_eq!(
        (glance.usual_service_id, glance.usual_staff_id),
        (None, None)
    );
}

#[test]
fn somebody_new_who_is_known_already_is_recognised() {
    let r = Reception::open();
    let mut wish = r.wish(r.cut, r.anna, "2026-11-27T09:00");
    wish.customer = CustomerChoice::New {
        name: "Änne Müller".to_owned(),
        phone: Some("0171 1234567".to_owned()),
        email: None,
    };
    let known = r.desk.book(&wish, now()).unwrap().appointment.customer.id;
    let alike = |name: &str, phone: &str| -> Vec<i64> {
        let found = r.desk.resembling(name, phone, now()).unwrap();
        found.into_iter().map(|one| one.id).collect()
    };
    for name in ["Änne Müller", "müller, änne", "Aenne Mueller"] {
        assert_eq!(alike(name, ""), [known], "{name}");
    }
    for phone in [
        "0171 1234567",
        "0171/123 45 67",
        "0171-1234567",
        "(0171) 1234567",
        "+49 171 1234567",
        "+49 (0)171 1234567",
        "0049 171 1234567",
        "0049-171-1234567",
    ] {
        assert_eq!(alike("Somebody Else", phone), [known], "{phone}");
    }
    for (name, phone) in [("Änne", ""), ("Änne Müllers", ""), ("", "0171"), ("", "")] {
        assert_eq!(alike(name, phone), [0; 0], "{name} {phone}");
    }
}

#[test]
fn who_is_reached_at_the_number_is_not_lost_among_namesakes() {
    let r = Reception::open();
    let write = |name: &str, phone: Option<&str>, n: u32| {
        let mut wish = r.wish(
            r.cut,
            r.anna,
            &format!("2026-12-{:02}T{:02}:00", 1 + n / 8, 9 + n % 8),
        );
        wish.customer = CustomerChoice::New {
            name: name.to_owned(),
            phone: phone.map(str::to_owned),
            email: None,
        };
        let booked = r.desk.book(&wish, now()).unwrap();
        booked.appointment.customer.id
    };
    let theirs = write("Erna Adam", Some("0171 1234567"), 0);
    for n in 1..=24 {
        write("Anna Meier", Some(&format!("0172 70000{n:02}")), n);
    }
    let found = r
        .desk
        .resembling("Anna Meier", "0171 1234567", now())
        .unwrap();
    assert_eq!(found.first().map(|one| one.id), Some(theirs));
}

#[test]
fn a_number_is_found_however_it_is_typed() {
    let r = Reception::open();
    let mut wish = r.wish(r.cut, r.anna, "2026-11-27T09:00");
    wish.customer = CustomerChoice::New {
        name: "Rita Weber".to_owned(),
        phone: Some("0171/1234567".to_owned()),
        email: None,
    };
    r.desk.book(&wish, now()).unwrap();
    for typed in [
        "0171 123",
        "0171/1234567",
        "0171-12 34",
        "+49 171 1",
        "0049171",
        "+49 (0)171 12",
    ] {
        let found = r.desk.find_customers(typed, now()).unwrap();
        assert_eq!(found.len(), 1, "{typed}");
    }
}

#[test]
fn earlier_times_end_where_the_later_ones_begin() {
    let r = Reception::open();
    let mut wish = propose(r.cut, Some(r.anna), "2026-11-27T09:00");
    let later = r.desk.propose(&wish, now()).unwrap();
    let reason = |proposal: &ProposalView| proposal.reason;
    assert_eq!(reason(&later[0]), ProposalReason::Earliest);
    wish.from = None;
    wish.after = Some(later[4].start.clone());
    let latest = r.desk.propose(&wish, now()).unwrap();
    assert!(latest.iter().all(|one| one.start > later[4].start));
    assert_ne!(
        reason(&latest[0]),
        ProposalReason::Earliest,
        "there are earlier ones"
    );
    wish.after = None;
    wish.before = Some(later[0].start.clone());
    let earlier = r.desk.propose(&wish, now()).unwrap();
    assert_eq!(earlier.len(), 5);
    assert!(earlier.iter().all(|one| one.start < later[0].start));
    assert_eq!(earlier.last().unwrap().date, "2026-11-26");

    wish.before = Some("2026-11-20T10:00".to_owned());
    assert_eq!(r.desk.propose(&wish, now()).unwrap(), []);
}
