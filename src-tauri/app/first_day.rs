//! The day that the window shows first, read while the window's own processes come up: they take longer than the book does.

use std::{
    collections::HashSet,
    iter::once,
    sync::{Mutex, MutexGuard, PoisonError},
};

use desk::view::{DayView, SheetAppointment};
use jiff::Timestamp;
use serde::Serialize;
use serde_json::value::{RawValue, to_raw_value};
use store::Revision;
use tokio::task::JoinHandle;

use super::opening::{Shown, opens_on};
use crate::{
    problem::Problem,
    reception::{Book, blocking},
};

/// So many columns fit a large screen. What a day has in others is not in the first picture, and is not carried into the page for it.
const ON_THE_SCREEN: usize = 14;

/// What was read ahead, until it is asked for.
#[derive(Default)]
pub(super) struct FirstDay {
    reading: Mutex<Option<Reading>>,
    rest: Mutex<Option<Box<RawValue>>>,
}

type Reading = JoinHandle<Result<Sheet, Problem>>;

/// A day as the window takes it.
struct Sheet {
    date: String,
    revision: Revision,
    /// With what the first picture shows.
    view: Box<RawValue>,
    /// What else is booked on it.
    rest: Box<RawValue>,
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
        *lock(&self.reading) = Some(reading);
    }

    /// The day `date`, with what its first picture shows: as it was read ahead, unless the book has changed since.
    ///
    /// # Errors
    /// The desk's own.
    pub(super) async fn on(&self, book: &Book, date: &str) -> Result<Box<RawValue>, Problem> {
        let Sheet { view, rest, .. } = self.sheet(book, date).await?;
        *lock(&self.rest) = Some(rest);
        Ok(view)
    }

    async fn sheet(&self, book: &Book, date: &str) -> Result<Sheet, Problem> {
        let reading = lock(&self.reading).take();
        if let Some(reading) = reading
            && let Ok(Ok(sheet)) = reading.await
            && sheet.date == date
            && sheet.revision == book.store.revision()
        {
            return Ok(sheet);
        }
        let (book, date) = (book.clone(), date.to_owned());
        blocking(move || read(&book, date)).await?
    }

    /// What else is booked on it, as the window takes it; once.
    pub(super) fn rest(&self) -> String {
        let rest = lock(&self.rest).take();
        rest.map_or_else(|| "[]".to_owned(), |rest| Box::<str>::from(rest).into())
    }
}

/// Whatever is kept here is whole at any time.
fn lock<T>(kept: &Mutex<T>) -> MutexGuard<'_, T> {
    kept.lock().unwrap_or_else(PoisonError::into_inner)
}

fn read(book: &Book, date: String) -> Result<Sheet, Problem> {
    let mut day = book.desk.sheet(&date)?;
    let rest = beyond(&mut day, ON_THE_SCREEN);
    // Written down at once, also what is asked for later: a thousand small pieces that are kept hold all the memory around them.
    Ok(Sheet {
        date,
        revision: Revision(day.revision),
        view: written(&day)?,
        rest: written(&rest)?,
    })
}

fn written(what: &impl Serialize) -> Result<Box<RawValue>, Problem> {
    to_raw_value(what).map_err(|error| Problem::new("internal", error.to_string()))
}

/// Takes out of a day what touches none of its first columns.
fn beyond(day: &mut DayView<SheetAppointment>, columns: usize) -> Vec<SheetAppointment> {
    let kept: HashSet<i64> = day.staff.iter().take(columns).map(|one| one.id).collect();
    let is_beyond = |one: &mut SheetAppointment| {
        let mut staff = once(one.staff_id).chain(one.phases.iter().map(|phase| phase.staff_id));
        !staff.any(|id| kept.contains(&id))
    };
    day.appointments.extract_if(.., is_beyond).collect()
}

#[cfg(test)]
mod tests {
    use desk::request::{BookRequest, CustomerChoice};
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
            let reading = lock(&first.reading);
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
    async fn the_first_picture_takes_only_what_touches_its_columns() {
        let (_, book, _home) = read_ahead().await;
        let catalogue = book.desk.catalogue().unwrap();
        let mut services = catalogue.services.iter();
        let shared = services.find(|service| service.staff_ids.len() > 1);
        let shared = shared.unwrap();
        for staff in &shared.staff_ids {
            let request = BookRequest {
                customer: CustomerChoice::New {
                    name: format!("Gast {staff}"),
                    phone: None,
                    email: None,
                },
                service_id: shared.id,
                staff_id: Some(*staff),
                start: "2030-02-06T10:00".to_owned(),
                note: String::new(),
                lengths: Vec::new(),
                then: Vec::new(),
                hold: None,
                despite_warnings: true,
                idempotency_key: None,
            };
            book.desk.book(&request, Timestamp::now()).unwrap();
        }
        let day = || book.desk.sheet("2030-02-06").unwrap();
        let whole = day();
        assert_eq!(whole.appointments.len(), shared.staff_ids.len());

        let mut all = day();
        assert_eq!(beyond(&mut all, whole.staff.len()), []);
        assert_eq!(all, whole);

        let theirs = whole.appointments.iter().map(|one| one.staff_id);
        let mut columns = whole.staff.iter();
        let first = columns.position(|one| theirs.clone().any(|id| id == one.id));
        let mut begun = day();
        let rest = beyond(&mut begun, first.unwrap() + 1);
        let [only] = begun.appointments.as_slice() else {
            panic!("one is in the first column that has any");
        };
        assert_eq!(only.staff_id, whole.staff[first.unwrap()].id);
        assert_eq!(rest.len() + 1, whole.appointments.len());
        assert_eq!(begun.staff, whole.staff, "all columns have their heads");
    }

    #[tokio::test]
    async fn another_day_than_was_read_is_read_when_it_is_asked_for() {
        let (first, book, _home) = read_ahead().await;
        let day = shown(&first, &book, "2026-02-03").await;
        assert_eq!(day["date"], "2026-02-03");
    }
}
