//! Puts an appointment at one start: the first team that nothing stands against, or else the one that least does.

use jiff::{Timestamp, tz::TimeZone};

use crate::{
    conflict::{Around, Channel, Verdict, judge},
    phase::PlannedPhase,
    plan::Comb,
    span::Span,
};

/// An appointment at a start, and what stands against it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placement {
    /// Who does what.
    pub comb: Comb,
    /// Where that puts it.
    pub phases: Vec<PlannedPhase>,
    /// Refusals and warnings.
    pub verdict: Verdict,
}

impl Placement {
    /// From its first minute to its last; nothing, without phases.
    #[must_use]
    pub fn span(&self) -> Span {
        let nothing = Span {
            start: Timestamp::UNIX_EPOCH,
            end: Timestamp::UNIX_EPOCH,
        };
        Span::around(self.phases.iter().map(|phase| phase.span)).unwrap_or(nothing)
    }
}

/// Tries `combs`, the preferred first, at `start`. Fewer refusals beat fewer warnings beat preference. `None` when no comb
/// is given or the start lies beyond the calendar.
#[must_use]
pub fn place(
    combs: &[Comb],
    start: Timestamp,
    around: &Around,
    channel: Channel,
    zone: &TimeZone,
    now: Timestamp,
) -> Option<Placement> {
    let mut best: Option<Placement> = None;
    for comb in combs {
        let phases = comb.at(start)?;
        let verdict = judge(&phases, around, channel, zone, now);
        let clear = verdict.is_clear();
        if best
            .as_ref()
            .is_none_or(|b| objections(&verdict) < objections(&b.verdict))
        {
            best = Some(Placement {
                comb: comb.clone(),
                phases,
                verdict,
            });
        }
        if clear {
            break;
        }
    }
    best
}

impl Comb {
    /// At a start that has been judged already.
    #[must_use]
    pub fn placed(self, start: Timestamp) -> Option<Placement> {
        Some(Placement {
            phases: self.at(start)?,
            comb: self,
            verdict: Verdict::default(),
        })
    }
}

fn objections(verdict: &Verdict) -> (usize, usize) {
    (verdict.refusals.len(), verdict.warnings.len())
}
