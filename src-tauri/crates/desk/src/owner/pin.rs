//! The owner's PIN: what keeps the settings from whoever stands at the desk.
//!
//! Invariants:
//! - the book holds a hash of the PIN (Argon2id, as a PHC string), never the PIN;
//! - a try is counted before it is looked at, so that neither a crash nor two windows win one back;
//! - after [`FREE_TRIES`] wrong ones in a row every further one has to be waited for, twice as long each time, also across restarts.
//!
//! It guards the window only: whoever has the machine's account may read the book anyway. See docs/adr/0033.

use argon2::{
    Argon2,
    password_hash::{PasswordHasher as _, PasswordVerifier as _, phc::PasswordHash},
};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use store::{
    Read, StoreError, Topic, Tx,
    settings::{self, Setting},
};

use crate::{Desk, DeskError, view::PinState};

/// Wrong tries that cost nothing: fingers slip.
const FREE_TRIES: u32 = 4;
/// What the first try beyond costs.
const FIRST_WAIT: SignedDuration = SignedDuration::from_secs(30);
/// However many there were, tomorrow the owner gets in.
const LONGEST_WAIT: SignedDuration = SignedDuration::from_hours(1);

/// `null` where a PIN was taken away again.
const PIN: Setting<Option<Kept>> = Setting::new("owner_pin");

/// What the book knows of the PIN.
#[derive(Serialize, Deserialize)]
struct Kept {
    /// The PHC string.
    hash: String,
    /// Wrong tries since the last right one.
    wrong: u32,
    /// Until when no further one is looked at.
    closed_until: Option<Timestamp>,
}

impl Desk {
    /// Whether there is a PIN, and how long it cannot be entered.
    ///
    /// # Errors
    /// The store's.
    pub fn pin(&self, now: Timestamp) -> Result<PinState, DeskError> {
        let kept = self.store.read(kept)?;
        Ok(PinState {
            set: kept.is_some(),
            wait_seconds: kept.map_or(0, |kept| kept.wait(now)),
        })
    }

    /// Whether this is the PIN. Without one, whatever was typed is right.
    ///
    /// # Errors
    /// `pin_wrong`; `pin_closed` while no try is looked at; the store's.
    pub fn enter_pin(&self, typed: &str, now: Timestamp) -> Result<(), DeskError> {
        let Some(counted) = self.store.write(|tx| count_try(tx, now))? else {
            return Ok(());
        };
        if !counted.is(typed) {
            let wait_seconds = counted.wait(now);
            tracing::warn!(wrong = counted.wrong, wait_seconds, "a wrong PIN");
            return Err(DeskError::PinWrong { wait_seconds });
        }
        self.store
            .write(|tx| Ok(keep(tx, &Some(Kept::fresh(counted.hash)), now)?))
    }

    /// Sets the PIN, another one, or none.
    ///
    /// # Errors
    /// As [`Desk::enter_pin`] for the PIN so far; `invalid_pin` unless the new one is 4 to 12 digits; the store's.
    pub fn set_pin(
        &self,
        current: &str,
        new: Option<&str>,
        now: Timestamp,
    ) -> Result<(), DeskError> {
        let salt = self.ids.next(now)?;
        let kept = new
            .map(|new| hash(new, salt.as_bytes()).map(Kept::fresh))
            .transpose()?;
        self.enter_pin(current, now)?;
        self.store.write(|tx| keep(tx, &kept, now))?;
        tracing::info!(set = kept.is_some(), "the owner's PIN was changed");
        Ok(())
    }

    /// Takes the PIN away without asking for it: for whoever forgot it and has the machine's account.
    ///
    /// # Errors
    /// The store's.
    pub fn forget_pin(&self, now: Timestamp) -> Result<(), DeskError> {
        self.store.write(|tx| keep(tx, &None, now))?;
        tracing::warn!("the owner's PIN was taken away from the terminal");
        Ok(())
    }
}

impl Kept {
    fn fresh(hash: String) -> Self {
        Self {
            hash,
            wrong: 0,
            closed_until: None,
        }
    }

    fn is(&self, typed: &str) -> bool {
        PasswordHash::new(&self.hash).is_ok_and(|hash| {
            Argon2::default()
                .verify_password(typed.as_bytes(), &hash)
                .is_ok()
        })
    }

    /// For how many seconds no try is looked at. A clock that was set back cannot make that longer than it was meant.
    fn wait(&self, now: Timestamp) -> u64 {
        let meant = wait_after(self.wrong);
        let left = self
            .closed_until
            .map_or(SignedDuration::ZERO, |until| until.duration_since(now));
        u64::try_from(left.clamp(SignedDuration::ZERO, meant).as_secs()).unwrap_or_default()
    }
}

/// How long the next try has to wait after so many wrong ones in a row.
fn wait_after(wrong: u32) -> SignedDuration {
    let Some(beyond) = wrong.checked_sub(FREE_TRIES + 1) else {
        return SignedDuration::ZERO;
    };
    let factor = 1_i32.checked_shl(beyond.min(16)).unwrap_or(i32::MAX);
    FIRST_WAIT
        .checked_mul(factor)
        .map_or(LONGEST_WAIT, |wait| wait.min(LONGEST_WAIT))
}

/// Notes a try as wrong until it turns out right. `None` where there is no PIN.
fn count_try(tx: &Tx<'_>, now: Timestamp) -> Result<Option<Kept>, DeskError> {
    let mut pin = kept(tx)?;
    let Some(kept) = &mut pin else {
        return Ok(None);
    };
    match kept.wait(now) {
        0 => {}
        wait_seconds => return Err(DeskError::PinClosed { wait_seconds }),
    }
    kept.wrong = kept.wrong.saturating_add(1);
    kept.closed_until = now.checked_add(wait_after(kept.wrong)).ok();
    keep(tx, &pin, now)?;
    Ok(pin)
}

fn kept(read: &Read<'_>) -> Result<Option<Kept>, StoreError> {
    Ok(settings::find(read, &PIN)?.flatten())
}

fn keep(tx: &Tx<'_>, kept: &Option<Kept>, now: Timestamp) -> Result<(), StoreError> {
    settings::set(tx, &PIN, kept)?;
    tx.changed(Topic::Settings, None, now)
}

fn hash(pin: &str, salt: &[u8]) -> Result<String, DeskError> {
    let well_formed = (4..=12).contains(&pin.len()) && pin.bytes().all(|b| b.is_ascii_digit());
    if !well_formed {
        return Err(DeskError::InvalidPin);
    }
    let hash = Argon2::default().hash_password_with_salt(pin.as_bytes(), salt);
    hash.map(|hash| hash.to_string())
        .map_err(|_| DeskError::NoRandomness)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_doubles_from_the_fifth_wrong_try_and_ends_at_an_hour() {
        let waits = [0, 4, 5, 6, 7, 11, 12, 40, u32::MAX].map(|wrong| wait_after(wrong).as_secs());
        assert_eq!(waits, [0, 0, 30, 60, 120, 1920, 3600, 3600, 3600]);
    }
}
