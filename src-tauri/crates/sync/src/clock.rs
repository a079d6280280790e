//! The one place where the engine learns what time it is.
//!
//! Waiting is decided from the wall clock in slices, so that sleep, resume and a clock that is set are harmless: a sleeper
//! looks at the clock again every few seconds instead of trusting a timer that was armed long ago. One who sees that the clock
//! was put back wakes too: the instant that was waited for may have been right for the other time only.

use std::{future::Future, pin::Pin, time::Duration};

use jiff::Timestamp;
use tokio::sync::watch;

/// A wait for an instant.
pub type Sleep<'a> = Pin<Box<dyn Future<Output = ()> + Send + 'a>>;

/// Tells the time and wakes at an instant.
pub trait Clock: Send + Sync + 'static {
    /// Now.
    fn now(&self) -> Timestamp;
    /// Ready once it is `at`, or later, or when the clock was put back meanwhile.
    fn sleep_until(&self, at: Timestamp) -> Sleep<'_>;
}

/// Longest trust in a timer.
const SLICE: Duration = Duration::from_secs(5);

/// The machine's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct WallClock;

impl Clock for WallClock {
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }

    fn sleep_until(&self, at: Timestamp) -> Sleep<'_> {
        let mut seen = Timestamp::now();
        Box::pin(async move {
            while let Ok(left) = Duration::try_from(at.duration_since(seen))
                && !left.is_zero()
            {
                tokio::time::sleep(left.min(SLICE)).await;
                let now = Timestamp::now();
                if now < seen {
                    return;
                }
                seen = now;
            }
        })
    }
}

/// A clock that stands still until it is set: time in tests, and in a demonstration that has no patience.
#[derive(Debug)]
pub struct SetClock(watch::Sender<Timestamp>);

impl SetClock {
    /// A clock that stands at `now`.
    #[must_use]
    pub fn at(now: Timestamp) -> Self {
        Self(watch::Sender::new(now))
    }

    /// Puts the clock back, as somebody may who finds it wrong, and wakes everybody who waits.
    pub fn put_back(&self, to: Timestamp) {
        self.0.send_replace(to);
    }

    /// How many wait for an instant.
    #[must_use]
    pub fn sleepers(&self) -> usize {
        self.0.receiver_count()
    }

    /// Puts the clock forward and wakes who waited for that. Never back.
    pub fn set(&self, to: Timestamp) {
        self.0.send_if_modified(|now| {
            let later = to > *now;
            if later {
                *now = to;
            }
            later
        });
    }
}

impl Clock for SetClock {
    fn now(&self) -> Timestamp {
        *self.0.borrow()
    }

    fn sleep_until(&self, at: Timestamp) -> Sleep<'_> {
        let mut hand = self.0.subscribe();
        let began = *hand.borrow();
        Box::pin(async move {
            // Fails only when the clock is gone, and then nobody can wait for it any more.
            let _ = hand.wait_for(|now| *now >= at || *now < began).await;
        })
    }
}
