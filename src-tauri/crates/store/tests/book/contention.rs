//! Many at once: writers queue, readers see whole transactions, nobody is turned away.

use std::thread;

use store::{Revision, StoreError, Topic, appointments, phases};

use crate::fixture::{Salon, at, comb, span};

const WRITERS: i64 = 4;
const EACH: i64 = 40;

#[test]
fn writers_and_readers_do_not_disturb_each_other() {
    let salon = Salon::new();
    let mut watch = salon.store.watch();

    thread::scope(|scope| {
        for writer in 0..WRITERS {
            let salon = &salon;
            scope.spawn(move || (0..EACH).for_each(|n| book_two(salon, writer * EACH + n)));
        }
        for _ in 0..3 {
            scope.spawn(|| while seen(&salon) < WRITERS * EACH {});
        }
        scope.spawn(|| {
            let (mut heard, mut last) = (Revision(0), Revision(0));
            while last.0 < WRITERS * EACH {
                let now = *watch.borrow_and_update();
                assert!(now >= heard, "revisions go forward");
                heard = now;
                let changes = salon.store.changes_since(last).unwrap();
                assert!(changes.complete);
                assert!(
                    changes.revision >= heard,
                    "what is told is there to be read"
                );
                assert_eq!(
                    changes.entities.len() as i64,
                    changes.revision.0 - last.0,
                    "no change is left out"
                );
                last = changes.revision;
            }
        });
    });

    salon.store.integrity_check().unwrap();
    assert_eq!(salon.store.revision(), Revision(WRITERS * EACH));
}

fn book_two(salon: &Salon, number: i64) {
    let from = number * 20;
    let kinds = [
        (salon.works(), from, from + 10),
        (salon.works(), from + 10, from + 20),
    ];
    let booked = salon.store.write(|tx| {
        let new = salon.appointment(span(from, from + 20));
        let id = appointments::insert(tx, &new, at(0))?;
        phases::insert(tx, id, &comb(&kinds))?;
        tx.changed(Topic::Appointments, Some(id.0), at(0))?;
        Ok::<_, StoreError>(())
    });
    booked.unwrap();
}

/// How many appointments there are; each must have both its phases in the same view.
fn seen(salon: &Salon) -> i64 {
    let everything = span(0, WRITERS * EACH * 20);
    let counted = salon.store.read(|read| {
        let appointments = appointments::during(read, everything)?.len();
        let phases = phases::busy(read, &[salon.anna], everything, &[])?.len();
        let revision = read.revision()?;
        Ok::<_, StoreError>((appointments as i64, phases as i64, revision.0))
    });
    let (appointments, phases, revision) = counted.unwrap();
    assert_eq!(phases, appointments * 2);
    assert_eq!(revision, appointments);
    appointments
}

#[test]
fn a_reader_keeps_its_view_while_somebody_writes() {
    let salon = Salon::new();
    let everything = span(0, 1000);
    let look =
        |read: &store::Read<'_>| Ok::<_, StoreError>(appointments::during(read, everything)?.len());

    let counts = salon.store.read(|read| {
        let before = look(read)?;
        book_two(&salon, 0);
        Ok::<_, StoreError>((before, look(read)?))
    });

    assert_eq!(counts.unwrap(), (0, 0));
    assert_eq!(salon.store.read(look).unwrap(), 1);
}
