//! How values become columns and columns values.

use std::{
    cell::{Cell, RefCell},
    fmt::Display,
    str::FromStr,
};

use jiff::Timestamp;
use rusqlite::{
    ToSql,
    types::{FromSql, FromSqlError, FromSqlResult, ToSqlOutput, Type, ValueRef},
};
use salon::Span;
use uuid::Uuid;

use crate::time::{from_seconds, to_seconds};

/// A row of an answer.
pub(crate) struct Row<'a> {
    row: &'a rusqlite::Row<'a>,
    columns: &'a Columns,
}

/// Where the columns of an answer are. All its rows are asked for the same ones in the same order, so that a name is looked for among them
/// once and not in each row anew: on a full day that took longer than reading it.
#[derive(Debug, Default)]
pub(crate) struct Columns {
    known: RefCell<Vec<(&'static str, usize)>>,
    turn: Cell<usize>,
}

/// What a column is meant by: its name, or its place.
pub(crate) trait Column {
    fn place(self, row: &Row<'_>) -> rusqlite::Result<usize>;
}

impl Column for usize {
    fn place(self, _: &Row<'_>) -> rusqlite::Result<usize> {
        Ok(self)
    }
}

impl Column for &'static str {
    fn place(self, row: &Row<'_>) -> rusqlite::Result<usize> {
        let turn = row.columns.turn.get();
        row.columns.turn.set(turn + 1);
        let mut known = row.columns.known.borrow_mut();
        match known.get(turn) {
            Some((name, place)) if *name == self => Ok(*place),
            _ => {
                let place = row.row.as_ref().column_index(self)?;
                known.truncate(turn);
                known.push((self, place));
                Ok(place)
            }
        }
    }
}

impl<'a> Row<'a> {
    pub(crate) fn new(row: &'a rusqlite::Row<'a>, columns: &'a Columns) -> Self {
        columns.turn.set(0);
        Self { row, columns }
    }

    pub(crate) fn get<C: Column, T: FromSql>(&self, column: C) -> rusqlite::Result<T> {
        self.row.get(column.place(self)?)
    }
}

/// An instant as a column.
#[derive(Debug, Clone, Copy)]
pub(crate) struct At(pub(crate) Timestamp);

impl ToSql for At {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(to_seconds(self.0).into())
    }
}

impl FromSql for At {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        from_seconds(value.as_i64()?)
            .map(Self)
            .map_err(|e| FromSqlError::Other(Box::new(e)))
    }
}

/// The instant in `column`.
pub(crate) fn at(row: &Row<'_>, column: &'static str) -> rusqlite::Result<Timestamp> {
    row.get::<_, At>(column).map(|at| at.0)
}

/// The instant in `column`, if there is one.
pub(crate) fn maybe_at(row: &Row<'_>, column: &'static str) -> rusqlite::Result<Option<Timestamp>> {
    Ok(row.get::<_, Option<At>>(column)?.map(|at| at.0))
}

/// The columns `start_at` and `end_at`.
pub(crate) fn span(row: &Row<'_>) -> rusqlite::Result<Span> {
    Ok(Span {
        start: at(row, "start_at")?,
        end: at(row, "end_at")?,
    })
}

/// A name that is unique in the world, as a column.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Uid(pub(crate) Uuid);

impl ToSql for Uid {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.0.to_string().into())
    }
}

impl FromSql for Uid {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        Uuid::try_parse(value.as_str()?)
            .map(Self)
            .map_err(|e| FromSqlError::Other(Box::new(e)))
    }
}

/// Lengths in minutes as a column: a JSON array.
#[derive(Debug, Clone)]
pub(crate) struct Minutes(pub(crate) Vec<u16>);

impl ToSql for Minutes {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        let array = serde_json::Value::from_iter(self.0.iter().copied());
        Ok(array.to_string().into())
    }
}

impl FromSql for Minutes {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        serde_json::from_str(value.as_str()?)
            .map(Self)
            .map_err(|e| FromSqlError::Other(Box::new(e)))
    }
}

/// The uid in the column `uid`.
pub(crate) fn uid(row: &Row<'_>) -> rusqlite::Result<Uuid> {
    row.get::<_, Uid>("uid").map(|uid| uid.0)
}

/// Civil time as a column, readable: `2026-11-27`, `2026-11-27T09:30:00`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Civil<T>(pub(crate) T);

impl<T: Display> ToSql for Civil<T> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.0.to_string().into())
    }
}

impl<T: FromStr<Err = jiff::Error>> FromSql for Civil<T> {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        value
            .as_str()?
            .parse()
            .map(Self)
            .map_err(|e: jiff::Error| FromSqlError::Other(Box::new(e)))
    }
}

/// The instant in `column` in somebody else's words, to the millisecond.
pub(crate) fn maybe_word(
    row: &Row<'_>,
    column: &'static str,
) -> rusqlite::Result<Option<Timestamp>> {
    Ok(row
        .get::<_, Option<Civil<Timestamp>>>(column)?
        .map(|at| at.0))
}

/// That `column` holds what the schema should have kept out.
pub(crate) fn not_understood(row: &Row<'_>, column: &'static str) -> rusqlite::Error {
    let index = column.place(row).unwrap_or_default();
    rusqlite::Error::FromSqlConversionFailure(index, Type::Null, "not understood".into())
}

/// Row numbers as one parameter: `IN (SELECT value FROM json_each(?1))`.
pub(crate) fn list(ids: impl IntoIterator<Item = i64>) -> String {
    serde_json::Value::from_iter(ids).to_string()
}

/// An enum that is stored as one of a few words, the same words that the schema's CHECK lists.
macro_rules! words {
    (
        $(#[$meta:meta])*
        pub enum $name:ident { $($(#[$doc:meta])* $variant:ident = $word:literal),+ $(,)? }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$doc])* $variant),+ }

        impl $name {
            /// The word in the book.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// The value that `word` stands for.
            #[must_use]
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)+ _ => None }
            }
        }

        impl rusqlite::ToSql for $name {
            fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
                Ok(self.as_str().into())
            }
        }

        impl rusqlite::types::FromSql for $name {
            fn column_result(
                value: rusqlite::types::ValueRef<'_>,
            ) -> rusqlite::types::FromSqlResult<Self> {
                Self::from_word(value.as_str()?).ok_or(rusqlite::types::FromSqlError::InvalidType)
            }
        }
    };
}
pub(crate) use words;
