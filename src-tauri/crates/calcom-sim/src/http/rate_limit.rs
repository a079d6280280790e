//! 120 calls a minute and key: a window from the first call, and when it is overrun a minute of refusals that further calls do not prolong.

use std::collections::HashMap;

use axum::http::HeaderName;
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;

use crate::clock::later;
use crate::http::reply::Reply;

const WINDOW: SignedDuration = SignedDuration::from_secs(60);

/// The windows of all callers.
#[derive(Debug, Default)]
pub(crate) struct RateLimit {
    limit: Option<Limit>,
    buckets: HashMap<String, Bucket>,
}

/// A limit other than Cal.com's own.
#[derive(Debug, Clone, Copy)]
enum Limit {
    Off,
    Calls(u32),
}

#[derive(Debug, Clone, Copy)]
struct Bucket {
    began: Timestamp,
    until: Timestamp,
    calls: u32,
    blocked: bool,
}

/// What the headers of one answer say, and whether the call may pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Allowance {
    pub passes: bool,
    pub limit: u32,
    pub remaining: u32,
    /// Seconds left, rounded up.
    pub reset: i64,
    /// `None` while the limit is off.
    pub counted: Option<Counted>,
}

/// How a call was counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Counted {
    /// When the window began in which it was counted; a refusal belongs to the window that was overrun.
    pub window: Timestamp,
    /// Calls that the window allows.
    pub limit: u32,
    /// Whether it was within.
    pub passes: bool,
}

impl RateLimit {
    /// No limit, or this many calls a minute. Windows start afresh.
    pub(crate) fn set(&mut self, calls: Option<u32>) {
        self.limit = Some(calls.map_or(Limit::Off, Limit::Calls));
        self.buckets.clear();
    }

    /// Counts a call.
    pub(crate) fn count(&mut self, bucket: &str, usual: u32, now: Timestamp) -> Allowance {
        let limit = match self.limit {
            Some(Limit::Off) => {
                return Allowance {
                    passes: true,
                    limit: usual,
                    remaining: usual,
                    reset: 60,
                    counted: None,
                };
            }
            Some(Limit::Calls(calls)) => calls,
            None => usual,
        };
        let fresh = Bucket {
            began: now,
            until: later(now, WINDOW),
            calls: 0,
            blocked: false,
        };
        let window = self.buckets.entry(bucket.to_owned()).or_insert(fresh);
        if window.until <= now {
            *window = fresh;
        }
        window.calls = window.calls.saturating_add(1);
        if window.calls > limit && !window.blocked {
            *window = Bucket {
                until: later(now, WINDOW),
                blocked: true,
                ..*window
            };
        }
        Allowance {
            passes: !window.blocked,
            limit,
            remaining: limit.saturating_sub(window.calls),
            reset: seconds_until(now, window.until),
            counted: Some(Counted {
                window: window.began,
                limit,
                passes: !window.blocked,
            }),
        }
    }
}

impl Allowance {
    /// A refusal's headers, `reset` seconds before the caller may come back.
    pub(crate) fn exhausted(reset: u64) -> Self {
        Self {
            passes: false,
            limit: 120,
            remaining: 0,
            reset: i64::try_from(reset).unwrap_or(i64::MAX),
            counted: None,
        }
    }

    pub(crate) fn stamp(self, reply: Reply) -> Reply {
        reply
            .with_header(
                HeaderName::from_static("x-ratelimit-limit-default"),
                self.limit,
            )
            .with_header(
                HeaderName::from_static("x-ratelimit-remaining-default"),
                self.remaining,
            )
            .with_header(
                HeaderName::from_static("x-ratelimit-reset-default"),
                self.reset,
            )
    }
}

fn seconds_until(now: Timestamp, then: Timestamp) -> i64 {
    let left = then.duration_since(now);
    left.as_secs() + i64::from(left.subsec_nanos() > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_800_000_000 + second).unwrap()
    }

    #[test]
    fn the_121st_call_is_blocked_for_a_minute_that_more_calls_do_not_prolong() {
        let mut limit = RateLimit::default();
        for call in 1..=120 {
            let allowance = limit.count("key", 120, at(0));
            assert!(allowance.passes);
            assert_eq!(allowance.remaining, 120 - call);
        }
        let blocked = limit.count("key", 120, at(30));
        assert_eq!(
            blocked,
            Allowance {
                passes: false,
                limit: 120,
                remaining: 0,
                reset: 60,
                counted: Some(Counted {
                    window: at(0),
                    limit: 120,
                    passes: false,
                }),
            }
        );
        assert!(!limit.count("key", 120, at(89)).passes);
        assert!(limit.count("key", 120, at(90)).passes);
    }

    #[test]
    fn keys_do_not_share_a_window() {
        let mut limit = RateLimit::default();
        limit.set(Some(1));
        assert!(limit.count("a", 120, at(0)).passes);
        assert!(!limit.count("a", 120, at(0)).passes);
        assert!(limit.count("b", 120, at(0)).passes);
    }

    #[test]
    fn switched_off_it_lets_everything_pass() {
        let mut limit = RateLimit::default();
        limit.set(None);
        assert!((0..1000).all(|_| limit.count("key", 120, at(0)).passes));
    }
}
