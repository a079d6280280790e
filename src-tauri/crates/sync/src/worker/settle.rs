//! What a look-up showed, noted in one transaction with what follows from it.

use std::time::{Duration, Instant};

use calcom::{Booking, BookingUid, Failure};
use jiff::Timestamp;
use store::{
    StoreError, Tx,
    appointments::{self, Appointment, Status},
    phases::{self, Phase},
    sync::{
        BookingRow, BookingState, KeyOf, OperationKind, OperationRow, OperationState, PhaseState,
        Subject, booking,
        operation::{self, Answer},
        phase,
    },
};

use super::{
    decide::{LookUp, block},
    gate,
    look_up::{Found, Seen, Unseen},
    record::{Mark, verdict_stands},
};
use crate::{
    code::Code,
    context::Context,
    lines::Lines,
    policy::{self, Absence},
    pull::{self, Later},
    reason, remote, whole,
};

/// Notes what was seen of a write whose answer was lost or has to be checked.
pub(super) fn settle(
    tx: &Tx<'_>,
    (context, lines): (&Context, &Lines),
    subject: Subject,
    wanted: &LookUp,
    seen: &Seen,
    now: Timestamp,
) -> Result<Mark, StoreError> {
    if !operation::is_open(tx, wanted.operation.id)? {
        return Ok(Mark::default());
    }
    let uid = wanted.operation.booking_uid.as_deref().map(BookingUid::new);
    let settling = Settling {
        tx,
        context,
        lines,
        subject,
        operation: &wanted.operation,
        key: wanted.key,
        verdict_stands: verdict_stands(tx, wanted.operation.phase, uid.as_ref())?,
        now,
    };
    match &seen.found {
        Err(Unseen::Failed(failure)) => settling.not_seen(failure),
        Err(Unseen::NotYet(pause)) => Ok(Mark {
            look_in: Some(*pause),
            ..Mark::default()
        }),
        Ok(found) => match settling.operation.kind {
            OperationKind::Create => settling.create(found, seen.began),
            OperationKind::Reschedule => settling.reschedule(found, seen.began),
            OperationKind::Cancel => settling.cancel(found),
        },
    }
}

struct Settling<'a> {
    tx: &'a Tx<'a>,
    context: &'a Context,
    lines: &'a Lines,
    subject: Subject,
    operation: &'a OperationRow,
    key: KeyOf,
    /// A person has to decide about the phase, whatever comes of this.
    verdict_stands: bool,
    now: Timestamp,
}

impl Settling<'_> {
    fn not_seen(&self, failure: &Failure) -> Result<Mark, StoreError> {
        let gate = policy::gate_after(failure, self.now);
        if let Some(gate) = gate {
            gate::note(self.tx, self.lines, self.key, gate, self.now)?;
        }
        Ok(Mark {
            counts: gate.is_none(),
            look_in: Some(Duration::ZERO),
        })
    }

    fn create(&self, found: &Found, began: Instant) -> Result<Mark, StoreError> {
        let planned = self.operation.span.map(|span| span.start);
        let on_time = |booking: &&Booking| Some(booking.start) == planned;
        let live = &found.live;
        let Some(best) = live.iter().find(on_time).or_else(|| live.first()) else {
            let refused = self.operation.code.is_some();
            return match &found.cancelled {
                Some(seen) if !refused => self.made_and_called_off(seen),
                // What was refused was never made: an older one was called off there.
                Some(_) | None => self.absent(began),
            };
        };
        self.adopt(best, BookingState::Live)?;
        for extra in live.iter().filter(|booking| booking.uid != best.uid) {
            self.adopt(extra, BookingState::Surplus)?;
        }
        let mark = self.done()?;
        if best.rescheduled_from_uid.is_some() && self.desk_still_wants_it()? {
            pull::go_along(self.tx, &self.row(best, BookingState::Live)?, self.now)?;
        }
        Ok(mark)
    }

    /// It was made, and somebody called it off over there before we knew of it.
    fn made_and_called_off(&self, seen: &Booking) -> Result<Mark, StoreError> {
        if self.subject.appointment().is_none() && reason::by_desk(seen) {
            return self.another_of_that_name(seen);
        }
        self.adopt(seen, BookingState::Live)?;
        let mark = self.done()?;
        pull::cancelled(
            self.tx,
            &self.row(seen, BookingState::Live)?,
            seen,
            self.now,
        )?;
        Ok(mark)
    }

    /// Blocks of one time have one name for ever: this one was there before, and was given up. Ours may still be under way.
    fn another_of_that_name(&self, seen: &Booking) -> Result<Mark, StoreError> {
        self.adopt(seen, BookingState::Gone)?;
        Ok(Mark {
            look_in: Some(Duration::ZERO),
            ..Mark::default()
        })
    }

    /// Whether the desk has not changed the phase since the write was sent: then what happened over there is the later word.
    fn desk_still_wants_it(&self) -> Result<bool, StoreError> {
        let Some((phase, appointment)) = self.whose()? else {
            return Ok(false);
        };
        let place = whole::place(self.tx, &phase, &appointment)?;
        Ok(Some(place) == self.operation.span)
    }

    fn reschedule(&self, found: &Found, began: Instant) -> Result<Mark, StoreError> {
        let Some(booking) = found.live.first() else {
            return self.called_off(found.cancelled.as_ref());
        };
        if Some(booking.uid.as_str()) == self.operation.booking_uid.as_deref() {
            return self.absent(began);
        }
        self.old_is_gone(Some(booking))?;
        self.adopt(booking, BookingState::Live)?;
        if Some(booking.start) == self.operation.span.map(|span| span.start) {
            return self.done();
        }
        let mark = self.happened_differently()?;
        self.moved_on_both_sides(booking)?;
        Ok(mark)
    }

    /// What was to be moved is not there any more. If somebody called it off over there, that wins.
    fn called_off(&self, cancelled: Option<&Booking>) -> Result<Mark, StoreError> {
        let old = self.operation.booking_uid.as_deref().unwrap_or_default();
        let mark = self.happened_differently()?;
        match (cancelled, booking::find(self.tx, old)?) {
            (Some(seen), Some(known)) => pull::cancelled(self.tx, &known, seen, self.now)?,
            (None, _) | (_, None) => self.old_is_gone(None)?,
        }
        Ok(mark)
    }

    fn cancel(&self, found: &Found) -> Result<Mark, StoreError> {
        match found.live.first() {
            None => self.is_cancelled(found.cancelled.as_ref()),
            Some(booking)
                if Some(booking.uid.as_str()) == self.operation.booking_uid.as_deref() =>
            {
                self.happened_differently()
            }
            Some(moved) if self.was_one_too_many()? => {
                self.old_is_gone(Some(moved))?;
                self.adopt(moved, BookingState::Surplus)?;
                self.happened_differently()
            }
            Some(moved) => {
                self.old_is_gone(Some(moved))?;
                self.adopt(moved, BookingState::Live)?;
                let mark = self.happened_differently()?;
                let row = self.row(moved, BookingState::Live)?;
                if self.moved_meanwhile(&row)? {
                    pull::go_along(self.tx, &row, self.now)?;
                } else if self
                    .whose()?
                    .is_some_and(|(_, a)| a.status == Status::Cancelled)
                {
                    self.overruled(&row)?;
                }
                Ok(mark)
            }
        }
    }

    /// Whether it was a second booking of its phase that was to be taken back.
    fn was_one_too_many(&self) -> Result<bool, StoreError> {
        let old = self.operation.booking_uid.as_deref().unwrap_or_default();
        let known = booking::find(self.tx, old)?;
        Ok(known.is_some_and(|row| row.state == BookingState::Surplus))
    }

    /// Our move went nowhere because somebody moved the booking over there: the later of the two changes stands.
    fn moved_on_both_sides(&self, seen: &Booking) -> Result<(), StoreError> {
        let Some(appointment) = self.subject.appointment() else {
            return Ok(());
        };
        if reason::placed_by_desk(seen) {
            return Ok(());
        }
        let row = self.row(seen, BookingState::Live)?;
        match pull::later(self.tx, appointment, seen)? {
            Later::Here => self.overruled(&row),
            Later::There => pull::follow_later(self.tx, &row, self.now),
        }
    }

    /// Whether the whole that was to be split was moved over there.
    fn moved_meanwhile(&self, row: &BookingRow) -> Result<bool, StoreError> {
        match self.subject.appointment() {
            Some(appointment) => whole::moved_meanwhile(self.tx, appointment, row),
            None => Ok(false),
        }
    }

    /// What was done over there does not stand.
    fn overruled(&self, row: &BookingRow) -> Result<(), StoreError> {
        match self.whose()? {
            Some((phase, appointment)) => {
                pull::overruled_there(self.tx, (&phase, &appointment), row, self.now)
            }
            None => Ok(()),
        }
    }

    fn whose(&self) -> Result<Option<(Phase, Appointment)>, StoreError> {
        let Some(phase) = phases::find(self.tx, self.operation.phase)? else {
            return Ok(None);
        };
        let appointment = appointments::find(self.tx, phase.appointment)?;
        Ok(appointment.map(|appointment| (phase, appointment)))
    }

    /// By ourselves or by somebody over there: then that wins, whatever was to be booked instead.
    fn is_cancelled(&self, cancelled: Option<&Booking>) -> Result<Mark, StoreError> {
        let by_others = cancelled.filter(|seen| !reason::only_replaced(seen));
        let old = self.operation.booking_uid.as_deref().unwrap_or_default();
        let mark = self.done()?;
        match (by_others, booking::find(self.tx, old)?) {
            (Some(seen), Some(known)) => pull::cancelled(self.tx, &known, seen, self.now)?,
            (None, _) | (_, None) => self.old_is_gone(None)?,
        }
        Ok(mark)
    }

    fn adopt(&self, found: &Booking, state: BookingState) -> Result<(), StoreError> {
        booking::remember(self.tx, &self.row(found, state)?, self.now)
    }

    fn row(&self, found: &Booking, state: BookingState) -> Result<BookingRow, StoreError> {
        remote::row(self.tx, found, self.operation.phase, state)
    }

    fn old_is_gone(&self, newer: Option<&Booking>) -> Result<(), StoreError> {
        let Some(old) = &self.operation.booking_uid else {
            return Ok(());
        };
        let newer = newer.map(|booking| booking.uid.as_str());
        booking::gone(self.tx, old, newer, self.now)
    }

    fn done(&self) -> Result<Mark, StoreError> {
        self.note(OperationState::Done)?;
        self.show(PhaseState::Synced)?;
        Ok(Mark::default())
    }

    /// Not what was sent, but known now: the next plan starts from there.
    fn happened_differently(&self) -> Result<Mark, StoreError> {
        self.note(OperationState::Absent)?;
        self.show(PhaseState::Waiting)?;
        Ok(Mark::default())
    }

    fn absent(&self, began: Instant) -> Result<Mark, StoreError> {
        let verdict = self
            .operation
            .code
            .as_deref()
            .map(|code| Code::parse(code).unwrap_or(Code::Refused));
        let lost = self.context.silence.since(self.operation.id, began);
        let silence = began.saturating_duration_since(lost);
        match policy::absence(silence, verdict.is_none()) {
            Absence::NotYet(pause) => Ok(Mark {
                look_in: Some(pause),
                ..Mark::default()
            }),
            Absence::Proven => match verdict {
                Some(code) => {
                    self.note(OperationState::Refused)?;
                    let words = self.operation.message.as_deref();
                    block(
                        self.tx,
                        self.subject,
                        self.operation.phase,
                        code,
                        words,
                        self.now,
                    )?;
                    Ok(Mark::default())
                }
                None => {
                    self.note(OperationState::Absent)?;
                    self.show(PhaseState::Waiting)?;
                    Ok(Mark {
                        counts: true,
                        ..Mark::default()
                    })
                }
            },
        }
    }

    fn note(&self, state: OperationState) -> Result<(), StoreError> {
        operation::note(
            self.tx,
            self.operation.id,
            state,
            Answer::default(),
            self.now,
        )?;
        self.context.silence.is_over(self.operation.id);
        Ok(())
    }

    fn show(&self, state: PhaseState) -> Result<(), StoreError> {
        if self.verdict_stands {
            return Ok(());
        }
        phase::set(self.tx, self.operation.phase, state, None, None, self.now)
    }
}
