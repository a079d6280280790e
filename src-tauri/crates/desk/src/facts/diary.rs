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
    let mut gaps: BTreeMap<StaffId, Vec<OpenGap>> = BTreeMap::new();
    let mut owners = GapOwners::new();
    for row in phases::open_gaps(read, &staff, window, except)? {
        let (span, appointment) = (row.span, row.appointment);
        let theirs = gaps.entry(row.staff).or_default();
        theirs.push(OpenGap { span, appointment });
        owners.insert(appointment, row.customer_name);
    }
    let people = hours(read, floor, window)?.into_iter().map(|(id, hours)| {
        let theirs = StaffDiary {
            hours,
            taken: taken.remove(&id).into_iter().flatten().collect(),
            gaps: gaps.remove(&id).unwrap_or_default(),
        };
        (id, theirs)
    });
    let staff = people.collect();
    Ok((Diary { staff }, owners))
}
