//! Customers.

use salon::{Phone, civil};
use store::customers::CustomerCard;

use crate::{facts::Floor, view::CustomerView};

pub(crate) fn customer(card: &CustomerCard, floor: &Floor) -> CustomerView {
    let customer = &card.customer;
    CustomerView {
        id: customer.id.0,
        name: customer.name.clone(),
        phone: customer.phone.as_deref().map(spelled),
        email: customer.email.clone(),
        note: customer.note.clone(),
        no_shows: card.no_shows,
        last_visit: card.last_visit.map(|at| civil::rfc3339(at, &floor.zone)),
    }
}

/// A number that is in the book but cannot be is shown as it is.
pub(crate) fn spelled(e164: &str) -> String {
    Phone::parse(e164).map_or_else(|_| e164.to_owned(), |phone| phone.display())
}
