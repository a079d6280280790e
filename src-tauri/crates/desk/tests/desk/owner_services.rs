//! The owner edits services: what is booked stays, what is booked from then on has the new shape.

use desk::{
    DeskError,
    request::AdjustRequest,
    sheets::{ArchiveRequest, PartSheet, PerformerSheet, ServiceSaved, ServiceSheet},
};

use crate::reception::{Reception, history, now, refused, said};

fn sheet(r: &Reception, service: i64) -> ServiceSheet {
    r.desk.service_sheet(service, now()).unwrap().service
}

fn save(r: &Reception, sheet: &ServiceSheet) -> ServiceSaved {
    r.desk.save_service(sheet, now()).unwrap()
}

fn code(r: &Reception, sheet: &ServiceSheet) -> &'static str {
    r.desk.save_service(sheet, now()).unwrap_err().code()
}

fn segment(minutes: u16, performers: &[i64]) -> PartSheet {
    PartSheet::Segment {
        key: None,
        name: "Föhnen".to_owned(),
        minutes,
        hand_over: false,
        performers: performers
            .iter()
            .map(|staff| PerformerSheet {
                staff_id: *staff,
                minutes: None,
            })
            .collect(),
    }
}

fn new_service(parts: Vec<PartSheet>) -> ServiceSheet {
    ServiceSheet {
        id: None,
        version: 0,
        archived: false,
        number: Some(455),
        name: "Glossing".to_owned(),
        category: "Farbe".to_owned(),
        colour: "plum".to_owned(),
        price_cents: Some(4_500),
        public: false,
        parts,
    }
}

fn stretch(sheet: &mut ServiceSheet, part: usize, to: u16) {
    match &mut sheet.parts[part] {
        PartSheet::Segment { minutes, .. } | PartSheet::Gap { minutes, .. } => *minutes = to,
    }
}

fn keys(sheet: &ServiceSheet) -> Vec<String> {
    let key = |part: &PartSheet| match part {
        PartSheet::Segment { key, .. } => key.clone(),
        PartSheet::Gap { .. } => None,
    };
    sheet.parts.iter().filter_map(key).collect()
}

fn adjust(id: i64) -> AdjustRequest {
    AdjustRequest {
        appointment_id: id,
        despite_warnings: false,
    }
}

#[test]
fn a_new_service_with_a_gap_is_read_back_as_it_was_typed_and_can_be_booked_at_once() {
    let r = Reception::open();
    let gap = PartSheet::Gap {
        minutes: 25,
        bookable: true,
    };
    let typed = new_service(vec![segment(20, &[r.anna]), gap, segment(30, &[r.anna])]);
    let saved = save(&r, &typed).service;
    assert_eq!(keys(&saved), ["A", "B"]);
    assert_eq!(saved.version, 1);
    assert_eq!(
        (saved.price_cents, saved.public, saved.number),
        (Some(4_500), false, Some(455))
    );

    let booked = r.book(saved.id.unwrap(), r.anna, "2026-11-27T09:30");
    assert_eq!(
        said(&booked),
        [
            "A 09:30-09:50 Anna",
            "GAP_A 09:50-10:15 Anna",
            "B 10:15-10:45 Anna"
        ]
    );
}

#[test]
fn what_was_read_can_be_given_back_and_changes_nothing_but_the_version() {
    let r = Reception::open();
    let before = sheet(&r, r.balayage);
    let saved = save(&r, &before);
    let version = before.version + 1;
    assert_eq!(saved.service, ServiceSheet { version, ..before });
}

#[test]
fn a_second_window_does_not_overwrite_what_it_has_not_seen() {
    let r = Reception::open();
    let seen = sheet(&r, r.colour);
    let mut first = seen.clone();
    first.name = "Ansatz".to_owned();
    save(&r, &first);
    let dump = r.dump();

    let mut second = seen;
    second.price_cents = Some(1);
    assert_eq!(code(&r, &second), "changed_meanwhile");
    assert_eq!(r.dump(), dump);
    let archive = ArchiveRequest {
        id: r.colour,
        version: second.version,
        archived: true,
    };
    let refused = r.desk.archive_service(archive, now()).unwrap_err();
    assert_eq!(refused.code(), "changed_meanwhile");
}

#[test]
fn a_service_that_makes_no_sense_is_refused_with_its_reason_and_nothing_is_written() {
    let r = Reception::open();
    let dump = r.dump();
    let gap = || PartSheet::Gap {
        minutes: 5,
        bookable: true,
    };
    let tooth = || segment(30, &[r.anna]);
    let twice = segment(30, &[r.anna, r.anna]);
    let cases = [
        (vec![], "service_without_segment"),
        (vec![gap(), tooth()], "gap_at_the_edge"),
        (vec![tooth(), gap()], "gap_at_the_edge"),
        (vec![tooth(), gap(), gap(), tooth()], "gap_after_gap"),
        (vec![segment(0, &[])], "invalid_minutes"),
        (vec![segment(721, &[])], "invalid_minutes"),
        (vec![twice], "performer_twice"),
        (vec![segment(30, &[99])], "unknown_staff"),
        (
            vec![segment(720, &[]), segment(720, &[]), tooth()],
            "too_long",
        ),
        (vec![tooth(); 41], "too_many_parts"),
    ];
    for (parts, wanted) in cases {
        assert_eq!(code(&r, &new_service(parts)), wanted);
    }
    let good = new_service(vec![tooth()]);
    let with = |change: fn(&mut ServiceSheet)| {
        let mut sheet = good.clone();
        change(&mut sheet);
        code(&r, &sheet)
    };
    assert_eq!(
        with(|s| s.name = " \u{202e} ".to_owned()),
        "service_without_name"
    );
    assert_eq!(with(|s| s.name = "x".repeat(101)), "name_too_long");
    assert_eq!(with(|s| s.colour = "#ff0000".to_owned()), "unknown_colour");
    assert_eq!(with(|s| s.number = Some(440)), "number_taken");
    assert_eq!(with(|s| s.id = Some(99)), "unknown_service");
    assert_eq!(r.dump(), dump);
}

#[test]
fn a_segment_keeps_its_key_wherever_it_goes_and_a_new_one_gets_one_that_was_never_used() {
    let r = Reception::open();
    r.book(r.colour, r.anna, "2026-11-27T09:30");
    let mut edited = sheet(&r, r.colour);
    // D goes, C and B change places, something new comes last.
    edited.parts.truncate(4);
    edited.parts.swap(2, 3);
    edited.parts.push(segment(15, &[r.anna]));
    let saved = save(&r, &edited).service;
    assert_eq!(keys(&saved), ["A", "C", "B", "E"]);
}

#[test]
fn an_edit_does_not_touch_what_is_booked_and_says_which_appointments_to_come_differ() {
    let r = Reception::open();
    let past = r.wish(r.colour, r.mehmet, "2026-11-20T09:00");
    let past = desk::request::BookRequest {
        despite_warnings: true,
        ..past
    };
    r.desk.book(&past, now()).unwrap();
    let booked = r.book(r.colour, r.anna, "2026-11-27T09:30");
    let other = r.book(r.cut, r.anna, "2026-11-27T13:00");
    let mut edited = sheet(&r, r.colour);
    stretch(&mut edited, 1, 45);
    stretch(&mut edited, 2, 25);
    let answer = save(&r, &edited);

    let [differs] = answer.differing.as_slice() else {
        panic!("one appointment differs: {:?}", answer.differing)
    };
    assert_eq!(differs.id, booked.id);
    assert_eq!((differs.minutes, differs.minutes_today), (160, Some(180)));
    assert_eq!(differs.differences, ["lengths", "gaps"]);
    assert!(!differs.booked_anew && differs.refusals.is_empty());
    let still = r.desk.appointment(booked.id, now()).unwrap().appointment;
    assert_eq!(said(&still), said(&booked));
    assert_ne!(other.id, differs.id);
}

#[test]
fn a_change_of_names_and_price_alone_makes_no_appointment_differ() {
    let r = Reception::open();
    r.book(r.colour, r.anna, "2026-11-27T09:30");
    let mut edited = sheet(&r, r.colour);
    edited.price_cents = Some(12_300);
    for part in &mut edited.parts {
        if let PartSheet::Segment { name, .. } = part {
            name.push('!');
        }
    }
    assert_eq!(save(&r, &edited).differing, []);
}

#[test]
fn adjusting_gives_an_appointment_the_new_lengths_under_its_own_number_and_rows() {
    let r = Reception::open();
    let booked = r.book(r.colour, r.anna, "2026-11-27T09:30");
    let mut edited = sheet(&r, r.colour);
    stretch(&mut edited, 1, 45);
    save(&r, &edited);

    let adjusted = r.desk.adjust(&adjust(booked.id), now()).unwrap();
    assert_eq!(adjusted.appointment.id, booked.id);
    assert_eq!(history(&adjusted), ["booked", "adjusted"]);
    assert_eq!(
        said(&adjusted.appointment)[..3],
        [
            "A 09:30-10:00 Anna",
            "GAP_A 10:00-10:45 Anna",
            "B 10:45-11:05 Anna"
        ]
    );
    let rows = |view: &desk::view::AppointmentView| -> Vec<i64> {
        view.phases.iter().map(|phase| phase.id).collect()
    };
    assert_eq!(rows(&adjusted.appointment), rows(&booked));
    assert_eq!(r.desk.service_sheet(r.colour, now()).unwrap().differing, []);
    // Twice is once.
    let dump = r.dump();
    r.desk.adjust(&adjust(booked.id), now()).unwrap();
    assert_eq!(r.dump(), dump);
}

#[test]
fn adjusting_to_other_segments_cancels_and_books_anew_in_one_go() {
    let r = Reception::open();
    let booked = r.book(r.colour, r.anna, "2026-11-27T09:30");
    let mut edited = sheet(&r, r.colour);
    edited.parts.truncate(4);
    edited.parts.push(segment(15, &[r.lena, r.anna]));
    let answer = save(&r, &edited);
    assert!(answer.differing[0].booked_anew);

    let anew = r.desk.adjust(&adjust(booked.id), now()).unwrap();
    assert_ne!(anew.appointment.id, booked.id);
    assert_eq!(anew.appointment.customer, booked.customer);
    assert_eq!(said(&anew.appointment)[4], "E 11:30-11:45 Anna");
    let old = r.desk.appointment(booked.id, now()).unwrap();
    assert_eq!(old.appointment.status, "cancelled");
    assert_eq!(history(&old), ["booked", "adjusted"]);
    assert_eq!(r.desk.service_sheet(r.colour, now()).unwrap().differing, []);
}

#[test]
fn what_does_not_fit_in_its_new_shape_is_refused_and_stays() {
    let r = Reception::open();
    let booked = r.book(r.colour, r.anna, "2026-11-27T09:30");
    r.book(r.cut, r.anna, "2026-11-27T12:10");
    let mut edited = sheet(&r, r.colour);
    stretch(&mut edited, 4, 80);
    let answer = save(&r, &edited);
    assert_eq!(answer.differing[0].refusals[0].code, "staff_busy");

    let (code, refusals, _) = refused(r.desk.adjust(&adjust(booked.id), now()));
    assert_eq!((code, refusals), ("refused", vec!["staff_busy".to_owned()]));
    let still = r.desk.appointment(booked.id, now()).unwrap();
    assert_eq!(said(&still.appointment), said(&booked));
}

#[test]
fn who_may_no_longer_do_a_segment_is_told_and_nobody_else_is_put_in_unasked() {
    let r = Reception::open();
    let booked = r.book(r.colour, r.anna, "2026-11-27T09:30");
    let mut edited = sheet(&r, r.colour);
    let PartSheet::Segment { performers, .. } = &mut edited.parts[0] else {
        panic!("a service opens with a segment")
    };
    performers.retain(|one| one.staff_id != r.anna);
    let answer = save(&r, &edited);
    assert_eq!(answer.differing[0].differences, ["staff"]);
    assert_eq!(answer.differing[0].refusals[0].code, "cannot_do");
    let (_, refusals, _) = refused(r.desk.adjust(&adjust(booked.id), now()));
    assert_eq!(refusals, ["cannot_do"]);
}

#[test]
fn an_archived_service_is_not_sold_keeps_its_appointments_and_can_come_back() {
    let r = Reception::open();
    let booked = r.book(r.colour, r.anna, "2026-11-27T09:30");
    let set = |archived| {
        let version = sheet(&r, r.colour).version;
        let request = ArchiveRequest {
            id: r.colour,
            version,
            archived,
        };
        r.desk.archive_service(request, now()).unwrap().service
    };
    let sold = || {
        let catalogue = r.desk.catalogue().unwrap();
        catalogue.services.iter().any(|one| one.id == r.colour)
    };
    assert!(set(true).archived && !sold());
    let wish = r.wish(r.colour, r.fabian, "2026-11-27T09:30");
    let refused = r.desk.book(&wish, now()).unwrap_err();
    assert!(matches!(refused, DeskError::UnknownService(_)));
    let still = r.desk.appointment(booked.id, now()).unwrap();
    assert_eq!(still.appointment.service.name, "Ansatzfärbung");
    assert!(!set(false).archived && sold());
}

#[test]
fn everybodys_own_length_is_kept_and_used() {
    let r = Reception::open();
    let mut edited = sheet(&r, r.cut);
    let PartSheet::Segment { performers, .. } = &mut edited.parts[0] else {
        panic!("a cut is a segment")
    };
    for one in performers.iter_mut().filter(|one| one.staff_id == r.mehmet) {
        one.minutes = Some(20);
    }
    save(&r, &edited);
    let quick = r.book(r.cut, r.mehmet, "2026-11-27T10:00");
    let usual = r.book(r.cut, r.anna, "2026-11-27T10:00");
    assert_eq!(said(&quick), ["A 10:00-10:20 Mehmet"]);
    assert_eq!(said(&usual), ["A 10:00-10:30 Anna"]);
}

#[test]
fn the_price_list_says_of_each_service_what_its_own_sheet_says() {
    let r = Reception::open();
    let request = ArchiveRequest {
        id: r.cut,
        version: sheet(&r, r.cut).version,
        archived: true,
    };
    r.desk.archive_service(request, now()).unwrap();
    let listed = r.desk.price_list().unwrap();
    assert!(listed.iter().any(|one| one.service.archived));
    assert!(listed.len() > 1);
    for one in listed {
        let id = one.service.id.unwrap();
        let alone = r.desk.service_sheet(id, now()).unwrap();
        assert_eq!((one.service, one.online), (alone.service, alone.online));
    }
}
