//! Whether an appointment may stand where Cal.com has it now.
//!
//! What refuses everybody at the desk refuses here: a person works on one customer at a time. Time off, a day off and a closed
//! day do too, although the desk may overrule them: nobody would be there, and nobody here has said that somebody will. Outside
//! of the hours of a day on which the person works is another matter: for the segment that was moved, Cal.com offered that time and
//! the customer chose it, so it stands; for those that only come along nobody chose it, and a person decides. A start that has gone
//! by is a fact when we hear of it late. A hold is no promise: whoever has that form open is told when they book.

use jiff::{Timestamp, civil::Weekday, tz::TimeZone};
use salon::{
    AppointmentId, PlannedPhase, Reason, Span, StaffId, Stretch, WorkingTime,
    civil::{DAY_MINUTES, date_of},
    conflict::{Around, Blocked, Channel, judge},
};
use store::{Read, StoreError, blocked, hours, phases, settings};

/// The first thing that stands against `comb`, of which `chosen` is the segment that was moved over there.
pub(super) fn obstacle(
    read: &Read<'_>,
    appointment: AppointmentId,
    comb: &[PlannedPhase],
    chosen: &str,
    now: Timestamp,
) -> Result<Option<Reason>, StoreError> {
    let Some(window) = Span::around(comb.iter().map(|phase| phase.span)) else {
        return Ok(None);
    };
    let zone = TimeZone::get(&settings::zone(read)?).unwrap_or(TimeZone::UTC);
    let around = around(read, appointment, comb, window, &zone)?;
    // Apart, because each fact about somebody's hours is said only for the first phase that it concerns.
    let (moved, along): (Vec<_>, Vec<_>) =
        comb.iter().cloned().partition(|phase| phase.key == chosen);
    let against = |phases: &[PlannedPhase], was_chosen: bool| {
        let verdict = judge(phases, &around, Channel::Desk, &zone, now);
        let mut all = verdict.refusals.into_iter().chain(verdict.warnings);
        all.find(|reason| stands_against(reason, was_chosen))
    };
    Ok(against(&moved, true).or_else(|| against(&along, false)))
}

fn stands_against(reason: &Reason, was_chosen: bool) -> bool {
    match reason {
        Reason::StaffBusy { .. }
        | Reason::GapBlocked { .. }
        | Reason::BusyInCalcom { .. }
        | Reason::CannotDo { .. }
        | Reason::TimeOff { .. }
        | Reason::DayOff { .. }
        | Reason::ClosedDay { .. } => true,
        Reason::OutsideHours { .. } => !was_chosen,
        Reason::Held { .. } | Reason::InThePast { .. } | Reason::CustomerBusy { .. } => false,
    }
}

fn around(
    read: &Read<'_>,
    appointment: AppointmentId,
    comb: &[PlannedPhase],
    window: Span,
    zone: &TimeZone,
) -> Result<Around, StoreError> {
    let staff: Vec<StaffId> = comb.iter().filter_map(|p| p.kind.occupies()).collect();
    let blocked = blocked::during(read, &staff, window)?;
    let (first, last) = (date_of(window.start, zone), date_of(window.end, zone));
    let mut hours = hours::working_time(read, first, last)?;
    for member in &staff {
        // Nobody has entered their hours: there is nothing known to be outside of.
        hours.entry(*member).or_insert_with(always);
    }
    Ok(Around {
        taken: phases::taken(read, &staff, window, &[appointment])?,
        blocked: blocked
            .into_iter()
            .map(|row| Blocked {
                staff: row.staff,
                span: row.span,
                why: row.reason.into(),
                note: row.note,
            })
            .collect(),
        hours,
        ..Around::default()
    })
}

fn always() -> WorkingTime {
    let mut time = WorkingTime::default();
    if let Some(day) = Stretch::new(0, DAY_MINUTES) {
        for weekday in Weekday::Monday.cycle_forward().take(7) {
            time.add_weekly(weekday, day);
        }
    }
    time
}
