//! Whether the owner sits at the window: what the settings' commands ask before they do anything.
//!
//! Invariant: a command of the owner's goes through [`super::opening::Opened::owner`]; the window hides what it may not do only
//! out of politeness.

use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use crate::problem::Problem;

/// How long the owner may look at one thing before the PIN is asked again.
pub(super) const SITTING: Duration = Duration::from_secs(5 * 60);

/// The door to the settings. This process alone has the book, so what it remembers of the PIN is true.
#[derive(Debug, Default)]
pub(super) struct Door {
    /// `None`: there is no PIN, and no door either.
    lock: Mutex<Option<Lock>>,
}

/// Until when it is open.
#[derive(Debug, Clone, Copy)]
struct Lock {
    open_until: Option<Instant>,
}

impl Door {
    /// The door as it is when the program starts: shut, if there is a PIN.
    pub(super) fn of_book(pin: bool) -> Self {
        let lock = pin.then_some(Lock { open_until: None });
        Self {
            lock: Mutex::new(lock),
        }
    }

    /// For how long it is open still; `None` if it is shut. Without a PIN it is open for ever.
    pub(super) fn open_for(&self, now: Instant) -> Option<Duration> {
        match &*self.lock() {
            None => Some(Duration::MAX),
            Some(lock) => lock
                .open_until
                .and_then(|until| until.checked_duration_since(now))
                .filter(|left| !left.is_zero()),
        }
    }

    /// Lets the owner through, and keeps the door open from now on for another while.
    ///
    /// # Errors
    /// `pin_needed`.
    pub(super) fn pass(&self, now: Instant) -> Result<(), Problem> {
        if self.open_for(now).is_none() {
            return Err(Problem::new("pin_needed", "the owner's PIN is needed"));
        }
        self.stays_open(now);
        Ok(())
    }

    /// The PIN was right.
    pub(super) fn open(&self, now: Instant) {
        self.stays_open(now);
    }

    /// The owner goes.
    pub(super) fn shut(&self) {
        if let Some(lock) = &mut *self.lock() {
            lock.open_until = None;
        }
    }

    /// There is a PIN from now on, known to whoever is there; or there is none.
    pub(super) fn fit(&self, pin: bool, now: Instant) {
        *self.lock() = pin.then_some(Lock { open_until: None });
        self.stays_open(now);
    }

    fn stays_open(&self, now: Instant) {
        if let Some(lock) = &mut *self.lock() {
            lock.open_until = now.checked_add(SITTING);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Option<Lock>> {
        self.lock.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passes(door: &Door, at: Instant) -> bool {
        door.pass(at).is_ok()
    }

    #[test]
    fn without_a_pin_everybody_passes() {
        let door = Door::of_book(false);
        door.shut();
        assert!(passes(&door, Instant::now()));
    }

    #[test]
    fn a_door_is_open_while_it_is_used_and_shuts_by_itself() {
        let (door, start) = (Door::of_book(true), Instant::now());
        assert!(!passes(&door, start));
        door.open(start);
        assert!(passes(&door, start + SITTING / 2));
        assert!(passes(&door, start + SITTING));
        assert!(!passes(&door, start + SITTING * 2));
    }

    #[test]
    fn whoever_goes_shuts_it_and_a_new_pin_leaves_its_owner_inside() {
        let (door, now) = (Door::of_book(false), Instant::now());
        door.fit(true, now);
        assert!(passes(&door, now));
        door.shut();
        assert!(!passes(&door, now));
        door.fit(false, now);
        assert!(passes(&door, now));
    }
}
