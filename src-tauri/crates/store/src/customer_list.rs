//! Everybody whom the salon knows, by name, a page at a time, and what a customer's card counts.

use jiff::Timestamp;
use rusqlite::params;
use salon::CustomerId;

use crate::{
    Read, StoreError,
    customers::{Customer, CustomerCard, Search, card, decode, decode_card, named_or_phoned},
    row::{At, maybe_at},
};

/// The place of a customer in the list.
#[derive(Clone, PartialEq, Eq)]
pub struct Mark {
    /// Their folded name.
    pub folded: String,
    /// Who, of those who are called that.
    pub id: CustomerId,
}

/// What became of a customer's appointments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visits {
    /// Begun, and neither cancelled nor missed.
    pub came: u32,
    /// Cancelled.
    pub cancelled: u32,
    /// Start of the next that is still to come.
    pub next: Option<Timestamp>,
}

/// At most `limit` customers behind `after`, or from the first on, with the folded names that go on from them.
///
/// # Errors
/// The book cannot be read.
pub fn page(
    read: &Read<'_>,
    typed: Option<Search<'_>>,
    after: Option<&Mark>,
    now: Timestamp,
    limit: u32,
) -> Result<Vec<(Mark, CustomerCard)>, StoreError> {
    let (words, digits) = parameters(typed);
    let (folded, id) = after.map_or(("", 0), |mark| (mark.folded.as_str(), mark.id.0));
    read.all(
        concat!(
            "SELECT *, ",
            card!("?6"),
            " FROM customers WHERE folded >= ?3 AND (folded > ?3 OR id > ?4) AND (?1 IS NULL OR ",
            named_or_phoned!("?1", "?2"),
            ") ORDER BY folded, id LIMIT ?5"
        ),
        params![words, digits, folded, id, limit, At(now)],
        |row| {
            let card = decode_card(row)?;
            let folded = row.get("folded")?;
            Ok((
                Mark {
                    folded,
                    id: card.customer.id,
                },
                card,
            ))
        },
    )
}

/// How many customers are meant.
///
/// # Errors
/// The book cannot be read.
pub fn count(read: &Read<'_>, typed: Option<Search<'_>>) -> Result<u32, StoreError> {
    let found = read.one(
        concat!(
            "SELECT count(*) FROM customers WHERE ?1 IS NULL OR ",
            named_or_phoned!("?1", "?2")
        ),
        parameters(typed),
        |row| row.get(0),
    )?;
    Ok(found.unwrap_or_default())
}

fn parameters(typed: Option<Search<'_>>) -> (Option<String>, Option<String>) {
    let words = typed.as_ref().map(Search::words);
    let digits = typed.as_ref().map(|typed| typed.number().to_owned());
    (words, digits)
}

/// What became of a customer's appointments, seen from `now`.
///
/// # Errors
/// The book cannot be read.
pub fn visits(read: &Read<'_>, customer: CustomerId, now: Timestamp) -> Result<Visits, StoreError> {
    let found = read.one(
        "SELECT count(*) FILTER (WHERE status = 'booked' AND start_at < ?2) AS came,
                count(*) FILTER (WHERE status = 'cancelled') AS cancelled,
                min(start_at) FILTER (WHERE status = 'booked' AND start_at >= ?2) AS next
         FROM appointments WHERE customer_id = ?1",
        (customer.0, At(now)),
        |row| {
            Ok(Visits {
                came: row.get("came")?,
                cancelled: row.get("cancelled")?,
                next: maybe_at(row, "next")?,
            })
        },
    )?;
    Ok(found.unwrap_or(Visits {
        came: 0,
        cancelled: 0,
        next: None,
    }))
}

/// Who may be the same person, written down twice: called the same, or reached at the same number. Families share numbers.
///
/// # Errors
/// The book cannot be read.
pub fn alike(read: &Read<'_>, customer: &Customer) -> Result<Vec<Customer>, StoreError> {
    read.all(
        "SELECT c.* FROM customers c JOIN customers self ON self.id = ?1
         WHERE c.id <> self.id AND (c.folded = self.folded OR c.phone = self.phone)
         ORDER BY c.folded, c.id LIMIT 8",
        [customer.id.0],
        decode,
    )
}

// A stray `{:?}` must not put a person into a log.
impl std::fmt::Debug for Mark {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Mark({})", self.id)
    }
}
