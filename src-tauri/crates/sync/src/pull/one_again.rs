//! A whole was split at another desk, and is one booking there again: a segment was refused. The segments that this book has of it are an
//! appointment of their own name, which is none any more.

use jiff::Timestamp;
use serde_json::json;
use store::{
    StoreError, Tx,
    appointments::{self, Status},
    history::Action,
    phases,
    sync::{BookingRow, BookingState, booking},
};

use super::ours;
use crate::{desk, metadata::Carried};

/// A live booking says that it stands for all of an appointment. `false`: its segments are booked, too, and count; whoever made it takes
/// it away as one too many, or the next comparison reads it again without them.
pub(super) fn follows(tx: &Tx<'_>, whole: &Carried, now: Timestamp) -> Result<bool, StoreError> {
    if desk::is_this(tx, whole.desk.as_deref())? {
        return Ok(true);
    }
    let Some(split) = appointments::find_by_uid(tx, whole.appointment)? else {
        return Ok(true);
    };
    let is_booked = |row: &BookingRow| row.state == BookingState::Live;
    if booking::of(tx, split.id)?.iter().any(is_booked) {
        return Ok(false);
    }
    if split.status == Status::Booked && !ours::under_way(tx, split.id)? {
        appointments::set_status(tx, split.id, Status::Cancelled, None, now)?;
        phases::vacate(tx, split.id)?;
        ours::told(tx, split.id, Action::Cancelled, &json!({}), now)?;
    }
    Ok(true)
}
