//! Event types: what can be booked. Always the team-scoped endpoints, except where a managed child can only be seen globally.

use reqwest::Method;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::client::{Call, Client};
use crate::decode::{Envelope, Page};
use crate::ids::{EventTypeId, TeamId, UserId};
use crate::outcome::Failure;
use crate::personal::Personal;
use crate::reply::Reply;
use crate::tolerant::{self, open_enum};
use crate::versions::Family;

open_enum! {
    /// How hosts are assigned to bookings.
    SchedulingType {
        /// One of the hosts.
        RoundRobin = "roundRobin" | "ROUND_ROBIN",
        /// All hosts at once.
        Collective = "collective" | "COLLECTIVE",
        /// A parent whose children, one per host, are booked in its place.
        Managed = "managed" | "MANAGED",
    }
}

/// An event type as answered.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EventType {
    /// The event type.
    pub id: EventTypeId,
    /// Shown to customers.
    pub title: String,
    /// Its name in addresses, unique in its team. The only place where a desk can leave a mark.
    pub slug: String,
    /// The default length.
    pub length_in_minutes: u32,
    /// All lengths a booking may ask for; empty when there is only the default.
    #[serde(default, deserialize_with = "tolerant::list")]
    pub length_in_minutes_options: Vec<u32>,
    /// Shown to customers.
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub description: Option<String>,
    /// Not on the public page. Bookable nevertheless.
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub hidden: bool,
    /// `None` for personal event types and managed children.
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub scheduling_type: Option<SchedulingType>,
    /// Who may be booked.
    #[serde(default, deserialize_with = "tolerant::list")]
    pub hosts: Vec<Host>,
    /// The team; `None` for personal event types and managed children.
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub team_id: Option<TeamId>,
    /// The user, for personal event types and managed children.
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub owner_id: Option<UserId>,
    /// The managed parent, for children.
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub parent_event_type_id: Option<EventTypeId>,
    /// Minutes between booking and start.
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub minimum_booking_notice: Option<u32>,
    /// Minutes kept free before.
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub before_event_buffer: Option<u32>,
    /// Minutes kept free after.
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub after_event_buffer: Option<u32>,
    /// The grid of the slot list, in minutes.
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub slot_interval: Option<u32>,
    /// Whether creating a booking needs a key of the team.
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub booking_requires_authentication: bool,
    /// Cal.com's own notes, e.g. `managedEventConfig`. Nothing can be stored here.
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub metadata: Map<String, Value>,
}

impl EventType {
    /// Whether this is a managed parent, which must never be booked: its children are.
    #[must_use]
    pub fn is_managed_parent(&self) -> bool {
        match &self.scheduling_type {
            Some(SchedulingType::Managed) => true,
            Some(
                SchedulingType::RoundRobin | SchedulingType::Collective | SchedulingType::Other(_),
            ) => false,
            None => {
                self.parent_event_type_id.is_none()
                    && self.metadata.contains_key("managedEventConfig")
            }
        }
    }
}

/// A host as answered.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Host {
    /// The user.
    pub user_id: UserId,
    /// The name.
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub name: Option<Personal>,
    /// Whether every booking takes this host.
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub mandatory: bool,
}

/// The answer to creating or changing an event type.
#[derive(Debug, Clone, PartialEq)]
pub struct SavedEventType {
    /// The event type itself; the parent of managed ones.
    pub event_type: EventType,
    /// The children of a managed event type, as the server lists them now. Empty may also mean "not listed here": look before concluding.
    pub children: Vec<EventType>,
}

/// Who is to be booked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct HostAssignment {
    /// The user, who must be an accepted member of the team.
    pub user_id: UserId,
    /// Whether every booking takes this host.
    pub mandatory: bool,
}

/// A place, as event types and bookings name it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum Location {
    /// A street address.
    Address {
        /// One line.
        address: String,
        /// Whether customers see it before booking.
        public: bool,
    },
}

/// An event type to create. Every field is sent: the server's defaults (120 minutes' notice!) hurt a desk.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NewEventType {
    /// Shown to customers.
    pub title: String,
    /// Unique in the team.
    pub slug: String,
    /// The default length.
    pub length_in_minutes: u32,
    /// Further lengths, the default among them; empty for none. Cannot be emptied again later.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub length_in_minutes_options: Vec<u32>,
    /// Shown to customers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// How hosts are assigned.
    pub scheduling_type: SchedulingType,
    /// Who is booked.
    pub hosts: Vec<HostAssignment>,
    /// Not on the public page.
    pub hidden: bool,
    /// Minutes between booking and start.
    pub minimum_booking_notice: u32,
    /// Minutes kept free before.
    pub before_event_buffer: u32,
    /// Minutes kept free after.
    pub after_event_buffer: u32,
    /// The grid of the slot list, in minutes.
    pub slot_interval: u32,
    /// Where; empty for the server's default, a video call.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub locations: Vec<Location>,
    /// Whether creating a booking needs a key of the team.
    pub booking_requires_authentication: bool,
    /// Whether customers may bring others.
    pub disable_guests: bool,
    /// Whether mails are sent; only organizations' teams can switch them off.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email_settings: Option<EmailSettings>,
}

/// Which mails *not* to send.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct EmailSettings {
    /// None to customers.
    pub disable_emails_to_attendees: bool,
    /// None to hosts.
    pub disable_emails_to_hosts: bool,
}

impl NewEventType {
    /// What a desk books by hand: hidden, one host, at any notice, no buffers, on a 5-minute grid, nobody else may book it.
    #[must_use]
    pub fn for_one_host(
        title: impl Into<String>,
        slug: impl Into<String>,
        minutes: u32,
        host: UserId,
    ) -> Self {
        Self {
            title: title.into(),
            slug: slug.into(),
            length_in_minutes: minutes,
            length_in_minutes_options: Vec::new(),
            description: None,
            scheduling_type: SchedulingType::RoundRobin,
            hosts: vec![HostAssignment {
                user_id: host,
                mandatory: true,
            }],
            hidden: true,
            minimum_booking_notice: 0,
            before_event_buffer: 0,
            after_event_buffer: 0,
            slot_interval: 5,
            locations: Vec::new(),
            booking_requires_authentication: true,
            disable_guests: true,
            email_settings: None,
        }
    }
}

/// Changes to an event type; `None` leaves as is.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct EventTypePatch {
    /// A new title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// A *different* slug. Its own unchanged slug is refused as [`SlugTaken`](crate::RefusalCode::SlugTaken).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub slug: Option<String>,
    /// A new default length.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub length_in_minutes: Option<u32>,
    /// New lengths; never empty.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub length_in_minutes_options: Option<Vec<u32>>,
    /// A new description.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The hosts from now on, replacing all present ones.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hosts: Option<Vec<HostAssignment>>,
    /// Whether it is off the public page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hidden: Option<bool>,
    /// Minutes between booking and start.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minimum_booking_notice: Option<u32>,
    /// Minutes kept free before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before_event_buffer: Option<u32>,
    /// Minutes kept free after.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after_event_buffer: Option<u32>,
    /// The grid of the slot list, in minutes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub slot_interval: Option<u32>,
    /// Whether creating a booking needs a key of the team.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub booking_requires_authentication: Option<bool>,
}

impl Client {
    /// All event types of a team, hidden ones too, in no order. Managed ones appear as parents only.
    ///
    /// Public on the server: an answer proves nothing about the key.
    pub async fn team_event_types(&self, team: TeamId) -> Reply<Page<EventType>> {
        self.list_team_event_types(team, None).await
    }

    /// The event type with this slug, if there is one.
    pub async fn find_team_event_type(&self, team: TeamId, slug: &str) -> Reply<Option<EventType>> {
        let reply = self
            .list_team_event_types(team, Some(slug.to_owned()))
            .await;
        reply.and_then(|page| find_slug(page, slug))
    }

    async fn list_team_event_types(
        &self,
        team: TeamId,
        slug: Option<String>,
    ) -> Reply<Page<EventType>> {
        let team = team.to_string();
        let path = ["teams", &team, "event-types"];
        let call = Call::new("team event types", Method::GET, Family::EventTypes, &path)
            .query("eventSlug", slug);
        self.send(call).await.and_then(Envelope::page)
    }

    /// One event type of a team. [`EventTypeGone`](crate::RefusalCode::EventTypeGone) when it is not there, and for managed children.
    pub async fn team_event_type(&self, team: TeamId, id: EventTypeId) -> Reply<EventType> {
        let (team, id) = (team.to_string(), id.to_string());
        let path = ["teams", &team, "event-types", &id];
        let call = Call::new("team event type", Method::GET, Family::EventTypes, &path);
        self.send(call).await.and_then(Envelope::one)
    }

    /// One event type wherever it lives, as far as the key may see it: the way to a managed child.
    pub async fn event_type(&self, id: EventTypeId) -> Reply<EventType> {
        let id = id.to_string();
        let call = Call::new(
            "event type",
            Method::GET,
            Family::EventTypes,
            &["event-types", &id],
        );
        self.send(call).await.and_then(Envelope::one)
    }

    /// The event types of one user, managed children among them, but not the hidden personal ones.
    pub async fn event_types_of_user(&self, username: &str) -> Reply<Page<EventType>> {
        let call = Call::new(
            "user event types",
            Method::GET,
            Family::EventTypes,
            &["event-types"],
        )
        .query("username", username.to_owned());
        self.send(call).await.and_then(Envelope::page)
    }

    /// Creates an event type. Not idempotent, but its slug is unique: after an unknown outcome, look for the slug.
    pub async fn create_team_event_type(
        &self,
        team: TeamId,
        event_type: &NewEventType,
    ) -> Reply<SavedEventType> {
        let team = team.to_string();
        let path = ["teams", &team, "event-types"];
        let call = Call::new(
            "create team event type",
            Method::POST,
            Family::EventTypes,
            &path,
        )
        .json(event_type);
        self.send(call).await.and_then(saved)
    }

    /// Changes an event type. With an empty patch nothing changes, and a managed parent answers with its children.
    pub async fn update_team_event_type(
        &self,
        team: TeamId,
        id: EventTypeId,
        patch: &EventTypePatch,
    ) -> Reply<SavedEventType> {
        let (team, id) = (team.to_string(), id.to_string());
        let path = ["teams", &team, "event-types", &id];
        let call = Call::new(
            "update team event type",
            Method::PATCH,
            Family::EventTypes,
            &path,
        )
        .json(patch);
        self.send(call).await.and_then(saved)
    }

    /// Deletes an event type. Its bookings stay, can be cancelled, and can no longer be rescheduled.
    pub async fn delete_team_event_type(&self, team: TeamId, id: EventTypeId) -> Reply<()> {
        let (team, id) = (team.to_string(), id.to_string());
        let path = ["teams", &team, "event-types", &id];
        let call = Call::new(
            "delete team event type",
            Method::DELETE,
            Family::EventTypes,
            &path,
        );
        self.send(call).await.and_then(|_| Ok(()))
    }
}

/// An unreadable element may be the one sought, so it is not an absence.
fn find_slug(page: Page<EventType>, slug: &str) -> Result<Option<EventType>, Failure> {
    let Page { items, undecodable } = page;
    match items.into_iter().find(|event_type| event_type.slug == slug) {
        Some(found) => Ok(Some(found)),
        None => match undecodable.into_iter().next() {
            Some(odd) => Err(Failure::undecodable(200, odd.error)),
            None => Ok(None),
        },
    }
}

/// A plain event type is answered alone, a managed one as `[parent, …children]`.
fn saved(envelope: Envelope) -> Result<SavedEventType, Failure> {
    let mut all: std::collections::VecDeque<EventType> = envelope.some()?.into();
    let position = all
        .iter()
        .position(|one| one.parent_event_type_id.is_none());
    let parent = position.and_then(|position| all.remove(position));
    match parent {
        Some(event_type) => Ok(SavedEventType {
            event_type,
            children: all.into(),
        }),
        None => Err(Failure::undecodable(200, "no event type in the answer")),
    }
}
