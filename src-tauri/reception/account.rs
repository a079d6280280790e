//! The owner's business: the key, the team, who is who, the event types. Joins the keychain with the set-up of `sync`.
//!
//! Here is what all of it needs: the book, the kept keys, and the lines to the server that are made of them.

mod connection;
mod event_types;
mod keys;
mod links;
mod rebuild;
mod services;
mod staff;

use calcom::{ApiKey, BaseUrl, Client, Config};
use store::sync::{StaffKey, account, staff_key};
use sync::{
    Lines,
    setup::{self, SetupError},
    view::AccountView,
};
use vault::{Secret, Vault};

use super::{Book, Profile, blocking, key};
use crate::problem::Problem;

/// A book's account with Cal.com.
#[derive(Debug, Clone)]
pub struct Account {
    book: Book,
    vault: Vault,
}

impl Account {
    /// The account of a book, with its key in a vault.
    #[must_use]
    pub fn new(book: Book, vault: Vault) -> Self {
        Self { book, vault }
    }

    /// What is connected, if anything is.
    ///
    /// # Errors
    /// The book cannot be read.
    pub async fn view(&self) -> Result<Option<AccountView>, Problem> {
        Ok(setup::account_view(&self.book.store, self.key_home()).await?)
    }

    /// Whether a key could be kept here.
    ///
    /// # Errors
    /// Why not, with the keychain's code.
    pub async fn probe(&self) -> Result<(), Problem> {
        if self.vault.is_given() {
            return Ok(());
        }
        Ok(self.vault.probe().await?)
    }

    pub(super) fn book(&self) -> &Book {
        &self.book
    }

    /// A client with the stored address and key.
    async fn client(&self) -> Result<Client, Problem> {
        let base_url = self.address().await?.ok_or_else(not_connected)?;
        client(&base_url, &self.kept_key().await?)
    }

    /// All lines of the account. A stylist whose key is not in the keychain has none.
    pub(super) async fn lines(&self) -> Result<Lines, Problem> {
        let store = self.book.store.clone();
        let known = blocking(move || store.read(account::find)).await??;
        let account = known.ok_or_else(not_connected)?;
        let salon = client(&account.base_url, &self.kept_key().await?)?;
        if !account.is_individual() {
            return Ok(salon.into());
        }
        let mut own = Vec::new();
        for known in self.staff_keys().await? {
            let kept = key::kept(&self.vault, self.profile(), Some(known.user_id)).await?;
            if let Some(kept) = kept {
                own.push((known.staff, client(&account.base_url, &kept)?));
            }
        }
        Ok(Lines::of_each(salon, own))
    }

    /// The connected server, if there is one.
    async fn address(&self) -> Result<Option<String>, Problem> {
        let store = self.book.store.clone();
        let found = blocking(move || store.read(account::find)).await??;
        Ok(found.map(|account| account.base_url))
    }

    async fn kept_key(&self) -> Result<Secret, Problem> {
        let kept = key::kept(&self.vault, self.profile(), None).await?;
        kept.ok_or_else(|| Problem::new("key_missing", "no key is kept for this salon"))
    }

    async fn staff_keys(&self) -> Result<Vec<StaffKey>, Problem> {
        let store = self.book.store.clone();
        Ok(blocking(move || store.read(staff_key::all)).await??)
    }

    fn key_home(&self) -> &'static str {
        if self.vault.is_given() {
            "environment"
        } else {
            "keychain"
        }
    }

    fn profile(&self) -> &Profile {
        self.book.place.profile()
    }
}

fn client(base_url: &str, key: &Secret) -> Result<Client, Problem> {
    let base_url = BaseUrl::parse(base_url).map_err(SetupError::from)?;
    let invalid = |_| Problem::new("key_invalid", "this cannot be a key");
    let key = ApiKey::new(key.expose().to_owned()).map_err(invalid)?;
    Client::new(Config::new(base_url), key)
        .map_err(|error| Problem::new("internal", error.to_string()))
}

fn not_connected() -> Problem {
    SetupError::NotConnected.into()
}
