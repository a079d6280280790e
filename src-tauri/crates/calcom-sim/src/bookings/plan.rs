//! From a wish to a draft: the checks every booking passes, whether made by the API, by a move, or in the web interface.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde_json::{Map, Value};

use crate::bookings::availability::{Span, choose_hosts};
use crate::bookings::limits::{check_counts, check_time};
use crate::bookings::write::{Draft, Moved};
use crate::clock::later_minutes;
use crate::http::refusal::Refusal;
use crate::model::{Attendee, EventType, Scheduling};
use crate::world::World;

/// What somebody wants to book.
#[derive(Debug)]
pub(crate) struct Wish {
    pub start: Timestamp,
    /// `None`: the event type's own length.
    pub minutes: Option<i64>,
    /// The booker first, then guests.
    pub attendees: Vec<Attendee>,
    pub responses: Map<String, Value>,
    pub metadata: BTreeMap<String, String>,
    pub location: Option<String>,
    /// Only these hosts of a round-robin type.
    pub only_hosts: Option<Vec<i64>>,
    /// The booking this one replaces.
    pub moved: Option<Moved>,
}

/// What comes of a wish.
#[derive(Debug)]
pub(crate) enum Plan {
    /// The same customer already has this booking; nothing is written.
    Existing(String),
    New(Box<Draft>),
}

/// Checks a wish against the time, the limits and the hosts.
pub(crate) fn plan(
    world: &World,
    event_type: &EventType,
    wish: Wish,
    now: Timestamp,
) -> Result<Plan, Refusal> {
    check_time(event_type, wish.start, now)?;
    if let Some(uid) = repeated(world, event_type, &wish) {
        return Ok(Plan::Existing(uid));
    }
    let replaced = wish.moved.as_ref().map(|moved| moved.uid.as_str());
    check_counts(world, event_type, wish.start, replaced)?;
    let span = Span::new(
        wish.start,
        later_minutes(wish.start, wish.minutes.unwrap_or(event_type.minutes)),
    );
    let same = host_to_keep(world, event_type, replaced);
    let hosts = choose_hosts(
        world,
        event_type,
        span,
        wish.only_hosts.as_deref(),
        same,
        replaced,
    )
    .ok_or_else(|| busy(event_type, wish.moved.is_some()))?;
    Ok(Plan::New(Box::new(Draft::new(
        world, event_type, wish, span, hosts,
    ))))
}

/// A round-robin type answers the repeat of a live booking (same customer, same start) with that booking, whatever else the request says.
fn repeated(world: &World, event_type: &EventType, wish: &Wish) -> Option<String> {
    if event_type.scheduling != Some(Scheduling::RoundRobin) {
        return None;
    }
    let booker = wish.attendees.first()?;
    let same_customer = |attendee: &Attendee| {
        attendee.email == booker.email && (booker.phone.is_none() || booker.phone == attendee.phone)
    };
    let found = world
        .bookings
        .near(Span::new(wish.start, later_minutes(wish.start, 1)))
        .find(|booking| {
            booking.event_type == Some(event_type.id)
                && booking.start == wish.start
                && booking.status.is_live()
                && booking.attendees.iter().any(same_customer)
        });
    found.map(|booking| booking.uid.clone())
}

fn host_to_keep(world: &World, event_type: &EventType, replaced: Option<&str>) -> Option<i64> {
    let booking = world.booking(replaced?)?;
    event_type
        .same_host_on_reschedule
        .then(|| booking.hosts.last().copied())
        .flatten()
}

/// The same words for taken, closed and outside hours.
fn busy(event_type: &EventType, moving: bool) -> Refusal {
    let who = if moving || event_type.is_of_one_user() {
        "User"
    } else {
        "One of the hosts"
    };
    Refusal::bad_request(format!(
        "{who} either already has booking at this time or is not available"
    ))
}
