//! What receptionists do, by the desk's own use cases.

use desk::{
    DeskError,
    request::{BookRequest, CancelRequest, CustomerChoice, LengthOverride, MoveRequest},
    sheets::TimeOffRequest,
};
use jiff::{SignedDuration, Timestamp, ToSpan, civil::DateTime, tz::TimeZone};
use salon::Span;
use store::{
    appointments::{self, Appointment, Status},
    blocked::{self, BlockReason},
    sync::review,
};
use sync::{review as remedies, view::Remedy};

use crate::{desk::Desk, form, town::Town, visits};

const ZONE: &str = "Europe/Berlin";
/// Customers are booked this many days ahead at most.
const AHEAD: i64 = 9;

pub async fn something(town: &Town, desk: &Desk, random: &mut fastrand::Rng) {
    match random.u32(..120) {
        0..24 => book(town, desk, random),
        24..36 => form::fill_in(town, desk, random).await,
        36..52 => move_one(town, desk, random),
        52..56 => move_after_asking(town, desk, random).await,
        100..116 => visits::something(town, desk, random),
        116.. => visits::split(town, desk, random),
        56..66 => cancel_one(town, desk, random),
        66..72 => reinstate_one(town, desk, random),
        72..77 => nobody_came(town, desk, random),
        77..90 => see_to_review(town, desk, random),
        90..92 => (0..random.u32(2..6)).for_each(|_| book(town, desk, random)),
        92..95 => take_off(town, desk, random),
        95..97 => give_back(town, desk, random),
        _ => think_twice(town, desk, random),
    }
}

/// A time in the coming days when the salon is open, mostly, on a grid of five minutes.
pub fn some_time(now: Timestamp, random: &mut fastrand::Rng) -> DateTime {
    let today = now.to_zoned(TimeZone::get(ZONE).unwrap()).date();
    let day = today.checked_add(random.i64(0..=AHEAD).days()).unwrap();
    day.at(random.i8(9..18), 5 * random.i8(0..12), 0, 0)
}

fn book(town: &Town, desk: &Desk, random: &mut fastrand::Rng) {
    let request = BookRequest {
        then: Vec::new(),
        customer: customer(random),
        service_id: desk.services[random.usize(..2)].0,
        staff_id: random.bool().then(|| desk.staff[random.usize(..2)].0),
        start: some_time(desk.clock.shows(), random).to_string(),
        note: String::new(),
        lengths: Vec::new(),
        hold: None,
        despite_warnings: true,
        idempotency_key: None,
    };
    let booked = desk.reception().book(&request, desk.clock.shows());
    let what = format!(
        "books service {} for {:?} at {}",
        request.service_id, request.staff_id, request.start
    );
    tell(
        town,
        desk,
        &what,
        booked.map(|booked| booked.appointment.id),
    );
}

/// A few of them have an address, some are somebody's namesake.
pub fn customer(random: &mut fastrand::Rng) -> CustomerChoice {
    let number = random.u32(..200);
    CustomerChoice::New {
        name: format!("Kundin {number}"),
        phone: number
            .is_multiple_of(3)
            .then(|| format!("+49171{:07}", 1_000_000 + number)),
        email: number
            .is_multiple_of(2)
            .then(|| format!("kundin.{number}@kundin.example")),
    }
}

fn move_one(town: &Town, desk: &Desk, random: &mut fastrand::Rng) {
    let Some(which) = one_of(desk, random, |a| a.status == Status::Booked) else {
        return;
    };
    move_to(town, desk, &which, random);
}

async fn move_after_asking(town: &Town, desk: &Desk, random: &mut fastrand::Rng) {
    let Some(which) = one_of(desk, random, |a| a.status == Status::Booked) else {
        return;
    };
    let request = somewhere_else(desk, &which, random);
    form::ask_about_move(town, desk, &request, which.service).await;
    if desk.is_running() {
        move_by(town, desk, &request);
    }
}

fn move_to(town: &Town, desk: &Desk, which: &Appointment, random: &mut fastrand::Rng) {
    move_by(town, desk, &somewhere_else(desk, which, random));
}

fn somewhere_else(desk: &Desk, which: &Appointment, random: &mut fastrand::Rng) -> MoveRequest {
    let zone = TimeZone::get(ZONE).unwrap();
    let nearby = which
        .when
        .span
        .start
        .checked_add(SignedDuration::from_mins(random.i64(-6..=6) * 15));
    let start = match random.u32(..3) {
        0 => nearby.unwrap().to_zoned(zone).datetime(),
        _ => some_time(desk.clock.shows(), random),
    };
    let gap = LengthOverride {
        key: "GAP_A".to_owned(),
        minutes: 5 * random.u16(0..10),
    };
    let another_gap = random.u32(..4) == 0 && which.service == desk.services[0];
    MoveRequest {
        along: Vec::new(),
        appointment_id: which.id.0,
        start: start.to_string(),
        staff_id: (random.u32(..3) == 0).then(|| desk.staff[random.usize(..2)].0),
        lengths: Vec::from_iter(another_gap.then_some(gap)),
        despite_warnings: true,
    }
}

fn move_by(town: &Town, desk: &Desk, request: &MoveRequest) {
    let moved = desk
        .reception()
        .move_appointment(request, desk.clock.shows());
    let what = format!(
        "moves to {} of {:?}, gaps {:?}",
        request.start, request.staff_id, request.lengths
    );
    tell(town, desk, &what, moved.map(|_| request.appointment_id));
}

fn cancel_one(town: &Town, desk: &Desk, random: &mut fastrand::Rng) {
    if let Some(which) = one_of(desk, random, |a| a.status == Status::Booked) {
        cancel(town, desk, &which);
    }
}

fn cancel(town: &Town, desk: &Desk, which: &Appointment) {
    let request = CancelRequest {
        whole_visit: false,
        appointment_id: which.id.0,
        reason: "Kundin krank".to_owned(),
    };
    let cancelled = desk.reception().cancel(&request, desk.clock.shows());
    tell(town, desk, "cancels", cancelled.map(|_| which.id.0));
}

fn reinstate_one(town: &Town, desk: &Desk, random: &mut fastrand::Rng) {
    if let Some(which) = one_of(desk, random, |a| a.status == Status::Cancelled) {
        reinstate(town, desk, &which);
    }
}

fn reinstate(town: &Town, desk: &Desk, which: &Appointment) {
    let back = desk.reception().reinstate(which.id.0, desk.clock.shows());
    tell(town, desk, "reinstates", back.map(|_| which.id.0));
}

fn nobody_came(town: &Town, desk: &Desk, random: &mut fastrand::Rng) {
    let now = desk.clock.shows();
    let begun = |a: &Appointment| a.status == Status::Booked && a.when.span.start <= now;
    if let Some(which) = one_of(desk, random, begun) {
        let noted = desk.reception().mark_no_show(which.id.0, now);
        tell(
            town,
            desk,
            "notes that nobody came to",
            noted.map(|_| which.id.0),
        );
    }
}

/// Cancelled and taken back, or moved there and back, in one breath.
fn think_twice(town: &Town, desk: &Desk, random: &mut fastrand::Rng) {
    let Some(which) = one_of(desk, random, |a| a.status == Status::Booked) else {
        return;
    };
    if random.bool() {
        cancel(town, desk, &which);
        reinstate(town, desk, &which);
    } else {
        move_to(town, desk, &which, random);
        move_to(town, desk, &which, random);
    }
}

/// Some hours, a day, or a few days.
fn take_off(town: &Town, desk: &Desk, random: &mut fastrand::Rng) {
    let from = some_time(desk.clock.shows(), random);
    let (from, to) = match random.u32(..3) {
        0 => (from.date().to_string(), from.date().to_string()),
        1 => {
            let days = random.i64(1..4).days();
            let last = from.date().checked_add(days).unwrap();
            (from.date().to_string(), last.to_string())
        }
        _ => {
            let minutes = 5 * random.i64(1..50);
            let to = from.checked_add(minutes.minutes()).unwrap();
            (from.to_string(), to.to_string())
        }
    };
    let request = TimeOffRequest {
        staff_id: desk.staff[random.usize(..2)].0,
        from,
        to,
        pause: random.bool(),
        note: String::new(),
    };
    let taken = desk.reception().take_time_off(&request, desk.clock.shows());
    let what = format!(
        "takes off {} from {} to {}",
        request.staff_id, request.from, request.to
    );
    tell_off(town, desk, &what, taken.map(drop));
}

fn give_back(town: &Town, desk: &Desk, random: &mut fastrand::Rng) {
    let now = desk.clock.shows();
    let end = now
        .checked_add(SignedDuration::from_hours(24 * (AHEAD + 4)))
        .unwrap();
    let window = Span::new(now, end).unwrap();
    let mut off = desk.read(|read| blocked::during(read, &desk.staff, window));
    off.retain(|one| one.reason != BlockReason::Calcom);
    if let Some(one) = random.choice(off) {
        let given = desk.reception().give_time_back(one.id, now);
        let what = format!("gives back {} of {}", one.span.start, one.staff);
        tell_off(town, desk, &what, given.map(drop));
    }
}

fn tell_off(town: &Town, desk: &Desk, what: &str, outcome: Result<(), DeskError>) {
    match outcome {
        Ok(()) => town.note(&desk.name, what),
        Err(error) => town.complain(format!("{}: {what}: {error}", desk.name)),
    }
}

/// Takes one of the remedies that the review list offers.
fn see_to_review(town: &Town, desk: &Desk, random: &mut fastrand::Rng) {
    let open = desk.read(review::list);
    let Some(entry) = random.choice(&open) else {
        return;
    };
    let offered = desk.read(remedies::list);
    let Some(shown) = offered.iter().find(|shown| shown.id == entry.id) else {
        return;
    };
    let Some(remedy) = random.choice(&shown.remedies).copied() else {
        return;
    };
    town.note(
        &desk.name,
        format!(
            "sees to {} of {:?}: {remedy:?}",
            entry.code, entry.appointment
        ),
    );
    let about = entry
        .appointment
        .and_then(|id| desk.read(|read| appointments::find(read, id)));
    match (remedy, about) {
        (Remedy::OtherTime, Some(which)) => move_to(town, desk, &which, random),
        (Remedy::CancelAll, Some(which)) => cancel(town, desk, &which),
        (remedy, _) => {
            let now = desk.clock.shows();
            let seen_to = desk.book().write(|tx| {
                remedies::resolve(
                    tx,
                    entry.id,
                    remedy,
                    store::sync::Priority::Interactive,
                    now,
                )
            });
            if let Err(error) = seen_to {
                town.note(&desk.name, format!("cannot: {error}"));
            }
        }
    }
}

/// One of the appointments of these days.
pub fn one_of(
    desk: &Desk,
    random: &mut fastrand::Rng,
    which: impl Fn(&Appointment) -> bool,
) -> Option<Appointment> {
    let now = desk.clock.shows();
    let hours = |hours| now.checked_add(SignedDuration::from_hours(hours)).unwrap();
    let window = Span::new(hours(-12), hours(24 * (AHEAD + 1))).unwrap();
    let known: Vec<_> = desk.read(|read| appointments::during(read, window));
    let fitting: Vec<_> = known.into_iter().filter(|a| which(a)).collect();
    random.choice(fitting)
}

/// Notes what came of something that was done to an appointment.
pub fn tell(town: &Town, desk: &Desk, what: &str, outcome: Result<i64, DeskError>) {
    let which = outcome
        .as_ref()
        .map(|id| format!("{what} – appointment {id}"));
    let what = which.unwrap_or_else(|_| what.to_owned());
    tell_done(town, desk, &what, outcome.map(drop));
}

/// Notes what came of something else.
pub fn tell_done(town: &Town, desk: &Desk, what: &str, outcome: Result<(), DeskError>) {
    match outcome {
        Ok(()) => town.note(&desk.name, what),
        Err(DeskError::Store(error)) => {
            town.complain(format!("{}: {what}: {error}", desk.name));
        }
        Err(error) => town.note(&desk.name, format!("{what} – not done: {}", error.code())),
    }
}
