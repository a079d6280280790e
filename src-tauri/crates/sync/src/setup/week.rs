//! The usual week of a staff member as Cal.com has it: offered, never taken by itself. The salon's own hours decide.

use calcom::TeamId;
use jiff::{Timestamp, civil::Weekday};
use salon::{StaffId, Stretch};
use store::{Store, settings, staff, sync::account};

use super::{SetupError, read, wire::paced};
use crate::{
    hours::{self, Hours},
    lines::Lines,
};

/// When somebody usually works by their schedule over there; empty if they have none.
///
/// # Errors
/// `NotConnected`; `NoMatch` for somebody who is nobody there; `OtherZone` where it goes by another clock than the salon's; what the
/// server says.
pub async fn calcom_week(
    store: &Store,
    lines: &Lines,
    member: StaffId,
    now: Timestamp,
) -> Result<Vec<(Weekday, Stretch)>, SetupError> {
    let (account, user, zone) = read(store, move |read| {
        let account = account::find(read)?;
        let all = staff::all(read)?;
        let ours = all.into_iter().find(|one| one.id == member);
        let user = ours.and_then(|one| one.calcom_user_id);
        Ok((account, user, settings::zone(read)?))
    })
    .await?;
    let account = account.ok_or(SetupError::NotConnected)?;
    let user = user.ok_or(SetupError::NoMatch)?;
    let client = lines.of(member).ok_or(SetupError::NoMatch)?;
    let schedules = match account.team_id.map(TeamId::new) {
        Some(team) => paced(client, || client.team_schedules(team)).await?,
        None => paced(client, || client.own_schedules()).await?,
    };
    match hours::usual(&schedules.items, Some(user)) {
        Some(usual) if !hours::same_clock(&usual.time_zone, &zone, now) => {
            Err(SetupError::OtherZone {
                theirs: usual.time_zone.clone(),
                salons: zone,
            })
        }
        usual => Ok(usual
            .map(|usual| Hours::of(usual).week())
            .unwrap_or_default()),
    }
}
