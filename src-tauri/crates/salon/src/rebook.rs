//! Moving what is booked: an appointment keeps its own segments, lengths and people, whatever the catalogue says today.
//!
//! Only what is asked for changes: another stylist takes over what the first one did, parts get other lengths, and a segment
//! that may be handed over goes to somebody else where its performer cannot.

use std::collections::BTreeMap;

use jiff::SignedDuration;

use crate::{
    catalogue::{Segment, SegmentKey, Service},
    id::StaffId,
    phase::{PhaseKind, PlannedPhase},
    plan::{Comb, Lengths, Piece, PlanError, refuse_length},
    span::Span,
    team::{Choice, candidates, teams},
};

/// The ways to put `booked` somewhere else with `lead`, the preferred first: everybody stays, then others take over where
/// `service` lets them. Never empty.
///
/// # Errors
/// [`PlanError::CannotDo`] if a new lead may not do what the old one does; [`PlanError::UnknownPart`],
/// [`PlanError::PartTooLong`], [`PlanError::SegmentWithoutTime`], [`PlanError::TooLong`].
pub fn combs(
    service: &Service,
    booked: &Comb,
    lead: StaffId,
    lengths: &Lengths,
) -> Result<Vec<Comb>, PlanError> {
    let choices: Vec<Choice> = booked
        .pieces
        .iter()
        .filter_map(|piece| Some((working_segment(piece)?, piece.kind.staff())))
        .map(|(key, staff)| {
            let first = if staff == booked.lead { lead } else { staff };
            let segment = find_segment(service, &key);
            (key, takers(segment, first, lead))
        })
        .collect();
    teams(&choices)
        .map(|team| {
            booked
                .with_team(service, lead, &team)?
                .with_lengths(service, lengths)
        })
        .collect()
}

/// `booked` with one segment given to somebody else, who brings their own length; everything behind follows.
///
/// # Errors
/// [`PlanError::UnknownSegment`]; [`PlanError::CannotDo`] if they may not do it; [`PlanError::TooLong`].
pub fn handed_over(
    service: &Service,
    booked: &Comb,
    key: &SegmentKey,
    to: StaffId,
) -> Result<Comb, PlanError> {
    let is_it = |piece: &Piece| working_segment(piece).as_ref() == Some(key);
    if !booked.pieces.iter().any(is_it) {
        return Err(PlanError::UnknownSegment { key: key.clone() });
    }
    let team = BTreeMap::from([(key.clone(), to)]);
    booked.with_team(service, booked.lead, &team)
}

/// Who takes a segment: who has it, then others as the catalogue has them.
fn takers(segment: Option<&Segment>, first: StaffId, lead: StaffId) -> Vec<StaffId> {
    let mut takers = vec![first];
    if let Some(segment) = segment.filter(|segment| segment.hand_over) {
        let able = |staff: &StaffId| *staff != first && segment.minutes_for(*staff).is_some();
        takers.extend(candidates(segment, lead).into_iter().filter(able));
    }
    takers
}

fn working_segment(piece: &Piece) -> Option<SegmentKey> {
    match piece.kind {
        PhaseKind::Staff { .. } => SegmentKey::parse(&piece.key),
        PhaseKind::Gap { .. } => None,
    }
}

fn find_segment<'a>(service: &'a Service, key: &SegmentKey) -> Option<&'a Segment> {
    service.segments().find(|segment| segment.key == *key)
}

impl Comb {
    /// The comb of an appointment as it is booked. `None` without phases.
    #[must_use]
    pub fn booked(lead: StaffId, phases: &[PlannedPhase]) -> Option<Self> {
        let start = Span::around(phases.iter().map(|phase| phase.span))?.start;
        let pieces = phases
            .iter()
            .map(|phase| Piece {
                key: phase.key.clone(),
                name: phase.name.clone(),
                kind: phase.kind,
                offset: phase.span.start.duration_since(start),
                length: phase.span.end.duration_since(phase.span.start),
            })
            .collect();
        Some(Self { lead, pieces })
    }

    /// The same comb by other people. Who takes a segment over brings their own length, unless the booked one was settled
    /// by hand.
    fn with_team(
        &self,
        service: &Service,
        lead: StaffId,
        team: &BTreeMap<SegmentKey, StaffId>,
    ) -> Result<Self, PlanError> {
        let mut comb = self.clone();
        comb.lead = lead;
        let mut before = lead;
        for index in 0..comb.pieces.len() {
            let Some(piece) = comb.pieces.get_mut(index) else {
                break;
            };
            let had = piece.kind.staff();
            let segment = working_segment(piece);
            let staff = match &segment {
                Some(key) => team.get(key).copied().unwrap_or(had),
                None => before,
            };
            piece.kind = given_to(piece.kind, staff);
            before = staff;
            if let Some(segment) = segment.and_then(|key| find_segment(service, &key))
                && staff != had
            {
                let length = length_for(segment, had, staff, piece.length)?;
                comb.resize(index, length);
            }
        }
        comb.within_a_day()
    }

    /// The same comb with segments of other lengths, and gaps stretched, taken out or put back; everything behind follows.
    fn with_lengths(mut self, service: &Service, lengths: &Lengths) -> Result<Self, PlanError> {
        for (key, minutes) in lengths {
            let index = match self.pieces.iter().position(|piece| piece.key == *key) {
                Some(index) => index,
                None => self.put_back(service, key)?,
            };
            let is_segment = self.pieces.get(index).and_then(working_segment).is_some();
            refuse_length(key, is_segment, *minutes)?;
            self.resize(index, SignedDuration::from_mins(i64::from(*minutes)));
        }
        self.pieces.retain(|piece| piece.length.is_positive());
        self.within_a_day()
    }

    /// Opens a gap of no length where the catalogue has it; answers its place.
    fn put_back(&mut self, service: &Service, key: &str) -> Result<usize, PlanError> {
        let unknown = || PlanError::UnknownPart {
            key: key.to_owned(),
        };
        let (segment, gap) = service.gap(key).ok_or_else(unknown)?;
        let bookable = gap.bookable;
        let index = self
            .pieces
            .iter()
            .position(|p| p.key == segment.key.as_str());
        let index = index.ok_or_else(unknown)?;
        let before = self.pieces.get(index).ok_or_else(unknown)?;
        let gap = Piece {
            key: key.to_owned(),
            name: String::new(),
            kind: PhaseKind::Gap {
                staff: before.kind.staff(),
                bookable,
            },
            offset: before.offset + before.length,
            length: SignedDuration::ZERO,
        };
        self.pieces.insert(index + 1, gap);
        Ok(index + 1)
    }

    fn resize(&mut self, index: usize, length: SignedDuration) {
        let Some(piece) = self.pieces.get_mut(index) else {
            return;
        };
        let longer_by = length - piece.length;
        piece.length = length;
        for follower in self.pieces.iter_mut().skip(index + 1) {
            follower.offset += longer_by;
        }
    }
}

fn given_to(kind: PhaseKind, staff: StaffId) -> PhaseKind {
    match kind {
        PhaseKind::Staff { .. } => PhaseKind::Staff { staff },
        PhaseKind::Gap { bookable, .. } => PhaseKind::Gap { staff, bookable },
    }
}

fn length_for(
    segment: &Segment,
    had: StaffId,
    takes: StaffId,
    booked: SignedDuration,
) -> Result<SignedDuration, PlanError> {
    let minutes = segment.minutes_for(takes).ok_or(PlanError::CannotDo {
        segment: segment.key.clone(),
        staff: takes,
    })?;
    let usual = segment.minutes_for(had).unwrap_or(segment.minutes);
    if booked != SignedDuration::from_mins(i64::from(usual)) {
        return Ok(booked);
    }
    Ok(SignedDuration::from_mins(i64::from(minutes)))
}
