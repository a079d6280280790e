//! Segments and gaps.

use salon::{
    PhaseKind, PlannedPhase,
    civil::{self, Page},
};
use store::phases::Phase;

use super::sync::{Standings, standing};
use crate::{facts::Floor, view::PhaseView};

/// A phase that is not in the book; `page` is the day whose minutes are counted.
pub(crate) fn planned(phase: &PlannedPhase, floor: &Floor, page: Page) -> PhaseView {
    let (kind, bookable) = match phase.kind {
        PhaseKind::Staff { .. } => ("staff", false),
        PhaseKind::Gap { bookable, .. } => ("gap", bookable),
    };
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
        // The book holds none longer than twelve hours.
        minutes: u16::try_from(span.minutes()).unwrap_or(u16::MAX),
        sync: None,
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
