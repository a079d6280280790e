//! Every start at which a service fits, found by sliding its comb along everybody's free time.
//!
//! A tooth of length *m* that begins *o* after the start fits into free time from *a* to *b* exactly when the start lies
//! between *a − o* and *b − m − o*. Intersecting these windows over all teeth leaves all possible starts at once; only then
//! are they cut into the 5-minute grid. The result is exactly what the phone may book: [`crate::conflict::judge`] has no
//! refusal for [`Channel::Phone`](crate::conflict::Channel::Phone) there.

use std::{collections::BTreeMap, sync::Arc};

use jiff::{SignedDuration, Timestamp, tz::TimeZone};

use crate::{
    civil,
    diary::Diary,
    id::StaffId,
    plan::{Comb, Tooth},
    span::Span,
    spans::SpanSet,
};

/// Makes the last possible start part of its window, whose end is not included.
const INSTANT: SignedDuration = SignedDuration::from_nanos(1);

/// What to look for.
#[derive(Debug, Clone)]
pub struct Search<'a> {
    /// The ways to do it, the preferred first: of one stylist or of several. See [`crate::team`].
    pub combs: &'a [Comb],
    /// Starts from here, up to but not at the end.
    pub range: Span,
    /// Nothing before this.
    pub now: Timestamp,
    /// The salon's.
    pub zone: &'a TimeZone,
}

/// A start that fits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// First instant.
    pub start: Timestamp,
    /// Who does what: the first comb of its stylist that fits here.
    pub comb: Arc<Comb>,
}

/// All slots by start; at one start in the order of the combs, one per stylist.
#[must_use]
pub fn slots(search: &Search<'_>, diary: &Diary) -> Vec<Slot> {
    let Some(range) = Span::new(search.range.start.max(search.now), search.range.end) else {
        return Vec::new();
    };
    let free = free_time(search.combs, &range, diary, search.zone);
    let mut open: BTreeMap<StaffId, SpanSet> = BTreeMap::new();
    let mut found = Vec::new();
    for comb in search.combs {
        let open = open
            .entry(comb.lead())
            .or_insert_with(|| SpanSet::from_iter([range]));
        let starts = starts(comb, open, &free);
        *open = open.minus(&starts);
        let comb = Arc::new(comb.clone());
        found.extend(on_grid(&starts, search.zone).map(|start| Slot {
            start,
            comb: Arc::clone(&comb),
        }));
    }
    // Stable, so that combs keep their order.
    found.sort_by_key(|slot| slot.start);
    found
}

/// When everybody who is needed is free, as far as an appointment that starts within `range` can reach.
fn free_time(
    combs: &[Comb],
    range: &Span,
    diary: &Diary,
    zone: &TimeZone,
) -> BTreeMap<StaffId, SpanSet> {
    let longest = combs.iter().map(Comb::length).max().unwrap_or_default();
    let reach = Span {
        start: range.start,
        end: range.end.checked_add(longest).unwrap_or(Timestamp::MAX),
    };
    let mut free = BTreeMap::new();
    for tooth in combs.iter().flat_map(Comb::teeth) {
        free.entry(tooth.staff).or_insert_with(|| {
            let theirs = diary.staff.get(&tooth.staff);
            theirs.map_or_else(SpanSet::default, |staff| staff.free(&reach, zone))
        });
    }
    free
}

/// The part of `open` in which every tooth of `comb` finds its staff member free.
fn starts(comb: &Comb, open: &SpanSet, free: &BTreeMap<StaffId, SpanSet>) -> SpanSet {
    let mut starts = open.clone();
    for tooth in comb.teeth() {
        if starts.is_empty() {
            break;
        }
        let windows = free.get(&tooth.staff).into_iter().flat_map(SpanSet::iter);
        starts = starts.and(&windows.filter_map(|free| window(free, &tooth)).collect());
    }
    starts
}

fn window(free: &Span, tooth: &Tooth) -> Option<Span> {
    let start = free.start.checked_sub(tooth.offset).ok()?;
    let last = free.end.checked_sub(tooth.offset + tooth.length).ok()?;
    if last < start {
        return None;
    }
    Span::new(start, last.checked_add(INSTANT).ok()?)
}

fn on_grid<'a>(starts: &'a SpanSet, zone: &'a TimeZone) -> impl Iterator<Item = Timestamp> + 'a {
    starts
        .iter()
        .filter_map(|span| Some((span.start, span.end.checked_sub(INSTANT).ok()?)))
        .flat_map(move |(first, last)| civil::grid(first, last, zone))
}
