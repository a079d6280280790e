//! A key for each stylist, where there is no team; and how keys are kept, replaced and let go of.

use jiff::Timestamp;
use salon::StaffId;
use store::sync::StaffKey;
use sync::{
    setup,
    view::{AccountView, StaffKeyRequest},
};
use vault::{Secret, VaultError};

use super::{Account, client, not_connected};
use crate::{problem::Problem, reception::key};

impl Account {
    /// Connects a stylist with a key of their own, where there is no team: tests the key, keeps it in the keychain, and takes up what
    /// waited for it.
    ///
    /// # Errors
    /// `team_account`, `unknown_staff`, `key_of_another`; `keychain_read_only` where the salon's key was passed in; those of the test
    /// and of the keychain. All is as before then.
    pub async fn connect_staff(&self, request: StaffKeyRequest) -> Result<AccountView, Problem> {
        let (store, staff) = (&self.book.store, StaffId(request.staff_id));
        let address = self.address().await?.ok_or_else(not_connected)?;
        if self.vault.is_given() {
            return Err(VaultError::ReadOnly.into());
        }
        let key = Secret::new(request.key.trim());
        let client = client(&address, &key)?;
        let me = setup::test_staff_key(store, &client, staff).await?;
        let user = Some(me.id.get());
        let keys = self.staff_keys().await?;
        let before = self.keep(user, key).await?;
        let connected = setup::connect_staff(store, &client, staff, &me, Timestamp::now()).await;
        if let Err(error) = connected {
            self.put_back(user, before).await?;
            return Err(error.into());
        }
        self.tidy_away(keys).await?;
        self.view().await?.ok_or_else(not_connected)
    }

    /// Writes somebody down who is in Cal.com and not in the book, and connects them with their key: for whoever begins with the keys, and
    /// for a book that is to be made anew.
    ///
    /// # Errors
    /// `team_account`, `key_of_another`; `keychain_read_only` where the salon's key was passed in; those of the test and of the keychain.
    /// All is as before then.
    pub async fn take_on(&self, key: &str) -> Result<AccountView, Problem> {
        let store = &self.book.store;
        let address = self.address().await?.ok_or_else(not_connected)?;
        if self.vault.is_given() {
            return Err(VaultError::ReadOnly.into());
        }
        let key = Secret::new(key.trim());
        let client = client(&address, &key)?;
        let me = setup::test_new_staff_key(store, &client).await?;
        let user = Some(me.id.get());
        let before = self.keep(user, key).await?;
        let taken_on = setup::take_on(store, &client, &me, Timestamp::now()).await;
        if let Err(error) = taken_on {
            self.put_back(user, before).await?;
            return Err(error.into());
        }
        self.view().await?.ok_or_else(not_connected)
    }

    /// Forgets a stylist's key. Their bookings stay in Cal.com.
    ///
    /// # Errors
    /// `not_connected`; the keychain's and the book's.
    pub async fn disconnect_staff(&self, staff: i64) -> Result<AccountView, Problem> {
        let (store, staff) = (&self.book.store, StaffId(staff));
        let known = setup::disconnect_staff(store, staff, Timestamp::now()).await?;
        self.tidy_away(known.into_iter().collect()).await?;
        self.view().await?.ok_or_else(not_connected)
    }

    /// Keeps a user's key, or the salon's, and answers the one that it replaces. A given key is never stored.
    pub(super) async fn keep(
        &self,
        user: Option<i64>,
        key: Secret,
    ) -> Result<Option<Secret>, Problem> {
        if self.vault.is_given() {
            return Ok(None);
        }
        let entry = key::entry(self.profile(), user);
        let before = self.vault.get(&entry).await?;
        if let Err(error) = self.vault.set(&entry, key).await {
            // Without an answer it may have been written all the same, and would go to the server that the old one is for.
            let put_back = self.put_back(user, before).await;
            if let Err(problem) = put_back {
                tracing::warn!(code = problem.code, "what the keychain holds is not known");
            }
            return Err(error.into());
        }
        Ok(before)
    }

    pub(super) async fn put_back(
        &self,
        user: Option<i64>,
        key: Option<Secret>,
    ) -> Result<(), Problem> {
        if self.vault.is_given() {
            return Ok(());
        }
        let entry = key::entry(self.profile(), user);
        match key {
            Some(key) => self.vault.set(&entry, key).await?,
            None => self.vault.delete(&entry).await?,
        }
        Ok(())
    }

    /// Takes those of `keys` out of the keychain that the book knows no more; one that cannot be taken out keeps no other there.
    pub(super) async fn tidy_away(&self, keys: Vec<StaffKey>) -> Result<(), Problem> {
        let left = self.staff_keys().await?;
        let is_gone = |key: &&StaffKey| !left.iter().any(|one| one.user_id == key.user_id);
        let mut done = Ok(());
        for key in keys.iter().filter(is_gone) {
            done = done.and(self.put_back(Some(key.user_id), None).await);
        }
        done
    }
}
