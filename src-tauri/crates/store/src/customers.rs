//! The salon's customers. Personal data: it stays in rows and never reaches an error or a log.

use std::fmt;

use jiff::Timestamp;
use salon::CustomerId;
use uuid::Uuid;

use crate::{
    Read, StoreError, Tx,
    row::{At, Row, Uid, at, maybe_at, uid},
};

/// What is written down about a new customer.
#[derive(Clone, PartialEq, Eq)]
pub struct NewCustomer {
    /// Unique in the world.
    pub uid: Uuid,
    /// As spoken.
    pub name: String,
    /// The name as it is searched: lower case, umlauts spelled out, single blanks.
    pub folded: String,
    /// E.164.
    pub phone: Option<String>,
    /// Checked by the desk.
    pub email: Option<String>,
    /// What the desk wants to remember.
    pub note: String,
}

/// A customer.
#[derive(Clone, PartialEq, Eq)]
pub struct Customer {
    /// Row.
    pub id: CustomerId,
    /// Unique in the world.
    pub uid: Uuid,
    /// As spoken.
    pub name: String,
    /// E.164.
    pub phone: Option<String>,
    /// If known.
    pub email: Option<String>,
    /// What the desk noted.
    pub note: String,
    /// Since when we know them.
    pub created_at: Timestamp,
}

/// A customer as the booking panel shows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomerCard {
    /// Who.
    pub customer: Customer,
    /// Start of their last appointment before now that was neither cancelled nor missed.
    pub last_visit: Option<Timestamp>,
    /// How often they did not come.
    pub no_shows: u32,
}

/// What somebody typed to find a customer. A customer is found by either.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Search<'a> {
    /// Beginnings of words of the name, folded like the names: `mei an` finds Anna Meier. Empty finds nobody.
    pub folded: &'a str,
    /// Digits of a phone number, national or international, from its middle or its end; fewer than three find nobody.
    pub digits: &'a str,
}

/// One customer.
///
/// # Errors
/// The book cannot be read.
pub fn find(read: &Read<'_>, id: CustomerId) -> Result<Option<Customer>, StoreError> {
    read.one("SELECT * FROM customers WHERE id = ?1", [id.0], decode)
}

/// By their name in the world.
///
/// # Errors
/// The book cannot be read.
pub fn find_by_uid(read: &Read<'_>, uid: Uuid) -> Result<Option<Customer>, StoreError> {
    read.one("SELECT * FROM customers WHERE uid = ?1", [Uid(uid)], decode)
}

/// One customer with their last visit.
///
/// # Errors
/// The book cannot be read.
pub fn find_card(
    read: &Read<'_>,
    id: CustomerId,
    now: Timestamp,
) -> Result<Option<CustomerCard>, StoreError> {
    read.one(
        concat!("SELECT *, ", card!("?2"), " FROM customers WHERE id = ?1"),
        (id.0, At(now)),
        decode_card,
    )
}

/// Everybody with exactly this phone number, who came last first: a family may share one.
///
/// # Errors
/// The book cannot be read.
pub fn with_phone(read: &Read<'_>, e164: &str) -> Result<Vec<Customer>, StoreError> {
    read.all(
        "SELECT * FROM customers WHERE phone = ?1 ORDER BY id DESC",
        [e164],
        decode,
    )
}

const BY_EMAIL: &str =
    "SELECT id FROM customers WHERE lower(email) = lower(?1) ORDER BY id LIMIT 1";

/// Whoever has this address, whatever its case; of several the one who came first.
///
/// # Errors
/// The book cannot be read.
pub fn with_email(read: &Read<'_>, email: &str) -> Result<Option<CustomerId>, StoreError> {
    read.one(BY_EMAIL, [email], |row| row.get(0).map(CustomerId))
}

/// Everybody of this folded name, in the order in which they came.
///
/// # Errors
/// The book cannot be read.
pub fn called(read: &Read<'_>, folded: &str) -> Result<Vec<Customer>, StoreError> {
    read.all(
        "SELECT * FROM customers WHERE folded = ?1 ORDER BY id",
        [folded],
        decode,
    )
}

/// At most `limit` customers, best first: names that begin like the search, then who was here last.
///
/// # Errors
/// The book cannot be read.
pub fn search(
    read: &Read<'_>,
    search: Search<'_>,
    now: Timestamp,
    limit: u32,
) -> Result<Vec<CustomerCard>, StoreError> {
    read.all(
        concat!(
            "SELECT *, ",
            card!("?3"),
            " FROM customers WHERE ",
            named_or_phoned!("?1", "?2"),
            " ORDER BY instr(folded, ?1 ->> 0) = 1 DESC, last_visit DESC, folded, id LIMIT ?4"
        ),
        (search.words(), search.number(), At(now), limit),
        decode_card,
    )
}

impl Search<'_> {
    /// The words as a list for `named_or_phoned!`.
    pub(crate) fn words(&self) -> String {
        serde_json::Value::from_iter(self.folded.split_whitespace()).to_string()
    }

    /// The digits as they are stored: 0170… and 0049170… are spoken, +49170… is written down.
    pub(crate) fn number(&self) -> &str {
        self.digits.trim_start_matches('0')
    }
}

/// Somebody new.
///
/// # Errors
/// `Constraint` for an empty name or a uid that is there already.
pub fn insert(tx: &Tx<'_>, new: &NewCustomer, now: Timestamp) -> Result<CustomerId, StoreError> {
    tx.insert(
        "INSERT INTO customers (uid, name, folded, phone, email, note, created_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        (
            Uid(new.uid),
            &new.name,
            &new.folded,
            &new.phone,
            &new.email,
            &new.note,
            At(now),
        ),
    )
    .map(CustomerId)
}

/// Puts right what is known about somebody. `folded` as in [`NewCustomer`].
///
/// # Errors
/// `Constraint` for an empty name; `Missing`.
pub fn update(tx: &Tx<'_>, customer: &Customer, folded: &str) -> Result<(), StoreError> {
    tx.run_one(
        "customers",
        "UPDATE customers SET name = ?2, folded = ?3, phone = ?4, email = ?5, note = ?6 WHERE id = ?1",
        (
            customer.id.0,
            &customer.name,
            folded,
            &customer.phone,
            &customer.email,
            &customer.note,
        ),
    )
}

/// Leaves of somebody nothing but a row without a person, so that their appointments still count: `nobody` takes the place of the
/// name, and whatever was written about them goes, down to the notes and reasons of their appointments.
///
/// # Errors
/// `Missing`; `Constraint` for an empty name or a uid that is there already.
pub fn erase(tx: &Tx<'_>, id: CustomerId, nobody: &NewCustomer) -> Result<(), StoreError> {
    // Calls from their number, by them or about their appointments; first, as long as the number is known.
    tx.run(
        "UPDATE calls SET phone = NULL, summary = ''
         WHERE customer_id = ?1
            OR (customer_id IS NULL AND phone = (SELECT phone FROM customers WHERE id = ?1))
            OR id IN (SELECT c.call_id FROM call_appointments c JOIN appointments a ON a.id = c.appointment_id
                      WHERE a.customer_id = ?1)",
        [id.0],
    )?;
    // Who is in the way of something is named in the review list, whoever's appointment that is about.
    tx.run(
        "UPDATE review SET detail = json_remove(detail, '$.because.customer_name')
         WHERE detail ->> '$.because.customer_name' = (SELECT name FROM customers WHERE id = ?1)",
        [id.0],
    )?;
    tx.run_one(
        "customers",
        "UPDATE customers SET uid = ?2, name = ?3, folded = ?4, phone = NULL, email = NULL, note = '' WHERE id = ?1",
        (id.0, Uid(nobody.uid), &nobody.name, &nobody.folded),
    )?;
    tx.run(
        "UPDATE history SET detail = json_remove(detail, '$.reason')
         WHERE appointment_id IN (SELECT id FROM appointments WHERE customer_id = ?1)",
        [id.0],
    )?;
    tx.run(
        "UPDATE appointments SET note = '', cancel_reason = NULL WHERE customer_id = ?1",
        [id.0],
    )?;
    // What Cal.com said about their bookings, which may name them, and what of a file they were: the line stays known, of nobody.
    for sql in [
        "UPDATE operations SET message = NULL WHERE phase_id IN (SELECT p.id FROM phases p
         JOIN appointments a ON a.id = p.appointment_id WHERE a.customer_id = ?1)",
        "UPDATE phase_sync SET message = NULL WHERE phase_id IN (SELECT p.id FROM phases p
         JOIN appointments a ON a.id = p.appointment_id WHERE a.customer_id = ?1)",
        "UPDATE imported SET customer_id = NULL WHERE customer_id = ?1",
        "DELETE FROM waiting WHERE customer_id = ?1",
    ] {
        tx.run(sql, [id.0])?;
    }
    Ok(())
}

/// Gives everything of `double` to `kept` and forgets the card of `double`.
///
/// # Errors
/// `Missing` if there is no `double`.
pub fn merge(tx: &Tx<'_>, kept: CustomerId, double: CustomerId) -> Result<(), StoreError> {
    for sql in [
        "UPDATE appointments SET customer_id = ?1 WHERE customer_id = ?2",
        "UPDATE waiting SET customer_id = ?1 WHERE customer_id = ?2",
        "UPDATE calls SET customer_id = ?1 WHERE customer_id = ?2",
        // The lines of a file that were the double are the one that is kept: read again, they make nobody new.
        "UPDATE imported SET customer_id = ?1 WHERE customer_id = ?2",
    ] {
        tx.run(sql, (kept.0, double.0))?;
    }
    tx.run_one(
        "customers",
        "DELETE FROM customers WHERE id = ?1",
        [double.0],
    )
}

/// How many bookings in Cal.com are still there under their name.
///
/// # Errors
/// The book cannot be read.
pub fn bookings_elsewhere(read: &Read<'_>, id: CustomerId) -> Result<u32, StoreError> {
    let found = read.one(
        "SELECT count(*) FROM bookings b JOIN phases p ON p.id = b.phase_id
         JOIN appointments a ON a.id = p.appointment_id
         WHERE a.customer_id = ?1 AND b.state = 'live'",
        [id.0],
        |row| row.get(0),
    )?;
    Ok(found.unwrap_or_default())
}

/// SQL for whether a row of `customers` is meant by the words and digits of a [`Search`].
macro_rules! named_or_phoned {
    ($words:literal, $digits:literal) => {
        concat!(
            "((json_array_length(",
            $words,
            ") > 0 AND NOT EXISTS (
                SELECT 1 FROM json_each(",
            $words,
            ") WHERE instr(' ' || folded, ' ' || value) = 0
              )) OR (length(",
            $digits,
            ") >= 3 AND instr(phone, ",
            $digits,
            ") > 0))"
        )
    };
}
pub(crate) use named_or_phoned;

/// SQL for what a [`CustomerCard`] shows besides a row of `customers`, seen from an instant.
macro_rules! card {
    ($now:literal) => {
        concat!(
            "(SELECT max(start_at) FROM appointments
              WHERE customer_id = customers.id AND status = 'booked' AND start_at < ",
            $now,
            ") AS last_visit,
             (SELECT count(*) FROM appointments
              WHERE customer_id = customers.id AND status = 'no_show') AS no_shows"
        )
    };
}
pub(crate) use card;

pub(crate) fn decode(row: &Row<'_>) -> rusqlite::Result<Customer> {
    Ok(Customer {
        id: CustomerId(row.get("id")?),
        uid: uid(row)?,
        name: row.get("name")?,
        phone: row.get("phone")?,
        email: row.get("email")?,
        note: row.get("note")?,
        created_at: at(row, "created_at")?,
    })
}

pub(crate) fn decode_card(row: &Row<'_>) -> rusqlite::Result<CustomerCard> {
    Ok(CustomerCard {
        customer: decode(row)?,
        last_visit: maybe_at(row, "last_visit")?,
        no_shows: row.get("no_shows")?,
    })
}

// A stray `{:?}` must not put a person into a log.
impl fmt::Debug for Customer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Customer({})", self.id)
    }
}

impl fmt::Debug for NewCustomer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NewCustomer(…)")
    }
}

impl fmt::Debug for Search<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Search(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::explain::way;

    #[test]
    fn somebody_is_found_by_their_address_without_reading_all_cards() {
        let way = way(BY_EMAIL, ["ida@kunde.example"]);
        assert!(way.contains("customers_by_email"), "{way}");
    }
}
