//! A booking of Cal.com as a row of the book.

use calcom::{Booking, EventTypeId};
use salon::{PhaseId, Span, StaffId};
use store::{
    Read, StoreError,
    staff::find_by_calcom_user,
    sync::{BookingRow, BookingState, block_type, event_map},
};

/// Whose time a booking takes: the first of its hosts who is one of our staff. `None`: none of them is.
///
/// A host who is named is believed, also when it is a stranger. Only where Cal.com names nobody does the event map say whose
/// it is, and then it cannot be anybody else: an event type of ours has exactly one host.
pub(crate) fn staff_of(read: &Read<'_>, booking: &Booking) -> Result<Option<StaffId>, StoreError> {
    for host in &booking.hosts {
        if let Some(member) = find_by_calcom_user(read, host.id.get())? {
            return Ok(Some(member.id));
        }
    }
    let Some(event_type) = booking.event_type_id.filter(|_| booking.hosts.is_empty()) else {
        return Ok(None);
    };
    let mapping = event_map::of_event_type(read, event_type.get())?;
    if let Some(mapping) = mapping {
        return Ok(Some(mapping.staff));
    }
    let block = block_type::of_event_type(read, event_type.get())?;
    Ok(block.map(|known| known.staff))
}

/// The row of a booking that belongs to `phase`.
pub(crate) fn row(
    read: &Read<'_>,
    booking: &Booking,
    phase: PhaseId,
    state: BookingState,
) -> Result<BookingRow, StoreError> {
    Ok(BookingRow {
        uid: booking.uid.as_str().to_owned(),
        booking_id: booking.id.get(),
        phase,
        staff: staff_of(read, booking)?,
        event_type_id: booking.event_type_id.map(EventTypeId::get),
        span: Span {
            start: booking.start,
            end: booking.end,
        },
        state,
        made_at: booking.created_at,
        remote_updated: booking.updated_at.map(|at| at.to_string()),
    })
}
