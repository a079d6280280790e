//! Appointments, their history, and what blocks time beside them.

use jiff::Timestamp;
use salon::{
    PhaseKind, StaffId,
    civil::{self, Page},
};
use serde_json::Value;
use store::{
    blocked::BlockedTime,
    day::{DayEntry, ServiceCard, SheetEntry},
    history::{Action, HistoryEntry},
    sync::HeldTime,
};

use super::{
    Standings, booked, customer, drawn,
    sync::{holding, together},
};
use crate::{
    facts::Floor,
    view::{
        AppointmentView, BlockedView, HistoryView, PhaseView, ServiceRef, SheetAppointment,
        SheetCustomer, SheetPhase,
    },
};

/// An appointment whose minutes are those of the day it begins on.
pub(crate) fn by_itself(entry: &DayEntry, standings: &Standings, floor: &Floor) -> AppointmentView {
    let date = civil::date_of(entry.appointment.when.span.start, &floor.zone);
    appointment(entry, standings, floor, Page::of(date, &floor.zone))
}

/// `page` is the day whose minutes are counted.
pub(crate) fn appointment(
    entry: &DayEntry,
    standings: &Standings,
    floor: &Floor,
    page: Page,
) -> AppointmentView {
    let (appointment, zone) = (&entry.appointment, &floor.zone);
    let phases: Vec<PhaseView> = entry
        .phases
        .iter()
        .map(|phase| booked(phase, standings, floor, page))
        .collect();
    let states: Vec<_> = phases
        .iter()
        .filter_map(|p| Some(p.sync.as_ref()?.state))
        .collect();
    let (staff, span) = (appointment.when.staff, appointment.when.span);
    AppointmentView {
        id: appointment.id.0,
        customer: customer(&entry.customer, floor),
        service: service(&entry.service),
        staff_id: staff.0,
        staff_name: floor.name(staff),
        status: appointment.status.as_str().to_owned(),
        origin: appointment.origin.as_str().to_owned(),
        start: civil::rfc3339(span.start, zone),
        end: civil::rfc3339(span.end, zone),
        from_minute: page.minute(span.start),
        to_minute: page.minute(span.end),
        note: appointment.note.clone(),
        composite: phases.len() > 1,
        segments: segments(entry),
        sync: together(&states),
        phases,
    }
}

/// What of it a sheet draws.
pub(crate) fn on_sheet(entry: SheetEntry, floor: &Floor, page: Page) -> SheetAppointment {
    let phases = entry.phases.into_iter();
    let phases: Vec<SheetPhase> = phases.map(|phase| drawn(phase, floor, page)).collect();
    let synced = phases.iter().filter_map(|phase| phase.sync.as_ref());
    let states: Vec<_> = synced.map(|sync| sync.state).collect();
    SheetAppointment {
        id: entry.id.0,
        customer: SheetCustomer {
            id: entry.customer.0,
            name: entry.customer_name,
        },
        service: service(&entry.service),
        staff_id: entry.staff.0,
        status: entry.status.as_str(),
        from_minute: page.minute(entry.span.start),
        to_minute: page.minute(entry.span.end),
        note: entry.note,
        composite: phases.len() > 1,
        sync: together(&states),
        phases,
    }
}

fn segments(entry: &DayEntry) -> u16 {
    let kinds = entry.phases.iter().map(|phase| phase.planned.kind);
    let staffed = kinds.filter(|kind| match kind {
        PhaseKind::Staff { .. } => true,
        PhaseKind::Gap { .. } => false,
    });
    u16::try_from(staffed.count()).unwrap_or(u16::MAX)
}

pub(crate) fn service(card: &ServiceCard) -> ServiceRef {
    ServiceRef {
        id: card.id.0,
        number: card.number,
        name: card.name.clone(),
        colour: card.colour.clone(),
    }
}

pub(crate) fn blocked(
    time: &BlockedTime,
    held: &[HeldTime],
    page: Page,
    floor: &Floor,
) -> BlockedView {
    let held = holding(time, held, page, floor);
    let states: Vec<_> = held.iter().map(|one| one.state).collect();
    BlockedView {
        from_minute: page.minute(time.span.start),
        to_minute: page.minute(time.span.end),
        reason: time.reason.as_str().to_owned(),
        note: time.note.clone(),
        sync: (!states.is_empty()).then(|| together(&states)),
        held,
    }
}

pub(crate) fn history(entry: &HistoryEntry, floor: &Floor) -> HistoryView {
    let text = |key: &str| entry.detail.get(key)?.as_str().map(str::to_owned);
    let moment = |key: &str| {
        let written = text(key)?;
        // Instants are written in UTC and shown in the salon's zone; anything else is shown as it was written.
        let instant = written.parse::<Timestamp>();
        Some(instant.map_or(written, |at| civil::rfc3339(at, &floor.zone)))
    };
    let handed = text("handed_over").zip(entry.detail.get("staff").and_then(Value::as_i64));
    HistoryView {
        at: civil::rfc3339(entry.at, &floor.zone),
        origin: entry.origin.as_str().to_owned(),
        action: action(entry).to_owned(),
        from: moment("from"),
        to: moment("to"),
        reason: match handed {
            Some((key, staff)) => Some(format!("{key}: {}", floor.name(StaffId(staff)))),
            None => text("reason"),
        },
    }
}

/// What it looked like to the people at the desk.
fn action(entry: &HistoryEntry) -> &'static str {
    let says = |key| entry.detail.get(key).is_some();
    if entry.action == Action::Cancelled && says("tray") {
        "parked"
    } else if entry.action == Action::Reinstated && says("tray") {
        "placed"
    } else if entry.action == Action::Reinstated && says("no_show") {
        "came"
    } else if entry.action == Action::Moved && says("handed_over") {
        "handed_over"
    } else {
        entry.action.as_str()
    }
}
