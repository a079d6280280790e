//! When children of managed event types are looked for: once a day for all, and at once for a pair that is in doubt.

use jiff::{SignedDuration, Timestamp};

use crate::setup::CHILDREN_HOLD;

/// How long to wait after a look that came to nothing.
const AGAIN: SignedDuration = SignedDuration::from_mins(5);

/// What is wanted, and not before when.
#[derive(Debug, Default)]
pub(super) struct Lookout {
    /// Those that have not been seen for a day.
    pub(super) wanted: bool,
    not_before: Option<Timestamp>,
}

impl Lookout {
    /// Since when a pair has to have been seen, if it is time to look; that of a pair in doubt is before any other.
    pub(super) fn turn(&mut self, in_doubt: bool, now: Timestamp) -> Option<Timestamp> {
        let too_early = self
            .not_before
            .is_some_and(|then| then > now && then.duration_since(now) <= AGAIN);
        if too_early || !(self.wanted || in_doubt) {
            return None;
        }
        self.not_before = None;
        let day_ago = now.checked_sub(CHILDREN_HOLD).unwrap_or(Timestamp::MIN);
        Some(match std::mem::take(&mut self.wanted) {
            true => day_ago,
            false => Timestamp::UNIX_EPOCH,
        })
    }

    /// A look has ended. Where it came to nothing, the next one is not made at once.
    pub(super) fn ended(&mut self, known: bool, now: Timestamp) {
        self.not_before = match known {
            true => None,
            false => now.checked_add(AGAIN).ok(),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minute: i64) -> Timestamp {
        Timestamp::from_second(1_800_000_000 + 60 * minute).unwrap()
    }

    #[test]
    fn all_are_looked_for_when_wanted_and_one_in_doubt_at_once() {
        let mut lookout = Lookout::default();
        assert_eq!(lookout.turn(false, at(0)), None);
        assert_eq!(lookout.turn(true, at(0)), Some(Timestamp::UNIX_EPOCH));
        lookout.wanted = true;
        assert_eq!(lookout.turn(false, at(0)), Some(at(-24 * 60)));
        assert_eq!(lookout.turn(false, at(0)), None, "once");
    }

    #[test]
    fn a_look_that_came_to_nothing_is_not_repeated_at_once_nor_for_ever_put_off() {
        let mut lookout = Lookout::default();
        lookout.ended(false, at(0));
        assert_eq!(lookout.turn(true, at(1)), None);
        assert!(lookout.turn(true, at(5)).is_some());
        lookout.ended(false, at(600));
        assert!(
            lookout.turn(true, at(0)).is_some(),
            "the clock was put back"
        );
        lookout.ended(true, at(0));
        assert!(lookout.turn(true, at(0)).is_some());
    }
}
