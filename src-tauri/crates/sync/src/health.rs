//! How well the synchronisation works: figures of the journal, held against what is aimed at.
//!
//! `alert` is for what goes on now and for a while already; `watch` for what is worse than it should be. A refusal on its own
//! is neither: it is in the review list, where a person sees it.

use jiff::{SignedDuration, Timestamp};
use store::{
    Read, StoreError,
    sync::{
        Priority,
        health::{self, MinuteTally, Spread, Tally},
        review, task,
    },
};

use crate::view::{
    CodeCount, HealthState, HealthTargets, HealthView, OriginCount, SpreadView, StretchView,
};

/// Of the calls, in percent, when it becomes alarming.
const TOO_MANY: u64 = 5;
/// Fewer calls prove nothing.
const ENOUGH: u32 = 5;
/// For so many minutes calls have to fail before anybody is alarmed.
const LASTING: u32 = 10;

/// What a salon can expect of the success rate, in percent, and what it can expect later.
const SUCCESS: (u64, u64) = (95, 98);
/// Confirmed on average within, in milliseconds.
const MEAN_MS: u32 = 10_000;
/// Confirmed at the latest within, in milliseconds.
const MAX_MS: u32 = 30_000;

/// The figures of the last `hours` before `now`.
///
/// # Errors
/// The book cannot be read.
pub fn of(read: &Read<'_>, hours: u16, now: Timestamp) -> Result<HealthView, StoreError> {
    let since = before(now, SignedDuration::from_hours(i64::from(hours)));
    let lately = before(now, SignedDuration::from_mins(i64::from(LASTING)));
    let tally = health::tally(read, since)?;
    let confirmation = health::confirmation(read, since)?;
    let counts = task::counts(read, Priority::Backlog)?;
    let targets = targets(tally, confirmation);
    Ok(HealthView {
        hours,
        state: state(&health::minutes(read, lately, now)?).max(of_targets(targets)),
        done: tally.done,
        failed: tally.failed,
        not_sent: tally.not_sent,
        success_percent: success(tally),
        confirmation: spread(confirmation),
        answer: spread(health::answer(read, since)?),
        targets,
        waiting: counts.waiting,
        sending: counts.sending,
        uncertain: counts.uncertain,
        blocked: counts.blocked,
        review: review::count(read)?,
        origins: health::origins(read, since)?
            .into_iter()
            .map(|(origin, count)| OriginCount {
                origin: origin.as_str().to_owned(),
                count,
            })
            .collect(),
        codes: health::codes(read, since)?
            .into_iter()
            .map(|(code, count)| CodeCount { code, count })
            .collect(),
        course: course(read, hours, now)?,
    })
}

/// In so many stretches the course is told.
const STRETCHES: u32 = 24;

/// All stretches up to the one that `now` is in, also those in which nothing happened.
fn course(read: &Read<'_>, hours: u16, now: Timestamp) -> Result<Vec<StretchView>, StoreError> {
    let length = i64::from(hours.max(1)) * 3600 / i64::from(STRETCHES);
    let until = (now.as_second().div_euclid(length) + 1) * length;
    let begins = |number: u32| {
        let ahead = i64::from(STRETCHES - number) * length;
        Timestamp::from_second(until - ahead).unwrap_or(Timestamp::UNIX_EPOCH)
    };
    let length = SignedDuration::from_secs(length);
    let found = health::course(read, begins(0), begins(STRETCHES), length)?;
    let views = (0..STRETCHES).map(|number| {
        let calls = found.iter().find(|stretch| stretch.number == number);
        let calls = calls.copied().unwrap_or_default();
        StretchView {
            from: begins(number).to_string(),
            done: calls.done,
            failed: calls.failed,
            mean_ms: calls.mean_ms,
            max_ms: calls.max_ms,
        }
    });
    Ok(views.collect())
}

fn before(now: Timestamp, by: SignedDuration) -> Timestamp {
    now.checked_sub(by).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// Judges the last ten minutes, counted from 0. Too many failures are alarming when both halves have them: one bad moment in
/// quiet times is not ten bad minutes.
#[must_use]
pub fn state(minutes: &[MinuteTally]) -> HealthState {
    let half = LASTING / 2;
    let earlier = Calls::within(minutes, 0..half);
    let later = Calls::within(minutes, half..LASTING);
    let both = Calls {
        made: earlier.made + later.made,
        failed: earlier.failed + later.failed,
    };
    if both.made < ENOUGH || !both.too_many_failed() {
        HealthState::Ok
    } else if earlier.too_many_failed() && later.too_many_failed() {
        HealthState::Alert
    } else {
        HealthState::Watch
    }
}

struct Calls {
    made: u32,
    failed: u32,
}

impl Calls {
    fn within(minutes: &[MinuteTally], range: std::ops::Range<u32>) -> Self {
        let none = Self { made: 0, failed: 0 };
        let among = minutes.iter().filter(|tally| range.contains(&tally.minute));
        among.fold(none, |sum, tally| Self {
            made: sum.made + tally.calls,
            failed: sum.failed + tally.failed,
        })
    }

    fn too_many_failed(&self) -> bool {
        u64::from(self.failed) * 100 > u64::from(self.made) * TOO_MANY
    }
}

fn targets(tally: Tally, confirmation: Spread) -> HealthTargets {
    let calls = u64::from(tally.done) + u64::from(tally.failed);
    let success = |over: u64| (calls > 0).then_some(u64::from(tally.done) * 100 > calls * over);
    let measured = confirmation.count > 0;
    HealthTargets {
        success_over_95: success(SUCCESS.0),
        success_over_98: success(SUCCESS.1),
        mean_under_10_s: measured.then_some(confirmation.mean_ms < MEAN_MS),
        max_under_30_s: measured.then_some(confirmation.max_ms < MAX_MS),
    }
}

/// The goal of later is none yet.
fn of_targets(targets: HealthTargets) -> HealthState {
    let now = [
        targets.success_over_95,
        targets.mean_under_10_s,
        targets.max_under_30_s,
    ];
    if now.contains(&Some(false)) {
        HealthState::Watch
    } else {
        HealthState::Ok
    }
}

fn success(tally: Tally) -> Option<f64> {
    let calls = f64::from(tally.done) + f64::from(tally.failed);
    // One decimal is what is shown.
    (calls > 0.0).then(|| (f64::from(tally.done) / calls * 1000.0).floor() / 10.0)
}

fn spread(spread: Spread) -> SpreadView {
    SpreadView {
        count: spread.count,
        mean_ms: spread.mean_ms,
        p50_ms: spread.p50_ms,
        p95_ms: spread.p95_ms,
        max_ms: spread.max_ms,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_goes_on_for_ten_minutes_is_alarming() {
        use HealthState::{Alert, Ok, Watch};

        /// In which minute, how many calls, how many of them failed.
        type Minutes = &'static [(u32, u32, u32)];
        let table: &[(&str, Minutes, HealthState)] = &[
            ("nothing happened", &[], Ok),
            ("all is well", &[(0, 50, 0), (9, 50, 0)], Ok),
            ("5 % is not more than 5 %", &[(0, 50, 2), (9, 50, 3)], Ok),
            ("a little more is", &[(0, 50, 3), (9, 50, 3)], Alert),
            ("too few to tell", &[(0, 2, 2), (9, 2, 2)], Ok),
            ("just enough", &[(0, 3, 1), (9, 2, 1)], Alert),
            ("it has just begun", &[(0, 50, 0), (9, 50, 20)], Watch),
            ("only the latest is known", &[(9, 50, 50)], Watch),
            ("it is over", &[(4, 50, 20), (5, 50, 0)], Watch),
            ("the border of the halves", &[(4, 5, 5), (5, 5, 5)], Alert),
            ("drowned in successes", &[(0, 500, 0), (9, 10, 5)], Ok),
            (
                "every other minute",
                &[(1, 4, 1), (3, 4, 0), (5, 4, 0), (7, 4, 1)],
                Alert,
            ),
            (
                "older or newer than asked for",
                &[(10, 50, 50), (11, 50, 50)],
                Ok,
            ),
        ];
        for (case, minutes, wanted) in table {
            let tally = |(minute, calls, failed): &(u32, u32, u32)| MinuteTally {
                minute: *minute,
                calls: *calls,
                failed: *failed,
            };
            let minutes: Vec<_> = minutes.iter().map(tally).collect();
            assert_eq!(state(&minutes), *wanted, "{case}");
        }
    }

    #[test]
    fn a_target_is_missed_at_its_limit_and_unknown_without_figures() {
        let tally = |done, failed| Tally {
            done,
            failed,
            not_sent: 7,
        };
        let took = |mean_ms, max_ms| Spread {
            count: 1,
            mean_ms,
            max_ms,
            ..Spread::default()
        };
        let table = [
            (tally(0, 0), Spread::default(), [None; 4]),
            (tally(99, 1), took(9_999, 29_999), [Some(true); 4]),
            (
                tally(98, 2),
                took(9_999, 30_000),
                [Some(true), Some(false), Some(true), Some(false)],
            ),
            (tally(95, 5), took(10_000, 30_000), [Some(false); 4]),
        ];
        for (tally, took, wanted) in table {
            let seen = targets(tally, took);
            let seen = [
                seen.success_over_95,
                seen.success_over_98,
                seen.mean_under_10_s,
                seen.max_under_30_s,
            ];
            assert_eq!(seen, wanted, "{tally:?} {took:?}");
        }
    }

    #[test]
    fn a_rate_is_never_rounded_up_to_perfect() {
        let tally = Tally {
            done: 9_999,
            failed: 1,
            not_sent: 0,
        };
        assert_eq!(success(tally), Some(99.9));
    }
}
