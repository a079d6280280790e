//! Is the event map still true? The map against what is needed and what is in Cal.com. Changes nothing, here or there.
//!
//! What applying the plan would put right is found with the plan's own eyes (`differences`), so that the two never disagree.
//! Where one problem makes the next meaningless – an event type that is gone has no length – only the first is told.

use std::{collections::BTreeMap, slice::from_ref};

use calcom::{
    Client, EventType, EventTypeId, EventTypePatch, Failure, RefusalCode, TeamId, UserId,
};
use jiff::Timestamp;
use salon::StaffId;
use store::{
    Store,
    sync::{Mapping, account, block_type, event_map},
};

use super::{
    SetupError, block_types, noted,
    provision::{self, Needed, Shape, differences, is_as_known},
    read,
    shelf::{Shelves, with_owner},
    wire::paced,
    write, zones,
};
use crate::{
    lines::Lines,
    view::{FindingCode, MapFinding, MapRemedy},
};

/// Everything about the event map that keeps a segment from being booked, or lets strangers in. Empty: all is well.
///
/// Hours by another clock than the salon's are told as they were last read. One call for the team's event types – or for each stylist's
/// own –, and one for each that a team's list cannot tell about.
///
/// # Errors
/// `NotConnected`; what the server says.
pub async fn verify_event_types(
    store: &Store,
    lines: &Lines,
    now: Timestamp,
) -> Result<Vec<MapFinding>, SetupError> {
    let (account, mut needed, map, blocks, clocks) = read(store, move |read| {
        let needed = provision::load(read)?;
        let blocks = (block_types::load(read)?, block_type::all(read)?);
        let clocks = zones::findings(read, now)?;
        Ok((
            account::find(read)?,
            needed,
            event_map::all(read)?,
            blocks,
            clocks,
        ))
    })
    .await?;
    let shelves = Shelves::look(lines, account).await?;
    let mut found = clocks;
    let present = Everything::of_shelves(lines.salon(), shelves, &map, &needed).await?;
    for needed in &mut needed {
        let there = present.of(needed.staff);
        // Without a key nobody is anybody over there.
        needed.user = needed.user.filter(|_| there.is_some());
        let there = there.unwrap_or(&present.nothing);
        let of_one = findings(&map, from_ref(needed), there);
        found.extend(of_one.into_iter().map(Finding::view));
    }
    // A block event type is always on the shelf: what its list does not show is gone.
    for needed in &blocks.0 {
        if let Some(there) = present.of(needed.staff()) {
            let of_one = block_types::findings(from_ref(needed), &blocks.1, &there.types);
            found.extend(of_one);
        }
    }
    Ok(found)
}

/// The same, and the book remembers what was found: the grid shows it, and the review list says what broke since the last time.
///
/// # Errors
/// As for [`verify_event_types`].
pub async fn check_event_map(
    store: &Store,
    lines: &Lines,
    now: Timestamp,
) -> Result<Vec<MapFinding>, SetupError> {
    let found = verify_event_types(store, lines, now).await?;
    let noted = found.clone();
    write(store, move |tx| noted::note(tx, &noted, now)).await?;
    Ok(found)
}

/// What there is, for everybody or for each.
#[derive(Debug, Default)]
struct Everything {
    team: Option<Present>,
    own: BTreeMap<StaffId, Present>,
    nothing: Present,
}

impl Everything {
    async fn of_shelves(
        client: &Client,
        shelves: Shelves,
        map: &[Mapping],
        needed: &[Needed],
    ) -> Result<Self, SetupError> {
        let Shelves { team, own } = shelves;
        let theirs = |types| Present { team: None, types };
        let own = own.into_iter();
        let mut all = Self {
            own: own
                .map(|(staff, filled)| (staff, theirs(filled.types)))
                .collect(),
            ..Self::default()
        };
        if let Some(filled) = team {
            let mut types = filled.types;
            for id in unlisted(map, needed, &types) {
                types.extend(look(client, id).await?);
            }
            let team = filled.shelf.team;
            all.team = Some(Present { team, types });
        }
        Ok(all)
    }

    fn of(&self, staff: StaffId) -> Option<&Present> {
        self.team.as_ref().or_else(|| self.own.get(&staff))
    }
}

/// One pair alone: its event type as it is now, and what is wrong with it. A call for the event type, and one for its child.
pub(super) async fn look_at_pair(
    client: &Client,
    team: Option<TeamId>,
    needed: &Needed,
    map: &[Mapping],
) -> Result<(Option<EventType>, Vec<FindingCode>), SetupError> {
    let mut types = Vec::new();
    for id in unlisted(map, from_ref(needed), &[]) {
        types.extend(look(client, id).await?);
    }
    let present = Present { team, types };
    let pair = needed.mapped(map);
    let wrong = of_pair(needed, pair, &present);
    let found = pair.and_then(|pair| present.find(pair.event_type_id));
    let codes = wrong.into_iter().map(|(code, ..)| code).collect();
    Ok((found.cloned(), codes))
}

/// One event type wherever it lives; `None` if it is gone or out of this key's sight.
pub(super) async fn look(
    client: &Client,
    id: EventTypeId,
) -> Result<Option<EventType>, SetupError> {
    match paced(client, || client.event_type(id)).await {
        Ok(found) => Ok(Some(found)),
        Err(Failure::Refused(refusal)) if is_absence(&refusal.code) => Ok(None),
        Err(failure) => Err(failure.into()),
    }
}

fn is_absence(code: &RefusalCode) -> bool {
    matches!(
        code,
        RefusalCode::EventTypeGone | RefusalCode::NotFound | RefusalCode::NotPermitted
    )
}

/// What the map names and the team's list does not show: children, event types of others, and those that are gone.
fn unlisted(map: &[Mapping], needed: &[Needed], listed: &[EventType]) -> Vec<EventTypeId> {
    let pairs = needed.iter().filter_map(|needed| needed.mapped(map));
    let mut ids: Vec<i64> = pairs
        .flat_map(|pair| [Some(pair.event_type_id), pair.child_event_type_id])
        .flatten()
        .filter(|id| !listed.iter().any(|known| known.id.get() == *id))
        .collect();
    ids.sort_unstable();
    ids.dedup();
    ids.into_iter().map(EventTypeId::new).collect()
}

/// What there is in Cal.com: a team's event types, and those that were looked at one by one, or one person's own. What is not here
/// is gone.
#[derive(Debug, Default)]
struct Present {
    /// `None`: somebody's own.
    team: Option<TeamId>,
    types: Vec<EventType>,
}

impl Present {
    fn find(&self, id: i64) -> Option<&EventType> {
        self.types.iter().find(|known| known.id.get() == id)
    }

    /// What lies on somebody's own shelf is theirs.
    fn is_foreign(&self, found: &EventType) -> bool {
        let Some(ours) = self.team else {
            return false;
        };
        match found.team_id {
            Some(team) => team != ours,
            None => found.owner_id.is_some(),
        }
    }
}

/// Something wrong with a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Finding<'a> {
    code: FindingCode,
    remedy: MapRemedy,
    needed: &'a Needed,
    /// The event type in question, where there is or was one.
    event_type: Option<i64>,
}

impl Finding<'_> {
    fn view(self) -> MapFinding {
        MapFinding {
            code: self.code,
            service_id: Some(self.needed.service.0),
            service_name: self.needed.service_name.clone(),
            segment_key: self.needed.segment.to_string(),
            segment_name: self.needed.segment_name.clone(),
            staff_id: self.needed.staff.0,
            staff_name: self.needed.staff_name.clone(),
            event_type_id: self.event_type,
            remedy: self.remedy,
        }
    }
}

/// All findings, in the order of the catalogue.
fn findings<'a>(map: &[Mapping], needed: &'a [Needed], present: &Present) -> Vec<Finding<'a>> {
    let mut all = Vec::new();
    for needed in needed {
        let of_pair = of_pair(needed, needed.mapped(map), present);
        all.extend(
            of_pair
                .into_iter()
                .map(|(code, remedy, event_type)| Finding {
                    code,
                    remedy,
                    needed,
                    event_type,
                }),
        );
    }
    all
}

/// Code, remedy and event type in question.
type Flaw = (FindingCode, MapRemedy, Option<i64>);

fn of_pair(needed: &Needed, mapped: Option<&Mapping>, present: &Present) -> Vec<Flaw> {
    use FindingCode as Code;
    let Some(user) = needed.user else {
        let known = mapped.map(|pair| pair.event_type_id);
        return vec![(Code::StaffUnmatched, MapRemedy::MatchStaff, known)];
    };
    let Some(pair) = mapped else {
        return vec![(Code::NotProvisioned, MapRemedy::Apply, None)];
    };
    let id = pair.event_type_id;
    let apply = |code| vec![(code, MapRemedy::Apply, Some(id))];
    let Some(found) = present.find(id) else {
        return apply(Code::Gone);
    };
    if present.is_foreign(found) {
        return apply(Code::WrongTeam);
    }
    match (found.is_managed_parent(), pair.managed) {
        (true, true) => of_child(needed, pair, found, user, present),
        (true, false) => apply(Code::ManagedParent),
        (false, true) => apply(Code::Outdated),
        (false, false) => {
            let mut flaws = flaws(found, &needed.shape(user));
            let known = pair.minutes == needed.minutes && is_as_known(pair, found);
            if flaws.is_empty() && !known {
                flaws.push(Code::Outdated);
            }
            flaws.into_iter().flat_map(apply).collect()
        }
    }
}

/// A managed pair: is there a child, is it one, and is it right? What is wrong with a child is the template's business, which
/// only its owner changes.
fn of_child(
    needed: &Needed,
    pair: &Mapping,
    parent: &EventType,
    user: UserId,
    present: &Present,
) -> Vec<Flaw> {
    use FindingCode as Code;
    // A child appears for whom the template has as a host; before that, there is nothing to find.
    let resolvable = parent.hosts.iter().any(|host| host.user_id == user);
    let find_again = if resolvable {
        MapRemedy::Apply
    } else {
        MapRemedy::Look
    };
    let Some(id) = pair.child_event_type_id else {
        return vec![(Code::ChildMissing, find_again, Some(pair.event_type_id))];
    };
    let Some(child) = present.find(id) else {
        return vec![(Code::ChildGone, find_again, Some(id))];
    };
    if child.id == parent.id || child.team_id.is_some() {
        return vec![(Code::ChildIsParent, find_again, Some(id))];
    }
    let flaws = flaws(&as_team_event_type(child), &needed.shape(user));
    // Which lengths a template offers is its owner's choice.
    let wrong = |code: &FindingCode| *code != Code::LengthsMissing;
    let look = |code| (code, MapRemedy::Look, Some(id));
    flaws.into_iter().filter(wrong).map(look).collect()
}

/// A child has an owner in place of hosts, and is as visible as its template, which is none of our making.
fn as_team_event_type(child: &EventType) -> EventType {
    EventType {
        hidden: true,
        ..with_owner(child)
    }
}

/// One code for each thing that the plan would change.
pub(super) fn flaws(found: &EventType, needed: &Shape) -> Vec<FindingCode> {
    // Taken apart in full: what the plan learns to put right, verification has to learn to tell.
    let EventTypePatch {
        title,
        slug: _,
        description: _,
        slot_interval: _,
        length_in_minutes,
        length_in_minutes_options,
        hosts,
        hidden,
        minimum_booking_notice,
        before_event_buffer,
        after_event_buffer,
        booking_requires_authentication,
        booking_window,
        confirmation_policy,
        locations,
        email_settings,
    } = differences(found, needed);
    let hosts_code = if found.hosts.is_empty() {
        FindingCode::MissingHost
    } else {
        FindingCode::WrongHost
    };
    let buffers = before_event_buffer.or(after_event_buffer);
    let told = [
        (length_in_minutes.is_some(), FindingCode::WrongLength),
        (
            length_in_minutes_options.is_some(),
            FindingCode::LengthsMissing,
        ),
        (hosts.is_some(), hosts_code),
        (minimum_booking_notice.is_some(), FindingCode::Notice),
        (buffers.is_some(), FindingCode::Buffers),
        (
            booking_requires_authentication.is_some(),
            FindingCode::OpenToStrangers,
        ),
        (hidden.is_some(), FindingCode::Visible),
        (booking_window.is_some(), FindingCode::Window),
        (confirmation_policy.is_some(), FindingCode::Confirmation),
        (locations.is_some(), FindingCode::WrongPlace),
        (title.is_some(), FindingCode::WrongTitle),
        (email_settings.is_some(), FindingCode::Mails),
    ];
    told.into_iter()
        .filter_map(|(wrong, code)| wrong.then_some(code))
        .collect()
}

#[cfg(test)]
mod tests;
