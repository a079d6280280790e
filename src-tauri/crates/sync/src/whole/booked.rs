//! A whole, as it comes from Cal.com.

use salon::{AppointmentId, PhaseKind, PlannedPhase, ServiceId, Span, StaffId};
use store::{
    Read, StoreError, Tx, services,
    sync::whole::{self, Whole, WholeState},
};
use uuid::Uuid;

/// The phases of a service with `staff` in exactly this time, gaps blocked. `None` if they do not fill it: nothing is guessed.
pub(crate) fn comb(
    read: &Read<'_>,
    service: ServiceId,
    staff: StaffId,
    span: Span,
) -> Result<Option<Vec<PlannedPhase>>, StoreError> {
    let Some(service) = services::find(read, service)? else {
        return Ok(None);
    };
    let Ok(mut comb) = salon::plan::plan(
        &service,
        staff,
        span.start,
        &Default::default(),
        &Default::default(),
    ) else {
        return Ok(None);
    };
    for phase in &mut comb {
        phase.kind = held(phase.kind);
    }
    let fills = comb.last().is_some_and(|last| last.span.end == span.end);
    Ok(Some(comb).filter(|_| fills))
}

/// Cal.com sells nothing within a booking.
fn held(kind: PhaseKind) -> PhaseKind {
    match kind {
        PhaseKind::Staff { staff } => PhaseKind::Staff { staff },
        PhaseKind::Gap { staff, .. } => PhaseKind::Gap {
            staff,
            bookable: false,
        },
    }
}

/// Notes that one booking, called `made_as` through all its moves, stands for all of an appointment.
pub(crate) fn take_in(
    tx: &Tx<'_>,
    appointment: AppointmentId,
    made_as: Uuid,
    (event_type, staff, span): (i64, StaffId, Span),
) -> Result<(), StoreError> {
    let whole = Whole {
        appointment,
        event_type_id: event_type,
        staff,
        minutes: span.minutes(),
        state: WholeState::Whole,
        made_as: Some(made_as),
    };
    whole::insert(tx, &whole)
}
