//! The appointment list: everything in the book that a few filters leave, a page at a time.
//!
//! A page goes on after the last appointment of the one before, by start and number, so that nothing is skipped or shown
//! twice when somebody books in between.

use jiff::Timestamp;
use rusqlite::{params_from_iter, types::Value};
use salon::{AppointmentId, CustomerId, ServiceId, Span, StaffId};

use crate::{
    Read, StoreError,
    appointments::Status,
    customers::{Search, named_or_phoned},
    row::{at, words},
    sync::standing::shown_state,
    time::to_seconds,
};

words! {
    /// How an appointment stands with Cal.com as a whole: the first in this order that any of its segments is in.
    pub enum Overall {
        /// Some segments are in Cal.com, at least one needs a person.
        Partial = "partial",
        /// A person has to decide.
        Blocked = "blocked",
        /// An answer was lost.
        Uncertain = "uncertain",
        /// On the wire.
        Sending = "sending",
        /// Not sent yet.
        Waiting = "waiting",
        /// In Cal.com.
        Synced = "synced",
        /// Only in this book.
        Local = "local",
    }
}

words! {
    /// In which direction the list is read.
    pub enum Order {
        /// The earliest start first.
        Earliest = "earliest",
        /// The latest start first.
        Latest = "latest",
    }
}

/// What somebody looks for; `None` leaves everything.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Filter<'a> {
    /// Only what starts in here.
    pub starts_in: Option<Span>,
    /// Where it stands.
    pub status: Option<Status>,
    /// Who does at least one of its segments.
    pub staff: Option<StaffId>,
    /// What.
    pub service: Option<ServiceId>,
    /// For whom.
    pub customer: Option<CustomerId>,
    /// How it stands with Cal.com.
    pub sync: Option<Overall>,
    /// Whose name or phone number was typed.
    pub typed: Option<Search<'a>>,
    /// Which number was typed; found besides what `typed` finds.
    pub number: Option<AppointmentId>,
}

/// The place of an appointment in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// Its start.
    pub start: Timestamp,
    /// Which, of those that start then.
    pub id: AppointmentId,
}

/// At most `limit` appointments behind `after`, or from the first on.
///
/// # Errors
/// The book cannot be read.
pub fn page(
    read: &Read<'_>,
    filter: &Filter<'_>,
    order: Order,
    after: Option<Mark>,
    limit: u32,
) -> Result<Vec<Mark>, StoreError> {
    let sql = match order {
        Order::Earliest => concat!(
            "SELECT a.start_at, a.id ",
            filtered!(),
            " AND (a.start_at > ?11 OR a.id > ?12) ORDER BY a.start_at, a.id LIMIT ?13"
        ),
        Order::Latest => concat!(
            "SELECT a.start_at, a.id ",
            filtered!(),
            " AND (a.start_at < ?11 OR a.id < ?12) ORDER BY a.start_at DESC, a.id DESC LIMIT ?13"
        ),
    };
    let (window, mark) = begin(filter, order, after);
    let values = filter.values(window).into_iter();
    let values = values.chain([mark.0.into(), mark.1.into(), limit.into()]);
    read.all(sql, params_from_iter(values), |row| {
        Ok(Mark {
            start: at(row, "start_at")?,
            id: AppointmentId(row.get("id")?),
        })
    })
}

/// How many appointments the filter leaves.
///
/// # Errors
/// The book cannot be read.
pub fn count(read: &Read<'_>, filter: &Filter<'_>) -> Result<u32, StoreError> {
    let (window, _) = begin(filter, Order::Earliest, None);
    let sql = concat!("SELECT count(*) ", filtered!());
    let found = read.one(sql, params_from_iter(filter.values(window)), |row| {
        row.get(0)
    })?;
    Ok(found.unwrap_or_default())
}

/// From which second to which the list is read, end excluded, and behind which start and number.
fn begin(filter: &Filter<'_>, order: Order, after: Option<Mark>) -> ((i64, i64), (i64, i64)) {
    let (from, to) = filter.starts_in.map_or((i64::MIN, i64::MAX), |span| {
        (to_seconds(span.start), to_seconds(span.end))
    });
    let after = after.map(|mark| (to_seconds(mark.start), mark.id.0));
    match (order, after) {
        (Order::Earliest, None) => ((from, to), (i64::MIN, i64::MIN)),
        (Order::Latest, None) => ((from, to), (i64::MAX, i64::MAX)),
        (Order::Earliest, Some(mark)) => ((from.max(mark.0), to), mark),
        (Order::Latest, Some(mark)) => ((from, to.min(mark.0 + 1)), mark),
    }
}

impl Filter<'_> {
    /// The parameters 1 to 10 of `filtered!`.
    fn values(&self, (from, to): (i64, i64)) -> [Value; 10] {
        let typed = self.typed.as_ref();
        let word = |word: Option<&'static str>| Value::from(word.map(str::to_owned));
        [
            from.into(),
            to.into(),
            word(self.status.map(Status::as_str)),
            self.staff.map(|staff| staff.0).into(),
            self.service.map(|service| service.0).into(),
            word(self.sync.map(Overall::as_str)),
            typed.map(Search::words).into(),
            typed.map(|typed| typed.number().to_owned()).into(),
            self.number.map(|number| number.0).into(),
            self.customer.map(|customer| customer.0).into(),
        ]
    }
}

/// SQL from `FROM` on: the appointments `a` with their customers that a filter leaves. The list is read along the start, so the
/// appointments come first, whatever the filter.
macro_rules! filtered {
    () => {
        concat!(
            "FROM appointments a CROSS JOIN customers c ON c.id = a.customer_id
             WHERE a.start_at >= ?1 AND a.start_at < ?2
               AND (?3 IS NULL OR a.status = ?3)
               AND (?4 IS NULL OR EXISTS (
                   SELECT 1 FROM phases p WHERE p.appointment_id = a.id AND p.kind = 'staff' AND p.staff_id = ?4
               ))
               AND (?5 IS NULL OR a.service_id = ?5)
               AND (?10 IS NULL OR a.customer_id = ?10)
               AND (?6 IS NULL OR ?6 = ",
            overall!(),
            ")
               AND (?7 IS NULL OR a.id = ?9 OR ",
            named_or_phoned!("?7", "?8"),
            ")"
        )
    };
}
use filtered;

/// SQL for how the appointment `a` stands as a whole.
macro_rules! overall {
    () => {
        concat!(
            "(SELECT CASE
                WHEN max(state = 'blocked') AND max(state = 'synced') THEN 'partial'
                WHEN max(state = 'blocked') THEN 'blocked'
                WHEN max(state = 'uncertain') THEN 'uncertain'
                WHEN max(state = 'sending') THEN 'sending'
                WHEN max(state = 'waiting') THEN 'waiting'
                WHEN max(state = 'synced') THEN 'synced'
                ELSE 'local' END
              FROM (SELECT ",
            shown_state!(),
            " AS state FROM phases p JOIN phase_sync s ON s.phase_id = p.id
                LEFT JOIN bookings b ON b.phase_id = p.id AND b.state = 'live'
                WHERE p.appointment_id = a.id))"
        )
    };
}
use overall;
