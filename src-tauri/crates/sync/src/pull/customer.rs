//! Who a booking is for.

use calcom::{Attendee, Booking};
use jiff::Timestamp;
use salon::{CustomerId, Email, Phone, customer::fold};
use store::{
    StoreError, Topic, Tx,
    customers::{self, Customer, NewCustomer},
};
use uuid::Uuid;

use crate::attendee::{customer_of_placeholder, is_placeholder};

/// Where Cal.com knows no name.
const NAMELESS: &str = "Cal.com";

/// The customer of a booking, written down if they are new here. `uid`: their name in the world, where the booking tells it;
/// then nobody else is taken for them. Otherwise by address, else by number and name: a number alone may be a whole family's.
pub(super) fn of(
    tx: &Tx<'_>,
    seen: &Booking,
    uid: Option<Uuid>,
    now: Timestamp,
) -> Result<CustomerId, StoreError> {
    let attendee = seen.attendees.first();
    let placeholder = attendee.and_then(|known| customer_of_placeholder(known.email.as_str()));
    let uid = uid.or(placeholder);
    let known = match uid {
        Some(uid) => customers::find_by_uid(tx, uid)?.map(|known| known.id),
        None => find(tx, attendee)?,
    };
    match known {
        Some(known) => Ok(known),
        None => write_down(tx, attendee, uid.unwrap_or_else(Uuid::now_v7), now),
    }
}

/// Another booking of theirs may tell what the first did not: only one of four carries the address.
pub(super) fn complete(
    tx: &Tx<'_>,
    seen: &Booking,
    uid: Option<Uuid>,
    now: Timestamp,
) -> Result<(), StoreError> {
    let attendee = seen.attendees.first();
    let Some(known) = uid
        .map(|uid| customers::find_by_uid(tx, uid))
        .transpose()?
        .flatten()
    else {
        return Ok(());
    };
    let fuller = Customer {
        email: known.email.clone().or_else(|| email(attendee)),
        phone: known.phone.clone().or_else(|| phone(attendee)),
        ..known.clone()
    };
    if fuller == known {
        return Ok(());
    }
    customers::update(tx, &fuller, &fold(&fuller.name))?;
    tx.changed(Topic::Customers, None, now)
}

fn find(tx: &Tx<'_>, attendee: Option<&Attendee>) -> Result<Option<CustomerId>, StoreError> {
    if let Some(email) = email(attendee)
        && let Some(known) = customers::with_email(tx, &email)?
    {
        return Ok(Some(known));
    }
    let Some(phone) = phone(attendee) else {
        return Ok(None);
    };
    let folded = fold(name(attendee));
    let namesake = customers::with_phone(tx, &phone)?;
    let known = namesake.iter().find(|known| fold(&known.name) == folded);
    Ok(known.map(|known| known.id))
}

fn write_down(
    tx: &Tx<'_>,
    attendee: Option<&Attendee>,
    uid: Uuid,
    now: Timestamp,
) -> Result<CustomerId, StoreError> {
    let name = match name(attendee) {
        "" => NAMELESS,
        name => name,
    };
    let new = NewCustomer {
        uid,
        name: name.to_owned(),
        folded: fold(name),
        phone: phone(attendee),
        email: email(attendee),
        note: String::new(),
    };
    tx.changed(Topic::Customers, None, now)?;
    customers::insert(tx, &new, now)
}

fn name(attendee: Option<&Attendee>) -> &str {
    attendee.map_or("", |attendee| attendee.name.as_str().trim())
}

fn email(attendee: Option<&Attendee>) -> Option<String> {
    let email = attendee?.email.as_str();
    let own = Some(email).filter(|email| !is_placeholder(email))?;
    Email::parse(own)
        .ok()
        .map(|email| email.as_str().to_owned())
}

fn phone(attendee: Option<&Attendee>) -> Option<String> {
    let number = attendee?.phone_number.as_ref()?;
    Phone::parse(number.as_str()).ok().map(|phone| phone.e164())
}
