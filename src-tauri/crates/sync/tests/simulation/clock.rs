//! The clock of one desk: it stands until it is set, and may be set wrong, forwards or back.
//!
//! It is also the seam for crashes. The engine asks for the time in each of its transactions and around each call, so a desk that
//! dies the n-th time it looks at the clock dies, over all n, around every commit and every call.

use std::{
    sync::atomic::{AtomicU64, Ordering},
    time::Instant,
};

use jiff::Timestamp;
use sync::{Clock, SetClock, clock::Sleep};
use tokio::sync::watch;

#[derive(Debug)]
pub struct DeskClock {
    hand: SetClock,
    /// Looks left until the desk dies; 0: it does not.
    looks_left: AtomicU64,
    doomed: watch::Sender<bool>,
}

impl DeskClock {
    pub fn at(now: Timestamp) -> Self {
        Self {
            hand: SetClock::at(now),
            looks_left: AtomicU64::new(0),
            doomed: watch::Sender::new(false),
        }
    }

    /// Forwards or back.
    pub fn set(&self, now: Timestamp) {
        if now < self.shows() {
            self.hand.put(now);
        } else {
            self.hand.set(now);
        }
    }

    /// What it shows, without counting as a look.
    pub fn shows(&self) -> Timestamp {
        self.hand.now()
    }

    /// The desk dies at the `look`-th look from now.
    pub fn die_at(&self, look: u64) {
        self.doomed.send_replace(false);
        self.looks_left.store(look, Ordering::SeqCst);
    }

    /// The desk does not die, or has died.
    pub fn spare(&self) {
        self.die_at(0);
    }

    /// Ready when the desk has to die.
    pub async fn doom(&self) {
        let mut doomed = self.doomed.subscribe();
        // The clock outlives whoever waits for it.
        let _ = doomed.wait_for(|doomed| *doomed).await;
    }

    fn count(&self) {
        let less = |left: u64| left.checked_sub(1);
        let before = self
            .looks_left
            .fetch_update(Ordering::SeqCst, Ordering::SeqCst, less);
        if before == Ok(1) {
            self.doomed.send_replace(true);
        }
    }
}

impl Clock for DeskClock {
    fn now(&self) -> Timestamp {
        self.count();
        self.shows()
    }

    /// Time goes by for the town as a whole, whatever its desks believe.
    fn steady(&self) -> Instant {
        tokio::time::Instant::now().into_std()
    }

    fn sleep_until(&self, at: Timestamp) -> Sleep<'_> {
        self.hand.sleep_until(at)
    }
}
