use desk::request::{CustomerChoice, CustomerListRequest, EditCustomerRequest, WaitRequest};
use salon::{AppointmentId, CustomerId};
use store::{
    StoreError, Tx,
    calls::{self, Deed, Direction, Told},
};

use crate::reception::{Reception, at, cancelled, now};

fn visit(r: &Reception, name: &str, phone: Option<&str>, start: &str) -> (i64, i64) {
    let mut wish = r.wish(r.cut, r.anna, start);
    wish.customer = CustomerChoice::New {
        name: name.to_owned(),
        phone: phone.map(str::to_owned),
        email: None,
    };
    let appointment = r.desk.book(&wish, now()).unwrap().appointment;
    (appointment.customer.id, appointment.id)
}

fn wait(r: &Reception, customer: i64) -> WaitRequest {
    WaitRequest {
        customer: CustomerChoice::Known { id: customer },
        service_id: r.cut,
        staff_id: None,
        from: None,
        to: None,
        weekdays: Vec::new(),
        from_minute: None,
        to_minute: None,
        note: String::new(),
    }
}

/// A call of theirs that booked these appointments.
fn called(r: &Reception, customer: i64, booked: &[i64]) {
    let told = Told {
        remote_id: format!("call of {customer}"),
        direction: Direction::Inbound,
        phone: None,
        customer: Some(CustomerId(customer)),
        started_at: now(),
        ended_at: None,
        outcome: None,
        summary: None,
    };
    let write = |tx: &Tx<'_>| -> Result<(), StoreError> {
        let call = calls::tell(tx, &told, now())?;
        booked
            .iter()
            .try_for_each(|id| calls::link(tx, call, AppointmentId(*id), Deed::Booked, now()))
    };
    r.store.write(write).unwrap();
}

fn edit(id: i64) -> EditCustomerRequest {
    EditCustomerRequest {
        id,
        name: "Änne  Zander".to_owned(),
        phone: Some("0151 23456789".to_owned()),
        email: Some(" aenne@kundin.example ".to_owned()),
        note: "verträgt kein Ammoniak\n".to_owned(),
    }
}

#[test]
fn everybody_is_listed_by_name_page_by_page() {
    let r = Reception::open();
    for (minute, name) in ["Rita Weber", "Ärne Baum", "Zoe Ott", "Anna Meier"]
        .iter()
        .enumerate()
    {
        visit(&r, name, None, &format!("2026-11-27T{:02}:00", 9 + minute));
    }
    let mut request = CustomerListRequest {
        limit: 3,
        ..CustomerListRequest::default()
    };
    let first = r.desk.customers(&request, now()).unwrap();
    let names = |view: &desk::view::CustomerListView| -> Vec<String> {
        view.customers.iter().map(|one| one.name.clone()).collect()
    };
    assert_eq!(names(&first), ["Ärne Baum", "Anna Meier", "Rita Weber"]);
    assert_eq!(first.total, 4);
    request.after = first.next;
    let last = r.desk.customers(&request, now()).unwrap();
    assert_eq!(
        (names(&last), last.next),
        (vec!["Zoe Ott".to_owned()], None)
    );

    let typed = CustomerListRequest {
        typed: "web".to_owned(),
        limit: 50,
        after: None,
    };
    let found = r.desk.customers(&typed, now()).unwrap();
    assert_eq!(
        (names(&found), found.total),
        (vec!["Rita Weber".to_owned()], 1)
    );
}

#[test]
fn a_card_counts_what_became_of_the_appointments() {
    let r = Reception::open();
    let phone = Some("0151 23456789");
    let (id, came) = visit(&r, "Rita Weber", phone, "2026-11-24T09:00");
    let (_, missed) = visit(&r, "Rita Weber", phone, "2026-11-25T09:00");
    let (_, gone) = visit(&r, "Rita Weber", phone, "2026-11-26T09:00");
    visit(&r, "Rita Weber", phone, "2026-12-01T09:00");
    let later = at("2026-11-27T12:00");
    r.desk.mark_no_show(missed, later).unwrap();
    r.desk.cancel(&cancelled(gone), later).unwrap();
    assert!(came > 0);

    let card = r.desk.customer(id, later).unwrap();
    assert_eq!(
        (card.visits, card.customer.no_shows, card.cancelled),
        (1, 1, 1)
    );
    assert_eq!(
        card.next_visit.as_deref(),
        Some("2026-12-01T09:00:00+01:00")
    );
    assert_eq!(card.known_since, "2026-11-20T10:00:00+01:00");
    assert!(card.alike.is_empty());
    assert_eq!(
        r.desk.customer(999, later).unwrap_err().code(),
        "unknown_customer"
    );
}

#[test]
fn who_may_be_the_same_person_is_hinted_at() {
    let r = Reception::open();
    let (rita, _) = visit(&r, "Rita Weber", Some("0151 23456789"), "2026-11-24T09:00");
    let (child, _) = visit(&r, "Mia Weber", Some("0151 23456789"), "2026-11-24T09:30");
    let (again, _) = visit(&r, "RITA  weber", None, "2026-11-24T10:00");
    visit(&r, "Jonas Winter", None, "2026-11-24T10:30");
    let alike = |id| -> Vec<(i64, bool)> {
        let card = r.desk.customer(id, now()).unwrap();
        card.alike
            .iter()
            .map(|one| (one.id, one.same_phone))
            .collect()
    };
    assert_eq!(alike(rita), [(child, true), (again, false)]);
    assert_eq!(alike(again), [(rita, false)]);
}

#[test]
fn what_is_known_is_put_right_and_found_under_the_new_name() {
    let r = Reception::open();
    let (id, _) = visit(&r, "Anne Sander", None, "2026-11-24T09:00");
    let before = r.store.revision();
    let card = r.desk.edit_customer(&edit(id), now()).unwrap();
    let customer = &card.customer;
    assert_eq!(
        (
            customer.name.as_str(),
            customer.phone.as_deref(),
            customer.email.as_deref(),
            customer.note.as_str()
        ),
        (
            "Änne Zander",
            Some("01512 3456789"),
            Some("aenne@kundin.example"),
            "verträgt kein Ammoniak"
        )
    );
    assert!(r.store.revision() > before, "whoever looks on is told");
    assert_eq!(r.desk.find_customers("aenne", now()).unwrap().len(), 1);
    assert!(r.desk.find_customers("sander", now()).unwrap().is_empty());

    let blank = EditCustomerRequest {
        phone: Some(" ".to_owned()),
        email: None,
        ..edit(id)
    };
    let card = r.desk.edit_customer(&blank, now()).unwrap();
    assert_eq!((card.customer.phone, card.customer.email), (None, None));
}

#[test]
fn what_cannot_be_right_changes_nothing() {
    let r = Reception::open();
    let (id, _) = visit(&r, "Anne Sander", None, "2026-11-24T09:00");
    let before = r.dump();
    let wrong = [
        (
            EditCustomerRequest {
                name: " ".to_owned(),
                ..edit(id)
            },
            "invalid_name",
        ),
        (
            EditCustomerRequest {
                phone: Some("12".to_owned()),
                ..edit(id)
            },
            "invalid_phone",
        ),
        (
            EditCustomerRequest {
                email: Some("@".to_owned()),
                ..edit(id)
            },
            "invalid_email",
        ),
        (
            EditCustomerRequest {
                note: "x".repeat(2_001),
                ..edit(id)
            },
            "note_too_long",
        ),
        (edit(999), "unknown_customer"),
    ];
    for (request, code) in wrong {
        assert_eq!(
            r.desk.edit_customer(&request, now()).unwrap_err().code(),
            code
        );
    }
    assert_eq!(r.dump(), before);
}

#[test]
fn a_customer_takes_along_all_of_theirs_and_nothing_of_others() {
    let r = Reception::open();
    let phone = Some("0151 23456789");
    let (id, gone) = visit(&r, "Rita Weber", phone, "2026-11-26T09:00");
    let (_, kept) = visit(&r, "Rita Weber", phone, "2026-11-24T09:00");
    let (theirs, other) = visit(&r, "Jonas Winter", None, "2026-11-25T09:00");
    r.desk.cancel(&cancelled(gone), now()).unwrap();
    r.desk.wait(&wait(&r, id), now()).unwrap();
    r.desk.wait(&wait(&r, theirs), now()).unwrap();
    called(&r, id, &[gone, other]);
    called(&r, theirs, &[other]);
    let export = r.desk.export_customer(id, now()).unwrap();
    let appointments: Vec<(i64, usize)> = export
        .appointments
        .iter()
        .map(|one| (one.appointment.id, one.history.len()))
        .collect();
    assert_eq!(appointments, [(kept, 1), (gone, 2)]);
    assert_eq!((export.waiting.len(), export.calls.len()), (1, 1));
    let deeds = export.calls[0].deeds.iter().map(|deed| deed.appointment.id);
    assert_eq!(deeds.collect::<Vec<_>>(), [gone]);
    let written = serde_json::to_string(&export).unwrap();
    assert!(written.contains("Rita Weber") && !written.contains("Jonas Winter"));
}
