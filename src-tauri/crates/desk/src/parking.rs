//! The parking tray: an appointment is taken off the sheet and waits for another place.
//!
//! Its time is given up at once, for the desk and for Cal.com alike: there its bookings are cancelled and made anew when it is placed.
//! Kept bookings would promise a time that the desk may sell to somebody else in the next minute. Everything else about it stays –
//! number, customer, people, lengths, note, history – and a move puts it back.

use jiff::Timestamp;
use salon::AppointmentId;
use serde_json::json;
use store::{
    Tx,
    appointments::{self, Status},
    day,
    history::Action,
    parked, phases,
    sync::standing,
};

use crate::{
    Desk, DeskError,
    call_off::find,
    facts::Floor,
    show,
    view::{AppointmentDetail, ParkedView},
};

impl Desk {
    /// What lies in the tray, the oldest first.
    ///
    /// # Errors
    /// The store's.
    pub fn tray(&self, now: Timestamp) -> Result<Vec<ParkedView>, DeskError> {
        self.store.read(|read| {
            let floor = Floor::load(read)?;
            let (ids, since): (Vec<_>, Vec<_>) = parked::all(read)?.into_iter().unzip();
            let standings = show::by_phase(standing::of_appointments(read, &ids)?);
            let entries = day::of(read, &ids, now)?;
            let views = entries.iter().zip(since).map(|(entry, since)| ParkedView {
                appointment: show::by_itself(entry, &standings, &floor),
                since: salon::civil::rfc3339(since, &floor.zone),
            });
            Ok(views.collect())
        })
    }

    /// Takes an appointment off the sheet. Twice is once.
    ///
    /// # Errors
    /// `unknown_appointment`; `not_booked` if it was called off or missed; the store's.
    pub fn park(&self, id: i64, now: Timestamp) -> Result<AppointmentDetail, DeskError> {
        let key = AppointmentId(id);
        self.store.write(|tx| {
            match find(tx, key)?.status {
                Status::Booked => {}
                Status::Cancelled if parked::is_in(tx, key)? => return Ok(()),
                status @ (Status::Cancelled | Status::NoShow) => {
                    return Err(DeskError::NotBooked(status));
                }
            }
            parked::put(tx, key, now)?;
            appointments::set_status(tx, key, Status::Cancelled, None, now)?;
            phases::vacate(tx, key)?;
            self.follow_up(tx, key, Action::Cancelled, &json!({ "tray": true }), now)?;
            tracing::info!(appointment = %key, "parked");
            Ok(())
        })?;
        self.appointment(id, now)
    }
}

/// Back on the sheet.
pub(crate) fn take_out(tx: &Tx<'_>, id: AppointmentId, now: Timestamp) -> Result<(), DeskError> {
    parked::take(tx, id)?;
    appointments::set_status(tx, id, Status::Booked, None, now)?;
    Ok(())
}
