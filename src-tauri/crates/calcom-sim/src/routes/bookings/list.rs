//! The list of bookings, with its filters and its wrong totals.

use axum::http::StatusCode;
use jiff::Timestamp;
use serde_json::{Value, json};

use super::Outcome;
use crate::clock::read_instant;
use crate::http::call::Call;
use crate::http::query::Query;
use crate::http::refusal::Refusal;
use crate::http::reply::Reply;
use crate::model::{Booking, BookingStatus};
use crate::world::World;

const STATUSES: [&str; 5] = ["upcoming", "recurring", "past", "cancelled", "unconfirmed"];
const SORTS: [(&str, &str); 4] = [
    ("sortStart", "SortStart"),
    ("sortEnd", "SortEnd"),
    ("sortCreated", "SortCreated"),
    ("sortUpdatedAt", "SortUpdated"),
];

pub(in crate::routes) fn list(world: &mut World, call: &Call) -> Outcome {
    let query = &call.query;
    let (take, skip) = (
        page_number(query, "take", 100, 1, Some(250))?,
        page_number(query, "skip", 0, 0, None)?,
    );
    let statuses = read_statuses(query)?;
    check_sorts(query)?;
    let changes = Changes::read(query)?;
    let filter = Filter::read(world, call)?;
    let reach = Reach::of(world, call.user());
    let mut found: Vec<&Booking> = world
        .bookings
        .starting(filter.after, filter.before)
        .filter(|booking| filter.fits(world, booking) && reach.covers(world, booking))
        .filter(|booking| {
            statuses.is_empty()
                || statuses
                    .iter()
                    .any(|status| has_status(booking, status, call.now))
        })
        .collect();
    // Counted here, before the change filters: the real totals ignore those, too.
    let total = i64::try_from(found.len()).unwrap_or(i64::MAX);
    found.retain(|booking| changes.fit(booking));
    sort(&mut found, query, statuses.first().map(String::as_str));
    let as_size = |n: i64| usize::try_from(n).unwrap_or(usize::MAX);
    let page: Vec<Value> = found
        .into_iter()
        .skip(as_size(skip))
        .take(as_size(take))
        .map(|booking| booking.view(world))
        .collect();
    let body =
        json!({"status": "success", "data": page, "pagination": pagination(total, take, skip)});
    Ok(Reply::json(StatusCode::OK, body).into())
}

fn pagination(total: i64, take: i64, skip: i64) -> Value {
    let returned = (total - skip).clamp(0, take);
    let remaining = (total - skip - returned).max(0);
    let pages = (total + take - 1) / take;
    let page = (skip / take + 1).min(pages);
    json!({
        "returnedItems": returned, "totalItems": total, "itemsPerPage": take, "remainingItems": remaining,
        "currentPage": page, "totalPages": pages, "hasNextPage": remaining > 0, "hasPreviousPage": page > 1,
    })
}

fn page_number(
    query: &Query,
    name: &str,
    otherwise: i64,
    min: i64,
    max: Option<i64>,
) -> Result<i64, Refusal> {
    let Some(text) = query.text(name) else {
        return Ok(otherwise);
    };
    let refuse = |value: Value, constraint: (&str, &str)| {
        Err(Refusal::property(
            &query.target(name, value),
            name,
            constraint,
        ))
    };
    match text.parse::<i64>() {
        Err(_) => refuse(
            Value::Null,
            (
                "isNumber",
                &format!("{name} must be a number conforming to the specified constraints"),
            ),
        ),
        Ok(n) if n < min => refuse(
            json!(n),
            ("min", &format!("{name} must not be less than {min}")),
        ),
        Ok(n) => match max {
            Some(max) if n > max => refuse(
                json!(n),
                ("max", &format!("{name} must not be greater than {max}")),
            ),
            Some(_) | None => Ok(n),
        },
    }
}

fn read_statuses(query: &Query) -> Result<Vec<String>, Refusal> {
    let Some(text) = query.text("status") else {
        return Ok(Vec::new());
    };
    let statuses: Vec<String> = text
        .split(',')
        .map(|status| status.trim().to_owned())
        .collect();
    if statuses
        .iter()
        .any(|status| !STATUSES.contains(&status.as_str()))
    {
        let message = format!("Invalid status. Allowed are {}", STATUSES.join(", "));
        return Err(Refusal::property(
            &query.target("status", json!(statuses)),
            "status",
            ("isEnum", &message),
        ));
    }
    Ok(statuses)
}

fn check_sorts(query: &Query) -> Result<(), Refusal> {
    for (name, title) in SORTS {
        let Some(order) = query.text(name) else {
            continue;
        };
        if !matches!(order, "asc" | "desc") {
            let message = format!("{title} must be either \"asc\" or \"desc\".");
            return Err(Refusal::property(
                &query.target(name, json!(order)),
                name,
                ("isEnum", &message),
            ));
        }
    }
    Ok(())
}

fn has_status(booking: &Booking, status: &str, now: Timestamp) -> bool {
    match status {
        "upcoming" => booking.end >= now && booking.status == BookingStatus::Accepted,
        "past" => booking.end <= now && booking.status.is_live(),
        "cancelled" => matches!(
            booking.status,
            BookingStatus::Cancelled | BookingStatus::Rejected
        ),
        "unconfirmed" => booking.end >= now && booking.status == BookingStatus::Pending,
        // There are no recurring bookings here.
        _ => false,
    }
}

/// Whose bookings a caller sees: the own (as host or attendee), and with admin rights those of the team's event types and members.
struct Reach {
    users: Vec<i64>,
    teams: Vec<i64>,
    email: Option<String>,
}

impl Reach {
    fn of(world: &World, caller: i64) -> Self {
        let administered = world
            .users
            .keys()
            .filter(|user| world.administers(caller, **user));
        Self {
            users: administered.copied().chain([caller]).collect(),
            teams: world
                .teams
                .keys()
                .filter(|team| world.is_admin(caller, **team))
                .copied()
                .collect(),
            email: world.users.get(&caller).map(|user| user.email.clone()),
        }
    }

    fn covers(&self, world: &World, booking: &Booking) -> bool {
        let team = || {
            let event_type = booking.event_type.and_then(|id| world.event_types.get(&id));
            event_type.and_then(|event_type| world.team_of(event_type))
        };
        booking.hosts.iter().any(|host| self.users.contains(host))
            || booking
                .attendees
                .iter()
                .any(|attendee| Some(&attendee.email) == self.email.as_ref())
            || team().is_some_and(|team| self.teams.contains(&team))
    }
}

/// The filters that count for the totals.
struct Filter {
    event_types: Option<Vec<i64>>,
    teams: Option<Vec<i64>>,
    uid: Option<String>,
    email: Option<String>,
    name: Option<String>,
    after: Option<Timestamp>,
    before: Option<Timestamp>,
}

impl Filter {
    fn read(world: &World, call: &Call) -> Result<Self, Refusal> {
        let query = &call.query;
        let text = |name| query.text(name).map(str::to_owned);
        let event_types = query
            .numbers("eventTypeIds")
            .or_else(|| query.numbers("eventTypeId"));
        if event_types
            .iter()
            .flatten()
            .any(|id| !world.event_types.contains_key(id))
        {
            return Err(Refusal::procedure());
        }
        // Teams the caller does not belong to are dropped; with none left there is no filter.
        let teams = query
            .numbers("teamsIds")
            .or_else(|| query.numbers("teamId"));
        let teams = teams.map(|ids| {
            ids.into_iter()
                .filter(|id| world.role(call.user(), *id).is_some())
                .collect::<Vec<_>>()
        });
        Ok(Self {
            event_types,
            teams: teams.filter(|ids| !ids.is_empty()),
            uid: text("bookingUid"),
            email: text("attendeeEmail"),
            name: text("attendeeName"),
            after: instant(query, "afterStart")?,
            before: instant(query, "beforeEnd")?,
        })
    }

    fn fits(&self, world: &World, booking: &Booking) -> bool {
        let event_type = booking.event_type.and_then(|id| world.event_types.get(&id));
        let of_types = |ids: &Vec<i64>| {
            event_type
                .is_some_and(|e| ids.contains(&e.id) || e.parent.is_some_and(|p| ids.contains(&p)))
        };
        let of_teams = |ids: &Vec<i64>| {
            event_type
                .and_then(|e| world.team_of(e))
                .is_some_and(|team| ids.contains(&team))
        };
        self.event_types.as_ref().is_none_or(of_types)
            && self.teams.as_ref().is_none_or(of_teams)
            && self.uid.as_ref().is_none_or(|uid| *uid == booking.uid)
            && self
                .email
                .as_ref()
                .is_none_or(|email| booking.attendees.iter().any(|a| a.email == *email))
            && self
                .name
                .as_ref()
                .is_none_or(|name| booking.attendees.iter().any(|a| a.name == *name))
            && self.after.is_none_or(|after| booking.start >= after)
            && self.before.is_none_or(|before| booking.end <= before)
    }
}

/// The filters on when a booking was made or changed.
struct Changes {
    created: (Option<Timestamp>, Option<Timestamp>),
    updated: (Option<Timestamp>, Option<Timestamp>),
}

impl Changes {
    fn read(query: &Query) -> Result<Self, Refusal> {
        Ok(Self {
            created: (
                instant(query, "afterCreatedAt")?,
                instant(query, "beforeCreatedAt")?,
            ),
            updated: (
                instant(query, "afterUpdatedAt")?,
                instant(query, "beforeUpdatedAt")?,
            ),
        })
    }

    fn fit(&self, booking: &Booking) -> bool {
        let within = |(after, before): (Option<Timestamp>, Option<Timestamp>), at: Timestamp| {
            after.is_none_or(|after| at >= after) && before.is_none_or(|before| at <= before)
        };
        within(self.created, booking.created) && within(self.updated, booking.updated)
    }
}

fn instant(query: &Query, name: &str) -> Result<Option<Timestamp>, Refusal> {
    let Some(text) = query.text(name) else {
        return Ok(None);
    };
    // The server calls every such parameter by the same wrong name.
    let constraint = ("isIso8601", "fromDate must be a valid ISO 8601 date.");
    let refusal = || Refusal::property(&query.target(name, json!(text)), name, constraint);
    text.parse()
        .ok()
        .or_else(|| read_instant(text))
        .map(Some)
        .ok_or_else(refusal)
}

/// By what the query asks; else by start, the latest first for what is over.
fn sort(bookings: &mut [&Booking], query: &Query, status: Option<&str>) {
    let keys: [fn(&Booking) -> Timestamp; 4] =
        [|b| b.start, |b| b.end, |b| b.created, |b| b.updated];
    let asked = SORTS
        .iter()
        .zip(keys)
        .find_map(|((name, _), key)| Some((key, query.text(name)? == "desc")));
    let usual: (fn(&Booking) -> Timestamp, bool) =
        (|b| b.start, matches!(status, Some("past" | "cancelled")));
    let (key, descending) = asked.unwrap_or(usual);
    bookings.sort_by_key(|booking| (key(booking), booking.id));
    if descending {
        bookings.reverse();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_count_as_the_real_ones_do() {
        let beyond = pagination(15, 10, 1000);
        assert_eq!(
            (
                beyond["currentPage"].clone(),
                beyond["remainingItems"].clone()
            ),
            (json!(2), json!(0))
        );
        let none = pagination(0, 100, 0);
        assert_eq!(
            (none["currentPage"].clone(), none["totalPages"].clone()),
            (json!(0), json!(0))
        );
        let middle = pagination(308, 100, 100);
        assert_eq!(
            (
                middle["returnedItems"].clone(),
                middle["remainingItems"].clone()
            ),
            (json!(100), json!(108))
        );
        assert_eq!(
            (
                middle["hasNextPage"].clone(),
                middle["hasPreviousPage"].clone()
            ),
            (json!(true), json!(true))
        );
    }
}
