//! What a book holds, row by row, seen by a foreign tool.

use std::path::Path;

use rusqlite::{Connection, OpenFlags, types::ValueRef};

/// Every row of every table, in a stable order. SQLite's own notes about its tables are left out: they change without any
/// change in the book.
pub fn dump(book: &Path) -> Vec<String> {
    let connection = Connection::open_with_flags(book, OpenFlags::SQLITE_OPEN_READ_WRITE).unwrap();
    let mut tables = connection
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_stat%' ORDER BY name")
        .unwrap();
    let names = tables.query_map((), |row| row.get::<_, String>(0)).unwrap();
    names
        .flat_map(|name| rows(&connection, &name.unwrap()))
        .collect()
}

fn rows(connection: &Connection, table: &str) -> Vec<String> {
    let mut all = connection
        .prepare(&format!("SELECT * FROM \"{table}\""))
        .unwrap();
    let columns = all.column_count();
    let mut found: Vec<String> = all
        .query_map((), |row| {
            let cells = (0..columns).map(|column| Ok(cell(row.get_ref(column)?)));
            Ok(format!(
                "{table}: {}",
                cells.collect::<rusqlite::Result<Vec<_>>>()?.join(" | ")
            ))
        })
        .unwrap()
        .map(Result::unwrap)
        .collect();
    found.sort();
    found
}

fn cell(value: ValueRef<'_>) -> String {
    match value {
        ValueRef::Null => "∅".to_owned(),
        ValueRef::Integer(number) => number.to_string(),
        ValueRef::Real(number) => number.to_string(),
        ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned(),
        ValueRef::Blob(bytes) => format!("{bytes:?}"),
    }
}
