//! The catalogue, the people in it and their time are read back as they were written.

use jiff::civil::{Weekday, date};
use salon::{Part, ServiceId, Stretch};
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
    anna.version += 1;

    let everybody = read(&salon.store, staff::all);
    assert_eq!(everybody.last(), Some(&anna));
    assert_eq!(everybody.len(), 2);
}

#[test]
fn hours_are_a_week_and_days_that_differ_from_it() {
    let salon = Salon::new();
    let (friday, saturday) = (date(2026, 3, 6), date(2026, 3, 7));
    let stretch = |from, to| Stretch::new(from, to).unwrap();
    let friday_hours = [stretch(540, 780), stretch(840, 1110)];
    write(&salon.store, |tx| {
        let week = [
            (Weekday::Friday, friday_hours[0]),
            (Weekday::Friday, friday_hours[1]),
            (Weekday::Saturday, stretch(540, 900)),
            (Weekday::Sunday, stretch(600, 660)),
        ];
        hours::set_weekly(tx, salon.anna, &week)?;
        hours::set_exception(tx, salon.anna, friday, &[stretch(600, 720)])?;
        hours::set_exception(tx, salon.anna, saturday, &[])
    });

    let anna = || {
        let everybody = read(&salon.store, |r| hours::working_time(r, friday, saturday));
        assert_eq!(everybody.len(), 1);
        everybody[&salon.anna].clone()
    };
    assert_eq!(anna().stretches(friday), [stretch(600, 720)]);
    assert_eq!(anna().stretches(saturday), []);
    assert_eq!(anna().stretches(date(2026, 3, 8)), [stretch(600, 660)]);
    assert_eq!(anna().stretches(date(2026, 3, 9)), []);

    write(&salon.store, |tx| {
        hours::clear_exception(tx, salon.anna, friday)
    });
    assert_eq!(anna().stretches(friday), friday_hours);
    let left = read(&salon.store, |r| hours::exceptions(r, friday, saturday));
    assert_eq!((left.len(), left[0].stretch), (1, None));
}

#[test]
fn a_week_replaces_the_week_before() {
    let salon = Salon::new();
    let morning = Stretch::new(540, 720).unwrap();
    for weekday in [Weekday::Monday, Weekday::Tuesday] {
        write(&salon.store, |tx| {
            hours::set_weekly(tx, salon.anna, &[(weekday, morning)])
        });
    }
    let week = read(&salon.store, hours::weekly);
    assert_eq!((week.len(), week[0].weekday), (1, Weekday::Tuesday));
}

#[test]
fn a_service_that_is_no_comb_is_refused_by_its_own_rule() {
    let salon = Salon::new();
    let mut service = colour(salon.anna, salon.cem);
    service.id = salon.colour;
    service.parts.truncate(2);

    let refused = salon.store.write(|tx| services::update(tx, &service));
    assert_eq!(refused.unwrap_err().code(), "gap_at_the_edge");
    let refused = salon.store.write(|tx| services::insert(tx, &service, 2));
    assert_eq!(refused.unwrap_err().code(), "gap_at_the_edge");
    let kept = read(&salon.store, |r| services::find(r, salon.colour));
    assert_eq!(kept.unwrap().parts.len(), 5);
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

#[test]
fn every_edit_is_a_version_of_its_own_and_what_is_archived_comes_back() {
    let salon = Salon::new();
    let entry = || read(&salon.store, |r| services::find_entry(r, salon.colour)).unwrap();
    let before = entry();
    assert_eq!((before.version, before.archived_at), (1, None));

    write(&salon.store, |tx| services::update(tx, &before.service));
    write(&salon.store, |tx| {
        services::archive(tx, salon.colour, at(7))
    });
    let archived = entry();
    assert_eq!((archived.version, archived.archived_at), (3, Some(at(7))));
    assert_eq!(read(&salon.store, services::entries), [archived]);
    write(&salon.store, |tx| services::restore(tx, salon.colour));
    assert_eq!(entry().archived_at, None);
}

#[test]
fn a_key_once_used_is_remembered_by_whatever_carries_it() {
    let salon = Salon::new();
    salon.book(&[(salon.works(), 0, 30)]).unwrap();
    let used = || -> Vec<String> {
        let keys = read(&salon.store, |r| services::keys_ever_used(r, salon.colour));
        keys.iter().map(ToString::to_string).collect()
    };
    let before = used();
    assert!(before.contains(&"A".to_owned()), "{before:?}");
    let mut service = colour(salon.anna, salon.cem);
    service.id = salon.colour;
    service.parts.truncate(1);
    if let Some(Part::Segment(segment)) = service.parts.first_mut() {
        segment.key = salon::SegmentKey::parse("Z").unwrap();
    }
    write(&salon.store, |tx| services::update(tx, &service));
    assert!(used().contains(&"Z".to_owned()));
    // Booked appointments carry it still.
    assert!(used().contains(&"K0".to_owned()));
}
