//! A stretch of time with a beginning and an end, the end not included.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// `start` up to but not including `end`; never negative, so that two touching spans do not overlap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// First instant inside.
    pub start: Timestamp,
    /// First instant after.
    pub end: Timestamp,
}

impl Span {
    /// `None` when `end` lies before `start`.
    #[must_use]
    pub fn new(start: Timestamp, end: Timestamp) -> Option<Self> {
        (start <= end).then_some(Self { start, end })
    }

    /// `minutes` from `start`; `None` at the end of representable time.
    #[must_use]
    pub fn from_minutes(start: Timestamp, minutes: u16) -> Option<Self> {
        let end = start
            .checked_add(SignedDuration::from_mins(i64::from(minutes)))
            .ok()?;
        Some(Self { start, end })
    }

    /// From the first beginning of several to the last end; `None` without any.
    #[must_use]
    pub fn around(spans: impl IntoIterator<Item = Self>) -> Option<Self> {
        spans.into_iter().reduce(|all, one| Self {
            start: all.start.min(one.start),
            end: all.end.max(one.end),
        })
    }

    /// Whole minutes inside, seconds dropped.
    #[must_use]
    pub fn minutes(&self) -> i64 {
        self.end.duration_since(self.start).as_mins()
    }

    /// Whether any instant lies in both. An empty span overlaps nothing.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        self.start < other.end && other.start < self.end && !self.is_empty() && !other.is_empty()
    }

    /// Whether all of `other` lies inside.
    #[must_use]
    pub fn covers(&self, other: &Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether nothing is inside.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.start == self.end
    }
}
