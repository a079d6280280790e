//! Which starts are free: working hours minus bookings and reservations, cut into steps.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use crate::bookings::availability::{Span, busy, working_hours};
use crate::bookings::within_window;
use crate::clock::{later, later_minutes};
use crate::model::{EventType, Scheduling};
use crate::world::World;

const MEMORY: Duration = Duration::from_secs(2);

/// Slot lists that were just given out: for two seconds the same question gets the same answer, however things have changed.
#[derive(Debug, Clone, Default)]
pub(crate) struct SlotMemory(HashMap<String, (Timestamp, Instant, Value)>);

impl SlotMemory {
    /// The answer to the same question, unless two seconds have passed on the server's or on the machine's clock.
    pub(crate) fn recall(&self, question: &str, now: Timestamp) -> Option<Value> {
        let (at, given, answer) = self.0.get(question)?;
        fresh(*at, *given, now).then(|| answer.clone())
    }

    pub(crate) fn remember(&mut self, question: &str, answer: Value, now: Timestamp) {
        self.0.retain(|_, (at, given, _)| fresh(*at, *given, now));
        self.0
            .insert(question.to_owned(), (now, Instant::now(), answer));
    }
}

fn fresh(at: Timestamp, given: Instant, now: Timestamp) -> bool {
    now.duration_since(at).unsigned_abs() < MEMORY && given.elapsed() < MEMORY
}

/// What is asked for.
pub(crate) struct SlotQuery<'a> {
    pub event_type: &'a EventType,
    pub within: Span,
    pub minutes: i64,
    pub only_hosts: Option<Vec<i64>>,
    pub ignoring: Option<&'a str>,
    pub now: Timestamp,
}

/// Free slots in order. Managed parents and types without hosts have none.
pub(crate) fn free_slots(world: &World, query: &SlotQuery<'_>) -> Vec<Span> {
    let event_type = query.event_type;
    let hosts: Vec<i64> = event_type
        .host_users()
        .into_iter()
        .filter(|user| {
            query
                .only_hosts
                .as_ref()
                .is_none_or(|only| only.contains(user))
        })
        .collect();
    if event_type.is_managed_parent() || hosts.is_empty() {
        return Vec::new();
    }
    let free: Vec<Vec<Span>> = hosts
        .iter()
        .map(|host| free_time(world, query, *host))
        .collect();
    let ranges = match event_type.scheduling {
        Some(Scheduling::RoundRobin) => union(free.into_iter().flatten().collect()),
        Some(Scheduling::Collective | Scheduling::Managed) | None => free
            .into_iter()
            .reduce(|a, b| intersection(&a, &b))
            .unwrap_or_default(),
    };
    let earliest = later_minutes(query.now, event_type.minimum_notice);
    let mut slots: Vec<Span> = ranges
        .iter()
        .flat_map(|range| cut(*range, query, earliest))
        .collect();
    // A union of two hosts' time can hold a slot that neither of them can do alone.
    if event_type.scheduling == Some(Scheduling::RoundRobin) {
        slots.retain(|slot| {
            hosts.iter().any(|host| {
                free_time(world, query, *host)
                    .iter()
                    .any(|f| f.contains(*slot))
            })
        });
    }
    slots.retain(|slot| within_window(&event_type.booking_window, slot.start, query.now));
    slots
}

fn free_time(world: &World, query: &SlotQuery<'_>, host: i64) -> Vec<Span> {
    let mut taken = busy(world, host, query.event_type, query.within, query.ignoring);
    let claims = world
        .reservations
        .values()
        .filter(|claim| claim.host == host && claim.until > query.now);
    taken.extend(claims.map(|claim| Span::new(claim.start, claim.end)));
    taken.sort();
    let mut free = Vec::new();
    for open in working_hours(world, host, query.within) {
        let mut from = open.start;
        for span in taken.iter().filter(|span| span.overlaps(open)) {
            if span.start > from {
                free.push(Span::new(from, span.start));
            }
            from = from.max(span.end);
        }
        if from < open.end {
            free.push(Span::new(from, open.end));
        }
    }
    free
}

fn union(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort();
    let mut joined: Vec<Span> = Vec::new();
    for span in spans {
        match joined.last_mut() {
            Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
            Some(_) | None => joined.push(span),
        }
    }
    joined
}

fn intersection(a: &[Span], b: &[Span]) -> Vec<Span> {
    let both = |a: &Span, b: &Span| Span::new(a.start.max(b.start), a.end.min(b.end));
    a.iter()
        .flat_map(|a| b.iter().map(move |b| both(a, b)))
        .filter(|span| span.start < span.end)
        .collect()
}

/// Slots of one free range, from its start rounded up to the grid, or from the earliest moment allowed.
fn cut(range: Span, query: &SlotQuery<'_>, earliest: Timestamp) -> Vec<Span> {
    let step = query
        .event_type
        .slot_interval
        .unwrap_or(query.event_type.minutes)
        .max(1);
    let from = range.start.max(earliest).max(query.within.start);
    let until = range.end.min(query.within.end);
    let mut start = round_up(from, grid(step));
    let mut slots = Vec::new();
    while later_minutes(start, query.minutes) <= until {
        slots.push(Span::new(start, later_minutes(start, query.minutes)));
        start = later_minutes(start, step);
    }
    slots
}

/// Steps that divide into an hour's usual parts start on those parts; others on any minute.
fn grid(step: i64) -> i64 {
    [60, 30, 20, 15, 10, 5]
        .into_iter()
        .find(|part| step % part == 0)
        .unwrap_or(1)
}

fn round_up(at: Timestamp, minutes: i64) -> Timestamp {
    let seconds = minutes * 60;
    let over = at.as_second().rem_euclid(seconds);
    let whole = if over == 0 { 0 } else { seconds - over };
    later(at, SignedDuration::from_secs(whole))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minute: i64) -> Timestamp {
        Timestamp::from_second(1_800_000_000 + minute * 60).unwrap()
    }

    fn span(from: i64, to: i64) -> Span {
        Span::new(at(from), at(to))
    }

    #[test]
    fn a_free_range_starts_on_the_grid() {
        assert_eq!(round_up(at(27), 5), at(30));
        assert_eq!(round_up(at(30), 5), at(30));
        assert_eq!(grid(45), 15);
        assert_eq!(grid(7), 1);
    }

    #[test]
    fn free_time_of_several_hosts_is_joined_or_shared() {
        assert_eq!(
            union(vec![span(30, 60), span(0, 30), span(90, 100)]),
            [span(0, 60), span(90, 100)]
        );
        assert_eq!(
            intersection(&[span(0, 40)], &[span(20, 60)]),
            [span(20, 40)]
        );
    }
}
