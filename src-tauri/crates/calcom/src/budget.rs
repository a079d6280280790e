//! The rate budget: how many calls may still go out, and who may have them.
//!
//! Cal.com counts calls per key in fixed windows (120 per 60 s as measured) and blocks for 60 s beyond. The budget counts along, believes the
//! headers of every answer, and keeps part of each window for people who stand at the desk. It is pure: `now` is passed in, and it never waits itself.
//!
//! Invariants: within a window the count only falls; a block admits nobody; before the first answer few go out; if that has no headers, the
//! default limit is assumed.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::headers::RateWindow;

/// Calls per window where no header says otherwise.
const DEFAULT_LIMIT: u32 = 120;
/// Calls before any answer has come: nobody knows yet how few the account may have, and there are some with 20.
const FIRST_CALLS: u32 = 10;
/// How long whoever is not among those waits: until about when there is an answer.
const SOON: Duration = Duration::from_secs(1);
/// Length of a window until a header says otherwise.
const DEFAULT_WINDOW: Duration = Duration::from_secs(60);
/// The end of one window, computed from answers that took different times, wanders; the end of the next one lies further away than this.
const SAME_WINDOW: Duration = Duration::from_secs(30);

/// The header tells whole seconds.
const ROUNDED: Duration = Duration::from_secs(1);

/// How urgent a call is; the less urgent, the more of the window it must leave to others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Urgency {
    /// Somebody waits for it: may use the whole window.
    Interactive,
    /// Work that has piled up: leaves a fifth.
    Backlog,
    /// Comparing, verifying: leaves half.
    Maintenance,
}

impl Urgency {
    const fn reserve(self, limit: u32) -> u32 {
        match self {
            Self::Interactive => 0,
            Self::Backlog => limit / 5,
            Self::Maintenance => limit / 2,
        }
    }
}

/// The answer to "may I call now?".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Admission {
    /// Yes, and the call is counted already.
    Go,
    /// Ask again after this time, which is never zero.
    Wait(Duration),
}

/// The count for one key. See [`SharedBudget`] for the one that clients share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Budget {
    limit: u32,
    remaining: u32,
    /// Whether an answer has come, by which the limit is known or assumed.
    answered: bool,
    /// The end of the running window; `None` before its first call.
    window_end: Option<Instant>,
    blocked_until: Option<Instant>,
}

impl Default for Budget {
    fn default() -> Self {
        Self {
            limit: FIRST_CALLS,
            remaining: FIRST_CALLS,
            answered: false,
            window_end: None,
            blocked_until: None,
        }
    }
}

impl Budget {
    /// Admits one call or says how long to wait. An admitted call is taken off at once, so that parallel callers cannot overdraw.
    pub fn admit(&mut self, now: Instant, urgency: Urgency) -> Admission {
        self.turn(now);
        if let Some(wait) = self.blocked_until.and_then(|until| left(until, now)) {
            return Admission::Wait(wait);
        }
        if self.remaining > urgency.reserve(self.limit) {
            self.remaining -= 1;
            self.window_end.get_or_insert(now + DEFAULT_WINDOW);
            return Admission::Go;
        }
        Admission::Wait(self.pause(now))
    }

    /// Whether so many calls could go out now; counts none of them.
    pub fn room(&mut self, now: Instant, urgency: Urgency, calls: u32) -> Admission {
        self.turn(now);
        if let Some(wait) = self.blocked_until.and_then(|until| left(until, now)) {
            return Admission::Wait(wait);
        }
        let needed = urgency
            .reserve(self.limit)
            .saturating_add(calls.min(self.limit));
        if self.remaining >= needed {
            return Admission::Go;
        }
        Admission::Wait(self.pause(now))
    }

    /// How long there will be no room, as far as is known.
    fn pause(&self, now: Instant) -> Duration {
        let window = self.window_end.and_then(|end| left(end, now));
        let window = window.unwrap_or(DEFAULT_WINDOW);
        match self.answered {
            true => window,
            false => window.min(SOON),
        }
    }

    /// Takes over what the headers of an answer said to a call that was sent then. In the same window the lower count holds, because calls
    /// still under way are not in the header; they stay taken off, too, when the header tells of another limit.
    pub fn heard(&mut self, sent: Instant, now: Instant, window: RateWindow) {
        self.turn(now);
        if self.blocked_until.is_some() {
            // It was counted before that.
            return;
        }
        let end = now + window.reset_after;
        // The header was written between the two, and rounds up.
        let not_before = (sent + window.reset_after).checked_sub(ROUNDED);
        let known = self.window_end.filter(|known| end <= *known + SAME_WINDOW);
        let taken = match known {
            Some(_) => self.limit.saturating_sub(self.remaining),
            None => 0,
        };
        self.remaining = window.remaining.min(window.limit.saturating_sub(taken));
        self.limit = window.limit;
        self.answered = true;
        // A slow answer makes the window look longer than it is, so the earlier end is the truer one; but not one at which the server still
        // counts in this window, because its first call never arrived there.
        let possible = known.filter(|known| not_before.is_none_or(|first| *known >= first));
        self.window_end = Some(possible.map_or(end, |known| known.min(end)));
    }

    /// An answer came without headers. If it is the first, the usual limit is assumed.
    pub fn heard_nothing(&mut self) {
        if self.answered || self.blocked_until.is_some() {
            return;
        }
        self.remaining += DEFAULT_LIMIT.saturating_sub(self.limit);
        self.limit = DEFAULT_LIMIT;
        self.answered = true;
    }

    /// The server said 429: nobody calls until the time is over. Calls that come back late do not prolong the wait.
    pub fn throttled(&mut self, now: Instant, retry_after: Duration) {
        self.turn(now);
        let until = now + retry_after;
        self.blocked_until = Some(self.blocked_until.map_or(until, |known| known.min(until)));
        self.remaining = 0;
        self.window_end = self.blocked_until;
    }

    /// Starts afresh what `now` has left behind.
    fn turn(&mut self, now: Instant) {
        if self.blocked_until.is_some_and(|until| until <= now) {
            self.blocked_until = None;
        }
        if self.window_end.is_some_and(|end| end <= now) {
            self.window_end = None;
            self.remaining = self.limit;
        }
    }
}

fn left(until: Instant, now: Instant) -> Option<Duration> {
    until
        .checked_duration_since(now)
        .filter(|wait| !wait.is_zero())
}

/// The [`Budget`] that all clones of a client share. The client feeds it from every answer; callers ask it before they call.
#[derive(Debug, Default)]
pub struct SharedBudget(Mutex<Budget>);

impl SharedBudget {
    /// See [`Budget::admit`].
    pub fn admit(&self, now: Instant, urgency: Urgency) -> Admission {
        self.with(|budget| budget.admit(now, urgency))
    }

    /// See [`Budget::room`].
    pub fn room(&self, now: Instant, urgency: Urgency, calls: u32) -> Admission {
        self.with(|budget| budget.room(now, urgency, calls))
    }

    /// The count as it stands, for showing.
    #[must_use]
    pub fn snapshot(&self) -> Budget {
        self.with(|budget| budget.clone())
    }

    pub(crate) fn with<R>(&self, change: impl FnOnce(&mut Budget) -> R) -> R {
        // Every change is complete in itself, so a poisoned count is still a count.
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seconds(n: u64) -> Duration {
        Duration::from_secs(n)
    }

    /// What a server without headers is assumed to allow.
    fn usual() -> Budget {
        let mut budget = Budget::default();
        budget.heard_nothing();
        budget
    }

    fn said(limit: u32, remaining: u32, reset: u64) -> RateWindow {
        RateWindow {
            limit,
            remaining,
            reset_after: seconds(reset),
        }
    }

    fn admitted(budget: &mut Budget, now: Instant, urgency: Urgency) -> u32 {
        let mut count = 0;
        while budget.admit(now, urgency) == Admission::Go {
            count += 1;
            assert!(count <= 10_000, "a window must end somewhere");
        }
        count
    }

    #[test]
    fn the_less_urgent_leave_room_for_the_more_urgent() {
        let (mut budget, now) = (usual(), Instant::now());
        assert_eq!(admitted(&mut budget, now, Urgency::Maintenance), 60);
        assert_eq!(admitted(&mut budget, now, Urgency::Backlog), 36);
        assert_eq!(admitted(&mut budget, now, Urgency::Interactive), 24);
    }

    #[test]
    fn before_the_first_answer_few_go_out() {
        let (mut budget, now) = (Budget::default(), Instant::now());
        assert_eq!(budget.room(now, Urgency::Interactive, 20), Admission::Go);
        assert_eq!(admitted(&mut budget, now, Urgency::Interactive), 10);
        let soon = Admission::Wait(SOON);
        assert_eq!(budget.admit(now, Urgency::Interactive), soon);
        assert_eq!(budget.room(now, Urgency::Interactive, 1), soon);
        let mut silent = budget.clone();
        budget.heard(now, now, said(20, 19, 60));
        assert_eq!(admitted(&mut budget, now, Urgency::Interactive), 10);
        silent.heard_nothing();
        assert_eq!(admitted(&mut silent, now, Urgency::Interactive), 110);
    }

    #[test]
    fn an_exhausted_window_says_how_long_it_lasts_and_then_starts_afresh() {
        let (mut budget, now) = (usual(), Instant::now());
        admitted(&mut budget, now, Urgency::Interactive);
        let later = now + seconds(20);
        assert_eq!(
            budget.admit(later, Urgency::Interactive),
            Admission::Wait(seconds(40))
        );
        let next = now + seconds(60);
        assert_eq!(admitted(&mut budget, next, Urgency::Interactive), 120);
    }

    #[test]
    fn headers_correct_the_count_downwards_within_a_window() {
        let (mut budget, now) = (usual(), Instant::now());
        for _ in 0..3 {
            budget.admit(now, Urgency::Interactive);
        }
        // Two answers, the older one last: neither may give back what a call under way has taken.
        budget.heard(now, now, said(120, 118, 60));
        budget.heard(now, now, said(120, 119, 60));
        assert_eq!(budget.remaining, 117);
        // Somebody else uses the same key.
        budget.heard(now, now, said(120, 40, 59));
        assert_eq!(admitted(&mut budget, now, Urgency::Interactive), 40);
    }

    #[test]
    fn a_new_window_of_the_server_is_believed() {
        let (mut budget, now) = (usual(), Instant::now());
        budget.heard(now, now, said(120, 0, 10));
        let next = now + seconds(9);
        budget.heard(next, next, said(120, 119, 60));
        assert_eq!(admitted(&mut budget, next, Urgency::Interactive), 119);
        assert_eq!(
            budget.admit(next, Urgency::Interactive),
            Admission::Wait(seconds(60))
        );
    }

    #[test]
    fn a_slow_answer_does_not_give_back_what_is_under_way() {
        let (mut budget, now) = (usual(), Instant::now());
        for _ in 0..10 {
            budget.admit(now, Urgency::Interactive);
        }
        // The first of ten answers took 12 s; its header was written before the server worked on it.
        budget.heard(now, now + seconds(12), said(120, 119, 60));
        assert_eq!(budget.remaining, 110);
        let end = now + seconds(60);
        assert_eq!(
            admitted(&mut budget, end, Urgency::Interactive),
            120,
            "the window ends when it ended"
        );
    }

    #[test]
    fn a_first_call_that_never_arrived_does_not_begin_the_window() {
        let (mut budget, now) = (usual(), Instant::now());
        budget.admit(now, Urgency::Interactive);
        // The server counts from the second one.
        let second = now + seconds(20);
        budget.admit(second, Urgency::Interactive);
        budget.heard(second, second + seconds(2), said(20, 19, 60));
        let too_early = now + seconds(60);
        assert_eq!(admitted(&mut budget, too_early, Urgency::Interactive), 18);
        assert_eq!(
            budget.admit(too_early, Urgency::Interactive),
            Admission::Wait(seconds(22))
        );
        let next = second + seconds(62);
        assert_eq!(admitted(&mut budget, next, Urgency::Interactive), 20);
    }

    #[test]
    fn a_straggler_from_the_old_window_costs_a_second_at_most() {
        let (mut budget, now) = (usual(), Instant::now());
        admitted(&mut budget, now, Urgency::Interactive);
        let next = now + seconds(60);
        budget.admit(next, Urgency::Interactive);
        budget.heard(next, next, said(120, 0, 1));
        assert_eq!(
            budget.admit(next, Urgency::Interactive),
            Admission::Wait(seconds(1))
        );
        assert_eq!(
            budget.admit(next + seconds(1), Urgency::Interactive),
            Admission::Go
        );
    }

    #[test]
    fn another_limit_is_believed() {
        let (mut budget, now) = (usual(), Instant::now());
        budget.admit(now, Urgency::Interactive);
        budget.heard(now, now, said(500, 499, 60));
        assert_eq!(admitted(&mut budget, now, Urgency::Backlog), 399);
    }

    #[test]
    fn the_first_word_of_a_smaller_limit_does_not_give_back_what_is_under_way() {
        let (mut budget, now) = (usual(), Instant::now());
        // A gateway answered eleven calls without a header; the twelfth answer is the server's, and the thirteenth call is under way.
        for _ in 0..13 {
            budget.admit(now, Urgency::Interactive);
        }
        budget.heard(now, now, said(20, 8, 58));
        assert_eq!(admitted(&mut budget, now, Urgency::Interactive), 7);
        // What went out before anything was told may be more than there is.
        let mut hasty = usual();
        for _ in 0..30 {
            hasty.admit(now, Urgency::Interactive);
        }
        hasty.heard(now, now, said(20, 8, 58));
        assert_eq!(admitted(&mut hasty, now, Urgency::Interactive), 0);
    }

    #[test]
    fn a_block_admits_nobody_and_is_not_prolonged() {
        let (mut budget, now) = (usual(), Instant::now());
        budget.throttled(now, seconds(60));
        let later = now + seconds(5);
        budget.throttled(later, seconds(60));
        budget.heard(later, later, said(120, 100, 60));
        assert_eq!(
            budget.admit(later, Urgency::Interactive),
            Admission::Wait(seconds(55))
        );
        let after = now + seconds(60);
        assert_eq!(budget.admit(after, Urgency::Interactive), Admission::Go);
    }

    #[test]
    fn a_tiny_limit_still_lets_everybody_through_one_by_one() {
        let (mut budget, mut now) = (usual(), Instant::now());
        for urgency in [Urgency::Maintenance, Urgency::Backlog, Urgency::Interactive] {
            budget.heard(now, now, said(1, 1, 60));
            assert_eq!(admitted(&mut budget, now, urgency), 1, "{urgency:?}");
            now += seconds(61);
        }
    }

    #[test]
    fn a_long_piece_of_work_takes_no_longer_than_the_limit_allows() {
        // A salon of 384 event types, the list before them and the look at the team; four at once, each answered after 300 ms.
        let (mut budget, began) = (usual(), Instant::now());
        let (mut now, mut left) = (began, 386_u32);
        let mut under_way: Vec<Instant> = Vec::new();
        while left > 0 || !under_way.is_empty() {
            under_way.retain(|ends| *ends > now);
            let lanes = u32::try_from(under_way.len()).unwrap();
            let room = budget.room(now, Urgency::Interactive, 1);
            let step = match room {
                Admission::Go if left > 0 && lanes < 4 => {
                    assert_eq!(budget.admit(now, Urgency::Interactive), Admission::Go);
                    under_way.push(now + Duration::from_millis(300));
                    left -= 1;
                    continue;
                }
                Admission::Wait(pause) if under_way.is_empty() => pause,
                Admission::Go | Admission::Wait(_) => Duration::from_millis(10),
            };
            now += step;
        }
        // 120 a minute: the last 26 may go out after three minutes at the earliest.
        let allowed = seconds(180);
        let ratio = (now - began).as_secs_f64() / allowed.as_secs_f64();
        assert!(
            (1.0..=1.05).contains(&ratio),
            "{ratio:.3} times the time allowed"
        );
    }

    #[test]
    fn where_there_is_room_so_many_calls_are_admitted() {
        let (mut budget, now) = (usual(), Instant::now());
        assert_eq!(budget.room(now, Urgency::Interactive, 120), Admission::Go);
        assert_eq!(
            admitted(&mut budget, now, Urgency::Interactive),
            120,
            "none was counted"
        );
        assert!(matches!(
            budget.room(now, Urgency::Interactive, 1),
            Admission::Wait(_)
        ));
        let next = now + seconds(60);
        assert_eq!(budget.room(next, Urgency::Interactive, 4), Admission::Go);
        budget.throttled(next, seconds(9));
        assert_eq!(
            budget.room(next, Urgency::Interactive, 1),
            Admission::Wait(seconds(9))
        );
    }

    proptest::proptest! {
        /// Whatever answers come in between, nobody is admitted during a block, no wait is zero, and no window gives more than its limit.
        #[test]
        fn never_too_much(steps in proptest::collection::vec((0u64..30, 0u8..6, 1u32..200, 0u32..200, 0u64..90), 1..200)) {
            let (mut budget, mut now) = (Budget::default(), Instant::now());
            let mut blocked_until = now;
            for (pause, action, limit, remaining, reset) in steps {
                now += seconds(pause);
                match action {
                    0 => budget.heard(now, now, said(limit, remaining.min(limit), reset)),
                    1 => {
                        if blocked_until <= now {
                            blocked_until = now + seconds(reset.max(1));
                        } else {
                            blocked_until = blocked_until.min(now + seconds(reset.max(1)));
                        }
                        budget.throttled(now, seconds(reset.max(1)));
                    }
                    2 => budget.heard_nothing(),
                    _ => match budget.admit(now, Urgency::Backlog) {
                        Admission::Go => proptest::prop_assert!(now >= blocked_until),
                        Admission::Wait(wait) => proptest::prop_assert!(!wait.is_zero()),
                    },
                }
                proptest::prop_assert!(budget.remaining <= budget.limit);
            }
        }
    }
}
