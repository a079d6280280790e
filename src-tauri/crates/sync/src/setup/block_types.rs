//! A hidden event type per stylist whose bookings hold time that must not be sold: needed minus present, pure.

use calcom::{EventType, EventTypePatch, UserId};
use jiff::Timestamp;
use salon::StaffId;
use store::{Read, StoreError, staff, sync::BlockType};

use super::{
    provision::{Action, Place, Shape, differences, lengths_of},
    verify::flaws,
};
use crate::{
    block::{self, USUAL},
    view::{FindingCode, MapFinding, MapRemedy, ProvisionStep},
};

/// What it is called in Cal.com.
const TITLE: &str = "Nicht buchbar";

/// A block event type that is needed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NeededBlock {
    staff: StaffId,
    staff_name: String,
    user: UserId,
    place: Place,
}

/// One for everybody who works here and can be booked in Cal.com.
pub(super) fn load(read: &Read<'_>) -> Result<Vec<NeededBlock>, StoreError> {
    let place = Place::load(read)?;
    let staff = staff::all(read)?.into_iter();
    let at_work = staff.filter(|member| member.archived_at.is_none());
    let needed = at_work.filter_map(|member| {
        Some(NeededBlock {
            staff: member.id,
            staff_name: member.name,
            user: UserId::new(member.calcom_user_id?),
            place: place.clone(),
        })
    });
    Ok(needed.collect())
}

/// What has to be done for one of them, given the team's event types and what the book knows.
pub(super) fn action(needed: &NeededBlock, present: &[EventType], known: &[BlockType]) -> Action {
    let known = needed.among(known);
    let by_id = known.and_then(|k| present.iter().find(|e| e.id.get() == k.event_type_id));
    let by_slug = || present.iter().find(|e| e.slug == slug(needed.staff));
    let Some(found) = by_id.or_else(by_slug) else {
        return Action::Create(Box::new(needed.shape().wanted()), needed.user);
    };
    if found.is_managed_parent() {
        return Action::ResolveChild(Box::new(found.clone()), needed.user);
    }
    let patch = differences(found, &needed.shape());
    if patch != EventTypePatch::default() {
        return Action::Update(found.id, Box::new(patch));
    }
    match known.is_some_and(|known| is_as_known(known, found)) {
        true => Action::Keep,
        false => Action::Adopt(Box::new(found.clone())),
    }
}

/// What is wrong with those that are needed.
pub(super) fn findings(
    needed: &[NeededBlock],
    known: &[BlockType],
    present: &[EventType],
) -> Vec<MapFinding> {
    let of_one = |needed: &NeededBlock| {
        let known = needed.among(known);
        let told = needed.flaws(known, present);
        let finding = |code| MapFinding {
            code,
            service_id: None,
            service_name: String::new(),
            segment_key: String::new(),
            segment_name: String::new(),
            staff_id: needed.staff.0,
            staff_name: needed.staff_name.clone(),
            event_type_id: known.map(|known| known.event_type_id),
            // Only its owner can make something else of a managed one.
            remedy: if code == FindingCode::ManagedParent {
                MapRemedy::Look
            } else {
                MapRemedy::Apply
            },
        };
        told.into_iter().map(finding).collect::<Vec<_>>()
    };
    needed.iter().flat_map(of_one).collect()
}

impl NeededBlock {
    pub(super) fn staff(&self) -> StaffId {
        self.staff
    }

    fn among<'a>(&self, known: &'a [BlockType]) -> Option<&'a BlockType> {
        known.iter().find(|known| known.staff == self.staff)
    }

    fn shape(&self) -> Shape {
        Shape {
            title: format!("{TITLE} · {}", self.staff_name),
            slug: slug(self.staff),
            minutes: USUAL,
            lengths: block::lengths(),
            user: self.user,
            place: self.place.clone(),
            // Nobody is booked, so nobody is written to.
            silent: None,
        }
    }

    fn flaws(&self, known: Option<&BlockType>, present: &[EventType]) -> Vec<FindingCode> {
        let Some(known) = known else {
            return vec![FindingCode::NotProvisioned];
        };
        let Some(found) = present.iter().find(|e| e.id.get() == known.event_type_id) else {
            return vec![FindingCode::Gone];
        };
        if found.is_managed_parent() {
            return vec![FindingCode::ManagedParent];
        }
        let mut flaws = flaws(found, &self.shape());
        if flaws.is_empty() && !is_as_known(known, found) {
            flaws.push(FindingCode::Outdated);
        }
        flaws
    }

    pub(super) fn known(&self, found: &EventType, now: Timestamp) -> BlockType {
        known(self.staff, found, now)
    }

    pub(super) fn step(&self, action: &Action) -> ProvisionStep {
        ProvisionStep {
            service_name: String::new(),
            segment_key: String::new(),
            staff_name: self.staff_name.clone(),
            minutes: USUAL,
            slug: slug(self.staff),
            action: action.shown(),
            problem: None,
        }
    }
}

/// What the book remembers of one that was found or made.
pub(crate) fn known(staff: StaffId, found: &EventType, now: Timestamp) -> BlockType {
    BlockType {
        staff,
        event_type_id: found.id.get(),
        slug: found.slug.clone(),
        minutes: u16::try_from(found.length_in_minutes).unwrap_or(USUAL),
        lengths: lengths_of(found),
        resolved_at: now,
    }
}

fn is_as_known(known: &BlockType, found: &EventType) -> bool {
    known.event_type_id == found.id.get() && known.lengths == lengths_of(found)
}

/// The name of somebody's block event type in addresses: `kamm-block-s2`.
pub(crate) fn slug(staff: StaffId) -> String {
    format!("kamm-block-s{staff}")
}
