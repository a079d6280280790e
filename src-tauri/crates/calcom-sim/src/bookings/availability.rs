//! Who is free when: the schedule minus what is booked.

use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use crate::clock::later_minutes;
use crate::model::{EventType, Scheduling};
use crate::world::World;

/// A stretch of time, end excluded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Span {
    pub start: Timestamp,
    pub end: Timestamp,
}

impl Span {
    pub(crate) fn new(start: Timestamp, end: Timestamp) -> Self {
        Self { start, end }
    }

    pub(crate) fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    pub(crate) fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

/// A user's working hours that touch the span, in order.
pub(crate) fn working_hours(world: &World, user: i64, within: Span) -> Vec<Span> {
    let Some(schedule) = world
        .schedules
        .iter()
        .find(|schedule| schedule.owner == user)
    else {
        return Vec::new();
    };
    let zone = TimeZone::get(&schedule.time_zone).unwrap_or(TimeZone::UTC);
    let (first, last) = (
        within.start.to_zoned(zone.clone()).date(),
        within.end.to_zoned(zone.clone()).date(),
    );
    let mut open = Vec::new();
    for date in first.series(1.day()).take_while(|date| *date <= last) {
        let weekday = date.weekday().to_monday_zero_offset();
        for hours in schedule
            .hours
            .iter()
            .filter(|hours| hours.days.contains(&weekday))
        {
            let at = |minutes: i16| {
                // 24:00 is the next day's midnight.
                let midnight = date.to_datetime(jiff::civil::Time::midnight());
                let local = midnight.checked_add(i64::from(minutes).minutes()).ok()?;
                Some(local.to_zoned(zone.clone()).ok()?.timestamp())
            };
            if let (Some(start), Some(end)) = (at(hours.from), at(hours.to)) {
                open.push(Span::new(start, end));
            }
        }
    }
    open.retain(|span| span.overlaps(within));
    open.sort();
    open
}

/// Minutes; no buffer is longer, which bounds what has to be looked at closely.
pub(crate) const LONGEST_BUFFER: i64 = 24 * 60;

/// When a user is taken around a span, seen from an event type: bookings widened by both sides' buffers. `ignoring` is a booking being moved.
pub(crate) fn busy(
    world: &World,
    user: i64,
    event_type: &EventType,
    around: Span,
    ignoring: Option<&str>,
) -> Vec<Span> {
    let near = Span::new(
        later_minutes(around.start, -2 * LONGEST_BUFFER),
        later_minutes(around.end, 2 * LONGEST_BUFFER),
    );
    let email = world.users.get(&user).map(|user| user.email.as_str());
    let mut spans: Vec<Span> = world
        .bookings
        .near(near)
        .filter(|booking| booking.status.is_live() && ignoring != Some(booking.uid.as_str()))
        .filter(|booking| {
            // Whoever attends a booking is busy, too.
            booking.hosts.contains(&user)
                || booking
                    .attendees
                    .iter()
                    .any(|a| Some(a.email.as_str()) == email)
        })
        .map(|booking| {
            let other = booking.event_type.and_then(|id| world.event_types.get(&id));
            let (before, after) =
                other.map_or((0, 0), |other| (other.before_buffer, other.after_buffer));
            Span::new(
                later_minutes(booking.start, -(before + event_type.after_buffer)),
                later_minutes(booking.end, after + event_type.before_buffer),
            )
        })
        .collect();
    spans.sort();
    spans
}

/// Whether a user works during the whole span and is not taken.
pub(crate) fn is_free(
    world: &World,
    user: i64,
    event_type: &EventType,
    span: Span,
    ignoring: Option<&str>,
) -> bool {
    working_hours(world, user, span)
        .iter()
        .any(|open| open.contains(span))
        && !busy(world, user, event_type, span, ignoring)
            .iter()
            .any(|taken| taken.overlaps(span))
}

/// Who would host a booking: all hosts of a collective type, the mandatory ones and one more of a round-robin type, the owner of a user's own.
/// `None` when somebody needed is not free. `only` narrows the round-robin hosts, `same` is a host to keep.
pub(crate) fn choose_hosts(
    world: &World,
    event_type: &EventType,
    span: Span,
    only: Option<&[i64]>,
    same: Option<i64>,
    ignoring: Option<&str>,
) -> Option<Vec<i64>> {
    let free = |user: &i64| is_free(world, *user, event_type, span, ignoring);
    if event_type.scheduling != Some(Scheduling::RoundRobin) {
        let everybody = event_type.host_users();
        return (!everybody.is_empty() && everybody.iter().all(free)).then_some(everybody);
    }
    let (mandatory, others): (Vec<_>, Vec<_>) =
        event_type.hosts.iter().partition(|host| host.mandatory);
    let mut chosen: Vec<i64> = mandatory.iter().map(|host| host.user).collect();
    if !chosen.iter().all(free) {
        return None;
    }
    let candidates: Vec<i64> = others
        .iter()
        .map(|host| host.user)
        .filter(|user| {
            only.is_none_or(|only| only.contains(user)) && same.is_none_or(|same| same == *user)
        })
        .collect();
    if !others.is_empty() {
        let free: Vec<i64> = candidates.into_iter().filter(free).collect();
        let turn = match free.as_slice() {
            [only] => *only,
            several => *several
                .iter()
                .min_by_key(|user| last_turn(world, event_type.id, **user))?,
        };
        chosen.push(turn);
    }
    (!chosen.is_empty()).then_some(chosen)
}

/// When a host was last booked on an event type; the one who waited longest is next.
fn last_turn(world: &World, event_type: i64, user: i64) -> Option<Timestamp> {
    let theirs = world
        .bookings
        .iter()
        .filter(|b| b.event_type == Some(event_type) && b.hosts.contains(&user));
    theirs.map(|booking| booking.created).max()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(from: &str, to: &str) -> Span {
        Span::new(from.parse().unwrap(), to.parse().unwrap())
    }

    #[test]
    fn the_demo_salon_works_tuesday_to_saturday_in_its_own_zone() {
        let world = World::demo();
        let open = working_hours(
            &world,
            2,
            span("2026-11-21T00:00:00Z", "2026-11-24T23:00:00Z"),
        );
        assert_eq!(
            open,
            [
                span("2026-11-21T08:00:00Z", "2026-11-21T14:00:00Z"),
                span("2026-11-24T08:00:00Z", "2026-11-24T17:30:00Z")
            ]
        );
    }

    #[test]
    fn summer_time_moves_the_hours() {
        let world = World::demo();
        let open = working_hours(
            &world,
            2,
            span("2026-07-07T00:00:00Z", "2026-07-07T20:00:00Z"),
        );
        assert_eq!(open, [span("2026-07-07T07:00:00Z", "2026-07-07T16:30:00Z")]);
    }

    #[test]
    fn touching_spans_do_not_overlap() {
        let first = span("2026-11-24T08:00:00Z", "2026-11-24T09:00:00Z");
        assert!(!first.overlaps(span("2026-11-24T09:00:00Z", "2026-11-24T10:00:00Z")));
        assert!(first.overlaps(span("2026-11-24T08:59:00Z", "2026-11-24T10:00:00Z")));
    }
}
