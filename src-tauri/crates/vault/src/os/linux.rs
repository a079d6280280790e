//! Secret Service over D-Bus (GNOME Keyring, KWallet, KeePassXC). Kernel keyrings are no home for a
//! key: they are empty after a reboot.

use std::error::Error;
use std::sync::Arc;

use keyring_core::CredentialStore;
use secret_service::Error as ServiceError;
use zbus_secret_service_keyring_store::Store;

use crate::VaultError;

/// Connects to the session bus and opens a session with the secret service. Whatever is missing on the
/// way – the bus, the service, or its answer – leaves us without a service.
pub(crate) fn open() -> Result<Arc<CredentialStore>, VaultError> {
    match Store::new() {
        Ok(store) => Ok(store),
        Err(_) => Err(VaultError::NoService),
    }
}

/// What the secret service meant, where it can be told from the type of its error.
pub(crate) fn reason(cause: &(dyn Error + Send + Sync + 'static)) -> Option<VaultError> {
    match cause.downcast_ref::<ServiceError>()? {
        ServiceError::Locked => Some(VaultError::Locked),
        ServiceError::Prompt | ServiceError::PromptDisconnected => Some(VaultError::Refused),
        // The store asks for nothing by name but the default keyring.
        ServiceError::NoResult => Some(VaultError::NoKeyring),
        ServiceError::Unavailable => Some(VaultError::NoService),
        ServiceError::Crypto(_)
        | ServiceError::Zbus(_)
        | ServiceError::ZbusFdo(_)
        | ServiceError::Zvariant(_)
        | _ => None,
    }
}
