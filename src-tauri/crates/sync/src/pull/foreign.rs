//! Bookings that have nothing to do with this salon: the key of an owner also shows those of a second one.
//!
//! They take nobody's time here and there may be hundreds, so they are not told one by one. One entry says that there are any –
//! the person behind one may be somebody whom nobody has matched yet. Only a comparison that saw all of them opens or closes it,
//! and who put it aside is not asked again about this team.

use calcom::{Booking, EventTypeId};
use jiff::Timestamp;
use serde_json::json;
use store::{
    Read, StoreError,
    sync::{Account, ReviewSubject, booking, event_map, review, whole},
};

use crate::{code::Code, context::Context, error::SyncError, remote, review::DISMISSED};

/// Whether a booking that is still to come is neither on one of our event types nor with one of our people.
pub(super) fn is_foreign(
    read: &Read<'_>,
    seen: &Booking,
    over: Timestamp,
) -> Result<bool, StoreError> {
    if !seen.is_live() || seen.end <= over || remote::staff_of(read, seen)?.is_some() {
        return Ok(false);
    }
    if booking::find(read, seen.uid.as_str())?.is_some() {
        return Ok(false);
    }
    let Some(event_type) = seen.event_type_id.map(EventTypeId::get) else {
        return Ok(true);
    };
    Ok(event_map::of_event_type(read, event_type)?.is_none()
        && whole::service_of(read, event_type)?.is_none())
}

/// All there is was compared, or the rest of it if not `from_the_start`, and so many bookings of it were foreign.
pub(super) async fn counted(
    context: &Context,
    account: &Account,
    count: usize,
    from_the_start: bool,
) -> Result<(), SyncError> {
    let code = Code::ForeignBookings.as_str();
    let detail = json!({ "team_id": account.team_id }).to_string();
    if count == 0 {
        let open = context
            .read(move |read| review::find_about_salon(read, code))
            .await?;
        let Some(entry) = open.filter(|_| from_the_start) else {
            return Ok(());
        };
        let heal = move |tx: &store::Tx<'_>, context: &Context| {
            review::close(tx, entry, "healed", context.now()).map(drop)
        };
        return context.write(heal).await;
    }
    let words = detail.clone();
    let said = context
        .read(move |read| review::is_said(read, code, None, &words, DISMISSED))
        .await?;
    if said {
        return Ok(());
    }
    tracing::info!(count, "bookings that are none of this salon's");
    context
        .write(move |tx, context| {
            review::open(tx, code, ReviewSubject::default(), &detail, context.now())
        })
        .await
}
