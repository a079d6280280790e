//! Who a line means: somebody the book knows, or somebody new.

use import::CustomerDraft;
use jiff::Timestamp;
use salon::{CustomerId, Email, Phone, customer::fold};
use store::{
    Read, StoreError, Topic, Tx,
    customers::{self, Customer},
    imported,
};
use uuid::Uuid;

use crate::{Desk, DeskError, customers::NewGuest, erased};

/// Whom a line means.
#[derive(Debug)]
pub(super) enum Person {
    /// They are in the book.
    Known(Customer),
    /// They are not.
    New,
    /// Several are called so, and the line says no more.
    Several,
    /// They were, and wanted to be forgotten: the line brings nobody back.
    Erased,
}

impl Person {
    pub(super) fn id(&self) -> Option<CustomerId> {
        match self {
            Self::Known(customer) => Some(customer.id),
            Self::New | Self::Several | Self::Erased => None,
        }
    }
}

/// By the line's key; else somebody of the same name with the same number or address. A line that gives neither means the only one who
/// is called so; of several, the one of whom no more is known either.
pub(super) fn find(
    read: &Read<'_>,
    draft: &CustomerDraft,
    key: Option<Uuid>,
) -> Result<Person, StoreError> {
    let line = key.map(|key| imported::find(read, key)).transpose()?;
    match line.flatten() {
        Some(Some(id)) => {
            if let Some(customer) = customers::find(read, id)? {
                return Ok(Person::Known(customer));
            }
        }
        Some(None) => return Ok(Person::Erased),
        None => {}
    }
    let namesakes = customers::called(read, &fold(draft.name.as_str()))?;
    let phone = draft.phone.as_ref().map(Phone::e164);
    let email = draft.email.as_ref().map(|email| fold(email.as_str()));
    let matches = |one: &&Customer| {
        (phone.is_some() && one.phone == phone)
            || (email.is_some() && one.email.as_deref().map(fold) == email)
    };
    if let Some(found) = namesakes.iter().find(matches) {
        return Ok(Person::Known(found.clone()));
    }
    if phone.is_some() || email.is_some() {
        return new(read, draft);
    }
    let bare = |one: &&Customer| one.phone.is_none() && one.email.is_none();
    match namesakes.as_slice() {
        [] => new(read, draft),
        [only] => Ok(Person::Known(only.clone())),
        several => match several.iter().find(bare) {
            Some(found) => Ok(Person::Known(found.clone())),
            None => Ok(Person::Several),
        },
    }
}

fn new(read: &Read<'_>, draft: &CustomerDraft) -> Result<Person, StoreError> {
    Ok(match erased::is_erased(read, draft)? {
        true => Person::Erased,
        false => Person::New,
    })
}

/// What the book does not know yet and the line does; what it knows, it keeps.
pub(super) fn completed(customer: &Customer, draft: &CustomerDraft) -> Option<Customer> {
    let mut after = customer.clone();
    let phone = draft.phone.as_ref().map(Phone::e164);
    after.phone = after.phone.or(phone);
    let email = draft.email.as_ref().map(Email::as_str).map(str::to_owned);
    after.email = after.email.or(email);
    if after.note.is_empty() {
        after.note.clone_from(&draft.note);
    }
    (after != *customer).then_some(after)
}

impl Desk {
    /// Writes down whoever is new, completes whoever is known; remembers the line.
    pub(super) fn take_person(
        &self,
        tx: &Tx<'_>,
        person: &Person,
        draft: &CustomerDraft,
        key: Option<Uuid>,
        now: Timestamp,
    ) -> Result<CustomerId, DeskError> {
        let id = match person {
            Person::Known(customer) => {
                if let Some(after) = completed(customer, draft) {
                    customers::update(tx, &after, &fold(&after.name))?;
                    tx.changed(Topic::Customers, Some(after.id.0), now)?;
                }
                customer.id
            }
            Person::New | Person::Several | Person::Erased => {
                self.write_down(tx, NewGuest::from(draft), now)?
            }
        };
        if let Some(key) = key {
            imported::remember(tx, key, Some(id), now)?;
        }
        Ok(id)
    }
}
