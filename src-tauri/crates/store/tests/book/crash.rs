//! What was acknowledged is there after the process was killed, whole, and nothing else is there in part.

use store::{Options, Store, StoreError, Topic, appointments, phases};

use crate::{
    child::{self, Role},
    fixture::{Salon, at, comb, read, span},
};

#[test]
fn everything_acknowledged_survives_a_kill() {
    let Salon { home, store, .. } = Salon::new();
    let file = home.path().join("salon.db");
    drop(store);
    let mut acknowledged = Vec::new();

    for transactions in [1, 40, 7, 93, 25, 2, 61, 13] {
        let mut writer = Role::start("crash::writes_until_it_is_killed", &file);
        // It goes on writing while we take the line in, so that the kill falls anywhere in a transaction.
        acknowledged.extend((0..transactions).map(|_| writer.hear().unwrap()));
        writer.process.kill().unwrap();
        acknowledged.extend(std::iter::from_fn(|| writer.hear()));
        writer.process.wait().unwrap();

        let store = Store::open(&file, Options::default()).unwrap();
        store.integrity_check().unwrap();
        let written = whole_appointments(&store);
        let missing = acknowledged.iter().find(|id| !written.contains(id));
        assert_eq!(missing, None);
        // At most the one that was committed when the kill came before the word of it.
        assert!(written.len() <= acknowledged.len() + 1);
        assert_eq!(store.revision().0, written.len() as i64);
        acknowledged = written;
    }
}

/// Ids of all appointments, after a look that each has its two phases.
fn whole_appointments(store: &Store) -> Vec<String> {
    read(store, |r| {
        let all = appointments::during(r, span(0, 1_000_000))?;
        all.iter()
            .map(|appointment| {
                let phases = phases::of_appointment(r, appointment.id)?;
                assert_eq!(phases.len(), 2);
                Ok(appointment.id.to_string())
            })
            .collect()
    })
}

#[test]
#[ignore = "the process that another test kills"]
fn writes_until_it_is_killed() {
    let salon = Salon::opened(&child::book());
    let first = salon.store.revision().0;
    for number in first.. {
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
            Ok::<_, StoreError>(id)
        });
        child::say(booked.unwrap());
    }
}
