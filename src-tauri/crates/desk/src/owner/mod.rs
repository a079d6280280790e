//! What the owner sets up: services, staff, hours. An edit holds for whatever is booked from then on; what is booked already stays
//! as it is, and the answer says where it differs.

mod adjust;
mod differing;
mod in_the_way;
mod online;
mod pin;
mod service;
mod staff;
mod time;

use jiff::Timestamp;
use store::services;

use crate::{Desk, DeskError, facts::Floor, sheets::CatalogueSheets};

impl Desk {
    /// Services and staff with everything the owner decides about them, those off the list included.
    ///
    /// # Errors
    /// The store's.
    pub fn sheets(&self, now: Timestamp) -> Result<CatalogueSheets, DeskError> {
        self.store.read(|read| {
            let floor = Floor::load(read)?;
            let services = services::entries(read)?;
            Ok(CatalogueSheets {
                services: services.iter().map(service::sheet).collect(),
                staff: staff::sheets(read, &floor, now)?,
                palette: salon::colour::PALETTE.map(str::to_owned).to_vec(),
            })
        })
    }
}
