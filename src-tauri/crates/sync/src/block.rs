//! Time that must not be sold, as bookings on a stylist's block event type.
//!
//! Cal.com sells every minute that no booking holds, and knows only the lengths that an event type lists. So a stretch is held as far as
//! the grid of five minutes goes; what is left over at its end is shorter than anything that is for sale.

use calcom::EventTypeId;
use jiff::SignedDuration;
use salon::{Span, StaffId};
use store::sync::BlockType;

use crate::{code::Code, plan::Target};

/// The grid of lengths, in minutes.
pub(crate) const STEP: u16 = 5;
/// The longest block that Cal.com is known to take.
pub(crate) const LONGEST: u16 = 600;
/// Some length has to be the usual one; whoever blocks always asks for the right one.
pub(crate) const USUAL: u16 = 30;

/// The lengths that a block event type lists.
pub(crate) fn lengths() -> Vec<u32> {
    let all = (STEP..=LONGEST).step_by(usize::from(STEP));
    all.map(u32::from).collect()
}

/// The part of a stretch that one booking can hold; `None`: it is too short for anybody to be booked into it.
pub(crate) fn held(span: Span) -> Option<Span> {
    let step = i64::from(STEP);
    let minutes = span.minutes().min(i64::from(LONGEST)) / step * step;
    let end = span
        .start
        .checked_add(SignedDuration::from_mins(minutes))
        .ok()?;
    Span::new(span.start, end).filter(|held| held.start < held.end)
}

/// What a block of this length is made on.
pub(crate) fn target(types: &[BlockType], staff: StaffId, span: Span) -> Result<Target, Code> {
    let known = types.iter().find(|known| known.staff == staff);
    let known = known.ok_or(Code::EventTypeMissing)?;
    let takes = |minutes: &u16| i64::from(*minutes) == span.minutes();
    let unusual = !takes(&known.minutes);
    if unusual && !known.lengths.iter().any(takes) {
        return Err(Code::LengthDiffers);
    }
    Ok(Target {
        event_type: EventTypeId::new(known.event_type_id),
        unusual,
        silent: false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(minutes: i64) -> Option<i64> {
        let start = "2026-11-25T08:00:00Z".parse().unwrap();
        let span = Span::new(start, start + SignedDuration::from_mins(minutes)).unwrap();
        held(span).map(|held| held.minutes())
    }

    #[test]
    fn a_stretch_is_held_as_far_as_cal_com_has_lengths() {
        let cases = [
            (4, None),
            (5, Some(5)),
            (33, Some(30)),
            (600, Some(600)),
            (700, Some(600)),
        ];
        for (minutes, expected) in cases {
            assert_eq!(of(minutes), expected, "{minutes}");
        }
        assert_eq!(lengths().len(), 120);
    }
}
