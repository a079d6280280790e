//! The file belongs to one user and one process, and a file that is not ours is left alone.

use std::{
    fs,
    path::{Path, PathBuf},
};

use rusqlite::Connection;
use store::{Options, Store, StoreError};
use tempfile::TempDir;

use crate::{
    child::{self, Role},
    fixture::Salon,
};

fn open(file: &Path) -> Result<Store, StoreError> {
    Store::open(file, Options::default())
}

fn place() -> (TempDir, PathBuf) {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("salon.db");
    (home, file)
}

fn sqlite(file: &Path, sql: &str) {
    Connection::open(file).unwrap().execute_batch(sql).unwrap();
}

/// Refuses the file, and it is the same byte for byte afterwards.
fn refused_untouched(file: &Path) -> StoreError {
    let before = fs::read(file).unwrap();
    let error = open(file).unwrap_err();
    assert!(fs::read(file).unwrap() == before, "the file was changed");
    error
}

#[cfg(unix)]
#[test]
fn the_book_is_readable_for_its_owner_only() {
    use std::os::unix::fs::PermissionsExt as _;
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("kamm/friseur-1/salon.db");
    let store = open(&file).unwrap();
    let copy = home.path().join("copy.db");
    store.backup(&copy).unwrap();

    let rights = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(rights(file.parent().unwrap()), 0o700);
    for name in ["salon.db", "salon.db-wal", "salon.db-shm", "salon.lock"] {
        assert_eq!(rights(&file.with_file_name(name)), 0o600, "{name}");
    }
    assert_eq!(rights(&copy), 0o600);

    drop(store);
    fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
    let _store = open(&file).unwrap();
    assert_eq!(rights(&file), 0o600);
}

#[test]
fn a_second_opener_is_told_that_the_book_is_in_use() {
    let (_home, file) = place();
    let first = open(&file).unwrap();
    let clone = first.clone();
    assert!(matches!(open(&file), Err(StoreError::Busy)));

    drop(first);
    assert!(matches!(open(&file), Err(StoreError::Busy)));
    drop(clone);
    open(&file).unwrap();
}

#[test]
fn a_reader_beside_the_owner_sees_every_commit_and_writes_nothing() {
    let (_home, file) = place();
    let reading = || Store::open_reading(&file, Options::default());
    assert!(matches!(reading(), Err(StoreError::NoBook)));
    assert!(!file.exists(), "looking for a book must not make one");

    let salon = Salon::opened(&file);
    let beside = reading().unwrap();
    let names = |store: &Store| {
        store
            .read(store::staff::all)
            .unwrap()
            .into_iter()
            .map(|member| member.name)
            .collect::<Vec<_>>()
    };
    assert_eq!(names(&beside), names(&salon.store));
    let new = crate::fixture::member("Neue Kollegin", store::staff::Role::Stylist, 9);
    crate::fixture::write(&salon.store, |tx| store::staff::insert(tx, &new));
    assert!(names(&beside).contains(&"Neue Kollegin".to_owned()));

    let refused = beside.write(|tx| store::staff::insert(tx, &new));
    assert!(matches!(refused, Err(StoreError::OnlyReading)));
}

#[test]
fn another_process_keeps_the_book_until_it_ends() {
    let (_home, file) = place();
    let mut holder = Role::start("file::opens_and_waits", &file);
    assert_eq!(holder.hear().as_deref(), Some("open"));

    let error = open(&file).unwrap_err();
    assert!(matches!(error, StoreError::Busy));
    assert_eq!(error.code(), "store_busy");

    holder.dismiss();
    open(&file).unwrap();
}

#[test]
#[ignore = "the process that holds the book of another test"]
fn opens_and_waits() {
    let _store = open(&child::book()).unwrap();
    child::say("open");
    child::wait();
}

#[test]
fn a_file_that_is_no_database_is_left_alone() {
    let (_home, file) = place();
    for content in ["Termine 2026\nMia 9:30\n", "x"] {
        fs::write(&file, content).unwrap();
        assert!(matches!(refused_untouched(&file), StoreError::NotOurs));
    }
}

#[test]
fn somebody_elses_database_is_left_alone() {
    for sql in [
        "CREATE TABLE bookmarks (id INTEGER PRIMARY KEY)",
        "PRAGMA application_id = 252006675",
        "PRAGMA user_version = 3",
        "PRAGMA journal_mode = WAL; CREATE TABLE appointments (id INTEGER PRIMARY KEY)",
    ] {
        let (_home, file) = place();
        sqlite(&file, sql);
        assert!(
            matches!(refused_untouched(&file), StoreError::NotOurs),
            "{sql}"
        );
    }
}

#[test]
fn a_newer_book_is_left_alone() {
    let Salon { home, store, .. } = Salon::new();
    let file = home.path().join("salon.db");
    drop(store);
    sqlite(&file, "PRAGMA user_version = 99");

    let error = refused_untouched(&file);
    assert!(matches!(error, StoreError::Newer { file: 99, ours } if ours >= 2));
    assert_eq!(error.code(), "store_newer");
}

#[test]
fn a_truncated_book_is_reported_and_kept() {
    let Salon { home, store, .. } = Salon::new();
    let file = home.path().join("salon.db");
    drop(store);
    let whole = fs::read(&file).unwrap();
    fs::write(&file, &whole[..whole.len() / 2]).unwrap();

    assert!(matches!(refused_untouched(&file), StoreError::Corrupt));
}

#[test]
fn damage_inside_is_found_by_the_check() {
    let Salon { home, store, .. } = Salon::new();
    let file = home.path().join("salon.db");
    store.integrity_check().unwrap();
    drop(store);

    // An index that no longer tells what its table does: nothing else would notice.
    sqlite(
        &file,
        "PRAGMA writable_schema = ON;
         UPDATE sqlite_schema SET sql = replace(sql, '(folded)', '(name)') WHERE name = 'customers_by_name'",
    );
    let store = open(&file).unwrap();
    let error = store.integrity_check().unwrap_err();
    assert_eq!(error.code(), "store_corrupt");
}

#[test]
fn a_row_that_points_nowhere_is_found_by_the_check() {
    let salon = Salon::new();
    salon.book(&[(salon.works(), 0, 30)]).unwrap();
    sqlite(
        &salon.file(),
        "PRAGMA foreign_keys = OFF; DELETE FROM customers",
    );
    let error = salon.store.integrity_check().unwrap_err();
    assert!(matches!(error, StoreError::Corrupt));
}

#[test]
fn a_place_that_is_no_directory_is_reported() {
    let home = tempfile::tempdir().unwrap();
    let not_a_directory = home.path().join("note.txt");
    fs::write(&not_a_directory, "x").unwrap();

    let error = open(&not_a_directory.join("salon.db")).unwrap_err();
    assert_eq!(error.code(), "store_inaccessible");
}

/// The superuser may write everywhere, so another user has to try.
#[cfg(unix)]
#[test]
fn a_directory_that_may_only_be_read_is_reported() {
    use std::os::unix::{fs::PermissionsExt as _, process::CommandExt as _};
    let home = tempfile::tempdir().unwrap();
    fs::set_permissions(home.path(), fs::Permissions::from_mode(0o755)).unwrap();
    let locked = home.path().join("locked");
    fs::create_dir(&locked).unwrap();
    let program = home.path().join("tests");
    fs::copy(std::env::current_exe().unwrap(), &program).unwrap();
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o555)).unwrap();

    let mut command = std::process::Command::new(&program);
    if fs::write(locked.join("probe"), "").is_ok() {
        fs::remove_file(locked.join("probe")).unwrap();
        const NOBODY: u32 = 65_534;
        command.uid(NOBODY).gid(NOBODY);
    }
    let file = locked.join("salon.db");
    let mut child = Role::start_as(command, "file::says_why_it_cannot_open", &file);

    assert_eq!(child.hear().as_deref(), Some("store_inaccessible"));
    child.dismiss();
    assert_eq!(fs::read_dir(&locked).unwrap().count(), 0);
}

#[test]
#[ignore = "the other user of another test"]
fn says_why_it_cannot_open() {
    child::say(open(&child::book()).unwrap_err().code());
}
