//! A customer as Cal.com wants to have an attendee.
//!
//! A plain team insists on an e-mail address and writes to it with every booking. A customer without one gets a placeholder
//! under a domain that never exists; a customer with one gets it on the first segment only, unless the salon wants otherwise
//! – four segments would be four mails. An organization's team can switch the mails off; where it has, and the salon wants none, every
//! booking carries the customer's own address.

use calcom::NewAttendee;
use serde::{Deserialize, Serialize};
use store::sync::{Picture, PicturePhase};
use ts_rs::TS;
use uuid::Uuid;

/// Which bookings of an appointment carry the customer's own address, so that Cal.com writes to them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum CustomerMails {
    /// The first segment: one mail.
    First,
    /// All segments: a mail each.
    All,
    /// None.
    None,
}

/// The attendee of the booking of `phase`; nobody for a blocked gap and for a block. `silent`: Cal.com writes to nobody about it.
/// `language`: two letters.
#[must_use]
pub fn of_phase(
    picture: &Picture,
    phase: &PicturePhase,
    mails: CustomerMails,
    silent: bool,
    language: &str,
) -> NewAttendee {
    let Some(promise) = picture.promise.as_ref().filter(|_| phase.gap.is_none()) else {
        return nobody(&picture.zone, language);
    };
    let own = promise
        .customer_email
        .as_deref()
        .filter(|email| accepted(email) && carries_own_address(picture, phase, mails, silent));
    let email = own.map_or_else(|| placeholder(&promise.customer_uid), str::to_owned);
    NewAttendee {
        name: promise.customer_name.as_str().into(),
        time_zone: picture.zone.clone(),
        email: Some(email.into()),
        phone_number: promise.customer_phone.as_deref().map(Into::into),
        language: Some(language.to_owned()),
    }
}

/// Who a block is for. Always the same, and no address of anybody's.
fn nobody(zone: &str, language: &str) -> NewAttendee {
    NewAttendee {
        name: "Nicht buchbar · Kamm".into(),
        time_zone: zone.to_owned(),
        email: Some("sperrzeit@kamm.invalid".into()),
        phone_number: None,
        language: Some(language.to_owned()),
    }
}

fn carries_own_address(
    picture: &Picture,
    phase: &PicturePhase,
    mails: CustomerMails,
    silent: bool,
) -> bool {
    match mails {
        CustomerMails::None => silent,
        CustomerMails::All => true,
        CustomerMails::First => {
            let first = picture.phases.iter().find(|other| other.gap.is_none());
            first.is_some_and(|first| first.id == phase.id)
        }
    }
}

/// `kunde-<uid>@kamm.invalid`: the same for a customer for ever, so that Cal.com knows them again.
#[must_use]
pub fn placeholder(customer_uid: &str) -> String {
    format!("kunde-{customer_uid}@kamm.invalid")
}

/// The name in the world of the customer that a placeholder stands for.
#[must_use]
pub fn customer_of_placeholder(email: &str) -> Option<Uuid> {
    let uid = email
        .strip_prefix("kunde-")?
        .strip_suffix("@kamm.invalid")?;
    Uuid::parse_str(uid).ok()
}

/// Whether an address is a placeholder of ours, not one to be taken over.
#[must_use]
pub fn is_placeholder(email: &str) -> bool {
    email.ends_with("@kamm.invalid")
}

/// What Cal.com takes for an address: ASCII without blanks, one `@`, a dot in the domain.
fn accepted(email: &str) -> bool {
    let Some((local, domain)) = email.split_once('@') else {
        return false;
    };
    let graphic = email.bytes().all(|b| b.is_ascii_graphic());
    let dotted = domain
        .split_once('.')
        .is_some_and(|(host, rest)| !host.is_empty() && !rest.is_empty());
    graphic && !local.is_empty() && dotted && !domain.contains('@')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::picture;

    fn email_of(picture: &Picture, phase: usize, mails: CustomerMails) -> String {
        email_on(picture, phase, mails, false)
    }

    fn email_on(picture: &Picture, phase: usize, mails: CustomerMails, silent: bool) -> String {
        let attendee = of_phase(picture, &picture.phases[phase], mails, silent, "de");
        attendee.email.unwrap().into_string()
    }

    #[test]
    fn where_nobody_is_written_to_the_own_address_does_no_harm() {
        let picture = picture();
        for phase in [0, 2] {
            let email = email_on(&picture, phase, CustomerMails::None, true);
            assert_eq!(email, "erika@kundin.example");
        }
    }

    #[test]
    fn only_as_many_bookings_write_to_the_customer_as_the_salon_wants() {
        let picture = picture();
        let (own, stand_in) = (
            "erika@kundin.example",
            "kunde-0192f8a0-0000-7000-8000-00000000000c@kamm.invalid",
        );
        for (mails, first, later) in [
            (CustomerMails::First, own, stand_in),
            (CustomerMails::All, own, own),
            (CustomerMails::None, stand_in, stand_in),
        ] {
            assert_eq!(email_of(&picture, 0, mails), first, "{mails:?}");
            assert_eq!(email_of(&picture, 2, mails), later, "{mails:?}");
        }
        assert!(is_placeholder(stand_in) && !is_placeholder(own));
        let named = customer_of_placeholder(stand_in).map(|uid| uid.to_string());
        assert_eq!(named, Some(picture.promise.unwrap().customer_uid));
        assert_eq!(customer_of_placeholder(own), None);
    }

    #[test]
    fn an_address_that_cal_com_refuses_is_not_sent() {
        let mut picture = picture();
        for email in [
            "erika",
            "erika@kundin",
            "jörg@kundin.example",
            "e r@k.example",
            "@k.example",
            "a@b@c.example",
        ] {
            picture.promise.as_mut().unwrap().customer_email = Some(email.to_owned());
            assert!(
                is_placeholder(&email_of(&picture, 0, CustomerMails::All)),
                "{email}"
            );
        }
        picture.promise.as_mut().unwrap().customer_email = None;
        assert!(is_placeholder(&email_of(&picture, 0, CustomerMails::All)));
    }

    #[test]
    fn name_number_zone_and_language_travel_along() {
        let picture = picture();
        let attendee = of_phase(
            &picture,
            &picture.phases[0],
            CustomerMails::First,
            false,
            "de",
        );
        assert_eq!(attendee.name.as_str(), "Erika Muster");
        assert_eq!(attendee.phone_number.unwrap().as_str(), "+491711234567");
        assert_eq!(attendee.time_zone, "Europe/Berlin");
        assert_eq!(attendee.language.as_deref(), Some("de"));
    }
}
