//! What stands against an appointment at a time: typed reasons with all their facts.
//!
//! Staff busy, gap blocked, time held: refused, whoever asks. Outside hours, time off, closed, past: the desk is warned and
//! may insist, the phone is refused. The same customer in another chair is always a warning. Gaps that others may use take
//! nobody's time, neither ours nor theirs.

use std::collections::BTreeMap;

use jiff::{Timestamp, civil::Date, tz::TimeZone};

use crate::{
    civil::date_of,
    id::{AppointmentId, CustomerId, StaffId},
    phase::PlannedPhase,
    plan::PlanError,
    span::Span,
    spans::SpanSet,
    working_time::WorkingTime,
};

/// Who is asking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Channel {
    /// A person who sees the book and may overrule a warning.
    Desk,
    /// Somebody who does not: what would be a warning is a refusal.
    Phone,
}

/// The book around the time in question. Leaves out the appointment that is being moved and the asker's own hold.
#[derive(Debug, Clone, Default)]
pub struct Around {
    /// Time that other appointments take: their segments, and gaps that nobody else may use.
    pub taken: Vec<Taken>,
    /// Times held for other forms.
    pub held: Vec<Held>,
    /// Times not for sale.
    pub blocked: Vec<Blocked>,
    /// When everybody works; nobody else does.
    pub hours: BTreeMap<StaffId, WorkingTime>,
    /// Other appointments of the same customer, from their first minute to their last.
    pub elsewhere: Vec<Elsewhere>,
}

/// Somebody's time that an appointment takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// Whose.
    pub staff: StaffId,
    /// From, to.
    pub span: Span,
    /// By which appointment.
    pub appointment: AppointmentId,
    /// For whom.
    pub customer: CustomerId,
    /// Their name.
    pub customer_name: String,
    /// "Auftragen", or the service where the segment has no name.
    pub what: String,
    /// A gap in which the staff member stays with the customer.
    pub gap: bool,
}

/// A time held for somebody else's form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    /// Whose time.
    pub staff: StaffId,
    /// From, to.
    pub span: Span,
}

/// Time of a staff member that is not for sale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blocked {
    /// Whose.
    pub staff: StaffId,
    /// From, to.
    pub span: Span,
    /// Why.
    pub why: WhyBlocked,
    /// What somebody wrote about it.
    pub note: String,
}

/// Why a time is not for sale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhyBlocked {
    /// Holiday, illness, dentist.
    TimeOff,
    /// Lunch.
    Break,
    /// A booking that only Cal.com knows. There is a customer behind it, so it is as busy as one of ours.
    Calcom,
}

/// Another appointment of the same customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Elsewhere {
    /// Which.
    pub appointment: AppointmentId,
    /// From the first minute to the last.
    pub span: Span,
    /// With whom.
    pub staff: StaffId,
    /// Which service.
    pub what: String,
}

/// One thing that stands against an appointment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// They work on somebody else then.
    StaffBusy {
        /// Our phase that does not fit.
        phase: String,
        /// What they do.
        with: Taken,
    },
    /// They stay with somebody else while the colour develops.
    GapBlocked {
        /// Our phase that does not fit.
        phase: String,
        /// With whom.
        with: Taken,
    },
    /// Cal.com has somebody there whom the book does not know.
    BusyInCalcom {
        /// Our phase that does not fit.
        phase: String,
        /// What is known about it.
        with: Blocked,
    },
    /// Somebody else is being asked about this time right now.
    Held {
        /// Our phase that does not fit.
        phase: String,
        /// Which time.
        by: Held,
    },
    /// The staff member may not do the segment.
    CannotDo {
        /// Which segment.
        phase: String,
        /// Who.
        staff: StaffId,
    },
    /// They do not work then, but do on that day.
    OutsideHours {
        /// First phase that is outside.
        phase: String,
        /// Who.
        staff: StaffId,
        /// Their first and last instant on that date.
        hours: Span,
    },
    /// They do not work on that date; others do.
    DayOff {
        /// First phase on it.
        phase: String,
        /// Who.
        staff: StaffId,
        /// Which date.
        date: Date,
    },
    /// Nobody works on that date.
    ClosedDay {
        /// Which date.
        date: Date,
    },
    /// They are away or have a break.
    TimeOff {
        /// Our phase that does not fit.
        phase: String,
        /// What is in the way.
        blocked: Blocked,
    },
    /// The start has gone by.
    InThePast {
        /// The start.
        start: Timestamp,
    },
    /// The customer sits in another chair then.
    CustomerBusy {
        /// Where.
        with: Elsewhere,
    },
}

/// What the sentence for a reason is made of. Names are for others to look up.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Facts<'a> {
    /// Our phase that does not fit.
    pub phase: Option<&'a str>,
    /// Who is in the way of it.
    pub staff: Option<StaffId>,
    /// What they do then.
    pub what: Option<&'a str>,
    /// For which customer.
    pub customer_name: Option<&'a str>,
    /// From when.
    pub from: Option<Timestamp>,
    /// Until when.
    pub to: Option<Timestamp>,
}

impl<'a> Facts<'a> {
    fn of(phase: &'a str, staff: StaffId) -> Self {
        Self {
            phase: Some(phase),
            staff: Some(staff),
            ..Self::default()
        }
    }

    fn during(self, span: Span) -> Self {
        Self {
            from: Some(span.start),
            to: Some(span.end),
            ..self
        }
    }
}

impl Reason {
    /// What its sentence is made of.
    #[must_use]
    pub fn facts(&self) -> Facts<'_> {
        match self {
            Self::StaffBusy { phase, with } | Self::GapBlocked { phase, with } => Facts {
                what: Some(&with.what),
                customer_name: Some(&with.customer_name),
                ..Facts::of(phase, with.staff).during(with.span)
            },
            Self::BusyInCalcom { phase, with }
            | Self::TimeOff {
                phase,
                blocked: with,
            } => Facts {
                what: Some(with.note.as_str()).filter(|note| !note.is_empty()),
                ..Facts::of(phase, with.staff).during(with.span)
            },
            Self::Held { phase, by } => Facts::of(phase, by.staff).during(by.span),
            Self::CannotDo { phase, staff } => Facts::of(phase, *staff),
            Self::OutsideHours {
                phase,
                staff,
                hours,
            } => Facts::of(phase, *staff).during(*hours),
            Self::DayOff {
                phase,
                staff,
                date: _,
            } => Facts::of(phase, *staff),
            Self::ClosedDay { date: _ } => Facts::default(),
            Self::InThePast { start } => Facts {
                from: Some(*start),
                ..Facts::default()
            },
            Self::CustomerBusy { with } => Facts {
                staff: Some(with.staff),
                what: Some(&with.what),
                ..Facts::default().during(with.span)
            },
        }
    }

    /// Stable code for window, terminal and phone.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::StaffBusy { .. } => "staff_busy",
            Self::GapBlocked { .. } => "gap_blocked",
            Self::BusyInCalcom { .. } => "busy_in_calcom",
            Self::Held { .. } => "held",
            Self::CannotDo { .. } => "cannot_do",
            Self::OutsideHours { .. } => "outside_hours",
            Self::DayOff { .. } => "day_off",
            Self::ClosedDay { .. } => "closed_day",
            Self::TimeOff { .. } => "time_off",
            Self::InThePast { .. } => "in_the_past",
            Self::CustomerBusy { .. } => "customer_busy",
        }
    }

    /// Whether `channel` cannot overrule it.
    #[must_use]
    pub fn refuses(&self, channel: Channel) -> bool {
        match self {
            Self::StaffBusy { .. }
            | Self::GapBlocked { .. }
            | Self::BusyInCalcom { .. }
            | Self::Held { .. }
            | Self::CannotDo { .. } => true,
            Self::OutsideHours { .. }
            | Self::DayOff { .. }
            | Self::ClosedDay { .. }
            | Self::TimeOff { .. }
            | Self::InThePast { .. } => channel == Channel::Phone,
            Self::CustomerBusy { .. } => false,
        }
    }
}

/// All that stands against an appointment, sorted by whether it can be overruled.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verdict {
    /// Must not be booked.
    pub refusals: Vec<Reason>,
    /// Somebody has to say yes to each.
    pub warnings: Vec<Reason>,
}

impl Verdict {
    /// Nothing stands against it.
    #[must_use]
    pub fn is_clear(&self) -> bool {
        self.refusals.is_empty() && self.warnings.is_empty()
    }

    /// The verdict on a plan that could not be made because somebody may not do something; other errors have none.
    #[must_use]
    pub fn of_plan_error(error: &PlanError) -> Option<Self> {
        match error {
            PlanError::CannotDo { segment, staff } => Some(Self {
                refusals: vec![Reason::CannotDo {
                    phase: segment.to_string(),
                    staff: *staff,
                }],
                warnings: Vec::new(),
            }),
            PlanError::NobodyCan
            | PlanError::UnknownPart { .. }
            | PlanError::PartTooLong { .. }
            | PlanError::TooLong
            | PlanError::UnknownSegment { .. }
            | PlanError::Catalogue(_)
            | PlanError::SegmentWithoutTime { .. }
            | PlanError::OutOfTime => None,
        }
    }
}

/// Judges `phases` against the book around them.
#[must_use]
pub fn judge(
    phases: &[PlannedPhase],
    around: &Around,
    channel: Channel,
    zone: &TimeZone,
    now: Timestamp,
) -> Verdict {
    let mut reasons = Vec::new();
    let whole = Span::around(phases.iter().map(|phase| phase.span));
    if let Some(Span { start, .. }) = whole
        && start < now
    {
        reasons.push(Reason::InThePast { start });
    }
    for phase in phases {
        if let Some(staff) = phase.kind.occupies() {
            against_taken(phase, staff, around, &mut reasons);
            against_hours(phase, staff, around, zone, &mut reasons);
        }
    }
    if let Some(whole) = whole {
        against_customer(&whole, around, &mut reasons);
    }
    let (refusals, warnings) = reasons.into_iter().partition(|r| r.refuses(channel));
    Verdict { refusals, warnings }
}

fn against_taken(phase: &PlannedPhase, staff: StaffId, around: &Around, found: &mut Vec<Reason>) {
    let in_the_way = |of: StaffId, span: &Span| of == staff && span.overlaps(&phase.span);
    let key = || phase.key.clone();
    for with in around.taken.iter().filter(|t| in_the_way(t.staff, &t.span)) {
        let with = with.clone();
        found.push(match with.gap {
            true => Reason::GapBlocked { phase: key(), with },
            false => Reason::StaffBusy { phase: key(), with },
        });
    }
    for by in around.held.iter().filter(|h| in_the_way(h.staff, &h.span)) {
        let by = *by;
        found.push(Reason::Held { phase: key(), by });
    }
    for blocked in around
        .blocked
        .iter()
        .filter(|b| in_the_way(b.staff, &b.span))
    {
        let with = blocked.clone();
        found.push(match with.why {
            WhyBlocked::Calcom => Reason::BusyInCalcom { phase: key(), with },
            WhyBlocked::TimeOff | WhyBlocked::Break => Reason::TimeOff {
                phase: key(),
                blocked: with,
            },
        });
    }
}

/// Says each fact about hours once, for the first phase that it concerns.
fn against_hours(
    phase: &PlannedPhase,
    staff: StaffId,
    around: &Around,
    zone: &TimeZone,
    found: &mut Vec<Reason>,
) {
    let hours = around.hours.get(&staff);
    let working = hours.map_or_else(SpanSet::default, |h| h.during(&phase.span, zone));
    if working.covers(&phase.span) {
        return;
    }
    let date = date_of(phase.span.start, zone);
    let on_the_day = hours.map_or_else(SpanSet::default, |h| h.on(date, zone));
    let opens = on_the_day.iter().next().map(|s| s.start);
    let closes = on_the_day.iter().next_back().map(|s| s.end);
    let reason = match (opens, closes) {
        (Some(start), Some(end)) => Reason::OutsideHours {
            phase: phase.key.clone(),
            staff,
            hours: Span { start, end },
        },
        _ if around.hours.values().all(|h| h.stretches(date).is_empty()) => {
            Reason::ClosedDay { date }
        }
        _ => Reason::DayOff {
            phase: phase.key.clone(),
            staff,
            date,
        },
    };
    if !found.iter().any(|known| same_hours(known, &reason)) {
        found.push(reason);
    }
}

fn same_hours(known: &Reason, new: &Reason) -> bool {
    match (known, new) {
        (
            Reason::OutsideHours { staff, hours, .. },
            Reason::OutsideHours {
                staff: also,
                hours: same,
                ..
            },
        ) => staff == also && hours == same,
        (
            Reason::DayOff { staff, date, .. },
            Reason::DayOff {
                staff: also,
                date: same,
                ..
            },
        ) => staff == also && date == same,
        _ => known == new,
    }
}

fn against_customer(whole: &Span, around: &Around, found: &mut Vec<Reason>) {
    for with in around.elsewhere.iter().filter(|e| e.span.overlaps(whole)) {
        let with = with.clone();
        found.push(Reason::CustomerBusy { with });
    }
}
