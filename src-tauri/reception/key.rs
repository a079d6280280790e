//! The Cal.com keys: where they live, and how the engine gets them when it connects.

use std::sync::Arc;

use calcom::ApiKey;
use sync::{Connector, Keyed, NoLine};
use vault::{Secret, Vault, VaultError};

use super::Profile;

/// Under which name the keychain lists Kamm's keys; the account is the profile, for a stylist's own key with their user.
pub const SERVICE: &str = "de.kamm.desk";

/// The keychain, or the key that was passed in `KAMM_CALCOM_KEY` and is never stored.
#[must_use]
pub fn vault_of(passed_key: Option<String>) -> Vault {
    match passed_key.filter(|key| !key.trim().is_empty()) {
        Some(key) => Vault::given(Secret::new(key)),
        None => Vault::os(SERVICE),
    }
}

/// Where the keychain has a user's own key, or the salon's.
pub(super) fn entry(profile: &Profile, user: Option<i64>) -> String {
    match user {
        // No profile has such a name.
        Some(user) => format!("{profile}/{user}"),
        None => profile.to_string(),
    }
}

/// The key of that entry. One that was passed in is the salon's, and nobody else's.
pub(super) async fn kept(
    vault: &Vault,
    profile: &Profile,
    user: Option<i64>,
) -> Result<Option<Secret>, VaultError> {
    match user {
        Some(_) if vault.is_given() => Ok(None),
        _ => vault.get(&entry(profile, user)).await,
    }
}

/// Fetches the profile's keys from the vault whenever the engine connects.
pub(super) fn connector(vault: Vault, profile: Profile) -> Arc<dyn Connector> {
    Arc::new(Keyed(move |user| {
        let (vault, profile) = (vault.clone(), profile.clone());
        async move {
            let key = kept(&vault, &profile, user)
                .await
                .map_err(|error| NoLine::KeyOutOfReach(error.code()))?;
            key.map(|key| ApiKey::new(key.expose().to_owned()))
                .transpose()
                .map_err(|_| NoLine::Unusable)
        }
    }))
}
