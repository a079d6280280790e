//! Use cases of the desk that concern more than one appointment, or take one off the sheet for a while.

use desk::request::{
    AlongWish, BookRequest, BookWaitingRequest, CancelManyRequest, CancelRequest, CustomerChoice,
    HandOverRequest, MoveRequest, ServiceWish, WaitRequest,
};
use store::{
    appointments::{Appointment, Status},
    sync::whole,
};

use crate::{
    desk::Desk,
    reception::{customer, one_of, some_time, tell, tell_done},
    town::Town,
};

pub fn something(town: &Town, desk: &Desk, random: &mut fastrand::Rng) {
    match random.u32(..100) {
        0..20 => book_several(town, desk, random),
        20..32 => move_whole(town, desk, random),
        32..42 => cancel_whole(town, desk, random),
        42..50 => cancel_many(town, desk, random),
        50..65 => hand_over(town, desk, random),
        65..77 => park(town, desk, random),
        77..87 => place_again(town, desk, random),
        87..92 => walk_in(town, desk, random),
        92..96 => wait(town, desk, random),
        _ => book_waiting(town, desk, random),
    }
}

/// Two services, one after the other.
fn book_several(town: &Town, desk: &Desk, random: &mut fastrand::Rng) {
    let then = ServiceWish {
        service_id: desk.services[random.usize(..2)].0,
        staff_id: random.bool().then(|| desk.staff[random.usize(..2)].0),
        lengths: Vec::new(),
    };
    let request = BookRequest {
        then: vec![then],
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
    let what = format!("books two services at {}", request.start);
    tell(
        town,
        desk,
        &what,
        booked.map(|booked| booked.appointment.id),
    );
}

/// What was booked online as a whole gets a booking for each segment.
pub fn split(town: &Town, desk: &Desk, random: &mut fastrand::Rng) {
    let is_whole = |a: &Appointment| desk.read(|read| whole::find(read, a.id)).is_some();
    let Some(which) = one_of(desk, random, is_whole) else {
        return;
    };
    let now = desk.clock.shows();
    let split = desk
        .book()
        .write(|tx| sync::whole::split(tx, which.id, now));
    match split {
        Ok(()) => town.note(&desk.name, format!("splits appointment {}", which.id)),
        Err(error) => town.note(&desk.name, format!("cannot split: {error}")),
    }
}

/// The other appointments of a visit.
fn together(desk: &Desk, id: i64) -> Vec<i64> {
    let shown = desk.reception().appointment(id, desk.clock.shows());
    let visit = shown.map(|shown| shown.visit).unwrap_or_default();
    let along = visit.iter().filter(|part| part.goes_along);
    along.map(|part| part.id).collect()
}

fn move_whole(town: &Town, desk: &Desk, random: &mut fastrand::Rng) {
    let Some(which) = one_of(desk, random, |a| a.status == Status::Booked) else {
        return;
    };
    let along = together(desk, which.id.0).into_iter().map(|id| AlongWish {
        appointment_id: id,
        staff_id: None,
    });
    let request = MoveRequest {
        along: along.collect(),
        appointment_id: which.id.0,
        start: some_time(desk.clock.shows(), random).to_string(),
        staff_id: (random.u32(..3) == 0).then(|| desk.staff[random.usize(..2)].0),
        lengths: Vec::new(),
        despite_warnings: true,
    };
    let moved = desk
        .reception()
        .move_appointment(&request, desk.clock.shows());
    let what = format!(
        "moves with {} more to {}",
        request.along.len(),
        request.start
    );
    tell(town, desk, &what, moved.map(|_| which.id.0));
}

fn cancel_whole(town: &Town, desk: &Desk, random: &mut fastrand::Rng) {
    let Some(which) = one_of(desk, random, |a| a.status == Status::Booked) else {
        return;
    };
    let request = CancelRequest {
        whole_visit: true,
        appointment_id: which.id.0,
        reason: String::new(),
    };
    let cancelled = desk.reception().cancel(&request, desk.clock.shows());
    tell(
        town,
        desk,
        "cancels the visit of",
        cancelled.map(|_| which.id.0),
    );
}

/// Several are called off, and perhaps all of them come back.
fn cancel_many(town: &Town, desk: &Desk, random: &mut fastrand::Rng) {
    let some =
        (0..random.u32(1..4)).filter_map(|_| one_of(desk, random, |a| a.status == Status::Booked));
    let ids: Vec<i64> = some.map(|which| which.id.0).collect();
    let request = CancelManyRequest {
        appointment_ids: ids.clone(),
        reason: "Wasserrohrbruch".to_owned(),
    };
    let now = desk.clock.shows();
    let cancelled = desk.reception().cancel_many(&request, now);
    tell_done(town, desk, &format!("cancels {ids:?}"), cancelled);
    if random.u32(..3) == 0 {
        let back = desk.reception().reinstate_many(&ids, now);
        tell_done(town, desk, &format!("reinstates {ids:?}"), back);
    }
}

fn hand_over(town: &Town, desk: &Desk, random: &mut fastrand::Rng) {
    let Some(which) = one_of(desk, random, |a| a.status == Status::Booked) else {
        return;
    };
    let keys = ["A", "B", "C", "D"];
    let request = HandOverRequest {
        appointment_id: which.id.0,
        key: keys[random.usize(..keys.len())].to_owned(),
        staff_id: desk.staff[random.usize(..2)].0,
        despite_warnings: true,
    };
    let handed = desk.reception().hand_over(&request, desk.clock.shows());
    let what = format!("hands {} over to {}", request.key, request.staff_id);
    tell(town, desk, &what, handed.map(|_| which.id.0));
}

/// Takes one off the sheet, with the rest of its visit.
fn park(town: &Town, desk: &Desk, random: &mut fastrand::Rng) {
    let Some(which) = one_of(desk, random, |a| a.status == Status::Booked) else {
        return;
    };
    let mut ids = together(desk, which.id.0);
    ids.push(which.id.0);
    let parked = desk.reception().park(&ids, desk.clock.shows());
    tell(
        town,
        desk,
        &format!("puts {ids:?} into the tray"),
        parked.map(|()| which.id.0),
    );
}

/// Takes one out of the tray, onto the sheet or to be called off.
fn place_again(town: &Town, desk: &Desk, random: &mut fastrand::Rng) {
    let now = desk.clock.shows();
    let tray = match desk.reception().tray(now) {
        Ok(tray) => tray,
        Err(error) => return tell_done(town, desk, "looks into the tray", Err(error)),
    };
    let Some(parked) = random.choice(&tray) else {
        return;
    };
    let id = parked.appointment.id;
    if random.u32(..4) == 0 {
        let request = CancelRequest {
            whole_visit: false,
            appointment_id: id,
            reason: String::new(),
        };
        let gone = desk.reception().cancel(&request, now);
        return tell(town, desk, "gives up out of the tray", gone.map(|_| id));
    }
    let along = parked.visit.iter().map(|part| AlongWish {
        appointment_id: part.id,
        staff_id: None,
    });
    let request = MoveRequest {
        along: along.collect(),
        appointment_id: id,
        start: some_time(now, random).to_string(),
        staff_id: None,
        lengths: Vec::new(),
        despite_warnings: true,
    };
    let placed = desk.reception().move_appointment(&request, now);
    let what = format!("places out of the tray at {}", request.start);
    tell(town, desk, &what, placed.map(|_| id));
}

/// Somebody stands in the door: the first free place of today.
fn walk_in(town: &Town, desk: &Desk, random: &mut fastrand::Rng) {
    let (service, now) = (desk.services[random.usize(..2)].0, desk.clock.shows());
    let free = match desk.reception().walk_in(service, now) {
        Ok(free) => free,
        Err(error) => return tell_done(town, desk, "looks who is free", Err(error)),
    };
    let Some(first) = free.first() else {
        return;
    };
    let request = BookRequest {
        then: Vec::new(),
        customer: CustomerChoice::WalkIn,
        service_id: service,
        staff_id: Some(first.staff_id),
        start: first.start.clone(),
        note: String::new(),
        lengths: Vec::new(),
        hold: None,
        despite_warnings: true,
        idempotency_key: None,
    };
    let booked = desk.reception().book(&request, now);
    let what = format!("books who came in at {}", request.start);
    tell(
        town,
        desk,
        &what,
        booked.map(|booked| booked.appointment.id),
    );
}

fn wait(town: &Town, desk: &Desk, random: &mut fastrand::Rng) {
    let request = WaitRequest {
        customer: customer(random),
        service_id: desk.services[random.usize(..2)].0,
        staff_id: None,
        from: None,
        to: None,
        weekdays: Vec::new(),
        from_minute: None,
        to_minute: None,
        note: String::new(),
    };
    let waits = desk.reception().wait(&request, desk.clock.shows());
    tell_done(
        town,
        desk,
        "puts somebody on the waiting list",
        waits.map(drop),
    );
}

fn book_waiting(town: &Town, desk: &Desk, random: &mut fastrand::Rng) {
    let now = desk.clock.shows();
    let open = match desk.reception().waiting(now) {
        Ok(open) => open,
        Err(error) => return tell_done(town, desk, "reads the waiting list", Err(error)),
    };
    let Some(entry) = random.choice(&open) else {
        return;
    };
    let request = BookWaitingRequest {
        id: entry.id,
        start: None,
        staff_id: None,
        despite_warnings: false,
    };
    let booked = desk.reception().book_waiting(&request, now);
    tell(
        town,
        desk,
        "books off the waiting list",
        booked.map(|booked| booked.appointment.id),
    );
}
