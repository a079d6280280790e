//! The vault against a real gnome-keyring, each test in a login session of its own.

#![cfg(target_os = "linux")]
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "all of this is test code; clippy exempts by itself only the test functions"
)]

mod session;

use std::time::Duration;

use session::{Bus, in_session};
use vault::{Secret, Vault, VaultError};

const BRIEFLY: Duration = Duration::from_millis(500);

fn vault() -> Vault {
    Vault::os("de.kamm.test")
}

async fn key_of(profile: &str) -> Option<String> {
    let key = vault().get(profile).await.unwrap();
    key.map(|key| key.expose().to_owned())
}

#[test]
fn a_key_is_kept_replaced_and_forgotten() {
    in_session(Bus::Empty, async |session| {
        session.start_keyring_unlocked();
        assert_eq!(key_of("friseur-1").await, None);

        let first = Secret::new("cal_test_first");
        vault().set("friseur-1", first).await.unwrap();
        assert_eq!(key_of("friseur-1").await.unwrap(), "cal_test_first");

        let second = Secret::new("cal_test_zweiter_Schlüssel");
        vault().set("friseur-1", second).await.unwrap();
        assert_eq!(
            key_of("friseur-1").await.unwrap(),
            "cal_test_zweiter_Schlüssel"
        );

        vault().delete("friseur-1").await.unwrap();
        assert_eq!(key_of("friseur-1").await, None);
        vault().delete("friseur-1").await.unwrap();
    });
}

#[test]
fn two_profiles_share_nothing() {
    in_session(Bus::Empty, async |session| {
        session.start_keyring_unlocked();
        let (mine, yours) = (Secret::new("cal_test_mine"), Secret::new("cal_test_yours"));
        vault().set("friseur-1", mine).await.unwrap();
        vault().set("friseur-2", yours).await.unwrap();

        vault().delete("friseur-1").await.unwrap();

        assert_eq!(key_of("friseur-1").await, None);
        assert_eq!(key_of("friseur-2").await.unwrap(), "cal_test_yours");
    });
}

#[test]
fn a_key_outlives_the_keyring_that_kept_it() {
    in_session(Bus::Empty, async |session| {
        session.start_keyring_unlocked();
        let key = Secret::new("cal_test_kept");
        vault().set("friseur-1", key).await.unwrap();

        session.stop_keyring();
        session.start_keyring_unlocked();

        assert_eq!(key_of("friseur-1").await.unwrap(), "cal_test_kept");
    });
}

#[test]
fn a_probe_succeeds_on_an_open_keyring_and_leaves_the_keys_alone() {
    in_session(Bus::Empty, async |session| {
        session.start_keyring_unlocked();
        let key = Secret::new("cal_test_key");
        vault().set("probe", key).await.unwrap();

        assert_eq!(vault().probe().await, Ok(()));

        assert_eq!(key_of("probe").await.unwrap(), "cal_test_key");
    });
}

#[test]
fn without_a_bus_there_is_no_service() {
    in_session(Bus::Missing, async |_session| {
        assert_eq!(vault().probe().await, Err(VaultError::NoService));
        let read = vault().get("friseur-1").await;
        assert_eq!(read.unwrap_err(), VaultError::NoService);
    });
}

#[test]
fn a_keychain_that_comes_up_later_works_without_a_restart() {
    in_session(Bus::Empty, async |session| {
        let vault = vault();
        assert_eq!(vault.probe().await, Err(VaultError::NoService));

        session.start_keyring_unlocked();
        assert_eq!(vault.probe().await, Ok(()));

        session.stop_keyring();
        assert_eq!(vault.probe().await, Err(VaultError::NoService));

        session.start_keyring_unlocked();
        assert_eq!(vault.probe().await, Ok(()));
    });
}

#[test]
fn a_service_without_a_keyring_looks_empty_but_cannot_be_written() {
    in_session(Bus::Empty, async |session| {
        session.start_keyring();

        assert_eq!(key_of("friseur-1").await, None);
        assert_eq!(vault().probe().await, Err(VaultError::NoKeyring));
    });
}

#[test]
fn a_locked_keyring_that_nobody_unlocks_refuses_reading_and_writing() {
    in_session(Bus::Empty, async |session| {
        session.start_keyring_unlocked();
        let key = Secret::new("cal_test_locked_in");
        vault().set("friseur-1", key).await.unwrap();
        session.stop_keyring();
        session.start_keyring();

        let read = vault().get("friseur-1").await;
        assert_eq!(read.unwrap_err(), VaultError::Refused);
        assert_eq!(vault().probe().await, Err(VaultError::Refused));
    });
}

#[test]
fn a_keychain_that_hangs_is_given_up_and_asked_again_once_it_answers() {
    in_session(Bus::Empty, async |session| {
        session.start_keyring_unlocked();
        let key = Secret::new("cal_test_patient");
        vault().set("friseur-1", key).await.unwrap();

        let vault = vault();
        session.freeze_keyring();
        for _ in 0..2 {
            let read = vault.clone().with_patience(BRIEFLY).get("friseur-1").await;
            assert_eq!(read.unwrap_err(), VaultError::Timeout);
        }
        session.thaw_keyring();

        let read = vault.get("friseur-1").await.unwrap().unwrap();
        assert_eq!(read.expose(), "cal_test_patient");
    });
}

#[test]
fn the_vault_may_be_asked_on_an_async_worker_from_many_places_at_once() {
    in_session(Bus::Empty, async |session| {
        session.start_keyring_unlocked();
        let vault = vault();

        let askers: Vec<_> = (0..8)
            .map(|asker| {
                let vault = vault.clone();
                tokio::spawn(async move {
                    let profile = format!("friseur-{asker}");
                    let key = Secret::new(format!("cal_test_{asker}"));
                    vault.set(&profile, key).await.unwrap();
                    vault.get(&profile).await.unwrap().unwrap()
                })
            })
            .collect();

        for (asker, answer) in askers.into_iter().enumerate() {
            let key = answer.await.unwrap();
            assert_eq!(key.expose(), format!("cal_test_{asker}"));
        }
    });
}
