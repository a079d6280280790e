//! The key and the team.

use calcom::{AuthProblem, Client, Failure, Me, RefusalCode, Team, TeamId};
use jiff::Timestamp;
use store::{
    Store,
    sync::{
        account::{self, NewAccount},
        event_map,
    },
};
use uuid::Uuid;

use super::{SetupError, read, staff_key, wire::paced, write};
use crate::{
    desk,
    view::{AccountShape, AccountView, ConnectionTest, TeamView},
};

/// Whose key it is and what it may do. Stores nothing.
///
/// # Errors
/// `KeyRefused`, `Unreachable`, `NotCalcom` and the like.
pub async fn test_connection(client: &Client) -> Result<ConnectionTest, SetupError> {
    let me = paced(client, || client.me()).await?;
    let (mut teams, mut shapes) = (Vec::new(), Vec::new());
    let found = match bookable_teams(client).await {
        Err(SetupError::NoTeams) => {
            shapes.push(AccountShape::Individual);
            Vec::new()
        }
        found => found?,
    };
    for team in found {
        let shape = shape_of(&team);
        shapes.push(shape);
        teams.push(TeamView {
            id: team.id.get(),
            may_manage: may_manage(client, team.id).await?,
            shape,
            name: team.name,
        });
    }
    Ok(ConnectionTest {
        user_name: name_of(&me),
        shape: shapes.first().copied(),
        teams,
    })
}

fn shape_of(team: &Team) -> AccountShape {
    match team.parent_id {
        Some(_) => AccountShape::OrganizationTeam,
        None => AccountShape::Team,
    }
}

/// Whether the team is among those of the key's owner.
pub(super) async fn is_ours(client: &Client, team: TeamId) -> Result<bool, SetupError> {
    let teams = bookable_teams(client).await?;
    Ok(teams.iter().any(|known| known.id == team))
}

/// Connects the salon with a team: the gate opens and the work begins. The caller puts the key into the keychain first.
///
/// # Errors
/// `TeamNotFound`; `NoTeams` on a server that knows none; `RoleTooLow`, because a member's key does not see the bookings of the others; those of the test.
pub async fn connect(
    store: &Store,
    client: &Client,
    team: i64,
    now: Timestamp,
) -> Result<(), SetupError> {
    let me = paced(client, || client.me()).await?;
    let teams = bookable_teams(client).await?;
    let team = teams
        .into_iter()
        .find(|known| known.id.get() == team)
        .ok_or(SetupError::TeamNotFound)?;
    if !may_manage(client, team.id).await? {
        return Err(SetupError::RoleTooLow);
    }
    enter(store, client, me, Some(team), now).await
}

/// Connects the salon with a server that knows no teams. Each stylist is connected on their own afterwards.
///
/// # Errors
/// `TeamNotFound` on a server that has teams; those of the test.
pub async fn connect_individual(
    store: &Store,
    client: &Client,
    now: Timestamp,
) -> Result<(), SetupError> {
    let me = paced(client, || client.me()).await?;
    match bookable_teams(client).await {
        Err(SetupError::NoTeams) => enter(store, client, me, None, now).await,
        Ok(_) => Err(SetupError::TeamNotFound),
        Err(error) => Err(error),
    }
}

async fn enter(
    store: &Store,
    client: &Client,
    me: Me,
    team: Option<Team>,
    now: Timestamp,
) -> Result<(), SetupError> {
    let base_url = client.config().base_url.as_str().to_owned();
    let last_four = client.key_last_four().to_owned();
    let user_name = name_of(&me);
    write(store, move |tx| {
        let account = NewAccount {
            base_url: &base_url,
            team_id: team.as_ref().map(|team| team.id.get()),
            team_name: team.as_ref().map_or("", |team| team.name.as_str()),
            organization_id: team
                .as_ref()
                .and_then(|team| team.parent_id.map(TeamId::get)),
            user_id: me.id.get(),
            user_name: &user_name,
            key_last_four: &last_four,
        };
        desk::name(tx, Uuid::now_v7())?;
        account::connect(tx, &account, now)
    })
    .await
}

/// Forgets the account; the caller removes the key. Nothing in Cal.com changes.
///
/// # Errors
/// The book.
pub async fn disconnect(store: &Store, now: Timestamp) -> Result<(), SetupError> {
    write(store, move |tx| account::disconnect(tx, now)).await
}

/// The owner's screen. `key_home`: `keychain` or `environment`.
///
/// # Errors
/// The book.
pub async fn account_view(
    store: &Store,
    key_home: &str,
) -> Result<Option<AccountView>, SetupError> {
    let known = read(store, |read| {
        let account = account::find(read)?;
        Ok((account, event_map::counts(read)?, staff_key::views(read)?))
    });
    let (account, (pairs, mapped), keys) = known.await?;
    Ok(account.map(|account| AccountView {
        staff_keys: account.is_individual().then_some(keys),
        base_url: account.base_url,
        team_id: account.team_id,
        team_name: account.team_name,
        can_silence: account.organization_id.is_some(),
        user_name: account.user_name,
        key_last_four: account.key_last_four,
        connected_at: account.connected_at.to_string(),
        key_home: key_home.to_owned(),
        mapped,
        pairs,
    }))
}

/// An organization is a team too, but nobody can be booked there.
async fn bookable_teams(client: &Client) -> Result<Vec<Team>, SetupError> {
    let teams = match paced(client, || client.teams()).await {
        Err(Failure::Refused(refusal)) if refusal.code == RefusalCode::RouteMissing => {
            return Err(SetupError::NoTeams);
        }
        teams => teams?,
    };
    Ok(teams
        .items
        .into_iter()
        .filter(|team| !team.is_organization)
        .collect())
}

async fn may_manage(client: &Client, team: TeamId) -> Result<bool, SetupError> {
    match paced(client, || client.memberships(team)).await {
        Ok(_) => Ok(true),
        Err(Failure::Unauthorized(
            AuthProblem::RoleTooLow | AuthProblem::NotMember { .. } | AuthProblem::Forbidden,
        )) => Ok(false),
        Err(failure) => Err(failure.into()),
    }
}

pub(super) fn name_of(me: &Me) -> String {
    let name = me.name.as_ref().map(calcom::Personal::as_str);
    name.or(me.username.as_deref())
        .unwrap_or_default()
        .to_owned()
}
