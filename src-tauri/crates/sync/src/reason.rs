//! The words that a desk leaves in Cal.com with a move or a cancellation. The customer may read them; another desk knows by
//! them that it was a desk which did it, on the way to something: then each segment goes where its booking goes, and nothing
//! is concluded about the appointment as a whole.

use calcom::Booking;
use store::sync::{Picture, PicturePhase, closing::Closing};

use crate::plan::CancelBecause;

/// With a move.
pub(crate) const MOVED: &str = "Im Salon verschoben · Kamm";
const REARRANGED: &str = "Wird anders gebucht · Kamm";
const REPLACED: &str = "Wird neu gebucht · Kamm";
const SURPLUS: &str = "Doppelt gebucht · Kamm";
const FREED: &str = "Wieder buchbar · Kamm";

/// Never blank: with a host's own key Cal.com insists on a reason.
pub(crate) fn of_cancellation(
    because: CancelBecause,
    picture: &Picture,
    phase: &PicturePhase,
) -> String {
    match because {
        CancelBecause::NotWanted if phase.closing == Some(Closing::Freed) => FREED.to_owned(),
        CancelBecause::NotWanted if !picture.cancelled => REARRANGED.to_owned(),
        CancelBecause::NotWanted => picture
            .promise
            .as_ref()
            .and_then(|promise| promise.cancel_reason.as_deref())
            .map(str::trim)
            .filter(|reason| !reason.is_empty())
            .unwrap_or("Im Salon abgesagt")
            .to_owned(),
        CancelBecause::Replaced => REPLACED.to_owned(),
        CancelBecause::Surplus => SURPLUS.to_owned(),
    }
}

/// Whether a desk put the booking where it is: it made it, or moved it there.
pub(crate) fn placed_by_desk(seen: &Booking) -> bool {
    seen.rescheduled_from_uid.is_none() || seen.rescheduling_reason.as_str() == MOVED
}

/// Whether a desk took a block away, for whatever reason.
pub(crate) fn by_desk(seen: &Booking) -> bool {
    is_freed(seen) || only_replaced(seen)
}

/// Whether a desk gave the time of a block back.
pub(crate) fn is_freed(seen: &Booking) -> bool {
    seen.cancellation_reason.as_str() == FREED
}

/// Whether a desk took the booking away without calling the appointment off.
pub(crate) fn only_replaced(seen: &Booking) -> bool {
    appointment_stands(seen.cancellation_reason.as_str())
}

/// Whether a cancellation with this reason leaves the appointment as it is.
pub(crate) fn appointment_stands(reason: &str) -> bool {
    [REARRANGED, REPLACED, SURPLUS].contains(&reason)
}
