//! Backups are whole and read through; a damaged book gives way to the last good one, and what that loses is said.

use std::{
    fs,
    path::{Path, PathBuf},
};

use jiff::Timestamp;
use store::{
    Loss, Missing, Options, Restored, Store, StoreError, Topic, Tx, appointments, backups,
    customers, phases,
    sync::{
        Mapping, OperationKind, OperationState, PhaseState, Priority, TaskState, event_map,
        operation, phase, task, want,
    },
};

use crate::fixture::{Salon, at, comb, person, read, span, write};

const DAY: i64 = 24 * 60;

/// An appointment of one segment that starts at this minute, told to the feed as the desk tells it.
fn booked(salon: &Salon, minute: i64) -> salon::AppointmentId {
    write(&salon.store, |tx| {
        let new = salon.appointment(span(minute, minute + 30));
        let id = appointments::insert(tx, &new, at(0))?;
        phases::insert(tx, id, &comb(&[(salon.works(), minute, minute + 30)]))?;
        tx.changed(Topic::Appointments, Some(id.0), at(0))?;
        Ok(id)
    })
}

/// Closes the salon's book and answers where it lies.
fn closed(salon: Salon) -> (tempfile::TempDir, PathBuf) {
    let file = salon.file();
    let Salon { home, store, .. } = salon;
    drop(store);
    (home, file)
}

fn no_note(_: &Tx<'_>, _: &Loss) -> Result<(), StoreError> {
    Ok(())
}

fn reopened(file: &Path, now: Timestamp) -> Result<(Store, Option<Restored>), StoreError> {
    Store::open_or_restore(file, Options::default(), now, &no_note)
}

/// Overwrites everything after the first pages, as a dying disk does. What is on the first pages stays readable.
fn damage(file: &Path) {
    let mut bytes = fs::read(file).unwrap();
    let from = bytes.len() / 8;
    bytes[from..].fill(0xA5);
    fs::write(file, bytes).unwrap();
}

/// Overwrites the one page on which the appointments are: whoever opens the book does not notice.
fn damage_appointments(file: &Path) {
    let conn = rusqlite::Connection::open(file).unwrap();
    let (page, size): (u32, u32) = conn
        .query_row(
            "SELECT rootpage, page_size FROM sqlite_schema, pragma_page_size WHERE name = 'appointments'",
            (),
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .unwrap();
    drop(conn);
    let mut bytes = fs::read(file).unwrap();
    let (page, size) = (page as usize, size as usize);
    bytes[(page - 1) * size..page * size].fill(0xA5);
    fs::write(file, bytes).unwrap();
}

fn starts(store: &Store) -> Vec<Timestamp> {
    let all = read(store, |r| appointments::during(r, span(0, 60 * DAY)));
    all.iter().map(|one| one.when.span.start).collect()
}

#[test]
fn a_backup_is_a_whole_book_that_nobody_else_may_read() {
    let salon = Salon::new();
    booked(&salon, 60);
    let backup = salon.store.back_up(at(90)).unwrap();

    assert_eq!(
        salon.store.backups().unwrap(),
        std::slice::from_ref(&backup)
    );
    assert_eq!(backup.taken_at, at(90));
    let copy = salon.home.path().join("copy.db");
    fs::copy(&backup.path, &copy).unwrap();
    assert_eq!(
        starts(&Store::open(&copy, Options::default()).unwrap()),
        [at(60)]
    );
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let rights = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(rights(&backup.path), 0o600);
        assert_eq!(rights(backup.path.parent().unwrap()), 0o700);
    }
}

#[test]
fn the_newest_of_each_of_the_last_days_is_kept() {
    let salon = Salon::new();
    let days = i64::try_from(backups::DAYS_KEPT).unwrap() + 3;
    for minute in (0..days).flat_map(|day| [day * DAY, day * DAY + 60]) {
        salon.store.back_up(at(minute)).unwrap();
    }
    let kept: Vec<_> = salon
        .store
        .backups()
        .unwrap()
        .iter()
        .map(|one| one.taken_at)
        .collect();
    let wanted: Vec<_> = (3..days).rev().map(|day| at(day * DAY + 60)).collect();
    assert_eq!(kept, wanted);
}

#[test]
fn no_backup_is_taken_of_a_damaged_book_and_the_good_ones_stay() {
    let salon = Salon::new();
    let good = salon.store.back_up(at(0)).unwrap();
    salon
        .foreign()
        .execute_batch("PRAGMA foreign_keys = OFF; INSERT INTO sync_tasks (appointment_id, state, due_at, wanted_at, updated_at) VALUES (99, 'waiting', 0, 0, 0)")
        .unwrap();

    let refused = salon.store.back_up(at(DAY)).unwrap_err();
    assert!(matches!(refused, StoreError::Corrupt));
    assert_eq!(salon.store.backups().unwrap(), [good]);
}

#[test]
fn a_damaged_book_gives_way_to_the_last_good_backup_and_the_loss_is_said() {
    let salon = Salon::new();
    booked(&salon, 60);
    let backup = salon.store.back_up(at(70)).unwrap();
    booked(&salon, 120);
    let (home, file) = closed(salon);
    damage(&file);
    let damaged = fs::read(&file).unwrap();

    let (store, restored) = reopened(&file, at(200)).unwrap();
    store.integrity_check().unwrap();
    assert_eq!(starts(&store), [at(60)]);
    let Restored { kept_as, loss } = restored.unwrap();
    assert_eq!(loss.since, backup.taken_at);
    assert!(loss.until.is_some());
    assert!(
        fs::read(kept_as.unwrap()).unwrap() == damaged,
        "kept as it was"
    );
    drop(store);
    let (_, again) = reopened(&file, at(201)).unwrap();
    assert_eq!(again, None, "once is enough");
    drop(home);
}

#[test]
fn what_the_damaged_book_still_tells_is_counted() {
    let salon = Salon::new();
    booked(&salon, 60);
    salon.store.back_up(at(70)).unwrap();
    let moved = booked(&salon, 120);
    booked(&salon, 180);
    write(&salon.store, |tx| {
        tx.changed(Topic::Appointments, Some(moved.0), at(80))?;
        customers::insert(tx, &person("Rita Muster", "rita muster"), at(80))?;
        tx.changed(Topic::Customers, None, at(80))
    });
    // A row that points nowhere: the file can be read, but it is not sound.
    salon
        .foreign()
        .execute_batch("PRAGMA foreign_keys = OFF; INSERT INTO sync_tasks (appointment_id, state, due_at, wanted_at, updated_at) VALUES (99, 'waiting', 0, 0, 0)")
        .unwrap();
    salon.store.integrity_check().unwrap_err();
    let (_home, file) = closed(salon);

    let (store, restored) = reopened(&file, at(200)).unwrap();
    let missing = Missing {
        appointments: vec![at(120), at(180)],
        customers: 1,
    };
    assert_eq!(restored.unwrap().loss.missing, Some(missing));
    assert_eq!(starts(&store), [at(60)]);
}

#[test]
fn a_book_that_is_gone_empty_or_no_database_any_more_is_restored() {
    type Blow = fn(&Path);
    let blows: [Blow; 3] = [
        |file| fs::remove_file(file).unwrap(),
        |file| fs::write(file, "").unwrap(),
        |file| fs::write(file, vec![0; 65_536]).unwrap(),
    ];
    for blow in blows {
        let salon = Salon::new();
        booked(&salon, 60);
        salon.store.back_up(at(70)).unwrap();
        let (_home, file) = closed(salon);
        blow(&file);
        let (store, restored) = reopened(&file, at(200)).unwrap();
        assert_eq!(restored.unwrap().loss.missing, None, "nobody can tell");
        assert_eq!(starts(&store), [at(60)]);
    }
}

#[test]
fn a_damaged_backup_is_passed_over() {
    let salon = Salon::new();
    booked(&salon, 60);
    let good = salon.store.back_up(at(0)).unwrap();
    let bad = salon.store.back_up(at(DAY)).unwrap();
    let (_home, file) = closed(salon);
    damage(&bad.path);
    damage(&file);

    let (_, restored) = reopened(&file, at(2 * DAY)).unwrap();
    assert_eq!(restored.unwrap().loss.since, good.taken_at);
}

#[test]
fn without_a_good_backup_a_damaged_book_is_left_as_it_is() {
    let salon = Salon::new();
    booked(&salon, 60);
    let (home, file) = closed(salon);
    damage(&file);
    let before = fs::read(&file).unwrap();

    // Nothing about its first page is wrong; somebody saw the damage during the last run.
    fs::write(file.with_extension("damaged"), "").unwrap();
    let error = reopened(&file, at(200)).unwrap_err();
    assert_eq!(error.code(), "store_no_backup");
    assert!(fs::read(&file).unwrap() == before);
    drop(home);
}

#[test]
fn damage_seen_while_working_is_looked_for_at_the_next_start() {
    let salon = Salon::new();
    booked(&salon, 60);
    salon.store.back_up(at(70)).unwrap();
    let (_home, file) = closed(salon);
    damage_appointments(&file);
    // Not suspicious: it was closed in good order, and what opening reads is whole.
    let (store, restored) = reopened(&file, at(200)).unwrap();
    assert_eq!(restored, None);
    let stumbled = store.read(|r| appointments::during(r, span(0, DAY)));
    assert!(matches!(stumbled, Err(StoreError::Corrupt)), "{stumbled:?}");
    drop(store);

    let (store, restored) = reopened(&file, at(201)).unwrap();
    assert!(restored.is_some());
    assert_eq!(starts(&store), [at(60)]);
}

#[test]
fn what_was_to_be_booked_in_calcom_is_sought_there_first() {
    let salon = Salon::new();
    let id = booked(&salon, 60);
    write(&salon.store, |tx| {
        let mapping = Mapping {
            service: salon.colour,
            segment_key: "K0".to_owned(),
            staff: salon.anna,
            event_type_id: 7,
            child_event_type_id: None,
            managed: false,
            slug: "kamm-440-a-s1".to_owned(),
            minutes: 30,
            lengths: Vec::new(),
            silent: false,
            resolved_at: at(0),
        };
        event_map::put(tx, &mapping, at(0))?;
        want(tx, id, Priority::Interactive, at(0))
    });
    salon.store.back_up(at(0)).unwrap();
    let (_home, file) = closed(salon);
    damage(&file);

    let (store, _) = reopened(&file, at(200)).unwrap();
    let doubts = read(&store, |r| operation::open_of(r, id));
    assert_eq!(doubts.len(), 1);
    assert_eq!(doubts[0].kind, OperationKind::Create);
    assert_eq!(doubts[0].state, OperationState::Uncertain);
    assert_eq!(doubts[0].lost_at, Some(at(200)));
    assert_eq!(
        read(&store, |r| task::find(r, id)).unwrap().state,
        TaskState::Uncertain
    );
    let standing = read(&store, |r| phase::of(r, id));
    assert!(
        standing
            .iter()
            .all(|one| one.state == PhaseState::Uncertain)
    );
}

#[test]
fn a_backup_put_in_place_by_hand_keeps_the_book_that_was_there() {
    let salon = Salon::new();
    booked(&salon, 60);
    let elsewhere = salon.home.path().join("stick.db");
    salon.store.backup(&elsewhere).unwrap();
    booked(&salon, 120);
    let busy = Store::restore(salon.file(), Some(&elsewhere), at(200), &no_note).unwrap_err();
    assert!(matches!(busy, StoreError::Busy));
    let (home, file) = closed(salon);

    let letter = home.path().join("letter.txt");
    fs::write(&letter, "Liebe Mia").unwrap();
    let refused = Store::restore(&file, Some(&letter), at(200), &no_note).unwrap_err();
    assert!(
        matches!(refused, StoreError::Corrupt | StoreError::NotOurs),
        "{refused:?}"
    );

    let Restored { kept_as, loss } =
        Store::restore(&file, Some(&elsewhere), at(200), &no_note).unwrap();
    let missing = loss.missing.unwrap();
    assert_eq!(missing.appointments, [at(120)]);
    assert_eq!(
        starts(&Store::open(&file, Options::default()).unwrap()),
        [at(60)]
    );
    let before = Store::open(kept_as.unwrap(), Options::default()).unwrap();
    assert_eq!(starts(&before), [at(60), at(120)]);
}

#[test]
fn a_book_that_was_put_aside_comes_back_with_what_is_still_in_its_log() {
    let salon = Salon::new();
    booked(&salon, 60);
    // As a crash leaves it: nothing has been carried over from the log.
    let aside = salon.home.path().join("aside.db");
    for end in ["", "-wal"] {
        let beside = |file: &Path| PathBuf::from(format!("{}{end}", file.display()));
        fs::copy(beside(&salon.file()), beside(&aside)).unwrap();
    }
    let (_home, file) = closed(salon);
    fs::remove_file(&file).unwrap();

    Store::restore(&file, Some(&aside), at(200), &no_note).unwrap();
    let store = Store::open(&file, Options::default()).unwrap();
    assert_eq!(starts(&store), [at(60)]);
}

#[cfg(unix)]
#[test]
fn what_comes_back_is_for_its_owner_alone_whatever_the_rights_of_the_backup() {
    use std::os::unix::fs::PermissionsExt as _;
    for rights in [0o444, 0o644] {
        let salon = Salon::new();
        booked(&salon, 60);
        let stick = salon.home.path().join("stick.db");
        salon.store.backup(&stick).unwrap();
        fs::set_permissions(&stick, fs::Permissions::from_mode(rights)).unwrap();
        let (_home, file) = closed(salon);

        Store::restore(&file, Some(&stick), at(200), &no_note).unwrap();
        assert_eq!(
            fs::metadata(&file).unwrap().permissions().mode() & 0o777,
            0o600
        );
    }
}

#[test]
fn the_newest_backup_is_the_one_that_has_come_furthest_whatever_it_is_called() {
    let salon = Salon::new();
    booked(&salon, 60);
    // The clock was a year ahead then.
    salon.store.back_up(at(365 * DAY)).unwrap();
    booked(&salon, 120);
    let good = salon.store.back_up(at(DAY)).unwrap();
    let (_home, file) = closed(salon);
    damage(&file);

    let (store, restored) = reopened(&file, at(2 * DAY)).unwrap();
    assert_eq!(restored.unwrap().loss.since, good.taken_at);
    assert_eq!(starts(&store), [at(60), at(120)]);
}

#[test]
fn a_book_that_was_brought_back_comes_after_the_backups_that_were_given_up() {
    let salon = Salon::new();
    booked(&salon, 60);
    let wanted = salon.store.back_up(at(0)).unwrap();
    booked(&salon, 120);
    booked(&salon, 180);
    salon.store.back_up(at(DAY)).unwrap();
    let (_home, file) = closed(salon);
    Store::restore(&file, Some(&wanted.path), at(2 * DAY), &no_note).unwrap();
    let again = Salon::opened(&file);
    booked(&again, 240);
    again.store.back_up(at(2 * DAY)).unwrap();
    drop(again);
    damage(&file);

    let (store, _) = reopened(&file, at(3 * DAY)).unwrap();
    assert_eq!(starts(&store), [at(60), at(240)]);
}
