//! The line to the keychain: one question at a time, on a thread of its own, with a limit to the waiting.
//!
//! - The store is opened anew for each question (some 60 ms on Linux), so there is no state that a
//!   keychain coming, going or restarting could leave stale.
//! - A plain thread and not the runtime's blocking pool: the pool is waited for at shutdown, and a prompt
//!   that nobody answers would keep the process alive.
//! - The turn is handed to that thread. Whoever gives up waiting leaves the turn with it, so a keychain
//!   that hangs is asked once, not once per retry with a prompt each time.

use std::process;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use keyring::Entry;
use keyring_core::CredentialStore;
use tokio::sync::{Mutex, oneshot};
use tokio::time::timeout;
use zeroize::Zeroizing;

use crate::{Secret, VaultError, os};

#[derive(Debug, Clone)]
pub(crate) struct Keychain {
    service: String,
    patience: Duration,
    turn: Arc<Mutex<()>>,
}

impl Keychain {
    pub(crate) fn new(service: String, patience: Duration) -> Self {
        Self {
            service,
            patience,
            turn: Arc::default(),
        }
    }

    pub(crate) fn with_patience(self, patience: Duration) -> Self {
        Self { patience, ..self }
    }

    pub(crate) async fn get(&self, profile: &str) -> Result<Option<Secret>, VaultError> {
        let name = Name::new(&self.service, profile);
        self.ask(move |store| read(&name.entry(store)?)).await
    }

    pub(crate) async fn set(&self, profile: &str, key: Secret) -> Result<(), VaultError> {
        let name = Name::new(&self.service, profile);
        self.ask(move |store| write(&name.entry(store)?, &key))
            .await
    }

    pub(crate) async fn delete(&self, profile: &str) -> Result<(), VaultError> {
        let name = Name::new(&self.service, profile);
        self.ask(move |store| remove(&name.entry(store)?)).await
    }

    pub(crate) async fn probe(&self) -> Result<(), VaultError> {
        // A service of its own, so that no profile can bear the probe's name; the process id, so that
        // two programs probing at once do not meet.
        let name = Name::new(
            &format!("{}.probe", self.service),
            &process::id().to_string(),
        );
        self.ask(move |store| write_read_remove(&name.entry(store)?))
            .await
    }

    async fn ask<T, Q>(&self, question: Q) -> Result<T, VaultError>
    where
        T: Send + 'static,
        Q: FnOnce(&CredentialStore) -> Result<T, VaultError> + Send + 'static,
    {
        let answer = async {
            let turn = Arc::clone(&self.turn).lock_owned().await;
            let (tell, told) = oneshot::channel();
            thread::Builder::new()
                .name("keychain".to_owned())
                .spawn(move || {
                    let answer = os::open().and_then(|store| question(&*store));
                    drop(turn);
                    // Nobody may be waiting any more: then there is nobody to tell.
                    let _ = tell.send(answer);
                })
                .map_err(|error| VaultError::Other(error.to_string()))?;
            told.await
                .unwrap_or_else(|_| Err(VaultError::Other("its thread broke off".to_owned())))
        };
        timeout(self.patience, answer)
            .await
            .unwrap_or(Err(VaultError::Timeout))
    }
}

/// What an entry is found by.
struct Name {
    service: String,
    account: String,
}

impl Name {
    fn new(service: &str, account: &str) -> Self {
        Self {
            service: service.to_owned(),
            account: account.to_owned(),
        }
    }

    /// Built from the store at hand, because `Entry::new` remembers a keychain that was once missing
    /// for as long as the process lives.
    fn entry(&self, store: &CredentialStore) -> Result<Entry, VaultError> {
        let inner = store
            .build(&self.service, &self.account, None)
            .map_err(told_apart)?;
        Ok(Entry { inner })
    }
}

fn read(entry: &Entry) -> Result<Option<Secret>, VaultError> {
    match entry.get_password() {
        Ok(text) => Ok(Some(Secret::new(text))),
        Err(keyring::Error::NoEntry) => Ok(None),
        Err(error) => Err(told_apart(error)),
    }
}

fn write(entry: &Entry, key: &Secret) -> Result<(), VaultError> {
    entry.set_password(key.expose()).map_err(told_apart)
}

fn remove(entry: &Entry) -> Result<(), VaultError> {
    match entry.delete_credential() {
        Ok(()) | Err(keyring::Error::NoEntry) => Ok(()),
        Err(error) => Err(told_apart(error)),
    }
}

fn write_read_remove(entry: &Entry) -> Result<(), VaultError> {
    let probe = Secret::new("probe");
    write(entry, &probe)?;
    let found = read(entry);
    remove(entry)?;
    match found? {
        Some(found) if found.expose() == probe.expose() => Ok(()),
        Some(_) | None => Err(VaultError::Other(
            "it did not return what it was given".to_owned(),
        )),
    }
}

/// The keychain's error as ours. Only errors whose text cannot hold a secret are quoted.
fn told_apart(error: keyring::Error) -> VaultError {
    use keyring::Error as E;
    match error {
        E::PlatformFailure(cause) => {
            os::reason(&*cause).unwrap_or_else(|| VaultError::Other(cause.to_string()))
        }
        E::NoStorageAccess(cause) => os::reason(&*cause).unwrap_or(VaultError::Refused),
        E::BadEncoding(bytes) => {
            drop(Zeroizing::new(bytes));
            VaultError::Other("its entry is not text".to_owned())
        }
        E::BadDataFormat(bytes, _) => {
            drop(Zeroizing::new(bytes));
            VaultError::Other("its entry cannot be read".to_owned())
        }
        E::Ambiguous(_) => VaultError::Other("it holds more than one such entry".to_owned()),
        error @ (E::NoEntry
        | E::BadStoreFormat(_)
        | E::TooLong(..)
        | E::Invalid(..)
        | E::NoDefaultStore
        | E::NotSupportedByStore(_)
        | _) => VaultError::Other(error.to_string()),
    }
}
