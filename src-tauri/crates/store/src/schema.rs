//! The schema as a list of steps, compiled in. Released steps never change; new ones are added at the end.

use include_dir::{Dir, include_dir};
use rusqlite::Connection;
use rusqlite_migration::Migrations;

use crate::StoreError;

static STEPS: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/../../../migrations");

/// The version that [`upgrade`] leads to.
pub(crate) fn latest() -> i64 {
    i64::try_from(STEPS.dirs().count()).unwrap_or(i64::MAX)
}

/// All missing steps in one transaction: afterwards the file is at [`latest`] or as it was.
pub(crate) fn upgrade(conn: &mut Connection) -> Result<(), StoreError> {
    Migrations::from_directory(&STEPS)
        .map_err(plain)?
        .to_latest(conn)
        .map_err(plain)
}

fn plain(error: rusqlite_migration::Error) -> StoreError {
    if let rusqlite_migration::Error::RusqliteError { err, .. } = error {
        return err.into();
    }
    StoreError::Inaccessible {
        doing: "bringing its schema up to date",
        source: Box::new(error),
    }
}
