//! The Cal.com key: where it lives, and how the engine gets it when it connects.

use std::sync::Arc;

use calcom::ApiKey;
use sync::{Connector, Keyed, NoLine};
use vault::{Secret, Vault};

use super::Profile;

/// Under which name the keychain lists Kamm's keys; the account is the profile.
pub const SERVICE: &str = "de.kamm.desk";

/// The keychain, or the key that was passed in `KAMM_CALCOM_KEY` and is never stored.
#[must_use]
pub fn vault_of(passed_key: Option<String>) -> Vault {
    match passed_key.filter(|key| !key.trim().is_empty()) {
        Some(key) => Vault::given(Secret::new(key)),
        None => Vault::os(SERVICE),
    }
}

/// Fetches the profile's key from the vault whenever the engine connects.
pub(super) fn connector(vault: Vault, profile: Profile) -> Arc<dyn Connector> {
    Arc::new(Keyed(move || {
        let (vault, profile) = (vault.clone(), profile.clone());
        async move {
            let key = vault
                .get(profile.as_str())
                .await
                .map_err(|error| NoLine::KeyOutOfReach(error.code()))?;
            key.map(|key| ApiKey::new(key.expose().to_owned()))
                .transpose()
                .map_err(|_| NoLine::Unusable)
        }
    }))
}
