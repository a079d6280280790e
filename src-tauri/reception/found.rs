//! A service that was found in Cal.com, as the owner's sheet has it: to be looked at, completed and saved.

use desk::sheets::{PartSheet, PerformerSheet, ServiceSheet};
use serde::Serialize;
use sync::view::{FoundPart, FoundService};
use ts_rs::TS;

/// Processing time that is proposed between two steps: Cal.com does not know it.
pub const PROPOSED_GAP: u16 = 30;

/// What was found, and what it would be.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct FoundSheet {
    /// What stands in Cal.com.
    pub found: FoundService,
    /// The service that it would be; a proposal where it has several steps.
    pub sheet: ServiceSheet,
}

impl FoundSheet {
    /// `colours`: the palette, of which each gets the next.
    #[must_use]
    pub fn all(found: Vec<FoundService>, colours: &[String], gap: u16) -> Vec<Self> {
        let colours = colours.iter().cycle();
        found
            .into_iter()
            .zip(colours)
            .map(|(found, colour)| Self {
                sheet: sheet(&found, colour, gap),
                found,
            })
            .collect()
    }
}

fn sheet(found: &FoundService, colour: &str, gap: u16) -> ServiceSheet {
    let mut parts = Vec::with_capacity(2 * found.parts.len());
    for part in &found.parts {
        if !parts.is_empty() && gap > 0 {
            parts.push(PartSheet::Gap {
                minutes: gap,
                bookable: true,
            });
        }
        parts.push(segment(part));
    }
    ServiceSheet {
        id: None,
        version: 0,
        archived: false,
        number: None,
        name: found.name.clone(),
        category: String::new(),
        colour: colour.to_owned(),
        price_cents: None,
        public: true,
        parts,
    }
}

fn segment(part: &FoundPart) -> PartSheet {
    let performers = part.performers.iter().map(|one| PerformerSheet {
        staff_id: one.staff_id,
        minutes: one.minutes,
    });
    PartSheet::Segment {
        key: None,
        name: part.name.clone(),
        minutes: part.minutes,
        hand_over: false,
        performers: performers.collect(),
    }
}
