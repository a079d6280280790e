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
    Desk, DeskError, appointment::rest_of_visit, call_off::find, facts::Floor, show,
    view::ParkedView,
};

impl Desk {
    /// What lies in the tray, the oldest first; appointments of one visit that were for the same day lie there as one.
    ///
    /// # Errors
    /// The store's.
    pub fn tray(&self, now: Timestamp) -> Result<Vec<ParkedView>, DeskError> {
        self.store.read(|read| {
            let floor = Floor::load(read)?;
            let (ids, since): (Vec<_>, Vec<_>) = parked::all(read)?.into_iter().unzip();
            let standings = show::by_phase(standing::of_appointments(read, &ids)?);
            let entries = day::of(read, &ids, now)?;
            let mut views = Vec::with_capacity(entries.len());
            for (entry, since) in entries.iter().zip(since) {
                let visit = rest_of_visit(read, entry, now, &floor)?;
                let along: Vec<_> = visit.into_iter().filter(|part| part.goes_along).collect();
                let appointment = show::by_itself(entry, &standings, &floor);
                // The first of them speaks for all.
                if along
                    .iter()
                    .all(|part| (&appointment.start, appointment.id) < (&part.start, part.id))
                {
                    views.push(ParkedView {
                        appointment,
                        visit: along,
                        since: salon::civil::rfc3339(since, &floor.zone),
                    });
                }
            }
            Ok(views)
        })
    }

    /// Takes appointments off the sheet, all of them or none. Twice is once.
    ///
    /// # Errors
    /// `unknown_appointment`; `not_booked` if one was called off or missed; the store's.
    pub fn park(&self, ids: &[i64], now: Timestamp) -> Result<(), DeskError> {
        self.store.write(|tx| {
            ids.iter()
                .try_for_each(|id| self.take_off(tx, AppointmentId(*id), now))
        })
    }

    fn take_off(&self, tx: &Tx<'_>, id: AppointmentId, now: Timestamp) -> Result<(), DeskError> {
        match find(tx, id)?.status {
            Status::Booked => {}
            Status::Cancelled if parked::is_in(tx, id)? => return Ok(()),
            status @ (Status::Cancelled | Status::NoShow) => {
                return Err(DeskError::NotBooked(status));
            }
        }
        parked::put(tx, id, now)?;
        appointments::set_status(tx, id, Status::Cancelled, None, now)?;
        phases::vacate(tx, id)?;
        self.follow_up(tx, id, Action::Cancelled, &json!({ "tray": true }), now)?;
        tracing::info!(appointment = %id, "parked");
        Ok(())
    }
}
