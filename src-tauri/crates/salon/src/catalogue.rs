//! What the salon sells: a service is a comb of segments (teeth, somebody works) and gaps (the colour does).
//!
//! A service always opens and closes with a segment. Keys are unique within a service; a gap takes its key from the
//! segment it follows.

use serde::{Deserialize, Serialize};

use crate::id::{ServiceId, StaffId};

/// `A`, `B`, `C`… – the name of a segment within its service. It is part of event-type slugs and booking metadata, so it
/// never changes once bookings carry it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SegmentKey(String);

impl SegmentKey {
    /// One to four capital letters or digits, the first a letter.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let well_formed = text.len() <= 4
            && text.starts_with(|c: char| c.is_ascii_uppercase())
            && text
                .bytes()
                .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
        well_formed.then(|| Self(text.to_owned()))
    }

    /// The letters themselves.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name of the gap that follows this segment: `GAP_A`.
    #[must_use]
    pub fn gap_key(&self) -> String {
        format!("GAP_{}", self.0)
    }
}

impl std::fmt::Display for SegmentKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// Something the salon sells, as it stands in the catalogue today. Booked appointments keep their own phases.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Service {
    /// Row in the book.
    pub id: ServiceId,
    /// Number in the salon's price list, as the receptionist knows it: 440.
    pub number: Option<u32>,
    /// "Ansatzfärbung".
    pub name: String,
    /// Heading in the catalogue: "Farbe".
    pub category: String,
    /// Name of a palette entry of the timeline ([`crate::colour::PALETTE`]), not a colour value.
    pub colour: String,
    /// Price in cents, where the salon gives one.
    pub price_cents: Option<u32>,
    /// Whether customers may book it themselves; otherwise only the desk does.
    pub public: bool,
    /// Segments and gaps in their order.
    pub parts: Vec<Part>,
}

/// A tooth of the comb or the space after it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Part {
    /// Needs a staff member.
    Segment(Segment),
    /// Needs nobody.
    Gap(Gap),
}

/// Template part that needs a staff member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Segment {
    /// Unique within the service.
    pub key: SegmentKey,
    /// "Auftragen".
    pub name: String,
    /// Usual length.
    pub minutes: u16,
    /// Who may do it, the preferred first. Nobody listed means nobody can: the service cannot be booked.
    pub performers: Vec<Performer>,
    /// Whether somebody other than the appointment's stylist takes over here when they can: the assistant who washes. Where
    /// this holds, performers are tried in their order before the appointment's stylist.
    pub hand_over: bool,
}

/// Somebody who may do a segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Performer {
    /// Who.
    pub staff: StaffId,
    /// Their own length where it differs from the segment's.
    pub minutes: Option<u16>,
}

/// Template part that needs no staff: the colour develops.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gap {
    /// Length.
    pub minutes: u16,
    /// Whether others may be booked into it; otherwise the stylist stays with the customer.
    pub bookable: bool,
}

impl Segment {
    /// How long `staff` takes; `None` if they may not do this segment.
    #[must_use]
    pub fn minutes_for(&self, staff: StaffId) -> Option<u16> {
        let performer = self.performers.iter().find(|p| p.staff == staff)?;
        Some(performer.minutes.unwrap_or(self.minutes))
    }
}

impl Service {
    /// The teeth, in order.
    pub fn segments(&self) -> impl Iterator<Item = &Segment> {
        self.parts.iter().filter_map(|part| match part {
            Part::Segment(segment) => Some(segment),
            Part::Gap(_) => None,
        })
    }

    /// The gap of that key, and the segment it follows.
    #[must_use]
    pub fn gap(&self, key: &str) -> Option<(&Segment, &Gap)> {
        let pairs = self.parts.iter().zip(self.parts.iter().skip(1));
        pairs
            .filter_map(|pair| match pair {
                (Part::Segment(segment), Part::Gap(gap)) => Some((segment, gap)),
                (Part::Segment(_) | Part::Gap(_), Part::Segment(_) | Part::Gap(_)) => None,
            })
            .find(|(segment, _)| segment.key.gap_key() == key)
    }

    /// More than one part: a composite.
    #[must_use]
    pub fn is_composite(&self) -> bool {
        self.parts.len() > 1
    }

    /// Usual length from the first minute to the last, gaps included.
    #[must_use]
    pub fn minutes(&self) -> u32 {
        self.parts
            .iter()
            .map(|part| match part {
                Part::Segment(segment) => u32::from(segment.minutes),
                Part::Gap(gap) => u32::from(gap.minutes),
            })
            .sum()
    }
}
