//! Me, teams, memberships, schedules.

use serde_json::{Value, json};

use crate::http::call::{Call, Step};
use crate::http::refusal::Refusal;
use crate::http::reply::Reply;
use crate::model::{Membership, Role, Schedule, Team, User};
use crate::world::World;

type Outcome = Result<Step, Refusal>;

pub(super) fn me(world: &mut World, call: &Call) -> Outcome {
    let user = world.users.get(&call.user());
    Ok(Reply::ok(user.map_or(Value::Null, User::me)).into())
}

pub(super) fn teams(world: &mut World, call: &Call) -> Outcome {
    let mine = world
        .teams
        .values()
        .filter(|team| world.role(call.user(), team.id).is_some());
    Ok(Reply::ok(mine.map(Team::view).collect::<Vec<_>>()).into())
}

pub(super) fn team(world: &mut World, call: &Call) -> Outcome {
    let team = world.teams.get(&call.id("team"));
    Ok(Reply::ok(team.map_or(Value::Null, Team::view)).into())
}

pub(super) fn memberships(world: &mut World, call: &Call) -> Outcome {
    let whole = |name, otherwise| {
        call.query
            .number(name)
            .and_then(|n| usize::try_from(n).ok())
            .unwrap_or(otherwise)
    };
    let team = call.id("team");
    let members = world
        .memberships
        .iter()
        .filter(|member| member.team == team);
    let page = members.skip(whole("skip", 0)).take(whole("take", 250));
    Ok(Reply::ok(page.map(|member| view(member, world)).collect::<Vec<_>>()).into())
}

fn view(member: &Membership, world: &World) -> Value {
    json!({
        "id": member.id, "userId": member.user, "teamId": member.team, "accepted": true, "role": member.role,
        "disableImpersonation": false, "user": world.users.get(&member.user).map(User::as_member),
    })
}

pub(super) fn add_member(world: &mut World, call: &Call) -> Outcome {
    let user = call
        .body
        .get("userId")
        .and_then(Value::as_i64)
        .unwrap_or_default();
    if !world.users.contains_key(&user) {
        return Err(Refusal::not_found(format!("User with id {user} not found")));
    }
    let role = call
        .body
        .get("role")
        .cloned()
        .and_then(|role| serde_json::from_value(role).ok());
    let id = world.join(call.id("team"), user, role.unwrap_or(Role::Member));
    let member = world.memberships.iter().find(|member| member.id == id);
    Ok(Reply::created(member.map_or(Value::Null, |member| view(member, world))).into())
}

pub(super) fn remove_member(world: &mut World, call: &Call) -> Outcome {
    let (team, id) = (call.id("team"), call.id("id"));
    let at = world
        .memberships
        .iter()
        .position(|member| member.team == team && member.id == id);
    let at = at.ok_or_else(|| {
        Refusal::not_found(format!("Membership with id {id} not found in team {team}"))
    })?;
    let gone = world.memberships.remove(at);
    Ok(Reply::ok(view(&gone, world)).into())
}

pub(super) fn schedules(world: &mut World, call: &Call) -> Outcome {
    let mine = world
        .schedules
        .iter()
        .filter(|schedule| schedule.owner == call.user());
    Ok(Reply::ok(mine.map(Schedule::view).collect::<Vec<_>>()).into())
}

pub(super) fn team_schedules(world: &mut World, call: &Call) -> Outcome {
    let team = call.id("team");
    let mut theirs: Vec<&Schedule> = world
        .schedules
        .iter()
        .filter(|schedule| world.role(schedule.owner, team).is_some())
        .collect();
    theirs.sort_by_key(|schedule| schedule.id);
    Ok(Reply::ok(theirs.into_iter().map(Schedule::view).collect::<Vec<_>>()).into())
}
