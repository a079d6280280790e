//! A booked appointment and today's shape of its service: how they differ, and what would make them agree.
//!
//! An edit of the catalogue never reaches into the book by itself. Here is what a person decides about.

use std::collections::BTreeMap;

use crate::{
    catalogue::{SegmentKey, Service},
    phase::PhaseKind,
    plan::{Comb, Lengths, Piece, PlanError},
    team::{Choice, candidates, teams},
};

/// One way in which a booked comb is not what the catalogue has today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Difference {
    /// Other segments, or another order of them.
    Segments,
    /// A segment of another length.
    Lengths,
    /// A gap more, less, of another length, or for others to use or not.
    Gaps,
    /// Somebody does a segment who may not do it any more.
    Staff,
}

impl Difference {
    /// Stable word for window and terminal.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Segments => "segments",
            Self::Lengths => "lengths",
            Self::Gaps => "gaps",
            Self::Staff => "staff",
        }
    }
}

/// The combs that `service` makes today of `booked`, the preferred first: everybody keeps what they do as far as they may still do
/// it. Never empty.
///
/// # Errors
/// [`PlanError::CannotDo`] where nobody may do a segment in that appointment; otherwise as [`Comb::cut`].
pub fn combs(service: &Service, booked: &Comb) -> Result<Vec<Comb>, PlanError> {
    let choices: Vec<Choice> = service
        .segments()
        .map(|segment| {
            let had = booked
                .pieces
                .iter()
                .find(|piece| is_segment(piece, &segment.key));
            let keeps = had
                .map(|piece| piece.kind.staff())
                .filter(|staff| segment.minutes_for(*staff).is_some());
            let able = match keeps {
                Some(staff) => vec![staff],
                None => candidates(segment, booked.lead),
            };
            (segment.key.clone(), able)
        })
        .collect();
    let lengths = Lengths::new();
    teams(&choices)
        .map(|team: BTreeMap<_, _>| Comb::cut(service, booked.lead, &lengths, &team))
        .collect()
}

/// In what `booked` differs from `today`; names do not count.
#[must_use]
pub fn differences(booked: &Comb, today: &Comb) -> Vec<Difference> {
    let mut found = Vec::new();
    let (theirs, ours) = (segments(booked), segments(today));
    let keys = |pieces: &[&Piece]| pieces.iter().map(|p| p.key.clone()).collect::<Vec<_>>();
    if keys(&theirs) != keys(&ours) {
        found.push(Difference::Segments);
    }
    let pairs = || {
        let same = |one: &&Piece| ours.iter().find(|other| other.key == one.key).copied();
        theirs
            .iter()
            .filter_map(move |one| Some((*one, same(one)?)))
    };
    if pairs().any(|(one, other)| one.length != other.length) {
        found.push(Difference::Lengths);
    }
    if gaps(booked) != gaps(today) {
        found.push(Difference::Gaps);
    }
    if pairs().any(|(one, other)| one.kind.staff() != other.kind.staff()) {
        found.push(Difference::Staff);
    }
    found
}

fn is_segment(piece: &Piece, key: &SegmentKey) -> bool {
    match piece.kind {
        PhaseKind::Staff { .. } => piece.key == key.as_str(),
        PhaseKind::Gap { .. } => false,
    }
}

fn segments(comb: &Comb) -> Vec<&Piece> {
    let working = |piece: &&Piece| match piece.kind {
        PhaseKind::Staff { .. } => true,
        PhaseKind::Gap { .. } => false,
    };
    comb.pieces.iter().filter(working).collect()
}

/// Key, length and whether others may use it.
fn gaps(comb: &Comb) -> Vec<(&str, jiff::SignedDuration, bool)> {
    let open = |piece: &Piece| match piece.kind {
        PhaseKind::Gap { bookable, .. } => Some(bookable),
        PhaseKind::Staff { .. } => None,
    };
    let gaps = comb.pieces.iter();
    gaps.filter_map(|piece| Some((piece.key.as_str(), piece.length, open(piece)?)))
        .collect()
}
