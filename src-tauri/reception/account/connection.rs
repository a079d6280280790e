//! Connecting the salon with a server and a team, and letting go of both.

use calcom::BaseUrl;
use jiff::Timestamp;
use sync::{
    setup::{self, SetupError},
    view::{AccountShape, AccountView, ConnectRequest, ConnectionTest, TeamView},
};
use vault::Secret;

use super::{Account, client, not_connected};
use crate::problem::Problem;

impl Account {
    /// Whose key it is and what it may do. Stores nothing.
    ///
    /// # Errors
    /// `invalid_host`, `key_refused`, `host_unreachable` and the like; `key_missing` if the kept key is another server's.
    pub async fn test(&self, request: ConnectRequest) -> Result<ConnectionTest, Problem> {
        let key = self.key_for(&request).await?;
        Ok(setup::test_connection(&client(&request.base_url, &key)?).await?)
    }

    /// Connects: tests the key, keeps it in the keychain, and takes up the work with the chosen team. Staff whose names leave no
    /// doubt are matched at once. On a server without teams each stylist is connected afterwards, see [`Account::connect_staff`].
    ///
    /// # Errors
    /// Those of the test and of the keychain; `team_needed` if the key belongs to several teams and none was chosen; `no_teams` if
    /// one was chosen where there are none. All is as before then.
    pub async fn connect(&self, request: ConnectRequest) -> Result<AccountView, Problem> {
        let key = self.key_for(&request).await?;
        let client = client(&request.base_url, &key)?;
        let test = setup::test_connection(&client).await?;
        // Known before the key is kept: one that is of no use must not replace one that is.
        let team = usable(test, request.team_id)?;
        let (store, now) = (&self.book.store, Timestamp::now());
        let keys = self.staff_keys().await?;
        let before = self.keep(None, key).await?;
        let connected = match team {
            Some(team) => setup::connect(store, &client, team, now).await,
            None => setup::connect_individual(store, &client, now).await,
        };
        if let Err(error) = connected {
            // The account is the old one still, and this key is not its.
            self.put_back(None, before).await?;
            return Err(error.into());
        }
        self.tidy_away(keys).await?;
        if team.is_some()
            && let Err(error) = setup::match_certain_staff(store, &client, now).await
        {
            // Connected all the same; who is who can be said later.
            tracing::warn!(code = error.code(), "staff could not be matched");
        }
        self.view().await?.ok_or_else(not_connected)
    }

    /// Forgets the account and its keys. Nothing changes in Cal.com.
    ///
    /// # Errors
    /// The keychain's and the book's.
    pub async fn disconnect(&self) -> Result<(), Problem> {
        let keys = self.staff_keys().await?;
        setup::disconnect(&self.book.store, Timestamp::now()).await?;
        // The book knows none of them any more, so that nobody would come back for those that are left.
        let salon = self.put_back(None, None).await;
        salon.and(self.tidy_away(keys).await)
    }

    /// The key that was typed, or the one that is kept – which goes to the server that it was kept for and to no other.
    async fn key_for(&self, request: &ConnectRequest) -> Result<Secret, Problem> {
        if let Some(typed) = &request.key {
            return Ok(Secret::new(typed.trim()));
        }
        let asked = BaseUrl::parse(&request.base_url).map_err(SetupError::from)?;
        let known = self.address().await?;
        if !self.vault.is_given() && known.as_deref() != Some(asked.as_str()) {
            return Err(Problem::new(
                "key_missing",
                "no key is kept for this server",
            ));
        }
        self.kept_key().await
    }
}

/// The team to connect; `None` where there are none.
fn usable(test: ConnectionTest, wanted: Option<i64>) -> Result<Option<i64>, Problem> {
    if test.shape == Some(AccountShape::Individual) {
        return match wanted {
            Some(_) => Err(SetupError::NoTeams.into()),
            None => Ok(None),
        };
    }
    let team = chosen(test.teams, wanted)?;
    match team.may_manage {
        true => Ok(Some(team.id)),
        false => Err(SetupError::RoleTooLow.into()),
    }
}

fn chosen(teams: Vec<TeamView>, wanted: Option<i64>) -> Result<TeamView, Problem> {
    let names: Vec<_> = teams
        .iter()
        .map(|team| format!("{}: {}", team.id, team.name))
        .collect();
    let mut teams = teams.into_iter();
    match wanted {
        Some(id) => teams
            .find(|team| team.id == id)
            .ok_or_else(|| SetupError::TeamNotFound.into()),
        None => match (teams.next(), teams.next()) {
            (Some(only), None) => Ok(only),
            (None, _) => Err(SetupError::TeamNotFound.into()),
            (Some(_), Some(_)) => Err(Problem::new(
                "team_needed",
                "the key belongs to several teams",
            )
            .with_details(serde_json::json!({ "names": names }))),
        },
    }
}

#[cfg(test)]
mod tests {
    use store::sync::account;
    use vault::Vault;

    use super::*;
    use crate::reception::{Book, Place};

    /// Nothing answers here, so whoever would be asked is named by the error.
    const HERE: &str = "http://127.0.0.1:9/v2";
    const ELSEWHERE: &str = "http://127.0.0.1:10/v2";

    fn connected(home: &tempfile::TempDir) -> Book {
        let place = Place::new(Some(home.path()), "salon".parse().unwrap()).unwrap();
        let book = Book::own(place).unwrap();
        let connect = |tx: &store::Tx<'_>| {
            let new = account::NewAccount {
                base_url: HERE,
                team_id: Some(1),
                team_name: "Friseur 1",
                organization_id: None,
                user_id: 1,
                user_name: "Olga Owner",
                key_last_four: "cdef",
            };
            account::connect(tx, &new, Timestamp::now())
        };
        book.store.write(connect).unwrap();
        book
    }

    fn without_a_key(base_url: &str) -> ConnectRequest {
        ConnectRequest {
            base_url: base_url.to_owned(),
            key: None,
            team_id: None,
        }
    }

    #[tokio::test]
    async fn the_kept_key_goes_to_no_other_server_than_the_connected_one() {
        let home = tempfile::tempdir().unwrap();
        let vault = Vault::os("de.kamm.desk.test.elsewhere");
        let account = Account::new(connected(&home), vault);
        for base_url in [ELSEWHERE, "https://127.0.0.1:9/v2"] {
            let tested = account.test(without_a_key(base_url)).await.unwrap_err();
            assert_eq!(tested.code, "key_missing");
            let asked = account.connect(without_a_key(base_url)).await.unwrap_err();
            assert_eq!(asked.code, "key_missing");
        }
    }

    #[tokio::test]
    async fn a_key_from_the_environment_goes_where_it_is_told_to() {
        let home = tempfile::tempdir().unwrap();
        let vault = Vault::given(Secret::new("cal_test_0123456789abcdef"));
        let account = Account::new(connected(&home), vault);
        let tested = account.test(without_a_key(ELSEWHERE)).await.unwrap_err();
        assert_eq!(tested.code, "host_unreachable");
    }
}
