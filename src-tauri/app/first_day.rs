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
    let day = book.desk.sheet(&date)?;
    let view = to_raw_value(&day).map_err(|error| Problem::new("internal", error.to_string()))?;
    Ok(Sheet {
        date,
        revision: Revision(day.revision),
        view,
    })
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::reception::{Place, SalonSettings};

    /// A sample book and its first day, read. The folder is kept as long as the book.
    async fn read_ahead() -> (FirstDay, Book, tempfile::TempDir) {
        let home = tempfile::tempdir().unwrap();
        let place = Place::new(Some(home.path()), "salon".parse().unwrap()).unwrap();
        let book = Book::own(place).unwrap();
        let salon = SalonSettings::new("Friseur 1", "Europe/Berlin").unwrap();
        book.set_up(&salon, true, Timestamp::now()).unwrap();
        let first = FirstDay::default();
        first.read_ahead(book.clone(), None);
        let is_read = || {
            let reading = first.0.lock().unwrap();
            reading.as_ref().unwrap().is_finished()
        };
        while !is_read() {
            tokio::task::yield_now().await;
        }
        (first, book, home)
    }

    async fn shown(first: &FirstDay, book: &Book, date: &str) -> Value {
        let view = first.on(book, date).await.unwrap();
        serde_json::from_str(view.get()).unwrap()
    }

    #[tokio::test]
    async fn a_day_that_changed_since_is_read_again() {
        let (first, book, _home) = read_ahead().await;
        let today = opens_on(None, &book.salon().unwrap(), Timestamp::now());
        let before = book.store.revision().0;
        book.set_pin("", Some("2718"), Timestamp::now()).unwrap();
        assert!(book.store.revision().0 > before);

        let day = shown(&first, &book, &today).await;
        assert_eq!(day["revision"], book.store.revision().0);
        assert_eq!(day["date"], today);
    }

    #[tokio::test]
    async fn another_day_than_was_read_is_read_when_it_is_asked_for() {
        let (first, book, _home) = read_ahead().await;
        let day = shown(&first, &book, "2026-02-03").await;
        assert_eq!(day["date"], "2026-02-03");
    }
}
