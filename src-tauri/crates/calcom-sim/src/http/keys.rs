//! Who is calling, by the Authorization header.

use jiff::Timestamp;

use crate::http::refusal::Refusal;
use crate::world::World;

/// What the Authorization header carries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Credential {
    Nothing,
    /// A key the server knows.
    Key {
        key: String,
        user: i64,
        expired: bool,
    },
    /// Something that is not an API key and so taken for an access token nobody issued.
    Token,
}

impl Credential {
    /// Reads the header. The scheme is case-sensitive and may be missing; an unknown key is refused before anything else happens.
    pub(crate) fn read(
        header: Option<&str>,
        world: &World,
        now: Timestamp,
    ) -> Result<Self, Refusal> {
        let Some(header) = header else {
            return Ok(Self::Nothing);
        };
        let secret = header.strip_prefix("Bearer ").unwrap_or(header);
        if !secret.starts_with("cal_") {
            return Ok(Self::Token);
        }
        let known = world.keys.iter().find(|known| known.key == secret);
        let known =
            known.ok_or_else(|| Refusal::unauthorized("CustomThrottlerGuard - Invalid API Key"))?;
        let expired = known.expires.is_some_and(|until| until <= now);
        Ok(Self::Key {
            key: known.key.clone(),
            user: known.user,
            expired,
        })
    }

    /// The bucket in which calls are counted, and how many fit.
    pub(crate) fn bucket(&self) -> (&str, u32) {
        match self {
            Self::Nothing => ("", 120),
            Self::Key { key, .. } => (key, 120),
            Self::Token => ("token", 500),
        }
    }

    /// The user, when there is one; credentials that are wrong are refused even where none are needed.
    pub(crate) fn user(&self) -> Result<Option<i64>, Refusal> {
        match self {
            Self::Nothing => Ok(None),
            Self::Key { expired: true, .. } => Err(Refusal::unauthorized(
                "ApiAuthStrategy - api key - Your api key is expired",
            )),
            Self::Key { user, .. } => Ok(Some(*user)),
            Self::Token => Err(Refusal::unauthorized("Invalid Access Token.")),
        }
    }
}

/// Who may use a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Access {
    /// Everybody; a key only tells who it is.
    Anybody,
    /// Any valid key, else 401.
    Key,
    /// Any valid key, else 403.
    Permission,
    /// A member of the team in the path.
    Member,
    /// An admin or owner of the team in the path.
    Admin,
}

const NO_AUTHENTICATION: &str = "ApiAuthStrategy - No authentication method provided. Either pass an API key as 'Bearer' header or OAuth client credentials as 'x-cal-secret-key' and 'x-cal-client-id' headers";
const NO_PERMISSION: &str = "PermissionsGuard - no authentication provided. Provide either authorization bearer token containing managed user access token or oAuth client id in 'x-cal-client-id' header.";

impl Access {
    /// Lets the caller pass or says why not.
    pub(crate) fn check(
        self,
        world: &World,
        caller: Option<i64>,
        team: Option<i64>,
    ) -> Result<(), Refusal> {
        match (self, caller) {
            (Self::Anybody, _) | (Self::Key | Self::Permission, Some(_)) => Ok(()),
            (Self::Permission, None) => Err(Refusal::forbidden(NO_PERMISSION)),
            (Self::Key | Self::Member | Self::Admin, None) => {
                Err(Refusal::unauthorized(NO_AUTHENTICATION))
            }
            (Self::Member | Self::Admin, Some(user)) => {
                self.check_team(world, user, team.unwrap_or_default())
            }
        }
    }

    fn check_team(self, world: &World, user: i64, team: i64) -> Result<(), Refusal> {
        if world.role(user, team).is_none() {
            let message = format!("RolesGuard - User is not a member of the team with id={team}.");
            return Err(Refusal::forbidden(message));
        }
        if self == Self::Admin && !world.is_admin(user, team) {
            let message = format!(
                "RolesGuard - user with id={user} does not have the minimum required role=TEAM_ADMIN within team with id={team}."
            );
            return Err(Refusal::forbidden(message));
        }
        Ok(())
    }
}
