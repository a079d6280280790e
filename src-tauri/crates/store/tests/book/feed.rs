//! The change feed tells of commits only, and of all of them.

use jiff::Timestamp;
use store::{Options, Revision, Store, StoreError, Topic};

fn open(home: &tempfile::TempDir) -> Store {
    Store::open(home.path().join("salon.db"), Options::default()).unwrap()
}

fn note(store: &Store, topic: Topic, entity: i64) {
    store
        .write(|tx| tx.changed(topic, Some(entity), Timestamp::UNIX_EPOCH))
        .unwrap();
}

#[test]
fn a_watcher_hears_of_a_change_after_the_commit_and_not_before() {
    let home = tempfile::tempdir().unwrap();
    let store = open(&home);
    let watch = store.watch();

    store
        .write(|tx| {
            tx.changed(Topic::Appointments, Some(7), Timestamp::UNIX_EPOCH)?;
            assert!(!watch.has_changed().unwrap());
            assert_eq!(tx.revision()?, Revision(1));
            assert_eq!(store.revision(), Revision(0));
            Ok::<_, StoreError>(())
        })
        .unwrap();

    assert!(watch.has_changed().unwrap());
    assert_eq!(store.revision(), Revision(1));
}

#[test]
fn what_is_rolled_back_is_not_told_and_leaves_no_hole() {
    let home = tempfile::tempdir().unwrap();
    let store = open(&home);
    note(&store, Topic::Customers, 1);
    let watch = store.watch();

    let refused: Result<(), StoreError> = store.write(|tx| {
        tx.changed(Topic::Customers, Some(2), Timestamp::UNIX_EPOCH)?;
        Err(StoreError::Overlap)
    });
    assert!(matches!(refused, Err(StoreError::Overlap)));
    assert!(!watch.has_changed().unwrap());

    note(&store, Topic::Customers, 3);
    let changes = store.changes_since(Revision(1)).unwrap();
    assert_eq!(changes.revision, Revision(2));
    assert!(changes.entities.iter().eq(&[(Topic::Customers, 3)]));
    assert!(changes.complete);
}

#[test]
fn a_panic_in_a_transaction_rolls_it_back_and_the_book_goes_on() {
    let home = tempfile::tempdir().unwrap();
    let store = open(&home);

    let clone = store.clone();
    let panicked = std::thread::spawn(move || {
        clone.write(|tx| -> Result<(), StoreError> {
            tx.changed(Topic::Staff, Some(1), Timestamp::UNIX_EPOCH)?;
            panic!("as a test wants it");
        })
    });
    assert!(panicked.join().is_err());

    note(&store, Topic::Staff, 2);
    let changes = store.changes_since(Revision(0)).unwrap();
    assert!(changes.entities.iter().eq(&[(Topic::Staff, 2)]));
}

#[test]
fn who_asks_for_more_than_is_remembered_is_told_to_read_everything() {
    let home = tempfile::tempdir().unwrap();
    let options = Options {
        keep_changes: 3,
        ..Options::default()
    };
    let store = Store::open(home.path().join("salon.db"), options).unwrap();
    for entity in 1..=10 {
        note(&store, Topic::Services, entity);
    }

    assert!(!store.changes_since(Revision(6)).unwrap().complete);
    let rest = store.changes_since(Revision(7)).unwrap();
    assert!(rest.complete);
    assert_eq!(rest.entities.len(), 3);
}

#[test]
fn a_revision_of_a_later_state_is_not_taken_for_up_to_date() {
    let home = tempfile::tempdir().unwrap();
    let store = open(&home);
    note(&store, Topic::Review, 1);

    assert!(!store.changes_since(Revision(5)).unwrap().complete);
    assert!(store.changes_since(Revision(1)).unwrap().complete);
}

#[test]
fn revisions_go_on_where_they_were_after_the_book_was_closed() {
    let home = tempfile::tempdir().unwrap();
    let store = open(&home);
    note(&store, Topic::Account, 1);
    drop(store);

    let store = open(&home);
    assert_eq!(store.revision(), Revision(1));
    note(&store, Topic::Account, 1);
    assert_eq!(store.revision(), Revision(2));
}
