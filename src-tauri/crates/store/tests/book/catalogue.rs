//! The catalogue, the people in it and their time are read back as they were written.

use jiff::civil::{Weekday, date};
use salon::{Part, ServiceId};
use store::{
    StoreError,
    blocked::{self, BlockReason, NewBlockedTime},
    hours, services, settings, staff,
};

use crate::fixture::{Salon, at, colour, read, span, write};

#[test]
fn a_service_comes_back_with_its_comb_and_who_does_it() {
    let salon = Salon::new();
    let written = salon::Service {
        id: salon.colour,
        ..colour(salon.anna, salon.cem)
    };

    let found = read(&salon.store, |r| services::find(r, salon.colour));
    assert_eq!(found, Some(written.clone()));
    assert_eq!(read(&salon.store, services::all), [written]);
    assert_eq!(
        read(&salon.store, |r| services::find(r, ServiceId(99))),
        None
    );
}

#[test]
fn a_changed_service_has_its_new_comb_and_nothing_of_the_old() {
    let salon = Salon::new();
    let mut service = colour(salon.anna, salon.cem);
    service.id = salon.colour;
    service.parts.truncate(1);
    service.name = "Glossing".into();

    write(&salon.store, |tx| services::update(tx, &service));

    assert_eq!(read(&salon.store, services::all), [service]);
}

#[test]
fn a_service_off_the_list_is_still_found_for_old_appointments() {
    let salon = Salon::new();
    write(&salon.store, |tx| {
        services::archive(tx, salon.colour, at(0))
    });

    assert!(read(&salon.store, services::all).is_empty());
    let found = read(&salon.store, |r| services::find(r, salon.colour));
    assert!(
        matches!(found.unwrap().parts.first(), Some(Part::Segment(s)) if s.name == "Auftragen")
    );
}

#[test]
fn a_cal_com_user_belongs_to_one_staff_member() {
    let salon = Salon::new();
    write(&salon.store, |tx| {
        staff::set_calcom_user(tx, salon.anna, Some(7))
    });

    let twice = salon
        .store
        .write(|tx| staff::set_calcom_user(tx, salon.cem, Some(7)));
    assert!(twice.unwrap_err().is_duplicate_of("staff.calcom_user_id"));
    let user = read(&salon.store, |r| staff::find_by_calcom_user(r, 7));
    assert_eq!(user.unwrap().id, salon.anna);
}

#[test]
fn somebody_who_left_keeps_their_row() {
    let salon = Salon::new();
    let mut anna = read(&salon.store, |r| staff::find(r, salon.anna)).unwrap();
    anna.archived_at = Some(at(0));
    anna.position = 9;
    write(&salon.store, |tx| staff::update(tx, &anna));

    let everybody = read(&salon.store, staff::all);
    assert_eq!(everybody.last(), Some(&anna));
    assert_eq!(everybody.len(), 2);
}

#[test]
fn hours_are_a_week_and_days_that_differ_from_it() {
    let salon = Salon::new();
    let (friday, saturday) = (date(2026, 3, 6), date(2026, 3, 7));
    write(&salon.store, |tx| {
        let week = [
            (Weekday::Friday, 540, 780),
            (Weekday::Friday, 840, 1110),
            (Weekday::Sunday, 600, 660),
        ];
        hours::set_weekly(tx, salon.anna, &week)?;
        hours::set_exception(tx, salon.anna, friday, &[(600, 720)])?;
        hours::set_exception(tx, salon.anna, saturday, &[])
    });

    let week = read(&salon.store, hours::weekly);
    let weekdays: Vec<_> = week.iter().map(|h| h.weekday).collect();
    assert_eq!(
        weekdays,
        [Weekday::Friday, Weekday::Friday, Weekday::Sunday]
    );
    assert_eq!((week[1].from_minute, week[1].to_minute), (840, 1110));

    let both = read(&salon.store, |r| hours::exceptions(r, friday, saturday));
    assert_eq!(both[0].minutes, Some((600, 720)));
    assert_eq!((both[1].date, both[1].minutes), (saturday, None));

    write(&salon.store, |tx| {
        hours::clear_exception(tx, salon.anna, friday)
    });
    let left = read(&salon.store, |r| hours::exceptions(r, friday, friday));
    assert!(left.is_empty());
}

#[test]
fn stretches_that_make_no_sense_are_refused() {
    let salon = Salon::new();
    for (from, to) in [(600, 600), (700, 600), (600, 1441)] {
        let refused = salon
            .store
            .write(|tx| hours::set_weekly(tx, salon.anna, &[(Weekday::Monday, from, to)]));
        assert!(matches!(
            refused.unwrap_err(),
            StoreError::Constraint { .. }
        ));
    }
}

#[test]
fn blocked_time_is_moved_and_sold_again() {
    let salon = Salon::new();
    let new = NewBlockedTime {
        staff: salon.anna,
        span: span(0, 60),
        reason: BlockReason::Calcom,
        note: String::new(),
        booking_uid: Some("booking-1".into()),
    };
    let id = write(&salon.store, |tx| blocked::insert(tx, &new));
    write(&salon.store, |tx| {
        blocked::move_to(tx, id, salon.cem, span(60, 90))
    });

    let during = |staff, from, to| {
        read(&salon.store, |r| {
            blocked::during(r, &[staff], span(from, to))
        })
    };
    assert!(during(salon.anna, 0, 900).is_empty());
    assert!(during(salon.cem, 0, 60).is_empty());
    assert_eq!(during(salon.cem, 80, 100)[0].id, id);
    let by_booking = read(&salon.store, |r| blocked::find_by_booking(r, "booking-1"));
    assert_eq!(by_booking.unwrap().span, span(60, 90));

    write(&salon.store, |tx| blocked::remove(tx, id));
    assert!(during(salon.cem, 0, 900).is_empty());
}

#[test]
fn a_setting_keeps_its_type() {
    const NAME: settings::Setting<String> = settings::Setting::new("salon_name");
    const OTHER: settings::Setting<u32> = settings::Setting::new("salon_name");
    let salon = Salon::new();
    assert_eq!(read(&salon.store, |r| settings::find(r, &NAME)), None);

    for name in ["Friseur 1", "Friseur 2"] {
        write(&salon.store, |tx| {
            settings::set(tx, &NAME, &name.to_owned())
        });
    }
    let name = read(&salon.store, |r| settings::find(r, &NAME));
    assert_eq!(name.as_deref(), Some("Friseur 2"));

    let wrong = salon.store.read(|r| settings::find(r, &OTHER)).unwrap_err();
    assert!(matches!(wrong, StoreError::Malformed(_)));
    assert!(!wrong.to_string().contains("Friseur"));
}
