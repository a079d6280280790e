//! `/v2/teams/{team}/event-types`.

use serde_json::{Value, json};

use super::fields::{apply, check, check_email_field, read_hosts, target};
use super::{Outcome, not_found};
use crate::http::call::Call;
use crate::http::refusal::{Refusal, invalid};
use crate::http::reply::Reply;
use crate::model::{EventType, Host, Scheduling};
use crate::world::World;

const SLUG_TAKEN: &str = "Team event type with this slug already exists";

/// Public, hidden ones included, children not.
pub(in crate::routes) fn team_list(world: &mut World, call: &Call) -> Outcome {
    let (team, slug) = (call.id("team"), call.query.text("eventSlug"));
    let mut found: Vec<&EventType> = world
        .event_types
        .values()
        .filter(|event_type| {
            event_type.team == Some(team) && slug.is_none_or(|slug| event_type.slug == slug)
        })
        .collect();
    match call.query.text("sortCreatedAt") {
        Some("asc") => found.sort_by_key(|event_type| event_type.id),
        Some("desc") => found.sort_by_key(|event_type| -event_type.id),
        Some(_) | None => found.sort_by_key(|event_type| event_type.touched),
    }
    Ok(Reply::ok(
        found
            .into_iter()
            .map(|event_type| event_type.team_list_view(world))
            .collect::<Vec<_>>(),
    )
    .into())
}

pub(in crate::routes) fn team_get(world: &mut World, call: &Call) -> Outcome {
    let id = call.id("id");
    let found = world
        .event_types
        .get(&id)
        .filter(|event_type| event_type.team == Some(call.id("team")));
    Ok(Reply::ok(found.ok_or_else(|| not_found(id))?.team_view(world)).into())
}

pub(in crate::routes) fn team_create(world: &mut World, call: &Call) -> Outcome {
    let (team, body) = (call.id("team"), &call.body);
    let scheduling = body
        .get("schedulingType")
        .and_then(Value::as_str)
        .and_then(Scheduling::read);
    let shown = target(body, scheduling);
    let mut errors = check(&shown, true);
    if scheduling.is_none() {
        let rule = (
            "isEnum",
            "schedulingType must be one of the following values: ROUND_ROBIN, COLLECTIVE, MANAGED",
        );
        errors.push(invalid(&shown, "schedulingType", &[rule]));
    }
    if !errors.is_empty() {
        return Err(Refusal::Invalid(errors));
    }
    let in_organization = in_organization(world, team);
    check_email_field(body, in_organization)?;
    let hosts = read_hosts(body).unwrap_or_default();
    check_hosts(world, team, &hosts)?;
    check_slug(world, team, body)?;
    let mut event_type = EventType::blank(world.next_event_type(), call.now);
    (event_type.team, event_type.scheduling) = (Some(team), scheduling);
    apply(&mut event_type, body, in_organization);
    event_type.hosts = hosts;
    let id = event_type.id;
    save(world, event_type);
    Ok(Reply::created(family_view(world, id)).into())
}

pub(in crate::routes) fn team_patch(world: &mut World, call: &Call) -> Outcome {
    let (team, body) = (call.id("team"), &call.body);
    let errors = check(&target(body, None), false);
    if !errors.is_empty() {
        return Err(Refusal::Invalid(errors));
    }
    let found = world
        .event_types
        .get(&call.id("id"))
        .filter(|event_type| event_type.team == Some(team));
    let mut event_type = found
        .ok_or_else(|| Refusal::bad_request("Event type to update not found"))?
        .clone();
    let in_organization = in_organization(world, team);
    check_email_field(body, in_organization)?;
    let hosts = read_hosts(body);
    check_hosts(world, team, hosts.as_deref().unwrap_or_default())?;
    check_slug(world, team, body)?;
    apply(&mut event_type, body, in_organization);
    if let Some(hosts) = hosts {
        event_type.hosts = hosts;
    }
    let id = event_type.id;
    save(world, event_type);
    Ok(Reply::ok(family_view(world, id)).into())
}

pub(in crate::routes) fn team_delete(world: &mut World, call: &Call) -> Outcome {
    let id = call.id("id");
    let found = world
        .event_types
        .get(&id)
        .filter(|event_type| event_type.team == Some(call.id("team")));
    let found = found
        .ok_or_else(|| Refusal::not_found(format!("Event type with ID={id} does not exist.")))?;
    let gone = json!({"id": id, "title": found.title});
    world.drop_event_type(id);
    Ok(Reply::ok(gone).into())
}

/// One object; for a managed type the parent and its children.
fn family_view(world: &World, id: i64) -> Value {
    let Some(event_type) = world.event_types.get(&id) else {
        return Value::Null;
    };
    let own = event_type.team_view(world);
    if !event_type.is_managed_parent() {
        return own;
    }
    let children = if world.families_hidden {
        Vec::new()
    } else {
        world.children(id)
    };
    let children = children
        .into_iter()
        .filter_map(|child| world.event_types.get(&child));
    Value::Array(
        std::iter::once(own)
            .chain(children.map(|child| child.team_view(world)))
            .collect(),
    )
}

fn in_organization(world: &World, team: i64) -> bool {
    world
        .teams
        .get(&team)
        .is_some_and(|team| team.parent.is_some())
}

fn check_hosts(world: &World, team: i64, hosts: &[Host]) -> Result<(), Refusal> {
    let strangers: Vec<String> = hosts
        .iter()
        .filter(|host| world.role(host.user, team).is_none())
        .map(|host| host.user.to_string())
        .collect();
    if strangers.is_empty() {
        return Ok(());
    }
    let strangers = strangers.join(", ");
    Err(Refusal::not_found(format!(
        "Invalid hosts: {strangers} are not members of team with id {team}."
    )))
}

/// A slug in a body must be new to the team — even a PATCH that repeats its own is refused.
fn check_slug(world: &World, team: i64, body: &Value) -> Result<(), Refusal> {
    let Some(slug) = body.get("slug").and_then(Value::as_str) else {
        return Ok(());
    };
    let taken = world
        .event_types
        .values()
        .any(|event_type| event_type.team == Some(team) && event_type.slug == slug);
    if taken {
        Err(Refusal::bad_request(SLUG_TAKEN))
    } else {
        Ok(())
    }
}

/// Writes an event type, and for a managed one brings its children in line.
fn save(world: &mut World, mut event_type: EventType) {
    event_type.touched = world.next_write();
    let parent = event_type.clone();
    world.event_types.insert(event_type.id, event_type);
    if parent.is_managed_parent() {
        renew_children(world, &parent);
    }
}

/// One child per host: new hosts get one, those who left lose theirs, the rest take over everything but who they belong to.
fn renew_children(world: &mut World, parent: &EventType) {
    let mut missing: Vec<i64> = parent.hosts.iter().map(|host| host.user).collect();
    for child in world.children(parent.id) {
        let owner = world
            .event_types
            .get(&child)
            .and_then(|child| child.owner)
            .unwrap_or_default();
        if missing.contains(&owner) {
            missing.retain(|user| *user != owner);
            let renewed = child_of(world, parent, child, owner);
            world.event_types.insert(child, renewed);
        } else {
            world.drop_event_type(child);
        }
    }
    for owner in missing {
        let id = world.next_event_type();
        let child = child_of(world, parent, id, owner);
        world.event_types.insert(id, child);
    }
}

fn child_of(world: &mut World, parent: &EventType, id: i64, owner: i64) -> EventType {
    EventType {
        id,
        team: None,
        owner: Some(owner),
        parent: Some(parent.id),
        scheduling: None,
        hosts: Vec::new(),
        // Shown even when the parent is hidden.
        hidden: false,
        touched: world.next_write(),
        ..parent.clone()
    }
}
