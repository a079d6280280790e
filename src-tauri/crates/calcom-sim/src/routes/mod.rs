//! The table of routes, and a handler for each.

pub(crate) mod bookings;
mod control;
pub(crate) mod event_types;
mod people;
mod slots;

use axum::http::StatusCode;

use crate::http::call::Handler;
use crate::http::keys::Access;
use crate::http::reply::Reply;
use crate::http::versions::{Serves, Version};

pub(crate) use control::control_router;

/// One row of the table.
#[derive(Debug)]
pub(crate) struct Route {
    pub method: &'static str,
    /// Path with `{name}` for each variable part.
    pub template: &'static str,
    pub serves: Serves,
    pub access: Access,
    pub handler: Handler,
}

/// A route and the values of its variable parts.
pub(crate) struct Matched {
    pub route: &'static Route,
    pub params: Vec<(&'static str, String)>,
}

const fn route(
    method: &'static str,
    template: &'static str,
    serves: Serves,
    access: Access,
    handler: Handler,
) -> Route {
    Route {
        method,
        template,
        serves,
        access,
        handler,
    }
}

// One line per route reads as the table it is.
#[rustfmt::skip]
static ROUTES: &[Route] = &[
    route("GET", "/health", Serves::Any, Access::Anybody, |_, _| Ok(Reply::html(StatusCode::OK, "OK").into())),
    route("GET", "/v2/me", Serves::Any, Access::Key, people::me),
    route("GET", "/v2/teams", Serves::Any, Access::Key, people::teams),
    route("GET", "/v2/teams/{team}", Serves::Any, Access::Member, people::team),
    route("GET", "/v2/teams/{team}/memberships", Serves::Any, Access::Admin, people::memberships),
    route("POST", "/v2/teams/{team}/memberships", Serves::Any, Access::Admin, people::add_member),
    route("DELETE", "/v2/teams/{team}/memberships/{id}", Serves::Any, Access::Admin, people::remove_member),
    route("GET", "/v2/teams/{team}/schedules", Serves::Any, Access::Admin, people::team_schedules),
    route("GET", "/v2/schedules", Serves::Schedules, Access::Key, people::schedules),
    route("GET", "/v2/teams/{team}/event-types", Serves::Any, Access::Anybody, event_types::team_list),
    route("POST", "/v2/teams/{team}/event-types", Serves::Any, Access::Admin, event_types::team_create),
    route("GET", "/v2/teams/{team}/event-types/{id}", Serves::Any, Access::Admin, event_types::team_get),
    route("PATCH", "/v2/teams/{team}/event-types/{id}", Serves::Any, Access::Admin, event_types::team_patch),
    route("DELETE", "/v2/teams/{team}/event-types/{id}", Serves::Any, Access::Admin, event_types::team_delete),
    route("GET", "/v2/organizations/{org}/teams/{team}/event-types", Serves::Any, Access::Admin, event_types::team_list),
    route("POST", "/v2/organizations/{org}/teams/{team}/event-types", Serves::Any, Access::Admin, event_types::team_create),
    route("PATCH", "/v2/organizations/{org}/teams/{team}/event-types/{id}", Serves::Any, Access::Admin, event_types::team_patch),
    route("GET", "/v2/event-types", Serves::EventTypes, Access::Anybody, event_types::user_list),
    route("GET", "/v2/event-types", Serves::OldEventTypes, Access::Key, event_types::old_list),
    route("POST", "/v2/event-types", Serves::EventTypes, Access::Key, event_types::user_create),
    route("GET", "/v2/event-types/{id}", Serves::EventTypes, Access::Key, event_types::user_get),
    route("PATCH", "/v2/event-types/{id}", Serves::EventTypes, Access::Key, event_types::user_patch),
    route("DELETE", "/v2/event-types/{id}", Serves::EventTypes, Access::Key, event_types::user_delete),
    route("GET", "/v2/slots", Serves::Slots, Access::Anybody, slots::list),
    route("POST", "/v2/slots/reservations", Serves::Slots, Access::Anybody, slots::reserve),
    route("GET", "/v2/slots/reservations/{uid}", Serves::Slots, Access::Anybody, slots::reservation),
    route("PATCH", "/v2/slots/reservations/{uid}", Serves::Slots, Access::Anybody, slots::change_reservation),
    route("DELETE", "/v2/slots/reservations/{uid}", Serves::Slots, Access::Anybody, slots::release),
    route("GET", "/v2/bookings", Serves::Bookings, Access::Permission, bookings::list),
    route("GET", "/v2/bookings", Serves::OldBookings, Access::Permission, bookings::old_list),
    route("POST", "/v2/bookings", Serves::Bookings, Access::Anybody, bookings::create),
    route("POST", "/v2/bookings", Serves::OldBookings, Access::Anybody, bookings::old_create),
    route("GET", "/v2/bookings/{uid}", Serves::Bookings, Access::Anybody, bookings::get),
    route("GET", "/v2/bookings/{uid}", Serves::OldBookings, Access::Anybody, bookings::old_get),
    route("POST", "/v2/bookings/{uid}/reschedule", Serves::Bookings, Access::Anybody, bookings::reschedule),
    route("POST", "/v2/bookings/{uid}/cancel", Serves::Bookings, Access::Anybody, bookings::cancel),
    route("POST", "/v2/bookings/{uid}/confirm", Serves::Bookings, Access::Key, bookings::confirm),
    route("POST", "/v2/bookings/{uid}/decline", Serves::Bookings, Access::Key, bookings::decline),
    route("POST", "/v2/bookings/{uid}/mark-absent", Serves::Bookings, Access::Permission, bookings::mark_absent),
    route("POST", "/v2/bookings/{uid}/reassign", Serves::Bookings, Access::Key, bookings::reassign),
    route("POST", "/v2/bookings/{uid}/reassign/{user}", Serves::Bookings, Access::Key, bookings::reassign_to),
];

/// The route of a call, if there is one in this version.
pub(crate) fn find_route(method: &str, path: &str, version: Version) -> Option<Matched> {
    ROUTES
        .iter()
        .filter(|route| route.method == method && route.serves.serves(version))
        .find_map(|route| {
            let params = match_path(route.template, path)?;
            Some(Matched { route, params })
        })
}

fn match_path(template: &'static str, path: &str) -> Option<Vec<(&'static str, String)>> {
    let (mut wanted, mut given) = (template.split('/'), path.split('/'));
    let mut params = Vec::new();
    loop {
        match (wanted.next(), given.next()) {
            (None, None) => return Some(params),
            (Some(part), Some(value)) => match part
                .strip_prefix('{')
                .and_then(|part| part.strip_suffix('}'))
            {
                Some(name) if !value.is_empty() => params.push((name, value.to_owned())),
                None if part == value => {}
                Some(_) | None => return None,
            },
            (Some(_), None) | (None, Some(_)) => return None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn template(method: &str, path: &str) -> Option<&'static str> {
        find_route(method, path, Version::V20240813).map(|matched| matched.route.template)
    }

    #[test]
    fn a_path_finds_its_route_and_its_variable_parts() {
        let found = find_route("POST", "/v2/bookings/abc/reassign/7", Version::V20240813).unwrap();
        assert_eq!(found.route.template, "/v2/bookings/{uid}/reassign/{user}");
        assert_eq!(
            found.params,
            [("uid", "abc".to_owned()), ("user", "7".to_owned())]
        );
        assert_eq!(template("PATCH", "/v2/bookings/abc"), None);
        assert_eq!(template("GET", "/v2/teams/1/bookings"), None);
        assert_eq!(template("GET", "/v2/bookings/"), None);
    }

    #[test]
    fn slots_do_not_exist_in_the_version_of_bookings() {
        assert_eq!(template("GET", "/v2/slots"), None);
        assert!(find_route("GET", "/v2/slots", Version::V20240904).is_some());
    }
}
