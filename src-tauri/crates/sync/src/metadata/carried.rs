//! What a booking of a Kamm tells another one.

use std::collections::BTreeMap;

use store::appointments::Origin;
use uuid::Uuid;

use super::{
    APPOINTMENT, COMB, CUSTOMER, CarriedPart, DESK, ORIGIN, PART, PHASE, SEGMENT, SEGMENT_NAME,
    SEQUENCE, SERVICE_NAME, SERVICE_NUMBER, STYLIST, VISIT, WHOLE, ZONE, part,
};

/// Everything that the metadata of a booking tells. What earlier versions did not write is missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carried {
    /// Name of the appointment in the world.
    pub appointment: Uuid,
    /// Name of the phase in the world.
    pub phase: Uuid,
    /// `A`.
    pub key: String,
    /// Name of the customer in the world.
    pub customer: Option<Uuid>,
    /// Name of the visit that the appointment is part of.
    pub visit: Option<Uuid>,
    /// What the booking is called if it stands for all of the appointment, by every desk and through all moves; `None`: it is
    /// that of a segment, or of a gap.
    pub whole: Option<Uuid>,
    /// The desk that made the booking.
    pub desk: Option<String>,
    /// Who made the appointment.
    pub origin: Origin,
    /// The appointment's stylist, as a user in Cal.com.
    pub stylist: Option<i64>,
    /// 440.
    pub service_number: Option<u32>,
    /// "Ansatzfärbung".
    pub service_name: String,
    /// In which zone the time was agreed.
    pub zone: Option<String>,
    /// All parts of the appointment in their order, its own segment among them.
    pub parts: Vec<CarriedPart>,
}

impl Carried {
    /// `None` for a booking that did not come from a Kamm.
    #[must_use]
    pub fn read(metadata: &BTreeMap<String, String>) -> Option<Self> {
        let text = |key: &str| metadata.get(key).map(String::as_str);
        let number = |key: &str| text(key)?.parse().ok();
        let uid = |key: &str| Uuid::parse_str(text(key)?).ok();
        let mut carried = Self {
            appointment: uid(APPOINTMENT)?,
            phase: uid(PHASE)?,
            key: text(SEGMENT)?.to_owned(),
            customer: uid(CUSTOMER),
            visit: uid(VISIT),
            whole: uid(WHOLE),
            desk: text(DESK).map(str::to_owned),
            origin: text(ORIGIN)
                .and_then(Origin::from_word)
                .unwrap_or(Origin::Desk),
            stylist: number(STYLIST),
            service_number: text(SERVICE_NUMBER).and_then(|text| text.parse().ok()),
            service_name: text(SERVICE_NAME).unwrap_or_default().to_owned(),
            zone: text(ZONE).map(str::to_owned),
            parts: parts(metadata),
        };
        if carried.parts.is_empty() {
            carried.parts = part::of_comb(text(COMB).unwrap_or_default());
        }
        carried.know_own_segment(text(SEGMENT_NAME), text(SEQUENCE));
        Some(carried)
    }

    /// Whether it is not a segment's booking, but what keeps a gap from being sold.
    #[must_use]
    pub fn is_gap(&self) -> bool {
        let own = self.parts.iter().find(|part| part.key == self.key);
        own.is_some_and(|own| own.gap.is_some())
    }

    /// The parts that need somebody, in their order.
    pub fn segments(&self) -> impl Iterator<Item = &CarriedPart> {
        self.parts.iter().filter(|part| part.gap.is_none())
    }

    /// An earlier version told of its own segment only.
    fn know_own_segment(&mut self, name: Option<&str>, sequence: Option<&str>) {
        let of_key = |part: &&mut CarriedPart| part.key == self.key;
        let Some(own) = self.parts.iter_mut().find(of_key) else {
            return;
        };
        own.uid = Some(self.phase);
        if let Some(name) = name {
            name.clone_into(&mut own.name);
        }
        if let Some(sequence) = sequence.and_then(|text| text.parse().ok()) {
            own.sequence = sequence;
        }
    }
}

fn parts(metadata: &BTreeMap<String, String>) -> Vec<CarriedPart> {
    let told = metadata.iter().filter_map(|(key, text)| {
        let sequence = key.strip_prefix(PART)?.parse().ok()?;
        part::read(sequence, text)
    });
    let mut parts: Vec<_> = told.collect();
    parts.sort_by_key(|part| part.sequence);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{fixture::picture, metadata::of_phase};

    #[test]
    fn one_booking_tells_of_the_whole_appointment() {
        let picture = picture();
        let carried = Carried::read(&of_phase(&picture, &picture.phases[2])).unwrap();
        let promise = picture.promise.as_ref().unwrap();
        assert_eq!(carried.appointment.to_string(), promise.uid);
        assert_eq!(carried.phase.to_string(), picture.phases[2].uid);
        assert_eq!(
            carried.customer.map(|uid| uid.to_string()),
            Some(promise.customer_uid.clone())
        );
        assert_eq!(
            carried.visit.map(|uid| uid.to_string()),
            promise.visit.clone()
        );
        assert_eq!(carried.desk, picture.desk);
        assert_eq!(carried.stylist, Some(3));
        assert_eq!(carried.service_number, Some(440));
        let told: Vec<_> = carried
            .parts
            .iter()
            .map(|part| {
                (
                    part.key.clone(),
                    i64::from(part.minutes),
                    part.uid.map(|uid| uid.to_string()),
                )
            })
            .collect();
        let wanted: Vec<_> = picture
            .phases
            .iter()
            .map(|phase| {
                (
                    phase.key.clone(),
                    phase.span.minutes(),
                    Some(phase.uid.clone()),
                )
            })
            .collect();
        assert_eq!(told, wanted);
    }

    #[test]
    fn a_booking_of_an_earlier_version_tells_the_shape() {
        let picture = picture();
        let mut old = of_phase(&picture, &picture.phases[2]);
        old.retain(|key, _| !key.starts_with(PART) && key != CUSTOMER && key != ORIGIN);
        let carried = Carried::read(&old).unwrap();
        assert_eq!((carried.origin, carried.customer), (Origin::Desk, None));
        let uids: Vec<_> = carried
            .parts
            .iter()
            .map(|part| (part.key.as_str(), part.uid))
            .collect();
        assert_eq!(
            uids,
            [("A", None), ("GAP_A", None), ("B", Some(carried.phase))]
        );
    }

    #[test]
    fn a_stranger_tells_nothing() {
        assert_eq!(Carried::read(&BTreeMap::new()), None);
    }
}
