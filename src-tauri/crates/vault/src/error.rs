//! What can go wrong with a keychain, told apart by what a person can do about it.

/// Why the vault could not do as asked. None of the texts holds a secret or an account name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VaultError {
    /// Nothing to talk to: no session bus, or no secret service on it.
    #[error("this machine offers no keychain service")]
    NoService,
    /// The service runs but has no keyring in which a key could be kept.
    #[error("the keychain service has no keyring to keep a key in")]
    NoKeyring,
    /// The keychain is locked, and nobody was asked to unlock it.
    #[error("the keychain is locked")]
    Locked,
    /// The keychain said no: its prompt was dismissed (or could not be shown), or access is denied.
    #[error("the keychain refused access")]
    Refused,
    /// No answer within the vault's patience. Whether a write took place is unknown: read it back.
    #[error("the keychain did not answer in time")]
    Timeout,
    /// The key was handed in from outside and is held in memory only; it can be neither kept nor forgotten.
    #[error("the key was given from outside and is never stored")]
    ReadOnly,
    /// Anything else, with the keychain's own words for the log.
    #[error("the keychain failed: {0}")]
    Other(String),
}

impl VaultError {
    /// The stable code that window and terminal translate.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoService => "keychain_no_service",
            Self::NoKeyring => "keychain_no_keyring",
            Self::Locked => "keychain_locked",
            Self::Refused => "keychain_refused",
            Self::Timeout => "keychain_timeout",
            Self::ReadOnly => "keychain_read_only",
            Self::Other(_) => "keychain_failed",
        }
    }
}
