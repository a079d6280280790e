//! A believable fortnight: who comes when, booked through the desk like any other appointment.

use std::collections::BTreeMap;

use desk::{
    Desk, DeskError,
    request::{BookRequest, CustomerChoice},
};
use jiff::{
    Timestamp, ToSpan,
    civil::{Date, Weekday},
};

use super::people::{GUESTS, Guest};

/// A fortnight.
const DAYS: usize = 14;

/// Stylist (place in the team), civil time, service.
type Entry = (usize, &'static str, &'static str);

const COLOUR: &str = "Ansatzfärbung";
const LENGTHS: &str = "Ansatz + Längenausgleich";
const BLOND: &str = "Komplette Umfärbung/Blondierung";
const PERM: &str = "Dauerwelle";
const BALAYAGE: &str = "Balayage";
const CUT: &str = "Waschen, Schneiden, Föhnen";
const MEN: &str = "Herrenschnitt";
const CHILD: &str = "Kinderschnitt";
const ADVICE: &str = "Beratung";

/// Full, with the gaps of colour appointments in use.
const BUSY: &[Entry] = &[
    (0, "09:00", CHILD),
    (0, "09:30", COLOUR),
    (0, "10:05", ADVICE),
    (0, "12:40", BLOND),
    (0, "13:20", MEN),
    (0, "16:30", CUT),
    (1, "09:00", CUT),
    (1, "10:15", PERM),
    (1, "13:00", BALAYAGE),
    (1, "14:35", MEN),
    (2, "09:15", MEN),
    (2, "10:00", CUT),
    (2, "11:00", MEN),
    (2, "11:30", MEN),
    (2, "13:30", LENGTHS),
    (2, "14:05", ADVICE),
    (2, "17:00", MEN),
];
/// An ordinary day.
const STEADY: &[Entry] = &[
    (0, "09:30", CUT),
    (0, "11:00", LENGTHS),
    (0, "11:35", CHILD),
    (0, "15:00", MEN),
    (1, "09:00", COLOUR),
    (1, "09:35", ADVICE),
    (1, "12:30", CUT),
    (1, "15:00", CUT),
    (2, "10:00", MEN),
    (2, "10:30", MEN),
    (2, "12:00", PERM),
    (2, "15:30", COLOUR),
    (2, "16:00", ADVICE),
];
/// Room for walk-ins.
const QUIET: &[Entry] = &[
    (0, "10:00", COLOUR),
    (0, "14:00", CUT),
    (0, "16:00", MEN),
    (1, "09:30", CUT),
    (1, "11:00", BLOND),
    (1, "16:00", CHILD),
    (2, "11:00", MEN),
    (2, "13:00", CUT),
    (2, "16:30", MEN),
];
/// Open until three.
const SATURDAY: &[Entry] = &[
    (0, "09:00", CUT),
    (0, "10:00", CUT),
    (0, "11:15", COLOUR),
    (0, "11:50", ADVICE),
    (1, "09:00", BLOND),
    (1, "09:40", MEN),
    (1, "12:30", CUT),
    (2, "09:00", MEN),
    (2, "09:30", MEN),
    (2, "10:00", CHILD),
    (2, "10:30", CUT),
    (2, "12:00", MEN),
    (2, "12:30", MEN),
];

fn entries(date: Date) -> &'static [Entry] {
    match date.weekday() {
        Weekday::Sunday | Weekday::Monday => &[],
        Weekday::Tuesday => QUIET,
        Weekday::Wednesday | Weekday::Thursday => STEADY,
        Weekday::Friday => BUSY,
        Weekday::Saturday => SATURDAY,
    }
}

/// Books fourteen days from `first` on; what has begun by `now` is left out. Returns how many appointments each day got.
///
/// # Errors
/// The first refusal, naming the entry: the plan above has to fit the sample salon.
pub(super) fn book(
    desk: &Desk,
    first: Date,
    now: Timestamp,
) -> Result<BTreeMap<Date, usize>, DeskError> {
    let catalogue = desk.catalogue()?;
    let mut guests = GUESTS.iter().cycle();
    let mut booked = BTreeMap::new();
    for date in first.series(1.day()).take(DAYS) {
        for &(person, time, service) in entries(date) {
            let Some(guest) = guests.next() else { break };
            let (Some(service), Some(staff)) = (
                catalogue
                    .services
                    .iter()
                    .find(|known| known.name == service),
                catalogue.staff.get(person),
            ) else {
                continue;
            };
            let request = BookRequest {
                then: Vec::new(),
                customer: customer(desk, guest, now)?,
                service_id: service.id,
                staff_id: Some(staff.id),
                start: format!("{date}T{time}"),
                note: String::new(),
                lengths: Vec::new(),
                hold: None,
                despite_warnings: false,
                idempotency_key: Some(format!("demo-{date}-{person}-{time}")),
            };
            match desk.book(&request, now) {
                Ok(_) => *booked.entry(date).or_default() += 1,
                Err(error) if error.code() == "warnings" => {}
                Err(error) => return Err(error),
            }
        }
    }
    Ok(booked)
}

/// The guest's row if they came before, else what the desk writes down at the first visit.
fn customer(desk: &Desk, guest: &Guest, now: Timestamp) -> Result<CustomerChoice, DeskError> {
    let known = desk
        .find_customers(guest.name, now)?
        .into_iter()
        .find(|known| known.name == guest.name);
    Ok(match known {
        Some(known) => CustomerChoice::Known { id: known.id },
        None => CustomerChoice::New {
            name: guest.name.to_owned(),
            phone: Some(guest.phone()),
            email: guest.email(),
        },
    })
}
