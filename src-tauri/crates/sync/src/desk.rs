//! The name of this desk among all desks of the salon. Bookings carry it, so that a desk knows its own.

use store::{Read, StoreError, Tx, settings};
use uuid::Uuid;

/// Gives the desk a name, once: when it first has to do with Cal.com.
pub(crate) fn name(tx: &Tx<'_>, name: Uuid) -> Result<(), StoreError> {
    match settings::find(tx, &settings::DESK)? {
        Some(_) => Ok(()),
        None => settings::set(tx, &settings::DESK, &name.to_string()),
    }
}

/// Whether a booking says that it was made here.
pub(crate) fn is_this(read: &Read<'_>, desk: Option<&str>) -> Result<bool, StoreError> {
    let own = settings::find(read, &settings::DESK)?;
    Ok(desk.is_none() || desk == own.as_deref())
}
