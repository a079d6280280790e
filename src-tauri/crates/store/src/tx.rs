//! What row modules are given: a consistent view, or a view that may also write.

use std::{cell::Cell, ops::Deref};

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Params};

use crate::{
    Revision, StoreError, Topic, change,
    row::{Columns, Row},
};

/// A view of the book that does not change while it is looked at.
#[derive(Debug)]
pub struct Read<'a> {
    conn: &'a Connection,
    damaged: Cell<bool>,
}

/// The one write transaction. What it wrote is seen by its own reads and by nobody else before the commit.
#[derive(Debug)]
pub struct Tx<'a> {
    read: Read<'a>,
    keep_changes: u32,
    revision: Cell<Option<Revision>>,
}

impl<'a> Read<'a> {
    pub(crate) fn new(conn: &'a Connection) -> Self {
        Self {
            conn,
            damaged: Cell::new(false),
        }
    }

    /// Whether something was found damaged, whatever became of the error.
    pub(crate) fn saw_damage(&self) -> bool {
        self.damaged.get()
    }

    fn heed<T>(&self, done: rusqlite::Result<T>) -> Result<T, StoreError> {
        done.map_err(|error| {
            let error = StoreError::from(error);
            if matches!(error, StoreError::Corrupt) {
                self.damaged.set(true);
            }
            error
        })
    }

    /// How far the book has come, in this view.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn revision(&self) -> Result<Revision, StoreError> {
        change::revision(self)
    }

    /// The first row of a query, if there is one. Statements stay prepared, so `sql` is a constant.
    pub(crate) fn one<T>(
        &self,
        sql: &'static str,
        params: impl Params,
        decode: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Option<T>, StoreError> {
        let mut statement = self.heed(self.conn.prepare_cached(sql))?;
        let columns = Columns::default();
        let found = statement.query_row(params, |row| decode(&Row::new(row, &columns)));
        self.heed(found.optional())
    }

    /// All rows of a query.
    pub(crate) fn all<T>(
        &self,
        sql: &'static str,
        params: impl Params,
        mut decode: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, StoreError> {
        let mut statement = self.heed(self.conn.prepare_cached(sql))?;
        let columns = Columns::default();
        let rows = statement.query_map(params, |row| decode(&Row::new(row, &columns)));
        let rows = self.heed(rows)?;
        self.heed(rows.collect())
    }
}

impl<'a> Tx<'a> {
    pub(crate) fn new(conn: &'a Connection, keep_changes: u32) -> Self {
        Self {
            read: Read::new(conn),
            keep_changes,
            revision: Cell::new(None),
        }
    }

    /// Notes what this transaction changed; told to everybody who watches once it is committed.
    ///
    /// # Errors
    /// The book cannot be written.
    pub fn changed(
        &self,
        topic: Topic,
        entity: Option<i64>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let revision = change::record(self, topic, entity, now, self.keep_changes)?;
        self.revision.set(Some(revision));
        Ok(())
    }

    /// The last revision that this transaction recorded.
    pub(crate) fn recorded(&self) -> Option<Revision> {
        self.revision.get()
    }

    /// A statement that changes rows; answers how many.
    pub(crate) fn run(&self, sql: &'static str, params: impl Params) -> Result<usize, StoreError> {
        let mut statement = self.heed(self.conn.prepare_cached(sql))?;
        self.heed(statement.execute(params))
    }

    /// Changes exactly the row that is meant; [`StoreError::Missing`] if there is none.
    pub(crate) fn run_one(
        &self,
        table: &'static str,
        sql: &'static str,
        params: impl Params,
    ) -> Result<(), StoreError> {
        match self.run(sql, params)? {
            0 => Err(StoreError::Missing(table)),
            _ => Ok(()),
        }
    }

    /// Inserts one row; answers its id.
    pub(crate) fn insert(&self, sql: &'static str, params: impl Params) -> Result<i64, StoreError> {
        let mut statement = self.heed(self.conn.prepare_cached(sql))?;
        self.heed(statement.insert(params))
    }
}

impl<'a> Deref for Tx<'a> {
    type Target = Read<'a>;

    fn deref(&self) -> &Read<'a> {
        &self.read
    }
}
