//! The owner edits staff: hours, single dates, time off; who leaves keeps their history.

use desk::{
    sheets::{ArchiveRequest, DateHoursRequest, StaffSheet, TimeOffRequest, WeekdayHours},
    view::MinuteSpan,
};

use crate::reception::{Reception, now, propose};

fn sheet(r: &Reception, staff: i64) -> StaffSheet {
    let sheets = r.desk.sheets(now()).unwrap().staff;
    sheets
        .into_iter()
        .find(|one| one.id == Some(staff))
        .unwrap()
}

fn code(r: &Reception, sheet: &StaffSheet) -> &'static str {
    r.desk.save_staff(sheet, now()).unwrap_err().code()
}

fn hours(weekday: i8, stretches: &[(u16, u16)]) -> WeekdayHours {
    let span = |&(from_minute, to_minute): &(u16, u16)| MinuteSpan {
        from_minute,
        to_minute,
    };
    WeekdayHours {
        weekday,
        stretches: stretches.iter().map(span).collect(),
    }
}

fn away(staff: i64, from: &str, to: &str) -> TimeOffRequest {
    TimeOffRequest {
        staff_id: staff,
        from: from.to_owned(),
        to: to.to_owned(),
        pause: false,
        note: "Urlaub".to_owned(),
    }
}

fn dates(r: &Reception, staff: i64, from: &str) -> Vec<String> {
    let wish = propose(r.cut, Some(staff), from);
    let proposals = r.desk.propose(&wish, now()).unwrap();
    proposals.into_iter().map(|one| one.start).collect()
}

#[test]
fn somebody_new_works_in_their_hours_and_in_no_others() {
    let r = Reception::open();
    let new = StaffSheet {
        id: None,
        version: 0,
        archived: false,
        name: "Rosa Blum".to_owned(),
        role: "stylist".to_owned(),
        colour: "rose".to_owned(),
        calcom_user_id: None,
        week: vec![hours(5, &[(780, 900), (540, 720)])],
        exceptions: Vec::new(),
        time_off: Vec::new(),
    };
    let saved = r.desk.save_staff(&new, now()).unwrap().staff;
    assert_eq!(saved.week, [hours(5, &[(540, 720), (780, 900)])]);
    assert_eq!((saved.version, saved.colour.as_str()), (1, "rose"));
    let last = r.desk.sheets(now()).unwrap().staff.pop().unwrap();
    assert_eq!(last, saved);
}

#[test]
fn hours_that_make_no_sense_are_refused_with_their_reason() {
    let r = Reception::open();
    let before = sheet(&r, r.anna);
    let with = |day: WeekdayHours| StaffSheet {
        week: vec![day],
        ..before.clone()
    };
    assert_eq!(code(&r, &with(hours(1, &[(600, 600)]))), "invalid_hours");
    assert_eq!(code(&r, &with(hours(1, &[(600, 1441)]))), "invalid_hours");
    assert_eq!(code(&r, &with(hours(8, &[(600, 700)]))), "invalid_hours");
    let overlapping = with(hours(1, &[(600, 700), (690, 800)]));
    assert_eq!(code(&r, &overlapping), "hours_overlap");
    let nameless = StaffSheet {
        name: " ".to_owned(),
        ..before.clone()
    };
    assert_eq!(code(&r, &nameless), "invalid_name");
    let role = StaffSheet {
        role: "boss".to_owned(),
        ..before.clone()
    };
    assert_eq!(code(&r, &role), "unknown_role");
    assert_eq!(sheet(&r, r.anna), before);
}

#[test]
fn a_second_window_does_not_overwrite_a_person_it_has_not_seen() {
    let r = Reception::open();
    let seen = sheet(&r, r.anna);
    r.desk.save_staff(&seen, now()).unwrap();
    assert_eq!(code(&r, &seen), "changed_meanwhile");
}

#[test]
fn hours_that_shrink_say_which_appointments_lie_outside_and_leave_them() {
    let r = Reception::open();
    let outside = r.book(r.cut, r.anna, "2026-11-27T17:30");
    r.book(r.cut, r.anna, "2026-11-27T10:00");
    let mut edited = sheet(&r, r.anna);
    edited.week = vec![hours(5, &[(540, 900)])];
    let saved = r.desk.save_staff(&edited, now()).unwrap();
    let numbers: Vec<i64> = saved.in_the_way.iter().map(|one| one.id).collect();
    assert_eq!(numbers, [outside.id]);
    let still = r.desk.appointment(outside.id, now()).unwrap();
    assert_eq!(still.appointment.status, "booked");
}

#[test]
fn time_off_is_not_proposed_any_more_and_says_what_is_booked_in_it() {
    let r = Reception::open();
    let booked = r.book(r.cut, r.anna, "2026-11-26T10:00");
    let saved = r
        .desk
        .take_time_off(&away(r.anna, "2026-11-26", "2026-11-28"), now())
        .unwrap();
    assert_eq!(saved.in_the_way[0].id, booked.id);
    let [off] = saved.staff.time_off.as_slice() else {
        panic!("one time off: {:?}", saved.staff.time_off)
    };
    assert_eq!(off.start, "2026-11-26T00:00:00+01:00");
    assert_eq!(off.end, "2026-11-29T00:00:00+01:00");
    let free = dates(&r, r.anna, "2026-11-26");
    assert!(
        free.iter().all(|start| start.as_str() > "2026-11-29"),
        "{free:?}"
    );

    r.desk.give_time_back(off.id, now()).unwrap();
    let free = dates(&r, r.anna, "2026-11-26");
    assert!(free[0].starts_with("2026-11-26"), "{free:?}");
    let again = r.desk.give_time_back(off.id, now()).unwrap_err();
    assert_eq!(again.code(), "unknown_time_off");
}

#[test]
fn time_off_that_ends_before_it_begins_is_refused() {
    let r = Reception::open();
    let request = away(r.anna, "2026-11-26T12:00", "2026-11-26T12:00");
    let refused = r.desk.take_time_off(&request, now()).unwrap_err();
    assert_eq!(refused.code(), "invalid_hours");
}

#[test]
fn time_that_cal_com_took_is_not_given_back_here() {
    let r = Reception::open();
    r.block(
        r.anna,
        store::blocked::BlockReason::Calcom,
        crate::reception::span("2026-11-27T10:00", "2026-11-27T11:00"),
    );
    let row = sheet(&r, r.anna).time_off[0].id;
    let refused = r.desk.give_time_back(row, now()).unwrap_err();
    assert_eq!(refused.code(), "blocked_by_calcom");
}

#[test]
fn one_date_can_differ_and_go_back_to_the_usual_hours() {
    let r = Reception::open();
    let mut request = DateHoursRequest {
        staff_id: r.anna,
        date: "2026-11-27".to_owned(),
        stretches: hours(5, &[(600, 660)]).stretches,
        usual: false,
    };
    let saved = r.desk.set_date_hours(&request, now()).unwrap().staff;
    assert_eq!(saved.exceptions[0].date, "2026-11-27");
    let on_the_day = |r: &Reception| {
        let day = r.desk.day("2026-11-27", now()).unwrap();
        let anna = day.staff.iter().find(|one| one.id == r.anna).unwrap();
        anna.hours.clone()
    };
    assert_eq!(on_the_day(&r), request.stretches);
    request.stretches.clear();
    r.desk.set_date_hours(&request, now()).unwrap();
    assert_eq!(on_the_day(&r), []);
    request.usual = true;
    let saved = r.desk.set_date_hours(&request, now()).unwrap().staff;
    assert_eq!(saved.exceptions, []);
    assert_eq!(on_the_day(&r), hours(5, &[(540, 1110)]).stretches);
}

#[test]
fn who_leaves_keeps_their_history_and_cannot_leave_customers_behind() {
    let r = Reception::open();
    let booked = r.book(r.balayage, r.anna, "2026-11-27T09:30");
    let leave = |archived| {
        let version = sheet(&r, r.lena).version;
        let request = ArchiveRequest {
            id: r.lena,
            version,
            archived,
        };
        r.desk.archive_staff(request, now())
    };
    let refused = leave(true).unwrap_err();
    assert_eq!(refused.code(), "still_booked");
    assert_eq!(refused.details().unwrap()["appointments"][0], booked.id);

    r.desk
        .cancel(&crate::reception::cancelled(booked.id), now())
        .unwrap();
    assert!(leave(true).unwrap().archived);
    let old = r.desk.appointment(booked.id, now()).unwrap().appointment;
    assert!(old.phases.iter().any(|phase| phase.staff_name == "Lena"));
    let here = r.desk.catalogue().unwrap().staff;
    assert!(here.iter().all(|one| one.id != r.lena));
    assert!(!leave(false).unwrap().archived);
}
