//! Event types: a team's (managed ones included) and a user's own.

mod fields;
mod personal;
mod team;

pub(crate) use fields::apply;
pub(super) use personal::{old_list, user_create, user_delete, user_get, user_list, user_patch};
pub(super) use team::{team_create, team_delete, team_get, team_list, team_patch};

use crate::http::call::Step;
use crate::http::refusal::Refusal;

type Outcome = Result<Step, Refusal>;

fn not_found(id: i64) -> Refusal {
    Refusal::not_found(format!("Event type with id {id} not found"))
}
