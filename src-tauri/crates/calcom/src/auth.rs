//! When a 401 or 403 concerns the account as a whole, and when only the thing asked for.
//!
//! Closing the gate for everything is right for a bad key and wrong for one booking of somebody else. Cal.com's guards sign their
//! messages; what they say concerns the account. Everything else a 403 says concerns the object and becomes a refusal.

use crate::error_body::ErrorBody;
use crate::ids::TeamId;

/// What is wrong with the account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AuthProblem {
    /// The key is unknown, withdrawn, or not a key.
    #[error("the API key is not valid")]
    InvalidKey,
    /// The key has run out.
    #[error("the API key is expired")]
    ExpiredKey,
    /// The key's owner is not in the team – the team is foreign or does not exist.
    #[error("the key's owner is not a member of the team")]
    NotMember {
        /// The team asked for, where the server names it.
        team: Option<TeamId>,
    },
    /// A member's key where an admin's is needed.
    #[error("the key's owner is not an admin of the team")]
    RoleTooLow,
    /// The account may not do this, for a reason not known here.
    #[error("the account may not do this")]
    Forbidden,
}

impl AuthProblem {
    /// A stable name for storage and statistics.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::InvalidKey => "invalid_key",
            Self::ExpiredKey => "expired_key",
            Self::NotMember { .. } => "not_member",
            Self::RoleTooLow => "role_too_low",
            Self::Forbidden => "forbidden",
        }
    }

    /// `None` when the answer is no matter of the account.
    pub(crate) fn read(status: u16, error: &ErrorBody) -> Option<Self> {
        match status {
            401 => unauthenticated(error),
            403 => forbidden(error),
            _ => None,
        }
    }
}

fn unauthenticated(error: &ErrorBody) -> Option<AuthProblem> {
    let said = error.message.to_lowercase();
    if said.contains("api key is expired") {
        return Some(AuthProblem::ExpiredKey);
    }
    let about_key = [
        "invalid api key",
        "invalid access token",
        "no authentication method",
    ];
    if about_key.iter().any(|piece| said.contains(piece)) {
        return Some(AuthProblem::InvalidKey);
    }
    let about_object = concerns_the_object(error);
    (!about_object).then_some(AuthProblem::Forbidden)
}

/// 401s that speak of the thing asked for: a limit, an event type for its own people only, a procedure's own check.
fn concerns_the_object(error: &ErrorBody) -> bool {
    let bare = error.code.is_none();
    let of_procedure = error.code.as_deref() == Some("TRPCError");
    let pieces = ["checkBookingRequiresAuthentication", "reservationDuration"];
    bare || of_procedure || pieces.iter().any(|piece| error.message.contains(piece))
}

fn forbidden(error: &ErrorBody) -> Option<AuthProblem> {
    let said = &error.message;
    if said.contains("is not a member of the team") {
        return Some(AuthProblem::NotMember {
            team: team_in(said),
        });
    }
    if said.contains("minimum required role") {
        return Some(AuthProblem::RoleTooLow);
    }
    // "Forbidden resource" is what a guard says that signs with nothing.
    let by_guard = said.contains("Guard") || said == "Forbidden resource";
    by_guard.then_some(AuthProblem::Forbidden)
}

/// The number after the last `id=`.
fn team_in(message: &str) -> Option<TeamId> {
    let (_, after) = message.rsplit_once("id=")?;
    let digits: String = after.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok().map(TeamId::new)
}
