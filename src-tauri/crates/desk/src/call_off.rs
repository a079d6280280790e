//! Appointments that do not happen: cancelled, or the customer did not come.

use jiff::Timestamp;
use salon::{
    AppointmentId,
    customer::{LONGEST_REASON, note},
};
use serde_json::json;
use store::{
    Tx,
    appointments::{self, Appointment, Status},
    history::Action,
    parked, phases, visits,
};

use crate::{
    Desk, DeskError,
    request::{CancelManyRequest, CancelRequest},
    view::AppointmentDetail,
};

impl Desk {
    /// Calls an appointment off: its time is free again, its phases stay for the record. Twice is once.
    ///
    /// # Errors
    /// `unknown_appointment`; `not_booked` if the customer was noted as missing; `note_too_long`; the store's.
    pub fn cancel(
        &self,
        request: &CancelRequest,
        now: Timestamp,
    ) -> Result<AppointmentDetail, DeskError> {
        let id = AppointmentId(request.appointment_id);
        let reason = note(&request.reason, LONGEST_REASON)?;
        self.store.write(|tx| {
            self.call_off(tx, id, &reason, now)?;
            if request.whole_visit {
                for other in visits::together(tx, id)? {
                    // What was missed or called off of it stays as it is.
                    if find(tx, other)?.status == Status::Booked {
                        self.call_off(tx, other, &reason, now)?;
                    }
                }
            }
            Ok::<_, DeskError>(())
        })?;
        self.appointment(id.0, now)
    }

    /// Calls several appointments off for the same reason, all of them or none. Those that are called off already stay as
    /// they are.
    ///
    /// # Errors
    /// As [`Desk::cancel`], for the first that cannot be called off.
    pub fn cancel_many(
        &self,
        request: &CancelManyRequest,
        now: Timestamp,
    ) -> Result<(), DeskError> {
        let reason = note(&request.reason, LONGEST_REASON)?;
        self.store.write(|tx| {
            let mut ids = request.appointment_ids.iter();
            ids.try_for_each(|id| self.call_off(tx, AppointmentId(*id), &reason, now))
        })
    }

    fn call_off(
        &self,
        tx: &Tx<'_>,
        id: AppointmentId,
        reason: &str,
        now: Timestamp,
    ) -> Result<(), DeskError> {
        match find(tx, id)?.status {
            // What lay in the tray is given up now.
            Status::Cancelled if parked::is_in(tx, id)? => {
                parked::take(tx, id)?;
                let reason = Some(reason).filter(|reason| !reason.is_empty());
                appointments::set_status(tx, id, Status::Cancelled, reason, now)?;
                let detail = json!({ "reason": reason });
                self.follow_up(tx, id, Action::Cancelled, &detail, now)
            }
            Status::Cancelled => Ok(()),
            Status::NoShow => Err(DeskError::NotBooked(Status::NoShow)),
            Status::Booked => {
                let reason = Some(reason).filter(|reason| !reason.is_empty());
                appointments::set_status(tx, id, Status::Cancelled, reason, now)?;
                phases::vacate(tx, id)?;
                let detail = json!({ "reason": reason });
                self.follow_up(tx, id, Action::Cancelled, &detail, now)?;
                tracing::info!(appointment = %id, "cancelled");
                Ok(())
            }
        }
    }

    /// Notes that the customer did not come. The time was theirs, so it stays taken. Twice is once.
    ///
    /// # Errors
    /// `unknown_appointment`; `not_booked` if it was cancelled; `not_begun` before its start; the store's.
    pub fn mark_no_show(&self, id: i64, now: Timestamp) -> Result<AppointmentDetail, DeskError> {
        let id = AppointmentId(id);
        self.store.write(|tx| {
            let appointment = find(tx, id)?;
            match appointment.status {
                Status::NoShow => Ok(()),
                Status::Cancelled => Err(DeskError::NotBooked(Status::Cancelled)),
                Status::Booked if now < appointment.when.span.start => Err(DeskError::NotBegun),
                Status::Booked => {
                    appointments::set_status(tx, id, Status::NoShow, None, now)?;
                    self.follow_up(tx, id, Action::NoShow, &json!({}), now)?;
                    tracing::info!(appointment = %id, "marked as no-show");
                    Ok(())
                }
            }
        })?;
        self.appointment(id.0, now)
    }
}

pub(crate) fn find(tx: &Tx<'_>, id: AppointmentId) -> Result<Appointment, DeskError> {
    let found = appointments::find(tx, id)?;
    found.ok_or(DeskError::UnknownAppointment(id.0))
}
