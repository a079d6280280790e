//! The sheet of a day says of each appointment what the day says, as far as it is drawn.

use std::collections::HashMap;

use salon::PhaseId;
use store::{
    appointments::{self, Status},
    customers,
    day::{self, DayEntry, SheetEntry},
    phases,
    sync::{PhaseState, PhaseSync, Priority, Standing, phase, standing, want},
};

use crate::fixture::{Salon, at, read, span, write};

#[test]
fn a_sheet_says_what_the_day_says_with_the_marks_of_its_segments() {
    let salon = Salon::new();
    let comb = [
        (salon.works(), 0, 30),
        (salon.free_gap(), 30, 60),
        (salon.works(), 60, 90),
    ];
    let id = salon.book(&comb).unwrap();
    salon.book(&[(salon.works(), 30, 60)]).unwrap();
    let cancelled = salon.book(&[(salon.works(), 120, 150)]).unwrap();
    write(&salon.store, |tx| {
        phases::vacate(tx, cancelled)?;
        appointments::set_status(tx, cancelled, Status::Cancelled, None, at(1))?;
        want(tx, id, Priority::Interactive, at(0))?;
        let first = phases::of_appointment(tx, id)?.remove(0).id;
        phase::set(
            tx,
            first,
            PhaseState::Blocked,
            Some("no_event_type"),
            Some("gone"),
            at(2),
        )
    });

    let window = span(-540, 900);
    let (told, standings, sheet) = read(&salon.store, |r| {
        Ok((
            day::during(r, window, at(45))?,
            standing::within(r, window)?,
            day::sheet(r, window, None)?,
        ))
    });
    let standings: HashMap<PhaseId, Standing> = standings
        .into_iter()
        .map(|standing| (standing.phase, standing))
        .collect();
    assert_eq!(sheet.len(), 2);
    assert_eq!(sheet.len(), told.len());
    for (drawn, told) in sheet.iter().zip(&told) {
        assert_alike(drawn, told, &standings);
    }
    let mark = sheet[0].phases[0].sync.as_ref().unwrap();
    assert_eq!(mark.code.as_deref(), Some("no_event_type"));
    assert_eq!(mark.since, at(2));
}

fn assert_alike(drawn: &SheetEntry, told: &DayEntry, standings: &HashMap<PhaseId, Standing>) {
    assert_eq!(drawn.id, told.appointment.id);
    assert_eq!(drawn.customer, told.customer.customer.id);
    assert_eq!(drawn.customer_name, told.customer.customer.name);
    assert_eq!(drawn.service, told.service);
    assert_eq!(drawn.staff, told.appointment.when.staff);
    assert_eq!(drawn.span, told.appointment.when.span);
    assert_eq!(drawn.status, told.appointment.status);
    assert_eq!(drawn.note, told.appointment.note);
    assert_eq!(drawn.phases.len(), told.phases.len());
    for (drawn, told) in drawn.phases.iter().zip(&told.phases) {
        assert_eq!(drawn.planned, told.planned);
        assert_eq!(drawn.occupies, told.occupies);
        let standing = standings.get(&told.id).map(|standing| PhaseSync {
            phase: standing.phase,
            state: standing.state,
            since: standing.since,
            code: standing.code.clone(),
            message: standing.message.clone(),
        });
        assert_eq!(drawn.sync, standing);
    }
}

#[test]
fn the_numbers_of_a_day_are_those_of_who_comes_each_once() {
    let salon = Salon::new();
    salon.book(&[(salon.works(), 0, 30)]).unwrap();
    salon.book(&[(salon.works(), 60, 90)]).unwrap();
    let phones = || read(&salon.store, |r| day::phones(r, span(-540, 900)));
    assert!(phones().is_empty(), "nobody knows their number");

    write(&salon.store, |tx| {
        let mut guest = customers::find(tx, salon.customer)?.unwrap();
        guest.phone = Some("+491711234567".to_owned());
        customers::update(tx, &guest, "mia weber")
    });
    assert_eq!(phones(), [(salon.customer, "+491711234567".to_owned())]);
    let quiet = read(&salon.store, |r| day::phones(r, span(2_000, 3_000)));
    assert!(quiet.is_empty());
}
