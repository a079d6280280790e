//! Proposals.

use salon::{Proposal, Why, civil};

use super::phase::planned;
use crate::{
    facts::{Floor, GapOwners},
    view::{ProposalReason, ProposalView},
};

/// `None` beyond the calendar.
pub(crate) fn proposal(
    proposal: &Proposal,
    floor: &Floor,
    owners: &GapOwners,
) -> Option<ProposalView> {
    let slot = &proposal.slot;
    let phases = slot.comb.at(slot.start)?;
    let end = phases.iter().map(|phase| phase.span.end).max()?;
    let date = civil::date_of(slot.start, &floor.zone);
    let (reason, reason_name) = why(proposal.why, floor, owners);
    Some(ProposalView {
        start: civil::rfc3339(slot.start, &floor.zone),
        end: civil::rfc3339(end, &floor.zone),
        date: date.to_string(),
        from_minute: civil::minute_of_day(slot.start, &floor.zone),
        staff_id: slot.comb.lead().0,
        staff_name: floor.name(slot.comb.lead()),
        reason,
        reason_name,
        phases: phases
            .iter()
            .map(|phase| planned(phase, floor, date))
            .collect(),
    })
}

fn why(why: Why, floor: &Floor, owners: &GapOwners) -> (ProposalReason, Option<String>) {
    match why {
        Why::Earliest => (ProposalReason::Earliest, None),
        Why::FillsGap { of } => (ProposalReason::FillsGap, owners.get(&of).cloned()),
        Why::Adjoins => (ProposalReason::Adjoins, None),
        Why::HandOver { to } => (ProposalReason::HandOver, Some(floor.name(to))),
        Why::Fits => (ProposalReason::Fits, None),
    }
}
