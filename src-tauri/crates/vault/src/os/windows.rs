//! Credential Manager: the credentials of the logged-on user, unlocked with the logon itself.

use std::error::Error;
use std::sync::Arc;

use keyring_core::CredentialStore;
use windows_native_keyring_store::Store;

use crate::VaultError;

/// Names the credential set; nothing is asked of it yet.
pub(crate) fn open() -> Result<Arc<CredentialStore>, VaultError> {
    match Store::new() {
        Ok(store) => Ok(store),
        Err(_) => Err(VaultError::NoService),
    }
}

/// Windows has no locked state or prompt to tell apart: no access simply means refused.
pub(crate) fn reason(_cause: &(dyn Error + Send + Sync + 'static)) -> Option<VaultError> {
    None
}
