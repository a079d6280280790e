//! Who the customer is: found, or written down.

use import::CustomerDraft;
use jiff::Timestamp;
use salon::{CustomerError, CustomerId, Email, Name, Phone, customer::fold};
use store::{
    Read, Topic, Tx,
    customers::{self, NewCustomer},
};
use uuid::Uuid;

use crate::{
    Desk, DeskError, facts::Floor, request::CustomerChoice, show, typed::Typed, view::CustomerView,
};

/// Most customers in one answer.
const MOST: u32 = 8;

/// Which customer, checked but not yet looked for.
pub(crate) enum Guest {
    Known(i64),
    New(NewGuest),
    WalkIn,
}

/// One card for everybody who comes in without an appointment and does not give a name, the same at all desks.
const WALK_IN: Uuid = Uuid::from_u128(0x7761_6c6b_2d69_4e00_8000_6b61_6d6d_0001);
/// What stands on it, in the salon's language.
const WALK_IN_NAME: &str = "Laufkundschaft";

/// Somebody whom the desk writes down.
pub(crate) struct NewGuest {
    name: Name,
    phone: Option<Phone>,
    email: Option<Email>,
    note: String,
}

impl From<&CustomerDraft> for NewGuest {
    fn from(draft: &CustomerDraft) -> Self {
        Self {
            name: draft.name.clone(),
            phone: draft.phone.clone(),
            email: draft.email.clone(),
            note: draft.note.clone(),
        }
    }
}

impl Guest {
    /// # Errors
    /// `invalid_name`, `invalid_phone`, `invalid_email`. A blank phone or e-mail is none.
    pub(crate) fn read(choice: &CustomerChoice) -> Result<Self, CustomerError> {
        let (name, phone, email) = match choice {
            CustomerChoice::Known { id } => return Ok(Self::Known(*id)),
            CustomerChoice::New { name, phone, email } => (name, phone, email),
            CustomerChoice::WalkIn => return Ok(Self::WalkIn),
        };
        Ok(Self::New(NewGuest {
            name: Name::parse(name)?,
            phone: given(phone).map(Phone::parse).transpose()?,
            email: given(email).map(Email::parse).transpose()?,
            note: String::new(),
        }))
    }

    /// Whether it is one person, who cannot be in two places.
    pub(crate) fn is_somebody(&self) -> bool {
        match self {
            Self::Known(_) | Self::New(_) => true,
            Self::WalkIn => false,
        }
    }

    /// The row, if there is one: somebody new of the same name and phone number is somebody we know.
    ///
    /// # Errors
    /// `UnknownCustomer`.
    pub(crate) fn find(&self, read: &Read<'_>) -> Result<Option<CustomerId>, DeskError> {
        let guest = match self {
            Self::Known(id) => return known(read, *id).map(Some),
            Self::New(guest) => guest,
            Self::WalkIn => {
                let card = customers::find_by_uid(read, WALK_IN)?;
                return Ok(card.map(|card| card.id));
            }
        };
        let Some(phone) = &guest.phone else {
            return Ok(None);
        };
        let folded = fold(guest.name.as_str());
        let family = customers::with_phone(read, &phone.e164())?;
        let same = family.into_iter().find(|one| fold(&one.name) == folded);
        Ok(same.map(|customer| customer.id))
    }
}

/// What was said, unless it is blank.
pub(crate) fn given(text: &Option<String>) -> Option<&str> {
    text.as_deref().filter(|text| !text.trim().is_empty())
}

/// # Errors
/// `UnknownCustomer`.
pub(crate) fn known(read: &Read<'_>, id: i64) -> Result<CustomerId, DeskError> {
    match customers::find(read, CustomerId(id))? {
        Some(customer) => Ok(customer.id),
        None => Err(DeskError::UnknownCustomer(id)),
    }
}

impl Desk {
    /// Customers by the beginnings of their names or part of their phone number, best first, at most eight.
    ///
    /// # Errors
    /// The store's.
    pub fn find_customers(
        &self,
        text: &str,
        now: Timestamp,
    ) -> Result<Vec<CustomerView>, DeskError> {
        let Some(typed) = Typed::read(text) else {
            return Ok(Vec::new());
        };
        self.store.read(|read| {
            let floor = Floor::load(read)?;
            let found = customers::search(read, typed.search(), now, MOST)?;
            Ok(found
                .iter()
                .map(|card| show::customer(card, &floor))
                .collect())
        })
    }

    pub(crate) fn write_down_walk_in(
        &self,
        tx: &Tx<'_>,
        now: Timestamp,
    ) -> Result<CustomerId, DeskError> {
        let new = NewCustomer {
            uid: WALK_IN,
            folded: fold(WALK_IN_NAME),
            name: WALK_IN_NAME.to_owned(),
            phone: None,
            email: None,
            note: String::new(),
        };
        let id = customers::insert(tx, &new, now)?;
        tx.changed(Topic::Customers, Some(id.0), now)?;
        Ok(id)
    }

    pub(crate) fn write_down(
        &self,
        tx: &Tx<'_>,
        guest: NewGuest,
        now: Timestamp,
    ) -> Result<CustomerId, DeskError> {
        let new = NewCustomer {
            uid: self.ids.next(now)?,
            folded: fold(guest.name.as_str()),
            name: guest.name.as_str().to_owned(),
            phone: guest.phone.map(|phone| phone.e164()),
            email: guest.email.map(|email| email.as_str().to_owned()),
            note: guest.note,
        };
        let id = customers::insert(tx, &new, now)?;
        tx.changed(Topic::Customers, Some(id.0), now)?;
        Ok(id)
    }
}
