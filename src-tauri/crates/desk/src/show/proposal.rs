//! Proposals.

use jiff::{Timestamp, civil::Date};
use salon::{Chains, Comb, Proposal, Why, civil};

use super::phase::planned;
use crate::{
    facts::{Floor, GapOwners},
    view::{LinkView, ProposalReason, ProposalView},
};

/// `None` beyond the calendar.
pub(crate) fn proposal(
    proposal: &Proposal,
    chains: &Chains,
    floor: &Floor,
    owners: &GapOwners,
) -> Option<ProposalView> {
    let slot = &proposal.slot;
    let end = slot.start.checked_add(slot.comb.length()).ok()?;
    let date = civil::date_of(slot.start, &floor.zone);
    let mut then = links(&slot.comb, chains, slot.start, floor, date);
    let first = (!then.is_empty()).then(|| then.remove(0))?;
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
        phases: first.phases,
        then,
    })
}

/// The services of a whole one after the other, the first included; nothing beyond the calendar.
pub(crate) fn links(
    whole: &Comb,
    chains: &Chains,
    start: Timestamp,
    floor: &Floor,
    page: Date,
) -> Vec<LinkView> {
    let mut begins = start;
    let mut links = Vec::new();
    for comb in chains.links_of(whole) {
        let (Some(phases), Ok(ends)) = (comb.at(begins), begins.checked_add(comb.length())) else {
            return Vec::new();
        };
        links.push(LinkView {
            staff_id: comb.lead().0,
            staff_name: floor.name(comb.lead()),
            start: civil::rfc3339(begins, &floor.zone),
            from_minute: civil::minute_on(page, begins, &floor.zone),
            phases: phases
                .iter()
                .map(|phase| planned(phase, floor, page))
                .collect(),
        });
        begins = ends;
    }
    links
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
