//! When everybody who works here works.

use std::collections::BTreeMap;

use salon::{Span, StaffId, WorkingTime, civil::date_of};
use store::{Read, StoreError, hours as rows};

use super::Floor;

/// Everybody's hours, good for all dates that `window` touches. Who left has none.
pub(crate) fn hours(
    read: &Read<'_>,
    floor: &Floor,
    window: Span,
) -> Result<BTreeMap<StaffId, WorkingTime>, StoreError> {
    let date = |instant| date_of(instant, &floor.zone);
    let mut hours = rows::working_time(read, date(window.start), date(window.end))?;
    hours.retain(|staff, _| floor.works_here(*staff));
    Ok(hours)
}
