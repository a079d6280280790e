//! A customer's card erased, and two cards made one.
//!
//! Erased is the person: name, number, address, notes, reasons. Appointments that have been stay as figures, of nobody, and marks by which
//! a file does not bring them back ([`crate::erased`]). What lies
//! elsewhere – in Cal.com, in the backups of the last two weeks – is not ours to undo here; the answer says how much it is.

use jiff::Timestamp;
use salon::{CustomerId, customer::fold};
use store::{
    Topic, appointments,
    customers::{self, NewCustomer},
    list::{self, Filter},
    parked,
};

use crate::{
    Desk, DeskError, erased,
    view::{CustomerDetail, ErasedView},
};

/// Stands where a name stood.
const NOBODY: &str = "Gelöschte Person";

impl Desk {
    /// Erases one person. Appointments to come, and those in the tray, are called off first, by somebody who means it.
    ///
    /// # Errors
    /// `unknown_customer`; `still_booked`; the store's.
    pub fn erase_customer(&self, id: i64, now: Timestamp) -> Result<ErasedView, DeskError> {
        let customer = CustomerId(id);
        self.store.write(|tx| {
            let before = customers::find(tx, customer)?.ok_or(DeskError::UnknownCustomer(id))?;
            let to_come = appointments::to_come_of_customer(tx, customer, now)?;
            let to_come = to_come.iter().map(|one| one.id);
            let numbers: Vec<i64> = to_come
                .chain(parked::of_customer(tx, customer)?)
                .map(|id| id.0)
                .collect();
            if !numbers.is_empty() {
                return Err(DeskError::StillBooked(numbers));
            }
            let nobody = NewCustomer {
                uid: self.ids.next(now)?,
                name: NOBODY.to_owned(),
                folded: fold(NOBODY),
                phone: None,
                email: None,
                note: String::new(),
            };
            let in_calcom = customers::bookings_elsewhere(tx, customer)?;
            erased::leave_marks(tx, &before, self.ids.next(now)?, now)?;
            customers::erase(tx, customer, &nobody)?;
            tx.changed(Topic::Customers, Some(id), now)?;
            tx.changed(Topic::Appointments, None, now)?;
            tx.changed(Topic::Waiting, None, now)?;
            tx.changed(Topic::Calls, None, now)?;
            let theirs = Filter {
                customer: Some(customer),
                ..Filter::default()
            };
            tracing::info!(customer = %customer, "erased");
            Ok(ErasedView {
                appointments: list::count(tx, &theirs)?,
                in_calcom,
            })
        })
    }

    /// Makes two cards of one person one: appointments and wishes go to `kept`, and whatever only the other card knew.
    ///
    /// # Errors
    /// `unknown_customer`, `same_customer`; the store's.
    pub fn merge_customers(
        &self,
        kept: i64,
        double: i64,
        now: Timestamp,
    ) -> Result<CustomerDetail, DeskError> {
        if kept == double {
            return Err(DeskError::SameCustomer);
        }
        self.store.write(|tx| {
            let find = |id| -> Result<_, DeskError> {
                let found = customers::find(tx, CustomerId(id))?;
                found.ok_or(DeskError::UnknownCustomer(id))
            };
            let (mut one, other) = (find(kept)?, find(double)?);
            one.phone = one.phone.or(other.phone);
            one.email = one.email.or(other.email);
            let notes = [one.note.as_str(), other.note.as_str()];
            let notes: Vec<&str> = notes.into_iter().filter(|note| !note.is_empty()).collect();
            one.note = notes.join("\n");
            customers::merge(tx, one.id, other.id)?;
            customers::update(tx, &one, &fold(&one.name))?;
            tx.changed(Topic::Customers, None, now)?;
            tx.changed(Topic::Appointments, None, now)?;
            tracing::info!(kept = %one.id, double = %other.id, "merged");
            Ok::<_, DeskError>(())
        })?;
        self.customer(kept, now)
    }
}
