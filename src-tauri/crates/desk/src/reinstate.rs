//! A cancellation or a no-show taken back: the same appointments, as they were.

use jiff::Timestamp;
use salon::{Chains, Verdict};
use serde_json::json;
use store::{
    StoreError, Tx,
    appointments::{self, Status},
    history::Action,
};

use crate::{
    Desk, DeskError,
    candidates::Booked,
    comb,
    facts::Floor,
    order::{Order, Outcome},
    view::AppointmentDetail,
    visit::Moved,
};

/// Why nothing was written.
enum Stopped {
    Declined(Box<(Order, Verdict)>),
    Failed(DeskError),
}

impl From<DeskError> for Stopped {
    fn from(error: DeskError) -> Self {
        Self::Failed(error)
    }
}

impl From<StoreError> for Stopped {
    fn from(error: StoreError) -> Self {
        Self::Failed(error.into())
    }
}

impl Desk {
    /// Puts a cancelled appointment back under its own number, if nobody took its time meanwhile. Warnings do not stand against
    /// it: it had that time before. Who was noted as missing, and came after all, never lost it. Twice is once.
    ///
    /// # Errors
    /// `Refused` with reasons and the nearest time that fits; `unknown_appointment`; the store's.
    pub fn reinstate(&self, id: i64, now: Timestamp) -> Result<AppointmentDetail, DeskError> {
        self.reinstate_many(&[id], now)?;
        self.appointment(id, now)
    }

    /// The same for several that were called off or parked together: all of them or none.
    ///
    /// # Errors
    /// As [`Desk::reinstate`], for the first that cannot be put back.
    pub fn reinstate_many(&self, ids: &[i64], now: Timestamp) -> Result<(), DeskError> {
        let written = self.store.write(|tx| {
            ids.iter()
                .try_for_each(|id| match self.try_reinstate(tx, *id, now)? {
                    Outcome::Done(_) => Ok(()),
                    Outcome::Declined(why) => Err(Stopped::Declined(why)),
                })
        });
        match written {
            Ok(()) => Ok(()),
            Err(Stopped::Failed(error)) => Err(error),
            Err(Stopped::Declined(why)) => self.answer(Outcome::Declined(why), now).map(drop),
        }
    }

    fn try_reinstate(&self, tx: &Tx<'_>, id: i64, now: Timestamp) -> Result<Outcome, DeskError> {
        let booked = Booked::whatever_became_of_it(tx, id)?;
        let (id, start) = (booked.appointment.id, booked.appointment.when.span.start);
        match booked.appointment.status {
            Status::Cancelled => {}
            Status::Booked => return Ok(Outcome::Done(id)),
            Status::NoShow => {
                appointments::set_status(tx, id, Status::Booked, None, now)?;
                self.follow_up(tx, id, Action::Reinstated, &json!({ "no_show": true }), now)?;
                tracing::info!(appointment = %id, "came after all");
                return Ok(Outcome::Done(id));
            }
        }
        let order = Order {
            ways: Ok(Chains::single(vec![booked.comb()?])),
            start,
            customer: Some(booked.appointment.customer),
            moved: Moved::only(id),
            hold: None,
        };
        let judgement = self.judge(tx, &Floor::load(tx)?, &order, now)?;
        if let Err(verdict) = judgement.accept(true) {
            return Ok(Outcome::Declined(Box::new((order, verdict))));
        }
        appointments::set_status(tx, id, Status::Booked, None, now)?;
        comb::occupy(tx, &booked.phases)?;
        let detail = json!({ "to": start.to_string() });
        self.follow_up(tx, id, Action::Reinstated, &detail, now)?;
        tracing::info!(appointment = %id, "reinstated");
        Ok(Outcome::Done(id))
    }
}
