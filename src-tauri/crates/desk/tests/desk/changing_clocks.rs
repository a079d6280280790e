use salon::Stretch;
use store::{blocked::BlockReason, hours};

use crate::reception::{Reception, check, moved, now, propose, said, span, taking};

#[test]
fn the_skipped_hour_is_said_not_to_exist() {
    let r = Reception::open();
    let before = r.dump();
    let mut wish = r.wish(r.cut, r.anna, "2027-03-28T02:30");
    wish.despite_warnings = true;
    let error = r.desk.book(&wish, now()).unwrap_err();
    assert_eq!(error.code(), "time_does_not_exist");
    assert_eq!(r.dump(), before);

    let details = error.details().unwrap();
    wish.start = details["next"].as_str().unwrap().to_owned();
    let booked = r.desk.book(&wish, now()).unwrap().appointment;
    assert_eq!(booked.start, "2027-03-28T03:00:00+02:00");
}

#[test]
fn times_in_the_repeated_hour_are_proposed_as_instants_that_can_be_booked() {
    let r = Reception::open();
    let now = crate::reception::at("2026-10-20T10:00");
    let night = Stretch::new(120, 180).unwrap();
    let date = "2026-10-25".parse().unwrap();
    r.store
        .write(|tx| hours::set_exception(tx, salon::StaffId(r.anna), date, &[night]))
        .unwrap();
    let mut looking = propose(r.cut, Some(r.anna), "2026-10-25");
    looking.limit = 2;
    let starts: Vec<_> = r.desk.propose(&looking, now).unwrap();
    let starts: Vec<_> = starts.iter().map(|p| p.start.as_str()).collect();
    assert_eq!(
        starts,
        ["2026-10-25T02:00:00+02:00", "2026-10-25T02:00:00+01:00"]
    );
    for start in starts {
        r.desk.book(&r.wish(r.cut, r.anna, start), now).unwrap();
    }
}

#[test]
fn the_repeated_hour_is_asked_about_and_both_answers_are_booked() {
    let r = Reception::open();
    let now = crate::reception::at("2026-10-20T10:00");
    let mut wish = r.wish(r.cut, r.anna, "2026-10-25T02:30");
    wish.despite_warnings = true;
    let error = r.desk.book(&wish, now).unwrap_err();
    assert_eq!(error.code(), "time_is_ambiguous");
    let details = error.details().unwrap();
    assert_eq!(
        details["choices"],
        serde_json::json!(["2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00"])
    );

    for choice in details["choices"].as_array().unwrap() {
        wish.start = choice.as_str().unwrap().to_owned();
        assert_eq!(
            r.desk.book(&wish, now).unwrap().appointment.start,
            wish.start
        );
    }
}

#[test]
fn a_comb_across_the_change_keeps_its_minutes() {
    let r = Reception::open();
    let booked = r.book(r.colour, r.anna, "2026-11-27T09:30");
    let mut night = moved(booked.id, "2027-03-28T01:30");
    night.despite_warnings = true;
    night.lengths = vec![taking("GAP_A", 45)];
    let moved = r.desk.move_appointment(&night, now()).unwrap().appointment;
    assert_eq!(
        said(&moved)[..3],
        [
            "A 01:30-03:00 Anna",
            "GAP_A 03:00-03:45 Anna",
            "B 03:45-04:05 Anna"
        ]
    );
    assert_eq!(
        moved.phases[0].minutes, 30,
        "though the wall clock shows more"
    );
    assert_eq!(
        (moved.start.as_str(), moved.end.as_str()),
        ("2027-03-28T01:30:00+01:00", "2027-03-28T05:25:00+02:00")
    );
}

#[test]
fn looking_at_the_days_of_the_change_is_possible() {
    let r = Reception::open();
    for date in ["2026-10-25", "2027-03-28"] {
        assert_eq!(r.desk.day(date, now()).unwrap().date, date);
        let looking = check(r.cut, r.anna, &format!("{date}T05:00"));
        assert!(r.desk.check(&looking, now()).unwrap().fits);
    }
}

#[test]
fn the_page_of_the_long_day_has_the_hour_that_is_there_twice_two_times() {
    let r = Reception::open();
    r.block(
        r.fabian,
        BlockReason::TimeOff,
        span("2027-10-31T00:00", "2027-11-01T00:00"),
    );
    let mut wish = r.wish(r.cut, r.anna, "");
    wish.despite_warnings = true;
    for start in [
        "2027-10-31T02:30:00+02:00",
        "2027-10-31T02:30:00+01:00",
        "2027-10-31T09:00",
    ] {
        wish.start = start.to_owned();
        r.desk.book(&wish, now()).unwrap();
    }
    let day = r.desk.day("2027-10-31", now()).unwrap();
    let lies: Vec<_> = day
        .appointments
        .iter()
        .map(|one| (one.from_minute, one.to_minute))
        .collect();
    assert_eq!(lies, [(150, 180), (210, 240), (600, 630)]);
    assert_eq!((day.from_minute, day.to_minute), (150, 630));
    let off = &day.staff[0].blocked[0];
    assert_eq!((off.from_minute, off.to_minute), (0, 1500));
}

#[test]
fn the_page_of_the_short_day_has_no_place_for_the_hour_that_is_left_out() {
    let r = Reception::open();
    let mut wish = r.wish(r.cut, r.anna, "2027-03-28T01:45");
    wish.despite_warnings = true;
    r.desk.book(&wish, now()).unwrap();
    let day = r.desk.day("2027-03-28", now()).unwrap();
    let over = &day.appointments[0];
    assert_eq!((over.from_minute, over.to_minute), (105, 135));
    assert_eq!(over.end, "2027-03-28T03:15:00+02:00");
}

#[test]
fn hours_on_the_days_of_the_change_lie_where_the_clock_shows_them() {
    let r = Reception::open();
    let stretches = [(120, 180), (540, 1080)].map(|(from, to)| Stretch::new(from, to).unwrap());
    for (date, expected) in [
        ("2027-10-31", &[(120, 240), (600, 1140)][..]),
        ("2027-03-28", &[(480, 1020)]),
    ] {
        let day = date.parse().unwrap();
        r.store
            .write(|tx| hours::set_exception(tx, salon::StaffId(r.anna), day, &stretches))
            .unwrap();
        let page = r.desk.day(date, now()).unwrap();
        let anna = page.staff.iter().find(|one| one.id == r.anna).unwrap();
        let lie: Vec<_> = anna
            .hours
            .iter()
            .map(|one| (one.from_minute, one.to_minute))
            .collect();
        assert_eq!(lie, expected);
    }
}

#[test]
fn a_reason_in_the_hour_that_is_there_twice_says_which() {
    let r = Reception::open();
    let mut wish = r.wish(r.cut, r.anna, "2027-10-31T02:30:00+01:00");
    wish.despite_warnings = true;
    r.desk.book(&wish, now()).unwrap();
    let verdict = r
        .desk
        .check(&check(r.cut, r.anna, "2027-10-31T02:45:00+01:00"), now())
        .unwrap();
    let busy = &verdict.refusals[0];
    assert_eq!(
        (busy.from.as_deref(), busy.to.as_deref()),
        (Some("02:30 B"), Some("03:00"))
    );
}
