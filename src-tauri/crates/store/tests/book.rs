//! What is written down is read back: the catalogue, people, appointments, holds.

mod fixture;

use fixture::{Salon, at, colour, comb, person, span, when};
use jiff::civil::{Weekday, date};
use salon::{Part, ServiceId};
use serde_json::json;
use store::{
    Store, StoreError,
    appointments::{self, Origin, Status},
    blocked::{self, BlockReason, NewBlockedTime},
    customers::{self, Search},
    day,
    history::{self, Action},
    holds, hours, phases, services, settings, staff,
};

fn write<T>(store: &Store, work: impl FnOnce(&store::Tx<'_>) -> Result<T, StoreError>) -> T {
    #[expect(clippy::unwrap_used, reason = "a test may")]
    store.write(work).unwrap()
}

fn read<T>(store: &Store, look: impl FnOnce(&store::Read<'_>) -> Result<T, StoreError>) -> T {
    #[expect(clippy::unwrap_used, reason = "a test may")]
    store.read(look).unwrap()
}

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
fn a_customer_is_found_by_the_beginnings_of_words_and_by_digits() {
    let salon = Salon::new();
    write(&salon.store, |tx| {
        let mut lea = person("Lea Müller", "lea mueller");
        lea.phone = Some("+4930901820".into());
        customers::insert(tx, &lea, at(0))?;
        customers::insert(tx, &person("Webergard Ott", "webergard ott"), at(0))
    });
    let names = |folded, digits| -> Vec<String> {
        let search = Search { folded, digits };
        let found = read(&salon.store, |r| customers::search(r, search, at(0), 8));
        found.into_iter().map(|card| card.customer.name).collect()
    };

    assert_eq!(names("mue", ""), ["Lea Müller"]);
    assert_eq!(names("mue le", ""), ["Lea Müller"]);
    assert_eq!(names("ueller", ""), [""; 0]);
    assert_eq!(names("web", ""), ["Webergard Ott", "Mia Weber"]);
    assert_eq!(names("%", ""), [""; 0]);
    assert_eq!(names("", "03090"), ["Lea Müller"]);
    assert_eq!(names("", "0049309"), ["Lea Müller"]);
    assert_eq!(names("", "1820"), ["Lea Müller"]);
    assert_eq!(names("", "20"), [""; 0]);
    assert_eq!(names("", ""), [""; 0]);
}

#[test]
fn who_was_here_last_comes_first_and_cancelled_visits_do_not_count() {
    let salon = Salon::new();
    let other = write(&salon.store, |tx| {
        customers::insert(tx, &person("Mia Adam", "mia adam"), at(0))
    });
    salon.book(&[(salon.works(), 0, 30)]).unwrap();
    let cancelled = salon.book(&[(salon.works(), 30, 60)]).unwrap();
    write(&salon.store, |tx| {
        appointments::set_status(tx, cancelled, Status::Cancelled, None, at(40))
    });

    let search = Search {
        folded: "mia",
        digits: "",
    };
    let found = read(&salon.store, |r| customers::search(r, search, at(90), 8));
    assert_eq!(found[0].last_visit, Some(at(0)));
    assert_eq!(found[1].customer.id, other);
    assert_eq!(found[1].last_visit, None);
    let one = read(&salon.store, |r| customers::search(r, search, at(90), 1));
    assert_eq!(one.len(), 1);
}

#[test]
fn a_customer_who_is_put_right_is_found_under_the_new_name_only() {
    let salon = Salon::new();
    let mut mia = read(&salon.store, |r| customers::find(r, salon.customer)).unwrap();
    mia.name = "Mia Groß".into();
    mia.phone = Some("+4930901820".into());
    write(&salon.store, |tx| customers::update(tx, &mia, "mia gross"));

    let by = |folded| {
        let search = Search { folded, digits: "" };
        read(&salon.store, |r| customers::search(r, search, at(0), 8)).len()
    };
    assert_eq!((by("gross"), by("weber")), (1, 0));
    let family = read(&salon.store, |r| customers::with_phone(r, "+4930901820"));
    assert_eq!(family, [mia]);
}

#[test]
fn personal_data_does_not_print() {
    let salon = Salon::new();
    let card = read(&salon.store, |r| {
        customers::find_card(r, salon.customer, at(0))
    });
    let printed = format!("{card:?} {:?}", person("Mia Weber", "mia weber"));
    assert!(!printed.to_lowercase().contains("mia"), "{printed}");
}

#[test]
fn an_appointment_is_found_by_row_uid_and_request() {
    let salon = Salon::new();
    let mut new = salon.appointment(span(0, 30));
    new.request_key = Some("form-1".into());
    let id = write(&salon.store, |tx| appointments::insert(tx, &new, at(-5)));

    let found = read(&salon.store, |r| appointments::find(r, id)).unwrap();
    assert_eq!(found.when, new.when);
    assert_eq!((found.status, found.generation), (Status::Booked, 1));
    assert_eq!((found.created_at, found.updated_at), (at(-5), at(-5)));
    let by_uid = read(&salon.store, |r| appointments::find_by_uid(r, new.uid));
    assert_eq!(by_uid.as_ref(), Some(&found));
    let by_request = read(&salon.store, |r| appointments::find_by_request(r, "form-1"));
    assert_eq!(by_request.as_ref(), Some(&found));

    let mut again = salon.appointment(span(60, 90));
    again.request_key = Some("form-1".into());
    let twice = salon
        .store
        .write(|tx| appointments::insert(tx, &again, at(0)));
    assert!(
        twice
            .unwrap_err()
            .is_duplicate_of("appointments.request_key")
    );
}

#[test]
fn every_change_that_cal_com_follows_raises_the_generation() {
    let salon = Salon::new();
    let id = salon.book(&[(salon.works(), 0, 30)]).unwrap();
    let to = when(salon.cem, span(60, 90));
    write(&salon.store, |tx| {
        appointments::reschedule(tx, id, &to, at(1))?;
        appointments::set_status(tx, id, Status::Cancelled, Some("ill"), at(2))
    });

    let found = read(&salon.store, |r| appointments::find(r, id)).unwrap();
    assert_eq!(found.when, to);
    assert_eq!((found.generation, found.updated_at), (3, at(2)));
    assert_eq!(found.cancel_reason.as_deref(), Some("ill"));

    write(&salon.store, |tx| {
        appointments::set_status(tx, id, Status::Booked, Some("left over"), at(3))
    });
    let found = read(&salon.store, |r| appointments::find(r, id)).unwrap();
    assert_eq!((found.status, found.cancel_reason), (Status::Booked, None));
}

#[test]
fn changing_what_is_not_there_is_an_error() {
    let salon = Salon::new();
    let nobody = salon::AppointmentId(99);
    let missing = salon
        .store
        .write(|tx| appointments::set_status(tx, nobody, Status::NoShow, None, at(0)));
    assert!(matches!(
        missing.unwrap_err(),
        StoreError::Missing("appointments")
    ));
}

#[test]
fn a_window_holds_what_touches_it_and_not_what_only_adjoins() {
    let salon = Salon::new();
    let long = salon.book(&[(salon.works(), -600, 10)]).unwrap();
    let inside = salon.book(&[(salon.works(), 20, 30)]).unwrap();
    salon.book(&[(salon.works(), 60, 90)]).unwrap();
    salon.book(&[(salon.works(), -700, -600)]).unwrap();

    let found = read(&salon.store, |r| appointments::during(r, span(0, 60)));
    let ids: Vec<_> = found.iter().map(|a| a.id).collect();
    assert_eq!(ids, [long, inside]);
    let own = read(&salon.store, |r| {
        appointments::of_customer(r, salon.customer, span(0, 60))
    });
    assert_eq!(own, found);
}

#[test]
fn a_day_shows_appointments_with_customer_service_and_comb_but_no_cancelled_ones() {
    let salon = Salon::new();
    let kinds = [
        (salon.works(), 0, 30),
        (salon.free_gap(), 30, 60),
        (salon.works(), 60, 90),
    ];
    let id = salon.book(&kinds).unwrap();
    let inside = salon.book(&[(salon.works(), 30, 60)]).unwrap();
    let cancelled = salon.book(&[(salon.works(), 120, 150)]).unwrap();
    write(&salon.store, |tx| {
        phases::vacate(tx, cancelled)?;
        appointments::set_status(tx, cancelled, Status::Cancelled, None, at(1))
    });

    let day = read(&salon.store, |r| day::during(r, span(-540, 900), at(45)));
    let ids: Vec<_> = day.iter().map(|e| e.appointment.id).collect();
    assert_eq!(ids, [id, inside]);
    let entry = day.first().unwrap();
    assert_eq!(entry.customer.customer.name, "Mia Weber");
    assert_eq!(entry.customer.last_visit, Some(at(30)));
    assert_eq!(entry.service.number, Some(440));
    let placed: Vec<_> = entry.phases.iter().map(|p| p.planned.clone()).collect();
    let planned: Vec<_> = comb(&kinds).into_iter().map(|p| p.planned).collect();
    assert_eq!(placed, planned);

    let alone = read(&salon.store, |r| day::find(r, id, at(45))).unwrap();
    assert_eq!(&alone, entry);
    let gone = read(&salon.store, |r| day::find(r, cancelled, at(45))).unwrap();
    assert!(gone.phases.iter().all(|phase| phase.occupies.is_none()));
}

#[test]
fn taken_time_says_by_whom_and_for_what() {
    let salon = Salon::new();
    let id = salon
        .book(&[
            (salon.works(), 0, 30),
            (salon.blocked_gap(), 30, 40),
            (salon.free_gap(), 40, 60),
            (salon.works(), 60, 90),
        ])
        .unwrap();

    let everybody = [salon.anna, salon.cem];
    let taken = read(&salon.store, |r| {
        phases::taken(r, &everybody, span(20, 60), None)
    });
    let spans: Vec<_> = taken.iter().map(|t| (t.span, t.gap)).collect();
    assert_eq!(spans, [(span(0, 30), false), (span(30, 40), true)]);
    assert_eq!(taken[0].customer_name, "Mia Weber");
    assert_eq!(taken[0].what, "Ansatzfärbung");
    let busy = read(&salon.store, |r| {
        phases::busy(r, &everybody, span(20, 60), None)
    });
    assert_eq!(
        busy,
        [(salon.anna, span(0, 30)), (salon.anna, span(30, 40))]
    );

    let moving = read(&salon.store, |r| {
        phases::busy(r, &everybody, span(20, 60), Some(id))
    });
    assert!(moving.is_empty());
    let nobody = read(&salon.store, |r| phases::busy(r, &[], span(20, 60), None));
    assert!(nobody.is_empty());
}

#[test]
fn open_gaps_are_those_of_living_appointments() {
    let salon = Salon::new();
    let id = salon
        .book(&[
            (salon.works(), 0, 30),
            (salon.free_gap(), 30, 60),
            (salon.works(), 60, 90),
        ])
        .unwrap();
    let gaps = || {
        read(&salon.store, |r| {
            phases::open_gaps(r, &[salon.anna], span(0, 90), None)
        })
    };

    assert_eq!(gaps()[0].span, span(30, 60));
    assert_eq!(gaps()[0].customer_name, "Mia Weber");
    write(&salon.store, |tx| {
        appointments::set_status(tx, id, Status::Cancelled, None, at(0))
    });
    assert!(gaps().is_empty());
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
fn a_hold_keeps_others_off_until_it_lapses_or_is_given_up() {
    let salon = Salon::new();
    let take = |token: &str, from, now: i64| {
        salon.store.write(|tx| {
            holds::take(
                tx,
                token,
                &[(salon.anna, span(from, from + 30))],
                at(now),
                at(now + 5),
            )
        })
    };
    take("first", 0, 0).unwrap();

    assert!(matches!(
        take("second", 15, 1),
        Err(StoreError::HoldOverlap)
    ));
    take("second", 30, 1).unwrap();
    take("second", 15, 5).unwrap();
    take("first", 60, 6).unwrap();

    let active = |except, now| {
        let held = read(&salon.store, |r| {
            holds::active(r, &[salon.anna], span(0, 90), except, at(now))
        });
        held.into_iter().map(|h| h.token).collect::<Vec<_>>()
    };
    assert_eq!(active(None, 7), ["second", "first"]);
    assert_eq!(active(Some("first"), 7), ["second"]);
    assert_eq!(active(None, 10), ["first"]);
    assert!(!read(&salon.store, |r| holds::is_held(r, "second", at(10))));
    assert!(read(&salon.store, |r| holds::is_held(r, "first", at(10))));

    assert_eq!(write(&salon.store, |tx| holds::prune(tx, at(10))), 1);
    write(&salon.store, |tx| holds::release(tx, "first"));
    assert!(active(None, 10).is_empty());
}

#[test]
fn history_is_told_in_order() {
    let salon = Salon::new();
    let id = salon.book(&[(salon.works(), 0, 30)]).unwrap();
    write(&salon.store, |tx| {
        let detail = json!({ "to": "2026-03-02T09:00:00+01:00" });
        history::add(tx, id, Origin::Desk, Action::Booked, &detail, at(0))?;
        history::add(tx, id, Origin::Calcom, Action::Moved, &json!({}), at(1))
    });

    let told = read(&salon.store, |r| history::of_appointment(r, id));
    assert_eq!(told[0].detail["to"], "2026-03-02T09:00:00+01:00");
    assert_eq!(
        (told[1].origin, told[1].action, told[1].at),
        (Origin::Calcom, Action::Moved, at(1))
    );
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
