//! The table of bookings, with the two indexes that everything asks for: the uid and the day.
//!
//! Invariant: a row's uid and start never change behind the table's back; [`Bookings::restart`] is the only way to shift one.

use std::collections::{BTreeMap, HashMap};

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::bookings::Span;
use crate::clock::later;
use crate::model::Booking;

const DAY: i64 = 24 * 60 * 60;

/// All bookings, in the order of their ids.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(from = "Vec<Booking>", into = "Vec<Booking>")]
pub(crate) struct Bookings {
    rows: BTreeMap<i64, Booking>,
    by_uid: HashMap<String, i64>,
    by_day: BTreeMap<i64, Vec<i64>>,
    /// The longest booking ever seen; what is near a time cannot have begun earlier than that.
    longest: SignedDuration,
}

impl Bookings {
    pub(crate) fn insert(&mut self, booking: Booking) {
        self.longest = self.longest.max(booking.end.duration_since(booking.start));
        self.by_uid.insert(booking.uid.clone(), booking.id);
        self.by_day
            .entry(day(booking.start))
            .or_default()
            .push(booking.id);
        self.rows.insert(booking.id, booking);
    }

    pub(crate) fn find(&self, uid: &str) -> Option<&Booking> {
        self.by_uid.get(uid).and_then(|id| self.rows.get(id))
    }

    pub(crate) fn find_mut(&mut self, uid: &str) -> Option<&mut Booking> {
        self.by_uid.get(uid).and_then(|id| self.rows.get_mut(id))
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Booking> {
        self.rows.values()
    }

    pub(crate) fn iter_mut(&mut self) -> impl Iterator<Item = &mut Booking> {
        self.rows.values_mut()
    }

    /// Those that overlap a span, by day and then by id.
    pub(crate) fn near(&self, span: Span) -> impl Iterator<Item = &Booking> {
        let earliest = later(
            span.start,
            SignedDuration::ZERO.saturating_sub(self.longest),
        );
        let near = self.starting(Some(earliest), Some(span.end));
        near.filter(move |booking| Span::new(booking.start, booking.end).overlaps(span))
    }

    /// Those that start within these days, by day and then by id.
    pub(crate) fn starting(
        &self,
        from: Option<Timestamp>,
        until: Option<Timestamp>,
    ) -> impl Iterator<Item = &Booking> {
        let (first, last) = (from.map_or(i64::MIN, day), until.map_or(i64::MAX, day));
        // An upside-down range would not be an empty one but a panic.
        let days = self.by_day.range(first.min(last)..=last);
        let days = days.filter(move |(day, _)| (first..=last).contains(*day));
        days.flat_map(|(_, ids)| ids)
            .filter_map(|id| self.rows.get(id))
    }

    /// Shifts a booking; its length stays. False if there is no such booking.
    pub(crate) fn restart(&mut self, uid: &str, start: Timestamp) -> bool {
        let Some(booking) = self.find(uid) else {
            return false;
        };
        let (id, before) = (booking.id, day(booking.start));
        if let Some(ids) = self.by_day.get_mut(&before) {
            ids.retain(|other| *other != id);
        }
        let Some(mut booking) = self.rows.remove(&id) else {
            return false;
        };
        booking.end = later(start, booking.end.duration_since(booking.start));
        booking.start = start;
        self.insert(booking);
        true
    }

    pub(crate) fn clear(&mut self) {
        *self = Self::default();
    }
}

impl From<Vec<Booking>> for Bookings {
    fn from(rows: Vec<Booking>) -> Self {
        let mut table = Self::default();
        rows.into_iter().for_each(|booking| table.insert(booking));
        table
    }
}

impl From<Bookings> for Vec<Booking> {
    fn from(table: Bookings) -> Self {
        table.rows.into_values().collect()
    }
}

fn day(at: Timestamp) -> i64 {
    at.as_second().div_euclid(DAY)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{NewBooking, Sim, World};

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    async fn sim_with_a_booking(start: &str) -> (Sim, String) {
        let sim = Sim::start(World::demo()).await.unwrap();
        sim.set_now(at("2026-11-21T00:30:00Z"));
        let event_type = sim.add_event_type("schnitt", 30, 2);
        let new = NewBooking {
            event_type_id: event_type,
            start: at(start),
            minutes: Some(90),
            name: "Paul Klaus".to_owned(),
            email: "paul@kundin.example".to_owned(),
            metadata: BTreeMap::new(),
        };
        let uid = sim.book(new).unwrap().uid;
        (sim, uid)
    }

    #[tokio::test]
    async fn a_booking_is_near_while_it_lasts_and_nowhere_else() {
        let (sim, uid) = sim_with_a_booking("2026-11-24T09:00:00Z").await;
        let world = sim.world();
        let near = |from: &str, to: &str| world.bookings.near(Span::new(at(from), at(to))).count();
        assert_eq!(near("2026-11-24T10:29:00Z", "2026-11-24T11:00:00Z"), 1);
        assert_eq!(near("2026-11-24T10:30:00Z", "2026-11-24T11:00:00Z"), 0);
        assert_eq!(near("2026-11-24T08:00:00Z", "2026-11-24T09:00:00Z"), 0);
        assert_eq!(world.bookings.find(&uid).unwrap().minutes(), 90);
    }

    #[tokio::test]
    async fn a_shifted_booking_is_found_at_its_new_time_only() {
        let (sim, uid) = sim_with_a_booking("2026-11-24T09:00:00Z").await;
        sim.rewrite_start(&uid, at("2026-11-26T23:30:00Z")).unwrap();
        let world = sim.world();
        let near = |from: &str, to: &str| world.bookings.near(Span::new(at(from), at(to))).count();
        assert_eq!(near("2026-11-24T09:00:00Z", "2026-11-24T10:00:00Z"), 0);
        assert_eq!(
            near("2026-11-27T00:30:00Z", "2026-11-27T01:30:00Z"),
            1,
            "past midnight"
        );
    }

    #[tokio::test]
    async fn an_upside_down_range_is_empty() {
        let (sim, _) = sim_with_a_booking("2026-11-24T09:00:00Z").await;
        let (later, earlier) = (at("2026-11-25T00:00:00Z"), at("2026-11-20T00:00:00Z"));
        assert_eq!(
            sim.world()
                .bookings
                .starting(Some(later), Some(earlier))
                .count(),
            0
        );
    }
}
