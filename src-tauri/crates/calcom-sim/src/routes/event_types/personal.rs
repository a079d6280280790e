//! `/v2/event-types`: a user's own, and the single look at any other.

use serde_json::{Value, json};

use super::fields::{apply, check, target};
use super::{Outcome, not_found};
use crate::http::call::Call;
use crate::http::refusal::Refusal;
use crate::http::reply::Reply;
use crate::model::EventType;
use crate::world::World;

const SLUG_TAKEN: &str = "User already has an event type with this slug.";

/// The caller's own; with `username` what that user shows to everybody.
pub(in crate::routes) fn user_list(world: &mut World, call: &Call) -> Outcome {
    let (username, slug) = (call.query.text("username"), call.query.text("eventSlug"));
    let owner = match username {
        Some(name) => world
            .users
            .values()
            .find(|user| user.username == name)
            .map(|user| user.id),
        None => call.caller,
    };
    let mut found: Vec<&EventType> = world
        .event_types
        .values()
        .filter(|event_type| event_type.owner.is_some() && event_type.owner == owner)
        .filter(|event_type| username.is_none() || !event_type.hidden)
        .filter(|event_type| slug.is_none_or(|slug| event_type.slug == slug))
        .collect();
    found.sort_by_key(|event_type| event_type.touched);
    Ok(Reply::ok(
        found
            .into_iter()
            .map(|event_type| event_type.user_view(world, true))
            .collect::<Vec<_>>(),
    )
    .into())
}

/// The grouped shape of 2024-04-15, without the event types themselves.
pub(in crate::routes) fn old_list(world: &mut World, call: &Call) -> Outcome {
    let me = world.users.get(&call.user());
    let (slug, name) = me.map_or(("", ""), |user| {
        (user.username.as_str(), user.name.as_str())
    });
    let image = "http://127.0.0.1:3000/avatar.svg";
    let mut groups = vec![json!({
        "teamId": null, "bookerUrl": "https://cal.com", "membershipRole": null, "eventTypes": [],
        "profile": {"slug": slug, "name": name, "image": image}, "metadata": {"membershipCount": 1, "readOnly": false},
    })];
    let mut profiles = vec![json!({
        "slug": slug, "name": name, "image": image, "membershipCount": 1, "readOnly": false, "teamId": null,
        "membershipRole": null,
    })];
    for membership in world
        .memberships
        .iter()
        .filter(|membership| membership.user == call.user())
    {
        let Some(team) = world.teams.get(&membership.team) else {
            continue;
        };
        let members = world
            .memberships
            .iter()
            .filter(|other| other.team == team.id)
            .count();
        let slug = format!("team/{}", team.slug);
        groups.push(json!({
            "teamId": team.id, "parentId": team.parent, "bookerUrl": "https://cal.com", "eventTypes": [],
            "membershipRole": membership.role, "profile": {"image": image, "name": team.name, "slug": slug},
            "metadata": {"membershipCount": members, "readOnly": false},
        }));
        profiles.push(json!({
            "image": image, "name": team.name, "slug": slug, "membershipCount": members, "readOnly": false,
            "teamId": team.id, "membershipRole": membership.role,
        }));
    }
    let data =
        json!({"eventTypeGroups": groups, "profiles": profiles, "allUsersAcrossAllEventTypes": {}});
    Ok(Reply::ok(data).into())
}

pub(in crate::routes) fn user_get(world: &mut World, call: &Call) -> Outcome {
    let (id, user) = (call.id("id"), call.user());
    let event_type = world.event_types.get(&id).ok_or_else(|| not_found(id))?;
    match (event_type.team, event_type.owner) {
        (Some(team), _) if world.role(user, team).is_some() => {
            Ok(Reply::ok(event_type.team_view(world)).into())
        }
        (None, Some(owner)) if owner == user || world.administers(user, owner) => {
            Ok(Reply::ok(event_type.user_view(world, false)).into())
        }
        (Some(_), _) | (None, _) => Err(not_found(id)),
    }
}

pub(in crate::routes) fn user_create(world: &mut World, call: &Call) -> Outcome {
    check_body(&call.body, true)?;
    check_slug(world, call, None)?;
    let mut event_type = EventType::blank(world.next_event_type(), call.now);
    event_type.owner = call.caller;
    apply(&mut event_type, &call.body, false);
    Ok(Reply::created(save(world, event_type)).into())
}

pub(in crate::routes) fn user_patch(world: &mut World, call: &Call) -> Outcome {
    check_body(&call.body, false)?;
    let id = call.id("id");
    let mine = world
        .event_types
        .get(&id)
        .filter(|event_type| event_type.owner == call.caller);
    let mut event_type = mine.ok_or_else(|| not_found(id))?.clone();
    check_slug(world, call, Some(id))?;
    apply(&mut event_type, &call.body, false);
    Ok(Reply::ok(save(world, event_type)).into())
}

pub(in crate::routes) fn user_delete(world: &mut World, call: &Call) -> Outcome {
    let (id, user) = (call.id("id"), call.user());
    let event_type = world.event_types.get(&id);
    let event_type = event_type
        .ok_or_else(|| Refusal::not_found(format!("Event type with ID={id} does not exist.")))?;
    if event_type.owner != call.caller {
        return Err(Refusal::forbidden(format!(
            "User with ID={user} does not own event type with ID={id}"
        )));
    }
    let gone = json!({
        "id": id, "lengthInMinutes": event_type.minutes, "slug": event_type.slug, "title": event_type.title,
    });
    world.drop_event_type(id);
    Ok(Reply::ok(gone).into())
}

fn check_body(body: &Value, creating: bool) -> Result<(), Refusal> {
    let errors = check(&target(body, None), creating);
    if errors.is_empty() {
        Ok(())
    } else {
        Err(Refusal::Invalid(errors))
    }
}

/// Unlike a team's, a user's event type may repeat its own slug.
fn check_slug(world: &World, call: &Call, own: Option<i64>) -> Result<(), Refusal> {
    let Some(slug) = call.body.get("slug").and_then(Value::as_str) else {
        return Ok(());
    };
    let taken = world
        .event_types
        .values()
        .any(|other| other.owner == call.caller && other.slug == slug && Some(other.id) != own);
    if taken {
        Err(Refusal::bad_request(SLUG_TAKEN))
    } else {
        Ok(())
    }
}

fn save(world: &mut World, mut event_type: EventType) -> Value {
    event_type.touched = world.next_write();
    let view = event_type.user_view(world, false);
    world.event_types.insert(event_type.id, event_type);
    view
}
