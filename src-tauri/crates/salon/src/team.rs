//! Who could do a service together: the stylist it is booked with, and whom segments are handed over to.
//!
//! The order is a preference and always the same: for every segment that may be handed over, its performers as they are
//! listed, the appointment's stylist last; the first segment's choice weighs most. The search, the check and the booking
//! all walk this one list, so they agree on who does what.

use std::collections::BTreeMap;

use crate::{
    catalogue::{Segment, SegmentKey, Service},
    id::StaffId,
    plan::{Comb, Lengths, PlanError},
};

/// No more teams than this are tried for one stylist; far beyond any salon, it only bounds a catalogue gone wild.
const MOST_TEAMS: usize = 256;

/// Everybody who can be the appointment's stylist, the preferred first: those who may do every segment that is not
/// handed over.
#[must_use]
pub fn leads(service: &Service) -> Vec<StaffId> {
    let own = |segment: &&Segment| !segment.hand_over;
    let first = service.segments().find(own);
    let Some(first) = first.or_else(|| service.segments().next()) else {
        return Vec::new();
    };
    let may_lead = |staff: &StaffId| {
        service
            .segments()
            .filter(own)
            .all(|segment| segment.minutes_for(*staff).is_some())
    };
    let in_order = first.performers.iter().map(|p| p.staff);
    in_order.filter(may_lead).collect()
}

/// The combs of `service` with `lead`, the preferred team first. Never empty.
///
/// # Errors
/// [`PlanError::CannotDo`] when the lead may not do a segment that is theirs alone, or nobody may do one that is handed
/// over; otherwise as [`Comb::cut`].
pub fn combs(service: &Service, lead: StaffId, lengths: &Lengths) -> Result<Vec<Comb>, PlanError> {
    let choices: Vec<Choice> = service
        .segments()
        .map(|segment| (segment.key.clone(), candidates(segment, lead)))
        .collect();
    teams(&choices)
        .map(|team| Comb::cut(service, lead, lengths, &team))
        .collect()
}

/// The combs of `service` with everybody who can lead it, the preferred first.
///
/// # Errors
/// [`PlanError::NobodyCan`] when there is no such person; otherwise as [`Comb::cut`].
pub fn combs_of_any(service: &Service, lengths: &Lengths) -> Result<Vec<Comb>, PlanError> {
    service.validate()?;
    let mut all = Vec::new();
    for lead in leads(service) {
        match combs(service, lead, lengths) {
            Ok(combs) => all.extend(combs),
            Err(PlanError::CannotDo { .. }) => {}
            Err(error) => return Err(error),
        }
    }
    if all.is_empty() {
        return Err(PlanError::NobodyCan);
    }
    Ok(all)
}

/// Who may do a segment, the preferred first. The lead stands in where nobody can, so that the plan names the fault.
pub(crate) fn candidates(segment: &Segment, lead: StaffId) -> Vec<StaffId> {
    let mut others = Vec::new();
    if segment.hand_over {
        let listed = segment.performers.iter().map(|p| p.staff);
        others.extend(listed.filter(|staff| *staff != lead));
    }
    if others.is_empty() || segment.minutes_for(lead).is_some() {
        others.push(lead);
    }
    others
}

/// A segment and who may do it, the preferred first.
pub(crate) type Choice = (SegmentKey, Vec<StaffId>);

/// Every way of choosing one candidate for each segment, the last segment's choice changing fastest.
pub(crate) fn teams(choices: &[Choice]) -> impl Iterator<Item = BTreeMap<SegmentKey, StaffId>> {
    let all = choices
        .iter()
        .fold(1_usize, |n, (_, staff)| n.saturating_mul(staff.len()));
    (0..all.min(MOST_TEAMS)).map(|number| team(number, choices))
}

fn team(number: usize, choices: &[Choice]) -> BTreeMap<SegmentKey, StaffId> {
    let mut rest = number;
    let mut team = BTreeMap::new();
    for (key, staff) in choices.iter().rev() {
        if let Some(one) = staff.get(rest % staff.len().max(1)) {
            team.insert(key.clone(), *one);
        }
        rest /= staff.len().max(1);
    }
    team
}
