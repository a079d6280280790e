//! Event types: what can be booked. A team's through the team-scoped endpoints, except where a managed child can only be seen
//! globally; a person's own through `/event-types` with that person's key.

mod answered;
mod asked;

pub use answered::{EventType, Host, SavedEventType, SchedulingType};
pub use asked::{EmailSettings, EventTypePatch, HostAssignment, Location, NewEventType, Off};

use std::collections::VecDeque;

use reqwest::Method;

use crate::client::{Call, Client};
use crate::decode::{Envelope, Page};
use crate::ids::{EventTypeId, TeamId};
use crate::outcome::Failure;
use crate::reply::Reply;
use crate::versions::Family;

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
        self.create_at(&["teams", &team, "event-types"], event_type)
            .await
    }

    /// The same by way of the organization that the team is part of: the way on which mails can be switched off.
    pub async fn create_organization_event_type(
        &self,
        organization: TeamId,
        team: TeamId,
        event_type: &NewEventType,
    ) -> Reply<SavedEventType> {
        let (organization, team) = (organization.to_string(), team.to_string());
        let path = [
            "organizations",
            &organization,
            "teams",
            &team,
            "event-types",
        ];
        self.create_at(&path, event_type).await
    }

    async fn create_at(&self, path: &[&str], event_type: &NewEventType) -> Reply<SavedEventType> {
        let (name, family) = ("create team event type", Family::EventTypes);
        let call = Call::new(name, Method::POST, family, path).json(event_type);
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
        self.update_at(&["teams", &team, "event-types", &id], patch)
            .await
    }

    /// The same by way of the organization that the team is part of: the way on which mails can be switched off.
    pub async fn update_organization_event_type(
        &self,
        organization: TeamId,
        team: TeamId,
        id: EventTypeId,
        patch: &EventTypePatch,
    ) -> Reply<SavedEventType> {
        let (organization, team, id) = (organization.to_string(), team.to_string(), id.to_string());
        let path = [
            "organizations",
            &organization,
            "teams",
            &team,
            "event-types",
            &id,
        ];
        self.update_at(&path, patch).await
    }

    async fn update_at(&self, path: &[&str], patch: &EventTypePatch) -> Reply<SavedEventType> {
        let (name, family) = ("update team event type", Family::EventTypes);
        let call = Call::new(name, Method::PATCH, family, path).json(patch);
        self.send(call).await.and_then(saved)
    }

    /// All event types of the key's owner, hidden ones and managed children too.
    pub async fn own_event_types(&self) -> Reply<Page<EventType>> {
        self.send(own("own event types", Method::GET, &["event-types"]))
            .await
            .and_then(Envelope::page)
    }

    /// The event type of the key's owner with this slug, if there is one.
    pub async fn find_own_event_type(&self, slug: &str) -> Reply<Option<EventType>> {
        let reply = self.own_event_types().await;
        reply.and_then(|page| find_slug(page, slug))
    }

    /// Creates an event type of the key's owner. Not idempotent, but its slug is unique among theirs.
    pub async fn create_own_event_type(&self, event_type: &NewEventType) -> Reply<EventType> {
        let call = own("create own event type", Method::POST, &["event-types"]);
        self.send(call.json(event_type))
            .await
            .and_then(Envelope::one)
    }

    /// Changes an event type of the key's owner; that of anybody else is
    /// [`EventTypeGone`](crate::RefusalCode::EventTypeGone).
    pub async fn update_own_event_type(
        &self,
        id: EventTypeId,
        patch: &EventTypePatch,
    ) -> Reply<EventType> {
        let id = id.to_string();
        let path = ["event-types", &id];
        let call = own("update own event type", Method::PATCH, &path);
        self.send(call.json(patch)).await.and_then(Envelope::one)
    }

    /// Deletes an event type of the key's owner. What becomes of its bookings: as with a team's.
    pub async fn delete_own_event_type(&self, id: EventTypeId) -> Reply<()> {
        let id = id.to_string();
        let path = ["event-types", &id];
        self.send(own("delete own event type", Method::DELETE, &path))
            .await
            .and_then(|_| Ok(()))
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

fn own<'a>(name: &'static str, method: Method, path: &[&'a str]) -> Call<'a> {
    Call::new(name, method, Family::EventTypes, path)
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
    let mut all: VecDeque<EventType> = envelope.some()?.into();
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
