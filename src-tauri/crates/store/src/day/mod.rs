//! Appointments with everything that the screen shows of them, in three queries however many there are.

mod sheet;

use std::{collections::HashMap, sync::Arc};

use jiff::Timestamp;
use rusqlite::Params;
use salon::{AppointmentId, CustomerId, ServiceId, Span};

use crate::{
    Read, StoreError,
    appointments::{self, Appointment},
    customers::{self, CustomerCard, card},
    phases::{self, Phase},
    row::{At, Row, list},
};

pub use sheet::{SheetEntry, SheetPhase, phones, sheet};

/// Appointments `a` that touch a stretch of time and were not cancelled.
macro_rules! in_window {
    () => {
        "a.start_at > ?1 - 86400 AND a.start_at < ?2 AND a.end_at > ?1 AND a.status <> 'cancelled'"
    };
}

use in_window;

/// Appointments `a` of a list.
macro_rules! listed {
    () => {
        "a.id IN (SELECT value FROM json_each(?1))"
    };
}

/// Appointments `a` with their service, and their phases, in no order: SQLite would write all of them down once more to sort them.
macro_rules! queries {
    ($which:expr) => {
        Queries {
            appointments: concat!(
                "SELECT a.*, s.number AS service_number, s.name AS service_name, s.colour AS service_colour
                 FROM appointments a JOIN services s ON s.id = a.service_id
                 WHERE ",
                $which
            ),
            phases: concat!(
                "SELECT p.* FROM appointments a JOIN phases p ON p.appointment_id = a.id WHERE ",
                $which
            ),
        }
    };
}

/// The cards of their customers, each once, seen from an instant.
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

/// An appointment with its comb and its customer. What several have in common is there once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayEntry {
    /// The appointment.
    pub appointment: Appointment,
    /// What.
    pub service: Arc<ServiceCard>,
    /// For whom.
    pub customer: Arc<CustomerCard>,
    /// Segments and gaps in order.
    pub phases: Vec<Phase>,
}

/// What touches `window` and was not cancelled, by start.
///
/// # Errors
/// The book cannot be read.
pub fn during(read: &Read<'_>, window: Span, now: Timestamp) -> Result<Vec<DayEntry>, StoreError> {
    let window = (At(window.start), At(window.end));
    let and_now = (window.0, window.1, At(now));
    let cards = read.all(cards!(in_window!(), "?3"), and_now, decode_card)?;
    entries(read, &IN_WINDOW, window, cards)
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
    const THIS: Queries = queries!("a.id = ?1");
    let cards = read.all(cards!("a.id = ?1", "?2"), (id.0, At(now)), decode_card)?;
    let found = entries(read, &THIS, [id.0], cards)?;
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
    const THESE: Queries = queries!(listed!());
    let which = list(ids.iter().map(|id| id.0));
    let and_now = (which.as_str(), At(now));
    let cards = read.all(cards!(listed!(), "?2"), and_now, decode_card)?;
    let found = entries(read, &THESE, [which.as_str()], cards)?;
    let mut found: HashMap<AppointmentId, DayEntry> = found
        .into_iter()
        .map(|entry| (entry.appointment.id, entry))
        .collect();
    Ok(ids.iter().filter_map(|id| found.remove(id)).collect())
}

/// What selects appointments selects their phases too.
struct Queries {
    appointments: &'static str,
    phases: &'static str,
}

const IN_WINDOW: Queries = queries!(in_window!());

/// `which` selects the appointments; `customers` are theirs. By start.
fn entries(
    read: &Read<'_>,
    queries: &Queries,
    which: impl Params + Copy,
    customers: Vec<(CustomerId, CustomerCard)>,
) -> Result<Vec<DayEntry>, StoreError> {
    let mut services = Services::default();
    let mut heads = read.all(queries.appointments, which, |row| {
        let appointment = appointments::decode(row)?;
        let service = services.of(row, appointment.service)?;
        Ok((appointment, service))
    })?;
    heads.sort_by_key(|(appointment, _)| (appointment.when.span.start, appointment.id));
    let customers: HashMap<CustomerId, Arc<CustomerCard>> = customers
        .into_iter()
        .map(|(id, customer)| (id, Arc::new(customer)))
        .collect();
    let mut combs: HashMap<AppointmentId, Vec<Phase>> = HashMap::new();
    for phase in read.all(queries.phases, which, phases::decode)? {
        combs.entry(phase.appointment).or_default().push(phase);
    }
    // A foreign key keeps every appointment's customer, so nothing is left out here.
    let entry = |(appointment, service): (Appointment, Arc<ServiceCard>)| {
        let mut phases = combs.remove(&appointment.id).unwrap_or_default();
        phases.sort_by_key(|phase| phase.sequence);
        Some(DayEntry {
            customer: Arc::clone(customers.get(&appointment.customer)?),
            phases,
            appointment,
            service,
        })
    };
    Ok(heads.into_iter().filter_map(entry).collect())
}

fn decode_card(row: &Row<'_>) -> rusqlite::Result<(CustomerId, CustomerCard)> {
    let card = customers::decode_card(row)?;
    Ok((card.customer.id, card))
}

/// The services of some appointments, each decoded once.
#[derive(Default)]
struct Services(HashMap<ServiceId, Arc<ServiceCard>>);

impl Services {
    /// That of the appointment in `row`.
    fn of(&mut self, row: &Row<'_>, id: ServiceId) -> rusqlite::Result<Arc<ServiceCard>> {
        if let Some(known) = self.0.get(&id) {
            return Ok(Arc::clone(known));
        }
        let card = Arc::new(ServiceCard {
            id,
            number: row.get("service_number")?,
            name: row.get("service_name")?,
            colour: row.get("service_colour")?,
        });
        self.0.insert(id, Arc::clone(&card));
        Ok(card)
    }
}
