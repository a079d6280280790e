//! What an owner types about a service, checked and brought into the catalogue's form.
//!
//! A segment keeps its key through every edit, wherever it is moved to. A new one gets a key that the service never used, because
//! bookings and event types in Cal.com may still carry the old ones.

use std::collections::BTreeSet;

use crate::{
    catalogue::{Gap, Part, Performer, Segment, SegmentKey, Service},
    colour,
    customer::{LONGEST_NAME, Name},
    id::ServiceId,
    validate::{CatalogueError, MOST_PARTS},
};

/// Longest service, in minutes.
const LONGEST_SERVICE: u32 = 24 * 60;

/// A service as it is typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceDraft {
    /// Number in the price list.
    pub number: Option<u32>,
    /// "Ansatzfärbung".
    pub name: String,
    /// Heading in the catalogue; may be empty.
    pub category: String,
    /// Palette entry.
    pub colour: String,
    /// Price in cents, where the salon gives one.
    pub price_cents: Option<u32>,
    /// Whether customers may book it themselves.
    pub public: bool,
    /// Segments and gaps in their order.
    pub parts: Vec<PartDraft>,
}

/// A part as it is typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PartDraft {
    /// Needs a staff member.
    Segment {
        /// The key of one that was there before; `None` for a new one.
        key: Option<SegmentKey>,
        /// "Auftragen"; may be empty.
        name: String,
        /// Usual length.
        minutes: u16,
        /// Who may do it, the preferred first.
        performers: Vec<Performer>,
        /// Whether somebody else takes over here when they can.
        hand_over: bool,
    },
    /// Needs nobody.
    Gap(Gap),
}

impl ServiceDraft {
    /// The service that this makes in row `id`; new segments get keys that are not in `used`.
    ///
    /// # Errors
    /// The first fault found.
    pub fn settle(
        self,
        id: ServiceId,
        mut used: BTreeSet<SegmentKey>,
    ) -> Result<Service, CatalogueError> {
        if self.parts.len() > MOST_PARTS {
            return Err(CatalogueError::TooManyParts);
        }
        if !colour::is_known(&self.colour) {
            return Err(CatalogueError::UnknownColour);
        }
        used.extend(self.parts.iter().filter_map(PartDraft::key).cloned());
        let mut parts = Vec::with_capacity(self.parts.len());
        for part in self.parts {
            parts.push(part.settle(&mut used)?);
        }
        let service = Service {
            id,
            number: self.number,
            name: line(&self.name)?,
            category: line(&self.category)?,
            colour: self.colour,
            price_cents: self.price_cents,
            public: self.public,
            parts,
        };
        service.validate()?;
        if service.longest_minutes() > LONGEST_SERVICE {
            return Err(CatalogueError::TooLong);
        }
        Ok(service)
    }
}

impl PartDraft {
    fn key(&self) -> Option<&SegmentKey> {
        match self {
            Self::Segment { key, .. } => key.as_ref(),
            Self::Gap(_) => None,
        }
    }

    fn settle(self, used: &mut BTreeSet<SegmentKey>) -> Result<Part, CatalogueError> {
        match self {
            Self::Gap(gap) => Ok(Part::Gap(gap)),
            Self::Segment {
                key,
                name,
                minutes,
                performers,
                hand_over,
            } => Ok(Part::Segment(Segment {
                key: match key {
                    Some(key) => key,
                    None => unused(used)?,
                },
                name: line(&name)?,
                minutes,
                performers,
                hand_over,
            })),
        }
    }
}

impl Service {
    /// Length with the slowest performer of every segment.
    fn longest_minutes(&self) -> u32 {
        let of_part = |part: &Part| match part {
            Part::Segment(segment) => {
                let own = segment.performers.iter().filter_map(|p| p.minutes);
                own.fold(segment.minutes, u16::max)
            }
            Part::Gap(gap) => gap.minutes,
        };
        self.parts.iter().map(|part| u32::from(of_part(part))).sum()
    }
}

/// A, B … Z, then A1, B1 …
fn unused(used: &mut BTreeSet<SegmentKey>) -> Result<SegmentKey, CatalogueError> {
    let rounds = std::iter::once(String::new()).chain((1..1000).map(|n: u16| n.to_string()));
    let mut keys =
        rounds.flat_map(|round| ('A'..='Z').map(move |letter| format!("{letter}{round}")));
    let free = keys
        .find_map(|key| SegmentKey::parse(&key).filter(|key| !used.contains(key)))
        .ok_or(CatalogueError::TooManyParts)?;
    used.insert(free.clone());
    Ok(free)
}

/// One line without what only steers the display; blank stays blank.
fn line(text: &str) -> Result<String, CatalogueError> {
    if text.trim().is_empty() {
        return Ok(String::new());
    }
    match Name::parse(text) {
        Ok(name) => Ok(name.as_str().to_owned()),
        Err(_) if text.chars().count() > LONGEST_NAME => Err(CatalogueError::NameTooLong),
        // Nothing in it that could be seen.
        Err(_) => Ok(String::new()),
    }
}
