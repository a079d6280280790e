//! What was read from files of other programs: known again by a key, whatever became of it since.

use jiff::Timestamp;
use salon::CustomerId;
use uuid::Uuid;

use crate::{
    Read, StoreError, Tx,
    row::{At, Uid},
};

/// Who a line was; `Some(None)` for a line that was no customer, or one who was erased since.
///
/// # Errors
/// The book cannot be read.
pub fn find(read: &Read<'_>, key: Uuid) -> Result<Option<Option<CustomerId>>, StoreError> {
    read.one(
        "SELECT customer_id FROM imported WHERE key = ?1",
        [Uid(key)],
        |row| {
            row.get::<_, Option<i64>>(0)
                .map(|customer| customer.map(CustomerId))
        },
    )
}

/// Remembers a line; once.
///
/// # Errors
/// `Constraint` for a customer who is not there; the book cannot be written.
pub fn remember(
    tx: &Tx<'_>,
    key: Uuid,
    customer: Option<CustomerId>,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.run(
        "INSERT INTO imported (key, customer_id, at) VALUES (?1, ?2, ?3) ON CONFLICT (key) DO NOTHING",
        (Uid(key), customer.map(|customer| customer.0), At(now)),
    )?;
    Ok(())
}
