//! What others do in Cal.com: customers online, somebody in the office in the web interface.

use std::collections::BTreeMap;

use calcom_sim::{ActError, NewBooking, SimBooking};
use jiff::{SignedDuration, tz::TimeZone};
use store::sync::event_map;

use crate::{reception::some_time, town::Town};

/// Users of the stand-in's world: Anna and Mehmet.
const HOSTS: [i64; 2] = [3, 4];

pub fn something(town: &Town, random: &mut fastrand::Rng) {
    match random.u32(..100) {
        0..33 => book(town, random),
        33..55 => drop(move_one(town, random)),
        55..75 => cancel_one(town, random),
        75..83 => hand_over(town, random),
        83..90 => nobody_came(town, random),
        90..97 => book_privately(town, random),
        _ => move_and_cancel(town, random),
    }
}

/// A customer books one of the salon's event types.
fn book(town: &Town, random: &mut fastrand::Rng) {
    if let Some(public) = town.public.filter(|_| random.bool()) {
        return book_on(town, public, random);
    }
    let Some(desk) = town.desks.iter().find(|desk| desk.is_running()) else {
        return;
    };
    let map = desk.read(event_map::all);
    if let Some(pair) = random.choice(&map) {
        book_on(town, pair.event_type_id, random);
    }
}

/// Somebody books a type of their own that no service knows.
fn book_privately(town: &Town, random: &mut fastrand::Rng) {
    let host = HOSTS[random.usize(..2)];
    let slug = format!("privat-{}", random.u32(..));
    let event_type = town.sim.add_event_type(&slug, 15 * random.i64(1..6), host);
    book_on(town, event_type, random);
}

fn book_on(town: &Town, event_type_id: i64, random: &mut fastrand::Rng) {
    let zone = TimeZone::get("Europe/Berlin").unwrap();
    let start = some_time(town.now(), random).to_zoned(zone).unwrap();
    let number = random.u32(..50);
    let new = NewBooking {
        event_type_id,
        start: start.timestamp(),
        minutes: None,
        name: format!("Online {number}"),
        email: format!("online.{number}@kundin.example"),
        metadata: BTreeMap::new(),
    };
    let booked = town
        .sim
        .book(new)
        .map(|booking| format!("{} on {event_type_id} at {start}", booking.uid));
    tell(town, "books", booked);
}

fn move_one(town: &Town, random: &mut fastrand::Rng) -> Option<SimBooking> {
    let which = coming(town, random)?;
    let start = if random.bool() {
        let nearby = which
            .start
            .checked_add(SignedDuration::from_mins(15 * random.i64(-8..=8)));
        nearby.unwrap()
    } else {
        let zone = TimeZone::get("Europe/Berlin").unwrap();
        some_time(town.now(), random)
            .to_zoned(zone)
            .unwrap()
            .timestamp()
    };
    let moved = town.sim.reschedule(&which.uid, start);
    tell(
        town,
        "moves",
        moved
            .as_ref()
            .map(|new| format!("{} to {} at {start}", which.uid, new.uid))
            .map_err(Clone::clone),
    );
    moved.ok()
}

fn cancel_one(town: &Town, random: &mut fastrand::Rng) {
    if let Some(which) = coming(town, random) {
        cancel(town, &which);
    }
}

fn cancel(town: &Town, which: &SimBooking) {
    let cancelled = town.sim.cancel(&which.uid, "Keine Zeit");
    tell(town, "cancels", cancelled.map(|()| which.uid.clone()));
}

fn move_and_cancel(town: &Town, random: &mut fastrand::Rng) {
    if let Some(moved) = move_one(town, random) {
        cancel(town, &moved);
    }
}

fn hand_over(town: &Town, random: &mut fastrand::Rng) {
    if let Some(which) = coming(town, random) {
        let host = HOSTS[random.usize(..2)];
        let handed = town.sim.reassign(&which.uid, host);
        tell(
            town,
            "hands over",
            handed.map(|()| format!("{} to {host}", which.uid)),
        );
    }
}

fn nobody_came(town: &Town, random: &mut fastrand::Rng) {
    let now = town.now();
    let mut begun = town.sim.live_bookings();
    begun
        .retain(|b| b.start <= now && now.duration_since(b.start) < SignedDuration::from_hours(12));
    if let Some(which) = random.choice(begun) {
        let noted = town.sim.mark_no_show(&which.uid);
        tell(town, "marks as absent", noted.map(|()| which.uid));
    }
}

fn coming(town: &Town, random: &mut fastrand::Rng) -> Option<SimBooking> {
    let mut coming = town.sim.live_bookings();
    coming.retain(|booking| booking.start > town.now());
    random.choice(coming)
}

fn tell(town: &Town, what: &str, outcome: Result<String, ActError>) {
    match outcome {
        Ok(which) => town.note("in cal.com somebody", format!("{what} {which}")),
        Err(error) => town.note("in cal.com somebody", format!("{what}: {error}")),
    }
}
