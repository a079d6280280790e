//! Why an appointment cannot go where Cal.com has a segment of it, with the facts for the sentence in the review list.

use jiff::{Timestamp, tz::TimeZone};
use salon::{Reason, civil};
use serde_json::{Value, json};
use store::{Read, StoreError, settings, staff};

/// What stands against it.
#[derive(Debug)]
pub(super) enum Obstacle {
    /// Something at the salon.
    Salon(Reason),
    /// It takes another length there.
    LengthDiffers,
    /// It is with somebody whom nobody here knows.
    HostUnknown,
    /// There is no such time.
    NoSuchTime,
}

impl Obstacle {
    /// Stable code: a sentence of the family `reason`.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Salon(reason) => reason.code(),
            Self::LengthDiffers => "length_differs",
            Self::HostUnknown => "host_unknown",
            Self::NoSuchTime => "no_such_time",
        }
    }

    /// Facts of an entry about a segment that was moved to `start`. `because` has the fields of the desk's reasons.
    pub(super) fn facts(&self, read: &Read<'_>, start: Timestamp) -> Result<Value, StoreError> {
        let facts = match self {
            Self::Salon(reason) => reason.facts(),
            Self::LengthDiffers | Self::HostUnknown | Self::NoSuchTime => {
                salon::conflict::Facts::default()
            }
        };
        let zone = TimeZone::get(&settings::zone(read)?).unwrap_or(TimeZone::UTC);
        let who = match facts.staff {
            Some(id) => staff::find(read, id)?,
            None => None,
        };
        let clock = |at: Option<Timestamp>| at.map(|at| civil::clock(at, &zone));
        Ok(json!({
            "moved_to": start.to_string(),
            "because": {
                "code": self.name(),
                "phase_key": facts.phase,
                "staff_name": who.map(|who| who.name),
                "what": facts.what,
                "customer_name": facts.customer_name,
                "from": clock(facts.from),
                "to": clock(facts.to),
            },
        }))
    }
}
