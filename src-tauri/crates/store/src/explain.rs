//! How SQLite goes about a query, for tests that a question does not read a whole table.

use rusqlite::Params;

use crate::{Options, Store, StoreError};

/// The steps, one in a line, in an empty book.
pub(crate) fn way(sql: &str, params: impl Params) -> String {
    let home = tempfile::tempdir().unwrap();
    let store = Store::open(home.path().join("book.db"), Options::default()).unwrap();
    let explain: &'static str = Box::leak(format!("EXPLAIN QUERY PLAN {sql}").into_boxed_str());
    let steps: Result<Vec<String>, StoreError> =
        store.read(|read| read.all(explain, params, |row| row.get(3)));
    steps.unwrap().join("\n")
}
