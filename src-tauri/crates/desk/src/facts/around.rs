//! The book around a time, with everything that a reason has to say.

use salon::{
    CustomerId,
    conflict::{Around, Blocked, Elsewhere, Held},
};
use store::{
    Read, StoreError, appointments,
    blocked::{self, BlockedTime},
    holds, phases, services,
};

use super::{Floor, Scope, hours};

/// Everybody's time in the window, and where else `customer` sits.
pub(crate) fn around(
    read: &Read<'_>,
    floor: &Floor,
    scope: Scope<'_>,
    customer: Option<CustomerId>,
) -> Result<Around, StoreError> {
    let Scope {
        window,
        except,
        hold,
        now,
    } = scope;
    let staff = floor.at_work();
    let taken = phases::taken(read, &staff, window, except)?;
    let held = holds::active(read, &staff, window, hold, now)?;
    let blocked = blocked::during(read, &staff, window)?;
    Ok(Around {
        taken,
        held: held.into_iter().map(as_held).collect(),
        blocked: blocked.into_iter().map(as_blocked).collect(),
        hours: hours(read, floor, window)?,
        elsewhere: match customer {
            Some(customer) => elsewhere(read, customer, scope)?,
            None => Vec::new(),
        },
    })
}

fn as_held(row: holds::Hold) -> Held {
    Held {
        staff: row.staff,
        span: row.span,
    }
}

fn as_blocked(row: BlockedTime) -> Blocked {
    Blocked {
        staff: row.staff,
        span: row.span,
        why: row.reason.into(),
        note: row.note,
    }
}

fn elsewhere(
    read: &Read<'_>,
    customer: CustomerId,
    scope: Scope<'_>,
) -> Result<Vec<Elsewhere>, StoreError> {
    appointments::of_customer(read, customer, scope.window)?
        .into_iter()
        .filter(|other| !scope.except.contains(&other.id))
        .map(|other| {
            let service = services::find(read, other.service)?;
            Ok(Elsewhere {
                appointment: other.id,
                span: other.when.span,
                staff: other.when.staff,
                what: service.map(|s| s.name).unwrap_or_default(),
            })
        })
        .collect()
}
