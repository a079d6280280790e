//! Whether a service can stand in the catalogue at all.

use std::collections::BTreeSet;

use crate::catalogue::{Gap, Part, Segment, Service};

/// Longest part, in minutes: what the book can hold.
pub const LONGEST_PART: u16 = 720;

/// Most segments and gaps of one service.
pub const MOST_PARTS: usize = 40;

/// What is wrong with a service of the catalogue.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CatalogueError {
    /// Nothing to call it by.
    #[error("a service needs a name")]
    NoName,
    /// Nobody does anything.
    #[error("a service needs at least one segment")]
    NoSegment,
    /// The customer would sit down before anybody comes, or stay after everybody left.
    #[error("a service opens and closes with a segment")]
    GapAtTheEdge,
    /// Two gaps in a row are one gap.
    #[error("two gaps follow each other after segment {after}")]
    GapAfterGap {
        /// The segment before them.
        after: String,
    },
    /// Keys name segments in Cal.com and must tell them apart.
    #[error("segment key {key} is used twice")]
    KeyTwice {
        /// The key.
        key: String,
    },
    /// No time, or more than half a day.
    #[error("{key} takes {minutes} minutes; 1 to {LONGEST_PART} are possible")]
    Minutes {
        /// `A` or `GAP_A`.
        key: String,
        /// What was given.
        minutes: u16,
    },
    /// Longer than [`crate::customer::LONGEST_NAME`].
    #[error("a name is too long")]
    NameTooLong,
    /// More parts than anybody sits through, or no letter left to call a segment by.
    #[error("a service has at most {MOST_PARTS} parts")]
    TooManyParts,
    /// All of it together takes more than a day.
    #[error("the service would take more than a day")]
    TooLong,
    /// Keys are part of addresses in Cal.com.
    #[error("a segment's key is one to four capital letters or digits")]
    Key,
    /// Not in the palette.
    #[error("there is no such colour in the palette")]
    UnknownColour,
    /// The same person listed twice, with possibly two lengths.
    #[error("segment {key} lists a performer twice")]
    PerformerTwice {
        /// The segment.
        key: String,
    },
}

impl CatalogueError {
    /// Stable code for window, terminal and phone.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoName => "service_without_name",
            Self::NoSegment => "service_without_segment",
            Self::GapAtTheEdge => "gap_at_the_edge",
            Self::GapAfterGap { .. } => "gap_after_gap",
            Self::KeyTwice { .. } => "segment_key_twice",
            Self::Minutes { .. } => "invalid_minutes",
            Self::NameTooLong => "name_too_long",
            Self::TooManyParts => "too_many_parts",
            Self::TooLong => "too_long",
            Self::Key => "invalid_segment_key",
            Self::UnknownColour => "unknown_colour",
            Self::PerformerTwice { .. } => "performer_twice",
        }
    }
}

impl Service {
    /// Whether the comb is one: opens and closes with a segment, no gap after a gap, keys unique, lengths possible.
    ///
    /// A segment that nobody may do is valid – the owner is still filling in the team – but cannot be planned.
    ///
    /// # Errors
    /// The first fault found, in reading order.
    pub fn validate(&self) -> Result<(), CatalogueError> {
        if self.name.trim().is_empty() {
            return Err(CatalogueError::NoName);
        }
        let (Some(first), Some(last)) = (self.parts.first(), self.parts.last()) else {
            return Err(CatalogueError::NoSegment);
        };
        if matches!(first, Part::Gap(_)) || matches!(last, Part::Gap(_)) {
            return Err(CatalogueError::GapAtTheEdge);
        }
        let mut keys = BTreeSet::new();
        let mut before: Option<&Segment> = None;
        let mut in_gap = false;
        for part in &self.parts {
            match part {
                Part::Segment(segment) => {
                    validate_segment(segment)?;
                    if !keys.insert(&segment.key) {
                        return Err(CatalogueError::KeyTwice {
                            key: segment.key.to_string(),
                        });
                    }
                    before = Some(segment);
                    in_gap = false;
                }
                Part::Gap(gap) => {
                    validate_gap(gap, before, in_gap)?;
                    in_gap = true;
                }
            }
        }
        Ok(())
    }
}

fn validate_segment(segment: &Segment) -> Result<(), CatalogueError> {
    let own_lengths = segment.performers.iter().filter_map(|p| p.minutes);
    for minutes in own_lengths.chain([segment.minutes]) {
        if !possible(minutes) {
            return Err(CatalogueError::Minutes {
                key: segment.key.to_string(),
                minutes,
            });
        }
    }
    let people: BTreeSet<_> = segment.performers.iter().map(|p| p.staff).collect();
    if people.len() < segment.performers.len() {
        return Err(CatalogueError::PerformerTwice {
            key: segment.key.to_string(),
        });
    }
    Ok(())
}

fn validate_gap(gap: &Gap, before: Option<&Segment>, in_gap: bool) -> Result<(), CatalogueError> {
    let Some(before) = before else {
        return Err(CatalogueError::GapAtTheEdge);
    };
    if in_gap {
        return Err(CatalogueError::GapAfterGap {
            after: before.key.to_string(),
        });
    }
    if !possible(gap.minutes) {
        return Err(CatalogueError::Minutes {
            key: before.key.gap_key(),
            minutes: gap.minutes,
        });
    }
    Ok(())
}

fn possible(minutes: u16) -> bool {
    (1..=LONGEST_PART).contains(&minutes)
}
