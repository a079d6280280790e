//! Proposals.

use jiff::Timestamp;
use salon::{
    Chains, Comb, Link, Proposal, Why,
    civil::{self, Page},
};

use super::phase::planned;
use crate::{
    facts::{Floor, GapOwners},
    view::{LinkView, ProposalReason, ProposalView},
    visit::Moved,
};

/// `None` beyond the calendar.
pub(crate) fn proposal(
    proposal: &Proposal,
    chains: &Chains,
    moved: &Moved,
    floor: &Floor,
    owners: &GapOwners,
) -> Option<ProposalView> {
    let slot = &proposal.slot;
    let end = slot.start.checked_add(slot.comb.length()).ok()?;
    let (named, then) = links(&slot.comb, chains, moved, slot.start, floor)?;
    let page = page(&chains.links_of(&slot.comb), moved, slot.start, floor)?;
    let (reason, reason_name) = why(proposal.why, floor, owners);
    Some(ProposalView {
        start: named.start,
        end: civil::rfc3339(end, &floor.zone),
        date: page.date.to_string(),
        from_minute: named.from_minute,
        staff_id: named.staff_id,
        staff_name: named.staff_name,
        reason,
        reason_name,
        phases: named.phases,
        then,
    })
}

/// The day of the service that is asked about: the page on which all of them are drawn.
fn page(links: &[Link], moved: &Moved, start: Timestamp, floor: &Floor) -> Option<Page> {
    let begins = start.checked_add(links.get(moved.named)?.begins).ok()?;
    let date = civil::date_of(begins, &floor.zone);
    Some(Page::of(date, &floor.zone))
}

/// The service of a whole that is asked about, and the others in their order; `None` beyond the calendar.
pub(crate) fn links(
    whole: &Comb,
    chains: &Chains,
    moved: &Moved,
    start: Timestamp,
    floor: &Floor,
) -> Option<(LinkView, Vec<LinkView>)> {
    let links = chains.links_of(whole);
    let page = page(&links, moved, start, floor)?;
    let mut views = Vec::with_capacity(links.len());
    for (index, link) in links.iter().enumerate() {
        let begins = start.checked_add(link.begins).ok()?;
        let phases = link.comb.at(begins)?;
        views.push(LinkView {
            appointment_id: moved.appointments.get(index).map(|id| id.0),
            staff_id: link.comb.lead().0,
            staff_name: floor.name(link.comb.lead()),
            start: civil::rfc3339(begins, &floor.zone),
            from_minute: page.minute(begins),
            phases: phases
                .iter()
                .map(|phase| planned(phase, floor, page))
                .collect(),
        });
    }
    let named = views.remove(moved.named);
    Some((named, views))
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
