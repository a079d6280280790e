//! From a service to phases: who does which tooth, how long each part takes, and where that puts it from a given start.
//!
//! A [`Comb`] is the plan without a start, so that a search can slide it along the day. Its pieces follow each other
//! without overlap; a gap belongs to whoever worked before it.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};

use crate::{
    catalogue::{Part, SegmentKey, Service},
    id::StaffId,
    phase::{PhaseKind, PlannedPhase},
    span::Span,
    validate::{CatalogueError, LONGEST_PART},
};

/// Longest appointment that the book can hold.
const LONGEST: SignedDuration = SignedDuration::from_hours(24);

/// Lengths that differ for this one appointment, in minutes by key: `B` a segment, which takes some time; `GAP_A` a gap,
/// which 0 removes.
pub type Lengths = BTreeMap<String, u16>;

/// Why a service cannot be planned like this.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PlanError {
    /// They are not among the performers.
    #[error("staff member {staff} may not do segment {segment}")]
    CannotDo {
        /// Which segment.
        segment: SegmentKey,
        /// Who.
        staff: StaffId,
    },
    /// The team is not filled in: no one person may lead the service.
    #[error("nobody may do this service")]
    NobodyCan,
    /// A length for a segment or gap that this service does not have.
    #[error("there is no part {key}")]
    UnknownPart {
        /// What was named.
        key: String,
    },
    /// More than half a day.
    #[error("{key} of {minutes} minutes is longer than {LONGEST_PART}")]
    PartTooLong {
        /// Which part.
        key: String,
        /// What was asked for.
        minutes: u16,
    },
    /// A segment of no length: it is left out by choosing another service.
    #[error("segment {key} needs some time")]
    SegmentWithoutTime {
        /// Which.
        key: String,
    },
    /// All of it together takes more than a day.
    #[error("the appointment would take more than a day")]
    TooLong,
    /// A performer for a segment that this service does not have.
    #[error("there is no segment {key}")]
    UnknownSegment {
        /// What was named.
        key: SegmentKey,
    },
    /// The catalogue entry itself is wrong.
    #[error(transparent)]
    Catalogue(#[from] CatalogueError),
    /// Beyond the calendar.
    #[error("the start lies outside of representable time")]
    OutOfTime,
}

impl PlanError {
    /// Stable code for window, terminal and phone.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::CannotDo { .. } => "cannot_do",
            Self::NobodyCan => "nobody_can",
            Self::UnknownPart { .. } => "unknown_part",
            Self::PartTooLong { .. } => "part_too_long",
            Self::SegmentWithoutTime { .. } => "segment_without_time",
            Self::TooLong => "too_long",
            Self::UnknownSegment { .. } => "unknown_segment",
            Self::Catalogue(error) => error.code(),
            Self::OutOfTime => "invalid_time",
        }
    }
}

/// A service with everybody named and every length settled, not yet put at a start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comb {
    pub(crate) lead: StaffId,
    pub(crate) pieces: Vec<Piece>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Piece {
    pub(crate) key: String,
    pub(crate) name: String,
    pub(crate) kind: PhaseKind,
    /// From the start of the appointment.
    pub(crate) offset: SignedDuration,
    pub(crate) length: SignedDuration,
}

/// A part of a comb that takes somebody's time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tooth {
    /// Whose.
    pub staff: StaffId,
    /// From the start of the appointment.
    pub offset: SignedDuration,
    /// How long.
    pub length: SignedDuration,
}

/// Plans `service` from `start` with `lead`, segments in `performers` handed over to those named there.
///
/// # Errors
/// See [`PlanError`].
pub fn plan(
    service: &Service,
    lead: StaffId,
    start: Timestamp,
    lengths: &Lengths,
    performers: &BTreeMap<SegmentKey, StaffId>,
) -> Result<Vec<PlannedPhase>, PlanError> {
    let comb = Comb::cut(service, lead, lengths, performers)?;
    comb.at(start).ok_or(PlanError::OutOfTime)
}

impl Comb {
    /// Settles a service: `lead` does every segment that `performers` does not hand to somebody else.
    ///
    /// # Errors
    /// See [`PlanError`].
    pub fn cut(
        service: &Service,
        lead: StaffId,
        lengths: &Lengths,
        performers: &BTreeMap<SegmentKey, StaffId>,
    ) -> Result<Self, PlanError> {
        service.validate()?;
        refuse_unknown(service, lengths, performers)?;
        let mut comb = Self {
            lead,
            pieces: Vec::with_capacity(service.parts.len()),
        };
        let mut before: Option<(&SegmentKey, StaffId)> = None;
        for part in &service.parts {
            match part {
                Part::Segment(segment) => {
                    let staff = performers.get(&segment.key).copied().unwrap_or(lead);
                    let usual = segment.minutes_for(staff).ok_or(PlanError::CannotDo {
                        segment: segment.key.clone(),
                        staff,
                    })?;
                    let minutes = lengths.get(segment.key.as_str()).copied().unwrap_or(usual);
                    let kind = PhaseKind::Staff { staff };
                    comb.push(segment.key.to_string(), segment.name.clone(), kind, minutes);
                    before = Some((&segment.key, staff));
                }
                Part::Gap(gap) => {
                    let Some((after, staff)) = before else {
                        continue;
                    };
                    let key = after.gap_key();
                    let minutes = lengths.get(&key).copied().unwrap_or(gap.minutes);
                    let kind = PhaseKind::Gap {
                        staff,
                        bookable: gap.bookable,
                    };
                    if minutes > 0 {
                        comb.push(key, String::new(), kind, minutes);
                    }
                }
            }
        }
        comb.within_a_day()
    }

    fn push(&mut self, key: String, name: String, kind: PhaseKind, minutes: u16) {
        self.pieces.push(Piece {
            key,
            name,
            kind,
            offset: self.length(),
            length: SignedDuration::from_mins(i64::from(minutes)),
        });
    }

    pub(crate) fn within_a_day(self) -> Result<Self, PlanError> {
        if self.length() > LONGEST {
            return Err(PlanError::TooLong);
        }
        Ok(self)
    }

    /// Whose appointment it is.
    #[must_use]
    pub fn lead(&self) -> StaffId {
        self.lead
    }

    /// From the first minute to the last.
    #[must_use]
    pub fn length(&self) -> SignedDuration {
        let ends = self.pieces.iter().map(|p| p.offset + p.length);
        ends.max().unwrap_or_default()
    }

    /// Parts that take somebody's time: segments, and gaps that nobody else may use.
    pub fn teeth(&self) -> impl Iterator<Item = Tooth> {
        self.pieces.iter().filter_map(|piece| {
            Some(Tooth {
                staff: piece.kind.occupies()?,
                offset: piece.offset,
                length: piece.length,
            })
        })
    }

    /// Everybody but the lead who works on it, in order of their first segment.
    #[must_use]
    pub fn taking_over(&self) -> Vec<StaffId> {
        let mut others = Vec::new();
        for piece in &self.pieces {
            let staff = piece.kind.staff();
            if staff != self.lead && !others.contains(&staff) {
                others.push(staff);
            }
        }
        others
    }

    /// The comb put at a start; `None` beyond the calendar.
    #[must_use]
    pub fn at(&self, start: Timestamp) -> Option<Vec<PlannedPhase>> {
        self.pieces
            .iter()
            .map(|piece| {
                let from = start.checked_add(piece.offset).ok()?;
                let to = from.checked_add(piece.length).ok()?;
                Some(PlannedPhase {
                    key: piece.key.clone(),
                    name: piece.name.clone(),
                    kind: piece.kind,
                    span: Span::new(from, to)?,
                })
            })
            .collect()
    }
}

fn refuse_unknown(
    service: &Service,
    lengths: &Lengths,
    performers: &BTreeMap<SegmentKey, StaffId>,
) -> Result<(), PlanError> {
    let is_segment = |key: &str| service.segments().any(|s| s.key.as_str() == key);
    for (key, minutes) in lengths {
        if !is_segment(key) && service.gap(key).is_none() {
            return Err(PlanError::UnknownPart { key: key.clone() });
        }
        refuse_length(key, is_segment(key), *minutes)?;
    }
    match performers.keys().find(|key| !is_segment(key.as_str())) {
        Some(key) => Err(PlanError::UnknownSegment { key: key.clone() }),
        None => Ok(()),
    }
}

pub(crate) fn refuse_length(key: &str, is_segment: bool, minutes: u16) -> Result<(), PlanError> {
    let key = || key.to_owned();
    match minutes {
        0 if is_segment => Err(PlanError::SegmentWithoutTime { key: key() }),
        minutes if minutes > LONGEST_PART => Err(PlanError::PartTooLong {
            key: key(),
            minutes,
        }),
        _ => Ok(()),
    }
}
