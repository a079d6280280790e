use desk::{
    request::{CancelManyRequest, CustomerChoice, ListRequest, StatusChoice},
    view::{AppointmentSync, ListView},
};
use salon::AppointmentId;
use store::sync::{PhaseState, phase};

use crate::reception::{Reception, at, cancelled, history, moved, now};

/// Everything on one page.
fn all() -> ListRequest {
    ListRequest {
        limit: 100,
        ..ListRequest::default()
    }
}

fn ids(view: &ListView) -> Vec<i64> {
    view.appointments.iter().map(|one| one.id).collect()
}

fn found(r: &Reception, request: &ListRequest) -> Vec<i64> {
    let view = r.desk.appointments(request, now()).unwrap();
    assert_eq!(view.total, u32::try_from(view.appointments.len()).unwrap());
    ids(&view)
}

fn book_for(r: &Reception, name: &str, phone: Option<&str>, start: &str) -> i64 {
    let mut wish = r.wish(r.cut, r.anna, start);
    wish.customer = CustomerChoice::New {
        name: name.to_owned(),
        phone: phone.map(str::to_owned),
        email: None,
    };
    r.desk.book(&wish, now()).unwrap().appointment.id
}

#[test]
fn the_list_is_in_the_order_of_the_calendar_or_the_other_way_round() {
    let r = Reception::open();
    let late = r.book(r.colour, r.anna, "2026-12-01T09:00").id;
    let early = r.book(r.cut, r.fabian, "2026-11-27T09:00").id;
    let beside = r.book(r.cut, r.mehmet, "2026-12-01T09:00").id;
    assert_eq!(found(&r, &all()), [early, late, beside]);
    let latest_first = ListRequest {
        latest_first: true,
        ..all()
    };
    assert_eq!(found(&r, &latest_first), [beside, late, early]);

    let view = r.desk.appointments(&all(), now()).unwrap();
    let colour = &view.appointments[1];
    assert_eq!(
        (colour.composite, colour.segments, colour.from_minute),
        (true, 4, 540)
    );
}

#[test]
fn it_is_filtered_by_day_status_people_and_service() {
    let r = Reception::open();
    let friday = r.book(r.colour, r.anna, "2026-11-27T09:00").id;
    let saturday = r.book(r.cut, r.fabian, "2026-11-28T09:00").id;
    let balayage = r.book(r.balayage, r.anna, "2026-12-01T09:00").id;
    let gone = r.book(r.cut, r.mehmet, "2026-12-02T09:00").id;
    r.desk.cancel(&cancelled(gone), now()).unwrap();
    let missed = r.book(r.cut, r.mehmet, "2026-12-03T09:00").id;
    r.desk.mark_no_show(missed, at("2026-12-03T09:30")).unwrap();

    let day = |from: Option<&str>, to: Option<&str>| ListRequest {
        from: from.map(str::to_owned),
        to: to.map(str::to_owned),
        ..all()
    };
    assert_eq!(
        found(&r, &day(Some("2026-11-28"), Some("2026-11-28"))),
        [saturday]
    );
    assert_eq!(
        found(&r, &day(None, Some("2026-11-28"))),
        [friday, saturday]
    );
    assert_eq!(found(&r, &day(Some("2026-12-02"), None)), [gone, missed]);

    let status = |status| ListRequest {
        status: Some(status),
        ..all()
    };
    assert_eq!(
        found(&r, &status(StatusChoice::Booked)),
        [friday, saturday, balayage]
    );
    assert_eq!(found(&r, &status(StatusChoice::Cancelled)), [gone]);
    assert_eq!(found(&r, &status(StatusChoice::NoShow)), [missed]);

    let by = |staff| ListRequest {
        staff_id: Some(staff),
        ..all()
    };
    assert_eq!(found(&r, &by(r.anna)), [friday, balayage]);
    assert_eq!(found(&r, &by(r.lena)), [balayage], "who washes counts too");

    let of = |service| ListRequest {
        service_id: Some(service),
        ..all()
    };
    assert_eq!(found(&r, &of(r.cut)), [saturday, gone, missed]);
}

#[test]
fn it_is_searched_by_name_phone_and_number() {
    let r = Reception::open();
    let mueller = book_for(
        &r,
        "Jürgen Müller",
        Some("0151 23456789"),
        "2026-11-27T09:00",
    );
    let weber = book_for(&r, "Rita Weber", Some("030 901820"), "2026-11-27T10:00");
    let typed = |typed: &str| ListRequest {
        typed: typed.to_owned(),
        ..all()
    };
    for text in ["mueller", "JÜRG mü", "0151 2345", "+49 151", "  müller "] {
        assert_eq!(found(&r, &typed(text)), [mueller], "{text}");
    }
    assert_eq!(found(&r, &typed(&format!("#{weber}"))), [weber]);
    assert_eq!(found(&r, &typed(&weber.to_string())), [weber]);
    assert_eq!(found(&r, &typed("")), [mueller, weber]);
    for text in ["xyz", "%", "'; DROP TABLE appointments", "#", "#999"] {
        assert!(found(&r, &typed(text)).is_empty(), "{text}");
    }
}

const OTHERS: [&str; 4] = [
    "2026-11-26T09:00",
    "2026-12-01T09:00",
    "2026-11-26T10:00",
    "2026-12-01T10:00",
];

#[test]
fn pages_neither_skip_nor_repeat_while_others_book_and_cancel() {
    let r = Reception::open();
    let starts = ["09:00", "09:00", "09:30", "10:00", "10:30"];
    let staff = [r.anna, r.fabian, r.anna, r.anna, r.anna];
    let booked: Vec<i64> = starts
        .iter()
        .zip(staff)
        .map(|(start, staff)| r.book(r.cut, staff, &format!("2026-11-27T{start}")).id)
        .collect();
    for (latest_first, other) in [(false, r.mehmet), (true, r.fabian)] {
        let mut request = ListRequest {
            limit: 2,
            latest_first,
            status: Some(StatusChoice::Booked),
            ..ListRequest::default()
        };
        let mut seen = Vec::new();
        // Somebody books before the first and behind the last of the list between one page and the next.
        let mut others = OTHERS.iter();
        loop {
            let page = r.desk.appointments(&request, now()).unwrap();
            seen.extend(ids(&page));
            let Some(next) = page.next else { break };
            request.after = Some(next);
            for start in others.by_ref().take(2) {
                r.book(r.cut, other, start);
            }
        }
        seen.retain(|id| booked.contains(id));
        let mut wanted = booked.clone();
        if latest_first {
            wanted.reverse();
        }
        assert_eq!(seen, wanted);
    }
}

#[test]
fn a_page_is_as_long_as_asked_and_the_last_says_so() {
    let r = Reception::open();
    for hour in 9..12 {
        r.book(r.cut, r.anna, &format!("2026-11-27T{hour:02}:00"));
    }
    let page = |limit| {
        let request = ListRequest {
            limit,
            ..ListRequest::default()
        };
        let view = r.desk.appointments(&request, now()).unwrap();
        (view.appointments.len(), view.total, view.next.is_some())
    };
    assert_eq!(page(2), (2, 3, true));
    assert_eq!(page(3), (3, 3, false));
    assert_eq!(page(0), (1, 3, true));
}

#[test]
fn what_is_found_by_its_state_in_cal_com_is_shown_in_that_state() {
    let r = Reception::open();
    use PhaseState as S;
    // The four segments of a colour, in every mixture of two states that they can be in.
    let states = [
        S::Waiting,
        S::Sending,
        S::Synced,
        S::Uncertain,
        S::Blocked,
        S::Local,
    ];
    let mut date: jiff::civil::Date = "2026-12-01".parse().unwrap();
    for first in states {
        for rest in states {
            let mut wish = r.wish(r.colour, r.anna, &format!("{date}T09:00"));
            wish.despite_warnings = true;
            let id = r.desk.book(&wish, now()).unwrap().appointment.id;
            set_states(&r, AppointmentId(id), first, rest);
            date = date.tomorrow().unwrap();
        }
    }
    let everything = r.desk.appointments(&all(), now()).unwrap();
    let kinds = [
        AppointmentSync::Partial,
        AppointmentSync::Blocked,
        AppointmentSync::Uncertain,
        AppointmentSync::Sending,
        AppointmentSync::Waiting,
        AppointmentSync::Synced,
        AppointmentSync::Local,
    ];
    for sync in kinds {
        let shown: Vec<i64> = everything
            .appointments
            .iter()
            .filter(|one| one.sync == sync)
            .map(|one| one.id)
            .collect();
        let request = ListRequest {
            sync: Some(sync),
            ..all()
        };
        assert_eq!(found(&r, &request), shown, "{sync:?}");
    }
}

fn set_states(r: &Reception, id: AppointmentId, first: PhaseState, rest: PhaseState) {
    r.store
        .write(|tx| {
            let segments = phase::of(tx, id)?;
            for (segment, number) in segments.iter().zip(0..) {
                let state = if number == 0 { first } else { rest };
                let code = (state == PhaseState::Blocked).then_some("slot_taken");
                phase::set(tx, segment.phase, state, code, None, now())?;
            }
            Ok::<_, store::StoreError>(())
        })
        .unwrap();
}

#[test]
fn a_date_that_is_none_or_a_period_that_ends_before_it_begins_is_refused() {
    let r = Reception::open();
    for (from, to) in [("2026-02-30", "2026-12-01"), ("2026-12-02", "2026-12-01")] {
        let request = ListRequest {
            from: Some(from.to_owned()),
            to: Some(to.to_owned()),
            ..all()
        };
        let error = r.desk.appointments(&request, now()).unwrap_err();
        assert_eq!(error.code(), "invalid_time");
    }
}

#[test]
fn several_are_cancelled_together_or_none_is() {
    let r = Reception::open();
    let first = r.book(r.colour, r.anna, "2026-11-27T09:30").id;
    let second = r.book(r.cut, r.fabian, "2026-11-27T09:30").id;
    let missed = r.book(r.cut, r.mehmet, "2026-11-27T09:30").id;
    r.desk.mark_no_show(missed, at("2026-11-27T10:00")).unwrap();
    let many = |ids: &[i64]| CancelManyRequest {
        appointment_ids: ids.to_vec(),
        reason: "Wasserschaden".to_owned(),
    };

    let before = r.dump();
    let error = r
        .desk
        .cancel_many(&many(&[first, missed, second]), now())
        .unwrap_err();
    assert_eq!(error.code(), "not_booked");
    assert_eq!(r.dump(), before);

    r.desk.cancel_many(&many(&[first, second]), now()).unwrap();
    r.desk.cancel_many(&many(&[first, second]), now()).unwrap();
    for id in [first, second] {
        let detail = r.desk.appointment(id, now()).unwrap();
        assert_eq!(history(&detail), ["booked", "cancelled"]);
        assert_eq!(detail.history[1].reason.as_deref(), Some("Wasserschaden"));
        assert_eq!(detail.appointment.status, "cancelled");
    }
    assert!(
        r.desk
            .move_appointment(&moved(first, "2026-11-27T15:00"), now())
            .is_err()
    );
}
