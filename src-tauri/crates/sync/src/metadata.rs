//! What each booking carries about the appointment it belongs to.
//!
//! Enough to recognise our own booking after a lost answer, and for another desk to have the same appointment with its gaps
//! from Cal.com alone. Nothing about the customer but the name that their placeholder address is made from: the rest is the
//! attendee. The server keeps it as it was at the first create (a reschedule inherits it), so times are taken from the bookings
//! themselves and only names and shape from here.

mod block;
mod carried;
mod part;

use std::{collections::BTreeMap, fmt::Write as _};

use store::sync::{Picture, PicturePhase};

pub(crate) use self::block::held_by_block;
pub use self::{block::block_of, carried::Carried, part::CarriedPart};

const APPOINTMENT: &str = "crm_appointment_id";
const PHASE: &str = "crm_phase_id";
const SEGMENT: &str = "segment_key";
const SEGMENT_NAME: &str = "segment_name";
const SEQUENCE: &str = "sequence";
const CUSTOMER: &str = "crm_customer_id";
const VISIT: &str = "crm_visit_id";
const WHOLE: &str = "crm_whole_id";
const DESK: &str = "crm_desk";
const ORIGIN: &str = "origin";
const STYLIST: &str = "stylist";
const SERVICE_NUMBER: &str = "service_number";
const SERVICE_NAME: &str = "service_name";
const ZONE: &str = "appointment_zone";
const COMB: &str = "comb";
/// `part_0`, `part_1`…: every part of the appointment, so that one booking tells of all.
const PART: &str = "part_";

/// More parts than these would not fit into what a booking may carry; then only the comb tells of them.
const MOST_PARTS: usize = 30;

/// Longest name that is sent along, in UTF-16 units as the server counts; its limit is 500.
const LONGEST: usize = 200;

/// Whose booking it is, by its metadata. `Debug` is harmless: these are our own names for things.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ours {
    /// Uid of the appointment; none for the block of a day.
    pub appointment: Option<String>,
    /// Uid of the phase.
    pub phase: String,
}

/// What the booking of `phase` carries.
#[must_use]
pub fn of_phase(picture: &Picture, phase: &PicturePhase) -> BTreeMap<String, String> {
    let Some(promise) = &picture.promise else {
        return block::written(picture.desk.as_deref(), phase);
    };
    let number = promise.service_number.map(|number| number.to_string());
    let all = [
        (APPOINTMENT, Some(promise.uid.clone())),
        (PHASE, Some(phase.uid.clone())),
        (SEGMENT, Some(phase.key.clone())),
        (SEGMENT_NAME, Some(shorten(&phase.name))),
        (SEQUENCE, Some(phase.sequence.to_string())),
        (CUSTOMER, Some(promise.customer_uid.clone())),
        (VISIT, promise.visit.clone()),
        (WHOLE, promise.whole.clone()),
        (DESK, picture.desk.clone()),
        (ORIGIN, Some(promise.origin.as_str().to_owned())),
        (STYLIST, promise.stylist.map(|user| user.to_string())),
        (SERVICE_NUMBER, number),
        (SERVICE_NAME, Some(shorten(&promise.service_name))),
        ("appointment_start", Some(promise.start.to_string())),
        (ZONE, Some(picture.zone.clone())),
        (COMB, Some(comb(&picture.phases))),
    ];
    all.into_iter()
        .filter_map(|(key, value)| Some((key.to_owned(), value?)))
        .filter(|(_, value)| !value.is_empty())
        .chain(parts(&picture.phases))
        .collect()
}

fn parts(phases: &[PicturePhase]) -> impl Iterator<Item = (String, String)> {
    let few = phases.len() <= MOST_PARTS;
    let told = phases.iter().filter(move |_| few);
    told.map(|phase| (format!("{PART}{}", phase.sequence), part::written(phase)))
}

/// Whose booking it is; `None` for one that did not come from a Kamm.
#[must_use]
pub fn recognise(metadata: &BTreeMap<String, String>) -> Option<Ours> {
    Some(Ours {
        appointment: metadata.get(APPOINTMENT).cloned(),
        phase: metadata.get(PHASE)?.clone(),
    })
}

/// The shape of the comb in minutes: `A30 ~30 B20 C40`, `~` a gap that others may be booked into, `=` one that they may not.
fn comb(phases: &[PicturePhase]) -> String {
    let mut text = String::new();
    for phase in phases {
        let name = match phase.gap {
            None => phase.key.as_str(),
            Some(true) => "~",
            Some(false) => "=",
        };
        let space = if text.is_empty() { "" } else { " " };
        // Writing to a String does not fail.
        let _ = write!(text, "{space}{name}{}", phase.span.minutes());
    }
    shorten(&text)
}

/// Cuts between characters.
fn shorten(text: &str) -> String {
    let mut left = LONGEST;
    text.chars()
        .take_while(|c| {
            let fits = c.len_utf16() <= left;
            left = left.saturating_sub(c.len_utf16());
            fits
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use calcom::check_metadata;

    use super::*;
    use crate::fixture::picture;

    #[test]
    fn a_booking_tells_whose_it_is_and_what_the_comb_looks_like() {
        let picture = picture();
        let carried = of_phase(&picture, &picture.phases[2]);
        let of = |key: &str| carried.get(key).map(String::as_str);
        let uid = picture.promise.unwrap().uid;
        assert_eq!(of("crm_appointment_id"), Some(uid.as_str()));
        assert_eq!(of("crm_phase_id"), Some(picture.phases[2].uid.as_str()));
        assert_eq!(of("segment_key"), Some("B"));
        assert_eq!(of("service_number"), Some("440"));
        assert_eq!(of("sequence"), Some("2"));
        assert_eq!(of("comb"), Some("A30 ~30 B20"));
        assert_eq!(of("appointment_start"), Some("2026-11-27T08:00:00Z"));
        let ours = recognise(&carried).unwrap();
        assert_eq!(
            (ours.appointment, ours.phase.as_str()),
            (Some(uid), picture.phases[2].uid.as_str())
        );
    }

    #[test]
    fn nothing_about_the_customer_is_carried() {
        let picture = picture();
        let carried = of_phase(&picture, &picture.phases[0]);
        for personal in ["Erika", "Muster", "+49", "@"] {
            assert!(carried.values().all(|value| !value.contains(personal)));
        }
    }

    #[test]
    fn long_names_and_emoji_stay_within_the_limits_of_the_server() {
        let mut picture = picture();
        picture.promise.as_mut().unwrap().service_name = "💇🏽‍♀️".repeat(400);
        let long = PicturePhase {
            name: "ü".repeat(10_000),
            ..picture.phases[0].clone()
        };
        picture.phases = vec![long; 60];
        let carried = of_phase(&picture, &picture.phases[0]);
        assert_eq!(check_metadata(&carried), Ok(()));
    }

    #[test]
    fn a_stranger_is_not_taken_for_ours() {
        assert_eq!(recognise(&BTreeMap::new()), None);
        let half = BTreeMap::from([("crm_appointment_id".to_owned(), "x".to_owned())]);
        assert_eq!(recognise(&half), None);
    }
}
