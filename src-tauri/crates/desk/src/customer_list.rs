//! Everybody whom the salon knows: the list, one customer's card, and what is put right on it.

use jiff::Timestamp;
use salon::{
    CustomerId, Email, Name, Phone, civil,
    customer::{LONGEST_NOTE, fold, note},
};
use store::{
    Read, Topic,
    customer_list::{self, Mark},
    customers,
};

use crate::{
    Desk, DeskError,
    customers::given,
    facts::Floor,
    request::{CustomerListRequest, CustomerMark, EditCustomerRequest},
    show,
    typed::Typed,
    view::{CustomerDetail, CustomerListView, CustomerRef},
};

/// Most customers on one page.
const MOST: u8 = 100;

impl Desk {
    /// Customers in the order of their names, and where to go on.
    ///
    /// # Errors
    /// The store's.
    pub fn customers(
        &self,
        request: &CustomerListRequest,
        now: Timestamp,
    ) -> Result<CustomerListView, DeskError> {
        let typed = Typed::read(&request.typed);
        let limit = usize::from(request.limit.clamp(1, MOST));
        let after = request.after.as_ref().map(|after| Mark {
            folded: after.name.clone(),
            id: CustomerId(after.id),
        });
        self.store.read(|read| {
            let floor = Floor::load(read)?;
            let search = || typed.as_ref().map(Typed::search);
            // One more tells whether there is another page.
            let asked = u32::from(request.limit.clamp(1, MOST)) + 1;
            let mut found = customer_list::page(read, search(), after.as_ref(), now, asked)?;
            let more = found.len() > limit;
            found.truncate(limit);
            Ok(CustomerListView {
                total: customer_list::count(read, search())?,
                next: found.last().filter(|_| more).map(|(mark, _)| CustomerMark {
                    name: mark.folded.clone(),
                    id: mark.id.0,
                }),
                customers: found
                    .iter()
                    .map(|(_, card)| show::customer(card, &floor))
                    .collect(),
            })
        })
    }

    /// One customer's card.
    ///
    /// # Errors
    /// `unknown_customer`; the store's.
    pub fn customer(&self, id: i64, now: Timestamp) -> Result<CustomerDetail, DeskError> {
        let id = CustomerId(id);
        self.store
            .read(|read| detail(read, &Floor::load(read)?, id, now))
    }

    /// Puts right what is known about a customer.
    ///
    /// # Errors
    /// `unknown_customer`, `invalid_name`, `invalid_phone`, `invalid_email`, `note_too_long`; the store's.
    pub fn edit_customer(
        &self,
        request: &EditCustomerRequest,
        now: Timestamp,
    ) -> Result<CustomerDetail, DeskError> {
        let name = Name::parse(&request.name)?;
        let phone = given(&request.phone).map(Phone::parse).transpose()?;
        let email = given(&request.email).map(Email::parse).transpose()?;
        let note = note(&request.note, LONGEST_NOTE)?;
        self.store.write(|tx| {
            let found = customers::find(tx, CustomerId(request.id))?;
            let mut customer = found.ok_or(DeskError::UnknownCustomer(request.id))?;
            customer.name = name.as_str().to_owned();
            customer.phone = phone.map(|phone| phone.e164());
            customer.email = email.map(|email| email.as_str().to_owned());
            customer.note = note;
            customers::update(tx, &customer, &fold(name.as_str()))?;
            tx.changed(Topic::Customers, Some(request.id), now)?;
            Ok::<_, DeskError>(())
        })?;
        self.customer(request.id, now)
    }
}

/// As [`Desk::customer`].
pub(crate) fn detail(
    read: &Read<'_>,
    floor: &Floor,
    id: CustomerId,
    now: Timestamp,
) -> Result<CustomerDetail, DeskError> {
    let card = customers::find_card(read, id, now)?;
    let card = card.ok_or(DeskError::UnknownCustomer(id.0))?;
    let visits = customer_list::visits(read, card.customer.id, now)?;
    let moment = |at| civil::rfc3339(at, &floor.zone);
    let alike = customer_list::alike(read, &card.customer)?;
    Ok(CustomerDetail {
        known_since: moment(card.customer.created_at),
        visits: visits.came,
        cancelled: visits.cancelled,
        next_visit: visits.next.map(moment),
        alike: alike
            .into_iter()
            .map(|one| CustomerRef {
                id: one.id.0,
                name: one.name,
                same_phone: one.phone.is_some() && one.phone == card.customer.phone,
            })
            .collect(),
        customer: show::customer(&card, floor),
    })
}
