//! What others do in Cal.com while nobody calls the API: a customer books or moves online, somebody clicks in the web interface.
//!
//! Acts follow the same rules as the API and stamp `updatedAt` the same way, but go around the network and its faults.

use std::collections::BTreeMap;
use std::fmt;

use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use serde_json::Map;

use crate::bookings::{Moved, Plan, Wish, plan};
use crate::clock::later;
use crate::http::refusal::Refusal;
use crate::model::{Attendee, Booking, BookingStatus, EventType, Host, Scheduling};
use crate::sim::Sim;
use crate::world::World;

/// A booking as tests want to see it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SimBooking {
    /// Cal.com's number.
    pub id: i64,
    /// Cal.com's uid.
    pub uid: String,
    /// `None` once the event type is deleted.
    pub event_type_id: Option<i64>,
    /// User ids of the hosts.
    pub host_ids: Vec<i64>,
    /// Start.
    pub start: Timestamp,
    /// End.
    pub end: Timestamp,
    /// State.
    #[serde(serialize_with = "status_word")]
    pub status: BookingStatus,
    /// Metadata as given when it was booked.
    pub metadata: BTreeMap<String, String>,
    /// The booker's address.
    pub attendee_email: String,
    /// The booker's name.
    pub attendee_name: String,
    /// The booker was marked absent.
    pub no_show: bool,
    /// The booking this one came from by a move.
    pub rescheduled_from: Option<String>,
    /// The booking this one was moved to.
    pub rescheduled_to: Option<String>,
    /// Why it was cancelled; empty if it was not or nobody said.
    pub cancellation_reason: String,
    /// When it last changed, as the API shows it.
    pub updated: Timestamp,
}

fn status_word<S: serde::Serializer>(status: &BookingStatus, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(status.as_str())
}

impl From<&Booking> for SimBooking {
    fn from(booking: &Booking) -> Self {
        let booker = booking.booker();
        Self {
            id: booking.id,
            uid: booking.uid.clone(),
            event_type_id: booking.event_type,
            host_ids: booking.hosts.clone(),
            start: booking.start,
            end: booking.end,
            status: booking.status,
            metadata: booking.metadata.clone(),
            attendee_email: booker
                .map(|booker| booker.email.clone())
                .unwrap_or_default(),
            attendee_name: booker.map(|booker| booker.name.clone()).unwrap_or_default(),
            no_show: booker.is_some_and(|booker| booker.absent),
            rescheduled_from: booking.from_uid.clone(),
            rescheduled_to: booking.to_uid.clone(),
            cancellation_reason: booking.cancellation_reason.clone(),
            updated: booking.updated,
        }
    }
}

/// What a customer books online.
#[derive(Debug, Clone)]
pub struct NewBooking {
    /// The event type; not a managed parent.
    pub event_type_id: i64,
    /// Start.
    pub start: Timestamp,
    /// Length in minutes; the event type's own when `None`. Not checked against its options.
    pub minutes: Option<i64>,
    /// The customer's name.
    pub name: String,
    /// The customer's address.
    pub email: String,
    /// Metadata, if whoever books sets any.
    pub metadata: BTreeMap<String, String>,
}

/// Why an act was not possible.
#[derive(Debug, Clone, PartialEq)]
pub enum ActError {
    /// No booking has this uid.
    UnknownBooking,
    /// No event type has this id, or it is gone.
    UnknownEventType,
    /// The server's rules forbid it; the text is the one the API would give.
    Refused(String),
}

impl fmt::Display for ActError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownBooking => f.write_str("no such booking"),
            Self::UnknownEventType => f.write_str("no such event type"),
            Self::Refused(why) => f.write_str(why),
        }
    }
}

impl std::error::Error for ActError {}

impl From<Refusal> for ActError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(match refusal {
            Refusal::Exception { message, .. } | Refusal::Coded { message, .. } => message,
            Refusal::Bare { message, .. } => message.to_owned(),
            Refusal::Invalid(_) => "invalid".to_owned(),
            Refusal::Throttled => "throttled".to_owned(),
        })
    }
}

impl Sim {
    /// A customer books online.
    pub fn book(&self, new: NewBooking) -> Result<SimBooking, ActError> {
        let wish = Wish {
            start: new.start,
            minutes: new.minutes,
            attendees: vec![Attendee {
                name: new.name,
                email: new.email,
                time_zone: "Europe/Berlin".to_owned(),
                language: "de".to_owned(),
                phone: None,
                absent: false,
            }],
            responses: Map::new(),
            metadata: new.metadata,
            location: None,
            only_hosts: None,
            moved: None,
        };
        self.carry_out(new.event_type_id, wish)
    }

    /// Somebody moves a booking; it gets a new uid, and its event type's own length.
    pub fn reschedule(&self, uid: &str, start: Timestamp) -> Result<SimBooking, ActError> {
        let booking = self
            .world_mut()
            .booking(uid)
            .cloned()
            .ok_or(ActError::UnknownBooking)?;
        let event_type = booking.event_type.ok_or(ActError::UnknownEventType)?;
        if booking.status == BookingStatus::Cancelled {
            return Err(ActError::Refused("the booking is cancelled".to_owned()));
        }
        let wish = Wish {
            start,
            minutes: None,
            attendees: booking.attendees,
            responses: booking.responses,
            metadata: booking.metadata,
            location: Some(booking.location),
            only_hosts: None,
            moved: Some(Moved {
                uid: uid.to_owned(),
                by: None,
                reason: None,
            }),
        };
        self.carry_out(event_type, wish)
    }

    fn carry_out(&self, event_type: i64, wish: Wish) -> Result<SimBooking, ActError> {
        let now = self.now();
        let mut world = self.world_mut();
        let event_type = world
            .event_types
            .get(&event_type)
            .cloned()
            .ok_or(ActError::UnknownEventType)?;
        let uid = match plan(&world, &event_type, wish, now)? {
            Plan::Existing(uid) => uid,
            Plan::New(draft) => draft.write(&mut world, now)?,
        };
        world
            .booking(&uid)
            .map(SimBooking::from)
            .ok_or(ActError::UnknownBooking)
    }

    /// The customer or somebody in the web interface cancels.
    pub fn cancel(&self, uid: &str, reason: &str) -> Result<(), ActError> {
        let now = self.now();
        let mut world = self.world_mut();
        world.booking(uid).ok_or(ActError::UnknownBooking)?;
        crate::bookings::cancel(&mut world, uid, reason, now);
        Ok(())
    }

    /// Somebody marks the customer as absent. Like the real server, this leaves `updatedAt` alone.
    pub fn mark_no_show(&self, uid: &str) -> Result<(), ActError> {
        let mut world = self.world_mut();
        let booking = world.booking_mut(uid).ok_or(ActError::UnknownBooking)?;
        if let Some(booker) = booking.attendees.first_mut() {
            booker.absent = true;
        }
        Ok(())
    }

    /// Somebody gives a booking to another host.
    pub fn reassign(&self, uid: &str, user_id: i64) -> Result<(), ActError> {
        let now = self.now();
        let mut world = self.world_mut();
        world.booking(uid).ok_or(ActError::UnknownBooking)?;
        world.hand_over(uid, user_id, now);
        Ok(())
    }

    /// Somebody makes a hidden round-robin event type of team 1 with one host and no notice; returns its id.
    pub fn add_event_type(&self, slug: &str, minutes: i64, host: i64) -> i64 {
        let now = self.now();
        let mut world = self.world_mut();
        let mut event_type = EventType::blank(world.next_event_type(), now);
        event_type.title = slug.to_owned();
        event_type.slug = slug.to_owned();
        event_type.minutes = minutes;
        event_type.team = Some(1);
        event_type.scheduling = Some(Scheduling::RoundRobin);
        event_type.hosts = vec![Host {
            user: host,
            mandatory: true,
            priority: "medium".to_owned(),
        }];
        event_type.minimum_notice = 0;
        event_type.slot_interval = Some(5);
        event_type.hidden = true;
        event_type.touched = world.next_write();
        let id = event_type.id;
        world.event_types.insert(id, event_type);
        id
    }

    /// Somebody changes an event type; `fields` as a PATCH has them.
    pub fn change_event_type(&self, id: i64, fields: &serde_json::Value) {
        let mut world = self.world_mut();
        let team = world.event_types.get(&id).and_then(|found| found.team);
        let team = team.and_then(|team| world.teams.get(&team));
        let in_organization = team.is_some_and(|team| team.parent.is_some());
        if let Some(event_type) = world.event_types.get_mut(&id) {
            crate::routes::event_types::apply(event_type, fields, in_organization);
        }
    }

    /// From now on, answers about a managed event type leave out its children.
    pub fn hide_families(&self) {
        self.world_mut().families_hidden = true;
    }

    /// Somebody deletes an event type; its bookings stay.
    pub fn delete_event_type(&self, id: i64) {
        self.world_mut().drop_event_type(id);
    }

    /// Somebody deletes a team with its memberships and event types; bookings stay.
    pub fn delete_team(&self, id: i64) {
        let mut world = self.world_mut();
        world.teams.remove(&id);
        world.memberships.retain(|one| one.team != id);
        let its = |one: &&EventType| one.team == Some(id);
        let gone: Vec<i64> = world
            .event_types
            .values()
            .filter(its)
            .map(|one| one.id)
            .collect();
        for event_type in gone {
            world.drop_event_type(event_type);
        }
    }

    /// The owner revokes an API key.
    pub fn revoke_key(&self, key: &str) {
        self.world_mut().revoke(key);
    }

    /// An API key comes to the end of its time: the server knows it still, and takes it no more.
    pub fn expire_key(&self, key: &str) {
        let now = self.now();
        self.world_mut().expire(key, now);
    }

    /// Somebody makes another key in the web interface.
    pub fn add_key(&self, key: &str, user: i64) {
        self.world_mut().add_key(key, user, None);
    }

    /// Somebody changes a user's weekly hours; see [`World::hours`].
    pub fn set_hours(&self, user: i64, week: &[(&[i8], i16, i16)]) {
        let mut world = self.world_mut();
        let changed = std::mem::replace(&mut *world, World::empty());
        *world = changed.hours(user, "Arbeitszeit", week);
    }

    /// Somebody gives a user's schedules another zone: the times on them stay.
    pub fn set_zone(&self, user: i64, zone: &str) {
        self.world_mut().set_zone(user, zone);
    }

    /// Somebody changes a booking's start in the database: no rules, no new uid, `updatedAt` untouched. The length stays.
    pub fn rewrite_start(&self, uid: &str, start: Timestamp) -> Result<(), ActError> {
        let found = self.world_mut().bookings.restart(uid, start);
        found.then_some(()).ok_or(ActError::UnknownBooking)
    }

    /// The server tells a booking in a form that nobody knows, or again as it should. `updatedAt` stays.
    pub fn garble(&self, uid: &str, garbled: bool) -> Result<(), ActError> {
        let mut world = self.world_mut();
        let booking = world.booking_mut(uid).ok_or(ActError::UnknownBooking)?;
        booking.garbled = garbled;
        Ok(())
    }

    /// Somebody changes a booking's length in the database; `updatedAt` stays.
    pub fn stretch(&self, uid: &str, minutes: i64) -> Result<(), ActError> {
        let mut world = self.world_mut();
        let booking = world.booking_mut(uid).ok_or(ActError::UnknownBooking)?;
        booking.end = later(booking.start, SignedDuration::from_mins(minutes));
        Ok(())
    }

    /// The host declines a booking, or what waited for a confirmation is turned down.
    pub fn reject(&self, uid: &str) -> Result<(), ActError> {
        let now = self.now();
        let mut world = self.world_mut();
        let booking = world.booking_mut(uid).ok_or(ActError::UnknownBooking)?;
        booking.status = BookingStatus::Rejected;
        booking.updated = now;
        Ok(())
    }

    /// The database is cleared of bookings and reservations; ids go on.
    pub fn purge_bookings(&self) {
        let mut world = self.world_mut();
        world.bookings.clear();
        world.reservations.clear();
    }
}
