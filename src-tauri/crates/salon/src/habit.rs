//! What somebody usually has, read off what they had.

use crate::{
    catalogue::{Part, Service},
    phase::{PhaseKind, PlannedPhase},
};

/// A part that took another time than the catalogue gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unusual {
    /// `B` for a segment, `GAP_A` for a gap.
    pub key: String,
    /// "Auftragen"; empty for gaps.
    pub name: String,
    /// What it took, in minutes.
    pub minutes: u16,
    /// What it takes otherwise, with the same person.
    pub usual: u16,
}

/// What occurs most often; of two that occur equally often, the one that occurred last.
#[must_use]
pub fn usual<T: PartialEq>(latest_first: &[T]) -> Option<&T> {
    let times = |one: &T| latest_first.iter().filter(|other| *other == one).count();
    // `max_by_key` would answer the last of equals.
    let mut found: Option<(&T, usize)> = None;
    for one in latest_first {
        let count = times(one);
        if found.is_none_or(|(_, most)| count > most) {
            found = Some((one, count));
        }
    }
    found.map(|(one, _)| one)
}

/// The lengths of a booked appointment that differ from today's catalogue. A part that only one of both has is not a
/// length but another shape, and left out.
#[must_use]
pub fn unusual_lengths(service: &Service, booked: &[PlannedPhase]) -> Vec<Unusual> {
    let mut found = Vec::new();
    let mut before: Option<String> = None;
    for part in &service.parts {
        let key = match part {
            Part::Segment(segment) => segment.key.to_string(),
            Part::Gap(_) => before.take().unwrap_or_default(),
        };
        if let Part::Segment(segment) = part {
            before = Some(segment.key.gap_key());
        }
        let Some(phase) = booked.iter().find(|phase| phase.key == key) else {
            continue;
        };
        let (name, usual) = match (part, phase.kind) {
            (Part::Segment(segment), PhaseKind::Staff { staff }) => {
                let theirs = segment.minutes_for(staff);
                (segment.name.clone(), theirs.unwrap_or(segment.minutes))
            }
            (Part::Gap(gap), PhaseKind::Gap { .. }) => (String::new(), gap.minutes),
            (Part::Segment(_), PhaseKind::Gap { .. }) | (Part::Gap(_), PhaseKind::Staff { .. }) => {
                continue;
            }
        };
        // No part is longer than half a day.
        let minutes = u16::try_from(phase.span.minutes()).unwrap_or(u16::MAX);
        if minutes != usual {
            found.push(Unusual {
                key,
                name,
                minutes,
                usual,
            });
        }
    }
    found
}
