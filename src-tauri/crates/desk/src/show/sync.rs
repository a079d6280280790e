//! How segments and held time stand with Cal.com, each and together.

use std::collections::HashMap;

use salon::{
    PhaseId,
    civil::{self, Page},
};
use store::{
    blocked::BlockedTime,
    sync::{HeldTime, PhaseState, PhaseSync, Standing},
};

use crate::{
    facts::Floor,
    view::{AppointmentSync, HeldView, PhaseSyncState, PhaseSyncView, SheetSync},
};

pub(crate) type Standings = HashMap<PhaseId, Standing>;

pub(crate) fn by_phase(standings: Vec<Standing>) -> Standings {
    let keyed = standings.into_iter().map(|one| (one.phase, one));
    keyed.collect()
}

pub(crate) fn standing(standing: &Standing, floor: &Floor) -> PhaseSyncView {
    PhaseSyncView {
        state: state(standing.state),
        since: civil::rfc3339(standing.since, &floor.zone),
        code: standing.code.clone(),
        message: standing.message.clone(),
        booking_id: standing.booking_id,
        booking_uid: standing.booking_uid.clone(),
        event_type_id: standing.event_type_id,
    }
}

/// What a sheet says of it.
pub(crate) fn mark(sync: PhaseSync, floor: &Floor) -> SheetSync {
    SheetSync {
        state: state(sync.state),
        since: civil::rfc3339(sync.since, &floor.zone),
        code: sync.code,
        message: sync.message,
    }
}

fn state(state: PhaseState) -> PhaseSyncState {
    match state {
        PhaseState::Waiting => PhaseSyncState::Waiting,
        PhaseState::Sending => PhaseSyncState::Sending,
        PhaseState::Synced => PhaseSyncState::Synced,
        PhaseState::Uncertain => PhaseSyncState::Uncertain,
        PhaseState::Blocked => PhaseSyncState::Blocked,
        PhaseState::Local => PhaseSyncState::Local,
    }
}

/// What holds somebody's time, and how each of it stands; nothing if nothing has to.
pub(crate) fn holding(
    time: &BlockedTime,
    held: &[HeldTime],
    page: Page,
    floor: &Floor,
) -> Vec<HeldView> {
    let here = |one: &&HeldTime| one.staff == time.staff && one.span.overlaps(&time.span);
    let view = |one: &HeldTime| HeldView {
        from_minute: page.minute(one.span.start),
        to_minute: page.minute(one.span.end),
        state: state(one.state),
        since: civil::rfc3339(one.since, &floor.zone),
        code: one.code.clone(),
        message: one.message.clone(),
    };
    held.iter().filter(here).map(view).collect()
}

/// The whole of an appointment or of held time, from its parts: what needs attention most comes first.
pub(crate) fn together(states: &[PhaseSyncState]) -> AppointmentSync {
    let any = |state| states.contains(&state);
    if any(PhaseSyncState::Blocked) && any(PhaseSyncState::Synced) {
        return AppointmentSync::Partial;
    }
    let order = [
        (PhaseSyncState::Blocked, AppointmentSync::Blocked),
        (PhaseSyncState::Uncertain, AppointmentSync::Uncertain),
        (PhaseSyncState::Sending, AppointmentSync::Sending),
        (PhaseSyncState::Waiting, AppointmentSync::Waiting),
        (PhaseSyncState::Synced, AppointmentSync::Synced),
    ];
    let first = order.iter().find(|(state, _)| any(*state));
    first.map_or(AppointmentSync::Local, |(_, whole)| *whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_is_what_needs_attention_most() {
        use PhaseSyncState as S;
        let cases = [
            (
                &[S::Synced, S::Blocked, S::Waiting][..],
                AppointmentSync::Partial,
            ),
            (&[S::Waiting, S::Blocked], AppointmentSync::Blocked),
            (
                &[S::Synced, S::Uncertain, S::Sending],
                AppointmentSync::Uncertain,
            ),
            (&[S::Waiting, S::Sending], AppointmentSync::Sending),
            (&[S::Synced, S::Waiting], AppointmentSync::Waiting),
            (&[S::Synced, S::Local], AppointmentSync::Synced),
            (&[S::Local], AppointmentSync::Local),
            (&[], AppointmentSync::Local),
        ];
        for (states, whole) in cases {
            assert_eq!(together(states), whole, "{states:?}");
        }
    }
}
