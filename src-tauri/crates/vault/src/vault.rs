//! The façade: one entry per salon profile, in the keychain or handed in from outside.

use std::time::Duration;

use crate::keychain::Keychain;
use crate::{Secret, VaultError};

/// Long enough for a person to type the keyring's password into a prompt.
const PATIENCE: Duration = Duration::from_secs(30);

/// Where a salon's Cal.com key is kept. Cheap to clone; clones share one line to the keychain.
///
/// All methods need a Tokio runtime with time enabled.
#[derive(Debug, Clone)]
pub struct Vault(Home);

#[derive(Debug, Clone)]
enum Home {
    Keychain(Keychain),
    Given(Secret),
}

impl Vault {
    /// The keychain of this operating system: Secret Service on Linux, Keychain on macOS, Credential
    /// Manager on Windows. `service` names the application in it (`de.kamm.desk`). Nothing is opened yet.
    pub fn os(service: impl Into<String>) -> Self {
        Self(Home::Keychain(Keychain::new(service.into(), PATIENCE)))
    }

    /// A key from the environment of a machine without a keychain: read only, never stored.
    pub fn given(key: Secret) -> Self {
        Self(Home::Given(key))
    }

    /// Whether the key was given from outside, so that nothing is ever stored.
    #[must_use]
    pub fn is_given(&self) -> bool {
        matches!(self.0, Home::Given(_))
    }

    /// Waits at most `patience` for each answer instead of 30 s.
    #[must_use]
    pub fn with_patience(self, patience: Duration) -> Self {
        Self(match self.0 {
            Home::Keychain(keychain) => Home::Keychain(keychain.with_patience(patience)),
            Home::Given(key) => Home::Given(key),
        })
    }

    /// The key of `profile`, or `None` if there is none. `None` does not mean that one could be
    /// stored: an unopened keyring looks empty. Ask [`Vault::probe`].
    ///
    /// # Errors
    /// Any [`VaultError`] but `ReadOnly`.
    pub async fn get(&self, profile: &str) -> Result<Option<Secret>, VaultError> {
        match &self.0 {
            Home::Keychain(keychain) => keychain.get(profile).await,
            Home::Given(key) => Ok(Some(key.clone())),
        }
    }

    /// Keeps `key` for `profile`, in place of any earlier one.
    ///
    /// # Errors
    /// Any [`VaultError`]; `ReadOnly` if the key was given from outside.
    pub async fn set(&self, profile: &str, key: Secret) -> Result<(), VaultError> {
        match &self.0 {
            Home::Keychain(keychain) => keychain.set(profile, key).await,
            Home::Given(_) => Err(VaultError::ReadOnly),
        }
    }

    /// Forgets the key of `profile`; that there is none is no error.
    ///
    /// # Errors
    /// Any [`VaultError`]; `ReadOnly` if the key was given from outside.
    pub async fn delete(&self, profile: &str) -> Result<(), VaultError> {
        match &self.0 {
            Home::Keychain(keychain) => keychain.delete(profile).await,
            Home::Given(_) => Err(VaultError::ReadOnly),
        }
    }

    /// Whether keys can be kept here, found out by writing, reading and deleting an entry of its own.
    ///
    /// # Errors
    /// Why not; `ReadOnly` if the key was given from outside.
    pub async fn probe(&self) -> Result<(), VaultError> {
        match &self.0 {
            Home::Keychain(keychain) => keychain.probe().await,
            Home::Given(_) => Err(VaultError::ReadOnly),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_given_key_answers_for_every_profile_and_is_never_stored() {
        let vault = Vault::given(Secret::new("cal_test_given"));

        let key = vault.get("friseur-1").await.unwrap().unwrap();
        assert_eq!(key.expose(), "cal_test_given");

        let other = Secret::new("cal_test_other");
        assert_eq!(
            vault.set("friseur-1", other).await,
            Err(VaultError::ReadOnly)
        );
        assert_eq!(vault.delete("friseur-1").await, Err(VaultError::ReadOnly));
        assert_eq!(vault.probe().await, Err(VaultError::ReadOnly));
    }
}
