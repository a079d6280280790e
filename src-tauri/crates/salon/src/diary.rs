//! The book as the slot search needs it: per staff member, when they work and when they are taken. No names, no strings.

use std::collections::BTreeMap;

use jiff::{SignedDuration, tz::TimeZone};

use crate::{
    id::{AppointmentId, StaffId},
    span::Span,
    spans::SpanSet,
    validate::LONGEST_PART,
    working_time::WorkingTime,
};

const LONGEST_GAP: SignedDuration = SignedDuration::from_mins(LONGEST_PART as i64);

/// Everybody's time. Leaves out the appointment that is being moved and the asker's own hold.
#[derive(Debug, Clone, Default)]
pub struct Diary {
    /// Whoever is not here does not work.
    pub staff: BTreeMap<StaffId, StaffDiary>,
}

/// One person's time.
#[derive(Debug, Clone, Default)]
pub struct StaffDiary {
    /// When they work.
    pub hours: WorkingTime,
    /// When they are taken: segments, blocked gaps, holds, blocked times.
    pub taken: SpanSet,
    /// Gaps of their appointments that others may be booked into, by start; only a reason to propose a time, never needed
    /// to find it.
    pub gaps: Vec<OpenGap>,
}

/// A gap of an appointment that others may be booked into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenGap {
    /// From, to.
    pub span: Span,
    /// Of which appointment.
    pub appointment: AppointmentId,
}

impl StaffDiary {
    /// Working time that is not taken, on all dates that `range` touches.
    #[must_use]
    pub fn free(&self, range: &Span, zone: &TimeZone) -> SpanSet {
        self.hours.during(range, zone).minus(&self.taken)
    }

    /// The gap around `span` that began last, if there is one.
    #[must_use]
    pub fn gap_around(&self, span: &Span) -> Option<&OpenGap> {
        let begun = self
            .gaps
            .partition_point(|gap| gap.span.start <= span.start);
        let reaches = |gap: &&OpenGap| span.start.duration_since(gap.span.start) <= LONGEST_GAP;
        let mut latest_first = self.gaps.get(..begun)?.iter().rev().take_while(reaches);
        latest_first.find(|gap| gap.span.covers(span))
    }
}
