//! The way to the server: who has the keys, and how a client is made with one.

use std::{
    future::Future,
    pin::Pin,
    sync::{Mutex, PoisonError},
};

use calcom::{ApiKey, BaseUrl, Client, Config};
use store::sync::{Account, StaffKey};

use crate::lines::Lines;

/// The lines that the worker has, for those who ask something beside it: they share its budgets.
#[derive(Default)]
pub(crate) struct InUse(Mutex<Option<Lines>>);

impl InUse {
    /// `None`: there is no way to the server, or none was needed yet.
    pub(crate) fn lines(&self) -> Option<Lines> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    pub(crate) fn are(&self, lines: Option<Lines>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = lines;
    }
}

/// A client being made.
pub type Connecting<'a> = Pin<Box<dyn Future<Output = Result<Client, NoLine>> + Send + 'a>>;

/// Makes a client for an account. Asked once per connected account and key, not per call.
pub trait Connector: Send + Sync + 'static {
    /// A client for `account` with a stylist's key, or the salon's, from wherever it is kept.
    fn connect<'a>(&'a self, account: &'a Account, key: Option<&'a StaffKey>) -> Connecting<'a>;
}

/// Why there is no client.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoLine {
    /// No key is stored.
    #[error("there is no key")]
    NoKey,
    /// The place where the key is kept cannot be used. The code is that of the keychain.
    #[error("the key cannot be read: {0}")]
    KeyOutOfReach(&'static str),
    /// The key or the address is not one.
    #[error("the stored address or key cannot be used")]
    Unusable,
}

impl NoLine {
    /// Stable name, shown as the reason why the gate is closed.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NoKey => "key_missing",
            Self::KeyOutOfReach(code) => code,
            Self::Unusable => "key_unusable",
        }
    }
}

/// A [`Connector`] from a function that fetches the key of a user, or the salon's.
pub struct Keyed<F>(pub F);

impl<F, Fut> Connector for Keyed<F>
where
    F: Fn(Option<i64>) -> Fut + Send + Sync + 'static,
    Fut: Future<Output = Result<Option<ApiKey>, NoLine>> + Send,
{
    fn connect<'a>(&'a self, account: &'a Account, key: Option<&'a StaffKey>) -> Connecting<'a> {
        Box::pin(async move {
            let key = (self.0)(key.map(|key| key.user_id))
                .await?
                .ok_or(NoLine::NoKey)?;
            let base_url = BaseUrl::parse(&account.base_url).map_err(|_| NoLine::Unusable)?;
            Client::new(Config::new(base_url), key).map_err(|_| NoLine::Unusable)
        })
    }
}
