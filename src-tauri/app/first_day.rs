//! The day that the window shows first, read while the window's own processes come up: they take longer than the book does.

use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;
use serde_json::value::{RawValue, to_raw_value};
use store::Revision;
use tokio::task::JoinHandle;

use super::opening::{Shown, opens_on};
use crate::{
    problem::Problem,
    reception::{Book, blocking},
};

/// What was read ahead, until it is asked for.
#[derive(Default)]
pub(super) struct FirstDay(Mutex<Option<Reading>>);

type Reading = JoinHandle<Result<Sheet, Problem>>;

/// A day as the window takes it.
struct Sheet {
    date: String,
    revision: Revision,
    view: Box<RawValue>,
}

impl FirstDay {
    /// Begins to read. Must be called within a tokio runtime.
    pub(super) fn read_ahead(&self, book: Book, demo: Option<&Shown>) {
        let shown = demo.map(|demo| demo.date.clone());
        let reading = tokio::task::spawn_blocking(move || {
            let now = Timestamp::now();
            let date = match shown {
                Some(date) => date,
                None => opens_on(None, &book.salon()?, now),
            };
            read(&book, date)
        });
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(reading);
    }

    /// The day `date`: what was read ahead, unless the book has changed since.
    ///
    /// # Errors
    /// The desk's own.
    pub(super) async fn on(&self, book: &Book, date: &str) -> Result<Box<RawValue>, Problem> {
        let reading = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(reading) = reading
            && let Ok(Ok(sheet)) = reading.await
            && sheet.date == date
            && sheet.revision == book.store.revision()
        {
            return Ok(sheet.view);
        }
        let (book, date) = (book.clone(), date.to_owned());
        blocking(move || read(&book, date))
            .await?
            .map(|sheet| sheet.view)
    }
}

fn read(book: &Book, date: String) -> Result<Sheet, Problem> {
    let day = book.desk.sheet(&date, Timestamp::now())?;
    let view = to_raw_value(&day).map_err(|error| Problem::new("internal", error.to_string()))?;
    Ok(Sheet {
        date,
        revision: Revision(day.revision),
        view,
    })
}
