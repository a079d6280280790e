//! Sets of instants as sorted spans that neither overlap nor touch: free time, booked time, opening hours.

use jiff::{SignedDuration, Timestamp};

use crate::span::Span;

/// Sorted, disjoint, non-touching, non-empty spans. Built from any spans, in any order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SpanSet(Vec<Span>);

impl FromIterator<Span> for SpanSet {
    fn from_iter<I: IntoIterator<Item = Span>>(spans: I) -> Self {
        let mut sorted: Vec<Span> = spans.into_iter().filter(|s| !s.is_empty()).collect();
        sorted.sort_unstable();
        let mut merged: Vec<Span> = Vec::with_capacity(sorted.len());
        for span in sorted {
            match merged.last_mut() {
                Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
                _ => merged.push(span),
            }
        }
        Self(merged)
    }
}

impl SpanSet {
    /// The spans, earliest first.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Span> {
        self.0.iter()
    }

    /// Whether no instant is inside.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Those spans that share an instant with `range`, uncut.
    #[must_use]
    pub fn touching(&self, range: &Span) -> &[Span] {
        let from = self.0.partition_point(|s| s.end <= range.start);
        let to = self.0.partition_point(|s| s.start < range.end);
        self.0.get(from..to).unwrap_or_default()
    }

    /// Whether all of `span` lies inside.
    #[must_use]
    pub fn covers(&self, span: &Span) -> bool {
        self.touching(span).iter().any(|s| s.covers(span))
    }

    /// Whether one of the spans begins at `at`.
    #[must_use]
    pub fn begins_at(&self, at: Timestamp) -> bool {
        self.0.binary_search_by_key(&at, |s| s.start).is_ok()
    }

    /// Whether one of the spans ends at `at`.
    #[must_use]
    pub fn ends_at(&self, at: Timestamp) -> bool {
        self.0.binary_search_by_key(&at, |s| s.end).is_ok()
    }

    /// What is in both.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        let mut common = Vec::new();
        let (mut ours, mut theirs) = (self.0.iter().peekable(), other.0.iter().peekable());
        while let (Some(a), Some(b)) = (ours.peek(), theirs.peek()) {
            if let Some(both) = Span::new(a.start.max(b.start), a.end.min(b.end))
                && !both.is_empty()
            {
                common.push(both);
            }
            if a.end <= b.end {
                ours.next();
            } else {
                theirs.next();
            }
        }
        Self(common)
    }

    /// What is here but not in `taken`.
    #[must_use]
    pub fn minus(&self, taken: &Self) -> Self {
        let mut left = Vec::with_capacity(self.0.len());
        for span in &self.0 {
            let mut rest = *span;
            for cut in taken.touching(span) {
                if rest.start < cut.start {
                    left.push(Span {
                        start: rest.start,
                        end: cut.start,
                    });
                }
                rest.start = cut.end.min(rest.end);
            }
            if !rest.is_empty() {
                left.push(rest);
            }
        }
        Self(left)
    }

    /// Length of everything inside.
    #[must_use]
    pub fn length(&self) -> SignedDuration {
        self.0.iter().fold(SignedDuration::ZERO, |sum, s| {
            sum.saturating_add(s.end.duration_since(s.start))
        })
    }
}
