//! Keychain Services: the user's login keychain.

use std::error::Error;
use std::sync::Arc;

use apple_native_keyring_store::keychain::Store;
use keyring_core::CredentialStore;
use security_framework::base::Error as SecurityError;

use crate::VaultError;

// Result codes of `SecBase.h`.
const USER_CANCELED: i32 = -128;
const NOT_AVAILABLE: i32 = -25_291;
const AUTH_FAILED: i32 = -25_293;
const NO_SUCH_KEYCHAIN: i32 = -25_294;
const INVALID_KEYCHAIN: i32 = -25_295;
const NO_DEFAULT_KEYCHAIN: i32 = -25_307;
const INTERACTION_NOT_ALLOWED: i32 = -25_308;

/// Names the keychain; nothing is asked of it yet.
pub(crate) fn open() -> Result<Arc<CredentialStore>, VaultError> {
    match Store::new() {
        Ok(store) => Ok(store),
        Err(_) => Err(VaultError::NoService),
    }
}

/// What the keychain meant, where its result code tells.
pub(crate) fn reason(cause: &(dyn Error + Send + Sync + 'static)) -> Option<VaultError> {
    match cause.downcast_ref::<SecurityError>()?.code() {
        USER_CANCELED | AUTH_FAILED => Some(VaultError::Refused),
        INTERACTION_NOT_ALLOWED => Some(VaultError::Locked),
        NO_SUCH_KEYCHAIN | INVALID_KEYCHAIN | NO_DEFAULT_KEYCHAIN => Some(VaultError::NoKeyring),
        NOT_AVAILABLE => Some(VaultError::NoService),
        _ => None,
    }
}
