//! The usual week of a staff member as Cal.com has it: offered, never taken by itself. The salon's own hours decide.

use calcom::{Client, TeamId};
use jiff::civil::Weekday;
use salon::{StaffId, Stretch};
use store::{Store, staff, sync::account};

use super::{SetupError, read, wire::paced};
use crate::hours::{self, Hours};

/// When somebody usually works by their schedule over there; empty if they have none.
///
/// # Errors
/// `NotConnected`; `NoMatch` for somebody who is nobody there; what the server says.
pub async fn calcom_week(
    store: &Store,
    client: &Client,
    member: StaffId,
) -> Result<Vec<(Weekday, Stretch)>, SetupError> {
    let (team, user) = read(store, move |read| {
        let team = account::find(read)?.map(|account| account.team_id);
        let all = staff::all(read)?;
        let ours = all.into_iter().find(|one| one.id == member);
        Ok((team, ours.and_then(|one| one.calcom_user_id)))
    })
    .await?;
    let team = TeamId::new(team.ok_or(SetupError::NotConnected)?);
    let user = user.ok_or(SetupError::NoMatch)?;
    let schedules = paced(client, || client.team_schedules(team)).await?.items;
    let usual = hours::usual(&schedules, Some(user));
    Ok(usual
        .map(|usual| Hours::of(usual).week())
        .unwrap_or_default())
}
