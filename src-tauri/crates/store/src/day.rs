//! Appointments with everything that the screen shows of them, in three queries however many there are.

use std::collections::HashMap;

use jiff::Timestamp;
use rusqlite::{Params, Row};
use salon::{AppointmentId, CustomerId, ServiceId, Span};

use crate::{
    Read, StoreError,
    appointments::{self, Appointment},
    customers::{self, CustomerCard, card},
    phases::{self, Phase},
    row::{At, list},
};

/// What of a service an appointment shows, also after it was taken off the price list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceCard {
    /// Row.
    pub id: ServiceId,
    /// 440.
    pub number: Option<u32>,
    /// "Ansatzfärbung".
    pub name: String,
    /// Palette entry.
    pub colour: String,
}

/// An appointment with its comb.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayEntry {
    /// The appointment.
    pub appointment: Appointment,
    /// What.
    pub service: ServiceCard,
    /// For whom.
    pub customer: CustomerCard,
    /// Segments and gaps in order.
    pub phases: Vec<Phase>,
}

/// What touches `window` and was not cancelled, by start.
///
/// # Errors
/// The book cannot be read.
pub fn during(read: &Read<'_>, window: Span, now: Timestamp) -> Result<Vec<DayEntry>, StoreError> {
    macro_rules! in_window {
        () => {
            "a.start_at > ?1 - 86400 AND a.start_at < ?2 AND a.end_at > ?1 AND a.status <> 'cancelled'"
        };
    }
    let window = (At(window.start), At(window.end));
    entries(
        read,
        &Queries {
            appointments: heads!(in_window!()),
            customers: cards!(in_window!(), "?3"),
            phases: combs!(in_window!()),
        },
        window,
        (window.0, window.1, At(now)),
    )
}

/// One appointment, also a cancelled one.
///
/// # Errors
/// The book cannot be read.
pub fn find(
    read: &Read<'_>,
    id: AppointmentId,
    now: Timestamp,
) -> Result<Option<DayEntry>, StoreError> {
    let found = entries(
        read,
        &Queries {
            appointments: heads!("a.id = ?1"),
            customers: cards!("a.id = ?1", "?2"),
            phases: combs!("a.id = ?1"),
        },
        [id.0],
        (id.0, At(now)),
    )?;
    Ok(found.into_iter().next())
}

/// Some appointments, cancelled ones too, in the order asked for.
///
/// # Errors
/// The book cannot be read.
pub fn of(
    read: &Read<'_>,
    ids: &[AppointmentId],
    now: Timestamp,
) -> Result<Vec<DayEntry>, StoreError> {
    macro_rules! listed {
        () => {
            "a.id IN (SELECT value FROM json_each(?1))"
        };
    }
    let which = list(ids.iter().map(|id| id.0));
    let found = entries(
        read,
        &Queries {
            appointments: heads!(listed!()),
            customers: cards!(listed!(), "?2"),
            phases: combs!(listed!()),
        },
        [which.as_str()],
        (which.as_str(), At(now)),
    )?;
    let mut found: HashMap<AppointmentId, DayEntry> = found
        .into_iter()
        .map(|entry| (entry.appointment.id, entry))
        .collect();
    Ok(ids.iter().filter_map(|id| found.remove(id)).collect())
}

struct Queries {
    appointments: &'static str,
    customers: &'static str,
    phases: &'static str,
}

/// `which` selects the appointments, `which_and_now` besides says from when a last visit is seen.
fn entries(
    read: &Read<'_>,
    queries: &Queries,
    which: impl Params + Copy,
    which_and_now: impl Params,
) -> Result<Vec<DayEntry>, StoreError> {
    let heads = read.all(queries.appointments, which, |row| {
        Ok((appointments::decode(row)?, decode_service(row)?))
    })?;
    let customers: HashMap<CustomerId, CustomerCard> = read
        .all(queries.customers, which_and_now, customers::decode_card)?
        .into_iter()
        .map(|card| (card.customer.id, card))
        .collect();
    let mut combs: HashMap<AppointmentId, Vec<Phase>> = HashMap::new();
    for phase in read.all(queries.phases, which, phases::decode)? {
        combs.entry(phase.appointment).or_default().push(phase);
    }
    // A foreign key keeps every appointment's customer, so nothing is left out here.
    let entry = |(appointment, service): (Appointment, ServiceCard)| {
        Some(DayEntry {
            customer: customers.get(&appointment.customer)?.clone(),
            phases: combs.remove(&appointment.id).unwrap_or_default(),
            appointment,
            service,
        })
    };
    Ok(heads.into_iter().filter_map(entry).collect())
}

/// Appointments `a` with their service.
macro_rules! heads {
    ($which:expr) => {
        concat!(
            "SELECT a.*, s.number AS service_number, s.name AS service_name, s.colour AS service_colour
             FROM appointments a JOIN services s ON s.id = a.service_id
             WHERE ",
            $which,
            " ORDER BY a.start_at, a.id"
        )
    };
}
use heads;

/// The customers of these appointments, each once.
macro_rules! cards {
    ($which:expr, $now:literal) => {
        concat!(
            "SELECT *, ",
            card!($now),
            " FROM customers WHERE id IN (SELECT a.customer_id FROM appointments a WHERE ",
            $which,
            ")"
        )
    };
}
use cards;

/// The phases of these appointments.
macro_rules! combs {
    ($which:expr) => {
        concat!(
            "SELECT p.* FROM appointments a JOIN phases p ON p.appointment_id = a.id WHERE ",
            $which,
            " ORDER BY p.appointment_id, p.sequence"
        )
    };
}
use combs;

fn decode_service(row: &Row<'_>) -> rusqlite::Result<ServiceCard> {
    Ok(ServiceCard {
        id: ServiceId(row.get("service_id")?),
        number: row.get("service_number")?,
        name: row.get("service_name")?,
        colour: row.get("service_colour")?,
    })
}
