//! Who is who: our staff and the members of the team.
//!
//! A match is certain when it is stored already, when all event types that stand for a staff member book one member and nobody else's do, or when exactly one member has that name, in either order, and it is nobody
//! else's. Everything else is offered, never taken silently.

use calcom::{Client, EventType, Membership};
use jiff::Timestamp;
use salon::{StaffId, customer::fold, named};
use store::{
    Store, StoreError, Topic,
    staff::{self, StaffMember},
    sync::{Mapping, StaffKey, account, event_map, staff_key},
};

use super::{SetupError, read, team_of, wire::paced, write};
use crate::view::{StaffMatch, TeamMember};

/// Who is in the team; nobody, where there is none.
///
/// # Errors
/// `NotConnected`; what the server says.
pub async fn team(store: &Store, client: &Client) -> Result<Vec<TeamMember>, SetupError> {
    let account = read(store, account::find).await?;
    let Some(team) = team_of(account.as_ref())? else {
        return Ok(Vec::new());
    };
    let members = paced(client, || client.memberships(team)).await?;
    Ok(team_members(&members.items))
}

/// Each of our staff with whom they are in Cal.com, or might be. Where each has an account of their own, that is whose key it is;
/// somebody without one is nobody there, and nobody could be guessed.
///
/// # Errors
/// `NotConnected`; what the server says.
pub async fn staff_matches(store: &Store, client: &Client) -> Result<Vec<StaffMatch>, SetupError> {
    let (account, staff, map, keys) = read(store, |read| {
        let keys = staff_key::all(read)?;
        Ok((
            account::find(read)?,
            staff::all(read)?,
            event_map::all(read)?,
            keys,
        ))
    })
    .await?;
    let Some(team) = team_of(account.as_ref())? else {
        return Ok(by_keys(&staff, &keys));
    };
    let members = paced(client, || client.memberships(team)).await?;
    let somebody_new = staff
        .iter()
        .any(|one| one.archived_at.is_none() && one.calcom_user_id.is_none());
    let hosts = match somebody_new && !map.is_empty() {
        true => {
            let present = paced(client, || client.team_event_types(team)).await?.items;
            hosts(&map, &present)
        }
        false => Vec::new(),
    };
    Ok(matches(&staff, &team_members(&members.items), &hosts))
}

fn by_keys(staff: &[StaffMember], keys: &[StaffKey]) -> Vec<StaffMatch> {
    let at_work = staff.iter().filter(|member| member.archived_at.is_none());
    let matched = |member: &StaffMember| {
        let key = keys.iter().find(|key| key.staff == member.id);
        StaffMatch {
            staff_id: member.id.0,
            staff_name: member.name.clone(),
            user_id: key.map(|key| key.user_id),
            user_name: key.map(|key| key.user_name.clone()),
            candidates: Vec::new(),
        }
    };
    at_work.map(matched).collect()
}

/// Whom the event types of our map book: who they stand for here, and their only host there.
fn hosts(map: &[Mapping], present: &[EventType]) -> Vec<(StaffId, i64)> {
    let host = |pair: &Mapping| {
        let of_pair = |one: &&EventType| one.id.get() == pair.event_type_id;
        match present.iter().find(of_pair)?.hosts.as_slice() {
            [only] => Some((pair.staff, only.user_id.get())),
            _ => None,
        }
    };
    map.iter().filter_map(host).collect()
}

/// Says who a staff member is in Cal.com.
///
/// # Errors
/// `NoMatch` if that user is somebody else's; `ByKey` where it follows from each key who is who, and theirs says otherwise.
pub async fn match_staff(
    store: &Store,
    member: StaffId,
    user: i64,
    now: Timestamp,
) -> Result<(), SetupError> {
    let (account, key) = read(store, move |read| {
        Ok((account::find(read)?, staff_key::find(read, member)?))
    })
    .await?;
    if account.is_some_and(|account| account.is_individual()) {
        return match key {
            Some(key) if key.user_id == user => Ok(()),
            Some(_) | None => Err(SetupError::ByKey),
        };
    }
    let done = write(store, move |tx| {
        staff::set_calcom_user(tx, member, Some(user))?;
        tx.changed(Topic::Staff, Some(member.0), now)
    });
    match done.await {
        Err(SetupError::Store(StoreError::Constraint { .. } | StoreError::Missing(_))) => {
            Err(SetupError::NoMatch)
        }
        other => other,
    }
}

/// Stores every certain match. Answers all of them, so that a person can choose for the rest.
///
/// # Errors
/// As for [`staff_matches`].
pub async fn match_certain_staff(
    store: &Store,
    client: &Client,
    now: Timestamp,
) -> Result<Vec<StaffMatch>, SetupError> {
    let matches = staff_matches(store, client).await?;
    for found in &matches {
        if let Some(user) = found.user_id {
            match_staff(store, StaffId(found.staff_id), user, now).await?;
        }
    }
    Ok(matches)
}

fn team_members(memberships: &[Membership]) -> Vec<TeamMember> {
    let accepted = memberships.iter().filter(|membership| membership.accepted);
    accepted
        .map(|membership| TeamMember {
            user_id: membership.user_id.get(),
            name: name_of(membership),
        })
        .collect()
}

fn name_of(membership: &Membership) -> String {
    let user = &membership.user;
    let name = user.name.as_ref().map(calcom::Personal::as_str);
    name.filter(|name| !name.trim().is_empty())
        .or(user.username.as_deref())
        .unwrap_or_default()
        .to_owned()
}

/// Pure: who is certain, who might be. What is stored goes before whom their event types book, and that before the name.
fn matches(
    staff: &[StaffMember],
    members: &[TeamMember],
    hosts: &[(StaffId, i64)],
) -> Vec<StaffMatch> {
    let present: Vec<_> = staff
        .iter()
        .filter(|member| member.archived_at.is_none())
        .collect();
    let taken: Vec<i64> = present
        .iter()
        .filter_map(|member| member.calcom_user_id)
        .collect();
    let free: Vec<_> = members
        .iter()
        .filter(|member| !taken.contains(&member.user_id))
        .collect();
    present
        .iter()
        .map(|ours| match ours.calcom_user_id {
            Some(user) => stored(ours, members.iter().find(|member| member.user_id == user)),
            None => by_hosts(ours, &free, hosts).unwrap_or_else(|| by_name(ours, &present, &free)),
        })
        .collect()
}

fn stored(ours: &StaffMember, member: Option<&TeamMember>) -> StaffMatch {
    StaffMatch {
        staff_id: ours.id.0,
        staff_name: ours.name.clone(),
        user_id: ours.calcom_user_id,
        user_name: member.map(|member| member.name.clone()),
        candidates: Vec::new(),
    }
}

/// The one member whom all their event types book, if these book nobody else's.
fn by_hosts(
    ours: &StaffMember,
    free: &[&TeamMember],
    hosts: &[(StaffId, i64)],
) -> Option<StaffMatch> {
    let mut users = hosts.iter().filter(|(staff, _)| *staff == ours.id);
    let (_, user) = users.next()?;
    let alone = users.all(|(_, other)| other == user)
        && hosts
            .iter()
            .all(|(staff, other)| other != user || *staff == ours.id);
    let member = free
        .iter()
        .find(|member| member.user_id == *user && alone)?;
    Some(StaffMatch {
        staff_id: ours.id.0,
        staff_name: ours.name.clone(),
        user_id: Some(member.user_id),
        user_name: Some(member.name.clone()),
        candidates: Vec::new(),
    })
}

fn by_name(ours: &StaffMember, staff: &[&StaffMember], free: &[&TeamMember]) -> StaffMatch {
    let is_called_so = |name: &str| named::same(name, &ours.name);
    let same: Vec<_> = free
        .iter()
        .filter(|member| is_called_so(&member.name))
        .collect();
    let namesakes = staff
        .iter()
        .filter(|other| is_called_so(&other.name))
        .count();
    let certain = match same.as_slice() {
        [only] if namesakes == 1 => Some(**only),
        _ => None,
    };
    let candidates = match certain {
        Some(_) => Vec::new(),
        None => alike(&fold(&ours.name), free),
    };
    StaffMatch {
        staff_id: ours.id.0,
        staff_name: ours.name.clone(),
        user_id: certain.map(|member| member.user_id),
        user_name: certain.map(|member| member.name.clone()),
        candidates,
    }
}

/// Members that share a word of the name come first; if none does, everybody who is free.
fn alike(name: &str, free: &[&TeamMember]) -> Vec<TeamMember> {
    let shares_word = |member: &&&TeamMember| {
        let other = fold(&member.name);
        other
            .split(' ')
            .any(|word| name.split(' ').any(|ours| ours == word))
    };
    let alike: Vec<TeamMember> = free
        .iter()
        .filter(shares_word)
        .map(|m| (**m).clone())
        .collect();
    if alike.is_empty() {
        free.iter().map(|m| (**m).clone()).collect()
    } else {
        alike
    }
}

#[cfg(test)]
mod tests {
    use store::staff::Role;

    use super::*;

    fn ours(id: i64, name: &str, user: Option<i64>) -> StaffMember {
        StaffMember {
            id: StaffId(id),
            name: name.to_owned(),
            role: Role::Stylist,
            position: id,
            colour: "slate".to_owned(),
            calcom_user_id: user,
            version: 1,
            archived_at: None,
        }
    }

    fn theirs(user_id: i64, name: &str) -> TeamMember {
        TeamMember {
            user_id,
            name: name.to_owned(),
        }
    }

    #[test]
    fn umlauts_case_blanks_and_the_order_of_names_do_not_matter() {
        for name in [" joerg  MUELLER ", "Müller, Jörg", "Mueller Joerg"] {
            let found = matches(&[ours(1, "Jörg Müller", None)], &[theirs(7, name)], &[]);
            assert_eq!(found[0].user_id, Some(7), "{name}");
        }
    }

    #[test]
    fn whom_their_event_types_book_is_who_they_are_whatever_the_name() {
        let staff = [ours(1, "Anna", None), ours(2, "Bea", None)];
        let members = [theirs(7, "A. A."), theirs(8, "B. B.")];
        let booked = |hosts: &[(i64, i64)]| {
            let hosts: Vec<_> = hosts
                .iter()
                .map(|(one, user)| (StaffId(*one), *user))
                .collect();
            let found = matches(&staff, &members, &hosts);
            found.iter().map(|one| one.user_id).collect::<Vec<_>>()
        };
        assert_eq!(booked(&[(1, 7), (1, 7), (2, 8)]), [Some(7), Some(8)]);
        assert_eq!(booked(&[(1, 7), (1, 8)]), [None, None], "two for one");
        assert_eq!(booked(&[(1, 7), (2, 7)]), [None, None], "one for two");
        assert_eq!(booked(&[(1, 99)]), [None, None], "nobody of the team");
    }

    #[test]
    fn two_of_one_name_are_asked_about() {
        let members = [theirs(7, "Anna Albrecht"), theirs(8, "Anna Albrecht")];
        let found = matches(&[ours(1, "Anna Albrecht", None)], &members, &[]);
        assert_eq!(found[0].user_id, None);
        assert_eq!(found[0].candidates.len(), 2);
        let staff = [
            ours(1, "Anna Albrecht", None),
            ours(2, "Anna Albrecht", None),
        ];
        let found = matches(&staff, &members[..1], &[]);
        assert!(found.iter().all(|one| one.user_id.is_none()));
    }

    #[test]
    fn a_first_name_alone_is_offered_but_not_taken() {
        let members = [theirs(7, "Anna Albrecht"), theirs(8, "Fabian Fischer")];
        let found = matches(&[ours(1, "Anna", None)], &members, &[]);
        assert_eq!(found[0].user_id, None);
        assert_eq!(found[0].candidates, [theirs(7, "Anna Albrecht")]);
    }

    #[test]
    fn what_is_stored_holds_and_is_not_offered_to_others() {
        let staff = [ours(1, "Anna Albrecht", Some(7)), ours(2, "Bea Blum", None)];
        let found = matches(&staff, &[theirs(7, "A. Albrecht"), theirs(8, "Cem")], &[]);
        assert_eq!(found[0].user_id, Some(7));
        assert_eq!(found[1].candidates, [theirs(8, "Cem")]);
    }
}
