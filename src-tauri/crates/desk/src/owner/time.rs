//! Time of a staff member that differs: single dates, time off, breaks. From the moment it is written, no time in it is proposed.

use jiff::Timestamp;
use salon::{CivilError, HoursError, Span, StaffId, civil, customer::LONGEST_REASON, week};
use store::{
    Topic, Tx,
    blocked::{self, BlockReason, NewBlockedTime},
    hours,
};

use super::{in_the_way, staff};
use crate::{
    Desk, DeskError,
    facts::Floor,
    sheets::{DateHoursRequest, StaffSaved, StaffSheet, TimeOffRequest},
};

impl Desk {
    /// Keeps somebody's time free. What is booked in it stays; the answer says what that is.
    ///
    /// # Errors
    /// `unknown_staff`, `invalid_time`, `invalid_hours` if it ends before it begins, `note_too_long`; the store's.
    pub fn take_time_off(
        &self,
        request: &TimeOffRequest,
        now: Timestamp,
    ) -> Result<StaffSaved, DeskError> {
        let note = salon::customer::note(&request.note, LONGEST_REASON)?;
        let reason = match request.pause {
            true => BlockReason::Break,
            false => BlockReason::TimeOff,
        };
        let (id, span) = self.store.write(|tx| {
            let floor = Floor::load(tx)?;
            let new = NewBlockedTime {
                staff: floor.somebody(request.staff_id)?,
                span: span(request, &floor)?,
                reason,
                note,
                booking_uid: None,
            };
            self.keep_free(tx, &new, now)?;
            Ok::<_, DeskError>((new.staff, new.span))
        })?;
        tracing::info!(staff = %id, reason = reason.as_str(), "time taken off");
        self.store.read(|read| {
            let floor = Floor::load(read)?;
            Ok(StaffSaved {
                staff: staff::sheet_of(read, &floor, id, now)?,
                in_the_way: in_the_way::of_span(read, &floor, id, span)?,
            })
        })
    }

    pub(crate) fn keep_free(
        &self,
        tx: &Tx<'_>,
        new: &NewBlockedTime,
        now: Timestamp,
    ) -> Result<i64, DeskError> {
        let id = blocked::insert(tx, new)?;
        tx.changed(Topic::Staff, Some(new.staff.0), now)?;
        Ok(id)
    }

    /// Sells time again that was kept free.
    ///
    /// # Errors
    /// `unknown_time_off`; `blocked_by_calcom` for a booking that only Cal.com can give up; the store's.
    pub fn give_time_back(&self, id: i64, now: Timestamp) -> Result<StaffSheet, DeskError> {
        let member = self.store.write(|tx| {
            let row = blocked::find(tx, id)?.ok_or(DeskError::UnknownTimeOff(id))?;
            match row.reason {
                BlockReason::Calcom => return Err(DeskError::BlockedByCalcom),
                BlockReason::TimeOff | BlockReason::Break => blocked::remove(tx, id)?,
            }
            tx.changed(Topic::Staff, Some(row.staff.0), now)?;
            Ok(row.staff)
        })?;
        self.store
            .read(|read| staff::sheet_of(read, &Floor::load(read)?, member, now))
    }

    /// Sets the hours of one date, or goes back to the usual ones. What is booked stays; the answer says what of it lies outside.
    ///
    /// # Errors
    /// `unknown_staff`, `invalid_time`, `invalid_hours`, `hours_overlap`; the store's.
    pub fn set_date_hours(
        &self,
        request: &DateHoursRequest,
        now: Timestamp,
    ) -> Result<StaffSaved, DeskError> {
        let date = civil::parse_date(&request.date)?;
        let stretches = week::day(staff::pairs(&request.stretches))?;
        let id = self.store.write(|tx| {
            let id = Floor::load(tx)?.somebody(request.staff_id)?;
            match request.usual {
                true => hours::clear_exception(tx, id, date)?,
                false => hours::set_exception(tx, id, date, &stretches)?,
            }
            tx.changed(Topic::Staff, Some(id.0), now)?;
            Ok::<StaffId, DeskError>(id)
        })?;
        self.store.read(|read| {
            let floor = Floor::load(read)?;
            Ok(StaffSaved {
                staff: staff::sheet_of(read, &floor, id, now)?,
                in_the_way: in_the_way::outside_hours(read, &floor, id, now)?,
            })
        })
    }
}

fn span(request: &TimeOffRequest, floor: &Floor) -> Result<Span, DeskError> {
    let start = moment(&request.from, floor, |day| day.start)?;
    let end = moment(&request.to, floor, |day| day.end)?;
    let span = Span::new(start, end).filter(|span| span.start < span.end);
    Ok(span.ok_or(HoursError::Stretch)?)
}

/// A civil date and time, or an edge of a date.
fn moment(
    text: &str,
    floor: &Floor,
    edge: impl Fn(Span) -> Timestamp,
) -> Result<Timestamp, CivilError> {
    match civil::parse_date(text) {
        Ok(date) => civil::day(date, &floor.zone)
            .map(edge)
            .ok_or(CivilError::Invalid),
        Err(_) => civil::parse_start(text, &floor.zone),
    }
}
