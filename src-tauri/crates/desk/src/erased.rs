//! How somebody who was erased is known again, without the book knowing who it was: a salted hash of the name together with the number,
//! of the name together with the address, and of the name alone.
//!
//! It is asked only when a file of another program would write down somebody new. Whoever comes back on their own accord is entered at
//! the desk, where nothing of this stands in the way.

use import::CustomerDraft;
use jiff::Timestamp;
use salon::{Phone, customer::fold};
use store::{Read, StoreError, Tx, customers::Customer, erased};
use uuid::Uuid;

/// Leaves the marks of somebody who is about to be erased. `salt` is the book's from now on, if it has none.
pub(crate) fn leave_marks(
    tx: &Tx<'_>,
    customer: &Customer,
    salt: Uuid,
    now: Timestamp,
) -> Result<(), StoreError> {
    let salt = erased::salted(tx, salt)?;
    let email = customer.email.as_deref().map(fold);
    let (name, phone) = (fold(&customer.name), customer.phone.as_deref());
    let with = [("phone", phone), ("email", email.as_deref())];
    let with = with.into_iter().filter_map(|(what, it)| Some((what, it?)));
    for (what, it) in with.chain([("name", "")]) {
        erased::mark(tx, made(salt, &name, what, it), now)?;
    }
    Ok(())
}

/// Whether a line means somebody who was erased. Of a line with a number or an address the name alone tells nothing: it may be another
/// of that name.
pub(crate) fn is_erased(read: &Read<'_>, draft: &CustomerDraft) -> Result<bool, StoreError> {
    let Some(salt) = erased::salt(read)? else {
        return Ok(false);
    };
    let name = fold(draft.name.as_str());
    let phone = draft.phone.as_ref().map(Phone::e164);
    let email = draft.email.as_ref().map(|email| fold(email.as_str()));
    let alone = (phone.is_none() && email.is_none()).then(String::new);
    for (what, it) in [("phone", phone), ("email", email), ("name", alone)] {
        if let Some(it) = it
            && erased::is_marked(read, made(salt, &name, what, &it))?
        {
            return Ok(true);
        }
    }
    Ok(false)
}

fn made(salt: Uuid, name: &str, what: &str, it: &str) -> Uuid {
    Uuid::new_v5(&salt, [name, what, it].join("\0").as_bytes())
}
