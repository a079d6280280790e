//! Which of many slots are worth saying aloud: few, different, each with its reason.
//!
//! The earliest always comes. Then every half-day offers the one of its starts that serves the salon best – into somebody's
//! processing time, next to what is booked, otherwise its first – until there are enough; if the half-days run out, more
//! starts follow that are at least an hour apart. Five neighbouring starts are one option, not five.

use jiff::{SignedDuration, Timestamp, civil::Date, tz::TimeZone};

use crate::{
    civil::{date_of, minute_of_day},
    diary::Diary,
    id::{AppointmentId, StaffId},
    plan::Tooth,
    search::Slot,
    span::Span,
};

/// Starts closer than this are the same option.
const APART: SignedDuration = SignedDuration::from_hours(1);
/// Minute that parts the half-days: people ask for "in the morning" or "after lunch".
const NOON: u16 = 13 * 60;

/// Why a slot is proposed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// Nothing is earlier.
    Earliest,
    /// A segment lies in another appointment's processing time.
    FillsGap {
        /// Whose gap.
        of: AppointmentId,
    },
    /// It joins what is booked already and leaves no crumbs.
    Adjoins,
    /// Somebody takes a segment over.
    HandOver {
        /// Who.
        to: StaffId,
    },
    /// It simply fits.
    Fits,
}

/// A slot with its reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// When, and who does what.
    pub slot: Slot,
    /// Why this one.
    pub why: Why,
}

/// Up to `limit` proposals by start. `slots` as [`crate::search::slots`] returns them.
#[must_use]
pub fn best(slots: &[Slot], diary: &Diary, zone: &TimeZone, limit: usize) -> Vec<Proposal> {
    let Some(earliest) = slots.first().filter(|_| limit > 0) else {
        return Vec::new();
    };
    let earliest = Proposal {
        slot: earliest.clone(),
        why: Why::Earliest,
    };
    let of_half_days = half_days(slots, zone);
    different(vec![earliest], of_half_days, slots.iter(), diary, limit)
}

/// The other way round, for the page before: the last half-days first.
#[must_use]
pub fn earlier(slots: &[Slot], diary: &Diary, zone: &TimeZone, limit: usize) -> Vec<Proposal> {
    let of_half_days = half_days(slots, zone).rev();
    different(Vec::new(), of_half_days, slots.iter().rev(), diary, limit)
}

fn half_days<'s>(
    slots: &'s [Slot],
    zone: &TimeZone,
) -> impl DoubleEndedIterator<Item = &'s [Slot]> {
    slots.chunk_by(|a, b| half_day(a, zone) == half_day(b, zone))
}

/// To those that are `chosen` already: the best of each half-day, and then what is apart from all of them.
fn different<'s>(
    mut chosen: Vec<Proposal>,
    half_days: impl Iterator<Item = &'s [Slot]>,
    slots: impl Iterator<Item = &'s Slot>,
    diary: &Diary,
    limit: usize,
) -> Vec<Proposal> {
    for offered in half_days {
        if chosen.len() >= limit {
            break;
        }
        let apart = offered.iter().filter(|slot| is_apart(slot, &chosen));
        let reasoned = apart.map(|slot| propose(slot, diary));
        let best = reasoned.min_by_key(|proposal| (cost(proposal.why), proposal.slot.start));
        chosen.extend(best);
    }
    for slot in slots {
        if chosen.len() >= limit {
            break;
        }
        if is_apart(slot, &chosen) {
            chosen.push(propose(slot, diary));
        }
    }
    chosen.sort_by_key(|proposal| proposal.slot.start);
    chosen
}

/// As [`best`], for a page that does not begin with the earliest there is: its first has another reason.
#[must_use]
pub fn further(slots: &[Slot], diary: &Diary, zone: &TimeZone, limit: usize) -> Vec<Proposal> {
    let mut chosen = best(slots, diary, zone, limit);
    if let Some(first) = chosen.first_mut() {
        *first = propose(&first.slot, diary);
    }
    chosen
}

/// The first slot of each stylist, by start: who can take somebody who stands at the desk.
#[must_use]
pub fn first_of_each(slots: &[Slot], diary: &Diary) -> Vec<Proposal> {
    let mut chosen: Vec<Proposal> = Vec::new();
    for slot in slots {
        let lead = slot.comb.lead();
        if !chosen.iter().any(|known| known.slot.comb.lead() == lead) {
            chosen.push(propose(slot, diary));
        }
    }
    chosen
}

/// The slot nearest to a wished time, the earlier of two.
#[must_use]
pub fn nearest(slots: &[Slot], wish: Timestamp, diary: &Diary) -> Option<Proposal> {
    let far = |slot: &&Slot| slot.start.duration_since(wish).abs();
    slots
        .iter()
        .min_by_key(far)
        .map(|slot| propose(slot, diary))
}

fn propose(slot: &Slot, diary: &Diary) -> Proposal {
    Proposal {
        slot: slot.clone(),
        why: why(slot, diary),
    }
}

fn why(slot: &Slot, diary: &Diary) -> Why {
    if let Some(of) = slot.comb.teeth().find_map(|t| gap_around(slot, &t, diary)) {
        return Why::FillsGap { of };
    }
    if adjoins(slot, diary) {
        return Why::Adjoins;
    }
    match slot.comb.taking_over().first() {
        Some(to) => Why::HandOver { to: *to },
        None => Why::Fits,
    }
}

fn gap_around(slot: &Slot, tooth: &Tooth, diary: &Diary) -> Option<AppointmentId> {
    let gap = diary
        .staff
        .get(&tooth.staff)?
        .gap_around(&placed(slot, tooth)?)?;
    Some(gap.appointment)
}

/// Whether the first tooth begins where something ends, or the last ends where something begins.
fn adjoins(slot: &Slot, diary: &Diary) -> bool {
    let touches = |tooth: Option<Tooth>, after: bool| {
        let Some(tooth) = tooth else { return false };
        let (Some(span), Some(staff)) = (placed(slot, &tooth), diary.staff.get(&tooth.staff))
        else {
            return false;
        };
        match after {
            true => staff.taken.ends_at(span.start),
            false => staff.taken.begins_at(span.end),
        }
    };
    touches(slot.comb.teeth().next(), true) || touches(slot.comb.teeth().last(), false)
}

fn placed(slot: &Slot, tooth: &Tooth) -> Option<Span> {
    let start = slot.start.checked_add(tooth.offset).ok()?;
    Span::new(start, start.checked_add(tooth.length).ok()?)
}

fn cost(why: Why) -> u8 {
    match why {
        Why::FillsGap { .. } => 0,
        Why::Adjoins => 1,
        Why::Earliest | Why::HandOver { .. } | Why::Fits => 2,
    }
}

fn half_day(slot: &Slot, zone: &TimeZone) -> (Date, bool) {
    let afternoon = minute_of_day(slot.start, zone) >= NOON;
    (date_of(slot.start, zone), afternoon)
}

fn is_apart(slot: &Slot, chosen: &[Proposal]) -> bool {
    chosen
        .iter()
        .all(|known| known.slot.start.duration_since(slot.start).abs() >= APART)
}
