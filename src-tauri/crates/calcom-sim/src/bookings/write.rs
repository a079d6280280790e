//! The writing half of a booking, a move, a cancellation.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use jiff::Timestamp;
use serde_json::{Map, Value};

use crate::bookings::availability::Span;
use crate::bookings::plan::Wish;
use crate::http::refusal::Refusal;
use crate::http::reply::Reply;
use crate::model::{Attendee, Booking, BookingStatus, EventType, Scheduling};
use crate::world::World;

/// A checked booking that is not written yet.
#[derive(Debug)]
pub(crate) struct Draft {
    event_type: i64,
    title: String,
    hosts: Vec<i64>,
    span: Span,
    status: BookingStatus,
    location: String,
    attendees: Vec<Attendee>,
    responses: Map<String, Value>,
    metadata: BTreeMap<String, String>,
    moved: Option<Moved>,
}

/// The booking that a new one replaces.
#[derive(Debug, Clone)]
pub(crate) struct Moved {
    pub uid: String,
    pub by: Option<String>,
    pub reason: Option<String>,
}

/// A prepared write.
#[derive(Debug)]
pub(crate) enum Pending {
    Book(Box<Draft>),
    Cancel { uid: String, reason: String },
}

impl Pending {
    /// Writes and answers as the API does.
    pub(crate) fn write(self, world: &mut World, now: Timestamp) -> Result<Reply, Refusal> {
        match self {
            Self::Book(draft) => {
                let uid = draft.write(world, now)?;
                Ok(Reply::created(
                    world
                        .booking(&uid)
                        .map_or(Value::Null, |booking| booking.view(world)),
                ))
            }
            Self::Cancel { uid, reason } => {
                cancel(world, &uid, &reason, now);
                Ok(Reply::ok(
                    world
                        .booking(&uid)
                        .map_or(Value::Null, |booking| booking.view(world)),
                ))
            }
        }
    }
}

/// Cancels; somebody who came second finds it done, and the first reason stays.
pub(crate) fn cancel(world: &mut World, uid: &str, reason: &str, now: Timestamp) {
    let Some(booking) = world.booking_mut(uid) else {
        return;
    };
    if booking.status != BookingStatus::Cancelled {
        booking.status = BookingStatus::Cancelled;
        booking.cancellation_reason = reason.to_owned();
        booking.updated = now;
    }
}

impl Draft {
    pub(crate) fn new(
        world: &World,
        event_type: &EventType,
        wish: Wish,
        span: Span,
        hosts: Vec<i64>,
    ) -> Self {
        let name = |id: &i64| world.users.get(id).map_or("", |user| user.name.as_str());
        // A collective booking is with the team, any other with its first host.
        let team = event_type
            .team
            .filter(|_| event_type.scheduling == Some(Scheduling::Collective));
        let team = team
            .and_then(|id| world.teams.get(&id))
            .map(|team| team.name.as_str());
        let host = team.unwrap_or_else(|| hosts.first().map_or("", name));
        let booker = wish
            .attendees
            .first()
            .map_or("", |attendee| attendee.name.as_str());
        let pending = event_type.needs_confirmation();
        Self {
            event_type: event_type.id,
            title: format!("{} between {host} and {booker}", event_type.title),
            hosts,
            span,
            status: if pending {
                BookingStatus::Pending
            } else {
                BookingStatus::Accepted
            },
            location: wish
                .location
                .unwrap_or_else(|| event_type.default_location()),
            attendees: wish.attendees,
            responses: wish.responses,
            metadata: wish.metadata,
            moved: wish.moved,
        }
    }

    /// Writes the booking, ends the one it replaces, and returns the new uid. The only thing still refused is what the database itself refuses:
    /// the same host with the very same start and end, and a replaced booking that was cancelled meanwhile.
    pub(crate) fn write(self, world: &mut World, now: Timestamp) -> Result<String, Refusal> {
        let id = world.next_booking();
        self.check_replaced(world)?;
        self.check_unique(world)?;
        let uid = world.dice.booking_uid();
        let ics_uid = self
            .end_replaced(world, &uid, now)
            .unwrap_or_else(|| format!("{uid}@Cal.com"));
        let moved = self.moved;
        let booking = Booking {
            id,
            uid: uid.clone(),
            ics_uid,
            title: self.title,
            hosts: self.hosts,
            status: self.status,
            start: self.span.start,
            end: self.span.end,
            event_type: Some(self.event_type),
            location: self.location,
            attendees: self.attendees,
            responses: self.responses,
            metadata: self.metadata,
            absent_host: false,
            garbled: false,
            cancellation_reason: String::new(),
            rescheduled_by: moved.as_ref().and_then(|moved| moved.by.clone()),
            rescheduling_reason: moved.as_ref().and_then(|moved| moved.reason.clone()),
            from_uid: moved.map(|moved| moved.uid),
            to_uid: None,
            created: now,
            updated: now,
        };
        let silent = world
            .event_types
            .get(&self.event_type)
            .and_then(|event_type| event_type.mails_disabled)
            .is_some_and(|(_, attendees)| attendees);
        if !silent {
            let addresses = booking.attendees.iter().map(|one| one.email.clone());
            world.mails.extend(addresses);
        }
        world.bookings.insert(booking);
        Ok(uid)
    }

    fn check_replaced(&self, world: &World) -> Result<(), Refusal> {
        let replaced = self
            .moved
            .as_ref()
            .and_then(|moved| world.booking(&moved.uid));
        let called_off =
            replaced.is_some_and(|b| b.status == BookingStatus::Cancelled && b.to_uid.is_none());
        if called_off {
            return Err(Refusal::bare(
                StatusCode::BAD_REQUEST,
                "cancelled_bookings_cannot_be_rescheduled",
            ));
        }
        Ok(())
    }

    fn check_unique(&self, world: &World) -> Result<(), Refusal> {
        let replaced = self.moved.as_ref().map(|moved| moved.uid.as_str());
        let twin = world.bookings.near(self.span).any(|other| {
            other.status.is_live()
                && Some(other.uid.as_str()) != replaced
                && other.hosts.first() == self.hosts.first()
                && (other.start, other.end) == (self.span.start, self.span.end)
        });
        if twin {
            return Err(Refusal::bare(
                StatusCode::CONFLICT,
                "booking_conflict_error",
            ));
        }
        Ok(())
    }

    /// Cancels the replaced booking and points it to its successor; returns the calendar uid, which moves along.
    fn end_replaced(&self, world: &mut World, successor: &str, now: Timestamp) -> Option<String> {
        let moved = self.moved.as_ref()?;
        let old = world.booking_mut(&moved.uid)?;
        old.status = BookingStatus::Cancelled;
        old.to_uid = Some(successor.to_owned());
        old.rescheduled_by.clone_from(&moved.by);
        old.updated = now;
        Some(old.ics_uid.clone())
    }
}
