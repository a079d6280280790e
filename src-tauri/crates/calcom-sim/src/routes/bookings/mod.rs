//! `/v2/bookings`.

mod create;
mod list;
mod old;
mod request;
mod status;

pub(super) use create::{create, reschedule};
pub(super) use list::list;
pub(super) use old::{old_create, old_get, old_list};
pub(in crate::routes) use request::is_iana_zone;
pub(super) use status::{cancel, confirm, decline, mark_absent, reassign, reassign_to};

use crate::http::call::{Call, Step};
use crate::http::refusal::Refusal;
use crate::http::reply::Reply;
use crate::model::Booking;
use crate::world::World;

type Outcome = Result<Step, Refusal>;

/// Needs no key: who knows the uid may see the booking.
pub(super) fn get(world: &mut World, call: &Call) -> Outcome {
    Ok(Reply::ok(known(world, call.param("uid"))?.view(world)).into())
}

fn known<'a>(world: &'a World, uid: &str) -> Result<&'a Booking, Refusal> {
    let found = world.booking(uid);
    found.ok_or_else(|| {
        Refusal::not_found(format!(
            "Booking with uid={uid} was not found in the database"
        ))
    })
}
