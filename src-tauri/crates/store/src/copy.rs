//! A copy of the whole book, made while it is in use.

use std::{
    fs::{self, File},
    path::Path,
};

use rusqlite::Connection;

use crate::{StoreError, file};

/// Writes a compact copy of one moment to `to`, replacing what is there. It appears under its name only once it is
/// complete and on the disk.
pub(crate) fn copy(conn: &Connection, to: &Path) -> Result<(), StoreError> {
    copy_if(conn, to, |_| Ok(()))
}

/// The same, if `check` finds nothing wrong with the copy.
pub(crate) fn copy_if(
    conn: &Connection,
    to: &Path,
    check: impl FnOnce(&Path) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let partial = to.with_extension("partial");
    let written = fill(conn, &partial)
        .and_then(|()| check(&partial))
        .and_then(|()| {
            fs::rename(&partial, to)
                .and_then(|()| file::keep_names(to))
                .map_err(StoreError::file("writing a copy"))
        });
    if written.is_err() {
        // What went wrong before is what matters, not that its remains cannot be removed.
        let _ = fs::remove_file(&partial);
    }
    written
}

/// Writes the copy where it stands, for its owner's eyes only whatever the rights of what is copied; what is there is replaced.
pub(crate) fn fill(conn: &Connection, partial: &Path) -> Result<(), StoreError> {
    let Some(name) = partial.to_str() else {
        return Err(StoreError::file("naming a copy")(
            std::io::ErrorKind::InvalidFilename.into(),
        ));
    };
    // SQLite fills an empty file and keeps its rights.
    file::owner_only()
        .create(true)
        .truncate(true)
        .open(partial)
        .map_err(StoreError::file("writing a copy"))?;
    conn.execute("VACUUM INTO ?1", [name])?;
    File::open(partial)
        .and_then(|file| file.sync_all())
        .map_err(StoreError::file("keeping a copy"))
}
