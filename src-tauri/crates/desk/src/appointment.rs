//! One appointment with what happened to it.

use jiff::Timestamp;
use salon::AppointmentId;
use store::{day, history, sync::standing};

use crate::{Desk, DeskError, facts::Floor, show, view::AppointmentDetail};

impl Desk {
    /// An appointment, also one that was cancelled.
    ///
    /// # Errors
    /// `unknown_appointment`; the store's.
    pub fn appointment(&self, id: i64, now: Timestamp) -> Result<AppointmentDetail, DeskError> {
        self.store.read(|read| {
            let key = AppointmentId(id);
            let entry = day::find(read, key, now)?.ok_or(DeskError::UnknownAppointment(id))?;
            let floor = Floor::load(read)?;
            let standings = show::by_phase(standing::of_appointment(read, key)?);
            let history = history::of_appointment(read, key)?;
            Ok(AppointmentDetail {
                appointment: show::by_itself(&entry, &standings, &floor),
                history: history
                    .iter()
                    .map(|one| show::history(one, &floor))
                    .collect(),
            })
        })
    }
}
