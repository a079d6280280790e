//! Everybody's time over weeks, for the slot search.

use std::collections::{BTreeMap, HashMap};

use salon::{AppointmentId, Diary, OpenGap, Span, StaffDiary, StaffId};
use store::{Read, StoreError, blocked, holds, phases};

use super::{Floor, Scope, hours};

/// Who waits in the gaps of a diary, by appointment.
pub(crate) type GapOwners = HashMap<AppointmentId, String>;

pub(crate) fn diary(
    read: &Read<'_>,
    floor: &Floor,
    scope: Scope<'_>,
) -> Result<(Diary, GapOwners), StoreError> {
    let Scope {
        window,
        except,
        hold,
        now,
    } = scope;
    let staff = floor.at_work();
    let mut taken: BTreeMap<StaffId, Vec<Span>> = BTreeMap::new();
    let mut take = |staff: StaffId, span: Span| taken.entry(staff).or_default().push(span);
    for (staff, span) in phases::busy(read, &staff, window, except)? {
        take(staff, span);
    }
    for held in holds::active(read, &staff, window, hold, now)? {
        take(held.staff, held.span);
    }
    for blocked in blocked::during(read, &staff, window)? {
        take(blocked.staff, blocked.span);
    }
    let gaps = phases::open_gaps(read, &staff, window, except)?;
    let people = hours(read, floor, window)?.into_iter().map(|(id, hours)| {
        let taken = taken.remove(&id).into_iter().flatten().collect();
        (id, StaffDiary { hours, taken })
    });
    let diary = Diary {
        staff: people.collect(),
        gaps: gaps.iter().map(as_open_gap).collect(),
    };
    let owners = gaps
        .into_iter()
        .map(|gap| (gap.appointment, gap.customer_name));
    Ok((diary, owners.collect()))
}

fn as_open_gap(row: &phases::OpenGap) -> OpenGap {
    OpenGap {
        staff: row.staff,
        span: row.span,
        appointment: row.appointment,
    }
}
