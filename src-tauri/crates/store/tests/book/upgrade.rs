//! An older book is copied, then brought up to date in one step; a copy is a whole book.

use std::path::{Path, PathBuf};

use rusqlite::Connection;
use store::{Options, Store, StoreError, staff};
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
