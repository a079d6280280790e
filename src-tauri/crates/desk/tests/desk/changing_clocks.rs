use salon::Stretch;
use store::hours;

use crate::reception::{Reception, check, moved, now, propose, said, taking};

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
fn what_is_booked_in_the_hour_that_is_there_twice_has_its_length_on_the_sheet() {
    let r = Reception::open();
    let mut wish = r.wish(r.cut, r.anna, "2027-10-31T02:30:00+02:00");
    wish.despite_warnings = true;
    r.desk.book(&wish, now()).unwrap();
    let day = r.desk.day("2027-10-31", now()).unwrap();
    let view = &day.appointments[0];
    assert_eq!((view.from_minute, view.to_minute), (150, 180));
    assert_eq!(
        (view.phases[0].from_minute, view.phases[0].to_minute),
        (150, 180)
    );
    assert_eq!(view.end, "2027-10-31T02:00:00+01:00");
    assert!(day.to_minute >= 180);
}
