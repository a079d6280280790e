//! Setting up: is the key good, which team, who is who, and an event type for every segment and performer.
//!
//! Everything here is asked for by a person and answered to them; nothing is stored before it has been seen to work. The key
//! is handed in within a client and never comes back.

mod account;
mod apply;
mod block_types;
mod children;
mod clean;
mod event_types;
mod found;
mod halt;
mod map;
mod noted;
mod provision;
mod public;
mod publish;
mod shelf;
mod staff;
mod staff_key;
mod verify;
mod week;
pub(crate) mod wire;
mod zones;

pub use account::{account_view, connect, connect_individual, disconnect, test_connection};
pub(crate) use apply::another_chance_for;
pub use apply::apply_event_types;
pub(crate) use block_types::known as known_block;
#[cfg(test)]
pub(crate) use block_types::slug as block_slug;
pub use children::{HOLDS as CHILDREN_HOLD, resolve_children, resolve_pair};
pub use clean::{clean_event_types, old_event_types};
pub use event_types::plan_event_types;
pub use found::{found_services, link_found};
pub use halt::Halt;
pub use map::{event_grid, event_pair, link_event_type};
pub(crate) use noted::verified_at;
pub(crate) use provision::lengths_of;
pub use provision::slug;
pub use public::link_public;
pub use publish::publish_service;
pub(crate) use shelf::with_owner;
pub use staff::{match_certain_staff, match_staff, staff_matches, team};
pub use staff_key::{connect_staff, disconnect_staff, take_on, test_new_staff_key, test_staff_key};
pub use verify::{check_event_map, verify_event_types};
pub use week::calcom_week;
pub(crate) use wire::paced;
pub use zones::other_zones;

use calcom::{AuthProblem, BaseUrlError, Failure, TeamId, UnknownReason};
use serde_json::{Value, json};
use store::{StoreError, sync::Account};

/// Why setting up did not work.
#[derive(Debug, thiserror::Error)]
pub enum SetupError {
    /// Not an address of a server.
    #[error("not an address of a server")]
    InvalidHost(#[from] BaseUrlError),
    /// The key is unknown, expired or withdrawn.
    #[error("the key is refused")]
    KeyRefused,
    /// The key's owner may not manage the team.
    #[error("the key's owner is not an admin of the team")]
    RoleTooLow,
    /// The key's owner is not in that team, or there is none.
    #[error("the team is not among those of the key's owner")]
    TeamNotFound,
    /// The server has no teams: the community edition, with a key for each person.
    #[error("the server has no teams")]
    NoTeams,
    /// Where each stylist has an account of their own, their key says who they are.
    #[error("who somebody is follows from their key, where there is no team")]
    ByKey,
    /// Where each stylist has an account of their own, a rebuild begins with their keys.
    #[error("nobody is connected with a key of their own")]
    NoKeys,
    /// Where each stylist has an account of their own, a rebuild takes the keys of all: these have none that is taken.
    #[error("the keys of some are missing or refused")]
    KeysMissing(Vec<String>),
    /// A team is connected: one key serves everybody.
    #[error("a team is connected, whose key serves everybody")]
    TeamAccount,
    /// The key is that of somebody else who is connected already.
    #[error("the key is that of somebody else who is connected already")]
    KeyOfAnother(String),
    /// Nobody of that row works here.
    #[error("nobody of that number works here")]
    UnknownStaff,
    /// Nothing can be reached at that address.
    #[error("the server cannot be reached")]
    Unreachable,
    /// Something answers there, but it is not Cal.com.
    #[error("the server does not speak Cal.com's language")]
    NotCalcom,
    /// The server failed.
    #[error("the server failed")]
    ServerFailed,
    /// The server asked for a pause.
    #[error("too many calls")]
    RateLimited,
    /// The server refused for another reason; its words, masked.
    #[error("refused: {0}")]
    Refused(String),
    /// No account is connected.
    #[error("no account is connected")]
    NotConnected,
    /// Only an empty book can be rebuilt: this one has staff, services or appointments.
    #[error("the book is not empty")]
    BookNotEmpty,
    /// That user is somebody else's already, or there is no such staff member.
    #[error("the staff member cannot be matched to this user")]
    NoMatch,
    /// Not an event type on which this service can be booked as a whole.
    #[error("customers cannot book this service on that event type")]
    NotPublic,
    /// No service has such a segment for such a person.
    #[error("nobody does that segment")]
    NotNeeded,
    /// There is no such event type, or the key does not see it.
    #[error("there is no such event type")]
    NoEventType,
    /// The event type belongs to another team or to one person.
    #[error("the event type is not of the connected team")]
    NotOfTheTeam,
    /// There is no such service on sale.
    #[error("there is no such service on sale")]
    UnknownService,
    /// Nobody who may do the service is known in Cal.com.
    #[error("nobody who may do the service is matched to a user")]
    NoHosts,
    /// An event type that we know nothing of stands at the address of the service.
    #[error("the address is taken by an event type {title:?} of {minutes} minutes")]
    SlugInUse {
        /// What it is called.
        title: String,
        /// Its length.
        minutes: u32,
    },
    /// Their hours go by another clock than the salon's.
    #[error("their hours are by the clock of {theirs}, the salon's by that of {salons}")]
    OtherZone {
        /// IANA name.
        theirs: String,
        /// IANA name.
        salons: String,
    },
    /// The book.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A piece of work broke off; the program has a fault.
    #[error("a piece of work broke off")]
    BrokenOff,
}

impl SetupError {
    /// Stable name for the window, `--json` and the phone.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::InvalidHost(_) => "invalid_host",
            Self::KeyRefused => "key_refused",
            Self::RoleTooLow => "role_too_low",
            Self::TeamNotFound => "team_not_found",
            Self::NoTeams => "no_teams",
            Self::ByKey => "match_by_key",
            Self::NoKeys => "no_staff_keys",
            Self::KeysMissing(_) => "staff_keys_missing",
            Self::TeamAccount => "team_account",
            Self::KeyOfAnother(_) => "key_of_another",
            Self::UnknownStaff => "unknown_staff",
            Self::Unreachable => "host_unreachable",
            Self::NotCalcom => "host_not_calcom",
            Self::ServerFailed => "server_failed",
            Self::RateLimited => "rate_limited",
            Self::Refused(_) => "calcom_refused",
            Self::NotConnected => "not_connected",
            Self::BookNotEmpty => "book_not_empty",
            Self::NoMatch => "no_match",
            Self::NotPublic => "not_a_public_event_type",
            Self::NotNeeded => "pair_not_needed",
            Self::NoEventType => "unknown_event_type",
            Self::NotOfTheTeam => "event_type_not_ours",
            Self::UnknownService => "unknown_service",
            Self::NoHosts => "service_without_hosts",
            Self::SlugInUse { .. } => "slug_in_use",
            Self::OtherZone { .. } => "other_zone",
            Self::Store(error) => error.code(),
            Self::BrokenOff => "internal",
        }
    }
}

impl SetupError {
    /// Facts for the sentence on the screen.
    #[must_use]
    pub fn details(&self) -> Option<Value> {
        let names = if let Self::SlugInUse { title, minutes } = self {
            vec![format!("{title} · {minutes} min")]
        } else if let Self::OtherZone { theirs, salons } = self {
            vec![format!("Cal.com: {theirs}"), format!("Salon: {salons}")]
        } else if let Self::KeyOfAnother(name) = self {
            vec![name.clone()]
        } else if let Self::KeysMissing(names) = self {
            names.clone()
        } else {
            return None;
        };
        Some(json!({ "names": names }))
    }
}

impl From<Failure> for SetupError {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::NotSent(_) => Self::Unreachable,
            Failure::Unknown(
                UnknownReason::Undecodable { .. } | UnknownReason::TooLarge { .. },
            ) => Self::NotCalcom,
            Failure::Unknown(UnknownReason::Timeout | UnknownReason::ConnectionLost) => {
                Self::Unreachable
            }
            Failure::Unknown(UnknownReason::ServerError { .. }) => Self::ServerFailed,
            Failure::RateLimited { .. } => Self::RateLimited,
            Failure::Unauthorized(AuthProblem::NotMember { .. }) => Self::TeamNotFound,
            Failure::Unauthorized(AuthProblem::RoleTooLow) => Self::RoleTooLow,
            Failure::Unauthorized(
                AuthProblem::InvalidKey | AuthProblem::ExpiredKey | AuthProblem::Forbidden,
            ) => Self::KeyRefused,
            Failure::Refused(refusal) if refusal.code == calcom::RefusalCode::RouteMissing => {
                Self::NotCalcom
            }
            Failure::Refused(refusal) => Self::Refused(refusal.message),
        }
    }
}

/// The connected team; `None` where each stylist has an account of their own.
pub(crate) fn team_of(account: Option<&Account>) -> Result<Option<TeamId>, SetupError> {
    let account = account.ok_or(SetupError::NotConnected)?;
    Ok(account.team_id.map(TeamId::new))
}

/// One write transaction, off the async threads.
pub(crate) async fn write<T: Send + 'static>(
    store: &store::Store,
    work: impl FnOnce(&store::Tx<'_>) -> Result<T, StoreError> + Send + 'static,
) -> Result<T, SetupError> {
    let store = store.clone();
    let done = tokio::task::spawn_blocking(move || store.write(work)).await;
    Ok(done.map_err(|_| SetupError::BrokenOff)??)
}

/// One consistent look at the book, off the async threads.
pub(crate) async fn read<T: Send + 'static>(
    store: &store::Store,
    look: impl FnOnce(&store::Read<'_>) -> Result<T, StoreError> + Send + 'static,
) -> Result<T, SetupError> {
    let store = store.clone();
    let done = tokio::task::spawn_blocking(move || store.read(look)).await;
    Ok(done.map_err(|_| SetupError::BrokenOff)??)
}
