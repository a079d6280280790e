//! Everything that the book knows about one customer, for them to take along.

use jiff::Timestamp;
use salon::CustomerId;
use store::{
    calls,
    list::{self, Filter, Order},
    waiting,
};

use crate::{
    Desk, DeskError, appointment, calls::shown, customer_list, facts::Floor, view::CustomerExport,
    waiting::told,
};

impl Desk {
    /// A customer's card, every appointment with its segments and history, what they wait for and their calls: as of one moment.
    ///
    /// # Errors
    /// `unknown_customer`; the store's.
    pub fn export_customer(&self, id: i64, now: Timestamp) -> Result<CustomerExport, DeskError> {
        let customer = CustomerId(id);
        self.store.read(|read| {
            let floor = Floor::load(read)?;
            let card = customer_list::detail(read, &floor, customer, now)?;
            let theirs = Filter {
                customer: Some(customer),
                ..Filter::default()
            };
            let appointments =
                list::page(read, &theirs, Order::Earliest, None, u32::MAX)?.into_iter();
            let waiting = waiting::open(read)?.into_iter();
            let calls = calls::of_customer(read, customer)?.into_iter();
            Ok(CustomerExport {
                exported_at: now.to_string(),
                card,
                appointments: appointments
                    .map(|mark| appointment::detail(read, &floor, mark.id, now))
                    .collect::<Result<_, _>>()?,
                waiting: waiting
                    .filter(|entry| entry.what.customer == customer)
                    .map(|entry| told(read, &floor, &entry, now))
                    .collect::<Result<_, _>>()?,
                calls: calls
                    .map(|call| {
                        let mut call = shown(read, &call, &floor, now)?;
                        // What they did for somebody else is that person's.
                        call.deeds.retain(|deed| deed.appointment.customer.id == id);
                        Ok::<_, DeskError>(call)
                    })
                    .collect::<Result<_, _>>()?,
            })
        })
    }
}
