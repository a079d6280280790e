//! The book as the slot search needs it: per staff member, when they work and when they are taken. No names, no strings.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;

use crate::{
    id::{AppointmentId, StaffId},
    span::Span,
    spans::SpanSet,
    working_time::WorkingTime,
};

/// Everybody's time. Leaves out the appointment that is being moved and the asker's own hold.
#[derive(Debug, Clone, Default)]
pub struct Diary {
    /// Whoever is not here does not work.
    pub staff: BTreeMap<StaffId, StaffDiary>,
    /// Gaps of other appointments that may be booked into; only a reason to propose a time, never needed to find it.
    pub gaps: Vec<OpenGap>,
}

/// One person's time.
#[derive(Debug, Clone, Default)]
pub struct StaffDiary {
    /// When they work.
    pub hours: WorkingTime,
    /// When they are taken: segments, blocked gaps, holds, blocked times.
    pub taken: SpanSet,
}

/// A gap of an appointment that others may be booked into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenGap {
    /// Whose customer is waiting.
    pub staff: StaffId,
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
}
