//! The one place where the engine learns what time it is.
//!
//! Waiting is decided from the wall clock in slices, so that sleep, resume and a clock that is set are harmless: a sleeper
//! looks at the clock again every few seconds instead of trusting a timer that was armed long ago. One who sees that the clock
//! was put back wakes too: the instant that was waited for may have been right for the other time only.
//!
//! Where a wrong answer would break a promise, how much time has gone by is measured by a second hand that nobody can set. It
//! means nothing to another run of the program.

use std::{
    future::Future,
    pin::Pin,
    time::{Duration, Instant},
};

use jiff::Timestamp;
use tokio::sync::watch;

/// A wait for an instant.
pub type Sleep<'a> = Pin<Box<dyn Future<Output = ()> + Send + 'a>>;

/// Tells the time and wakes at an instant.
pub trait Clock: Send + Sync + 'static {
    /// Now.
    fn now(&self) -> Timestamp;
    /// Where the hand stands that nobody can set. It may rest while the machine sleeps, never hurry.
    fn steady(&self) -> Instant;
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

    fn steady(&self) -> Instant {
        Instant::now()
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
pub struct SetClock(watch::Sender<Hands>);

#[derive(Debug, Clone, Copy)]
struct Hands {
    now: Timestamp,
    steady: Instant,
}

impl SetClock {
    /// A clock that stands at `now`.
    #[must_use]
    pub fn at(now: Timestamp) -> Self {
        let steady = Instant::now();
        Self(watch::Sender::new(Hands { now, steady }))
    }

    /// Puts the clock forward or back, as somebody may who finds it wrong: no time goes by. Put back, it wakes everybody who
    /// waits.
    pub fn put(&self, to: Timestamp) {
        self.0.send_modify(|hands| hands.now = to);
    }

    /// How many wait for an instant.
    #[must_use]
    pub fn sleepers(&self) -> usize {
        self.0.receiver_count()
    }

    /// Time goes by until `to`, and wakes who waited for that. Never back.
    pub fn set(&self, to: Timestamp) {
        self.0.send_if_modified(|hands| {
            let Ok(time) = Duration::try_from(to.duration_since(hands.now)) else {
                return false;
            };
            hands.now = to;
            hands.steady = hands.steady.checked_add(time).unwrap_or(hands.steady);
            !time.is_zero()
        });
    }
}

impl Clock for SetClock {
    fn now(&self) -> Timestamp {
        self.0.borrow().now
    }

    fn steady(&self) -> Instant {
        self.0.borrow().steady
    }

    fn sleep_until(&self, at: Timestamp) -> Sleep<'_> {
        let mut hand = self.0.subscribe();
        let began = hand.borrow().now;
        Box::pin(async move {
            // Fails only when the clock is gone, and then nobody can wait for it any more.
            let _ = hand
                .wait_for(|hands| hands.now >= at || hands.now < began)
                .await;
        })
    }
}
