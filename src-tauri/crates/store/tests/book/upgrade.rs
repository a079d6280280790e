//! An older book is copied, then brought up to date in one step; a copy is a whole book.

use std::path::{Path, PathBuf};

use rusqlite::Connection;
use store::{Options, Store, StoreError, staff, sync};
use tempfile::TempDir;

use crate::fixture::{Salon, read, span};

const FIRST_STEP: &str = include_str!("../../../../../migrations/01-book/up.sql");

fn open(file: &Path) -> Result<Store, StoreError> {
    Store::open(file, Options::default())
}

/// A book as the first version left it, with one staff member.
fn old_book() -> (TempDir, PathBuf) {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("salon.db");
    let conn = Connection::open(&file).unwrap();
    conn.execute_batch(FIRST_STEP).unwrap();
    conn.execute_batch(
        "PRAGMA application_id = 0x4B616D6D; PRAGMA user_version = 1; PRAGMA journal_mode = WAL;
         INSERT INTO staff (name) VALUES ('Anna Albrecht');",
    )
    .unwrap();
    (home, file)
}

fn version(file: &Path) -> i64 {
    let conn = Connection::open(file).unwrap();
    conn.pragma_query_value(None, "user_version", |row| row.get(0))
        .unwrap()
}

fn copies(file: &Path) -> Vec<PathBuf> {
    let names = file.parent().unwrap().read_dir().unwrap();
    let paths = names.map(|entry| entry.unwrap().path());
    paths
        .filter(|path| path.to_string_lossy().contains("before"))
        .collect()
}

#[test]
fn an_older_book_is_copied_before_it_is_brought_up_to_date() {
    let (_home, file) = old_book();
    let store = open(&file).unwrap();

    assert_eq!(read(&store, staff::all)[0].name, "Anna Albrecht");
    drop(store);
    let ours = version(&file);
    assert!(ours > 1);
    let copy = file.with_file_name(format!("salon.before-{ours}.db"));
    assert_eq!(copies(&file), std::slice::from_ref(&copy));
    assert_eq!(version(&copy), 1);
    let anna: String = Connection::open(&copy)
        .unwrap()
        .query_row("SELECT name FROM staff", (), |row| row.get(0))
        .unwrap();
    assert_eq!(anna, "Anna Albrecht");
}

#[test]
fn a_new_book_and_a_current_one_are_not_copied() {
    let Salon { home, store, .. } = Salon::new();
    let file = home.path().join("salon.db");
    drop(store);
    drop(open(&file).unwrap());
    assert!(copies(&file).is_empty());
}

#[test]
fn a_step_that_fails_leaves_the_book_as_it_was() {
    let (_home, file) = old_book();
    let in_the_way = "CREATE TABLE account (x INTEGER) STRICT";
    Connection::open(&file)
        .unwrap()
        .execute_batch(in_the_way)
        .unwrap();

    open(&file).unwrap_err();

    assert_eq!(version(&file), 1);
    let tables: i64 = Connection::open(&file)
        .unwrap()
        .query_row(
            "SELECT count(*) FROM sqlite_schema WHERE name = 'sync_tasks'",
            (),
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(tables, 0);
    assert_eq!(copies(&file).len(), 1);
}

#[test]
fn a_copy_is_a_whole_book_of_one_moment() {
    let salon = Salon::new();
    salon.book(&[(salon.works(), 0, 30)]).unwrap();
    let copy = salon.home.path().join("copy.db");

    // Even while somebody writes: what is not committed is not in it.
    let unfinished: Result<(), StoreError> = salon.store.write(|tx| {
        staff::set_calcom_user(tx, salon.anna, Some(7))?;
        salon.store.backup(&copy)?;
        Err(StoreError::Overlap)
    });
    assert!(matches!(unfinished, Err(StoreError::Overlap)));

    let restored = open(&copy).unwrap();
    restored.integrity_check().unwrap();
    let anna = read(&restored, |r| staff::find(r, salon.anna)).unwrap();
    assert_eq!(anna.calcom_user_id, None);
    let booked = read(&restored, |r| store::appointments::during(r, span(0, 30)));
    assert_eq!(booked.len(), 1);
}

#[test]
fn a_copy_never_replaces_a_file() {
    let salon = Salon::new();
    for name in ["salon.db", "letter.txt"] {
        let there = salon.home.path().join(name);
        if !there.exists() {
            std::fs::write(&there, "Liebe Mia").unwrap();
        }
        let before = std::fs::read(&there).unwrap();
        let error = salon.store.backup(&there).unwrap_err();
        assert_eq!(error.code(), "store_inaccessible");
        assert!(std::fs::read(&there).unwrap() == before);
    }
}

#[test]
fn what_happened_to_an_appointment_survives_the_step_that_rebuilds_the_table() {
    let (_home, file) = old_book();
    Connection::open(&file)
        .unwrap()
        .execute_batch(
            "INSERT INTO customers (uid, name, folded, created_at) VALUES ('c', 'Erika Muster', 'erika muster', 1);
             INSERT INTO services (name) VALUES ('Herrenschnitt');
             INSERT INTO appointments (uid, customer_id, service_id, staff_id, origin, start_at, end_at, civil_start, zone,
                                       created_at, updated_at)
                 VALUES ('018f0000-0000-7000-8000-000000000000', 1, 1, 1, 'desk', 3600, 5400, '1970-01-01T02:00:00', 'Europe/Berlin', 1, 1);
             INSERT INTO history (appointment_id, at, origin, action, detail) VALUES (1, 7, 'phone', 'booked', '{\"to\":\"x\"}');",
        )
        .unwrap();

    let store = open(&file).unwrap();

    let history = read(&store, |r| {
        store::history::of_appointment(r, salon::AppointmentId(1))
    });
    let [entry] = history.as_slice() else {
        panic!("one entry: {history:?}")
    };
    assert_eq!(entry.action, store::history::Action::Booked);
    assert_eq!(entry.origin, store::appointments::Origin::Phone);
    assert_eq!(entry.detail["to"], "x");
    store.integrity_check().unwrap();
}

/// A book as the step before the tables of phases and tasks were rebuilt left it, with an appointment that is booked in Cal.com, one that is
/// gone, and a call whose answer is lost.
fn book_before_days() -> (TempDir, PathBuf) {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("salon.db");
    let conn = Connection::open(&file).unwrap();
    let migrations = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../migrations");
    let mut steps: Vec<_> = migrations
        .read_dir()
        .unwrap()
        .map(|step| step.unwrap().path())
        .collect();
    steps.sort();
    let days = steps.iter().position(|step| step.ends_with("16-days"));
    for step in &steps[..days.unwrap()] {
        let up = std::fs::read_to_string(step.join("up.sql")).unwrap();
        conn.execute_batch(&up).unwrap();
    }
    let version = days.unwrap();
    conn.execute_batch(&format!(
        "PRAGMA application_id = 0x4B616D6D; PRAGMA user_version = {version}; PRAGMA journal_mode = WAL; PRAGMA foreign_keys = ON;
         INSERT INTO staff (name, calcom_user_id) VALUES ('Anna Albrecht', 3);
         INSERT INTO block_types VALUES (1, 77, 'kamm-block-s1', 30, '[]', 1);
         INSERT INTO customers (uid, name, folded, created_at) VALUES ('c', 'Erika Muster', 'erika muster', 1);
         INSERT INTO services (name) VALUES ('Ansatzfärbung');
         INSERT INTO appointments (uid, customer_id, service_id, staff_id, origin, start_at, end_at, civil_start, zone, created_at, updated_at)
             VALUES ('018f0000-0000-7000-8000-000000000000', 1, 1, 1, 'desk', 3600, 9000, '1970-01-01T02:00:00', 'Europe/Berlin', 1, 1);
         INSERT INTO phases (id, uid, appointment_id, sequence, key, kind, bookable, staff_id, occupies_staff_id, start_at, end_at) VALUES
             (4, '018f0000-0000-7000-8000-000000000004', 1, 0, 'A', 'staff', NULL, 1, 1, 3600, 5400),
             (5, '018f0000-0000-7000-8000-000000000005', 1, 1, 'GAP_A', 'gap', 0, 1, 1, 5400, 7200),
             (6, '018f0000-0000-7000-8000-000000000006', 1, 2, 'B', 'staff', NULL, 1, 1, 7200, 9000),
             (9, '018f0000-0000-7000-8000-000000000009', 1, 3, 'C', 'staff', NULL, 1, NULL, 9000, 9600);
         DELETE FROM phases WHERE id = 9;
         INSERT INTO phase_sync (phase_id, state, since) VALUES (4, 'synced', 2), (6, 'uncertain', 2);
         INSERT INTO sync_tasks (id, appointment_id, state, due_at, wanted_at, updated_at) VALUES (7, 1, 'uncertain', 5, 2, 3);
         INSERT INTO bookings (uid, booking_id, phase_id, staff_id, start_at, end_at, state, seen_at) VALUES ('b', 1, 4, 1, 3600, 5400, 'live', 3);
         INSERT INTO operations (task_id, phase_id, kind, event_type_id, start_at, end_at, attempt, state, boot, sent_at, lost_at)
             VALUES (7, 6, 'create', 5, 7200, 9000, 0, 'uncertain', 'x', 3, 4);
         INSERT INTO review (code, appointment_id, phase_id, opened_at) VALUES ('slot_taken', 1, 6, 3);"
    ))
    .unwrap();
    (home, file)
}

#[test]
fn appointments_tasks_and_journal_survive_the_step_that_rebuilds_their_tables() {
    let (_home, file) = book_before_days();
    let store = open(&file).unwrap();

    let id = salon::AppointmentId(1);
    let comb = read(&store, |r| store::phases::of_appointment(r, id));
    let rows: Vec<_> = comb.iter().map(|phase| phase.id.0).collect();
    assert_eq!(rows, [4, 5, 6]);
    let task = read(&store, |r| sync::task::find(r, id)).unwrap();
    assert_eq!((task.id, task.subject), (7, id.into()));
    let lost = read(&store, |r| sync::operation::open_of(r, id));
    assert_eq!((lost.len(), lost[0].task, lost[0].phase.0), (1, 7, 6));
    assert_eq!(read(&store, |r| sync::booking::of(r, id)).len(), 1);
    assert_eq!(read(&store, |r| sync::phase::of(r, id)).len(), 2);
    assert_eq!(read(&store, sync::review::list).len(), 1);
    store.integrity_check().unwrap();
    drop(store);

    let conn = Connection::open(&file).unwrap();
    let dangling = |conn: &Connection| -> i64 {
        let sql = "SELECT count(*) FROM pragma_foreign_key_check";
        conn.query_row(sql, (), |row| row.get(0)).unwrap()
    };
    assert_eq!(dangling(&conn), 0);
    // Numbers of rows that are gone are not given away again, and nobody works on two at once.
    let insert = |start: i64| {
        conn.execute(
            "INSERT INTO phases (uid, appointment_id, sequence, key, kind, staff_id, occupies_staff_id, start_at, end_at)
             VALUES ('x', 1, 9, 'X', 'staff', 1, 1, ?1, ?1 + 1800)",
            [start],
        )
    };
    let refused = insert(8000).unwrap_err().to_string();
    assert!(refused.contains("phases overlap"), "{refused}");
    insert(9000).unwrap();
    assert_eq!(conn.last_insert_rowid(), 10);
    // And the tables that pointed to the old ones point to the new.
    conn.execute_batch("PRAGMA foreign_keys = ON; DELETE FROM bookings; DELETE FROM appointments;")
        .unwrap();
    let left: i64 = conn
        .query_row(
            "SELECT (SELECT count(*) FROM phases) + (SELECT count(*) FROM sync_tasks) + (SELECT count(*) FROM operations)
                + (SELECT count(*) FROM phase_sync) + (SELECT count(*) FROM review)",
            (),
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(left, 0);
}

#[test]
fn a_row_that_points_nowhere_keeps_the_book_as_it_was() {
    let (_home, file) = book_before_days();
    let before = version(&file);
    let conn = Connection::open(&file).unwrap();
    conn.execute_batch(
        "PRAGMA foreign_keys = OFF;
         INSERT INTO phase_sync (phase_id, state, since) VALUES (99, 'waiting', 2);",
    )
    .unwrap();
    drop(conn);
    open(&file).unwrap_err();
    assert_eq!(version(&file), before);
}
