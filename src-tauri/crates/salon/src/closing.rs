//! Time of somebody that Cal.com would sell although the salon does not: breaks, days off, time off.
//!
//! It is held by *blocks*. A block that still lies in closed time stays as it is, wherever exactly it was cut; only what no block holds
//! yet is cut anew. So looking twice, or at two desks, changes nothing. Where somebody is booked the booking holds the time, and what
//! has begun is not held any more: nobody can be booked into it.

use jiff::{SignedDuration, Timestamp};

use crate::{span::Span, spans::SpanSet};

/// What a block may last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BlockLengths {
    /// The grid of lengths, in minutes.
    pub step: u16,
    /// The longest.
    pub longest: u16,
}

/// Somebody's time.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Closing {
    /// What Cal.com would sell and the salon does not.
    pub closed: SpanSet,
    /// What the salon sells.
    pub open: SpanSet,
    /// What bookings hold.
    pub taken: SpanSet,
}

/// What becomes of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It stays.
    Held,
    /// Something else holds the time, or part of it; what is left is held anew.
    GivesWay,
    /// The time is for sale again, or part of it.
    Freed,
}

impl Closing {
    /// What becomes of blocks. Of two that meet the first stays.
    #[must_use]
    pub fn fates(&self, blocks: &[Span]) -> Vec<Fate> {
        let mut kept: Vec<Span> = Vec::new();
        let mut fates = Vec::new();
        for block in blocks {
            let fate = self.fate(block, &kept);
            kept.extend((fate == Fate::Held).then_some(*block));
            fates.push(fate);
        }
        fates
    }

    // What Cal.com does not sell any more is none of the salon's decisions: a block there stays and does no harm.
    fn fate(&self, block: &Span, kept: &[Span]) -> Fate {
        if !self.open.touching(block).is_empty() {
            Fate::Freed
        } else if self.taken.touching(block).is_empty()
            && !kept.iter().any(|other| other.overlaps(block))
        {
            Fate::Held
        } else {
            Fate::GivesWay
        }
    }

    /// The blocks that are missing: closed time to come that neither a booking nor a block `held` takes.
    #[must_use]
    pub fn missing(&self, held: &SpanSet, lengths: BlockLengths, now: Timestamp) -> Vec<Span> {
        let gone: SpanSet = Span::new(Timestamp::MIN, first_start(now))
            .into_iter()
            .collect();
        let loose = self.closed.minus(&self.taken).minus(held).minus(&gone);
        loose.iter().flat_map(|span| cut(*span, lengths)).collect()
    }
}

/// The whole minute after next: what begins at this very moment is refused.
fn first_start(now: Timestamp) -> Timestamp {
    let seconds = now.as_second().rem_euclid(60);
    now.checked_add(SignedDuration::from_secs(120 - seconds))
        .unwrap_or(now)
}

/// Pieces no longer than the longest block; what is left over at the end is shorter than the shortest.
#[must_use]
pub fn cut(span: Span, lengths: BlockLengths) -> Vec<Span> {
    let step = i64::from(lengths.step.max(1));
    let mut pieces = Vec::new();
    let mut rest = span;
    loop {
        let minutes = rest.minutes().min(i64::from(lengths.longest)) / step * step;
        let end = rest.start.checked_add(SignedDuration::from_mins(minutes));
        let piece = end.ok().and_then(|end| Span::new(rest.start, end));
        let Some(piece) = piece.filter(|piece| !piece.is_empty()) else {
            return pieces;
        };
        rest.start = piece.end;
        pieces.push(piece);
    }
}
