//! By whose clock the hours in Cal.com go, where that is not the salon's.
//!
//! A salon stands in one place and lives by one clock. Hours by another are no hours of the salon: usually it is the machine's zone that
//! was wrong when the book was made, or a schedule that was never put right. Nothing is converted: from zone to zone a week in summer is
//! not a week in winter. Both clocks are told, and a person puts one of them right.

use std::collections::BTreeMap;

use calcom::{Schedule, TeamId};
use jiff::Timestamp;
use store::{
    Read, Store, StoreError, settings,
    staff::{self, StaffMember},
    sync::{account, closing},
};

use super::{SetupError, read, staff::team, wire::paced, write};
use crate::{
    hours,
    lines::Lines,
    view::{FindingCode, MapFinding, MapRemedy, OtherClock, OtherZones},
};

/// Whose hours in Cal.com go by another clock than the salon's; `None`: nobody's. As long as nobody is matched, everybody in the team is
/// looked at. The book keeps what was read of those who are, so that verifying knows it from then on.
///
/// # Errors
/// `NotConnected`; what the server says.
pub async fn other_zones(
    store: &Store,
    lines: Lines,
    now: Timestamp,
) -> Result<Option<OtherZones>, SetupError> {
    let (account, ours, salon_zone) = read(store, |read| {
        Ok((account::find(read)?, at_work(read)?, settings::zone(read)?))
    })
    .await?;
    let account = account.ok_or(SetupError::NotConnected)?;
    let mut schedules = Vec::new();
    for (_, client) in lines.readers() {
        let page = match account.team_id.map(TeamId::new) {
            Some(team) => paced(client, || client.team_schedules(team)).await?,
            None => paced(client, || client.own_schedules()).await?,
        };
        schedules.extend(page.items);
    }
    let known = ours.iter();
    let mut people: Vec<(i64, String)> = known
        .filter_map(|one| Some((one.calcom_user_id?, one.name.clone())))
        .collect();
    if people.is_empty() {
        let members = team(store, lines.salon()).await?.into_iter();
        people = members.map(|one| (one.user_id, one.name)).collect();
    }
    let told = among(&people, &schedules, &salon_zone, now);
    write(store, move |tx| hours::keep(tx, &schedules)).await?;
    Ok(told)
}

fn among(
    people: &[(i64, String)],
    schedules: &[Schedule],
    salon_zone: &str,
    now: Timestamp,
) -> Option<OtherZones> {
    let mut others: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    let mut with_hours = 0;
    for (user, name) in people {
        let Some(usual) = hours::usual(schedules, Some(*user)) else {
            continue;
        };
        with_hours += 1;
        if !hours::same_clock(&usual.time_zone, salon_zone, now) {
            let names = others.entry(&usual.time_zone).or_default();
            names.push(name.clone());
        }
    }
    let all_by = match others.iter().next() {
        Some((zone, names)) if names.len() == with_hours => Some((*zone).to_owned()),
        Some(_) | None => None,
    };
    let others: Vec<_> = others
        .into_iter()
        .map(|(zone, names)| OtherClock {
            zone: zone.to_owned(),
            names,
        })
        .collect();
    (!others.is_empty()).then(|| OtherZones {
        salon_zone: salon_zone.to_owned(),
        others,
        all_by,
    })
}

fn at_work(read: &Read<'_>) -> Result<Vec<StaffMember>, StoreError> {
    let mut all = staff::all(read)?;
    all.retain(|member| member.archived_at.is_none());
    Ok(all)
}

/// The same as findings, from what was last read of everybody's hours.
pub(super) fn findings(read: &Read<'_>, now: Timestamp) -> Result<Vec<MapFinding>, StoreError> {
    let zone = settings::zone(read)?;
    let mut found = Vec::new();
    for member in at_work(read)? {
        let sold = closing::find_sold(read, member.id)?;
        if sold.is_some_and(|sold| !hours::same_clock(&sold.zone, &zone, now)) {
            found.push(MapFinding {
                code: FindingCode::OtherZone,
                service_id: None,
                service_name: String::new(),
                segment_key: String::new(),
                segment_name: String::new(),
                staff_id: member.id.0,
                staff_name: member.name,
                event_type_id: None,
                remedy: MapRemedy::OneZone,
            });
        }
    }
    Ok(found)
}
