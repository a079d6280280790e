//! Everything that the book knows about one customer, for them to take along.

use jiff::Timestamp;
use salon::{AppointmentId, CustomerId};
use store::list::{self, Filter, Order};

use crate::{Desk, DeskError, view::CustomerExport};

impl Desk {
    /// A customer's card and every appointment with its segments and history, the earliest first.
    ///
    /// # Errors
    /// `unknown_customer`; the store's.
    pub fn export_customer(&self, id: i64, now: Timestamp) -> Result<CustomerExport, DeskError> {
        let card = self.customer(id, now)?;
        let theirs: Vec<AppointmentId> = self.store.read(|read| {
            let filter = Filter {
                customer: Some(CustomerId(id)),
                ..Filter::default()
            };
            let marks = list::page(read, &filter, Order::Earliest, None, u32::MAX)?;
            Ok::<_, DeskError>(marks.into_iter().map(|mark| mark.id).collect())
        })?;
        let appointments = theirs.into_iter().map(|one| self.appointment(one.0, now));
        Ok(CustomerExport {
            exported_at: now.to_string(),
            card,
            appointments: appointments.collect::<Result<_, _>>()?,
        })
    }
}
