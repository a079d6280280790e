//! Segments and gaps.

use salon::{
    PhaseKind, PlannedPhase,
    civil::{self, Page},
};
use store::{day, phases::Phase};

use super::sync::{Standings, mark, standing};
use crate::{
    facts::Floor,
    view::{PhaseView, SheetPhase},
};

/// A phase that is not in the book; `page` is the day whose minutes are counted.
pub(crate) fn planned(phase: &PlannedPhase, floor: &Floor, page: Page) -> PhaseView {
    let (kind, bookable) = kind(phase);
    let (zone, span) = (&floor.zone, phase.span);
    PhaseView {
        id: 0,
        key: phase.key.clone(),
        name: phase.name.clone(),
        kind: kind.to_owned(),
        bookable,
        staff_id: phase.kind.staff().0,
        staff_name: floor.name(phase.kind.staff()),
        start: civil::rfc3339(span.start, zone),
        end: civil::rfc3339(span.end, zone),
        from_minute: page.minute(span.start),
        to_minute: page.minute(span.end),
        minutes: minutes(phase),
        sync: None,
    }
}

fn kind(phase: &PlannedPhase) -> (&'static str, bool) {
    match phase.kind {
        PhaseKind::Staff { .. } => ("staff", false),
        PhaseKind::Gap { bookable, .. } => ("gap", bookable),
    }
}

fn minutes(phase: &PlannedPhase) -> u16 {
    // The book holds none longer than twelve hours.
    u16::try_from(phase.span.minutes()).unwrap_or(u16::MAX)
}

/// What of a phase of the book a sheet draws.
pub(crate) fn drawn(phase: day::SheetPhase, floor: &Floor, page: Page) -> SheetPhase {
    let planned = phase.planned;
    let (kind, bookable) = kind(&planned);
    SheetPhase {
        kind,
        bookable,
        staff_id: planned.kind.staff().0,
        from_minute: page.minute(planned.span.start),
        to_minute: page.minute(planned.span.end),
        minutes: minutes(&planned),
        sync: phase.sync.map(|sync| mark(sync, floor)),
        key: planned.key,
        name: planned.name,
    }
}

/// A phase of the book.
pub(crate) fn booked(phase: &Phase, standings: &Standings, floor: &Floor, page: Page) -> PhaseView {
    let view = planned(&phase.planned, floor, page);
    PhaseView {
        id: phase.id.0,
        sync: standings.get(&phase.id).map(|one| standing(one, floor)),
        ..view
    }
}
