//! The schema as a list of steps, compiled in. Released steps never change; new ones are added at the end.

use include_dir::{Dir, include_dir};
use rusqlite::Connection;
use rusqlite_migration::{M, Migrations};

use crate::StoreError;

static STEPS: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/../../../migrations");

/// The version that [`upgrade`] leads to.
pub(crate) fn latest() -> i64 {
    i64::try_from(STEPS.dirs().count()).unwrap_or(i64::MAX)
}

/// All missing steps in one transaction: afterwards the file is at [`latest`] or as it was.
///
/// Foreign keys are off meanwhile, because a step may put another table in the place of one that others point to, and dropping the old
/// one must not take their rows along. Before the transaction ends every row has to point to something that is there.
pub(crate) fn upgrade(conn: &mut Connection) -> Result<(), StoreError> {
    conn.pragma_update(None, "foreign_keys", false)?;
    let upgraded = steps().and_then(|steps| steps.to_latest(conn).map_err(plain));
    conn.pragma_update(None, "foreign_keys", true)?;
    upgraded
}

fn steps() -> Result<Migrations<'static>, StoreError> {
    let mut folders: Vec<_> = STEPS.dirs().collect();
    folders.sort_by_key(|folder| folder.path());
    let step = |folder: &&'static Dir<'static>| {
        let up = folder
            .get_file(folder.path().join("up.sql"))?
            .contents_utf8()?;
        Some(M::up(up).foreign_key_check())
    };
    let all: Option<Vec<_>> = folders.iter().map(step).collect();
    all.map(Migrations::new).ok_or_else(|| {
        plain(rusqlite_migration::Error::FileLoad(
            "a step without its up.sql".to_owned(),
        ))
    })
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
