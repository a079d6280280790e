//! A customer at a glance: what they had, what they usually have, and whom a new name may really be.

use jiff::Timestamp;
use salon::{
    CustomerId, Phone, Service, StaffId,
    customer::{fold, same_words},
    habit::{self, Unusual},
};
use store::{
    appointments::{self, Status},
    customer_list,
    customers::{self, Search},
    day::{self, DayEntry},
    services,
};

use crate::{
    Desk, DeskError,
    facts::Floor,
    show,
    view::{CustomerGlance, CustomerView, PastVisit, UnusualLength},
};

/// Most visits that are shown.
const SHOWN: usize = 5;
/// How many visits a habit is read off.
const REMEMBERED: u32 = 20;
/// Most customers of the same words that are looked through.
const MOST_ALIKE: u32 = 20;

impl Desk {
    /// What they had last and what it took, what they usually have and with whom.
    ///
    /// # Errors
    /// `unknown_customer`; the store's.
    pub fn customer_glance(&self, id: i64, now: Timestamp) -> Result<CustomerGlance, DeskError> {
        self.store.read(|read| {
            let floor = Floor::load(read)?;
            let card = customers::find_card(read, CustomerId(id), now)?;
            let card = card.ok_or(DeskError::UnknownCustomer(id))?;
            let past = appointments::past_of_customer(read, card.customer.id, now, REMEMBERED)?;
            let ids: Vec<_> = past.iter().map(|one| one.id).collect();
            let past = day::of(read, &ids, now)?;
            let on_sale = services::all(read)?;
            let came = || past.iter().filter(|one| !is_missed(one));
            let of_service: Vec<i64> = came().map(|one| one.service.id.0).collect();
            let by: Vec<StaffId> = came().map(|one| one.appointment.when.staff).collect();
            let next = customer_list::visits(read, card.customer.id, now)?.next;
            Ok(CustomerGlance {
                customer: show::customer(&card, &floor),
                next_visit: next.map(|at| salon::civil::rfc3339(at, &floor.zone)),
                usual_service_id: habit::usual(&of_service)
                    .copied()
                    .filter(|id| on_sale.iter().any(|service| service.id.0 == *id)),
                usual_staff_id: habit::usual(&by)
                    .filter(|staff| floor.works_here(**staff))
                    .map(|staff| staff.0),
                visits: past
                    .iter()
                    .take(SHOWN)
                    .map(|one| visit(one, &on_sale, &floor))
                    .collect(),
            })
        })
    }

    /// Whom somebody new may be: known by the same words of a name, or reached at the same number. A number that is none
    /// yet, because it is still being typed, finds nobody.
    ///
    /// # Errors
    /// The store's.
    pub fn resembling(
        &self,
        name: &str,
        phone: &str,
        now: Timestamp,
    ) -> Result<Vec<CustomerView>, DeskError> {
        let phone = Phone::parse(phone).ok().map(|phone| phone.e164());
        let folded = fold(&name.replace([',', '.', '-'], " "));
        self.store.read(|read| {
            let floor = Floor::load(read)?;
            // Each by itself: twenty of the same name would leave no room for the one at the same number.
            let at_number = match &phone {
                Some(phone) => customers::with_phone(read, phone)?,
                None => Vec::new(),
            };
            let mut alike = Vec::new();
            for customer in &at_number {
                alike.extend(customers::find_card(read, customer.id, now)?);
            }
            let search = Search {
                folded: &folded,
                digits: "",
            };
            let named = customers::search(read, search, now, MOST_ALIKE)?.into_iter();
            let others = named.filter(|card| {
                let known = at_number.iter().any(|one| one.id == card.customer.id);
                !known && same_words(&card.customer.name, name)
            });
            alike.extend(others);
            Ok(alike
                .iter()
                .map(|card| show::customer(card, &floor))
                .collect())
        })
    }
}

fn is_missed(entry: &DayEntry) -> bool {
    entry.appointment.status == Status::NoShow
}

fn visit(entry: &DayEntry, on_sale: &[Service], floor: &Floor) -> PastVisit {
    let appointment = &entry.appointment;
    let phases: Vec<_> = entry.phases.iter().map(|p| p.planned.clone()).collect();
    let service = on_sale.iter().find(|one| one.id == entry.service.id);
    let unusual = service.map(|service| habit::unusual_lengths(service, &phases));
    let span = appointment.when.span;
    PastVisit {
        appointment_id: appointment.id.0,
        start: salon::civil::rfc3339(span.start, &floor.zone),
        service: show::service(&entry.service),
        staff_id: appointment.when.staff.0,
        staff_name: floor.name(appointment.when.staff),
        minutes: u32::try_from(span.minutes()).unwrap_or_default(),
        missed: is_missed(entry),
        note: appointment.note.clone(),
        unusual: unusual
            .unwrap_or_default()
            .into_iter()
            .map(unusual_length)
            .collect(),
    }
}

fn unusual_length(length: Unusual) -> UnusualLength {
    UnusualLength {
        key: length.key,
        name: length.name,
        minutes: length.minutes,
        usual: length.usual,
    }
}
